//! What is left of a whole: `Af 224 svarede 198. De øvrige 26 …`, `45 af 60 kom, mens 15 udeblev`, `20 ansatte. Heraf var 14
//! sygeplejersker, mens de sidste seks …`, `287 svarede. 125 svarede ikke`, `425 gennemførte, og 115 stoppede undervejs`, where a
//! table has the 540 who started.

use super::around::{above, starts_of, starts_with_parts};
use super::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be what is left, as a share of it.
const NEAR: f64 = 0.5;
/// Smaller numbers are in many cells.
const LEAST: f64 = 20.0;
/// Most words between a count and the verb of those who are left.
const ABSENT_NEAR: usize = 4;
/// Sentences before that may have the whole and those that did.
const BACK: usize = 2;
const REST: [WordClass; 2] = [LEFT, words![sidste]];

/// A count of what is left, the parts that are not, and the counts that they may be all of.
struct Remainder<'a> {
    rest: Quantity<'a>,
    parts: Vec<Quantity<'a>>,
    wholes: Vec<Quantity<'a>>,
}

impl Remainder<'_> {
    fn claim(&self) -> Option<Claim> {
        let are_counts = self.parts.iter().chain([&self.rest]).all(|own| own.is_count() && own.is_exact);
        let sum: f64 = self.parts.iter().map(Quantity::value).sum();
        let shown = self.parts.iter().map(|own| own.number.to_string()).collect::<Vec<_>>().join(" og ");
        let is_whole = |whole: &&Quantity<'_>| {
            let exact = whole.value() - sum;
            let is_plain = whole.is_count() && whole.is_exact && exact > 0.0;
            // »De resterende 8 venter« counts no other thing, but »de resterende 8 kurser« may.
            is_plain && (self.rest.is_alike(whole) || exact == self.rest.value() || is_slip(&self.rest.number, exact))
        };
        let reason = |whole: &Quantity<'_>| {
            let numbers: Vec<&Quantity<'_>> = self.parts.iter().chain([whole]).collect();
            Reason::of(whole.value() - sum, format!("{} uden {shown}", whole.number), &numbers)
        };
        let reasons: Vec<Reason> = self.wholes.iter().filter(is_whole).map(reason).collect();
        explained(&self.rest, &reasons, NEAR, Code::PrintedSum).filter(|_| are_counts)
    }
}

/// The numbers of a sentence that are no percentages.
fn counts(sentence: &PrintedSentence) -> Vec<Quantity<'_>> {
    sentence.quantities().into_iter().filter(|own| own.kind != QuantityKind::Percent).collect()
}

/// `De øvrige 26`, `de sidste seks`, `mens 15 udeblev`
pub(super) fn named(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let before = before_in_paragraph(&report.prose, at);
    let all = counts(sentence);
    let rest = *all.iter().find(|own| is_rest(own))?;
    let earlier: Vec<Quantity<'_>> = all.iter().filter(|own| own.at < rest.at).copied().collect();
    let is_named = is_in(rest.word_before(), &REST) || is_apposed(&rest);
    // »64 klinikker. 41 af dem lå på Fyn, og de øvrige 23 …«
    let of_them = earlier.iter().find(|own| {
        word(&sentence.tokens, Some(own.end)) == "af" && is_in(word(&sentence.tokens, Some(own.end + 1)), &[THEM])
    });
    let scope = match (of_them, before) {
        _ if starts_with_parts(sentence) && is_named && !earlier.is_empty() => {
            let wholes = counts(above(report, at).first().copied()?);
            return Remainder { rest, parts: earlier, wholes }.claim();
        }
        (Some(part), Some(before)) if is_named => {
            let wholes = only(counts(before).into_iter().filter(|own| !own.measures_time()));
            return Remainder { rest, parts: vec![*part], wholes: vec![wholes?] }.claim();
        }
        // »462 af de 486 kom inden for 14 dage. De øvrige 24 …«
        (None, Some(before)) if is_named && earlier.is_empty() => {
            counts(before).into_iter().filter(|own| own.measures_time() == rest.measures_time()).collect()
        }
        _ => earlier,
    };
    let [one, two, more @ ..] = scope.as_slice() else { return None };
    let is_led = starts_of(one.sentence);
    let source = &one.sentence.tokens;
    let is_ratio = (0..source.len()).any(|at| ratio(source, at).is_some())
        || is_led
        || is_named && !one.nouns.is_empty() && one.is_alike(two);
    let (part, whole) = if one.value() <= two.value() { (one, two) } else { (two, one) };
    let is_whole = part.value() < whole.value() && (more.is_empty() || is_led && is_named && whole.at == one.at);
    let parts = std::iter::once(part).chain(more).copied().collect();
    Remainder { rest, parts, wholes: vec![*whole] }
        .claim()
        .filter(|_| is_ratio && is_whole && more.iter().all(Quantity::is_count))
}

/// `Skemaet blev sendt til 412. 287 svarede. 125 svarede ikke`, `31 praksis nåede målet, mens 17 ikke gjorde`, where the text
/// counts 48 practices.
pub(super) fn denied(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    denied_verb(report, at).or_else(|| denied_before(report, at))
}

/// A count whose verb is denied, and one before it of the same verb.
fn denied_verb(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let near = report.prose.get(at.saturating_sub(BACK)..=at)?;
    let near = near.iter().filter(|other| other.paragraph == sentence.paragraph);
    let all: Vec<Quantity<'_>> = near.flat_map(|sentence| sentence.quantities()).collect();
    let is_denied =
        |own: &Quantity<'_>| std::ptr::eq(own.sentence, sentence) && verb(own).is_some_and(|(_, denied)| denied);
    let rest = all.iter().rposition(is_denied)?;
    let (said, _) = verb(all.get(rest)?)?;
    let did = (0..rest).rev().find(|at| all.get(*at).and_then(verb) == Some((said, false)))?;
    let (rest, part) = (*all.get(rest)?, *all.get(did)?);
    let whole = *only(all.get(..did)?.iter().filter(|own| own.is_count() && own.value() > part.value()))?;
    Remainder { rest, parts: vec![part], wholes: vec![whole] }.claim()
}

/// A count that is denied or left, after one whose noun the text counts elsewhere.
fn denied_before(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [did, rest] = counts(sentence)[..] else { return None };
    let noun = did.noun_words().next()?;
    let is_left = is_in(rest.word_before(), &[LEFT]);
    let is_rest = is_left || is_in(rest.word_before(), &[BUT, AND, words![de]]) && rest.nouns.is_empty();
    let after = tokens.get(rest.end..).unwrap_or_default();
    // What those did who did it, and the others did not: »svarede, mens 17 ikke svarede«, »ikke gjorde«.
    let verb = word(tokens, Some(did.noun_end()));
    let is_denied = after.windows(2).take(2).any(|pair| {
        let (one, two) = (pair[0].word(), pair[1].word());
        one == "ikke" && (two == "gjorde" || two == verb) || one == verb && two == "ikke"
    });
    if !is_rest || !(is_denied || is_left) || has_any(tokens, &[PARTITIVES, OVERLAPS, EACH]) {
        return None;
    }
    let is_whole = |own: &&Quantity<'_>| own.noun_words().next().is_some_and(|own| is_form(own, noun));
    let wholes = report.quantities.iter().filter(is_whole).copied().collect();
    Remainder { rest, parts: vec![did], wholes }.claim()
}

/// `I alt gennemførte 425 borgere, og 115 stoppede undervejs`, of a row that has the 425 and those who started.
pub(super) fn of_row(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [part, rest] = sentence.quantities()[..] else { return None };
    let after = tokens.get(rest.end..).unwrap_or_default().iter().take(ABSENT_NEAR);
    let is_absent =
        after.clone().any(|placed| starts_in(placed.word(), &[words![stoppede udeblev fravalgte afbrød afslog]]))
            || after.clone().any(|placed| placed.word() == "faldt") && has_any(tokens, &[words![fra]]);
    let are_counts = [part, rest].iter().all(|own| own.is_count() && own.is_exact) && part.value() >= LEAST;
    if !is_absent || !are_counts || has_any(tokens, &[AGAINST, PARTITIVES, words![end]]) {
        return None;
    }
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    let values = |row: &PrintedRow| -> Vec<PrintedNumber> {
        row.cells.iter().filter_map(|cell| cell.value).filter(|value| !value.percent && value.decimals == 0).collect()
    };
    let has = |row: &&PrintedRow| values(row).iter().any(|value| value.value == part.value());
    let reasons: Vec<Reason> = rows
        .filter(has)
        .flat_map(|row| values(row).into_iter().map(move |value| (row.index, value)))
        .filter(|(_, whole)| whole.value > part.value())
        .map(|(line, whole)| {
            let numbers = vec![(line, whole), (sentence.index, part.number)];
            let told = format!("{} − {}", whole.plain(), part.number);
            Reason { exact: whole.value - part.value(), room: 0.0, told, numbers }
        })
        .collect();
    explained(&rest, &reasons, NEAR, Code::PrintedSum)
}

/// Whether the count is in apposition to what is left: »resten, 94 borgere, …«.
fn is_apposed(own: &Quantity<'_>) -> bool {
    let before = own.at.checked_sub(2).and_then(|from| own.sentence.tokens.get(from..own.at));
    matches!(before, Some([rest, mark]) if rest.is_in(&[LEFT]) && mark.is(','))
}

/// Whether the words around the count tell that it is what is left: »de resterende 26«, »mens 15 udeblev«.
fn is_rest(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let before = own.word_before();
    // »De sidste tre år« are a time.
    let is_last = before == "sidste" && word(tokens, own.at.checked_sub(2)) == "de" && own.nouns.is_empty();
    let is_named = is_in(before, &[LEFT]) || is_last || is_apposed(own);
    let is_absent = is_in(before, &[words![mens så]])
        && tokens
            .iter()
            .skip(own.end)
            .take(5)
            .take_while(|placed| !placed.is(',') && !placed.is('.'))
            .any(|placed| placed.is_in(&[ABSENT]));
    is_named || is_absent
}

/// The verb of a count and whether it is denied: `125 svarede ikke`.
fn verb<'a>(own: &Quantity<'a>) -> Option<(&'a str, bool)> {
    let tokens = &own.sentence.tokens;
    // »Mens 72 ikke svarede«
    let is_before = word(tokens, Some(own.noun_end())) == "ikke";
    let at = own.noun_end() + usize::from(is_before);
    let said = word(tokens, Some(at));
    let is_verb = ["ede", "te", "tog", "kom"].iter().any(|ending| said.ends_with(ending));
    let is_denied = is_before || word(tokens, Some(at + 1)) == "ikke";
    // »40 svarede ikke på spørgsmål 3« is about some of it.
    let next = tokens.get(at + if is_before { 1 } else { 2 });
    let ends = next.is_none_or(|next| next.word().is_empty() && next.number().is_none() || next.is_in(&[AND, BUT]));
    (is_verb && (ends || !is_denied) && own.kind == QuantityKind::Plain).then_some((said, is_denied))
}
