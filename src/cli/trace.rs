//! `kapreport trace`: what is behind a number.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::output_file;
use super::progress::with_progress;
use super::{Common, Outcome, show_findings};
use crate::findings::Findings;
use crate::pipeline::{self, Stop, TraceOptions};
use crate::trace::{self, Trace};

/// How many rows of each figure are shown without `--all`.
const SHOWN_ROWS: usize = 10;

pub const EXAMPLES: &str = "Eksempler:
  kapreport trace medicin.praksisbesoeg 2024              vis, hvad der står bag tallet
  kapreport trace 'medicin.emner[Opioider]' 2024 --all    vis alle rækker bag et medlem af en serie
  kapreport trace klynger.moeder 2024 --format xlsx --out moeder.xlsx";

#[derive(Debug, Args)]
pub struct TraceArgs {
    #[arg(
        help = "Nøgletallet: kapitel.navn eller 'kapitel.serie[medlem]'",
        value_name = "NØGLETAL",
        help_heading = "Argumenter"
    )]
    figure: String,
    #[command(flatten)]
    pub common: Common,
    /// Vis alle rækker og ikke kun de første
    #[arg(long, help_heading = "Valg")]
    all: bool,
    /// Form: human (til mennesker), json, csv (rækkerne) eller xlsx [ellers den, filens navn ender på, ellers human]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORM", help_heading = "Valg")]
    format: Option<TraceFormat>,
    /// Filen, det skrives i [ellers på skærmen]
    #[arg(long, value_name = "FIL", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Øjebliksbilledet (figures.json) med tallene [ellers det, der ligger ved rapporten]
    #[arg(long, value_name = "FIL", help_heading = "Valg")]
    from_snapshot: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    Human,
    Json,
    Csv,
    Xlsx,
}

impl TraceArgs {
    pub fn options(&self, format: TraceFormat) -> TraceOptions {
        let all = self.all || format != TraceFormat::Human;
        TraceOptions {
            figure: self.figure.clone(),
            from_snapshot: self.from_snapshot.clone(),
            most_rows: if all { usize::MAX } else { SHOWN_ROWS },
        }
    }

    /// Whether it is printed, not written to a file.
    pub fn is_printed(&self) -> bool {
        self.out.is_none() && self.common.rejects.is_none()
    }
}

pub fn run(args: &TraceArgs) -> anyhow::Result<Outcome> {
    let format = format(args)?;
    anyhow::ensure!(args.common.rejects.is_none(), "--rejects hører til build, check og figures.");
    let findings = Findings::default();
    let trace = match trace(args, format, &findings) {
        Ok(trace) => trace,
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Findings) => {
            show_findings(&findings.sorted())?;
            return Ok(Outcome::Findings);
        }
    };
    match &args.out {
        Some(path) => {
            let mut bytes = Vec::new();
            write(&trace, format, &mut bytes)?;
            output_file::write(path, &bytes)?;
        }
        None => write(&trace, format, &mut io::stdout().lock())?,
    }
    Ok(Outcome::Done)
}

fn trace(args: &TraceArgs, format: TraceFormat, findings: &Findings) -> Result<Trace, Stop> {
    let request = args.common.request(findings)?;
    with_progress(findings, |feedback| pipeline::trace(&request, &args.options(format), feedback))
}

/// The format that `--format` names, or else the suffix of the file's name.
pub fn format(args: &TraceArgs) -> anyhow::Result<TraceFormat> {
    let format = match (args.format, &args.out) {
        (Some(format), _) => format,
        (None, Some(path)) => format_of_file(path)?,
        (None, None) => TraceFormat::Human,
    };
    anyhow::ensure!(
        format != TraceFormat::Xlsx || args.out.is_some(),
        "En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --out spor.xlsx"
    );
    Ok(format)
}

fn format_of_file(path: &Path) -> anyhow::Result<TraceFormat> {
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase());
    Ok(match suffix.as_deref() {
        Some("txt") => TraceFormat::Human,
        Some("json") => TraceFormat::Json,
        Some("csv") => TraceFormat::Csv,
        Some("xlsx") => TraceFormat::Xlsx,
        _ => anyhow::bail!(
            "Formen kan ikke ses af navnet »{}«. Lad det ende på .txt, .json, .csv eller .xlsx, eller nævn formen med --format.",
            path.display()
        ),
    })
}

pub fn write(trace: &Trace, format: TraceFormat, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        TraceFormat::Human => trace::human(trace, out)?,
        TraceFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, trace)?;
            writeln!(out)?;
        }
        TraceFormat::Csv => trace::csv(trace, out)?,
        TraceFormat::Xlsx => out.write_all(&trace::workbook(trace)?)?,
    }
    Ok(())
}
