//! Makes all rows of a table equally wide and finds the indented ones.

use std::cmp::Reverse;

use super::{PrintedCell, PrintedRow, PrintedTable};

/// Least indent of an item in a PDF, in points.
const INDENT: f64 = 4.0;
/// Greatest difference between the left edges of two items, in points.
const SAME_INDENT: f64 = 1.0;
/// With fewer labels, each may be an item of the one before.
const FEWEST_RAGGED: usize = 3;
/// With fewer rows, numbers before the labels may count something.
const FEWEST_RANKS: usize = 3;

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
        // A total has no text in a column of dates.
        for row in &mut self.rows {
            let more = row.cells.len().saturating_sub(width);
            if row.cells.iter().take(more).all(|cell| cell.value.is_none()) {
                row.cells.drain(..more);
            }
        }
        // Beside an empty cell it is not known which column the others belong to.
        for row in self.rows.iter_mut().filter(|row| !row.is_heading() && row.cells.len() != width) {
            row.cells = vec![PrintedCell { value: None, is_signed: false, numbers: Vec::new() }; width];
        }
        // A narrow column may have »I« of »I alt« beside the name before it.
        for at in 1..self.columns.len() {
            if let (true, Some(before)) =
                (self.columns[at] == "alt", self.columns[at - 1].strip_suffix(" I").map(str::to_owned))
            {
                self.columns[at - 1] = before;
                self.columns[at] = "I alt".to_owned();
            }
        }
        // Columns of texts come after the label.
        let texts = self.columns.len().saturating_sub(width);
        let is_full = |row: &&PrintedRow| row.line.cells.len() == self.columns.len() + 1;
        let are_full = self.rows.iter().filter(is_full).count() * 2 > self.rows.len();
        if texts > 0 && are_full {
            self.columns.drain(..texts);
        }
        if self.columns.len() != width {
            self.columns.clear();
        }
        self.drop_ranks();
        // Without a caption it may be a chart, whose labels are placed anywhere.
        if !self.name.is_empty() {
            self.find_items();
        }
    }

    /// Removes the ranks from the labels of a ranked list: `1 Forside`, `2 Kurser`, `3 Kontakt`.
    fn drop_ranks(&mut self) {
        let is_ranked = |row: &&mut PrintedRow| !row.is_heading() && !row.is_total();
        let rows: Vec<&mut PrintedRow> = self.rows.iter_mut().filter(is_ranked).collect();
        let names: Option<Vec<String>> = rows.iter().zip(1..).map(|(row, rank)| unranked(&row.label, rank)).collect();
        let Some(names) = names.filter(|names| names.len() >= FEWEST_RANKS) else { return };
        for (row, name) in rows.into_iter().zip(names) {
            row.label = name;
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
        let is_inner = |row: &PrintedRow| row.line.number.is_none() && row.line.indent > left + INDENT;
        let mut rows: Vec<&mut PrintedRow> = self.rows.iter_mut().filter(|row| !row.is_heading()).collect();
        for run in rows.chunk_by_mut(|one, two| is_inner(one) && is_inner(two)) {
            let are_items = run.iter().all(|row| is_inner(row)) && !is_ragged(run);
            run.iter_mut().for_each(|row| row.is_item |= are_items);
        }
    }
}

/// Whether each label has a left edge of its own, as labels beside a chart that are aligned to the right.
fn is_ragged(run: &[&mut PrintedRow]) -> bool {
    let is_same = |one: &PrintedRow, two: &PrintedRow| (one.line.indent - two.line.indent).abs() < SAME_INDENT;
    let is_shared = |at: usize| run.iter().skip(at + 1).any(|other| run.get(at).is_some_and(|row| is_same(row, other)));
    run.len() >= FEWEST_RAGGED && !(0..run.len()).any(is_shared)
}

/// The label without its rank. `None` if it does not start with it.
fn unranked(label: &str, rank: usize) -> Option<String> {
    let name = label.strip_prefix(&rank.to_string())?;
    let name = name.strip_prefix(['.', ')']).unwrap_or(name);
    let name = name.strip_prefix(' ')?.trim_start();
    // »1. kvartal« is a name.
    let is_ordinal = label.contains('.') && name.starts_with(char::is_lowercase);
    (name.chars().any(char::is_alphabetic) && !is_ordinal).then(|| name.to_owned())
}
