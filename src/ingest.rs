//! Exports in, typed tables out: every row keeps its file, sheet and row number, and no row disappears without a word.

mod builder;
mod cell;
mod columns;
mod cpr;
mod delimited;
mod files;
mod header;
mod workbook;

use std::path::Path;

use indexmap::IndexMap;
use polars::prelude::DataFrame;
use serde::{Deserialize, Serialize};

use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use builder::TableBuilder;
use files::DataFile;

/// The columns of every table that say where a row comes from: an index into [`Ingested::sources`], and the row there.
pub const SOURCE_COLUMN: &str = "_source";
/// See [`SOURCE_COLUMN`].
pub const ROW_COLUMN: &str = "_row";

/// What a bad row leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// The build fails after all findings are shown.
    Strict,
    /// The row is left out, counted and listed in the report.
    Lenient,
}

/// Everything that was read.
#[derive(Debug)]
pub struct Ingested {
    /// A table for each dataset.
    pub tables: IndexMap<String, Table>,
    /// The files and sheets that rows came from.
    pub sources: Vec<SourceFile>,
}

/// A dataset's rows.
#[derive(Debug)]
pub struct Table {
    /// The typed columns, and the two of provenance.
    pub frame: DataFrame,
    /// The items of each list column, row by row.
    pub lists: IndexMap<String, Vec<Vec<String>>>,
    /// How many rows the files had.
    pub read: u64,
    /// The rows that were left out.
    pub left_out: Vec<LeftOut>,
}

/// A file, or a sheet of one, that a dataset was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The dataset.
    pub dataset: String,
    /// Path below the data folder.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many rows it had.
    pub rows: u64,
}

/// A row that is not in any figure, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The dataset.
    pub dataset: String,
    /// Path below the data folder.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
    /// The header of the column.
    pub column: String,
    /// The cell's value.
    pub value: String,
    /// What is wrong with it, in Danish.
    pub reason: String,
}

/// Reads every dataset of the definition from the data folder.
///
/// # Errors
/// When the folder cannot be read. Everything else is a finding.
pub fn ingest(
    definition: &Definition,
    folder: &Path,
    strictness: Strictness,
    findings: &Findings,
) -> anyhow::Result<Ingested> {
    let mut files = files::list(folder)?;
    let mut sources = Vec::new();
    let mut tables = IndexMap::new();
    for dataset in definition.datasets.values() {
        let table = read_dataset(dataset, &mut files, &mut sources, strictness, findings);
        tables.insert(dataset.id.clone(), table);
    }
    for file in files.iter().filter(|file| !file.used) {
        // A file that would be read if it lay in the data folder itself was most likely meant to be.
        let misplaced = definition.datasets.values().find(|dataset| file.is_misplaced(&dataset.files));
        if let Some(dataset) = misplaced {
            findings.push(
                Finding::error(
                    Code::UnreadFile,
                    Place::data_file(&file.name),
                    format!("Filen ligner »{}«, men ligger i en undermappe og er ikke læst.", dataset.label),
                )
                .with_severity(Severity::Warning)
                .advise("Flyt den op i datamappen, eller nævn undermappen under »files« i datasets.toml."),
            );
            continue;
        }
        findings.push(
            Finding::error(
                Code::UnreadFile,
                Place::data_file(&file.name),
                "Filen passer ikke til noget datasæt og er ikke læst.",
            )
            .with_severity(Severity::Info)
            .advise("Se filnavnene under »files« i datasets.toml, eller flyt filen."),
        );
    }
    Ok(Ingested { tables, sources })
}

fn read_dataset(
    dataset: &Dataset,
    files: &mut [DataFile],
    sources: &mut Vec<SourceFile>,
    strictness: Strictness,
    findings: &Findings,
) -> Table {
    let mut builder = TableBuilder::new(dataset, strictness, findings);
    let mut hashes: Vec<(String, String)> = Vec::new();
    let matching: Vec<usize> = (0..files.len()).filter(|i| files[*i].matches(&dataset.files)).collect();
    if matching.is_empty() {
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        let wanted = dataset.files.first().map_or("", String::as_str);
        let hint = crate::danish::did_you_mean(wanted, names.iter().copied());
        findings.push(
            Finding::error(
                Code::NoData,
                Place::Nowhere,
                format!("Der er ingen fil til »{}« ({}).", dataset.label, dataset.files.join(" eller ")),
            )
            .advise(format!("Læg eksporten i datamappen. {hint}").trim()),
        );
    }
    for i in matching {
        let file = &mut files[i];
        file.used = true;
        let content = match file.content() {
            Ok(content) => content,
            Err(error) => {
                findings.push(Finding::error(
                    Code::UnreadableFile,
                    Place::data_file(&file.name),
                    format!("Filen kan ikke læses: {error}."),
                ));
                continue;
            }
        };
        if let Some((earlier, _)) = hashes.iter().find(|(_, hash)| *hash == content.sha256) {
            findings.push(
                Finding::error(
                    Code::DuplicateFile,
                    Place::data_file(&file.name),
                    format!("Filen har samme indhold som »{earlier}« og er ikke læst igen."),
                )
                .advise("Slet den ene."),
            );
            continue;
        }
        hashes.push((file.name.clone(), content.sha256.clone()));
        if content.bytes.is_empty() {
            findings.push(
                Finding::error(Code::EmptyFile, Place::data_file(&file.name), "Filen er tom.")
                    .advise("Hent eksporten igen."),
            );
            continue;
        }
        let index = sources.len() as u32;
        let before = builder.rows_read();
        builder.start(&file.name, index);
        let sheet = if file.is_workbook() {
            workbook::read(&content.bytes, &file.name, dataset.sheet.as_deref(), &mut builder, findings)
        } else {
            delimited::read(&content.bytes, dataset, &mut builder);
            Some(None)
        };
        let Some(sheet) = sheet else { continue };
        builder.finish_file();
        sources.push(SourceFile {
            dataset: dataset.id.clone(),
            file: file.name.clone(),
            sheet,
            sha256: content.sha256.clone(),
            rows: builder.rows_read() - before,
        });
    }
    builder.finish()
}
