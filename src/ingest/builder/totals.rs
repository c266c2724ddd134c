//! Leaves out rows that are computed from other rows of the file: totals, subtotals, averages.
//!
//! A row is judged by its label and by its numbers. With both it is certainly a total. A certain label is enough above or below
//! the data. Numbers alone are a question to the reader. `candidates` finds rows that may be totals by their label and their
//! place, and `judge` decides about them. `sections` and `dimension` look for totals among all rows of the file: those of the
//! groups that it consists of, and a member that sums the others of its column, such as »Alle« beside »Mænd« and »Kvinder«.

mod candidates;
mod dimension;
mod groups;
mod judge;
mod sections;

use polars::prelude::PolarsResult;

use super::{Batch, TableBuilder};
use crate::findings::{Code, Severity};
use crate::ingest::batch::{BatchAccount, FOOTER, PossibleTotal};
use crate::ingest::causes::Cause;
use crate::ingest::column::Misfit;
use crate::ingest::rejected::CellMisfit;
use crate::ingest::total_words::TotalLabel;
use groups::GroupSum;
use judge::Judge;

/// Message for totals among or above the data.
const COMPUTED: &str = "En sum eller et gennemsnit af andre rækker er ikke talt med som data";

/// Message for a total that is left out although its numbers are not those of the rows.
const DISAGREES: &str =
    "En sum under eller over tabellen er ikke talt med som data, men den er ikke summen af rækkerne";
const DISAGREES_ADVICE: &str = "Se, om der mangler rækker i eksporten. Tæller summen noget andet, så skriv dens første ord under »footers« i \
                                datasets.toml.";

/// Message for a row such as »heraf kvinder« or »Procent«.
const PART: &str = "Rækken er nok en del af en anden række eller udregnet af andre, men er talt med som data";

/// What a row that may be a total is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Data,
    /// Counted as data, with a question to the reader.
    Doubtful,
    Total,
}

/// A row that may be a total, with the sums of rows around it.
struct TotalCandidate {
    total: PossibleTotal,
    /// Number of rows of the file that fit and come before it.
    at: usize,
    /// Whether it lacks a text that most rows have.
    has_gap: bool,
    /// Whether it is data whatever its numbers are.
    is_settled: bool,
    /// Its numbers, and sums of the rows before it that are no candidates.
    numbers: Vec<Option<f64>>,
    before: Vec<GroupSum>,
    verdict: Verdict,
    /// Whether it is a total by its label, but sums no rows around it.
    disagrees: bool,
}

impl TotalCandidate {
    /// A row that fits, with the verdict on it.
    fn judged(total: PossibleTotal, at: usize, verdict: Verdict) -> Self {
        let (numbers, before) = (Vec::new(), Vec::new());
        Self { total, at, has_gap: false, is_settled: true, numbers, before, verdict, disagrees: false }
    }

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
        let whole = self.sum_up(&mut candidates)?;
        let rows = self.frame.height() - self.current.first_row;
        Judge { candidates: &mut candidates, whole: &whole, rows }.judge();
        self.add_totals_of_parts(&mut candidates)?;
        if candidates.is_empty() {
            return Ok(());
        }
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

    /// Carries out the verdict on a candidate.
    fn settle(&mut self, candidate: TotalCandidate, is_below: bool, batch: &mut Batch) {
        let at = self.current.first_row + candidate.at;
        let PossibleTotal { row, shown, misfit, label, .. } = candidate.total;
        match (candidate.verdict, misfit) {
            (Verdict::Total, misfit) => {
                self.read -= 1;
                // A total comes after all rows of data, so the file was not cut off.
                self.current.cut_row.take_if(|cut| cut.row == row);
                if misfit.is_none() {
                    self.totals.push(at);
                }
                let message = if is_below { FOOTER } else { COMPUTED };
                let cause = if candidate.disagrees && !self.current.causes.leave_out_any() {
                    Cause {
                        severity: Severity::Warning,
                        advice: DISAGREES_ADVICE.to_owned(),
                        ..Cause::noted(Code::TotalRow, DISAGREES)
                    }
                } else {
                    Cause::noted(Code::FooterRow, message)
                };
                self.current.causes.add(cause, row, &shown);
            }
            (Verdict::Doubtful, None) => {
                let message = match label.map(|label| label.label) {
                    Some(TotalLabel::Part) => PART,
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
}
