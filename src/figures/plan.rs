//! The SQL statements that compute a report's figures.

use std::fmt::Write;

use indexmap::IndexMap;
use sqlparser::ast::{BinaryOperator, Expr};

use super::body::Body;
use super::join::with_clause;
use super::single::columns_of;
use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Dates, all_of, binary, date_literal, filtered, quoted};
use crate::definition::figure::{From, Origin, Query, Time};
use crate::figure_id::FigureId;
use crate::period::Period;

/// The column with the number of rows in the time of at least one figure.
pub const USED: &str = "_used";
/// The column with the number of rows in the period itself.
pub const IN_PERIOD: &str = "_in_period";

/// The name of the column with the part of a member's key that has this number, counted from nought.
pub fn member_alias(part: usize) -> String {
    if part == 0 { "_member".to_owned() } else { format!("_member {}", part + 1) }
}

/// One statement over one table.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The table it reads.
    pub from: From,
    /// What makes the table of two others, where it is a joined dataset; "" where it was read.
    pub with: String,
    /// The statement over the table.
    pub sql: String,
    /// Whether it tells how many of a dataset's rows are used and lie in the period, too.
    pub accounts: bool,
    /// How many parts the keys of its rows have, which are members of a grouping; 0 where it has one row of scalars.
    pub key_parts: usize,
    /// The figures it computes.
    pub outputs: Vec<Output>,
}

/// A column of a statement's result.
#[derive(Debug, Clone)]
pub struct Output {
    pub figure: FigureId,
    /// The period, where the figure is a series over time.
    pub period: Option<String>,
    /// The name of the column with the value; that with the number of rows has [`rows_alias`].
    pub alias: String,
}

impl Statement {
    /// The statement as any SQL engine could run it.
    pub fn text(&self) -> String {
        format!("{}{}", self.with, self.sql)
    }
}

/// The name of the column that has the number of rows behind `alias`.
pub fn rows_alias(alias: &str) -> String {
    format!("{alias} (rows)")
}

/// All statements that the definition's figures need for a period, in the order of the datasets.
pub fn statements(definition: &Definition, period: &Period) -> Vec<Statement> {
    let mut scalars: IndexMap<From, Selection> = IndexMap::new();
    let mut groups: IndexMap<(From, Vec<String>), Selection> = IndexMap::new();
    let mut times: IndexMap<String, Vec<Option<Expr>>> = IndexMap::new();
    let mut all = Vec::new();
    // A dataset that only list tables are asked of still accounts for its rows.
    for dataset in definition.datasets.keys() {
        scalars.insert(From { dataset: dataset.clone(), list: None }, Selection::default());
    }
    for figure in definition.figures.values() {
        let Origin::Query(query) = &figure.origin else { continue };
        let Some(dataset) = definition.dataset(&query.from.dataset) else { continue };
        for back in (0..query.over).rev() {
            let Some(then) = period.earlier(back) else { continue };
            let label = (query.over > 1).then(|| then.label.clone());
            let dates = query.dates(&then);
            let time = time_condition(dataset, query.time, &dates);
            times.entry(dataset.id.clone()).or_default().push(time.clone());
            let filter = query.filter.as_ref().map(|filter| filter.with_dates(&dates));
            let by: Vec<String> = query.by.iter().map(|by| by.with_dates(&dates).to_string()).collect();
            let alias = label.as_ref().map_or_else(|| figure.id.to_string(), |label| format!("{}[{label}]", figure.id));
            let output = Output { figure: figure.id.clone(), period: label, alias: alias.clone() };
            if !query.once.is_empty() {
                all.push(once(query, dataset, &dates, &by, output));
                continue;
            }
            let selection = if by.is_empty() {
                scalars.entry(query.from.clone()).or_default()
            } else {
                groups.entry((query.from.clone(), by)).or_default()
            };
            selection.add(&alias, query.value.with_dates(&dates), time, filter);
            selection.outputs.push(output);
        }
    }
    for (from, mut selection) in scalars {
        if from.list.is_none()
            && let Some(dataset) = definition.datasets.get(&from.dataset)
        {
            selection.add_used(times.get(&from.dataset).map_or(&[], Vec::as_slice));
            let own = match dataset.time {
                RowTime::Valid { .. } => Time::During,
                RowTime::Event(_) | RowTime::Timeless => Time::Default,
            };
            let time = time_condition(dataset, own, &Dates::of(period)).map(|time| selection.time(time));
            selection.columns.push(format!("{} AS {}", count_rows(time.as_ref()), quoted(IN_PERIOD)));
            selection.accounts = true;
        }
        if !selection.columns.is_empty() {
            all.push(selection.statement(from, &[]));
        }
    }
    all.extend(groups.into_iter().map(|((from, by), selection)| selection.statement(from, &by)));
    for statement in &mut all {
        if let Some(join) = definition.joins.get(&statement.from.dataset) {
            statement.with = with_clause(join, &columns_of(definition, &join.rows.id).unwrap_or_default());
        }
    }
    // The joined ones come after those that are read.
    all.sort_by_key(|statement| {
        definition.datasets.get_index_of(&statement.from.dataset).unwrap_or(definition.datasets.len())
    });
    all
}

/// The statement of a figure for which rows that are alike count once: which rows these are depends on its own conditions.
fn once(query: &Query, dataset: &Dataset, dates: &Dates, by: &[String], output: Output) -> Statement {
    let alias = &output.alias;
    let members = by.iter().enumerate().map(|(part, by)| format!("{by} AS {}", quoted(&member_alias(part))));
    let value = format!("{} AS {}", filtered(query.value.with_dates(dates), None), quoted(alias));
    let rows = format!("COUNT(*) AS {}", quoted(&rows_alias(alias)));
    let selected: Vec<String> = members.chain([value, rows]).collect();
    Statement {
        from: query.from.clone(),
        with: String::new(),
        sql: Body::new(query, dataset, dates, None).select(&selected, by, &[]),
        accounts: false,
        key_parts: by.len(),
        outputs: vec![output],
    }
}

/// The different times in which figures count rows of a dataset, in the columns of `rows`; None is all time.
pub(super) fn times_of(definition: &Definition, period: &Period, dataset: &str, rows: &Dataset) -> Vec<Option<Expr>> {
    let mut times = Vec::new();
    for figure in definition.figures.values() {
        let Origin::Query(query) = &figure.origin else { continue };
        let periods = (0..query.over).filter(|_| query.from.dataset == dataset).filter_map(|back| period.earlier(back));
        for then in periods {
            let time = time_condition(rows, query.time, &query.dates(&then));
            if !times.contains(&time) {
                times.push(time);
            }
        }
    }
    times
}

/// Which rows count in time; None means all.
pub(super) fn time_condition(dataset: &Dataset, time: Time, dates: &Dates) -> Option<Expr> {
    use BinaryOperator as Op;
    let column = |name: &str| Expr::Identifier(name.into());
    let compare = |name: &str, op, day| binary(column(name), op, date_literal(day));
    let open_or = |name: &str, op, day| {
        Expr::Nested(Box::new(binary(Expr::IsNull(Box::new(column(name))), Op::Or, compare(name, op, day))))
    };
    match (&dataset.time, time) {
        (_, Time::All) | (RowTime::Timeless, _) => None,
        (RowTime::Event(date), _) => all_of([compare(date, Op::GtEq, dates.start), compare(date, Op::Lt, dates.end)]),
        (RowTime::Valid { from, to, inclusive }, Time::Default) => {
            let still = if *inclusive { Op::GtEq } else { Op::Gt };
            all_of([compare(from, Op::LtEq, dates.as_of), open_or(to, still, dates.as_of)])
        }
        (RowTime::Valid { from, to, inclusive }, Time::During) => {
            let still = if *inclusive { Op::GtEq } else { Op::Gt };
            all_of([compare(from, Op::Lt, dates.end), open_or(to, still, dates.start)])
        }
    }
}

/// A statement that is being put together.
///
/// Most figures of a table count in the same time, and each is a value and its number of rows: what decides whether a row counts
/// is a column of the table that is asked, computed once.
#[derive(Default)]
struct Selection {
    columns: Vec<String>,
    outputs: Vec<Output>,
    /// Whether it has [`USED`] and [`IN_PERIOD`].
    accounts: bool,
    /// The names of the columns that tell whether a row lies in a time.
    times: IndexMap<Expr, String>,
    /// The names of the columns that tell whether a row counts: in a time that has a name, and by a figure's own condition.
    conditions: IndexMap<Expr, String>,
}

impl Selection {
    fn add(&mut self, alias: &str, value: Expr, time: Option<Expr>, filter: Option<Expr>) {
        let time = time.map(|time| self.time(time));
        let condition = match filter {
            None => time,
            Some(filter) => all_of(time.into_iter().chain([filter])).map(|condition| {
                quoted(self.conditions.entry(condition).or_insert_with(|| format!("counts in {alias}")))
            }),
        };
        let value = filtered(value, condition.as_ref());
        self.columns.push(format!("{value} AS {}", quoted(alias)));
        self.columns.push(format!("{} AS {}", count_rows(condition.as_ref()), quoted(&rows_alias(alias))));
    }

    /// The column that tells whether a row lies in this time.
    fn time(&mut self, time: Expr) -> Expr {
        let number = self.times.len() + 1;
        quoted(self.times.entry(time).or_insert_with(|| format!("in time {number}")))
    }

    /// The number of rows that lie in at least one of these times.
    fn add_used(&mut self, times: &[Option<Expr>]) {
        let mut different: Vec<&Option<Expr>> = Vec::new();
        for time in times {
            if !different.contains(&time) {
                different.push(time);
            }
        }
        let all_rows = different.iter().any(|time| time.is_none());
        let any = different
            .into_iter()
            .flatten()
            .map(|time| self.time(time.clone()))
            .reduce(|left, right| binary(left, BinaryOperator::Or, right));
        let condition = if all_rows { None } else { any };
        self.columns.push(format!("{} AS {}", count_rows(condition.as_ref()), quoted(USED)));
    }

    fn statement(self, from: From, by: &[String]) -> Statement {
        let mut sql = String::from("SELECT\n");
        for (part, by) in by.iter().enumerate() {
            let _ = writeln!(sql, "  {by} AS {},", quoted(&member_alias(part)));
        }
        let name = from.table();
        let table = with_columns(&name, &name, &self.times);
        let table = with_columns(&table, &name, &self.conditions);
        let _ = write!(sql, "  {}\nFROM {table}", self.columns.join(",\n  "));
        sql.push_str(&grouping(by));
        let accounts = self.accounts;
        Statement { from, with: String::new(), sql, accounts, key_parts: by.len(), outputs: self.outputs }
    }
}

/// The end of a statement with a row for each member; "" where `by` is empty.
pub(super) fn grouping(by: &[String]) -> String {
    if by.is_empty() {
        return String::new();
    }
    let members: Vec<String> = (0..by.len()).map(|part| quoted(&member_alias(part)).to_string()).collect();
    format!("\nGROUP BY {}\nORDER BY {}", by.join(", "), members.join(", "))
}

/// The table, or a query in parentheses, with more columns, under the same name.
fn with_columns(table: &str, name: &str, columns: &IndexMap<Expr, String>) -> String {
    if columns.is_empty() {
        return table.to_owned();
    }
    let columns: Vec<String> = columns.iter().map(|(expr, name)| format!("{expr} AS {}", quoted(name))).collect();
    format!("(\nSELECT *,\n  {}\nFROM {table}\n) AS {name}", columns.join(",\n  "))
}

fn count_rows(condition: Option<&Expr>) -> String {
    condition.map_or_else(|| "COUNT(*)".to_owned(), |condition| format!("COUNT(*) FILTER (WHERE {condition})"))
}
