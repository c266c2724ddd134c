//! Collects rows that may be computed from other rows: totals, subtotals, averages. They are judged when the file ends.

use super::Batch;
use crate::cell::RawCell;
use crate::findings::Code;
use crate::ingest::header::{FileLayout, RowLabel};
use crate::ingest::rejected::{CellMisfit, RejectedRow};
use crate::ingest::total_words::TotalLabel;

/// Most candidates of a block. In a file with more, the label is an ordinary value.
const MAX_CANDIDATES: usize = 20_000;

/// A row that may be a total.
#[derive(Debug, Clone)]
pub struct PossibleTotal {
    pub row: u32,
    pub label: Option<RowLabel>,
    /// Texts of its filled cells.
    pub shown: String,
    /// The row with its misfits if it does not fit. A row that fits is among the typed rows.
    pub misfit: Option<RejectedRow>,
    /// The number in each column of the dataset.
    pub numbers: Vec<Option<f64>>,
    /// Whether it has a date or a practice number, as totals do not.
    pub is_dated: bool,
    /// Whether it has texts beside its label.
    pub has_texts: bool,
}

impl Batch {
    /// Notes a row that was kept although its label is that of a total.
    pub(super) fn note_labelled(&mut self, number: u32, cells: &[RawCell<'_>], label: RowLabel) {
        if self.account.possible_totals.len() < MAX_CANDIDATES {
            let possible = self.possible_total(number, cells, Some(label), None);
            self.account.possible_totals.push(possible);
        }
    }

    /// Notes a row that does not fit and may be a total. Returns the misfits if it cannot be one.
    pub(super) fn note_possible_total(
        &mut self,
        number: u32,
        cells: &[RawCell<'_>],
        label: Option<RowLabel>,
        misfits: Vec<CellMisfit>,
    ) -> Option<Vec<CellMisfit>> {
        if self.account.possible_totals.len() >= MAX_CANDIDATES || !self.may_be_total(cells, label, &misfits) {
            return Some(misfits);
        }
        let owned = cells.iter().cloned().map(RawCell::into_owned).collect();
        let possible = self.possible_total(
            number,
            cells,
            label,
            Some(RejectedRow { row: number, control: String::new(), cells: owned, misfits }),
        );
        let has_number = possible.numbers.iter().any(Option::is_some);
        let is_labelled = label.is_some_and(|label| label.label == TotalLabel::Certain);
        if !is_labelled && (!has_number || possible.is_dated) {
            return possible.misfit.map(|row| row.misfits);
        }
        self.account.possible_totals.push(possible);
        None
    }

    /// Whether all cells that do not fit are empty, or are texts in the place of a total's label.
    fn may_be_total(&self, cells: &[RawCell<'_>], label: Option<RowLabel>, misfits: &[CellMisfit]) -> bool {
        let certain = label.is_some_and(|label| label.label == TotalLabel::Certain);
        let is_missing_or_text = |cell: &CellMisfit| match cell.misfit.code {
            Code::EmptyCell => true,
            Code::BadCell => {
                !cell.header.is_empty()
                    && (!cell.value.starts_with(|letter: char| letter.is_ascii_digit()) || is_year(&cell.value))
            }
            _ => false,
        };
        certain || (!self.lacks_fields(cells) && misfits.iter().all(is_missing_or_text))
    }

    fn possible_total(
        &self,
        row: u32,
        cells: &[RawCell<'_>],
        label: Option<RowLabel>,
        misfit: Option<RejectedRow>,
    ) -> PossibleTotal {
        let shown: Vec<String> = self.shown(cells).collect();
        let (is_dated, has_texts) = self.layout.dates_and_texts(cells, label);
        PossibleTotal {
            row,
            label,
            shown: shown.join(" · "),
            misfit,
            numbers: self.layout.numbers(cells),
            is_dated,
            has_texts,
        }
    }
}

/// Whether the text is a year, which some totals have as their label.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl FileLayout {
    /// The number in each column of the dataset.
    fn numbers(&self, cells: &[RawCell<'_>]) -> Vec<Option<f64>> {
        let columns = self.schema.columns.iter().zip(&self.places);
        let number = |(reader, place): (&crate::ingest::column::ColumnReader, &Option<usize>)| {
            let cell = cells.get((*place)?).filter(|_| reader.is_amount())?;
            let mut store = reader.store(1);
            reader.push(cell, self.epoch_1904, &mut store).ok()?;
            store.last_number()
        };
        columns.map(number).collect()
    }

    /// Whether the row has a date or a practice number, and whether it has texts beside its label.
    fn dates_and_texts(&self, cells: &[RawCell<'_>], label: Option<RowLabel>) -> (bool, bool) {
        let (mut is_dated, mut has_texts) = (false, false);
        for (reader, place) in self.schema.columns.iter().zip(&self.places) {
            let Some(place) = place.filter(|place| label.is_none_or(|label| label.place != *place)) else { continue };
            let cell = cells.get(place).unwrap_or(&RawCell::Empty);
            if *cell == RawCell::Empty || reader.is_amount() {
                continue;
            }
            let fits = reader.push(cell, self.epoch_1904, &mut reader.store(1)).is_ok();
            is_dated |= fits && reader.is_singular();
            has_texts |= fits;
        }
        (is_dated, has_texts)
    }
}
