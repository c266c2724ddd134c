//! Imitates the log of cluster packages and data that were delivered to clusters, some topics to the same cluster twice.

use std::path::Path;

use super::clusters::Region;
use super::plan::{DELIVERIES, DELIVERY_DAYS, Group, LAST, TOPICS};
use crate::dates::{Date, spread};
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::rng::Rng;

/// How older entries are written.
const SPELLINGS: [(&str, &str); 3] =
    [("Influenzavaccination", "Influenza"), ("Opioider", "Opioid"), ("Diabetes", "Type 2-diabetes")];
/// Entries after the period: topics and days.
const LATER: [(&str, Date); 4] = [
    ("Kræft", Date::ymd(2021, 7, 1)),
    ("Opioider", Date::ymd(2021, 7, 2)),
    ("KOL", Date::ymd(2021, 8, 18)),
    ("Antibiotika", Date::ymd(2021, 8, 24)),
];

/// A delivery.
pub struct Delivery {
    /// When.
    pub day: Date,
    /// To which of the region's clusters.
    pub cluster: usize,
    /// About what.
    pub topic: &'static str,
}

/// Invents the deliveries, by day.
pub fn invent(region: &Region) -> Vec<Delivery> {
    let mut rng = Rng::new("midtkraft deliveries");
    let mut pairs: Vec<(&'static str, usize)> = Vec::new();
    for (topic, count) in DELIVERIES {
        let mut clusters = receivers(&mut rng, region, topic, count);
        let first = clusters.len();
        rng.shuffle(&mut clusters);
        // What is left goes to some that had the topic before.
        pairs.extend((0..count).map(|i| (topic, clusters[i % first])));
    }
    rng.shuffle(&mut pairs);
    let days = DELIVERY_DAYS.iter().flat_map(|&(first, last, count)| spread(&mut rng, first, last, count));
    let days: Vec<Date> = days.collect();
    assert_eq!(days.len(), pairs.len());
    let mut deliveries: Vec<Delivery> =
        days.into_iter().zip(pairs).map(|(day, (topic, cluster))| Delivery { day, cluster, topic }).collect();
    let unserved = region.clusters.iter().position(|cluster| !cluster.group.served).unwrap_or(0);
    deliveries.extend(LATER.map(|(topic, day)| Delivery { day, cluster: unserved, topic }));
    deliveries
}

/// The clusters that get a topic: those of the plan, or four fifths as many as there are deliveries.
fn receivers(rng: &mut Rng, region: &Region, topic: &str, count: usize) -> Vec<usize> {
    let served = |which: &dyn Fn(&Group) -> bool| -> Vec<usize> {
        let clusters = region.clusters.iter().enumerate();
        clusters.filter(|(_, cluster)| cluster.group.served && which(cluster.group)).map(|(i, _)| i).collect()
    };
    if TOPICS.iter().any(|(published, _)| *published == topic) {
        return served(&|group| group.topics.contains(&topic));
    }
    // Those with none of the published topics come first, so that all get something.
    let mut others = served(&|group| !group.topics.is_empty());
    rng.shuffle(&mut others);
    let mut chosen = served(&|group| group.topics.is_empty());
    chosen.extend(others);
    chosen.truncate(count * 4 / 5);
    chosen
}

/// Writes the log.
pub fn write(dir: &Path, region: &Region, deliveries: &[Delivery]) -> Done {
    let mut rng = Rng::new("midtkraft delivery log");
    let mut rows = Vec::new();
    for (i, Delivery { day, cluster, topic }) in deliveries.iter().enumerate() {
        let form = if rng.one_in(3) { "Datasæt" } else { "Klyngepakke" };
        let topic = rng.spelled(topic, &SPELLINGS);
        let remark = match i % 23 {
            5 => "Lægemiddelkonsulent med på mødet",
            16 => "Mødet flyttet til video",
            _ => "",
        };
        rows.push(row![format!("KP-{:03}", i + 1), *day, &region.clusters[*cluster].id, topic, form, remark]);
    }
    let exported = LAST.plus(62);
    let (year, month, day) = exported.parts();
    let above = vec!["Klyngepakker og datasæt".into(), format!("Udtrukket {day:02}-{month:02}-{year}"), String::new()];
    let table = Table::new(&["Nr.", "Leveret", "Klynge", "Emne", "Form", "Bemærkning"], rows);
    let sheet = Sheet { name: "Leverancer", above, table };
    write_xlsx(&dir.join("klyngepakker-leverancer.xlsx"), &[sheet])
}
