//! Adjusts counts of events, such as prescriptions, to the rounded number of persons behind them.

use std::collections::HashMap;

/// A cell with its events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountedCell {
    /// True number of persons.
    pub persons: u64,
    /// Number of persons after rounding.
    pub rounded: u64,
    pub events: f64,
    /// Which cells have persons of the same kind: the same drug, sex and age group, in all practices.
    pub kind: u32,
}

/// The number of events to publish for each cell. It is unchanged if the number of persons is, and 0 if that becomes 0.
///
/// If few persons become `base`, the events are those of as many average persons of the same kind in the cells that are not
/// small. Their own events, even in proportion, would reveal how many prescriptions a single person got.
pub fn follow(cells: &[CountedCell]) -> Vec<f64> {
    let mut by_kind: HashMap<u32, (f64, f64)> = HashMap::new();
    let mut all = (0.0, 0.0);
    for cell in cells.iter().filter(|cell| cell.persons == cell.rounded) {
        let (events, persons) = by_kind.entry(cell.kind).or_default();
        *events += cell.events;
        *persons += cell.persons as f64;
        all = (all.0 + cell.events, all.1 + cell.persons as f64);
    }
    let each = |(events, persons): (f64, f64)| (persons > 0.0).then(|| events / persons);
    let usual = |kind: u32| by_kind.get(&kind).copied().and_then(each).or(each(all)).unwrap_or(1.0);
    let published = cells.iter().map(|cell| match cell.rounded {
        0 => 0.0,
        rounded if rounded == cell.persons => cell.events,
        rounded => (usual(cell.kind) * rounded as f64).round(),
    });
    published.collect()
}
