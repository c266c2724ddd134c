//! Reads exports into typed tables: every row keeps its file, sheet and row number, and no row disappears without notice.
//!
//! `reading` goes through the files of a dataset; [`crate::workbook`] and `delimited` read their rows. Rows go through `header`
//! (where are the columns?), `batch` (what becomes of this row?) and `column` (what does this cell mean?). `builder` joins the
//! batches to a table, reports what was found, and leaves out rows with the key of an earlier row.

mod batch;
mod builder;
mod causes;
mod column;
mod cut_row;
mod days;
mod declared_rows;
mod delimited;
mod digests;
mod files;
mod footer;
mod header;
mod mended;
mod misnamed;
mod reading;
mod rejected;
pub mod rejects;
mod sheets;
mod signs;
mod total_words;
mod unread;

use std::path::Path;

use indexmap::{IndexMap, IndexSet};
use polars::prelude::DataFrame;

use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::Findings;
use crate::snapshot::{LeftOut, SourceFile};
pub(crate) use causes::Tally;
pub(crate) use column::stands_for_no_value;
use files::DataFile;
use rejected::RejectedRows;

pub(crate) use days::{days_since_1970, to_date};
pub(crate) use digests::row_digests;
pub(crate) use files::{fits, list};
pub(crate) use footer::EXAMPLE;
pub(crate) use header::is_same as is_same_header;
pub(crate) use sheets::GUIDE;
pub(crate) use signs::report as report_signs;

/// Provenance column of every table: index into [`Ingested::sources`].
pub(crate) const SOURCE_COLUMN: &str = "_source";
/// Provenance column of every table: row number in the source.
pub(crate) const ROW_COLUMN: &str = "_row";

/// How rows with errors are treated.
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
    /// How rows with errors are treated.
    pub strictness: Strictness,
    /// Whether to keep rows that are left out with all their cells, for the workbook of `--rejects`.
    pub keep_rejects: bool,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Ingested {
    /// The table of each dataset by its id.
    pub tables: IndexMap<String, DatasetTable>,
    /// The files and sheets that rows came from.
    pub sources: Vec<SourceFile>,
    /// Datasets with errors, whose figures would be wrong.
    pub failed: IndexSet<String>,
}

/// The rows of a dataset.
#[derive(Debug)]
pub struct DatasetTable {
    /// The typed columns and the two provenance columns.
    pub frame: DataFrame,
    /// The items of each list column, row by row.
    pub lists: IndexMap<String, Vec<Vec<String>>>,
    /// Number of rows of data in the files: those in `frame` and those that were left out.
    pub read: u64,
    /// Rows that were left out.
    pub left_out_rows: u64,
    /// Number of example rows of input workbooks, which do not count in `read`.
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
    let mut folder = files::entries(folder)?;
    let ingested = read(definition, definition.datasets.values(), &mut folder.files, options, findings)?;
    unread::report(&folder, definition, findings);
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
    read(definition, wanted, &mut files::list(folder)?, options, findings)
}

fn read<'a>(
    definition: &Definition,
    datasets: impl Iterator<Item = &'a Dataset>,
    files: &mut [DataFile],
    options: Options,
    findings: &Findings,
) -> anyhow::Result<Ingested> {
    let mut sources = Vec::new();
    let mut tables = IndexMap::new();
    let mut failed = IndexSet::new();
    let all: Vec<&Dataset> = definition.datasets.values().collect();
    files.iter_mut().for_each(DataFile::find_mended);
    for dataset in datasets {
        let own = Findings::default();
        let table = reading::read_dataset(dataset, &all, files, &mut sources, options, definition.report.signs, &own)?;
        if own.has_errors() {
            failed.insert(dataset.id.clone());
        }
        findings.extend(own);
        tables.insert(dataset.id.clone(), table);
    }
    Ok(Ingested { tables, sources, failed })
}
