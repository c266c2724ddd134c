//! `kapreport batch`: a report for each practice or cluster.

use std::cell::OnceCell;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::progress::with_progress;
use super::{Common, FormatArgs, Outcome, OutputFormat, show_findings};
use crate::danish;
use crate::findings::Findings;
use crate::pipeline::{self, BatchOptions, BatchResult, Stop};

pub const EXAMPLES: &str = "Eksempler:
  kapreport batch klyngepakke 2024                       lav en rapport til hver praksis
  kapreport batch klyngepakke 2024 --by klynge           lav en til hver klynge
  kapreport batch klyngepakke 2024 --only 012345,023456  lav kun disse
  kapreport batch klyngepakke 2024 --resume              lav kun dem, der mangler eller har fået andre tal

Rapporterne bliver lagt i en mappe for sig med oversigten index.html og listen batch.json. En rapport med fejl stopper
ikke de andre.";

/// Message when the user stops the batch.
pub const STOPPED: &str =
    "Stoppet. De rapporter, der ligger i mappen, er hele. Fortsæt med den samme kommando og --resume.";

#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Rapporten, der skal laves, fx klyngepakke [ellers den i kapreport.toml]
    #[arg(value_name = "RAPPORT", help_heading = "Argumenter")]
    report: Option<String>,
    /// Perioden: 2024, 2019-07..2021-07 eller 2024-01-01..2024-07-01 (slutningen er ikke med)
    #[arg(value_name = "PERIODE", help_heading = "Argumenter")]
    period: String,
    /// Hvem der skal have en rapport hver, fx klynge eller praksis [ellers det mindste niveau i report.toml]
    #[arg(long, value_name = "NIVEAU", help_heading = "Valg")]
    by: Option<String>,
    /// Kun dem med disse numre, adskilt af komma
    #[arg(long, value_name = "NUMRE", value_delimiter = ',', help_heading = "Valg")]
    only: Vec<String>,
    /// Behold rapporter, der allerede er lavet, og som ville blive ens
    #[arg(long, help_heading = "Valg")]
    resume: bool,
    /// Mappen med eksporter [ellers den i kapreport.toml]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    data: Option<PathBuf>,
    /// Mappen, rapporterne lægges i [ellers den i kapreport.toml med niveauet som undermappe]
    #[arg(long, value_name = "MAPPE", help_heading = "Valg")]
    out: Option<PathBuf>,
    /// Udelad rækker med fejl i stedet for at stoppe
    #[arg(long, help_heading = "Valg")]
    lenient: bool,
    #[command(flatten)]
    format: FormatArgs,
}

pub fn run(args: &BatchArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let made = batch(args, &findings);
    let sorted = findings.sorted();
    if args.format.format == OutputFormat::Json {
        let published: Vec<_> = sorted.iter().map(crate::findings::Finding::published).collect();
        let answer = serde_json::json!({ "batch": made.as_ref().ok(), "findings": published });
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&answer)?)?;
    } else {
        show_findings(&sorted)?;
    }
    match made {
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Findings) => writeln!(io::stderr(), "\nRapporterne er ikke lavet. Tidligere rapporter er urørte.")?,
        Ok(made) if args.format.format == OutputFormat::Human => print_result(&made, &mut io::stdout().lock())?,
        Ok(_) => {}
    }
    Ok(Outcome::of(&findings))
}

fn batch(args: &BatchArgs, findings: &Findings) -> Result<BatchResult, Stop> {
    let common = Common {
        period: args.period.clone(),
        report: args.report.clone(),
        data: args.data.clone(),
        member: None,
        lenient: args.lenient,
        rejects: None,
        earlier_rejects: OnceCell::new(),
    };
    let request = common.request(findings)?;
    let options = BatchOptions {
        level: args.by.clone(),
        only: args.only.iter().map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect(),
        resume: args.resume,
        out: args.out.clone(),
    };
    with_progress(findings, |feedback| pipeline::batch(&request, &options, feedback))
}

fn print_result(made: &BatchResult, out: &mut dyn Write) -> io::Result<()> {
    let count = |number: usize| danish::number(number as f64, 0);
    let reports =
        |number: usize| if number == 1 { "1 rapport".to_owned() } else { format!("{} rapporter", count(number)) };
    write!(out, "{} lavet", reports(made.made))?;
    if made.kept > 0 {
        write!(out, ", {} er uændret", reports(made.kept))?;
    }
    if made.earlier > 0 {
        write!(out, ", {} er fra en tidligere kørsel", reports(made.earlier))?;
    }
    writeln!(out, " ({} sider i alt).", count(made.pages))?;
    if !made.failed.is_empty() {
        writeln!(out, "{} er ikke lavet på grund af fejl:", reports(made.failed.len()))?;
        made.failed.iter().try_for_each(|name| writeln!(out, "  {name}"))?;
    }
    made.unlisted.iter().try_for_each(|sentence| writeln!(out, "{sentence}"))?;
    writeln!(out, "Oversigt: {}", made.index.display())
}
