//! The rows that each number of a figure is a sum over.

use indexmap::IndexMap;
use polars::prelude::PolarsResult;

use crate::definition::Definition;
use crate::definition::expression::{SummedValue, quoted};
use crate::definition::figure::Query;
use crate::figure_id::FigureId;
use crate::figures::body::Body;
use crate::figures::numbers::keys;
use crate::figures::rows::Tables;
use crate::figures::statement::member_alias;
use crate::ingest::ROW_COLUMN;
use crate::period::Period;
use crate::snapshot::{Snapshot, Value};

/// A number and its rows.
pub struct GroupRows {
    pub figure: FigureId,
    /// The period, if the figure is a series over time.
    pub period: Option<String>,
    pub key: Vec<Option<String>>,
    /// The column that is added up; `None` if rows are counted.
    pub column: Option<String>,
    /// Indexes of rows in the table. A row that is joined to several others occurs several times.
    pub rows: Vec<u32>,
}

impl GroupRows {
    /// Whether an earlier report hid the number. `None` if it does not have it, or counted it in another way.
    pub fn stored(&self, definition: &Definition, earlier: &[Snapshot]) -> Option<bool> {
        let label = self.period.as_ref()?;
        let hash = definition.hashes.get(&self.figure)?;
        let key: Vec<&str> = self.key.iter().map(|part| part.as_deref().unwrap_or_default()).collect();
        earlier.iter().find_map(|snapshot| {
            let figure = snapshot.figures.get(&self.figure).filter(|figure| figure.definition == *hash)?;
            let Value::Series(members) = &figure.value else { return None };
            let is_same = |stored: &[String]| {
                stored.split_last().is_some_and(|(then, rest)| {
                    then == label && rest.iter().map(String::as_str).eq(key.iter().copied())
                })
            };
            members.iter().find(|member| is_same(&member.key)).map(|member| member.hidden)
        })
    }
}

/// All numbers of a figure, in all its periods.
pub fn groups_of(
    definition: &Definition,
    figure: &FigureId,
    query: &Query,
    period: &Period,
    tables: &Tables<'_>,
) -> PolarsResult<Vec<GroupRows>> {
    let dataset = definition.dataset_of(query);
    let mut groups = Vec::new();
    for then in (0..query.over).filter_map(|back| period.earlier(back)) {
        let dates = query.dates(&then);
        // Validation has refused other values.
        let Some(value) = SummedValue::of(&query.value.with_dates(&dates)) else { continue };
        let by = query.by.iter().map(|by| by.with_dates(&dates).to_string()).enumerate();
        let by = by.map(|(part, by)| format!("{by} AS {}", quoted(&member_alias(part))));
        let selected: Vec<String> = [ROW_COLUMN.to_owned()].into_iter().chain(by).collect();
        let sql = Body::new(query, dataset, &dates, value.filter).rows(&selected, None, &[]);
        let Some(found) = tables.run(&query.from, &sql)? else { continue };
        let mut rows: IndexMap<Vec<Option<String>>, Vec<u32>> = IndexMap::new();
        for (key, row) in keys(&found, query.by.len())?.into_iter().zip(found.column(ROW_COLUMN)?.u32()?.iter()) {
            rows.entry(key).or_default().extend(row);
        }
        let label = (query.over > 1).then(|| then.label.clone());
        groups.extend(rows.into_iter().map(|(key, rows)| GroupRows {
            figure: figure.clone(),
            period: label.clone(),
            key,
            column: value.column.clone(),
            rows,
        }));
    }
    Ok(groups)
}
