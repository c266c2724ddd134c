//! `kapreport diff --rows`: the rows of the exports behind changed figures.

use std::fs;

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::json;

use super::{archived, diff, parsed};
use crate::project::Project;

const BEFORE: &str = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;
15-03-2024;Møde;12;
20-04-2024;Besøg;6;
01-05-2024;Møde;8;
";

/// A row has become another one, and one is new.
const AFTER: &str = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;
15-03-2024;Møde;12;
20-04-2024;Besøg;9;
01-05-2024;Besøg;8;
03-06-2024;Møde;5;
";

/// Two snapshots of one period, with the exports of the first beside those of the second.
fn two_nights() -> Project {
    let project = Project::new().with("data/log-2024.csv", BEFORE).with("i-gaar/log-2024.csv", BEFORE);
    let project = archived(project, "2024", "foer").with("data/log-2024.csv", AFTER);
    archived(project, "2024", "ud/2024")
}

const OF_NIGHTS: [&str; 5] = ["foer", "2024", "--rows", "--earlier-data", "i-gaar"];

#[test]
fn the_rows_behind_a_changed_figure_are_listed_with_their_cells_before_and_now() {
    let run = diff(&two_nights(), &OF_NIGHTS).ends_with(0);
    let (_, rows) = run.out.split_once("Rækkerne bag de ændrede tal\n").expect("rows");
    let expected = "
  Besøg og møder: Besøg (besoeg.besoeg): 2 → 3 rækker; 2 rækker er ændret. Af de ændrede er 1 kun
    ændret i kolonner, som tallet ikke bruger.
    ændret: log-2024.csv, række 5 · Dato: 01-05-2024 · Slags: Møde → Besøg

  Besøg og møder: Deltagere (besoeg.deltagere): 4 → 5 rækker; 1 række er ny og 2 rækker er ændret.
    Af de ændrede er 1 kun ændret i kolonner, som tallet ikke bruger.
    ny: log-2024.csv, række 6 · Dato: 03-06-2024 · Deltagere: 5
    ændret: log-2024.csv, række 4 · Dato: 20-04-2024 · Deltagere: 6 → 9
";
    assert!(rows.replace('\u{a0}', " ").starts_with(expected), "{}", run.out);
    assert_eq!(run.err, "");
}

#[test]
fn every_form_has_the_rows_and_says_who_can_read_them() {
    let project = two_nights();
    let written = |file: &str| {
        let run = diff(&project, &[&OF_NIGHTS[..], &["-o", file]].concat()).ends_with(0);
        assert!(run.err.contains("Filen viser værdier fra eksporternes celler"), "{file}: {}", run.err);
        project.path(file)
    };
    let html = fs::read_to_string(written("ud.html")).unwrap();
    assert!(html.contains("<td>Møde → Besøg</td>") && html.contains("<th scope=\"row\">ny</th>"), "{html}");
    let markdown = fs::read_to_string(written("ud.md")).unwrap();
    assert!(
        markdown.contains("| ændret | log\\-2024.csv, række 5 |")
            || markdown.contains("| ændret | log-2024.csv, række 5 |"),
        "{markdown}"
    );
    let mut book: Xlsx<_> = open_workbook(written("ud.xlsx")).unwrap();
    let rows = book.worksheet_range("Rækker").unwrap();
    assert!(rows.rows().any(|row| row[3] == "Dato: 01-05-2024 · Slags: Møde → Besøg"), "{rows:?}");
    let json: serde_json::Value = serde_json::from_slice(&fs::read(written("ud.json")).unwrap()).unwrap();
    let expected = json!({
        "kind": "changed",
        "earlier": { "file": "log-2024.csv", "row": 5, "cells": ["01-05-2024", "Møde"] },
        "later": { "file": "log-2024.csv", "row": 5, "cells": ["01-05-2024", "Besøg"] },
    });
    assert_eq!(json["rows"][0]["rows"][0], expected);
}

#[test]
fn rows_of_two_years_are_new_or_gone_and_an_export_that_has_changed_since_is_named() {
    let project = Project::new().with("data/log-2023.csv", BEFORE.replace("2024", "2023"));
    let project = archived(archived(project, "2023", "ud/2023"), "2024", "ud/2024");
    let run = diff(&project, &["2023", "2024", "--rows"]).ends_with(0).prints("ny: log-2024.csv, række 2");
    let run = run.prints("væk: log-2023.csv, række 2");
    assert!(!run.out.contains("Bemærk"), "{}", run.out);
    let project = project.with("data/log-2023.csv", AFTER.replace("2024", "2023"));
    diff(&project, &["2023", "2024", "--rows"])
        .ends_with(0)
        .prints("Eksporten log-2023.csv for 2023 er ændret, siden tallene blev beregnet.");
    fs::remove_dir_all(project.path("data")).unwrap();
    let run = diff(&project, &["2023", "2024", "--rows", "--format", "json"]).ends_with(0);
    assert!(
        parsed(&run)["cautions"].to_string().contains("findes ikke; rækkerne for 2024 er ikke vist"),
        "{}",
        run.out
    );
}

#[test]
fn without_the_rows_being_asked_for_no_cell_is_shown() {
    let project = two_nights();
    let run = diff(&project, &["foer", "2024", "--format", "json"]).ends_with(0);
    assert!(!run.out.contains("log-2024.csv"), "{}", run.out);
    diff(&project, &["foer", "2024", "--rows"]).ends_with(2).says("Skriv, hvor de tidligere eksporter er");
}
