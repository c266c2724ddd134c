//! What an operator reads about cells and rows that are not what the definition says.

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";
const HEADER: &str = "Dato;Slags;Deltagere;Note";
const ROWS: &str =
    "05-01-2024;Besøg;1;\n07-03-2024;Møde;2;\n09-05-2024;Besøg;4;Vest\n11-07-2024;Møde;8;\n13-09-2024;Besøg;16;\n";

fn log(rows: &str) -> Project {
    Project::new().with(LOG, format!("{HEADER}\n{rows}"))
}

#[test]
fn the_way_out_fits_what_the_cell_says() {
    for (cell, way) in [
        ("<5", "Cellen giver en grænse, ikke et tal."),
        ("1-4", "Cellen giver et interval, ikke et tal."),
        ("ca. 20", "Skriv det præcise."),
        ("16¹", "Slet tegnet, og skriv noten under tabellen."),
        ("1:30", "Cellen er et klokkeslæt eller en varighed."),
        ("16 stk.", "Skriv kun tallet, regnet om til kolonnens enhed."),
    ] {
        let row = format!("Deltagere«, værdi »{cell}«");
        log(&format!("{ROWS}15-11-2024;Møde;{cell};\n")).check("2024").ends_with(1).says(&row).says(way);
    }
    for (cell, way) in [
        ("30-02-2024", "Den dag findes ikke."),
        ("mandag den 7. marts 2024", "Ugedagen passer ikke til datoen."),
        ("07-03-2024 - 08-03-2024", "Cellen har to datoer."),
        ("marts 2024", "Cellen siger ikke hvilken dag."),
        ("070324", "Skriv datoen med streger imellem"),
    ] {
        let row = format!("Dato«, værdi »{cell}«");
        log(&format!("{ROWS}{cell};Møde;1;\n")).check("2024").ends_with(1).says(&row).says(way);
    }
    log(&format!("{ROWS}torsdag den 7. marts 2024;Møde;1;\n")).check("2024").ends_with(0);
}

#[test]
fn a_date_before_1900_is_one_finding() {
    let run = log(&format!("{ROWS}07-03-0024;Møde;1;\n")).check("2024").ends_with(1).says("Årstallet er før 1900.");
    assert!(!run.err.contains("far-year"), "{}", run.err);
}

#[test]
fn a_field_too_many_is_one_finding_for_its_row() {
    let run =
        log(&format!("{ROWS}15-11-2024;Møde; kort;1;\n15-11-2024;Møde; kort;1;Vest\n")).check("2024").ends_with(1);
    assert_eq!(run.err.matches("række 8").count(), 1, "{}", run.err);
}

#[test]
fn a_row_with_another_separator_is_said_to_have_it() {
    let run = log(&format!("{ROWS}15-11-2024,Møde,1,\n16-11-2024,Møde,1,\n")).check("2024").ends_with(1);
    run.says("række 7–8").says("Her står der komma (,) mellem felterne, men ikke i resten af filen.");
}

#[test]
fn another_table_below_is_one_finding_and_rows_after_an_empty_one_are_data() {
    for table in ["\nRegion;Antal\nNord;4\nSyd;5\n", ";;;\nSlags;Deltagere;;\nBesøg;21;;\nMøde;10;;\n"] {
        let run = log(&format!("{ROWS}{table}")).check("2024").ends_with(1);
        assert_eq!(run.err.matches("fejl[").count(), 1, "{}", run.err);
        run.says("fejl[second-table]: Under tabellen står en anden tabel, som ikke er læst (3 rækker).");
    }
    log(&format!("{ROWS};;;\n15-11-2024;Møde;1;\n")).check("2024").ends_with(0).prints("6          6");
    let run = log(&format!("{ROWS}\n15-11-2024;Mode;x;\n")).check("2024").ends_with(1);
    assert!(!run.err.contains("second-table"), "{}", run.err);
}

#[test]
fn a_year_alone_above_repeated_headers_is_a_heading() {
    let run = log(&format!("{ROWS}\n2023;;;\n{HEADER}\n05-01-2023;Møde;1;\n")).check("2024").ends_with(0);
    run.says("oplysning[group-heading]").says("værdi »2023«").says("oplysning[repeated-header]");
}

#[test]
fn a_note_with_another_number_of_rows_is_reported() {
    for note in ["Antal rækker: 7;;;", "(7 rows affected)", "7 rækker"] {
        let run = log(&format!("{ROWS}\n{note}\n")).check("2024").ends_with(0);
        run.says("advarsel[declared-rows]: Noten under tabellen siger 7 rækker, men der er 5.");
        let run = log(&format!("{ROWS}\n{}\n", note.replace('7', "5"))).check("2024").ends_with(0);
        assert!(!run.err.contains("declared-rows"), "{}", run.err);
    }
}

#[test]
fn a_table_that_stands_twice_is_reported_however_short() {
    log(&format!("{ROWS}{ROWS}"))
        .check("2024")
        .ends_with(0)
        .says("advarsel[alike-rows]: 5 rækker er magen til en tidligere række");
    let same: String = (0..6).map(|_| "05-01-2024;Besøg;1;\n").collect();
    let run = log(&same).check("2024").ends_with(0);
    assert!(!run.err.contains("alike-rows"), "{}", run.err);
}

#[test]
fn a_log_that_ends_in_august_is_reported() {
    let rows = |months: std::ops::Range<u32>| -> String {
        months
            .flat_map(|month| (1..7).map(move |day| format!("{day:02}-{month:02}-2024;Besøg;{day};{month}\n")))
            .collect()
    };
    let run = log(&rows(1..9)).check("2024").ends_with(0);
    run.says("Der er ingen rækker i september 2024, oktober 2024, november 2024 og december 2024, men mindst 6");
    let run = log(&format!("{}{}", rows(1..4), rows(9..11))).check("2024").ends_with(0);
    assert!(!run.err.contains("empty-month"), "{}", run.err);
}

#[test]
fn headers_with_the_sign_of_a_footnote_are_found_and_others_get_a_way_out() {
    let with = |header: &str| Project::new().with(LOG, format!("{header}\n{ROWS}"));
    with("Dato;Slags;Deltagere¹;Note*").check("2024").ends_with(0);
    with("Dato;Slags;Deltagere (1.000);Note")
        .check("2024")
        .ends_with(1)
        .says("Mente du »Deltagere (1.000)«? Ret overskriften i filen, eller skriv den også under »header«");
    with("Dato;Slags;;Note").check("2024").ends_with(1).says("Kolonne nr. 3 har ingen overskrift: er det den,");
}

#[test]
fn columns_with_one_header_are_one_finding_with_their_numbers() {
    let rows = ROWS.replace('\n', ";1\n");
    let run = Project::new().with(LOG, format!("{HEADER};Deltagere\n{rows}")).check("2024").ends_with(1);
    assert!(!run.err.contains("unread-column"), "{}", run.err);
    run.says("To kolonner har samme overskrift: nr. 3 og nr. 5.")
        .says("→ Slet den ene, eller giv den en anden overskrift.");
    let rows = ROWS.replace('\n', ";;1\n");
    let run = Project::new().with(LOG, format!("{HEADER};;Deltagere\n{rows}")).check("2024").ends_with(1);
    run.says("så det er nok to tabeller ved siden af hinanden.");
}

#[test]
fn two_values_in_one_cell_are_no_misspelling() {
    let run = log(&format!("{ROWS}15-11-2024;Besøg/Møde;1;\n")).check("2024").ends_with(1);
    assert!(!run.err.contains("Mente du"), "{}", run.err);
    run.says("Cellen har flere af værdierne.");
}

#[test]
fn a_text_that_denies_what_its_column_holds_is_no_value() {
    for note in ["Ingen note", "uden note"] {
        let project = log(&format!("{ROWS}15-11-2024;Møde;1;{note}\n"));
        project.check("2024").ends_with(0).says("oplysning[no-value]").says(&format!("værdi »{note}«"));
        let figures = project.figures("2024", "csv").ends_with(0).out;
        assert!(!figures.contains(note), "{figures}");
    }
    let run = log(&format!("{ROWS}15-11-2024;Møde;1;Intet nyt\n")).check("2024").ends_with(0);
    assert!(!run.err.contains("no-value"), "{}", run.err);
}

#[test]
fn a_word_in_the_end_of_a_registers_row_is_told_to_be_left_out() {
    let register = "valid = { from = \"dato\", last = \"til\" }";
    let columns = "til = { header = \"Til\", type = \"date\", empty = true }\nnote = {";
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "period = \"dato\"", register)
        .replacing("skabeloner/lille/datasets.toml", "note = {", columns)
        .with(LOG, "Dato;Slags;Deltagere;Note;Til\n02-01-2024;Besøg;4;;\n03-01-2024;Møde;4;;fortsat\n");
    project.check("2024").ends_with(1).says("værdi »fortsat«").says("Gælder rækken stadig, så lad cellen være tom");
}

#[test]
fn a_file_with_the_headers_of_another_dataset_is_one_finding() {
    let other = "[andre]\nlabel = \"Kurser\"\nsource = \"Et regneark\"\nfiles = [\"kurser*.csv\"]\n\n[andre.columns]\ntitel = { header = \"Titel\", type = \"text\" }\nstart = { header = \"Start\", type = \"date\" }\n\n[log]";
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "[log]", other)
        .with("data/kurser-2024.csv", "Titel;Start\nA;05-01-2024\n")
        .with(LOG, "Titel;Start\nB;06-01-2024\n");
    let run = project.check("2024").ends_with(1);
    assert_eq!(run.err.matches("fejl[").count(), 1, "{}", run.err);
    run.says("fejl[missing-header]: Overskrifterne er dem til »Kurser«, ikke dem til »Besøgslog«.\n   log-2024.csv");
}

#[test]
fn rows_with_the_keys_of_another_file_are_those_of_another_edition() {
    let keyed = |project: Project| {
        project.replacing("skabeloner/lille/datasets.toml", "period =", "key = [\"note\"]\nperiod =")
    };
    let rows = |notes: &str| -> String {
        let rows: String = notes.chars().map(|note| format!("05-01-2024;Besøg;1;{note}\n")).collect();
        format!("{HEADER}\n{rows}")
    };
    let project = keyed(Project::new()).with(LOG, rows("abcde")).with("data/log-2024-ny.csv", rows("abcdefg"));
    let run = project.check("2024").ends_with(1).says("Er det to udgaver af samme udtræk, så slet den ældste.");
    run.says("(5 rækker)").says("Rækken har samme nøgle som en række i »");
    let project = keyed(Project::new()).with(LOG, rows("abcda"));
    project
        .check("2024")
        .ends_with(1)
        .says("Rækken har samme nøgle som en tidligere række")
        .says("den står også i række 2");
}

#[test]
fn many_columns_that_nobody_reads_are_not_reported_one_by_one() {
    let headers: String = (0..500).map(|number| format!(";k{number}")).collect();
    let run = Project::new().with(LOG, format!("{HEADER}{headers}\n{ROWS}")).check("2024");
    assert_eq!(run.err.matches("[unread-column]").count(), 51, "{}", run.err);
    run.says("450 kolonner mere er heller ikke med i datasættet og bliver ikke læst.");
}

#[test]
fn headers_that_are_not_split_get_a_way_out() {
    let replaced = |from: &str, to: &str| format!("{HEADER}\n{ROWS}").replace(from, to);
    for (file, way) in [
        (replaced(";", "^"), "Overskrifterne står i ét felt."),
        (replaced(";", "   "), "Overskrifterne står i ét felt."),
        ("{\"Dato\":\"05-01-2024\",\"Slags\":\"Besøg\",\"Deltagere\":1,\"Note\":\"x\"}\n".to_owned(), "Filen er JSON."),
        (format!("'{}'\n", HEADER.replace(';', "';'")), "Der står andre anførselstegn end \" om felterne."),
        ("Navn;By\nA;B\n".to_owned(), "Ventede overskrifter"),
    ] {
        Project::new().with(LOG, file).check("2024").ends_with(1).says("fejl[missing-header]").says(way);
    }
}

#[test]
fn a_blank_between_delimiter_and_quote_is_told_as_the_cause() {
    let file = "\"Dato\"; \"Slags\"; \"Deltagere\"; \"Note\"\n\"05-01-2024\"; \"Besøg\"; \"1\"; \"x\"\n";
    let run = Project::new().with(LOG, file).check("2024").ends_with(1);
    assert!(!run.err.contains("Mente du"), "{}", run.err);
    run.says("fejl[missing-column]: Kolonnen »Slags« mangler.").says("Mellem felterne står et mellemrum");
}

#[test]
fn letters_of_a_web_page_whose_semicolons_split_the_row_are_told() {
    let run = log(&format!("{ROWS}15-11-2024;M&oslash;de;1;\n")).check("2024").ends_with(1);
    assert_eq!(run.err.matches("fejl[").count(), 1, "{}", run.err);
    run.says("Cellen skal være uden tegn som »&oslash;« for »ø«, hvis semikolon deler rækken.")
        .says("værdi »M&oslash«");
    let rows = ROWS.replace('\n', ";\n").replace("Vest", "Kost&motion");
    Project::new().with(LOG, format!("{HEADER};\n{rows}")).check("2024").ends_with(0);
}

#[test]
fn a_line_that_belongs_to_the_row_above_is_one_finding() {
    let run = log(&format!("{ROWS}15-11-2024;Møde;1;Nørre\\\nbro\n16-11-2024;Møde;1;\n")).check("2024").ends_with(1);
    assert_eq!(run.err.matches("fejl[").count(), 1, "{}", run.err);
    run.says("fejl[short-row]: Rækken har 1 felt, men der er 4 overskrifter.").says("brudt over flere rækker");
}

#[test]
fn what_stands_below_a_table_about_the_export_is_no_data() {
    for tail in [
        "Antal rækker;5;;",
        "\nKilde:;Region Nord;;",
        "\nNote;Tallene er foreløbige;;",
        "Udtrukket af;Enheden;;\nPeriode;01-01-2024;31-12-2024;",
        "TRAILER;5;31;",
        "--------;;;",
        ";;;*) Heraf to aflyst",
        "\nCopyright 2024 Systemet A/S\nAlle rettigheder forbeholdes",
        "\"Filter: Slags = Besøg; Møde\";;;",
        "Total: 31;;;",
    ] {
        let run = log(&format!("{ROWS}{tail}\n")).check("2024").ends_with(0).prints("5          5");
        assert!(!run.err.contains("advarsel["), "{tail}: {}", run.err);
        run.says("oplysning[footer-row]");
    }
    log(&format!("{ROWS}Antal rækker;6;;\n")).check("2024").ends_with(0).says("advarsel[declared-rows]");
    log(&format!("{ROWS}Viser de første 5 af 250 rækker;;;\n"))
        .check("2024")
        .ends_with(0)
        .says("advarsel[declared-rows]: Noten under tabellen siger, at ikke alle rækker er med.");
    // A row among data is one that does not fit.
    log(&format!("{ROWS}Periode;Møde;1;\n{ROWS}")).check("2024").ends_with(1).says("værdi »Periode«");
}

#[test]
fn a_file_with_two_of_the_names_of_a_column_is_asked_about() {
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "header = \"Deltagere\"", "header = [\"Deltagere\", \"Antal\"]")
        .with("data/log-2024.csv", "Dato;Slags;Antal;Note;Deltagere\n02-01-2024;Besøg;4;;40\n");
    let run = project.check("2024").ends_with(1);
    let run = run.says("fejl[ambiguous-column]: Datasættet har én kolonne, der kan hedde »Deltagere« og »Antal«, men filen har dem alle.");
    assert!(!run.err.contains("unread-column"), "{}", run.err);
    let files = "files = [\"log*.csv\"]";
    let project =
        project.replacing("skabeloner/lille/datasets.toml", files, &format!("{files}\nignored = [\"Antal\"]"));
    let run = project.check("2024").ends_with(0);
    assert!(!run.err.contains("column"), "{}", run.err);
    // A file that has only the other name is read by it.
    project.with("data/log-2024.csv", "Dato;Slags;Antal;Note\n02-01-2024;Besøg;4;\n").check("2024").ends_with(0);
}
