//! What the workbooks that we write have in common.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::definition::figure::NumberFormat;

/// The most rows that a sheet can have.
pub const MAX_ROWS: usize = 1_048_576;
/// The most characters that a cell can have.
const MAX_CHARACTERS: usize = 32_767;
/// The most characters that a sheet's name can have.
pub const MAX_SHEET_NAME: usize = 31;

/// An empty workbook that says it was made on this day, and so is the same bytes whenever it is made.
///
/// # Errors
/// Never in practice: a day that Excel does not know becomes the first that it does.
pub fn dated(properties: DocProperties, day: NaiveDate) -> anyhow::Result<Workbook> {
    let known = u16::try_from(day.year()).ok().and_then(|year| {
        ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
    });
    let day = known.map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    let mut book = Workbook::new();
    book.set_properties(&properties.set_creation_datetime(&day));
    Ok(book)
}

/// The number format of a figure's values; spreadsheet programs put in the points and commas of their user's language.
pub fn number_format(printed: NumberFormat) -> String {
    match printed {
        NumberFormat::Decimal(decimals) => format!("#,##0{}", decimal_places(decimals)),
        NumberFormat::Percent(decimals) => format!("0{} %", decimal_places(decimals)),
    }
}

/// The decimals of a number format.
pub fn decimal_places(decimals: u8) -> String {
    if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals.into())) }
}

/// As much of the text as a cell can have.
pub fn shortened(text: &str) -> String {
    text.chars().take(MAX_CHARACTERS).collect()
}

/// The name as a sheet may have it, and unlike the others.
pub fn sheet_name(wanted: &str, others: &[String]) -> String {
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
