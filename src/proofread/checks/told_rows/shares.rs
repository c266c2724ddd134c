//! The share of a row or column in the total of its table: `April alene stod for 42 % af kvartalets fald`, `medicin udgør 41 %
//! (2023: 42 %)`.

use super::clause::TableClause;
use super::form::is_form;
use crate::proofread::checks::prelude::*;

const OTHERWISE: [WordClass; 4] = [DENIALS, AGAINST, PARTITIVES, words![end blandt tilsammen mål]];
/// Words that say nothing about what is counted, besides those for a part of a year.
const KNOWN: [WordClass; 7] = [
    EQUALS,
    MOST,
    WHOLES,
    MAKING_UP,
    ALL,
    NEARLY,
    words![alene gruppe afdeling post kvartalets årets halvårets månedens periodens hver halvdelen procent sig godt ca],
];
/// Words for all that came in or went out.
const WHOLES: WordClass =
    words![udgifterne omkostningerne forbruget budgettet regnskabet indtægterne omsætningen samlede];
/// Greatest distance at which a percentage is meant to be the share, in percentage points.
const NEAR: f64 = 10.0;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause).or_else(|| in_two_years(clause)).into_iter().collect()
}

/// `Luftveje tegner sig for 42 % af recepterne mod 45 % i 2023`, each of its year.
fn in_two_years(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let verb = clause.range.clone().find(|at| is_in(word(tokens, Some(*at)), &[MAKING_UP]))?;
    let percents: Vec<&Quantity<'_>> =
        clause.quantities.iter().filter(|own| own.kind == QuantityKind::Percent && own.at > verb).collect();
    let [own, earlier] = percents[..] else { return None };
    let is_against = is_in(earlier.word_before(), &[AGAINST]) && own.is_exact && clause.quantities.len() == 2;
    let [row] = clause.named_rows()[..] else { return None };
    let total = only(clause.table.rows.iter().filter(|row| row.is_total()))?;
    let (from, to) = clause.year_pairs().first().copied().filter(|_| is_against)?;
    if !clause.is_covered(&[&KNOWN[..], &[AGAINST, EARLIER]].concat()) {
        return None;
    }
    let of = |column: usize| ratio(row.value(column)?, total.value(column)?);
    let pairs = [(of(to)?, own), (of(from)?, earlier)];
    let wrong = pairs.iter().find(|(ratio, own)| !ratio.agrees(&own.number));
    let (ratio, said) = wrong.unwrap_or(&pairs[0]);
    let link = if wrong.is_some() { "men" } else { "og" };
    let called = clause.table.called();
    let computation =
        format!("{} af {} er {} i {called}, {link} der står {}.", ratio.part, ratio.whole, ratio.shown(), said.number);
    let is_near = (ratio.percent() - said.number.value).abs() <= NEAR || is_slip(&said.number, ratio.percent());
    is_near.then(|| clause.claim(Code::PrintedShare, wrong.is_none(), computation, Some(row), [said.number]))
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    // »Nord er den største med 29 % af medlemmerne«
    let with = |at: &usize| {
        let percent = tokens.get(at + 1).and_then(PlacedToken::number);
        word(tokens, Some(*at)) == "med" && percent.is_some_and(|own| own.percent) && word(tokens, Some(at + 2)) == "af"
    };
    // »Almen praksis stod for 54 %, og hospitalerne for 28 %«
    let again = |at: &usize| {
        let percent = tokens.get(at + 1).and_then(PlacedToken::number);
        let before = tokens.get(..clause.range.start).unwrap_or_default();
        word(tokens, Some(*at)) == "for" && percent.is_some_and(|own| own.percent) && has_any(before, &[MAKING_UP])
    };
    let is_verb = |at: &usize| is_in(word(tokens, Some(*at)), &[MAKING_UP]) || with(at) || again(at);
    // »Øst havde flest borgere (198), svarende til 41 % af alle«
    let is_equal = clause.rows.is_empty() && clause.tokens().first().is_some_and(|first| first.is_in(&[EQUALS]));
    let verb = clause.range.clone().find(is_verb).or(Some(clause.range.start).filter(|_| is_equal))?;
    let subject = tokens.get(clause.range.start..verb)?;
    let ratios: Vec<PrintedRatio> = match (clause.named_rows().as_slice(), &clause.names.columns_in(subject)[..]) {
        ([row], _) => of_row(clause, row),
        ([], []) if is_equal => of_row(clause, clause.only_row()?),
        ([], [column]) => of_column(clause, column.index).into_iter().collect(),
        _ => return None,
    };
    if ratios.is_empty() || clause.has_word(&OTHERWISE) || !clause.is_covered(&KNOWN) {
        return None;
    }
    let told = |ratio: &PrintedRatio| {
        let share = ratio.shown();
        format!("{} af {} er {share} i {}", ratio.part, ratio.whole, clause.table.called())
    };
    let (percents, others): (Vec<&Quantity<'_>>, Vec<_>) =
        clause.quantities.iter().partition(|own| own.kind == QuantityKind::Percent);
    let [own] = percents[..] else { return None };
    // »Øst står med 304 svar for 39 %« states the part too.
    let is_part = |own: &&Quantity<'_>| ratios.iter().any(|ratio| ratio.part.value == own.value());
    if !others.iter().all(is_part) {
        return None;
    }
    let percent = own.number;
    let agrees = |ratio: &&PrintedRatio| {
        let exact = ratio.percent();
        let room = exact * (ratio.part.slack() / ratio.part.value.max(1.0) + ratio.whole.slack() / ratio.whole.value);
        own.may_tell(own.value().max(exact - room).min(exact + room)) == Some(true)
    };
    let agreeing = ratios.iter().find(agrees);
    let is_near = |ratio: &&PrintedRatio| (ratio.percent() - percent.value).abs() <= NEAR;
    let ratio = agreeing.or_else(|| ratios.iter().rev().find(is_near))?;
    let link = if agreeing.is_some() { "og" } else { "men" };
    let computation = format!("{}, {link} der står {percent}.", told(ratio));
    (own.kind == QuantityKind::Percent && own.may_tell(0.0).is_some())
        .then(|| clause.claim(Code::PrintedShare, agreeing.is_some(), computation, None, [percent]))
}

/// The share of the row in each column that the number may be of.
fn of_row(clause: &TableClause<'_>, row: &PrintedRow) -> Vec<PrintedRatio> {
    let tokens = &clause.sentence.tokens;
    let totals = || clause.table.rows.iter().filter(|total| total.is_total());
    let of = clause.range.clone().rev().find(|at| word(tokens, Some(*at)) == "af");
    let is_named = |total: &&PrintedRow| {
        let label = total.plain_label();
        of.is_some_and(|of| {
            (of + 1..clause.range.end)
                .any(|at| label.split_whitespace().any(|own| is_form(own, word(tokens, Some(at)))))
        })
    };
    // »44 % af indtægterne« refers to »Indtægter i alt«; otherwise the total below the row is meant.
    let total = totals().find(is_named).or_else(|| totals().find(|total| total.index > row.index)).or(totals().next());
    let Some(total) = total else { return Vec::new() };
    let columns = clause.value_columns(false).into_iter();
    columns.filter_map(|column| ratio(row.value(column)?, total.value(column)?)).collect()
}

/// The share of the column in the total of all columns, of the last row.
fn of_column(clause: &TableClause<'_>, column: usize) -> Option<PrintedRatio> {
    let whole = (0..clause.table.width()).find(|other| total_kind(clause.table.column(*other)).is_some())?;
    let total = clause.table.rows.iter().find(|row| row.is_total())?;
    ratio(total.value(column)?, total.value(whole)?)
}

fn ratio(part: PrintedNumber, whole: PrintedNumber) -> Option<PrintedRatio> {
    let ratio = PrintedRatio { part: part.plain(), whole: whole.plain() };
    // »17,6 mio. kr.« of »22,6 mio. kr.«
    let are_amounts = !part.percent && !whole.percent && part.decimals == whole.decimals && part.value <= whole.value;
    Some(ratio).filter(|ratio| ratio.is_plausible() || are_amounts && part.decimals > 0 && part.value > 0.0)
}
