//! Writes rows that were left out to a workbook in which they can be corrected and read again.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use indexmap::IndexSet;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Worksheet};

use super::Ingested;
use super::mended::{self, OWN_HEADER};
use super::rejected::RejectedRows;
use crate::cell::RawCell;
use crate::spreadsheet::{MAX_ROWS, dated, sheet_name, shortened};

/// Columns that are written at most.
const MAX_COLUMNS: usize = 16_000;

/// Makes a workbook with a sheet for each dataset with rejected rows: their columns, then the reasons and the place.
///
/// When the corrected file is put into the data folder under any name, its rows replace those that they were written from: see
/// [`mended`].
///
/// # Errors
/// When a sheet would have too many rows.
pub fn workbook(ingested: &Ingested) -> anyhow::Result<Vec<u8>> {
    // With a fixed date, so that the same rows give the same bytes.
    let mut book = dated(DocProperties::new().set_title("Udeladte rækker"), NaiveDate::default())?;
    let mut names: Vec<String> = Vec::new();
    for (dataset, table) in ingested.tables.iter().filter(|(_, table)| !table.rejected.is_empty()) {
        // The name identifies the dataset when the corrected workbook is read.
        let name = sheet_name(dataset, &names);
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

/// Writes the rows below the headers of all their files.
fn write(sheet: &mut Worksheet, all: &[RejectedRows]) -> anyhow::Result<()> {
    let mut headers: IndexSet<String> = IndexSet::new();
    for rejected in all {
        let widest = rejected.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(MAX_COLUMNS);
        headers.extend((0..widest.max(rejected.headers.len())).map(|place| rejected.header(place)));
    }
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let width = headers.len().min(MAX_COLUMNS) as u16;
    let own =
        [("årsag", 60.0), (mended::FILE, 30.0), (mended::SHEET, 15.0), (mended::ROW, 10.0), (mended::CONTROL, 15.0)];
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
            row.misfits.iter().map(|cell| cell.misfit.reason(&cell.header, &cell.value)).collect();
        sheet.write_string(line, width, shortened(&reasons.join(" ")))?;
        sheet.write_string(line, width + 1, shortened(&rejected.file))?;
        sheet.write_string(line, width + 2, shortened(rejected.sheet.as_deref().unwrap_or_default()))?;
        sheet.write(line, width + 3, row.row)?;
        sheet.write_string(line, width + 4, &row.control)?;
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, line: u32, column: u16, cell: &RawCell<'_>, date: &Format) -> anyhow::Result<()> {
    match cell {
        RawCell::Empty => {}
        RawCell::Number(number) if number.is_finite() => _ = sheet.write(line, column, *number)?,
        RawCell::Boolean(value) => _ = sheet.write(line, column, *value)?,
        RawCell::Date(day) => {
            match ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8) {
                Ok(day) => sheet.write_with_format(line, column, &day, date)?,
                // Excel has no dates before 1900.
                Err(_) => sheet.write_string(line, column, cell.display())?,
            };
        }
        cell => _ = sheet.write_string(line, column, shortened(&cell.display()))?,
    }
    Ok(())
}
