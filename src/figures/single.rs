//! The statement that computes one figure alone, in readable SQL, and the rows that it counts.

use polars::prelude::{DataFrame, PolarsResult};
use sqlparser::ast::{BinaryOperator, CastKind, DataType, Expr, Value};

use super::body::Body;
use super::columns::columns;
use super::counted::value_condition;
use super::join::{PARTNER_ROW, PARTNER_SOURCE, with_clause};
use super::list;
use super::numbers::cell;
use super::rows::Tables;
use super::statement::member_alias;
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::definition::expression::{Expression, Names, SqlType, binary, check_types, filtered, quoted};
use crate::definition::figure::{FigureDefinition, FigureOrigin, Query, QueryFrom};
use crate::ingest::{ROW_COLUMN, SOURCE_COLUMN};
use crate::period::Period;

/// The statements for one figure in one period.
#[derive(Debug, Clone)]
pub struct Single {
    /// The table that it reads.
    pub from: QueryFrom,
    /// The period, if the figure is a series over time.
    pub period: Option<String>,
    /// The `WITH` clause of a joined dataset or of a list's items, otherwise "".
    with: String,
    /// The statement without the `WITH` clause.
    sql: String,
    /// The columns that the figure uses.
    pub columns: Vec<String>,
    rows: String,
    differing: Option<String>,
}

/// The statements for a figure, or for its member with this key: one for each period of a series over time, otherwise one. Empty
/// for a figure that is not counted from rows.
pub fn singles(
    definition: &Definition,
    figure: &FigureDefinition,
    key: Option<&[String]>,
    period: &Period,
) -> Vec<Single> {
    let FigureOrigin::Query(query) = &figure.origin else { return Vec::new() };
    let dataset = definition.dataset_of(query);
    let periods = (0..query.over).rev().filter_map(|back| period.earlier(back));
    periods
        .filter_map(|then| {
            let label = (query.over > 1).then(|| then.label.clone());
            let group = match key {
                None => None,
                Some(key) => {
                    let (group, rest) = key.split_at_checked(query.by.len())?;
                    (rest == label.as_slice()).then_some(Some(group))?
                }
            };
            Some(single(definition, figure, query, dataset, group, label, &then))
        })
        .collect()
}

fn single(
    definition: &Definition,
    figure: &FigureDefinition,
    query: &Query,
    dataset: &Dataset,
    group: Option<&[String]>,
    label: Option<String>,
    period: &Period,
) -> Single {
    let dates = query.dates(period);
    let by: Vec<Expr> = query.by.iter().map(|by| by.with_dates(&dates)).collect();
    let own = query.by.iter().zip(&by).zip(group.unwrap_or_default());
    let own = own.map(|((written, by), part)| is_member(written, by, part, query, dataset));
    let body = Body::new(query, dataset, &dates, own);
    let value = filtered(query.value.with_dates(&dates), None);
    let name = label.as_ref().map_or_else(|| figure.id.to_string(), |label| format!("{}[{label}]", figure.id));
    let value = format!("{value} AS {}", quoted(&name));
    let by: Vec<String> = by.iter().filter(|_| group.is_none()).map(Expr::to_string).collect();
    let selected = by.iter().enumerate().map(|(part, by)| format!("{by} AS {}", quoted(&member_alias(part))));
    let selected: Vec<String> = selected.chain([value]).collect();
    let sql = body.select(&selected, &by);
    let columns = columns(query, dataset);
    let join = definition.joins.get(&dataset.id);
    let mut places = vec![SOURCE_COLUMN, ROW_COLUMN];
    if join.is_some() {
        places.extend([PARTNER_SOURCE, PARTNER_ROW]);
    }
    let named = columns.iter().map(String::as_str).chain(places.iter().copied());
    let named: Vec<String> = named.map(|name| quoted(name).to_string()).collect();
    let rows = body.rows(&named, value_condition(query, dataset, &dates).as_ref(), &places);
    let with = join.map_or_else(|| list::with_clause(&query.from, &columns), |join| with_clause(join, &columns));
    let differing = body.differing(query);
    Single { from: query.from.clone(), period: label, with, sql, columns, rows, differing }
}

/// The condition that a row belongs to this member.
fn is_member(written: &Expression, by: &Expr, member: &str, query: &Query, dataset: &Dataset) -> Expr {
    let names = Names::Columns { dataset, items: query.from.list.as_deref() };
    let is_text = check_types(written, names, &mut |_| {}) == SqlType::Text;
    let by = if is_text {
        by.clone()
    } else {
        Expr::Cast {
            kind: CastKind::Cast,
            expr: Box::new(by.clone()),
            data_type: DataType::Varchar(None),
            array: false,
            format: None,
        }
    };
    binary(by, BinaryOperator::Eq, Expr::value(Value::SingleQuotedString(member.to_owned())))
}

impl Single {
    /// The whole statement, for any SQL engine.
    pub fn text(&self) -> String {
        format!("{}{}", self.with, self.sql)
    }

    /// Computes the figure, or each of its members.
    ///
    /// # Errors
    /// The message of Polars.
    pub fn values(&self, tables: &Tables<'_>) -> PolarsResult<Vec<Option<f64>>> {
        let Some(result) = tables.run(&self.from, &self.sql)? else { return Ok(Vec::new()) };
        let value = result.get_column_names().last().map_or_else(String::new, |name| name.to_string());
        (0..result.height()).map(|row| cell(&result, &value, row)).collect()
    }

    /// The rows that the figure is computed from: [`Single::columns`], [`SOURCE_COLUMN`] and [`ROW_COLUMN`], and for a joined dataset
    /// [`PARTNER_SOURCE`] and [`PARTNER_ROW`]. `None` if there is no such table.
    ///
    /// # Errors
    /// The message of Polars.
    pub fn rows(&self, tables: &Tables<'_>) -> PolarsResult<Option<DataFrame>> {
        tables.run(&self.from, &self.rows)
    }

    /// In how many cases rows that count once differ in the columns of the value.
    pub(super) fn differing(&self, tables: &Tables<'_>) -> PolarsResult<u64> {
        let Some(sql) = &self.differing else { return Ok(0) };
        let Some(result) = tables.run(&self.from, sql)? else { return Ok(0) };
        Ok(cell(&result, "_several", 0)?.map_or(0, |several| several as u64))
    }
}
