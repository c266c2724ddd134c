//! What the forms in which comparisons are shown have in common.

use std::path::Path;

use rust_xlsxwriter::{Format, Worksheet};

use crate::cpr;
use crate::findings::printable;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Columns of text.
    Table,
    /// Markdown.
    Markdown,
    /// For programs.
    Json,
    /// A web page in one file.
    Html,
    /// A workbook.
    Xlsx,
}

impl Form {
    /// The form that the suffix of a file's name stands for.
    pub fn of_file(path: &Path) -> Option<Self> {
        match suffix(path)?.as_str() {
            "txt" => Some(Self::Table),
            "md" => Some(Self::Markdown),
            "json" => Some(Self::Json),
            "html" => Some(Self::Html),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// What the name of a file ends in, in lower case.
pub fn suffix(path: &Path) -> Option<String> {
    path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase())
}

/// How web pages look.
pub const STYLE: &str = include_str!("forms/page.css");

/// The text without control characters and CPR numbers: labels may come from exports.
pub fn clean(text: &str) -> String {
    printable(&cpr::masked(text)).replace('\n', " ")
}

/// How many characters wide the text is.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

/// The text with spaces after it, up to this width.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text:width$}")
}

/// The text in lines of at most this width, broken at spaces; those after the first have `hang` before them. A word that is wider
/// has a line of its own.
pub fn wrapped(text: &str, most: usize, hang: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !empty && width(&line) + 1 + width(word) > most {
            lines.push(std::mem::replace(&mut line, hang.to_owned()));
            empty = true;
        }
        line.push_str(if empty { "" } else { " " });
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines
}

/// The text so that nothing in it is Markdown.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|#&~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The headers of a sheet, which stay in sight, and the widths of its columns.
///
/// # Errors
/// When there are more columns than a sheet can have.
pub fn head<'a>(
    sheet: &mut Worksheet,
    headers: impl Iterator<Item = &'a str>,
    widths: impl IntoIterator<Item = f64>,
) -> anyhow::Result<()> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (column, (header, width)) in (0..).zip(headers.zip(widths)) {
        sheet.write_with_format(0, column, header, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_at_spaces_and_hangs() {
        assert_eq!(wrapped("  en to tre", 7, "    "), ["  en to", "    tre"]);
        assert_eq!(wrapped("urimeligtlangt ord", 5, ""), ["urimeligtlangt", "ord"]);
        assert_eq!(wrapped("100\u{a0}praksis her", 12, ""), ["100\u{a0}praksis", "her"]);
        assert_eq!(wrapped("", 5, ""), [""]);
    }
}
