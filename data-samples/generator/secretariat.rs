//! Imitates the secretariat's lists: practices in projects and the catalogue of cluster packages (Excel CSV),
//! and representations in councils (workbook).

use std::path::Path;

use crate::clinics::Clinics;
use crate::dates::{Date, Spell, year_end};
use crate::names::{MEDICINE_PACKAGES, ORGANISATION_PACKAGES, SPECIALTIES};
use crate::output::{Done, EXCEL_CSV, Sheet, Table, row, write_csv, write_xlsx};
use crate::plan::{Plan, Y2023, Y2024};
use crate::rng::Rng;

/// What temporary working groups are about.
const GROUP_TOPICS: [&str; 18] = [
    "blodprøver",
    "epikriser",
    "henvisninger",
    "hjemmemonitorering",
    "jernmangel",
    "kontrolforløb",
    "lungekræft",
    "medicinlister",
    "overvægt",
    "patientbefordring",
    "rehabilitering",
    "røntgen",
    "screening",
    "senfølger",
    "svimmelhed",
    "sårbehandling",
    "udskrivelser",
    "vaccination",
];
/// Areas of permanent committees.
const COMMITTEES: [&str; 7] =
    ["kvalitet", "efteruddannelse", "lægemidler", "patientsikkerhed", "digitalisering", "forskning", "kapacitet"];

/// Writes the list of practices in projects.
pub fn write_projects(dir: &Path, plan: &Plan, clinics: &Clinics) -> Done {
    let mut rng = Rng::new("projects");
    let mut practices = clinics.numbers(true, year_end(2023));
    rng.shuffle(&mut practices);
    let mut rows = Vec::new();
    for (i, practice) in practices.into_iter().take(27).enumerate() {
        let from = Date::ymd(2023, 1 + rng.below(9) as i32, 1);
        // Nineteen stay until the project ends, two leave it early; the rest are in another project.
        let (project, spell) = match i {
            0..19 => ("DataSam", Spell::ended(from, Date::ymd(2024, 9, 30))),
            19..21 => ("DataSam", Spell::ended(from, Date::ymd(2023, 11, 30))),
            _ => ("Kvartalsdata", Spell::since(Date::ymd(2022, 9, 1))),
        };
        if let Some(Spell { from, last }) = spell.known_by(Date::ymd(plan.year + 1, 1, 15)) {
            rows.push(row![project, practice, from, last]);
        }
    }
    let table = Table::new(&["Projekt", "Ydernr.", "Start", "Slut"], rows);
    write_csv(&dir.join("projektdeltagere.csv"), &EXCEL_CSV, &table)
}

/// Writes the catalogue of cluster packages.
pub fn write_catalogue(dir: &Path, plan: &Plan) -> Done {
    assert_eq!(Y2024.catalogue, (MEDICINE_PACKAGES.len(), ORGANISATION_PACKAGES.len()));
    let mut rng = Rng::new("catalogue");
    let withdrawn = [
        ("Forhøjet blodtryk", "Medicinteam", Date::ymd(2022, 8, 31)),
        ("Den gode telefontid", "Organiseringsteam", Date::ymd(2023, 6, 30)),
    ];
    let mut all: Vec<(&str, &str, Spell)> =
        withdrawn.map(|(title, team, last)| (title, team, Spell::ended(Date::ymd(2019, 9, 1), last))).to_vec();
    let teams = [
        ("Medicinteam", &MEDICINE_PACKAGES[..], Y2023.catalogue.0),
        ("Organiseringsteam", &ORGANISATION_PACKAGES[..], Y2023.catalogue.1),
    ];
    for (team, titles, before) in teams {
        for (i, title) in titles.iter().enumerate() {
            let from = match i < before {
                true => Date::ymd(2020 + rng.below(3) as i32, 1 + rng.below(12) as i32, 1),
                false => Date::ymd(2024, 1, 15),
            };
            all.push((title, team, Spell::since(from)));
        }
    }
    let rows = all.into_iter().filter_map(|(title, team, spell)| {
        let Spell { from, last } = spell.known_by(year_end(plan.year))?;
        Some(row![title, team, from, last])
    });
    let table = Table::new(&["Klyngepakke", "Team", "Udbudt fra", "Udbudt til"], rows.collect());
    write_csv(&dir.join("klyngepakker-katalog.csv"), &EXCEL_CSV, &table)
}

/// Writes the representations in councils, committees and working groups.
pub fn write_councils(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new("councils");
    let spellings = [
        ("Sundhedsfaglige råd", "Sundhedsfagligt råd"),
        ("Midlertidige arbejdsgrupper", "Midlertidig arbejdsgruppe"),
        ("Faste råd og udvalg", "Fast råd eller udvalg"),
        ("Faglige Sundhedsklynger", "Faglig Sundhedsklynge"),
        ("Driftsfora for voksen og børne-ungepsykiatri", "Driftsforum"),
    ];
    let mut rows = Vec::new();
    for (at, (&(kind, before), &(_, now))) in Y2023.councils.iter().zip(Y2024.councils).enumerate() {
        let temporary = kind == "Midlertidige arbejdsgrupper";
        // Ended before 2023, ended in 2024, and valid at the end of 2024.
        let (gone, going) = if temporary { (3, 5) } else { (usize::from(at % 2 == 0 && at < 3), 0) };
        for i in 0..gone + going + now {
            let since = Date::ymd(2016 + rng.below(6) as i32, 1 + rng.below(12) as i32, 1);
            let last = Date::between(&mut rng, Date::ymd(2024, 2, 1), Date::ymd(2024, 11, 30));
            let spell = match i {
                _ if i < gone => Spell::ended(since, Date::ymd(2022, 10 + at as i32, 30)),
                _ if i < gone + going => Spell::ended(since, last),
                _ if i < gone + before => Spell::since(since),
                _ => Spell::since(Date::between(&mut rng, Date::ymd(2024, 1, 8), last)),
            };
            let written = rng.spelled(kind, &spellings);
            if let Some(Spell { from, last }) = spell.known_by(Date::ymd(plan.year + 1, 1, 15)) {
                rows.push(row![council(kind, i), written, from, last]);
            }
        }
    }
    let table = Table::new(&["Navn", "Type", "Fra", "Til"], rows);
    let name = format!("raad-og-udvalg-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Repræsentationer", table)])
}

/// The generic name of a council's `i`th of its kind.
fn council(kind: &str, i: usize) -> String {
    match kind {
        "Sundhedsfaglige råd" => {
            format!("Sundhedsfagligt råd for {}", SPECIALTIES[i].to_lowercase())
        }
        "Midlertidige arbejdsgrupper" => {
            let form = ["Arbejdsgruppe", "Følgegruppe"][i / GROUP_TOPICS.len()];
            format!("{form} om {}", GROUP_TOPICS[i % GROUP_TOPICS.len()])
        }
        "Faste råd og udvalg" => format!("Udvalg for {}", COMMITTEES[i]),
        "Faglige Sundhedsklynger" => format!("Faglig sundhedsklynge {}", i + 1),
        _ if i < 5 => format!("Driftsforum for voksenpsykiatri, område {}", i + 1),
        _ => format!("Driftsforum for børne- og ungepsykiatri, område {}", i - 4),
    }
}
