//! Links to pages of the report and to findings, as several web pages show them.

use serde::Serialize;

use super::web_page::{WebPage, finding_anchor, page_anchor};
use crate::findings::Severity;
use crate::preview::model::Preview;

#[derive(Debug, Clone, Serialize)]
pub(super) struct PageLink {
    number: String,
    href: String,
}

/// A finding in one line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FindingLink {
    severity: Severity,
    word: &'static str,
    message: String,
    place: String,
    href: String,
}

impl PageLink {
    /// Links to pages counted from 1.
    pub(super) fn all(pages: impl IntoIterator<Item = usize>) -> Vec<Self> {
        let link = |page: usize| Self { number: page.to_string(), href: WebPage::Pages.link_to(&page_anchor(page)) };
        pages.into_iter().map(link).collect()
    }
}

impl FindingLink {
    /// Links to the finding with this index.
    pub(super) fn new(preview: &Preview<'_>, index: usize) -> Self {
        let finding = &preview.findings[index];
        Self {
            severity: finding.severity,
            word: finding.severity.danish(),
            message: finding.message.clone(),
            place: finding.place_in_words(),
            href: WebPage::Findings.link_to(&finding_anchor(index)),
        }
    }
}
