//! `kapreport history`: the figures of a report over several periods.

use clap::Args;

use super::request::find_config;
use super::sheet_output::SheetOutputArgs;
use super::{Outcome, show_findings};
use crate::config::Config;
use crate::danish;
use crate::definition;
use crate::diff::ReportHistory;
use crate::diff::background::Background;
use crate::findings::Findings;
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
    pub figures: Vec<String>,
    /// Den første periode [ellers den tidligste, der er gemt]
    #[arg(long, value_name = "PERIODE", help_heading = "Valg")]
    pub from: Option<String>,
    /// Den sidste periode [ellers den seneste, der er gemt]
    #[arg(long, value_name = "PERIODE", help_heading = "Valg")]
    pub to: Option<String>,
    /// Rapporten, der skal bruges [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    pub report: Option<String>,
    #[command(flatten)]
    pub output: SheetOutputArgs,
}

/// Shows the stored snapshots from one period to another side by side.
pub fn run(args: &HistoryArgs) -> anyhow::Result<Outcome> {
    let form = args.output.form()?;
    let findings = Findings::default();
    let config = find_config(&findings)?;
    let report = args.report.as_deref().unwrap_or(&config.report);
    let bound = |text: &Option<String>| text.as_deref().map(Period::parse).transpose().map_err(anyhow::Error::msg);
    let (from, to) = (bound(&args.from)?, bound(&args.to)?);
    if let Some((from, to)) = from.as_ref().zip(to.as_ref()) {
        anyhow::ensure!(from.start < to.end, "{} ligger efter {}. Byt om på --from og --to.", from.label, to.label);
    }
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
            Err(error) => unreadable.push(format!("Udeladt: {}.", danish::causes(&error))),
        }
    }
    show_findings(&findings.sorted())?;
    anyhow::ensure!(
        !snapshots.is_empty(),
        "Der er ingen gemte nøgletal for {report} i de perioder. Byg rapporten først: kapreport build 2024"
    );
    let mut history = ReportHistory::of(&snapshots);
    history.cautions.extend(unreadable);
    let missing = history.keep(&args.figures);
    anyhow::ensure!(
        missing.is_empty(),
        "»{}« er hverken et nøgletal eller et kapitel i {report}. »kapreport list« viser dem, der er",
        missing.join("«, »")
    );
    explain(&mut history, &snapshots, &config);
    let bytes = history.render(form)?;
    args.output.write(&bytes, &stored.iter().collect::<Vec<_>>())?;
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
