//! Input workbooks: forms for people to fill in, made from the definition of the datasets, that read back without a finding.

mod columns;
mod delimited;
mod guide;
mod names;
mod plan;
mod workbook;

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::period::Period;

/// The forms of a report.
#[derive(Debug)]
pub struct Inputs {
    /// The files, in the order of the datasets.
    pub files: Vec<InputFile>,
    /// What no form could be made for, and why, in Danish.
    pub skipped: Vec<Skipped>,
}

/// A form: a file that datasets are read from.
#[derive(Debug)]
pub struct InputFile {
    /// Its name below the data folder, with `/`.
    pub name: String,
    /// What the datasets are called.
    pub labels: Vec<String>,
    /// The patterns of the datasets: a file that fits one would be read beside this one.
    pub patterns: Vec<String>,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A dataset without a form.
#[derive(Debug)]
pub struct Skipped {
    /// What it is called.
    pub label: String,
    /// Why, in Danish.
    pub reason: String,
}

/// Rows to fill forms with, by the id of the dataset.
pub type Filled = IndexMap<String, Rows>;

/// Rows of texts below their headers; dates are written as 2024-12-31 and decimals with a point.
#[derive(Debug, Default)]
pub struct Rows {
    /// The headers.
    pub headers: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Rows {
    /// The text of a row below a header; "" where there is none.
    fn text(&self, row: usize, headers: &[String]) -> &str {
        let place = self.headers.iter().position(|header| headers.contains(header));
        place.and_then(|place| self.rows.get(row)?.get(place)).map_or("", String::as_str)
    }
}

/// Makes the forms of all datasets that are read from files. The period goes into the names of the files.
///
/// # Errors
/// When a workbook cannot be put together.
pub fn inputs(definition: &Definition, period: Option<&Period>, filled: &Filled) -> anyhow::Result<Inputs> {
    let from_files: Vec<&Dataset> = definition.datasets.values().filter(|dataset| !dataset.files.is_empty()).collect();
    let plan = plan::plan(&from_files, period);
    // Of no day where there is no period: the same definition gives the same bytes.
    let day = period.map_or_else(NaiveDate::default, |period| period.start);
    let mut files = Vec::new();
    for file in &plan.files {
        let bytes = match file.kind {
            plan::Kind::Workbook => workbook::write(file, &definition.report.theme, day, filled)?,
            plan::Kind::Delimited => delimited::write(file, day)?,
        };
        let datasets = file.datasets();
        files.push(InputFile {
            name: file.name.clone(),
            labels: datasets.iter().map(|dataset| dataset.label.clone()).collect(),
            patterns: datasets.iter().flat_map(|dataset| &dataset.files).cloned().collect(),
            bytes,
        });
    }
    Ok(Inputs { files, skipped: plan.skipped })
}
