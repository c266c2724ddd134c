//! Rows that a text counts together: `29 er utilfredse eller meget utilfredse`, `knæ og hofte udgør tilsammen 52 %`,
//! `I 1. kvartal begyndte 152 forløb` of a table of months.

use super::clause::{TableClause, is_mean, listed};
use super::form::is_form;
use crate::danish::MONTHS;
use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::prelude::*;

/// Words between two rows that are counted together.
const LINKS: [WordClass; 2] = [AND, words![eller plus]];
/// Words that make »og« count two rows together.
const JOINED: [WordClass; 3] = [TOGETHER, MAKING_UP, words![sammen dækker]];
const KNOWN: [WordClass; 7] = [
    TOGETHER,
    MAKING_UP,
    THAT_IS,
    THEREFORE,
    EQUALS,
    NEARLY,
    words![sammen er kvartal enten halvår dækker godt ca grupper de],
];
/// Greatest distance at which a number is meant to be the sum, as a share of it.
const NEAR: f64 = 0.3;
/// As [`NEAR`], for a small percentage, in percentage points.
const POINTS: f64 = 5.0;
/// Most rows that a message names.
const MOST_NAMED: usize = 4;
const MONTHS_OF_QUARTER: usize = 3;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    let found: Vec<Claim> = said(clause).into_iter().filter_map(|own| claim(clause, own)).collect();
    let found = if found.is_empty() { worded(clause).into_iter().collect() } else { found };
    if found.is_empty() { across(clause).into_iter().collect() } else { found }
}

fn claim(clause: &TableClause<'_>, own: &Quantity<'_>) -> Option<Claim> {
    let joined = joined(clause);
    let is_joined = joined.is_some();
    let rows = joined.or_else(|| pointed(clause)).or_else(|| quarter(clause, own)).or_else(|| whole(clause, own))?;
    // »Mere end tre ud af fire (76,3 %)«
    let tokens = &clause.sentence.tokens;
    let is_than =
        |at: usize| word(tokens, Some(at)) == "end" && tokens.get(at + 1).is_none_or(|next| next.number().is_none());
    if clause.range.clone().any(is_than) || clause.has_word(&[DENIALS, AGAINST, PARTITIVES, EACH, PER]) {
        return None;
    }
    // »321 praksis tilfredse eller meget tilfredse«: who answered need not be in the table, if the number is a misprint of the sum.
    let nouns: Vec<&str> = own.noun_words().collect();
    let is_covered = clause.is_covered(&KNOWN);
    let is_misprint = |sum: f64| is_covered || is_misprint(&own.number, sum) || own.number.value == sum;
    let is_covered_but_noun = || is_joined && clause.is_covered(&[&KNOWN[..], &[nouns.as_slice()]].concat());
    if !(is_covered || is_covered_but_noun()) {
        return None;
    }
    let is_percent = own.kind == QuantityKind::Percent;
    let of_noun = column_of(clause, own).filter(|_| clause.rows.is_empty());
    let columns = of_noun.map_or_else(|| clause.value_columns(is_percent), |column| vec![column]);
    let columns = columns.into_iter().filter(|column| !is_mean(clause.table, *column) || is_share(clause, *column));
    let sums: Vec<(Vec<PrintedNumber>, usize)> =
        columns.filter_map(|column| Some((values(&rows, column)?, column))).collect();
    let mut told: Vec<(f64, bool, String)> = sums
        .iter()
        .map(|(parts, _)| (parts.iter().map(|part| part.value).sum(), is_sum(own, parts), addition(parts)))
        .collect();
    if is_percent {
        told.extend(shares(clause, &rows, own));
    }
    let holds = told.iter().any(|(_, agrees, _)| *agrees);
    let far = |sum: f64| (sum - own.number.value).abs() / sum.max(1.0);
    let (_, _, shown) = told
        .iter()
        .filter(|(sum, agrees, _)| {
            *agrees
                || !holds
                    && is_misprint(*sum)
                    && (far(*sum) <= NEAR
                        || is_slip(&own.number, *sum)
                        || is_percent && (sum - own.number.value).abs() <= POINTS)
        })
        .min_by(|one, two| far(one.0).total_cmp(&far(two.0)))?;
    let names = if rows.len() > MOST_NAMED { "Alle rækker".to_owned() } else { listed(&rows) };
    let link = if holds { "som der står".to_owned() } else { format!("men der står {}", own.number) };
    let computation = format!("{} i {} er {shown}, {link}.", names, clause.table.called());
    Some(clause.claim(Code::PrintedSum, holds, computation, rows.first().copied(), [own.number]))
}

/// `De grønne og blå patienter udgjorde tilsammen en tredjedel`
fn worded(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let share = clause.range.clone().find_map(|at| WordedShare::at(tokens, at))?;
    let rows = joined(clause)?;
    let inside = |own: &Quantity<'_>| (share.start..share.end).contains(&own.at);
    let is_other = clause.has_word(&[DENIALS, AGAINST, PARTITIVES, EACH, PER, words![end]]);
    if is_other || !clause.quantities.iter().all(inside) || !clause.is_covered(&KNOWN) {
        return None;
    }
    let total = clause.table.rows.iter().rev().find(|row| row.is_total())?;
    let ratio = |column: usize| {
        let part = PrintedNumber::whole(values(&rows, column)?.iter().map(|value| value.value).sum());
        Some(PrintedRatio { part, whole: total.value(column)?.plain() }).filter(PrintedRatio::is_plausible)
    };
    let is_count =
        |column: &usize| !is_mean(clause.table, *column) && total.value(*column).is_some_and(|value| !value.percent);
    let ratios: Vec<PrintedRatio> =
        clause.value_columns(false).into_iter().filter(is_count).filter_map(ratio).collect();
    let told = |ratio: &PrintedRatio| {
        format!("{}: {} af {} er {} i {}", listed(&rows), ratio.part, ratio.whole, ratio.shown(), clause.table.called())
    };
    let judged: Vec<_> = ratios.iter().map(|ratio| share.judge(ratio.percent(), &told(ratio))).collect();
    let agreeing = judged.iter().find(|(verdict, _)| *verdict == ClaimVerdict::Agrees);
    let (verdict, computation) = agreeing.or(judged.first())?.clone();
    Some(clause.claim(Code::PrintedShare, verdict == ClaimVerdict::Agrees, computation, rows.first().copied(), None))
}

/// The numbers of the clause that may be the sum or its share, without those of »tre ud af fire (76,3 %)«.
fn said<'b>(clause: &'b TableClause<'_>) -> Vec<&'b Quantity<'b>> {
    let is_spoken = |own: &Quantity<'_>| {
        own.kind == QuantityKind::Plain
            && clause.range.clone().any(|at| {
                WordedShare::at(&clause.sentence.tokens, at)
                    .is_some_and(|share| (share.start..share.end).contains(&own.at))
            })
    };
    let is_known = |own: &&Quantity<'_>| {
        own.may_tell(0.0).is_some()
            && matches!(own.kind, QuantityKind::Percent | QuantityKind::Plain)
            && !is_spoken(own)
    };
    let found: Vec<&Quantity<'_>> = clause.quantities.iter().filter(is_known).collect();
    let percents = found.iter().filter(|own| own.kind == QuantityKind::Percent).count();
    // »I alt deltog 103 kvinder og 96 mænd«: each counts a column.
    if percents == 0 && found.iter().all(|own| column_of(clause, own).is_some()) {
        return found;
    }
    if found.len() <= 2 && percents <= 1 && found.len() - percents <= 1 { found } else { Vec::new() }
}

/// Whether the parts sum to the number, as exactly as it is given.
fn is_sum(own: &Quantity<'_>, parts: &[PrintedNumber]) -> bool {
    if own.is_exact {
        return adds_up(&own.number, parts);
    }
    own.may_tell(parts.iter().map(|part| part.value).sum()) == Some(true)
}

/// The rows that the clause joins: all of it names, each linked to the one before.
fn joined<'a>(clause: &TableClause<'a>) -> Option<Vec<&'a PrintedRow>> {
    let tokens = &clause.sentence.tokens;
    let is_linked = |pair: &[super::names::Mention]| {
        let [one, two] = pair else { return false };
        let between = tokens.get(one.end..two.start).unwrap_or_default();
        matches!(between, [link] if link.is_in(&LINKS))
    };
    let has_or = clause.has_word(&[words![eller]]);
    let rows = clause.named_rows();
    let fits = rows.len() >= 2
        && rows.len() == clause.rows.len()
        && clause.rows.windows(2).all(is_linked)
        && (has_or || clause.has_word(&JOINED));
    fits.then_some(rows)
}

/// The rows that the sentence before names, of which `de to grupper` points to all.
fn pointed<'a>(clause: &TableClause<'a>) -> Option<Vec<&'a PrintedRow>> {
    let count = clause.quantities.iter().find(|own| own.word_before() == "de" && own.is_count())?;
    let mentions = clause.names.rows_in(&clause.before?.tokens);
    let mut indices: Vec<usize> = mentions.iter().map(|row| row.index).collect();
    indices.sort_unstable();
    indices.dedup();
    let is_all = indices.len() >= 2 && indices.len() as f64 == count.value();
    let fits = is_all && clause.names_no_row() && clause.has_word(&[TOGETHER, MAKING_UP]);
    fits.then(|| indices.into_iter().filter_map(|index| clause.table.rows.get(index)).collect())
}

/// The three rows of months of `1. kvartal`.
fn quarter<'a>(clause: &TableClause<'a>, own: &Quantity<'_>) -> Option<Vec<&'a PrintedRow>> {
    let tokens = &clause.sentence.tokens;
    // Of several, the one before the number.
    let mut named = clause.range.clone().filter(|at| word(tokens, Some(*at)) == "kvartal");
    let at = named.clone().rfind(|at| *at < own.at).or_else(|| named.next())?;
    let number: usize = word(tokens, at.checked_sub(2)).parse().ok().filter(|number| (1..=4).contains(number))?;
    let first = (number - 1) * MONTHS_OF_QUARTER;
    let month = |month: &str| clause.table.rows.iter().find(|row| row.plain_label().trim() == month);
    let rows: Option<Vec<&PrintedRow>> =
        MONTHS.iter().skip(first).take(MONTHS_OF_QUARTER).map(|name| month(name)).collect();
    rows.filter(|_| clause.rows.is_empty())
}

/// All rows of a table without a total: `I alt var der 2.057 aftaler`, where a column is named »Aftaler«.
fn whole<'a>(clause: &TableClause<'a>, own: &Quantity<'_>) -> Option<Vec<&'a PrintedRow>> {
    let rows = clause.ranked_rows();
    column_of(clause, own)?;
    let has_total = clause.table.rows.iter().any(|row| row.is_total()) && !clause.has_word(&[words![alt]]);
    let is_whole = clause.has_word(&[words![alt samlet]]) && clause.rows.is_empty() && !has_total && own.is_count();
    (is_whole && rows.len() > 2).then_some(rows)
}

/// The only column whose name is the noun of the number.
fn column_of(clause: &TableClause<'_>, own: &Quantity<'_>) -> Option<usize> {
    let noun = own.noun_words().next()?;
    only((0..clause.table.width()).filter(|column| is_form(&clause.table.column(*column).to_lowercase(), noun)))
}

/// All columns of the only row that the clause names, of a table without a column of totals: `I Øst deltog i alt 86`, and of years
/// `I de tre år er der gennemført i alt 1.300 besøg`.
fn across(clause: &TableClause<'_>) -> Option<Claim> {
    let [row] = clause.named_rows()[..] else { return None };
    let table = clause.table;
    // »I alt 70, når pårørende tælles med«
    if has_any(&clause.sentence.tokens, &[COUNTING, words![når hvis]]) && !clause.is_referred() {
        return None;
    }
    let columns: Vec<usize> = (0..table.width()).filter(|column| !is_change(table.column(*column))).collect();
    let is_plain =
        |column: &usize| !is_called_average(table.column(*column)) && total_kind(table.column(*column)).is_none();
    let values: Vec<PrintedNumber> = columns.iter().map(|column| row.value(*column)).collect::<Option<_>>()?;
    let years = year_columns(table).len();
    let (own, count) = match clause.quantities.as_slice() {
        [own] => (own, None),
        [count, own] => (own, Some(count.value())),
        _ => return None,
    };
    let fits = if years == 0 { count.is_none() } else { years == columns.len() && count == Some(years as f64) };
    let is_said = word(&clause.sentence.tokens, own.at.checked_sub(1)) == "alt" && own.is_count() && own.is_exact;
    let is_counted = own.nouns.is_empty() || clause.counts_rows(own) || years > 0;
    let are_counts = values.len() > 1 && values.iter().all(|value| !value.percent && value.decimals == 0);
    let holds = adds_up(&own.number, &values);
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let is_meant = holds || (sum - own.value()).abs() <= NEAR * sum;
    let is_told = is_said && is_counted && is_meant && clause.columns.is_empty();
    if !(fits && is_told && are_counts && columns.iter().all(is_plain) && clause.is_covered(&KNOWN)) {
        return None;
    }
    let computation = format!(
        "»{}« i {} er {}{}",
        row.name(),
        table.called(),
        addition(&values),
        compared(&own.number, &values, holds)
    );
    Some(clause.claim(Code::PrintedSum, holds, computation, Some(row), [own.number]))
}

fn values(rows: &[&PrintedRow], column: usize) -> Option<Vec<PrintedNumber>> {
    rows.iter().map(|row| row.value(column)).collect()
}

/// Whether the percentages of the column are shares of one whole.
fn is_share(clause: &TableClause<'_>, column: usize) -> bool {
    let values: Option<Vec<PrintedNumber>> = clause.ranked_rows().iter().map(|row| row.value(column)).collect();
    values.is_some_and(|values| values.iter().all(|value| value.percent) && are_hundred(&values))
}

/// The share of the rows in the total of each column of counts.
fn shares(clause: &TableClause<'_>, rows: &[&PrintedRow], percent: &Quantity<'_>) -> Vec<(f64, bool, String)> {
    let Some(total) = clause.table.rows.iter().rev().find(|row| row.is_total()) else { return Vec::new() };
    let share = |column: usize| {
        let part = PrintedNumber::whole(values(rows, column)?.iter().map(|value| value.value).sum());
        let whole = total.value(column).map(|whole| PrintedNumber { is_year: false, ..whole })?;
        let ratio = PrintedRatio { part, whole };
        let shown = ratio.shown();
        let told = format!("{part} af {whole} = {shown}");
        let agrees = percent.may_tell(ratio.percent()) == Some(true);
        ratio.is_plausible().then(|| (ratio.percent(), agrees, told))
    };
    clause.value_columns(false).into_iter().filter_map(share).collect()
}
