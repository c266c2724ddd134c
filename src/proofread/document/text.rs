//! Text files: encodings, pages, lines and cells.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::proofread::line::PrintedLine;

/// # Errors
/// When the file is not text, or is another kind of document.
pub(super) fn lines(bytes: &[u8], path: &Path) -> anyhow::Result<Vec<PrintedLine>> {
    let path = path.display();
    // The files of Word before 2007, and of newer ones with a password, start so.
    ensure!(
        !bytes.starts_with(b"\xd0\xcf\x11\xe0"),
        "{path} er et ældre Word-dokument eller er beskyttet. Gem rapporten som DOCX eller PDF"
    );
    let text = decode(bytes).with_context(|| format!("{path} kan ikke læses"))?;
    Ok(lines_of(&text))
}

/// Decodes UTF-8, UTF-16 with a byte order mark, or Windows-1252.
fn decode(bytes: &[u8]) -> anyhow::Result<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        if text.contains('\0') {
            bail!("Filen er hverken en PDF eller en tekst");
        }
        return Ok(text);
    }
    ensure!(!body.contains(&0), "Filen er hverken en PDF eller en tekst");
    // Windows-1252 gives every byte a meaning, so this cannot fail.
    Ok(WINDOWS_1252.decode_without_bom_handling(body).0)
}

/// Splits a text into lines. A form feed starts a new page.
fn lines_of(text: &str) -> Vec<PrintedLine> {
    let is_paged = text.contains('\u{c}');
    let mut page = 1;
    let mut lines = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        page += raw.matches('\u{c}').count() as u32;
        let raw = raw.replace('\u{c}', "");
        lines.push(PrintedLine {
            page: is_paged.then_some(page),
            number: Some(number as u32 + 1),
            indent: (raw.chars().count() - raw.trim_start().chars().count()) as f64,
            cells: cells(&without_tags(&raw)),
            areas: Vec::new(),
        });
    }
    without_line_spacing(lines)
}

/// Splits a line into cells at tabs and at two or more spaces.
fn cells(line: &str) -> Vec<String> {
    line.split('\t')
        .flat_map(|part| part.split("  "))
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|cell| !cell.is_empty())
        .collect()
}

/// Removes bold and italic marks, as text converted from Markdown or HTML has them.
fn without_tags(line: &str) -> String {
    ["<b>", "</b>", "<i>", "</i>", "<strong>", "</strong>", "**"]
        .into_iter()
        .fold(line.to_owned(), |line, tag| if line.contains(tag) { line.replace(tag, "") } else { line })
}

/// Removes the blank line after every line of a double-spaced text, where it does not separate paragraphs.
fn without_line_spacing(lines: Vec<PrintedLine>) -> Vec<PrintedLine> {
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    let followed = lines.windows(2).filter(|pair| !pair[0].is_empty() && pair[1].is_empty()).count();
    // Four in five: headings and the last line of a page have no blank line after them.
    if followed * 5 < filled * 4 {
        return lines;
    }
    let mut kept: Vec<PrintedLine> = Vec::new();
    let mut follows_text = false;
    for line in lines {
        let is_spacing = line.is_empty() && follows_text;
        follows_text = !line.is_empty();
        if !is_spacing {
            kept.push(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        for bytes in [&b"R\xc3\xb8d"[..], b"\xef\xbb\xbfR\xc3\xb8d", b"R\xf8d", b"\xff\xfeR\0\xf8\0d\0"] {
            assert_eq!(decode(bytes).unwrap(), "Rød");
        }
        assert!(decode(b"\0\x01\xff").is_err());
    }

    #[test]
    fn pages_and_cells_are_kept_apart() {
        let lines = lines_of("Besøg  12\n\n\u{c}Møder\t3 \t 4\n");
        let read: Vec<_> = lines.iter().map(|line| (line.page, line.number, line.cells.join("|"))).collect();
        assert_eq!(
            read,
            [
                (Some(1), Some(1), "Besøg|12".to_owned()),
                (Some(1), Some(2), String::new()),
                (Some(2), Some(3), "Møder|3|4".to_owned())
            ]
        );
    }
}
