//! `kapreport trace`: what stands behind a number.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::job::Job;
use super::progress::Progress;
use super::{Common, Outcome, ReportFormat, show_findings};
use crate::findings::Findings;
use crate::output;
use crate::snapshot::Snapshot;
use crate::trace::{self, Material};

/// How many rows are shown of each figure, unless all are asked for.
const SHOWN_ROWS: usize = 10;

/// What `trace --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport trace medicin.praksisbesoeg 2024              vis, hvad der står bag tallet
  kapreport trace 'medicin.emner[Opioider]' 2024 --all    vis alle rækker bag et medlem af en serie
  kapreport trace klynger.moeder 2024 --format xlsx --out moeder.xlsx";

/// Arguments of `trace`.
#[derive(Debug, Args)]
pub struct TraceArgs {
    /// The figure, or a member of a series.
    #[arg(
        help = "Nøgletallet: kapitel.navn eller 'kapitel.serie[medlem]'",
        value_name = "NØGLETAL",
        help_heading = "Argumenter"
    )]
    figure: String,
    #[command(flatten)]
    common: Common,
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
enum TraceFormat {
    Human,
    Json,
    Csv,
    Xlsx,
}

/// Traces a number.
///
/// # Errors
/// When it cannot run at all, or there is no such figure.
pub fn run(args: &TraceArgs) -> anyhow::Result<Outcome> {
    let format = match (args.format, &args.out) {
        (Some(format), _) => format,
        (None, Some(path)) => form_of_file(path)?,
        (None, None) => TraceFormat::Human,
    };
    anyhow::ensure!(
        format != TraceFormat::Xlsx || args.out.is_some(),
        "En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --out spor.xlsx"
    );
    anyhow::ensure!(args.common.rejects.is_none(), "--rejects hører til build, check og figures.");
    let findings = Findings::default();
    let progress = Progress::start();
    let Some(job) = Job::plan(&args.common, &findings)? else {
        show_findings(&findings.sorted(), ReportFormat::Human)?;
        return Ok(Outcome::Findings);
    };
    let mut notices = Vec::new();
    let Some(snapshot) = snapshot(args, &job, &findings, &progress, &mut notices)? else {
        drop(progress);
        show_findings(&findings.sorted(), ReportFormat::Human)?;
        return Ok(Outcome::Findings);
    };
    let all = args.all || format != TraceFormat::Human;
    let most_rows = if all { usize::MAX } else { SHOWN_ROWS };
    let material = Material { definition: &job.definition, snapshot: &snapshot, most_rows };
    let found = trace::find(&material, &args.figure)?;
    progress.stage("Læser eksporter");
    let datasets: Vec<&str> = snapshot.datasets_of(&found.id).into_iter().collect();
    // What is wrong with the exports was said when the snapshot was made; what has changed since is said below.
    let ingested = job.reread(&datasets, &Findings::default())?;
    if ingested.is_none() {
        notices.push(format!(
            "Datamappen {} findes ikke: rækkerne kan ikke vises, kun hvad øjebliksbilledet ved.",
            job.data.display()
        ));
    }
    let mut traced = trace::trace(&material, &found, ingested.as_ref())?;
    traced.notices.splice(0..0, notices);
    drop(progress);
    match &args.out {
        Some(path) => {
            let mut bytes = Vec::new();
            write(&traced, format, &mut bytes)?;
            output::write_file(path, &bytes)?;
        }
        None => write(&traced, format, &mut io::stdout().lock())?,
    }
    Ok(Outcome::Done)
}

/// The form that the suffix of a file's name stands for.
fn form_of_file(path: &Path) -> anyhow::Result<TraceFormat> {
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

fn write(traced: &trace::Trace, format: TraceFormat, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        TraceFormat::Human => trace::human(traced, out)?,
        TraceFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, traced)?;
            writeln!(out)?;
        }
        TraceFormat::Csv => trace::csv(traced, out)?,
        TraceFormat::Xlsx => out.write_all(&trace::workbook(traced)?)?,
    }
    Ok(())
}

/// The snapshot that lies beside the report, or else one made of the exports as they are; None where findings stop that.
fn snapshot(
    args: &TraceArgs,
    job: &Job,
    findings: &Findings,
    progress: &Progress,
    notices: &mut Vec<String>,
) -> anyhow::Result<Option<Snapshot>> {
    let report = &job.definition.report.id;
    let beside = job.config.out_folder(report, &job.period.label).join("figures.json");
    let is_of_this = |snapshot: &Snapshot| snapshot.report == *report && snapshot.period == job.period;
    match &args.from_snapshot {
        Some(path) => {
            let snapshot = Snapshot::read(path)?;
            anyhow::ensure!(
                is_of_this(&snapshot),
                "{} er ikke af rapporten {report} for {}",
                path.display(),
                job.period
            );
            Ok(Some(snapshot))
        }
        None => {
            let why = match read_beside(&beside) {
                Ok(Some(snapshot)) if is_of_this(&snapshot) => return Ok(Some(snapshot)),
                Ok(Some(_)) => format!("{} er af en anden rapport eller periode", beside.display()),
                Ok(None) => format!("Rapporten for {} er ikke bygget", job.period),
                Err(error) => format!("{error:#}"),
            };
            notices.push(format!("{why}. Tallet er beregnet af eksporterne, som de er nu."));
            job.snapshot(findings, progress)
        }
    }
}

/// The snapshot in a file; None where there is no file.
fn read_beside(path: &Path) -> anyhow::Result<Option<Snapshot>> {
    if fs::exists(path)? { Snapshot::read(path).map(Some) } else { Ok(None) }
}
