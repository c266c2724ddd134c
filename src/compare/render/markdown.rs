//! Markdown, as chat programs and code hosts show it.

use std::fmt::Write;

use crate::compare::page::Page;
use crate::forms::escaped;

/// The page as Markdown.
pub fn render(page: &Page) -> String {
    let mut out = format!("# {}\n", escaped(&page.title));
    let headers: Vec<String> = page.columns.iter().map(|column| escaped(&column.label)).collect();
    for section in &page.sections {
        let _ = writeln!(out, "\n## {}\n", escaped(&section.title));
        let _ = writeln!(out, "| Begreb | {} |\n|---|{}", headers.join(" | "), "--:|".repeat(headers.len()));
        for row in &section.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| escaped(&cell.text)).collect();
            // Spaces at the start of a cell are not shown.
            let indent = if row.is_ratio { "&emsp;" } else { "" };
            let _ = writeln!(out, "| {indent}{} | {} |", escaped(&row.label), cells.join(" | "));
        }
    }
    if !page.definitions.is_empty() {
        let _ = writeln!(out, "\n## {}", escaped(Page::DEFINITIONS));
    }
    for definition in &page.definitions {
        let (label, text) = (escaped(&definition.label), escaped(&definition.definition));
        let _ = writeln!(out, "\n**{label}** (`{}`): {text}\n", definition.id.replace('`', "'"));
        for way in &definition.ways {
            let (reports, label, how) = (escaped(&way.reports), escaped(&way.label), escaped(&way.how));
            let _ = writeln!(out, "- {reports}: »{label}« (`{}`) – {how}", way.id.replace('`', "'"));
        }
    }
    out.push('\n');
    for line in page.legend.iter().chain(&page.notes) {
        let _ = writeln!(out, "> {}\n>", escaped(line));
    }
    let _ = writeln!(out, "\n{}", escaped(&page.summary));
    out
}
