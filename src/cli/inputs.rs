//! `kapreport inputs`: workbooks in which people enter data.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::request::find_config;
use super::{Outcome, show_findings};
use crate::definition;
use crate::findings::Findings;
use crate::ingest;
use crate::inputs::{FormRows, InputFile, InputFiles, SkippedDataset, inputs};
use crate::output;
use crate::period::Period;

pub const EXAMPLES: &str = "Eksempler:
  kapreport inputs 2025                      lav skemaer i datamappen for 2025
  kapreport inputs 2025 --report kap-h       lav dem til en anden rapport
  kapreport inputs --out skemaer             lav dem et andet sted, uden periode i navnene

Hvert datasæt får et ark med overskrifter, noter, lister og en eksempelrække, som aldrig bliver talt
med. Arket »Vejledning« forklarer kolonnerne. En fil, der findes i forvejen, bliver ikke rørt, og
datasæt, der allerede har en fil i mappen, får ikke et skema.";

#[derive(Debug, Args)]
pub struct InputsArgs {
    /// Perioden, der står i filernes navne: 2024, 2019-07..2021-07 eller 2024-01-01..2024-07-01
    #[arg(value_name = "PERIODE", required_unless_present = "out", help_heading = "Argumenter")]
    period: Option<String>,
    /// Rapporten, der skal bruges [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    /// Mappen, skemaerne lægges i [ellers periodens datamappe]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
}

pub fn run(args: &InputsArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let period = args.period.as_deref().map(Period::parse).transpose().map_err(anyhow::Error::msg)?;
    let config = find_config(&findings)?;
    config.check()?;
    let report = args.report.as_deref().unwrap_or(&config.report);
    let definition = definition::read(report, config.templates(), &findings);
    show_findings(&findings.sorted())?;
    let Some(definition) = definition else { return Ok(Outcome::Findings) };
    let folder = match (&args.out, &period) {
        (Some(out), _) => out.clone(),
        (None, Some(period)) => config.data_folder(report, &period.label),
        (None, None) => anyhow::bail!("Skriv en periode, eller vælg en mappe med --out"),
    };
    let InputFiles { files, skipped } = inputs(&definition, period.as_ref(), &FormRows::default())?;
    let mut out = io::stdout().lock();
    let written = write(&files, &folder)?;
    writeln!(out, "Skemaer til rapporten {report} i {}:", folder.display())?;
    show(&files, &written, &mut out)?;
    show_skipped(&skipped, &mut out)?;
    if files.iter().any(|file| file.name.ends_with(".csv")) {
        writeln!(out, "\nSkemaer, der ender på .csv, har ingen lister og noter: deres datasæt læser ikke .xlsx.")?;
    }
    if let (Some(period), None) = (&period, &args.out) {
        writeln!(out, "\nNår de er udfyldt: kapreport check {period}")?;
    }
    Ok(Outcome::Done)
}

enum WriteResult {
    Created,
    /// Skipped, because the folder has this file for the same datasets.
    Exists(String),
}

/// Writes the workbooks. Skips those whose datasets already have a file in the folder.
fn write(files: &[InputFile], folder: &Path) -> anyhow::Result<Vec<WriteResult>> {
    anyhow::ensure!(!folder.is_file(), "{} er en fil, ikke en mappe til skemaerne", folder.display());
    fs::create_dir_all(folder).with_context(|| format!("Mappen {} kan ikke oprettes", folder.display()))?;
    let existing: Vec<String> = ingest::list(folder)?.into_iter().map(|file| file.name).collect();
    let write = |file: &InputFile| {
        if let Some(name) = existing.iter().find(|name| ingest::fits(name, &file.patterns)) {
            return Ok(WriteResult::Exists(name.clone()));
        }
        let path = folder.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("Mappen {} kan ikke oprettes", parent.display()))?;
        }
        output::write_file(&path, &file.bytes)?;
        Ok(WriteResult::Created)
    };
    files.iter().map(write).collect()
}

fn show(files: &[InputFile], written: &[WriteResult], out: &mut dyn Write) -> io::Result<()> {
    let width = files.iter().map(|file| file.name.chars().count()).max().unwrap_or(0);
    for (file, written) in files.iter().zip(written) {
        match written {
            WriteResult::Created => writeln!(out, "  {:width$}  {}", file.name, file.labels.join(" · "))?,
            WriteResult::Exists(name) => {
                writeln!(out, "  {:width$}  ikke lavet: {name} findes og er ikke rørt", file.name)?;
            }
        }
    }
    Ok(())
}

/// Prints the datasets that got no workbook.
pub fn show_skipped(skipped: &[SkippedDataset], out: &mut dyn Write) -> io::Result<()> {
    skipped.iter().try_for_each(|skipped| writeln!(out, "  Intet skema til »{}«: {}.", skipped.label, skipped.reason))
}
