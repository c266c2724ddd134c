//! CPR numbers and values of cells stay out of everything that is published.

use std::fs;
use std::path::Path;

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";
const HEADER: &str = "Dato;Slags;Deltagere;Note";

/// A project with these cells in the column of notes, a row each.
fn with_notes(notes: &[String]) -> Project {
    let rows: String = notes.iter().map(|note| format!("02-01-2024;Besøg;4;{note}\n")).collect();
    Project::new().with(LOG, format!("{HEADER}\n{rows}"))
}

/// Whether a file of the folder has the text, as bytes, in an attachment of its PDF or in a part of a workbook.
fn has(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            return has(&path, text);
        }
        let bytes = fs::read(&path).unwrap();
        let pdf = || {
            let pdf = crate::tags::Pdf::read(&bytes);
            let pages: Vec<u32> = pdf.document.get_pages().keys().copied().collect();
            crate::tags::squeezed(&pdf.document.extract_text(&pages).unwrap()).contains(&text.replace(' ', ""))
        };
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
            || path.extension().is_some_and(|extension| extension == "pdf") && pdf()
    })
}

#[test]
fn a_single_cpr_number_is_found_however_it_is_written() {
    for note in [
        "31-02-1999-0000",
        "31.02.99 0000",
        "310299    0000",
        "3.102.990.000",
        "ring til 310219990000",
        "310299 lb. 0000",
    ] {
        let project = with_notes(&["Vest".into(), note.into(), "Øst".into()]);
        project
            .check("2024")
            .ends_with(1)
            .says("fejl[cpr-number]: Cellen har et CPR-nummer")
            .says("række 3, kolonne »Note«");
        assert!(!project.figures("2024", "json").out.contains("0000"), "{note}");
    }
}

#[test]
fn a_column_of_other_numbers_can_be_counted_and_printed() {
    let numbers: Vec<String> = (0..30u64).map(|n| format!("10{:08}", 1_000_000 + n * 7_654_321 % 29_000_000)).collect();
    let project = with_notes(&numbers)
        .replacing("skabeloner/lille/besoeg.toml", "[figures.slags]", "[figures.numre]\nlabel = \"Efter note\"\nunit = \"et besøg|besøg\"\nfrom = \"log\"\nby = \"note\"\n\n[figures.slags]");
    assert!(!project.build("2024").ends_with(0).err.contains("cpr-number"));
    assert!(has(&project.path("ud/2024"), &numbers[0]));
}

#[test]
fn a_column_can_be_declared_to_have_no_persons_and_the_appendix_says_why() {
    let numbers: Vec<String> = (0..6).map(|n| format!("3102{:02}-0{n}00", 41 + n)).collect();
    let project = with_notes(&numbers);
    project.build("2024").ends_with(1).says("6 celler har et CPR-nummer");
    let declared = "note = { header = \"Note\", persons = \"none\", reason = \"Numre på sager\", ";
    let project = project.replacing("skabeloner/lille/datasets.toml", "note = { header = \"Note\", ", declared);
    assert!(!project.build("2024").ends_with(0).err.contains("cpr-number"));
    assert!(has(&project.path("ud/2024"), "Numre på sager"));
    let without_reason = project.replacing("skabeloner/lille/datasets.toml", "reason = \"Numre på sager\", ", "");
    without_reason.check("2024").ends_with(1).says("»reason« mangler");
}

#[test]
fn a_cpr_number_in_a_file_of_the_report_is_named_with_its_line() {
    Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "label = \"Deltagere\"", "label = \"Deltagere hos 310299-0000\"")
        .build("2024")
        .ends_with(1)
        .says("fejl[cpr-number]: Linjen har et CPR-nummer.")
        .says("lille/besoeg.toml:10:1");
}

#[test]
fn a_cpr_number_among_amounts_is_found_and_amounts_are_left_alone() {
    let log = |amounts: &[&str]| {
        let rows: String = amounts.iter().map(|amount| format!("02-01-2024;Besøg;{amount};\n")).collect();
        Project::new().with(LOG, format!("{HEADER}\n{rows}"))
    };
    log(&["4", "3102990000", "7"]).check("2024").ends_with(1).says("række 3, kolonne »Deltagere«");
    log(&["45000000", "3102990000", "7"]).check("2024").ends_with(0);
}

#[test]
fn a_sum_of_amounts_with_the_digits_of_a_cpr_number_is_published() {
    let log = format!("{HEADER}\n02-01-2024;Besøg;1556250000;\n03-01-2024;Besøg;1556250000;\n04-01-2024;Møde;5;\n");
    let chapter = "skabeloner/lille/besoeg.toml";
    let project = Project::new()
        .with(LOG, log)
        .replacing(chapter, "label = \"Efter slags\"", "label = \"Efter slags\"\nvalue = \"SUM(antal)\"")
        .replacing(chapter, "that = \"besoeg.besoeg <= besoeg.i_alt\"", "that = \"besoeg.i_alt >= 0\"");
    assert!(!project.build("2024").ends_with(0).err.contains("cpr-number"));
    assert!(has(&project.path("ud/2024"), "3112500000"));
}

#[test]
fn values_of_cells_are_in_the_terminal_and_not_in_what_is_published() {
    let log = format!(
        "{HEADER}\n02-01-2024;Besøg;4;\nring til Birthe Dato;Besøg;1;\n03-01-2024;Carla Slags;1;\n04-01-2024;Møde;2;\nUdtrukket af Hanne Fod;;;\n"
    );
    let project = Project::new().with(LOG, log);
    project.here(&["build", "2024", "--lenient"]).ends_with(0).says("Birthe Dato").says("Carla Slags");
    project.here(&["preview", "2024", "--lenient", "--out", "web"]).ends_with(0);
    for name in ["Birthe", "Carla", "Hanne"] {
        assert!(!has(&project.path("ud"), name) && !has(&project.path("web"), name), "{name}");
    }
    project
        .here(&["preview", "2024", "--lenient", "--values", "--out", "web"])
        .ends_with(0)
        .says("Forhåndsvisningen viser værdier fra eksporternes celler");
    assert!(has(&project.path("web"), "Birthe"));
}
