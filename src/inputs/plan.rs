//! Decides which forms to make: datasets that read the same file share a workbook, and those that read the same sheet share a
//! sheet.

use super::SkippedDataset;
use super::names;
use crate::definition::dataset::{Column, Dataset};
use crate::ingest::{GUIDE, fits, is_same_header};
use crate::period::Period;
use crate::spreadsheet::{MAX_SHEET_NAME, sheet_name};

#[derive(Debug, Default)]
pub struct FormPlan<'a> {
    pub files: Vec<PlannedForm<'a>>,
    /// Datasets without a form.
    pub skipped: Vec<SkippedDataset>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    Workbook,
    /// Delimited text, if the dataset reads nothing else.
    Delimited,
}

/// A form that will be written.
#[derive(Debug)]
pub struct PlannedForm<'a> {
    pub name: String,
    pub kind: FormKind,
    /// Delimited text has one.
    pub sheets: Vec<PlannedSheet<'a>>,
}

#[derive(Debug)]
pub struct PlannedSheet<'a> {
    pub name: String,
    /// The datasets that read it.
    pub datasets: Vec<&'a Dataset>,
}

impl<'a> PlannedForm<'a> {
    /// The datasets that read it, each once.
    pub fn datasets(&self) -> Vec<&'a Dataset> {
        let mut all: Vec<&'a Dataset> = Vec::new();
        for dataset in self.sheets.iter().flat_map(|sheet| &sheet.datasets) {
            if !all.iter().any(|other| other.id == dataset.id) {
                all.push(dataset);
            }
        }
        all
    }

    /// Whether all its datasets would read a file with this name.
    fn may_be_called(&self, name: &str) -> bool {
        self.datasets().iter().all(|dataset| fits(name, &dataset.files))
    }

    fn add(&mut self, dataset: &'a Dataset, names: Vec<String>) {
        if names.is_empty() {
            // A dataset without sheet names reads the first sheet.
            match self.sheets.first_mut() {
                Some(first) => first.datasets.push(dataset),
                None => {
                    self.sheets.push(PlannedSheet {
                        name: sheet_name(shortened(&dataset.label), &[GUIDE.to_owned()]),
                        datasets: vec![dataset],
                    });
                }
            }
            return;
        }
        for name in names {
            match self.sheets.iter_mut().find(|sheet| sheet.name.to_lowercase() == name.to_lowercase()) {
                Some(sheet) => sheet.datasets.push(dataset),
                None => self.sheets.push(PlannedSheet { name, datasets: vec![dataset] }),
            }
        }
    }
}

impl<'a> PlannedSheet<'a> {
    /// Its columns with their dataset, each header once. Columns that are dropped when they are read are not asked for.
    pub fn columns(&self) -> Vec<(&'a Dataset, &'a str, &'a Column)> {
        let mut all: Vec<(&'a Dataset, &'a str, &'a Column)> = Vec::new();
        for dataset in &self.datasets {
            for (name, column) in dataset.columns.iter().filter(|(_, column)| !column.drop) {
                let is_there = all.iter().any(|(_, _, other)| {
                    other.headers.iter().any(|a| column.headers.iter().any(|b| is_same_header(a, b)))
                });
                if !is_there {
                    all.push((dataset, name, column));
                }
            }
        }
        all
    }
}

/// As many words of the label as fit into the name of a sheet.
fn shortened(label: &str) -> &str {
    let Some((end, _)) = label.char_indices().nth(MAX_SHEET_NAME) else { return label };
    let room = label.get(..end).unwrap_or(label);
    room.rsplit_once(' ').map_or(room, |(words, _)| words).trim_end_matches([' ', ',', '–'])
}

pub fn plan<'a>(datasets: &[&'a Dataset], period: Option<&Period>) -> FormPlan<'a> {
    let mut plan = FormPlan::default();
    for dataset in datasets {
        if let Err(reason) = plan.add(dataset, period) {
            plan.skipped.push(SkippedDataset { label: dataset.label.clone(), reason });
        }
    }
    plan
}

impl<'a> FormPlan<'a> {
    /// Adds a dataset to a form, or returns the reason in Danish why that is impossible.
    fn add(&mut self, dataset: &'a Dataset, period: Option<&Period>) -> Result<(), String> {
        let workbook = names::workbook(&dataset.files, period).map(|name| (name, FormKind::Workbook));
        let delimited = || names::delimited(&dataset.files, period).map(|name| (name, FormKind::Delimited));
        let (name, kind) = workbook.or_else(delimited).ok_or_else(|| {
            format!("Hverken en .xlsx-fil eller en .csv-fil passer til {}", dataset.files.join(" eller "))
        })?;
        let sheet = |pattern: &String| {
            names::sheet(pattern, period)
                .filter(|name| name.to_lowercase() != GUIDE.to_lowercase())
                .ok_or_else(|| format!("Et ark i et skema kan ikke hedde »{pattern}«"))
        };
        let sheets = match kind {
            FormKind::Workbook => dataset.sheets.iter().map(sheet).collect::<Result<Vec<_>, _>>()?,
            FormKind::Delimited => Vec::new(),
        };
        // Two datasets that would read the same file share its form.
        if let Some(file) = self.files.iter_mut().find(|file| file.kind == kind && fits(&file.name, &dataset.files)) {
            file.add(dataset, sheets);
        } else if let Some(file) = self.files.iter_mut().find(|file| file.kind == kind && file.may_be_called(&name)) {
            file.name = name;
            file.add(dataset, sheets);
        } else {
            let mut file = PlannedForm { name, kind, sheets: Vec::new() };
            file.add(dataset, sheets);
            self.files.push(file);
        }
        Ok(())
    }
}
