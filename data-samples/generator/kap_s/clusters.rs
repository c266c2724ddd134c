//! Imitates the cluster team: its log of contacts with clusters, and the catalogue of cluster packages.

use std::path::Path;

use super::DIALECT;
use super::plan::{self, Plan};
use super::practices::{CLUSTER_COUNT, cluster};
use crate::dates::{Date, exported, workdays};
use crate::output::{Done, EXCEL_CSV, Table, row, write_csv};
use crate::rng::Rng;

/// How the team writes a visit now and then.
const SPELLINGS: [(&str, &str); 1] = [("Virtuelt besøg", "Besøg på Teams")];
/// Packages: title, made by whom, when. That the last but one was made with others is invented, as are all days.
const PACKAGES: [(&str, &str, Date); 9] = [
    ("Trivsel i klinikken", "KAP-S", Date::ymd(2021, 10, 4)),
    ("Hypertension", "KAP-S", Date::ymd(2022, 2, 7)),
    ("Osteoporose", "KAP-S", Date::ymd(2022, 3, 14)),
    ("Stofskiftesygdom", "KAP-S", Date::ymd(2022, 5, 9)),
    ("Opgavedeling", "KAP-S", Date::ymd(2022, 10, 3)),
    ("Nefropati", "KAP-S", Date::ymd(2023, 2, 20)),
    ("Palliation", "KAP-S", Date::ymd(2023, 5, 8)),
    ("Den klimavenlige praksis", "KAP-S og andre", Date::ymd(2023, 9, 4)),
    ("LUTS", "KAP-S", Date::ymd(2023, 10, 30)),
];

/// Writes the log of the plan's year and of the weeks around it.
pub fn write_contacts(dir: &Path, plan: &Plan) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let mut rng = Rng::new(&format!("kap-s cluster contacts {year}"));
        let (contacts, visits) = plan::for_year(year).cluster_contacts;
        let mut log = Vec::new();
        for (forms, count) in [(["Telefon", "Mail"], contacts), (["Fysisk besøg", "Virtuelt besøg"], visits)] {
            for (i, day) in workdays(&mut rng, year, count).into_iter().enumerate() {
                // No cluster is forgotten.
                let place = if i < CLUSTER_COUNT { i } else { rng.below(CLUSTER_COUNT) };
                log.push((day, *rng.pick(&forms), cluster(place)));
            }
        }
        log.sort();
        for (i, (day, form, cluster)) in log.into_iter().enumerate() {
            if exported(day, plan.year) {
                let number = format!("K{}-{:03}", year % 100, i + 1);
                rows.push(row![number, day, cluster, rng.spelled(form, &SPELLINGS)]);
            }
        }
    }
    let headers = ["Nr.", "Dato", "Klynge", "Kontaktform"];
    write_csv(&dir.join(format!("klyngeteam-{}.csv", plan.year)), &DIALECT, &Table::new(&headers, rows))
}

/// Writes the catalogue with what had been made by the end of the plan's year.
pub fn write_catalogue(dir: &Path, plan: &Plan) -> Done {
    let rows = PACKAGES.iter().filter(|(_, _, made)| *made < Date::ymd(plan.year + 1, 1, 1));
    let rows = rows.map(|(title, by, made)| row![*title, *by, *made]).collect();
    let table = Table::new(&["Klyngepakke", "Udarbejdet af", "Klar"], rows);
    write_csv(&dir.join("klyngepakker.csv"), &EXCEL_CSV, &table)
}
