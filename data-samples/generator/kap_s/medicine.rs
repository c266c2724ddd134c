//! Imitates the medicine unit: its workbook of activities, a clinic's list of medicine reviews, and the log of its advice line.

use std::path::Path;

use super::DIALECT;
use super::plan::{self, Plan};
use super::practices::{CLUSTER_COUNT, Practices, cluster};
use crate::dates::{Date, exported, workdays};
use crate::output::{Done, EXCEL_CSV, Sheet, Table, row, write_csv, write_xlsx};
use crate::rng::Rng;

/// How the unit writes some of its activities.
const SPELLINGS: [(&str, &str); 2] =
    [("Undervisning af KBU-læger", "KBU-undervisning"), ("Statistikudsendelse", "Udsendelse af statistik")];
/// What calls are about, more often the higher it stands.
const QUESTIONS: [&str; 8] = [
    "Restordre og udgåede lægemidler",
    "Skift til et andet lægemiddel",
    "Interaktioner og kontraindikationer",
    "Regionale udleveringstilladelser",
    "Dosisdispensering",
    "Tilskud",
    "Dosering til børn",
    "Holdbarhed",
];
/// Who calls from general practice.
const PRACTICE_CALLERS: [&str; 2] = ["Læge i almen praksis", "Personale i almen praksis"];
/// Who else calls.
const OTHER_CALLERS: [&str; 2] = ["Kommunal pleje", "Regional pleje"];

/// Writes the workbook of activities of the plan's year and of the weeks around it.
pub fn write_activities(dir: &Path, plan: &Plan, practices: &Practices) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let plan_of_year = plan::for_year(year);
        let mut rng = Rng::new(&format!("kap-s medicine {year}"));
        let numbers = practices.in_contact(plan_of_year);
        let mut log = Vec::new();
        for &(kind, topic, count) in plan_of_year.medicine {
            for day in workdays(&mut rng, year, count) {
                let place = match kind {
                    "Klyngemøde" | "Data til klyngemøde" => (cluster(rng.below(CLUSTER_COUNT)), String::new()),
                    "Møde i lægepraksis" => (String::new(), rng.pick(&numbers).clone()),
                    _ => Default::default(),
                };
                log.push((day, kind, topic, place));
            }
        }
        log.sort_by_key(|(day, ..)| *day);
        for (i, (day, kind, topic, (cluster, practice))) in log.into_iter().enumerate() {
            if exported(day, plan.year) {
                let number = format!("L{}-{:02}", year % 100, i + 1);
                rows.push(row![number, day, rng.spelled(kind, &SPELLINGS), topic, cluster, practice]);
            }
        }
    }
    let above = vec![format!("Lægemiddelenheden – aktiviteter {}", plan.year), String::new()];
    let table = Table::new(&["Nr.", "Dato", "Aktivitet", "Indsats", "Klynge", "Ydernr."], rows);
    let name = format!("laegemiddelenheden-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet { name: "Aktiviteter", above, table }])
}

/// Writes the clinic's list of medicine reviews: a number for each patient, and how many medicines before and after.
pub fn write_reviews(dir: &Path, plan: &Plan) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let mut rng = Rng::new(&format!("kap-s reviews {year}"));
        for (i, day) in workdays(&mut rng, year, plan::for_year(year).reviews).into_iter().enumerate() {
            let before = 5 + rng.below(12);
            let after = before - rng.below(4);
            if exported(day, plan.year) {
                rows.push(row![format!("G{}-{:03}", year % 100, i + 1), day, before, after]);
            }
        }
    }
    let headers = ["Gennemgang", "Dato", "Lægemidler før", "Lægemidler efter"];
    write_csv(&dir.join(format!("medicingennemgange-{}.csv", plan.year)), &EXCEL_CSV, &Table::new(&headers, rows))
}

/// Writes the log of the advice line.
pub fn write_calls(dir: &Path, plan: &Plan) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let mut rng = Rng::new(&format!("kap-s calls {year}"));
        let (from_practice, from_others) = plan::for_year(year).calls;
        let mut calls: Vec<(Date, &str)> = Vec::new();
        for (callers, count) in [(PRACTICE_CALLERS, from_practice), (OTHER_CALLERS, from_others)] {
            for day in workdays(&mut rng, year, count) {
                calls.push((day, *rng.pick(&callers)));
            }
        }
        calls.sort();
        for (i, (day, caller)) in calls.into_iter().enumerate() {
            let limit = 1 + rng.below(QUESTIONS.len());
            let question = QUESTIONS[rng.below(limit)];
            if exported(day, plan.year) {
                rows.push(row![format!("R{}-{:03}", year % 100, i + 1), day, caller, question]);
            }
        }
    }
    let headers = ["Nr.", "Modtaget", "Spørger", "Emne"];
    write_csv(&dir.join(format!("raadgivningstelefonen-{}.csv", plan.year)), &DIALECT, &Table::new(&headers, rows))
}
