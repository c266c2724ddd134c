//! Figures that have changed, and their cells in the comparison.

use serde::Serialize;

use super::web_page::figure_href;
use crate::danish;
use crate::diff::{ChangeKind, ChangeRow, Difference, FigureChange};
use crate::forms::{RowLevel, SheetCell, clean};
use crate::preview::moved::has_moved;
use crate::preview::scene::Scene;
use crate::snapshot::Value;

/// A number before and now. "" for a number that does not exist.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FigureCells {
    pub(super) before: String,
    pub(super) now: String,
    pub(super) difference: String,
    pub(super) percent: String,
}

/// A changed figure in one line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChangeItem {
    href: String,
    label: String,
    #[serde(flatten)]
    cells: FigureCells,
}

impl FigureCells {
    pub(super) fn new(row: &ChangeRow) -> Self {
        let cells = [&row.before, &row.after, &row.difference, &row.percent];
        let [before, now, difference, percent] = cells.map(|cell| cell.text().to_owned());
        Self { before, now, difference, percent }
    }

    /// The numbers of a figure that is now computed in another way: shown, but not subtracted.
    pub(super) fn incomparable(values: &[&Value; 2], entry: &FigureChange) -> Self {
        let print = |value: &Value| match value {
            Value::Scalar(Some(value)) => entry.format.print(*value),
            Value::Scalar(None) => ChangeKind::Unknown.word().to_owned(),
            Value::Series(members) => danish::counted(members.len() as u64, "tal", "tal"),
        };
        let [before, now] = values.map(print);
        Self { before, now, difference: String::new(), percent: String::new() }
    }
}

impl ChangeItem {
    /// All changed figures, those with the largest relative change first.
    pub(super) fn largest(scene: &Scene<'_>) -> Vec<Self> {
        let mut all = Self::of(scene, |_| true);
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.into_iter().map(|(_, change)| change).collect()
    }

    /// The changed figures among those with these ids in the order of the report, each with its relative change in percent.
    pub(super) fn of(scene: &Scene<'_>, ids: impl Fn(&str) -> bool) -> Vec<(f64, Self)> {
        let figures = scene.preview.figures.as_ref().filter(|_| scene.preview.baseline.is_some());
        let entries = figures.into_iter().flat_map(|figures| figures.diff.figures());
        entries.filter(|entry| has_moved(entry) && ids(&entry.id)).flat_map(|entry| Self::all(entry, scene)).collect()
    }

    /// The change in a line: `Praksisbesøg: 41 → 42 (+2,4 %)`.
    pub(super) fn line(&self) -> String {
        let FigureCells { before, now, difference, percent } = &self.cells;
        let by = if percent.is_empty() { difference } else { percent };
        let or_none = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
        format!("{}: {} → {}{by}", self.label, or_none(before), or_none(now))
    }

    /// The figure, or each of its members that has changed.
    fn all(entry: &FigureChange, scene: &Scene<'_>) -> Vec<(f64, Self)> {
        if let Difference::Incomparable(_, told) = &entry.difference {
            let cells = FigureCells::incomparable(&told.each_ref().map(|told| &told.value), entry);
            let cells = FigureCells { difference: ChangeKind::Incomparable.word().to_owned(), ..cells };
            return vec![(0.0, Self { href: figure_href(&entry.id), label: clean(&entry.label), cells })];
        }
        let own = scene.rows(entry).into_iter().filter(|row| row.level != RowLevel::Series);
        let changed = own.filter(|row| row.before.text() != row.after.text());
        let size = |row: &ChangeRow| match row.percent {
            SheetCell::Number { value, .. } => value.abs(),
            // A number that is new or gone says less than one that has changed.
            SheetCell::Word { .. } if row.before.text().is_empty() || row.after.text().is_empty() => -1.0,
            SheetCell::Word { .. } | SheetCell::Line { .. } => f64::INFINITY,
        };
        changed
            .map(|row| {
                let label = match row.level {
                    RowLevel::Member => format!("{}: {}", row.figure, row.label),
                    RowLevel::Figure | RowLevel::Series => row.figure.to_string(),
                };
                (size(&row), Self { href: figure_href(&entry.id), label, cells: FigureCells::new(&row) })
            })
            .collect()
    }
}
