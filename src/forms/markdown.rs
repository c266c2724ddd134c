//! Markdown, as chat programs and code hosts show it.

use std::fmt::Write;

use super::{CountedAs, Explanation, RowLevel, RowListing, Sheet, SheetRow, SheetSection, escaped};

pub(super) fn render(sheet: &Sheet) -> String {
    let mut out = format!("# {}\n", escaped(&sheet.title));
    quote(sheet.cautions.iter().map(|caution| format!("**Bemærk:** {}", escaped(caution))), &mut out);
    for section in &sheet.sections {
        table(section, sheet, &mut out);
    }
    for appendix in &sheet.appendices {
        let _ = writeln!(out, "\n## {}", escaped(&appendix.title));
        appendix.explanations.iter().for_each(|explanation| explain(explanation, &mut out));
    }
    list_rows(&sheet.listings, &mut out);
    quote(sheet.notes.iter().map(|note| escaped(note)), &mut out);
    let _ = writeln!(out, "\n{}", escaped(&sheet.summary));
    out
}

/// Writes a block quotation with these paragraphs.
fn quote(paragraphs: impl Iterator<Item = String>, out: &mut String) {
    for (i, paragraph) in paragraphs.enumerate() {
        let _ = writeln!(out, "{}\n> {paragraph}", if i == 0 { "" } else { ">" });
    }
}

fn table(section: &SheetSection, sheet: &Sheet, out: &mut String) {
    let columns = sheet.columns.iter().map(|column| &*column.label);
    let headers: Vec<&str> = std::iter::once(sheet.headers.label).chain(columns).chain(sheet.headers.note).collect();
    let _ = writeln!(out, "\n## {}\n", escaped(&section.title));
    let _ = writeln!(out, "{}", line(headers.into_iter().map(escaped)));
    let note = if sheet.headers.note.is_some() { "---|" } else { "" };
    let _ = writeln!(out, "|---|{}{note}", "--:|".repeat(sheet.columns.len()));
    for row in &section.rows {
        let note = sheet.headers.note.map(|_| escaped(&row.all_notes()));
        let cells = row.cells.iter().map(|cell| escaped(cell.text()));
        let _ = writeln!(out, "{}", line(std::iter::once(label(row)).chain(cells).chain(note)));
    }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.fold("|".to_owned(), |line, cell| format!("{line} {cell} |"))
}

fn label(row: &SheetRow) -> String {
    // Renderers drop ordinary spaces at the start of a cell.
    let indent = if row.level == RowLevel::Member { "&emsp;" } else { "" };
    format!("{indent}{}", escaped(&row.label))
}

fn explain(explanation: &Explanation, out: &mut String) {
    let Explanation { label, id, note, text, ways } = explanation;
    let note = if note.is_empty() { String::new() } else { format!("; {}", escaped(note)) };
    let text = if text.is_empty() { String::new() } else { format!(": {}", escaped(text)) };
    let _ = writeln!(out, "\n**{}** ({}{note}){text}\n", escaped(label), code(id));
    for way in ways {
        let counted_as = match &way.counted_as {
            CountedAs::Value(value) => escaped(value),
            CountedAs::Figure { label, id } => format!("»{}« ({})", escaped(label), code(id)),
        };
        let _ = writeln!(out, "- {}: {counted_as} – {}", escaped(&way.whose), escaped(&way.how));
    }
}

/// Writes a table for each figure, since figures use different columns.
fn list_rows(listings: &[RowListing], out: &mut String) {
    if listings.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n## {}", escaped(RowListing::TITLE));
    for RowListing { label, id, text, rows, more, headers } in listings {
        let _ = writeln!(out, "\n**{}** ({}): {}", escaped(label), code(id), escaped(text));
        if !rows.is_empty() {
            let headers = || RowListing::HEADERS.into_iter().chain(headers.iter().map(|header| &**header));
            let _ = writeln!(out, "\n{}\n|{}", line(headers().map(escaped)), "---|".repeat(headers().count()));
        }
        for row in rows {
            let cells = [row.status, &row.place].into_iter().chain(row.cells.iter().map(|cell| &**cell));
            let _ = writeln!(out, "{}", line(cells.map(escaped)));
        }
        if !more.is_empty() {
            let _ = writeln!(out, "\n{}", escaped(more));
        }
    }
}

/// The text as code, in which a backtick would end it.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
