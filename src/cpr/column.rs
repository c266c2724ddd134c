//! Judges numbers that look like CPR numbers by the column that they are in.
//!
//! Workplaces, bookings, invoices and clocks have numbers of ten digits too, and a tenth to a half of these begin with a date. In
//! a column of CPR numbers all do, nearly all have a valid check digit, and days, years and last digits vary.

use std::collections::BTreeSet;

use super::{NumberLook, Shape, is_header, look};

/// Different numbers that are remembered at most.
const MOST: usize = 2_000;

/// What the cells of a column show about persons.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnPersons {
    /// Cells that are not empty.
    pub filled: u64,
    /// Cells that are one number of the length of a CPR number.
    numbers: u64,
    /// Those of them that begin with a date.
    dated: u64,
    /// Those of them with a valid check digit.
    checked: u64,
    /// Rows with a number that is likely a CPR number, in ascending order.
    suspects: Vec<u32>,
    /// Rows with a CPR number among words.
    in_text: Vec<u32>,
    different: BTreeSet<u64>,
}

impl ColumnPersons {
    /// What the texts of a column show; rows are numbered from 1.
    pub fn of<T: AsRef<str>>(texts: &[T]) -> Self {
        let mut column = Self { filled: texts.len() as u64, ..Self::default() };
        for (row, text) in (1..).zip(texts) {
            match look(text.as_ref()) {
                NumberLook::Nothing => {}
                NumberLook::Number(shape) => column.weigh(&shape, row),
                NumberLook::InText => column.weigh_text(row),
            }
        }
        column
    }

    /// Looks at a cell that is one number and nothing else.
    pub fn weigh(&mut self, shape: &Shape, row: u32) {
        self.numbers += 1;
        if !shape.is_dated {
            return;
        }
        self.dated += 1;
        self.checked += u64::from(shape.has_check_digit());
        if shape.is_likely() {
            self.suspects.push(row);
        }
        if self.different.len() < MOST {
            self.different.insert(shape.number);
        }
    }

    /// Adds a cell with a CPR number among words.
    pub fn weigh_text(&mut self, row: u32) {
        self.in_text.push(row);
    }

    /// Adds the evidence of later rows.
    pub fn extend(&mut self, later: Self) {
        self.filled += later.filled;
        self.numbers += later.numbers;
        self.dated += later.dated;
        self.checked += later.checked;
        self.suspects.extend(later.suspects);
        self.in_text.extend(later.in_text);
        let room = MOST.saturating_sub(self.different.len());
        self.different.extend(later.different.into_iter().take(room));
    }

    pub fn has_suspects(&self) -> bool {
        !self.suspects.is_empty() || !self.in_text.is_empty()
    }

    /// The rows that have CPR numbers, in ascending order.
    pub fn rows(&self, header: &str) -> Vec<u32> {
        self.with_text(is_header(header) || !self.is_other_kind())
    }

    fn with_text(&self, are_persons: bool) -> Vec<u32> {
        let mut rows = self.in_text.clone();
        if are_persons {
            rows.extend(&self.suspects);
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The rows of a column of amounts that have CPR numbers: those whose number is a hundred times greater than the `greatest`
    /// of the shorter numbers, unless some long numbers do not begin with a date.
    pub fn rows_among_amounts(&self, header: &str, greatest: f64) -> Vec<u32> {
        let are_amounts = greatest > 1e7 || self.dated < self.numbers;
        if are_amounts && !is_header(header) { self.with_text(false) } else { self.rows(header) }
    }

    /// Whether the whole column has numbers of one other kind.
    fn is_other_kind(&self) -> bool {
        let is_uniform = self.numbers * 10 >= self.filled * 9 && self.numbers >= 3;
        if !is_uniform || self.checked * 2 > self.dated {
            return false;
        }
        if self.dated * 10 < self.numbers * 9 {
            return true;
        }
        // All begin with a date. Bookings have dates of these years, or a year at the end; other kinds may begin with the same two
        // digits, which no month has as its last days.
        let parts = |part: fn(u64) -> u64| self.different.iter().map(|number| part(*number)).collect::<BTreeSet<_>>();
        let all = self.different.len();
        let (days, months) = (parts(|number| number / 100_000_000), parts(|number| number / 1_000_000 % 100));
        let (years, serials) = (parts(|number| number / 10_000 % 100), parts(|number| number % 10_000));
        let have_one_beginning = days.len() == 1 && months.len() > 1 && days.iter().all(|day| *day < 29);
        let are_recent = years.len() <= (all / 8).max(2) && years.iter().all(|year| (15..=40).contains(year));
        let end_with_years = serials.len() * 4 <= all && serials.iter().all(|serial| (1990..=2060).contains(serial));
        all >= 3 && (have_one_beginning || are_recent || end_with_years)
    }
}
