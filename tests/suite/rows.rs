//! Regression tests: rows that were once lost or counted wrongly.

use rust_xlsxwriter::{Format, Note, Workbook};

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";
const HEADER: &str = "Dato;Slags;Deltagere;Note";

fn log(rows: &str) -> Project {
    Project::new().with(LOG, format!("{HEADER}\n{rows}"))
}

#[track_caller]
fn figure_is(project: &Project, id: &str, value: &str) {
    let run = project.figures("2024", "csv").ends_with(0);
    let line = run.out.lines().find(|line| line.starts_with(&format!("{id};"))).expect("the figure");
    assert_eq!(line.rsplit(';').nth(1), Some(value), "{line}\n{}", run.err);
}

#[test]
fn a_sentence_below_the_data_is_a_note_even_where_the_first_column_is_of_texts() {
    let below = |text: &str| {
        let rows = "Tak;Besøg;4;02-01-2024\nTak igen;Møde;1;03-01-2024\n";
        Project::new().with(LOG, format!("Note;Slags;Deltagere;Dato\n{rows}{text}"))
    };
    for note in ["\nGennemstreget = aflyst;;;\n", "\nAflyste møder er ikke med;;;\nMvh. Lone;;;\n"] {
        let run = below(note).check("2024").ends_with(0);
        run.says("oplysning[footer-row]").says("række 5");
    }
    // A name may be a row that nobody filled in, and a sentence above data is no note.
    for (text, row) in [("\nNørrebro Lægehus;;;\n", 5), ("\nAflyste møder er her:;;;\nTak;Møde;1;03-01-2024\n", 5)]
    {
        below(text).check("2024").ends_with(1).says("fejl[group-heading]").says(&format!("række {row}"));
    }
}

#[test]
fn behind_a_title_page_the_sheet_with_the_headers_is_named() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Forside").expect("a name").write(0, 0, "Udtræk for 2024").expect("a title");
    let data = book.add_worksheet();
    data.set_name("Data").expect("a name").write_row(0, 0, HEADER.split(';')).expect("a header");
    data.write_row(1, 0, ["02-01-2024", "Besøg", "1", "x"]).expect("a row");
    let project = Project::new().without(LOG).with("data/log-2024.xlsx", book.save_to_buffer().expect("a file"));
    let run = project.replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.xlsx").check("2024").ends_with(1);
    assert!(!run.err.contains("unread-sheet"), "{}", run.err);
    run.says("→ Overskrifterne står på »Data«. Skriv sheet = \"Data\" ved datasættet i datasets.toml.");
}

#[test]
fn a_sheet_with_the_same_headers_that_is_not_read_is_a_warning() {
    let book = |second: &[&str], is_hidden: bool| {
        let mut book = Workbook::new();
        for (name, header) in [("Forår", &HEADER.split(';').collect::<Vec<_>>()[..]), ("Efterår", second)] {
            let sheet = book.add_worksheet();
            sheet.set_name(name).expect("a name").set_hidden(is_hidden && name == "Efterår");
            sheet.write_row(0, 0, header.iter().copied()).expect("a header");
            sheet.write_row(1, 0, ["02-01-2024", "Besøg", "1", "x"]).expect("a row");
        }
        let project = Project::new().without(LOG).with("data/log-2024.xlsx", book.save_to_buffer().expect("a file"));
        project.replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.xlsx").check("2024").ends_with(0)
    };
    let same = ["Dato", "Slags", "Deltagere", "Note"];
    book(&same, false)
        .says("advarsel[unread-sheet]: Arket »Efterår« er ikke læst, selv om det har de samme overskrifter som »Forår«, der er læst.")
        .says("sheet = [\"Forår\", \"Efterår\"]");
    for other in [book(&["Dato", "Navn", "By", "Land"], false), book(&same, true)] {
        other.says("oplysning[unread-sheet]: Arket er ikke læst.");
    }
}

#[test]
fn headers_with_colons_or_numbers_of_a_form_are_the_known_ones() {
    for header in ["Dato:;Slags:;Deltagere: ;Note:", "1. Dato;2. Slags;3) Deltagere;4. Note"] {
        let project = Project::new().with(LOG, format!("{header}\n02-01-2024;Besøg;4;x\n03-01-2024;Møde;2;\n"));
        figure_is(&project, "besoeg.deltagere", "6");
    }
}

#[test]
fn headings_of_parts_that_begin_with_a_number_are_no_rows() {
    let parts = |heading: &str| {
        let rows = format!("02-01-2024;Besøg;4;x\n\n{heading};;;\n{HEADER}\n03-09-2024;Møde;2;\n");
        log(&rows)
    };
    for heading in ["2. halvår", "3. Klynge Nord"] {
        figure_is(&parts(heading), "besoeg.deltagere", "6");
        parts(heading).check("2024").ends_with(0).says("oplysning[group-heading]");
    }
    parts("3. maj").check("2024").ends_with(1).says("fejl[bad-cell]");
}

#[test]
fn an_invalid_byte_after_a_utf_8_mark_loses_no_rows() {
    let mut bytes = format!("\u{feff}{HEADER}\n").into_bytes();
    (0..30_000).for_each(|_| bytes.extend("02-01-2024;Møde;1;note\n".as_bytes()));
    bytes.extend(b"02-01-2024;Bes\xf8g;1;x\n");
    let project = Project::new().with(LOG, bytes);
    // The file is read as Windows-1252, in which the UTF-8 text above the byte is garbled in one certain way.
    let run = project.check("2024").ends_with(0);
    run.prints("30.001     30.001").says("er kodet to gange (»Ã¸« for »ø«) og er læst rigtigt (30.000 rækker)");
}

#[test]
fn a_quote_that_swallows_a_row_is_found_wherever_it_closes() {
    for rows in [
        "02-01-2024;Besøg;4;\"citat\n15-03-2024;Besøg;12;\"slut\n16-03-2024;Møde;1;\n",
        "02-01-2024;Besøg;4;\"citat\n15-03-2024;Besøg;12;\"\n16-03-2024;Møde;1;\n",
    ] {
        log(rows).check("2024").ends_with(1).says("fejl[stray-quote]").says("række 2");
    }
    Project::new()
        .with(LOG, format!("{HEADER};\"Bem\n02-01-2024;Besøg;1;x;\"y\n03-01-2024;Besøg;1;x;\n"))
        .check("2024")
        .ends_with(1)
        .says("fejl[stray-quote]");
    let optional = "b = { header = \"B\", type = \"text\", optional = true }\nc = { header = \"C\", type = \"text\", optional = true }\nnote = {";
    let between = "03-01-2024;Møde;1;\n".repeat(6);
    log(&format!("02-01-2024;Besøg;4;\"citat\n{between}15-03-2024;Besøg;12;\"slut\n16-03-2024;Møde;1;\n"))
        .replacing("skabeloner/lille/datasets.toml", "note = {", optional)
        .check("2024")
        .ends_with(1)
        .says("fejl[stray-quote]");
}

#[test]
fn a_quoted_note_of_several_lines_with_commas_is_one_cell() {
    let text = "Dato,Slags,Deltagere,Note\n02-01-2024,Besøg,1,\"Emner:\nhjerte, lunge, diabetes, KOL\nslut\"\n03-01-2024,Møde,2,\n";
    figure_is(&Project::new().with(LOG, text), "besoeg.deltagere", "3");
}

#[test]
fn an_english_thousands_separator_is_not_read_as_a_decimal_comma() {
    Project::new()
        .with(LOG, "Dato,Slags,Deltagere,Note\n02-01-2024,Besøg,\"1,000\",\n")
        .check("2024")
        .ends_with(1)
        .says("værdi »1,000«");
    figure_is(&log("02-01-2024;Besøg;1.000;\n03-01-2024;Besøg;5,0;\n"), "besoeg.deltagere", "1005");
}

#[test]
fn a_row_above_the_header_that_mostly_fits_is_data() {
    Project::new()
        .with(LOG, format!("02-01-2024;Besøg;x;\n{HEADER}\n03-01-2024;Besøg;1;\n"))
        .check("2024")
        .ends_with(1)
        .says("fejl[row-above-header]");
    let titles = format!("Log over besøg;;;\nPeriode;01-01-2024;31-12-2024;\n{HEADER}\n03-01-2024;Besøg;1;\n");
    figure_is(&Project::new().with(LOG, titles), "besoeg.deltagere", "1");
}

#[test]
fn rows_with_another_delimiter_or_missing_fields_are_not_taken_for_notes() {
    for rows in [
        "02-01-2024,Besøg,1,\n03-01-2024,Møde,1,\n",
        "02-01-2024;Besøg;1;\n\"03-01-2024;Besøg;1;\"\n",
        "02-01-2024;Besøg;1;\n03-01-202",
    ] {
        log(rows).check("2024").ends_with(1).says("fejl[");
    }
}

#[test]
fn a_repeated_header_of_years_is_recognised() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "period = \"dato\"\n\n[log.columns]\ndato = { header = \"Dato\", type = \"date\" }",
            "\n[log.columns]\ndato = { header = \"2023\", type = \"integer\" }",
        )
        .with(LOG, "2023;Slags;Deltagere;Note\n1;Besøg;2;x\n2023;Slags;Deltagere;Note\n3;Møde;4;y\n");
    project.figures("2024", "table").ends_with(0).says("oplysning[repeated-header]");
    figure_is(&project, "besoeg.deltagere", "6");
}

#[test]
fn a_row_labelled_total_with_a_date_is_data() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "[log.columns]\n",
            "[log.columns]\nnavn = { header = \"Navn\", type = \"text\" }\n",
        )
        .with(LOG, format!("Navn;{HEADER}\nA;02-01-2024;Besøg;1;\nTotal;03-01-2024;Besøg;7;\nI alt;;;8;\n"));
    figure_is(&project, "besoeg.deltagere", "8");
}

// 31 February does not exist, so this cannot be a CPR number.
const CPR: &str = "310299-0000";

#[test]
fn a_cpr_number_anywhere_in_a_file_stops_the_build() {
    for text in [
        format!("Om {CPR}\n{HEADER}\n02-01-2024;Besøg;1;\n"),
        format!("{HEADER};{CPR}\n02-01-2024;Besøg;1;;\n"),
        format!("{HEADER}\n02-01-2024;Besøg;1;\nI alt;;;{CPR}\n"),
        format!("{HEADER}\n02-01-2024;Besøg;1;\nUdtrukket for {CPR}\n"),
        format!("{HEADER}\n02-01-2024;Besøg;1;CPR3102990000\n"),
        format!("{HEADER}\n02-01-2024;Besøg;1;31 02 99 0000\n"),
        format!("{HEADER}\n02-01-2024;Besøg;1;310299 - 0000\n"),
    ] {
        let project = Project::new().with(LOG, &text);
        for arguments in
            [&["check", "2024", "--lenient", "--rejects", "ud.xlsx"][..], &["check", "2024", "--format", "json"]]
        {
            let run = project.run(arguments).ends_with(1);
            assert!(format!("{}{}", run.out, run.err).contains("cpr-number"), "{text}\n{}", run.err);
            assert!(!run.out.contains("0000") && !run.err.contains("0000"), "{}{}", run.out, run.err);
        }
        let rejects = crate::rejects::texts(&project.path("ud.xlsx")).concat().concat();
        assert!(!rejects.contains("0000"), "{rejects}");
    }
    let hidden = |skip: &str, column: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (line, row) in [
            ["Dato", "Slags", "Deltagere", "Note"],
            ["02-01-2024", "Besøg", "1", "x"],
            ["03-01-2024", "Møde", "2", CPR],
        ]
        .into_iter()
        .enumerate()
        {
            for (place, text) in row.into_iter().enumerate() {
                sheet.write(line as u32, place as u16, text).unwrap();
            }
        }
        if column {
            sheet.set_column_hidden(3).unwrap();
        } else {
            sheet.set_row_hidden(2).unwrap();
        }
        Project::new()
            .replacing(
                "skabeloner/lille/datasets.toml",
                "files = [\"log*.csv\"]",
                &format!("files = [\"log*\"]\nhidden = {{ {skip} = \"skip\" }}"),
            )
            .replacing("skabeloner/lille/datasets.toml", "empty = true }", "empty = true, optional = true }")
            .without(LOG)
            .with("data/log.xlsx", book.save_to_buffer().unwrap())
    };
    hidden("rows", false).check("2024").ends_with(1).says("fejl[cpr-number]");
}

#[test]
fn the_content_of_a_dropped_column_is_never_shown() {
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "[log.columns]\n", "[log.columns]\nnavn = { header = \"Navn\", type = \"text\", drop = true }\n")
        .with(LOG, format!("Navn;{HEADER}\nHanne;02-01-2024;Besøg;x;\nHanne;02-01-2024;Besøg\nTotal;;;7;\nHanne;03-01-2024;Møde;1;\n"));
    let run = project.run(&["check", "2024", "--lenient", "--rejects", "ud.xlsx"]).ends_with(0);
    assert!(!run.err.lines().any(|line| line.contains("Hanne") && !line.contains("Total")), "{}", run.err);
    let rows = crate::rejects::texts(&project.path("ud.xlsx"));
    assert!(rows.iter().skip(1).all(|row| row[0].is_empty()), "{rows:?}");
}

#[test]
fn rejected_rows_of_several_files_share_one_sheet() {
    let project = log("02-01-2024;Besøg;1;en; to\n02-01-1899;Besøg;1;\n02-01-2024;Besøg;2;\n")
        .with("data/log-b.csv", "Slags;Dato;Deltagere;Note\nBesog;03-01-2024;1;b\n");
    project.run(&["check", "2024", "--lenient", "--rejects", "ud.xlsx"]).ends_with(0);
    let rows = crate::rejects::texts(&project.path("ud.xlsx"));
    assert_eq!(rows[0][..5], ["Dato", "Slags", "Deltagere", "Note", "uden overskrift 5"]);
    assert_eq!(rows[1][..5], ["02-01-2024", "Besøg", "1", "en", "to"]);
    assert_eq!(rows[2][0], "02-01-1899");
    assert_eq!(rows[3][..4], ["03-01-2024", "Besog", "1", "b"]);
    assert_eq!(rows[3][6..9], ["log-b.csv", "", "2"]);
}

#[test]
fn a_header_of_two_rows_is_read_with_its_merged_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (place, text) in [(0, "Dato"), (1, "Slags"), (4, "Note")] {
        sheet.merge_range(0, place, 1, place, text, &plain).unwrap();
    }
    sheet.merge_range(0, 2, 0, 3, "Deltagere", &plain).unwrap();
    for (place, text) in [(2, "Læger"), (3, "Personale")] {
        sheet.write(1, place, text).unwrap();
    }
    for (place, text) in ["02-01-2024", "Besøg", "4", "5", "x"].into_iter().enumerate() {
        sheet.write(2, place as u16, text).unwrap();
    }
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.xlsx")
        .replacing("skabeloner/lille/datasets.toml", "header = \"Deltagere\"", "header = \"Deltagere Personale\"")
        .without(LOG)
        .with("data/log.xlsx", book.save_to_buffer().unwrap());
    figure_is(&project, "besoeg.deltagere", "5");
}

#[test]
fn lines_that_programs_draw_between_rows_are_no_data() {
    let header = "Dato;Slags;Deltagere;Note\n";
    let rows = "02-01-2024;Besøg;4;\n15-03-2024;Møde;12;\n";
    let piped = "| Dato | Slags | Deltagere | Note |\n";
    let piped_rows = "| 02-01-2024 | Besøg | 4 | |\n| 15-03-2024 | Møde | 12 | |\n";
    for log in [
        format!("{header}----------;-----;---------;-\n{rows}"),
        format!("{piped}|:----|:---:|----:|---|\n{piped_rows}"),
        format!("+----+---+---+---+\n{piped}+----+---+---+---+\n{piped_rows}+----+---+---+---+\n2 rows in set (0.01 sec)\n"),
        " dato | slags | deltagere | note \n------+-------+-----------+------\n 02-01-2024 | Besøg | 4 | \n 15-03-2024 | Møde | 12 | \n(2 rows)\n".to_owned(),
    ] {
        let project = Project::new().with("data/log-2024.csv", &log);
        let run = project.check("2024");
        assert!(run.code == Some(0) && !run.err.contains("advarsel"), "{log}\n{}", run.err);
        project.figures("2024", "csv").prints(";16;");
    }
}

#[test]
fn comments_on_cells_of_rows_are_told_and_those_on_headers_are_not() {
    let run = |at: u32| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, HEADER.split(';')).expect("a header");
        sheet.write_row(1, 0, ["02-01-2024", "Besøg", "1", "x"]).expect("a row");
        sheet.write_row(2, 0, ["03-01-2024", "Besøg", "21", "x"]).expect("a row");
        sheet.insert_note(at, 2, &Note::new("skal være 12")).expect("a note");
        let project = Project::new().without(LOG).with("data/log-2024.xlsx", book.save_to_buffer().expect("a file"));
        project.replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.xlsx").check("2024").ends_with(0)
    };
    run(2)
        .says("oplysning[cell-comment]: En celle i rækken har en kommentar i regnearket, som ikke er læst.")
        .says("log-2024.xlsx, ark »Sheet1«, række 3");
    let run = run(0);
    assert!(!run.err.contains("cell-comment"), "{}", run.err);
}
