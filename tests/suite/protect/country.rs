//! A small country: practices in clusters, prescriptions of two years by drug, sex, age and month.

use std::fmt::Write;

use kapreport::testing::definition::{self, Definition, Templates};
use kapreport::testing::figures;
use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, Options, Strictness};
use kapreport::testing::period::Period;
use kapreport::testing::snapshot::{Snapshot, Value};

use crate::project::Project;

pub const DATASETS: &str = "skabeloner/lille/datasets.toml";
pub const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const PROSE: &str = "skabeloner/lille/besoeg.typ";

/// A row of the export.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub practice: u32,
    pub drug: &'static str,
    pub sex: &'static str,
    pub age: &'static str,
    pub month: u32,
    pub year: i32,
    pub persons: u64,
    pub events: u64,
}

pub const PRACTICES: u32 = 12;
const DRUGS: [&str; 2] = ["opioider", "statiner"];
const SEXES: [&str; 2] = ["k", "m"];
const AGES: [&str; 3] = ["18-39", "40-64", "65+"];

/// The figures of the chapter.
pub const FIGURES: [&str; 8] = [
    "i_alt",
    "praksis",
    "praksis_koen",
    "praksis_middel",
    "praksis_grupper",
    "klynge",
    "klynge_middel_alder",
    "gamle_kvinder",
];

pub fn cluster(practice: u32) -> u32 {
    practice / 4 + 1
}

/// The rows of these years, most with few persons.
pub fn rows(years: &[i32]) -> Vec<Row> {
    let mut rows = Vec::new();
    for year in years {
        let mut state = *year as u64;
        let mut random = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        for practice in 0..PRACTICES {
            for (drug, sex) in DRUGS.iter().flat_map(|drug| SEXES.map(|sex| (*drug, sex))) {
                for (age, month) in AGES.iter().flat_map(|age| [2, 5, 11].map(|month| (*age, month))) {
                    let persons = [0, 0, 0, 1, 1, 2, 3, 7, 12][random(9) as usize];
                    let events = persons * 2 + random(4);
                    if persons > 0 {
                        rows.push(Row { practice, drug, sex, age, month, year: *year, persons, events });
                    }
                }
            }
        }
    }
    rows
}

pub fn csv(rows: &[Row]) -> String {
    let mut csv = String::from("Praksis;Middel;Køn;Alder;Måned;Personer;Recepter\n");
    for Row { practice, drug, sex, age, month, year, persons, events } in rows {
        let _ = writeln!(csv, "{:06};{drug};{sex};{age};01-{month:02}-{year};{persons};{events}", practice + 1000);
    }
    csv
}

/// A report on the country; `protect` is the line that protects its prescriptions.
pub fn country(rows: &[Row], protect: &str) -> Project {
    let datasets = format!(
        "[recepter]
label = \"Recepter\"
source = \"Et udtræk\"
files = [\"recepter*.csv\"]
period = \"maaned\"
{protect}

[recepter.columns]
praksis = {{ header = \"Praksis\", type = \"ydernummer\" }}
middel = {{ header = \"Middel\", type = \"category\", values = [\"opioider\", \"statiner\"] }}
koen = {{ header = \"Køn\", type = \"category\", values = [\"k\", \"m\"] }}
alder = {{ header = \"Alder\", type = \"category\", values = [\"18-39\", \"40-64\", \"65+\"] }}
maaned = {{ header = \"Måned\", type = \"date\" }}
personer = {{ header = \"Personer\", type = \"integer\" }}
recepter = {{ header = \"Recepter\", type = \"integer\" }}

[praksis]
label = \"Praksisregister\"
source = \"Et register\"
files = [\"praksis*.csv\"]
valid = {{ from = \"fra\", last = \"til\" }}

[praksis.columns]
praksis = {{ header = \"Praksis\", type = \"ydernummer\" }}
klynge = {{ header = \"Klynge\", type = \"text\" }}
fra = {{ header = \"Fra\", type = \"date\" }}
til = {{ header = \"Til\", type = \"date\", empty = true }}

[i_klynger]
label = \"Recepter i klynger\"
join = [\"recepter\", \"praksis\"]
on = \"praksis\"
"
    );
    let figure = |name: &str, from: &str, rest: &str| {
        format!("[figures.{name}]\nlabel = \"{name}\"\nfrom = \"{from}\"\nvalue = \"SUM(personer)\"\n{rest}\n\n")
    };
    let chapter = [
        "title = \"Recepter\"\n\n".to_owned(),
        figure("i_alt", "recepter", ""),
        figure("praksis", "recepter", "by = \"praksis\""),
        figure("praksis_koen", "recepter", "by = [\"praksis\", \"koen\"]"),
        figure("praksis_middel", "recepter", "by = [\"praksis\", \"middel\"]"),
        figure("praksis_grupper", "recepter", "by = [\"praksis\", \"middel\", \"koen\", \"alder\"]"),
        figure("klynge", "i_klynger", "by = \"klynge\""),
        figure("klynge_middel_alder", "i_klynger", "by = [\"klynge\", \"middel\", \"alder\"]"),
        figure("gamle_kvinder", "recepter", "where = \"koen = 'k' AND alder = '65+'\"\nby = \"praksis\""),
        "[figures.recepter]\nlabel = \"Recepter\"\nfrom = \"recepter\"\nvalue = \"SUM(recepter)\"\nby = \"praksis\"\n"
            .to_owned(),
    ];
    let mut register = String::from("Praksis;Klynge;Fra;Til\n");
    for practice in 0..PRACTICES {
        let _ = writeln!(register, "{:06};Klynge {};01-01-2010;", practice + 1000, cluster(practice));
    }
    Project::new()
        .without("data/log-2024.csv")
        .with("data/recepter.csv", csv(rows))
        .with("data/praksis.csv", register)
        .with(DATASETS, datasets)
        .with(CHAPTER, chapter.concat())
        .with(PROSE, "Der var {{ tal(id=\"besoeg.i_alt\") }} personer.\n")
}

pub const ROUND: &str = "protect = { cells = [\"praksis\", \"middel\", \"koen\", \"alder\", \"maaned\"], persons = \"personer\", counts = [\"recepter\"] }";

/// The figures of a period.
#[track_caller]
pub fn figures_of(project: &Project, period: &str) -> Snapshot {
    let findings = Findings::default();
    let definition = definition_of(project, &findings);
    let definition = definition.unwrap_or_else(|| panic!("{:?}", findings.sorted()));
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let read = || ingest::ingest(&definition, &project.path("data"), options, &findings).unwrap();
    let (period, ingested) = (Period::parse(period).unwrap(), read());
    let figures = figures::compute(&definition, &ingested, &[], &period, &findings);
    assert!(!findings.has_errors(), "{:?}", findings.sorted());
    figures::snapshot(&definition, &period, figures, ingested).unwrap()
}

pub fn definition_of(project: &Project, findings: &Findings) -> Option<Definition> {
    definition::read("lille", Templates::new(Some(project.path("skabeloner"))), findings)
}

pub const SUPPRESS: &str = "protect = { method = \"suppress\", persons = \"personer\", counts = [\"recepter\"] }";

/// The numbers of a figure that are not hidden, with the keys of its members.
pub fn shown(snapshot: &Snapshot, figure: &str) -> Vec<(Vec<String>, u64)> {
    match &snapshot.figures[format!("besoeg.{figure}").as_str()].value {
        Value::Scalar(value) => value.iter().map(|value| (Vec::new(), *value as u64)).collect(),
        Value::Series(members) => {
            members.iter().filter_map(|member| Some((member.key.clone(), member.value? as u64))).collect()
        }
    }
}

/// The numbers of a figure with the keys of its members.
pub fn numbers(snapshot: &Snapshot, figure: &str) -> Vec<(Vec<String>, u64)> {
    match &snapshot.figures[format!("besoeg.{figure}").as_str()].value {
        Value::Scalar(value) => vec![(Vec::new(), value.unwrap_or(0.0) as u64)],
        Value::Series(members) => {
            members.iter().map(|member| (member.key.clone(), member.value.unwrap_or(0.0) as u64)).collect()
        }
    }
}
