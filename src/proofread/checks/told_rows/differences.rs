//! The change of a row between two years: `Sygehus henviste 36 flere end i 2023`, `er steget med 39 % siden 2022`.

use super::clause::TableClause;
use super::predicate::movement;
use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::changes::words::{direction, is_comparative, moved};
use crate::proofread::checks::explained::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::retold::money::unit;

/// Greatest distance at which an amount is meant to be that of the last two years, as a share of it.
const NEAR: f64 = 0.5;
const KNOWN: [WordClass; 14] = [
    PLANS,
    CURRENCY,
    MORE,
    LESS,
    VAGUE,
    RISES,
    FALLS,
    EQUALS,
    THAT_IS,
    FINITE,
    MOVED,
    CHANGE_NOUNS,
    ONWARD,
    words![mest procentpoint på ventes forhold samlede hele forbrug forbruget aktivitet aktiviteten omfang niveau],
];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    claim(clause)
        .or_else(|| between_rows(clause))
        .or_else(|| of_any_years(clause))
        .or_else(|| in_percent(clause))
        .into_iter()
        .collect()
}

/// `Antallet af hændelser faldt med 20, svarende til 6,7 %`, of the row of the sentence, or of the total.
fn in_percent(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let is_led = clause.tokens().first().is_some_and(|first| first.is_in(&[EQUALS, THAT_IS]));
    let [own] = clause.quantities.as_slice() else { return None };
    let rises = (0..clause.range.start).rev().find_map(|at| movement(tokens, at)).flatten()?;
    let is_counted = tokens.first().is_some_and(|first| first.is_in(&[COUNTS]));
    let row = clause.only_row().or_else(|| clause.total_row().filter(|_| clause.names_no_row() && is_counted))?;
    let is_plain = is_led && own.kind == QuantityKind::Percent && clause.range.end + 1 >= tokens.len();
    if !is_plain || !clause.is_covered_from_start(&KNOWN) {
        return None;
    }
    let reason = |(from, to): (usize, usize)| {
        let (from, to) = (row.value(from)?.plain(), row.value(to)?.plain());
        let moved = if rises { to.value - from.value } else { from.value - to.value };
        let told = format!("Ændringen i »{}« fra {from} til {to} i {}", row.name(), clause.table.called());
        let numbers = vec![(row.index, from), (row.index, to)];
        (!from.percent).then_some(Reason { exact: 100.0 * moved / from.value, room: 0.0, told, numbers })
    };
    let reasons: Vec<Reason> = clause.year_pairs().into_iter().filter_map(reason).collect();
    explained(own, &reasons, NEAR, Code::PrintedChange)
}

/// Whether the clause is a noun for a change after a comma: »en stigning på 9,9 %«.
fn is_apposed(clause: &TableClause<'_>) -> bool {
    let words: Vec<&PlacedToken> = clause.tokens().iter().take(3).collect();
    words.first().is_some_and(|first| first.is_in(&[ONE, THAT_IS]))
        && words.iter().any(|placed| placed.is_in(&[CHANGE_NOUNS]))
}

/// `Ejendomsudgifterne ventes at falde med 120.000 kr.`, `Det samlede forbrug er faldet med 725 recepter`: a change between any two
/// years of the row, or of the total.
fn of_any_years(clause: &TableClause<'_>) -> Option<Claim> {
    let row = match clause.named_rows()[..] {
        [row] => row,
        // »…, en stigning på 9,9 %« goes on with the row before.
        [] if is_apposed(clause) => clause.only_row()?,
        [] if clause.names_no_row() && clause.tells_group() || clause.has_word(&[TOGETHER, words![samlede hele]]) => {
            clause.total_row()?
        }
        _ => return None,
    };
    let (own, rises) = amount(clause).filter(|(own, _)| own.kind != QuantityKind::Points)?;
    if !clause.is_covered(&KNOWN) || clause.has_word(&[DENIALS, AGAINST, PARTITIVES]) {
        return None;
    }
    let scale = match own.kind {
        QuantityKind::Money => unit(clause.table)?,
        _ => 1.0,
    };
    let reason = |(from, to): (usize, usize)| {
        let (from, to) = (row.value(from)?.plain(), row.value(to)?.plain());
        let difference = if rises { to.value - from.value } else { from.value - to.value };
        let slack = from.slack() + to.slack();
        let (exact, room) = match own.kind {
            QuantityKind::Percent => (100.0 * difference / from.value, 100.0 * slack / from.value),
            _ => (difference * scale, slack * scale),
        };
        let told = format!("Ændringen i »{}« fra {from} til {to} i {}", row.name(), clause.table.called());
        (!from.percent).then(|| Reason { exact, room, told, numbers: vec![(row.index, from), (row.index, to)] })
    };
    // It may be between any other columns: a budget and an account.
    let years = clause.year_pairs();
    let columns = || 0..clause.table.width();
    let others = columns().flat_map(|from| columns().map(move |to| (from, to)));
    let is_known = !years.is_empty() && !has_any(&clause.sentence.tokens, &[BUDGETED]);
    let reasons: Vec<Reason> = years.into_iter().chain(others).filter_map(reason).collect();
    // If none holds, the likeliest is meant.
    let held = explained(own, &reasons, 0.0, Code::PrintedChange);
    held.or_else(|| explained(own, reasons.get(..1).filter(|_| is_known)?, NEAR, Code::PrintedChange))
}

/// `Fra 1. til 3. kvartal voksede ventetiden med 8,8 dage`
fn between_rows(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    if let Some(claim) = between_columns(clause).or_else(|| from_to(clause)) {
        return Some(claim);
    }
    let [first, second] = clause.named_rows()[..] else { return None };
    let [start, end] = clause.rows[..] else { return None };
    let is_from = word(tokens, start.start.checked_sub(1)) == "fra"
        && tokens.get(start.end..end.start)?.iter().all(|placed| placed.is('.') || placed.word() == "til");
    let (own, rises) = amount(clause).filter(|(own, _)| is_from && own.is_exact)?;
    if !clause.is_covered(&KNOWN) {
        return None;
    }
    let columns = clause.value_columns(false).into_iter();
    let columns: Vec<usize> = columns.filter(|column| clause.is_like(*column, own.number.decimals)).collect();
    let [column] = columns[..] else { return None };
    let (from, to) = (first.value(column)?, second.value(column)?);
    let change = PrintedChange { from, to, is_rounded: is_measured(&clause.table.title) };
    let kind = if own.kind == QuantityKind::Percent { StatedKind::Percent } else { StatedKind::Difference };
    let exact = change.computed(kind)?;
    let signed = PrintedNumber { value: if rises { own.number.value } else { -own.number.value }, ..own.number };
    let holds = change.agrees(kind, &signed)?;
    let moved = if exact < 0.0 { "et fald" } else { "en stigning" };
    let subject = format!("Fra {from} til {to} i {} er {moved} på", clause.table.called());
    let computation = match holds {
        true => format!("{subject} {}, som der står.", own.number),
        false => format!("{subject} {}, men der står {}.", own.number.corrected(exact.abs()), own.number),
    };
    let claim = clause.claim(Code::PrintedChange, holds, computation, Some(second), [own.number]);
    Some(claim.about(first.index, [from]).about(second.index, [to]))
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let [row] = clause.named_rows()[..] else { return None };
    let (from, to) = clause.year_pair()?;
    // »Flere end i 2023« without another year is told of the other of two years, or of the last.
    let is_than = clause.has_word(&[words![end siden fra]]) || year_columns(clause.table).len() == 2;
    let (own, rises) = amount(clause).filter(|_| is_than)?;
    if !own.is_exact && own.word_before() != "mod" || !clause.is_covered(&KNOWN) {
        return None;
    }
    let (first, last) = (row.value(from)?.plain(), row.value(to)?.plain());
    let kind = match own.kind {
        QuantityKind::Percent if !first.percent => StatedKind::Percent,
        QuantityKind::Points if first.percent => StatedKind::Difference,
        QuantityKind::Plain if !first.percent => StatedKind::Difference,
        QuantityKind::Money if unit(clause.table) == Some(own.scale) => StatedKind::Difference,
        _ => return None,
    };
    // »Forløb pr. måned« counts, although a month is a measure.
    let title = clause.table.title.split(" pr.").next().unwrap_or_default();
    let is_rounded = is_measured(&row.label) || is_measured(title);
    let change = PrintedChange { from: first, to: last, is_rounded };
    let exact = change.computed(kind)?;
    let signed = PrintedNumber { value: if rises { own.number.value } else { -own.number.value }, ..own.number };
    let holds = change.agrees(kind, &signed)?;
    let moved = if exact < 0.0 { "et fald" } else { "en stigning" };
    let size = if holds { own.number.to_string() } else { own.number.corrected(exact.abs()) };
    let link = if holds { "som der står" } else { "men der står" };
    let end = if holds { ".".to_owned() } else { format!(" {}.", own.number) };
    let computation = format!(
        "»{}« går fra {first} til {last} i {}, {moved} på {size}, {link}{end}",
        row.name(),
        clause.table.called()
    );
    let claim = clause.claim(Code::PrintedChange, holds, computation, Some(row), [own.number]);
    Some(claim.about(row.index, [first, last]))
}

/// `Sugekop er faldet fra 229 til 225`: one of the two is in the row, and the other should be.
fn from_to(clause: &TableClause<'_>) -> Option<Claim> {
    // »Samlet steg antallet fra 2.402 i 2023 til 2.441 i 2024«
    let row = match clause.named_rows()[..] {
        [row] => row,
        [] if clause.has_word(&[TOGETHER]) && clause.names.rows_in(&clause.sentence.tokens).is_empty() => {
            clause.total_row()?
        }
        _ => return None,
    };
    let [first, second] = clause.quantities.as_slice() else { return None };
    let (from, to) = clause.year_pair()?;
    let is_alike = |own: &Quantity<'_>| own.is_exact && own.kind == first.kind;
    let is_from_to =
        first.word_before() == "fra" && second.word_before() == "til" && is_alike(first) && is_alike(second);
    let pairs = [(row.value(from)?, first.number), (row.value(to)?, second.number)];
    let is_same = |(printed, said): &(PrintedNumber, PrintedNumber)| said.is_rounded_from(printed.value);
    let wrong: Vec<_> = pairs.iter().filter(|pair| !is_same(pair)).collect();
    let has = |said: f64| row.cells.iter().flat_map(|cell| &cell.numbers).any(|number| number.value == said);
    let known = match wrong.as_slice() {
        [] => None,
        // A number of the row may be of another year.
        [(printed, said)] if !has(said.value) && is_slip(said, printed.value) => Some((*printed, *said)),
        _ => return None,
    };
    if !is_from_to || !clause.is_covered(&KNOWN) {
        return None;
    }
    let (printed, said) = known.unwrap_or((pairs[0].0, pairs[0].1));
    let computation = format!("»{}« er {printed} i {} og {said} i teksten.", row.name(), clause.table.called());
    let claim = clause.claim(Code::PrintedTwice, known.is_none(), computation, Some(row), [said]);
    Some(claim.about(row.index, [printed]))
}

/// `Fra februar til marts steg antallet med 23`, of the total row or the row that is named.
fn between_columns(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let mentions = clause.names.columns_in(clause.tokens());
    let [start, end] = mentions[..] else { return None };
    let at = |index: usize| clause.range.start + index;
    let is_from = word(tokens, at(start.start).checked_sub(1)) == "fra"
        && tokens.get(at(start.end)..at(end.start))?.iter().all(|placed| placed.word() == "til");
    let row = match clause.named_rows()[..] {
        [row] => row,
        [] => clause.total_row()?,
        _ => return None,
    };
    let (own, rises) = amount(clause).filter(|(own, _)| is_from && own.is_exact)?;
    let (from, to) = (row.value(start.index)?, row.value(end.index)?);
    let kind = if own.kind == QuantityKind::Percent { StatedKind::Percent } else { StatedKind::Difference };
    let change = PrintedChange { from, to, is_rounded: false };
    let exact = change.computed(kind)?;
    let signed = PrintedNumber { value: if rises { own.number.value } else { -own.number.value }, ..own.number };
    let holds = change.agrees(kind, &signed).filter(|_| clause.is_covered(&KNOWN))?;
    let moved = if exact < 0.0 { "et fald" } else { "en stigning" };
    let subject = format!("»{}« går fra {from} til {to} i {}, {moved} på", row.name(), clause.table.called());
    let computation = match holds {
        true => format!("{subject} {}, som der står.", own.number),
        false => format!("{subject} {}, men der står {}.", own.number.corrected(exact.abs()), own.number),
    };
    let claim = clause.claim(Code::PrintedChange, holds, computation, Some(row), [own.number]);
    Some(claim.about(row.index, [from, to]))
}

/// The only amount of a change in the clause, and whether it is a rise.
fn amount<'a, 'b>(clause: &'b TableClause<'a>) -> Option<(&'b Quantity<'a>, bool)> {
    let tokens = &clause.sentence.tokens;
    let rises = |own: &Quantity<'_>| {
        let after = word(tokens, Some(own.end));
        if is_comparative(after) {
            return direction(after).filter(|_| clause.range.contains(&own.end));
        }
        // »Gik 8.000 tilbage«
        if is_in(after, &[ONWARD]) && own.at > 0 && is_in(own.word_before(), &[GONE]) {
            return Some(after == "frem");
        }
        let is_linked = is_in(own.word_before(), &[words![med på]]) || moved(own.word_before()).is_some();
        let near = clause.range.start..own.at;
        is_linked.then(|| near.rev().find_map(|at| movement(tokens, at))).flatten().flatten()
    };
    only(clause.quantities.iter().filter_map(|own| Some((own, rises(own)?))))
}
