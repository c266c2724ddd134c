//! The filters of the page, and how many figures each shows.

use serde::Serialize;

use super::item::{FigureItem, FigureState};
use crate::preview::words::whole;

/// `None` stands for all figures.
type Filter = Option<FigureState>;

const FILTERS: [(Filter, &str, &str); 5] = [
    (None, "all", "Alle"),
    (Some(FigureState::Changed), "changed", "Ændrede"),
    (Some(FigureState::Incomparable), "incomparable", "Opgjort på en anden måde"),
    (Some(FigureState::Unknown), "unknown", "Ukendte"),
    (Some(FigureState::Unchanged), "unchanged", "Uændrede"),
];

#[derive(Debug, Serialize)]
pub(super) struct FilterItem {
    value: &'static str,
    label: &'static str,
    count: String,
    checked: bool,
}

/// The filters that show any figures. Changed figures are shown first if there are any.
pub(super) fn filters(figures: &[&FigureItem]) -> Vec<FilterItem> {
    let counted = FILTERS.into_iter().map(|(filter, value, label)| (filter, value, label, count(figures, filter)));
    let counted: Vec<_> = counted.filter(|(filter, .., count)| *count > 0 || filter.is_none()).collect();
    let occurs = |state: &FigureState| counted.iter().any(|(filter, ..)| *filter == Some(*state));
    let first = [FigureState::Changed, FigureState::Incomparable].into_iter().find(occurs);
    counted
        .iter()
        .map(|(filter, value, label, count)| FilterItem {
            value,
            label,
            count: whole(*count as u64),
            checked: *filter == first,
        })
        .collect()
}

/// `162 nøgletal: 8 er ændret, heraf 2 opgjort på en anden måde.`
pub(super) fn summary(figures: &[&FigureItem]) -> String {
    let all = figures.len();
    let changed = count(figures, Some(FigureState::Changed));
    let incomparable = count(figures, Some(FigureState::Incomparable));
    let of_which = match incomparable {
        0 => String::new(),
        _ => format!(", heraf {incomparable} opgjort på en anden måde"),
    };
    match changed + incomparable {
        0 => format!("{all} nøgletal: intet er ændret."),
        moved => format!("{all} nøgletal: {moved} er ændret{of_which}."),
    }
}

fn count(figures: &[&FigureItem], filter: Filter) -> usize {
    figures.iter().filter(|figure| filter.is_none_or(|state| figure.state() == state)).count()
}
