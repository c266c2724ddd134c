//! A web page in one file, that screen readers can read and that fetches nothing.

use anyhow::Context as _;
use tera::{Context, Tera};

use crate::diff::page::Page;

/// The page as HTML.
///
/// # Errors
/// When the template is wrong, which a test would show.
pub fn render(page: &Page) -> anyhow::Result<String> {
    let context = Context::from_serialize(page)?;
    Tera::new().render_str(include_str!("page.html"), &context, true).context("HTML-siden kan ikke skrives")
}
