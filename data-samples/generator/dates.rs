//! Days without a clock: calendar arithmetic, and the plausible spread of a year's dates.

use crate::rng::Rng;

/// A calendar day, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i32);

/// How busy each month is, January first: July is quiet, December short.
const MONTH_WEIGHTS: [f64; 12] = [9.0, 9.0, 10.0, 8.0, 9.0, 9.0, 1.0, 7.0, 10.0, 10.0, 11.0, 6.0];

impl Date {
    /// The day of a proleptic Gregorian year, month and day.
    pub const fn ymd(year: i32, month: i32, day: i32) -> Date {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Date(era * 146_097 + day_of_era - 719_468)
    }

    /// Year, month and day again.
    pub const fn parts(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
    }

    /// The day `days` later (or earlier, when negative).
    pub const fn plus(self, days: i32) -> Date {
        Date(self.0 + days)
    }

    /// This day, or the Friday before it when it falls on a weekend.
    pub const fn workday(self) -> Date {
        match (self.0 + 3).rem_euclid(7) {
            5 => Date(self.0 - 1),
            6 => Date(self.0 - 2),
            _ => self,
        }
    }

    /// Any day from `first` to `last`, both included.
    pub fn between(rng: &mut Rng, first: Date, last: Date) -> Date {
        Date(first.0 + rng.below((last.0 - first.0 + 1) as usize) as i32)
    }
}

/// The last day of a year.
pub const fn year_end(year: i32) -> Date {
    Date::ymd(year, 12, 31)
}

/// `count` workdays spread over a year, in order, more of them in busy months.
pub fn workdays(rng: &mut Rng, year: i32, count: usize) -> Vec<Date> {
    let total: f64 = MONTH_WEIGHTS.iter().sum();
    let mut dates: Vec<Date> = (0..count)
        .map(|i| {
            let mut at = (i as f64 + rng.unit()) / count as f64 * total;
            let mut month = 0;
            while month < 11 && at >= MONTH_WEIGHTS[month] {
                at -= MONTH_WEIGHTS[month];
                month += 1;
            }
            let days = if month == 11 { 16.0 } else { 24.0 };
            let day = 4 + (at / MONTH_WEIGHTS[month] * days) as i32;
            Date::ymd(year, month as i32 + 1, day).workday()
        })
        .collect();
    dates.sort();
    dates
}

/// `count` workdays spread evenly from one workday to another, in order.
pub fn spread(rng: &mut Rng, first: Date, last: Date, count: usize) -> Vec<Date> {
    let days = f64::from(last.0 - first.0 + 1);
    let day = |i| first.plus(((i as f64 + rng.unit()) / count as f64 * days) as i32).workday().max(first);
    let mut dates: Vec<Date> = (0..count).map(day).collect();
    dates.sort();
    dates
}

/// The dates of something that two source systems both register: the same in both.
pub fn joint_dates(title: &str, year: i32, count: usize) -> Vec<Date> {
    workdays(&mut Rng::new(&format!("{title} {year}")), year, count)
}

/// Whether an event belongs in the export made for a year: that year, and the weeks around it,
/// because real exports are never cut exactly at New Year.
pub fn exported(day: Date, year: i32) -> bool {
    (Date::ymd(year - 1, 12, 8)..=Date::ymd(year + 1, 1, 25)).contains(&day)
}

/// How long a register row holds, first and last day included; no last day means still.
#[derive(Clone, Copy, Debug)]
pub struct Spell {
    /// First day.
    pub from: Date,
    /// Last day, if it has ended.
    pub last: Option<Date>,
}

impl Spell {
    /// Still valid since `from`.
    pub const fn since(from: Date) -> Spell {
        Spell { from, last: None }
    }

    /// Valid from `from` to `last`.
    pub const fn ended(from: Date, last: Date) -> Spell {
        Spell { from, last: Some(last) }
    }

    /// Whether the row is valid on a day.
    pub fn holds(self, day: Date) -> bool {
        self.from <= day && self.last.is_none_or(|last| last >= day)
    }

    /// The row as a register exported at the end of `day` knows it: nothing of the future.
    pub fn known_by(self, day: Date) -> Option<Spell> {
        let last = self.last.filter(|last| *last <= day);
        (self.from <= day).then_some(Spell { from: self.from, last })
    }
}
