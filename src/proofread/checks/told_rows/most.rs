//! The row that changed most, and the row that is first by a superlative without a side: `Egegården er gået mest frem`,
//! `Torsdag var den travleste dag`.

use super::clause::TableClause;
use super::predicate::RowPredicate;
use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

/// Superlatives of which another check knows the side, and words that only look like one.
const OTHERS: [WordClass; 3] = [MOST, LEAST, words![næste sidste seneste nærmeste eneste]];
const FEWEST_ROWS: usize = 3;
/// Words that say nothing about what is counted, besides superlatives.
const KNOWN: [WordClass; 8] = [
    ONWARD,
    FINITE,
    MOVED,
    THE_CHANGE,
    CHANGE_NOUNS,
    MORE,
    LESS,
    words![mest dag om med fra til siden år størst største mindst både målt procent procentvis procentvise relativt],
];
/// Words that make a change one in percent.
const RELATIVELY: [WordClass; 1] = [words![procent procentvis procentvise relativt]];

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    let ranked = clause.ranked_rows();
    if clause.has_word(&[DENIALS, words![blandt næst]]) {
        return Vec::new();
    }
    if ranked.len() < FEWEST_ROWS {
        return columns_first(clause);
    }
    if let Some(claim) = changed_most(clause, &clause.named_rows(), &ranked) {
        return vec![claim];
    }
    let columns = columns_first(clause);
    if columns.is_empty() { extremes(clause, &ranked) } else { columns }
}

/// The column that is first in the total row: `flest hændelser i marts og færrest i februar`.
fn columns_first(clause: &TableClause<'_>) -> Vec<Claim> {
    let tokens = clause.tokens();
    let mentions = clause.names.columns_in(tokens);
    let sides: Vec<(usize, bool)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, placed)| match placed.word() {
            own if is_in(own, &[MOST, PEAKS]) => Some((at, true)),
            own if is_in(own, &[LEAST]) => Some((at, false)),
            _ => None,
        })
        .collect();
    let is_paired = sides.len() == mentions.len()
        && sides.iter().zip(&mentions).all(|((at, _), mention)| *at < mention.start)
        && sides.iter().skip(1).zip(&mentions).all(|((at, _), mention)| mention.end <= *at);
    // »Længst i Brokær med 22 dage i 2024« ranks the rows.
    let is_of_row = |at: usize| {
        let is_peak = tokens.get(at).is_some_and(|placed| placed.is_in(&[PEAKS]));
        is_peak || clause.rows.iter().all(|row| row.start < clause.range.start + at)
    };
    let row = match clause.named_rows()[..] {
        [row] => Some(row).filter(|_| sides.iter().all(|(at, _)| is_of_row(*at))),
        [] => clause.total_row(),
        _ => None,
    };
    let Some(row) = row.filter(|_| is_paired && !clause.has_word(&[FINITE, words![end]])) else { return Vec::new() };
    if !clause.is_covered(&[MOST, LEAST]) {
        return Vec::new();
    }
    sides
        .iter()
        .zip(&mentions)
        .filter_map(|((_, is_most), mention)| column_first(clause, row, mention.index, *is_most))
        .collect()
}

fn column_first(clause: &TableClause<'_>, row: &PrintedRow, column: usize, is_most: bool) -> Option<Claim> {
    let own = row.value(column)?;
    // Columns of the same kind: months, years.
    let is_time = |name: &str| MONTHS.contains(&name.to_lowercase().as_str()) || name.trim().parse::<f64>().is_ok();
    let columns: Vec<usize> = (0..clause.table.width()).filter(|other| is_time(clause.table.column(*other))).collect();
    let values = columns.iter().filter_map(|other| Some((*other, row.value(*other)?)));
    let sign = if is_most { 1.0 } else { -1.0 };
    let (top, value) = values.max_by(|one, two| (sign * one.1.value).total_cmp(&(sign * two.1.value)))?;
    if columns.len() < FEWEST_ROWS || !columns.contains(&column) {
        return None;
    }
    let holds = own.value == value.value;
    let said = if is_most { "flest" } else { "færrest" };
    let (name, first) = (clause.table.column(column), clause.table.column(top));
    let computation = if holds {
        format!("»{name}« har {own} i {}, som er »{said}«.", clause.table.called())
    } else {
        format!("Teksten siger »{said}« om »{name}« ({own}), men »{first}« har {value} i {}.", clause.table.called())
    };
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(row), None))
}

/// `Egegården er steget mest`, `Fremgangen var mindst i både Vest og Nord`: each of the rows has the largest or the smallest change.
fn changed_most(clause: &TableClause<'_>, rows: &[&PrintedRow], ranked: &[&PrintedRow]) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let row = *rows.first().filter(|_| rows.len() == 1 || clause.has_word(&[words![både]]))?;
    // »Er steget mest«, »faldet er størst i Kyst«
    // »Den største fremgang havde Øst«
    let has_noun = clause.range.clone().any(|at| is_in(word(tokens, Some(at)), &[THE_CHANGE, CHANGE_NOUNS]));
    let is_largest = has_noun && clause.has_word(&[words![størst største]]);
    let is_least = has_noun && clause.has_word(&[words![mindst mindste]]);
    if !clause.has_word(&[words![mest]]) && !is_largest && !is_least {
        return None;
    }
    let predicate = RowPredicate::of_change(clause)?;
    let rises = predicate.rises()?;
    if !clause.is_covered(&KNOWN) {
        return None;
    }
    // The largest change to this side is the first.
    let sign = if rises == is_least { -1.0 } else { 1.0 };
    let first = |measure: &dyn Fn(&PrintedRow) -> Option<f64>| {
        let of = |row: &&PrintedRow| measure(row).map(|value| sign * value);
        let all: Vec<f64> = ranked.iter().map(of).collect::<Option<_>>()?;
        let most = all.iter().copied().fold(f64::MIN, f64::max);
        let own: Vec<f64> = rows.iter().map(of).collect::<Option<_>>()?;
        let top = ranked.iter().zip(&all).find(|(_, value)| **value == most)?.0;
        // Of rows that moved to both sides, it is not known which change is the least.
        let is_known = !is_least || all.iter().all(|value| *value < 0.0);
        is_known.then(|| (own.iter().all(|own| *own >= most - 1e-9 && (is_least || *own > 0.0)), *top))
    };
    let in_number = || first(&|row| predicate.change(row));
    let in_percent = || first(&|row| predicate.relative(row));
    let found = if clause.has_word(&RELATIVELY) { [in_percent(), None] } else { [in_number(), in_percent()] };
    let holds = found.iter().flatten().any(|(holds, _)| *holds);
    let (_, top) = *found.iter().flatten().next()?;
    let said = match () {
        () if is_least => "mindst".to_owned(),
        () if is_largest => "størst".to_owned(),
        () => format!("mest {}", predicate.said),
    };
    let row = *rows.iter().find(|row| row.index != top.index).filter(|_| !holds).unwrap_or(&row);
    Some(clause.claim(Code::PrintedWords, holds, told(clause, &said, row, top, holds), Some(row), None))
}

/// Each superlative with its row: `bedst om mandagen og dårligst om fredagen`.
fn extremes(clause: &TableClause<'_>, ranked: &[&PrintedRow]) -> Vec<Claim> {
    let tokens = &clause.sentence.tokens;
    let said: Vec<&str> =
        clause.range.clone().map(|at| word(tokens, Some(at))).filter(|word| is_superlative(word)).collect();
    if said.is_empty() || said.len() != clause.rows.len() || !clause.is_covered(&[&KNOWN[..], &[&said]].concat()) {
        return Vec::new();
    }
    let pairs = said.iter().zip(&clause.rows);
    pairs.filter_map(|(said, mention)| extreme(clause, said, clause.row(mention)?, ranked)).collect()
}

/// A superlative whose side is not known: the row must be the first or the last in a column.
fn extreme(clause: &TableClause<'_>, said: &str, row: &PrintedRow, ranked: &[&PrintedRow]) -> Option<Claim> {
    // »Maj var den varmeste måned« is about something else.
    let has_number = clause
        .quantities
        .iter()
        .any(|own| row.cells.iter().filter_map(|cell| cell.value).any(|value| value.value == own.value()));
    let is_counted =
        |placed: &PlacedToken| clause.names.has_noun(placed.word()) && !clause.names.is_row_noun(placed.word());
    // »Hurtigst er ambulatorierne« has nothing else that it may be about.
    let is_adverb = clause.tokens().first().is_some_and(|placed| placed.word() == said);
    if !has_number && !is_adverb && !clause.tokens().iter().any(is_counted) {
        return None;
    }
    let columns = if clause.columns.is_empty() { (0..clause.table.width()).collect() } else { clause.columns.clone() };
    let is_extreme = |column: &usize| {
        let values: Option<Vec<f64>> = ranked.iter().map(|row| row.value(*column).map(|value| value.value)).collect();
        let (own, values) = (row.value(*column)?.value, values?);
        // A target is the same for all rows.
        values.iter().find(|value| **value != own)?;
        Some(values.iter().all(|value| *value <= own) || values.iter().all(|value| *value >= own))
    };
    let judged: Vec<bool> = columns.iter().filter_map(is_extreme).collect();
    let holds = judged.iter().any(|is_extreme| *is_extreme);
    let computation = if holds {
        format!("»{}« er yderst i {}, og der står »{said}«.", row.name(), clause.table.called())
    } else {
        format!("»{}« er hverken først eller sidst i {}, men der står »{said}«.", row.name(), clause.table.called())
    };
    (!judged.is_empty()).then(|| clause.claim(Code::PrintedWords, holds, computation, Some(row), None))
}

fn told(clause: &TableClause<'_>, said: &str, row: &PrintedRow, top: &PrintedRow, holds: bool) -> String {
    let called = clause.table.called();
    if holds {
        format!("»{}« er »{said}« i {called}, som der står.", row.name())
    } else {
        format!("Teksten siger »{said}« om »{}«, men i {called} er det »{}«.", row.name(), top.name())
    }
}

fn is_superlative(word: &str) -> bool {
    let ending = ["est", "este", "igst", "igste"].iter().any(|ending| word.ends_with(ending));
    let is_long = word.chars().count() > 5 && !word.starts_with("næst");
    is_in(word, &[BEST]) || ending && is_long && !is_in(word, &OTHERS)
}
