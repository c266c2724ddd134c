//! Tables with a row for each year, read once more with a column for each year: then a text that names a former column names a
//! row, as in other tables.

use super::{PrintedRow, PrintedTable};
use crate::proofread::number::PrintedNumber;

/// With fewer years, the rows may be named otherwise too.
const FEWEST: usize = 2;

impl PrintedTable {
    /// The table with rows and columns exchanged, if each of its rows is a year.
    pub(crate) fn turned(&self) -> Option<Self> {
        let rows: Vec<&PrintedRow> = self.rows.iter().filter(|row| !row.is_heading()).collect();
        let is_year = |row: &&PrintedRow| PrintedNumber::parse(&row.label).is_some_and(|number| number.is_year);
        let first = rows.first().filter(|_| rows.len() >= FEWEST && rows.iter().all(is_year))?;
        let row = |(column, name): (usize, &String)| {
            let cells: Vec<_> = rows.iter().map(|row| row.cells.get(column).cloned()).collect::<Option<_>>()?;
            let printed = rows.iter().filter_map(|row| row.line.cells.get(column + 1).cloned());
            let mut line = first.line.clone();
            line.cells = std::iter::once(name.clone()).chain(printed).collect();
            Some(PrintedRow { line, index: first.index, label: name.clone(), is_item: false, cells })
        };
        let turned: Vec<PrintedRow> = self.columns.iter().enumerate().map(row).collect::<Option<_>>()?;
        let columns = rows.iter().map(|row| row.label.trim().to_owned()).collect();
        (!turned.is_empty()).then(|| Self { stub: String::new(), columns, rows: turned, ..self.clone() })
    }
}
