//! The web pages of a preview and links into them.

use serde::Serialize;

/// Serialized as the file name without its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum WebPage {
    #[serde(rename = "index")]
    Overview,
    #[serde(rename = "tal")]
    Figures,
    #[serde(rename = "sider")]
    Pages,
    #[serde(rename = "fund")]
    Findings,
}

impl WebPage {
    pub(crate) const ALL: [Self; 4] = [Self::Overview, Self::Figures, Self::Pages, Self::Findings];

    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Overview => "index.html",
            Self::Figures => "tal.html",
            Self::Pages => "sider.html",
            Self::Findings => "fund.html",
        }
    }

    pub(super) fn link_to(self, anchor: &str) -> String {
        format!("{}#{anchor}", self.file())
    }
}

/// Anchor of a page of the report, counted from 1.
pub(super) fn page_anchor(page: usize) -> String {
    format!("side-{page}")
}

/// Anchor of the finding with this index.
pub(super) fn finding_anchor(index: usize) -> String {
    format!("fund-{}", index + 1)
}

pub(super) fn figure_anchor(id: &str) -> String {
    format!("tal-{id}")
}

pub(super) fn figure_href(id: &str) -> String {
    WebPage::Figures.link_to(&figure_anchor(id))
}
