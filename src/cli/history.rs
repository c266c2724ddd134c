//! `kapreport history`: the figures of a report over several periods.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::asked_form::{AskedForm, form_of};
use super::request::find_config;
use super::{Outcome, show_findings};
use crate::config::Config;
use crate::definition;
use crate::diff::ReportHistory;
use crate::diff::background::Background;
use crate::findings::Findings;
use crate::output;
use crate::period::Period;
use crate::pipeline::StoredSnapshot;
use crate::snapshot::Snapshot;

pub const EXAMPLES: &str = "Eksempler:
  kapreport history                            vis alle nøgletal, år for år
  kapreport history klynger                    vis kapitlet »klynger«
  kapreport history klynger.antal --from 2020  vis et nøgletal fra 2020 og frem
  kapreport history medicin.emner[Opioider]    vis en værdi i en serie
  kapreport history -o aar.xlsx                skriv en projektmappe

Kun gemte nøgletal (figures.json) bliver læst, ikke eksporter. Et år, hvor et nøgletal blev
opgjort på en anden måde end i det seneste, står som »brud« og er et hul i forløbet.";

#[derive(Debug, Args)]
pub struct HistoryArgs {
    #[arg(
        value_name = "NØGLETAL",
        help = "Nøgletal (klynger.antal), en værdi i en serie (medicin.emner[Opioider]) eller et kapitel [ellers alle]",
        help_heading = "Argumenter"
    )]
    figures: Vec<String>,
    /// Den første periode [ellers den tidligste, der er gemt]
    #[arg(long, value_name = "PERIODE", help_heading = "Valg")]
    from: Option<String>,
    /// Den sidste periode [ellers den seneste, der er gemt]
    #[arg(long, value_name = "PERIODE", help_heading = "Valg")]
    to: Option<String>,
    /// Rapporten, der skal bruges [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    /// Form: table (tabel), markdown, json, html eller xlsx [ellers efter filens endelse; table på skærmen]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORM", help_heading = "Valg")]
    format: Option<AskedForm>,
    /// Skriv til en fil i stedet for skærmen
    #[arg(short, long, value_name = "FIL", help_heading = "Valg")]
    output: Option<PathBuf>,
}

/// What is shown, and where.
pub struct HistoryRequest<'a> {
    pub figures: &'a [String],
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub report: Option<&'a str>,
    pub format: Option<AskedForm>,
    pub output: Option<&'a PathBuf>,
}

pub fn run(args: &HistoryArgs) -> anyhow::Result<Outcome> {
    show(&HistoryRequest {
        figures: &args.figures,
        from: args.from.as_deref(),
        to: args.to.as_deref(),
        report: args.report.as_deref(),
        format: args.format,
        output: args.output.as_ref(),
    })
}

/// Shows the stored snapshots from one period to another side by side.
pub fn show(request: &HistoryRequest<'_>) -> anyhow::Result<Outcome> {
    let form = form_of(request.format, request.output)?;
    let findings = Findings::default();
    let config = find_config(&findings)?;
    let report = request.report.unwrap_or(&config.report);
    let bound = |text: Option<&str>| text.map(Period::parse).transpose().map_err(anyhow::Error::msg);
    let (from, to) = (bound(request.from)?, bound(request.to)?);
    let is_within = |period: &Period| {
        from.as_ref().is_none_or(|from| period.start >= from.start) && to.as_ref().is_none_or(|to| period.end <= to.end)
    };
    let stored = StoredSnapshot::all(report, &config).into_iter().filter(|(period, _)| is_within(period));
    let stored: Vec<StoredSnapshot> = stored.map(|(_, stored)| stored).collect();
    let mut snapshots = Vec::new();
    let mut unreadable = Vec::new();
    for one in &stored {
        match one.read(&findings) {
            Ok(snapshot) => snapshots.push(snapshot),
            Err(error) => unreadable.push(format!("Udeladt: {error:#}.")),
        }
    }
    show_findings(&findings.sorted())?;
    anyhow::ensure!(
        !snapshots.is_empty(),
        "Der er ingen gemte nøgletal for {report} i de perioder. Byg rapporten først: kapreport build 2024"
    );
    let mut history = ReportHistory::of(&snapshots);
    history.cautions.extend(unreadable);
    let missing = history.keep(request.figures);
    anyhow::ensure!(
        missing.is_empty(),
        "»{}« er hverken et nøgletal eller et kapitel i {report}. »kapreport list« viser dem, der er",
        missing.join("«, »")
    );
    explain(&mut history, &snapshots, &config);
    let bytes = history.render(form)?;
    match request.output {
        Some(path) => {
            stored.iter().try_for_each(|one| one.ensure_is_not(path))?;
            output::write_file(path, &bytes)?;
            writeln!(io::stdout(), "Skrevet: {}", path.display())?;
        }
        None => io::stdout().lock().write_all(&bytes).context("Tabellen kan ikke vises")?,
    }
    Ok(Outcome::of(&findings))
}

/// Adds the report's own explanations, each with its period.
fn explain(history: &mut ReportHistory, snapshots: &[Snapshot], config: &Config) {
    let Some(definition) = definition::read(&history.report, config.templates(), &Findings::default()) else { return };
    for snapshot in snapshots {
        let background = Background::of(&definition, snapshot);
        for figure in history.figures_mut() {
            let why = background.explanation(&figure.id);
            figure.remarks.extend(why.map(|why| format!("{}: {why}", snapshot.period)));
        }
    }
}
