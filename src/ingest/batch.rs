//! Batches: rows of one file, typed and accounted for without regard to the rows before and after them, so that several can be
//! worked on at once.

mod persons;
mod quick;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;
use polars::prelude::{Column as Series, DataFrame};

use super::causes::{Cause, Causes};
use super::cell::{Cell, date};
use super::column::{ColumnReader, Evidence, Misfit, Repair, Store};
use super::header::Layout;
use super::{ROW_COLUMN, Strictness};
use crate::cpr;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Severity};

/// What is said of rows below the data that are none.
pub const FOOTER: &str = "En sum eller en note under tabellen er ikke talt med som data";
/// What is said of rows that show how others are filled in.
const EXAMPLE: &str = "En række, der begynder med »Eksempel:«, er ikke talt med som data";
/// How many misfits are kept.
const MAX_KNOWN: usize = 10_000;

/// Rows that are being typed.
pub struct Batch {
    layout: Arc<Layout>,
    strictness: Strictness,
    stores: Vec<Store>,
    rows: Vec<u32>,
    keys: Vec<u64>,
    account: Account,
    /// Rows since the last good one that have one cell only and do not fit: notes below the data, if no good one follows.
    notes: Vec<Rejected>,
    /// Misfits of categories by column and value, since finding what is near takes its time.
    known: HashMap<(usize, String), Misfit>,
}

/// What became of a batch's rows.
#[derive(Debug, Default)]
pub struct Account {
    /// How many rows of data there were.
    pub read: u64,
    /// How many were left out.
    pub left_out: u64,
    /// Why, and what else there is to say.
    pub causes: Causes,
    /// The rows that were left out, where they are kept.
    pub rejects: Vec<Rejected>,
    /// How the numbers of each column are written.
    pub evidence: Vec<Evidence>,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejected {
    /// Its number.
    pub row: u32,
    /// Its cells, CPR numbers masked.
    pub cells: Vec<Cell<'static>>,
    /// Why: for each cell that does not fit, its header, its value and the misfit.
    pub misfits: Vec<(String, String, Misfit)>,
}

/// A batch whose rows are columns of Polars.
pub struct Typed {
    /// The columns of the dataset and [`ROW_COLUMN`].
    pub frame: DataFrame,
    /// The items of list columns.
    pub lists: IndexMap<String, Vec<Vec<String>>>,
    /// A hash of each row's key; empty where the dataset has none.
    pub keys: Vec<u64>,
    /// What became of the rows.
    pub account: Account,
    /// Rows at the end that may be notes below the data.
    pub notes: Vec<Rejected>,
}

impl Batch {
    /// An empty batch of a file with this layout, with room for so many rows.
    pub fn new(layout: &Arc<Layout>, strictness: Strictness, rows: usize) -> Self {
        let columns = &layout.schema.columns;
        Self {
            layout: Arc::clone(layout),
            strictness,
            stores: columns.iter().map(|column| column.store(rows)).collect(),
            rows: Vec::with_capacity(rows),
            keys: Vec::new(),
            account: Account { evidence: vec![Evidence::default(); columns.len()], ..Account::default() },
            notes: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes the next row: keeps it, or leaves it out for a cause.
    pub fn row(&mut self, number: u32, cells: &[Cell<'_>]) {
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            return;
        }
        if self.leaves_out_persons(number, cells) {
            return;
        }
        if self.layout.is_example(cells) {
            return self.note(Code::ExampleRow, EXAMPLE, number, "");
        }
        if self.layout.is_footer(cells) {
            return self.footer(number, cells);
        }
        if self.layout.is_repeated_header(cells) {
            return self.note(Code::RepeatedHeader, "Overskrifterne står igen her. Rækken er ikke data", number, "");
        }
        self.account.read += 1;
        let mut misfits = Vec::new();
        let mut repairs = Vec::new();
        let Self { layout, stores, account, known, .. } = self;
        let columns = layout.schema.columns.iter().zip(&layout.places).zip(&mut account.evidence);
        for (column, (((reader, place), evidence), store)) in columns.zip(stores).enumerate() {
            let Some(place) = place else {
                store.push_nothing();
                continue;
            };
            let cell = cells.get(*place).unwrap_or(&Cell::Empty);
            reader.weigh(cell, number, evidence);
            let is_listed = matches!(reader.column.kind, ColumnKind::Category(_) | ColumnKind::List { .. });
            let known_misfit = match cell {
                Cell::Text(text) if is_listed && !known.is_empty() => known.get(&(column, text.to_string())),
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
                    if let Cell::Text(text) = cell
                        && is_listed
                        && known.len() < MAX_KNOWN
                    {
                        known.insert((column, text.to_string()), (*misfit).clone());
                    }
                    misfits.push((layout.header_of(column), cell.display().into_owned(), *misfit));
                }
            }
        }
        misfits.extend(self.field_outside(cells));
        if !misfits.is_empty() {
            let kept = self.rows.len();
            self.stores.iter_mut().for_each(|store| store.truncate(kept));
            self.misfit_row(number, cells, misfits);
            return;
        }
        self.keep(number);
        self.tell_of(number, cells, &repairs);
    }

    /// A row is good: what stood above it was no note below the data.
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

    /// Rows that could have been notes below the data are rows that do not fit, since there are data below them.
    fn notes_are_rows(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.leave_out(note.row, &note.cells, note.misfits);
        }
    }

    /// Tells what is worth knowing of a row that is kept.
    fn tell_of(&mut self, number: u32, cells: &[Cell<'_>], repairs: &[(usize, Repair)]) {
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
        if let Some((place, cell)) = outside.find(|(_, cell)| **cell != Cell::Empty) {
            let message =
                format!("Der står noget i kolonne nr. {}, som ikke har en overskrift. Det er ikke læst", place + 1);
            self.note(Code::UnreadColumn, &message, number, &cell.display());
        }
    }

    fn misfit_row(&mut self, number: u32, cells: &[Cell<'_>], misfits: Vec<(String, String, Misfit)>) {
        let filled = cells.iter().filter(|cell| **cell != Cell::Empty).count();
        let fits_nothing = misfits.iter().any(|(_, value, misfit)| misfit.code == Code::BadCell && !value.is_empty());
        if filled == 1 && fits_nothing && self.layout.found.iter().flatten().count() > 2 && self.may_be_note(cells) {
            let cells = cells.iter().cloned().map(Cell::into_owned).collect();
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
            self.leave_out(number, cells, vec![(String::new(), first, misfit)]);
            return;
        }
        self.leave_out(number, cells, misfits);
    }

    /// Whether what stands alone in its row reads like a note: no date or number, and no row that could not be taken apart.
    fn may_be_note(&self, cells: &[Cell<'_>]) -> bool {
        let Some(Cell::Text(text)) = cells.iter().find(|cell| **cell != Cell::Empty) else { return false };
        let commas = text.matches(',').count() + 1;
        !text.starts_with(|c: char| c.is_ascii_digit())
            && !text.contains([';', '\t', '|'])
            && commas < self.layout.headers.len()
    }

    /// Whether delimited text lacks fields in this row that the header has.
    fn lacks_fields(&self, cells: &[Cell<'_>]) -> bool {
        self.layout.delimited && cells.len() < self.layout.headers.len()
    }

    /// A field too many in delimited text most likely means that the fields before it stand one column off.
    fn field_outside(&self, cells: &[Cell<'_>]) -> Option<(String, String, Misfit)> {
        let extra = cells.iter().skip(self.layout.headers.len()).find(|cell| **cell != Cell::Empty)?;
        let misfit = Misfit {
            code: Code::BadCell,
            expected: "tom, for der er ingen overskrift over den".to_owned(),
            advice: "Rækken har flere felter, end der er overskrifter. Sæt tekst med skilletegn i anførselstegn."
                .to_owned(),
        };
        self.layout.delimited.then(|| ("(uden overskrift)".to_owned(), extra.display().into_owned(), misfit))
    }

    /// Leaves a row out for what is wrong with its cells.
    pub fn leave_out(&mut self, row: u32, cells: &[Cell<'_>], misfits: Vec<(String, String, Misfit)>) {
        self.account.left_out += 1;
        for (column, value, misfit) in &misfits {
            let severity = match self.strictness {
                Strictness::Lenient if misfit.code != Code::CprNumber => Severity::Warning,
                _ => misfit.code.severity(),
            };
            let cause = Cause {
                code: misfit.code,
                severity,
                column: cpr::masked(column),
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

    /// A cell as it is written out with a row that was left out.
    fn rejected_cell(&self, place: usize, cell: &Cell<'_>) -> Cell<'static> {
        let reader = self.layout.reader_at(place);
        match cell {
            _ if self.layout.is_dropped(place) => Cell::Empty,
            Cell::Text(text) => Cell::Text(cpr::masked(text).into()),
            Cell::Number(number) if cpr::is_number(*number) && !reader.is_some_and(ColumnReader::is_amount) => {
                Cell::Text(cpr::MASK.into())
            }
            // The workbook it is written to counts its dates from 1900.
            Cell::Number(number) if self.layout.epoch_1904 && reader.is_some_and(ColumnReader::is_date) => {
                date::from_serial(*number, true).map_or(Cell::Number(*number), Cell::Date)
            }
            cell => cell.clone().into_owned(),
        }
    }

    /// A row that a workbook hides and the definition says to leave out.
    pub fn hidden(&mut self, row: u32, cells: &[Cell<'_>]) {
        if self.leaves_out_persons(row, cells) {
            return;
        }
        self.account.read += 1;
        self.account.left_out += 1;
        let cause = Cause::noted(Code::HiddenRow, "Rækken er skjult i regnearket og er udeladt");
        let cause = Cause { severity: Severity::Info, advice: String::new(), leaves_out: true, ..cause };
        self.account.causes.add(cause, row, "");
    }

    fn footer(&mut self, row: u32, cells: &[Cell<'_>]) {
        let texts: Vec<String> = self.shown(cells).collect();
        self.note(Code::FooterRow, FOOTER, row, &texts.join(" · "));
    }

    /// The texts of a row's cells that are not empty and may be shown.
    fn shown(&self, cells: &[Cell<'_>]) -> impl Iterator<Item = String> {
        let places =
            cells.iter().enumerate().filter(|(place, cell)| **cell != Cell::Empty && !self.layout.is_dropped(*place));
        places.map(|(_, cell)| cell.display().into_owned())
    }

    /// Something worth knowing of a row.
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

    /// Ends the batch: its rows as columns of Polars.
    pub fn finish(self) -> Typed {
        let readers = &self.layout.schema.columns;
        let mut lists = IndexMap::new();
        let mut columns = Vec::with_capacity(readers.len() + 1);
        for (reader, store) in readers.iter().zip(self.stores) {
            let (column, items) = reader.series(store);
            columns.push(column);
            lists.extend(items.map(|items| (reader.name.clone(), items)));
        }
        let height = self.rows.len();
        columns.push(Series::new(ROW_COLUMN.into(), self.rows));
        // All columns have one value a row and names that are keys of a map, so the frame cannot be refused.
        let frame = DataFrame::new(height, columns).unwrap_or_default();
        Typed { frame, lists, keys: self.keys, account: self.account, notes: self.notes }
    }
}
