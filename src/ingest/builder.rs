//! From rows of cells to a typed table: finds the header, types the cells, and accounts for every row.

mod reports;

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use polars::prelude::{Column as Series, DataFrame};

use super::cell::{Cell, Misfit, Value};
use super::columns::series;
use super::cpr;
use super::header::{self, Found};
use super::{LeftOut, ROW_COLUMN, SOURCE_COLUMN, Strictness, Table};
use crate::definition::dataset::{Column, ColumnKind, Dataset};
use crate::findings::{Code, Finding, Findings, Severity};

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
    /// The names of the files so far, by their number among the sources.
    names: BTreeMap<u32, String>,
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
    /// Not found yet: the rows so far, and the texts of the one that has most of the headers.
    Seeking { above: Vec<(u32, Vec<Cell<'static>>)>, best: Vec<String>, matches: usize },
    /// Found: how wide it is, and for each column of the dataset the one that it is read from.
    Found { width: usize, columns: Vec<Option<Found>> },
}

impl Default for Header {
    fn default() -> Self {
        Self::Seeking { above: Vec::new(), best: Vec::new(), matches: 0 }
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
            names: BTreeMap::new(),
            file: CurrentFile::default(),
        }
    }

    /// The rows that follow come from this file, number `index` of the sources.
    pub fn start(&mut self, name: &str, index: u32) {
        self.names.insert(index, name.to_owned());
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
            Header::Seeking { above, best, matches } => {
                if above.len() >= MAX_TITLE_ROWS {
                    return;
                }
                // A header may be broken over several lines of its cell.
                let words = |cell: &Cell<'_>| cell.display().split_whitespace().collect::<Vec<_>>().join(" ");
                let texts: Vec<String> = cells.iter().map(words).collect();
                let found = header::find_columns(self.dataset, &texts);
                let count = found.iter().flatten().count();
                if count > *matches {
                    (*best, *matches) = (texts.clone(), count);
                }
                if count > 0 && header::complete(self.dataset, &found) {
                    let above = std::mem::take(above);
                    self.report_columns(&texts, &found);
                    self.file.header = Header::Found { width: texts.len(), columns: found };
                    above.into_iter().for_each(|(number, cells)| self.report_above(number, &cells));
                } else {
                    above.push((number, cells.iter().cloned().map(Cell::into_owned).collect()));
                }
            }
            Header::Found { .. } => {
                self.read += 1;
                self.data_row(number, cells);
            }
        }
    }

    /// Types a row's cells and keeps it, or leaves it out with a finding for each cell that does not fit.
    fn data_row(&mut self, number: u32, cells: &[Cell<'_>]) {
        let Header::Found { width, columns } = &self.file.header else { return };
        let persons = self.cells_with_persons(columns, cells);
        if !persons.is_empty() {
            persons.iter().for_each(|column| self.report_person(number, column));
            return;
        }
        let mut values = Vec::with_capacity(columns.len());
        let mut misfits = Vec::new();
        for ((name, column), found) in self.dataset.columns.iter().zip(columns) {
            let cell = found.as_ref().and_then(|found| cells.get(found.place)).unwrap_or(&Cell::Empty);
            let header = found.as_ref().map_or(name.as_str(), |found| &found.header);
            match typed(cell, column, found.is_some()) {
                Ok(value) => values.push(value),
                Err(misfit) => misfits.push((header.to_owned(), cell.display(), misfit)),
            }
        }
        // A field too many in delimited text most likely means that the fields before it stand one column off.
        if self.file.sheet.is_none()
            && let Some(extra) = cells.iter().skip(*width).find(|cell| **cell != Cell::Empty)
        {
            let expected = "tom, for der er ingen overskrift over den".to_owned();
            let advice =
                "Rækken har flere felter end overskrifterne. Sæt tekst med skilletegn i anførselstegn.".to_owned();
            misfits.push(("(uden overskrift)".to_owned(), extra.display(), Misfit { expected, advice }));
        }
        if misfits.is_empty() {
            if let Some((file, row)) = self.duplicate_of(&values, number) {
                let (headers, key) = self.key_text(&values);
                let file = if file == self.file.index {
                    String::new()
                } else {
                    format!(" i {}", self.names.get(&file).map_or("", String::as_str))
                };
                let misfit = Misfit {
                    expected: format!("en nøgle, der ikke findes før; den står også i række {row}{file}"),
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
    fn duplicate_of(&mut self, values: &[Value], number: u32) -> Option<(u32, u32)> {
        if self.key_columns.is_empty() {
            return None;
        }
        let key: Vec<String> = self.key_columns.iter().map(|i| key_part(&values[*i])).collect();
        match self.keys.entry(key) {
            std::collections::hash_map::Entry::Occupied(earlier) => Some(*earlier.get()),
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
            column: cpr::masked(&column),
            value: cpr::masked(&value),
            reason: message.clone(),
        });
        let place = self.place(Some(row), Some(&column), Some(&value));
        self.findings.push(Finding::error(code, place, message).with_severity(severity).advise(misfit.advice));
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
    if column.drop {
        return Ok(Value::Null);
    }
    let value = cell.typed(&column.kind)?;
    if value == Value::Null && !column.empty && present {
        return Err(Misfit { expected: column.kind.danish().to_owned(), advice: "Udfyld cellen.".to_owned() });
    }
    Ok(value)
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
