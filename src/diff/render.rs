//! The differences in the forms that can be asked for.

mod html;
mod json;
mod markdown;
mod table;
mod workbook;

use super::page::Page;
use super::{Diff, Selection};
use crate::forms::Form;

/// The differences that are selected, in this form.
///
/// # Errors
/// When a workbook or web page cannot be made.
pub fn render(diff: &Diff, selection: &Selection, form: Form) -> anyhow::Result<Vec<u8>> {
    let page = || Page::new(diff, selection);
    Ok(match form {
        Form::Table => table::render(&page()).into_bytes(),
        Form::Markdown => markdown::render(&page()).into_bytes(),
        Form::Json => json::render(&diff.clone().selected(selection))?.into_bytes(),
        Form::Html => html::render(&page())?.into_bytes(),
        Form::Xlsx => workbook::render(&page())?,
    })
}
