//! `kapreport diff`: what has changed between two snapshots.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::request::find_config;
use super::{Outcome, show_findings};
use crate::danish;
use crate::diff::{ChangeFilter, ChangeKind, Diff};
use crate::findings::Findings;
use crate::forms::{Form, SheetForm};
use crate::output;
use crate::pipeline::StoredSnapshot;

pub const EXAMPLES: &str = "Eksempler:
  kapreport diff 2023 2024                           vis begge år side om side
  kapreport diff 2023 2024 --only changed            vis kun ændrede nøgletal
  kapreport diff 2023 2024 --over 50% --fail-over    slut med 1 ved store ændringer
  kapreport diff 2023 2024 -o ud.xlsx                skriv en projektmappe
  kapreport diff kap-s:2023 kap-h:2024               sammenlign to rapporter

Kun gemte nøgletal (figures.json) bliver læst, ikke eksporter. To rapporter bliver sammenlignet
i de nøgletal, der har samme »concept«. Grænsen i --over gælder ændringen i forhold til det
tidligere tal, også for andele; fra 0 er enhver ændring over den. Hvad der ikke kan måles
(nye, udgåede, ukendte og omdefinerede nøgletal), vises uanset grænsen.";

#[derive(Debug, Args)]
pub struct DiffArgs {
    /// Det, der sammenlignes med: en periode (2023), en rapports periode (kap-h:2023) eller en figures.json
    #[arg(value_name = "FØR", help_heading = "Argumenter")]
    earlier: String,
    /// Det, der sammenlignes: skrives på samme måde
    #[arg(value_name = "NU", help_heading = "Argumenter")]
    later: String,
    /// Rapporten, der skal bruges, hvor ingen er nævnt [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    /// Form: table (tabel), markdown, json, html eller xlsx [ellers efter filens endelse; table på skærmen]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORM", help_heading = "Valg")]
    format: Option<DiffFormat>,
    /// Skriv til en fil i stedet for skærmen
    #[arg(short, long, value_name = "FIL", help_heading = "Valg")]
    output: Option<PathBuf>,
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
    /// Slut med 1, hvis noget er ændret mere end grænsen i --over
    #[arg(long, requires = "over", help_heading = "Valg")]
    fail_over: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    Table,
    Markdown,
    Json,
    Html,
    Xlsx,
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
    let over = args.over.as_deref().map(ChangeFilter::read_limit).transpose().map_err(anyhow::Error::msg)?;
    let form = match (args.format, &args.output) {
        (Some(format), _) => form(format),
        (None, Some(path)) => Form::of_file(path).with_context(|| {
            format!(
                "Formen kan ikke ses af navnet »{}«. Lad det ende på .txt, .md, .json, .html eller .xlsx, eller nævn formen med --format.",
                path.display()
            )
        })?,
        (None, None) => Form::Sheet(SheetForm::Table),
    };
    anyhow::ensure!(
        form != Form::Sheet(SheetForm::Workbook) || args.output.is_some(),
        "En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output forskel.xlsx"
    );
    let findings = Findings::default();
    let config = find_config(&findings)?;
    let report = args.report.as_deref().unwrap_or(&config.report);
    let earlier = StoredSnapshot::find(&args.earlier, report, &config)?;
    let later = StoredSnapshot::find(&args.later, report, &config)?;
    let snapshots = (earlier.read(&findings), later.read(&findings));
    show_findings(&findings.sorted())?;
    let diff = Diff::between(&snapshots.0?, &snapshots.1?);
    let filter = ChangeFilter { kinds: args.only.iter().map(|only| kind(*only)).collect(), over };
    let bytes = diff.render(&filter, form)?;
    match &args.output {
        Some(path) => {
            earlier.ensure_is_not(path)?;
            later.ensure_is_not(path)?;
            output::write_file(path, &bytes)?;
            writeln!(io::stdout(), "Skrevet: {}", path.display())?;
        }
        None => io::stdout().lock().write_all(&bytes)?,
    }
    let exceeding = over.map_or(0, |limit| diff.figures().filter(|figure| figure.exceeds(limit)).count());
    if !args.fail_over || exceeding == 0 {
        return Ok(Outcome::Done);
    }
    writeln!(
        io::stderr(),
        "fejl: {} nøgletal er ændret mere end {}.",
        danish::number(exceeding as f64, 0),
        filter.limit().unwrap_or_default()
    )?;
    Ok(Outcome::OverLimit)
}

fn form(format: DiffFormat) -> Form {
    match format {
        DiffFormat::Table => Form::Sheet(SheetForm::Table),
        DiffFormat::Markdown => Form::Sheet(SheetForm::Markdown),
        DiffFormat::Json => Form::Json,
        DiffFormat::Html => Form::Sheet(SheetForm::Html),
        DiffFormat::Xlsx => Form::Sheet(SheetForm::Workbook),
    }
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
