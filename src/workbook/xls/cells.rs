//! Reads the cells of one sheet of an XLS file.

use super::XlsGlobals;
use super::records::{BOOLERR, FORMULA, LABEL, LABELSST, MULRK, NUMBER, RK, RSTRING, Records, STRING};
use crate::cell::RawCell;
use crate::workbook::WorkbookError;
use crate::workbook::rows::RowCollector;
use crate::workbook::texts::{cut_off, decode_rk, error_cell, f64_at, u8_at, u16_at, u32_at};

/// Whether the sheet has several formulas, and all their values are 0 or the empty text, as libraries write that cannot compute.
pub fn has_only_zeros(records: Records<'_>) -> Result<bool, WorkbookError> {
    let mut zeros = 0;
    for record in records {
        let (kind, data) = record?;
        match data.get(6..14) {
            _ if kind != FORMULA => {}
            Some([0, 0, 0, 0, 0, 0, 0, 0] | [3, _, _, _, _, _, 0xFF, 0xFF]) => zeros += 1,
            _ => return Ok(false),
        }
    }
    Ok(zeros > 1)
}

/// Reads the cells. `uncomputed` says that no formula of the sheet was ever computed.
pub fn read<'a>(
    records: Records<'a>,
    globals: &'a XlsGlobals,
    uncomputed: bool,
    each: &mut dyn FnMut(u32, &[RawCell<'_>]),
) -> Result<(), WorkbookError> {
    let mut rows = RowCollector::new(each);
    // Row and column of a formula whose text result is in the next STRING record.
    let mut pending = None;
    for record in records {
        let (kind, data) = record?;
        let (row, column, cell) = match kind {
            STRING => match pending.take() {
                Some((row, column)) => (row, column, RawCell::text(globals.text(data, 0, 2)?.into())),
                None => continue,
            },
            MULRK => {
                add_numbers(data, globals, &mut rows)?;
                continue;
            }
            FORMULA if uncomputed => (u16_at(data, 0)?, u16_at(data, 2)?, RawCell::Uncomputed),
            FORMULA if has_text_result(data) => {
                pending = Some((u16_at(data, 0)?, u16_at(data, 2)?));
                continue;
            }
            _ => match cell(kind, data, globals)? {
                Some(cell) => (u16_at(data, 0)?, u16_at(data, 2)?, cell),
                None => continue,
            },
        };
        rows.add(u32::from(row), u32::from(column), cell)?;
    }
    rows.finish()
}

/// The cell of a record; `None` if the record is not a cell.
fn cell<'a>(kind: u16, data: &[u8], globals: &'a XlsGlobals) -> Result<Option<RawCell<'a>>, WorkbookError> {
    let number =
        |value| Ok::<_, WorkbookError>(globals.formats.cell(u16_at(data, 4)?.into(), value, globals.epoch_1904));
    Ok(Some(match kind {
        NUMBER => number(f64_at(data, 6)?)?,
        RK => number(decode_rk(u32_at(data, 6)?))?,
        LABELSST => RawCell::text(globals.texts.get(u32_at(data, 6)?)?.into()),
        LABEL | RSTRING => RawCell::text(globals.text(data, 6, 2)?.into()),
        BOOLERR if data.get(7) == Some(&0) => RawCell::Boolean(u8_at(data, 6)? != 0),
        BOOLERR => error_cell(u8_at(data, 6)?),
        // The result is a number, unless its last two bytes are 0xFF: then the first says what it is.
        FORMULA => match data.get(6..14).ok_or_else(cut_off)? {
            [1, _, value, _, _, _, 0xFF, 0xFF] => RawCell::Boolean(*value != 0),
            [2, _, value, _, _, _, 0xFF, 0xFF] => error_cell(*value),
            // An empty text.
            [_, _, _, _, _, _, 0xFF, 0xFF] => RawCell::Empty,
            _ => number(f64_at(data, 6)?)?,
        },
        _ => return Ok(None),
    }))
}

/// Passes the row and the style of each filled cell of a record.
pub fn for_each_style(kind: u16, data: &[u8], mut each: impl FnMut(u32, u32)) -> Result<(), WorkbookError> {
    match kind {
        NUMBER | RK | LABELSST | LABEL | RSTRING | BOOLERR | FORMULA => {
            each(u16_at(data, 0)?.into(), u16_at(data, 4)?.into());
        }
        MULRK => {
            let row = u16_at(data, 0)?.into();
            for cell in data.get(4..).unwrap_or_default().chunks_exact(6) {
                each(row, u16_at(cell, 0)?.into());
            }
        }
        _ => {}
    }
    Ok(())
}

/// Whether the result of the formula is a text, which is in the next STRING record.
fn has_text_result(data: &[u8]) -> bool {
    matches!(data.get(6..14), Some([0, _, _, _, _, _, 0xFF, 0xFF]))
}

/// Adds the cells of a MULRK record: row, first column, and for each column its style and number.
fn add_numbers(data: &[u8], globals: &XlsGlobals, rows: &mut RowCollector<'_, '_>) -> Result<(), WorkbookError> {
    let (row, first) = (u16_at(data, 0)?, u16_at(data, 2)?);
    for (column, cell) in (u32::from(first)..).zip(data.get(4..).unwrap_or_default().chunks_exact(6)) {
        let value = decode_rk(u32_at(cell, 2)?);
        rows.add(u32::from(row), column, globals.formats.cell(u16_at(cell, 0)?.into(), value, globals.epoch_1904))?;
    }
    Ok(())
}
