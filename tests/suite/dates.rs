//! Dates in exports: which notations are read, and which dates are reported since they can hardly be meant.

use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";

/// A log with a visit of one participant on each of these dates.
fn log(dates: &[&str]) -> Project {
    let rows: String = dates.iter().map(|date| format!("\"{date}\";Besøg;1;\n")).collect();
    Project::new().with(LOG, format!("Dato;Slags;Deltagere;Note\n{rows}"))
}

/// A register that counts its rows on the last day of the year.
fn register(rows: &[(&str, &str)]) -> Project {
    let rows: String = rows.iter().enumerate().map(|(i, (from, to))| format!("K{i};{from};{to}\n")).collect();
    Project::new()
        .with("data/klinikker.csv", format!("Klinik;Fra;Til\n{rows}"))
        .with(
            "skabeloner/lille/datasets.toml",
            "[klinikker]\nlabel = \"Klinikker\"\nsource = \"Et register\"\nfiles = [\"klinikker.csv\"]\n\
             valid = { from = \"fra\", last = \"til\" }\n\n[klinikker.columns]\n\
             klinik = { header = \"Klinik\", type = \"text\" }\n\
             fra = { header = \"Fra\", type = \"date\" }\n\
             til = { header = \"Til\", type = \"date\", empty = true }\n",
        )
        .with(
            "skabeloner/lille/besoeg.toml",
            "title = \"Klinikker\"\n\n[figures.antal]\nlabel = \"Klinikker\"\nunit = \"en klinik|klinikker\"\nfrom = \"klinikker\"\n",
        )
        .with("skabeloner/lille/besoeg.typ", "Der er {{ antal(id=\"besoeg.antal\") }}.\n")
}

#[track_caller]
fn counts(project: &Project, id: &str, value: &str) -> String {
    let run = project.figures("2024", "csv").ends_with(0);
    let line = run.out.lines().find(|line| line.starts_with(&format!("{id};"))).unwrap_or_default();
    assert_eq!(line.rsplit(';').nth(1), Some(value), "{}\n{}", run.out, run.err);
    run.err
}

#[track_caller]
fn says(project: &Project, text: &str) {
    project.check("2024").says(text);
}

#[track_caller]
fn is_quiet(project: &Project) {
    let run = project.check("2024");
    assert!(!run.err.contains("fejl[") && !run.err.contains("advarsel["), "{}", run.err);
}

#[test]
fn dates_are_read_with_names_of_months_and_danish_times() {
    let project =
        log(&["08-jan-2024", "8. maj 2024 kl. 14.30", "17-sep-24", "31.10.2024 8.05", "20241224", "2. Oct 2024"]);
    assert_eq!(counts(&project, "besoeg.besoeg", "6"), "");
}

#[test]
fn a_moment_with_an_offset_is_a_day_in_denmark() {
    let project = log(&[
        "2023-12-31 23:30:00.5+00",
        "2024-06-30T22:30:00.000Z",
        "2024-12-31T23:00:00+0000",
        "2024-12-31 22:59 UTC",
    ]);
    assert_eq!(counts(&project, "besoeg.besoeg", "3"), "");
}

/// A sheet with the headers of the log.
fn sheet_of_log(book: &mut Workbook) -> &mut Worksheet {
    let sheet = book.add_worksheet();
    for (column, header) in ["Dato", "Slags", "Deltagere", "Note"].into_iter().enumerate() {
        sheet.write(0, column as u16, header).unwrap();
    }
    sheet
}

/// The small report with this workbook as its log.
fn with_log(mut book: Workbook) -> Project {
    Project::new().without(LOG).with("data/log.xlsx", book.save_to_buffer().unwrap()).replacing(
        "skabeloner/lille/datasets.toml",
        "log*.csv",
        "log*.xlsx",
    )
}

/// A log as a workbook with these moments in its date cells.
fn workbook(moments: &[&str]) -> Project {
    let mut book = Workbook::new();
    let sheet = sheet_of_log(&mut book);
    let format = Format::new().set_num_format("dd-mm-yyyy");
    for (row, moment) in (1..).zip(moments) {
        let moment = NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M:%S").unwrap();
        let since = moment - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap().and_time(chrono::NaiveTime::MIN);
        let serial = since.num_seconds() as f64 / 86_400.0;
        let date = ExcelDateTime::from_serial_datetime(serial).unwrap();
        sheet.write_with_format(row, 0, &date, &format).unwrap();
        sheet.write(row, 1, "Besøg").unwrap();
        sheet.write(row, 2, 1).unwrap();
    }
    with_log(book)
}

#[test]
fn days_that_an_english_excel_exchanged_are_reported() {
    let mixed = |texts: &[&str]| {
        let mut book = Workbook::new();
        let sheet = sheet_of_log(&mut book);
        let format = Format::new().set_num_format("dd-mm-yyyy");
        for (row, month) in (1..).zip([1_u8, 4, 6, 9]) {
            let date = ExcelDateTime::from_ymd(2024, month, 2).unwrap();
            sheet.write_with_format(row, 0, &date, &format).unwrap();
        }
        for (row, text) in (5..).zip(texts) {
            sheet.write(row, 0, *text).unwrap();
        }
        for row in 1..5 + texts.len() as u32 {
            sheet.write(row, 1, "Besøg").unwrap();
            sheet.write(row, 2, 1).unwrap();
        }
        with_log(book)
    };
    let said =
        "advarsel[ambiguous-date]: Alle dage til og med den 12. er datoer i regnearket, og alle andre er tekster";
    says(&mixed(&["13/03/2024", "25/03/2024"]), said);
    is_quiet(&mixed(&["03/03/2024", "25/03/2024"]));
}

#[test]
fn danish_midnights_written_in_utc_are_reported_in_csv_and_workbooks() {
    let moments = ["2024-01-08 23:00:00", "2024-02-11 23:00:00", "2024-06-30 22:00:00", "2024-08-04 22:00:00"];
    for project in [log(&moments), workbook(&moments)] {
        says(&project, "advarsel[shifted-dates]: Alle klokkeslæt i kolonnen ligger lige før midnat i dansk tid");
        says(&project, "række 2–5");
    }
}

#[test]
fn dates_all_shortly_before_midnight_are_reported_unless_that_is_how_a_day_ends() {
    says(&workbook(&["2024-01-08 23:59:12", "2024-02-11 23:59:12", "2024-06-30 23:59:12"]), "advarsel[shifted-dates]");
    is_quiet(&log(&["2024-01-08 23:59:59", "2024-02-11 23:59:59", "2024-06-30 23:59:59"]));
}

#[test]
fn visits_in_the_evening_are_no_shifted_dates() {
    is_quiet(&log(&["2024-01-08 23:00", "2024-02-11 23:00", "2024-06-30 22:00", "2024-06-30 10:15"]));
    is_quiet(&log(&["2024-01-08 19:00", "2024-02-11 19:00", "2024-06-30 19:00", "2024-09-30 19:00"]));
}

#[test]
fn a_year_far_from_all_others_is_reported_with_its_rows() {
    let project = log(&["08-01-2024", "14-02-2024", "21-03-2042", "02-05-2024", "17-09-2023"]);
    says(&project, "advarsel[far-year]: Årstallet 2042 ligger langt fra alle andre i kolonnen, som er fra 2023–2024.");
    says(&project, "log-2024.csv, række 4, kolonne »Dato«, værdi »21-03-2042«");
}

#[test]
fn a_year_in_a_date_cell_is_named() {
    let project = workbook(&["2024-01-08 00:00:00", "2024-02-14 00:00:00", "1905-07-16 00:00:00"]);
    says(&project, "Cellen har nok årstallet 2024 med datoformat.");
}

#[test]
fn years_of_a_long_history_are_not_far() {
    is_quiet(&log(&["08-01-2008", "14-02-2011", "21-03-2016", "02-05-2021", "17-09-2024", "18-09-2025"]));
}

#[test]
fn a_date_that_stands_for_no_date_is_reported_in_a_log() {
    let project = log(&["08-01-2024", "01-01-1900", "01-01-1900", "01-01-1900", "21-03-2024"]);
    says(&project, "advarsel[sentinel-date]");
    says(&project, "række 3–5");
}

#[test]
fn an_end_that_stands_for_no_date_is_no_end() {
    let project = register(&[
        ("01-01-2020", "01-01-1900"),
        ("01-01-2020", "0001-01-01"),
        ("01-01-2020", "0000-00-00"),
        ("01-01-2020", ""),
    ]);
    let said = counts(&project, "besoeg.antal", "4");
    assert!(said.contains("oplysning[repaired-cell]: Slutdatoen står for »ingen dato«"), "{said}");
}

#[test]
fn a_start_that_stands_for_no_date_is_long_ago() {
    let project = register(&[("01-01-1753", ""), ("01-01-1900", "31-12-2999"), ("12-03-1962", "31-12-9999")]);
    let said = counts(&project, "besoeg.antal", "3");
    assert!(said.contains("oplysning[sentinel-date]"), "{said}");
    is_quiet(&project);
}

#[test]
fn an_end_before_its_start_is_reported_with_its_row() {
    let project = register(&[("01-01-2020", ""), ("01-06-2024", "31-05-2014"), ("01-06-2024", "01-06-2024")]);
    says(&project, "advarsel[end-before-start]: 1 række slutter før »Fra« og tælles aldrig med.");
    says(&project, "klinikker.csv, række 3, kolonne »Til«, værdi »31-05-2014 før 01-06-2024«");
}

#[test]
fn two_digits_of_an_end_are_a_year_after_its_start() {
    let project = register(&[("01-01-2020", "31-12-30"), ("01-01-2020", "31-12-29"), ("01-01-1990", "31-12-99")]);
    let said = counts(&project, "besoeg.antal", "2");
    assert!(said.contains("oplysning[repaired-cell]: Årstallet har to cifre og er læst som 20…"), "{said}");
    assert!(said.contains("række 2"), "{said}");
}

#[test]
fn the_first_days_of_january_with_slashes_may_be_months() {
    let months: Vec<String> = (1..=12).map(|month| format!("{month:02}/01/2024")).collect();
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    says(&log(&months), "advarsel[ambiguous-date]: Datoerne kan være dage i januar eller den første i 12 måneder");
    is_quiet(&log(&["01/01/2024", "02/01/2024", "03/01/2024", "15/02/2024"]));
    is_quiet(&log(&["01-01-2024", "02-01-2024", "03-01-2024", "04-01-2024"]));
}

#[test]
fn dates_of_which_no_day_is_after_the_twelfth_may_be_written_month_first() {
    let dates = ["02/03/2024", "03/11/2024", "05/02/2024", "06/08/2024", "09/04/2024"];
    says(&log(&dates), "advarsel[ambiguous-date]: Ingen dag i kolonnen er efter den 12.");
    is_quiet(&log(&["02.03.2024", "03.11.2024", "05.02.2024", "06.08.2024", "09.04.2024"]));
    is_quiet(&log(&["01/01/2024", "01/02/2024", "01/03/2024", "01/04/2024", "01/05/2024", "01/06/2024"]));
}

#[test]
fn years_of_two_digits_that_come_first_are_reported() {
    says(&log(&["24-01-25", "24-02-21", "24-03-28"]), "advarsel[ambiguous-date]: Årstallet står nok først");
    is_quiet(&log(&["25-01-24", "21-02-24", "28-03-24"]));
}

#[test]
fn signs_in_dates_have_limits_in_the_report() {
    let late = log(&["2024-01-04 23:00", "2024-02-05 23:00", "2024-03-06 23:00"]);
    says(&late, "advarsel[shifted-dates]");
    let limited = |project: Project, limits: &str| {
        project.replacing("skabeloner/lille/report.toml", "chapters =", &format!("signs = {{ {limits} }}\nchapters ="))
    };
    is_quiet(&limited(late, "shifted_dates = 0"));
    let far = || log(&["08-01-2024", "14-02-2024", "15-02-2031"]);
    says(&far(), "advarsel[far-year]");
    is_quiet(&limited(far(), "far_years = 10"));
}

#[test]
fn the_account_tells_the_years_of_rows_outside_the_period() {
    let project = log(&["08-01-2024", "14-02-2022", "15-02-2022", "02-05-2025", "17-09-2024"]);
    project.check("2024").prints("  fra 2022 (2), 2025 (1)\n");
    let register =
        register(&[("01-01-2020", "31-05-2019"), ("01-06-2019", "30-06-2023"), ("01-06-2025", ""), ("01-06-2020", "")]);
    register.check("2024").prints("  ophørt 2019 (1), 2023 (1), begyndt 2025 (1)\n");
}

#[test]
fn an_export_of_another_year_is_named_with_its_years() {
    let run = log(&["08-01-2023", "14-02-2023"]).check("2024").ends_with(1);
    run.says("fejl[empty-period]: »Besøgslog« har 2 rækker, men ingen i perioden 2024. De er fra 2023 (2).")
        .says("log-2024.csv");
}

#[test]
fn a_year_or_a_date_in_a_condition_that_the_period_has_left_behind_is_told() {
    let counted = |condition: &str| {
        let figure =
            format!("[figures.fast]\nlabel = \"Fast\"\nfrom = \"log\"\nwhere = \"{condition}\"\n\n[figures.i_alt]");
        Project::new().replacing("skabeloner/lille/besoeg.toml", "[figures.i_alt]", &figure).check("2024")
    };
    for condition in [
        "slags = 'Besøg' AND EXTRACT(YEAR FROM dato) = 2023",
        "dato >= DATE '2023-01-01' AND dato < DATE '2024-01-01'",
        "EXTRACT(YEAR FROM dato) <= 2022",
        "dato BETWEEN DATE '2023-01-01' AND DATE '2023-03-31'",
        "EXTRACT(YEAR FROM dato) IN (2022, 2023)",
    ] {
        counted(condition)
            .says("advarsel[fixed-year]: Betingelsen kræver »")
            .says("men nøgletallet tæller kun rækker fra 2024, så ingen række passer.");
    }
    for condition in [
        "EXTRACT(YEAR FROM dato) = 2024",
        "dato < DATE '2024-07-01'",
        "dato >= DATE '2023-01-01'",
        "EXTRACT(YEAR FROM dato) = 2023 OR slags = 'Besøg'",
        "dato < :start + INTERVAL '6 months'",
        "dato BETWEEN DATE '2023-10-01' AND DATE '2024-03-31'",
        "dato NOT BETWEEN DATE '2023-01-01' AND DATE '2023-03-31'",
        "EXTRACT(YEAR FROM dato) IN (2023, 2024)",
    ] {
        let run = counted(condition);
        assert!(!run.err.contains("fixed-year"), "{condition}: {}", run.err);
    }
}

#[test]
fn months_and_quarters_are_their_first_day_where_that_is_declared() {
    for (format, cells) in [
        ("month", ["februar 2024", "2024-05", "dec. 24", "januar 2025"]),
        ("quarter", ["1. kvartal 2024", "2024K2", "Q4 2024", "1. kvt. 25"]),
    ] {
        let [a, b, c, d] = cells;
        let log = format!("Dato;Slags;Deltagere;Note\n{a};Besøg;4;\n{b};Besøg;5;\n{c};Møde;6;\n{d};Møde;7;\n");
        let project = Project::new().with("data/log-2024.csv", log);
        let undeclared = project.check("2024").ends_with(1);
        assert!(undeclared.err.contains(&format!("så skriv format = \"{format}\" ved den")), "{}", undeclared.err);
        let type_of = format!("type = \"date\", format = \"{format}\"");
        let declared = project.replacing("skabeloner/lille/datasets.toml", "type = \"date\"", &type_of);
        declared.figures("2024", "table").ends_with(0).prints("15");
    }
}

#[test]
fn the_last_month_of_a_registers_row_counts_to_its_end() {
    let register = "[log]\nlabel = \"Register\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\nvalid = { from = \"fra\", last = \"til\" }\n\
                    [log.columns]\nfra = { header = \"Fra\", type = \"date\", format = \"month\" }\n\
                    til = { header = \"Til\", type = \"date\", format = \"month\", empty = true }\n";
    Project::new()
        .with("skabeloner/lille/datasets.toml", register)
        .with(
            "skabeloner/lille/besoeg.toml",
            "title = \"Register\"\n\n[figures.antal]\nlabel = \"Antal\"\nfrom = \"log\"\n",
        )
        .with("skabeloner/lille/besoeg.typ", "{{ tal(id=\"besoeg.antal\") }}\n")
        .with("data/log-2024.csv", "Fra;Til\njanuar 2020;december 2024\nmarts 2020;november 2024\nmaj 2020;\n")
        .figures("2024", "table")
        .ends_with(0)
        .prints("  2  Antal");
}

#[test]
fn a_month_that_is_missing_in_a_table_of_months_is_reported() {
    let declared = "type = \"date\", format = \"month\"";
    let rows = |without: &[u32]| {
        let rows: String = (1..=12)
            .filter(|month| !without.contains(month))
            .map(|month| format!("2024-{month:02};Besøg;{month};\n"))
            .collect();
        let project = Project::new().with("data/log-2024.csv", format!("Dato;Slags;Deltagere;Note\n{rows}"));
        project.replacing("skabeloner/lille/datasets.toml", "type = \"date\"", declared).check("2024").ends_with(0)
    };
    rows(&[3])
        .says("advarsel[empty-month]: Der er ingen rækker i marts 2024, men mindst 1 i hver af de andre måneder.");
    for whole in [rows(&[]), rows(&[7])] {
        assert!(!whole.err.contains("empty-month"), "{}", whole.err);
    }
}
