//! Changes since an earlier time whose number is in a table: `Det er 66 flere end i 2022`, `Antallet af kursister er steget med 12 %
//! siden 2022`.

use super::around::above;
use super::each::counts_of;
use super::reason::{Reason, explained};
use crate::proofread::checks::changes::numbers::SentenceNumbers;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::unit;

/// Greatest distance of a change that is meant to be that of two numbers, as a share of it.
const NEAR: f64 = 0.75;
/// Smaller numbers are in many cells.
const LEAST: f64 = 20.0;
/// Most tokens between the amount and »end«.
const THAN_NEAR: usize = 6;

/// A change that a sentence states for a number before it.
struct EarlierChange<'a> {
    own: Quantity<'a>,
    rises: bool,
    /// Index of »end«.
    than: usize,
}

pub(super) fn than(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let numbers = SentenceNumbers::of(sentence);
    let (own, than) = numbers.amounts.iter().find_map(|own| {
        let is_than = |at: &usize| is_in(word(tokens, Some(*at)), &[words![end forhold sammenlignet siden fra]]);
        Some((*own, (own.end..own.end + THAN_NEAR).find(is_than)?))
    })?;
    let told = EarlierChange { own, rises: numbers.rises(&own)?, than };
    let inside = || numbers.numbers.iter().filter(|number| number.at < own.at).copied().collect::<Vec<_>>();
    let current = match (above(report, at).first(), counted_noun(sentence)) {
        _ if !inside().is_empty() => inside(),
        (Some(before), _) if is_in(word(tokens, Some(0)), &[SUBJECTS, THAT_IS]) => before.quantities(),
        // »Antallet af kursister er steget …«
        (_, Some(noun)) => counts_of(report, noun),
        _ => return None,
    };
    let is_rounded = tells_measures(&sentence.text);
    let current = current.iter().filter(|number| number.is_exact && is_changed(number, &own));
    let reasons: Vec<Reason> = current.flat_map(|number| tabled(report, number, &told, is_rounded)).collect();
    let is_alone = !numbers.numbers.iter().any(|number| number.at > than && is_changed(number, &own));
    explained(&own, &reasons, NEAR, Code::PrintedChange).filter(|_| is_alone)
}

/// The noun of »antallet af kursister«.
fn counted_noun(sentence: &PrintedSentence) -> Option<&str> {
    let tokens = &sentence.tokens;
    let is_led = word(tokens, Some(0)) == "antallet" && word(tokens, Some(1)) == "af";
    Some(word(tokens, Some(2))).filter(|noun| is_led && noun.chars().count() > 3)
}

/// Whether the amount may be a change of such a number: points of percentages, percent of counts.
fn is_changed(own: &Quantity<'_>, amount: &Quantity<'_>) -> bool {
    match amount.kind {
        QuantityKind::Points => own.kind == QuantityKind::Percent,
        QuantityKind::Percent => matches!(own.kind, QuantityKind::Plain | QuantityKind::Money),
        kind => own.kind == kind,
    }
}

/// A number and how many a 1 of it is.
type Scaled = (PrintedNumber, f64);

/// The change from an earlier number. One to the other side is not meant, and is far away.
fn change(own: &Quantity<'_>, from: Scaled, to: Scaled, told: &EarlierChange<'_>, is_rounded: bool) -> Reason {
    let moved = if to.0.value > from.0.value { "en stigning, som" } else { "et fald, som" };
    let value = |(number, scale): Scaled| number.value * scale;
    let difference = if told.rises { value(to) - value(from) } else { value(from) - value(to) };
    let slack = |(number, scale): Scaled| scale * if is_rounded { number.half_unit() } else { number.slack() };
    let room = slack(from) + slack(to);
    let by = if told.own.kind == QuantityKind::Percent { value(from) / 100.0 } else { 1.0 };
    let reason = Reason::of(difference / by, format!("Fra {} til {} er {moved}", from.0, to.0), &[own]);
    reason.with_room(room / by)
}

/// The changes from the column of the earlier year, of each cell that has the number.
fn tabled(report: &ReadReport<'_>, own: &Quantity<'_>, told: &EarlierChange<'_>, is_rounded: bool) -> Vec<Reason> {
    let tokens = &told.own.sentence.tokens;
    let named = years(tokens).into_iter().find(|(at, _)| *at > told.than).map(|(_, year)| year);
    let is_before =
        (told.than + 1..told.than + 4).any(|at| is_in(word(tokens, Some(at)), &[words![før sidste forrige]]));
    if own.value() < LEAST || named.is_none() && !is_before {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    for table in report.tables.iter().chain(&report.turned) {
        let unit = if own.kind == QuantityKind::Money { unit(table) } else { Some(1.0) };
        let Some(unit) = unit else { continue };
        let half = if own.scale == unit { 1e-9 } else { own.number.half_unit() * own.scale };
        for (row, column) in table.rows.iter().flat_map(|row| (0..row.cells.len()).map(move |column| (row, column))) {
            let is_same = |value: &PrintedNumber| {
                (value.value * unit - own.value()).abs() <= half && value.percent == own.number.percent
            };
            let current = row.value(column).filter(is_same);
            let earlier =
                current.and_then(|_| earlier_column(table, column, named)).and_then(|earlier| row.value(earlier));
            reasons.extend(current.zip(earlier).map(|(current, earlier)| {
                change(own, (earlier.plain(), unit), (current.plain(), unit), told, is_rounded)
            }));
        }
    }
    reasons
}

/// The column of the same name with the earlier year; without one, the year before.
fn earlier_column(table: &PrintedTable, column: usize, year: Option<f64>) -> Option<usize> {
    let name = table.column(column);
    let (_, own) = only(years(&tokens(name)))?;
    let year = year.unwrap_or(own - 1.0);
    let earlier = name.replace(&own.to_string(), &year.to_string());
    let same = (0..table.width()).find(|other| table.column(*other) == earlier);
    let groups = crate::proofread::checks::about_tables::year_columns(table);
    let of_year = || only(groups.iter().filter(|(_, own)| *own == year)).map(|(column, _)| *column);
    same.or_else(of_year).filter(|other| *other != column)
}
