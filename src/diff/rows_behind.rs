//! The rows of exports behind changed figures. They contain values of cells, so they are in no snapshot, and are shown on request
//! only.

use serde::Serialize;

use super::ChangeKind;
use crate::danish;
use crate::figure_id::FigureId;
use crate::forms::{ListedRow, PlainText, RowListing};
use crate::snapshot::RowPlace;

/// The rows that a figure counts and that differ between the two exports.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct FigureRows {
    pub id: FigureId,
    /// With the chapter's title.
    #[serde(skip)]
    pub label: String,
    /// Labels of the changed figures that are derived from it.
    #[serde(skip)]
    pub behind: Vec<String>,
    /// The numbers of rows in a sentence.
    #[serde(skip)]
    pub summary: String,
    /// Headers of the columns that the figure uses.
    pub columns: Vec<String>,
    pub rows: Vec<RowBehind>,
    /// The number of rows that have changed only in columns that the figure does not use.
    #[serde(skip_serializing_if = "is_zero")]
    pub changed_elsewhere: usize,
}

/// A row that is new, gone or changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct RowBehind {
    pub kind: ChangeKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<RowForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<RowForm>,
}

/// A row as one of the exports has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RowForm {
    #[serde(flatten)]
    pub at: RowPlace,
    /// The row of the second dataset, if two are joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<RowPlace>,
    /// The cells of [`FigureRows::columns`] in Danish.
    pub cells: Vec<String>,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl FigureRows {
    /// The rows as a part of a sheet, with at most `most` of them.
    pub(super) fn listing(&self, most: usize) -> RowListing {
        let elsewhere = match self.changed_elsewhere {
            0 => String::new(),
            count => {
                let count = danish::number(count as f64, 0);
                format!(" Af de ændrede er {count} kun ændret i kolonner, som tallet ikke bruger.")
            }
        };
        let behind = match self.behind.as_slice() {
            [] => String::new(),
            labels => {
                let labels: Vec<String> = labels.iter().map(|label| format!("»{label}«")).collect();
                format!(" Bruges i {}.", danish::list(&labels))
            }
        };
        let left = self.rows.len().saturating_sub(most);
        let more = format!("… og {} til. En fil har dem alle: --output raekker.xlsx", danish::number(left as f64, 0));
        RowListing {
            label: PlainText::from(&self.label),
            id: PlainText::from(self.id.as_str()),
            text: format!("{}.{elsewhere}{behind}", self.summary).into(),
            headers: self.columns.iter().map(PlainText::from).collect(),
            rows: self.rows.iter().take(most).map(RowBehind::listed).collect(),
            more: if left > 0 { more.into() } else { PlainText::default() },
        }
    }
}

impl RowBehind {
    fn listed(&self) -> ListedRow {
        let (status, place, cells) = match (&self.earlier, &self.later) {
            (Some(then), Some(now)) => {
                let before = if then.at == now.at { String::new() } else { format!(" (før {})", then.place()) };
                let cells = then.cells.iter().zip(&now.cells).map(|(then, now)| arrow(then, now)).collect();
                ("ændret", format!("{}{before}", now.place()), cells)
            }
            (None, Some(now)) => ("ny", now.place(), now.cells.clone()),
            (Some(then), None) => ("væk", then.place(), then.cells.clone()),
            (None, None) => ("", String::new(), Vec::new()),
        };
        ListedRow { status, place: place.into(), cells: cells.into_iter().map(PlainText::from).collect() }
    }
}

impl RowForm {
    /// `besoeg.xlsx, ark »2024«, række 17`
    fn place(&self) -> String {
        let place = |RowPlace { file, sheet, row }: &RowPlace| {
            let sheet = sheet.as_ref().map_or_else(String::new, |sheet| format!(", ark »{sheet}«"));
            format!("{file}{sheet}, række {row}")
        };
        let partner = self.partner.as_ref().map_or_else(String::new, |partner| format!(" med {}", place(partner)));
        format!("{}{partner}", place(&self.at))
    }
}

/// A cell before and now: `KOL → Astma`.
fn arrow(then: &str, now: &str) -> String {
    let shown = |text: &str| if text.is_empty() { "(tom)".to_owned() } else { text.to_owned() };
    if then == now { now.to_owned() } else { format!("{} → {}", shown(then), shown(now)) }
}
