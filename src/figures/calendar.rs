//! The members of a series that is grouped by a part of the date: every month of the period is a member, with or without rows.

use chrono::{Datelike, NaiveDate};
use indexmap::IndexSet;
use polars::prelude::{AnyValue, Column, DataFrame, DataType, PolarsResult};
use sqlparser::ast::Expr;

use super::body::conjuncts;
use super::engine;
use super::series::in_order;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{Dates, Expression};
use crate::definition::figure::{Query, QueryTime};
use crate::period::Period;

/// Least number of days that a member has on average. With a finer grouping, such as by day, only members with rows are listed,
/// because a table of all would be nearly all zeros.
const LEAST_DAYS: usize = 3;

/// The days of the figure's periods with the values of `by` on each of them.
struct Calendar {
    /// For each part of the key, the value of each day.
    days: Vec<Vec<String>>,
}

/// For each part of a member's key, every value in the figure's periods in order; empty if the part does not depend on the date
/// alone.
pub fn values(query: &Query, dataset: &Dataset, period: &Period) -> PolarsResult<Vec<Vec<String>>> {
    let RowTime::Event(date) = &dataset.time else { return Ok(vec![Vec::new(); query.by.len()]) };
    let is_of_date = |by: &Expression| query.time != QueryTime::All && is_only(by, date);
    if !query.by.iter().any(is_of_date) {
        return Ok(vec![Vec::new(); query.by.len()]);
    }
    let mut calendar = Calendar { days: vec![Vec::new(); query.by.len()] };
    for then in (0..query.over).rev().filter_map(|back| period.earlier(back)) {
        let dates = query.dates(&then);
        let frame = days(date, &then)?;
        for (by, values) in query.by.iter().zip(&mut calendar.days).filter(|(by, _)| is_of_date(by)) {
            let sql = statement(query, by, date, &dates);
            let found = engine::run(&query.from.table(), frame.clone(), &sql)?;
            let column = found.column(MEMBER)?.cast(&DataType::String)?;
            for row in 0..column.len() {
                match column.get(row)? {
                    AnyValue::Null => {}
                    value => values.push(value.str_value().into_owned()),
                }
            }
        }
    }
    Ok(calendar.days.iter().map(|values| members(values)).collect())
}

const MEMBER: &str = "_member";

/// Whether an expression depends on this column and no other.
fn is_only(expression: &Expression, column: &str) -> bool {
    let columns = expression.columns();
    !columns.is_empty() && columns.iter().all(|(name, _)| name == column)
}

/// A table with the days of a period as its only column.
fn days(date: &str, period: &Period) -> PolarsResult<DataFrame> {
    let epoch = NaiveDate::default().num_days_from_ce();
    let first = period.start.num_days_from_ce() - epoch;
    let numbers: Vec<i32> = (first..first + period.days() as i32).collect();
    let column = Column::new(date.into(), numbers).cast(&DataType::Date)?;
    DataFrame::new(column.len(), vec![column])
}

/// Selects the value of `by` on each day that the figure's own condition allows, as far as it depends on the date.
fn statement(query: &Query, by: &Expression, date: &str, dates: &Dates) -> String {
    let filter = query.filter.iter().flat_map(|filter| {
        conjuncts(filter.with_dates(dates)).into_iter().filter(|part| is_only(&filter.with_tree(part.clone()), date))
    });
    let conditions: Vec<String> = filter.map(|condition: Expr| condition.to_string()).collect();
    let condition = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
    format!("SELECT {} AS {MEMBER} FROM {}{condition}", by.with_dates(dates), query.from.table())
}

/// The distinct values: in the order of time if each is one run of days. Values that recur, such as months over several years,
/// are sorted as numbers and texts.
fn members(days: &[String]) -> Vec<String> {
    let found: IndexSet<&String> = days.iter().collect();
    if found.len() * LEAST_DAYS > days.len() {
        return Vec::new();
    }
    let stretches = 1 + days.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let mut members: Vec<String> = found.into_iter().cloned().collect();
    if stretches > members.len() {
        members.sort_by(|a, b| in_order(a, b));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(days: &[&str]) -> String {
        let days: Vec<String> = days.iter().flat_map(|day| std::iter::repeat_n((*day).to_owned(), 10)).collect();
        members(&days).join(" ")
    }

    #[test]
    fn months_follow_each_other_in_time_and_those_that_come_again_by_number() {
        assert_eq!(listed(&["7", "8", "12", "1", "2"]), "7 8 12 1 2");
        assert_eq!(listed(&["7", "12", "1", "7", "12", "1"]), "1 7 12");
        assert_eq!(listed(&["jan", "feb", "mar"]), "jan feb mar");
        assert_eq!(listed(&["2023-K4", "2024-K1"]), "2023-K4 2024-K1");
    }

    #[test]
    fn days_themselves_are_no_members() {
        let days: Vec<String> = (1..=28).map(|day| day.to_string()).collect();
        assert!(members(&days).is_empty());
    }
}
