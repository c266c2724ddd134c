//! The members that a series has by its definition.

use super::Definition;
use super::figure::{FigureDefinition, FigureOrigin};

/// How many members a series can have at most.
pub const MOST_MEMBERS: usize = 100_000;

/// For each part of a member's key that `by` makes, the values that the definition says there are, in order; empty for a part of
/// which the data decides.
pub fn declared_values(definition: &Definition, figure: &FigureDefinition) -> Vec<Vec<String>> {
    let FigureOrigin::Query(query) = &figure.origin else { return Vec::new() };
    if !query.members.is_empty() && query.by.len() <= 1 {
        return vec![query.members.clone()];
    }
    let Some(dataset) = definition.dataset(&query.from.dataset) else { return Vec::new() };
    let values = |name: &str| {
        let column = dataset.columns.get(name.trim());
        column.map(|column| column.kind.values().iter().map(|value| value.value.clone()).collect()).unwrap_or_default()
    };
    query.by.iter().map(|by| values(&by.text)).collect()
}

/// The names of the members that a series has by its definition, without its periods; empty where the data decides.
pub fn declared_members(definition: &Definition, figure: &FigureDefinition) -> Vec<String> {
    let values = declared_values(definition, figure);
    if values.is_empty() || values.iter().map(Vec::len).fold(1, usize::saturating_mul) > MOST_MEMBERS {
        return Vec::new();
    }
    combinations(vec![Vec::new()], &values).into_iter().map(|key| key.join(", ")).collect()
}

/// Each of these keys with every combination of the values of more parts, the last part changing fastest.
pub fn combinations(keys: Vec<Vec<String>>, parts: &[Vec<String>]) -> Vec<Vec<String>> {
    parts.iter().fold(keys, |keys, values| {
        keys.iter()
            .flat_map(|key| values.iter().map(|value| [key.as_slice(), std::slice::from_ref(value)].concat()))
            .collect()
    })
}
