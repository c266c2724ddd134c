//! The cells of a sheet of an XLSB file.

use super::{Book, wide};
use crate::ingest::cell::Cell;
use crate::ingest::workbook::Unreadable;
use crate::ingest::workbook::rows::Rows;
use crate::ingest::workbook::texts::{compressed, error, f64_at, u32_at};

/// Goes from record to record, and collects the cells.
pub struct Cells<'a, 'each> {
    book: &'a Book,
    rows: Rows<'a, 'each>,
    row: u32,
    /// The column after the last cell, which a short record is of.
    next_column: u32,
    /// Whether the records are those of the sheet's cells.
    in_cells: bool,
}

impl<'a, 'each> Cells<'a, 'each> {
    /// No cells yet.
    pub fn new(book: &'a Book, each: &'each mut dyn FnMut(u32, &[Cell<'_>])) -> Self {
        Self { book, rows: Rows::new(each), row: 0, next_column: 0, in_cells: false }
    }

    /// Takes the cell of a record, if it has one.
    ///
    /// # Errors
    /// When it is cut off, or names a text that is not there.
    pub fn record(&mut self, kind: u16, record: &[u8]) -> Result<(), Unreadable> {
        match kind {
            // BrtBeginSheetData, BrtEndSheetData
            0x0091 => self.in_cells = true,
            0x0092 => self.in_cells = false,
            // BrtRowHdr
            0x0000 if self.in_cells => {
                self.row = u32_at(record, 0).unwrap_or_default();
                self.next_column = 0;
            }
            // A cell with its column, and one without.
            0x0001..=0x000B | 0x003E if self.in_cells => {
                self.next_column = u32_at(record, 0).unwrap_or_default();
                self.cell(kind, record.get(4..).unwrap_or_default())?;
            }
            0x000C..=0x0012 if self.in_cells => self.cell(kind - 0x000B, record)?,
            _ => {}
        }
        Ok(())
    }

    /// Takes a cell: its style in three bytes and a flag, and its value.
    fn cell(&mut self, kind: u16, data: &[u8]) -> Result<(), Unreadable> {
        let style = u32_at(data, 0).unwrap_or_default() & 0x00FF_FFFF;
        let number = |value| self.book.formats.cell(style, value, self.book.epoch_1904);
        let cell = match kind {
            // BrtCellBlank
            0x0001 => Some(Cell::Empty),
            // BrtCellRk
            0x0002 => u32_at(data, 4).map(|value| number(compressed(value))),
            // BrtCellError, BrtFmlaError
            0x0003 | 0x000B => data.get(4).map(|code| error(*code)),
            // BrtCellBool, BrtFmlaBool
            0x0004 | 0x000A => data.get(4).map(|value| Cell::Boolean(*value != 0)),
            // BrtCellReal, BrtFmlaNum
            0x0005 | 0x0009 => f64_at(data, 4).map(number),
            // BrtCellSt, BrtFmlaString
            0x0006 | 0x0008 => wide(data, 4).map(|(text, _)| Cell::text(text.into())),
            // BrtCellIsst
            0x0007 => u32_at(data, 4).and_then(|index| self.book.texts.get(index)).map(|text| Cell::text(text.into())),
            // BrtCellRString: flags before the text.
            _ => wide(data, 5).map(|(text, _)| Cell::text(text.into())),
        };
        let column = self.next_column;
        self.next_column = column.saturating_add(1);
        self.rows.add(self.row, column, cell.ok_or_else(|| Unreadable::damaged(""))?)
    }

    /// Gives the last row.
    ///
    /// # Errors
    /// When the sheet is too wide.
    pub fn finish(self) -> Result<(), Unreadable> {
        self.rows.finish()
    }
}
