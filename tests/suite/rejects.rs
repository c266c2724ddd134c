//! `--rejects`: a workbook of the rows that were left out, to be mended and read again.

use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";

/// The cells of all sheets of a workbook as text.
pub fn texts(path: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let sheets = book.worksheets();
    let rows = sheets.iter().flat_map(|(_, range)| range.rows());
    rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn rejected_rows_keep_their_columns_and_give_the_reason() {
    let project = Project::new()
        .replacing(LOG, "15-03-2024;Møde;12;almindelig", "15-03-2024;Møder;tolv;almindelig")
        .replacing(LOG, "31-12-2024;Besøg", "31-02-2024;Besøg");
    project.here(&["check", "2024", "--rejects", "udeladt.xlsx"]).ends_with(1).says("Udeladte rækker: udeladt.xlsx");
    let rows = texts(&project.path("udeladt.xlsx"));
    assert_eq!(
        rows[0],
        [
            "Dato",
            "Slags",
            "Deltagere",
            "Note",
            "kapreport: årsag",
            "kapreport: fil",
            "kapreport: ark",
            "kapreport: række",
            "kapreport: kontrol"
        ]
    );
    assert_eq!(rows[1][..4], ["15-03-2024", "Møder", "tolv", "almindelig"]);
    assert_eq!(
        rows[1][4],
        "»Slags« er »Møder«, men skal være en af værdierne Besøg, Møde. »Deltagere« er »tolv«, men skal være et helt tal."
    );
    assert_eq!(rows[1][5..8], ["log-2024.csv", "", "3"]);
    assert_eq!(rows[2][0], "31-02-2024");
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_mended_file_of_rejected_rows_is_read_like_any_export() {
    let project = Project::new().replacing(LOG, "15-03-2024;Møde;12", "15-03-2024;Mode;12");
    project.here(&["build", "2024", "--lenient", "--rejects", "udeladt.xlsx"]).ends_with(0);
    let rows = texts(&project.path("udeladt.xlsx"));
    // What a person does in a spreadsheet program.
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in rows.iter().enumerate() {
        for (column, text) in row.iter().enumerate() {
            sheet.write(line as u32, column as u16, text.replace("Mode", "Møde")).expect("a cell");
        }
    }
    let project = project.with("data/log-rettet.xlsx", book.save_to_buffer().expect("a workbook")).replacing(
        "skabeloner/lille/datasets.toml",
        "files = [\"log*.csv\"]",
        "files = [\"log*\"]",
    );
    let run = project.run(&["figures", "2024", "--lenient", "--format", "csv"]).ends_with(0);
    assert!(run.out.contains("besoeg.deltagere;Deltagere;1016;"), "{}", run.out);
    assert!(!run.err.contains("unread-column"), "{}", run.err);
}

/// The workbook with other texts in its cells, as a person mends it. Sheets have the names that `name` gives them.
fn mended(path: &Path, name: impl Fn(&str) -> String, mend: impl Fn(&str) -> String) -> Vec<u8> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let mut copy = rust_xlsxwriter::Workbook::new();
    for (title, range) in book.worksheets() {
        let sheet = copy.add_worksheet().set_name(name(&title)).expect("a name");
        for (line, row) in range.rows().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                sheet.write(line as u32, column as u16, mend(&cell.to_string())).expect("a cell");
            }
        }
    }
    copy.save_to_buffer().expect("a workbook")
}

/// A project with a faulty row, and the workbook of its rejected rows.
fn faulty() -> Project {
    let project = Project::new().replacing(LOG, "15-03-2024;Møde;12", "15-03-2024;Møde;1x");
    project.here(&["check", "2024", "--rejects", "udeladt.xlsx"]).ends_with(1).says("læg den i datamappen");
    project
}

#[test]
fn a_mended_workbook_replaces_the_faulty_rows_under_any_name() {
    let project = faulty();
    let whole = Project::new().figures("2024", "csv").ends_with(0);
    let bytes = mended(&project.path("udeladt.xlsx"), str::to_owned, |text| text.replace("1x", "12"));
    let project = project.with("data/rettet af mig.xlsx", bytes);
    let run = project.figures("2024", "csv").ends_with(0);
    assert_eq!(run.out, whole.out);
    assert!(run.err.contains("oplysning[replaced-row]") && run.err.contains("log-2024.csv, række 3"), "{}", run.err);
    project.build("2024").ends_with(0);
}

#[test]
fn mended_rows_that_were_saved_as_text_replace_the_faulty_ones_too() {
    let project = faulty();
    let mut book: Xlsx<_> = open_workbook(project.path("udeladt.xlsx")).expect("a workbook");
    let (_, range) = book.worksheets().remove(0);
    let line = |row: &[calamine::Data]| {
        let cells: Vec<String> = row.iter().map(|cell| cell.to_string().replace("1x", "12")).collect();
        format!("{}\n", cells.join(";"))
    };
    let text: String = range.rows().map(line).collect();
    let whole = Project::new().figures("2024", "csv").ends_with(0);
    let run = project.with("data/rettet.csv", text).figures("2024", "csv").ends_with(0);
    assert_eq!(run.out, whole.out, "{}", run.err);
    assert!(run.err.contains("oplysning[replaced-row]"), "{}", run.err);
}

#[test]
fn a_mended_row_that_still_has_an_error_is_reported_where_it_was_mended() {
    let project = faulty();
    let bytes = mended(&project.path("udeladt.xlsx"), str::to_owned, |text| text.replace("1x", "2x"));
    let run = project.with("data/rettet.xlsx", bytes).check("2024").ends_with(1);
    assert!(run.err.contains("rettet.xlsx, ark »log«, række 2") && !run.err.contains("»1x«, "), "{}", run.err);
}

#[test]
fn a_row_that_is_no_longer_the_one_that_was_mended_is_read_and_reported() {
    let project = faulty();
    let bytes = mended(&project.path("udeladt.xlsx"), str::to_owned, |text| text.replace("1x", "12"));
    let project = project.with("data/rettet.xlsx", bytes).replacing(LOG, "15-03-2024;Møde;1x", "16-03-2024;Møde;40");
    let run = project.check("2024").ends_with(0);
    assert!(run.err.contains("advarsel[replaced-row]: Rækken er ikke længere den"), "{}", run.err);
}

#[test]
fn rejected_rows_never_overwrite_an_export() {
    Project::new()
        .with("data/andet.xlsx", "en eksport")
        .here(&["check", "2024", "--rejects", "data/andet.xlsx"])
        .ends_with(2)
        .says("data/andet.xlsx ligger i datamappen og kan være en eksport.");
}

#[test]
fn many_cells_with_one_cause_give_one_finding() {
    let rows: String = (0..40_000).map(|n| format!("{}-13-2024;Besøg;1;\n", n % 17 + 12)).collect();
    let project = Project::new()
        .with(LOG, format!("Dato;Slags;Deltagere;Note\n{rows}01-02-2024;Besøg;5;\n02-02-2024;Besøg;fem;\n"));
    let run = project.run(&["check", "2024", "--format", "json"]).ends_with(1);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 2, "{}", run.out);
    assert_eq!(findings[0]["message"], "40.000 celler skal være en dato.");
    assert_eq!(findings[0]["occurrences"]["count"], 40_000);
    assert_eq!(findings[0]["occurrences"]["rows"], "2–40001");
    assert_eq!(findings[0]["occurrences"]["values"].as_array().map(Vec::len), Some(5));
    assert_eq!(findings[1]["place"]["value"], "fem");
    // The report has one line for all left-out rows, not forty thousand.
    project
        .here(&["build", "2024", "--lenient"])
        .ends_with(0)
        .prints("Besøgslog     40.002          1               0    40.001");
}
