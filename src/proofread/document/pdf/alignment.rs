//! Cells of a page with their places, and those that stand a single space apart: they are told by the columns of other rows.

use super::letter::Letter;

/// Most lines of a block whose rows are compared.
const MAX_ROWS: usize = 400;
/// How far the row may be whose columns are those of another.
const NEAR: usize = 2;

/// A word and its left and right edge, in points.
#[derive(Debug, Clone)]
struct PlacedWord {
    left: f64,
    right: f64,
    text: String,
}

/// The words between two wide gaps of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct AlignedCell {
    words: Vec<PlacedWord>,
}

impl AlignedCell {
    /// Adds a letter that ends at `right` to the last word, or to a new one.
    pub(super) fn push(&mut self, letter: &Letter, right: f64, starts_word: bool) {
        // A soft hyphen is visible where it was printed.
        let text = letter.text.replace('\u{ad}', "-");
        match self.words.last_mut().filter(|_| !starts_word) {
            Some(word) => {
                word.text.push_str(&text);
                word.right = right;
            }
            None => self.words.push(PlacedWord { left: letter.x, right, text }),
        }
    }

    pub(super) fn left(&self) -> f64 {
        self.words.first().map_or(0.0, |word| word.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.words.last().map_or(0.0, |word| word.right)
    }

    pub(super) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Splits cells that stand in several columns of the rows around them.
pub(super) fn split_cells(rows: &mut [Vec<AlignedCell>]) {
    for block in rows.split_mut(Vec::is_empty).filter(|block| block.len() <= MAX_ROWS) {
        for at in 0..block.len() {
            let Some(bands) = bands(block, at) else { continue };
            if let Some(row) = block.get_mut(at) {
                *row = row.drain(..).flat_map(|cell| split_cell(cell, &bands)).collect();
            }
        }
    }
}

/// The left and right edges of the columns beside row `at`: those of the next row below or above with more cells than it has. A row
/// with one cell is the second line of a name. `None` if there is no such row.
fn bands(block: &[Vec<AlignedCell>], at: usize) -> Option<Vec<(f64, f64)>> {
    let own = block.get(at)?;
    let is_row = |row: &&Vec<AlignedCell>| row.len() > 1;
    let below = block.iter().skip(at + 1).take(NEAR).find(is_row);
    let above = block.iter().take(at).rev().take(NEAR).find(is_row);
    let neighbours = [below, above].into_iter().flatten();
    // A row of running text and a table beside it have no columns in common.
    let table =
        neighbours.filter(|other| other.len() > own.len().max(2) && own.len() >= 2).max_by_key(|other| other.len())?;
    Some(table.iter().map(|cell| (cell.left(), cell.right())).collect())
}

/// Splits a cell between two words that stand in different columns.
fn split_cell(cell: AlignedCell, bands: &[(f64, f64)]) -> Vec<AlignedCell> {
    let band_of = |word: &PlacedWord| bands.iter().position(|(left, right)| word.left < *right && word.right > *left);
    let mut cells: Vec<AlignedCell> = Vec::new();
    let mut last: Option<usize> = None;
    for word in cell.words {
        let band = band_of(&word);
        let is_new = match (last, band) {
            (Some(last), Some(band)) => band > last,
            _ => cells.is_empty(),
        };
        last = band.or(last);
        if is_new {
            cells.push(AlignedCell::default());
        }
        if let Some(cell) = cells.last_mut() {
            cell.words.push(word);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&[(f64, &str)]]) -> Vec<AlignedCell> {
        let word = |(left, text): &(f64, &str)| PlacedWord {
            left: *left,
            right: left + 5.0 * text.len() as f64,
            text: (*text).to_owned(),
        };
        cells.iter().map(|words| AlignedCell { words: words.iter().map(word).collect() }).collect()
    }

    #[test]
    fn names_of_columns_a_space_apart_are_told_by_the_row_below() {
        let header = row(&[&[(0.0, "Emne")], &[(90.0, "Tid"), (110.0, "Sted")], &[(200.0, "Sum")]]);
        let numbers = row(&[&[(0.0, "Nord")], &[(95.0, "12")], &[(120.0, "15")], &[(205.0, "27")]]);
        let mut rows = vec![header, numbers];
        split_cells(&mut rows);
        let texts: Vec<String> = rows.first().into_iter().flatten().map(AlignedCell::text).collect();
        assert_eq!(texts, ["Emne", "Tid", "Sted", "Sum"]);
    }
}
