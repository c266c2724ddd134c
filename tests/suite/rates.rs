//! Rates with intervals, from exports to figures, in a report that is no batch.

use std::fmt::Write;

use serde_json::Value as Json;

use crate::project::Project;

const REPORT: &str = "title = \"Rater {{ periode }}\"
subtitle = \"Fødsler\"
author = \"Sekretariatet\"
publisher = \"Regionen\"
description = \"Rater\"
chapters = [\"om\"]
";

const DATASETS: &str = "[foedsler]
label = \"Fødsler\"
source = \"Et udtræk\"
files = [\"foedsler*.csv\"]

[foedsler.columns]
alder = { header = \"Alder\", type = \"text\" }
tilfaelde = { header = \"Tilfælde\", type = \"integer\" }
antal = { header = \"Fødsler\", type = \"integer\" }

[doedsfald]
label = \"Dødsfald\"
source = \"Et udtræk\"
files = [\"doedsfald*.csv\"]

[doedsfald.columns]
omraade = { header = \"Område\", type = \"text\" }
gruppe = { header = \"Aldersgruppe\", type = \"text\" }
doede = { header = \"Døde\", type = \"integer\" }
borgere = { header = \"Borgere\", type = \"integer\" }

[besoeg]
label = \"Besøg\"
source = \"Et udtræk\"
files = [\"besoeg*.csv\"]

[besoeg.columns]
region = { header = \"Region\", type = \"text\" }
antal = { header = \"Besøg\", type = \"integer\" }

[praksis]
label = \"Praksis\"
source = \"Et udtræk\"
files = [\"praksis*.csv\"]

[praksis.columns]
region = { header = \"Region\", type = \"text\" }
antal = { header = \"Praksis\", type = \"integer\" }
";

/// Mothers' age, cases of Down's syndrome among fifth children and later, births, and all births of the state: Fleiss 1981, table 14.4.
const BIRTHS: &str = "Alder;Tilfælde;Fødsler
-19;0;327
20-24;8;30666
25-29;63;123419
30-34;112;149919
35-39;262;104088
40-;295;34392
";

/// Deaths in a large and a small area, and in one with nine.
const DEATHS: [(&str, [u32; 19]); 3] = [
    ("Stor", [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]),
    ("Lille", [12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4]),
    ("Mindst", [1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 1, 0]),
];
const PERSONS: [u32; 19] =
    [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207];
/// The European standard population of 2013.
const STANDARD: [u32; 19] =
    [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000];

const CHAPTER: &str = "title = \"Om\"

[figures.tilfaelde]
label = \"Tilfælde\"
from = \"foedsler\"
value = \"SUM(tilfaelde)\"
by = \"alder\"

[figures.foedsler]
label = \"Fødsler\"
from = \"foedsler\"
value = \"SUM(antal)\"
by = \"alder\"

[figures.alle]
label = \"Alle fødsler\"
note = \"Fleiss 1981, tabel 14.4\"
given = { \"-19\" = 319933, \"20-24\" = 931318, \"25-29\" = 786511, \"30-34\" = 488235, \"35-39\" = 237863, \"40-\" = 61313 }

[figures.gamma]
label = \"Standardiseret\"
rate = { events = \"om.tilfaelde\", persons = \"om.foedsler\", per = 100000, standard = \"om.alle\", interval = \"fay-feuer\" }
format = \"decimal\"

[figures.doede]
label = \"Døde\"
from = \"doedsfald\"
value = \"SUM(doede)\"
by = [\"omraade\", \"gruppe\"]

[figures.borgere]
label = \"Borgere\"
from = \"doedsfald\"
value = \"SUM(borgere)\"
by = [\"omraade\", \"gruppe\"]

[figures.doedelighed]
label = \"Døde pr. 100.000\"
rate = { events = \"om.doede\", persons = \"om.borgere\", per = 100000, standard = \"om.europa\" }
format = \"decimal\"

[figures.besoeg]
label = \"Besøg\"
from = \"besoeg\"
value = \"SUM(antal)\"
by = \"region\"

[figures.praksis]
label = \"Praksis\"
from = \"praksis\"
value = \"SUM(antal)\"
by = \"region\"

[figures.rate]
label = \"Besøg pr. praksis\"
rate = { events = \"om.besoeg\", persons = \"om.praksis\", per = 100 }
format = \"decimal\"

[figures.andel]
label = \"Andel med besøg\"
rate = { events = \"om.besoeg\", persons = \"om.praksis\" }
format = \"percent\"
";

fn deaths() -> String {
    let mut text = "Område;Aldersgruppe;Døde;Borgere\n".to_owned();
    for (area, deaths) in DEATHS {
        for (i, (deaths, persons)) in deaths.iter().zip(PERSONS).enumerate() {
            let _ = writeln!(text, "{area};{:02};{deaths};{persons}", i + 1);
        }
    }
    text
}

fn project() -> Project {
    let standard: Vec<String> = STANDARD.iter().enumerate().map(|(i, of)| format!("\"{:02}\" = {of}", i + 1)).collect();
    let standard = format!(
        "\n[figures.europa]\nlabel = \"Europas standardbefolkning\"\nnote = \"Eurostat 2013\"\ngiven = {{ {} }}\n",
        standard.join(", ")
    );
    Project::new()
        .replacing("kapreport.toml", "lille", "rater")
        .with("skabeloner/rater/report.toml", REPORT)
        .with("skabeloner/rater/datasets.toml", DATASETS)
        .with("skabeloner/rater/om.toml", format!("{CHAPTER}{standard}"))
        .with("skabeloner/rater/om.typ", "Tal.\n")
        .with("data/foedsler.csv", BIRTHS)
        .with("data/doedsfald.csv", deaths())
        .with("data/besoeg.csv", "Region;Besøg\nBy;1045\nNord;65\nSyd;5\nVest;1\nØst;7\n")
        .with("data/praksis.csv", "Region;Praksis\nBy;5000\nNord;100\nSyd;100\nVest;100\n")
        .without("data/log-2024.csv")
}

/// The figures of the report.
#[track_caller]
fn figures(project: &Project) -> Json {
    let run = project.figures("2024", "json").ends_with(0);
    serde_json::from_str::<Json>(&run.out).expect("JSON")["figures"].take()
}

/// A figure, or the member of a series with this key.
fn member<'f>(figures: &'f Json, id: &str, key: &str) -> &'f Json {
    let figure = &figures[id];
    if key.is_empty() {
        return figure;
    }
    let members = figure["members"].as_array().into_iter().flatten();
    members.into_iter().find(|member| member["key"] == serde_json::json!([key])).unwrap_or(&Json::Null)
}

#[test]
fn rates_and_the_ends_of_their_intervals_are_those_that_were_published() {
    let figures = figures(&project());
    let published = [
        // Fay and Feuer 1997.
        ("om.gamma", "", ["75.52901", "67.70212", "188.30017"]),
        // Dobson's, with fingertips of Public Health England.
        ("om.doedelighed", "Stor", ["10430.247991469", "9717.709067986", "11178.940915479"]),
        ("om.doedelighed", "Lille", ["1103.212025300", "877.455767537", "1367.088222725"]),
        // Byar's from 10, exact below.
        ("om.rate", "Nord", ["65", "50.1631877105", "82.8491385459"]),
        ("om.rate", "Syd", ["5", "1.6234863901", "11.6683320793"]),
        ("om.rate", "Vest", ["1", "0.0253178080", "5.5716433909"]),
        // Wilson's.
        ("om.andel", "Nord", ["0.65", "0.5525444330", "0.7363575176"]),
        ("om.andel", "By", ["0.209", "0.1979554988", "0.2204913037"]),
        ("om.andel", "Vest", ["0.01", "0.0017674321", "0.0544861962"]),
    ];
    for (id, key, numbers) in published {
        for (number, end) in numbers.into_iter().zip(["", "_nedre", "_oevre"]) {
            let found = member(&figures, &format!("{id}{end}"), key)["value"].as_f64();
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
            let differs = |found: f64| (found - number.parse::<f64>().unwrap()).abs() * 10_f64.powi(decimals);
            assert!(found.is_some_and(|found| differs(found) <= 0.501), "{id}{end}[{key}] is {found:?}, not {number}");
        }
    }
}

#[test]
fn fewer_than_ten_events_have_no_standardised_rate() {
    let figures = figures(&project());
    for end in ["", "_nedre", "_oevre"] {
        let smallest = member(&figures, &format!("om.doedelighed{end}"), "Mindst");
        assert_eq!((&smallest["value"], &smallest["hidden"]), (&Json::Null, &Json::Null), "{smallest}");
        assert_eq!(smallest["key"][0], "Mindst");
    }
}

#[test]
fn a_member_that_one_of_two_series_lacks_is_unknown_and_the_others_have_their_numbers() {
    let project = project();
    project
        .figures("2024", "table")
        .ends_with(0)
        .says("advarsel[members-differ]")
        .says("2 nøgletal er ukendte for »Øst«, som ikke findes i »om.praksis«.\n   om.andel, om.rate\n");
    assert_eq!(member(&figures(&project), "om.rate", "Øst")["value"], Json::Null);
}

/// In the visits Syd is the first member, in the rates the second one behind Nord, which has no visits.
#[test]
fn a_rate_of_a_hidden_number_is_hidden_and_no_other_is() {
    let hides = "files = [\"besoeg*.csv\"]\nprotect = { method = \"suppress\", persons = \"antal\" }";
    let project = project()
        .replacing("skabeloner/rater/datasets.toml", "files = [\"besoeg*.csv\"]", hides)
        .replacing(
            "skabeloner/rater/om.toml",
            "events = \"om.besoeg\", persons = \"om.praksis\", per",
            "events = \"om.besoeg\", persons = \"om.praksis\", interval = \"byar\", per",
        )
        .with("data/besoeg.csv", "Region;Besøg\nSyd;3\nVest;40\nØst;50\n")
        .with("data/praksis.csv", "Region;Praksis\nNord;100\nSyd;100\nVest;100\nØst;100\n");
    let figures = figures(&project);
    let keys: Vec<&str> =
        figures["om.rate"]["members"].as_array().unwrap().iter().filter_map(|of| of["key"][0].as_str()).collect();
    assert_eq!(keys, ["Nord", "Syd", "Vest", "Øst"], "{keys:?}");
    for end in ["", "_nedre", "_oevre"] {
        let rate = |key: &str| member(&figures, &format!("om.rate{end}"), key).clone();
        assert_eq!((&rate("Syd")["value"], &rate("Syd")["hidden"]), (&Json::Null, &Json::Bool(true)));
        assert_eq!((&rate("Nord")["value"], &rate("Nord")["hidden"]), (&Json::Null, &Json::Null), "it is unknown");
        assert!(rate("Vest")["value"].is_number() && rate("Øst")["value"].is_number(), "{figures}");
    }
}

#[test]
fn a_standardised_rate_of_hidden_numbers_is_hidden() {
    let hides = "files = [\"doedsfald*.csv\"]\nprotect = { method = \"suppress\", persons = \"doede\", counts = [\"borgere\"] }";
    let project = project().replacing("skabeloner/rater/datasets.toml", "files = [\"doedsfald*.csv\"]", hides);
    let figures = figures(&project);
    for end in ["", "_nedre", "_oevre"] {
        assert_eq!(member(&figures, &format!("om.doedelighed{end}"), "Lille")["hidden"], Json::Bool(true));
        let large = member(&figures, &format!("om.doedelighed{end}"), "Stor");
        assert!(large["value"].is_number() && large["hidden"].is_null(), "{large}");
    }
}

#[test]
fn a_rate_that_cannot_have_its_interval_is_an_error() {
    let project = project().replacing("skabeloner/rater/om.toml", "interval = \"fay-feuer\"", "interval = \"wilson\"");
    project.check("2024").ends_with(1).says("Et standardiseret tal kan ikke have dette interval.");
}

#[test]
fn given_numbers_without_a_source_are_an_error() {
    let project = project().replacing("skabeloner/rater/om.toml", "note = \"Eurostat 2013\"\n", "");
    project.check("2024").ends_with(1).says("Tal under »given« skal have en kilde.");
}
