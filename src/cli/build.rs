//! `kapreport build`: from exports to a PDF.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::ci::{self, CommandEnd, RunFormat, RunFormatArgs};
use super::progress::with_progress;
use super::rejects::show_rejects;
use super::{Common, Outcome, WorkIsDone, left_untouched, show_findings, summary};
use crate::ci::Sources;
use crate::findings::{Code, Findings, Severity};
use crate::pipeline::{self, BuildOptions, BuiltReport, Stop};

/// Message after a build that failed.
pub const NOT_BUILT: &str = "Rapporten er ikke bygget. En tidligere rapport er urørt.";

/// Message when the report was built and only the answer could not be printed.
pub const SILENT: &str = "Rapporten er bygget, men svaret kan ikke skrives";

/// Hint for a draft whose figures are unknown only because some rows have errors.
const LENIENT: &str = "Med --lenient bliver kun rækkerne med fejl udeladt, og resten bliver talt.";

pub const EXAMPLES: &str = "Eksempler:
  kapreport build 2024                       byg rapporten, når alt stemmer
  kapreport build 2024 --draft --pages       byg et udkast, også som billeder af siderne
  kapreport build 2024 --lenient             byg uden de rækker, der har fejl
  kapreport build 2024 --data eksporter/2024 --out udgave";

#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    pub common: Common,
    /// Mappen, rapporten lægges i [ellers den i kapreport.toml]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Byg et udkast: vandmærket UDKAST og dags dato på hver side, også når tallene ikke stemmer eller en eksport mangler;
    /// fejlene står i et bilag
    #[arg(long, help_heading = "Valg")]
    draft: bool,
    /// Gem også hver side som PNG
    #[arg(long, help_heading = "Valg")]
    pages: bool,
    /// Byg af et gemt øjebliksbillede (figures.json) i stedet for af eksporter
    #[arg(long, value_name = "FIL", conflicts_with_all = ["data", "lenient", "rejects"], help_heading = "Valg")]
    from_snapshot: Option<PathBuf>,
    #[command(flatten)]
    pub form: RunFormatArgs,
}

impl BuildArgs {
    pub fn options(&self) -> BuildOptions {
        BuildOptions {
            out: self.out.clone(),
            draft: self.draft,
            page_images: self.pages,
            from_snapshot: self.from_snapshot.clone(),
        }
    }
}

pub fn run(args: &BuildArgs) -> anyhow::Result<Outcome> {
    args.form.printed()?;
    let findings = Findings::default();
    let built = build(args, &findings);
    let is_built = built.is_ok();
    let shown = show(args, built, &findings);
    shown.map_err(|error| if is_built { error.context(WorkIsDone(SILENT)) } else { error })?;
    Ok(Outcome::of(&findings))
}

/// Prints what was found and what was built.
fn show(args: &BuildArgs, built: Result<BuiltReport, Stop>, findings: &Findings) -> anyhow::Result<()> {
    let sorted = findings.sorted();
    let printed = args.form.printed()?;
    {
        let ended = CommandEnd {
            command: "build",
            common: &args.common,
            file: None,
            output: built.as_ref(),
            findings: &sorted,
            done: ("built", built.is_ok()),
            verdict: verdict(args.draft, &built, findings).to_owned(),
            facts: &facts,
            preview: None,
        };
        ended.report(&args.form)?;
    }
    match built {
        built if printed == RunFormat::Human => {
            show_findings(&sorted)?;
            print_end(args, built, findings, &mut io::stdout().lock(), &mut io::stderr())
        }
        Err(Stop::Failed(error)) => Err(error),
        _ => Ok(()),
    }
}

/// Prints the result below the findings, for people. Returns the error of a build that failed.
pub fn print_end(
    args: &BuildArgs,
    built: Result<BuiltReport, Stop>,
    findings: &Findings,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<()> {
    let built = match built {
        Err(Stop::Failed(error)) => return Err(error),
        built => built.ok(),
    };
    show_rejects(&args.common, err)?;
    match built {
        Some(built) => {
            print_summary(&built, findings, out)?;
            if !args.common.lenient && !built.gaps.is_empty() && have_rejected_rows(findings) {
                writeln!(out, "{LENIENT}")?;
            }
        }
        None => writeln!(err, "\n{NOT_BUILT}")?,
    }
    Ok(())
}

/// Whether rows have errors for which `--lenient` leaves them out.
fn have_rejected_rows(findings: &Findings) -> bool {
    let is_of_row = |code| matches!(code, Code::BadCell | Code::EmptyCell | Code::DuplicateRow | Code::ShortRow);
    findings.sorted().iter().any(|finding| finding.severity == Severity::Error && is_of_row(finding.code))
}

fn build(args: &BuildArgs, findings: &Findings) -> Result<BuiltReport, Stop> {
    let request = args.common.request(findings)?;
    with_progress(findings, |feedback| pipeline::build(&request, &args.options(), feedback))
}

/// The result in one sentence.
fn verdict(draft: bool, built: &Result<BuiltReport, Stop>, findings: &Findings) -> &'static str {
    match built {
        Err(Stop::Failed(error)) if !left_untouched(error) => "Rapporten er kun delvis skiftet ud.",
        Err(_) => NOT_BUILT,
        Ok(_) if findings.has_errors() => "Udkastet er bygget. Det har fejl, som står sidst i det.",
        Ok(_) if draft => "Udkastet er bygget.",
        Ok(_) => "Rapporten er bygget.",
    }
}

/// The lines of a CI summary.
fn facts(built: &BuiltReport, sources: &Sources) -> Vec<String> {
    let path = |path: &Path| sources.relative(path).unwrap_or_else(|| path.display().to_string());
    let mut facts = vec![
        ci::rows(&built.rows),
        format!("{} nøgletal, {} sider, {}", built.figure_count, built.pages, comparison(built)),
        format!("Rapport: {}", path(&built.pdf)),
        format!("Nøgletal: {}", path(&built.figures)),
        format!("Tabeller: {}", path(&built.tables)),
    ];
    facts.extend(built.gaps.iter().cloned());
    facts
}

fn comparison(built: &BuiltReport) -> String {
    built.compared_with.as_ref().map_or_else(
        || "uden sammenligning med en tidligere periode".to_owned(),
        |label| format!("sammenlignet med {label}"),
    )
}

/// Prints the account of all rows and the files that were written.
fn print_summary(built: &BuiltReport, findings: &Findings, out: &mut dyn Write) -> io::Result<()> {
    summary::accounts(&built.datasets, &built.rows, out)?;
    writeln!(out, "\n{} nøgletal, {} sider, {}.", built.figure_count, built.pages, comparison(built))?;
    writeln!(out, "Rapport:  {}", built.pdf.display())?;
    writeln!(out, "Nøgletal: {}", built.figures.display())?;
    writeln!(out, "Tabeller: {}", built.tables.display())?;
    for line in built.gaps.iter().chain(&built.notices) {
        writeln!(out, "{line}")?;
    }
    if findings.has_errors() {
        writeln!(out, "Det er et udkast med fejl. De står sidst i det.")?;
    }
    Ok(())
}
