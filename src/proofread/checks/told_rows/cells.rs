//! Numbers of a clause that names their row: `mens Søparken havde otte`, `flest på Søparken (22), færrest på Egegården (16)`.

use super::clause::TableClause;
use crate::proofread::checks::changes::words::{direction, is_comparative};
use crate::proofread::checks::prelude::*;

/// Words that make a number one of something else than the row counts.
const OTHERWISE: [WordClass; 7] = [
    THEM,
    NEW,
    PER,
    PARTITIVES,
    DENIALS,
    AGAINST,
    words![alene første sidste andre gennemsnit herunder mål målet forventes end sammen mellem],
];
/// Words that say nothing about what is counted.
const KNOWN: [WordClass; 4] = [MOST, LEAST, FOLLOWING, words![travleste bedst hver halvdelen]];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    let tokens = clause.tokens();
    let has_moved = tokens.iter().any(|placed| direction(placed.word()).is_some());
    if let Some(claims) = of_column(clause).or_else(|| of_row(clause)) {
        return claims;
    }
    let share = clause.range.clone().find_map(|at| WordedShare::at(&clause.sentence.tokens, at));
    let in_share = |at: usize| share.as_ref().is_some_and(|share| (share.start..share.end).contains(&at));
    let is_ratio = clause.range.clone().any(|at| !in_share(at) && ratio(&clause.sentence.tokens, at).is_some());
    // »24 spørgsmål: 6 om pleje, 5 om mad« lists something else.
    let is_said = clause.has_verb() || clause.present_verb().is_some() || clause.has_word(&KNOWN) || clause.goes_on();
    // »… steget siden 2021, mens der er kommet fire til« states what was added.
    let is_added =
        tokens.iter().rev().find(|placed| !placed.word().is_empty()).is_some_and(|last| last.word() == "til");
    if !is_said || clause.has_word(&OTHERWISE) || has_moved || is_added || is_ratio || !clause.is_covered(&KNOWN) {
        return Vec::new();
    }
    if let (true, [mention]) = (clause.quantities.iter().all(|own| in_share(own.at)), clause.rows.as_slice()) {
        return clause.row(mention).and_then(|row| worded(clause, row)).into_iter().collect();
    }
    pairs(clause).into_iter().filter_map(|(row, own)| claim(clause, row, own)).collect()
}

/// `I oktober kom 160 af de 823 konsultationer fra Pilen`: the cell and the total of its column.
fn of_column(clause: &TableClause<'_>) -> Option<Vec<Claim>> {
    let (ratio, _) = clause.range.clone().find_map(|at| ratio(&clause.sentence.tokens, at))?;
    let [row] = clause.named_rows()[..] else { return None };
    let columns = clause.value_columns(false);
    let [column] = columns[..] else { return None };
    let (cell, total) = (row.value(column)?, clause.total_row()?.value(column)?);
    let is_meant = cell.value == ratio.part.value || total.value == ratio.whole.value;
    let is_counted = clause
        .quantities
        .last()
        .is_some_and(|whole| !whole.nouns.is_empty() && whole.noun_words().all(|noun| clause.names.has_noun(noun)));
    if !is_meant || !is_counted || !clause.is_covered(&[]) {
        return None;
    }
    let pairs = [(row, cell, ratio.part), (clause.total_row()?, total, ratio.whole)];
    let wrong = pairs.into_iter().find(|(_, printed, said)| printed.value != said.value);
    let (of, printed, said) = wrong.unwrap_or((row, cell, ratio.part));
    let called = clause.table.called();
    let computation =
        format!("»{}« er {printed} under »{}« i {called} og {said} i teksten.", of.name(), clause.table.column(column));
    Some(vec![clause.claim(Code::PrintedTwice, wrong.is_none(), computation, Some(of), [said])])
}

/// `Om aftenen er 13 af de 16 stillinger besat`: two cells of the row.
fn of_row(clause: &TableClause<'_>) -> Option<Vec<Claim>> {
    let (ratio, _) = clause.range.clone().find_map(|at| ratio(&clause.sentence.tokens, at))?;
    let [row] = clause.named_rows()[..] else { return None };
    let values: Vec<PrintedNumber> =
        row.cells.iter().filter_map(|cell| cell.value).filter(|value| !value.percent && value.decimals == 0).collect();
    let [one, two] = values[..] else { return None };
    let (part, whole) = if one.value <= two.value { (one, two) } else { (two, one) };
    let pairs = [(part, ratio.part), (whole, ratio.whole)];
    let wrong: Vec<_> = pairs.iter().filter(|(printed, said)| printed.value != said.value).collect();
    let known = match wrong.as_slice() {
        [] => None,
        [(printed, said)] if is_slip(said, printed.value) => Some((*printed, *said)),
        _ => return None,
    };
    let (printed, said) = known.unwrap_or(pairs[0]);
    let computation = format!("»{}« er {printed} i {} og {said} i teksten.", row.name(), clause.table.called());
    Some(vec![clause.claim(Code::PrintedTwice, known.is_none(), computation, Some(row), [said])])
}

/// Each row with its number: one of each, or rows and numbers in turn.
fn pairs<'a, 'b>(clause: &'b TableClause<'a>) -> Vec<(&'a PrintedRow, &'b Quantity<'a>)> {
    let (rows, numbers) = (&clause.rows, &clause.quantities);
    if rows.is_empty() || rows.len() != numbers.len() {
        return Vec::new();
    }
    let follow = |first: &dyn Fn(usize) -> usize, second: &dyn Fn(usize) -> usize| {
        (0..rows.len()).all(|at| first(at) < second(at) && (at + 1 == rows.len() || second(at) < first(at + 1)))
    };
    let row = |at: usize| rows.get(at).map_or(0, |row| row.start);
    let number = |at: usize| numbers.get(at).map_or(0, |own| own.at);
    if rows.len() > 1 && !follow(&row, &number) && !follow(&number, &row) {
        return Vec::new();
    }
    rows.iter().zip(numbers).filter_map(|(mention, own)| Some((clause.row(mention)?, own))).collect()
}

/// `hver fjerde nævner rengøringen`, of the only percentage of the row.
fn worded(clause: &TableClause<'_>, row: &PrintedRow) -> Option<Claim> {
    let share = clause.range.clone().find_map(|at| WordedShare::at(&clause.sentence.tokens, at))?;
    let called = clause.table.called();
    let (percent, told) = match clause.value_columns(true)[..] {
        [column] => {
            let percent = row.value(column)?;
            (percent.value, format!("»{}« er {percent} i {called}", row.name()))
        }
        // Of a table of counts, the share in its total.
        [] => {
            let [column] = clause.value_columns(false)[..] else { return None };
            let ratio = PrintedRatio { part: row.value(column)?, whole: clause.total_row()?.value(column)? };
            let shown = ratio.shown();
            let told = format!("»{}«: {} af {} er {shown} i {called}", row.name(), ratio.part, ratio.whole);
            Some((ratio.percent(), told)).filter(|_| ratio.is_plausible())?
        }
        _ => return None,
    };
    let (verdict, computation) = share.judge(percent, &told);
    let holds = verdict == ClaimVerdict::Agrees;
    Some(clause.claim(Code::PrintedShare, holds, computation, Some(row), None))
}

fn claim(clause: &TableClause<'_>, row: &PrintedRow, own: &Quantity<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let is_plain = own.is_exact
        && matches!(own.kind, QuantityKind::Percent | QuantityKind::Plain)
        && own.scale == 1.0
        && !is_comparative(word(tokens, Some(own.end)))
        && clause.counts_rows(own)
        && (!own.nouns.is_empty() || clause.is_covered_from_start(&[&KNOWN[..], &[NOBODY]].concat()));
    let columns = clause.value_columns(own.kind == QuantityKind::Percent);
    let columns = clause.column_of_others(own, &columns).map_or(columns, |column| vec![column]);
    let said = own.number;
    let values: Vec<_> = columns.iter().filter_map(|column| Some((*column, row.value(*column)?))).collect();
    let is_printed = row.cells.iter().flat_map(|cell| &cell.numbers).any(|number| number.value == said.value);
    let holds = values.iter().any(|(_, value)| said.is_rounded_from(value.value));
    let alike: Vec<_> = values.iter().copied().filter(|(_, value)| value.decimals == said.decimals).collect();
    let values = if alike.is_empty() { values } else { alike };
    // Of several columns it must be close to one, which it then is meant to be.
    let far = |value: &PrintedNumber| (value.value - said.value).abs();
    // »Mangler 8 klinikker« is not what the row has.
    // Nor need »38 arrangementer« be what the row of that name has.
    let counts_noun = own.noun_words().all(|noun| clause.names.has_noun(noun) || noun.len() < 3);
    let is_neutral = (counts_noun || clause.is_referred()) && (clause.has_neutral_verb() || clause.has_word(&KNOWN));
    // »64 besøg« need not be what the row »Besøg« has, unless one is a misprint of the other.
    let counted = own.end..own.end + own.noun_words().count();
    let is_noun_only = !clause.is_referred() && clause.rows.iter().all(|row| counted.contains(&row.start));
    let is_meant = |value: &PrintedNumber| {
        values.len() == 1 && is_neutral && !is_noun_only || is_slip(&said, value.value) && !is_printed
    };
    let nearest = values.iter().min_by(|one, two| far(&one.1).total_cmp(&far(&two.1)));
    let (column, value) = nearest.copied().filter(|(_, value)| holds || is_meant(value))?;
    if !is_plain || is_printed && !holds || !holds && said.decimals > value.decimals {
        return None;
    }
    let name = clause.table.column(column);
    let under = if name.is_empty() || clause.table.width() == 1 { String::new() } else { format!(" under »{name}«") };
    let computation = format!("»{}« er {value}{under} i {} og {said} i teksten.", row.name(), clause.table.called());
    let claim = clause.claim(Code::PrintedTwice, holds, computation, Some(row), [said]);
    Some(claim.about(row.index, [value]))
}
