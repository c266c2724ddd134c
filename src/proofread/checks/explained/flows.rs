//! What there was at the start, what came and went, and what there is at the end: `Ved årets start var der 18 ansatte. Fem kom til,
//! og tre stoppede, så der var 20 ved årets udgang`.

use super::around::{above, is_heading};
use super::reason::{Reason, explained};
use crate::proofread::checks::about_tables::year_groups;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::unit;
use crate::proofread::checks::told_rows::names::TableNames;

/// Words for the start and the end of a period.
const STARTS: [WordClass; 1] = [words![start starten begyndelse begyndelsen primo indgang indgangen]];
const ENDS: [WordClass; 1] = [words![udgang udgangen slutning slutningen ultimo afslutning afslutningen]];
/// Starts of words for what came, and for what went.
const CAME: [WordClass; 1] =
    [words![tilgang nye nyansat nyansæt tiltråd tilkom indmeld tilmeldte optog startet påbegyndt indskrevet]];
const WENT: [WordClass; 1] = [
    words![afsluttet afsluttede udskrevet ophørt stoppede fratråd udmeld afgang afgik forlod fravalgte udgik udtrådte udtråd opsagde ophørte døde],
];
const HIRED: [WordClass; 1] = [words![ansat visiteret]];
/// The last day of a month is at least this one.
const LAST_DAY: f64 = 28.0;
/// Sentences on each side that may have the rest.
const AROUND: usize = 3;
/// Greatest distance at which the end is meant to follow, as a share of it.
const NEAR: f64 = 0.25;
/// As [`NEAR`], of what came by the totals of a table.
const FLOW_NEAR: f64 = 0.12;
/// Fewest letters of a word that shows what a table is about.
const LONG: usize = 4;
/// Starts of words for the result of a year.
const RESULTS: [WordClass; 1] = [words![resultat overskud underskud]];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FlowPart {
    Start,
    End,
    Came,
    Went,
}

pub(super) fn check(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let prose = &report.prose;
    let own = parts(prose.get(at)?);
    let after = prose.iter().skip(at + 1).take(AROUND).take_while(|sentence| !is_heading(sentence));
    // The last sentence with a part is the one that is checked.
    if own.is_empty() || after.into_iter().any(|sentence| !parts(sentence).is_empty()) {
        return None;
    }
    let before: Vec<_> = above(report, at).into_iter().take(AROUND).flat_map(parts).collect();
    let mut all: Vec<(Quantity<'_>, FlowPart)> = before.into_iter().chain(own).collect();
    let has = |kind: FlowPart| all.iter().any(|(_, part)| *part == kind);
    if has(FlowPart::Came) != has(FlowPart::Went) {
        let rest = if has(FlowPart::Came) { FlowPart::Went } else { FlowPart::Came };
        all.extend(only_other(prose.get(at)?, &all).map(|own| (own, rest)));
    }
    let of = |kind: FlowPart| all.iter().filter(move |(_, part)| *part == kind).map(|(own, _)| own);
    let (start, end) = (only(of(FlowPart::Start))?, only(of(FlowPart::End))?);
    let (came, went): (Vec<_>, Vec<_>) = (of(FlowPart::Came).collect(), of(FlowPart::Went).collect());
    let are_counts = all.iter().all(|(own, _)| own.is_count() && own.is_exact);
    // With only one side, the other may be given elsewhere.
    if came.is_empty() || went.is_empty() || !are_counts || !start.is_alike(end) {
        return None;
    }
    let sum = |parts: &[&Quantity<'_>]| parts.iter().map(|own| own.value()).sum::<f64>();
    let signed = |sign: &str, parts: &[&Quantity<'_>]| -> String {
        parts.iter().map(|own| format!(" {sign} {}", own.number)).collect()
    };
    let told = format!("{}{}{}", start.number, signed("+", &came), signed("−", &went));
    let numbers: Vec<&Quantity<'_>> =
        std::iter::once(start).chain(came.iter().copied()).chain(went.iter().copied()).collect();
    let exact = start.value() + sum(&came) - sum(&went);
    let missing = end.value() - exact;
    let is_misprint = |own: &Quantity<'_>, sign: f64| is_misprint(&own.number, own.value() + sign * missing);
    // However far away the end is then.
    let has_misprint = is_misprint(start, 1.0)
        || came.iter().any(|own| is_misprint(own, 1.0))
        || went.iter().any(|own| is_misprint(own, -1.0));
    let near = if has_misprint { f64::MAX } else { NEAR };
    explained(end, &[Reason::of(exact, told, &numbers)], near, Code::PrintedSum)
}

/// The only count of the sentence that is no part of the flow by its words: with what there was, what came and what is left, `418 fik
/// besøg` can only be what went.
fn only_other<'a>(sentence: &'a PrintedSentence, parts: &[(Quantity<'a>, FlowPart)]) -> Option<Quantity<'a>> {
    let is_part = |own: &Quantity<'_>| {
        parts.iter().any(|(part, _)| part.at == own.at && std::ptr::eq(part.sentence, own.sentence))
    };
    let others = sentence.quantities().into_iter().filter(|own| !is_part(own));
    only(others).filter(|own| own.is_count() && own.is_exact && !own.measures_time())
}

/// `412 nye blev ansat, mens 386 fratrådte`, where the total of a table is of two years.
pub(super) fn between_totals(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let own = parts(sentence);
    let [(came, FlowPart::Came), (went, FlowPart::Went)] = own.as_slice() else { return None };
    // The total of another table may be as far from them by chance.
    let is_about = |names: &TableNames| {
        let mut words = sentence.tokens.iter().map(PlacedToken::word).filter(|word| word.chars().count() >= LONG);
        words.any(|word| names.has_noun(word))
    };
    let totals = report.tables.iter().zip(report.names()).flat_map(|(table, names)| {
        let (rows, is_about) = (table.rows.iter().filter(|row| row.is_total()), is_about(names));
        rows.flat_map(move |row| year_groups(table).into_iter().map(move |group| (row, group.columns, is_about)))
    });
    let reason = |(row, mut columns, is_about): (&PrintedRow, Vec<(usize, f64)>, bool)| {
        columns.sort_by(|one, two| one.1.total_cmp(&two.1));
        let [.., (from, _), (to, _)] = columns[..] else { return None };
        let (from, to) = (row.value(from)?.plain(), row.value(to)?.plain());
        let is_count = !from.percent && from.decimals == 0 && to.decimals == 0 && from.value > came.value();
        let exact = went.value() + to.value - from.value;
        let told = format!("Fra {from} til {to} med {} færre", went.number);
        is_count.then(|| (Reason::of(exact, told, &[went]), is_about))
    };
    let (about, others): (Vec<_>, Vec<_>) = totals.filter_map(reason).partition(|(_, is_about)| *is_about);
    let [about, others] = [about, others].map(|all| all.into_iter().map(|(reason, _)| reason).collect::<Vec<_>>());
    let held = explained(came, &others, 0.0, Code::PrintedSum);
    let claim = held.or_else(|| explained(came, &about, FLOW_NEAR, Code::PrintedSum));
    claim.filter(|_| came.is_exact && went.is_exact)
}

/// The counts of a sentence that are parts of a flow.
fn parts(sentence: &PrintedSentence) -> Vec<(Quantity<'_>, FlowPart)> {
    let all = sentence.quantities();
    let counts = all.iter().filter(|own| own.kind == QuantityKind::Plain);
    counts.filter_map(|own| Some((*own, part(sentence, own, &all)?))).collect()
}

/// The part of a count by the words of its clause. `None` if another count is in it.
fn part(sentence: &PrintedSentence, own: &Quantity<'_>, all: &[Quantity<'_>]) -> Option<FlowPart> {
    let tokens = &sentence.tokens;
    let is_end = |at: &usize| {
        let marks = [',', ';', '('];
        tokens.get(*at).is_none_or(|placed| marks.iter().any(|mark| placed.is(*mark)) || placed.is_in(&[BUT, AND]))
    };
    let start = (0..own.at).rev().find(is_end).map_or(0, |mark| mark + 1);
    let end = (own.end..tokens.len()).find(is_end).unwrap_or(tokens.len());
    let clause = tokens.get(start..end)?;
    let is_alone = all.iter().filter(|other| (start..end).contains(&other.at)).count() == 1;
    // »1. januar«, »30. juni«
    let is_date = |fits: &dyn Fn(f64) -> bool| {
        clause.windows(3).any(|three| {
            let day = three[0].word().parse::<f64>().is_ok_and(fits);
            day && three[1].is('.') && crate::danish::MONTHS.contains(&three[2].word())
        })
    };
    let last = clause.iter().rev().map(PlacedToken::word).find(|word| !word.is_empty()).unwrap_or_default();
    let has = |verb: &str, particle: &str| last == particle && clause.iter().any(|placed| placed.word() == verb);
    let after = tokens.get(own.end..end)?;
    // »1.190 blev afsluttet«, »afsluttet 1.190«
    let starts = |classes: &[&[&str]]| {
        after.iter().take(3).any(|placed| starts_in(placed.word(), classes)) || starts_in(own.word_before(), classes)
    };
    let kind = match () {
        () if has_any(clause, &STARTS) || is_date(&|day| day == 1.0) => FlowPart::Start,
        () if has_any(clause, &ENDS) || is_date(&|day| day >= LAST_DAY) => FlowPart::End,
        () if starts(&WENT) || has("meldte", "ud") || has("faldt", "fra") || has("sagde", "op") => FlowPart::Went,
        () if starts(&CAME) || has("kom", "til") || has("meldte", "ind") || has_any(clause, &HIRED) => FlowPart::Came,
        () => return None,
    };
    is_alone.then_some(kind)
}

/// `Egenkapitalen var 312.740 kr. ved årets begyndelse og er efter overførsel af årets resultat 372.240 kr.`
pub(super) fn transferred(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let money: Vec<&Quantity<'_>> = all.iter().filter(|own| own.kind == QuantityKind::Money && own.is_exact).collect();
    let ([start, .., end], true) = (money.as_slice(), money.len() == all.len()) else { return None };
    let between = tokens.get(start.end..end.at)?;
    let is_start =
        has_any(tokens.get(..end.at)?, &STARTS) || tokens.iter().any(|placed| placed.word().starts_with("egenkapital"));
    let is_led = between.iter().any(|placed| starts_in(placed.word(), &[words![overfør tillagt tillæg disponer]]));
    let result = between.iter().find(|placed| starts_in(placed.word(), &RESULTS))?.word();
    let sign = if result.starts_with("under") { -1.0 } else { 1.0 };
    let told = |number: &PrintedNumber| format!("{} og resultatet {number}", start.number);
    let reasons: Vec<Reason> = match money.as_slice() {
        [_, middle, _] => {
            let exact = start.value() + sign * middle.value();
            vec![Reason::of(exact, told(&middle.number), &[start, middle]).with_room(middle.slack())]
        }
        [_, _] => {
            let rows = report.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
            let results =
                rows.filter(|(_, row)| row.plain_label().split_whitespace().any(|word| starts_in(word, &RESULTS)));
            let values = results.flat_map(|(table, row)| {
                let unit = unit(table).unwrap_or(1.0);
                row.cells.iter().filter_map(|cell| cell.value).map(move |value| (value, unit))
            });
            values
                .map(|(value, unit)| {
                    let exact = start.value() + value.value * unit;
                    Reason::of(exact, told(&value), &[start]).with_room(0.5 * unit)
                })
                .collect()
        }
        _ => return None,
    };
    explained(end, &reasons, NEAR, Code::PrintedSum).filter(|_| is_start && is_led)
}
