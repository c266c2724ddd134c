//! Reports side by side in the forms that can be asked for.

mod html;
mod json;
mod markdown;
mod table;
mod workbook;

use super::Comparison;
use super::page::{Page, Shown};
use crate::forms::Form;

/// The comparison in this form.
///
/// # Errors
/// When a workbook or web page cannot be made.
pub fn render(comparison: &Comparison, shown: Shown, form: Form) -> anyhow::Result<Vec<u8>> {
    let page = || Page::new(comparison, shown);
    Ok(match form {
        Form::Table => table::render(&page()).into_bytes(),
        Form::Markdown => markdown::render(&page()).into_bytes(),
        Form::Json => json::render(comparison, shown)?.into_bytes(),
        Form::Html => html::render(&page())?.into_bytes(),
        // A workbook has room for the definitions on a sheet of their own.
        Form::Xlsx => workbook::render(&Page::new(comparison, Shown { definitions: true, ..shown }))?,
    })
}
