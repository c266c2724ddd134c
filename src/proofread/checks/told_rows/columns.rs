//! The rows and columns of a table that a clause may be about.

use super::clause::TableClause;
use crate::proofread::checks::about_tables::{YearGroup, year_columns, year_groups};
use crate::proofread::checks::prelude::*;

/// Words before the first year of a change whose second is the last of the table.
const SINCE: [WordClass; 1] = [words![siden forhold]];

impl<'a> TableClause<'a> {
    /// The rows that can be compared with each other.
    pub(super) fn ranked_rows(&self) -> Vec<&'a PrintedRow> {
        let is_ranked = |(at, row): &(usize, &PrintedRow)| {
            let is_whole = row.is_total() || self.names.whole == Some(*at);
            !row.is_heading() && !is_whole && !row.is_item && !row.is_subset()
        };
        self.table.rows.iter().enumerate().filter(is_ranked).map(|(_, row)| row).collect()
    }

    /// The columns that a number of the clause may be of: those that are named, the total, or all that have such numbers.
    pub(super) fn value_columns(&self, percent: bool) -> Vec<usize> {
        let is_alike = |column: &usize| {
            let mut values = self.table.rows.iter().filter_map(|row| row.value(*column));
            !is_change(self.table.column(*column)) && values.any(|value| value.percent == percent)
        };
        let all: Vec<usize> = (0..self.table.width()).filter(is_alike).collect();
        let named: Vec<usize> = all.iter().copied().filter(|column| self.columns.contains(column)).collect();
        if !named.is_empty() {
            return named;
        }
        // A target is the same for all rows.
        let is_varied = |column: &usize| {
            let mut values =
                self.ranked_rows().into_iter().filter_map(|row| row.value(*column)).map(|value| value.value);
            let first = values.next();
            values.any(|value| Some(value) != first)
        };
        let total = all.iter().copied().filter(|column| Some(*column) == self.total_column());
        let totals: Vec<usize> = total.collect();
        if !totals.is_empty() {
            return totals;
        }
        let varied: Vec<usize> = all.iter().copied().filter(is_varied).collect();
        if varied.is_empty() { all } else { varied }
    }

    /// The columns of counts in which the row has a number.
    pub(super) fn value_columns_of(&self, row: &PrintedRow) -> Vec<usize> {
        let is_count = |column: &usize| {
            let value = row.value(*column);
            !is_change(self.table.column(*column)) && value.is_some_and(|value| !value.percent && value.decimals == 0)
        };
        (0..self.table.width()).filter(is_count).collect()
    }

    /// The column that is the sum of the others: by its name, or the last one if it is so in each row.
    pub(super) fn total_column(&self) -> Option<usize> {
        let named = (0..self.table.width()).find(|column| total_kind(self.table.column(*column)).is_some());
        let last = self.table.width().checked_sub(1).filter(|last| *last >= 2)?;
        let is_sum = |row: &&PrintedRow| {
            let parts: Option<Vec<PrintedNumber>> = (0..last).map(|column| row.value(column)).collect();
            row.value(last).zip(parts).is_some_and(|(total, parts)| adds_up(&total, &parts))
        };
        named.or_else(|| Some(last).filter(|_| self.ranked_rows().iter().all(is_sum)))
    }

    /// The total of the table.
    pub(super) fn total_row(&self) -> Option<&'a PrintedRow> {
        let whole = || self.names.whole.and_then(|at| self.table.rows.get(at));
        self.table.rows.iter().rev().find(|row| row.is_total()).or_else(whole)
    }

    /// Whether the numbers of the column have as many decimals.
    pub(super) fn is_like(&self, column: usize, decimals: usize) -> bool {
        self.ranked_rows().iter().filter_map(|row| row.value(column)).all(|value| value.decimals == decimals)
    }

    /// The earlier and the later column of a change: the two years that are named, or the only two of the table.
    pub(super) fn year_pair(&self) -> Option<(usize, usize)> {
        let mut years = self.year_columns();
        years.sort_by(|one, two| one.1.total_cmp(&two.1));
        let said = crate::proofread::token::years(&self.sentence.tokens);
        let is_said = |year: f64| said.iter().any(|(_, own)| *own == year);
        let is_named = |(column, year): &&(usize, f64)| self.columns.contains(column) || is_said(*year);
        let named: Vec<usize> = years.iter().filter(is_named).map(|(column, _)| *column).collect();
        // »… faldet hvert år siden 2021, i alt med 1,6 procentpoint«
        let before = self.sentence.tokens.get(..self.range.start).unwrap_or_default();
        let is_since = self.has_word(&SINCE)
            || crate::proofread::token::years(self.tokens()).is_empty() && has_any(before, &[words![siden]]);
        // »I 2024, hvor der var 31 flere end året før«
        if let (true, [(_, year)]) = (self.is_than_year_before(), said.as_slice()) {
            let column = |year: f64| years.iter().find(|(_, own)| *own == year).map(|(column, _)| *column);
            return column(year - 1.0).zip(column(*year));
        }
        match (named.as_slice(), years.as_slice()) {
            ([from, to], _) if !is_since => Some((*from, *to)),
            ([from], [.., (last, _)]) if is_since && from != last => Some((*from, *last)),
            (_, [(from, _), (to, _)]) => Some((*from, *to)),
            _ => None,
        }
    }

    /// Whether the clause compares with »året før«.
    pub(super) fn is_than_year_before(&self) -> bool {
        let words = self.tokens().windows(3);
        let mut words = words.map(|three| [three[0].word(), three[1].word(), three[2].word()]);
        words.any(|words| matches!(words, ["end", "året", "før"] | ["end", "sidste", "år"]))
    }

    /// The columns of years of the only group, or of the one that the sentence speaks of.
    fn year_columns(&self) -> Vec<(usize, f64)> {
        let groups = year_groups(self.table);
        if groups.len() == 1 {
            return year_columns(self.table);
        }
        let is_told =
            |group: &&YearGroup, tokens: &[PlacedToken]| tokens.iter().any(|placed| group.is_told_by(placed.word()));
        // The clause refers to one, or else the sentence.
        let own = only(groups.iter().filter(|group| is_told(group, self.tokens())));
        let group = own.or_else(|| only(groups.iter().filter(|group| is_told(group, &self.sentence.tokens))));
        group.map(|group| group.columns.clone()).unwrap_or_default()
    }

    /// Whether the clause refers to one of several groups of years: »besøgstallet« of »Besøg 2022«.
    pub(super) fn tells_group(&self) -> bool {
        let groups = year_groups(self.table);
        let is_told = |group: &&YearGroup| self.tokens().iter().any(|placed| group.is_told_by(placed.word()));
        only(groups.iter().filter(is_told)).is_some()
    }

    /// The pairs of years that a change may be between, the likeliest first: that of [`Self::year_pair`], or the last two.
    pub(super) fn year_pairs(&self) -> Vec<(usize, usize)> {
        let mut years = self.year_columns();
        years.sort_by(|one, two| two.1.total_cmp(&one.1));
        let pairs = years.iter().enumerate().flat_map(|(at, to)| years.iter().skip(at + 1).map(|from| (from.0, to.0)));
        self.year_pair().into_iter().chain(pairs).collect()
    }
}
