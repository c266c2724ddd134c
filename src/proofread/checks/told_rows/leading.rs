//! The first rows of a table together: `De to største grupper udgør tilsammen 76 %`.

use super::clause::{TableClause, listed};
use crate::proofread::checks::prelude::*;

const KNOWN: [WordClass; 5] = [MOST, LEAST, MAKING_UP, TOGETHER, words![grupper sammen]];
/// Greatest distance at which a number is meant to be the sum, as a share of it.
const NEAR: f64 = 0.3;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).into_iter().collect()
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let [count, own] = clause.quantities.as_slice() else { return None };
    let superlative = tokens.get(count.end).filter(|placed| placed.word().ends_with('e'))?;
    let is_most = superlative.is_in(&[MOST]);
    let is_led = count.word_before() == "de" && (is_most || superlative.is_in(&[LEAST]));
    let is_sum = clause.has_word(&[MAKING_UP, TOGETHER, HAVE]) && clause.rows.is_empty();
    let [column] = clause.value_columns(false)[..] else { return None };
    if !is_led || !is_sum || !count.is_count() || own.may_tell(0.0).is_none() || !clause.is_covered(&KNOWN) {
        return None;
    }
    let sign = if is_most { -1.0 } else { 1.0 };
    let value = |row: &PrintedRow| row.value(column).map_or(0.0, |value| value.value);
    let mut rows = clause.ranked_rows();
    rows.sort_by(|one, two| (sign * value(one)).total_cmp(&(sign * value(two))));
    // »Andet« may count as a group or not.
    let named: Vec<&PrintedRow> =
        rows.iter().copied().filter(|row| !starts_in(&row.plain_label(), &[REST_ROWS])).collect();
    let total = clause.total_row().map_or_else(|| rows.iter().map(|row| value(row)).sum(), value);
    let first = |rows: &[&'_ PrintedRow]| {
        let part: f64 = rows.get(..count.value() as usize)?.iter().map(|row| value(row)).sum();
        let (part, whole) = (PrintedNumber::whole(part), PrintedNumber::whole(total));
        match own.kind {
            QuantityKind::Percent => {
                let percent = PrintedRatio { part, whole }.percent();
                let shown = PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(percent) };
                Some((percent, format!("{part} af {whole} = {shown}")))
            }
            QuantityKind::Plain => Some((part.value, part.to_string())),
            _ => None,
        }
    };
    let found = [first(&rows)?, first(&named)?];
    let agreeing = found.iter().find(|(exact, _)| own.may_tell(*exact) == Some(true));
    let is_near = |exact: f64| (exact - own.number.value).abs() <= NEAR * exact;
    let (_, shown) = agreeing.or_else(|| found.iter().find(|(exact, _)| is_near(*exact)))?;
    let link = if agreeing.is_some() { "som der står".to_owned() } else { format!("men der står {}", own.number) };
    let top = listed(rows.get(..count.value() as usize)?);
    let computation = format!("{top} i {} er {shown}, {link}.", clause.table.called());
    Some(clause.claim(Code::PrintedSum, agreeing.is_some(), computation, rows.first().copied(), [own.number]))
}
