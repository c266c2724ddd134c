//! `kapreport inputs`: the content of the input forms, and reading filled-in forms back.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::project::{Project, Run, repository};

/// Datasets with every type of column, two of them in one workbook.
const DATASETS: &str = r#"[log]
label = "Besøgslog"
source = "Et skema"
files = ["log*.xlsx"]
sheet = "Log"
period = "dato"
key = ["nr"]

[log.columns]
nr = { header = ["Nr.", "Nummer"], type = "text" }
cpr = { header = "CPR-nr.", type = "text", drop = true }
dato = { header = "Dato", type = "date" }
slags = { header = "Slags", type = "category", values = ["Besøg", { value = "Møde, eller et andet slags møde", spellings = ["Møde"] }] }
antal = { header = "Deltagere", type = "integer" }
beloeb = { header = "Beløb", type = "decimal", empty = true }
ydernr = { header = "Ydernr.", type = "ydernummer" }
fulgt = { header = "Fulgt op", type = "boolean" }
emner = { header = "Emner", type = "list", separator = ";", empty = true, values = ["Medicin", "KOL"] }
aar = { header = "Begyndt i", type = "date", format = "year", empty = true }
note = { header = "Note", type = "text", empty = true }
ekstra = { header = "Ekstra", type = "text", optional = true, empty = true }

[register]
label = "Register"
source = "Et skema"
files = ["log*.xlsx"]
sheet = "Register"
valid = { from = "fra", last = "til" }

[register.columns]
klinik = { header = "Klinik", type = "ydernummer" }
fra = { header = "Fra", type = "date" }
til = { header = "Til", type = "date", empty = true }
"#;

const CHAPTER: &str = r#"title = "Besøg"

[figures.raekker]
label = "Rækker"
from = "log"

[figures.deltagere]
label = "Deltagere"
from = "log"
value = "SUM(antal)"

[figures.beloeb]
label = "Beløb"
decimals = 2
from = "log"
value = "SUM(beloeb)"

[figures.fulgt]
label = "Fulgt op"
from = "log"
where = "fulgt AND ydernr = '012345' AND aar = DATE '2019-01-01'"

[figures.emner]
label = "Emner"
from = "log.emner"
by = "emner"

[figures.klinikker]
label = "Klinikker"
from = "register"
"#;

const FORM: &str = "data/log-2024.xlsx";

/// A project whose datasets are read from one form, after `kapreport inputs`.
fn project() -> Project {
    let project = Project::new()
        .without("data/log-2024.csv")
        .with("skabeloner/lille/datasets.toml", DATASETS)
        .with("skabeloner/lille/besoeg.toml", CHAPTER)
        .with("skabeloner/lille/besoeg.typ", "Der var {{ tal(id=\"besoeg.raekker\") }}.");
    project.run(&["inputs", "2024"]).ends_with(0).prints("log-2024.xlsx  Besøgslog · Register");
    project
}

/// A file inside the zip archive of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// The workbook after `change` has been applied to the name and text of each part.
fn changed(workbook: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("an archive");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let text = change(&name, text);
        new.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        new.write_all(text.as_bytes()).expect("a part");
    }
    new.finish().expect("an archive").into_inner()
}

/// The project's form with rows below the examples. Numbers stay numbers, everything else becomes text.
fn fill(project: Project, sheets: &[(&str, &[&[&str]])]) -> Project {
    let form = fs::read(project.path(FORM)).expect("a form");
    let filled = changed(&form, |name, text| {
        match sheets.iter().find(|(part, _)| name == format!("xl/worksheets/{part}.xml")) {
            Some((_, rows)) => text.replace("</sheetData>", &format!("{}</sheetData>", xml(rows, &text))),
            None => text,
        }
    });
    project.with(FORM, filled)
}

/// The sheet XML of the rows below the example; each cell has the example's style.
fn xml(rows: &[&[&str]], sheet: &str) -> String {
    let style = |letter| {
        let (_, rest) = sheet.split_once(&format!("<c r=\"{letter}2\" s=\"")).expect("an example");
        rest.split('"').next().expect("a style").to_owned()
    };
    let mut xml = String::new();
    for (number, row) in (3..).zip(rows) {
        xml.push_str(&format!("<row r=\"{number}\">"));
        for (letter, text) in ('A'..).zip(*row).filter(|(_, text)| !text.is_empty()) {
            // A leading zero must be kept, so the value is written as text.
            let is_number = text.parse::<f64>().is_ok() && !text.starts_with('0');
            let style = style(letter);
            xml.push_str(&if is_number {
                format!("<c r=\"{letter}{number}\" s=\"{style}\"><v>{text}</v></c>")
            } else {
                format!("<c r=\"{letter}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            });
        }
        xml.push_str("</row>");
    }
    xml
}

const LOG: &[&[&str]] = &[
    &["A-1", "45299", "Besøg", "4", "1250.5", "012345", "Ja", "Medicin; KOL", "2019", "", ""],
    &["A-2", "45657", "Møde, eller et andet slags møde", "12", "", "990002", "Nej", "", "", "uden emne", ""],
];
const REGISTER: &[&[&str]] = &[&["012345", "43466", ""]];

/// The figures computed from a filled-in form.
#[track_caller]
fn counts(run: &Run) {
    for line in [
        "besoeg.raekker;Rækker;2;2",
        "besoeg.deltagere;Deltagere;16;2",
        "besoeg.beloeb;Beløb;1250,5;1",
        "besoeg.fulgt;Fulgt op;1;1",
        "besoeg.emner[Medicin];Emner: Medicin;1;1",
        "besoeg.klinikker;Klinikker;1;1",
    ] {
        assert!(run.out.lines().any(|printed| printed == line), "»{line}« is not in {}", run.out);
    }
}

#[test]
fn a_form_has_columns_an_example_and_a_guide_but_no_dropped_columns() {
    let project = project();
    let mut book: Xlsx<_> = open_workbook(project.path(FORM)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Log", "Register", "Vejledning"]);
    let log = book.worksheet_range("Log").expect("a sheet");
    let row = |number: u32| -> Vec<String> {
        (0..11).map(|column| log.get_value((number, column)).map_or_else(String::new, Data::to_string)).collect()
    };
    assert_eq!(
        row(0),
        ["Nr.", "Dato", "Slags", "Deltagere", "Beløb", "Ydernr.", "Fulgt op", "Emner", "Begyndt i", "Note", "Ekstra"]
    );
    assert_eq!(
        row(1),
        ["Eksempel: tekst", "45292", "Besøg", "12", "12.5", "012345", "Ja", "Medicin; KOL", "2024", "tekst", "tekst"]
    );
    let guide = book.worksheet_range("Vejledning").expect("a sheet");
    let told: String = guide.rows().flatten().map(|cell| format!("{cell}\n")).collect();
    for text in [
        "Sådan udfylder du log-2024.xlsx",
        "• Eksempelrækken (den, der begynder med »Eksempel:«) bliver aldrig talt med. Slet den, eller lad den stå.",
        "Arket »Log«: Besøgslog",
        "Tekst. Cellen skal udfyldes. To rækker må ikke have det samme her.",
        "En dato, fx 31-12-2024. Cellen skal udfyldes. Afgør, hvilken periode rækken hører til.",
        "Et ydernummer: alle seks cifre, også nuller foran. Cellen skal udfyldes.",
        "En eller flere værdier med »;« imellem: Medicin og KOL. Cellen må være tom.",
        "Tekst. Kolonnen kan undværes, og cellen må være tom.",
        "En dato, fx 31-12-2024. Cellen må være tom. Den sidste dag, rækken gælder; tom, hvis den stadig gælder.",
        "Liste: Slags\n",
        "Møde, eller et andet slags møde\n",
    ] {
        assert!(told.contains(text), "»{text}« is not in {told}");
    }
    assert!(!told.contains("CPR-nr."), "{told}");
}

#[test]
fn form_cells_are_validated_and_headers_have_notes() {
    let bytes = fs::read(project().path(FORM)).expect("a form");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for text in [
        "<pane ySplit=\"1\" topLeftCell=\"A2\"",
        "<autoFilter ref=\"A1:K2\"/>",
        "type=\"date\"",
        "type=\"whole\"",
        "type=\"decimal\"",
        "<formula1>\"Ja,Nej\"</formula1>",
        "<formula1>AND(LEN(F3)=6,ISNUMBER(VALUE(F3)))</formula1>",
        "prompt=\"En eller flere, med »;« imellem. De kendte værdier står på arket »Vejledning«.\"",
        // An inline dropdown list is separated by commas, so a value with a comma needs a range.
        "<formula1>Vejledning!$A$32:$A$33</formula1>",
    ] {
        assert!(sheet.contains(text), "»{text}« is not in {sheet}");
    }
    let notes = part(&bytes, "xl/comments1.xml");
    assert!(notes.contains("Et helt tal, fx 12. Cellen skal udfyldes."), "{notes}");
    let mut book: Xlsx<_> = open_workbook(project().path(FORM)).expect("a workbook");
    let guide = book.worksheet_range("Vejledning").expect("a sheet");
    let list = |row| guide.get_value((row, 0)).map_or_else(String::new, Data::to_string);
    assert_eq!([list(30), list(31), list(32)], ["Liste: Slags", "Besøg", "Møde, eller et andet slags møde"]);
}

#[test]
fn form_cells_accept_only_numbers_within_the_bounds_of_their_column() {
    let project = Project::new()
        .without("data/log-2024.csv")
        .with("skabeloner/lille/besoeg.toml", CHAPTER)
        .with("skabeloner/lille/datasets.toml", DATASETS)
        .replacing("skabeloner/lille/datasets.toml", "type = \"integer\"", "type = \"integer\", min = 1, max = 5")
        .replacing("skabeloner/lille/datasets.toml", "type = \"decimal\"", "type = \"decimal\", min = 0.5");
    project.run(&["inputs", "2024"]).ends_with(0);
    let bytes = fs::read(project.path(FORM)).expect("a form");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for text in [
        "<formula1>1</formula1><formula2>5</formula2>",
        "fra 1 til 5.\"",
        "<formula1>0.5</formula1>",
        "på mindst 0,5.\"",
    ] {
        assert!(sheet.contains(text), "»{text}« is not in {sheet}");
    }
    // The example that the form comes with is within them too.
    let filled = fill(project, &[("sheet2", REGISTER)]);
    assert_eq!(filled.figures("2024", "csv").err.matches("bad-cell").count(), 0);
}

#[test]
fn a_filled_in_form_is_read_without_a_finding_and_its_examples_are_accounted_for() {
    let project = fill(project(), &[("sheet1", LOG), ("sheet2", REGISTER)]);
    let run = project.figures("2024", "csv").ends_with(0);
    assert_eq!(run.err, "");
    counts(&run);
    let run = project.build("2024").ends_with(0).prints("Hertil 2 eksempelrækker, som ikke er data.");
    assert_eq!(run.err, "");
    let snapshot = fs::read_to_string(project.path("ud/2024/figures.json")).expect("a snapshot");
    assert_eq!(snapshot.matches("\"examples\": 1").count(), 2, "{snapshot}");
}

#[test]
fn a_form_saved_by_libreoffice_is_read_without_a_finding() {
    let form = fs::read(repository().join("tests/exports/form-libreoffice.xlsx")).expect("a form");
    let run = project().with(FORM, &form).figures("2024", "csv").ends_with(0);
    assert_eq!(run.err, "");
    counts(&run);
    // The required sheets are still required. The guide is the first sheet here.
    let sheet = part(&form, "xl/worksheets/sheet2.xml");
    for kind in ["date", "whole", "decimal", "list", "custom"] {
        assert!(sheet.contains(&format!("type=\"{kind}\"")), "{kind}");
    }
    assert!(part(&form, "xl/comments2.xml").contains("Et helt tal, fx 12. Cellen skal udfyldes."));
}

#[test]
fn an_empty_form_is_an_error_and_a_form_without_its_example_is_a_warning() {
    let project = project();
    let run = project.check("2024").ends_with(1);
    let unfilled = "fejl[empty-file]: Skemaet er ikke udfyldt: kun eksempelrækken står under overskrifterne.
   log-2024.xlsx, ark »Log«
   → Udfyld det. Er der intet at skrive for perioden, så slet eksempelrækken. Ligger tallene i en anden fil, så slet skemaet.
";
    assert!(run.err.contains(unfilled), "{}", run.err);
    let csv = "Dato;Slags;Deltagere;Note\n";
    let project = Project::new().with("data/log-2024.csv", csv);
    project.check("2024").says("advarsel[empty-file]: Der er overskrifter, men ingen rækker under dem.");
}

#[test]
fn one_example_row_is_ignored_silently_and_several_are_reported() {
    let log = "Dato;Slags;Deltagere;Note\nEksempel: 01-01-2024;Besøg;12;tekst\n02-01-2024;Besøg;4;\n";
    let run = Project::new().with("data/log-2024.csv", log).check("2024").ends_with(0);
    assert_eq!(run.err, "");
    run.prints("Hertil 1 eksempelrække, som ikke er data.");
    let log = format!("{log};eksempel: Besøg;12;tekst\n");
    Project::new().with("data/log-2024.csv", &log).check("2024").ends_with(0).says(
        "oplysning[example-row]: En række, der begynder med »Eksempel:«, er ikke talt med som data (2 rækker).
   log-2024.csv, række 2, 4",
    );
}

#[test]
fn a_declared_value_that_starts_like_an_example_is_data() {
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "[\"Besøg\",", "[\"Besøg\", \"Eksempel: vist frem\",")
        .with(
            "data/log-2024.csv",
            "Slags;Dato;Deltagere;Note\nEksempel: vist frem;02-01-2024;4;\nBesøg;03-01-2024;4;\n",
        );
    let run = project.figures("2024", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.slags[Eksempel: vist frem];Efter slags: Eksempel: vist frem;1;1"), "{}", run.out);
}

#[test]
fn a_guide_sheet_is_skipped_unless_the_dataset_names_it() {
    let bytes = fs::read(repository().join("tests/exports/hidden-sheet.xlsx")).expect("an export");
    // The hidden first sheet has the name of a guide.
    let bytes = changed(&bytes, |name, text| match name {
        "xl/workbook.xml" => text.replace("Kladde", "Vejledning"),
        _ => text,
    });
    let renamed = |project: Project| {
        project.without("data/log-2024.csv").with("data/log-2024.xlsx", &bytes).replacing(
            "skabeloner/lille/datasets.toml",
            "log*.csv",
            "log*.xlsx",
        )
    };
    let run = renamed(Project::new()).check("2024").ends_with(0);
    assert_eq!(run.err, "");
    renamed(Project::new())
        .replacing("skabeloner/lille/datasets.toml", "period =", "sheet = \"Vejledning\"\nperiod =")
        .check("2024")
        .says("oplysning[hidden-sheet]");
}

#[test]
fn a_dropped_column_may_be_absent() {
    let project = Project::new().replacing(
        "skabeloner/lille/datasets.toml",
        "note = {",
        "navn = { header = \"Navn\", type = \"text\", drop = true }\nnote = {",
    );
    let run = project.check("2024").ends_with(0);
    assert_eq!(run.err, "");
}

#[test]
fn existing_forms_are_kept_and_reported() {
    let project = project().with(FORM, "mit eget");
    project
        .run(&["inputs", "2024"])
        .ends_with(0)
        .prints("  log-2024.xlsx  ikke lavet: log-2024.xlsx findes og er ikke rørt");
    assert_eq!(fs::read_to_string(project.path(FORM)).expect("a file"), "mit eget");
    // The dataset already reads an export with another name; a form beside it would be read as a second file.
    let project = project.without(FORM).with("data/Log fra booking.xlsx", "en eksport");
    project.run(&["inputs", "2024"]).ends_with(0).prints("ikke lavet: Log fra booking.xlsx findes og er ikke rørt");
    assert!(!project.path(FORM).exists());
}

#[test]
fn a_dataset_of_delimited_text_gets_a_csv_form_and_an_unsupported_one_is_named() {
    let project = Project::new();
    let run = project.run(&["inputs", "--out", "skemaer"]).ends_with(0);
    run.prints("Skemaer til rapporten lille i skemaer:\n  log.csv  Besøgslog\n")
        .prints("Skemaer, der ender på .csv, har ingen lister og noter: deres datasæt læser ikke .xlsx.");
    assert_eq!(
        fs::read_to_string(project.path("skemaer/log.csv")).expect("a form"),
        "\u{feff}Dato;Slags;Deltagere;Note\r\nEksempel: 01-01-1970;Besøg;12;tekst\r\n"
    );
    let project = project.replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.ods");
    project
        .run(&["inputs", "2024"])
        .ends_with(0)
        .prints("  Intet skema til »Besøgslog«: Hverken en .xlsx-fil eller en .csv-fil passer til log*.ods.");
}

#[test]
fn inputs_needs_a_period_or_a_folder() {
    Project::new()
        .run(&["inputs"])
        .ends_with(2)
        .says("fejl: Her mangler <PERIODE>. Skriv: kapreport inputs <PERIODE>\n      kapreport inputs --out <MAPPE>");
}

#[test]
fn forms_are_reproducible() {
    let (one, other) = (project(), project());
    assert!(fs::read(one.path(FORM)).expect("a form") == fs::read(other.path(FORM)).expect("a form"));
}

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
