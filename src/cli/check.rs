//! `kapreport check`: everything but the typesetting.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde::Serialize;

use super::ci::{self, Ended, RunForm, RunFormat};
use super::job::Job;
use super::progress::Progress;
use super::publication::edition_date;
use super::{Common, Outcome, ReportFormat, show_findings, show_rejects, summary};
use crate::checks::{self, Coverage, Guard};
use crate::ci::Sources;
use crate::compose::{self, Edition};
use crate::danish;
use crate::findings::Findings;
use crate::published::{self, Compared};
use crate::snapshot::{Account, Snapshot};

/// What `check --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport check 2024                               vis alt, der er galt, uden at bygge rapporten
  kapreport check 2024 --coverage                    vis også, hvilke nøgletal ingen tjek vogter
  kapreport check 2024 --format json                 det samme til et andet program
  kapreport check 2024 --format github               vis fejlene ved filerne i GitHub Actions
  kapreport check 2024 --format gitlab > fejl.json   skriv en Code Quality-rapport til GitLab
  kapreport check 2024 --rejects udeladt.xlsx        skriv rækkerne med fejl, så de kan rettes
  kapreport check 2024 --against published.toml      sammenhold med en rapport, der er trykt

Filen til --against har tallene, som de er trykt. De holdes op mod de beregnede og mod hinanden:
  [[printed]]
  figure = \"tvaersektorielt.opdateringsprocent\"      nøgletallet; ellers label = \"…\"
  place = \"Tabel 10\"                                hvor det står
  value = \"58,5 % (128 af 219)\"                     tallet, som det er trykt; * er et ukendt tal
  share_of = [\"del\", \"helhed\"]                     to andre trykte tal, som det er andelen af
  sum_of = [\"…\", \"…\"]                              trykte tal, som det er summen af
  explained = \"…\"                                   hvorfor tallene er forskellige; så er det ingen fejl
Flere tal på samme sted skrives under [printed.values]: \"medicin.praksisbesoeg\" = \"53\".";

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    common: Common,
    /// Vis, hvilke nøgletal tjekkene vogter: hvert tal gøres forkert med vilje, og det ses, om et tjek opdager det
    #[arg(long, help_heading = "Valg")]
    coverage: bool,
    #[command(flatten)]
    form: RunForm,
    /// Sammenhold tallene med dem, der er trykt i en rapport (en TOML-fil; se nedenfor)
    #[arg(long, value_name = "FIL", help_heading = "Valg")]
    against: Option<PathBuf>,
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
    against: Option<Compared>,
}

/// Checks exports, definitions, figures and prose.
///
/// # Errors
/// When it cannot run at all.
pub fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    // A report that is printed wrong can still be built right: what it says is told apart from what stops a build.
    let printed = Findings::default();
    let checked = check(args, &findings, &printed);
    let sorted = [findings.sorted(), printed.sorted()].concat();
    let has_errors = findings.has_errors() || printed.has_errors();
    let ended = if has_errors { Outcome::Findings } else { Outcome::Done };
    if args.form.format != RunFormat::Human {
        let facts = |checked: &Checked, _: &Sources| facts(checked, args.against.as_deref());
        let report = Ended {
            command: "check",
            common: &args.common,
            file: args.against.as_deref(),
            output: checked.as_ref().map(Option::as_ref),
            findings: &sorted,
            done: ("passed", checked.is_ok() && !has_errors),
            verdict: verdict(&checked, &findings, &printed).to_owned(),
            facts: &facts,
        };
        report.print(args.form.format)?;
        checked?;
        return Ok(ended);
    }
    show_findings(&sorted, ReportFormat::Human)?;
    show_rejects(&args.common)?;
    let verdict = verdict(&checked, &findings, &Findings::default());
    let mut out = io::stdout().lock();
    match checked? {
        None => writeln!(io::stderr(), "\n{verdict}")?,
        Some(checked) => {
            summary::accounts(&checked.datasets, &checked.rows, &mut out)?;
            writeln!(out, "\n{} nøgletal, {} tjek. {verdict}", checked.figure_count, checked.check_count)?;
            if let Some(coverage) = &checked.coverage {
                show_coverage(coverage, &mut out)?;
            }
            if let (Some(compared), Some(file)) = (checked.against, &args.against) {
                writeln!(out, "{}", compared_in_words(&compared, file))?;
            }
        }
    }
    Ok(ended)
}

/// What a check came to, in one sentence.
fn verdict(checked: &anyhow::Result<Option<Checked>>, findings: &Findings, printed: &Findings) -> &'static str {
    match checked {
        Err(_) => "Rapporten er ikke tjekket.",
        Ok(None) => "Der er fejl at rette, før rapporten kan bygges.",
        Ok(Some(_)) if findings.has_errors() => "Der er fejl at rette.",
        Ok(Some(_)) if printed.has_errors() => "Rapporten kan bygges, men den trykte rapport siger noget andet.",
        Ok(Some(_)) => "Rapporten kan bygges.",
    }
}

/// What was checked, for a summary.
fn facts(checked: &Checked, against: Option<&Path>) -> Vec<String> {
    let coverage = checked.coverage.as_ref().map(guarded);
    let compared = checked.against.as_ref().zip(against).map(|(compared, file)| compared_in_words(compared, file));
    let figures = format!("{} nøgletal, {} tjek", checked.figure_count, checked.check_count);
    [ci::rows(&checked.rows), figures].into_iter().chain(coverage).chain(compared).collect()
}

fn check(args: &CheckArgs, findings: &Findings, printed: &Findings) -> anyhow::Result<Option<Checked>> {
    // A file that is not there is told before the exports are read.
    let published = args.against.as_deref().map(|path| Ok::<_, anyhow::Error>((path, read_text(path)?))).transpose()?;
    let progress = Progress::start();
    let Some(job) = Job::plan(&args.common, findings)? else { return Ok(None) };
    let ingested = job.read(findings, &progress)?;
    let Some(figures) = job.compute(&ingested, findings, &progress) else { return Ok(None) };
    let coverage = args.coverage.then(|| {
        progress.stage("Gør tallene forkerte ét ad gangen");
        checks::coverage(&job.definition, &figures.values)
    });
    let snapshot = job.checked(figures, ingested, findings);
    let earlier = job.earlier(findings);
    progress.stage("Læser teksten");
    let edition = Edition::new(edition_date(false, &job)?, false);
    compose::compose(&job.definition, &snapshot, &earlier, edition, findings)?;
    let against = published.map(|(path, text)| compare(path, &text, &snapshot, printed));
    Ok(Some(Checked {
        figure_count: snapshot.figures.len(),
        check_count: job.definition.chapters.iter().map(|chapter| chapter.checks.len()).sum(),
        rows: Account::sum(snapshot.datasets.values()),
        datasets: snapshot.datasets.into_values().collect(),
        coverage,
        against,
    }))
}

/// Tells which figures the checks guard, and names those that they do not.
fn show_coverage(coverage: &Coverage, out: &mut dyn Write) -> io::Result<()> {
    let of =
        |wanted: Guard| coverage.guards.iter().filter(move |(_, guard)| **guard == wanted).map(|(id, _)| id.as_str());
    writeln!(out, "\n{}", guarded(coverage))?;
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

/// How many figures the checks guard.
fn guarded(coverage: &Coverage) -> String {
    let full = coverage.guards.values().filter(|guard| **guard == Guard::Full).count();
    format!("Tjekkene opdager det, når et af {full} af {} nøgletal er forkert med én.", coverage.guards.len())
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} kan ikke læses", path.display()))
}

fn compare(path: &Path, text: &str, snapshot: &Snapshot, printed: &Findings) -> Compared {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let published = published::read(&name, text, printed);
    published::compare(&published, snapshot, printed)
}

/// What the comparison with a printed report came to.
fn compared_in_words(compared: &Compared, file: &Path) -> String {
    let count = |count: usize| danish::number(count as f64, 0);
    format!(
        "{}: {} trykte tal, {} af dem beregnet. Modsigelser: {}; forklarede: {}.",
        file.display(),
        count(compared.printed),
        count(compared.computed),
        count(compared.contradictions),
        count(compared.explained)
    )
}
