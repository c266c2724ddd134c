//! Leaves out rows that are computed from other rows of the file: totals, subtotals, averages.
//!
//! A row is judged by its label and by its numbers. With both it is certainly a total; a plain label is enough above or below
//! the data; numbers alone are a question to the reader.

mod groups;

use polars::prelude::{AnyValue, DataType, Float64Chunked, PolarsResult};

use super::keys::as_cell;
use super::{Batch, TableBuilder};
use crate::definition::dataset::ColumnKind;
use crate::findings::Code;
use crate::ingest::ROW_COLUMN;
use crate::ingest::batch::{BatchAccount, FOOTER, PossibleTotal};
use crate::ingest::causes::Cause;
use crate::ingest::column::Misfit;
use crate::ingest::rejected::CellMisfit;
use crate::ingest::total_words::TotalLabel;
use groups::{Agreement, GroupSum};

/// Candidates of a file at most. With more, the label is an ordinary value of a long list.
const MAX_CANDIDATES: usize = 20_000;

/// Earlier totals from which a group may begin.
const MAX_STARTS: usize = 30;

/// Rows with a gap among their texts that are looked at.
const MAX_GAPS: usize = 200;

/// Message for totals among or above the data.
const COMPUTED: &str = "En sum eller et gennemsnit af andre rækker er ikke talt med som data";

/// What a row that may be a total is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Data,
    /// Counted, and the reader is asked.
    Doubtful,
    Total,
}

/// A row that may be a total, with what is around it.
struct TotalCandidate {
    total: PossibleTotal,
    /// Rows of the file that fit and come before it.
    at: usize,
    /// Whether it lacks a text that most rows have.
    has_gap: bool,
    /// Whether it is data whatever its numbers are.
    is_settled: bool,
    /// Its numbers, and sums of the rows before it that are no candidates.
    numbers: Vec<Option<f64>>,
    before: Vec<GroupSum>,
    verdict: Verdict,
}

impl TotalCandidate {
    fn label(&self) -> Option<TotalLabel> {
        self.total.label.map(|label| label.label)
    }

    fn is_kept(&self) -> bool {
        self.total.misfit.is_none()
    }

    /// Whether it is a typed row with a label.
    fn is_labelled_row(&self) -> bool {
        self.is_kept() && self.total.label.is_some()
    }
}

impl TableBuilder<'_> {
    /// Judges the rows of the file that may be totals, and leaves out those that are.
    pub(super) fn leave_out_totals(&mut self) -> PolarsResult<()> {
        let mut candidates = self.candidates()?;
        if candidates.is_empty() {
            return Ok(());
        }
        let whole = self.sum_up(&mut candidates)?;
        Judge { candidates: &mut candidates, whole: &whole, rows: self.frame.height() - self.current.first_row }
            .judge();
        let layout = self.current.layout.clone();
        let Some(layout) = layout else { return Ok(()) };
        let mut batch = Batch::new(&layout, self.strictness, 0);
        let labelled = candidates.iter().filter(|one| one.is_labelled_row()).count();
        let plain = self.frame.height() - self.current.first_row - labelled;
        let mut labelled_before = 0;
        for candidate in candidates {
            let is_below = candidate.at - labelled_before == plain;
            labelled_before += usize::from(candidate.is_labelled_row());
            self.settle(candidate, is_below, &mut batch);
        }
        let BatchAccount { left_out, causes, mut rejects, .. } = batch.into_account();
        self.left_out_rows += left_out;
        self.current.causes.extend(causes);
        self.current.rejects.append(&mut rejects);
        Ok(())
    }

    /// Does what the verdict on a candidate says.
    fn settle(&mut self, candidate: TotalCandidate, is_below: bool, batch: &mut Batch) {
        let at = self.current.first_row + candidate.at;
        let PossibleTotal { row, shown, misfit, label, .. } = candidate.total;
        match (candidate.verdict, misfit) {
            (Verdict::Total, misfit) => {
                self.read -= 1;
                // All rows of data are above a total, so the file is whole.
                self.current.cut_row.take_if(|cut| cut.row == row);
                if misfit.is_none() {
                    self.totals.push(at);
                }
                let message = if is_below { FOOTER } else { COMPUTED };
                self.current.causes.add(Cause::noted(Code::FooterRow, message), row, &shown);
            }
            (Verdict::Doubtful, None) => {
                let message = match label {
                    Some(_) => {
                        "Rækken ser ud til at være en sum eller et gennemsnit af andre rækker, men er talt med som data"
                    }
                    None => "Rækkens tal er summen eller gennemsnittet af andre rækkers, men den er talt med som data",
                };
                self.current.causes.add(Cause::noted(Code::TotalRow, message), row, &shown);
            }
            (Verdict::Doubtful, Some(rejected)) => {
                let what = match label {
                    Some(_) => {
                        "Rækken mangler celler og ser ud til at være en sum eller et gennemsnit. Den er ikke talt med"
                    }
                    None => {
                        "Rækken mangler celler, og dens tal er summen eller gennemsnittet af andre rækkers. Den er ikke talt med"
                    }
                };
                let misfit = Misfit {
                    code: Code::TotalRow,
                    expected: what.to_owned(),
                    advice: Code::TotalRow.advice().to_owned(),
                };
                let about_row = CellMisfit { header: String::new(), value: shown, misfit };
                batch.leave_out(row, &rejected.cells, vec![about_row]);
            }
            (Verdict::Data, Some(rejected)) => batch.leave_out_row(row, &rejected.cells, rejected.misfits),
            (Verdict::Data, None) => {}
        }
    }

    /// Rows of the file with the label of a total, rows that do not fit, and rows that fit and stand where totals do.
    fn candidates(&mut self) -> PolarsResult<Vec<TotalCandidate>> {
        let mut possible = std::mem::take(&mut self.current.possible_totals);
        if possible.len() > MAX_CANDIDATES {
            possible.retain(|total| total.misfit.is_some());
        }
        let rows = self.frame.column(ROW_COLUMN)?.slice(self.current.first_row as i64, usize::MAX);
        let rows: Vec<u32> = if possible.is_empty() { Vec::new() } else { rows.u32()?.into_no_null_iter().collect() };
        let mut found: Vec<(PossibleTotal, usize, bool)> = Vec::new();
        for total in possible {
            let at = rows.partition_point(|row| *row < total.row);
            found.push((total, at, false));
        }
        for (at, has_gap) in self.places_of_totals()? {
            match found.iter_mut().find(|(total, place, _)| *place == at && total.misfit.is_none()) {
                Some((_, _, gap)) => *gap = has_gap,
                None => found.extend(self.unlabelled(at)?.map(|total| (total, at, has_gap))),
            }
        }
        found.sort_by_key(|(total, at, _)| (*at, total.row));
        let amounts: Vec<usize> = self.amounts().collect();
        let candidate = |(total, at, has_gap): (PossibleTotal, usize, bool)| TotalCandidate {
            numbers: amounts.iter().map(|column| total.numbers.get(*column).copied().flatten()).collect(),
            total,
            at,
            has_gap,
            is_settled: false,
            before: Vec::new(),
            verdict: Verdict::Data,
        };
        Ok(found.into_iter().map(candidate).collect())
    }

    /// Indexes of the dataset's columns of numbers.
    fn amounts(&self) -> impl Iterator<Item = usize> {
        let readers = self.schema.columns.iter().enumerate();
        readers.filter(|(_, reader)| reader.is_amount() && !reader.column.drop).map(|(column, _)| column)
    }

    /// The first and the last row, and rows that lack a text which most rows have.
    fn places_of_totals(&self) -> PolarsResult<Vec<(usize, bool)>> {
        let rows = self.frame.height() - self.current.first_row;
        if rows < 3 || self.amounts().next().is_none() {
            return Ok(Vec::new());
        }
        let mut places = std::collections::BTreeMap::from([(0, false), (rows - 1, false)]);
        for (column, reader) in self.frame.columns().iter().zip(&self.schema.columns) {
            if !matches!(reader.column.kind, ColumnKind::Text | ColumnKind::Category(_)) {
                continue;
            }
            let cells = column.slice(self.current.first_row as i64, rows);
            let gaps = cells.null_count();
            if gaps == 0 || gaps > MAX_GAPS || gaps * 2 > rows {
                continue;
            }
            let is_null = cells.is_null();
            let empty = is_null.iter().enumerate().filter(|(_, is_null)| *is_null == Some(true));
            places.extend(empty.map(|(at, _)| (at, true)));
        }
        Ok(places.into_iter().collect())
    }

    /// A row of the file that fits, as a possible total without a label; `None` if it has a date or no number.
    fn unlabelled(&self, at: usize) -> PolarsResult<Option<PossibleTotal>> {
        let index = self.current.first_row + at;
        let columns = self.frame.columns().iter().zip(&self.schema.columns);
        let mut numbers = Vec::with_capacity(self.schema.columns.len());
        let mut shown = Vec::new();
        for (column, reader) in columns {
            let value = column.get(index)?;
            if value != AnyValue::Null {
                if reader.is_singular() {
                    return Ok(None);
                }
                shown.push(as_cell(&value).display().into_owned());
            }
            numbers.push(match value {
                AnyValue::Int64(number) => Some(number as f64),
                AnyValue::Float64(number) => Some(number),
                _ => None,
            });
        }
        if numbers.iter().all(Option::is_none) {
            return Ok(None);
        }
        let row = self.frame.column(ROW_COLUMN)?.u32()?.get(index).unwrap_or_default();
        let shown = shown.join(" · ");
        Ok(Some(PossibleTotal { row, label: None, shown, misfit: None, numbers, is_dated: false, has_texts: true }))
    }

    /// Computes the sums before each candidate, and returns those of all rows that are no candidates.
    fn sum_up(&self, candidates: &mut [TotalCandidate]) -> PolarsResult<Vec<GroupSum>> {
        let mut whole = Vec::new();
        for column in self.amounts() {
            let column =
                self.frame.columns().get(column).map(|column| column.slice(self.current.first_row as i64, usize::MAX));
            let column = column.map(|column| column.cast(&DataType::Float64)).transpose()?;
            let numbers: Option<&Float64Chunked> = column.as_ref().map(|column| column.f64()).transpose()?;
            let mut sum = GroupSum::default();
            let mut next = 0;
            for (at, number) in numbers.into_iter().flat_map(|numbers| numbers.iter()).enumerate() {
                let mut is_candidate = false;
                while let Some(candidate) = candidates.get_mut(next).filter(|candidate| candidate.at <= at) {
                    candidate.before.push(sum);
                    is_candidate |= candidate.is_kept();
                    next += 1;
                }
                if let (Some(number), false) = (number, is_candidate) {
                    sum.add(number);
                }
            }
            candidates.iter_mut().skip(next).for_each(|candidate| candidate.before.push(sum));
            whole.push(sum);
        }
        Ok(whole)
    }
}

/// Judges the candidates of a file from top to bottom.
struct Judge<'c> {
    candidates: &'c mut [TotalCandidate],
    /// Sums of all rows that are no candidates.
    whole: &'c [GroupSum],
    /// Rows that fit.
    rows: usize,
}

impl Judge<'_> {
    fn judge(&mut self) {
        self.judge_numbers(false);
        // Rows lack a text for many reasons. Where most such rows are no sums, one that is a sum is so by chance.
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
                self.candidates[at].verdict = self.by_label(at, has_totals);
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
        if candidate.is_settled {
            return Verdict::Data;
        }
        let label = candidate.label();
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
            (true, true) if strikes => Verdict::Doubtful,
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

    /// The verdict on a candidate whose numbers do not tell, by its label and its place.
    fn by_label(&self, at: usize, has_totals: bool) -> Verdict {
        let candidate = &self.candidates[at];
        let Some(label) = candidate.total.label else { return candidate.verdict };
        if candidate.total.is_dated {
            return candidate.verdict;
        }
        let alike = |other: &&TotalCandidate| other.label() == Some(label.label) && other.verdict != Verdict::Total;
        let is_value = candidate.total.has_texts && self.candidates.iter().filter(alike).count() > 1;
        match label.label {
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

    /// Whether all rows without a label are above it, or all are below it.
    fn is_at_end(&self, at: usize) -> bool {
        let labelled = |candidates: &[TotalCandidate]| candidates.iter().filter(|one| one.is_labelled_row()).count();
        let plain_before = self.candidates[at].at - labelled(&self.candidates[..at]);
        plain_before == 0 || plain_before == self.rows - labelled(self.candidates)
    }
}
