//! The page that lists the reports of a batch: to search them and to open one.

use anyhow::Context as _;
use serde::Serialize;
use tera::{Context, Tera};

use super::manifest::{BatchManifest, EntryState, GroupEntry};
use crate::danish;
use crate::definition::Report;
use crate::findings::{PublishedFinding, Severity};

const TEMPLATE: &str = "index.html";

#[derive(Serialize)]
struct IndexView<'a> {
    title: String,
    author: &'a str,
    notice: &'a str,
    /// "1.675 rapporter, 3.350 sider".
    summary: String,
    /// What a member is called: "praksis".
    label: String,
    groups: Vec<String>,
    rows: Vec<IndexRow<'a>>,
}

#[derive(Serialize)]
struct IndexRow<'a> {
    key: &'a str,
    name: &'a str,
    groups: &'a [GroupEntry],
    file: &'a str,
    pages: String,
    findings: Vec<IndexFinding<'a>>,
}

#[derive(Serialize)]
struct IndexFinding<'a> {
    is_error: bool,
    message: &'a str,
    place: String,
}

/// Renders the page. All values are escaped, because a name in the register may contain HTML.
///
/// # Errors
/// When the embedded template is invalid, which a test excludes.
pub fn index(manifest: &BatchManifest, report: &Report) -> anyhow::Result<String> {
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_template(TEMPLATE, include_str!("site/index.html")).context("Skabelonen til oversigten er forkert")?;
    let levels = report.batch.as_ref().map(|batch| batch.path(&manifest.level).collect::<Vec<_>>()).unwrap_or_default();
    let pages: usize = manifest.members.iter().map(|entry| entry.pages).sum();
    let made = manifest.members.iter().filter(|entry| entry.state != EntryState::Failed).count();
    let view = IndexView {
        title: format!("{} {}", danish::capitalised(&manifest.report), manifest.period.in_words()),
        author: &report.author,
        notice: &report.notice,
        summary: format!("{} rapporter, {} sider", danish::number(made as f64, 0), danish::number(pages as f64, 0)),
        label: levels.first().map_or_else(String::new, |(_, level)| danish::capitalised(&level.label)),
        groups: levels.iter().skip(1).map(|(_, level)| danish::capitalised(&level.label)).collect(),
        rows: manifest
            .members
            .iter()
            .map(|entry| IndexRow {
                key: &entry.key,
                name: &entry.name,
                groups: &entry.groups,
                file: &entry.file,
                pages: if entry.pages == 1 { "1 side".to_owned() } else { format!("{} sider", entry.pages) },
                findings: entry
                    .findings
                    .iter()
                    .filter(|finding| finding.severity != Severity::Info)
                    .map(view)
                    .collect(),
            })
            .collect(),
    };
    tera.render(TEMPLATE, &Context::from_serialize(&view)?).context("Oversigten kan ikke skrives")
}

fn view(finding: &PublishedFinding) -> IndexFinding<'_> {
    IndexFinding {
        is_error: finding.severity == Severity::Error,
        message: &finding.message,
        place: finding.place_in_words(),
    }
}
