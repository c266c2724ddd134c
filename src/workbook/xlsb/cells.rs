//! Reads the cells of one sheet of an XLSB file.

use std::ops::Range;

use super::{ROW_HDR, XlsbGlobals, read_wide, rich};
use crate::cell::RawCell;
use crate::workbook::WorkbookError;
use crate::workbook::rows::RowCollector;
use crate::workbook::strikes::{StruckRows, StruckStyles};
use crate::workbook::texts::{decode_rk, error_cell, f64_at, u8_at, u32_at};

/// Types of records, under the names that the format's specification gives them.
const BEGIN_SHEET_DATA: u16 = 0x0091;
const END_SHEET_DATA: u16 = 0x0092;
const CELL_BLANK: u16 = 0x0001;
const CELL_RK: u16 = 0x0002;
const CELL_ERROR: u16 = 0x0003;
const CELL_BOOL: u16 = 0x0004;
const CELL_REAL: u16 = 0x0005;
const CELL_ST: u16 = 0x0006;
const CELL_ISST: u16 = 0x0007;
const FMLA_STRING: u16 = 0x0008;
const FMLA_NUM: u16 = 0x0009;
const FMLA_BOOL: u16 = 0x000A;
const FMLA_ERROR: u16 = 0x000B;
const CELL_R_STRING: u16 = 0x003E;
const SHORT_BLANK: u16 = 0x000C;
const SHORT_ISST: u16 = 0x0012;

pub struct XlsbCells<'a, 'each> {
    globals: &'a XlsbGlobals,
    rows: RowCollector<'a, 'each>,
    row: u32,
    /// The column after the last cell. A short record has no column and belongs here.
    next_column: u32,
    /// Whether the records are inside the sheet data.
    in_cells: bool,
}

impl<'a, 'each> XlsbCells<'a, 'each> {
    pub fn new(globals: &'a XlsbGlobals, each: &'each mut dyn FnMut(u32, &[RawCell<'_>])) -> Self {
        Self { globals, rows: RowCollector::new(each), row: 0, next_column: 0, in_cells: false }
    }

    /// Takes a record; one that is not a cell or a row is skipped.
    pub fn record(&mut self, kind: u16, record: &[u8]) -> Result<(), WorkbookError> {
        match kind {
            BEGIN_SHEET_DATA => self.in_cells = true,
            END_SHEET_DATA => self.in_cells = false,
            ROW_HDR if self.in_cells => {
                self.row = u32_at(record, 0)?;
                self.next_column = 0;
            }
            // Cell records, which start with a column; then the short ones, which do not.
            CELL_BLANK..=FMLA_ERROR | CELL_R_STRING if self.in_cells => {
                self.next_column = u32_at(record, 0)?;
                self.cell(kind, record.get(4..).unwrap_or_default())?;
            }
            SHORT_BLANK..=SHORT_ISST if self.in_cells => self.cell(kind - SHORT_BLANK + CELL_BLANK, record)?,
            _ => {}
        }
        Ok(())
    }

    /// Adds a cell: style in three bytes, a flag byte, value.
    fn cell(&mut self, kind: u16, data: &[u8]) -> Result<(), WorkbookError> {
        let style = u32_at(data, 0)? & 0x00FF_FFFF;
        let number = |value| self.globals.formats.cell(style, value, self.globals.epoch_1904);
        let cell = match kind {
            CELL_BLANK => RawCell::Empty,
            CELL_RK => number(decode_rk(u32_at(data, 4)?)),
            CELL_ERROR | FMLA_ERROR => error_cell(u8_at(data, 4)?),
            CELL_BOOL | FMLA_BOOL => RawCell::Boolean(u8_at(data, 4)? != 0),
            CELL_REAL | FMLA_NUM => number(f64_at(data, 4)?),
            CELL_ST | FMLA_STRING => RawCell::text(read_wide(data, 4)?.0.into()),
            CELL_ISST => RawCell::text(self.globals.texts.get(u32_at(data, 4)?)?.into()),
            // CELL_R_STRING
            _ => RawCell::text(rich(data, 4, &self.globals.strikes)?.into()),
        };
        let column = self.next_column;
        self.next_column = column.saturating_add(1);
        self.rows.add(self.row, column, cell)
    }

    pub fn finish(self) -> Result<(), WorkbookError> {
        self.rows.finish()
    }
}

/// Finds the rows of a sheet that are struck through.
pub struct StruckCells<'a> {
    styles: &'a StruckStyles,
    rows: StruckRows,
    row: u32,
    in_cells: bool,
}

impl<'a> StruckCells<'a> {
    pub fn new(styles: &'a StruckStyles) -> Self {
        Self { styles, rows: StruckRows::default(), row: 0, in_cells: false }
    }

    /// Takes a record; one that is not a filled cell or a row is skipped.
    pub fn record(&mut self, kind: u16, record: &[u8]) -> Result<(), WorkbookError> {
        let style_at = match kind {
            BEGIN_SHEET_DATA | END_SHEET_DATA => {
                self.in_cells = kind == BEGIN_SHEET_DATA;
                return Ok(());
            }
            ROW_HDR if self.in_cells => {
                self.row = u32_at(record, 0)?;
                return Ok(());
            }
            CELL_RK..=FMLA_ERROR | CELL_R_STRING if self.in_cells => 4,
            kind if self.in_cells && kind > SHORT_BLANK && kind <= SHORT_ISST => 0,
            _ => return Ok(()),
        };
        let style = u32_at(record, style_at)? & 0x00FF_FFFF;
        self.rows.add(self.row..self.row.saturating_add(1), 1, self.styles.is_struck(style));
        Ok(())
    }

    pub fn sorted(self) -> Vec<Range<u32>> {
        self.rows.sorted()
    }
}
