//! The account of a dataset counts the rows that its figures are computed from, and so does each figure.

use std::fs;

use serde_json::Value;

use crate::project::Project;

const DATASETS: &str = "skabeloner/lille/datasets.toml";

/// The small report with these figures alone, and a log of six rows.
fn with_figures(figures: &str) -> Project {
    Project::new()
        .replacing(DATASETS, "type = \"integer\" }", "type = \"integer\", empty = true }")
        .with("skabeloner/lille/besoeg.toml", format!("title = \"Besøg\"\n\n{figures}"))
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
        .with(
            "data/log-2024.csv",
            "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;a
15-03-2024;Møde;12;a
16-03-2024;Møde;;b
31-05-2024;Besøg;;
01-06-2024;Besøg;8;b
03-01-2025;Besøg;7;b
",
        )
}

/// The snapshot of a draft.
fn snapshot(project: &Project) -> Value {
    project.here(&["build", "2024", "--draft"]).ends_with(0);
    let file = project.path("ud/2024/figures.json");
    serde_json::from_str(&fs::read_to_string(file).expect("a snapshot")).expect("JSON")
}

#[track_caller]
fn account_is(figures: &str, used: u64, outside: u64) {
    let snapshot = snapshot(&with_figures(figures));
    let account = &snapshot["datasets"]["log"];
    assert_eq!((&account["used"], &account["outside"]), (&used.into(), &outside.into()), "{figures}\n{account}");
}

#[test]
fn rows_that_no_figure_counts_are_not_used() {
    let figure = |name: &str, keys: &str| format!("[figures.{name}]\nlabel = \"{name}\"\nfrom = \"log\"\n{keys}\n");
    account_is(&figure("a", "where = \"slags = 'Besøg'\""), 3, 3);
    let both = [figure("a", "where = \"slags = 'Besøg'\""), figure("b", "where = \"note = 'a'\"")].concat();
    account_is(&both, 4, 2);
    account_is(&figure("a", "time = \"all\"\nwhere = \"note = 'b'\""), 3, 3);
    account_is(&figure("a", "time = \"all\""), 6, 0);
    account_is(&figure("a", "unknown = \"Ingen ved det.\"").replace("from = \"log\"\n", ""), 0, 6);
    account_is(&figure("a", "value = \"AVG(antal)\""), 3, 3);
    account_is(&figure("a", "by = \"slags\"\nwhere = \"antal > 5\""), 2, 4);
    account_is(&figure("a", "once = \"note\"\nwhere = \"note IS NOT NULL\""), 2, 4);
}

#[test]
fn the_rows_of_an_average_are_those_with_a_value() {
    let figures = "[figures.snit]\nlabel = \"Snit\"\nfrom = \"log\"\nvalue = \"AVG(antal)\"\n
[figures.pr_note]\nlabel = \"Pr. note\"\nfrom = \"log\"\nwhere = \"note IS NOT NULL\"\nby = \"note\"\nvalue = \"SUM(antal)\"\n
[figures.andel]\nlabel = \"Andel\"\nformat = \"percent\"\nfrom = \"log\"\nvalue = \"SUM(antal) / COUNT(*) / 10\"\n
[figures.antal]\nlabel = \"Antal\"\nfrom = \"log\"\n";
    let project = with_figures(figures);
    let snapshot = snapshot(&project);
    let rows = |id: &str| snapshot["figures"][id]["rows"].as_u64();
    assert_eq!((rows("besoeg.snit"), rows("besoeg.andel"), rows("besoeg.antal")), (Some(3), Some(5), Some(5)));
    let members = snapshot["figures"]["besoeg.pr_note"]["members"].as_array().expect("members");
    let rows: Vec<Option<u64>> = members.iter().map(|member| member["rows"].as_u64()).collect();
    assert_eq!(rows, [Some(2), Some(1)]);
    let trace = project.run(&["trace", "besoeg.snit", "2024", "--draft"]);
    assert!(!trace.out.contains("række 5") && !trace.out.contains("31-05-2024"), "{}{}", trace.out, trace.err);
}

#[test]
fn a_member_whose_rows_have_no_value_is_unknown_and_stays_a_member() {
    let figures = "[figures.snit]\nlabel = \"Snit\"\nfrom = \"log\"\nwhere = \"note IS NOT NULL\"\nby = \"note\"\nvalue = \"AVG(antal)\"\n";
    let project = with_figures(figures).replacing("data/log-2024.csv", ";8;b", ";;b");
    let run = project.figures("2024", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.snit[b]") || run.out.contains(";b;"), "{}", run.out);
}
