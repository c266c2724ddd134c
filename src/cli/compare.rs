//! `kapreport compare`: reports side by side.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::request::find_config;
use super::sheet_output::write_or_print;
use super::{Outcome, show_findings};
use crate::compare::{Comparison, ComparisonOptions, Naming, StoredReport, overview};
use crate::definition::concepts::Concepts;
use crate::definition::{self, Templates};
use crate::findings::Findings;
use crate::forms::{Form, SheetForm, suffix};
use crate::pipeline::StoredSnapshot;
use crate::typeset;

pub const EXAMPLES: &str = "Eksempler:
  kapreport compare kap-h:2024 kap-s:2023            vis to rapporter side om side
  kapreport compare kap-h:2023 kap-h:2024 --all      vis også begreber, som kun én har
  kapreport compare 2023 2024 --definitions          vis, hvordan hver rapport tæller
  kapreport compare 2023 2024 -o sammen.xlsx         skriv en projektmappe
  kapreport compare kap-h:2024 kap-s:2023 -o ud.pdf  sæt et overblik som tilgængelig PDF

Kun gemte nøgletal (figures.json) bliver læst, ikke eksporter. Rapporterne bliver stillet op efter
de begreber, som deres nøgletal peger på med »concept«, og som står i shared/concepts.toml.";

#[derive(Debug, Args)]
pub struct CompareArgs {
    /// Rapporterne: en periode (2023), en rapports periode (kap-h:2023) eller en figures.json
    #[arg(value_name = "RAPPORT", required = true, help_heading = "Argumenter")]
    reports: Vec<String>,
    /// Rapporten, der skal bruges, hvor ingen er nævnt [ellers den i kapreport.toml, ellers kap-h]
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
    /// Form: table (tabel), markdown, json, html, xlsx eller pdf [ellers efter filens endelse; table på skærmen]
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
    Pdf,
}

pub fn run(args: &CompareArgs) -> anyhow::Result<Outcome> {
    let form = output_form(args)?;
    let findings = Findings::default();
    let config = find_config(&findings)?;
    config.check()?;
    let templates = config.templates();
    let concepts = Concepts::read(&templates, &findings);
    if findings.has_errors() {
        show_findings(&findings.sorted())?;
        return Ok(Outcome::Findings);
    }
    let report = args.report.as_deref().unwrap_or(&config.report);
    let stored: Vec<StoredSnapshot> =
        args.reports.iter().map(|text| StoredSnapshot::find(text, report, &config)).collect::<anyhow::Result<_>>()?;
    let reports: Vec<StoredReport> =
        stored.iter().map(|stored| read_report(stored, &templates, &findings)).collect::<anyhow::Result<_>>()?;
    show_findings(&findings.sorted())?;
    let options = ComparisonOptions { alone: args.all, definitions: args.definitions };
    let bytes = match form {
        CompareOutput::Form(form) => Comparison::of(&reports, &concepts, Naming::Typed).render(options, form)?,
        CompareOutput::Pdf => {
            let comparison = Comparison::of(&reports, &concepts, Naming::Printed);
            let pdf = pdf(&comparison, options, &concepts, &templates, &findings)?;
            show_findings(&findings.sorted())?;
            let Some(pdf) = pdf else { return Ok(Outcome::Findings) };
            pdf
        }
    };
    write_or_print(args.output.as_deref(), &bytes, &stored.iter().collect::<Vec<_>>())?;
    Ok(Outcome::Done)
}

fn read_report(stored: &StoredSnapshot, templates: &Templates, findings: &Findings) -> anyhow::Result<StoredReport> {
    let snapshot = stored.read(findings)?;
    let name = definition::author(&snapshot.report, templates).unwrap_or_else(|| snapshot.report.clone());
    let notice = definition::notice(&snapshot.report, templates).unwrap_or_default();
    Ok(StoredReport { snapshot, sha256: stored.sha256()?, name, notice })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CompareOutput {
    Form(Form),
    Pdf,
}

/// Typesets the overview. `None` if typesetting failed; see the findings.
fn pdf(
    comparison: &Comparison,
    options: ComparisonOptions,
    concepts: &Concepts,
    templates: &Templates,
    findings: &Findings,
) -> anyhow::Result<Option<Vec<u8>>> {
    let Some((document, date)) = overview::compose(comparison, options, concepts, templates, findings)? else {
        return Ok(None);
    };
    Ok(typeset::typeset(&document, date, findings)?.map(|typeset| typeset.pdf))
}

/// What `--format` names, or else the suffix of the file.
fn output_form(args: &CompareArgs) -> anyhow::Result<CompareOutput> {
    let made = match (args.format, &args.output) {
        (Some(CompareFormat::Table), _) | (None, None) => CompareOutput::Form(Form::Sheet(SheetForm::Table)),
        (Some(CompareFormat::Markdown), _) => CompareOutput::Form(Form::Sheet(SheetForm::Markdown)),
        (Some(CompareFormat::Json), _) => CompareOutput::Form(Form::Json),
        (Some(CompareFormat::Html), _) => CompareOutput::Form(Form::Sheet(SheetForm::Html)),
        (Some(CompareFormat::Xlsx), _) => CompareOutput::Form(Form::Sheet(SheetForm::Workbook)),
        (Some(CompareFormat::Pdf), _) => CompareOutput::Pdf,
        (None, Some(path)) if suffix(path).as_deref() == Some("pdf") => CompareOutput::Pdf,
        (None, Some(path)) => CompareOutput::Form(Form::of_file(path).with_context(|| {
            format!(
                "Formen kan ikke ses af navnet »{}«. Lad det ende på .txt, .md, .json, .html, .xlsx eller .pdf, eller nævn formen med --format.",
                path.display()
            )
        })?),
    };
    let what = match made {
        CompareOutput::Form(Form::Sheet(SheetForm::Workbook)) => {
            Some("En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output sammen.xlsx")
        }
        CompareOutput::Pdf => {
            Some("En PDF kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output overblik.pdf")
        }
        CompareOutput::Form(_) => None,
    };
    match what {
        Some(message) if args.output.is_none() => anyhow::bail!(message),
        _ => Ok(made),
    }
}
