//! `kapreport init`: the folder of a new report.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::inputs::show_skipped;
use super::program::call_from;
use super::{Outcome, show_findings};
use crate::config::{self, Config};
use crate::findings::Findings;
use crate::output;
use crate::period::Period;
use crate::starter::{self, CiService, NewReport, StartingPoint, Wishes};

pub const EXAMPLES: &str = "Eksempler:
  kapreport init min-rapport                        lav en lille rapport med opdigtede tal
  kapreport init vores --from kap-h --period 2025   begynd med KAP-H’s tekster og tomme skemaer
  kapreport init vores --title \"Status {{ periode }}\"
  kapreport init --ci github                        skriv opskriften, så GitHub bygger rapporten hver nat";

#[derive(Debug, Args)]
pub struct InitArgs {
    /// Mappen, der skal laves; den må ikke findes eller skal være tom
    #[arg(value_name = "MAPPE", required_unless_present = "ci", help_heading = "Argumenter")]
    folder: Option<PathBuf>,
    /// Rapporten, der skal begyndes med [ellers en lille rapport med opdigtede tal]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    from: Option<String>,
    /// Rapportens eget navn, som mapper og filer får [ellers mappens]
    #[arg(long, value_name = "NAVN", help_heading = "Valg")]
    report: Option<String>,
    /// Rapportens titel; {{ periode }} bliver til perioden
    #[arg(long, value_name = "TITEL", help_heading = "Valg")]
    title: Option<String>,
    /// Perioden, der laves skemaer til, når der er en --from [ellers den seneste, den rapport er udgivet for]; med --ci den, der bygges [ellers den seneste med data]
    #[arg(long, value_name = "PERIODE", help_heading = "Valg")]
    period: Option<String>,
    /// Skriv opskriften, der bygger denne mappes rapport hver nat: github, gitlab eller azure
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        value_name = "TJENESTE",
        conflicts_with_all = ["folder", "from", "report", "title"],
        help_heading = "Valg"
    )]
    ci: Option<Service>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Service {
    Github,
    Gitlab,
    Azure,
}

pub fn run(args: &InitArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let here = std::env::current_dir().context("Den aktuelle mappe kan ikke findes")?;
    let period = args.period.as_deref().map(Period::parse).transpose().map_err(anyhow::Error::msg)?;
    let Some(folder) = &args.folder else { return write_recipe(args, period.as_ref(), &here, &findings) };
    anyhow::ensure!(period.is_none() || args.from.is_some(), "--period bruges sammen med --from eller --ci");
    check_place(folder, &here)?;
    let origin = match &args.from {
        None => StartingPoint::Small,
        Some(from) => {
            let config = Config::find(&here, &findings)?;
            config.check()?;
            StartingPoint::Report { id: from.clone(), templates: config.templates(), period }
        }
    };
    let wishes = Wishes { report: args.report.clone(), title: args.title.clone() };
    let made = starter::make(folder, &origin, &wishes, &findings)?;
    show_findings(&findings.sorted())?;
    let Some(made) = made else { return Ok(Outcome::Findings) };
    show(folder, &made, &mut io::stdout().lock())?;
    Ok(Outcome::Done)
}

/// Writes the configuration file of a CI service into the folder of the report.
fn write_recipe(args: &InitArgs, period: Option<&Period>, here: &Path, findings: &Findings) -> anyhow::Result<Outcome> {
    let service = match args.ci.context("Skriv, hvor opskriften skal bruges: --ci github")? {
        Service::Github => CiService::GitHub,
        Service::Gitlab => CiService::GitLab,
        Service::Azure => CiService::Azure,
    };
    let config = Config::find(here, findings)?;
    show_findings(&findings.sorted())?;
    anyhow::ensure!(
        config.root.join(config::FILE).is_file(),
        "Her er ingen kapreport.toml. Gå ind i rapportens mappe, eller lav en: kapreport init min-rapport"
    );
    let path = starter::write_recipe(&config, service, period)?;
    let shown = path.strip_prefix(here).unwrap_or(&path);
    writeln!(io::stdout(), "Skrevet: {}. Ret OWNER og sha256 i den, før den bruges.", shown.display())?;
    Ok(Outcome::of(findings))
}

/// The folder must be new or empty, and not the current one: it is replaced by another folder in one step.
fn check_place(folder: &Path, here: &Path) -> anyhow::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    anyhow::ensure!(folder.is_dir(), "{} er en fil. Skriv navnet på en ny mappe", folder.display());
    anyhow::ensure!(
        !output::is_same_file(folder, here),
        "Du står i mappen. Gå en mappe op, og skriv mappens navn: kapreport init <MAPPE>"
    );
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
    // A shell may interpret any other character.
    let is_plain = shown.chars().all(|c| c.is_alphanumeric() || "-_./\\:".contains(c));
    let quoted = if is_plain { shown } else { format!("\"{shown}\"") };
    writeln!(out, "\nSkriv nu:\n  cd {quoted}")?;
    let program = call_from(folder);
    made.next.iter().try_for_each(|command| writeln!(out, "  {program} {command}"))
}
