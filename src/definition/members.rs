//! The members that a series has by its definition.

use super::Definition;
use super::dataset::Dataset;
use super::figure::FigureDefinition;
use super::unchecked::UncheckedDefinition;

/// How many members a series can have at most.
pub const MOST_MEMBERS: usize = 100_000;

impl Definition {
    /// For each part of a member's key that `by` makes, the declared values in order; empty if the data decides.
    pub(crate) fn declared_values(&self, figure: &FigureDefinition) -> Vec<Vec<String>> {
        declared_values(figure, figure.query().map(|query| self.dataset_of(query)))
    }

    /// The declared members of a series, without its periods; empty if the data decides.
    pub(crate) fn declared_members(&self, figure: &FigureDefinition) -> Vec<String> {
        members(&self.declared_values(figure))
    }
}

impl UncheckedDefinition {
    pub fn declared_values(&self, figure: &FigureDefinition) -> Vec<Vec<String>> {
        declared_values(figure, figure.query().and_then(|query| self.dataset_of(query)))
    }

    pub fn declared_members(&self, figure: &FigureDefinition) -> Vec<String> {
        members(&self.declared_values(figure))
    }
}

fn declared_values(figure: &FigureDefinition, dataset: Option<&Dataset>) -> Vec<Vec<String>> {
    let Some(query) = figure.query() else { return Vec::new() };
    if !query.members.is_empty() && query.by.len() <= 1 {
        return vec![query.members.clone()];
    }
    let Some(dataset) = dataset else { return Vec::new() };
    let values = |name: &str| {
        let column = dataset.columns.get(name.trim());
        column.map(|column| column.kind.values().iter().map(|value| value.value.clone()).collect()).unwrap_or_default()
    };
    query.by.iter().map(|by| values(&by.text)).collect()
}

fn members(values: &[Vec<String>]) -> Vec<String> {
    if values.is_empty() || values.iter().map(Vec::len).fold(1, usize::saturating_mul) > MOST_MEMBERS {
        return Vec::new();
    }
    combinations(vec![Vec::new()], values).into_iter().map(|key| key.join(", ")).collect()
}

/// Extends each key by every combination of the values of `parts`, the last part changing fastest.
pub fn combinations(keys: Vec<Vec<String>>, parts: &[Vec<String>]) -> Vec<Vec<String>> {
    parts.iter().fold(keys, |keys, values| {
        keys.iter()
            .flat_map(|key| values.iter().map(|value| [key.as_slice(), std::slice::from_ref(value)].concat()))
            .collect()
    })
}
