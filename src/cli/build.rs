//! `kapreport build`: from exports to a PDF.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::ci::{self, Ended, RunForm, RunFormat};
use super::job::{self, Job};
use super::progress::Progress;
use super::publication::{self, Built, Files};
use super::stored;
use super::summary;
use super::{Common, Outcome, ReportFormat, show_findings, show_rejects};
use crate::ci::Sources;
use crate::compose::Edition;
use crate::findings::Findings;
use crate::snapshot::{Snapshot, definition_hashes};

/// What a build says that came to nothing.
pub const NOT_BUILT: &str = "Rapporten er ikke bygget. En tidligere rapport er urørt.";

/// What `build --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport build 2024                       byg rapporten, når alt stemmer
  kapreport build 2024 --draft --pages       byg et udkast, også som billeder af siderne
  kapreport build 2024 --lenient             byg uden de rækker, der har fejl
  kapreport build 2024 --data eksporter/2024 --out udgave";

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    common: Common,
    /// Mappen, rapporten lægges i [ellers den i kapreport.toml]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Byg et udkast: vandmærket UDKAST og dags dato på hver side, også når tallene ikke stemmer; fejlene står i et bilag
    #[arg(long, help_heading = "Valg")]
    draft: bool,
    /// Gem også hver side som PNG
    #[arg(long, help_heading = "Valg")]
    pages: bool,
    /// Byg af et gemt øjebliksbillede (figures.json) i stedet for af eksporter
    #[arg(long, value_name = "FIL", conflicts_with_all = ["data", "lenient", "rejects"], help_heading = "Valg")]
    from_snapshot: Option<PathBuf>,
    #[command(flatten)]
    form: RunForm,
}

/// Builds the report.
///
/// # Errors
/// When it cannot run at all.
pub fn run(args: &BuildArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let built = build(args, &findings);
    let sorted = findings.sorted();
    if args.form.format != RunFormat::Human {
        let ended = Ended {
            command: "build",
            common: &args.common,
            file: None,
            output: built.as_ref().map(Option::as_ref),
            findings: &sorted,
            done: ("built", matches!(built, Ok(Some(_)))),
            verdict: verdict(args.draft, &built, &findings).to_owned(),
            facts: &facts,
        };
        ended.print(args.form.format)?;
        built?;
        return Ok(job::outcome(&findings));
    }
    show_findings(&sorted, ReportFormat::Human)?;
    let built = built?;
    show_rejects(&args.common)?;
    match built {
        Some(built) => {
            summary(&built, &mut io::stdout().lock())?;
            if findings.has_errors() {
                writeln!(io::stdout(), "Det er et udkast med fejl. De står sidst i det.")?;
            }
        }
        None => writeln!(io::stderr(), "\n{NOT_BUILT}")?,
    }
    Ok(job::outcome(&findings))
}

/// What a build came to, in one sentence.
fn verdict(draft: bool, built: &anyhow::Result<Option<Built>>, findings: &Findings) -> &'static str {
    match built {
        Err(_) | Ok(None) => NOT_BUILT,
        Ok(Some(_)) if findings.has_errors() => "Udkastet er bygget. Det har fejl, som står sidst i det.",
        Ok(Some(_)) if draft => "Udkastet er bygget.",
        Ok(Some(_)) => "Rapporten er bygget.",
    }
}

/// What was made, for a summary.
fn facts(built: &Built, sources: &Sources) -> Vec<String> {
    let path = |path: &Path| sources.relative(path).unwrap_or_else(|| path.display().to_string());
    vec![
        ci::rows(&built.rows),
        format!("{} nøgletal, {} sider, {}", built.figure_count, built.pages, compared(built)),
        format!("Rapport: {}", path(&built.pdf)),
        format!("Nøgletal: {}", path(&built.figures)),
        format!("Tabeller: {}", path(&built.tables)),
    ]
}

/// What the figures are compared with, in words.
fn compared(built: &Built) -> String {
    built.compared_with.as_ref().map_or_else(
        || "uden sammenligning med en tidligere periode".to_owned(),
        |label| format!("sammenlignet med {label}"),
    )
}

fn build(args: &BuildArgs, findings: &Findings) -> anyhow::Result<Option<Built>> {
    let progress = Progress::start();
    let Some(job) = Job::plan(&args.common, findings)? else { return Ok(None) };
    let snapshot = match &args.from_snapshot {
        Some(path) => Some(archived(path, &job)?),
        None => job.snapshot(findings, &progress)?,
    };
    let Some(snapshot) = snapshot else { return Ok(None) };
    if findings.stop(args.draft) {
        return Ok(None);
    }
    let edition = Edition::new(publication::edition_date(args.draft, &job)?, args.draft);
    let files = Files { out: args.out.as_deref(), pages: args.pages };
    publication::publish(&job, &snapshot, edition, &files, findings, &progress)
}

/// The snapshot at `path`, which must be of the report and period that are built.
fn archived(path: &Path, job: &Job) -> anyhow::Result<Snapshot> {
    let snapshot = stored::read_of(path, &job.definition.report.id, &job.period)?;
    for (id, hash) in definition_hashes(&job.definition) {
        let Some(figure) = snapshot.figures.get(&id) else {
            anyhow::bail!(
                "{} har ikke nøgletallet {id}, som rapporten nu bruger. Byg den af eksporterne igen",
                path.display()
            );
        };
        anyhow::ensure!(
            figure.definition == hash,
            "{} har nøgletallet {id} opgjort på en anden måde, end rapporten nu beskriver. Byg den af eksporterne igen",
            path.display()
        );
    }
    Ok(snapshot)
}

/// Tells a person what was made, and what became of all rows.
fn summary(built: &Built, out: &mut dyn Write) -> io::Result<()> {
    summary::accounts(&built.datasets, &built.rows, out)?;
    writeln!(out, "\n{} nøgletal, {} sider, {}.", built.figure_count, built.pages, compared(built))?;
    writeln!(out, "Rapport:  {}", built.pdf.display())?;
    writeln!(out, "Nøgletal: {}", built.figures.display())?;
    writeln!(out, "Tabeller: {}", built.tables.display())
}
