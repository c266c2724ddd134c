//! A web page in one file. It fetches nothing, so it can be mailed and read from disk.

use anyhow::Context as _;
use tera::{Context, Tera};

use super::{RowListing, Sheet};

const STYLE: &str = include_str!("sheet.css");

pub(super) fn render(sheet: &Sheet) -> anyhow::Result<String> {
    let mut context = Context::from_serialize(sheet)?;
    context.insert("style", STYLE);
    context.insert("listings_title", RowListing::TITLE);
    context.insert("listing_headers", &RowListing::HEADERS);
    Tera::new().render_str(include_str!("sheet.html"), &context, true).context("HTML-siden kan ikke skrives")
}
