//! Two files with nearly the same rows in the same order are two editions of one export.

use std::collections::HashSet;
use std::ops::Range;

use super::SignMaterial;
use super::row_codes::{self, Codes};
use crate::danish;
use crate::findings::{Code, Finding, Place};

/// Neighbouring rows that two files must have in common.
const LEAST_NEIGHBOURS: usize = 4;
/// Rows of all files at most, since comparing more takes long.
const MOST_ROWS: usize = 200_000;
/// Files at most.
const MOST_FILES: usize = 100;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let (dataset, rows) = (evidence.dataset, evidence.table.frame.height());
    // Rows that have a key are left out if another file has them.
    if evidence.limits.chance == 0 || !dataset.key.is_empty() || rows > MOST_ROWS {
        return Vec::new();
    }
    let files = evidence.rows_by_source();
    if !(2..=MOST_FILES).contains(&files.len()) {
        return Vec::new();
    }
    let read = dataset.columns.iter().filter(|(_, column)| !column.drop);
    let columns: Vec<Codes> = read.filter_map(|(name, _)| row_codes::of_column(evidence, name)).collect();
    // A single column of few values is alike in many files.
    let telling = columns.iter().filter(|column| column.different > 1).count();
    if telling < 2 && !columns.iter().any(|column| column.different * 3 > rows) {
        return Vec::new();
    }
    let codes = row_codes::of_rows(&columns, rows);
    let files: Vec<&Range<usize>> = files.iter().filter(|rows| rows.len() > LEAST_NEIGHBOURS).collect();
    let mut findings = Vec::new();
    for (at, later) in files.iter().enumerate() {
        let earlier =
            files[..at].iter().find(|earlier| are_editions(&codes[Range::clone(earlier)], &codes[Range::clone(later)]));
        findings.extend(earlier.map(|earlier| finding(evidence, earlier, later, &codes)));
    }
    findings
}

/// Whether the smaller file has half of its neighbouring rows in common with the other.
fn are_editions(earlier: &[usize], later: &[usize]) -> bool {
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
    fn files_with_half_of_their_rows_in_the_same_order_are_editions() {
        let rows: Vec<usize> = (0..12).collect();
        assert!(are_editions(&rows, &rows[..8]));
        assert!(are_editions(&rows, &[0, 1, 2, 3, 4, 5, 20, 21, 22]));
        assert!(!are_editions(&rows, &[0, 2, 4, 6, 8, 10]), "another order");
        assert!(!are_editions(&rows, &[9, 10, 11, 20, 21, 22]), "few in common");
        assert!(!are_editions(&[1, 1, 1, 1, 1, 1], &[1, 1, 1, 1, 1, 1]), "rows that are all alike");
    }
}
