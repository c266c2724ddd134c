//! `kapreport check`: everything but the typesetting.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::build::edition_date;
use super::job::{self, Job};
use super::progress::Progress;
use super::{Common, Form, Outcome, ReportFormat, show_findings, show_rejects, summary};
use crate::checks::{self, Coverage, Guard};
use crate::compose::{self, Edition};
use crate::findings::{Finding, Findings};
use crate::snapshot::Account;

/// What `check --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport check 2024                               vis alt, der er galt, uden at bygge rapporten
  kapreport check 2024 --coverage                    vis også, hvilke nøgletal ingen tjek vogter
  kapreport check 2024 --format json                 det samme til et andet program
  kapreport check 2024 --rejects udeladt.xlsx        skriv rækkerne med fejl, så de kan rettes";

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    common: Common,
    /// Vis, hvilke nøgletal tjekkene vogter: hvert tal gøres forkert med vilje, og det ses, om et tjek opdager det
    #[arg(long, help_heading = "Valg")]
    coverage: bool,
    #[command(flatten)]
    form: Form,
}

/// What a check found in order.
#[derive(Debug, Serialize)]
struct Checked {
    figure_count: usize,
    check_count: usize,
    rows: Account,
    datasets: Vec<Account>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Coverage>,
}

/// What `--format json` prints.
#[derive(Serialize)]
struct JsonReport<'a> {
    passed: bool,
    output: Option<&'a Checked>,
    findings: &'a [Finding],
}

/// Checks exports, definitions, figures and prose.
///
/// # Errors
/// When it cannot run at all.
pub fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let checked = check(args, &findings);
    let sorted = findings.sorted();
    if args.form.format == ReportFormat::Human {
        show_findings(&sorted, args.form.format)?;
        show_rejects(&args.common)?;
    }
    let checked = checked?;
    let mut out = io::stdout().lock();
    if args.form.format == ReportFormat::Json {
        let report = JsonReport { passed: !findings.has_errors(), output: checked.as_ref(), findings: &sorted };
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else if let Some(checked) = checked {
        summary::accounts(&checked.datasets, &checked.rows, &mut out)?;
        let verdict = if findings.has_errors() { "Der er fejl at rette." } else { "Rapporten kan bygges." };
        writeln!(out, "\n{} nøgletal, {} tjek. {verdict}", checked.figure_count, checked.check_count)?;
        if let Some(coverage) = &checked.coverage {
            show_coverage(coverage, &mut out)?;
        }
    } else {
        writeln!(io::stderr(), "\nDer er fejl at rette, før rapporten kan bygges.")?;
    }
    Ok(job::outcome(&findings))
}

fn check(args: &CheckArgs, findings: &Findings) -> anyhow::Result<Option<Checked>> {
    let progress = Progress::start();
    let Some(job) = Job::plan(&args.common, findings)? else { return Ok(None) };
    let Some((figures, ingested)) = job.figures(findings, &progress)? else { return Ok(None) };
    let coverage = args.coverage.then(|| {
        progress.stage("Gør tallene forkerte ét ad gangen");
        checks::coverage(&job.definition, &figures.values)
    });
    let snapshot = job.checked(figures, ingested, findings);
    let earlier = job.earlier(findings);
    progress.stage("Læser teksten");
    let edition = Edition { date: edition_date(false, &job)?, draft: false };
    compose::compose(&job.definition, &snapshot, &earlier, edition, findings)?;
    Ok(Some(Checked {
        figure_count: snapshot.figures.len(),
        check_count: job.definition.chapters.iter().map(|chapter| chapter.checks.len()).sum(),
        rows: job::total(&snapshot),
        datasets: snapshot.datasets.into_values().collect(),
        coverage,
    }))
}

/// Tells which figures the checks guard, and names those that they do not.
fn show_coverage(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let of =
        |wanted: Guard| coverage.guards.iter().filter(move |(_, guard)| **guard == wanted).map(|(id, _)| id.as_str());
    writeln!(
        out,
        "\nTjekkene opdager det, når et af {} af {} nøgletal er forkert med én.",
        of(Guard::Full).count(),
        coverage.guards.len()
    )?;
    for (guard, heading) in [
        (Guard::Partial, "Kun nogle fejl opdages i (for højt eller for lavt, eller kun store fejl):"),
        (Guard::None, "Intet tjek vogter:"),
    ] {
        let ids: Vec<&str> = of(guard).collect();
        if !ids.is_empty() {
            writeln!(out, "\n{heading}")?;
            ids.iter().try_for_each(|id| writeln!(out, "  {id}"))?;
        }
    }
    Ok(())
}
