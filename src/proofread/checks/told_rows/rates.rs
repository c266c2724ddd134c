//! The share of one column in another, of a row that a text names: `Blandt borgere med diabetes gennemførte tre ud af fire`, of a table
//! with the columns »Startet« and »Gennemført«.

use super::clause::TableClause;
use super::form::is_form;
use crate::proofread::checks::prelude::*;

/// Greatest distance at which a percentage is meant to be the share, in percentage points.
const NEAR: f64 = 15.0;
/// Letters that the name of a column and a word made from it share.
const STEM: usize = 7;
const KNOWN: [WordClass; 5] = [
    MAKING_UP,
    NEARLY,
    MOST,
    LEAST,
    words![blandt hver godt ca forløb procent hos dem andelen borgere patienter deltagere personer],
];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).or_else(|| from_to(clause)).into_iter().collect()
}

/// `Andelen, der gennemførte et KOL-forløb, steg fra 70 % til 80 %`, of the row and the part that the sentence names before.
fn from_to(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let [from, to] = clause.quantities.iter().filter(|own| own.kind == QuantityKind::Percent).collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let is_from_to = from.word_before() == "fra" && to.word_before() == "til" && from.is_exact && to.is_exact;
    let is_of_share = tokens.iter().take(from.at).any(|placed| placed.word() == "andelen");
    let row = clause.only_row().filter(|_| is_from_to && is_of_share)?;
    let is_named = |column: &usize| is_named(clause, *column, 0..from.at);
    let counts = clause.value_columns_of(row);
    let share = |part: &usize| {
        let year = years_of(clause, *part);
        let whole = only(counts.iter().filter(|whole| *whole != part && years_of(clause, **whole) == year))?;
        let ratio = PrintedRatio { part: row.value(*part)?.plain(), whole: row.value(*whole)?.plain() };
        ratio.is_plausible().then_some((*year.first()?, ratio))
    };
    let mut shares: Vec<(f64, PrintedRatio)> =
        counts.iter().filter(|column| is_named(column)).filter_map(share).collect();
    shares.sort_by(|one, two| one.0.total_cmp(&two.0));
    let [(_, first), (_, last)] = shares[..] else { return None };
    let wrong = [(first, from), (last, to)].into_iter().find(|(ratio, own)| !ratio.agrees(&own.number));
    let (ratio, own) = wrong.unwrap_or((last, to));
    let is_near = (ratio.percent() - own.number.value).abs() <= NEAR;
    let link = if wrong.is_none() { "og" } else { "men" };
    let computation = format!("{}, {link} der står {}.", told(clause, row, &ratio), own.number);
    let claim = clause.claim(Code::PrintedShare, wrong.is_none(), computation, Some(row), [own.number]);
    is_near.then(|| claim.about(row.index, [ratio.part, ratio.whole]))
}

fn told(clause: &TableClause<'_>, row: &PrintedRow, ratio: &PrintedRatio) -> String {
    format!("»{}«: {} af {} er {} i {}", row.name(), ratio.part, ratio.whole, ratio.shown(), clause.table.called())
}

fn years_of(clause: &TableClause<'_>, column: usize) -> Vec<f64> {
    years(&tokens(clause.table.column(column))).into_iter().map(|(_, year)| year).collect()
}

/// Whether a word names the column: »gennemførte« and »gennemførelsen« name »Gennemført 2023«.
fn is_named(clause: &TableClause<'_>, column: usize, mut range: std::ops::Range<usize>) -> bool {
    let name = clause.table.column(column).to_lowercase();
    let first = name.split_whitespace().next().unwrap_or_default();
    let start = |word: &str| word.chars().take(STEM).collect::<String>();
    first.chars().count() > 4
        && range.any(|at| {
            let own = word(&clause.sentence.tokens, Some(at));
            let is_long = first.chars().count() >= STEM && own.chars().count() >= STEM;
            is_form(own, first) || is_long && start(own) == start(first)
        })
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let row = match clause.named_rows()[..] {
        [row] => row,
        _ => return None,
    };
    let counts: Vec<usize> = clause.value_columns_of(row);
    let is_named = |column: &usize| is_named(clause, *column, clause.range.clone());
    let worded = clause.range.clone().find_map(|at| WordedShare::at(tokens, at));
    let in_share = |at: usize| worded.as_ref().is_some_and(|share| (share.start..share.end).contains(&at));
    let percents: Vec<&Quantity<'_>> =
        clause.quantities.iter().filter(|own| own.kind == QuantityKind::Percent).collect();
    let is_only = clause.quantities.iter().all(|own| own.kind == QuantityKind::Percent || in_share(own.at));
    let parts: Vec<usize> = counts.iter().copied().filter(is_named).collect();
    if parts.is_empty()
        || !is_only
        || clause.has_word(&[DENIALS, AGAINST, PARTITIVES, FINITE, MOVED])
        || !clause.is_covered(&KNOWN)
    {
        return None;
    }
    let ratio = |part: usize, whole: usize| {
        let ratio = PrintedRatio { part: row.value(part)?.plain(), whole: row.value(whole)?.plain() };
        (part != whole && ratio.is_plausible()).then_some((ratio, years_of(clause, part) == years_of(clause, whole)))
    };
    let mut ratios: Vec<(PrintedRatio, bool)> =
        parts.iter().flat_map(|part| counts.iter().filter_map(move |whole| ratio(*part, *whole))).collect();
    // Those of one year: without it in the sentence, of the last part. It is likeliest to be a share of the largest whole.
    ratios.retain(|(_, is_of_year)| *is_of_year);
    let (last, _) = *ratios.last()?;
    if years(tokens).is_empty() {
        ratios.retain(|(ratio, _)| ratio.part == last.part);
        ratios.sort_by(|(one, _), (two, _)| one.whole.value.total_cmp(&two.whole.value));
    }
    let (likeliest, _) = *ratios.last()?;
    let told = |ratio: &PrintedRatio| told(clause, row, ratio);
    if let (Some(worded), true) = (&worded, percents.is_empty()) {
        let judged = ratios.iter().map(|(ratio, _)| worded.judge(ratio.percent(), &told(ratio)));
        let (verdict, computation) = judged
            .clone()
            .find(|(verdict, _)| *verdict == ClaimVerdict::Agrees)
            .unwrap_or_else(|| worded.judge(likeliest.percent(), &told(&likeliest)));
        return Some(clause.claim(Code::PrintedShare, verdict == ClaimVerdict::Agrees, computation, Some(row), None));
    }
    let [own] = percents[..] else { return None };
    let agreeing = ratios.iter().rev().find(|(ratio, _)| own.may_tell(ratio.percent()) == Some(true));
    let is_near = (likeliest.percent() - own.number.value).abs() <= NEAR && own.may_tell(0.0).is_some();
    let ratio = agreeing.map(|(ratio, _)| *ratio).or(Some(likeliest).filter(|_| is_near))?;
    let link = if agreeing.is_some() { "og" } else { "men" };
    let computation = format!("{}, {link} der står {}.", told(&ratio), own.number);
    Some(clause.claim(Code::PrintedShare, agreeing.is_some(), computation, Some(row), [own.number]))
}
