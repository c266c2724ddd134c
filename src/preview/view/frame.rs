//! What all web pages show: title, status and navigation.

use serde::Serialize;

use super::web_page::WebPage;
use crate::preview::model::Preview;
use crate::preview::status::TrafficLight;
use crate::preview::time::{iso, moment};
use crate::preview::words::counted;

#[derive(Debug, Serialize)]
pub(super) struct SiteFrame {
    title: String,
    author: String,
    report: String,
    period: String,
    built: String,
    built_iso: String,
    program: String,
    light: TrafficLight,
    light_word: &'static str,
    sentence: String,
    /// The page that is shown.
    page: WebPage,
    nav: Vec<NavItem>,
}

#[derive(Debug, Serialize)]
struct NavItem {
    href: &'static str,
    label: &'static str,
    /// How much there is on the page.
    note: String,
    current: bool,
}

impl SiteFrame {
    pub(super) fn new(preview: &Preview<'_>) -> Self {
        let light = preview.light();
        Self {
            title: preview.report.title.clone(),
            author: preview.report.author.clone(),
            report: preview.report.id.clone(),
            period: preview.report.period.clone(),
            built: moment(&preview.built),
            built_iso: iso(&preview.built),
            program: concat!("kapreport ", env!("CARGO_PKG_VERSION")).to_owned(),
            light,
            light_word: light.word(),
            sentence: preview.sentence(),
            page: WebPage::Overview,
            nav: navigation(preview),
        }
    }

    pub(super) fn open(&mut self, page: WebPage) {
        self.page = page;
        self.nav.iter_mut().for_each(|item| item.current = item.href == page.file());
    }
}

fn navigation(preview: &Preview<'_>) -> Vec<NavItem> {
    let counts = preview.counts();
    let changed = |count: usize| if count == 0 { String::new() } else { counted(count, "ændret", "ændrede") };
    let found = match (counts.errors, counts.warnings) {
        (0, 0) => String::new(),
        (0, warnings) => counted(warnings, "advarsel", "advarsler"),
        (errors, _) => counted(errors, "fejl", "fejl"),
    };
    let item = |page: WebPage, label, note| NavItem { href: page.file(), label, note, current: false };
    vec![
        item(WebPage::Overview, "Overblik", String::new()),
        item(WebPage::Figures, "Nøgletal", changed(counts.figures_changed)),
        item(WebPage::Pages, "Sider", changed(counts.pages_changed)),
        item(WebPage::Findings, "Fejl og advarsler", found),
    ]
}
