//! Judges the candidates of a file from top to bottom, by their labels and their numbers.

use super::groups::{Agreement, GroupSum};
use super::{TotalCandidate, Verdict};
use crate::ingest::total_words::TotalLabel;

/// Most earlier totals after which a group may begin.
const MAX_STARTS: usize = 30;

/// Decides which candidates are totals of other rows and are left out.
pub(super) struct Judge<'c> {
    pub candidates: &'c mut [TotalCandidate],
    /// Sums of all rows that are no candidates.
    pub whole: &'c [GroupSum],
    /// Rows that fit.
    pub rows: usize,
}

impl Judge<'_> {
    pub fn judge(&mut self) {
        self.judge_numbers(false);
        // Rows lack a text for many reasons. If most such rows are not sums, one that is a sum is a coincidence.
        let gaps = || self.candidates.iter().filter(|one| one.has_gap && one.is_kept());
        if gaps().filter(|one| one.verdict != Verdict::Data).count() * 2 < gaps().count() {
            for candidate in self.candidates.iter_mut().filter(|one| one.has_gap && one.is_kept()) {
                candidate.has_gap = false;
                candidate.is_settled = candidate.label().is_none() && candidate.at > 0 && candidate.at + 1 < self.rows;
            }
            self.judge_numbers(false);
        }
        // Once there are totals, one of a single row, or of zeros, is a total too.
        if self.candidates.iter().any(|one| one.verdict == Verdict::Total) {
            self.judge_numbers(true);
        }
        let has_totals = self.candidates.iter().any(|one| one.verdict == Verdict::Total);
        for at in 0..self.candidates.len() {
            if self.candidates[at].verdict != Verdict::Total {
                let verdict = self.by_label(at, has_totals);
                self.candidates[at].disagrees = verdict == Verdict::Total && self.sums_nothing(at);
                self.candidates[at].verdict = verdict;
            }
        }
    }

    /// Judges all candidates by their numbers.
    fn judge_numbers(&mut self, trivial: bool) {
        // Sums of the rows before each candidate without the totals among them.
        let mut kept = vec![GroupSum::default(); self.whole.len()];
        let mut starts: Vec<Vec<GroupSum>> = vec![kept.clone()];
        for at in 0..self.candidates.len() {
            let before: Vec<GroupSum> =
                self.candidates[at].before.iter().zip(&kept).map(|(before, kept)| before.and(*kept)).collect();
            let verdict = self.by_numbers(at, &before, &starts, trivial);
            let candidate = &mut self.candidates[at];
            candidate.verdict = verdict;
            let is_data =
                candidate.is_kept() && verdict == Verdict::Data && candidate.label() != Some(TotalLabel::Certain);
            if is_data {
                for (kept, number) in kept.iter_mut().zip(&candidate.numbers) {
                    number.iter().for_each(|number| kept.add(*number));
                }
            } else {
                starts.push(before);
            }
        }
    }

    /// The verdict on a candidate by its numbers and those of the groups that end or begin at it.
    fn by_numbers(&self, at: usize, before: &[GroupSum], starts: &[Vec<GroupSum>], trivial: bool) -> Verdict {
        let candidate = &self.candidates[at];
        if candidate.is_settled || candidate.label() == Some(TotalLabel::Part) {
            return Verdict::Data;
        }
        let is_extreme = candidate.label() == Some(TotalLabel::Extreme)
            && self.is_at_end(at)
            && is_extreme(&candidate.numbers, &self.others(at));
        if is_extreme {
            return Verdict::Doubtful;
        }
        // »Antal i alt: 6« may begin like one and be a sum.
        let label = candidate.label().filter(|label| *label != TotalLabel::Extreme);
        let most = if label.is_some() { MAX_STARTS } else { 2 };
        // The nearest earlier totals, and the start of the file.
        let nearest = starts.iter().rev().take(most).chain(starts.first());
        let above =
            nearest.map(|start| before.iter().zip(start).map(|(before, start)| before.without(*start)).collect());
        let groups: Vec<Vec<GroupSum>> = above.chain([self.others(at), self.below(at)]).collect();
        let agreements = || groups.iter().map(|group| Agreement::of(&candidate.numbers, group));
        let strikes = agreements().any(|found| found.is_striking(candidate.has_gap || !candidate.is_kept()));
        let Some(label) = label else {
            return if strikes { Verdict::Doubtful } else { Verdict::Data };
        };
        let certain = label == TotalLabel::Certain;
        let agrees = agreements().any(|found| {
            let sums = found.telling_sums > 0 || ((trivial || certain) && found.sums > 0);
            sums || (label >= TotalLabel::Whole && found.means > 0)
        });
        match (agrees, candidate.total.is_dated || label == TotalLabel::Name) {
            (true, false) => Verdict::Total,
            (true, true) if strikes || certain => Verdict::Doubtful,
            _ => Verdict::Data,
        }
    }

    /// Sums of all other rows that are data.
    fn others(&self, at: usize) -> Vec<GroupSum> {
        self.with_unlabelled(self.whole.to_vec(), 0..self.candidates.len(), at)
    }

    /// Sums of the rows below, up to the next row with a label.
    fn below(&self, at: usize) -> Vec<GroupSum> {
        let next = (at + 1..self.candidates.len()).find(|next| self.candidates[*next].label().is_some());
        let end = next.map_or(self.whole, |next| &self.candidates[next].before);
        let rows = end.iter().zip(&self.candidates[at].before).map(|(end, start)| end.without(*start)).collect();
        self.with_unlabelled(rows, at + 1..next.unwrap_or(self.candidates.len()), at)
    }

    /// Adds candidates that fit and have no label, without the one that is judged.
    fn with_unlabelled(&self, mut sums: Vec<GroupSum>, range: std::ops::Range<usize>, except: usize) -> Vec<GroupSum> {
        for other in range.filter(|other| *other != except) {
            let other = &self.candidates[other];
            if other.label().is_none() && other.is_kept() {
                for (sum, number) in sums.iter_mut().zip(&other.numbers) {
                    number.iter().for_each(|number| sum.add(*number));
                }
            }
        }
        sums
    }

    /// The verdict by label and place on a candidate whose numbers decide nothing.
    fn by_label(&self, at: usize, has_totals: bool) -> Verdict {
        let candidate = &self.candidates[at];
        let Some(label) = candidate.total.label else { return candidate.verdict };
        if candidate.total.is_dated {
            return candidate.verdict;
        }
        let alike = |other: &&TotalCandidate| other.label() == Some(label.label) && other.verdict != Verdict::Total;
        let is_value = candidate.total.has_texts && self.candidates.iter().filter(alike).count() > 1;
        match label.label {
            TotalLabel::Part if label.is_read || !candidate.is_kept() => Verdict::Doubtful,
            _ if is_value => candidate.verdict,
            TotalLabel::Certain if !candidate.is_kept() || has_totals || self.is_at_end(at) => {
                if candidate.total.has_texts && !label.is_read { candidate.verdict } else { Verdict::Total }
            }
            TotalLabel::Certain | TotalLabel::Whole
                if !candidate.total.has_texts && (label.is_read || !candidate.is_kept()) =>
            {
                Verdict::Doubtful
            }
            _ => candidate.verdict,
        }
    }

    /// Whether a total disagrees with the rows: its only number is neither their sum nor their count, or each of its numbers is
    /// greater, as if rows were missing. Smaller numbers may be means, or count once what is in several rows.
    fn sums_nothing(&self, at: usize) -> bool {
        let candidate = &self.candidates[at];
        let has_other_meaning = candidate.total.label.is_some_and(|label| label.is_average);
        let others = self.others(at);
        let numbers: Vec<(f64, &GroupSum)> =
            candidate.numbers.iter().zip(&others).filter_map(|(number, sum)| Some(((*number)?, sum))).collect();
        let differs = match numbers.as_slice() {
            [(number, sum)] => *number != sum.values as f64 && Agreement::of(&[Some(*number)], &[**sum]).sums == 0,
            several => {
                let is_greater = |(number, sum): &(f64, &GroupSum)| {
                    *number > sum.sum && Agreement::of(&[Some(*number)], &[**sum]).sums == 0
                };
                !several.is_empty() && several.iter().all(is_greater)
            }
        };
        // Subtotals are compared with the rows above them, which may have totals among them too.
        let is_only = self.candidates.iter().filter(|other| other.total.label.is_some()).count() == 1;
        !has_other_meaning && is_only && self.is_at_end(at) && numbers.iter().all(|(_, sum)| sum.values >= 2) && differs
    }

    /// Whether all rows without a label are above it, or all are below it.
    fn is_at_end(&self, at: usize) -> bool {
        let labelled = |candidates: &[TotalCandidate]| candidates.iter().filter(|one| one.is_labelled_row()).count();
        let plain_before = self.candidates[at].at - labelled(&self.candidates[..at]);
        plain_before == 0 || plain_before == self.rows - labelled(self.candidates)
    }
}

/// Whether every number is the greatest of the group's, or every one the least, or how many there are.
fn is_extreme(numbers: &[Option<f64>], others: &[GroupSum]) -> bool {
    let pairs: Vec<(f64, &GroupSum)> =
        numbers.iter().zip(others).filter_map(|(number, group)| Some(((*number)?, group))).collect();
    let all = |extreme: fn(&GroupSum) -> f64| pairs.iter().all(|(number, group)| *number == extreme(group));
    !pairs.is_empty()
        && pairs.iter().all(|(_, group)| group.values >= 3)
        && (all(GroupSum::greatest) || all(GroupSum::least) || all(|group| group.values as f64))
}
