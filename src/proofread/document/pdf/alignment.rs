//! Cells of a page with their places, and those that are a single space apart: the columns of other rows separate them.

use super::letter::Letter;

/// Most lines of a block whose rows are compared.
const MAX_ROWS: usize = 400;
/// How far the row may be whose columns are those of another.
const NEAR: usize = 2;
/// With fewer columns, a line above a row may be any text.
const FEWEST_NAMES: usize = 3;
/// Least gap between two names, in widths of a letter. That between two words is half a letter wide.
const NAME_GAP: f64 = 1.1;
/// The gap between two names is at least this much wider than those between the words of a name.
const WIDER: f64 = 1.3;

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

    /// Whether its last letter is of a kind.
    pub(super) fn ends_in(&self, is_kind: impl Fn(char) -> bool) -> bool {
        self.words.last().is_some_and(|word| word.text.ends_with(is_kind))
    }

    pub(super) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Splits cells that lie in several columns of the rows around them.
pub(super) fn split_cells(rows: &mut [Vec<AlignedCell>]) {
    for block in rows.split_mut(Vec::is_empty).filter(|block| block.len() <= MAX_ROWS) {
        for at in 0..block.len() {
            let split = names(block, at).or_else(|| {
                let bands = bands(block, at)?;
                Some(block.get(at)?.iter().flat_map(|cell| split_cell(cell.clone(), &bands)).collect())
            });
            if let (Some(split), Some(row)) = (split, block.get_mut(at)) {
                *row = split;
            }
        }
    }
}

/// The names of all columns, if they are in one cell right above the first row: as many as that has cells, and further apart than words.
fn names(block: &[Vec<AlignedCell>], at: usize) -> Option<Vec<AlignedCell>> {
    let [only] = block.get(at)?.as_slice() else { return None };
    let below = block.get(at + 1).filter(|below| below.len() >= FEWEST_NAMES)?;
    let bands: Vec<(f64, f64)> = below.iter().map(|cell| (cell.left(), cell.right())).collect();
    let cells = split_cell(only.clone(), &bands);
    let letters: usize = only.words.iter().map(|word| word.text.chars().count()).sum();
    let width: f64 = only.words.iter().map(|word| word.right - word.left).sum();
    let are_apart = |pair: &[AlignedCell]| matches!(pair, [one, two] if two.left() - one.right() > NAME_GAP * width / letters.max(1) as f64);
    (cells.len() == bands.len() && cells.windows(2).all(are_apart)).then_some(cells)
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

/// Splits a cell between two words that lie in different columns.
fn split_cell(cell: AlignedCell, bands: &[(f64, f64)]) -> Vec<AlignedCell> {
    let band_of = |word: &PlacedWord| bands.iter().position(|(left, right)| word.left < *right && word.right > *left);
    let mut starts: Vec<usize> = Vec::new();
    // The last word that lies in a column, and the column.
    let mut last: Option<(usize, usize)> = None;
    for (at, word) in cell.words.iter().enumerate() {
        let Some(band) = band_of(word) else { continue };
        if let Some((from, _)) = last.filter(|(_, last)| band > *last) {
            starts.push(widest_gap(&cell.words, from, at));
        }
        last = Some((at, band));
    }
    let mut words = cell.words;
    let mut cells: Vec<AlignedCell> =
        starts.iter().rev().map(|start| AlignedCell { words: words.split_off(*start) }).collect();
    cells.push(AlignedCell { words });
    cells.reverse();
    cells
}

/// The word after the widest gap between two words; the second of the two if no gap is wider than the others. Above a column of short
/// numbers, only the end of a long name lies in the column.
fn widest_gap(words: &[PlacedWord], from: usize, to: usize) -> usize {
    let gap = |at: usize| words.get(at).zip(words.get(at - 1)).map_or(0.0, |(word, before)| word.left - before.right);
    let widest = (from + 1..=to).max_by(|one, two| gap(*one).total_cmp(&gap(*two))).unwrap_or(to);
    if gap(widest) > WIDER * gap(to) { widest } else { to }
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

    #[test]
    fn names_of_all_columns_in_one_cell_are_split_and_a_sentence_is_not() {
        let numbers = row(&[&[(0.0, "Nord")], &[(55.0, "12")], &[(87.0, "15")], &[(117.0, "27")]]);
        let header = row(&[&[(0.0, "Emne"), (29.0, "Klinikker"), (83.0, "Møder"), (122.0, "I"), (129.0, "alt")]]);
        let sentence =
            row(&[&[(0.0, "Emne"), (23.0, "klinikker"), (71.0, "og"), (84.0, "møder"), (116.0, "i"), (123.0, "alt")]]);
        let mut rows = vec![header, numbers.clone()];
        split_cells(&mut rows);
        let texts =
            |rows: &[Vec<AlignedCell>]| rows.first().into_iter().flatten().map(AlignedCell::text).collect::<Vec<_>>();
        assert_eq!(texts(&rows), ["Emne", "Klinikker", "Møder", "I alt"]);
        let mut rows = vec![sentence, numbers];
        split_cells(&mut rows);
        assert_eq!(texts(&rows).len(), 1);
    }

    #[test]
    fn a_long_name_above_short_numbers_is_split_from_the_name_before_at_the_wider_gap() {
        let header = row(&[
            &[(0.0, "Emne")],
            &[(60.0, "Klinikker"), (115.0, "Besøg"), (142.0, "2023"), (172.0, "Besøg"), (199.0, "2024")],
        ]);
        let numbers = row(&[&[(0.0, "Nord")], &[(95.0, "12")], &[(152.0, "15")], &[(209.0, "27")]]);
        let mut rows = vec![header, numbers];
        split_cells(&mut rows);
        let texts: Vec<String> = rows.first().into_iter().flatten().map(AlignedCell::text).collect();
        assert_eq!(texts, ["Emne", "Klinikker", "Besøg 2023", "Besøg 2024"]);
    }
}
