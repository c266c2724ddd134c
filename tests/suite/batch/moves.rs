//! Practices that open, close, move or get the number of another: all that they have counts where it was on its day.

use serde_json::Value as Json;

use super::small::project;
use crate::project::Project;

const CHAPTER: &str = "title = \"Besøg\"

[figures.egne]
label = \"Egne besøg\"
from = \"besoeg\"
value = \"SUM(antal)\"
scope = \"own\"

[figures.i_klyngen]
label = \"Besøg i klyngen\"
from = \"besoeg\"
value = \"COALESCE(SUM(antal), 0)\"
by = \"ydernr\"
scope = \"klynge\"

[figures.gange]
label = \"Opgørelser\"
from = \"patienter\"
value = \"COUNT(DISTINCT dag)\"

[figures.talt]
label = \"Patienter, lagt sammen\"
from = \"patienter_i_klynger\"
value = \"SUM(antal)\"
by = \"ydernr\"
scope = \"klynge\"

[figures.patienter]
label = \"Patienter\"
is = \"besoeg.talt / besoeg.gange\"

[figures.rate]
label = \"Besøg pr. patient\"
rate = { events = \"besoeg.i_klyngen\", persons = \"besoeg.patienter\", per = 1 }
format = \"decimal\"

[figures.laeger]
label = \"Læger i klyngen\"
from = \"register\"
value = \"SUM(laeger)\"
scope = \"klynge\"
";

/// Cluster 1 has practices of every kind: Ask is there all year, Birk closes in June, Eg moves to cluster 2 in June, and number 044444 goes
/// from Fyr to Gran in June. Hyld opens in July.
const REGISTER: &str = "Ydernummer;Navn;Læge;Klynge;Klyngens navn;Region;Læger;Fra;Til
011111;Ask;Ane;1;Åen;Nord;1;01-01-2010;
022222;Birk;Bo;1;Åen;Nord;2;01-01-2010;30-06-2024
033333;Eg;Eva;1;Åen;Nord;4;01-01-2010;30-06-2024
033333;Eg;Eva;2;Bækken;Nord;4;01-07-2024;
044444;Fyr;Finn;1;Åen;Nord;8;01-01-2010;30-06-2024
044444;Gran;Gro;2;Bækken;Nord;16;01-07-2024;
055555;Hyld;Hans;1;Åen;Nord;32;01-07-2024;
";

fn changing() -> Project {
    let mut visits = "Dato;Ydernummer;Besøg\n".to_owned();
    let mut patients = "Ydernummer;Dag;Patienter\n".to_owned();
    for (day, numbers) in [
        ("01-03-2024", ["011111", "022222", "033333", "044444"]),
        ("01-09-2024", ["011111", "033333", "044444", "055555"]),
    ] {
        for number in numbers {
            visits += &format!("{day};{number};100\n");
            patients += &format!("{number};{day};1000\n");
        }
    }
    let patients_dataset = "[patienter]
label = \"Patienter\"
source = \"Et udtræk\"
files = [\"patienter*.csv\"]
period = \"dag\"

[patienter.columns]
ydernr = { header = \"Ydernummer\", type = \"ydernummer\" }
dag = { header = \"Dag\", type = \"date\" }
antal = { header = \"Patienter\", type = \"integer\" }

[patienter_i_klynger]
label = \"Patienter efter klynge\"
join = [\"patienter\", \"register\"]
on = \"ydernr\"

[register]
";
    project()
        .replacing("kapreport.toml", "lille", "pakke")
        .replacing("skabeloner/pakke/datasets.toml", "[register]\n", patients_dataset)
        .replacing(
            "skabeloner/pakke/datasets.toml",
            "fra = {",
            "laeger = { header = \"Læger\", type = \"integer\" }\nfra = {",
        )
        .with("skabeloner/pakke/besoeg.toml", CHAPTER)
        .with("skabeloner/pakke/besoeg.typ", "I har haft {{ tal(id=\"besoeg.egne\") }} besøg.\n")
        .with("data/besoeg-2024.csv", visits)
        .with("data/patienter.csv", patients)
        .with("data/register.csv", REGISTER)
}

/// The figures of the report of a member.
fn figures(project: &Project, member: &str) -> Json {
    let run = project.run(&["figures", "2024", "--member", member, "--format", "json"]).ends_with(0);
    serde_json::from_str::<Json>(&run.out).expect("JSON")["figures"].take()
}

/// The numbers of a series in order.
fn numbers(figures: &Json, id: &str) -> Vec<f64> {
    let members = figures[id]["members"].as_array().expect("a series");
    let mut numbers: Vec<f64> = members.iter().filter_map(|member| member["value"].as_f64()).collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[test]
fn visits_count_in_the_cluster_and_the_practice_that_had_the_number_on_the_day() {
    let project = changing();
    let first = figures(&project, "klynge:1");
    // Ask all year; Birk, Eg and Fyr in the first half, Hyld in the second.
    assert_eq!(numbers(&first, "besoeg.i_klyngen"), [100.0, 100.0, 100.0, 100.0, 200.0]);
    let second = figures(&project, "klynge:2");
    assert_eq!(numbers(&second, "besoeg.i_klyngen"), [100.0, 100.0], "Eg after it moved, and Gran");
}

#[test]
fn patients_count_with_the_times_at_which_the_practice_was_there_so_that_rates_are_those_of_the_whole_year() {
    let project = changing();
    let first = figures(&project, "klynge:1");
    assert_eq!(numbers(&first, "besoeg.patienter"), [500.0, 500.0, 500.0, 500.0, 1000.0]);
    // Everybody has 100 visits of 1,000 patients in half a year.
    assert_eq!(numbers(&first, "besoeg.rate"), [0.2; 5]);
    assert_eq!(numbers(&figures(&project, "klynge:2"), "besoeg.rate"), [0.2; 2]);
}

#[test]
fn doctors_count_where_their_practice_is_on_the_last_day() {
    let project = changing();
    assert_eq!(figures(&project, "klynge:1")["besoeg.laeger"]["value"], 33);
    assert_eq!(figures(&project, "klynge:2")["besoeg.laeger"]["value"], 20);
}

#[test]
fn who_is_there_on_the_last_day_has_a_report_with_what_it_did_since_it_came_into_its_cluster() {
    let project = changing();
    for (number, own) in [("011111", 200), ("033333", 100), ("044444", 100), ("055555", 100)] {
        assert_eq!(figures(&project, number)["besoeg.egne"]["value"], own, "{number}");
    }
    project.run(&["figures", "2024", "--member", "022222"]).ends_with(2).says("022222");
}

#[test]
fn a_number_with_two_names_in_one_cluster_is_told_and_one_that_moved_is_not() {
    let project = changing();
    assert!(!project.check("2024").err.contains("reused-number"));
    let reused = project.replacing("data/register.csv", "044444;Gran;Gro;2;Bækken", "044444;Gran;Gro;1;Åen");
    reused
        .check("2024")
        .ends_with(0)
        .says("advarsel[reused-number]: »044444« hedder både »Fyr« og »Gran« i samme klynge.");
}

#[test]
fn the_rule_and_the_protection_are_told_in_the_report() {
    let project = changing().replacing(
        "skabeloner/pakke/datasets.toml",
        "files = [\"besoeg*.csv\"]\n",
        "files = [\"besoeg*.csv\"]\nprotect = { cells = [\"ydernr\", \"dato\"], persons = \"antal\", threshold = 7 }\n",
    );
    project.build("2024").ends_with(0);
    let pdf = std::fs::read(project.path("ud/2024/pakke-2024.pdf")).expect("the report");
    let text = crate::tags::Pdf::read(&pdf).root.all_text();
    for said in [
        "hos den, der havde nummeret den dag, og i den gruppe, som nummeret hørte til den dag",
        "Rapporten laves til dem, der står i »Register« 31. december 2024",
        "antal på 1–6 personer i »Besøg« afrundet til 0 eller 7",
        "De andre står under bogstaver",
    ] {
        assert!(crate::tags::squeezed(&text).contains(&crate::tags::squeezed(said)), "»{said}« is not in {text}");
    }
    assert!(!text.contains("Spiegelhalter") && !text.contains("Byar"), "no such method is used: {text}");
}
