//! Reads exports into typed tables: every row keeps its file, sheet and row number, and no row disappears without notice.
//!
//! `reading` goes through the files of a dataset; [`crate::workbook`] and `delimited` read their rows. Rows go through `header`
//! (where are the columns?), `batch` (what becomes of this row?) and `column` (what does this cell mean?). `builder` joins the
//! batches to a table, reports what was found, and leaves out duplicate keys.

mod batch;
mod builder;
mod causes;
mod column;
mod delimited;
mod files;
mod footer;
mod header;
mod misnamed;
mod reading;
mod rejected;
pub mod rejects;
mod sheets;

use std::path::Path;

use indexmap::IndexMap;
use polars::prelude::DataFrame;

use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::snapshot::{LeftOut, SourceFile};
pub(crate) use causes::Tally;
use files::DataFile;
use rejected::RejectedRows;

pub(crate) use files::{fits, list};
pub(crate) use footer::EXAMPLE;
pub(crate) use header::is_same as is_same_header;
pub(crate) use sheets::GUIDE;

/// Provenance column of every table: index into [`Ingested::sources`].
pub(crate) const SOURCE_COLUMN: &str = "_source";
/// Provenance column of every table: row number in the source.
pub(crate) const ROW_COLUMN: &str = "_row";

/// What a bad row leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The build fails after all findings are shown.
    Strict,
    /// The row is left out, counted and listed in the report.
    Lenient,
}

/// How exports are read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What a bad row leads to.
    pub strictness: Strictness,
    /// Whether rows that are left out are kept as a whole, to be written out.
    pub keep_rejects: bool,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Ingested {
    /// The table of each dataset by its id.
    pub tables: IndexMap<String, DatasetTable>,
    /// The files and sheets that rows came from.
    pub sources: Vec<SourceFile>,
}

/// The rows of a dataset.
#[derive(Debug)]
pub struct DatasetTable {
    /// The typed columns and the two provenance columns.
    pub frame: DataFrame,
    /// The items of each list column, row by row.
    pub lists: IndexMap<String, Vec<Vec<String>>>,
    /// Rows of data in the files: those in `frame` and those that were left out.
    pub read: u64,
    /// Rows that were left out.
    pub left_out_rows: u64,
    /// Example rows of input workbooks, which are not in `read`.
    pub examples: u64,
    /// Why rows were left out.
    pub left_out: Vec<LeftOut>,
    /// The rows that were left out, if [`Options::keep_rejects`] is set.
    pub rejected: Vec<RejectedRows>,
}

/// Reads every dataset of the definition from the data folder.
///
/// # Errors
/// When the folder cannot be read. Everything else is a finding.
pub fn ingest(
    definition: &Definition,
    folder: &Path,
    options: Options,
    findings: &Findings,
) -> anyhow::Result<Ingested> {
    let mut files = files::list(folder)?;
    let ingested = read(definition.datasets.values(), &mut files, options, findings)?;
    for file in files.iter().filter(|file| !file.used) {
        report_unread(file, definition, findings);
    }
    Ok(ingested)
}

/// Reads only these datasets of the definition.
///
/// # Errors
/// When the folder cannot be read. Everything else is a finding.
pub(crate) fn ingest_only(
    definition: &Definition,
    datasets: &[&str],
    folder: &Path,
    options: Options,
    findings: &Findings,
) -> anyhow::Result<Ingested> {
    let wanted = definition.datasets.values().filter(|dataset| datasets.contains(&dataset.id.as_str()));
    read(wanted, &mut files::list(folder)?, options, findings)
}

fn read<'a>(
    datasets: impl Iterator<Item = &'a Dataset>,
    files: &mut [DataFile],
    options: Options,
    findings: &Findings,
) -> anyhow::Result<Ingested> {
    let mut sources = Vec::new();
    let mut tables = IndexMap::new();
    for dataset in datasets {
        let table = reading::read_dataset(dataset, files, &mut sources, options, findings)?;
        tables.insert(dataset.id.clone(), table);
    }
    Ok(Ingested { tables, sources })
}

/// Reports a file that no dataset reads.
fn report_unread(file: &DataFile, definition: &Definition, findings: &Findings) {
    // A file whose name would match in the data folder itself was most likely meant to be read.
    let misplaced = definition.datasets.values().find(|dataset| file.is_misplaced(&dataset.files));
    let finding = |message: &str| Finding::new(Code::UnreadFile, Place::data_file(&file.name), message);
    findings.push(match misplaced {
        Some(dataset) => {
            finding(&format!("Filen ligner »{}«, men ligger i en undermappe og er ikke læst.", dataset.label))
                .with_severity(Severity::Warning)
                .advise("Flyt den op i datamappen, eller nævn undermappen under »files« i datasets.toml.")
        }
        None => finding("Filen passer ikke til noget datasæt og er ikke læst."),
    });
}
