//! Helpers for all workbooks that are written.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::definition::figure::NumberFormat;

/// The most rows that a sheet can have.
pub(crate) const MAX_ROWS: usize = 1_048_576;
/// The most characters that a cell can have.
const MAX_CHARACTERS: usize = 32_767;
/// The most characters that a sheet's name can have.
pub(crate) const MAX_SHEET_NAME: usize = 31;

/// An empty workbook that names this day as the one it was made on. Without it, the clock would make the bytes differ.
///
/// # Errors
/// Never in practice: a day before 1900 becomes the first day that Excel has.
pub(crate) fn dated(properties: DocProperties, day: NaiveDate) -> anyhow::Result<Workbook> {
    let known = u16::try_from(day.year()).ok().and_then(|year| {
        ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
    });
    let day = known.map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    let mut book = Workbook::new();
    book.set_properties(&properties.set_creation_datetime(&day));
    Ok(book)
}

/// The number format of a figure's values. Spreadsheet programs write the points and commas of their user's language.
pub(crate) fn number_format(printed: NumberFormat) -> String {
    match printed {
        NumberFormat::Decimal(decimals) => format!("#,##0{}", decimal_places(decimals)),
        NumberFormat::Percent(decimals) => format!("0{} %", decimal_places(decimals)),
    }
}

/// The decimals of a number format: `.00`.
pub(crate) fn decimal_places(decimals: u8) -> String {
    if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals.into())) }
}

/// Cuts the text to what a cell can hold.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(MAX_CHARACTERS).collect()
}

/// Makes a valid sheet name that differs from the others, also in capitals: Excel ignores them.
pub(crate) fn sheet_name(wanted: &str, others: &[String]) -> String {
    let plain: String = wanted.chars().map(|c| if "[]:*?/\\'".contains(c) { '-' } else { c }).collect();
    let short = |suffix: &str| {
        let room = MAX_SHEET_NAME - suffix.chars().count();
        format!("{}{suffix}", plain.chars().take(room).collect::<String>())
    };
    let is_free = |name: &String| others.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    std::iter::once(short("")).chain((2..).map(|n| short(&format!(" ({n})")))).find(is_free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_different_names_that_are_allowed() {
        let long = "en-meget-lang-eksport-fra-et-system-2024.csv";
        let first = sheet_name(long, &[]);
        assert_eq!(first, "en-meget-lang-eksport-fra-et-sy");
        assert_eq!(sheet_name(long, &[first]), "en-meget-lang-eksport-fra-e (2)");
        assert_eq!(sheet_name("a/b", &[]), "a-b");
    }
}
