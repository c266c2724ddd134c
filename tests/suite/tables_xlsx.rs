//! `tables.xlsx`: the report's tables for spreadsheet programs.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use crate::project::Project;
use crate::published::KAP_H;

/// The sheets of a workbook with their names, in order.
fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    book.worksheets()
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range.get_value((row, column)).map_or_else(String::new, ToString::to_string)
}

/// The cells of the table in a sheet as text, starting with its header.
fn cells(range: &Range<Data>) -> Vec<Vec<String>> {
    let rows = (5..range.height() as u32).map(|row| {
        let cells: Vec<String> = (0..range.width() as u32).map(|column| text(range, row, column)).collect();
        cells
    });
    rows.take_while(|row| row.iter().any(|cell| !cell.is_empty())).collect()
}

/// Compares two numbers up to the precision that a workbook stores.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-15 * a.abs().max(b.abs())
}

fn kap_h() -> (Vec<(String, Range<Data>)>, serde_json::Value) {
    let files = KAP_H.files();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workbook = folder.path().join("tables.xlsx");
    std::fs::write(&workbook, &files.workbook).expect("write");
    (sheets(&workbook), serde_json::from_str(&files.snapshot).expect("JSON"))
}

#[test]
fn every_table_has_a_sheet_with_its_title_source_and_numbers_as_numbers() {
    let (sheets, snapshot) = kap_h();
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<String> = (1..=12).map(|n| format!("Tabel {n}")).collect();
    let expected: Vec<&str> = std::iter::once("Indhold")
        .chain(expected.iter().map(String::as_str))
        .chain(["Figurer", "Definitioner"])
        .collect();
    assert_eq!(names, expected);
    let sheet = |name: &str| &sheets.iter().find(|(other, _)| other == name).unwrap().1;
    let second = sheet("Tabel 2");
    assert_eq!(text(second, 0, 0), "Tabel 2: Nøgletal Medicinteam 2024");
    assert_eq!(text(second, 2, 0), "Kilde: KAP-H, Årsrapport 2024. Talt i: Medicinteamets aktivitetslog.");
    assert_eq!(text(second, 3, 0), "Noten står under tabellen i række 12.");
    assert!(text(second, 11, 0).starts_with("Datatræk til klynger er talt i bestillinger."), "{}", text(second, 11, 0));
    assert_eq!(second.get_value((6, 1)), Some(&Data::Float(53.0)));
    // A share is stored as a number; a value that the report words is in the next cell.
    let tenth = cells(sheet("Tabel 10"));
    assert_eq!((tenth[0][0].as_str(), tenth[0][2].as_str(), tenth[0].len()), ("Gruppe", "Antal", 4));
    let share = tenth.iter().find(|row| row[1] == "Opdateringsprocent").unwrap();
    assert_eq!(share[0], "Forløbsbeskrivelser");
    assert!(same(share[2].parse().unwrap(), 128.0 / 219.0), "{share:?}");
    let seventh: Vec<String> = cells(sheet("Tabel 7")).into_iter().map(|row| row[0].clone()).collect();
    let group = "Fordeling af praksisformer";
    assert_eq!(seventh, ["Gruppe", "", group, group, group, group, ""], "a group ends where its rows do");
    let fifth = cells(sheet("Tabel 5"));
    let worded = fifth.iter().find(|row| row[0].starts_with("Workshop: Kvalitetsudvikling")).unwrap();
    assert_eq!(worded[1..], ["1", "1 (af 2\u{a0}sessioner)"]);
    let eleventh = cells(sheet("Tabel 11"));
    assert_eq!(eleventh[0].last().unwrap(), "Note");
    assert!(eleventh[1][1..] == ["2328", "[note 1]"], "{eleventh:?}");
    // Every number in the tables is one in the snapshot.
    let known: Vec<f64> = snapshot["figures"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|figure| {
            let members = figure["members"].as_array().cloned().unwrap_or_default();
            std::iter::once(figure.clone())
                .chain(members)
                .filter_map(|value| value["value"].as_f64())
                .collect::<Vec<_>>()
        })
        .collect();
    let mut compared = 0;
    for (name, range) in sheets.iter().filter(|(name, _)| name.starts_with("Tabel")) {
        for (row, column, cell) in range.used_cells() {
            match cell {
                Data::Float(number) => {
                    assert!(known.iter().any(|known| same(*known, *number)), "{name} {row} {column}: {number}")
                }
                _ => continue,
            }
            compared += 1;
        }
    }
    assert!(compared > 90, "{compared}");
}

#[test]
fn the_definitions_have_every_figure_with_the_value_and_rows_of_the_snapshot() {
    let (sheets, snapshot) = kap_h();
    let definitions = &sheets.last().unwrap().1;
    let figures = snapshot["figures"].as_object().unwrap();
    assert_eq!(definitions.height(), figures.len() + 5);
    for (line, (id, figure)) in (5..).zip(figures) {
        assert_eq!(text(definitions, line, 0), *id);
        if figure["value"].is_number() {
            let value = definitions.get_value((line, 2)).and_then(|cell| match cell {
                Data::Float(number) => Some(*number),
                _ => None,
            });
            assert!(same(value.unwrap(), figure["value"].as_f64().unwrap()), "{id}: {value:?}");
        }
        let rows = text(definitions, line, 7);
        assert_eq!(rows, figure["rows"].as_u64().map_or_else(String::new, |rows| rows.to_string()), "{id}");
    }
    let visits = figures.keys().position(|id| id == "medicin.praksisbesoeg").unwrap() as u32 + 5;
    assert_eq!(text(definitions, visits, 8), "Tabel 2");
}

#[test]
fn the_contents_link_to_every_sheet_and_explain_the_marks() {
    let (sheets, _) = kap_h();
    let contents = &sheets[0].1;
    assert_eq!(text(contents, 0, 0), "Tabeller: Årsrapport 2024");
    assert_eq!(
        text(contents, 1, 0),
        "Region Hovedstaden og PLO-Hovedstaden. 5.\u{a0}maj 2025. Eksempel med opfundne data."
    );
    assert!(text(contents, 3, 0).starts_with("* betyder, at tallet ikke kendes; –, at"));
    assert_eq!([text(contents, 6, 0), text(contents, 6, 1)], ["Tabel 2", "Nøgletal Medicinteam 2024"]);
    let sources = "Følgere på LinkedIn; Opslag på LinkedIn; Følgere på Facebook; Opslag på Facebook";
    assert_eq!(text(contents, 16, 2), sources);
    assert_eq!([text(contents, 17, 0), text(contents, 18, 0)], ["Figurer", "Definitioner"]);
}

#[test]
fn the_numbers_that_only_a_chart_shows_have_a_sheet() {
    let (sheets, snapshot) = kap_h();
    let rows = cells(&sheets.iter().find(|(name, _)| name == "Figurer").unwrap().1);
    assert_eq!(rows[0], ["Nøgletal", "Gruppe", "Værdi"]);
    let figures = snapshot["figures"].as_object().unwrap();
    for row in &rows[1..] {
        let figure =
            figures.values().find(|figure| figure["label"] == row[0].as_str() && figure["members"].is_array()).unwrap();
        let member =
            figure["members"].as_array().unwrap().iter().find(|member| member["label"] == row[1].as_str()).unwrap();
        assert_eq!(row[2].replace(',', "."), member["value"].to_string(), "{row:?}");
    }
}

#[test]
fn an_unknown_number_is_a_mark_and_a_label_that_looks_like_a_formula_is_text() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "from = \"log\"\nvalue = \"SUM(antal)\"",
            "unknown = \"Ingen talte.\"",
        )
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "rows = [{ series = \"besoeg.slags\" }, {",
            "rows = [\"besoeg.deltagere\", { series = \"besoeg.slags\" }, {",
        )
        .replacing("data/log-2024.csv", "almindelig", "=1+1");
    project.build("2024").ends_with(0);
    let sheets = sheets(&project.path("ud/2024/tables.xlsx"));
    let first = cells(&sheets[1].1);
    assert_eq!(first, [["Slags", "Antal"], ["Deltagere", "*"], ["Besøg", "2"], ["Møde", "1"], ["I alt", "3"]]);
    assert_eq!(text(&sheets[1].1, 11, 0), "* Ingen talte.");
    assert_eq!(sheets[2].1.get_value((6, 0)), Some(&Data::String("=1+1".to_owned())));
}

#[test]
fn the_workbook_is_reproducible_and_its_path_is_shown() {
    let (one, two) = (Project::new(), Project::new());
    let out = one.build("2024").ends_with(0).prints("Tabeller: ").out;
    assert!(out.ends_with("tables.xlsx\n"), "{out}");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    two.run_in("skabeloner/lille", &["build", "2024"], &[("TZ", "Pacific/Auckland")]).ends_with(0);
    let read = |project: &Project| std::fs::read(project.path("ud/2024/tables.xlsx")).unwrap();
    assert!(read(&one) == read(&two), "tables.xlsx differs");
    let dated = Project::new();
    dated.run_in("", &["build", "2024"], &[("SOURCE_DATE_EPOCH", "1735689600")]).ends_with(0);
    assert!(read(&one) != read(&dated), "the workbook bears the date of the edition");
}
