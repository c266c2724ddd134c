//! Reports two files with nearly the same rows in the same order, which are editions of one export, and two files of which one
//! ends as the other begins, which are exports of overlapping times.

use std::collections::HashSet;
use std::ops::Range;

use super::SignMaterial;
use super::row_codes::{self, Codes};
use crate::danish;
use crate::findings::{Code, Finding, Place};

/// Neighbouring rows that two files must have in common.
const LEAST_NEIGHBOURS: usize = 4;
/// Rows that one file ends with and the other begins with.
const LEAST_OVERLAP: usize = 3;
/// Rows of a small file that are all in another one, as those of a month that was delivered twice.
const LEAST_OF_SMALL: usize = 3;
/// Columns that must tell rows apart for that.
const LEAST_TELLING: usize = 3;
/// Rows of all files at most, since comparing more takes long.
const MOST_ROWS: usize = 200_000;
/// Files at most.
const MOST_FILES: usize = 100;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let (dataset, rows) = (evidence.dataset, evidence.table.frame.height());
    // With a key, repeated rows of another file are left out anyway.
    if evidence.limits.chance == 0 || !dataset.key.is_empty() || rows > MOST_ROWS {
        return Vec::new();
    }
    let files = evidence.rows_by_source();
    if !(2..=MOST_FILES).contains(&files.len()) {
        return Vec::new();
    }
    let read = dataset.columns.iter().filter(|(_, column)| !column.drop);
    let columns: Vec<Codes> = read.filter_map(|(name, _)| row_codes::of_column(evidence, name)).collect();
    // A single column with few values repeats in many files.
    let telling = columns.iter().filter(|column| column.different > 1).count();
    if telling < 2 && !columns.iter().any(|column| column.different * 3 > rows) {
        return Vec::new();
    }
    let codes = row_codes::of_rows(&columns, rows);
    let least = if telling >= LEAST_TELLING { LEAST_OF_SMALL } else { LEAST_NEIGHBOURS + 1 };
    let files: Vec<&Range<usize>> = files.iter().filter(|rows| rows.len() >= least).collect();
    let mut findings = Vec::new();
    for (at, later) in files.iter().enumerate() {
        let rows_of = |file: &Range<usize>| &codes[Range::clone(file)];
        let edition = files[..at].iter().find(|earlier| are_editions(rows_of(earlier), rows_of(later)));
        let other = edition.or_else(|| files[..at].iter().find(|earlier| overlap(rows_of(earlier), rows_of(later))));
        findings.extend(other.map(|earlier| {
            let found = finding(evidence, earlier, later, &codes);
            if edition.is_some() { found } else { found.advise(OVERLAP) }
        }));
    }
    findings
}

const OVERLAP: &str = "Den ene fil slutter med de rækker, som den anden begynder med, så de tæller to gange. Hent eksporterne igen for hver sin \
                       tid, eller skriv key ved datasættet i datasets.toml, hvis rækkerne har et nummer.";

/// Whether one file ends with different rows that the other begins with, as exports of January to August and June to December do.
fn overlap(earlier: &[usize], later: &[usize]) -> bool {
    let joins = |before: &[usize], after: &[usize]| {
        after[..shared_end(before, after)].iter().collect::<HashSet<_>>().len() >= LEAST_OVERLAP
    };
    joins(earlier, later) || joins(later, earlier)
}

/// How many rows at the end of `before` are those at the start of `after`: the most that fit, by the method of Knuth, Morris and
/// Pratt, which looks at each row once.
fn shared_end(before: &[usize], after: &[usize]) -> usize {
    // For each prefix of `after`, the longest shorter prefix that it ends with.
    let mut borders = vec![0; after.len()];
    let advance = |borders: &[usize], mut length: usize, row: usize| loop {
        if after.get(length) == Some(&row) {
            return length + 1;
        }
        match length.checked_sub(1) {
            Some(last) => length = borders[last],
            None => return 0,
        }
    };
    for end in 1..after.len() {
        borders[end] = advance(&borders, borders[end - 1], after[end]);
    }
    before.iter().fold(0, |length, row| advance(&borders, length, *row))
}

/// Whether the smaller file has half of its neighbouring rows in common with the other, or is small and has nothing else.
fn are_editions(earlier: &[usize], later: &[usize]) -> bool {
    let (smaller, larger) = if earlier.len() < later.len() { (earlier, later) } else { (later, earlier) };
    if smaller.len() <= LEAST_NEIGHBOURS {
        let [smaller, larger]: [HashSet<&usize>; 2] = [smaller, larger].map(|rows| rows.iter().collect());
        return smaller.len() >= LEAST_OF_SMALL && smaller.is_subset(&larger);
    }
    let (mine, others) = (row_codes::neighbours(later), row_codes::neighbours(earlier));
    let common = mine.intersection(&others).count();
    common >= LEAST_NEIGHBOURS && common * 2 >= mine.len().min(others.len())
}

fn finding(evidence: &SignMaterial<'_>, earlier: &Range<usize>, later: &Range<usize>, codes: &[usize]) -> Finding {
    let place = |rows: &Range<usize>| match evidence.place(rows.start, None, None) {
        Place::Data { file, sheet, .. } => (file, sheet),
        _ => (String::new(), None),
    };
    let ((other, other_sheet), (file, sheet)) = (place(earlier), place(later));
    let known: HashSet<&usize> = codes[earlier.clone()].iter().collect();
    let common = codes[later.clone()].iter().filter(|code| known.contains(code)).count();
    let other = match other_sheet.filter(|_| other == file) {
        Some(sheet) => format!("arket »{sheet}«"),
        None => format!("»{other}«"),
    };
    let message = format!(
        "Filen har {} af sine {} til fælles med {other}.",
        danish::number(common as f64, 0),
        danish::rows(later.len() as u64)
    );
    Finding::new(Code::TwoEditions, Place::Data { file, sheet, row: None, column: None, value: None }, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_which_one_ends_as_the_other_begins_overlap() {
        assert!(overlap(&[1, 2, 3, 4, 5, 6], &[4, 5, 6, 7, 8, 9]));
        assert!(overlap(&[4, 5, 6, 7, 8, 9], &[1, 2, 3, 4, 5, 6]), "the later times first");
        assert!(!overlap(&[1, 2, 3, 4, 5, 6], &[5, 6, 7, 8, 9]), "two rows may be alike by chance");
        assert!(!overlap(&[1, 2, 3, 4, 4, 4], &[4, 4, 4, 5, 6]), "rows that are all alike");
        assert!(!overlap(&[1, 2, 3, 4, 5, 6], &[7, 4, 5, 6, 8]), "not at the begin");
    }

    #[test]
    fn files_with_half_of_their_rows_in_the_same_order_are_editions() {
        let rows: Vec<usize> = (0..12).collect();
        assert!(are_editions(&rows, &rows[..8]));
        assert!(are_editions(&rows, &[0, 1, 2, 3, 4, 5, 20, 21, 22]));
        assert!(!are_editions(&rows, &[0, 2, 4, 6, 8, 10]), "another order");
        assert!(!are_editions(&rows, &[9, 10, 11, 20, 21, 22]), "few in common");
        assert!(are_editions(&rows, &[3, 4, 5]), "a small file");
        assert!(!are_editions(&rows, &[3, 4, 20]), "a small file with a row of its own");
        assert!(!are_editions(&[1, 1, 1, 1, 1, 1], &[1, 1, 1, 1, 1, 1]), "rows that are all alike");
    }
}
