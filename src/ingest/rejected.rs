//! Rows that were left out, kept as a whole so that they can be written out and corrected.

use super::column::Misfit;
use crate::cell::RawCell;
use crate::findings::Code;

/// Rows of one file or sheet that were left out.
#[derive(Debug)]
pub struct RejectedRows {
    /// Path below the data folder.
    pub(crate) file: String,
    pub(crate) sheet: Option<String>,
    /// The headers as they are in the file.
    pub(crate) headers: Vec<String>,
    pub(crate) rows: Vec<RejectedRow>,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct RejectedRow {
    pub row: u32,
    /// Its cells with CPR numbers masked.
    pub cells: Vec<RawCell<'static>>,
    pub misfits: Vec<CellMisfit>,
    /// Digest of the row, to recognize it in its file; "" if it is not known.
    pub control: String,
}

/// A cell that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct CellMisfit {
    /// Header of its column; "" if the misfit is about the whole row.
    pub header: String,
    pub value: String,
    pub misfit: Misfit,
}

impl CellMisfit {
    /// A cell with a CPR number, which is not shown.
    pub fn cpr_number(header: String) -> Self {
        let misfit = Misfit { code: Code::CprNumber, expected: String::new(), advice: String::new() };
        Self { header, value: String::new(), misfit }
    }
}

impl RejectedRows {
    pub(crate) fn header(&self, place: usize) -> String {
        match self.headers.get(place).filter(|header| !header.is_empty()) {
            Some(header) => header.clone(),
            None => format!("uden overskrift {}", place + 1),
        }
    }
}
