//! Totals of tables that the text repeats in another place: `I alt var konsulenterne ude på 136 besøg`.

use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;
use crate::proofread::checks::told_rows::names::TableNames;

/// Smaller numbers are misprints of many others.
const LEAST: f64 = 20.0;
/// Most tokens between »i alt« and the number.
const NEAR: usize = 7;
/// Fewest letters of a noun that a compound may end with.
const LONG: usize = 5;
/// Words in a sentence whose number is of some, or of another time.
const OTHERWISE: [WordClass; 8] =
    [AGAINST, PARTITIVES, MORE, LESS, COUNTING, PLANS, BUDGETED, words![af end siden når hvis uden]];

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let printed: Vec<f64> = report
        .tables
        .iter()
        .flat_map(|table| table.rows.iter().flat_map(|row| row.cells.iter().flat_map(|cell| &cell.numbers)))
        .map(|number| number.value)
        .collect();
    for own in report.quantities.iter().filter(|own| own.is_count() && own.is_exact && own.value() >= LEAST) {
        let tokens = &own.sentence.tokens;
        let before = tokens.get(own.at.saturating_sub(NEAR)..own.at).unwrap_or_default();
        if !has_any(before, &[words![alt tilsammen]]) || has_any(tokens, &OTHERWISE) || printed.contains(&own.value()) {
            continue;
        }
        let tables = report.tables.iter().zip(report.names());
        let totals: Vec<_> = tables.filter_map(|(table, names)| total(table, names, own)).collect();
        let [(table, row, value)] = totals.as_slice() else { continue };
        let is_told = own.sentence.quantities().iter().any(|other| other.value() == value.value);
        if is_misprint(&own.number, value.value) && !is_told {
            let computation = format!("»{}« er {value} i {} og {} i teksten.", row.name(), table.called(), own.number);
            let passage = own.sentence.passage(own.at.saturating_sub(NEAR), own.noun_end());
            let claim = Claim::new(Code::PrintedTwice, ClaimVerdict::MayContradict, computation, passage);
            let claim = Claim { other: Some(row.passage()), ..claim }.about(own.sentence.index, [own.number]);
            claims.extend(Some(claim.about(row.index, [*value])).filter(|claim| !claim.is_told_by(claims)));
        }
    }
}

/// The only total of what the number counts, of the last year.
fn total<'a>(
    table: &'a PrintedTable,
    names: &TableNames,
    own: &Quantity<'_>,
) -> Option<(&'a PrintedTable, &'a PrintedRow, PrintedNumber)> {
    let noun = own.noun_words().next().filter(|noun| noun.chars().count() >= LONG)?;
    let row = only(table.rows.iter().filter(|row| row.is_total()))?;
    let last = year_columns(table).into_iter().max_by(|one, two| one.1.total_cmp(&two.1)).map(|(column, _)| column);
    let named = only((0..table.width()).filter(|column| is_form(&table.column(*column).to_lowercase(), noun)));
    let column = named.or_else(|| last.filter(|_| names.has_noun(noun)))?;
    Some((table, row, row.value(column).filter(|value| !value.percent)?.plain()))
}
