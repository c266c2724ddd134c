//! Drafts whose exports are missing or have errors: all figures that can be computed are there, and the others are unknown.

use std::fs;

use serde_json::Value;

use crate::project::Project;
use crate::tags::{Pdf, squeezed};

const COURSES: &str = "
[kurser]
label = \"Kursuskalenderen\"
source = \"Et system\"
files = [\"kurser*\"]
key = [\"nummer\"]

[kurser.columns]
nummer = { header = \"Nr\", type = \"integer\" }
emne = { header = \"Emne\", type = \"category\", values = [\"Antibiotika\", \"Opioider\"] }
";

const CHAPTER: &str = "title = \"Kurser\"

[figures.kurser]
label = \"Kurser i alt\"
unit = \"et kursus|kurser\"
from = \"kurser\"

[figures.emner]
label = \"Kurser efter emne\"
from = \"kurser\"
by = \"emne\"

[figures.pr_besoeg]
label = \"Kurser pr. besøg\"
unit = \"et kursus|kurser\"
format = \"decimal\"
decimals = 1
is = \"kurser.kurser / besoeg.besoeg\"

[tables.emner]
caption = \"Kurser efter emne\"
summary = \"Antal kurser efter emne.\"
header = [\"Emne\", \"Antal\"]
rows = [{ series = \"kurser.emner\" }, { figure = \"kurser.kurser\", total = true }]

[charts.emner]
kind = \"bars\"
caption = \"Kurser efter emne\"
series = \"kurser.emner\"

[[checks]]
that = \"kurser.kurser >= besoeg.besoeg\"
message = \"Der skal være mindst lige så mange kurser som besøg.\"
";

const PROSE: &str =
    "Der blev holdt {{ antal(id=\"kurser.kurser\") }}, eller {{ tal(id=\"kurser.pr_besoeg\") }} kurser pr. besøg; se
@tabel:kurser.emner og @figur:kurser.emner. {% if gaelder(\"kurser.kurser > 1\") %}Det var mange.{% endif %}

#tabel(\"kurser.emner\")

#figur(\"kurser.emner\")
";

/// A report of two chapters, each counted from an export of its own.
fn project() -> Project {
    let project = Project::new();
    let datasets = fs::read_to_string(project.path("skabeloner/lille/datasets.toml")).expect("the datasets");
    project
        .with("skabeloner/lille/datasets.toml", datasets + COURSES)
        .replacing("skabeloner/lille/report.toml", "\"besoeg\"]", "\"besoeg\", \"kurser\"]")
        .with("skabeloner/lille/kurser.toml", CHAPTER)
        .with("skabeloner/lille/kurser.typ", PROSE)
        .with("data/kurser.csv", "Nr;Emne\n1;Antibiotika\n2;Opioider\n3;Opioider\n")
}

fn text(project: &Project) -> String {
    squeezed(&Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a draft")).root.all_text())
}

fn figure(project: &Project, id: &str) -> Value {
    let snapshot = fs::read_to_string(project.path("ud/2024/figures.json")).expect("the snapshot");
    serde_json::from_str::<Value>(&snapshot).expect("JSON")["figures"][id].clone()
}

#[test]
fn a_draft_shows_the_figures_of_an_export_that_is_missing_or_has_errors_as_unknown() {
    let export = "data/kurser.csv";
    for (project, found) in [
        (project().without(export), "fejl[no-data]: Der er ingen fil til »Kursuskalenderen«"),
        (project().with(export, "Nummer;Titel\n1;A\n"), "fejl[missing-header]"),
        (project().without(export).with("data/kurser.xlsx", b"PK\x03\x04 cut in half"), "fejl[misnamed-file]"),
        (project().replacing(export, "2;Opioider", "2;Opioder"), "fejl[bad-cell]"),
    ] {
        project.here(&["build", "2024"]).ends_with(1).says(found).says("Rapporten er ikke bygget.");
        let draft = project.here(&["build", "2024", "--draft"]).ends_with(1).says(found);
        let draft = draft.prints("»Kursuskalenderen« mangler eller kan ikke læses. 3 nøgletal er ukendte.\n");
        assert_eq!(
            draft.out.contains("Med --lenient bliver kun rækkerne med fejl udeladt"),
            found.contains("bad-cell")
        );
        let text = text(&project);
        for expected in [
            "Der var to besøg og 1.016 deltagere",
            "Der blev holdt et ukendt antal kurser, eller et ukendt antal kurser pr. besøg",
            "»Kursuskalenderen« mangler eller kan ikke læses. 3 nøgletal er ukendte.",
        ] {
            assert!(text.contains(&squeezed(expected)), "»{expected}« is not in the draft:\n{text}");
        }
        assert!(!text.contains(&squeezed("Det var mange.")), "{text}");
        assert_eq!(figure(&project, "kurser.kurser")["missing"], true);
        assert_eq!(figure(&project, "besoeg.besoeg")["missing"], Value::Null);
        project
            .here(&["build", "2024", "--from-snapshot", "ud/2024/figures.json"])
            .ends_with(2)
            .says("er fra et udkast, hvor kurser.kurser ikke kunne beregnes");
    }
}

#[test]
fn a_draft_whose_rows_have_errors_counts_the_others_when_they_are_left_out() {
    let project = project().replacing("data/kurser.csv", "2;Opioider", "2;Opioder");
    project.here(&["build", "2024", "--draft", "--lenient"]).ends_with(0);
    assert!(text(&project).contains(&squeezed("Der blev holdt to kurser")));
}

#[test]
fn a_draft_without_any_export_or_with_a_cpr_number_is_not_built() {
    let project = project().without("data/kurser.csv");
    let person = ["290290", "1234"].join("-");
    project
        .replacing("data/log-2024.csv", "almindelig", &person)
        .here(&["build", "2024", "--draft"])
        .ends_with(1)
        .says("fejl[cpr-number]")
        .says("Rapporten er ikke bygget.");
    let project = self::project().without("data/kurser.csv").without("data/log-2024.csv");
    let run = project.here(&["build", "2024", "--draft"]).ends_with(1).says("Rapporten er ikke bygget.");
    assert_eq!(run.err.matches("fejl[no-data]").count(), 2, "{}", run.err);
    assert!(!project.path("ud/2024/lille-2024.pdf").exists());
}

#[test]
fn a_report_that_is_compared_with_a_draft_without_an_export_says_so() {
    let project = project().without("data/kurser.csv");
    project.here(&["build", "2024", "--draft"]).ends_with(1);
    let project = project.with("data/kurser.csv", "Nr;Emne\n1;Antibiotika\n2;Opioider\n3;Opioider\n").replacing(
        "data/log-2024.csv",
        "-2024;",
        "-2025;",
    );
    project
        .here(&["build", "2025"])
        .ends_with(0)
        .says("advarsel[snapshot-unreadable]: Tallene for 2024 er fra et udkast, hvor 3 nøgletal ikke kunne beregnes.");
}

#[test]
fn a_preview_keeps_no_number_of_a_draft_that_could_not_compute_it() {
    let project = project().without("data/kurser.csv");
    project.here(&["build", "2024", "--draft"]).ends_with(1);
    let run = project.here(&["preview", "2024"]).ends_with(1);
    assert!(run.out.contains("»Kursuskalenderen« mangler eller kan ikke læses; 3 nøgletal er ukendte."), "{}", run.out);
}
