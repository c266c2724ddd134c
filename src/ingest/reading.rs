//! Reads the files of a dataset, one after the other.

use std::io;
use std::sync::Mutex;

use super::builder::TableBuilder;
use super::files::DataFile;
use super::misnamed::{misnamed_finding, suits_name};
use super::{DatasetTable, Options, delimited, sheets};
use crate::cpr;
use crate::danish::io_error;
use crate::definition::dataset::Dataset;
use crate::definition::report::SignLimits;
use crate::findings::{Code, Finding, Findings, Place};
use crate::guard::{self, caught};
use crate::snapshot::SourceFile;
use crate::workbook::{FileKind, Workbook, WorkbookError, WorkbookKind};

/// Reads the files of one dataset. An `Err` is a mistake in the program; what is wrong with the data is a finding.
pub fn read_dataset(
    dataset: &Dataset,
    all: &[&Dataset],
    files: &mut [DataFile],
    sources: &mut Vec<SourceFile>,
    options: Options,
    limits: SignLimits,
    findings: &Findings,
) -> anyhow::Result<DatasetTable> {
    let mut matching: Vec<usize> =
        (0..files.len()).filter(|i| files[*i].matches(&dataset.files) || has_mended_rows(files, *i, dataset)).collect();
    // Corrected rows first, because they decide which rows of other files are not read.
    matching.sort_by_key(|i| !files[*i].is_mended);
    if matching.is_empty() {
        report_no_file(dataset, files, findings);
    }
    let mut reading = DatasetReader {
        dataset,
        ids: &all.iter().map(|dataset| dataset.id.as_str()).collect::<Vec<_>>(),
        options,
        findings,
        builder: TableBuilder::new(dataset, options, limits, findings)?.among(all),
        sources,
        seen: Vec::new(),
    };
    for i in matching {
        let file = &mut files[i];
        file.used = true;
        if cpr::is_in(&file.name) {
            findings.push(cpr_number_in_name(Place::data_file(&file.name), "Filens navn"));
            continue;
        }
        guard::work_on(&file.name);
        let read = match caught(|| reading.file(file)) {
            Ok(read) => read,
            Err(panicked) => {
                let message = format!("Filen kan ikke læses. {panicked}.");
                let advice = "Gem filen igen fra et regneark, og meld fejlen til dem, der laver kapreport.";
                findings.push(Finding::new(Code::UnreadableFile, Place::data_file(&file.name), message).advise(advice));
                continue;
            }
        };
        if let Err(error) = read {
            let error = error.downcast::<io::Error>()?;
            let message = format!("Filen kan ikke læses: {}.", io_error(&error));
            findings.push(Finding::new(Code::UnreadableFile, Place::data_file(&file.name), message));
        }
    }
    reading.builder.finish()
}

/// Whether a file has corrected rows that may belong to the dataset. A text file belongs to it if it names one of its files.
fn has_mended_rows(files: &[DataFile], at: usize, dataset: &Dataset) -> bool {
    let file = &files[at];
    file.is_mended
        && (!matches!(file.kind(), Ok(FileKind::Text))
            || files.iter().any(|other| !other.is_mended && other.matches(&dataset.files) && file.names(&other.name)))
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

struct DatasetReader<'a> {
    dataset: &'a Dataset,
    /// Of all datasets.
    ids: &'a [&'a str],
    options: Options,
    findings: &'a Findings,
    builder: TableBuilder<'a>,
    sources: &'a mut Vec<SourceFile>,
    seen: Vec<SeenFile>,
}

/// A file that was read, remembered to recognise copies of it.
struct SeenFile {
    name: String,
    length: u64,
    sha256: String,
}

impl DatasetReader<'_> {
    fn file(&mut self, file: &mut DataFile) -> anyhow::Result<()> {
        let length = file.length()?;
        if length == 0 {
            self.findings.push(Finding::new(Code::EmptyFile, Place::data_file(&file.name), "Filen er tom."));
            return Ok(());
        }
        if let Some(earlier) = self.same_as(file, length)? {
            let message = format!("Filen har samme indhold som »{earlier}« og er ikke læst igen.");
            self.findings.push(Finding::new(Code::DuplicateFile, Place::data_file(&file.name), message));
            return Ok(());
        }
        match file.kind()? {
            kind if !suits_name(kind, &file.name) => self.findings.push(misnamed_finding(&file.name, kind)),
            FileKind::Workbook(kind) => self.workbook(file, kind)?,
            FileKind::Text => self.delimited(file)?,
            kind => self.findings.push(misnamed_finding(&file.name, kind)),
        }
        self.seen.push(SeenFile { name: file.name.clone(), length, sha256: file.sha256()? });
        Ok(())
    }

    /// Name of an earlier file with the same content.
    fn same_as(&self, file: &mut DataFile, length: u64) -> io::Result<Option<&str>> {
        // Hashes are only needed for files of the same length.
        if !self.seen.iter().any(|seen| seen.length == length) {
            return Ok(None);
        }
        let hash = file.sha256()?;
        Ok(self.seen.iter().find(|seen| seen.sha256 == hash).map(|seen| seen.name.as_str()))
    }

    fn delimited(&mut self, file: &mut DataFile) -> anyhow::Result<()> {
        let index = self.sources.len() as u32;
        let (name, strictness, dataset) = (file.name.clone(), self.options.strictness, self.dataset);
        let begin = |builder: &mut TableBuilder<'_>| builder.begin(&name, None, index);
        let opened = &*file;
        let hash = Mutex::new(None);
        delimited::read(|| opened.open(&hash), begin, dataset, strictness, &mut self.builder)?;
        // Without a hash if the file was not read to its end, because it has no header.
        file.set_sha256(hash.into_inner().unwrap_or(None));
        self.end(file, None)
    }

    fn workbook(&mut self, file: &mut DataFile, kind: WorkbookKind) -> anyhow::Result<()> {
        let bytes = std::fs::read(&file.path)?;
        let unreadable =
            |place, why: WorkbookError| Finding::new(Code::UnreadableFile, place, why.message()).advise(why.advice());
        let mut workbook = match Workbook::open(&bytes, kind) {
            Ok(workbook) => workbook,
            Err(why) => {
                self.findings.push(unreadable(Place::data_file(&file.name), why));
                return Ok(());
            }
        };
        let chosen = match file.is_mended.then(|| sheets::of_mended(&workbook, self.dataset, self.ids)).flatten() {
            Some(sheets) => sheets,
            None if file.is_mended && !file.matches(&self.dataset.files) => Vec::new(),
            None => sheets::choose(&mut workbook, &file.name, self.dataset, self.findings),
        };
        for sheet in chosen {
            if cpr::is_in(&sheet.name) {
                self.findings.push(cpr_number_in_name(sheets::place(&file.name, &sheet.name), "Arkets navn"));
                continue;
            }
            self.builder.begin(&file.name, Some(&sheet.name), self.sources.len() as u32);
            let (dataset, strictness) = (self.dataset, self.options.strictness);
            let read =
                sheets::read(&mut workbook, &file.name, &sheet, dataset, strictness, &mut self.builder, self.findings);
            match read? {
                Ok(()) => self.end(file, Some(sheet.name))?,
                Err(why) => {
                    self.builder.abandon();
                    self.findings.push(unreadable(sheets::place(&file.name, &sheet.name), why));
                }
            }
        }
        Ok(())
    }

    /// Ends a file or sheet whose rows were read.
    fn end(&mut self, file: &mut DataFile, sheet: Option<String>) -> anyhow::Result<()> {
        self.builder.end()?;
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

/// Finding for a file or sheet with a CPR number in its name, which the report's list of sources would show.
fn cpr_number_in_name(place: Place, what: &str) -> Finding {
    Finding::new(Code::CprNumber, place, format!("{what} har et CPR-nummer. Det må ikke komme ind i en rapport."))
        .advise("Giv den et andet navn.")
}
