//! From rows of cells to a typed table: finds the header, types the cells, and accounts for every row.

use std::collections::HashMap;

use indexmap::IndexMap;
use polars::prelude::{Column as Series, DataFrame, DataType, IntoColumn, NewChunkedArray, StringChunked};

use super::cell::{Cell, Misfit, Value};
use super::{LeftOut, ROW_COLUMN, SOURCE_COLUMN, Strictness, Table};
use crate::danish::did_you_mean;
use crate::definition::dataset::{Column, ColumnKind, Dataset};
use crate::findings::{Code, Finding, Findings, Place, Severity};

/// How many rows may stand above the header.
const MAX_TITLE_ROWS: usize = 50;

/// Builds a dataset's table from the rows of its files.
pub struct TableBuilder<'a> {
    dataset: &'a Dataset,
    strictness: Strictness,
    findings: &'a Findings,
    columns: Vec<Vec<Value>>,
    provenance: Vec<(u32, u32)>,
    keys: HashMap<Vec<String>, (u32, u32)>,
    key_columns: Vec<usize>,
    read: u64,
    left_out: Vec<LeftOut>,
    file: CurrentFile,
}

/// The file that rows come from just now.
#[derive(Default)]
struct CurrentFile {
    name: String,
    sheet: Option<String>,
    index: u32,
    header: Header,
}

/// What is known of the file's header.
enum Header {
    /// Not found yet; the best row so far: how many columns it has, their names, and its number.
    Seeking { best: Vec<String>, matches: usize, rows: usize },
    /// Found: for each column of the dataset its place in the row and its header as it stands.
    Found(Vec<Option<(usize, String)>>),
}

impl Default for Header {
    fn default() -> Self {
        Self::Seeking { best: Vec::new(), matches: 0, rows: 0 }
    }
}

impl<'a> TableBuilder<'a> {
    /// A builder without rows.
    pub fn new(dataset: &'a Dataset, strictness: Strictness, findings: &'a Findings) -> Self {
        Self {
            dataset,
            strictness,
            findings,
            columns: dataset.columns.iter().map(|_| Vec::new()).collect(),
            provenance: Vec::new(),
            keys: HashMap::new(),
            key_columns: dataset.key.iter().filter_map(|key| dataset.columns.get_index_of(key)).collect(),
            read: 0,
            left_out: Vec::new(),
            file: CurrentFile::default(),
        }
    }

    /// The rows that follow come from this file, number `index` of the sources.
    pub fn start(&mut self, name: &str, index: u32) {
        self.file = CurrentFile { name: name.to_owned(), index, ..CurrentFile::default() };
    }

    /// The rows that follow come from this sheet of the file.
    pub fn sheet(&mut self, name: &str) {
        self.file.sheet = Some(name.to_owned());
    }

    /// How many rows have been read from all files, header and title rows not counted.
    pub fn rows_read(&self) -> u64 {
        self.read
    }

    /// Takes the next row of the file.
    pub fn row(&mut self, number: u32, cells: &[Cell<'_>]) {
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            return;
        }
        match &mut self.file.header {
            Header::Seeking { best, matches, rows } => {
                *rows += 1;
                if *rows > MAX_TITLE_ROWS {
                    return;
                }
                let texts: Vec<String> = cells.iter().map(Cell::display).collect();
                let found = find_columns(self.dataset, &texts);
                let count = found.iter().flatten().count();
                if count > *matches {
                    (*best, *matches) = (texts.clone(), count);
                }
                let complete =
                    self.dataset.columns.values().zip(&found).all(|(column, found)| found.is_some() || column.optional);
                if complete && count > 0 {
                    self.report_unread(&texts, &found);
                    self.file.header = Header::Found(found);
                }
            }
            Header::Found(_) => {
                self.read += 1;
                self.data_row(number, cells);
            }
        }
    }

    /// Types a row's cells and keeps it, or leaves it out with a finding for each cell that does not fit.
    fn data_row(&mut self, number: u32, cells: &[Cell<'_>]) {
        let Header::Found(places) = &self.file.header else { return };
        let mut values = Vec::with_capacity(places.len());
        let mut misfits = Vec::new();
        for ((name, column), place) in self.dataset.columns.iter().zip(places) {
            let cell = place.as_ref().and_then(|(i, _)| cells.get(*i)).unwrap_or(&Cell::Empty);
            let header = place.as_ref().map_or(name.as_str(), |(_, header)| header);
            match typed(cell, column, place.is_some()) {
                Ok(value) => values.push(value),
                Err(misfit) => misfits.push((header.to_owned(), cell.display(), misfit)),
            }
        }
        if misfits.is_empty() {
            if let Some(first) = self.duplicate_of(&values, number) {
                let (headers, key) = self.key_text(&values);
                let misfit = Misfit {
                    expected: format!("en nøgle, der ikke findes før; den står også i række {first}"),
                    advice: "Slet den ene række.".into(),
                };
                self.leave_out(number, Code::DuplicateRow, headers, key, misfit);
                return;
            }
            for (column, value) in self.columns.iter_mut().zip(values) {
                column.push(value);
            }
            self.provenance.push((self.file.index, number));
            return;
        }
        for (header, value, misfit) in misfits {
            let code = if value.is_empty() { Code::EmptyCell } else { Code::BadCell };
            self.leave_out(number, code, header, value, misfit);
        }
    }

    /// The row that has the same key, where there is one.
    fn duplicate_of(&mut self, values: &[Value], number: u32) -> Option<u32> {
        if self.key_columns.is_empty() {
            return None;
        }
        let key: Vec<String> = self.key_columns.iter().map(|i| key_part(&values[*i])).collect();
        match self.keys.entry(key) {
            std::collections::hash_map::Entry::Occupied(earlier) => Some(earlier.get().1),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert((self.file.index, number));
                None
            }
        }
    }

    /// The headers and values of the key's columns, for a finding.
    fn key_text(&self, values: &[Value]) -> (String, String) {
        let headers: Vec<_> = self
            .key_columns
            .iter()
            .map(|i| self.dataset.columns[*i].headers.first().cloned().unwrap_or_default())
            .collect();
        let parts: Vec<_> = self.key_columns.iter().map(|i| key_part(&values[*i])).collect();
        (headers.join(" + "), parts.join(" + "))
    }

    fn leave_out(&mut self, row: u32, code: Code, column: String, value: String, misfit: Misfit) {
        let severity = match self.strictness {
            Strictness::Strict => Severity::Error,
            Strictness::Lenient => Severity::Warning,
        };
        let message = match code {
            Code::EmptyCell => format!("Cellen er tom, men skal være {}.", misfit.expected),
            Code::DuplicateRow => format!("Rækken skal have {}.", misfit.expected),
            _ => format!("Cellen skal være {}.", misfit.expected),
        };
        self.left_out.push(LeftOut {
            dataset: self.dataset.id.clone(),
            file: self.file.name.clone(),
            sheet: self.file.sheet.clone(),
            row,
            column: column.clone(),
            value: value.clone(),
            reason: message.clone(),
        });
        let place = Place::Data {
            file: self.file.name.clone(),
            sheet: self.file.sheet.clone(),
            row: Some(row),
            column: Some(column),
            value: Some(value),
        };
        self.findings.push(Finding::error(code, place, message).with_severity(severity).advise(misfit.advice));
    }

    /// Says which columns of the file nobody reads.
    fn report_unread(&self, texts: &[String], found: &[Option<(usize, String)>]) {
        for (i, header) in texts.iter().enumerate() {
            let read = found.iter().flatten().any(|(place, _)| *place == i);
            let known = self.dataset.ignored.iter().any(|ignored| same_header(ignored, header));
            if !header.is_empty() && !read && !known {
                let place = Place::Data {
                    file: self.file.name.clone(),
                    sheet: self.file.sheet.clone(),
                    row: None,
                    column: Some(header.clone()),
                    value: None,
                };
                self.findings.push(
                    Finding::error(Code::UnreadColumn, place, "Kolonnen er ikke med i datasættet og bliver ikke læst.")
                        .with_severity(Severity::Info),
                );
            }
        }
    }

    /// Ends a file: without a header there was nothing to read.
    pub fn finish_file(&mut self) {
        let Header::Seeking { best, matches, rows } = &self.file.header else { return };
        let place = || Place::Data {
            file: self.file.name.clone(),
            sheet: self.file.sheet.clone(),
            row: None,
            column: None,
            value: None,
        };
        if *rows == 0 {
            self.findings
                .push(Finding::error(Code::EmptyFile, place(), "Der er ingen rækker.").advise("Hent eksporten igen."));
            return;
        }
        let headers: Vec<_> = best.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
        if *matches == 0 {
            let wanted: Vec<_> =
                self.dataset.columns.values().filter_map(|column| column.headers.first()).map(String::as_str).collect();
            self.findings.push(
                Finding::error(
                    Code::MissingHeader,
                    place(),
                    format!("Ingen række ligner overskrifterne til »{}«.", self.dataset.label),
                )
                .advise(format!("Ventede overskrifter: {}.", wanted.join(", "))),
            );
            return;
        }
        let found = find_columns(self.dataset, best);
        for (column, found) in self.dataset.columns.values().zip(&found) {
            if found.is_none() && !column.optional {
                let wanted = column.headers.first().map_or("", String::as_str);
                let free = headers.iter().copied().filter(|header| !column_of(self.dataset, header));
                self.findings.push(
                    Finding::error(
                        Code::MissingColumn,
                        place(),
                        format!("Kolonnen »{}« mangler.", column.headers.join("« eller »")),
                    )
                    .advise(
                        format!("Overskrifter i filen: {}. {}", headers.join(", "), did_you_mean(wanted, free)).trim(),
                    ),
                );
            }
        }
    }

    /// The table of all rows that were kept.
    pub fn finish(self) -> Table {
        let mut lists = IndexMap::new();
        let mut columns = Vec::new();
        for ((name, column), values) in self.dataset.columns.iter().zip(self.columns) {
            columns.push(series(name, &column.kind, &values));
            if let ColumnKind::List { .. } = column.kind {
                let items =
                    values.into_iter().map(|value| if let Value::List(items) = value { items } else { Vec::new() });
                lists.insert(name.clone(), items.collect());
            }
        }
        let (files, rows): (Vec<u32>, Vec<u32>) = self.provenance.iter().copied().unzip();
        let height = files.len();
        columns.push(Series::new(SOURCE_COLUMN.into(), files));
        columns.push(Series::new(ROW_COLUMN.into(), rows));
        // All columns have one value a row and names that are keys of a map, so the frame cannot be refused.
        let frame = DataFrame::new(height, columns).unwrap_or_default();
        Table { frame, lists, read: self.read, left_out: self.left_out }
    }
}

/// The typed value of a cell, or why it has none.
fn typed(cell: &Cell<'_>, column: &Column, present: bool) -> Result<Value, Misfit> {
    let value = cell.typed(&column.kind)?;
    if value == Value::Null && !column.empty && present {
        return Err(Misfit { expected: column.kind.danish().to_owned(), advice: "Udfyld cellen.".to_owned() });
    }
    Ok(value)
}

/// For each column of the dataset its place among the headers and its header there.
fn find_columns(dataset: &Dataset, headers: &[String]) -> Vec<Option<(usize, String)>> {
    let mut taken = vec![false; headers.len()];
    dataset
        .columns
        .values()
        .map(|column| {
            let place = headers
                .iter()
                .enumerate()
                .position(|(i, header)| !taken[i] && column.headers.iter().any(|known| same_header(known, header)))?;
            taken[place] = true;
            Some((place, headers[place].clone()))
        })
        .collect()
}

/// Whether any column of the dataset has this header.
fn column_of(dataset: &Dataset, header: &str) -> bool {
    dataset.columns.values().any(|column| column.headers.iter().any(|known| same_header(known, header)))
}

/// Headers are the same without regard to case, and to how many spaces and line breaks stand between words.
fn same_header(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words(a) == words(b)
}

fn key_part(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Boolean(value) => value.to_string(),
        Value::List(items) => items.join("; "),
    }
}

/// A column of typed values.
fn series(name: &str, kind: &ColumnKind, values: &[Value]) -> Series {
    let name = name.into();
    match kind {
        ColumnKind::Integer => Series::new(
            name,
            values.iter().map(|value| if let Value::Integer(n) = value { Some(*n) } else { None }).collect::<Vec<_>>(),
        ),
        ColumnKind::Decimal => Series::new(
            name,
            values.iter().map(|value| if let Value::Decimal(n) = value { Some(*n) } else { None }).collect::<Vec<_>>(),
        ),
        ColumnKind::Boolean => Series::new(
            name,
            values.iter().map(|value| if let Value::Boolean(b) = value { Some(*b) } else { None }).collect::<Vec<_>>(),
        ),
        ColumnKind::Date => {
            let days = values
                .iter()
                .map(|value| if let Value::Date(day) = value { Some(days_since_1970(*day)) } else { None });
            let column = Series::new(name, days.collect::<Vec<Option<i32>>>());
            // Whole days are how Polars keeps dates, so the cast only changes the type.
            column.cast(&DataType::Date).unwrap_or(column)
        }
        ColumnKind::List { .. } => {
            let joined =
                values.iter().map(|value| if let Value::List(items) = value { Some(items.join("; ")) } else { None });
            StringChunked::from_iter_options(name, joined).into_column()
        }
        ColumnKind::Text | ColumnKind::Category(_) | ColumnKind::Ydernummer => {
            let texts =
                values.iter().map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None });
            StringChunked::from_iter_options(name, texts).into_column()
        }
    }
}

fn days_since_1970(day: chrono::NaiveDate) -> i32 {
    day.signed_duration_since(chrono::NaiveDate::default()).num_days() as i32
}
