//! Shares of a whole that the sentence does not count: `Efter seks måneder var 46 røgfrie, hvilket er hver tredje`, `Merforbruget på
//! 80.000 kr. svarer til 1,3 % af budgettet`.

use super::above;
use super::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::unit;
use crate::proofread::checks::told_rows::form::is_form;

/// Words between a comma and the share, or between a part and its share.
const LINKS: [WordClass; 4] = [THAT_IS, EQUALS, MAKING_UP, words![til er det ca så eller]];
/// Words of a sentence whose share is of something else, or a change.
const OTHERWISE: [WordClass; 7] = [RISES, FALLS, MORE, LESS, AGAINST, PARTITIVES, words![mere mindre end blandt]];
/// Most words after »af« before the noun of the whole.
const OF_NEAR: usize = 4;
/// Greatest distance at which a percentage is meant to be the share, as a share of it.
const NEAR: f64 = 0.5;
/// Fewest letters of a noun that means one thing.
const LONG: usize = 4;

/// A number that a share may be of, in units of the part.
struct NamedWhole {
    value: f64,
    slack: f64,
    number: PrintedNumber,
    line: usize,
}

impl NamedWhole {
    fn of(own: &Quantity<'_>) -> Self {
        Self { value: own.value(), slack: own.slack(), number: own.number, line: own.sentence.index }
    }
}

pub(super) fn check(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    if has_any(tokens, &OTHERWISE) {
        return None;
    }
    let all = sentence.quantities();
    let worded = (0..tokens.len()).find_map(|at| WordedShare::at(tokens, at));
    let percent = only(all.iter().filter(|own| own.kind == QuantityKind::Percent));
    let (start, end) = match (&worded, percent) {
        (Some(share), None) => (share.start, share.end),
        (None, Some(percent)) => (percent.at, percent.end),
        _ => return None,
    };
    // The words before an estimate belong to it.
    let start = start
        - tokens
            .iter()
            .take(start)
            .rev()
            .take_while(|placed| placed.is_in(&[NEARLY, A_LITTLE_OVER, ROUGHLY]) || placed.is('.'))
            .count();
    let is_link = |placed: &&PlacedToken| placed.is_in(&LINKS) || placed.is('.');
    let links = tokens.iter().take(start).rev().take_while(is_link).count();
    let part = all.iter().rfind(|own| own.at < start - links && !is_in_share(own, start, end))?;
    let is_part = part.is_exact && (part.is_count() || part.kind == QuantityKind::Money) && part.number.value > 1.0;
    let is_end = |at: usize| tokens.get(at).is_none_or(|mark| mark.is('.'));
    // »Hver sjette patient«
    let is_noun = worded.is_some() && !is_end(end) && is_end(end + 1) && !word(tokens, Some(end)).is_empty();
    let noun = of_noun(tokens, end).or(is_noun.then_some((end, end + 1))).or_else(|| of_noun(tokens, part.end));
    let ends = tokens.get(end).is_none_or(|mark| mark.is('.'));
    // »180 af 198, altså 90,9 %« has its whole.
    let is_ratio = (0..start).any(|at| ratio(tokens, at).is_some());
    if is_ratio || links == 0 || !is_part || !(ends || noun.is_some()) || part.measures_time() {
        return None;
    }
    let wholes = match noun {
        Some((from, to)) => named_wholes(report, sentence, part, (from, to)),
        None => nearby_wholes(report, at, part),
    };
    let ratios: Vec<&NamedWhole> = wholes.iter().filter(|whole| whole.value > part.value()).collect();
    let share = |whole: &NamedWhole| 100.0 * part.value() / whole.value;
    let told = |whole: &NamedWhole| format!("{} af {}", part.number, whole.number);
    if let Some(percent) = percent {
        let reason = |whole: &&NamedWhole| {
            let room = share(whole) * (part.slack() / part.value() + whole.slack / whole.value);
            let numbers = vec![(sentence.index, part.number), (whole.line, whole.number)];
            Reason { exact: share(whole), room, told: told(whole), numbers }
        };
        return explained(percent, &ratios.iter().map(reason).collect::<Vec<_>>(), NEAR, Code::PrintedShare);
    }
    in_words(sentence, part, &worded?, &ratios, end)
}

/// Judges the words by the part's share of each whole.
fn in_words(
    sentence: &PrintedSentence,
    part: &Quantity<'_>,
    worded: &WordedShare,
    ratios: &[&NamedWhole],
    end: usize,
) -> Option<Claim> {
    let share = |whole: &NamedWhole| 100.0 * part.value() / whole.value;
    let told = |whole: &NamedWhole| format!("{} af {}", part.number, whole.number);
    let judged = |whole: &&NamedWhole| {
        let shown = PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(share(whole)) };
        let (verdict, computation) = worded.judge(share(whole), &format!("{} er {shown}", told(whole)));
        (verdict, computation, whole.number, whole.line)
    };
    let found: Vec<_> = ratios.iter().map(judged).collect();
    let agreeing = found.iter().find(|(verdict, ..)| *verdict == ClaimVerdict::Agrees);
    // Of several wholes, it is not known which is wrong.
    let (verdict, computation, number, line) = agreeing.or(found.first().filter(|_| is_one(ratios)))?.clone();
    let claim = Claim::new(Code::PrintedShare, verdict.softened(), computation, sentence.passage(part.at, end));
    Some(claim.about(sentence.index, [part.number]).about(line, [number]))
}

/// `Kvinderne udgør 77 % af de ansatte, svarende til 2.526 personer`, where the whole is counted elsewhere.
pub(super) fn part_after(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [percent, part] = sentence.quantities()[..] else { return None };
    let links = tokens.iter().take(part.at).rev().take_while(|placed| placed.is_in(&LINKS) || placed.is('.')).count();
    let is_share = percent.kind == QuantityKind::Percent && percent.is_exact && part.is_count() && part.is_exact;
    let names = of_noun(tokens, percent.end)?;
    if !is_share || links == 0 || has_any(tokens, &OTHERWISE) {
        return None;
    }
    let reason = |whole: NamedWhole| {
        let exact = whole.value * percent.value() / 100.0;
        let told = format!("{} af {}", percent.number, whole.number);
        let room = whole.value * percent.number.half_unit() / 100.0;
        let numbers = vec![(sentence.index, percent.number), (whole.line, whole.number)];
        Reason { exact, room, told, numbers }
    };
    let wholes = named_wholes(report, sentence, &part, names).into_iter().filter(|whole| whole.value > part.value());
    explained(&part, &wholes.map(reason).collect::<Vec<_>>(), NEAR, Code::PrintedShare)
}

/// `24 ansatte: 7 tandlæger, 5 tandplejere og 12 klinikassistenter. Assistenterne udgør altså halvdelen`, where the parts are all of the
/// whole.
pub(super) fn made_up(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let verb = tokens.iter().take(4).position(|placed| placed.is_in(&[words![udgør udgjorde]]))?;
    let noun = stem(word(tokens, verb.checked_sub(1)));
    let share = (verb..tokens.len()).find_map(|at| WordedShare::at(tokens, at))?;
    let before = *above(report, at).first()?;
    let all = before.quantities();
    let (whole, parts) = all.split_first()?;
    let values: Vec<PrintedNumber> = parts.iter().map(|own| own.number).collect();
    let are_all =
        parts.len() > 1 && all.iter().all(|own| own.is_count() && own.is_exact) && adds_up(&whole.number, &values);
    let is_part = |own: &&Quantity<'_>| own.nouns.first().is_some_and(|own| own.ends_with(noun));
    let part = only(parts.iter().filter(is_part)).filter(|_| are_all && noun.chars().count() >= LONG)?;
    let ratio = PrintedRatio { part: part.number, whole: whole.number };
    let told = format!("{} af {} er {}", ratio.part, ratio.whole, ratio.shown());
    let (verdict, computation) = share.judge(ratio.percent(), &told);
    let claim = Claim::new(Code::PrintedShare, verdict.softened(), computation, sentence.passage(0, share.end));
    Some(claim.about(before.index, [part.number, whole.number]))
}

/// Whether the number is within the words of the share: »to ud af tre«.
fn is_in_share(own: &Quantity<'_>, start: usize, end: usize) -> bool {
    (start..end).contains(&own.at)
}

fn is_one(wholes: &[&NamedWhole]) -> bool {
    wholes.first().is_some_and(|first| wholes.iter().all(|whole| whole.value == first.value))
}

/// The words after »af« that may name the whole.
fn of_noun(tokens: &[PlacedToken], end: usize) -> Option<(usize, usize)> {
    tokens.get(end).filter(|of| of.word() == "af")?;
    let words = tokens.iter().skip(end + 1).take(OF_NEAR).take_while(|placed| !placed.word().is_empty()).count();
    (words > 0).then_some((end + 1, end + 1 + words))
}

/// The numbers that the text or a table has for one of the words.
fn named_wholes(
    report: &ReadReport<'_>,
    sentence: &PrintedSentence,
    part: &Quantity<'_>,
    (from, to): (usize, usize),
) -> Vec<NamedWhole> {
    let names: Vec<&str> = (from..to)
        .map(|at| word(&sentence.tokens, Some(at)))
        .filter(|name| name.chars().count() >= LONG && !is_in(name, &[WHOLE, ALL]))
        .collect();
    // »To tredjedele af alle« is of all that the part counts.
    let names = if names.is_empty() { part.noun_words().take(1).collect() } else { names };
    let is_named = |word: &str| word.chars().count() >= LONG && names.iter().any(|name| is_form(word, name));
    let is_of = |own: &&Quantity<'_>| {
        // »Et budget på 6,28 mio. kr.« names it before.
        let is_before = || (own.at.saturating_sub(4)..own.at).any(|at| is_named(word(&own.sentence.tokens, Some(at))));
        let is_alike = own.kind == part.kind && own.is_exact;
        is_alike && (own.noun_words().next().is_some_and(is_named) || own.kind == QuantityKind::Money && is_before())
    };
    let mut found: Vec<NamedWhole> = report.quantities.iter().filter(is_of).map(NamedWhole::of).collect();
    for table in &report.tables {
        let scale = if part.kind == QuantityKind::Money { unit(table).unwrap_or(1.0) } else { 1.0 };
        for row in table.rows.iter().filter(|row| row.is_total()) {
            let is_row = row.plain_label().split_whitespace().any(is_named);
            let columns = (0..row.cells.len())
                .filter(|column| is_row || table.column(*column).to_lowercase().split_whitespace().any(is_named));
            let values = columns.filter_map(|column| row.value(column)).filter(|value| !value.percent);
            found.extend(values.map(|value| NamedWhole {
                value: value.value * scale,
                slack: value.slack() * scale,
                number: value.plain(),
                line: row.index,
            }));
        }
    }
    found
}

/// The counts of the sentence and the one before, and the total of the column that has the part.
fn nearby_wholes(report: &ReadReport<'_>, at: usize, part: &Quantity<'_>) -> Vec<NamedWhole> {
    let before = above(report, at).into_iter().take(1);
    let sentences = report.prose.get(at).copied().into_iter().chain(before);
    let counts = sentences
        .flat_map(|sentence| sentence.quantities())
        .filter(|own| own.kind == part.kind && own.is_exact && own.value() > part.value() && !own.measures_time());
    counts.map(|own| NamedWhole::of(&own)).collect()
}
