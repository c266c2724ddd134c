//! Reports a column that is only filled in the first row of each group, as in pivot tables and printed lists: the other rows
//! would belong to no group.

use std::collections::HashSet;

use polars::prelude::DataType;

use super::SignMaterial;
use crate::findings::{Code, Finding};

/// With at least this many groups, their order is no coincidence.
const LEAST_GROUPS: usize = 3;
/// Largest share (0–1) of groups with a single row.
const MOST_SINGLE: f64 = 0.25;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let grouped: HashSet<&str> = evidence.queries().flat_map(|query| &query.by).map(|by| by.text.as_str()).collect();
    let columns =
        evidence.dataset.columns.iter().filter(|(name, column)| column.empty && grouped.contains(name.as_str()));
    columns.filter_map(|(name, _)| finding(evidence, name)).collect()
}

fn finding(evidence: &SignMaterial<'_>, name: &str) -> Option<Finding> {
    let column = evidence.table.frame.column(name).ok()?.cast(&DataType::String).ok()?;
    let texts = column.str().ok()?;
    for rows in evidence.rows_by_source() {
        let cells = texts.slice(rows.start as i64, rows.len());
        let blanks = cells.null_count();
        let groups = rows.len() - blanks;
        // Most columns are filled in most rows: their texts need not be gathered.
        if groups < LEAST_GROUPS || blanks < groups || cells.get(0).is_none() {
            continue;
        }
        let filled: Vec<(usize, &str)> =
            cells.iter().enumerate().filter_map(|(row, text)| Some((row, text?))).collect();
        let single = filled.windows(2).filter(|pair| pair[1].0 == pair[0].0 + 1).count();
        let is_sorted = filled.windows(2).all(|pair| pair[0].1.to_lowercase() < pair[1].1.to_lowercase());
        if is_sorted && single as f64 <= MOST_SINGLE * groups as f64 {
            let first = rows.start + filled.first()?.0 + 1;
            let message = "Kolonnen er kun udfyldt i den første række af hver gruppe, så de andre rækker er ikke med i nogen gruppe.";
            return Some(Finding::new(Code::OnlyFirst, evidence.place(first, Some(name), None), message));
        }
    }
    None
}
