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
