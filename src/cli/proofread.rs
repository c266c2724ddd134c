//! `kapreport proofread`: contradictions in a finished report, which may come from another program.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::ensure;
use clap::Args;
use serde::Serialize;

use super::ci::{RunFormat, RunFormatArgs, text_for_people};
use super::console::use_colour;
use super::output_file;
use super::{Outcome, confined};
use crate::ci::{CiFormat, CiRun, Ending, FileLocation, render};
use crate::danish;
use crate::findings::{Code, Finding, Findings, Place, PublishedFinding, print_human};
use crate::guard;
use crate::proofread::Proofreading;
use crate::proofread::claim::{Claim, ClaimVerdict};
use crate::proofread::document::PrintedDocument;
use crate::proofread::marked;

pub const EXAMPLES: &str =
    "Kommandoen regner efter, hvad rapporten selv siger: andele med del og helhed (»84 % (198 af 224)«,
»128 ud af 219«), ændringer (»steg fra 18 til 22«), summer i tabeller og tekst, datoer og
varigheder, ord om tal (»flest«, »hvert år«), tal, der står flere steder, og henvisninger. En fejl er en modsigelse; en advarsel er en mulig
modsigelse, som et menneske skal se på. Hvad der ikke kan afgøres, springes over.

Eksempler:
  kapreport proofread rapport.pdf                    find modsigelser i en færdig rapport
  kapreport proofread udkast.docx --all              vis også det, der stemmer
  kapreport proofread rapport.pdf --html fund.html   vis hvert fund på sin side
  kapreport proofread rapport.pdf --format json      det samme til et andet program

Afslutningskoder: 0 ingen modsigelser, 1 modsigelser, 2 filen kunne ikke læses.";

#[derive(Debug, Args)]
pub struct ProofreadArgs {
    /// Rapporten: en PDF med tekst i, et Word-dokument (DOCX) eller en tekstfil
    #[arg(value_name = "FIL", help_heading = "Argumenter")]
    file: PathBuf,
    /// Vis også det, der stemmer
    #[arg(long, help_heading = "Valg")]
    all: bool,
    /// Skriv en webside, der viser hvert fund på billedet af sin side (samme som --format html=FIL)
    #[arg(long, value_name = "FIL", help_heading = "Valg")]
    html: Option<PathBuf>,
    #[command(flatten)]
    form: RunFormatArgs,
}

#[derive(Serialize)]
struct JsonReport<'a> {
    passed: bool,
    contradictions: usize,
    possible: usize,
    agreeing: usize,
    /// Numbers that could not be compared with anything.
    unchecked: usize,
    findings: &'a [Finding],
}

pub fn run(args: &ProofreadArgs) -> anyhow::Result<Outcome> {
    if !confined::is_confined() {
        return confined::run(&args.file);
    }
    confined::confine(&args.file)?;
    let colour = use_colour(io::stdout().is_terminal());
    proofread(args, &mut io::stdout().lock(), colour)
}

/// Reads the report in this process, without limits.
pub fn proofread(args: &ProofreadArgs, out: &mut dyn Write, colour: bool) -> anyhow::Result<Outcome> {
    guard::work_on(&format!("at læse {}", args.file.display()));
    let document = PrintedDocument::read(&args.file)?;
    let proofreading = Proofreading::of(&document);
    let findings = Findings::default();
    let is_shown = |claim: &&Claim| args.all || claim.verdict != ClaimVerdict::Agrees;
    let shown: Vec<&Claim> = proofreading.claims.iter().filter(is_shown).collect();
    shown.iter().for_each(|claim| findings.push(claim.finding(&document.file)));
    let sorted = findings.sorted();
    let contradictions = proofreading.count(ClaimVerdict::Contradicts);
    let page = || marked::render(&document, &shown, &summary(&proofreading));
    if let Some(file) = &args.html {
        ensure!(
            !crate::output::is_same_file(file, &args.file),
            "{} er rapporten selv. Vælg et andet navn til websiden",
            file.display()
        );
        output_file::write(file, page()?.as_bytes())?;
    }
    let text = |format: RunFormat| match (format, format.of_ci()) {
        (_, Some(format)) => ci_text(&args.file, format, &sorted, summary(&proofreading)),
        (RunFormat::Json, None) => {
            let report = JsonReport {
                passed: contradictions == 0,
                contradictions,
                possible: proofreading.count(ClaimVerdict::MayContradict),
                agreeing: proofreading.count(ClaimVerdict::Agrees),
                unchecked: proofreading.unchecked,
                findings: &sorted,
            };
            Ok(serde_json::to_string_pretty(&report)? + "\n")
        }
        (RunFormat::Html, None) => page(),
        (_, None) => text_for_people(&sorted, &summary(&proofreading)),
    };
    if args.form.write(&text, out)? == RunFormat::Human {
        print_human(&sorted, out, colour)?;
        if !sorted.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", summary(&proofreading))?;
    }
    Ok(if contradictions > 0 { Outcome::Findings } else { Outcome::Done })
}

/// The findings in a CI system's format, located in the report file itself.
fn ci_text(file: &Path, format: CiFormat, findings: &[Finding], verdict: String) -> anyhow::Result<String> {
    let path = file.to_string_lossy().replace('\\', "/");
    let locate = |place: &Place| {
        let line = if let Place::Print { line, .. } = place { *line } else { None };
        Some(FileLocation { path: path.clone(), line, column: None })
    };
    let findings: Vec<PublishedFinding> = findings.iter().map(Finding::published).collect();
    let run = CiRun {
        command: "proofread",
        report: &path,
        period: "",
        ending: Ending::Complete,
        verdict,
        facts: Vec::new(),
        findings: &findings,
        sources: &locate,
    };
    render(&run, format)
}

/// The result in two sentences: what was found, and what was checked.
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
    let kinds = [
        (Code::PrintedShare, "andel", "andele"),
        (Code::PrintedSum, "sum", "summer"),
        (Code::PrintedChange, "ændring", "ændringer"),
        (Code::PrintedDate, "dato", "datoer"),
        (Code::PrintedWords, "udsagn", "udsagn"),
        (Code::PrintedTwice, "gentaget tal", "gentagne tal"),
        (Code::PrintedReference, "henvisning", "henvisninger"),
    ];
    let kinds = kinds.map(|(code, one, many)| (proofreading.count_of(code), one, many));
    let checked: Vec<String> =
        kinds.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| number(*count, one, many)).collect();
    let numbers: usize = kinds.iter().take(6).map(|(count, ..)| count).sum();
    if numbers == 0 {
        return format!("{found}. Der var intet, der kunne regnes efter, så det er ingen godkendelse af rapporten.");
    }
    let unchecked = match proofreading.unchecked {
        0 => String::new(),
        count => format!("; {} tal kunne ikke holdes op mod noget", danish::number(count as f64, 0)),
    };
    format!("{found}.\nKontrolleret: {}{unchecked}.", danish::list(&checked))
}
