//! Corrected rows: when a workbook of rejected rows has been corrected and put into the data folder, its rows replace those that
//! they were written from, so that nothing counts twice and nothing has to be deleted.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::cell::RawCell;

/// Start of the headers that kapreport writes beside rejected rows. No column of a dataset is read from them.
pub const OWN_HEADER: &str = "kapreport:";

/// Headers after [`OWN_HEADER`] of the columns that identify the row which a corrected row replaces.
pub const FILE: &str = "fil";
pub const SHEET: &str = "ark";
pub const ROW: &str = "række";
pub const CONTROL: &str = "kontrol";

/// Places of the columns that identify the row which a row replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnColumns {
    file: usize,
    sheet: Option<usize>,
    row: usize,
    control: Option<usize>,
}

/// The row that a corrected row replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacedRow {
    pub file: String,
    pub sheet: Option<String>,
    pub row: u32,
    /// Digest of the row as it was written; "" if it is not known.
    pub control: String,
}

/// Rows of one file or sheet that are replaced, with their digests.
pub type Replacements = Arc<HashMap<u32, String>>;

/// All rows that are replaced, by file and sheet.
#[derive(Debug, Default)]
pub struct MendedRows(HashMap<(String, Option<String>), HashMap<u32, String>>);

impl OwnColumns {
    /// The columns among the headers; `None` if the file is no workbook of rejected rows.
    pub fn find(headers: &[String]) -> Option<Self> {
        let place = |title: &str| {
            headers.iter().position(|header| header.trim().to_lowercase() == format!("{OWN_HEADER} {title}"))
        };
        Some(Self { file: place(FILE)?, sheet: place(SHEET), row: place(ROW)?, control: place(CONTROL) })
    }

    /// The row that this row replaces; `None` for a row that was added.
    pub fn replaced(&self, cells: &[RawCell<'_>]) -> Option<ReplacedRow> {
        let text = |place: usize| cells.get(place).map(|cell| cell.display().trim().to_owned());
        let filled = |place: Option<usize>| place.and_then(text).filter(|text| !text.is_empty());
        Some(ReplacedRow {
            file: filled(Some(self.file))?,
            sheet: filled(self.sheet),
            row: text(self.row)?.parse().ok()?,
            control: filled(self.control).unwrap_or_default(),
        })
    }
}

impl MendedRows {
    pub fn add(&mut self, replaced: ReplacedRow) {
        self.0.entry((replaced.file, replaced.sheet)).or_default().insert(replaced.row, replaced.control);
    }

    /// The rows of this file or sheet that are replaced.
    pub fn of(&self, file: &str, sheet: Option<&str>) -> Replacements {
        let found = self.0.get(&(file.to_owned(), sheet.map(str::to_owned)));
        Arc::new(found.cloned().unwrap_or_default())
    }

    /// Files with rows that are replaced, in order.
    pub fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = self.0.keys().map(|(file, _)| file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}

/// A short digest of a row, to check that the row in the file is still the one that was corrected.
pub fn control(cells: &[RawCell<'_>]) -> String {
    let filled = cells.iter().rposition(|cell| *cell != RawCell::Empty).map_or(0, |last| last + 1);
    let mut digest = Sha256::new();
    for cell in &cells[..filled] {
        digest.update(cell.display().as_bytes());
        digest.update([0]);
    }
    // A letter first, because a spreadsheet program could read `12e45678` as a number.
    format!("r{}", &crate::digest::hex(&digest.finalize())[..10])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_tells_the_row_that_it_replaces_and_an_added_row_replaces_none() {
        let headers = ["Dato", "kapreport: årsag", "Kapreport: FIL", "kapreport: række"].map(str::to_owned);
        let own = OwnColumns::find(&headers).expect("own columns");
        let text = |text: &'static str| RawCell::Text(text.into());
        let row = [text("x"), RawCell::Empty, text("log.csv"), RawCell::Number(7.0)];
        let replaced = ReplacedRow { file: "log.csv".into(), sheet: None, row: 7, control: String::new() };
        assert_eq!(own.replaced(&row), Some(replaced));
        assert_eq!(own.replaced(&row[..2]), None);
        assert_eq!(OwnColumns::find(&headers[..3]), None);
    }

    #[test]
    fn the_digest_of_a_row_does_not_depend_on_empty_cells_after_it() {
        let row = [RawCell::Number(1.5), RawCell::Empty, RawCell::Empty];
        assert_eq!(control(&row), control(&row[..1]));
        assert_ne!(control(&row), control(&[RawCell::Number(1.0)]));
    }
}
