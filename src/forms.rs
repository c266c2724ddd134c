//! The forms in which commands show numbers: a table in the terminal, Markdown, a web page, a workbook.
//!
//! A command builds a [`Sheet`] and renders it; each form is a file with one function `render`. JSON is each command's own,
//! because programs get the facts and not the sheet.

mod html;
mod markdown;
mod sheet;
mod table;
mod text;
mod workbook;

use std::path::Path;

pub(crate) use sheet::{
    Appendix, AppendixHeaders, CountedAs, Explanation, ListedRow, NumberStyle, RowLevel, RowListing, Sheet, SheetCell,
    SheetColumn, SheetHeaders, SheetRow, SheetSection, WayOfCounting,
};
pub(crate) use text::{PlainText, clean, escaped};

/// An output format of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Sheet(SheetForm),
}

/// The forms that every sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SheetForm {
    Table,
    Markdown,
    Html,
    Workbook,
}

impl Form {
    /// The form that a file's suffix asks for, in any case.
    pub(crate) fn of_file(path: &Path) -> Option<Self> {
        match suffix(path)?.as_str() {
            "txt" => Some(Self::Sheet(SheetForm::Table)),
            "md" => Some(Self::Sheet(SheetForm::Markdown)),
            "json" => Some(Self::Json),
            "html" => Some(Self::Sheet(SheetForm::Html)),
            "xlsx" => Some(Self::Sheet(SheetForm::Workbook)),
            _ => None,
        }
    }
}

/// The suffix of a file's name, in lower case.
pub(crate) fn suffix(path: &Path) -> Option<String> {
    path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase())
}

impl Sheet {
    /// Renders the sheet. The same sheet gives the same bytes.
    ///
    /// # Errors
    /// When the sheet is larger than a workbook can be, or the template of web pages is wrong.
    pub(crate) fn render(&self, form: SheetForm) -> anyhow::Result<Vec<u8>> {
        Ok(match form {
            SheetForm::Table => table::render(self).into_bytes(),
            SheetForm::Markdown => markdown::render(self).into_bytes(),
            SheetForm::Html => html::render(self)?.into_bytes(),
            SheetForm::Workbook => workbook::render(self)?,
        })
    }
}
