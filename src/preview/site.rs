//! Renders the files of a preview, except images and PDF: four web pages, their style and script, and the facts.

use anyhow::Context as _;
use tera::{Context, Tera};

use super::file_names::FACTS;
use super::json;
use super::model::Preview;
use super::scene::Scene;
use super::view::Site;
use super::view::web_page::WebPage;

/// Each web page has a template with its name.
const TEMPLATES: [(&str, &str); 5] = [
    ("layout.html", include_str!("site/layout.html")),
    ("index.html", include_str!("site/index.html")),
    ("tal.html", include_str!("site/tal.html")),
    ("sider.html", include_str!("site/sider.html")),
    ("fund.html", include_str!("site/fund.html")),
];

/// Files that are the same in every preview.
const FIXED: [(&str, &str); 2] =
    [("preview.css", include_str!("site/preview.css")), ("preview.js", include_str!("site/preview.js"))];

/// Returns names and contents. All values are escaped, because a cell of an export may contain HTML.
///
/// # Errors
/// When an embedded template is invalid, which a test excludes.
pub(crate) fn render(preview: &Preview<'_>) -> anyhow::Result<Vec<(&'static str, String)>> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates(TEMPLATES).context("Skabelonerne til forhåndsvisningen kan ikke læses")?;
    let scene = Scene::new(preview);
    let mut site = Site::new(&scene);
    let mut files: Vec<(&str, String)> = FIXED.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    for page in WebPage::ALL {
        site.open(page);
        let context = Context::from_serialize(&site)?;
        let name = page.file();
        let html = tera.render(name, &context).with_context(|| format!("{name} kan ikke skrives"))?;
        files.push((name, html));
    }
    files.push((FACTS, json::render(&scene)));
    Ok(files)
}
