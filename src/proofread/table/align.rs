//! Makes all rows of a table equally wide and finds the indented ones.

use std::cmp::Reverse;

use super::{PrintedCell, PrintedTable};

/// Least indent of an item in a PDF, in points.
const INDENT: f64 = 4.0;

impl PrintedTable {
    /// Gives every row the number of cells that most rows have.
    pub(super) fn align(&mut self) {
        let width = self.usual_width();
        for row in &mut self.rows {
            // In a line without cells, numbers of the label were taken for cells.
            while row.cells.len() > width && row.line.cells.len() == 1 {
                let cell = row.cells.remove(0);
                for number in cell.numbers {
                    row.label.push_str(&format!(" {number}"));
                }
            }
        }
        // Beside an empty cell it is not known which column the others belong to.
        for row in self.rows.iter_mut().filter(|row| !row.is_heading() && row.cells.len() != width) {
            row.cells = vec![PrintedCell { value: None, is_signed: false, numbers: Vec::new() }; width];
        }
        if self.columns.len() != width {
            self.columns.clear();
        }
        // Without a caption it may be a chart, whose labels are placed anywhere.
        if !self.name.is_empty() {
            self.find_items();
        }
    }

    /// The width that most rows have; the smaller of two that are equally usual.
    fn usual_width(&self) -> usize {
        let widths: Vec<usize> = self.rows.iter().map(|row| row.cells.len()).filter(|width| *width > 0).collect();
        let rows_with = |width: &usize| widths.iter().filter(|other| *other == width).count();
        widths.iter().copied().max_by_key(|width| (rows_with(width), Reverse(*width))).unwrap_or(1)
    }

    /// Marks indented rows as items. In a text file only a bullet marks an item.
    fn find_items(&mut self) {
        let left = self.rows.iter().filter(|row| !row.is_heading()).map(|row| row.line.indent).fold(f64::MAX, f64::min);
        for row in self.rows.iter_mut().filter(|row| !row.is_heading()) {
            row.is_item |= row.line.number.is_none() && row.line.indent > left + INDENT;
        }
    }
}
