//! The change since the period before, as columns of a table.

use super::super::view::{CellView, ColumnView, Content};
use super::{INCOMPARABLE, Told, number, words};
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
    labels.iter().map(|label| ColumnView { label: (*label).to_owned(), align: "right" }).collect()
}

/// The cells that show the change from a number to a later one; `unknown` is what is printed where one of them is unknown.
pub fn cells(
    columns: ChangeColumns,
    before: Told,
    now: Option<f64>,
    format: NumberFormat,
    unknown: &str,
) -> Vec<CellView> {
    let mark = |content, text| CellView { content, ..words(text) };
    let [difference, percent] = match (before, now) {
        (Told::Incomparable, _) => {
            [mark(Content::Incomparable, INCOMPARABLE), mark(Content::Incomparable, INCOMPARABLE)]
        }
        (Told::Number(Some(before)), Some(now)) => {
            let change = Change::between(before, now, format);
            // Programs read shares as 0–1, and so the difference between two.
            let share = danish::rounded(change.difference / 100.0, format.decimals() + 2);
            let plain = if format.is_share() { share } else { change.difference };
            let percent = match (change.percent(), change.relative) {
                (Some(text), Some(relative)) => number(text, relative, NumberFormat::Percent(0)),
                _ => words(""),
            };
            [number(change.difference(), plain, format), percent]
        }
        _ => [mark(Content::Unknown, unknown), mark(Content::Unknown, unknown)],
    };
    match columns {
        ChangeColumns::Both => vec![difference, percent],
        ChangeColumns::Percent if !format.is_share() => vec![percent],
        ChangeColumns::Number | ChangeColumns::Percent => vec![difference],
    }
}
