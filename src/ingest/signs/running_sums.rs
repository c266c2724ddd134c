//! Numbers that have been added up already (»akkumuleret«, »år til dato«) must not be added up again: each row has those before it.

use polars::prelude::DataType;

use super::SignMaterial;
use super::header_words::has_word;
use super::row_codes::{self, Codes};
use crate::danish;
use crate::definition::dataset::{Column, ColumnKind, RowTime};
use crate::definition::figure::FigureDefinition;
use crate::findings::{Code, Finding};

/// Words of headers of running sums.
const RUNNING: [&str; 7] = ["akk.", "akkum", "kumul", "løbende", "til dato", "åtd", "ytd"];
/// Numbers of a group of rows at least.
const LEAST_NUMBERS: usize = 3;
/// One in so many orders of the numbers is one in which they never fall, at least. Few numbers rise by chance.
const LEAST_ORDERS: f64 = 30_000.0;
/// The same where the header says that it is a running sum.
const LEAST_ORDERS_TOLD: f64 = 5.0;
/// A running sum begins with one of its steps. Numbers that grow, as of members, begin with many steps at once.
const MOST_STEPS_AT_START: f64 = 3.0;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    // Rows without a day may be sorted by their numbers.
    let RowTime::Event(day) = &evidence.dataset.time else { return Vec::new() };
    if evidence.limits.chance == 0 {
        return Vec::new();
    }
    let numbers =
        evidence.dataset.columns.iter().filter(|(_, column)| {
            !column.drop && matches!(column.kind, ColumnKind::Integer(_) | ColumnKind::Decimal(_))
        });
    let added = numbers.filter_map(|(name, column)| {
        let mut figures = evidence.definition.figures.values();
        Some((name, column, figures.find(|figure| adds_up(evidence, figure, name, day))?))
    });
    added.filter_map(|(name, column, figure)| finding(evidence, name, column, figure, day)).collect()
}

/// Whether the figure is a sum of the column over several days.
fn adds_up(evidence: &SignMaterial<'_>, figure: &FigureDefinition, name: &str, day: &str) -> bool {
    let Some(query) = figure.query().filter(|query| query.from.dataset == evidence.dataset.id) else { return false };
    let mut sums = query.value.aggregated().into_iter().filter(|of| of.function == "SUM" && of.is_bare);
    let mut chosen = query.filter.iter().chain(&query.by).flat_map(|it| it.columns());
    sums.any(|of| of.columns.iter().any(|it| it == name)) && !chosen.any(|(column, _)| column == day || column == name)
}

fn finding(
    evidence: &SignMaterial<'_>,
    name: &str,
    column: &Column,
    figure: &FigureDefinition,
    day: &str,
) -> Option<Finding> {
    let numbers = evidence.table.frame.column(name).ok()?.cast(&DataType::Float64).ok()?;
    let (numbers, days) = (numbers.f64().ok()?, evidence.table.days(day).ok()?);
    let counts = evidence.rows_that_count();
    let mut rows: Vec<(i32, usize, f64)> = (0..numbers.len())
        .filter(|row| counts(*row))
        .filter_map(|row| Some((days.get(row)?, row, numbers.get(row)?)))
        .collect();
    rows.sort_by_key(|(day, row, _)| (*day, *row));
    let told = column.headers.iter().any(|header| has_word(header, &RUNNING));
    let least = if told { LEAST_ORDERS_TOLD } else { LEAST_ORDERS };
    let all = vec![rows.iter().map(|(day, _, number)| (*day, *number)).collect()];
    let is_whole = are_running(&all, least);
    if !is_whole {
        let mut texts = evidence.dataset.columns.iter().filter(|(other, column)| {
            !column.drop
                && other.as_str() != name
                && !matches!(column.kind, ColumnKind::Decimal(_) | ColumnKind::Date(_))
        });
        texts.find(|(other, _)| {
            row_codes::of_column(evidence, other).is_some_and(|codes| are_running(&by_group(&rows, &codes), least))
        })?;
    }
    let shown: Vec<String> = rows.iter().take(3).map(|(.., number)| danish::number(*number, 0)).collect();
    let (_, last, greatest) = *rows.last()?;
    let message = format!(
        "Tallene i kolonnen bliver aldrig mindre fra dag til dag ({}, …) og er nok en løbende sum, men »{}« lægger dem sammen.",
        shown.join(", "),
        figure.label
    );
    let instead =
        if is_whole { format!(", eller skriv value = \"MAX({name})\" ved nøgletallet") } else { String::new() };
    let advice = format!(
        "Er tallene akkumuleret, så hent eksporten uden{instead}. Er hvert tal kun rækkens eget, er der intet at gøre."
    );
    let place = evidence.place(last, Some(name), Some(danish::number(greatest, 0)));
    Some(Finding::new(Code::RunningSum, place, message).advise(advice))
}

/// The days and numbers of each group of rows, in the order of the days.
fn by_group(rows: &[(i32, usize, f64)], groups: &Codes) -> Vec<Vec<(i32, f64)>> {
    let mut numbers = vec![Vec::new(); groups.different];
    for (day, row, number) in rows {
        numbers[groups.codes[*row] as usize].push((*day, *number));
    }
    numbers.retain(|group| !group.is_empty());
    numbers
}

/// Whether the numbers of each group rise from day to day as running sums do, so often that it is no chance.
fn are_running(groups: &[Vec<(i32, f64)>], least_orders: f64) -> bool {
    groups.iter().all(|group| is_running(group))
        && groups
            .iter()
            .map(|group| orders(group))
            .try_fold(1.0, |all: f64, of| (all < least_orders).then_some(all * of))
            .is_none_or(|all| all >= least_orders)
}

/// Whether there is one number for each day, which never falls, and begins with a step that is not much greater than the others.
fn is_running(numbers: &[(i32, f64)]) -> bool {
    let ([(_, first), ..], [.., (_, last)]) = (numbers, numbers) else { return false };
    let steps = numbers.len() as f64 - 1.0;
    numbers.len() >= LEAST_NUMBERS
        && numbers.is_sorted_by(|(day, number), (next_day, next)| day < next_day && number <= next)
        && *first >= 0.0
        && last > first
        && *first <= MOST_STEPS_AT_START * (last - first) / steps
}

/// In how many orders the different numbers could stand.
fn orders(numbers: &[(i32, f64)]) -> f64 {
    let different = 1 + numbers.windows(2).filter(|pair| pair[0].1 < pair[1].1).count();
    (1..=different.min(20)).map(|number| number as f64).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_rise_from_their_first_step_are_running_sums() {
        let running = |groups: &[&[f64]]| {
            let groups: Vec<Vec<(i32, f64)>> =
                groups.iter().map(|group| (0..).zip(group.iter().copied()).collect()).collect();
            are_running(&groups, LEAST_ORDERS)
        };
        let of_one_day = (1..=9).map(|number| (7, f64::from(number))).collect();
        assert!(!are_running(&[of_one_day], LEAST_ORDERS), "a list of one day");
        assert!(running(&[&[13.0, 29.0, 41.0, 41.0, 60.0, 71.0, 90.0, 99.0, 120.0]]));
        assert!(running(&[&[1.0, 2.0, 4.0, 6.0, 7.0], &[0.0, 5.0, 9.0, 16.0, 20.0], &[3.0, 6.0, 8.0, 9.0, 15.0]]));
        assert!(!running(&[&[100.0, 101.0, 103.0, 104.0, 107.0, 108.0, 110.0, 111.0, 115.0]]), "members");
        assert!(!running(&[&[1.0, 2.0, 4.0, 6.0, 7.0]]), "by chance");
        assert!(!running(&[&[13.0, 29.0, 41.0, 40.0, 60.0, 71.0, 90.0, 99.0, 120.0]]));
        assert!(!running(&[&[1.0, 2.0, 4.0, 6.0, 7.0], &[5.0]]), "a group of one row");
        assert!(!running(&[]));
    }
}
