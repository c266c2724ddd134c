//! The cells of a sheet of an XLS file.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::Book;
use super::formats::Shown;
use super::records::{Records, u16_at, u32_at};
use crate::ingest::cell::Cell;
use crate::ingest::workbook::Unreadable;
use crate::ingest::workbook::rows::{Rows, moment, time};

/// Gives every row of a sheet.
///
/// # Errors
/// When a record is cut off, or names a text that is not there.
pub fn read<'a>(
    records: Records<'a>,
    book: &'a Book,
    each: &mut dyn FnMut(u32, &[Cell<'_>]),
) -> Result<(), Unreadable> {
    let mut rows = Rows::new(each);
    // The formula whose result is the text of the next record.
    let mut pending = None;
    for record in records {
        let (kind, data) = record?;
        let value = match kind {
            // NUMBER
            0x0203 => number(data, 6).map(|value| book.number(data, value)),
            // RK
            0x027E => u32_at(data, 6).map(|value| book.number(data, compressed(value))),
            // LABELSST
            0x00FD => u32_at(data, 6).and_then(|index| book.texts.get(index)).map(|text| Cell::text(text.into())),
            // LABEL, RSTRING
            0x0204 | 0x00D6 => Some(Cell::text(book.text(data, 6, 2).into())),
            // BOOLERR
            0x0205 => data.get(6).map(|value| if data.get(7) == Some(&0) { Cell::Boolean(*value != 0) } else { error(*value) }),
            // FORMULA
            0x0006 => match data.get(6..14) {
                Some([0, _, _, _, _, _, 0xFF, 0xFF]) => {
                    pending = Some((u16_at(data, 0), u16_at(data, 2)));
                    continue;
                }
                Some([1, _, value, _, _, _, 0xFF, 0xFF]) => Some(Cell::Boolean(*value != 0)),
                Some([2, _, value, _, _, _, 0xFF, 0xFF]) => Some(error(*value)),
                // An empty text.
                Some([_, _, _, _, _, _, 0xFF, 0xFF]) => continue,
                _ => number(data, 6).map(|value| book.number(data, value)),
            },
            // STRING
            0x0207 => {
                if let Some((Some(row), Some(column))) = pending.take() {
                    rows.add(u32::from(row), u32::from(column), Cell::text(book.text(data, 0, 2).into()))?;
                }
                continue;
            }
            // MULRK: the row, the first column, and for each column its kind and its number.
            0x00BD => {
                let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else {
                    return Err(Unreadable::damaged(""));
                };
                for (i, cell) in data.get(4..).unwrap_or_default().chunks_exact(6).enumerate() {
                    let value = compressed(u32_at(cell, 2).unwrap_or_default());
                    let value = book.shown(u16_at(cell, 0).unwrap_or_default(), value);
                    rows.add(u32::from(row), u32::from(first) + i as u32, value)?;
                }
                continue;
            }
            _ => continue,
        };
        let (Some(row), Some(column), Some(value)) = (u16_at(data, 0), u16_at(data, 2), value) else {
            return Err(Unreadable::damaged(""));
        };
        rows.add(u32::from(row), u32::from(column), value)?;
    }
    rows.finish()
}

impl Book {
    /// The cell of a record with this number.
    fn number(&self, data: &[u8], value: f64) -> Cell<'static> {
        self.shown(u16_at(data, 4).unwrap_or_default(), value)
    }

    /// The number as a cell of this kind shows it.
    fn shown(&self, kind: u16, value: f64) -> Cell<'static> {
        match self.formats.shown(kind) {
            Shown::Number => Cell::Number(value),
            Shown::Duration => time(value * 86_400.0),
            Shown::Date => {
                let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, self.epoch_1904);
                moment(value, date.as_datetime())
            }
        }
    }
}

/// A number of eight bytes at this place.
fn number(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?))
}

/// A number in four bytes: whole or the upper half of a wide one, and in hundredths or not.
fn compressed(value: u32) -> f64 {
    let number = if value & 2 != 0 {
        f64::from(value.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(value & !3) << 32)
    };
    if value & 1 != 0 { number / 100.0 } else { number }
}

/// The cell of an error's number.
fn error(code: u8) -> Cell<'static> {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Cell::Error(name.to_owned())
}
