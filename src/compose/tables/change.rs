//! The change since the period before, as columns of a table.

use super::super::lexicon::UNKNOWN;
use super::super::view::{CellView, ColumnView};
use super::{number, words};
use crate::danish;
use crate::definition::figure::Format;
use crate::definition::table::ChangeColumns;
use crate::diff::Change;
use crate::snapshot::Snapshot;

/// What is printed for an earlier number whose definition has changed since.
pub const INCOMPARABLE: &str = "–";

/// The columns after that of this period.
pub struct Columns<'a> {
    /// The snapshots of earlier periods, the latest first.
    pub earlier: &'a [Option<&'a Snapshot>],
    /// How the change from the latest of them is shown.
    pub change: Option<ChangeColumns>,
}

/// A number of this period, to be compared with earlier ones.
pub struct Compared<'a> {
    /// The figure's id.
    pub figure: &'a str,
    /// The member's name.
    pub member: Option<&'a str>,
    /// The number.
    pub now: Option<f64>,
}

/// The headers of the columns that show the change.
pub fn headers(columns: ChangeColumns) -> Vec<ColumnView> {
    let labels: &[&str] = match columns {
        ChangeColumns::Number => &["Forskel"],
        ChangeColumns::Percent => &["Ændring"],
        ChangeColumns::Both => &["Forskel", "Ændring"],
    };
    labels.iter().map(|label| ColumnView { label: (*label).to_owned(), align: "right" }).collect()
}

/// The cells that show the change from a number to a later one; `before` is None where the two cannot be compared.
pub fn cells(columns: ChangeColumns, before: Option<Option<f64>>, now: Option<f64>, format: Format) -> Vec<CellView> {
    let [difference, percent] = match (before, now) {
        (None, _) => [incomparable(), incomparable()],
        (Some(Some(before)), Some(now)) => {
            let change = Change::between(before, now, format);
            // Programs read shares as 0–1, and so the difference between two.
            let share = danish::rounded(change.difference / 100.0, format.decimals() + 2);
            let plain = if format.is_share() { share } else { change.difference };
            let percent = match (change.percent(), change.relative) {
                (Some(text), Some(relative)) => number(text, relative),
                _ => words(""),
            };
            [number(change.difference(), plain), percent]
        }
        _ => [words(UNKNOWN), words(UNKNOWN)],
    };
    match columns {
        ChangeColumns::Both => vec![difference, percent],
        ChangeColumns::Percent if !format.is_share() => vec![percent],
        ChangeColumns::Number | ChangeColumns::Percent => vec![difference],
    }
}

/// A cell for a number that cannot be compared.
pub fn incomparable() -> CellView {
    words(INCOMPARABLE)
}
