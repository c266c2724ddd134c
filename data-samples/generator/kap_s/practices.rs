//! Imitates the region's register of practices and clusters: one workbook with a sheet for each.

use std::path::Path;

use super::plan::{self, KINDS, PRACTICES_2022, Plan};
use crate::dates::{Date, Spell, year_end};
use crate::names::CLUSTERS;
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::rng::Rng;

/// Clusters that exist in both years.
pub const CLUSTER_COUNT: usize = 16;
/// The place of the first of their names in the list.
const FIRST_NAME: usize = 20;
/// Practices in clusters that closed in 2023.
const CLOSED: usize = 10;
/// Kinds of the practices that opened in 2023; the first of them joined a cluster.
const OPENED: [usize; 4] = [0, 0, 0, 1];
/// Practices that left their cluster in 2023.
const LEFT_CLUSTER: usize = 20;
/// Practices with a doctor of 65 or more at the end of 2023: in contact with KAP-S, and not; and among those that closed.
const SENIORS: (usize, usize, usize) = (40, 8, 4);

/// A practice, through all its changes.
struct Practice {
    number: String,
    kind: usize,
    senior: bool,
    /// Its clusters in order (none is outside), with the last one still.
    places: Vec<(Option<usize>, Spell)>,
}

impl Practice {
    /// Whether it exists on a day.
    fn holds(&self, day: Date) -> bool {
        self.places.iter().any(|(_, spell)| spell.holds(day))
    }

    /// Whether it exists all through a year.
    fn lasts(&self, year: i32) -> bool {
        self.holds(Date::ymd(year, 1, 1)) && self.holds(year_end(year))
    }
}

/// The register with its history.
pub struct Practices {
    all: Vec<Practice>,
}

/// What a cluster is called in all systems.
pub fn cluster(place: usize) -> String {
    format!("S{:02}", place + 1)
}

impl Practices {
    /// Invents a register that agrees with the plans at the end of both years.
    pub fn invent() -> Practices {
        let mut rng = Rng::new("kap-s practices");
        let mut practices = Practices { all: Vec::new() };
        for (kind, (count, outside)) in PRACTICES_2022.into_iter().enumerate() {
            for i in 0..count {
                let from = Date::between(&mut rng, Date::ymd(2018, 6, 1), Date::ymd(2021, 11, 30));
                let cluster = (i >= outside).then(|| rng.below(CLUSTER_COUNT));
                practices.add(kind, cluster, Spell::since(from));
            }
        }
        let (first, last) = (Date::ymd(2023, 1, 10), Date::ymd(2023, 11, 30));
        let in_cluster: Vec<usize> =
            (0..practices.all.len()).filter(|i| practices.all[*i].places[0].0.is_some()).collect();
        for (i, place) in in_cluster.iter().enumerate().take(CLOSED + LEFT_CLUSTER) {
            let day = Date::between(&mut rng, first, last);
            let practice = &mut practices.all[*place];
            practice.places[0].1.last = Some(day.plus(-1));
            if i >= CLOSED {
                practice.places.push((None, Spell::since(day)));
            }
        }
        for (i, kind) in OPENED.into_iter().enumerate() {
            let from = Date::between(&mut rng, first, last);
            practices.add(kind, (i == 0).then(|| rng.below(CLUSTER_COUNT)), Spell::since(from));
        }
        practices.make_seniors();
        practices
    }

    fn add(&mut self, kind: usize, cluster: Option<usize>, spell: Spell) {
        let number = 430_001 + self.all.len() * 7;
        // Some numbers begin with a nought, as real ones do.
        let number = if self.all.len().is_multiple_of(9) { number - 400_000 } else { number };
        self.all.push(Practice { number: format!("{number:06}"), kind, senior: false, places: vec![(cluster, spell)] });
    }

    /// Decides which practices have a doctor of 65 or more.
    fn make_seniors(&mut self) {
        let contacted = self.in_contact(&plan::Y2023);
        let end = year_end(2023);
        let (mut with, mut without, mut closed) = SENIORS;
        for (i, practice) in self.all.iter_mut().enumerate() {
            let left = match (contacted.contains(&practice.number), practice.holds(end)) {
                (true, _) if i % 4 == 0 => &mut with,
                (false, true) if i % 2 == 0 => &mut without,
                (false, false) => &mut closed,
                _ => continue,
            };
            if *left > 0 {
                *left -= 1;
                practice.senior = true;
            }
        }
        assert_eq!((with, without, closed), (0, 0, 0));
    }

    /// Numbers of the practices that were in contact with KAP-S in the plan's year.
    pub fn in_contact(&self, plan: &Plan) -> Vec<String> {
        let mut rng = Rng::new(&format!("kap-s in contact {}", plan.year));
        let (own, others) = plan.in_contact;
        let mut chosen = Vec::new();
        for (of_first_kind, count) in [(true, own), (false, others)] {
            let lasting = self.all.iter().filter(|practice| practice.lasts(plan.year));
            let mut numbers: Vec<String> = lasting
                .filter(|practice| (practice.kind == 0) == of_first_kind)
                .map(|practice| practice.number.clone())
                .collect();
            rng.shuffle(&mut numbers);
            assert!(numbers.len() >= count, "{} practices for {count} in contact", numbers.len());
            chosen.extend(numbers.into_iter().take(count));
        }
        chosen
    }

    /// Writes the workbook as exported in the middle of January after the plan's year.
    pub fn write(&self, dir: &Path, plan: &Plan) -> Done {
        let exported = Date::ymd(plan.year + 1, 1, 15);
        let mut practices = Vec::new();
        for Practice { number, kind, senior, places } in &self.all {
            for (place, spell) in places {
                if let Some(Spell { from, last }) = spell.known_by(exported) {
                    let place = place.map(cluster).unwrap_or_default();
                    practices.push(row![number, KINDS[*kind], *senior, place, from, last]);
                }
            }
        }
        let mut clusters = vec![row!["S00", "Klynge Gammelskov", Date::ymd(2018, 6, 1), Date::ymd(2021, 12, 31)]];
        for place in 0..CLUSTER_COUNT {
            let name = format!("Klynge {}", CLUSTERS[FIRST_NAME + place]);
            clusters.push(row![cluster(place), name, Date::ymd(2018, 6, 1).plus(place as i32 * 11), ""]);
        }
        let practice_headers = ["Ydernr.", "Praksisform", "Læge på 65 år eller derover", "Klynge", "Fra", "Til"];
        let above = vec![
            "Ydernumre i Region Sjælland".to_string(),
            format!("Udtræk pr. 15-01-{}", plan.year + 1),
            String::new(),
        ];
        write_xlsx(
            &dir.join(format!("ydernumre-og-klynger-{}.xlsx", plan.year)),
            &[
                Sheet { name: "Ydernumre", above, table: Table::new(&practice_headers, practices) },
                Sheet::plain("Klynger", Table::new(&["Klynge", "Navn", "Oprettet", "Nedlagt"], clusters)),
            ],
        )
    }
}
