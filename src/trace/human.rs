//! A trace as text for the terminal.

use std::io::{self, Write};

use super::rows::more;
use super::{CountedFigure, FigureNode, Trace, TracedCell, TracedRow};
use crate::danish;
use crate::definition::usage::UsedIn;
use crate::findings::one_line;

/// Writes the figure, how it was computed, its rows, and where the report prints it.
pub fn human(trace: &Trace, out: &mut dyn Write) -> io::Result<()> {
    let figure = &trace.figure;
    let unit = figure.unit.as_ref().filter(|_| figure.members.is_empty() && figure.value != Some(1.0));
    let unit = unit.map_or_else(String::new, |unit| format!(" ({unit})"));
    writeln!(out, "{}, {}\n{}: {}{unit}", figure.id, trace.period, figure.label, figure.text)?;
    for member in &figure.members {
        writeln!(out, "  {:>9}  {}", member.text, member.label)?;
    }
    writeln!(out, "\n{}", figure.how)?;
    if !figure.note.is_empty() {
        writeln!(out, "{}", figure.note)?;
    }
    for notice in &trace.notices {
        writeln!(out, "\nBemærk: {notice}")?;
    }
    if !figure.operands.is_empty() {
        writeln!(out, "\nUdregning")?;
        tree(figure, 1, out)?;
    }
    for counted in &trace.counted {
        write_counted(counted, trace.counted.len() > 1, out)?;
    }
    let (printed, other): (Vec<_>, Vec<_>) = trace.used.iter().partition(|used| used.used.is_printed());
    writeln!(out, "\nRapporten viser tallet her")?;
    if printed.is_empty() {
        writeln!(out, "  ingen steder")?;
    }
    for used in printed {
        match &used.used.what {
            UsedIn::Prose { text, .. } => writeln!(out, "  {}: »{text}«", used.place)?,
            _ => writeln!(out, "  {}", used.place)?,
        }
    }
    if !other.is_empty() {
        writeln!(out, "\nRapporten bruger det også i")?;
        for used in other {
            writeln!(out, "  {}", used.place)?;
        }
    }
    Ok(())
}

/// Writes a derived figure with its calculation and, indented below, the figures it is derived from.
fn tree(node: &FigureNode, depth: usize, out: &mut dyn Write) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    match (&node.expression, &node.calculation) {
        (Some(expression), Some(calculation)) => {
            writeln!(out, "{indent}{} = {expression}\n{indent}  {} = {calculation}", node.id, node.text)?;
        }
        (Some(expression), None) => writeln!(out, "{indent}{} = {expression}", node.id)?,
        _ => writeln!(out, "{indent}{} = {}  {}", node.id, node.text, node.label)?,
    }
    node.operands.iter().try_for_each(|operand| tree(operand, depth + 1, out))
}

/// Writes the SQL, the sources and the rows of a counted figure.
fn write_counted(counted: &CountedFigure, named: bool, out: &mut dyn Write) -> io::Result<()> {
    let of = if named { format!(" {}", counted.id) } else { String::new() };
    for statement in &counted.statements {
        let period = statement.period.as_ref().map_or_else(String::new, |period| format!(" ({period})"));
        writeln!(out, "\nSQL{of}{period}")?;
        statement.sql.lines().try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    writeln!(out, "\nKilde{of}: {}, {} talt", counted.dataset_label, danish::rows(counted.rows_counted))?;
    for source in &counted.sources {
        let sheet = source.file.sheet.as_ref().map_or_else(String::new, |sheet| format!(", ark »{sheet}«"));
        let file = one_line(&format!("{}{sheet}", source.file.file));
        writeln!(out, "  {file}, {}\n    SHA-256 {}", source.state.danish(), source.file.sha256)?;
        if let Some(now) = &source.sha256_now {
            writeln!(out, "    SHA-256 nu {now}")?;
        }
    }
    if counted.rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nRækker{of}")?;
    table(counted, out)?;
    match more(counted.rows.len(), counted.rows_now.unwrap_or(counted.rows_counted)) {
        Some(more) => writeln!(out, "  {more}. Vis dem alle med --all."),
        None => Ok(()),
    }
}

/// Writes the rows in columns as wide as their longest cell.
fn table(counted: &CountedFigure, out: &mut dyn Write) -> io::Result<()> {
    let has_sheets = counted.rows.iter().any(|row| row.at.sheet.is_some());
    let partners = || counted.rows.iter().filter_map(|row| row.partner.as_ref());
    let has_partners = partners().next().is_some();
    let has_partner_sheets = partners().any(|partner| partner.sheet.is_some());
    let has_periods = counted.rows.iter().any(|row| row.period.is_some());
    let mut header: Vec<String> = Vec::new();
    header.extend(has_periods.then(|| "periode".to_owned()));
    header.push("fil".to_owned());
    header.extend(has_sheets.then(|| "ark".to_owned()));
    header.push("række".to_owned());
    header.extend(has_partners.then(|| "modpartens fil".to_owned()));
    header.extend(has_partner_sheets.then(|| "ark".to_owned()));
    header.extend(has_partners.then(|| "række".to_owned()));
    header.extend(counted.columns.iter().map(|column| column.header.clone()));
    let line = |row: &TracedRow| {
        let mut line: Vec<String> = Vec::new();
        line.extend(has_periods.then(|| row.period.clone().unwrap_or_default()));
        line.push(row.at.file.clone());
        line.extend(has_sheets.then(|| row.at.sheet.clone().unwrap_or_default()));
        line.push(row.at.row.to_string());
        if let Some(partner) = &row.partner {
            line.push(partner.file.clone());
            line.extend(has_partner_sheets.then(|| partner.sheet.clone().unwrap_or_default()));
            line.push(partner.row.to_string());
        }
        line.extend(row.cells.iter().map(TracedCell::text));
        line.iter().map(|cell| one_line(cell)).collect::<Vec<_>>()
    };
    let lines: Vec<Vec<String>> = std::iter::once(header).chain(counted.rows.iter().map(line)).collect();
    let mut widths: Vec<usize> = Vec::new();
    for line in &lines {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        writeln!(out, "  {}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
