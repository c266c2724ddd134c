//! Finds columns that number the rows: consecutive integers, with or without a prefix.

use std::collections::HashSet;
use std::ops::Range;

use indexmap::IndexMap;
use polars::prelude::Column;

use super::SignMaterial;
use crate::definition::dataset::ColumnKind;

/// Fewer numbers can follow each other by chance.
pub const LEAST_ROWS: usize = 10;
/// A text with more different starts is no number with a prefix.
const MOST_PREFIXES: usize = 20;
/// A longer number may not fit in 64 bits.
const MOST_DIGITS: usize = 15;
/// How many first numbers are compared with each other: counts and codes soon repeat, running numbers never.
const COMPARED: usize = 1000;

/// Numbers, each with the index of its row.
type NumberedRows = Vec<(i64, usize)>;

/// The numbers of some rows that are one running number.
pub struct Numbering {
    pub column: String,
    /// The text before each number.
    pub prefix: String,
    /// The numbers with the index of their row, in ascending order of the number.
    pub numbers: NumberedRows,
    pub gaps: Vec<Gap>,
}

/// Numbers that are missing between two rows.
pub struct Gap {
    pub first: i64,
    pub last: i64,
    /// The row after it.
    pub row: usize,
}

impl Numbering {
    pub fn missing(&self) -> i64 {
        self.gaps.iter().map(|gap| gap.last - gap.first + 1).sum()
    }
}

/// The running numbers of the dataset: over all files, or else over each.
pub fn find(evidence: &SignMaterial<'_>) -> Vec<Numbering> {
    let kinds = |kind: &ColumnKind| matches!(kind, ColumnKind::Text | ColumnKind::Integer(_));
    let columns = evidence.dataset.columns.iter().filter(|(_, column)| !column.drop && kinds(&column.kind));
    let mut found = Vec::new();
    for (name, _) in columns {
        let Ok(column) = evidence.table.frame.column(name) else { continue };
        let limit = i64::from(evidence.limits.missing_numbers);
        let of_rows = |rows: Range<usize>| of_rows(name, column, rows, limit);
        if let Some(numberings) = of_rows(0..column.len()) {
            found.extend(numberings);
            continue;
        }
        let files = evidence.rows_by_source();
        if files.len() > 1 && has_numbers(column) {
            found.extend(files.iter().cloned().filter_map(of_rows).flatten());
        }
    }
    found
}

/// Whether every cell has a number.
fn has_numbers(column: &Column) -> bool {
    match column.str() {
        Ok(texts) => texts.iter().all(|text| text.and_then(prefixed).is_some()),
        Err(_) => column.null_count() == 0,
    }
}

/// `B-0017` as `B-` and 17.
fn prefixed(text: &str) -> Option<(&str, i64)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = text.split_at(text.len() - digits);
    let number = (1..=MOST_DIGITS).contains(&digits).then(|| number.parse().ok()).flatten()?;
    Some((prefix, number))
}

/// The numberings of these rows, one for each prefix; `None` if a prefix has none, or a cell has no number.
fn of_rows(name: &str, column: &Column, rows: Range<usize>, limit: i64) -> Option<Vec<Numbering>> {
    let cells = column.slice(rows.start as i64, rows.len());
    let groups = match cells.i64() {
        Ok(integers) => by_prefix(rows.zip(integers.iter().map(|number| Some(("", number?))))),
        Err(_) => by_prefix(rows.zip(cells.str().ok()?.iter().map(|text| prefixed(text?)))),
    };
    groups?.into_iter().map(|(prefix, numbers)| numbering(name, prefix, numbers, limit)).collect()
}

/// Collects the numbers of each prefix, with their rows. Returns `None` at the first row that shows that they are no running
/// numbers, since there may be millions.
fn by_prefix<'c>(
    cells: impl Iterator<Item = (usize, Option<(&'c str, i64)>)>,
) -> Option<IndexMap<&'c str, NumberedRows>> {
    let mut groups: IndexMap<&str, NumberedRows> = IndexMap::new();
    let mut firsts = HashSet::new();
    for (row, cell) in cells {
        let (prefix, number) = cell?;
        if firsts.len() < COMPARED && !firsts.insert((prefix, number)) {
            return None;
        }
        groups.entry(prefix).or_default().push((number, row));
        if groups.len() > MOST_PREFIXES {
            return None;
        }
    }
    Some(groups)
}

/// The numbering, unless numbers are alike or too many are missing.
fn numbering(name: &str, prefix: &str, numbers: NumberedRows, limit: i64) -> Option<Numbering> {
    let count = i64::try_from(numbers.len()).ok()?;
    let (least, greatest) = (numbers.iter().map(|n| n.0).min()?, numbers.iter().map(|n| n.0).max()?);
    let range = greatest.checked_sub(least)?.checked_add(1)?;
    // With more numbers than the range has, some repeat. A single gap may be twice as large as `limit` allows.
    if numbers.len() < LEAST_ROWS
        || count > range
        || (range - count).checked_mul(100)? > range.checked_mul(2 * limit)?
    {
        return None;
    }
    let is_sorted =
        |pairs: &[(i64, usize)]| pairs.is_sorted_by(|a, b| a.0 < b.0) || pairs.is_sorted_by(|a, b| a.0 > b.0);
    // Few numbers in no order may be anything.
    let is_long = numbers.len() >= 3 * LEAST_ROWS;
    if !is_long && !is_sorted(&numbers) {
        return None;
    }
    let mut numbers = numbers;
    numbers.sort_unstable();
    let mut gaps = Vec::new();
    for pair in numbers.windows(2) {
        let [(before, _), (after, row)] = *pair else { continue };
        match after - before {
            0 => return None,
            1 => {}
            _ => gaps.push(Gap { first: before + 1, last: after - 1, row }),
        }
    }
    let is_over = (range - count) * 100 > range * limit;
    (gaps.len() <= 1 + numbers.len() / 50 && !(is_over && gaps.len() > 1)).then(|| Numbering {
        column: name.to_owned(),
        prefix: prefix.to_owned(),
        numbers,
        gaps,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(numbers: impl Iterator<Item = i64>) -> Option<i64> {
        let numbers = numbers.enumerate().map(|(row, number)| (number, row)).collect();
        numbering("nr", "", numbers, 25).map(|numbering| numbering.missing())
    }

    #[test]
    fn numbers_that_follow_each_other_but_for_a_few_are_a_running_number() {
        assert_eq!(missing(1..=10), Some(0));
        assert_eq!(missing((5031..=5060).filter(|n| *n != 5040)), Some(1));
        assert_eq!(missing((1..=40).rev().filter(|n| !(10..=14).contains(n))), Some(5));
        assert_eq!(missing((1..=50).filter(|n| !(18..=38).contains(n))), Some(21), "one large hole");
        assert_eq!(missing((1..=50).filter(|n| n % 10 < 6)), None, "several");
        assert_eq!(missing([1, 2, 3].into_iter()), None, "too few");
        assert_eq!(missing((1..=40).map(|n| n * 2)), None, "every second is missing");
        assert_eq!(missing((1..=20).map(|n| n * 7 % 21)), None, "few in no order");
        assert_eq!(missing([3, 4, 5, 5, 6, 7, 8, 9, 10, 11].into_iter()), None, "two are alike");
        assert_eq!(missing([i64::MIN, i64::MAX].into_iter().chain(1..=10)), None);
    }

    #[test]
    fn a_number_may_have_a_text_before_it() {
        assert_eq!(prefixed("B-0017"), Some(("B-", 17)));
        assert_eq!(prefixed("2024-0003"), Some(("2024-", 3)));
        assert_eq!((prefixed("Nord"), prefixed(""), prefixed("1234567890123456")), (None, None, None));
    }
}
