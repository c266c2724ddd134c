//! Two rows that a text compares: `Der var flere faldhændelser end medicinhændelser`.

use super::clause::TableClause;
use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::changes::words::{direction, is_comparative};
use crate::proofread::checks::prelude::*;

const KNOWN: [WordClass; 3] = [MORE, LESS, VAGUE];
/// Words that make the comparison one of changes, or deny it.
const OTHERWISE: [WordClass; 3] = [DENIALS, FINITE, MOVED];

/// Words of »tre gange så ofte som«.
const KNOWN_OF_FACTOR: [WordClass; 1] =
    [words![end lang langt gange så ofte mange stor stort høj højt lang dobbelt hyppigt nævnes]];
/// Least and greatest factor, as a share of the stated factor.
const FACTOR: (f64, f64) = (0.84, 1.2);
/// As the second, for »mere end dobbelt så mange«.
const FACTOR_MORE: f64 = 2.0;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).or_else(|| factor(clause)).or_else(|| columns(clause)).into_iter().collect()
}

/// `Der er færre børn i udskolingen end på mellemtrinnet`, of the total row or the row that is named.
fn columns(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = clause.tokens();
    let than = tokens.iter().position(|placed| placed.word() == "end")?;
    let said = tokens.iter().take(than).position(|placed| is_comparative(placed.word()))?;
    let is_more = direction(tokens.get(said)?.word())?;
    let mentions = clause.names.columns_in(tokens);
    let [first, second] = mentions[..] else { return None };
    let row = match clause.named_rows()[..] {
        [row] => row,
        [] => clause.total_row()?,
        _ => return None,
    };
    let is_apart = first.end <= than && than < second.start && first.index != second.index;
    // Years are read as a change.
    let is_year = !year_columns(clause.table).is_empty();
    if !is_apart
        || is_year
        || !clause.quantities.is_empty()
        || clause.has_word(&OTHERWISE)
        || !clause.is_covered(&KNOWN)
    {
        return None;
    }
    let (one, two) = (row.value(first.index)?, row.value(second.index)?);
    let holds = if is_more { one.value > two.value } else { one.value < two.value };
    let link = if holds { "og" } else { "men" };
    let (name, other) = (clause.table.column(first.index), clause.table.column(second.index));
    let said = tokens.get(said)?.word();
    let computation =
        format!("»{name}« har {one} og »{other}« {two} i {}, {link} der står »{said}«.", clause.table.called());
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(row), None))
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
    // »Tre gange så mange ansatte som« refers to something else.
    let is_counted = tokens.get(as_at + 2..link)?.iter().all(|placed| clause.names.has_noun(placed.word()));
    // »Mere end dobbelt så lang« has a lower bound only.
    let is_more =
        word(tokens, start.checked_sub(1)) == "end" && is_in(word(tokens, start.checked_sub(2)), &[words![mere]]);
    let is_rough = is_about(tokens, start) && !is_more || !is_counted;
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
    let most = if is_more { FACTOR_MORE } else { FACTOR.1 };
    let least = if is_more { 0.98 } else { FACTOR.0 };
    let fits = |exact: f64| exact >= least * told && exact <= most * told;
    // A word of the clause may name another column than its noun: »ventetiden for blå patienter«.
    let others = (0..clause.table.width()).filter_map(|column| Some((first.value(column)?, second.value(column)?)));
    let is_other = others.filter(|(_, two)| two.value > 0.0).any(|(one, two)| fits(one.value / two.value));
    if is_other && !factors.iter().any(|(.., exact)| fits(*exact)) {
        return None;
    }
    let (one, two, exact) = *factors.iter().find(|(.., exact)| fits(*exact)).or(factors.first())?;
    let holds = fits(exact);
    let shown = PrintedNumber { decimals: 1, ..PrintedNumber::whole(exact) };
    let link = if holds { "og" } else { "men" };
    let computation = format!(
        "»{}« er {one} og »{}« {two} i {}, altså {shown} gange så meget, {link} der står {}.",
        first.name(),
        second.name(),
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
    // »25 flere forløb i By end i Kyst« is a difference.
    let amount = clause.quantities.iter().find(|own| own.end == said || own.noun_end() == said);
    let is_other = amount.is_some_and(|own| !own.is_count() || !own.is_exact);
    if !is_apart || is_other || clause.has_word(&OTHERWISE) || !clause.is_covered(&KNOWN) {
        return None;
    }
    let (first, second) = (clause.row(&first)?, clause.row(&second)?);
    let mut columns = clause.value_columns(false);
    columns.extend(clause.value_columns(true));
    let pairs: Vec<_> =
        columns.iter().filter_map(|column| Some((first.value(*column)?, second.value(*column)?))).collect();
    let fits = |one: f64, two: f64| {
        let apart = if is_more { one - two } else { two - one };
        amount.map_or(apart > 0.0, |amount| apart == amount.value())
    };
    let holds = pairs.iter().any(|(one, two)| fits(one.value, two.value));
    let (one, two) = *pairs.last()?;
    let link = if holds { "og" } else { "men" };
    let shown = amount.map_or_else(String::new, |amount| format!("{} ", amount.number));
    let computation = format!(
        "»{}« er {one} og »{}« {two} i {}, {link} der står »{shown}{}«.",
        first.name(),
        second.name(),
        clause.table.called(),
        word(tokens, Some(said))
    );
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(first), None))
}
