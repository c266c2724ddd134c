//! `kapreport preview`: web pages that show the editors what has changed and what is wrong.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ci::{CommandEnd, PreviewTexts, RunFormat, RunFormatArgs};
use super::progress::with_progress;
use super::rejects::show_rejects;
use super::{Common, Outcome, WorkIsDone, show_findings};
use crate::ci::Sources;
use crate::findings::Findings;
use crate::pipeline::{self, PreviewOptions, PreviewResult, Stop};

/// Message after a preview that failed.
pub const NOT_MADE: &str = "Forhåndsvisningen er ikke lavet. En tidligere er urørt.";

/// Warning after making a preview with values of cells.
const WITH_VALUES: &str =
    "Forhåndsvisningen viser værdier fra eksporternes celler. De kan læses af alle, der kan åbne mappen:
læg den ikke på en webserver eller i git.";

/// Message when the preview was made and only the answer could not be printed.
const SILENT: &str = "Forhåndsvisningen er lavet, men svaret kan ikke skrives";

pub const EXAMPLES: &str = "Eksempler:
  kapreport preview 2024                     vis, hvad der er ændret siden sidste bygning
  kapreport preview 2024 --against i-gaar    sammenlign med gårsdagens, også side for side
  kapreport preview 2024 --against 2023      sammenlign med sidste års tal
  kapreport preview 2024 --format json       det samme til et andet program
  kapreport preview 2024 --fail-on new       slut kun med 1 ved fejl, som ikke var der sidst
  kapreport preview 2024 --format html=forhaandsvisning.html --format message
                                             én fil, der kan sendes, og en kort tekst til mailen

Åbn index.html i mappen. Den kan ses uden net og uden at installere noget, og hele mappen kan
lægges på en webserver. Forhåndsvisningen bliver også lavet, når rapporten ikke kan bygges.";

#[derive(Debug, Args)]
pub struct PreviewArgs {
    #[command(flatten)]
    pub common: Common,
    /// Det, der sammenlignes med: mappen med en tidligere forhåndsvisning, en periode (2023) eller en figures.json [ellers rapporten, som den sidst er bygget; ellers forrige periode]
    #[arg(long, value_name = "UDGAVE", help_heading = "Valg")]
    against: Option<String>,
    /// Mappen, forhåndsvisningen lægges i [ellers preview i rapportens mappe]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Vis også værdier fra eksporternes celler ved fejlene; de kan være personers navne
    #[arg(long, help_heading = "Valg")]
    values: bool,
    /// Hvornår kommandoen slutter med 1: errors (når der er fejl), new (når der er fejl, som ikke var der sidst) eller never
    #[arg(
        long,
        value_enum,
        default_value = "errors",
        hide_default_value = true,
        hide_possible_values = true,
        value_name = "HVORNÅR",
        help_heading = "Valg"
    )]
    fail_on: FailOn,
    #[command(flatten)]
    pub form: RunFormatArgs,
}

/// Which findings make the command exit with 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Errors,
    /// Errors that the baseline did not have.
    New,
    Never,
}

impl PreviewArgs {
    pub fn options(&self) -> PreviewOptions {
        PreviewOptions {
            against: self.against.clone(),
            out: self.out.clone(),
            values: self.values,
            as_page: self.form.has_page(),
        }
    }

    /// Whether the program exits with 1.
    pub fn fails(&self, preview: &PreviewResult, findings: &Findings) -> bool {
        match self.fail_on {
            FailOn::Errors => findings.has_errors() || !preview.built,
            FailOn::New => preview.new_errors > 0,
            FailOn::Never => false,
        }
    }
}

pub fn run(args: &PreviewArgs) -> anyhow::Result<Outcome> {
    args.form.printed()?;
    let findings = Findings::default();
    let preview = preview(args, &findings).map_err(Stop::Failed);
    let is_made = preview.is_ok();
    let shown = show(args, preview, &findings);
    shown.map_err(|error| if is_made { error.context(WorkIsDone(SILENT)) } else { error })
}

/// Prints what was found and what was made.
fn show(args: &PreviewArgs, preview: Result<PreviewResult, Stop>, findings: &Findings) -> anyhow::Result<Outcome> {
    let sorted = findings.sorted();
    let printed = args.form.printed()?;
    let texts = preview.as_ref().ok().map(|preview| PreviewTexts { facts: &preview.facts, page: &preview.page });
    let ended = CommandEnd {
        command: "preview",
        common: &args.common,
        file: None,
        output: match &preview {
            // For a CI system, a preview of a report that cannot be built counts as a run stopped by findings.
            Ok(preview) if !preview.built => Err(&Stop::Findings),
            preview => preview.as_ref(),
        },
        findings: &sorted,
        done: ("built", preview.as_ref().is_ok_and(|preview| preview.built)),
        verdict: preview.as_ref().map_or_else(|_| NOT_MADE.to_owned(), |preview| preview.sentence.clone()),
        facts: &facts,
        preview: texts,
    };
    ended.report(&args.form)?;
    if printed == RunFormat::Human {
        show_findings(&sorted)?;
    }
    let preview = match preview {
        Ok(preview) => preview,
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Findings) => return Ok(Outcome::Findings),
    };
    if printed == RunFormat::Human {
        print_result(args, &preview, &mut io::stdout(), &mut io::stderr())?;
    }
    Ok(if args.fails(&preview, findings) { Outcome::Findings } else { Outcome::Done })
}

/// Prints the result below the findings, for people.
pub fn print_result(
    args: &PreviewArgs,
    preview: &PreviewResult,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<()> {
    show_rejects(&args.common, err)?;
    preview.notices.iter().try_for_each(|notice| writeln!(err, "{notice}"))?;
    if args.values {
        writeln!(err, "{WITH_VALUES}")?;
    }
    let changes = preview.changes.iter().map(|change| format!("- {change}\n")).collect::<String>();
    writeln!(out, "{}\n{changes}Forhåndsvisning: {}", preview.sentence, preview.index.display())
}

fn preview(args: &PreviewArgs, findings: &Findings) -> anyhow::Result<PreviewResult> {
    let request = args.common.request(findings)?;
    with_progress(findings, |feedback| pipeline::preview(&request, &args.options(), feedback))
}

/// The lines of a CI summary.
fn facts(preview: &PreviewResult, sources: &Sources) -> Vec<String> {
    let path = sources.relative(&preview.index).unwrap_or_else(|| preview.index.display().to_string());
    preview.changes.iter().cloned().chain([format!("Forhåndsvisning: {path}")]).collect()
}
