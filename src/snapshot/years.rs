//! The years of rows that lie outside the time of every figure.

use serde::{Deserialize, Serialize};

use crate::danish;

/// Years that are listed one by one; more of them are joined to ranges.
const LISTED: usize = 4;

/// How many rows outside the period have a date in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRows {
    /// The date of the rows that has this year.
    pub edge: RowEdge,
    pub year: i32,
    pub rows: u64,
}

/// The date by which a row lies outside a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowEdge {
    /// The date of an event.
    Date,
    /// The end of a register's row, before the time.
    End,
    /// Its start, after the time.
    Start,
}

/// `fra 2022 (3), 2052 (2)`, or `ophørt 2019 (3), begyndt 2025 (1)` for a register. `None` if there are no years.
pub fn in_words(years: &[YearRows]) -> Option<String> {
    let parts = years.chunk_by(|a, b| a.edge == b.edge).map(|years| {
        let word = match years.first().map(|year| year.edge) {
            Some(RowEdge::End) => "ophørt",
            Some(RowEdge::Start) => "begyndt",
            Some(RowEdge::Date) | None => "fra",
        };
        let count = |rows: u64| danish::number(rows as f64, 0);
        let runs: Vec<&[YearRows]> = match years.len() > LISTED {
            true => years.chunk_by(|a, b| a.year + 1 == b.year).collect(),
            false => years.chunks(1).collect(),
        };
        let run = |run: &&[YearRows]| match run {
            [one] => format!("{} ({})", one.year, count(one.rows)),
            [first, .., last] => {
                format!("{}–{} ({})", first.year, last.year, count(run.iter().map(|year| year.rows).sum()))
            }
            [] => String::new(),
        };
        format!("{word} {}", runs.iter().map(run).collect::<Vec<_>>().join(", "))
    });
    Some(parts.collect::<Vec<_>>().join(", ")).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(edge: RowEdge, years: &[(i32, u64)]) -> Vec<YearRows> {
        years.iter().map(|(year, rows)| YearRows { edge, year: *year, rows: *rows }).collect()
    }

    #[test]
    fn few_years_are_listed_and_many_are_joined_to_ranges() {
        let words = |years: &[(i32, u64)]| in_words(&rows(RowEdge::Date, years));
        assert_eq!(words(&[(2022, 3), (2052, 2)]).as_deref(), Some("fra 2022 (3), 2052 (2)"));
        assert_eq!(
            words(&[(2018, 1), (2019, 1000), (2020, 1), (2021, 2), (2052, 2)]).as_deref(),
            Some("fra 2018–2021 (1.004), 2052 (2)")
        );
        assert_eq!(words(&[]), None);
        let register = [rows(RowEdge::End, &[(2019, 3)]), rows(RowEdge::Start, &[(2025, 1)])].concat();
        assert_eq!(in_words(&register).as_deref(), Some("ophørt 2019 (3), begyndt 2025 (1)"));
    }
}
