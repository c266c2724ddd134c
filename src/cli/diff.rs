//! `kapreport diff`: what has changed between two snapshots.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::history::{self, HistoryArgs};
use super::progress::with_progress;
use super::request::find_config;
use super::sheet_output::SheetOutputArgs;
use super::{Outcome, show_findings};
use crate::config::Config;
use crate::danish;
use crate::definition::{self, accepted};
use crate::diff::background::Background;
use crate::diff::{ChangeFilter, ChangeKind, ChangeLimit, Diff};
use crate::findings::Findings;
use crate::forms;
use crate::pipeline::{self, SnapshotExports, StoredSnapshot};
use crate::snapshot::Snapshot;

/// How many figures are named at most when the limit is exceeded.
const NAMED: usize = 20;
/// How many rows behind a figure the screen shows at most.
const SHOWN_ROWS: usize = 10;

/// Warning after writing a file with values of cells.
const WITH_VALUES: &str = "Filen viser værdier fra eksporternes celler. De kan læses af alle, der kan åbne den:
læg den ikke på en webserver eller i git.";

pub const EXAMPLES: &str = r#"Eksempler:
  kapreport diff 2023 2024                           vis begge år side om side
  kapreport diff 2023 2024 --only changed            vis kun ændrede nøgletal
  kapreport diff 2023 2024 --over 50% --least 5      vis kun store ændringer på mindst 5
  kapreport diff 2023 2024 --sort size               vis de største ændringer først
  kapreport diff 2023 2024 --over 50% --fail-over    slut med 1 ved store ændringer
  kapreport diff 2023 2024 -o ud.xlsx                skriv en projektmappe
  kapreport diff kap-s:2023 kap-h:2024               sammenlign to rapporter
  kapreport diff 2023 2024 --only changed --rows     vis også rækkerne bag de ændrede tal
  kapreport diff 2020..2024                          vis alle år fra 2020 til 2024 (se history)

Kun gemte nøgletal (figures.json) og rapportens egne tekster bliver læst; eksporterne kun med
--rows. To rapporter bliver sammenlignet i de nøgletal, der har samme »concept«. Grænsen i --over gælder ændringen i forhold til det
tidligere tal, også for andele; fra 0 er enhver ændring over den. Hvad der ikke kan måles
(nye, udgåede, ukendte og omdefinerede nøgletal), vises uanset grænsen.

--fail-over slutter også med 1, når et nøgletal eller en værdi i en serie er udgået, er blevet
ukendt eller er opgjort på en anden måde. En ændring, der er set og er i orden, skrives i
rapportens accepted.toml og tæller ikke med:

  [[accepted]]
  figure = "besoeg.emner[KOL]"
  from = "5"
  to = "findes ikke"
  by = "Lægemiddelteamet"
  why = "KOL er blevet en del af »Lunger«."#;

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Det, der sammenlignes med: en periode (2023), en rapports periode (kap-h:2023) eller en figures.json
    #[arg(value_name = "FØR", help_heading = "Argumenter")]
    earlier: String,
    /// Det, der sammenlignes: skrives på samme måde
    #[arg(value_name = "NU", required = false, help_heading = "Argumenter")]
    later: Option<String>,
    /// Rapporten, der skal bruges, hvor ingen er nævnt [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    #[command(flatten)]
    output: SheetOutputArgs,
    /// Vis kun changed (ændrede), unchanged (uændrede), unknown (ukendte), new (nye), gone (udgåede) eller incomparable (opgjort på en anden måde); flere adskilles af komma
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        hide_possible_values = true,
        value_name = "ART",
        help_heading = "Valg"
    )]
    only: Vec<Only>,
    /// Vis kun, hvad der er ændret mere end dette, fx 20%
    #[arg(long, value_name = "GRÆNSE", help_heading = "Valg")]
    over: Option<String>,
    /// Og kun, hvad der er ændret med mindst så meget, fx 5; gælder ikke andele
    #[arg(long, requires = "over", value_name = "TAL", help_heading = "Valg")]
    least: Option<f64>,
    /// Rækkefølge: chapter (kapitel for kapitel) eller size (de største ændringer først)
    #[arg(long, value_enum, hide_possible_values = true, value_name = "RÆKKEFØLGE", help_heading = "Valg")]
    sort: Option<DiffOrder>,
    /// Vis også serier, som kun rapportens kontroller bruger
    #[arg(long, help_heading = "Valg")]
    all: bool,
    /// Vis også de rækker i eksporterne, der er nye, væk eller ændret bag de ændrede tal; cellerne kan være personers navne
    #[arg(long, help_heading = "Valg")]
    rows: bool,
    /// Mappen med de tidligere eksporter, til --rows [ellers periodens datamappe]
    #[arg(long, requires = "rows", value_name = "MAPPE", help_heading = "Valg")]
    earlier_data: Option<PathBuf>,
    /// Mappen med de senere eksporter, til --rows [ellers periodens datamappe]
    #[arg(long, requires = "rows", value_name = "MAPPE", help_heading = "Valg")]
    later_data: Option<PathBuf>,
    /// Slut med 1, hvis noget er ændret mere end grænsen i --over, er udgået, er blevet ukendt eller er opgjort på en anden måde
    #[arg(long, requires = "over", help_heading = "Valg")]
    fail_over: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffOrder {
    Chapter,
    Size,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    Changed,
    Unchanged,
    Unknown,
    New,
    Gone,
    Incomparable,
}

pub fn run(args: &DiffArgs) -> anyhow::Result<Outcome> {
    let limit = limit(args)?;
    let Some(later) = &args.later else { return several(args) };
    let form = args.output.form()?;
    let findings = Findings::default();
    let config = find_config(&findings)?;
    let report = args.report.as_deref().unwrap_or(&config.report);
    let earlier = StoredSnapshot::find(&args.earlier, report, &config)?;
    let later = StoredSnapshot::find(later, report, &config)?;
    let (before, after) = (earlier.read(&findings)?, later.read(&findings)?);
    let background = background(&before, &after, &config, &findings)?;
    show_findings(&findings.sorted())?;
    let mut diff = Diff::between(&before, &after).with_background(&background);
    if !args.all {
        diff = diff.without_checks(&background);
    }
    let filter = ChangeFilter {
        kinds: args.only.iter().map(|only| kind(*only)).collect(),
        over: limit,
        largest_first: args.sort == Some(DiffOrder::Size),
        most_rows: args.output.is_on_screen().then_some(SHOWN_ROWS),
    };
    if args.rows {
        add_rows(args, &mut diff, &filter, [&before, &after], &config)?;
    }
    let bytes = diff.render(&filter, form)?;
    args.output.write(&bytes, &[&earlier, &later])?;
    if !diff.rows.is_empty() && !args.output.is_on_screen() {
        writeln!(io::stderr(), "{WITH_VALUES}")?;
    }
    let outcome = match limit.filter(|_| args.fail_over) {
        Some(limit) => fail_over(&diff, limit, &background, &filter)?,
        None => Outcome::Done,
    };
    Ok(if outcome == Outcome::Done { Outcome::of(&findings) } else { outcome })
}

/// Adds the rows behind the changed figures that are shown.
fn add_rows(
    args: &DiffArgs,
    diff: &mut Diff,
    filter: &ChangeFilter,
    [before, after]: [&Snapshot; 2],
    config: &Config,
) -> anyhow::Result<()> {
    anyhow::ensure!(
        before.report == after.report,
        "To rapporter har hver sine eksporter og definitioner, så deres rækker kan ikke sammenlignes én for én. Udelad --rows"
    );
    let folder = |snapshot: &Snapshot, named: &Option<PathBuf>| {
        named.clone().unwrap_or_else(|| config.data_folder(&snapshot.report, &snapshot.period.label))
    };
    let sides = [(before, &args.earlier_data), (after, &args.later_data)];
    let sides = sides.map(|(snapshot, named)| SnapshotExports { snapshot, folder: folder(snapshot, named) });
    anyhow::ensure!(
        before.period != after.period || sides[0].folder != sides[1].folder,
        "Begge sider har datamappen {}. Skriv, hvor de tidligere eksporter er: --earlier-data MAPPE",
        sides[0].folder.display()
    );
    let findings = Findings::default();
    let Some(definition) = definition::read(&after.report, config.templates(), &findings) else {
        show_findings(&findings.sorted())?;
        anyhow::bail!("Rækkerne bag tallene kan ikke findes, før rapportens definitioner kan læses");
    };
    anyhow::ensure!(
        definition.report.batch.is_none(),
        "Rækkerne bag tallene kan ikke vises for en rapport, der laves til hver enkelt: rækkerne er også de andres, og tal på få \
         personer er afrundet, så de ikke er summen af rækkerne. Udelad --rows; kapreport trace viser, hvordan et tal er talt"
    );
    let shown = diff.clone().filtered(filter);
    let found = with_progress(&findings, |feedback| pipeline::rows_behind(&definition, &shown, sides, feedback))?;
    diff.rows = found.figures;
    diff.cautions.extend(found.cautions);
    Ok(())
}

/// `2020..2024`: all years from one to another.
fn several(args: &DiffArgs) -> anyhow::Result<Outcome> {
    let years = args.earlier.split_once("..").filter(|(from, to)| from.len() == 4 && to.len() == 4);
    let (from, to) = years.context("Her mangler <NU>. Skriv begge perioder: kapreport diff 2023 2024")?;
    anyhow::ensure!(
        args.over.is_none() && args.only.is_empty() && args.sort.is_none() && !args.rows && !args.fail_over,
        "Flere år vises uden --only, --over, --sort, --rows og --fail-over. De bruges om to perioder: kapreport diff {from} {to}"
    );
    history::run(&HistoryArgs {
        figures: Vec::new(),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        report: args.report.clone(),
        output: args.output.clone(),
    })
}

fn limit(args: &DiffArgs) -> anyhow::Result<Option<ChangeLimit>> {
    let least = args.least.unwrap_or(0.0);
    anyhow::ensure!(least >= 0.0 && least.is_finite(), "--least skal være et tal, der ikke er negativt, fx 5");
    let share = args.over.as_deref().map(ChangeFilter::read_limit).transpose().map_err(anyhow::Error::msg)?;
    Ok(share.map(|share| ChangeLimit { share, least }))
}

/// What the report's files say about its changes. Empty when two different reports are compared, or when the definition is
/// missing or has errors.
fn background(before: &Snapshot, after: &Snapshot, config: &Config, findings: &Findings) -> anyhow::Result<Background> {
    if before.report != after.report {
        return Ok(Background::default());
    }
    // Mistakes in the definitions are for `check` to report: the snapshots are complete without them.
    let definition = definition::read(&after.report, config.templates(), &Findings::default());
    let mut background = definition.map(|definition| Background::of(&definition, after)).unwrap_or_default();
    background.approvals = accepted::read(&after.report, &config.templates(), findings)
        .with_context(|| format!("{}/accepted.toml kan ikke læses", after.report))?;
    Ok(background)
}

/// Prints what exceeds the limit, and what counts as worse than a change.
fn fail_over(
    diff: &Diff,
    limit: ChangeLimit,
    background: &Background,
    filter: &ChangeFilter,
) -> anyhow::Result<Outcome> {
    let breaches = diff.breaches(limit, &background.approvals);
    if breaches.is_empty() {
        return Ok(Outcome::Done);
    }
    let number = |count: usize| danish::number(count as f64, 0);
    let mut err = io::stderr().lock();
    writeln!(
        err,
        "fejl: {} tal er ændret mere end {}, er udgået, er blevet ukendt eller er opgjort på en anden måde:",
        number(breaches.len()),
        filter.limit().unwrap_or_default()
    )?;
    for breach in breaches.iter().take(NAMED) {
        writeln!(err, "  {}", forms::clean(&breach.in_words()))?;
    }
    if breaches.len() > NAMED {
        writeln!(err, "  og {} flere", number(breaches.len() - NAMED))?;
    }
    Ok(Outcome::OverLimit)
}

fn kind(only: Only) -> ChangeKind {
    match only {
        Only::Changed => ChangeKind::Changed,
        Only::Unchanged => ChangeKind::Unchanged,
        Only::Unknown => ChangeKind::Unknown,
        Only::New => ChangeKind::New,
        Only::Gone => ChangeKind::Gone,
        Only::Incomparable => ChangeKind::Incomparable,
    }
}
