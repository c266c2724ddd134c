//! Numbers in exports: bounds, numbers that can be read in two ways, percentages, and noise in the last digits.

use rust_xlsxwriter::{Format, Workbook};

use crate::project::{Project, Run};

const LOG: &str = "data/log-2024.csv";
const DATASETS: &str = "skabeloner/lille/datasets.toml";

/// A log with these numbers of participants, in a column of this type.
fn log(kind: &str, numbers: &[&str]) -> Project {
    let rows: String = numbers.iter().map(|number| format!("08-01-2024;Besøg;\"{number}\";\n")).collect();
    Project::new().with(LOG, format!("Dato;Slags;Deltagere;Note\n{rows}")).replacing(
        DATASETS,
        "type = \"integer\"",
        kind,
    )
}

/// The same as a workbook: numbers with their formats.
fn workbook(kind: &str, numbers: &[(f64, &str)]) -> Project {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in ["Dato", "Slags", "Deltagere", "Note"].into_iter().enumerate() {
        sheet.write(0, column as u16, header).unwrap();
    }
    for (row, (number, format)) in (1..).zip(numbers) {
        sheet.write(row, 0, "08-01-2024").unwrap();
        sheet.write(row, 1, "Besøg").unwrap();
        sheet.write_with_format(row, 2, *number, &Format::new().set_num_format(*format)).unwrap();
    }
    Project::new()
        .without(LOG)
        .with("data/log.xlsx", book.save_to_buffer().unwrap())
        .replacing(DATASETS, "log*.csv", "log*.xlsx")
        .replacing(DATASETS, "type = \"integer\"", kind)
}

const INTEGER: &str = "type = \"integer\"";
const DECIMAL: &str = "type = \"decimal\"";

#[track_caller]
fn comes_to(project: &Project, value: &str) -> Run {
    let run = project.figures("2024", "csv").ends_with(0);
    let line = run.out.lines().find(|line| line.starts_with("besoeg.deltagere;")).unwrap_or_default();
    assert_eq!(line.rsplit(';').nth(1), Some(value), "{}\n{}", run.out, run.err);
    run
}

#[test]
fn a_number_outside_its_bounds_is_an_error_with_its_row() {
    let scale = "type = \"integer\", min = 1, max = 5";
    log(scale, &["1", "5", "3"]).check("2024").ends_with(0);
    let run = log(scale, &["4", "550", "0"]).check("2024").ends_with(1);
    run.says("2 celler skal være et helt tal fra 1 til 5.").says("række 3–4");
    let decimal = "type = \"decimal\", min = -0.5";
    log(decimal, &["-0,5", "2,25"]).check("2024").ends_with(0);
    log(decimal, &["-0,6"]).check("2024").ends_with(1).says("et tal på mindst -0,5");
    workbook("type = \"integer\", max = 5", &[(4.0, "0"), (50.0, "0")])
        .check("2024")
        .ends_with(1)
        .says("et helt tal på højst 5");
}

#[test]
fn bounds_that_exclude_everything_are_refused_in_the_definition() {
    log("type = \"integer\", min = 5, max = 1", &["3"]).check("2024").ends_with(1).says("»max« er mindre end »min«.");
}

#[test]
fn whole_numbers_that_all_end_with_three_zeros_are_ambiguous_until_the_mark_is_declared() {
    let numbers = ["1.000", "12.000", "250.000"];
    log(INTEGER, &numbers).check("2024").ends_with(1).says("fejl[ambiguous-number]").says("værdi »1.000«");
    comes_to(&log("type = \"integer\", decimals = \".\"", &numbers), "263");
    comes_to(&log("type = \"integer\", decimals = \",\"", &numbers), "263000");
}

#[test]
fn whole_numbers_with_points_between_thousands_are_read_where_others_show_it() {
    for numbers in [["1.000", "12.500", "17.250"], ["1.000", "12.000", "7"], ["1.000", "12.000", "1.000.000"]] {
        let run = log(INTEGER, &numbers).check("2024").ends_with(0);
        assert!(!run.err.contains("ambiguous-number"), "{}", run.err);
    }
}

#[test]
fn a_whole_number_with_a_point_and_zeros_shows_that_points_stand_before_decimals() {
    comes_to(&log(INTEGER, &["16.0", "2.0", "0.000"]), "18");
    log(INTEGER, &["16.0", "1.250"]).check("2024").ends_with(1).says("fejl[ambiguous-number]").says("række 3");
}

#[test]
fn a_whole_number_that_is_too_long_to_count_says_how_long_it_may_be() {
    let run = log(INTEGER, &["1234567890123", "2"]).check("2024").ends_with(1);
    run.says("Cellen skal være et helt tal på højst 12 cifre.").says("skriv type = \"text\" ved kolonnen");
}

#[test]
fn noise_in_the_last_digits_is_no_decimal() {
    comes_to(&workbook(INTEGER, &[(15.999_999_999_999_998, "0"), (2.000_000_000_000_000_4, "0")]), "18");
    comes_to(&log(INTEGER, &["15,999999999999998", "2"]), "18");
    workbook(INTEGER, &[(15.999, "0")]).check("2024").ends_with(1).says("Skriv et helt tal uden decimaler.");
}

#[test]
fn percentages_among_plain_numbers_are_ambiguous() {
    let run = workbook(DECIMAL, &[(0.584, "0.0%"), (25.0, "0.0")]).check("2024").ends_with(1);
    run.says("Kolonnen har både procenter (»58,4 %«) og tal uden procenttegn.").says("række 3");
    comes_to(&workbook(DECIMAL, &[(0.5, "0%"), (0.25, "0.00%")]), "0,75");
    comes_to(&workbook(DECIMAL, &[(0.5, "0\" %\""), (25.0, "General")]), "25,5");
}

#[test]
fn one_without_a_sign_among_percentages_may_be_all_or_one_of_a_hundred() {
    log(DECIMAL, &["45 %", "1"]).check("2024").ends_with(1).says("og tal uden procenttegn.").says("værdi »1«");
    comes_to(&log(DECIMAL, &["45 %", "0,5", "0"]), "0,95");
    comes_to(&log(DECIMAL, &["0,25", "1"]), "1,25");
}

#[test]
fn a_fraction_without_a_sign_among_percentages_below_one_may_be_one_of_them() {
    log(DECIMAL, &["0,3 %", "0,5"]).check("2024").ends_with(1).says("og tal uden procenttegn.").says("værdi »0,5«");
}

#[test]
fn a_percentage_is_no_whole_number() {
    workbook(INTEGER, &[(5.0, "0%")])
        .check("2024")
        .ends_with(1)
        .says("værdi »500 %«")
        .says("Cellen vises som procent.");
}
