//! `kapreport check`: everything but publishing.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::ci::{self, CommandEnd, RunFormat, RunFormatArgs};
use super::progress::with_progress;
use super::rejects::show_rejects;
use super::{Common, Outcome, show_findings, summary};
use crate::checks::{Coverage, Guard};
use crate::ci::Sources;
use crate::danish;
use crate::findings::Findings;
use crate::pipeline::{self, CheckOptions, CheckResult, Stop};
use crate::published::PublishedCounts;

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

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub common: Common,
    /// Vis, hvilke nøgletal tjekkene vogter: hvert tal gøres forkert med vilje, og det ses, om et tjek opdager det
    #[arg(long, help_heading = "Valg")]
    coverage: bool,
    #[command(flatten)]
    pub form: RunFormatArgs,
    /// Sammenhold tallene med dem, der er trykt i en rapport (en TOML-fil; se nedenfor)
    #[arg(long, value_name = "FIL", help_heading = "Valg")]
    pub against: Option<PathBuf>,
}

impl CheckArgs {
    pub fn options(&self) -> CheckOptions {
        CheckOptions { coverage: self.coverage, against: self.against.clone(), without_pages: false }
    }
}

pub fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    args.form.printed()?;
    let findings = Findings::default();
    // Separate findings, because a report that was printed with errors can still be built.
    let printed = Findings::default();
    let checked = check(args, &findings, &printed);
    let sorted = [findings.sorted(), printed.sorted()].concat();
    let has_errors = findings.has_errors() || printed.has_errors();
    let verdict = verdict(&checked, &findings, &printed);
    let printed_form = args.form.printed()?;
    {
        let facts = |checked: &CheckResult, _: &Sources| facts(checked, args.against.as_deref());
        let ended = CommandEnd {
            command: "check",
            common: &args.common,
            file: args.against.as_deref(),
            output: checked.as_ref(),
            findings: &sorted,
            done: ("passed", checked.is_ok() && !has_errors),
            verdict: verdict.to_owned(),
            facts: &facts,
            preview: None,
        };
        ended.report(&args.form)?;
    }
    match checked {
        checked if printed_form == RunFormat::Human => {
            show_findings(&sorted)?;
            print_end(args, checked, [&findings, &printed], &mut io::stdout().lock(), &mut io::stderr())?;
        }
        Err(Stop::Failed(error)) => return Err(error),
        _ => {}
    }
    Ok(if has_errors { Outcome::Findings } else { Outcome::Done })
}

/// Prints the result below both lists of findings, for people: those of the report, and those of the printed report. Returns the
/// error of a check that failed.
pub fn print_end(
    args: &CheckArgs,
    checked: Result<CheckResult, Stop>,
    [findings, printed]: [&Findings; 2],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<()> {
    show_rejects(&args.common, err)?;
    let verdict = verdict(&checked, findings, printed);
    match checked {
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Findings) => writeln!(err, "\n{verdict}")?,
        Ok(checked) => print_result(&checked, args.against.as_deref(), can_be_built(findings), out)?,
    }
    Ok(())
}

fn check(args: &CheckArgs, findings: &Findings, printed: &Findings) -> Result<CheckResult, Stop> {
    let request = args.common.request(findings)?;
    with_progress(findings, |feedback| pipeline::check(&request, &args.options(), printed, feedback))
}

/// The result in one sentence.
pub fn verdict(checked: &Result<CheckResult, Stop>, findings: &Findings, printed: &Findings) -> &'static str {
    match checked {
        Err(Stop::Failed(_)) => "Rapporten er ikke tjekket.",
        Err(Stop::Findings) => "Der er fejl at rette, før rapporten kan bygges.",
        Ok(_) if !findings.has_errors() && printed.has_errors() => {
            "Rapporten kan bygges, men den trykte rapport siger noget andet."
        }
        Ok(_) => can_be_built(findings),
    }
}

fn can_be_built(findings: &Findings) -> &'static str {
    if findings.has_errors() { "Der er fejl at rette." } else { "Rapporten kan bygges." }
}

/// The lines of a CI summary.
fn facts(checked: &CheckResult, against: Option<&Path>) -> Vec<String> {
    let coverage = checked.coverage.as_ref().map(guarded);
    let compared = checked.against.as_ref().zip(against).map(|(compared, file)| compared_in_words(compared, file));
    let figures = format!("{} nøgletal, {} tjek", checked.figure_count, checked.check_count);
    [ci::rows(&checked.rows), figures].into_iter().chain(coverage).chain(compared).collect()
}

pub fn print_result(
    checked: &CheckResult,
    against: Option<&Path>,
    verdict: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    summary::accounts(&checked.datasets, &checked.rows, out)?;
    writeln!(out, "\n{} nøgletal, {} tjek. {verdict}", checked.figure_count, checked.check_count)?;
    if let Some(coverage) = &checked.coverage {
        show_coverage(coverage, out)?;
    }
    if let (Some(compared), Some(file)) = (&checked.against, against) {
        writeln!(out, "{}", compared_in_words(compared, file))?;
    }
    Ok(())
}

/// Prints how many figures the checks guard, and the ids of the others.
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

fn guarded(coverage: &Coverage) -> String {
    let full = coverage.guards.values().filter(|guard| **guard == Guard::Full).count();
    format!("Tjekkene opdager det, når et af {full} af {} nøgletal er forkert med én.", coverage.guards.len())
}

fn compared_in_words(compared: &PublishedCounts, file: &Path) -> String {
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
