//! Two rows that a text compares: `Der var flere faldhændelser end medicinhændelser`.

use super::clause::{TableClause, label};
use crate::findings::Code;
use crate::proofread::checks::changes::words::{direction, is_comparative};
use crate::proofread::claim::Claim;
use crate::proofread::exact::is_about;
use crate::proofread::number::{PrintedNumber, word_of};
use crate::proofread::quantity::word;

const KNOWN: [&str; 9] = ["flere", "færre", "højere", "lavere", "længere", "kortere", "større", "mindre", "mere"];
/// Words that make the comparison one of changes, or deny it.
const OTHERWISE: [&str; 6] = ["ikke", "hverken", "steg", "steget", "faldt", "faldet"];

/// Words of »tre gange så ofte som«.
const KNOWN_OF_FACTOR: [&str; 12] =
    ["gange", "så", "ofte", "mange", "stor", "stort", "høj", "højt", "lang", "dobbelt", "hyppigt", "nævnes"];
/// Least and greatest factor, as a share of the one that is told.
const FACTOR: (f64, f64) = (0.84, 1.2);

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).or_else(|| factor(clause)).into_iter().collect()
}

/// `Personalets tid nævnes tre gange så ofte som rengøring`
fn factor(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let as_at = clause.range.clone().find(|at| word(tokens, Some(*at)) == "så")?;
    let last = as_at.checked_sub(1)?;
    let (start, told) = match word(tokens, Some(last)) {
        "dobbelt" => (last, 2.0),
        "gange" => (last.checked_sub(1)?, tokens.get(last.checked_sub(1)?)?.number()?.value),
        _ => return None,
    };
    let [first, second] = clause.rows[..] else { return None };
    let link = (as_at..second.start).find(|at| word(tokens, Some(*at)) == "som")?;
    let is_rough = is_about(tokens, start);
    if first.end > link || is_rough || first.index == second.index || !clause.is_covered(&KNOWN_OF_FACTOR) {
        return None;
    }
    let (first, second) = (clause.row(&first)?, clause.row(&second)?);
    let mut columns = clause.value_columns(false);
    columns.extend(clause.value_columns(true));
    let factors = columns.iter().filter_map(|column| {
        let (one, two) = (first.value(*column)?, second.value(*column)?);
        (two.value > 0.0).then(|| (one, two, one.value / two.value))
    });
    let factors: Vec<_> = factors.collect();
    let fits = |exact: f64| exact >= FACTOR.0 * told && exact <= FACTOR.1 * told;
    let (one, two, exact) = *factors.iter().find(|(.., exact)| fits(*exact)).or(factors.first())?;
    let holds = fits(exact);
    let shown = PrintedNumber { decimals: 1, ..PrintedNumber::whole(exact) };
    let link = if holds { "og" } else { "men" };
    let computation = format!(
        "»{}« er {one} og »{}« {two} i {}, altså {shown} gange så meget, {link} der står {}.",
        label(first),
        label(second),
        clause.table.called(),
        word_of(&PrintedNumber::whole(told))
    );
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(first), None))
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let is_than = |at: &usize| word(tokens, Some(*at)) == "end";
    let than = clause.range.clone().find(is_than)?;
    let mut comparatives = clause.range.clone().filter(|at| is_comparative(word(tokens, Some(*at))));
    let said = comparatives.next().filter(|at| *at < than && comparatives.next().is_none())?;
    let is_more = direction(word(tokens, Some(said)))?;
    let [first, second] = clause.rows[..] else { return None };
    let is_apart = first.end <= than && than < second.start && first.index != second.index;
    // »12 flere end« is a difference.
    let is_amount = said.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|placed| placed.number().is_some());
    if !is_apart || is_amount || clause.has_word(&OTHERWISE) || !clause.is_covered(&KNOWN) {
        return None;
    }
    let (first, second) = (clause.row(&first)?, clause.row(&second)?);
    let mut columns = clause.value_columns(false);
    columns.extend(clause.value_columns(true));
    let pairs: Vec<_> =
        columns.iter().filter_map(|column| Some((first.value(*column)?, second.value(*column)?))).collect();
    let holds = pairs.iter().any(|(one, two)| if is_more { one.value > two.value } else { one.value < two.value });
    let (one, two) = *pairs.last()?;
    let link = if holds { "og" } else { "men" };
    let computation = format!(
        "»{}« er {one} og »{}« {two} i {}, {link} der står »{}«.",
        label(first),
        label(second),
        clause.table.called(),
        word(tokens, Some(said))
    );
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(first), None))
}
