//! Exports in, typed tables out: every row keeps its file, sheet and row number, and no row disappears without a word.

mod batch;
mod builder;
mod causes;
mod cell;
mod column;
mod delimited;
mod files;
mod footer;
mod header;
mod misnamed;
pub mod rejects;
mod sheets;
mod spellings;
mod workbook;

use std::io;
use std::path::Path;
use std::sync::Mutex;

use indexmap::IndexMap;
use polars::prelude::DataFrame;

use crate::cpr;
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::snapshot::{LeftOut, SourceFile};
use builder::TableBuilder;
pub(crate) use causes::Met;
use files::DataFile;
use misnamed::{is_called, misnamed};
use rejects::RejectedRows;
use workbook::{Format, Kind, Unreadable, Workbook};

pub use files::{fits, list};
pub use footer::EXAMPLE;
pub use header::same as same_header;
pub use sheets::GUIDE;

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

/// How exports are read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What a bad row leads to.
    pub strictness: Strictness,
    /// Whether whole rows that are left out are kept, so that they can be written out.
    pub keep_rejects: bool,
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
    /// How many of them were left out.
    pub left_out_rows: u64,
    /// How many rows beside those showed how others are filled in.
    pub examples: u64,
    /// Why they were.
    pub left_out: Vec<LeftOut>,
    /// They themselves, where they are kept.
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
    let ingested = read(definition.datasets.values(), &mut files, options, findings);
    for file in files.iter().filter(|file| !file.used) {
        // A file that would be read if it lay in the data folder itself was most likely meant to be.
        let misplaced = definition.datasets.values().find(|dataset| file.is_misplaced(&dataset.files));
        if let Some(dataset) = misplaced {
            findings.push(
                Finding::new(
                    Code::UnreadFile,
                    Place::data_file(&file.name),
                    format!("Filen ligner »{}«, men ligger i en undermappe og er ikke læst.", dataset.label),
                )
                .with_severity(Severity::Warning)
                .advise("Flyt den op i datamappen, eller nævn undermappen under »files« i datasets.toml."),
            );
            continue;
        }
        findings.push(Finding::new(
            Code::UnreadFile,
            Place::data_file(&file.name),
            "Filen passer ikke til noget datasæt og er ikke læst.",
        ));
    }
    Ok(ingested)
}

/// Reads these datasets of the definition and no others.
///
/// # Errors
/// When the folder cannot be read. Everything else is a finding.
pub fn ingest_only(
    definition: &Definition,
    datasets: &[&str],
    folder: &Path,
    options: Options,
    findings: &Findings,
) -> anyhow::Result<Ingested> {
    let wanted = definition.datasets.values().filter(|dataset| datasets.contains(&dataset.id.as_str()));
    Ok(read(wanted, &mut files::list(folder)?, options, findings))
}

fn read<'a>(
    datasets: impl Iterator<Item = &'a Dataset>,
    files: &mut [DataFile],
    options: Options,
    findings: &Findings,
) -> Ingested {
    let mut sources = Vec::new();
    let mut tables = IndexMap::new();
    for dataset in datasets {
        let table = read_dataset(dataset, files, &mut sources, options, findings);
        tables.insert(dataset.id.clone(), table);
    }
    Ingested { tables, sources }
}

/// Reads the files of one dataset.
fn read_dataset(
    dataset: &Dataset,
    files: &mut [DataFile],
    sources: &mut Vec<SourceFile>,
    options: Options,
    findings: &Findings,
) -> Table {
    let matching: Vec<usize> = (0..files.len()).filter(|i| files[*i].matches(&dataset.files)).collect();
    if matching.is_empty() {
        report_no_file(dataset, files, findings);
    }
    let mut reading = Reading {
        dataset,
        options,
        findings,
        builder: TableBuilder::new(dataset, options.strictness, options.keep_rejects, findings),
        sources,
        seen: Vec::new(),
    };
    for i in matching {
        let file = &mut files[i];
        file.used = true;
        if cpr::is_in(&file.name) {
            findings.push(with_person(Place::data_file(&file.name), "Filens navn"));
            continue;
        }
        if let Err(error) = reading.file(file) {
            findings.push(Finding::new(
                Code::UnreadableFile,
                Place::data_file(&file.name),
                format!("Filen kan ikke læses: {error}."),
            ));
        }
    }
    reading.builder.finish()
}

fn report_no_file(dataset: &Dataset, files: &[DataFile], findings: &Findings) {
    let wanted = dataset.files.first().map_or("", String::as_str);
    let hint = crate::danish::did_you_mean(wanted, files.iter().map(|file| file.name.as_str()));
    findings.push(
        Finding::new(
            Code::NoData,
            Place::Nowhere,
            format!("Der er ingen fil til »{}« ({}).", dataset.label, dataset.files.join(" eller ")),
        )
        .advise(format!("Læg eksporten i datamappen. {hint}").trim()),
    );
}

/// A dataset that is being read.
struct Reading<'a> {
    dataset: &'a Dataset,
    options: Options,
    findings: &'a Findings,
    builder: TableBuilder<'a>,
    sources: &'a mut Vec<SourceFile>,
    /// The files so far: their names, lengths and hashes.
    seen: Vec<(String, u64, String)>,
}

impl Reading<'_> {
    /// Reads a file.
    fn file(&mut self, file: &mut DataFile) -> io::Result<()> {
        let length = file.length()?;
        if length == 0 {
            self.findings.push(Finding::new(Code::EmptyFile, Place::data_file(&file.name), "Filen er tom."));
            return Ok(());
        }
        // Only files of the same length can be the same.
        if self.seen.iter().any(|(_, other, _)| *other == length) {
            let hash = file.sha256()?;
            if let Some((earlier, _, _)) = self.seen.iter().find(|(_, _, other)| *other == hash) {
                self.findings.push(Finding::new(
                    Code::DuplicateFile,
                    Place::data_file(&file.name),
                    format!("Filen har samme indhold som »{earlier}« og er ikke læst igen."),
                ));
                return Ok(());
            }
        }
        match file.kind()? {
            kind if !is_called(kind, &file.name) => self.findings.push(misnamed(&file.name, kind)),
            Kind::Workbook(format) => self.workbook(file, format)?,
            Kind::Text => self.delimited(file)?,
            kind => self.findings.push(misnamed(&file.name, kind)),
        }
        self.seen.push((file.name.clone(), length, file.sha256()?));
        Ok(())
    }

    fn delimited(&mut self, file: &mut DataFile) -> io::Result<()> {
        let index = self.sources.len() as u32;
        let (name, strictness, dataset) = (file.name.clone(), self.options.strictness, self.dataset);
        let begin = |builder: &mut TableBuilder<'_>| builder.begin(&name, None, index);
        let opened = &*file;
        let hash = Mutex::new(None);
        delimited::read(|| opened.open(&hash), begin, dataset, strictness, &mut self.builder)?;
        // A file without a header is not read to its end.
        file.set_sha256(hash.into_inner().unwrap_or(None));
        self.end(file, None)
    }

    fn workbook(&mut self, file: &mut DataFile, format: Format) -> io::Result<()> {
        let bytes = std::fs::read(&file.path)?;
        let unreadable =
            |place, why: Unreadable| Finding::new(Code::UnreadableFile, place, why.message).advise(why.advice);
        let mut workbook = match Workbook::open(&bytes, format) {
            Ok(workbook) => workbook,
            Err(why) => {
                self.findings.push(unreadable(Place::data_file(&file.name), why));
                return Ok(());
            }
        };
        for sheet in sheets::chosen(&workbook, &file.name, self.dataset, self.findings) {
            if cpr::is_in(&sheet.name) {
                self.findings.push(with_person(sheets::place(&file.name, &sheet.name), "Arkets navn"));
                continue;
            }
            self.builder.begin(&file.name, Some(&sheet.name), self.sources.len() as u32);
            let (dataset, strictness) = (self.dataset, self.options.strictness);
            let read =
                sheets::read(&mut workbook, &file.name, &sheet, dataset, strictness, &mut self.builder, self.findings);
            match read {
                Ok(()) => self.end(file, Some(sheet.name))?,
                Err(why) => self.findings.push(unreadable(sheets::place(&file.name, &sheet.name), why)),
            }
        }
        Ok(())
    }

    /// Ends a file, or a sheet of one, of which rows were read.
    fn end(&mut self, file: &mut DataFile, sheet: Option<String>) -> io::Result<()> {
        self.builder.end();
        self.sources.push(SourceFile {
            dataset: self.dataset.id.clone(),
            file: file.name.clone(),
            sheet,
            sha256: file.sha256()?,
            rows: self.builder.rows_of_file(),
        });
        Ok(())
    }
}

/// A file or sheet whose name has a CPR number, which the report's list of sources would show.
fn with_person(place: Place, what: &str) -> Finding {
    Finding::new(Code::CprNumber, place, format!("{what} har et CPR-nummer. Det må ikke komme ind i en rapport."))
        .advise("Giv den et andet navn.")
}
