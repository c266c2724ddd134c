//! A count of a row and its percentage.

use crate::proofread::checks::prelude::*;

/// What the counts may be shares of.
#[derive(Clone, Copy)]
pub(super) enum Whole {
    /// The same for all rows.
    Number(PrintedNumber),
    /// The number of the row in this column.
    Column(usize),
}

/// The percentage is in the same cell as the count, or in a cell of its own.
#[derive(Clone, Copy)]
pub(super) struct CountedShare<'a> {
    pub(super) row: &'a PrintedRow,
    pub(super) count: PrintedNumber,
    pub(super) percent: PrintedNumber,
    /// Column of the count.
    pub(super) counts: usize,
}

impl CountedShare<'_> {
    /// `None` if the whole is missing or smaller than the count.
    pub(super) fn ratio(&self, whole: Whole) -> Option<PrintedRatio> {
        let whole = match whole {
            Whole::Number(whole) => whole,
            Whole::Column(column) => plain(self.row.value(column).filter(|whole| !whole.percent)?),
        };
        Some(PrintedRatio { part: self.count, whole }).filter(PrintedRatio::is_plausible)
    }

    /// Whether agreement with a whole says something: the percentage is neither 0 nor 100, which fit too many wholes.
    pub(super) fn is_telling(&self) -> bool {
        self.count.value > 0.0 && self.percent.value > 0.0 && self.percent.value < 100.0
    }

    pub(super) fn is_at(&self, other: &CountedShare<'_>) -> bool {
        self.row.index == other.row.index && self.percent == other.percent
    }
}

/// The shares whose percentages are in `column`, once for each column that the counts may be in, the likeliest first.
pub(super) fn counted_shares<'a>(
    table: &PrintedTable,
    rows: &[&'a PrintedRow],
    column: usize,
) -> Vec<Vec<CountedShare<'a>>> {
    let within = rows.iter().filter(|row| !row.is_total()).filter_map(|row| within_cell(row, column)).collect();
    let mut found: Vec<Vec<CountedShare<'a>>> = vec![within];
    if !is_change(table.column(column)) {
        let beside = |counts: usize| {
            let shares = rows.iter().filter(|row| !row.is_total()).filter_map(|row| in_columns(row, counts, column));
            shares.collect::<Vec<_>>()
        };
        let before = (0..column).rev();
        found.extend(before.chain(column + 1..table.width()).map(beside));
    }
    found.retain(|shares| !shares.is_empty());
    found
}

/// `26 (23 %)`.
fn within_cell(row: &PrintedRow, column: usize) -> Option<CountedShare<'_>> {
    let [count, percent, ..] = row.cells.get(column)?.numbers.as_slice() else { return None };
    let fits = percent.percent && !count.percent && count.decimals == 0;
    fits.then(|| CountedShare { row, count: plain(*count), percent: *percent, counts: column })
}

fn in_columns(row: &PrintedRow, counts: usize, percents: usize) -> Option<CountedShare<'_>> {
    let count = row.value(counts).filter(|count| !count.percent && count.decimals == 0 && count.value >= 0.0)?;
    // A percentage with a sign is a change of the count.
    let cell = row.cells.get(percents).filter(|cell| !cell.is_signed)?;
    let percent = cell.value.filter(|percent| percent.percent)?;
    Some(CountedShare { row, count: plain(count), percent, counts })
}

/// A number of four digits is not a year in a column of numbers.
pub(super) fn plain(number: PrintedNumber) -> PrintedNumber {
    PrintedNumber { is_year: false, ..number }
}
