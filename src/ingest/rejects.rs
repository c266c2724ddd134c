//! Rows that were left out, as a workbook in which they can be mended and read again.

use anyhow::Context;
use chrono::Datelike;
use indexmap::IndexSet;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::Ingested;
use super::batch::Rejected;
use super::cell::Cell;
use super::header::OWN_HEADER;

/// The most rows that a sheet can have.
const MAX_ROWS: usize = 1_048_576;
/// The most columns that are written.
const MAX_COLUMNS: usize = 16_000;
/// The most characters that a cell can have.
const MAX_CHARACTERS: usize = 32_767;
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

/// A workbook with a sheet for each dataset that rows were left out of: their own columns, then why, and where they stand.
///
/// The columns that are added have headers that kapreport passes over, so the mended file can be put in the data folder as it is.
///
/// # Errors
/// When a sheet would have too many rows.
pub fn workbook(ingested: &Ingested) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for (dataset, table) in ingested.tables.iter().filter(|(_, table)| !table.rejected.is_empty()) {
        let wanted = table.rejected.iter().find_map(|rejected| rejected.sheet.as_ref()).unwrap_or(dataset);
        let name = sheet_name(wanted, &names);
        let sheet =
            book.add_worksheet().set_name(&name).with_context(|| format!("Arket »{name}« kan ikke oprettes"))?;
        names.push(name);
        let rows: usize = table.rejected.iter().map(|rejected| rejected.rows.len()).sum();
        anyhow::ensure!(
            rows < MAX_ROWS,
            "Der er {rows} udeladte rækker, og et ark kan kun have {MAX_ROWS}. Ret eksporten i det system, den kommer fra"
        );
        write(sheet, &table.rejected)?;
    }
    if names.is_empty() {
        book.add_worksheet().write(0, 0, "Ingen rækker er udeladt.")?;
    }
    Ok(book.save_to_buffer()?)
}

/// The rows below the headers of all the files they come from.
fn write(sheet: &mut Worksheet, all: &[RejectedRows]) -> anyhow::Result<()> {
    let mut headers: IndexSet<String> = IndexSet::new();
    for rejected in all {
        let widest = rejected.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(MAX_COLUMNS);
        headers.extend((0..widest.max(rejected.headers.len())).map(|place| rejected.header(place)));
    }
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let width = headers.len().min(MAX_COLUMNS) as u16;
    let own = [("årsag", 60.0), ("fil", 30.0), ("række", 10.0)];
    let titles = own.iter().map(|(title, _)| format!("{OWN_HEADER} {title}"));
    for (column, header) in (0..).zip(headers.iter().take(MAX_COLUMNS).cloned().chain(titles)) {
        sheet.write_with_format(0, column, header, &bold)?;
    }
    for (column, (_, wide)) in (width..).zip(own) {
        sheet.set_column_width(column, wide)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let rows = all.iter().flat_map(|rejected| rejected.rows.iter().map(move |row| (rejected, row)));
    for (line, (rejected, row)) in (1..).zip(rows) {
        for (place, cell) in row.cells.iter().enumerate() {
            let column = headers.get_index_of(&rejected.header(place)).filter(|column| *column < MAX_COLUMNS);
            if let Some(column) = column {
                write_cell(sheet, line, column as u16, cell, &date)?;
            }
        }
        let reasons: Vec<String> =
            row.misfits.iter().map(|(column, value, misfit)| misfit.reason(column, value)).collect();
        sheet.write_string(line, width, shortened(&reasons.join(" ")))?;
        sheet.write_string(line, width + 1, shortened(&rejected.file))?;
        sheet.write(line, width + 2, row.row)?;
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, line: u32, column: u16, cell: &Cell<'_>, date: &Format) -> anyhow::Result<()> {
    match cell {
        Cell::Empty => {}
        Cell::Number(number) if number.is_finite() => _ = sheet.write(line, column, *number)?,
        Cell::Boolean(value) => _ = sheet.write(line, column, *value)?,
        Cell::Date(day) => {
            match ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8) {
                Ok(day) => sheet.write_with_format(line, column, &day, date)?,
                // Excel knows no day before 1900.
                Err(_) => sheet.write_string(line, column, cell.display())?,
            };
        }
        cell => _ = sheet.write_string(line, column, shortened(&cell.display()))?,
    }
    Ok(())
}

/// As much of the text as a cell can have.
pub fn shortened(text: &str) -> String {
    text.chars().take(MAX_CHARACTERS).collect()
}

impl RejectedRows {
    /// The header of a place.
    fn header(&self, place: usize) -> String {
        match self.headers.get(place).filter(|header| !header.is_empty()) {
            Some(header) => header.clone(),
            None => format!("uden overskrift {}", place + 1),
        }
    }
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
