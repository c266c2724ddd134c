//! Reports a row that equals another in all but its key: most likely the same thing, entered or exported twice.

use super::SignMaterial;
use super::row_codes::{self, Codes};
use crate::definition::dataset::{ColumnKind, RowTime};
use crate::findings::{Code, Finding, Occurrences};
use crate::ingest::causes::Tally;

/// Fewer rows do not show how often rows are alike by chance.
const LEAST_ROWS: usize = 20;
/// Among more rows some are nearly always alike, and comparing them takes long.
const MOST_ROWS: usize = 50_000;
/// Fewer rows are not compared.
const LEAST_ROWS_AT_ALL: usize = 4;
/// Least rows of a table that occurs twice.
const LEAST_ROWS_OF_TABLE: usize = 3;
/// Least columns with different values, besides the key.
const LEAST_COLUMNS: usize = 3;
/// [`LEAST_COLUMNS`] if there are few rows.
const LEAST_COLUMNS_OF_FEW: usize = 5;
/// Least rows of a block that occurs twice.
const LEAST_BLOCK: usize = 5;
/// Rows without a key may be alike for good reasons, so chance must be less likely by this factor.
const WITHOUT_KEY: f64 = 100.0;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let rows = evidence.table.frame.height();
    let chance = f64::from(evidence.limits.chance) / 100.0;
    if chance == 0.0 || !(LEAST_ROWS_AT_ALL..=MOST_ROWS).contains(&rows) {
        return Vec::new();
    }
    let dataset = evidence.dataset;
    let is_key = |name: &String| {
        dataset.key.contains(name) || evidence.numberings().iter().any(|numbering| numbering.column == *name)
    };
    let compared = dataset.columns.iter().filter(|(name, column)| !column.drop && !is_key(name));
    let coded = compared.filter_map(|(name, column)| Some((&column.kind, row_codes::of_column(evidence, name)?)));
    // In a table without dates any column may identify rows, in a long log names do.
    let may_identify =
        |kind: &ColumnKind| dataset.time == RowTime::Timeless || (*kind == ColumnKind::Text && rows >= LEAST_ROWS);
    let (kinds, columns): (Vec<&ColumnKind>, Vec<Codes>) = coded.filter(|(_, codes)| codes.different > 1).unzip();
    if columns.len() < 2 {
        return Vec::new();
    }
    let of_rows = row_codes::of_rows(&columns, rows);
    let pairs = alike(&of_rows);
    let has_key = dataset.columns.keys().any(is_key);
    if !has_key && is_whole_table(&pairs, rows) {
        return vec![finding(evidence, &pairs, has_key)];
    }
    let limit = if has_key { chance } else { chance / WITHOUT_KEY };
    let is_improbable = |least: usize| columns.len() >= least && expected(&columns, rows) <= limit;
    let identifying = kinds.iter().zip(&columns).filter(|(kind, _)| may_identify(kind)).map(|(_, codes)| codes);
    if !has_key && identify(identifying, &pairs, rows) {
        return vec![finding(evidence, &pairs, has_key)];
    }
    if rows < LEAST_ROWS && !(dataset.time != RowTime::Timeless && is_improbable(LEAST_COLUMNS_OF_FEW)) {
        return Vec::new();
    }
    let blocks = if dataset.key.is_empty() { repeated_blocks(&pairs, &of_rows, chance) } else { Vec::new() };
    if !blocks.is_empty() {
        return vec![finding(evidence, &blocks, has_key)];
    }
    if pairs.is_empty() || !is_improbable(LEAST_COLUMNS) {
        return Vec::new();
    }
    vec![finding(evidence, &pairs, has_key)]
}

/// Each row that is like an earlier one in all columns, with the first of those.
fn alike(rows: &[usize]) -> Vec<(usize, usize)> {
    rows.iter().enumerate().filter(|(row, first)| row != *first).map(|(row, first)| (*first, row)).collect()
}

/// The pairs that belong to a block of rows that occurs twice: different rows in the same order, as when a page is exported or
/// pasted twice. Blocks of frequent rows that may repeat by chance are left out.
fn repeated_blocks(pairs: &[(usize, usize)], rows: &[usize], chance: f64) -> Vec<(usize, usize)> {
    let mut counts = vec![0.0_f64; rows.len()];
    rows.iter().for_each(|first| counts[*first] += 1.0);
    let total = rows.len() as f64;
    let is_improbable = |block: &&[(usize, usize)]| {
        block.iter().fold(total, |expected, (first, _)| expected * counts[*first] / total) <= chance
    };
    pairs
        .chunk_by(|a, b| b.0 == a.0 + 1 && b.1 == a.1 + 1)
        .filter(|block| block.len() >= LEAST_BLOCK)
        .filter(is_improbable)
        .flatten()
        .copied()
        .collect()
}

/// Whether a column has another value in each row but those of the pairs, as the names of groups in a table do.
fn identify<'c>(mut columns: impl Iterator<Item = &'c Codes>, pairs: &[(usize, usize)], rows: usize) -> bool {
    !pairs.is_empty() && pairs.len() * 3 <= rows && columns.any(|column| column.different == rows - pairs.len())
}

/// Whether the second half of the rows is the first once more, without any row twice in it.
fn is_whole_table(pairs: &[(usize, usize)], rows: usize) -> bool {
    let half = rows / 2;
    half >= LEAST_ROWS_OF_TABLE
        && rows == 2 * half
        && pairs.len() == half
        && pairs.iter().all(|(first, row)| first + half == *row)
}

/// How many pairs of rows would be alike by chance, if the columns had nothing to do with each other. A column that another
/// determines, such as the region of a clinic, adds nothing.
fn expected(columns: &[Codes], rows: usize) -> f64 {
    let mut order: Vec<&Codes> = columns.iter().collect();
    order.sort_by_key(|column| std::cmp::Reverse(column.different));
    let mut counted: Vec<&Codes> = Vec::new();
    for column in order {
        // Values that are nearly unique would determine anything.
        if !counted.iter().any(|by| by.different * 2 <= rows && by.determines(column)) {
            counted.push(column);
        }
    }
    let total = rows as f64;
    let pairs = total * (total - 1.0) / 2.0;
    counted.into_iter().fold(pairs, |expected, column| {
        let mut counts = vec![0.0_f64; column.different];
        column.codes.iter().for_each(|code| counts[*code as usize] += 1.0);
        expected * counts.iter().map(|count| (count / total).powi(2)).sum::<f64>()
    })
}

fn finding(evidence: &SignMaterial<'_>, pairs: &[(usize, usize)], has_key: bool) -> Finding {
    let &[(earlier, row), ..] = pairs else { return Finding::new(Code::AlikeRows, evidence.file(), "") };
    let but = if has_key { " bortset fra nøglen" } else { "" };
    let like = evidence.row_number(earlier).map_or_else(String::new, |row| format!(" række {row}"));
    let message = if pairs.len() == 1 {
        format!("Rækken er magen til{like}{but}.")
    } else {
        format!("{} rækker er magen til en tidligere række{but}, den første til{like}.", pairs.len())
    };
    let mut tally = Tally::default();
    pairs.iter().filter_map(|(_, row)| evidence.row_number(*row)).for_each(|row| tally.add(row, ""));
    let occurrences: Option<Occurrences> = tally.occurrences();
    Finding::new(Code::AlikeRows, evidence.place(row, None, None), message).at_all(occurrences)
}
