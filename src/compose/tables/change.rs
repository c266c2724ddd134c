//! Columns of a table with the change since the period before.

use super::super::view::{CellView, ColumnAlign, ColumnView, Content};
use super::notes::INCOMPARABLE;
use super::periods::PeriodNumber;
use crate::danish;
use crate::definition::figure::NumberFormat;
use crate::definition::table::ChangeColumns;
use crate::diff::Change;

/// The headers of the columns that show the change.
pub fn headers(columns: ChangeColumns) -> Vec<ColumnView> {
    let labels: &[&str] = match columns {
        ChangeColumns::Number => &["Forskel"],
        ChangeColumns::Percent => &["Ændring"],
        ChangeColumns::Both => &["Forskel", "Ændring"],
    };
    labels.iter().map(|label| ColumnView { label: (*label).to_owned(), align: ColumnAlign::Right }).collect()
}

/// The cells with the change from one number to a later one; `unknown` is printed when one of the two is unknown.
pub fn cells(
    columns: ChangeColumns,
    before: PeriodNumber,
    now: Option<f64>,
    format: NumberFormat,
    unknown: &str,
) -> Vec<CellView> {
    let mark = |content, text| CellView { content, ..CellView::words(text) };
    let [difference, percent] = match (before, now) {
        (PeriodNumber::Incomparable, _) => {
            [mark(Content::Incomparable, INCOMPARABLE), mark(Content::Incomparable, INCOMPARABLE)]
        }
        (PeriodNumber::Known(Some(before)), Some(now)) => {
            let change = Change::between(before, now, format);
            // Shares are 0–1 for programs, and so is the difference between two.
            let share = danish::rounded(change.difference / 100.0, format.decimals() + 2);
            let plain = if format.is_share() { share } else { change.difference };
            let percent = match (change.percent(), change.relative) {
                (Some(text), Some(relative)) => CellView::number(text, relative, NumberFormat::Percent(0)),
                _ => CellView::words(""),
            };
            [CellView::number(change.difference(), plain, format), percent]
        }
        _ => [mark(Content::Unknown, unknown), mark(Content::Unknown, unknown)],
    };
    match columns {
        ChangeColumns::Both => vec![difference, percent],
        ChangeColumns::Percent if !format.is_share() => vec![percent],
        ChangeColumns::Number | ChangeColumns::Percent => vec![difference],
    }
}
