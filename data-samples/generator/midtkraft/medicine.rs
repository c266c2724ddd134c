//! Imitates the Medicine team's workbook: visits, reviews of patients' medicines, and meetings and packages of Medicin i Midt.

use std::path::Path;

use super::clusters::Region;
use super::plan::{LAST, MEDICINE_VISITS, MEETING_PARTICIPANTS, REVIEWS, START};
use crate::dates::{Date, spread};
use crate::output::{Cell, Done, Sheet, Table, row, write_xlsx};
use crate::rng::Rng;

/// Packages of Medicin i Midt: topic and when they were sent. Those of 2021 are named in the publication, the others invented.
const PACKAGES: [(&str, Date); 8] = [
    ("Polyfarmaci", Date::ymd(2017, 10, 2)),
    ("Syrehæmmere", Date::ymd(2018, 3, 5)),
    ("Opioider", Date::ymd(2018, 9, 10)),
    ("Statiner", Date::ymd(2019, 2, 4)),
    ("Inhalationsmedicin", Date::ymd(2019, 10, 7)),
    ("Antidepressiva", Date::ymd(2020, 9, 14)),
    ("Antipsykotika", Date::ymd(2021, 2, 15)),
    ("Benzodiazepiner", Date::ymd(2021, 5, 10)),
];
/// Days of the meetings: the even ones are evening meetings, the odd ones the workshops that followed.
const MEETINGS: [Date; 9] = [
    Date::ymd(2018, 1, 24),
    Date::ymd(2018, 4, 11),
    Date::ymd(2018, 9, 26),
    Date::ymd(2018, 11, 21),
    Date::ymd(2019, 2, 6),
    Date::ymd(2019, 4, 10),
    Date::ymd(2019, 10, 9),
    Date::ymd(2019, 12, 4),
    Date::ymd(2020, 2, 26),
];

/// Writes the workbook.
pub fn write(dir: &Path, region: &Region) -> Done {
    let mut rng = Rng::new("midtkraft medicine");
    let above = |title: &str| vec!["Medicinteamet".to_string(), title.to_string(), String::new()];
    let visits = visits(&mut rng, &region.numbers());
    let sheets = [
        Sheet { name: "Praksisbesøg", above: above("Besøg 2019–2021"), table: visits },
        Sheet { name: "Medicingennemgange", above: above("Gennemgange 2020–2021"), table: reviews(&mut rng) },
        Sheet::plain("Møder", meetings()),
        Sheet::plain("Pakker", packages()),
    ];
    write_xlsx(&dir.join("medicinteam-2019-2021.xlsx"), &sheets)
}

/// Visits, also two outside the period.
fn visits(rng: &mut Rng, practices: &[String]) -> Table {
    let mut topics: Vec<&str> = MEDICINE_VISITS.iter().flat_map(|&(topic, count)| vec![topic; count]).collect();
    rng.shuffle(&mut topics);
    let mut days = spread(rng, START.plus(42), LAST.plus(-8), topics.len());
    days.extend([Date::ymd(2021, 7, 1), Date::ymd(2021, 8, 19)]);
    topics.extend(["Antibiotika", "Polyfarmaci"]);
    let rows: Vec<Vec<Cell>> = days
        .into_iter()
        .zip(topics)
        .enumerate()
        .map(|(i, (day, topic))| row![format!("MB-{:03}", i + 1), day, rng.pick(practices), topic])
        .collect();
    Table::new(&["Nr.", "Dato", "Ydernr.", "Emne"], rows)
}

/// Reviews; in Lemvig every patient with more than nine medicines had one.
fn reviews(rng: &mut Rng) -> Table {
    let mut done: Vec<(Date, &str)> = Vec::new();
    for (place, count) in REVIEWS {
        let first = if place == "Plejehjem" { Date::ymd(2021, 1, 11) } else { Date::ymd(2020, 8, 17) };
        done.extend(spread(rng, first, LAST.plus(-14), count).into_iter().map(|day| (day, place)));
    }
    done.sort();
    let mut row = |(i, (day, place)): (usize, (Date, &str))| {
        let least = if place == "Plejehjem" { 6 } else { 10 };
        row![format!("MG-{:03}", i + 1), day, place, least + rng.below(5) + rng.below(4), place != "Plejehjem"]
    };
    let rows = done.into_iter().enumerate().map(&mut row).collect();
    Table::new(&["Gennemgang", "Dato", "Sted", "Lægemidler", "Drøftet i klinikken"], rows)
}

/// Meetings of Medicin i Midt since it began.
fn meetings() -> Table {
    let kind = |i: usize| if i.is_multiple_of(2) { "Fyraftensmøde" } else { "Workshop" };
    let meetings = MEETINGS.into_iter().zip(MEETING_PARTICIPANTS).enumerate();
    let rows = meetings.map(|(i, (day, participants))| row![day, kind(i), participants]).collect();
    Table::new(&["Dato", "Slags", "Deltagere"], rows)
}

/// Packages of Medicin i Midt, numbered; the last row was planned for after the period.
fn packages() -> Table {
    let planned = ("Antikoagulantia", Date::ymd(2021, 9, 20));
    let packages = PACKAGES.into_iter().chain([planned]).enumerate();
    let rows = packages.map(|(i, (topic, day))| row![i + 1, topic, day]).collect();
    Table::new(&["Pakke", "Emne", "Udsendt"], rows)
}
