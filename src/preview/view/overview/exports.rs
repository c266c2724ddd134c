//! The exports, and the accounts of their rows.

use serde::Serialize;

use crate::forms::clean;
use crate::preview::model::{Export, Preview};
use crate::preview::view::short_hash::short_hash;
use crate::preview::words::whole;
use crate::snapshot::{Account, SourceState};

#[derive(Debug, Serialize)]
pub(super) struct ExportItem {
    dataset: String,
    file: String,
    sheet: Option<String>,
    rows: String,
    sha256: String,
    short: String,
    state: ExportState,
    /// The state in a word; "" if the exports are not compared.
    word: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum ExportState {
    Same,
    Changed,
    New,
    Gone,
}

/// The account of the rows of a dataset.
#[derive(Debug, Serialize)]
pub(super) struct AccountItem {
    label: String,
    read: String,
    used: String,
    outside: String,
    left_out: String,
}

impl ExportItem {
    pub(super) fn new(export: &Export, preview: &Preview<'_>) -> Self {
        let source = &export.source;
        // Exports of another period are other files anyway.
        let compared = preview.baseline.is_some_and(|baseline| baseline.snapshot.period.label == preview.report.period);
        let has_same_rows = || preview.row_changes(&source.file.dataset).is_some_and(|changes| changes.is_empty());
        let (state, word) = match source.state {
            _ if !compared => (ExportState::Same, ""),
            SourceState::Unchanged => (ExportState::Same, "uændret"),
            SourceState::Changed if has_same_rows() => (ExportState::Same, "samme rækker"),
            SourceState::Changed => (ExportState::Changed, "ændret"),
            SourceState::New => (ExportState::New, "ny"),
            SourceState::Gone if export.is_there => (ExportState::Gone, "ikke læst"),
            SourceState::Gone => (ExportState::Gone, "udgået"),
        };
        let file = &source.file;
        let sha256 = source.sha256_now.as_ref().unwrap_or(&file.sha256).clone();
        Self {
            dataset: clean(&export.label),
            file: clean(&file.file),
            sheet: file.sheet.as_deref().map(clean),
            rows: whole(source.rows_now.unwrap_or(file.rows)),
            short: short_hash(&sha256),
            sha256,
            state,
            word,
        }
    }
}

impl AccountItem {
    pub(super) fn new(account: &Account) -> Self {
        Self {
            label: clean(&account.label),
            read: whole(account.read),
            used: whole(account.used),
            outside: whole(account.outside),
            left_out: whole(account.left_out),
        }
    }
}
