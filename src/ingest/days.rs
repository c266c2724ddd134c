//! Counts a dataset's rows by day: there may be millions of rows, but only the days of some years.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate};
use polars::prelude::{ChunkAgg, Int32Chunked, PolarsResult};

use super::DatasetTable;

impl DatasetTable {
    /// The dates of a column as days since 1970.
    pub fn days(&self, column: &str) -> PolarsResult<&Int32Chunked> {
        Ok(&self.frame.column(column)?.date()?.phys)
    }

    /// How many rows have each date of a column.
    pub fn rows_by_day(&self, column: &str) -> PolarsResult<BTreeMap<NaiveDate, u64>> {
        let days = self.days(column)?;
        let (Some(first), Some(last)) = (days.min(), days.max()) else { return Ok(BTreeMap::new()) };
        // Years have four digits, so this is small.
        let mut counts = vec![0_u64; last.abs_diff(first) as usize + 1];
        for chunk in days.downcast_iter() {
            for day in chunk.non_null_values_iter() {
                counts[day.abs_diff(first) as usize] += 1;
            }
        }
        let counted = (first..).zip(counts).filter(|(_, rows)| *rows > 0);
        Ok(counted.filter_map(|(day, rows)| Some((to_date(day)?, rows))).collect())
    }
}

/// The date this many days after 1970-01-01.
pub fn to_date(days: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(Duration::days(i64::from(days)))
}

/// A date as Polars stores it: days since 1970-01-01.
pub fn days_since_1970(day: NaiveDate) -> i32 {
    // Days from 0001-01-01 to 1970-01-01, including the first.
    day.num_days_from_ce() - 719_163
}
