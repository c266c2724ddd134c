//! Rows with their numbers in one sentence, whatever else it says: `mest efterspurgt var pakkerne om ADHD (10), astma (4) og
//! polyfarmaci (3)`, `pakken om opioider nåede ud til 238 praksis i 21 klynger`.
//!
//! Here the other numbers show which table and column is meant: all but one must agree. The column of a single number follows
//! from its noun.

use super::about::NamedTables;
use super::names::{Mention, TableNames};
use crate::proofread::checks::about_tables::AROUND;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::words::TableWords;

/// Most tokens between a row and its number.
const APART: usize = 7;
/// Smaller numbers agree by accident.
const LEAST: f64 = 10.0;
/// Words in a sentence whose numbers are changes, bounds or averages.
const OTHERWISE: [WordClass; 7] = [MORE, LESS, RISES, FALLS, PER, TARGETS, words![end mindst højst gennemsnit forskel]];

/// A number and the row that it is said to be of.
struct RowNumber<'a> {
    row: &'a PrintedRow,
    own: Quantity<'a>,
}

pub(super) fn check(report: &ReadReport<'_>, tables: &NamedTables<'_>, claims: &mut Vec<Claim>) {
    for sentence in report.prose.iter().filter(|sentence| !has_any(&sentence.tokens, &OTHERWISE)) {
        let found = tables.words.iter().zip(tables.names).filter_map(|(words, names)| paired(sentence, words, names));
        let mut found: Vec<Claim> = found.collect();
        // Of several tables, one that the sentence agrees with is meant.
        if found.iter().any(|claim| claim.verdict == ClaimVerdict::Agrees) {
            found.retain(|claim| claim.verdict == ClaimVerdict::Agrees);
        }
        found.truncate(1);
        claims.extend(found.into_iter().filter(|claim| !claim.is_told_by(claims)).collect::<Vec<_>>());
    }
}

fn paired(sentence: &PrintedSentence, words: &TableWords<'_>, names: &TableNames) -> Option<Claim> {
    let table = words.table;
    let is_near = sentence.index + AROUND >= table.lines.start && sentence.index <= table.lines.end + AROUND;
    let mentions = if is_near { names.rows_in(&sentence.tokens) } else { return None };
    let all: Vec<Quantity<'_>> = sentence.quantities();
    let orders = [pairs(table, &mentions, &all, true), pairs(table, &mentions, &all, false)];
    let candidates = orders.iter().filter(|pairs| pairs.len() > 1).flat_map(|pairs| {
        (0..table.width()).filter(|column| !is_change(table.column(*column))).map(move |column| (pairs, column))
    });
    let agreeing =
        |(pairs, column): &(&Vec<RowNumber<'_>>, usize)| pairs.iter().filter(|pair| pair.agrees(*column)).count();
    let (pairs, column) = candidates.max_by_key(agreeing)?;
    let wrong: Vec<&RowNumber<'_>> = pairs.iter().filter(|pair| !pair.agrees(column)).collect();
    let telling = pairs.iter().filter(|pair| pair.agrees(column) && pair.own.value() >= LEAST).count();
    match wrong[..] {
        [] if telling > 0 => claim(sentence, table, pairs.first()?, column),
        [pair] if telling > 0 && pair.is_meant(column) => claim(sentence, table, pair, column),
        _ => None,
    }
}

/// Each row with the number right after it, or right before it.
fn pairs<'a>(
    table: &'a PrintedTable,
    mentions: &[Mention],
    all: &[Quantity<'a>],
    is_after: bool,
) -> Vec<RowNumber<'a>> {
    let is_in_name = |own: &Quantity<'_>| mentions.iter().any(|row| (row.start..row.end).contains(&own.at));
    let numbers: Vec<&Quantity<'a>> = all.iter().filter(|own| !is_in_name(own)).collect();
    let pair = |(at, row): (usize, &Mention)| {
        let own = if is_after {
            let next = mentions.get(at + 1).map_or(usize::MAX, |next| next.start);
            numbers.iter().find(|own| own.at >= row.end && own.at < next && own.at - row.end <= APART)
        } else {
            let before = at.checked_sub(1).and_then(|before| mentions.get(before)).map_or(0, |before| before.end);
            numbers.iter().rfind(|own| own.at < row.start && own.at >= before && row.start - own.at <= APART)
        };
        Some(RowNumber { row: table.rows.get(row.index)?, own: **own? })
    };
    let found: Vec<RowNumber<'a>> = mentions.iter().enumerate().filter_map(pair).collect();
    // Each row and each number is of one pair: »52 læger, mens 40 læger svarede på papir« is about two groups.
    let is_once = found.iter().all(|pair| found.iter().filter(|other| other.row.index == pair.row.index).count() == 1);
    let is_counted = |pair: &RowNumber<'_>| {
        let own = &pair.own;
        own.is_exact && own.scale == 1.0 && matches!(own.kind, QuantityKind::Percent | QuantityKind::Plain)
    };
    let is_plain = is_once && found.len() == numbers.len() && found.iter().all(is_counted);
    if is_plain { found } else { Vec::new() }
}

impl RowNumber<'_> {
    fn agrees(&self, column: usize) -> bool {
        self.row.value(column).is_some_and(|value| {
            value.percent == self.own.number.percent && self.own.number.is_rounded_from(value.value)
        })
    }

    /// Whether the number is meant to be that of the column, and is no other number of its row.
    fn is_meant(&self, column: usize) -> bool {
        let said = self.own.number;
        let is_printed = self.row.cells.iter().flat_map(|cell| &cell.numbers).any(|number| number.value == said.value);
        let value =
            self.row.value(column).filter(|value| value.percent == said.percent && value.decimals >= said.decimals);
        !is_printed && value.is_some_and(|value| is_slip(&said, value.value) || are_close(said.value, value.value))
    }
}

fn claim(sentence: &PrintedSentence, table: &PrintedTable, pair: &RowNumber<'_>, column: usize) -> Option<Claim> {
    let RowNumber { row, own } = pair;
    let value = row.value(column)?;
    let holds = pair.agrees(column);
    let name = table.column(column);
    let under = if name.is_empty() || table.width() == 1 { String::new() } else { format!(" under »{name}«") };
    let computation = if holds {
        format!("»{}« er {value}{under} i både {} og teksten.", row.name(), table.called())
    } else {
        format!("»{}« er {value}{under} i {} og {} i teksten.", row.name(), table.called(), own.number)
    };
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = sentence.passage(own.at.saturating_sub(APART), own.noun_end());
    let claim = Claim::new(Code::PrintedTwice, verdict, computation, passage);
    let claim = Claim { other: Some(row.passage()), ..claim };
    Some(claim.about(sentence.index, [own.number]).about(row.index, [value]))
}
