//! Tables whose rows are the items of a list column, in SQL.

use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::definition::figure::{FigureOrigin, QueryFrom};

use super::columns::columns;

/// `WITH kurser_maalgruppe AS (SELECT … UNNEST …)` with the columns that figures use, for the start of a statement over the items of
/// a list column.
///
/// The tables are made before the SQL engine runs, as those of joins are; this is the same table in SQL.
pub fn with_clause(from: &QueryFrom, columns: &[String]) -> String {
    let QueryFrom { dataset, list: Some(list) } = from else { return String::new() };
    let others =
        columns.iter().filter(|column| *column != list).map(|column| format!("{dataset}.{column} AS {column}"));
    let selected: Vec<String> = others.chain([format!("item.{list} AS {list}")]).collect();
    format!(
        "WITH {} AS (\nSELECT\n  {}\nFROM {dataset}\nCROSS JOIN UNNEST({dataset}.{list}) AS item({list})\n)\n",
        from.table(),
        selected.join(",\n  ")
    )
}

/// The columns that figures over these items use, in the order of the dataset.
pub fn columns_of(definition: &Definition, from: &QueryFrom, dataset: &Dataset) -> Vec<String> {
    let queries = definition.figures.values().filter_map(|figure| match &figure.origin {
        FigureOrigin::Query(query) if query.from == *from => Some(query),
        FigureOrigin::Query(_) | FigureOrigin::Derived(_) | FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => None,
    });
    let named: Vec<Vec<String>> = queries.map(|query| columns(query, dataset)).collect();
    let is_named = |name: &&String| named.iter().any(|columns| columns.contains(name));
    dataset.columns.keys().filter(is_named).cloned().collect()
}
