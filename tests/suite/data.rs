//! Exports: how they are read, which findings they give, and that every row is accounted for.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";

#[track_caller]
fn figure_is(project: &Project, id: &str, value: &str) {
    let run = project.figures("2024", "csv").ends_with(0);
    let line = run
        .out
        .lines()
        .find(|line| line.starts_with(&format!("{id};")))
        .unwrap_or_else(|| panic!("no {id} in {}", run.out));
    assert_eq!(line.rsplit(';').nth(1), Some(value), "{line}");
}

#[test]
fn utf_8_windows_1252_and_commas_give_the_same_figures() {
    let text = "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n03-01-2024;Møde;5;x\n";
    let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let bom = format!("\u{feff}{text}");
    let commas = text.replace(';', ",").replace('\n', "\r\n");
    for bytes in [text.as_bytes().to_vec(), windows, bom.into_bytes(), commas.into_bytes()] {
        let project = Project::new().with(LOG, bytes);
        figure_is(&project, "besoeg.besoeg", "1");
        figure_is(&project, "besoeg.deltagere", "9");
    }
}

#[test]
fn numbers_behind_a_merged_cell_are_read_with_a_warning() {
    let workbook = |merge: [u32; 2], hidden: &[(u32, i32)]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let rows =
            [["Dato", "Slags", "Deltagere", "Note"], ["02-01-2024", "Besøg", "", ""], ["03-01-2024", "Besøg", "", ""]];
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
                sheet.write(row, column, text).unwrap();
            }
        }
        sheet.write(2, 2, 7).unwrap();
        sheet.merge_range(merge[0], 2, merge[1], 2, "", &Format::new()).unwrap();
        sheet.write(1, 2, 4).unwrap();
        for (row, number) in hidden {
            sheet.write(*row, 2, *number).unwrap();
        }
        Project::new().without(LOG).with("data/log.xlsx", book.save_to_buffer().unwrap()).replacing(
            "skabeloner/lille/datasets.toml",
            "log*.csv",
            "log*.xlsx",
        )
    };
    let run = workbook([1, 2], &[(2, 7)]).check("2024").ends_with(0);
    run.says("advarsel[merged-cells]: Cellen står bag en flettet celle og kan ikke ses i regnearket, men er læst.\n   log.xlsx, ark »Sheet1«, række 3, kolonne »Deltagere«, værdi »7«");
    let below = workbook([3, 5], &[(2, 7)]).check("2024").ends_with(0);
    assert!(!below.err.contains("merged-cells"), "{}", below.err);
}

#[test]
fn a_workbook_with_title_rows_above_its_header_is_read() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "files = [\"log*.csv\"]",
            "files = [\"log*.xlsx\"]\nsheet = \"Aktiviteter\"",
        )
        .without(LOG);
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Forside").unwrap().write(0, 0, "Ikke her").unwrap();
    let sheet = book.add_worksheet().set_name("Aktiviteter").unwrap();
    sheet.write(0, 0, "Teamets log").unwrap();
    for (column, header) in ["Slags", "Dato", "Note", "Deltagere"].into_iter().enumerate() {
        sheet.write(3, column as u16, header).unwrap();
    }
    let date = Format::new().set_num_format("dd-mm-yyyy");
    for (row, (kind, day, people)) in [("Besøg", 1, 4), ("mødet", 31, 6)].into_iter().enumerate() {
        let row = row as u32 + 4;
        sheet.write(row, 0, kind).unwrap();
        sheet.write_with_format(row, 1, ExcelDateTime::from_ymd(2024, 1, day).unwrap(), &date).unwrap();
        sheet.write(row, 3, people).unwrap();
    }
    let project = project.with("data/log.xlsx", book.save_to_buffer().unwrap());
    figure_is(&project, "besoeg.deltagere", "10");
    figure_is(&project, "besoeg.slags[Møde]", "1");
}

#[test]
fn a_cell_that_does_not_fit_is_reported_with_its_place_and_the_nearest_spelling() {
    Project::new()
        .replacing(LOG, "15-03-2024;Møde;12", "15-03-2024;Møder;tolv")
        .replacing(LOG, "31-12-2024;Besøg", "31-02-2024;Besøg")
        .build("2024")
        .ends_with(1)
        .says("fejl[bad-cell]: Cellen skal være en af værdierne Besøg, Møde.\n   log-2024.csv, række 3, kolonne »Slags«, værdi »Møder«\n   → Mente du »Møde«?")
        .says("log-2024.csv, række 3, kolonne »Deltagere«, værdi »tolv«")
        .says("Cellen skal være en dato.\n   log-2024.csv, række 4, kolonne »Dato«, værdi »31-02-2024«\n   → Den dag findes ikke. Ret dagen eller måneden.");
}

#[test]
fn lenient_leaves_a_bad_row_out_and_prints_the_count_on_the_last_page() {
    let project = Project::new().replacing(LOG, "15-03-2024;Møde", "15-03-2024;Noget andet");
    project
        .here(&["build", "2024", "--lenient"])
        .ends_with(0)
        .says("advarsel[bad-cell]")
        .prints("Besøgslog          4          2               1         1");
    let bytes = std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    let pdf = crate::tags::Pdf::read(&bytes);
    let last = *pdf.document.get_pages().keys().last().unwrap();
    let text = crate::tags::squeezed(&pdf.document.extract_text(&[last]).unwrap());
    assert!(text.contains("log-2024.csv,række3") && !text.contains("Nogetandet"), "{text}");
    let json = std::fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    assert!(!json.contains("Noget andet"), "values stay in the terminal");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let account = &json["datasets"]["log"];
    assert_eq!(account["read"], 4);
    assert_eq!(
        (account["used"].as_u64(), account["outside"].as_u64(), account["left_out"].as_u64()),
        (Some(2), Some(1), Some(1))
    );
}

#[test]
fn rows_outside_the_period_are_counted_and_not_used() {
    let project = Project::new();
    project.build("2024").ends_with(0).prints("Besøgslog          4          3               1         0");
    figure_is(&project, "besoeg.deltagere", "1016");
}

#[test]
fn a_row_of_a_series_that_belongs_to_no_member_is_an_error() {
    Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "by = \"slags\"", "by = \"slags\"\nmembers = [\"Besøg\"]")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[series-without-member]: 1 række tæller med i serien, men har værdien »Møde« og står ikke under noget medlem.");
}

#[test]
fn all_values_without_a_member_are_one_finding() {
    let log: String = (3..=12).map(|month| format!("02-{month:02}-2024;Besøg;1;a\n")).collect();
    let months = "by = \"EXTRACT(MONTH FROM dato)\"\nmembers = [\"3\"]";
    let run = Project::new()
        .with(LOG, format!("Dato;Slags;Deltagere;Note\n{log}"))
        .replacing("skabeloner/lille/besoeg.toml", "by = \"slags\"", months)
        .figures("2024", "table")
        .ends_with(1)
        .says("9 rækker tæller med i serien, men har værdierne »4«, »5«, »6«, »7«, »8« og 4 andre og står ikke under noget medlem.");
    assert_eq!(run.err.matches("series-without-member").count(), 1, "{}", run.err);
}

#[test]
fn a_missing_data_folder_exits_with_2() {
    Project::new()
        .here(&["build", "2024", "--data", "findes/ikke"])
        .ends_with(2)
        .says("fejl: Datamappen findes/ikke findes ikke. Opret den, og læg eksporterne i den, eller vælg en anden med --data.");
}

#[test]
fn a_file_instead_of_the_data_folder_exits_with_2() {
    let project = Project::new();
    let run = project.here(&["build", "2024", "--data", "data/log-2024.csv"]).ends_with(2);
    run.says("fejl: data/log-2024.csv er en fil, ikke en mappe med eksporter. Skriv mappen, som den ligger i: --data ");
    project.build("2024").ends_with(0);
    let run = project.here(&["check", "2024", "--data", "ud/2024/figures.json"]).ends_with(2);
    run.says("Byg af dem med --from-snapshot");
}

#[test]
fn a_dataset_without_a_file_is_reported() {
    Project::new()
        .without(LOG)
        .with("data/lgo-2024.csv", "x")
        .build("2024")
        .ends_with(1)
        .says("fejl[no-data]: Der er ingen fil til »Besøgslog« (log*.csv).")
        .says("oplysning[unread-file]");
}

#[test]
fn an_empty_file_is_reported() {
    Project::new().with(LOG, "").build("2024").ends_with(1).says("fejl[empty-file]: Filen er tom.\n   log-2024.csv");
}

#[test]
fn a_file_whose_header_matches_nothing_is_reported() {
    Project::new()
        .with(LOG, "a;b;c\n1;2;3\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[missing-header]: Ingen række ligner overskrifterne til »Besøgslog«.")
        .says("Ventede overskrifter: Dato, Slags, Deltagere, Note.");
}

#[test]
fn a_missing_required_column_is_reported_with_the_nearest_header() {
    Project::new()
        .replacing(LOG, "Dato;Slags;Deltagere", "Dato;Slags;Deltager")
        .build("2024")
        .ends_with(1)
        .says("fejl[missing-column]: Kolonnen »Deltagere« mangler.\n   log-2024.csv")
        .says("Mente du »Deltager«?");
}

#[test]
fn a_year_without_data_is_reported() {
    Project::new()
        .build("2019")
        .ends_with(1)
        .says("fejl[empty-period]: »Besøgslog« har 4 rækker, men ingen i perioden 2019.");
}

#[test]
fn figures_of_a_dataset_without_rows_in_the_period_are_unknown() {
    let run = Project::new().figures("2019", "json").ends_with(1);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let figures = &json["figures"];
    assert!(figures["besoeg.besoeg"]["value"].is_null() && figures["besoeg.i_alt"]["value"].is_null(), "{}", run.out);
    assert!(figures["besoeg.slags"]["members"][0]["value"].is_null(), "{}", run.out);
}

#[test]
fn an_empty_required_cell_and_an_unread_column_are_reported() {
    Project::new()
        .with(LOG, "Dato;Slags;Deltagere;Note;Andet\n02-01-2024;Besøg;;x;y\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[empty-cell]: Cellen er tom, men skal være et helt tal.\n   log-2024.csv, række 2, kolonne »Deltagere«")
        .says("oplysning[unread-column]");
}

#[test]
fn duplicate_keys_and_duplicate_files_are_not_counted_twice() {
    let project = Project::new().replacing(
        "skabeloner/lille/datasets.toml",
        "period = \"dato\"",
        "period = \"dato\"\nkey = [\"dato\", \"slags\"]",
    );
    let twice = project.replacing(
        LOG,
        "15-03-2024;Møde;12;almindelig\n",
        "15-03-2024;Møde;12;almindelig\n15-03-2024;Møde;12;igen\n",
    );
    twice
        .build("2024")
        .ends_with(1)
        .says("fejl[duplicate-row]")
        .says("række 4, kolonne »Dato + Slags«")
        .says("den står også i række 3");
    let project = Project::new();
    let copy = std::fs::read(project.path(LOG)).unwrap();
    project
        .with("data/log-kopi.csv", copy)
        .build("2024")
        .ends_with(1)
        .says("Filen har samme indhold som »log-2024.csv« og er ikke læst igen.");
}

#[test]
fn a_file_that_is_not_a_workbook_is_an_error_not_a_crash() {
    Project::new()
        .replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.xlsx")
        .without(LOG)
        .with("data/log.xlsx", "ikke et regneark")
        .build("2024")
        .ends_with(1)
        .says("fejl[misnamed-file]: Filen er en tekstfil og kan ikke læses som det, den hedder.");
}

#[test]
fn empty_cells_are_ignored_by_counts_of_distinct_values_and_by_sums() {
    let figures = "[figures.forskellige]
label = \"Forskellige noter\"
from = \"log\"
value = \"COUNT(DISTINCT note)\"

[figures.middel]
label = \"Middel\"
from = \"log\"
where = \"note = 'findes ikke'\"
value = \"AVG(antal)\"

[figures.i_alt]";
    let project = Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "[figures.i_alt]", figures)
        .with(LOG, "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;1;a\n03-01-2024;Besøg;1;\n04-01-2024;Møde;1;b\n05-01-2024;Møde;1;a\n");
    figure_is(&project, "besoeg.forskellige", "2");
    // The average of no rows is unknown, not zero.
    figure_is(&project, "besoeg.middel", "");
}

#[test]
fn tabs_and_utf_16_are_read_too() {
    let text = "Dato\tSlags\tDeltagere\tNote\n02-01-2024\tBesøg\t4\t;;;;;;\n";
    figure_is(&Project::new().with(LOG, text), "besoeg.deltagere", "4");
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    figure_is(&Project::new().with(LOG, utf16), "besoeg.besoeg", "1");
}

#[test]
fn a_stray_quote_is_reported_where_it_opens_and_swallows_no_rows() {
    Project::new()
        .with(LOG, "Dato;Slags;Deltagere;Note\n\n02-01-2024;Besøg;4;\"en note\n03-01-2024;Besøg;5;x\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[stray-quote]")
        .says("log-2024.csv, række 3\n   → Slet anførselstegnet. Skal det stå i teksten, så sæt anførselstegn om hele feltet");
}

#[test]
fn a_row_with_a_field_too_many_is_an_error() {
    Project::new()
        .with(LOG, "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;en; to\n")
        .build("2024")
        .ends_with(1)
        .says("Cellen skal være tom, for der er ingen overskrift over den.")
        .says("række 2, kolonne »(uden overskrift)«, værdi »to«");
}

#[test]
fn data_above_the_header_is_an_error_and_a_title_is_not() {
    Project::new()
        .with(LOG, "Log 2024\n\n01-01-2024;Møde;3;\nDato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[row-above-header]")
        .says("log-2024.csv, række 3");
    figure_is(
        &Project::new().with(LOG, "Log 2024;;;\nDato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n"),
        "besoeg.besoeg",
        "1",
    );
}

#[test]
fn two_columns_with_one_header_are_an_error() {
    Project::new()
        .with(LOG, "Dato;Slags;Deltagere;Note;Deltagere\n02-01-2024;Besøg;4;x;5\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[ambiguous-column]: To kolonner har samme overskrift: nr. 3 og nr. 5.");
}

#[test]
fn a_file_in_a_subfolder_that_looks_like_a_dataset_is_a_warning() {
    Project::new()
        .with("data/Q2/log-q2.csv", "Dato;Slags;Deltagere;Note\n02-04-2024;Besøg;4;\n")
        .build("2024")
        .ends_with(0)
        .says("advarsel[unread-file]: Filen ligner »Besøgslog«, men ligger i en undermappe og er ikke læst.");
}

#[test]
fn last_years_export_is_an_error_even_if_a_series_reaches_back() {
    Project::new()
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "[figures.i_alt]",
            "[figures.aar]\nlabel = \"År\"\nfrom = \"log\"\nover = 2\n\n[figures.i_alt]",
        )
        .with(LOG, "Dato;Slags;Deltagere;Note\n02-01-2023;Besøg;4;\n")
        .build("2024")
        .ends_with(1)
        .says("fejl[empty-period]");
}

#[test]
fn division_by_zero_in_a_value_gives_an_unknown_figure_and_a_finding() {
    let ratio =
        "[figures.snit]\nlabel = \"Snit\"\nfrom = \"log\"\nvalue = \"SUM(antal) / (COUNT(*) - 3)\"\n\n[figures.i_alt]";
    Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "[figures.i_alt]", ratio)
        .figures("2024", "table")
        .ends_with(0)
        .says("advarsel[not-a-number]")
        .prints("ukendt  Snit");
}

#[test]
fn a_difference_of_counts_can_be_negative() {
    let difference = "[figures.forskel]\nlabel = \"Forskel\"\nfrom = \"log\"\nvalue = \"COUNT(DISTINCT slags) - COUNT(*)\"\nnegative = true\n\n[figures.i_alt]";
    let project = Project::new().replacing("skabeloner/lille/besoeg.toml", "[figures.i_alt]", difference);
    figure_is(&project, "besoeg.forskel", "-1");
}

#[test]
fn the_first_visible_sheet_is_read_and_the_others_are_named() {
    let mut book = Workbook::new();
    for (name, people, hidden) in [("Skjult", 99, true), ("Synligt", 4, false), ("Andet", 50, false)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, header) in ["Dato", "Slags", "Deltagere", "Note"].into_iter().enumerate() {
            sheet.write(0, column as u16, header).unwrap();
        }
        sheet.write(1, 0, "02-01-2024").unwrap();
        sheet.write(1, 1, "Besøg").unwrap();
        sheet.write(1, 2, people).unwrap();
        sheet.set_hidden(hidden);
        sheet.set_active(name == "Synligt");
    }
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*.xlsx")
        .without(LOG)
        .with("data/log.xlsx", book.save_to_buffer().unwrap());
    figure_is(&project, "besoeg.deltagere", "4");
    project
        .figures("2024", "table")
        .says("advarsel[unread-sheet]: Arket »Andet« er ikke læst, selv om det har de samme overskrifter som »Synligt«, der er læst.\n   log.xlsx, ark »Andet«")
        .says("log.xlsx, ark »Skjult«");
}

// 31 February does not exist, so this cannot be a CPR number.
const CPR: &str = "310299-0000";

#[test]
fn a_cpr_number_in_any_column_stops_the_build_and_is_never_shown() {
    let log = format!("Dato;Slags;Deltagere;Note;Andet\n02-01-2024;Besøg;4;om {CPR};x\n03-01-2024;Besøg;4;x;{CPR}\n");
    let project = Project::new().with(LOG, log);
    for arguments in [&["build", "2024"][..], &["build", "2024", "--lenient"], &["build", "2024", "--format", "json"]] {
        let run = project.run(arguments).ends_with(1);
        assert!(!run.err.contains("0000") && !run.out.contains("0000"), "{}{}", run.err, run.out);
        assert!(run.err.contains("cpr-number") || run.out.contains("cpr-number"));
    }
    project.build("2024").says("række 2, kolonne »Note«").says("række 3, kolonne »Andet«");
    // A finding shows the value of a bad cell, but never a CPR number.
    let run =
        Project::new().with(LOG, format!("Dato;Slags;Deltagere;Note\n{CPR};Besøg;4;\n")).build("2024").ends_with(1);
    assert!(!run.err.contains("0000"), "{}", run.err);
}

#[test]
fn a_column_that_is_declared_to_be_dropped_is_never_read() {
    let project = Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "note = {",
            "cpr = { header = \"CPR\", type = \"text\", drop = true }\nnote = {",
        )
        .with(LOG, format!("Dato;Slags;Deltagere;CPR;Note\n02-01-2024;Besøg;4;{CPR};x\n"));
    project.build("2024").ends_with(0);
    let json = std::fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    assert!(!json.contains("0000"));
    figure_is(&project, "besoeg.besoeg", "1");
}

#[test]
fn a_pointer_to_a_file_says_how_to_get_the_file() {
    for (pointer, advice) in [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "»git lfs pull«"),
        ("/annex/objects/SHA256E-s12345--4d7a.csv\n", "»git annex get«"),
    ] {
        Project::new().with(LOG, pointer).check("2024").ends_with(1).says("fejl[missing-header]").says(advice);
    }
}
