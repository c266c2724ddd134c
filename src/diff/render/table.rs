//! Columns of text, for a terminal.

use std::fmt::Write;

use crate::diff::page::{Level, Page, Row};
use crate::forms::{padded, width};

/// What members of a series are indented by, beyond their figure.
const INDENT: &str = "  ";

/// The page as text.
pub fn render(page: &Page) -> String {
    let mut out = format!("{}\n", page.title);
    for caution in &page.cautions {
        let _ = write!(out, "\nBemærk: {caution}");
    }
    out.push_str(if page.cautions.is_empty() { "" } else { "\n" });
    let rows = || page.sections.iter().flat_map(|section| &section.rows);
    let titles = page.sections.iter().map(|section| width(&section.title));
    let first = rows().map(|row| width(&label(row))).chain(titles).max().unwrap_or(0);
    let widths: [usize; 4] = std::array::from_fn(|i| {
        rows().map(|row| width(&row.cells[i].text)).chain([width(&page.columns[i + 1])]).max().unwrap_or(0)
    });
    for section in &page.sections {
        let mut header = padded(&section.title, first);
        for (i, width) in widths.iter().enumerate() {
            let _ = write!(header, "  {:>width$}", page.columns[i + 1]);
        }
        let _ = writeln!(out, "\n{header}");
        for row in &section.rows {
            let mut line = padded(&label(row), first);
            for (cell, width) in row.cells.iter().zip(widths) {
                let _ = write!(line, "  {:>width$}", cell.text);
            }
            if !row.own_note().is_empty() {
                let _ = write!(line, "  ({})", row.own_note());
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    for stories in &page.stories {
        let _ = writeln!(out, "\n{}", stories.title);
        for story in &stories.figures {
            let note = if story.note.is_empty() { String::new() } else { format!("; {}", story.note) };
            let _ = writeln!(out, "\n  {} ({}{note})", story.label, story.id);
            for side in &story.sides {
                let _ = writeln!(out, "    {}: {} – {}", side.label, side.value, side.how);
            }
            if !story.reason.is_empty() {
                let _ = writeln!(out, "    {}", story.reason);
            }
        }
    }
    let _ = writeln!(out, "\n{}", page.summary);
    out
}

fn label(row: &Row) -> String {
    format!("{INDENT}{}{}", if row.level == Level::Member { INDENT } else { "" }, row.label)
}
