//! Whether the dates of a column could be written month first, although they are read day first.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::ingest::column::date::{DateOrder, WrittenDate};

/// How many different dates are kept; more would show no more.
const KEPT: usize = 64;
/// Days of January that are the firsts of the quarters where the month comes first.
const QUARTERS: u16 = 0b10_0100_1001;

/// Evidence of the order of day and month, until a date shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OrderEvidence {
    /// Whether some date shows the order.
    pub is_settled: bool,
    /// Whether some date is not written with slashes.
    has_others: bool,
    /// Whether some date is a cell with a date, which was written by a spreadsheet program.
    has_cells: bool,
    /// Whether some date lies outside of January.
    has_other_months: bool,
    /// Bits of the days in January.
    days: u16,
    pub first_row: u32,
    dates: BTreeSet<NaiveDate>,
    day_first: Ascent,
    month_first: Ascent,
}

/// Whether dates come in their order.
#[derive(Debug, Clone, Default, PartialEq)]
struct Ascent {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    is_broken: bool,
}

/// Why dates may be written month first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderDoubt {
    /// All are among the first days of January, so they may be the firsts of this many months or quarters.
    Firsts(u32),
    /// No date has a day after the twelfth.
    Any,
}

impl OrderEvidence {
    pub fn learn(&mut self, row: u32, date: &WrittenDate) {
        let day = date.day;
        // A date with its day and month swapped exists if the day could be a month.
        let exchanged = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
        let Some(exchanged) = exchanged.filter(|_| date.order != DateOrder::Certain) else {
            self.is_settled = true;
            return;
        };
        if self.day_first.first.is_none() {
            self.first_row = row;
        }
        self.has_others |= date.order != DateOrder::Slashes;
        self.has_cells |= date.order == DateOrder::Cell;
        self.has_other_months |= day.month() != 1;
        if day.month() == 1 {
            self.days |= 1 << (day.day() - 1);
        }
        self.day_first.learn(day);
        self.month_first.learn(exchanged);
        if self.dates.len() < KEPT {
            self.dates.insert(day);
        }
    }

    pub fn extend(&mut self, later: Self) {
        if self.day_first.first.is_none() {
            self.first_row = later.first_row;
        }
        self.is_settled |= later.is_settled;
        self.has_others |= later.has_others;
        self.has_cells |= later.has_cells;
        self.has_other_months |= later.has_other_months;
        self.days |= later.days;
        self.day_first.extend(&later.day_first);
        self.month_first.extend(&later.month_first);
        let room = KEPT.saturating_sub(self.dates.len());
        self.dates.extend(later.dates.into_iter().take(room));
    }

    /// Why the dates may be written month first; `None` if they are not.
    pub fn doubt(&self) -> Option<OrderDoubt> {
        if self.is_settled {
            return None;
        }
        let count = self.days.count_ones();
        if !self.has_other_months {
            let is_run = self.days > 0 && self.days & (self.days + 1) == 0;
            let enough = if self.has_others { 12 } else { 3 };
            let is_quarters = self.days == QUARTERS && !self.has_others;
            return ((is_run && count >= enough) || is_quarters).then_some(OrderDoubt::Firsts(count));
        }
        if self.has_cells {
            return None;
        }
        // Days up to the twelfth in all of them are improbable, unless they are firsts of months.
        let other_days = self.dates.iter().filter(|day| day.day() > 1).count();
        let (few, many) = if self.has_others { (8, 15) } else { (5, 6) };
        let is_likely = match (self.day_first.is_broken, self.month_first.is_broken) {
            (true, false) => self.dates.len() >= few && other_days > 0,
            (false, true) => false,
            _ => other_days >= many,
        };
        is_likely.then_some(OrderDoubt::Any)
    }
}

impl Ascent {
    fn learn(&mut self, day: NaiveDate) {
        self.is_broken |= self.last.is_some_and(|last| day < last);
        self.first = self.first.or(Some(day));
        self.last = Some(day);
    }

    fn extend(&mut self, later: &Self) {
        let falls = self.last.zip(later.first).is_some_and(|(last, first)| first < last);
        self.is_broken |= later.is_broken || falls;
        self.first = self.first.or(later.first);
        self.last = later.last.or(self.last);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use super::*;
    use crate::definition::dataset::DateFormat;
    use crate::ingest::column::date::of_cell;

    fn doubt(dates: &[&str]) -> Option<OrderDoubt> {
        let mut evidence = OrderEvidence::default();
        for (row, text) in (2..).zip(dates) {
            let cell = crate::cell::RawCell::Text((*text).into());
            let (date, _) = of_cell(&cell, DateFormat::DayFirst, false).unwrap();
            evidence.learn(row, &date);
        }
        evidence.doubt()
    }

    #[test]
    fn the_firsts_of_months_or_quarters_may_be_days_of_january() {
        assert_eq!(doubt(&["01/01/2023", "02/01/2023", "03/01/2023"]), Some(OrderDoubt::Firsts(3)));
        assert_eq!(doubt(&["1/1/2023", "4/1/2023", "7/1/2023", "10/1/2023"]), Some(OrderDoubt::Firsts(4)));
        assert_eq!(doubt(&["01-01-2023", "02-01-2023", "03-01-2023"]), None, "as Danes write");
        assert_eq!(doubt(&["01/01/2023", "01/02/2023", "01/03/2023"]), None, "firsts of months, day first");
    }

    #[test]
    fn dates_in_order_only_with_the_month_first_are_in_doubt() {
        let dates = ["02/03/2023", "03/11/2023", "05/02/2023", "06/08/2023", "09/04/2023"];
        assert_eq!(doubt(&dates), Some(OrderDoubt::Any));
        assert_eq!(
            doubt(&dates.map(|date| Box::leak(date.replace('/', "-").into_boxed_str()) as &str)),
            None,
            "too few"
        );
        assert_eq!(
            doubt(&dates.map(|date| Box::leak(date.replace('/', ".").into_boxed_str()) as &str)),
            None,
            "no month is first"
        );
        assert_eq!(doubt(&["02/03/2023", "11/03/2023", "02/05/2023", "08/06/2023", "04/09/2023"]), None, "day first");
        assert_eq!(doubt(&["02/03/2023", "03/11/2023", "05/02/2023", "06/08/2023", "13/04/2023"]), None, "the 13th");
    }
}
