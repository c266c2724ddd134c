//! `kapreport proofread`: contradictions in a finished report, which may come from another program.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::{FormatArgs, Outcome, OutputFormat, confined, use_colour};
use crate::danish;
use crate::findings::{Code, Finding, Findings, print_human};
use crate::guard;
use crate::proofread::Proofreading;
use crate::proofread::claim::{Claim, ClaimVerdict};
use crate::proofread::document::PrintedDocument;

pub const EXAMPLES: &str =
    "Kommandoen regner efter, hvad rapporten selv siger: andele med del og helhed (»84 % (198 af 224)«,
»128 ud af 219«), ændringer (»steg fra 18 til 22«), summer i tabeller, og tal, der står flere
steder. En fejl er en modsigelse; en advarsel er en mulig modsigelse, som et menneske skal se på.
Hvad der ikke kan afgøres, springes over.

Eksempler:
  kapreport proofread rapport.pdf                    find modsigelser i en færdig rapport
  kapreport proofread rapport.txt --all              vis også det, der stemmer
  kapreport proofread rapport.pdf --format json      det samme til et andet program

Afslutningskoder: 0 ingen modsigelser, 1 modsigelser, 2 filen kunne ikke læses.";

#[derive(Debug, Args)]
pub struct ProofreadArgs {
    /// Rapporten: en PDF med tekst i eller en tekstfil
    #[arg(value_name = "FIL", help_heading = "Argumenter")]
    file: PathBuf,
    /// Vis også det, der stemmer
    #[arg(long, help_heading = "Valg")]
    all: bool,
    #[command(flatten)]
    form: FormatArgs,
}

#[derive(Serialize)]
struct JsonReport<'a> {
    passed: bool,
    contradictions: usize,
    possible: usize,
    agreeing: usize,
    findings: &'a [Finding],
}

pub fn run(args: &ProofreadArgs) -> anyhow::Result<Outcome> {
    if !confined::is_confined() {
        return confined::run(&args.file);
    }
    confined::confine(&args.file)?;
    proofread(args)
}

fn proofread(args: &ProofreadArgs) -> anyhow::Result<Outcome> {
    guard::work_on(&format!("at læse {}", args.file.display()));
    let document = PrintedDocument::read(&args.file)?;
    let proofreading = Proofreading::of(&document);
    let findings = Findings::default();
    let is_shown = |claim: &&Claim| args.all || claim.verdict != ClaimVerdict::Agrees;
    proofreading.claims.iter().filter(is_shown).for_each(|claim| findings.push(claim.finding(&document.file)));
    let sorted = findings.sorted();
    let contradictions = proofreading.count(ClaimVerdict::Contradicts);
    let mut out = io::stdout().lock();
    if args.form.format == OutputFormat::Json {
        let possible = proofreading.count(ClaimVerdict::MayContradict);
        let agreeing = proofreading.count(ClaimVerdict::Agrees);
        let report = JsonReport { passed: contradictions == 0, contradictions, possible, agreeing, findings: &sorted };
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        print_human(&sorted, &mut out, use_colour(io::stdout().is_terminal()))?;
        if !sorted.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", summary(&proofreading))?;
    }
    Ok(if contradictions > 0 { Outcome::Findings } else { Outcome::Done })
}

/// The result in two sentences.
fn summary(proofreading: &Proofreading) -> String {
    let number = |count: usize, one: &str, many: &str| match count {
        0 => format!("ingen {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", danish::number(count as f64, 0)),
    };
    let found = [
        number(proofreading.count(ClaimVerdict::Contradicts), "modsigelse", "modsigelser"),
        number(proofreading.count(ClaimVerdict::MayContradict), "mulig modsigelse", "mulige modsigelser"),
    ];
    let found = danish::capitalised(&danish::list(&found));
    if proofreading.claims.is_empty() {
        return format!("{found}. Der var intet, der kunne regnes efter, så det er ingen godkendelse af rapporten.");
    }
    let checked = [
        number(proofreading.count_of(Code::PrintedShare), "andel", "andele"),
        number(proofreading.count_of(Code::PrintedSum), "sum", "summer"),
        number(proofreading.count_of(Code::PrintedChange), "ændring", "ændringer"),
        number(proofreading.count_of(Code::PrintedTwice), "gentaget tal", "gentagne tal"),
    ];
    format!("{found}. Der er regnet efter på {}.", danish::list(&checked))
}
