//! The files of the folder but the pictures: four web pages, their style and script, and the facts for programs.

use anyhow::Context as _;
use tera::{Context, Tera};

use super::view::{self, View};
use super::{FACTS, Preview, json};

/// The templates: a name, and the text.
const TEMPLATES: [(&str, &str); 5] = [
    ("layout.html", include_str!("site/layout.html")),
    (view::INDEX, include_str!("site/index.html")),
    (view::FIGURES, include_str!("site/tal.html")),
    (view::PAGES, include_str!("site/sider.html")),
    (view::FINDINGS, include_str!("site/fund.html")),
];

/// What goes beside the pages as it is.
const FIXED: [(&str, &str); 2] =
    [("preview.css", include_str!("site/preview.css")), ("preview.js", include_str!("site/preview.js"))];

/// The files of a preview by name. What stands in a cell of an export stays text: all values are escaped.
///
/// # Errors
/// When a template is wrong, which a test would show.
pub fn files(preview: &Preview<'_>) -> anyhow::Result<Vec<(&'static str, String)>> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates(TEMPLATES).context("Skabelonerne til forhåndsvisningen kan ikke læses")?;
    let mut view = View::new(preview);
    let mut files: Vec<(&str, String)> = FIXED.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    for page in [view::INDEX, view::FIGURES, view::PAGES, view::FINDINGS] {
        view.site.on(page);
        let context = Context::from_serialize(&view)?;
        let html = tera.render(page, &context).with_context(|| format!("{page} kan ikke skrives"))?;
        files.push((page, html));
    }
    files.push((FACTS, json::render(preview)));
    Ok(files)
}
