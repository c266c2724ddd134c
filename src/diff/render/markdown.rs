//! Markdown, as chat programs and code hosts show it.

use std::fmt::Write;

use crate::diff::page::{Level, Page};
use crate::forms::escaped;

/// The page as Markdown.
pub fn render(page: &Page) -> String {
    let mut out = format!("# {}\n", escaped(&page.title));
    for caution in &page.cautions {
        let _ = write!(out, "\n> **Bemærk:** {}\n", escaped(caution));
    }
    for section in &page.sections {
        let _ = writeln!(out, "\n## {}\n", escaped(&section.title));
        let columns: Vec<String> = page.columns.iter().map(|column| escaped(column)).collect();
        let _ = writeln!(out, "| {} | Bemærkning |\n|---|--:|--:|--:|--:|---|", columns.join(" | "));
        for row in &section.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| escaped(&cell.text)).collect();
            // Spaces at the start of a cell are not shown.
            let indent = if row.level == Level::Member { "&emsp;" } else { "" };
            let _ = writeln!(
                out,
                "| {indent}{} | {} | {} |",
                escaped(&row.label),
                cells.join(" | "),
                escaped(row.own_note())
            );
        }
    }
    for stories in &page.stories {
        let _ = writeln!(out, "\n## {}", escaped(&stories.title));
        for story in &stories.figures {
            let (id, note) = (story.id.replace('`', "'"), escaped(&story.note));
            let _ = writeln!(out, "\n{}", format!("**{}** (`{id}`) {note}", escaped(&story.label)).trim_end());
            out.push('\n');
            for side in &story.sides {
                let (label, value, how) = (escaped(&side.label), escaped(&side.value), escaped(&side.how));
                let _ = writeln!(out, "- {label}: {value} – {how}");
            }
            if !story.reason.is_empty() {
                let _ = writeln!(out, "\n{}", escaped(&story.reason));
            }
        }
    }
    let _ = writeln!(out, "\n{}", escaped(&page.summary));
    out
}
