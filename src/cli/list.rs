//! `kapreport list`: reports, chapters and datasets, with the columns that each expects.

use std::io::{self, Write};

use clap::Args;

use super::request::find_config;
use super::{Outcome, show_findings};
use crate::danish;
use crate::definition::dataset::{Column, Dataset, RowTime};
use crate::definition::join::Join;
use crate::definition::{self, Definition};
use crate::findings::Findings;

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Vis kun denne rapport
    #[arg(long, value_name = "RAPPORT", help_heading = "Valg")]
    report: Option<String>,
}

pub fn run(args: &ListArgs) -> anyhow::Result<Outcome> {
    let findings = Findings::default();
    let config = find_config(&findings)?;
    config.check()?;
    let templates = config.templates();
    let reports = args.report.clone().map_or_else(|| templates.reports(), |report| vec![report]);
    let mut out = io::stdout().lock();
    for report in reports {
        if let Some(definition) = definition::read(&report, templates.clone(), &findings) {
            show(&definition, &mut out)?;
        }
    }
    show_findings(&findings.sorted())?;
    Ok(Outcome::of(&findings))
}

fn show(definition: &Definition, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Rapport {}: {}\n\nKapitler", definition.report.id, definition.report.description)?;
    for chapter in &definition.chapters {
        let figures = definition.figures.keys().filter(|id| id.chapter() == chapter.id).count();
        writeln!(
            out,
            "  {:20} {} ({figures} nøgletal, {}, {})",
            chapter.id,
            chapter.title,
            danish::counted(chapter.tables.len() as u64, "tabel", "tabeller"),
            danish::counted(chapter.charts.len() as u64, "figur", "figurer")
        )?;
    }
    writeln!(out, "\nDatasæt")?;
    for dataset in definition.datasets.values() {
        show_dataset(dataset, out)?;
    }
    definition.joins.values().try_for_each(|join| show_join(join, out))
}

fn show_join(join: &Join, out: &mut dyn Write) -> io::Result<()> {
    let valid = if join.valid.is_some() { ", gældende den dag" } else { "" };
    writeln!(out, "\n  {} – {}", join.rows.id, join.rows.label)?;
    writeln!(
        out,
        "    rækker: {} kædet sammen med {} efter {}{valid}",
        join.first,
        join.second,
        danish::list(&join.on)
    )?;
    show_columns(&join.rows, out)
}

fn show_dataset(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let sheet = match dataset.sheets.as_slice() {
        [] => String::new(),
        sheets => format!(", ark »{}«", sheets.join("« og »")),
    };
    writeln!(out, "\n  {} – {}\n    filer: {}{sheet}", dataset.id, dataset.label, dataset.files.join(", "))?;
    show_columns(dataset, out)
}

fn show_columns(dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    match &dataset.time {
        RowTime::Event(column) => writeln!(out, "    tid:   hændelser, dateret i {column}")?,
        RowTime::Valid { from, to, .. } => writeln!(out, "    tid:   register, gældende {from}–{to}")?,
        RowTime::Timeless => writeln!(out, "    tid:   alle rækker tæller")?,
    }
    for (name, column) in &dataset.columns {
        writeln!(out, "    {name:16} »{}«: {}{}", column.headers.join("« eller »"), column.kind.danish(), may(column))?;
        let values: Vec<_> = column.kind.values().iter().map(|value| value.value.as_str()).collect();
        if !values.is_empty() {
            writeln!(out, "    {:16}   {}", "", values.join(" · "))?;
        }
    }
    Ok(())
}

fn may(column: &Column) -> &'static str {
    match (column.optional, column.empty) {
        (true, _) => " (kan mangle)",
        (false, true) => " (må være tom)",
        (false, false) => "",
    }
}
