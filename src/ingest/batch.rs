//! Types the rows of a block independently of the rows before and after, so that blocks can be typed in parallel.
//!
//! [`Batch::row`] decides whether a row is kept, left out or not data. `quick` is a fast path for rows without defects.
//! `left_out` handles rows that do not fit, `reports` makes the findings about rows that do. Checks that compare a row with other
//! rows cannot be made here: they collect evidence of each row, which the builder judges, because it sees all blocks in order.

mod left_out;
mod mended;
mod persons;
mod quick;
mod replaced;
mod reports;
mod second_header;
mod second_table;
mod totals;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;
use polars::prelude::{Column, DataFrame, PolarsResult};

use super::causes::Causes;
use super::column::{ColumnReader, Evidence, Misfit, Repair, Store};
use super::footer::is_ruler;
use super::header::{FileLayout, RowLabel};
use super::mended::ReplacedRow;
use super::rejected::{CellMisfit, RejectedRow};
use super::total_words::TotalLabel;
use super::{ROW_COLUMN, Strictness};
use crate::cell::RawCell;
use crate::cpr::ColumnPersons;
use crate::definition::dataset::ColumnKind;
use crate::findings::Code;

use second_table::TablesBelow;
pub use totals::PossibleTotal;

/// Message for footer rows that are not data.
pub const FOOTER: &str = "En sum eller en note under tabellen er ikke talt med som data";
/// Message for the example row of an input workbook.
const EXAMPLE: &str = "En række, der begynder med »Eksempel:«, er ikke talt med som data";
/// Most misfits that are cached.
const MAX_KNOWN: usize = 10_000;

/// The rows of a block while they are typed.
pub struct Batch {
    layout: Arc<FileLayout>,
    strictness: Strictness,
    stores: Vec<Store>,
    rows: Vec<u32>,
    keys: Vec<u64>,
    account: BatchAccount,
    /// Rows after the last good one whose only cell does not fit: notes below the data, unless a good row follows.
    notes: Vec<RejectedRow>,
    known: KnownMisfits,
    below: TablesBelow,
    /// What stands below the last row of data so far.
    end: DataEnd,
    may_be_quick: bool,
}

/// What stands below a row of data. A lone text below a note goes on with it, unless data follow.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum DataEnd {
    #[default]
    Nothing,
    Total,
    Note,
}

/// Misfits of categories and lists by column and text, since finding the nearest value is slow.
#[derive(Default)]
struct KnownMisfits(HashMap<(usize, String), Misfit>);

impl KnownMisfits {
    fn get(&self, column: usize, reader: &ColumnReader, cell: &RawCell<'_>) -> Option<&Misfit> {
        match cell {
            RawCell::Text(text) if !self.0.is_empty() && is_listed(reader) => self.0.get(&(column, text.to_string())),
            _ => None,
        }
    }

    fn add(&mut self, column: usize, reader: &ColumnReader, cell: &RawCell<'_>, misfit: &Misfit) {
        if let RawCell::Text(text) = cell
            && is_listed(reader)
            && self.0.len() < MAX_KNOWN
        {
            self.0.insert((column, text.to_string()), misfit.clone());
        }
    }
}

fn is_listed(reader: &ColumnReader) -> bool {
    matches!(reader.column.kind, ColumnKind::Category(_) | ColumnKind::List { .. })
}

/// Whether the label names nothing but a total.
fn is_total(label: Option<RowLabel>) -> bool {
    label.is_some_and(|label| label.label == TotalLabel::Certain)
}

/// What became of the rows of a block.
#[derive(Debug, Default)]
pub struct BatchAccount {
    /// Rows of data.
    pub read: u64,
    pub left_out: u64,
    /// Why rows were left out, and what else there is to report.
    pub causes: Causes,
    /// The rows that were left out, if they are kept.
    pub rejects: Vec<RejectedRow>,
    /// What each column's cells show together.
    pub evidence: Vec<Evidence>,
    /// Rows of other files that the rows replace.
    pub replaced: Vec<ReplacedRow>,
    /// Rows that may be computed from others; only the whole file shows whether they are.
    pub possible_totals: Vec<PossibleTotal>,
    /// The years of a column that is not read.
    pub years: BTreeSet<i32>,
    /// What the cells at each place tell about persons; the last entry is for cells without a header.
    pub persons: Vec<ColumnPersons>,
}

/// The rows of a block as columns of Polars.
pub struct TypedRows {
    /// The columns of the dataset and [`ROW_COLUMN`].
    pub frame: DataFrame,
    /// The items of list columns.
    pub lists: IndexMap<String, Vec<Vec<String>>>,
    /// Hash of each row's key; empty if the dataset has no key.
    pub keys: Vec<u64>,
    pub account: BatchAccount,
    /// Last rows of the block that may be notes below the data.
    pub notes: Vec<RejectedRow>,
}

impl Batch {
    /// An empty batch with room for `rows` rows.
    pub fn new(layout: &Arc<FileLayout>, strictness: Strictness, rows: usize) -> Self {
        let columns = &layout.schema.columns;
        Self {
            layout: Arc::clone(layout),
            strictness,
            stores: columns.iter().map(|column| column.store(rows)).collect(),
            rows: Vec::with_capacity(rows),
            keys: Vec::new(),
            account: BatchAccount {
                evidence: vec![Evidence::default(); columns.len()],
                persons: vec![ColumnPersons::default(); layout.headers.len() + 1],
                ..BatchAccount::default()
            },
            notes: Vec::new(),
            known: KnownMisfits::default(),
            below: TablesBelow::default(),
            end: DataEnd::default(),
            may_be_quick: quick::may_be_quick(layout),
        }
    }

    /// Counts rows that an earlier batch read without deciding about them.
    pub fn account_for(&mut self, rows: u64) {
        self.account.read += rows;
    }

    /// Rows kept so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Decides about a row: it is kept, left out for a cause, or not data.
    pub fn row(&mut self, number: u32, cells: &[RawCell<'_>]) {
        if !self.mended_row(number, cells) {
            self.plain_row(number, cells);
        }
    }

    /// Decides about a row whose texts need no mending.
    fn plain_row(&mut self, number: u32, cells: &[RawCell<'_>]) {
        if self.is_replaced(number, cells) || self.is_not_data(number, cells) {
            return;
        }
        self.decide(number, cells);
        self.note_row_end(number, cells);
    }

    /// Keeps a row or leaves it out.
    fn decide(&mut self, number: u32, cells: &[RawCell<'_>]) {
        self.note_mended(cells);
        self.account.read += 1;
        let label = self.layout.total_label(cells);
        let (mut misfits, repairs) = self.type_cells(number, cells);
        misfits.extend(self.field_outside(cells));
        if !misfits.is_empty() {
            self.drop_typed_cells();
            match self.besides_persons(number, cells, misfits) {
                Some(misfits) => self.misfit_row(number, cells, label, misfits),
                None => self.notes_are_rows(),
            }
            return;
        }
        self.keep(number);
        self.note_year(cells);
        if is_total(label) {
            self.end = DataEnd::Total;
        }
        if let Some(label) = label {
            self.note_labelled(number, cells, label);
        }
        self.report_kept(number, cells, &repairs);
    }

    /// Whether the row is empty or not data. Reports rows that are not data.
    fn is_not_data(&mut self, number: u32, cells: &[RawCell<'_>]) -> bool {
        if cells.iter().all(|cell| *cell == RawCell::Empty) {
            return true;
        }
        self.look_for_persons(number, cells);
        if self.layout.is_example(cells) {
            self.note(Code::ExampleRow, EXAMPLE, number, "");
        } else if is_ruler(cells) {
            self.note(Code::FooterRow, "Rækken er kun en streg og er ikke data", number, "");
        } else if self.is_second_header(number, cells) {
            return true;
        } else if self.layout.is_footer(cells) {
            self.footer(number, cells);
        } else if self.layout.is_repeated_header(cells) {
            self.note(Code::RepeatedHeader, "Overskrifterne står igen her. Rækken er ikke data", number, "");
        } else {
            return false;
        }
        true
    }

    /// Adds the value of each cell to its store. Returns the cells that do not fit, and the columns of those that were repaired.
    /// If any do not fit, the stores have different lengths: call [`Self::drop_typed_cells`].
    fn type_cells(&mut self, number: u32, cells: &[RawCell<'_>]) -> (Vec<CellMisfit>, Vec<(usize, Repair)>) {
        let (mut misfits, mut repairs) = (Vec::new(), Vec::new());
        let Self { layout, stores, account, known, .. } = self;
        let columns = layout.schema.columns.iter().zip(&layout.places).zip(&mut account.evidence);
        for (column, (((reader, place), evidence), store)) in columns.zip(stores).enumerate() {
            let Some(place) = place else {
                store.push_nothing();
                continue;
            };
            let cell = cells.get(*place).unwrap_or(&RawCell::Empty);
            evidence.weigh(cell, reader, layout.epoch_1904, number);
            let pushed = match known.get(column, reader, cell) {
                Some(misfit) => Err(Box::new(misfit.clone())),
                None => reader.push(cell, layout.epoch_1904, store),
            };
            match pushed {
                Ok(None) => {}
                Ok(Some(repair)) => repairs.push((column, repair)),
                Err(misfit) => {
                    known.add(column, reader, cell, &misfit);
                    let (header, value) = (layout.header_of(column), cell.display().into_owned());
                    misfits.push(CellMisfit { header, value, misfit: *misfit });
                }
            }
        }
        (misfits, repairs)
    }

    /// Remembers the year of a row in a column that is not read.
    fn note_year(&mut self, cells: &[RawCell<'_>]) {
        let cell = self.layout.year_place.and_then(|place| cells.get(place));
        let year = cell.map(|cell| cell.display()).filter(|text| totals::is_year(text));
        self.account.years.extend(year.and_then(|year| year.parse::<i32>().ok()));
    }

    fn drop_typed_cells(&mut self) {
        let kept = self.rows.len();
        self.stores.iter_mut().for_each(|store| store.truncate(kept));
    }

    /// Keeps the row whose values are in the stores.
    fn keep(&mut self, number: u32) {
        if !self.notes.is_empty() {
            self.notes_are_rows();
        }
        self.end = DataEnd::Nothing;
        self.rows.push(number);
        if !self.layout.schema.key.is_empty() {
            let mut hasher = DefaultHasher::new();
            self.layout.schema.key.iter().for_each(|column| self.stores[*column].hash_last(&mut hasher));
            self.keys.push(hasher.finish());
        }
    }

    /// Ends a batch in which all rows were left out.
    pub fn into_account(self) -> BatchAccount {
        self.account
    }

    /// Ends the batch. An `Err` is a mistake in the program: columns of different lengths, or of the same name.
    pub fn finish(self) -> PolarsResult<TypedRows> {
        let readers = &self.layout.schema.columns;
        let mut lists = IndexMap::new();
        let mut columns = Vec::with_capacity(readers.len() + 1);
        for (reader, store) in readers.iter().zip(self.stores) {
            let (column, items) = store.into_column(&reader.name, reader.declared_values())?;
            columns.push(column);
            lists.extend(items.map(|items| (reader.name.clone(), items)));
        }
        let height = self.rows.len();
        columns.push(Column::new(ROW_COLUMN.into(), self.rows));
        let frame = DataFrame::new(height, columns)?;
        Ok(TypedRows { frame, lists, keys: self.keys, account: self.account, notes: self.notes })
    }
}
