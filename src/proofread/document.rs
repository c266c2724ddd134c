//! A printed report as lines of cells, page by page, whatever file it came in.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{furniture, pdf};

/// The largest file that is read.
const MAX_BYTES: u64 = 200 << 20;

/// A printed report.
#[derive(Debug)]
pub struct Document {
    /// The file's name.
    pub file: String,
    /// Its lines in reading order; an empty one stands between paragraphs.
    pub lines: Vec<Line>,
}

/// A line of a printed report.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The page, from 1, where pages are known.
    pub page: Option<u32>,
    /// The line in a text file, from 1.
    pub number: Option<u32>,
    /// How far to the right it starts, in letters or points.
    pub indent: f64,
    /// Its cells: what stands apart from each other.
    pub cells: Vec<String>,
}

impl Line {
    /// The text without what keeps cells apart.
    pub fn text(&self) -> String {
        self.cells.join(" ")
    }

    /// Whether nothing stands on it.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

impl Document {
    /// Reads a PDF or a text file.
    ///
    /// # Errors
    /// When the file cannot be read or has no text.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let cannot = || format!("{} kan ikke læses", path.display());
        let mut bytes = Vec::new();
        let file = File::open(path).with_context(cannot)?;
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).with_context(cannot)?;
        ensure!(bytes.len() as u64 <= MAX_BYTES, "{} er for stor. Der læses højst 200 MB", path.display());
        let name = path.file_name().map_or_else(Cow::default, |name| name.to_string_lossy());
        let is_pdf =
            bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|five| five == b"%PDF-"));
        let lines = if is_pdf {
            pdf::lines(bytes).with_context(cannot)?
        } else {
            ensure!(
                !bytes.starts_with(b"PK"),
                "{} er ikke en PDF eller en tekst. Gem rapporten som PDF",
                path.display()
            );
            text_lines(&decoded(&bytes).with_context(cannot)?)
        };
        let lines = furniture::without(lines);
        ensure!(lines.iter().any(|line| !line.is_empty()), "{} er tom", path.display());
        Ok(Self { file: name.into_owned(), lines })
    }
}

/// The text of a file in UTF-8, UTF-16 with a byte order mark, or Windows-1252.
fn decoded(bytes: &[u8]) -> anyhow::Result<Cow<'_, str>> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        if text.contains('\0') {
            bail!("Filen er hverken en PDF eller en tekst");
        }
        return Ok(text);
    }
    ensure!(!body.contains(&0), "Filen er hverken en PDF eller en tekst");
    // Any bytes are text in Windows-1252.
    Ok(WINDOWS_1252.decode_without_bom_handling(body).0)
}

/// The lines of a text; a form feed starts a new page.
fn text_lines(text: &str) -> Vec<Line> {
    let is_paged = text.contains('\u{c}');
    let mut page = 1;
    let mut lines = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        page += raw.matches('\u{c}').count() as u32;
        let raw = raw.replace('\u{c}', "");
        lines.push(Line {
            page: is_paged.then_some(page),
            number: Some(number as u32 + 1),
            indent: (raw.chars().count() - raw.trim_start().chars().count()) as f64,
            cells: cells(&without_tags(&raw)),
        });
    }
    without_line_spacing(lines)
}

/// The cells of a line: a tab or two spaces stand between them.
fn cells(line: &str) -> Vec<String> {
    line.split('\t')
        .flat_map(|part| part.split("  "))
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|cell| !cell.is_empty())
        .collect()
}

/// The line without the `<b>` and `**` of marked-up text.
fn without_tags(line: &str) -> String {
    ["<b>", "</b>", "<i>", "</i>", "<strong>", "</strong>", "**"]
        .into_iter()
        .fold(line.to_owned(), |line, tag| if line.contains(tag) { line.replace(tag, "") } else { line })
}

/// The lines without the empty ones that a double-spaced text has after every line.
fn without_line_spacing(lines: Vec<Line>) -> Vec<Line> {
    let full = lines.iter().filter(|line| !line.is_empty()).count();
    let followed = lines.windows(2).filter(|pair| !pair[0].is_empty() && pair[1].is_empty()).count();
    if followed * 5 < full * 4 {
        return lines;
    }
    let mut kept: Vec<Line> = Vec::new();
    let mut after_full = false;
    for line in lines {
        let is_spacing = line.is_empty() && after_full;
        after_full = !line.is_empty();
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
            assert_eq!(decoded(bytes).unwrap(), "Rød");
        }
        assert!(decoded(b"\0\x01\xff").is_err());
    }

    #[test]
    fn pages_and_cells_are_kept_apart() {
        let lines = text_lines("Besøg  12\n\n\u{c}Møder\t3 \t 4\n");
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
