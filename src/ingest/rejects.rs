//! Rows that were left out, as a workbook in which they can be mended and read again.

use anyhow::Context;
use chrono::Datelike;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::Ingested;
use super::batch::Rejected;
use super::cell::Cell;
use super::header::OWN_HEADER;

/// The most rows that a sheet can have.
const MAX_ROWS: usize = 1_048_576;
/// The most characters that a sheet's name can have.
const MAX_SHEET_NAME: usize = 31;

/// The rows of one file, or one sheet of it, that were left out.
#[derive(Debug)]
pub struct RejectedRows {
    /// Path below the data folder.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The headers, as they stand in the file.
    pub headers: Vec<String>,
    /// The rows.
    pub rows: Vec<Rejected>,
}

/// A workbook with a sheet for each file that rows were left out of: their own columns, then why, and where they stand.
///
/// The columns that are added have headers that kapreport passes over, so the mended file can be put in the data folder as it is.
///
/// # Errors
/// When a sheet would have too many rows.
pub fn workbook(ingested: &Ingested) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for rejected in ingested.tables.values().flat_map(|table| &table.rejected) {
        let wanted = rejected.sheet.as_deref().unwrap_or(&rejected.file);
        let name = sheet_name(wanted, &names);
        let sheet =
            book.add_worksheet().set_name(&name).with_context(|| format!("Arket »{name}« kan ikke oprettes"))?;
        names.push(name);
        write(sheet, rejected)?;
    }
    if names.is_empty() {
        book.add_worksheet().write(0, 0, "Ingen rækker er udeladt.")?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, rejected: &RejectedRows) -> anyhow::Result<()> {
    anyhow::ensure!(
        rejected.rows.len() < MAX_ROWS,
        "{} har {} udeladte rækker, og et ark kan kun have {MAX_ROWS}. Ret eksporten i det system, den kommer fra",
        rejected.file,
        rejected.rows.len()
    );
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let width = rejected.headers.len();
    let own = [("årsag", 60.0), ("fil", 30.0), ("række", 10.0)];
    let titles = own.iter().map(|(title, _)| format!("{OWN_HEADER} {title}"));
    for (column, header) in rejected.headers.iter().cloned().chain(titles).enumerate() {
        sheet.write_with_format(0, column as u16, header, &bold)?;
    }
    for (i, (_, wide)) in own.iter().enumerate() {
        sheet.set_column_width((width + i) as u16, *wide)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1..).zip(&rejected.rows) {
        for (column, cell) in (0..).zip(row.cells.iter().take(width)) {
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => _ = sheet.write(line, column, *number)?,
                Cell::Boolean(value) => _ = sheet.write(line, column, *value)?,
                Cell::Date(day) => {
                    let day = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                    sheet.write_with_format(line, column, &day, &date)?;
                }
                cell => _ = sheet.write_string(line, column, cell.display())?,
            }
        }
        let reasons: Vec<String> =
            row.misfits.iter().map(|(column, value, misfit)| misfit.reason(column, value)).collect();
        sheet.write_string(line, width as u16, reasons.join(" "))?;
        sheet.write_string(line, width as u16 + 1, &rejected.file)?;
        sheet.write(line, width as u16 + 2, row.row)?;
    }
    Ok(())
}

/// The name as a sheet may have it, and unlike the others.
fn sheet_name(wanted: &str, others: &[String]) -> String {
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
