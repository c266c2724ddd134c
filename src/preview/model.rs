//! What a preview shows, before it is put into words.

use chrono::DateTime;
use chrono_tz::Tz;
use indexmap::IndexMap;

use super::baseline::Baseline;
use super::changes::PageChange;
use super::stored::StoredPages;
use crate::definition::Definition;
use crate::diff::Diff;
use crate::findings::PublishedFinding;
use crate::snapshot::{Gaps, RowChanges, RowDigest, Snapshot, SourceComparison};
use crate::typeset::{Page, Whereabouts};

pub(crate) struct Preview<'a> {
    pub(crate) report: ReportIdentity,
    /// Danish time, as all times of a preview.
    pub(crate) built: DateTime<Tz>,
    pub(crate) baseline: Option<&'a Baseline>,
    pub(crate) findings: Vec<PublishedFinding>,
    /// `None` if the figures could not be computed.
    pub(crate) figures: Option<ReportFigures<'a>>,
    /// `None` if the pages could not be typeset.
    pub(crate) pages: Option<ReportPages<'a>>,
    /// If the pages could not be typeset: those of the last preview that has any.
    pub(crate) kept: Option<&'a StoredPages>,
    pub(crate) exports: Vec<Export>,
    pub(crate) gaps: &'a Gaps,
    /// The rows that were read, by dataset.
    pub(crate) rows: &'a IndexMap<String, Vec<RowDigest>>,
}

impl Preview<'_> {
    /// Whether colours, title page or logo differ from those of the baseline.
    pub(crate) fn has_new_look(&self) -> bool {
        let then = self.baseline.and_then(|baseline| baseline.definition.as_ref());
        let now = self.figures.as_ref().map(|figures| figures.definition);
        then.zip(now).is_some_and(|(then, now)| !then.report.theme.same_as(&now.report.theme))
    }

    /// How the rows of a dataset differ from those of the baseline. `None` if the rows of one of them are not known.
    pub(crate) fn row_changes(&self, dataset: &str) -> Option<RowChanges> {
        let then = self.baseline?.basis.as_ref()?.rows.get(dataset)?;
        Some(RowChanges::between(then, self.rows.get(dataset)?))
    }
}

pub(crate) struct ReportIdentity {
    pub(crate) id: String,
    /// With the period.
    pub(crate) title: String,
    pub(crate) author: String,
    /// Label of the period.
    pub(crate) period: String,
}

pub(crate) struct ReportFigures<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) snapshot: &'a Snapshot,
    /// Difference from the baseline. Without a baseline the snapshot is compared with itself.
    pub(crate) diff: Diff,
}

pub(crate) struct ReportPages<'a> {
    pub(crate) all: &'a [Page],
    pub(crate) whereabouts: &'a Whereabouts,
    /// `None` if there are no pages to compare with.
    pub(crate) changes: Option<Vec<PageChange>>,
    pub(crate) pdf: DraftPdf,
}

pub(crate) struct DraftPdf {
    pub(crate) name: String,
    pub(crate) bytes: usize,
}

/// A file that was read now or for the baseline.
pub(crate) struct Export {
    /// Label of the dataset.
    pub(crate) label: String,
    /// The file and how it has changed. If the baseline is of another period, every file is new.
    pub(crate) source: SourceComparison,
    /// Whether the file exists in the data folder.
    pub(crate) is_there: bool,
}
