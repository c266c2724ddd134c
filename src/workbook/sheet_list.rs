//! The list of a workbook's sheets, which every format has.

use super::{SheetInfo, WorkbookError};

/// Sheets at most. A file may name the same sheet over and over.
const MAX_SHEETS: usize = 10_000;

/// The worksheets in the workbook's order, each with what its reader must know to read it.
pub struct SheetList<T>(Vec<(SheetInfo, T)>);

impl<T> Default for SheetList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> SheetList<T> {
    pub fn add(&mut self, info: SheetInfo, known: T) -> Result<(), WorkbookError> {
        if self.0.len() >= MAX_SHEETS {
            return Err(WorkbookError::TooMuch("Projektmappen har over 10.000 ark"));
        }
        self.0.push((info, known));
        Ok(())
    }

    pub fn infos(&self) -> Vec<SheetInfo> {
        self.0.iter().map(|(info, _)| info.clone()).collect()
    }

    /// The index of the first sheet with this name, and what is known of it.
    pub fn find(&self, name: &str) -> Result<(usize, &T), WorkbookError> {
        let mut sheets = self.0.iter().enumerate();
        let found = sheets.find_map(|(index, (info, known))| (info.name == name).then_some((index, known)));
        found.ok_or_else(|| WorkbookError::NoSheet(name.to_owned()))
    }

    /// The sheet that was added last.
    pub fn last_mut(&mut self) -> Option<&mut (SheetInfo, T)> {
        self.0.last_mut()
    }
}
