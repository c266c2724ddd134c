//! XLSX workbooks, read cell by cell: a sheet's claimed size is never allocated.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::builder::TableBuilder;
use super::cell::Cell;
use crate::danish::did_you_mean;
use crate::findings::{Code, Finding, Findings, Place, Severity};

/// The columns of a sheet that are read at most; XLSX has no more.
const MAX_COLUMNS: u32 = 16_384;

/// Hands every row of the sheet to the builder. Returns the sheet's name, or None after a finding where it cannot be read.
pub fn read(
    bytes: &[u8],
    file: &str,
    sheet: Option<&str>,
    builder: &mut TableBuilder<'_>,
    findings: &Findings,
) -> Option<Option<String>> {
    let unreadable = |error: &dyn std::fmt::Display| {
        findings.push(
            Finding::error(
                Code::UnreadableFile,
                Place::data_file(file),
                format!("Projektmappen kan ikke læses: {error}."),
            )
            .advise("Åbn den i Excel, og gem den igen som .xlsx uden adgangskode."),
        );
    };
    let mut workbook: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => {
            unreadable(&error);
            return None;
        }
    };
    let name = find_sheet(&workbook, file, sheet, findings)?;
    builder.sheet(&name);
    let mut reader = match workbook.worksheet_cells_reader(&name) {
        Ok(reader) => reader,
        Err(error) => {
            unreadable(&error);
            return None;
        }
    };
    let mut row: Vec<Cell<'_>> = Vec::new();
    let mut number = None;
    loop {
        match reader.next_cell() {
            Ok(Some(cell)) => {
                let (at, column) = cell.get_position();
                if column >= MAX_COLUMNS {
                    continue;
                }
                if number != Some(at) {
                    if let Some(number) = number {
                        builder.row(number + 1, &row);
                    }
                    row.clear();
                    number = Some(at);
                }
                row.resize(row.len().max(column as usize), Cell::Empty);
                row.truncate(column as usize);
                row.push(convert(cell.get_value()));
            }
            Ok(None) => break,
            Err(error) => {
                unreadable(&error);
                return None;
            }
        }
    }
    if let Some(number) = number {
        builder.row(number + 1, &row);
    }
    Some(Some(name))
}

/// The name of the sheet as it stands in the workbook: the one wanted, or the first visible one.
fn find_sheet(workbook: &Xlsx<Cursor<&[u8]>>, file: &str, wanted: Option<&str>, findings: &Findings) -> Option<String> {
    let sheets: Vec<_> = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let found = match wanted {
        Some(wanted) => sheets.iter().find(|sheet| same(&sheet.name, wanted)),
        None => sheets.iter().find(|sheet| sheet.visible == SheetVisible::Visible),
    };
    if let Some(found) = found {
        if wanted.is_none() {
            // Of several sheets one is read by default; a reader of the findings must know that there are others.
            for other in sheets.iter().filter(|sheet| sheet.name != found.name) {
                let place = Place::Data {
                    file: file.to_owned(),
                    sheet: Some(other.name.clone()),
                    row: None,
                    column: None,
                    value: None,
                };
                let message = format!("Arket er ikke læst; det er »{}«, som er det første synlige.", found.name);
                findings.push(
                    Finding::error(Code::UnreadSheet, place, message)
                        .with_severity(Severity::Info)
                        .advise("Skriv »sheet« i datasets.toml, hvis det er et andet ark, der skal læses."),
                );
            }
        }
        return Some(found.name.clone());
    }
    let names: Vec<_> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let wanted = wanted.unwrap_or("et synligt ark");
    let hint = did_you_mean(wanted, names.iter().copied());
    findings.push(
        Finding::error(Code::MissingSheet, Place::data_file(file), format!("Projektmappen har ikke arket »{wanted}«."))
            .advise(format!("Ark i filen: {}. {hint}", names.join(", ")).trim()),
    );
    None
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn convert<'a>(value: &DataRef<'a>) -> Cell<'a> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::text(Cow::Owned(text.clone())),
        DataRef::SharedString(text) => Cell::text(Cow::Borrowed(*text)),
        DataRef::Bool(value) => Cell::Boolean(*value),
        DataRef::DateTime(value) => match value.as_datetime() {
            Some(moment) => Cell::Date(moment.date()),
            None => Cell::Number(value.as_f64()),
        },
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(Cow::Owned(text.clone())),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}
