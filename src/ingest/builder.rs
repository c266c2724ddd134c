//! From the rows of files to a dataset's table: finds the header of each file, joins the batches of typed rows, and accounts for
//! every row.

mod keys;
mod reports;

use std::sync::Arc;

use indexmap::IndexMap;
use polars::prelude::{Column as Series, DataFrame};

use super::batch::{Account, Batch, Rejected, Typed};
use super::causes::{Cause, Causes, Met};
use super::cell::{Cell, date};
use super::column::{ColumnReader, Evidence};
use super::footer::Footers;
use super::header::{self, Layout, Schema};
use super::rejects::RejectedRows;
use super::{SOURCE_COLUMN, Strictness, Table};
use crate::definition::dataset::{ColumnKind, Dataset, DateFormat};
use crate::findings::{Code, Finding, Findings};
use crate::snapshot::LeftOut;

/// How many rows may stand above the header.
const MAX_TITLE_ROWS: usize = 50;

/// What to do about a column in which the dates that do not fit all fit the other way round.
const MONTH_FIRST: &str = "Måneden ser ud til at stå først. Er det sådan i hele kolonnen, så skriv format = \"month-first\" ved den i \
                           datasets.toml.";

/// Builds a dataset's table from the rows of its files.
pub struct TableBuilder<'a> {
    dataset: &'a Dataset,
    strictness: Strictness,
    findings: &'a Findings,
    schema: Arc<Schema>,
    frame: DataFrame,
    lists: IndexMap<String, Vec<Vec<String>>>,
    keys: Vec<u64>,
    read: u64,
    left_out_rows: u64,
    examples: u64,
    left_out: Vec<LeftOut>,
    rejected: Vec<RejectedRows>,
    /// The files and sheets so far, with their number among the sources.
    origins: Vec<(u32, String, Option<String>)>,
    origin: Origin,
}

/// The file, or sheet of one, that rows come from just now.
#[derive(Default)]
struct Origin {
    file: String,
    sheet: Option<String>,
    index: u32,
    /// Rows read before it.
    read_before: u64,
    above: Vec<(u32, Vec<Cell<'static>>)>,
    best: Vec<String>,
    matches: usize,
    layout: Option<Arc<Layout>>,
    causes: Causes,
    evidence: Vec<Evidence>,
    notes: Vec<Rejected>,
    rejects: Vec<Rejected>,
}

impl<'a> TableBuilder<'a> {
    /// A builder without rows.
    pub fn new(dataset: &'a Dataset, strictness: Strictness, keep_rejects: bool, findings: &'a Findings) -> Self {
        let schema = Schema {
            columns: dataset.columns.iter().map(|(name, column)| ColumnReader::new(name, column)).collect(),
            key: dataset.key.iter().filter_map(|key| dataset.columns.get_index_of(key)).collect(),
            footers: Footers::new(&dataset.footers),
            keep_rejects,
        };
        let mut builder = Self {
            dataset,
            strictness,
            findings,
            schema: Arc::new(schema),
            frame: DataFrame::empty(),
            lists: IndexMap::new(),
            keys: Vec::new(),
            read: 0,
            left_out_rows: 0,
            examples: 0,
            left_out: Vec::new(),
            rejected: Vec::new(),
            origins: Vec::new(),
            origin: Origin::default(),
        };
        // A dataset without any rows has its columns all the same.
        let layout = Layout::new(Arc::clone(&builder.schema), Vec::new(), vec![None; dataset.columns.len()]);
        builder.append(Batch::new(&Arc::new(layout), strictness, 0).finish());
        builder
    }

    /// The rows that follow come from this file, or this sheet of it: number `index` of the sources.
    pub fn begin(&mut self, file: &str, sheet: Option<&str>, index: u32) {
        self.origins.push((index, file.to_owned(), sheet.map(str::to_owned)));
        self.origin = Origin {
            file: file.to_owned(),
            sheet: sheet.map(str::to_owned),
            index,
            read_before: self.read,
            ..Origin::default()
        };
    }

    /// Takes a row above the data. Returns the layout of the rows below it, where it is the header.
    pub fn head(&mut self, number: u32, cells: &[Cell<'_>]) -> Option<Layout> {
        if cells.iter().all(|cell| *cell == Cell::Empty) || self.origin.above.len() >= MAX_TITLE_ROWS {
            return None;
        }
        self.report_persons(number, cells);
        let lower = header::texts(cells);
        let count = header::matches(self.dataset, &lower);
        if count > self.origin.matches {
            (self.origin.best, self.origin.matches) = (lower.clone(), count);
        }
        // A header may take two rows, the upper one for groups of columns.
        let upper =
            self.origin.above.last().filter(|(above, _)| above + 1 == number).map(|(_, cells)| header::texts(cells));
        let ways = std::iter::once(lower.clone())
            .chain(upper.iter().flat_map(|upper| [header::stacked(upper, &lower), header::overlaid(upper, &lower)]));
        for (way, texts) in ways.enumerate() {
            let found = header::find_columns(self.dataset, &texts);
            // The last row of a header of two rows has part of it.
            if header::complete(self.dataset, &found) && (way == 0 || !lower.is_empty()) {
                let mut above = std::mem::take(&mut self.origin.above);
                above.truncate(above.len() - usize::from(way > 0));
                self.report_columns(&texts, &found);
                let layout = Layout::new(Arc::clone(&self.schema), texts, found);
                above.into_iter().for_each(|(number, cells)| self.report_above(&layout, number, &cells));
                return Some(layout);
            }
        }
        self.origin.above.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
        None
    }

    /// Reads the rows that follow by this layout.
    pub fn use_layout(&mut self, layout: Layout) -> Arc<Layout> {
        let layout = Arc::new(layout);
        self.origin.evidence = vec![Evidence::default(); self.schema.columns.len()];
        self.origin.layout = Some(Arc::clone(&layout));
        layout
    }

    /// Joins a batch of the file to those before it.
    pub fn join(&mut self, mut typed: Typed) {
        let Some(layout) = self.origin.layout.clone() else { return };
        if typed.frame.height() > 0 || typed.account.left_out > 0 {
            self.notes_are_rows(&layout);
        }
        self.origin.notes.append(&mut typed.notes);
        let Account { read, left_out, causes, mut rejects, evidence } = std::mem::take(&mut typed.account);
        self.read += read;
        self.left_out_rows += left_out;
        self.origin.causes.extend(causes);
        self.origin.rejects.append(&mut rejects);
        for (mine, new) in self.origin.evidence.iter_mut().zip(evidence) {
            mine.extend(new);
        }
        let source = vec![self.origin.index; typed.frame.height()];
        // A column as long as the others, whose name no column of a dataset may have.
        let _ = typed.frame.with_column(Series::new(SOURCE_COLUMN.into(), source));
        self.append(typed);
    }

    /// Rows that could have been notes below the data are rows that do not fit, since there are data below them.
    fn notes_are_rows(&mut self, layout: &Arc<Layout>) {
        let mut batch = Batch::new(layout, self.strictness, 0);
        for note in std::mem::take(&mut self.origin.notes) {
            batch.leave_out(note.row, &note.cells, note.misfits);
        }
        let Account { left_out, causes, mut rejects, .. } = batch.finish().account;
        self.left_out_rows += left_out;
        self.origin.causes.extend(causes);
        self.origin.rejects.append(&mut rejects);
    }

    fn append(&mut self, typed: Typed) {
        self.keys.extend(typed.keys);
        for (name, items) in typed.lists {
            self.lists.entry(name).or_default().extend(items);
        }
        if self.frame.width() == 0 {
            self.frame = typed.frame;
            let _ = self.frame.with_column(Series::new(SOURCE_COLUMN.into(), Vec::<u32>::new()));
        } else if typed.frame.height() > 0 {
            // Both have the columns of one schema, so they can be joined.
            let _ = self.frame.vstack_mut_owned(typed.frame);
        }
    }

    /// Ends a file: says what is wrong with its rows, and keeps those that were left out.
    pub fn end(&mut self) {
        let Some(layout) = self.origin.layout.clone() else {
            self.report_no_header();
            return;
        };
        let examples = self.origin.causes.count(Code::ExampleRow);
        self.examples += examples;
        if self.rows_of_file() == 0 {
            self.report_no_rows(examples);
        }
        self.report_notes();
        self.report_numbers(&layout);
        for (cause, met) in self.origin.causes.take().collect::<Vec<_>>() {
            // An input workbook has one, and the account of the rows shows it.
            if cause.code != Code::ExampleRow || examples > 1 {
                self.report(&cause, &met);
            }
        }
        let rows = std::mem::take(&mut self.origin.rejects);
        if !rows.is_empty() {
            self.rejected.push(RejectedRows {
                file: self.origin.file.clone(),
                sheet: self.origin.sheet.clone(),
                headers: layout.headers.clone(),
                rows,
            });
        }
    }

    /// How many rows of data the file had.
    pub fn rows_of_file(&self) -> u64 {
        self.read - self.origin.read_before
    }

    /// One finding for one cause, and an entry of the account for rows that it leaves out.
    fn report(&mut self, cause: &Cause, met: &Met) {
        let message = cause.message(met.count);
        if cause.leaves_out && cause.code != Code::CprNumber {
            self.left_out.push(LeftOut {
                dataset: self.dataset.id.clone(),
                file: self.origin.file.clone(),
                sheet: self.origin.sheet.clone(),
                column: cause.column.clone(),
                reason: message.clone(),
                count: met.count,
                rows: met.all_rows(),
                values: met.values.clone(),
            });
        }
        let is_month_first = |value: &String| date::date(value, DateFormat::MonthFirst).is_some();
        let dates = cause.code == Code::BadCell && cause.expected == ColumnKind::Date(DateFormat::DayFirst).danish();
        let advice = if dates && !met.values.is_empty() && met.values.iter().all(is_month_first) {
            MONTH_FIRST
        } else {
            &cause.advice
        };
        let column = (!cause.column.is_empty()).then_some(cause.column.as_str());
        let place = self.place(met.first_row(), column, met.values.first().map(String::as_str));
        self.findings.push(
            Finding::new(cause.code, place, message)
                .with_severity(cause.severity)
                .advise(advice)
                .at_all(met.occurrences()),
        );
    }

    /// The table of all rows that were kept.
    pub fn finish(mut self) -> Table {
        self.leave_out_duplicates();
        Table {
            frame: self.frame,
            lists: self.lists,
            read: self.read,
            left_out_rows: self.left_out_rows,
            examples: self.examples,
            left_out: self.left_out,
            rejected: self.rejected,
        }
    }
}
