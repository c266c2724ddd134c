//! Finds the columns of a dataset that figures use.

use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::Expression;
use crate::definition::figure::{FigureOrigin, Query, QueryTime};

/// The columns that the figure's expressions and its time use, in the order of the dataset.
pub fn columns(query: &Query, dataset: &Dataset) -> Vec<String> {
    let mut named: Vec<String> = query.expressions().flat_map(Expression::columns).map(|(name, _)| name).collect();
    match (&dataset.time, query.time) {
        (RowTime::Timeless, _) | (_, QueryTime::All) => {}
        (RowTime::Event(date), _) => named.push(date.clone()),
        (RowTime::Valid { from, to, .. }, _) => named.extend([from.clone(), to.clone()]),
    }
    // Of rows that count once, the latest counts.
    match &dataset.time {
        RowTime::Event(date) | RowTime::Valid { from: date, .. } if !query.once.is_empty() => named.push(date.clone()),
        _ => {}
    }
    named.extend(query.once().map(str::to_owned));
    named.extend(query.from.list.clone());
    dataset
        .columns
        .iter()
        .filter(|(name, column)| !column.drop && named.contains(name))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The columns of a joined dataset that figures use, in the order of the dataset. `None` if no figure is counted from it.
pub fn columns_of(definition: &Definition, dataset: &str) -> Option<Vec<String>> {
    let rows = definition.dataset(dataset)?;
    let queries = definition.figures.values().filter_map(|figure| match &figure.origin {
        FigureOrigin::Query(query) if query.from.dataset == dataset => Some(query),
        _ => None,
    });
    let batch = definition.report.batch.as_ref();
    let scope =
        |query: &Query| batch.map(|batch| batch.scope_columns(&query.scope, batch.finest())).unwrap_or_default();
    let named: Vec<Vec<String>> = queries.map(|query| [columns(query, rows), scope(query)].concat()).collect();
    let is_named = |name: &&String| named.iter().any(|columns| columns.contains(name));
    (!named.is_empty()).then(|| rows.columns.keys().filter(is_named).cloned().collect())
}

/// The columns that the value is computed from, each once.
pub fn value_columns(query: &Query) -> Vec<String> {
    let mut named: Vec<String> = Vec::new();
    for (name, _) in Expression::columns(&query.value) {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named
}
