//! Editions: the same figures can be made into a draft, a preview and the final report.

use chrono::NaiveDate;

use crate::danish;

/// The date and the stage of a report.
#[derive(Debug, Clone, Copy)]
pub struct Edition {
    /// The date on the title page.
    pub(crate) date: NaiveDate,
    pub(crate) stage: Stage,
}

/// What an edition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// To be published.
    Final,
    /// For its authors: every page is marked as a draft and dated.
    Draft,
    /// To be compared with other previews: pages are marked as drafts, but not dated, because every page would differ.
    Preview,
}

impl Edition {
    /// A draft or a final edition.
    pub fn new(date: NaiveDate, draft: bool) -> Self {
        Self { date, stage: if draft { Stage::Draft } else { Stage::Final } }
    }

    pub(crate) fn is_draft(&self) -> bool {
        self.stage != Stage::Final
    }

    /// The watermark of every page; `None` for a final edition.
    pub(super) fn watermark(&self) -> Option<String> {
        match self.stage {
            Stage::Final => None,
            Stage::Draft => Some(format!("UDKAST · {}", danish::date(self.date))),
            Stage::Preview => Some("UDKAST".to_owned()),
        }
    }
}
