//! How far what was spent is from the budget, where a table has both: `Samlet brugte vi 53.000 kr. mindre end budgetteret`.

use super::money::{named_row, unit};
use super::words::TableWords;
use crate::proofread::checks::changes::words::{direction, is_comparative};
use crate::proofread::checks::prelude::*;

pub(super) fn check(sentence: &PrintedSentence, tables: &[TableWords<'_>]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let [own] = sentence.quantities()[..] else { return None };
    let said = word(tokens, Some(own.end));
    let is_more = direction(said).filter(|_| is_comparative(said) && word(tokens, Some(own.end + 1)) == "end")?;
    let is_budget = (own.end + 2..own.end + 4).any(|at| is_in(word(tokens, Some(at)), &[BUDGETED]));
    if own.kind != QuantityKind::Money || !own.is_exact || !is_budget {
        return None;
    }
    let row = |table| named_row(sentence, &own, table).or_else(|| total(sentence, table));
    let mut found = tables.iter().filter_map(|words| {
        let (table, unit) = (words.table, unit(words.table)?);
        Some((table, row(table)?, unit))
    });
    let (table, row, unit) = found.next().filter(|_| found.next().is_none())?;
    let is_budgeted = |column: &usize| has_part(&table.column(*column).to_lowercase(), &[words![budget bevilling]]);
    let budget = only_column(table, is_budgeted)?;
    let spent = only_column(table, |column| !is_budgeted(column) && !is_change(table.column(*column)))?;
    let (budget, spent) = (row.value(budget)?, row.value(spent)?);
    let exact = unit * (spent.value - budget.value);
    let told = if is_more { own.value() } else { -own.value() };
    let room = own.number.half_unit() * own.scale + unit * (budget.half_unit() + spent.half_unit());
    let holds = (told - exact).abs() <= if own.scale > 1.0 || budget.decimals > 0 { room } else { 0.0 };
    let link = if holds { "og" } else { "men" };
    let far = PrintedNumber::whole(exact.abs());
    let side = if exact > 0.0 { "over" } else { "under" };
    let computation = format!(
        "»{}« er {far} kr. {side} budgettet i {}, {link} der står {} {said}.",
        row.name(),
        table.called(),
        PrintedNumber::whole(own.value())
    );
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let claim = Claim::new(Code::PrintedChange, verdict, computation, sentence.passage(0, tokens.len()));
    let claim = claim.about(sentence.index, [own.number]).about(row.index, [budget, spent]);
    Some(Claim { other: Some(row.passage()), ..claim })
}

/// The only total of the table, if the sentence is about all of it.
fn total<'a>(sentence: &PrintedSentence, table: &'a PrintedTable) -> Option<&'a PrintedRow> {
    only(table.rows.iter().filter(|row| row.is_total() && !row.is_heading()))
        .filter(|_| has_any(&sentence.tokens, &[TOGETHER]))
}

fn only_column(table: &PrintedTable, is_so: impl Fn(&usize) -> bool) -> Option<usize> {
    only((0..table.width()).filter(is_so))
}
