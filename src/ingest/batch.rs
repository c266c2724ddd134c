//! Types the rows of a block independently of the rows before and after, so that blocks can be typed in parallel.
//!
//! [`Batch::row`] is the full way: it decides for every row what becomes of it. `quick` is a short cut for rows without defects.

mod cpr_numbers;
mod quick;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;
use polars::prelude::{Column, DataFrame, PolarsResult};

use super::causes::{Cause, Causes};
use super::column::{ColumnReader, Evidence, Misfit, Repair, Store, date};
use super::header::FileLayout;
use super::{ROW_COLUMN, Strictness};
use crate::cell::RawCell;
use crate::cpr;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Severity};

/// Message for footer rows that are not data.
pub const FOOTER: &str = "En sum eller en note under tabellen er ikke talt med som data";
/// Message for the example row of an input workbook.
const EXAMPLE: &str = "En række, der begynder med »Eksempel:«, er ikke talt med som data";
/// Misfits that are remembered at most.
const MAX_KNOWN: usize = 10_000;

/// The rows of a block while they are typed.
pub struct Batch {
    layout: Arc<FileLayout>,
    strictness: Strictness,
    stores: Vec<Store>,
    rows: Vec<u32>,
    keys: Vec<u64>,
    account: BatchAccount,
    /// Rows after the last good one that have a single cell, which does not fit: notes below the data, if no good row follows.
    notes: Vec<Rejected>,
    /// Misfits of categories by column and value. Finding the nearest value is slow.
    known: HashMap<(usize, String), Misfit>,
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
    pub rejects: Vec<Rejected>,
    /// What each column's cells together tell.
    pub evidence: Vec<Evidence>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    pub row: u32,
    /// Its cells with CPR numbers masked.
    pub cells: Vec<RawCell<'static>>,
    pub misfits: Vec<CellMisfit>,
}

/// A cell that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct CellMisfit {
    /// Header of its column; "" if the misfit is about the whole row.
    pub header: String,
    pub value: String,
    pub misfit: Misfit,
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
    pub notes: Vec<Rejected>,
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
            account: BatchAccount { evidence: vec![Evidence::default(); columns.len()], ..BatchAccount::default() },
            notes: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Rows kept so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Decides what becomes of a row: kept, left out for a cause, or not data.
    pub fn row(&mut self, number: u32, cells: &[RawCell<'_>]) {
        if self.is_not_data(number, cells) {
            return;
        }
        self.account.read += 1;
        let (mut misfits, repairs) = self.type_cells(number, cells);
        misfits.extend(self.field_outside(cells));
        if !misfits.is_empty() {
            self.drop_typed_cells();
            self.misfit_row(number, cells, misfits);
            return;
        }
        self.keep(number);
        self.report_kept(number, cells, &repairs);
    }

    /// Whether the row is empty or no row of data, or has CPR numbers. Reports it.
    fn is_not_data(&mut self, number: u32, cells: &[RawCell<'_>]) -> bool {
        if cells.iter().all(|cell| *cell == RawCell::Empty) || self.leaves_out_cpr_numbers(number, cells) {
            return true;
        }
        if self.layout.is_example(cells) {
            self.note(Code::ExampleRow, EXAMPLE, number, "");
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
            evidence.weigh(cell, &reader.column.kind, number);
            let is_listed = matches!(reader.column.kind, ColumnKind::Category(_) | ColumnKind::List { .. });
            let known_misfit = match cell {
                RawCell::Text(text) if is_listed && !known.is_empty() => known.get(&(column, text.to_string())),
                _ => None,
            };
            let pushed = match known_misfit {
                Some(misfit) => Err(Box::new(misfit.clone())),
                None => reader.push(cell, layout.epoch_1904, store),
            };
            match pushed {
                Ok(None) => {}
                Ok(Some(repair)) => repairs.push((column, repair)),
                Err(misfit) => {
                    if let RawCell::Text(text) = cell
                        && is_listed
                        && known.len() < MAX_KNOWN
                    {
                        known.insert((column, text.to_string()), (*misfit).clone());
                    }
                    let (header, value) = (layout.header_of(column), cell.display().into_owned());
                    misfits.push(CellMisfit { header, value, misfit: *misfit });
                }
            }
        }
        (misfits, repairs)
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
        self.rows.push(number);
        if !self.layout.schema.key.is_empty() {
            let mut hasher = DefaultHasher::new();
            self.layout.schema.key.iter().for_each(|column| self.stores[*column].hash_last(&mut hasher));
            self.keys.push(hasher.finish());
        }
    }

    /// Leaves out the possible notes: since data follow, they are not notes.
    fn notes_are_rows(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.leave_out(note.row, &note.cells, note.misfits);
        }
    }

    /// Reports what is worth knowing of a row that was kept.
    fn report_kept(&mut self, number: u32, cells: &[RawCell<'_>], repairs: &[(usize, Repair)]) {
        for (column, repair) in repairs {
            let place = self.layout.found[*column].as_ref().map_or(0, |found| found.place);
            let value = cells.get(place).map(|cell| cell.display().into_owned()).unwrap_or_default();
            self.repaired(number, *column, *repair, &value);
        }
        if self.lacks_fields(cells) {
            let message = "Rækken har færre felter, end der er overskrifter. De sidste kolonner er læst som tomme";
            self.tell(Cause { severity: Severity::Info, ..Cause::noted(Code::ShortRow, message) }, number, "");
        }
        let mut outside = cells.iter().enumerate().skip(self.layout.headers.len());
        if let Some((place, cell)) = outside.find(|(_, cell)| **cell != RawCell::Empty) {
            let message =
                format!("Der står noget i kolonne nr. {}, som ikke har en overskrift. Det er ikke læst", place + 1);
            self.note(Code::UnreadColumn, &message, number, &cell.display());
        }
    }

    fn misfit_row(&mut self, number: u32, cells: &[RawCell<'_>], misfits: Vec<CellMisfit>) {
        let filled = cells.iter().filter(|cell| **cell != RawCell::Empty).count();
        let has_bad_cell = misfits.iter().any(|cell| cell.misfit.code == Code::BadCell && !cell.value.is_empty());
        if filled == 1 && has_bad_cell && self.layout.found.iter().flatten().count() > 2 && self.may_be_note(cells) {
            let cells = cells.iter().cloned().map(RawCell::into_owned).collect();
            self.notes.push(Rejected { row: number, cells, misfits });
            return;
        }
        self.notes_are_rows();
        if self.lacks_fields(cells) {
            let misfit = Misfit {
                code: Code::ShortRow,
                expected: format!(
                    "Rækken har {} {}, men der er {} overskrifter",
                    cells.len(),
                    if cells.len() == 1 { "felt" } else { "felter" },
                    self.layout.headers.len()
                ),
                advice: "Er en tekst med linjeskift brudt over flere rækker, så sæt den i anførselstegn. Mangler der felter, så hent \
                         eksporten igen."
                    .to_owned(),
            };
            let first = self.shown(cells).next().unwrap_or_default();
            self.leave_out(number, cells, vec![CellMisfit { header: String::new(), value: first, misfit }]);
            return;
        }
        self.leave_out(number, cells, misfits);
    }

    /// Whether the only cell of a row reads like a note: it does not start with a number, and is not a row that was not split.
    fn may_be_note(&self, cells: &[RawCell<'_>]) -> bool {
        let Some(RawCell::Text(text)) = cells.iter().find(|cell| **cell != RawCell::Empty) else { return false };
        let commas = text.matches(',').count() + 1;
        !text.starts_with(|c: char| c.is_ascii_digit())
            && !text.contains([';', '\t', '|'])
            && commas < self.layout.headers.len()
    }

    /// Whether a row of delimited text has fewer fields than the header.
    fn lacks_fields(&self, cells: &[RawCell<'_>]) -> bool {
        self.layout.delimited && cells.len() < self.layout.headers.len()
    }

    /// A filled field beyond the headers of delimited text. The fields before it are most likely one column off.
    fn field_outside(&self, cells: &[RawCell<'_>]) -> Option<CellMisfit> {
        let extra = cells.iter().skip(self.layout.headers.len()).find(|cell| **cell != RawCell::Empty)?;
        let misfit = Misfit {
            code: Code::BadCell,
            expected: "tom, for der er ingen overskrift over den".to_owned(),
            advice: "Rækken har flere felter, end der er overskrifter. Sæt tekst med skilletegn i anførselstegn."
                .to_owned(),
        };
        let (header, value) = ("(uden overskrift)".to_owned(), extra.display().into_owned());
        self.layout.delimited.then_some(CellMisfit { header, value, misfit })
    }

    /// Leaves a row out for the misfits of its cells.
    pub fn leave_out(&mut self, row: u32, cells: &[RawCell<'_>], misfits: Vec<CellMisfit>) {
        self.account.left_out += 1;
        for CellMisfit { header, value, misfit } in &misfits {
            let severity = match self.strictness {
                Strictness::Lenient if misfit.code != Code::CprNumber => Severity::Warning,
                _ => misfit.code.severity(),
            };
            let cause = Cause {
                code: misfit.code,
                severity,
                column: cpr::masked(header),
                expected: misfit.expected.clone(),
                advice: misfit.advice.clone(),
                leaves_out: true,
            };
            self.account.causes.add(cause, row, value);
        }
        if self.layout.schema.keep_rejects {
            let cells = cells.iter().enumerate().map(|(place, cell)| self.rejected_cell(place, cell)).collect();
            self.account.rejects.push(Rejected { row, cells, misfits });
        }
    }

    /// A cell as it is written to the workbook of rejected rows.
    fn rejected_cell(&self, place: usize, cell: &RawCell<'_>) -> RawCell<'static> {
        let reader = self.layout.reader_at(place);
        match cell {
            _ if self.layout.is_dropped(place) => RawCell::Empty,
            RawCell::Text(text) => RawCell::Text(cpr::masked(text).into()),
            RawCell::Number(number) if cpr::is_number(*number) && !reader.is_some_and(ColumnReader::is_amount) => {
                RawCell::Text(cpr::MASK.into())
            }
            // That workbook counts dates from 1900.
            RawCell::Number(number) if self.layout.epoch_1904 && reader.is_some_and(ColumnReader::is_date) => {
                date::from_serial(*number, true).map_or(RawCell::Number(*number), RawCell::Date)
            }
            cell => cell.clone().into_owned(),
        }
    }

    /// Leaves out a row that is hidden in the workbook, as the definition says.
    pub fn hidden(&mut self, row: u32, cells: &[RawCell<'_>]) {
        if self.leaves_out_cpr_numbers(row, cells) {
            return;
        }
        self.account.read += 1;
        self.account.left_out += 1;
        let cause = Cause::noted(Code::HiddenRow, "Rækken er skjult i regnearket og er udeladt");
        let cause = Cause { severity: Severity::Info, advice: String::new(), leaves_out: true, ..cause };
        self.account.causes.add(cause, row, "");
    }

    fn footer(&mut self, row: u32, cells: &[RawCell<'_>]) {
        let texts: Vec<String> = self.shown(cells).collect();
        self.note(Code::FooterRow, FOOTER, row, &texts.join(" · "));
    }

    /// Texts of the row's filled cells that may be shown.
    fn shown(&self, cells: &[RawCell<'_>]) -> impl Iterator<Item = String> {
        let places = cells
            .iter()
            .enumerate()
            .filter(|(place, cell)| **cell != RawCell::Empty && !self.layout.is_dropped(*place));
        places.map(|(_, cell)| cell.display().into_owned())
    }

    /// Reports something about a row.
    pub fn tell(&mut self, cause: Cause, row: u32, value: &str) {
        self.account.causes.add(cause, row, value);
    }

    fn note(&mut self, code: Code, message: &str, row: u32, value: &str) {
        self.tell(Cause::noted(code, message), row, value);
    }

    fn repaired(&mut self, row: u32, column: usize, repair: Repair, value: &str) {
        let is_number = self.layout.schema.columns[column].is_amount();
        let cause = match repair {
            Repair::LeadingZeros => Cause {
                advice: "Formatér kolonnen som tekst i regnearket, så bliver de stående.".to_owned(),
                ..Cause::noted(Code::RepairedCell, "Ydernummeret mangler nuller foran og er læst med dem")
            },
            Repair::SerialDate => Cause {
                advice: "Formatér kolonnen som dato i regnearket.".to_owned(),
                ..Cause::noted(Code::RepairedCell, "Datoen står som et tal uden datoformat og er læst som dato")
            },
            Repair::NoValue => {
                let cause = Cause::noted(Code::NoValue, "Cellen siger, at der ingen værdi er, og er læst som tom");
                if is_number { Cause { severity: Severity::Warning, ..cause } } else { cause }
            }
        };
        self.account.causes.add(Cause { column: self.layout.header_of(column), ..cause }, row, value);
    }

    /// Ends a batch that only left rows out.
    pub fn into_account(self) -> BatchAccount {
        self.account
    }

    /// Ends the batch. Fails only by a mistake of the program: columns of different lengths, or of the same name.
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
