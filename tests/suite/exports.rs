//! Quirks of exports, in files that real programs wrote (`tests/exports`): the totals are right, or a finding says where
//! and why.

use std::fs;

use crate::project::{Project, Run, repository};

/// An export and its expected result.
struct Case {
    file: &'static str,
    /// Keys of the dataset in addition to those of the small report.
    dataset: &'static str,
    /// Columns in addition to those of the small report.
    columns: &'static str,
    /// The number of counted rows and the sum of `Deltagere`; `None` if the file is refused.
    counts: Option<(u32, u32)>,
    /// Expected messages.
    says: &'static [&'static str],
}

const CASE: Case = Case { file: "", dataset: "", columns: "", counts: Some((6, 63)), says: &[] };

/// A file that is read correctly without a finding.
const fn tidy(file: &'static str) -> Case {
    Case { file, ..CASE }
}

/// A file that is read correctly with findings.
const fn said(file: &'static str, says: &'static [&'static str]) -> Case {
    Case { file, says, ..CASE }
}

const fn refused(file: &'static str, says: &'static [&'static str]) -> Case {
    Case { file, counts: None, says, ..CASE }
}

fn project(case: &Case) -> Project {
    let bytes = fs::read(repository().join("tests/exports").join(case.file)).expect(case.file);
    Project::new()
        .without("data/log-2024.csv")
        .with(&format!("data/log-{}", case.file), bytes)
        .replacing(
            "skabeloner/lille/datasets.toml",
            "files = [\"log*.csv\"]",
            &format!("files = [\"log*\"]\n{}", case.dataset),
        )
        .replacing("skabeloner/lille/datasets.toml", "note = {", &format!("{}\nnote = {{", case.columns))
}

fn value(run: &Run, id: &str) -> Option<String> {
    let line = run.out.lines().find(|line| line.starts_with(&format!("{id};")))?;
    line.rsplit(';').nth(1).map(str::to_owned)
}

/// Runs all cases and reports all failures together.
#[track_caller]
fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let run = project(case).figures("2024", "csv");
        // Unknown figures have no number.
        let known = |id| value(&run, id).filter(|number| !number.is_empty());
        let found = known("besoeg.i_alt").zip(known("besoeg.deltagere"));
        let wanted = case.counts.map(|(rows, sum)| (rows.to_string(), sum.to_string()));
        let silent = case.says.is_empty() && case.counts.is_some();
        let is_said = case.says.iter().all(|text| run.err.contains(text));
        let code = if case.counts.is_some() { 0 } else { 1 };
        if found != wanted || !is_said || (silent && !run.err.is_empty()) || run.code != Some(code) {
            wrong.push(format!("{}: {found:?}, code {:?}\n{}", case.file, run.code, run.err));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn delimited_text_is_read_in_every_dialect() {
    check(&[
        tidy("semicolon.csv"),
        tidy("comma.csv"),
        tidy("tab.csv"),
        tidy("pipe.csv"),
        tidy("quoted-line-breaks.csv"),
        tidy("inch-mark.csv"),
        tidy("sep-line.csv"),
        tidy("mixed-line-endings.csv"),
        tidy("trailing-delimiters.csv"),
        tidy("semicolon-windows-1252.csv"),
        tidy("utf-8-bom.csv"),
        tidy("utf-16-le.txt"),
        tidy("utf-16-be.csv"),
        tidy("title-rows.csv"),
        said("footers.csv", &["oplysning[footer-row]", "»I alt · 63«, »Udtrukket den 03-01-2025«"]),
        said("repeated-header.csv", &["oplysning[repeated-header]: Overskrifterne står igen her."]),
        said("short-row-note.csv", &["oplysning[short-row]", "række 3, 6"]),
        refused(
            "short-row-deltagere.csv",
            &["fejl[short-row]: Rækken har 2 felter, men der er 4 overskrifter.", "række 6"],
        ),
        refused("long-row.csv", &["Cellen skal være tom, for der er ingen overskrift over den.", "række 4"]),
        refused("stray-quote.csv", &["fejl[stray-quote]", "log-stray-quote.csv, række 4"]),
    ]);
}

#[test]
fn workbooks_of_every_format_are_read() {
    check(&[
        tidy("tidy.xlsx"),
        tidy("tidy-libreoffice.xlsx"),
        tidy("tidy-libreoffice.xlsm"),
        tidy("tidy-libreoffice.xls"),
        tidy("tidy-libreoffice.ods"),
        tidy("tidy-xlwt.xls"),
        tidy("tidy-odfpy.ods"),
        tidy("tidy-sheetjs.xlsb"),
        tidy("tidy-long-records.xlsb"),
        tidy("header-at-row-4.xlsx"),
        tidy("merged-header.xlsx"),
        tidy("trailing-rows.xlsx"),
        tidy("trailing-rows.ods"),
        tidy("epoch-1904.xlsx"),
    ]);
}

#[test]
fn a_merged_label_applies_to_all_its_rows() {
    const MERGED: &[&str] =
        &["oplysning[merged-cells]: Flettede celler er læst, som om værdien stod i hver række", "række 3–4, 6"];
    let cases =
        [said("merged-labels.xlsx", MERGED), said("merged-labels.xls", MERGED), said("merged-labels.ods", MERGED)];
    check(&cases);
    for case in &cases {
        let run = project(case).figures("2024", "csv");
        assert_eq!(value(&run, "besoeg.slags[Møde]").as_deref(), Some("2"), "{}", case.file);
    }
}

#[test]
fn raised_and_struck_letters_are_no_digits_of_the_number_beside_them() {
    let says: &[&str] = &[
        "Cellen skal være et helt tal",
        "række 4",
        "række 6",
        "»16¹«",
        "Der står et fodnotetegn",
        "»2\u{336}3\u{336}32«",
        "er gennemstreget",
    ];
    check(&["raised.xlsx", "raised-xlwt.xls", "raised-odfpy.ods"].map(|file| refused(file, says)));
}

#[test]
fn struck_rows_are_reported_and_the_definition_decides() {
    const ROWS: &[&str] =
        &["advarsel[struck-row]: Rækken er gennemstreget i regnearket, men er læst (2 rækker).", "række 3, 6"];
    let skipped = Case {
        dataset: "hidden = { struck = \"skip\" }",
        counts: Some((4, 30)),
        ..said(
            "struck-rows.ods",
            &["oplysning[struck-row]: Rækken er gennemstreget i regnearket og er udeladt (2 rækker)."],
        )
    };
    check(&[
        said("struck-rows.xlsx", ROWS),
        said("struck-rows.ods", ROWS),
        said("struck-rows.xls", ROWS),
        Case { dataset: "hidden = { struck = \"read\" }", ..tidy("struck-rows.xlsx") },
        skipped,
    ]);
}

#[test]
fn hidden_rows_and_columns_are_reported_and_the_definition_decides() {
    const SHEET: &[&str] = &["oplysning[unread-sheet]", "ark »Kladde«"];
    const ROWS: &[&str] =
        &["advarsel[hidden-row]: Rækken er skjult i regnearket, men er læst (2 rækker).", "række 3, 6"];
    const FILTER: &[&str] =
        &["advarsel[hidden-row]: Rækken er skjult af et filter i regnearket, men er læst (2 rækker).", "række 3, 5"];
    check(&[
        said("hidden-sheet.xlsx", SHEET),
        said("hidden-sheet.xls", SHEET),
        said("hidden-sheet.ods", SHEET),
        said("hidden-rows.xlsx", ROWS),
        said("hidden-rows.ods", ROWS),
        said("hidden-rows.xls", ROWS),
        said("filtered.xlsx", FILTER),
        said("filtered.ods", FILTER),
        said("filtered.xls", FILTER),
        said(
            "hidden-column.xlsx",
            &["oplysning[hidden-column]: Kolonnen er skjult i regnearket, men er læst.", "kolonne »Deltagere«"],
        ),
        Case { dataset: "hidden = { rows = \"read\" }", ..tidy("hidden-rows.xlsx") },
        Case { dataset: "hidden = { columns = \"read\" }", ..tidy("hidden-column.xlsx") },
        Case {
            dataset: "hidden = { rows = \"skip\" }",
            counts: Some((4, 30)),
            ..said(
                "hidden-rows.xlsx",
                &["oplysning[hidden-row]: Rækken er skjult i regnearket og er udeladt (2 rækker)."],
            )
        },
        Case {
            dataset: "hidden = { rows = \"skip\" }",
            counts: Some((4, 60)),
            ..said("filtered.ods", &["række 3, 5"])
        },
        Case {
            dataset: "hidden = { columns = \"skip\" }",
            ..refused("hidden-column.xlsx", &["fejl[missing-column]: Kolonnen »Deltagere« mangler."])
        },
        Case {
            dataset: "sheet = \"Kladde\"",
            counts: Some((2, 192)),
            ..said("hidden-sheet.xlsx", &["oplysning[hidden-sheet]"])
        },
    ]);
}

#[test]
fn several_sheets_are_read_if_the_definition_says_so() {
    check(&[
        refused(
            "year-sheets.xlsx",
            &["fejl[empty-period]", "advarsel[unread-sheet]: Arkene »2023« og »2024« er ikke læst"],
        ),
        Case { dataset: "sheet = \"20??\"", ..tidy("year-sheets.xlsx") },
        Case { dataset: "sheet = [\"2023\", \"2024\"]", ..tidy("year-sheets.xlsx") },
        Case {
            dataset: "sheet = [\"2025\", \"2024\"]",
            ..refused("year-sheets.xlsx", &["har ikke arket »2025«", "Mente du"])
        },
    ]);
}

#[test]
fn danish_numbers_are_read_and_ambiguous_ones_are_reported() {
    const AMOUNT: &str = "beloeb = { header = \"Beløb\", type = \"decimal\" }";
    const UNREAD: &[&str] = &["kolonne »Læger«", "kolonne »Personale«"];
    const SHARE: &str = "andel = { header = \"Andel\", type = \"decimal\" }";
    check(&[
        Case { columns: AMOUNT, ..tidy("numbers-as-text.xlsx") },
        Case { columns: AMOUNT, ..tidy("unambiguous-decimals.xlsx") },
        Case { columns: AMOUNT, ..tidy("amounts.xlsx") },
        Case { columns: SHARE, ..tidy("percent.xlsx") },
        Case { columns: SHARE, ..tidy("percent.ods") },
        Case { columns: SHARE, ..tidy("percent.xls") },
        Case { columns: SHARE, ..tidy("percent-sheetjs.xlsb") },
        Case {
            columns: AMOUNT,
            ..refused(
                "ambiguous-decimals.xlsx",
                &["fejl[ambiguous-number]: Tallet kan læses på to måder", "kolonne »Beløb«"],
            )
        },
        Case {
            columns: "beloeb = { header = \"Beløb\", type = \"decimal\", decimals = \",\" }",
            ..tidy("ambiguous-decimals.xlsx")
        },
        Case {
            columns: "beloeb = { header = \"Beløb\", type = \"decimal\", decimals = \".\" }",
            ..tidy("ambiguous-decimals.xlsx")
        },
        refused("formulas-uncomputed.xlsx", &["6 celler skal være et helt tal.", "Åbn filen i Excel, og gem den."]),
        refused("formulas-uncomputed-xlwt.xls", &["6 celler skal være et helt tal.", "Åbn filen i Excel, og gem den."]),
        refused(
            "formulas-uncomputed-odfpy.ods",
            &["6 celler skal være et helt tal.", "Åbn filen i Excel, og gem den."],
        ),
        refused("formulas-zero.xlsx", &["6 celler skal være et helt tal.", "Åbn filen i Excel, og gem den."]),
        said("formulas-computed.xlsx", UNREAD),
        said("formulas-computed.ods", UNREAD),
        said("formulas-computed.xls", UNREAD),
        refused(
            "error-cells.xlsx",
            &["række 3, kolonne »Deltagere«, værdi »#DIV/0!«", "række 6, kolonne »Note«, værdi »#N/A«"],
        ),
        refused(
            "error-cells.ods",
            &["række 3, kolonne »Deltagere«, værdi »#DIV/0!«", "række 6, kolonne »Note«, værdi »#N/A«"],
        ),
        refused(
            "error-cells.xls",
            &["række 3, kolonne »Deltagere«, værdi »#DIV/0!«", "række 6, kolonne »Note«, værdi »#N/A«"],
        ),
    ]);
}

#[test]
fn sums_of_amounts_and_shares_are_exact() {
    for (file, column, sum) in [
        ("numbers-as-text.xlsx", "decimal", "1013625,74"),
        ("unambiguous-decimals.xlsx", "decimal", "18712"),
        ("amounts.xlsx", "decimal", "15375,5"),
        ("percent.xlsx", "decimal", "1,95"),
        ("percent.ods", "decimal", "1,95"),
        ("percent.xls", "decimal", "1,95"),
        ("percent-sheetjs.xlsb", "decimal", "1,95"),
        ("ambiguous-decimals.xlsx", "decimal\", decimals = \",", "21199"),
        ("ambiguous-decimals.xlsx", "decimal\", decimals = \".", "21,199"),
    ] {
        let columns: &'static str = format!("maal = {{ header = [\"Beløb\", \"Andel\"], type = \"{column}\" }}").leak();
        let figure = "[figures.maal]\nlabel = \"Mål\"\nfrom = \"log\"\nvalue = \"SUM(maal)\"\n\n[figures.i_alt]";
        let run = project(&Case { columns, ..tidy(file) })
            .replacing("skabeloner/lille/besoeg.toml", "[figures.i_alt]", figure)
            .figures("2024", "csv")
            .ends_with(0);
        let found: f64 = value(&run, "besoeg.maal").expect("a sum").replace(',', ".").parse().expect("a number");
        let wanted: f64 = sum.replace(',', ".").parse().expect("a number");
        assert!((found - wanted).abs() < 1e-9, "{file}: {found}");
    }
}

#[test]
fn danish_dates_are_read_and_other_formats_when_declared() {
    const MONTH_FIRST: &str = "maaned = { header = \"Ingen\", type = \"text\", optional = true }";
    check(&[
        tidy("date-spellings.csv"),
        tidy("date-spellings.xlsx"),
        said(
            "serial-dates.xlsx",
            &["oplysning[repaired-cell]: Datoen står som et tal uden datoformat og er læst som dato"],
        ),
        refused(
            "month-first-dates.csv",
            &["fejl[bad-cell]", "Måneden ser ud til at stå først.", "format = \"month-first\""],
        ),
        Case { columns: MONTH_FIRST, ..refused("month-first-dates.xlsx", &["format = \"month-first\""]) },
    ]);
    for file in ["month-first-dates.csv", "month-first-dates.xlsx"] {
        let declared = "type = \"date\", format = \"month-first\"";
        let run = project(&tidy(file))
            .replacing("skabeloner/lille/datasets.toml", "type = \"date\"", declared)
            .figures("2024", "csv")
            .ends_with(0);
        assert_eq!(value(&run, "besoeg.deltagere").as_deref(), Some("63"), "{file}");
    }
}

#[test]
fn texts_that_look_the_same_are_equal_and_near_misses_are_reported() {
    check(&[
        tidy("category-spellings.xlsx"),
        tidy("invisible-characters.xlsx"),
        Case {
            columns: "omraade = { header = \"Område\", type = \"category\", values = [\"Småøer\", \"Ådal\"] }",
            ..tidy("decomposed.xlsx")
        },
        Case { columns: "deltaget = { header = \"Deltaget\", type = \"boolean\" }", ..tidy("yes-no.xlsx") },
        refused("near-miss.xlsx", &["fejl[bad-cell]", "værdi »Møder«", "Mente du »Møde«?"]),
    ]);
}

#[test]
fn a_practice_number_without_leading_zeros_is_mended_and_reported() {
    const PRACTICE: &str = "yder = { header = \"Ydernr.\", type = \"ydernummer\" }";
    check(&[Case {
        columns: PRACTICE,
        ..said(
            "ydernr-as-number.xlsx",
            &[
                "oplysning[repaired-cell]: Ydernummeret mangler nuller foran og er læst med dem (2 rækker).",
                "»12345«, »12346«",
            ],
        )
    }]);
}

#[test]
fn zeros_are_no_practice_number() {
    Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "note = {",
            "yder = { header = \"Ydernr.\", type = \"ydernummer\" }\nnote = {",
        )
        .with(
            "data/log-2024.csv",
            "Dato;Slags;Deltagere;Note;Ydernr.\n05-01-2024;Besøg;3;;000000\n06-01-2024;Besøg;3;;012345\n",
        )
        .check("2024")
        .ends_with(1)
        .says("fejl[bad-cell]: Cellen skal være et ydernummer (seks cifre).")
        .says("værdi »000000«")
        .says("Nuller er intet ydernummer.");
}

#[test]
fn a_cell_that_declares_a_missing_value_is_null_not_zero() {
    check(&[
        refused("markers-deltagere.xlsx", &["fejl[empty-cell]: 4 celler er tomme", "»-«, »n/a«, »ukendt«, »*«"]),
        said("markers-note.xlsx", &["oplysning[no-value]", "kolonne »Note«, række 3–4, 6"]),
    ]);
    let allowed = "type = \"integer\", empty = true";
    let run = project(&tidy("markers-deltagere.xlsx"))
        .replacing("skabeloner/lille/datasets.toml", "type = \"integer\"", allowed)
        .figures("2024", "csv")
        .ends_with(0)
        .says("advarsel[no-value]: Cellen siger, at der ingen værdi er, og er læst som tom (4 rækker).");
    assert_eq!(value(&run, "besoeg.deltagere").as_deref(), Some("6"));
}

#[test]
fn duplicate_keys_and_copied_exports_are_errors() {
    check(&[Case {
        dataset: "key = [\"nr\"]",
        columns: "nr = { header = \"Nr.\", type = \"text\" }",
        ..refused("duplicate-key.xlsx", &["fejl[duplicate-row]", "række 5", "»3 (den står også i række 4)«"])
    }]);
    let copy = fs::read(repository().join("tests/exports/copy-duplicate.csv")).expect("the copy");
    project(&tidy("copy-original.csv"))
        .with("data/log-copy-duplicate.csv", copy)
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[duplicate-file]");
}

#[test]
fn misnamed_and_unreadable_files_are_errors() {
    check(&[
        refused("xlsx-named-csv.csv", &["fejl[misnamed-file]: Filen er en projektmappe"]),
        refused("csv-named-xlsx.xlsx", &["fejl[misnamed-file]: Filen er en tekstfil"]),
        refused("html-named-xls.xls", &["fejl[misnamed-file]: Filen er en webside"]),
        refused("pdf-named-xlsx.xlsx", &["fejl[misnamed-file]: Filen er en PDF"]),
        refused("truncated.xlsx", &["fejl[", "afkortet"]),
        refused("password.xlsx", &["fejl[", "adgangskode"]),
        refused("password.xls", &["fejl[", "adgangskode"]),
        refused("password.ods", &["fejl[", "adgangskode"]),
    ]);
}

#[test]
fn a_cpr_number_in_any_kind_of_file_is_an_error_and_is_never_shown() {
    const FOUND: &[&str] = &["fejl[cpr-number]", "værdi »(skjult)«"];
    let cases = [refused("cpr-note.csv", FOUND), refused("cpr-number.xlsx", FOUND)];
    check(&cases);
    for case in &cases {
        let project = project(case);
        let run = project.run(&["check", "2024", "--format", "json", "--rejects", "ud.xlsx"]).ends_with(1);
        assert!(!run.out.contains("0000") && !run.err.contains("0000"), "{}", run.out);
        let mut rejects = String::new();
        crate::rejects::texts(&project.path("ud.xlsx")).into_iter().flatten().for_each(|text| rejects.push_str(&text));
        assert!(rejects.contains("CPR-nummer") && !rejects.contains("0000"), "{rejects}");
    }
}
