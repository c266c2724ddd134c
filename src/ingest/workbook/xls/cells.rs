//! The cells of a sheet of an XLS file.

use super::Book;
use super::records::Records;
use crate::ingest::cell::Cell;
use crate::ingest::workbook::Unreadable;
use crate::ingest::workbook::rows::Rows;
use crate::ingest::workbook::texts::{compressed, error, f64_at, u16_at, u32_at};

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
            0x0203 => f64_at(data, 6).map(|value| book.number(data, value)),
            // RK
            0x027E => u32_at(data, 6).map(|value| book.number(data, compressed(value))),
            // LABELSST
            0x00FD => u32_at(data, 6).and_then(|index| book.texts.get(index)).map(|text| Cell::text(text.into())),
            // LABEL, RSTRING
            0x0204 | 0x00D6 => Some(Cell::text(book.text(data, 6, 2).into())),
            // BOOLERR
            0x0205 => data
                .get(6)
                .map(|value| if data.get(7) == Some(&0) { Cell::Boolean(*value != 0) } else { error(*value) }),
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
                _ => f64_at(data, 6).map(|value| book.number(data, value)),
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
                    let value = book.formats.cell(u16_at(cell, 0).unwrap_or_default().into(), value, book.epoch_1904);
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
        self.formats.cell(u16_at(data, 4).unwrap_or_default().into(), value, self.epoch_1904)
    }
}
