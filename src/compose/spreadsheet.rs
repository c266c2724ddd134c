//! `tables.xlsx`: the report's tables for spreadsheet programs, one in each sheet, with numbers as numbers, and the numbers that only
//! charts show.
//!
//! Follows guidance for statistical spreadsheets: every table starts in the same cell and has one row of headers, no cells are
//! merged, groups are a column rather than heading rows, and marks and notes are explained.

mod charted;
mod contents;
mod definitions;
mod layout;
mod numbered;
mod sheet;

use rust_xlsxwriter::DocProperties;

use super::document::Document;
use super::edition::Edition;
use crate::definition::Definition;
use crate::snapshot::Snapshot;
use crate::spreadsheet::dated;
use contents::SheetSummary;
use layout::{CHARTS, CONTENTS, CellFormats, DEFINITIONS};
use numbered::NumberedTable;

/// Description of the last sheet.
const ABOUT_DEFINITIONS: &str = "Hvordan hvert nøgletal er opgjort, hvor det kommer fra, og hvor rapporten bruger det";

/// The workbook of a composed report: a list of the tables, the tables in order, and the definitions of all figures. `earlier` are
/// the snapshots of the periods before, the latest first.
///
/// # Errors
/// When the workbook cannot be written.
pub fn spreadsheet(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    document: &Document,
    edition: Edition,
) -> anyhow::Result<Vec<u8>> {
    let report = &definition.report;
    let properties = DocProperties::new()
        .set_title(&document.title)
        .set_author(&report.author)
        .set_company(&report.publisher)
        .set_subject(&report.description)
        .set_keywords(report.keywords.join(", "));
    let mut book = dated(properties, edition.date)?;
    let formats = CellFormats::new(&report.theme.primary);
    let tables = NumberedTable::all(definition, snapshot, document);
    let charted = charted::numbers(definition, snapshot, earlier, &tables);
    let mut sheets: Vec<SheetSummary> = tables.iter().map(NumberedTable::summary).collect();
    sheets.extend(
        (!charted.is_empty()).then(|| SheetSummary::new(CHARTS, "Tallene i figurer, som ikke står i en tabel")),
    );
    sheets.push(SheetSummary::new(DEFINITIONS, ABOUT_DEFINITIONS));
    let hides = snapshot.has_hidden();
    contents::write(definition, document, edition, &sheets, hides, &formats, book.add_worksheet().set_name(CONTENTS)?)?;
    for table in &tables {
        let sheet = book.add_worksheet().set_name(table.sheet_name())?;
        sheet::write(&report.author, document, table, &formats, sheet)?;
    }
    if !charted.is_empty() {
        charted::write(&charted, &formats, book.add_worksheet())?;
    }
    definitions::write(definition, snapshot, &tables, &formats, book.add_worksheet().set_name(DEFINITIONS)?)?;
    Ok(book.save_to_buffer()?)
}
