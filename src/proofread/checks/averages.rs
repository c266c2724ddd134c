//! Averages: in a table, the average of all rows lies between the least and the greatest of them; in a text, it follows from two
//! numbers.

mod between;
mod columns;
mod halves;
mod per;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Labels of a row that averages the others.
const AVERAGES: [&str; 9] = [
    "gennemsnit",
    "gennemsnitligt",
    "i gennemsnit",
    "gns",
    "snit",
    "middel",
    "middelværdi",
    "median",
    "samlet gennemsnit",
];
/// With fewer rows, the average may be of more than what is printed.
const FEWEST_ROWS: usize = 2;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    for (at, sentence) in prose.iter().enumerate() {
        between::check(sentence, claims);
        let pointed = before_in_paragraph(prose, at).and_then(|before| per::pointed(sentence, before));
        claims.extend(per::check(sentence).or(pointed).filter(|claim| !claim.is_told_by(claims)));
        claims.extend(halves::check(sentence).filter(|claim| !claim.is_told_by(claims)));
    }
    for table in &report.tables {
        columns::check(table, claims);
        let totals = table.rows.iter().filter(|row| row.is_total()).count();
        for (at, row) in table.rows.iter().enumerate() {
            let is_average = is_average(row);
            for column in 0..row.cells.len() {
                // Several totals are of different rows.
                // »Gennemsnitlig score pr. plejehjem« is the title of averages and of how many they are of.
                let is_titled = is_called_average(&table.title)
                    && !is_change(table.column(column))
                    && row.value(column).is_some_and(|value| value.decimals > 0);
                let is_called = totals == 1 && row.is_total() && (is_titled || is_called_average(table.column(column)));
                // Shares of the counts beside them sum to 100 %.
                let is_called = is_called && row.value(column).is_some_and(|value| value.value != 100.0);
                if is_average || is_called {
                    claims.extend(average(table, at, column, !is_average));
                }
            }
        }
    }
}

fn is_average(row: &PrintedRow) -> bool {
    AVERAGES.contains(&row.plain_label().trim_end_matches([':', '.', '*', ' ']))
}

/// Compares the average in row `at` with the rows above it. A total may also be their sum.
fn average(table: &PrintedTable, at: usize, column: usize, may_sum: bool) -> Option<Claim> {
    let row = table.rows.get(at)?;
    let printed = row.value(column)?;
    let above = table.rows.get(..at)?.iter().rev().take_while(|row| !row.is_heading() || !may_sum);
    let above: Vec<&PrintedRow> =
        above.filter(|row| !row.is_heading() && !row.is_total() && !is_average(row)).collect();
    let values: Vec<PrintedNumber> = above.iter().map(|row| row.value(column)).collect::<Option<_>>()?;
    let is_alike = values.iter().all(|value| value.percent == printed.percent && !value.is_year && value.value >= 0.0);
    // »Heraf« counts some of the row above once more.
    let parts = above.iter().zip(&values).filter(|(row, _)| !row.is_subset()).map(|(_, value)| *value);
    let is_sum = || adds_up(&printed, &parts.collect::<Vec<_>>());
    if values.len() < FEWEST_ROWS || !is_alike || may_sum && is_sum() {
        return None;
    }
    let (least, most) = (extreme(&values, f64::min)?, extreme(&values, f64::max)?);
    let slack = printed.half_unit();
    let is_between = printed.value >= least.value - least.half_unit() - slack
        && printed.value <= most.value + most.half_unit() + slack;
    let name = row.name();
    let named = table.column(column);
    let under = if named.is_empty() { String::new() } else { format!(" under »{named}«") };
    let (verdict, computation) = if is_between {
        (ClaimVerdict::Agrees, format!("»{name}« er {printed}{under}, mellem {least} og {most}."))
    } else {
        // It may average more than the rows.
        let verdict = ClaimVerdict::MayContradict;
        (verdict, format!("»{name}« er {printed}{under}, men rækkerne går fra {least} til {most}."))
    };
    let passage = row.passage();
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage).about(row.index, [printed]);
    Some(above.iter().zip(values).fold(claim, |claim, (row, value)| claim.about(row.index, [value])))
}

fn extreme(values: &[PrintedNumber], choose: fn(f64, f64) -> f64) -> Option<PrintedNumber> {
    let value = values.iter().map(|value| value.value).reduce(choose)?;
    values.iter().copied().find(|other| other.value == value)
}
