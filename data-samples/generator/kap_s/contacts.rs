//! Imitates the data advisers' case system: a row for each contact with a practice or a cluster.

use std::path::Path;

use super::DIALECT;
use super::plan::{self, Plan};
use super::practices::{CLUSTER_COUNT, Practices, cluster};
use crate::dates::{Date, exported, workdays};
use crate::output::{Done, Table, row, write_csv};
use crate::rng::Rng;

/// What practices ask about.
const TOPICS: [&str; 8] = [
    "Forløbsplaner",
    "Fælles Medicinkort",
    "It-sikkerhed",
    "WebReq og WebPatient",
    "Videokonsultation",
    "Dosisdispensering",
    "Min Læge-appen",
    "Digital post og signatur",
];
/// Out of how many contacts each topic is chosen first, more often the higher it stands.
const WEIGHTS: [usize; 8] = [9, 7, 5, 4, 4, 3, 2, 2];
/// How the advisers write some of it.
const SPELLINGS: [(&str, &str); 3] =
    [("Telefon", "Tlf."), ("Virtuelt besøg", "Virtuelt"), ("Fælles Medicinkort", "FMK")];

/// A contact.
struct Contact {
    day: Date,
    form: &'static str,
    practice: String,
    cluster: String,
    topics: Vec<&'static str>,
}

/// Writes the contacts of the plan's year and of the weeks around it.
pub fn write(dir: &Path, plan: &Plan, practices: &Practices) -> Done {
    let mut rng = Rng::new(&format!("kap-s contact spellings {}", plan.year));
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        for (i, contact) in contacts(year, practices).into_iter().enumerate() {
            let Contact { day, form, practice, cluster, topics } = contact;
            if exported(day, plan.year) {
                let topics: Vec<String> = topics.into_iter().map(|topic| rng.spelled(topic, &SPELLINGS)).collect();
                let number = format!("IT{}-{:04}", year % 100, i + 1);
                rows.push(row![number, day, rng.spelled(form, &SPELLINGS), practice, cluster, topics.join(", ")]);
            }
        }
    }
    let headers = ["Sagsnr.", "Dato", "Kontaktform", "Ydernr.", "Klynge", "Emner"];
    write_csv(&dir.join(format!("it-kontakter-{}.csv", plan.year)), &DIALECT, &Table::new(&headers, rows))
}

/// A year's contacts by day; those about clusters have a cluster and no practice.
fn contacts(year: i32, practices: &Practices) -> Vec<Contact> {
    let plan = plan::for_year(year);
    let mut rng = Rng::new(&format!("kap-s contacts {year}"));
    let asking = practices.in_contact(plan);
    // Each practice in contact has one contact at least, some have many.
    let mut waiting = asking.clone();
    rng.shuffle(&mut waiting);
    let mut all = Vec::new();
    for &(form, count, about_clusters) in plan.contacts {
        let mut days = workdays(&mut rng, year, count);
        rng.shuffle(&mut days);
        for (i, day) in days.into_iter().enumerate() {
            let (practice, cluster) = if i < about_clusters {
                (String::new(), cluster(rng.below(CLUSTER_COUNT)))
            } else {
                (waiting.pop().unwrap_or_else(|| rng.pick(&asking).clone()), String::new())
            };
            all.push(Contact { day, form, practice, cluster, topics: topics(&mut rng) });
        }
    }
    assert!(waiting.is_empty());
    all.sort_by_key(|contact| contact.day);
    all
}

/// One topic, or two different ones.
fn topics(rng: &mut Rng) -> Vec<&'static str> {
    let mut at = rng.below(WEIGHTS.iter().sum());
    let mut first = 0;
    while at >= WEIGHTS[first] {
        at -= WEIGHTS[first];
        first += 1;
    }
    let second = rng.below(TOPICS.len());
    let both = rng.one_in(5) && second != first;
    if both { vec![TOPICS[first], TOPICS[second]] } else { vec![TOPICS[first]] }
}
