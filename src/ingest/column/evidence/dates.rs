//! What the dates of a column show together: their years, their times of day, and how they are written.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use super::order::OrderEvidence;
use super::parts::{ExchangedDays, ShortYears};
use crate::ingest::causes::Tally;
use crate::ingest::column::date::WrittenDate;

/// Dates of a year that are remembered with their rows.
const SAMPLES: usize = 20;

/// From this time of day on, a date may be a midnight in another time zone.
const LATE: u32 = 22 * 3600;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct DateEvidence {
    years: Vec<YearEvidence>,
    /// Index of the year that the last date had.
    last: usize,
    pub times: TimeEvidence,
    pub orders: OrderEvidence,
    pub exchanged: ExchangedDays,
    pub year_first: ShortYears,
    /// Rows whose year has two digits and is read as one of the twentieth century.
    pub short_years: Vec<u32>,
}

/// The dates of one year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct YearEvidence {
    pub year: i32,
    pub count: u64,
    /// The first of them with their rows.
    pub first: Vec<(u32, NaiveDate)>,
}

/// The times of day that dates have. A date alone has midnight.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TimeEvidence {
    pub summer: SeasonTime,
    pub winter: SeasonTime,
    pub earliest: Option<NaiveTime>,
    /// Late times that are not written for the end of a day.
    pub late: Tally,
}

/// The time of day in summer, or in winter.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum SeasonTime {
    #[default]
    None,
    One(NaiveTime),
    Several,
}

impl DateEvidence {
    pub fn learn(&mut self, row: u32, date: &WrittenDate) {
        self.learn_year(row, date.day);
        if let Some(time) = date.time.filter(|time| !self.times.knows(*time)) {
            self.times.learn(row, date.day, time);
        }
        if !self.orders.is_settled {
            self.orders.learn(row, date);
        }
        if !self.exchanged.is_settled {
            self.exchanged.learn(row, date);
        }
        if date.two_digits {
            self.year_first.learn(row, date);
        }
        if date.short_year {
            self.short_years.push(row);
        }
    }

    /// Counts a date without a time of day if only its year is new evidence, and returns whether that is so. A fast path: most
    /// dates are like others.
    pub fn count(&mut self, year: i32) -> bool {
        if !self.orders.is_settled || !self.exchanged.is_settled || !self.times.knows(NaiveTime::MIN) {
            return false;
        }
        let found = self.years.iter_mut().find(|found| found.year == year && found.first.len() == SAMPLES);
        found.map(|found| found.count += 1).is_some()
    }

    fn learn_year(&mut self, row: u32, day: NaiveDate) {
        let year = day.year();
        if self.years.get(self.last).is_none_or(|found| found.year != year) {
            self.last = self.years.iter().position(|found| found.year == year).unwrap_or(self.years.len());
            if self.last == self.years.len() {
                self.years.push(YearEvidence { year, ..YearEvidence::default() });
            }
        }
        if let Some(found) = self.years.get_mut(self.last) {
            found.count += 1;
            if found.first.len() < SAMPLES {
                found.first.push((row, day));
            }
        }
    }

    /// The years in their order.
    pub fn years(&self) -> Vec<&YearEvidence> {
        let mut years: Vec<_> = self.years.iter().collect();
        years.sort_by_key(|year| year.year);
        years
    }

    pub(super) fn extend(&mut self, later: Self) {
        for year in later.years {
            match self.years.iter_mut().find(|mine| mine.year == year.year) {
                Some(mine) => {
                    mine.count += year.count;
                    mine.first.extend(year.first);
                    mine.first.truncate(SAMPLES);
                }
                None => self.years.push(year),
            }
        }
        self.times.extend(later.times);
        self.orders.extend(later.orders);
        self.exchanged.extend(later.exchanged);
        self.year_first.extend(later.year_first);
        self.short_years.extend(later.short_years);
    }
}

impl TimeEvidence {
    /// Whether the time is midnight, and dates in summer and in winter have had it already: most dates have no other time.
    fn knows(&self, time: NaiveTime) -> bool {
        let is_known = |season: SeasonTime| matches!(season, SeasonTime::One(NaiveTime::MIN) | SeasonTime::Several);
        time == NaiveTime::MIN && self.earliest == Some(time) && is_known(self.summer) && is_known(self.winter)
    }

    fn learn(&mut self, row: u32, day: NaiveDate, time: NaiveTime) {
        let season = if is_summer(day) { &mut self.summer } else { &mut self.winter };
        season.learn(time);
        if self.earliest.is_none_or(|earliest| time < earliest) {
            self.earliest = Some(time);
        }
        if seconds(time) >= LATE && !is_end_of_day(time) {
            self.late.add(row, &day.and_time(time).format("%d-%m-%Y %H:%M:%S").to_string());
        }
    }

    fn extend(&mut self, later: Self) {
        for (mine, new) in [(&mut self.summer, later.summer), (&mut self.winter, later.winter)] {
            match new {
                SeasonTime::None => {}
                SeasonTime::One(time) => mine.learn(time),
                SeasonTime::Several => *mine = SeasonTime::Several,
            }
        }
        self.earliest = self.earliest.into_iter().chain(later.earliest).min();
        self.late.extend(later.late);
    }
}

impl SeasonTime {
    fn learn(&mut self, time: NaiveTime) {
        match self {
            Self::None => *self = Self::One(time),
            Self::One(known) if *known == time => {}
            _ => *self = Self::Several,
        }
    }
}

fn seconds(time: NaiveTime) -> u32 {
    chrono::Timelike::num_seconds_from_midnight(&time)
}

/// Whether programs write this time for the end of a day.
fn is_end_of_day(time: NaiveTime) -> bool {
    matches!(seconds(time), 86_340 | 86_399)
}

/// Whether Denmark has summer time on this day.
fn is_summer(day: NaiveDate) -> bool {
    let since_sunday = |day: NaiveDate| day.weekday().days_since(Weekday::Sun);
    // The last Sunday is past when no later one is left in a month of 31 days.
    let last_sunday_is_past = || day.day() + 7 - since_sunday(day) > 31;
    match day.month() {
        4..=9 => true,
        3 => last_sunday_is_past(),
        10 => !last_sunday_is_past(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use super::*;

    #[test]
    fn summer_time_is_from_the_last_sunday_of_march_to_that_of_october() {
        for (month, day, summer) in
            [(3, 30, false), (3, 31, true), (7, 1, true), (10, 26, true), (10, 27, false), (12, 1, false)]
        {
            assert_eq!(is_summer(NaiveDate::from_ymd_opt(2024, month, day).unwrap()), summer, "{day}/{month}");
        }
    }
}
