//! Makes input workbooks: forms for people to fill in, made from the definitions of the datasets. Filled in, they are read
//! without findings.

mod columns;
mod delimited;
mod guide;
mod names;
mod plan;
mod style;
mod workbook;

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::period::Period;

/// The forms of a report.
#[derive(Debug)]
pub struct InputFiles {
    /// In the order of the datasets.
    pub files: Vec<InputFile>,
    /// Datasets that a form cannot be made for.
    pub skipped: Vec<SkippedDataset>,
}

/// A form: a file that datasets are read from.
#[derive(Debug)]
pub struct InputFile {
    /// Path below the data folder with `/`.
    pub name: String,
    /// Labels of the datasets.
    pub labels: Vec<String>,
    /// File patterns of the datasets: any file that matches one is read beside this one.
    pub patterns: Vec<String>,
    pub bytes: Vec<u8>,
}

/// A dataset without a form.
#[derive(Debug)]
pub struct SkippedDataset {
    pub label: String,
    /// In Danish.
    pub reason: String,
}

/// Rows to fill forms with, by the id of the dataset.
pub type FormRows = IndexMap<String, FilledRows>;

/// Texts below their headers. Dates are written as 2024-12-31 and decimals with a point.
#[derive(Debug, Default)]
pub struct FilledRows {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl FilledRows {
    /// The text of a row below one of these headers; "" if there is none.
    fn text(&self, row: usize, headers: &[String]) -> &str {
        let place = self.headers.iter().position(|header| headers.contains(header));
        place.and_then(|place| self.rows.get(row)?.get(place)).map_or("", String::as_str)
    }
}

/// Makes the forms of all datasets that are read from files. The names of the files contain the period.
pub fn inputs(definition: &Definition, period: Option<&Period>, filled: &FormRows) -> anyhow::Result<InputFiles> {
    let from_files: Vec<&Dataset> = definition.datasets.values().filter(|dataset| !dataset.files.is_empty()).collect();
    let plan = plan::plan(&from_files, period);
    // Without a period, a fixed day, because the same definition must give the same bytes.
    let day = period.map_or_else(NaiveDate::default, |period| period.start);
    let mut files = Vec::new();
    for file in &plan.files {
        let bytes = match file.kind {
            plan::FormKind::Workbook => workbook::write(file, &definition.report.theme, day, filled)?,
            plan::FormKind::Delimited => delimited::write(file, day)?,
        };
        let datasets = file.datasets();
        files.push(InputFile {
            name: file.name.clone(),
            labels: datasets.iter().map(|dataset| dataset.label.clone()).collect(),
            patterns: datasets.iter().flat_map(|dataset| &dataset.files).cloned().collect(),
            bytes,
        });
    }
    Ok(InputFiles { files, skipped: plan.skipped })
}
