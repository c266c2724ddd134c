//! What the web pages show, in words: the templates only put it in its place.

pub mod figures;
pub mod findings;
pub mod overview;
pub mod pages;

use serde::Serialize;

use super::facts::{Printed, counted};
use super::{Light, Preview, moment};
use crate::danish;
use crate::diff::Selection;
use crate::diff::page::{Page, Row};
use crate::findings::Severity;
use figures::{ChangeView, FiguresView};
use findings::FindingsView;
use overview::OverviewView;
use pages::PagesView;

/// How many changed figures a summary names.
const MOST_NAMED: usize = 10;

/// The page with the overview.
pub const INDEX: &str = "index.html";
/// The page with the figures.
pub const FIGURES: &str = "tal.html";
/// The page with the report's pages.
pub const PAGES: &str = "sider.html";
/// The page with the findings.
pub const FINDINGS: &str = "fund.html";

/// All four pages.
#[derive(Debug, Serialize)]
pub struct View {
    /// What all of them show.
    pub site: SiteView,
    /// The overview.
    pub overview: OverviewView,
    /// The figures.
    pub figures: FiguresView,
    /// The report's pages.
    pub pages: PagesView,
    /// The findings.
    pub findings: FindingsView,
}

/// What all pages show.
#[derive(Debug, Serialize)]
pub struct SiteView {
    title: String,
    author: String,
    report: String,
    period: String,
    built: String,
    built_iso: String,
    program: String,
    light: &'static str,
    light_word: &'static str,
    sentence: String,
    /// The page that shows it, without its ending.
    page: &'static str,
    /// Links to the pages, with what is in them.
    nav: Vec<NavView>,
}

/// A link to a page.
#[derive(Debug, Serialize)]
pub struct NavView {
    href: &'static str,
    label: &'static str,
    note: String,
    current: bool,
}

/// A link to a page of the report.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    number: String,
    href: String,
}

/// A finding in a line.
#[derive(Debug, Clone, Serialize)]
pub struct FindingLink {
    severity: Severity,
    word: &'static str,
    message: String,
    place: String,
    href: String,
}

/// What has changed, in a few lines: the figures that changed most, and the pages.
pub fn summary(preview: &Preview<'_>) -> Vec<String> {
    let numbers = preview.numbers.as_ref();
    let page = numbers.map(|numbers| Page::new(&numbers.diff, &Selection::default()));
    let changes = ChangeView::largest(&Scene { preview, printed: Printed::default(), page });
    let mut lines: Vec<String> = changes.iter().take(MOST_NAMED).map(ChangeView::line).collect();
    if changes.len() > MOST_NAMED {
        lines.push(format!("… og {} mere", counted(changes.len() - MOST_NAMED, "nøgletal", "nøgletal")));
    }
    let pages = preview.pages.iter().filter_map(|pages| pages.changes.as_ref()).flatten();
    let changed: Vec<String> = pages
        .filter(|change| change.state.is_change())
        .filter_map(|change| Some((change.new? + 1).to_string()))
        .collect();
    if !changed.is_empty() {
        lines.push(format!("Ændrede sider: {}", danish::list(&changed)));
    }
    lines
}

/// What all parts of the view are made from.
pub struct Scene<'a> {
    preview: &'a Preview<'a>,
    printed: Printed,
    /// The comparison of the figures in words.
    page: Option<Page>,
}

impl Scene<'_> {
    /// The rows of a figure in the comparison.
    fn rows(&self, id: &str) -> impl Iterator<Item = &Row> {
        let sections = self.page.iter().flat_map(|page| &page.sections);
        sections.flat_map(|section| &section.rows).filter(move |row| row.id == id)
    }
}

impl View {
    /// The view of a preview.
    pub fn new(preview: &Preview<'_>) -> Self {
        let numbers = preview.numbers.as_ref();
        let scene = Scene {
            preview,
            printed: numbers.map(|numbers| Printed::of(numbers, preview.pages.as_ref())).unwrap_or_default(),
            page: numbers.map(|numbers| Page::new(&numbers.diff, &Selection::default())),
        };
        Self {
            site: SiteView::new(preview),
            overview: OverviewView::new(&scene),
            figures: FiguresView::new(&scene),
            pages: PagesView::new(&scene),
            findings: FindingsView::new(&scene),
        }
    }
}

impl SiteView {
    /// The same for this page.
    pub fn on(&mut self, page: &'static str) {
        self.page = page.trim_end_matches(".html");
        self.nav.iter_mut().for_each(|link| link.current = link.href == page);
    }

    fn new(preview: &Preview<'_>) -> Self {
        let counts = preview.counts();
        let (light, light_word) = match preview.light() {
            Light::Red => ("red", "Rødt"),
            Light::Yellow => ("yellow", "Gult"),
            Light::Green => ("green", "Grønt"),
        };
        let changed = |count: usize| if count == 0 { String::new() } else { counted(count, "ændret", "ændrede") };
        let found = match (counts.errors, counts.warnings) {
            (0, 0) => String::new(),
            (0, warnings) => counted(warnings, "advarsel", "advarsler"),
            (errors, _) => counted(errors, "fejl", "fejl"),
        };
        let link = |href, label, note| NavView { href, label, note, current: false };
        Self {
            title: preview.about.title.clone(),
            author: preview.about.author.clone(),
            report: preview.about.report.clone(),
            period: preview.about.period.clone(),
            built: moment(&preview.built),
            built_iso: preview.built_iso(),
            program: concat!("kapreport ", env!("CARGO_PKG_VERSION")).to_owned(),
            light,
            light_word,
            sentence: preview.sentence(),
            page: "",
            nav: vec![
                link(INDEX, "Overblik", String::new()),
                link(FIGURES, "Nøgletal", changed(counts.figures_changed)),
                link(PAGES, "Sider", changed(counts.pages_changed)),
                link(FINDINGS, "Fejl og advarsler", found),
            ],
        }
    }
}

impl PageLink {
    /// Links to these pages, from 1.
    fn all(pages: impl IntoIterator<Item = usize>) -> Vec<Self> {
        let link = |page: usize| Self { number: page.to_string(), href: format!("{PAGES}#{}", page_anchor(page)) };
        pages.into_iter().map(link).collect()
    }
}

impl FindingLink {
    /// A link to the finding with this index.
    fn new(preview: &Preview<'_>, index: usize) -> Self {
        let finding = &preview.findings[index];
        Self {
            severity: finding.severity,
            word: finding.severity.danish(),
            message: finding.message.clone(),
            place: finding.place_in_words(),
            href: format!("{FINDINGS}#{}", finding_anchor(index)),
        }
    }
}

/// Where a page of the report, from 1, is shown.
fn page_anchor(page: usize) -> String {
    format!("side-{page}")
}

/// Where the finding with this index is shown.
fn finding_anchor(index: usize) -> String {
    format!("fund-{}", index + 1)
}

/// Where a figure is shown.
fn figure_anchor(id: &str) -> String {
    format!("tal-{id}")
}

/// A link to a figure.
fn figure_href(id: &str) -> String {
    format!("{FIGURES}#{}", figure_anchor(id))
}

/// The first digits of a SHA-256: enough to compare by eye.
fn short_hash(sha256: &str) -> String {
    sha256.chars().take(12).collect()
}

/// A whole number.
fn whole(count: u64) -> String {
    danish::number(count as f64, 0)
}
