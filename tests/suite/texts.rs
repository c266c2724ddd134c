//! Text columns: what stands for no value, what damaged texts on their way, and the character sets of text files.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::project::{Project, Run};

const LOG: &str = "data/log-2024.csv";
const DATASETS: &str = "skabeloner/lille/datasets.toml";

/// The small report with these notes in a log of visits, from row 2.
fn with_notes(notes: &[&str]) -> Project {
    Project::new().with(LOG, log(notes))
}

fn log(notes: &[&str]) -> String {
    let rows: Vec<String> = notes.iter().map(|note| format!("02-01-2024;Besøg;4;{note}\n")).collect();
    format!("Dato;Slags;Deltagere;Note\n{}", rows.concat())
}

fn figures(project: &Project) -> Run {
    project.figures("2024", "csv")
}

/// The notes that are counted, with their counts.
#[track_caller]
fn notes(project: &Project) -> Vec<String> {
    let run = figures(project).ends_with(0);
    let notes = run.out.lines().filter_map(|line| line.strip_prefix("besoeg.noter["));
    notes.map(|line| line.split(']').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_stands_for_no_value_in_a_text_column_is_empty_and_reported() {
    let project = with_notes(&["Nord", "—", "(blank)", "null", "\\N", "N/A", "Ikke oplyst", "ingen"]);
    assert_eq!(notes(&project), ["Nord"]);
    figures(&project)
        .says("oplysning[no-value]: Cellen siger, at der ingen værdi er, og er læst som tom (7 rækker).")
        .says("kolonne »Note«, række 3–9, fx værdi »—«")
        .says("under »real«");
}

#[test]
fn a_column_declares_which_of_these_texts_are_values() {
    let project = with_notes(&["A", "-", "Ingen", "NULL"]).replacing(
        DATASETS,
        "empty = true",
        "empty = true, real = [\"-\", \"ingen\"]",
    );
    assert_eq!(notes(&project), ["-", "A", "Ingen"]);
    figures(&project).says("række 5, kolonne »Note«, værdi »NULL«");
}

#[test]
fn a_sign_for_no_value_where_a_text_must_be_is_an_empty_cell_and_a_word_is_a_text() {
    let filled = |notes: &[&str]| with_notes(notes).replacing(DATASETS, ", empty = true", "");
    figures(&filled(&["A", "–"])).ends_with(1).says(
        "fejl[empty-cell]: Cellen er tom, men skal være tekst.\n   log-2024.csv, række 3, kolonne »Note«, værdi »–«",
    );
    let project = filled(&["A", "Ingen", "Ukendt"]);
    assert_eq!(notes(&project), ["A", "Ingen", "Ukendt"]);
    assert_eq!(figures(&project).err, "");
}

#[test]
fn the_text_of_a_formula_error_is_an_error_in_every_kind_of_column() {
    for error in ["#I/T", "#VÆRDI!", "#DIVISION/0!", "#NAVN?", "#REFERENCE!", "#N/A", "#####", "Fejl:502"] {
        figures(&with_notes(&["A", error]))
            .ends_with(1)
            .says("fejl[bad-cell]: Cellen skal være tekst.")
            .says(&format!("række 3, kolonne »Note«, værdi »{error}«"))
            .says("Ret formlen");
    }
    figures(&Project::new().replacing(LOG, "Møde;12", "Møde;#REF!")).ends_with(1).says("Det er fejlen fra en formel.");
    let declared = with_notes(&["A", "#I/T"]).replacing(DATASETS, "empty = true", "empty = true, missing = [\"#I/T\"]");
    assert_eq!(notes(&declared), ["A"]);
}

#[test]
fn texts_that_only_look_like_signs_stay_and_nothing_is_said() {
    let all = ["#1 på listen", "#TAK!", "A-", "Intet nyt", "NULLERMÆND", "Nej", "Nord – Syd", "Ved ikke", "x"];
    let project = with_notes(&all);
    assert_eq!(notes(&project), all);
    assert_eq!(figures(&project).err, "");
}

#[test]
fn formulas_and_apostrophes_that_keep_a_text_a_text_are_taken_off() {
    let project = with_notes(&["=\"Nord\"", "\"=\"\"Nord\"\"\"", "'007", "'t Hooft"]);
    assert_eq!(notes(&project), ["007", "'t Hooft", "Nord"]);
    figures(&project)
        .says("oplysning[repaired-cell]: Cellen er en tekst i en formel (=\"…\") og er læst som teksten (2 rækker).")
        .says("Cellen begynder med en apostrof");
    let whole = Project::new()
        .with(LOG, "=\"Dato\";=\"Slags\";=\"Deltagere\";=\"Note\"\n=\"02-01-2024\";'Besøg;=\"4\";=\"\"\n");
    let run = figures(&whole).ends_with(0);
    assert!(run.out.contains("besoeg.deltagere;"), "{}", run.out);
    figures(&with_notes(&["'Nord", "'Syd"])).ends_with(0).says("Alle kolonnens tekster begynder med en apostrof.");
    figures(&with_notes(&["\"=HYPERLINK(\"\"a.dk\"\")\""])).ends_with(1).says("som ikke er regnet ud");
}

#[test]
fn letters_that_were_encoded_twice_are_read_in_texts_categories_and_headers() {
    let project = with_notes(&["SÃ¦by", "Ã˜lstykke", "SÃO", "Bl├Ñvand", "\"T&oslash;nder\""]);
    assert_eq!(notes(&project), ["Blåvand", "SÃO", "Sæby", "Tønder", "Ølstykke"]);
    figures(&project).says("oplysning[repaired-cell]: Cellens bogstaver er kodet to gange");
    let whole = Project::new().with(LOG, "Dato;Slags;Deltagere;Note\n02-01-2024;BesÃ¸g;4;\n");
    figures(&whole).ends_with(0).says("række 2, kolonne »Slags«, værdi »BesÃ¸g«");
}

#[test]
fn a_file_whose_lines_are_in_two_character_sets_is_read() {
    let mut bytes = log(&["Sæby"]).into_bytes();
    bytes.extend(b"03-01-2024;Bes\xf8g;4;S\xe6by\n");
    let project = Project::new().with(LOG, bytes);
    assert_eq!(notes(&project), ["Sæby"]);
}

#[test]
fn letters_that_are_lost_are_a_warning() {
    for text in ["S\u{fffd}by", "S‘by", "L›gstør", "N¿rre", "N°rre", "BlÕvand", "Nï¿½rre"] {
        figures(&with_notes(&["A", text]))
            .ends_with(0)
            .says("advarsel[garbled-text]")
            .says(&format!("række 3, kolonne »Note«, værdi »{text}«"));
    }
    figures(&with_notes(&["Amager", "N?rre"]))
        .ends_with(0)
        .says("Teksten har et spørgsmålstegn inde i et ord")
        .says("række 3");
    for text in ["‘citat’", "d’Or", "Hvad?Ja", "20°C", "5 µg", "50 › 40", "Łódź", "Café Noël", "Panodil® 1 g"]
    {
        assert_eq!(figures(&with_notes(&[text])).ends_with(0).err, "", "{text}");
    }
}

#[test]
fn code_pages_of_dos_and_mac_os_are_read_and_reported() {
    let dos = b"Dato;Slags;Deltagere;Note\r\n02-01-2024;Bes\x9bg;4;\x92r\x9b og S\x91by p\x86 tur\r\n";
    let mac = b"Dato;Slags;Deltagere;Note\r02-01-2024;Bes\xbfg;4;\xaer\xbf og S\xbeby p\x8c tur\r";
    for (bytes, name) in [(&dos[..], "kodeside 850"), (&mac[..], "Mac OS Roman")] {
        let project = Project::new().with(LOG, bytes);
        assert_eq!(notes(&project), ["Ærø og Sæby på tur"]);
        figures(&project).says("oplysning[old-encoding]").says(name);
    }
    let windows = encoding_rs::WINDOWS_1252.encode(&log(&["”ord” – d’Or"])).0.into_owned();
    assert_eq!(figures(&Project::new().with(LOG, windows)).ends_with(0).err, "");
}

#[test]
fn utf_16_without_a_byte_order_mark_is_read() {
    let text = log(&["Sæby", "Ærø"]);
    for bytes in [
        text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        let project = Project::new().with(LOG, bytes);
        assert_eq!(notes(&project), ["Sæby", "Ærø"]);
        assert_eq!(figures(&project).err, "");
    }
}

#[test]
fn a_single_nul_is_found_in_its_cell() {
    figures(&with_notes(&["A", "S\u{0}by"])).ends_with(1).says("række 3, kolonne »Note«").says("usynlige styretegn");
}

#[test]
fn rows_are_numbered_by_every_kind_of_line_end() {
    let text = log(&["A", "#I/T", "\"to\nlinjer\"", "#N/A"]);
    for end in ["\r", "\n", "\r\n"] {
        figures(&Project::new().with(LOG, text.replace('\n', end)))
            .ends_with(1)
            .says("række 3, 6, fx værdi »#I/T«, »#N/A«");
        let empty_lines = format!("Log{end}{end}{}", text.replace('\n', end).replacen(end, &format!("{end}{end}"), 1));
        figures(&Project::new().with(LOG, empty_lines)).ends_with(1).says("række 6, 9, fx værdi »#I/T«, »#N/A«");
    }
}

#[test]
fn numbers_that_excel_rounded_are_a_warning_in_a_text_column() {
    figures(&with_notes(&["5,71E+17", "5,72E+17"]))
        .ends_with(0)
        .says("advarsel[rounded-id]: Tallet er så langt, at et regneark har afrundet det (2 rækker).");
    assert_eq!(figures(&with_notes(&["2E10", "E5", "12E"])).ends_with(0).err, "");
}

#[test]
fn dates_that_excel_made_of_other_texts_are_a_warning() {
    figures(&with_notes(&["05-jun", "13-14", "01-feb"]))
        .ends_with(0)
        .says("advarsel[date-among-texts]: 2 celler er datoer, men de andre er tekster.")
        .says("række 2, 4");
    figures(&with_notes(&["05-jun", "01-feb"]))
        .ends_with(0)
        .says("Kolonnen er erklæret som tekst, men alle 2 celler er datoer.");
    figures(&with_notes(&["05-jun"]))
        .ends_with(0)
        .says("oplysning[date-among-texts]: Kolonnen er erklæret som tekst, men den eneste celle er en dato.");
    for texts in [&["1-2", "3-4"][..], &["jan-24", "feb-24"], &["Ringet 01-02-2024", "01-02-2024"]] {
        assert_eq!(figures(&with_notes(texts)).ends_with(0).err, "", "{texts:?}");
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("d-mmm");
    for (column, header) in (0..).zip(["Dato", "Slags", "Deltagere", "Note"]) {
        sheet.write(0, column, header).unwrap();
    }
    for row in 1..4 {
        sheet.write(row, 0, "02-01-2024").unwrap();
        sheet.write(row, 1, "Besøg").unwrap();
        sheet.write(row, 2, 4).unwrap();
    }
    sheet.write(1, 3, "Hold 1").unwrap();
    sheet.write_with_format(2, 3, ExcelDateTime::from_ymd(2024, 5, 6).unwrap(), &date).unwrap();
    let project = Project::new()
        .without(LOG)
        .replacing(DATASETS, "log*.csv", "log*.xlsx")
        .with("data/log.xlsx", book.save_to_buffer().unwrap());
    figures(&project)
        .ends_with(0)
        .says("En celle er en dato, men de andre er tekster.")
        .says("række 3, kolonne »Note«");
}

#[test]
fn a_list_with_another_separator_is_told_from_an_unknown_value() {
    let list = "type = \"list\", values = [\"Medicin\", \"Diabetes\", \"KOL\"]";
    let project = |note: &str| {
        with_notes(&["Medicin", note]).replacing(DATASETS, "type = \"text\"", list).replacing(
            "skabeloner/lille/besoeg.toml",
            "from = \"log\"\nwhere = \"note IS NOT NULL\"",
            "from = \"log.note\"",
        )
    };
    for (note, name) in [("KOL, Diabetes", "komma (,)"), ("KOL | Diabetes", "»|«"), ("KOL og Diabetes", "»og«")] {
        let run =
            figures(&project(note)).ends_with(1).says(&format!("Der er {name} mellem værdierne")).says("semikolon (;)");
        assert!(!run.err.contains("Mente du"), "{}", run.err);
    }
    figures(&project("Diabetis")).ends_with(1).says("Mente du »Diabetes«?");
    figures(&project("\"KOL; Diabetes\"")).ends_with(0);
}

#[test]
fn a_list_of_any_values_with_another_separator_is_a_warning() {
    let project = |notes: &[&str]| {
        with_notes(notes).replacing(DATASETS, "type = \"text\"", "type = \"list\"").replacing(
            "skabeloner/lille/besoeg.toml",
            "from = \"log\"\nwhere = \"note IS NOT NULL\"",
            "from = \"log.note\"",
        )
    };
    figures(&project(&["Medicin, KOL", "KOL", "Diabetes, Medicin"]))
        .ends_with(0)
        .says("advarsel[other-separator]: Ingen celle i listen har semikolon (;) mellem værdierne, men 2 celler har komma (,)")
        .says("kolonne »Note«, række 2, 4")
        .says("separator = \",\"");
    for notes in [&["Hjerte, kar", "Hjerte, kar", "KOL"][..], &["\"KOL; Hjerte, kar\"", "Hjerte, lunge"]] {
        assert_eq!(figures(&project(notes)).ends_with(0).err, "", "{notes:?}");
    }
}

#[test]
fn a_line_break_within_a_text_is_a_space() {
    let log =
        "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\"Kursus\ni  medicin\"\n03-01-2024;Møde;4;Kursus i medicin\n";
    let project = Project::new().with("data/log-2024.csv", log);
    assert!(!project.check("2024").ends_with(0).err.contains("spellings-differ"));
    project.figures("2024", "table").ends_with(0).prints("besoeg.noter[Kursus i medicin]             2");
}
