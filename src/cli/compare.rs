//! `kapreport compare`: reports side by side.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::stored::Place;
use super::{Outcome, ReportFormat, show_findings};
use crate::compare::{Comparison, Input, Shown, render};
use crate::config::Config;
use crate::definition::concepts::Concepts;
use crate::findings::Findings;
use crate::forms::Form;
use crate::output;

/// What `compare --help` ends with.
pub const EXAMPLES: &str = "Eksempler:
  kapreport compare kap-h:2024 kap-s:2023            vis to rapporter side om side
  kapreport compare kap-h:2023 kap-h:2024 --all      vis også begreber, som kun én har
  kapreport compare 2023 2024 --definitions          vis, hvordan hver rapport tæller
  kapreport compare 2023 2024 -o sammen.xlsx         skriv en projektmappe

Kun gemte nøgletal (figures.json) bliver læst, ikke eksporter. Rapporterne bliver stillet op efter
de begreber, som deres nøgletal peger på med »concept«, og som står i shared/concepts.toml.";

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Rapporterne: en periode (2023), en rapports periode (kap-h:2023) eller en figures.json
    #[arg(value_name = "RAPPORT", required = true, help_heading = "Argumenter")]
    reports: Vec<String>,
    /// Rapporten, der skal bruges, hvor ingen er nævnt [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    /// Form: table (tabel), markdown, json, html eller xlsx [ellers efter filens endelse; table på skærmen]
    #[arg(long, value_enum, hide_possible_values = true, value_name = "FORM", help_heading = "Valg")]
    format: Option<CompareFormat>,
    /// Skriv til en fil i stedet for skærmen
    #[arg(short, long, value_name = "FIL", help_heading = "Valg")]
    output: Option<PathBuf>,
    /// Vis også begreber, som kun én af rapporterne har
    #[arg(long, help_heading = "Valg")]
    all: bool,
    /// Vis, hvordan hver rapport har opgjort begreberne, hvor de ikke gør det ens
    #[arg(long, help_heading = "Valg")]
    definitions: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    Table,
    Markdown,
    Json,
    Html,
    Xlsx,
}

/// Puts reports side by side.
///
/// # Errors
/// When an argument makes no sense or a snapshot cannot be read.
pub fn run(args: &CompareArgs) -> anyhow::Result<Outcome> {
    let form = form(args)?;
    let findings = Findings::default();
    let here = std::env::current_dir().context("Den aktuelle mappe kan ikke findes")?;
    let config = Config::find(&here, &findings)?;
    config.check()?;
    let concepts = Concepts::read(&config.templates(), &findings);
    show_findings(&findings.sorted(), ReportFormat::Human)?;
    if findings.has_errors() {
        return Ok(Outcome::Findings);
    }
    let report = args.report.as_deref().unwrap_or(&config.report);
    let places: Vec<Place> =
        args.reports.iter().map(|text| Place::find(text, report, &config)).collect::<anyhow::Result<_>>()?;
    let inputs: Vec<Input> = places
        .iter()
        .map(|place| Ok(Input { snapshot: place.read()?, sha256: place.sha256()? }))
        .collect::<anyhow::Result<_>>()?;
    let comparison = Comparison::of(&inputs, &concepts);
    let shown = Shown { alone: args.all, definitions: args.definitions };
    let bytes = render(&comparison, shown, form)?;
    match &args.output {
        Some(path) => {
            for place in &places {
                place.is_not(path)?;
            }
            output::write_file(path, &bytes)?;
            writeln!(io::stdout(), "Skrevet: {}", path.display())?;
        }
        None => io::stdout().lock().write_all(&bytes)?,
    }
    Ok(Outcome::Done)
}

/// The form that is asked for, by name or by the file's name.
fn form(args: &CompareArgs) -> anyhow::Result<Form> {
    let form = match (args.format, &args.output) {
        (Some(CompareFormat::Table), _) | (None, None) => Form::Table,
        (Some(CompareFormat::Markdown), _) => Form::Markdown,
        (Some(CompareFormat::Json), _) => Form::Json,
        (Some(CompareFormat::Html), _) => Form::Html,
        (Some(CompareFormat::Xlsx), _) => Form::Xlsx,
        (None, Some(path)) => Form::of_file(path).with_context(|| {
            format!(
                "Formen kan ikke ses af navnet »{}«. Lad det ende på .txt, .md, .json, .html eller .xlsx, eller nævn formen med --format.",
                path.display()
            )
        })?,
    };
    anyhow::ensure!(
        form != Form::Xlsx || args.output.is_some(),
        "En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output sammen.xlsx"
    );
    Ok(form)
}
