//! A web page in one file, that screen readers can read and that fetches nothing.

use anyhow::Context as _;
use tera::{Context, Tera};

use crate::diff::page::Page;
use crate::forms::STYLE;

/// The page as HTML.
///
/// # Errors
/// When the template is wrong, which a test would show.
pub fn render(page: &Page) -> anyhow::Result<String> {
    let mut context = Context::from_serialize(page)?;
    context.insert("style", STYLE);
    Tera::new().render_str(include_str!("page.html"), &context, true).context("HTML-siden kan ikke skrives")
}
