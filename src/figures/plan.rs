//! The SQL statements that compute a report's figures.

use indexmap::IndexMap;

use super::body::Body;
use super::columns::columns_of;
use super::counted::{CountedRows, counted_rows, value_condition};
use super::join::with_clause;
use super::list;
use super::selection::{SelectedColumns, count_rows};
use super::statement::{Output, SqlStatement, member_alias, met_alias, rows_alias};
use super::time::time_condition;
use crate::definition::Definition;
use crate::definition::batch::BatchDefinition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Dates, filtered, quoted};
use crate::definition::figure::{Query, QueryFrom, QueryTime};
use crate::figure_id::FigureId;
use crate::period::Period;

/// All statements for a period, in the order of the datasets.
pub fn statements(definition: &Definition, period: &Period) -> Vec<SqlStatement> {
    statements_at(definition, period, definition.report.batch.as_ref().map_or("", BatchDefinition::finest))
}

/// The statements for a batch over the members of this level. A figure's statement returns results for all groups of its scope.
pub fn statements_at(definition: &Definition, period: &Period, level: &str) -> Vec<SqlStatement> {
    let mut drafts = Drafts::new(definition, level);
    for figure in definition.figures.values() {
        let Some(query) = figure.query() else { continue };
        let dataset = definition.dataset_of(query);
        for then in (0..query.over).rev().filter_map(|back| period.earlier(back)) {
            drafts.add(&figure.id, query, dataset, &then);
        }
    }
    drafts.account_for_rows(definition, period);
    drafts.finish(definition)
}

/// The statements of a report while figures are added to them.
struct Drafts<'a> {
    batch: Option<(&'a BatchDefinition, &'a str)>,
    /// By table.
    scalars: IndexMap<QueryFrom, SelectedColumns>,
    /// By table and grouping.
    groups: IndexMap<(QueryFrom, Vec<String>), SelectedColumns>,
    once: Vec<SqlStatement>,
}

impl<'a> Drafts<'a> {
    /// With a statement for each dataset that is read, because each must account for its rows even if figures only use its lists.
    fn new(definition: &'a Definition, level: &'a str) -> Self {
        let table = |dataset: &String| QueryFrom { dataset: dataset.clone(), list: None };
        let scalars = definition.datasets.keys().map(|dataset| (table(dataset), SelectedColumns::default())).collect();
        let batch = definition.report.batch.as_ref().map(|batch| (batch, level));
        Self { batch, scalars, groups: IndexMap::new(), once: Vec::new() }
    }

    /// Adds a figure's value in one of its periods.
    fn add(&mut self, figure: &FigureId, query: &Query, dataset: &Dataset, period: &Period) {
        let label = (query.over > 1).then(|| period.label.clone());
        let dates = query.dates(period);
        let time = time_condition(dataset, query.time, &dates);
        let scope = self.batch.map(|(batch, level)| batch.scope_columns(&query.scope, level)).unwrap_or_default();
        let by = query.by.iter().map(|by| by.with_dates(&dates).to_string());
        let by: Vec<String> = scope.into_iter().chain(by).collect();
        let alias = label.as_ref().map_or_else(|| figure.to_string(), |label| format!("{figure}[{label}]"));
        let output = Output { figure: figure.clone(), period: label, alias };
        if !query.once.is_empty() {
            self.once.push(once(query, dataset, &dates, &by, output));
            return;
        }
        let selection = if by.is_empty() {
            self.scalars.entry(query.from.clone()).or_default()
        } else {
            self.groups.entry((query.from.clone(), by)).or_default()
        };
        let filter = query.filter.as_ref().map(|filter| filter.with_dates(&dates));
        let counted = value_condition(query, dataset, &dates);
        selection.add(output, query.value.with_dates(&dates), time, filter, counted);
    }

    fn account_for_rows(&mut self, definition: &Definition, period: &Period) {
        let (counted, nothing) = (counted_rows(definition, period), CountedRows::default());
        for (from, selection) in self.scalars.iter_mut().filter(|(from, _)| from.list.is_none()) {
            let Some(dataset) = definition.datasets.get(&from.dataset) else { continue };
            let own = match dataset.time {
                RowTime::Valid { .. } => QueryTime::During,
                RowTime::Event(_) | RowTime::Timeless => QueryTime::Default,
            };
            let used = counted.get(&from.dataset).unwrap_or(&nothing);
            selection.account_for_rows(used, time_condition(dataset, own, &Dates::of(period)));
        }
    }

    fn finish(self, definition: &Definition) -> Vec<SqlStatement> {
        let scalars = self.scalars.into_iter().filter(|(_, selection)| !selection.is_empty());
        let scalars = scalars.map(|(from, selection)| selection.statement(from, &[]));
        let groups = self.groups.into_iter().map(|((from, by), selection)| selection.statement(from, &by));
        let mut all: Vec<SqlStatement> = self.once.into_iter().chain(scalars).chain(groups).collect();
        for statement in &mut all {
            let from = &statement.from;
            if let (Some(_), Some(dataset)) = (&from.list, definition.datasets.get(&from.dataset)) {
                statement.with = list::with_clause(from, &list::columns_of(definition, from, dataset));
            }
            if let Some(join) = definition.joins.get(&from.dataset) {
                statement.with = with_clause(join, &columns_of(definition, &join.rows.id).unwrap_or_default());
            }
        }
        let joined_last = definition.datasets.len();
        all.sort_by_key(|statement| definition.datasets.get_index_of(&statement.from.dataset).unwrap_or(joined_last));
        all
    }
}

/// The statement of one figure with `once`. It shares no statement, because the rows that count depend on its own conditions.
fn once(query: &Query, dataset: &Dataset, dates: &Dates, by: &[String], output: Output) -> SqlStatement {
    let alias = &output.alias;
    let members = by.iter().enumerate().map(|(part, by)| format!("{by} AS {}", quoted(&member_alias(part))));
    let value = format!("{} AS {}", filtered(query.value.with_dates(dates), None), quoted(alias));
    let counted = value_condition(query, dataset, dates);
    let met = counted.as_ref().map(|_| format!("COUNT(*) AS {}", quoted(&met_alias(alias))));
    let rows = format!("{} AS {}", count_rows(counted.as_ref()), quoted(&rows_alias(alias)));
    let selected: Vec<String> = members.chain([value]).chain(met).chain([rows]).collect();
    SqlStatement {
        from: query.from.clone(),
        with: String::new(),
        sql: Body::new(query, dataset, dates, None).select(&selected, by),
        accounts: false,
        key_parts: by.len(),
        outputs: vec![output],
    }
}
