//! Builds the table of a dataset from its files: finds the header of each file, joins the typed blocks, and accounts for every row.

mod dates;
mod evidence;
mod keys;
mod persons;
mod registers;
mod reports;
mod texts;
mod totals;

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use anyhow::ensure;
use indexmap::IndexMap;
use polars::prelude::{Column, DataFrame, PolarsError, PolarsResult};

use super::batch::{Batch, BatchAccount, PossibleTotal, TypedRows};
use super::causes::{Cause, Causes, Tally};
use super::column::date::{self, DateRole};
use super::column::{ColumnReader, Evidence};
use super::cut_row::CutRow;
use super::footer::Footers;
use super::header::{self, FileLayout, Schema};
use super::mended::MendedRows;
use super::rejected::{RejectedRow, RejectedRows};
use super::{DatasetTable, Options, SOURCE_COLUMN, Strictness};
use crate::cell::RawCell;
use crate::cpr::ColumnPersons;
use crate::definition::dataset::{ColumnKind, Dataset, DateFormat};
use crate::definition::report::SignLimits;
use crate::findings::{Code, Finding, Findings};
use crate::snapshot::LeftOut;

pub use reports::several_years;

/// Rows searched for the header.
const MAX_TITLE_ROWS: usize = 50;

/// Advice for a date column whose misfits would all fit with the month first.
const MONTH_FIRST: &str = "Måneden ser ud til at stå først. Er det sådan i hele kolonnen, så skriv format = \"month-first\" ved den i \
                           datasets.toml.";

pub struct TableBuilder<'a> {
    dataset: &'a Dataset,
    /// All datasets of the definition, since a file may belong to another one.
    all: &'a [&'a Dataset],
    strictness: Strictness,
    limits: SignLimits,
    findings: &'a Findings,
    schema: Arc<Schema>,
    frame: DataFrame,
    lists: IndexMap<String, Vec<Vec<String>>>,
    keys: Vec<u64>,
    /// Rows that mended rows replace.
    mended: MendedRows,
    /// Indexes of rows in the frame that turned out to be totals.
    totals: Vec<usize>,
    read: u64,
    left_out_rows: u64,
    examples: u64,
    left_out: Vec<LeftOut>,
    rejected: Vec<RejectedRows>,
    /// Files and sheets so far, with their index among the sources.
    sources: Vec<SourceName>,
    /// Source and row of each end date in a register whose year has two digits and was read as one of the twentieth century.
    short_ends: HashSet<(u32, u32)>,
    current: CurrentSource,
}

/// A file, or a sheet of it, with its index among the sources of all datasets.
#[derive(Clone, Default)]
struct SourceName {
    index: u32,
    file: String,
    sheet: Option<String>,
}

/// What is known of the file or sheet that is being read.
#[derive(Default)]
struct CurrentSource {
    name: SourceName,
    /// Rows of earlier files.
    read_before: u64,
    /// Index of the file's first row in the frame.
    first_row: usize,
    /// Rows above the header, with their numbers.
    above: Vec<(u32, Vec<RawCell<'static>>)>,
    /// The texts of the row with most of the dataset's headers so far, and how many it has.
    best: Vec<String>,
    matches: usize,
    layout: Option<Arc<FileLayout>>,
    causes: Causes,
    evidence: Vec<Evidence>,
    persons: Vec<ColumnPersons>,
    notes: Vec<RejectedRow>,
    /// The years of a column that is not read.
    years: BTreeSet<i32>,
    rejects: Vec<RejectedRow>,
    cut_row: Option<CutRow>,
    possible_totals: Vec<PossibleTotal>,
}

impl<'a> TableBuilder<'a> {
    pub fn new(
        dataset: &'a Dataset,
        options: Options,
        limits: SignLimits,
        findings: &'a Findings,
    ) -> PolarsResult<Self> {
        let reader = |(name, column): (&String, &crate::definition::dataset::Column)| {
            ColumnReader::new(name, column).with_role(DateRole::of(dataset, name))
        };
        let schema = Schema {
            columns: dataset.columns.iter().map(reader).collect(),
            key: dataset.key.iter().filter_map(|key| dataset.columns.get_index_of(key)).collect(),
            footers: Footers::new(&dataset.footers),
            keep_rejects: options.keep_rejects,
        };
        let mut builder = Self {
            dataset,
            all: &[],
            strictness: options.strictness,
            limits,
            findings,
            schema: Arc::new(schema),
            frame: DataFrame::empty(),
            lists: IndexMap::new(),
            keys: Vec::new(),
            mended: MendedRows::default(),
            totals: Vec::new(),
            read: 0,
            left_out_rows: 0,
            examples: 0,
            left_out: Vec::new(),
            rejected: Vec::new(),
            sources: Vec::new(),
            short_ends: HashSet::new(),
            current: CurrentSource::default(),
        };
        // A dataset without rows has its columns too.
        let layout = FileLayout::new(Arc::clone(&builder.schema), Vec::new(), vec![None; dataset.columns.len()]);
        builder.append(Batch::new(&Arc::new(layout), options.strictness, 0).finish()?)?;
        Ok(builder)
    }

    /// The builder with all datasets of the definition, to recognise a file that belongs to another one.
    pub fn among(self, all: &'a [&'a Dataset]) -> Self {
        Self { all, ..self }
    }

    /// Starts a file, or a sheet of it, with this index among the sources.
    pub fn begin(&mut self, file: &str, sheet: Option<&str>, index: u32) {
        let name = SourceName { index, file: file.to_owned(), sheet: sheet.map(str::to_owned) };
        self.sources.push(name.clone());
        self.current =
            CurrentSource { name, read_before: self.read, first_row: self.frame.height(), ..CurrentSource::default() };
    }

    /// Takes a row above the data. Returns the layout of the file if the row is the header.
    pub fn head(&mut self, number: u32, cells: &[RawCell<'_>]) -> Option<FileLayout> {
        if cells.iter().all(|cell| *cell == RawCell::Empty) || self.current.above.len() >= MAX_TITLE_ROWS {
            return None;
        }
        self.report_cpr_numbers(number, cells);
        let lower = header::row_texts(cells);
        let count = header::count_matches(self.dataset, &lower);
        if count > self.current.matches {
            (self.current.best, self.current.matches) = (lower.clone(), count);
        }
        // A header may have two rows, the upper one naming groups of columns.
        let upper = self
            .current
            .above
            .last()
            .filter(|(above, _)| above + 1 == number)
            .map(|(_, cells)| header::row_texts(cells));
        let ways = std::iter::once(lower.clone())
            .chain(upper.iter().flat_map(|upper| [header::stack(upper, &lower), header::overlay(upper, &lower)]));
        for (way, texts) in ways.enumerate() {
            let found = header::find_columns(self.dataset, &texts);
            // The lower row of a two-row header must have some of the headers.
            if header::is_complete(self.dataset, &found) && (way == 0 || !lower.is_empty()) {
                let mut above = std::mem::take(&mut self.current.above);
                above.truncate(above.len() - usize::from(way > 0));
                self.report_columns(&texts, &found);
                let layout = FileLayout::new(Arc::clone(&self.schema), texts, found);
                let layout = FileLayout { header_row: number, year_place: self.year_place(&layout), ..layout };
                above.into_iter().for_each(|(number, cells)| self.report_above(&layout, number, &cells));
                return Some(layout);
            }
        }
        self.current.above.push((number, cells.iter().cloned().map(RawCell::into_owned).collect()));
        None
    }

    /// Uses this layout for the rows that follow.
    pub fn use_layout(&mut self, layout: FileLayout) -> Arc<FileLayout> {
        let SourceName { file, sheet, .. } = &self.current.name;
        let layout = Arc::new(FileLayout { replaced: self.mended.of(file, sheet.as_deref()), ..layout });
        self.current.evidence = vec![Evidence::default(); self.schema.columns.len()];
        self.current.persons = vec![ColumnPersons::default(); layout.headers.len() + 1];
        self.current.layout = Some(Arc::clone(&layout));
        layout
    }

    /// Appends a typed block of the file.
    pub fn join(&mut self, mut typed: TypedRows) -> PolarsResult<()> {
        let Some(layout) = self.current.layout.clone() else {
            return Err(PolarsError::NoData("rows of a file without a header".into()));
        };
        if typed.frame.height() > 0 || typed.account.left_out > 0 {
            self.notes_are_rows(&layout);
        }
        self.current.notes.append(&mut typed.notes);
        let BatchAccount {
            read,
            left_out,
            causes,
            mut rejects,
            evidence,
            mut possible_totals,
            persons,
            replaced,
            years,
        } = std::mem::take(&mut typed.account);
        self.current.years.extend(years);
        self.current.possible_totals.append(&mut possible_totals);
        replaced.into_iter().for_each(|replaced| self.mended.add(replaced));
        self.read += read;
        self.left_out_rows += left_out;
        self.current.causes.extend(causes);
        self.current.rejects.append(&mut rejects);
        for (mine, new) in self.current.evidence.iter_mut().zip(evidence) {
            mine.extend(new);
        }
        for (mine, new) in self.current.persons.iter_mut().zip(persons) {
            mine.extend(new);
        }
        let source = vec![self.current.name.index; typed.frame.height()];
        typed.frame.with_column(Column::new(SOURCE_COLUMN.into(), source))?;
        self.append(typed)
    }

    /// Decides about the possible notes again, because data follow: they are rows.
    fn notes_are_rows(&mut self, layout: &Arc<FileLayout>) {
        let mut batch = Batch::new(layout, self.strictness, 0);
        let notes = std::mem::take(&mut self.current.notes);
        self.read -= notes.len() as u64;
        batch.account_for(notes.len() as u64);
        notes.into_iter().for_each(|note| batch.note_is_row(note));
        let BatchAccount { read, left_out, causes, mut rejects, .. } = batch.into_account();
        self.read += read;
        self.left_out_rows += left_out;
        self.current.causes.extend(causes);
        self.current.rejects.append(&mut rejects);
    }

    fn append(&mut self, typed: TypedRows) -> PolarsResult<()> {
        self.keys.extend(typed.keys);
        for (name, items) in typed.lists {
            self.lists.entry(name).or_default().extend(items);
        }
        if self.frame.width() == 0 {
            self.frame = typed.frame;
            self.frame.with_column(Column::new(SOURCE_COLUMN.into(), Vec::<u32>::new()))?;
        } else if typed.frame.height() > 0 {
            self.frame.vstack_mut_owned(typed.frame)?;
        }
        Ok(())
    }

    /// Ends a file: reports what is wrong with its rows, and keeps those that were left out.
    pub fn end(&mut self) -> PolarsResult<()> {
        let Some(layout) = self.current.layout.clone() else {
            self.report_no_header();
            return Ok(());
        };
        self.leave_out_persons(&layout)?;
        self.leave_out_totals()?;
        let examples = self.current.causes.count(Code::ExampleRow);
        self.examples += examples;
        if self.rows_of_file() == 0 {
            self.report_no_rows(examples);
        }
        self.report_notes();
        self.report_declared_rows();
        self.report_full_sheet();
        self.report_years(&layout);
        self.report_evidence(&layout);
        self.report_cut_row(&layout);
        for (cause, tally) in self.current.causes.take().collect::<Vec<_>>() {
            // An input workbook has one example row, which the account of rows shows.
            if (cause.code != Code::ExampleRow || examples > 1) && !self.is_about_cut_row(&cause, &tally) {
                self.report(&cause, &tally);
            }
        }
        let rows = std::mem::take(&mut self.current.rejects);
        if !rows.is_empty() {
            self.rejected.push(RejectedRows {
                file: self.current.name.file.clone(),
                sheet: self.current.name.sheet.clone(),
                headers: layout.headers.clone(),
                rows,
            });
        }
        Ok(())
    }

    /// Ends a file that turned out to be damaged, which stops the build. Drops the rows that were still to be judged.
    pub fn abandon(&mut self) {
        self.read -= std::mem::take(&mut self.current.notes).len() as u64;
        let possible = std::mem::take(&mut self.current.possible_totals);
        self.read -= possible.iter().filter(|total| total.misfit.is_some()).count() as u64;
    }

    /// Rows of data in the file so far.
    pub fn rows_of_file(&self) -> u64 {
        self.read - self.current.read_before
    }

    /// Reports a cause as one finding, and adds the rows that it leaves out to the account.
    fn report(&mut self, cause: &Cause, tally: &Tally) {
        let message = cause.message(tally.count);
        if cause.leaves_out && cause.code != Code::CprNumber {
            self.left_out.push(LeftOut {
                dataset: self.dataset.id.clone(),
                file: self.current.name.file.clone(),
                sheet: self.current.name.sheet.clone(),
                column: cause.column.clone(),
                reason: message.clone(),
                count: tally.count,
                rows: tally.all_rows(),
            });
        }
        let is_month_first = |value: &String| date::date(value, DateFormat::MonthFirst).is_some();
        let dates = cause.code == Code::BadCell && cause.expected == ColumnKind::Date(DateFormat::DayFirst).danish();
        let advice = if dates && !tally.values.is_empty() && tally.values.iter().all(is_month_first) {
            MONTH_FIRST
        } else {
            &cause.advice
        };
        let column = (!cause.column.is_empty()).then_some(cause.column.as_str());
        let place = self.place(tally.first_row(), column, tally.values.first().map(String::as_str));
        self.findings.push(
            Finding::new(cause.code, place, message)
                .with_severity(cause.severity)
                .advise(advice)
                .at_all(tally.occurrences()),
        );
    }

    /// Ends the dataset. An `Err` is a mistake in the program, such as a row that is neither in the table nor left out.
    pub fn finish(mut self) -> anyhow::Result<DatasetTable> {
        self.report_unread_replaced();
        self.drop_totals()?;
        self.compare_starts_and_ends()?;
        self.leave_out_duplicates()?;
        let kept = self.frame.height() as u64;
        ensure!(
            self.read == kept + self.left_out_rows,
            "Regnskabet over »{}« går ikke op: {} rækker læst, {kept} beholdt, {} udeladt",
            self.dataset.label,
            self.read,
            self.left_out_rows
        );
        Ok(DatasetTable {
            frame: self.frame,
            lists: self.lists,
            read: self.read,
            left_out_rows: self.left_out_rows,
            examples: self.examples,
            left_out: self.left_out,
            rejected: self.rejected,
        })
    }
}
