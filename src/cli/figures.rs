//! `kapreport figures`: all figures of a period, or the SQL that computes them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::progress::with_progress;
use super::rejects::show_rejects;
use super::sheet_output::write_or_print;
use super::{Common, Outcome, show_findings};
use crate::compose::no_formula;
use crate::definition::Definition;
use crate::definition::figure::{FigureOrigin, NumberFormat};
use crate::figure_id::FigureRef;
use crate::figures::statements;
use crate::findings::Findings;
use crate::pipeline::{self, ReportPlan, unless_failed};
use crate::snapshot::{Snapshot, Value};

pub const EXAMPLES: &str = "Eksempler:
  kapreport figures 2024                          vis alle nøgletal som tabel
  kapreport figures 2024 -o tal.csv               gem dem til et regneark
  kapreport figures 2024 --sql                    vis, hvordan de bliver beregnet";

#[derive(Debug, Args)]
pub struct FiguresArgs {
    #[command(flatten)]
    common: Common,
    /// Vis SQL-sætningerne i stedet for tallene
    #[arg(long, help_heading = "Valg")]
    sql: bool,
    /// Form: table (tabel), json eller csv [ellers efter filens endelse; table på skærmen]
    #[arg(
        long,
        value_enum,
        hide_possible_values = true,
        value_name = "FORM",
        conflicts_with = "sql",
        help_heading = "Valg"
    )]
    format: Option<FiguresFormat>,
    // Redirection with `>` is no substitute: PowerShell garbles æ, ø and å.
    /// Skriv til en fil i stedet for skærmen
    #[arg(short, long, value_name = "FIL", help_heading = "Valg")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    Table,
    Json,
    Csv,
}

impl FiguresFormat {
    /// The form that the suffix of the file's name stands for. Fails for other suffixes, because a table in a file named `.xlsx`
    /// would be no workbook.
    fn of_file(path: &Path) -> anyhow::Result<Self> {
        match path.extension().and_then(|suffix| suffix.to_str()).map(str::to_lowercase).as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            Some("txt") => Ok(Self::Table),
            _ => anyhow::bail!(
                "Formen kan ikke ses af navnet »{}«. Lad det ende på .txt, .csv eller .json, eller nævn formen med --format.",
                path.display()
            ),
        }
    }
}

pub fn run(args: &FiguresArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let request = args.common.request(&findings)?;
    args.output.as_ref().map_or(Ok(()), |path| request.ensure_is_no_export(path))?;
    let format = match (args.format, args.output.as_deref()) {
        (Some(format), _) => format,
        (None, Some(path)) if !args.sql => FiguresFormat::of_file(path)?,
        (None, _) => FiguresFormat::Table,
    };
    let plan = with_progress(&findings, |feedback| pipeline::plan(&request, feedback));
    let Some(plan) = unless_failed(plan)? else {
        show_findings(&findings.sorted())?;
        return Ok(Outcome::Findings);
    };
    let mut text = Vec::new();
    if args.sql {
        print_sql(&plan, &mut text)?;
        write_or_print(args.output.as_deref(), &text, &[])?;
        return Ok(Outcome::Done);
    }
    let snapshot = with_progress(&findings, |feedback| pipeline::compute_snapshot(&plan, feedback));
    let snapshot = unless_failed(snapshot)?;
    show_findings(&findings.sorted())?;
    show_rejects(&args.common, &mut io::stderr())?;
    if let Some(snapshot) = snapshot {
        print_snapshot(&plan, &snapshot, format, &mut text)?;
        write_or_print(args.output.as_deref(), &text, &[])?;
    }
    Ok(Outcome::of(&findings))
}

pub fn print_snapshot(
    plan: &ReportPlan<'_>,
    snapshot: &Snapshot,
    format: FiguresFormat,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match format {
        FiguresFormat::Json => out.write_all(snapshot.to_json().as_bytes())?,
        FiguresFormat::Csv => csv(&plan.definition, snapshot, out)?,
        FiguresFormat::Table => table(&plan.definition, snapshot, out)?,
    }
    Ok(())
}

/// Prints the statements of all queries, then the expressions of derived figures.
fn print_sql(plan: &ReportPlan<'_>, out: &mut dyn Write) -> io::Result<()> {
    for statement in statements(&plan.definition, &plan.request.period) {
        writeln!(out, "{};\n", statement.text())?;
    }
    for id in &plan.definition.derived_order {
        if let Some(FigureOrigin::Derived(expression)) = plan.definition.figures.get(id).map(|figure| &figure.origin) {
            writeln!(out, "-- {id} = {}", expression.text)?;
        }
    }
    Ok(())
}

/// A line of the output: one for each number, so one for each member of a series.
struct FigureLine {
    name: FigureRef,
    format: NumberFormat,
    label: String,
    value: Option<f64>,
    rows: Option<u64>,
}

fn lines(definition: &Definition, snapshot: &Snapshot) -> Vec<FigureLine> {
    let mut lines = Vec::new();
    for (id, figure) in snapshot.figures.iter() {
        // A stored figure that is no longer defined is printed as it was.
        let format = definition.figures.get(id).map_or(figure.format, |figure| figure.format);
        let line = |name, label, value, rows| FigureLine { name, format, label, value, rows };
        match &figure.value {
            Value::Scalar(value) => lines.push(line(id.whole(), figure.label.clone(), *value, figure.rows)),
            Value::Series(members) => lines.extend(members.iter().map(|member| {
                let label = format!("{}: {}", figure.label, member.label);
                line(id.member(member.name()), label, member.value, member.rows)
            })),
        }
    }
    lines
}

fn table(definition: &Definition, snapshot: &Snapshot, out: &mut dyn Write) -> io::Result<()> {
    let lines = lines(definition, snapshot);
    let width = lines.iter().map(|line| line.name.to_string().chars().count()).max().unwrap_or(0);
    let mut chapter = "";
    for line in &lines {
        let own = line.name.id.chapter();
        if own != chapter {
            chapter = own;
            writeln!(out, "{}{}", if line.name == lines[0].name { "" } else { "\n" }, definition.chapter_title(own))?;
        }
        let value = line.value.map_or_else(|| "ukendt".to_owned(), |value| line.format.print(value));
        writeln!(out, "  {:width$}  {value:>12}  {}", line.name, line.label)?;
    }
    Ok(())
}

fn csv(definition: &Definition, snapshot: &Snapshot, out: &mut dyn Write) -> anyhow::Result<()> {
    // Without a byte order mark, spreadsheet programs read the file as Windows-1252.
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
    writer.write_record(["nøgletal", "navn", "værdi", "rækker"])?;
    for line in lines(definition, snapshot) {
        let value = line.value.map_or_else(String::new, |value| value.to_string().replace('.', ","));
        let rows = line.rows.map_or_else(String::new, |rows| rows.to_string());
        writer.write_record([line.name.to_string(), no_formula(&line.label), value, rows])?;
    }
    writer.flush()?;
    Ok(())
}
