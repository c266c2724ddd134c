//! Shares of a table's total that running text states: `Fald er med 27,4 % den næststørste gruppe`, `unge udgør en femtedel`.

use super::words::TableWords;

use super::super::about_tables::label_stems;
use crate::proofread::checks::prelude::*;

/// Words that make a percentage one of the total.
const OF_TOTAL: [WordClass; 2] = [MAKING_UP, words![gruppe gruppen post andel]];
/// Words in a sentence whose share is of something else.
const OTHERWISE: [WordClass; 5] = [FINITE, MOVED, AGAINST, PARTITIVES, words![end blandt tilsammen stigning mål]];
/// Greatest distance at which the share is meant to be the row's, in percentage points.
const NEAR: f64 = 8.0;

pub(super) fn check(sentence: &PrintedSentence, tables: &[TableWords<'_>]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_other = has_any(tokens, &OTHERWISE);
    let is_of_total = has_any(tokens, &OF_TOTAL);
    let mut numbers = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, placed)| Some((at, placed.number()?)))
        .filter(|(_, number)| !number.is_year);
    let percent = numbers.find(|(at, number)| number.percent && !is_about(tokens, *at)).map(|(_, number)| number);
    let worded = (0..tokens.len()).find_map(|at| WordedShare::at(tokens, at));
    if is_other || !is_of_total || percent.is_none() && worded.is_none() || numbers.any(|(_, number)| number.percent) {
        return None;
    }
    let (table, row) = only(tables.iter().filter_map(|words| Some((words.table, named_row(sentence, words.table)?))))?;
    let total = total(table, row)?;
    let shares = shares(table, row, total);
    let label = row.name();
    let (verdict, computation) = match (percent, worded) {
        (Some(percent), _) => judge_percent(label, &shares, percent)?,
        (None, Some(words)) => {
            let judged: Vec<(ClaimVerdict, String)> =
                shares.iter().map(|ratio| words.judge(ratio.percent(), &told(label, ratio))).collect();
            let agreeing = judged.iter().find(|(verdict, _)| *verdict == ClaimVerdict::Agrees);
            agreeing.or(judged.last())?.clone()
        }
        (None, None) => return None,
    };
    let verdict = if verdict == ClaimVerdict::Contradicts { ClaimVerdict::MayContradict } else { verdict };
    let passage = sentence.passage(0, tokens.len());
    let claim = Claim::new(Code::PrintedShare, verdict, computation, passage).about(sentence.index, percent);
    Some(Claim { other: Some(row.passage()), ..claim })
}

/// Of several years, the share of any may be meant.
fn judge_percent(label: &str, shares: &[PrintedRatio], percent: PrintedNumber) -> Option<(ClaimVerdict, String)> {
    if let Some(ratio) = shares.iter().find(|ratio| ratio.agrees(&percent)) {
        return Some((ClaimVerdict::Agrees, format!("{}, som der står.", told(label, ratio))));
    }
    let is_meant =
        |ratio: &&PrintedRatio| (ratio.percent() - percent.value).abs() <= NEAR || is_slip(&percent, ratio.percent());
    let ratio = shares.iter().rev().find(is_meant)?;
    Some((ClaimVerdict::MayContradict, format!("{}, men der står {percent}.", told(label, ratio))))
}

fn told(label: &str, ratio: &PrintedRatio) -> String {
    let share = ratio.shown();
    format!("»{label}«: {} af {} er {share}", ratio.part, ratio.whole)
}

/// The only row whose label the sentence starts with: what a share is of comes later.
fn named_row<'a>(sentence: &PrintedSentence, table: &'a PrintedTable) -> Option<&'a PrintedRow> {
    let verb = sentence.tokens.iter().position(|placed| placed.is_in(&[BE, MAKING_UP]))?;
    let subject: Vec<&str> =
        sentence.tokens.iter().take(verb).map(|placed| stem(placed.word())).filter(|word| !word.is_empty()).collect();
    let is_named = |row: &&PrintedRow| {
        let is_numbered = |label: &str| {
            let numbers: Vec<f64> = crate::proofread::token::tokens(label)
                .iter()
                .filter_map(|placed| placed.number())
                .map(|number| number.value)
                .collect();
            numbers.iter().all(|number| {
                sentence.tokens.iter().take(verb).any(|placed| placed.number().is_some_and(|own| own.value == *number))
            })
        };
        let stems = label_stems(row);
        stems.is_some_and(|stems| stems.iter().all(|word| subject.contains(&word.as_str()))) && is_numbered(&row.label)
    };
    // »By og Kyst står for …« names two, of which one has no stem.
    let is_short = |row: &&PrintedRow| {
        let own = row.plain_label();
        own.chars().count() <= 2 && sentence.tokens.iter().take(verb).any(|placed| placed.word() == own)
    };
    if table.rows.iter().filter(|row| !row.is_heading()).any(|row| is_short(&row)) {
        return None;
    }
    let rows = table.rows.iter().filter(|row| !row.is_heading() && !row.is_total() && !row.is_item);
    only(rows.filter(is_named))
}

/// The only total of the table, or the first below the row.
fn total<'a>(table: &'a PrintedTable, row: &PrintedRow) -> Option<&'a PrintedRow> {
    let is_total =
        |other: &&PrintedRow| !other.is_heading() && other.is_total() || other.plain_label().starts_with("alle ");
    let totals: Vec<&PrintedRow> = table.rows.iter().filter(is_total).collect();
    match totals.as_slice() {
        [only] => Some(*only),
        _ => totals.into_iter().find(|total| total.index > row.index),
    }
}

fn shares(table: &PrintedTable, row: &PrintedRow, total: &PrintedRow) -> Vec<PrintedRatio> {
    let ratio = |column: usize| {
        Some(PrintedRatio { part: row.value(column)?.plain(), whole: total.value(column)?.plain() })
            .filter(PrintedRatio::is_plausible)
    };
    (0..table.width()).filter(|column| !is_change(table.column(*column))).filter_map(ratio).collect()
}
