//! Captions: `Tabel 2: Nøgletal`.

use crate::proofread::line::PrintedLine;

const MAX_TITLE_CHARS: usize = 110;

/// Splits a caption into name and title.
pub(super) fn caption(line: &PrintedLine) -> Option<(String, String)> {
    let text = line.text();
    let rest = text.strip_prefix("Tabel ").or_else(|| text.strip_prefix("TABEL "))?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches('.');
    let after = rest.get(number.len()..)?;
    let marked = after.strip_prefix([':', '.', '–', '-']).or_else(|| after.strip_prefix(" –"));
    // Without a mark after the number it may be a sentence: »Tabel 1 viser …«.
    let unmarked =
        after.strip_prefix(' ').filter(|title| title.starts_with(char::is_uppercase) && !title.ends_with('.'));
    let title = marked.or(unmarked)?.trim();
    // A table of contents repeats the captions, with dots and a page number after them.
    let is_listed = text.contains("....") || text.contains(". . .");
    (!number.is_empty() && !is_listed && title.chars().count() <= MAX_TITLE_CHARS)
        .then(|| (format!("Tabel {number}"), title.to_owned()))
}
