//! `kapreport init`: the folder of a new report.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::inputs::show_skipped;
use super::{Outcome, show_findings};
use crate::config::Config;
use crate::findings::Findings;
use crate::period::Period;
use crate::starter::{self, NewReport, StartingPoint, Wishes};

pub const EXAMPLES: &str = "Eksempler:
  kapreport init min-rapport                        lav en lille rapport med opdigtede tal
  kapreport init vores --from kap-h --period 2025   begynd med KAP-H’s tekster og tomme skemaer
  kapreport init vores --title \"Status {{ periode }}\"";

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Mappen, der skal laves; den må ikke findes eller skal være tom
    #[arg(value_name = "MAPPE", help_heading = "Argumenter")]
    folder: PathBuf,
    /// Rapporten, der skal begyndes med [ellers en lille rapport med opdigtede tal]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    from: Option<String>,
    /// Rapportens eget navn, som mapper og filer får [ellers mappens]
    #[arg(long, value_name = "NAVN", help_heading = "Valg")]
    report: Option<String>,
    /// Rapportens titel; {{ periode }} bliver til perioden
    #[arg(long, value_name = "TITEL", help_heading = "Valg")]
    title: Option<String>,
    /// Perioden, der laves skemaer til, når der er en --from [ellers den seneste, den rapport er udgivet for]
    #[arg(long, value_name = "PERIODE", requires = "from", help_heading = "Valg")]
    period: Option<String>,
}

pub fn run(args: &InitArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let here = std::env::current_dir().context("Den aktuelle mappe kan ikke findes")?;
    check_place(&args.folder, &here)?;
    let period = args.period.as_deref().map(Period::parse).transpose().map_err(anyhow::Error::msg)?;
    let origin = match &args.from {
        None => StartingPoint::Small,
        Some(from) => {
            let config = Config::find(&here, &findings)?;
            config.check()?;
            StartingPoint::Report { id: from.clone(), templates: config.templates(), period }
        }
    };
    let wishes = Wishes { report: args.report.clone(), title: args.title.clone() };
    let made = starter::make(&args.folder, &origin, &wishes, &findings)?;
    show_findings(&findings.sorted())?;
    let Some(made) = made else { return Ok(Outcome::Findings) };
    show(&args.folder, &made, &mut io::stdout().lock())?;
    Ok(Outcome::Done)
}

/// The folder must be new or empty, and not the current one: it is replaced by another folder in one step.
fn check_place(folder: &Path, here: &Path) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    anyhow::ensure!(folder.is_dir(), "{} er en fil. Skriv navnet på en ny mappe", folder.display());
    let is_here = folder.canonicalize().ok().zip(here.canonicalize().ok()).is_some_and(|(a, b)| a == b);
    anyhow::ensure!(!is_here, "Du står i mappen. Gå en mappe op, og skriv mappens navn: kapreport init <MAPPE>");
    let mut entries = folder.read_dir().with_context(|| format!("{} kan ikke læses", folder.display()))?;
    anyhow::ensure!(
        entries.next().is_none(),
        "Mappen {} findes og er ikke tom. Den er ikke rørt. Skriv navnet på en ny mappe",
        folder.display()
    );
    Ok(())
}

/// Prints what the folder contains and what to do next.
fn show(folder: &Path, made: &NewReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Mappen {} er lavet med rapporten {}:", folder.display(), made.report)?;
    let parts = [
        ("README.md".to_owned(), "hvad mappen indeholder, og hvad du gør nu"),
        ("kapreport.toml".to_owned(), "hvilken rapport det er, og hvor data ligger"),
        (format!("templates/{}/", made.report), "rapportens tal og tekster"),
    ];
    let data = made.periods.iter().map(|period| (format!("data/{period}/"), made.data));
    let parts: Vec<_> = parts.into_iter().chain(data).collect();
    let width = parts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, what) in &parts {
        writeln!(out, "  {name:width$}  {what}")?;
    }
    show_skipped(&made.skipped, out)?;
    let shown = folder.display().to_string();
    // Any other character could split the name in a shell.
    let is_plain = shown.chars().all(|c| c.is_alphanumeric() || "-_./\\:".contains(c));
    let quoted = if is_plain { shown } else { format!("\"{shown}\"") };
    writeln!(out, "\nSkriv nu:\n  cd {quoted}")?;
    made.next.iter().try_for_each(|command| writeln!(out, "  {command}"))
}
