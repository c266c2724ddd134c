//! Evidence that dates are misread: day and month swapped by a spreadsheet program, or years of two digits written first.

use chrono::{Datelike, NaiveDate};

use super::Sample;
use crate::ingest::column::date::{DateOrder, WrittenDate};

/// The last day that may also be a month.
const LAST_MONTH: u32 = 12;
/// Largest probability by chance of a column that is reported.
const CHANCE: f64 = 0.02;
const MAY_BE_MONTH: f64 = 12.0 / 31.0;
/// After this many texts without a date cell, no date cell is expected.
const ONLY_TEXTS: u32 = 1_000;

/// Whether all days that may be months are date cells, and all others texts.
///
/// An English Excel that opens a Danish text file makes 3 May of 05/03, and leaves 13/03, which is no day to it, as a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExchangedDays {
    /// Whether some date does not fit.
    pub is_settled: bool,
    /// Date cells up to the twelfth, and the first of them.
    cells: u32,
    first: Option<(u32, NaiveDate)>,
    /// Texts after the twelfth.
    texts: u32,
}

impl ExchangedDays {
    pub fn learn(&mut self, row: u32, date: &WrittenDate) {
        match (date.order, date.day.day() <= LAST_MONTH) {
            (DateOrder::Cell, true) => {
                self.cells += 1;
                self.first = self.first.or(Some((row, date.day)));
            }
            (DateOrder::Slashes | DateOrder::Danish, false) => {
                self.texts += 1;
                self.is_settled = self.texts > ONLY_TEXTS && self.cells == 0;
            }
            _ => self.is_settled = true,
        }
    }

    pub fn extend(&mut self, later: Self) {
        self.is_settled |= later.is_settled;
        self.cells += later.cells;
        self.texts += later.texts;
        self.first = self.first.or(later.first);
    }

    /// The first date cell, if chance would hardly divide the dates so.
    pub fn doubt(&self) -> Option<Sample> {
        let (row, day) = self.first.filter(|_| !self.is_settled && self.cells > 1 && self.texts > 1)?;
        let chance = MAY_BE_MONTH.powf(self.cells.into()) * (1.0 - MAY_BE_MONTH).powf(self.texts.into());
        (chance <= CHANCE).then(|| Sample::new(row, &day.format("%d-%m-%Y").to_string()))
    }
}

/// Years that are likely as two digits before month and day.
const RECENT: std::ops::RangeInclusive<u32> = 10..=29;
/// Fewer dates prove nothing.
const LEAST_DATES: u32 = 3;
/// Years between the first and the last that a log or register hardly has.
const LEAST_YEARS: u32 = 3;

/// Whether dates such as `24-05-13` have the year first: all begin with the same number or two neighbours, and end with many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ShortYears {
    count: u32,
    first: Option<Sample>,
    /// Bits of the numbers that dates begin and end with.
    begins: u128,
    ends: u128,
    /// Whether a date shows that it ends with the year.
    is_settled: bool,
}

impl ShortYears {
    pub fn learn(&mut self, row: u32, date: &WrittenDate) {
        let (day, month, year) = (date.day.day(), date.day.month(), date.day.year().rem_euclid(100) as u32);
        self.is_settled |= NaiveDate::from_ymd_opt(2000 + day as i32, month, year).is_none();
        self.count += 1;
        if self.first.is_none() {
            self.first = Some(Sample::new(row, &format!("{day:02}-{month:02}-{year:02}")));
        }
        self.begins |= 1 << day;
        self.ends |= 1 << year;
    }

    pub fn extend(&mut self, later: Self) {
        self.is_settled |= later.is_settled;
        self.count += later.count;
        self.first = self.first.take().or(later.first);
        self.begins |= later.begins;
        self.ends |= later.ends;
    }

    /// The first date, if the year most likely comes first.
    pub fn doubt(&self) -> Option<&Sample> {
        let span = |bits: u128| (bits.trailing_zeros(), 127 - bits.leading_zeros().min(127));
        let ((low, high), (from, to)) = (span(self.begins), span(self.ends));
        let is_year = RECENT.contains(&low) && RECENT.contains(&high) && high - low <= 1;
        let are_days = self.ends.count_ones() >= LEAST_DATES && to - from >= LEAST_YEARS;
        let is_likely = !self.is_settled && self.count >= LEAST_DATES && is_year && are_days;
        self.first.as_ref().filter(|_| is_likely)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use chrono::NaiveTime;

    use super::*;
    use crate::cell::RawCell;
    use crate::definition::dataset::DateFormat;
    use crate::ingest::column::date::of_cell;

    fn written(text: &str) -> WrittenDate {
        of_cell(&RawCell::Text(text.into()), DateFormat::DayFirst, false).unwrap().0
    }

    fn exchanged(cells: &[(u32, u32)], texts: &[&str]) -> bool {
        let mut evidence = ExchangedDays::default();
        for (month, day) in cells {
            let day = NaiveDate::from_ymd_opt(2024, *month, *day).unwrap();
            evidence.learn(2, &WrittenDate::cell(day, NaiveTime::MIN));
        }
        texts.iter().for_each(|text| evidence.learn(3, &written(text)));
        evidence.doubt().is_some()
    }

    #[test]
    fn date_cells_up_to_the_twelfth_among_texts_after_it_were_exchanged() {
        let cells = [(5, 1), (6, 2), (1, 4), (9, 12)];
        assert!(exchanged(&cells, &["13/03/2024", "25-03-2024"]));
        assert!(!exchanged(&cells, &["13/03/2024", "05/03/2024"]), "a text before the thirteenth");
        assert!(
            !exchanged(&[(5, 1), (6, 2), (1, 4), (9, 13)], &["13/03/2024", "25/03/2024"]),
            "a cell after the twelfth"
        );
        assert!(!exchanged(&cells[..2], &["13/03/2024", "25/03/2024"]), "too few");
        assert!(!exchanged(&cells, &["13.03.2024", "25.03.2024"]), "as no program exchanges");
        assert!(!exchanged(&cells, &[]));
    }

    #[test]
    fn short_dates_that_all_begin_with_one_year_and_end_with_many_days_have_the_year_first() {
        let doubt = |texts: &[&str]| {
            let mut evidence = ShortYears::default();
            texts.iter().for_each(|text| evidence.learn(2, &written(text)));
            evidence.doubt().is_some()
        };
        assert!(doubt(&["24-01-05", "24-02-13", "24-03-28"]));
        assert!(doubt(&["23/12/30", "24/01/02", "24/03/28"]));
        for (texts, why) in [
            (&["05-01-24", "13-02-24", "28-03-24"][..], "days first"),
            (&["28-01-24", "28-02-24", "28-12-23"], "the same day of each month"),
            (&["01-01-24", "01-01-19", "01-01-07"], "the first of years"),
            (&["24-12-48", "24-12-53", "24-12-61"], "days of birth"),
            (&["24-01-05", "24-02-13"], "too few"),
        ] {
            assert!(!doubt(texts), "{why}");
        }
    }
}
