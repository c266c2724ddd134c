//! Encodes rows as numbers, to compare many of them: rows with equal values have the same number.

use std::collections::{HashMap, HashSet};

use super::SignMaterial;

/// The values of a column as numbers: equal values have the same number.
pub struct Codes {
    pub codes: Vec<u32>,
    pub different: usize,
}

impl Codes {
    /// Whether rows with the same value here have the same value in the other column.
    pub fn determines(&self, other: &Self) -> bool {
        let mut determined: Vec<Option<u32>> = vec![None; self.different];
        self.codes
            .iter()
            .zip(&other.codes)
            .all(|(own, value)| *determined[*own as usize].get_or_insert(*value) == *value)
    }
}

/// The values of a column of the dataset.
pub fn of_column(evidence: &SignMaterial<'_>, name: &str) -> Option<Codes> {
    let column = evidence.table.frame.column(name).ok()?;
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut codes = Vec::with_capacity(column.len());
    for row in 0..column.len() {
        let text = column.get(row).ok()?.to_string();
        let next = known.len() as u32;
        codes.push(*known.entry(text).or_insert(next));
    }
    Some(Codes { codes, different: known.len() })
}

/// A number for each row, the same for rows that are alike in all these columns.
pub fn of_rows(columns: &[Codes], rows: usize) -> Vec<usize> {
    let mut first: HashMap<Vec<u32>, usize> = HashMap::new();
    (0..rows).map(|row| *first.entry(columns.iter().map(|column| column.codes[row]).collect()).or_insert(row)).collect()
}

/// Neighbours among the rows: the numbers of a row and of the one below it.
pub fn neighbours(rows: &[usize]) -> HashSet<(usize, usize)> {
    rows.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| (pair[0], pair[1])).collect()
}
