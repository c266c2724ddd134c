//! How long something lasted: `fra 1. marts 2021 til 28. februar 2024, i alt tre år`, `valgt i 2019 og har i 2025 siddet i seks år`.

use super::order;
use super::read::{PrintedDate, months_between};
use crate::proofread::checks::prelude::*;

/// Words for units of time, and how many of them make a month.
const UNITS: [(&str, f64); 8] = [
    ("dag", 30.4),
    ("dage", 30.4),
    ("uge", 4.35),
    ("uger", 4.35),
    ("måned", 1.0),
    ("måneder", 1.0),
    ("år", 1.0 / 12.0),
    ("årig", 1.0 / 12.0),
];
/// Words in a sentence whose duration is of something else.
const OTHERWISE: [WordClass; 2] = [EACH, words![efter senere inden over næste kommende mellem at fylder erfaring]];
/// Most tokens between the years and how many they are.
const YEARS_NEAR: usize = 5;
/// Most tokens between how much later it is and the date that it is later than.
const AFTER_NEAR: usize = 9;
/// Most tokens between the second date and how much later it is.
const LATER_NEAR: usize = 4;
/// Greatest difference that rounding explains, in units.
const ROUNDING: f64 = 0.6;

/// Compares the only duration of the sentence with its only two dates.
pub(super) fn between_dates(sentence: &PrintedSentence, dates: &[PrintedDate]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let [one, two] = dates else { return None };
    let between = tokens.get(one.end..two.start)?;
    let is_range =
        between.iter().all(|placed| placed.is('–') || placed.is('-') || placed.is_in(&[words![til og med den]]))
            && between.iter().any(|placed| placed.is('–') || placed.is('-') || placed.word() == "til");
    let from = PrintedDate { year: one.year.or(two.year), ..*one }.date()?;
    let to = two.date().filter(|_| is_range || order::are_start_and_end(sentence, one, two))?;
    let build = |verdict, computation| {
        let passage = sentence.passage(one.start.saturating_sub(4), two.end + 4);
        Claim::new(Code::PrintedDate, verdict, computation, passage)
    };
    if to < from && !is_range {
        return None;
    }
    if to < from {
        let text = |date: &PrintedDate| {
            tokens
                .get(date.start..date.end)
                .and_then(|own| sentence.text.get(own.first()?.start..own.last()?.end))
                .unwrap_or_default()
        };
        let lasts = tokens.iter().any(|placed| starts_in(placed.word(), &[LASTS]));
        let has_dash = between.iter().any(|placed| placed.is('–') || placed.is('-'));
        let is_asked = one.year.is_some() && two.year.is_some() && (lasts || has_dash);
        return is_asked.then(|| build(ClaimVerdict::Contradicts, format!("{} er efter {}.", text(one), text(two))));
    }
    let (said, unit, by) = duration(sentence)?;
    let days = to.signed_duration_since(from).num_days() as f64 + 1.0;
    let exact = match unit {
        "dag" | "dage" => days,
        "uge" | "uger" => days / 7.0,
        _ => months_between(from, to)? * by,
    };
    let is_within = (exact - said.value()).abs() <= ROUNDING || (exact - by / 30.4 - said.value()).abs() <= ROUNDING;
    let shown =
        PrintedNumber { decimals: usize::from((exact - exact.round()).abs() > 0.05), ..PrintedNumber::whole(exact) };
    let subject = format!("Mellem de to datoer er der {shown} {unit}");
    let told = word_of(&said.number);
    Some(match is_within {
        true => {
            build(ClaimVerdict::Agrees, format!("{subject}, og der står {told}.")).about(sentence.index, [said.number])
        }
        false => build(ClaimVerdict::MayContradict, format!("{subject}, men der står {told}."))
            .about(sentence.index, [said.number]),
    })
}

/// `den 4. november 2024, og fristen var den 25. november, tre uger senere`
pub(super) fn later(sentence: &PrintedSentence, dates: &[PrintedDate]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let [one, two] = dates else { return None };
    let from = PrintedDate { year: one.year.or(two.year), ..*one }.date()?;
    let to = PrintedDate { year: two.year.or(one.year), ..*two }.date()?;
    if let Some(claim) = after_other(sentence, [one, two], (from, to)) {
        return Some(claim);
    }
    let said = sentence.quantities().into_iter().find(|own| own.at > two.end && own.at - two.end <= LATER_NEAR)?;
    let unit = word(tokens, Some(said.end));
    let by = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, by)| *by)?;
    let days = to.signed_duration_since(from).num_days() as f64;
    let exact = match unit {
        "dag" | "dage" => days,
        "uge" | "uger" => days / 7.0,
        _ => (months_between(from, to)? - 1.0 / 30.0) * by,
    };
    let is_since = word(tokens, said.at.checked_sub(1)) == "efter"
        && (one.end..two.start).any(|at| starts_in(word(tokens, Some(at)), &[LAST]))
        && (one.end..two.start).any(|at| starts_in(word(tokens, Some(at)), &[FIRST]));
    let is_later = is_since || is_in(word(tokens, Some(said.end + 1)), &[words![senere efter]]);
    // Among other dates, »senere« may be after one that is not read.
    let is_joined = is_since || tokens.get(two.end).is_some_and(|mark| mark.is(',')) || two.end + 1 == said.at;
    if !is_later || !is_joined || !said.is_exact || days <= 0.0 {
        return None;
    }
    Some(apart(&said, unit, exact, sentence.passage(one.start, said.end + 2)))
}

/// `åbnede den 5. august 2024, ni uger efter at byggeriet var færdigt den 3. juni 2024`
fn after_other(
    sentence: &PrintedSentence,
    [one, two]: [&PrintedDate; 2],
    (first, second): (chrono::NaiveDate, chrono::NaiveDate),
) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let said = only(sentence.quantities().into_iter().filter(|own| own.at >= one.end && own.end < two.start))?;
    let by_day = match word(tokens, Some(said.end)) {
        "dage" => 1.0,
        "uger" => 7.0,
        _ => return None,
    };
    let days = match word(tokens, Some(said.end + 1)) {
        "efter" => first.signed_duration_since(second),
        "før" | "inden" => second.signed_duration_since(first),
        _ => return None,
    };
    let exact = days.num_days() as f64 / by_day;
    // »Ni uger efter festen den 3. juni«: only a few words come before the other date.
    let is_near = two.start - said.end <= AFTER_NEAR && said.at - one.end <= 1 && said.is_exact && exact > 0.0;
    is_near.then(|| apart(&said, word(tokens, Some(said.end)), exact, sentence.passage(one.start, two.end)))
}

/// The claim that two dates are `said` apart, which are `exact` units apart.
fn apart(said: &Quantity<'_>, unit: &str, exact: f64, passage: Passage) -> Claim {
    let holds = (exact - said.value()).abs() <= ROUNDING;
    let decimals = usize::from((exact - exact.round()).abs() > 0.05);
    let shown = PrintedNumber { decimals, ..PrintedNumber::whole(exact) };
    let link = if holds { "og" } else { "men" };
    let computation = format!("Mellem de to datoer er der {shown} {unit}, {link} der står {}.", word_of(&said.number));
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    Claim::new(Code::PrintedDate, verdict, computation, passage).about(said.sentence.index, [said.number])
}

/// The only exact duration of the sentence, its unit, and how many of it make a month.
fn duration(sentence: &PrintedSentence) -> Option<(Quantity<'_>, &str, f64)> {
    let all = sentence.quantities();
    let unit = |own: &Quantity<'_>| {
        let name = word(&sentence.tokens, Some(own.end));
        UNITS.iter().find(|(unit, _)| *unit == name).map(|(unit, by)| (*unit, *by))
    };
    let is_other = sentence.tokens.iter().any(|placed| placed.is_in(&OTHERWISE) && placed.word() != "over");
    let first = only(all.into_iter().filter_map(|own| unit(&own).map(|(unit, by)| (own, unit, by))))?;
    // »Over fire år« is »in the course of four years«, or a bound.
    let is_exact = first.0.is_exact || first.0.word_before() == "over";
    (is_exact && !is_other).then_some(first)
}

/// Whether the number counts years: `6 år`, `25-års`.
fn is_years(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let is_joined = tokens.get(own.end).is_some_and(|mark| mark.is('-')) && word(tokens, Some(own.end + 1)) == "års";
    is_in(word(tokens, Some(own.end)), &[words![år års]]) || is_joined
}

/// `2022-2024, dvs. tre år`: the first and the last year may both count.
pub(super) fn of_years(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let year = |text: &str| text.parse::<i32>().ok().filter(|year| (1900..2100).contains(year));
    let at = (0..tokens.len()).find(|at| word(tokens, Some(*at)).contains(['-', '–']))?;
    let (first, last) = word(tokens, Some(at)).split_once(['-', '–'])?;
    let (first, last) = (year(first)?, year(last)?);
    let all = sentence.quantities();
    let said = all.iter().find(|own| own.at > at && own.at - at <= YEARS_NEAR && is_years(own))?;
    let between = tokens.get(at + 1..said.at)?;
    let is_equal = between.iter().any(|placed| placed.is('(') || placed.is_in(&[THAT_IS, words![alt]]));
    let exact = f64::from(last - first);
    let holds = said.value() == exact || said.value() == exact + 1.0;
    if !is_equal || !said.is_exact || exact <= 0.0 {
        return None;
    }
    let subject = format!("{first}-{last} er {} år", word_of(&PrintedNumber::whole(exact + 1.0)));
    let told = word_of(&said.number);
    let (verdict, link) = if holds { (ClaimVerdict::Agrees, "og") } else { (ClaimVerdict::MayContradict, "men") };
    let passage = sentence.passage(at, said.end + 1);
    let claim = Claim::new(Code::PrintedDate, verdict, format!("{subject}, {link} der står {told}."), passage);
    Some(claim.about(sentence.index, [said.number]))
}

/// Compares the years of a sentence about a start with its only two years.
pub(super) fn between_years(sentence: &PrintedSentence, dates: &[PrintedDate]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let years = years(tokens);
    let [(first_at, first), (_, second)] = years[..] else { return None };
    let is_start = tokens.iter().take(first_at + 2).any(|placed| starts_in(placed.word(), &[BEGINNINGS]));
    let is_other = has_any(tokens, &OTHERWISE);
    let all = sentence.quantities();
    let [said] = all.iter().filter(|own| is_years(own)).collect::<Vec<_>>()[..] else {
        return None;
    };
    let exact = second - first;
    // »En læge på 43 år« is somebody else.
    let before = [said.at.checked_sub(1), said.at.checked_sub(2)].map(|before| word(tokens, before));
    let is_other = is_other || before.contains(&"på");
    let fits = is_start && !is_other && dates.len() < 2 && said.is_exact && said.number.decimals == 0 && exact > 0.0;
    // Whether the first and the last year count, and whether a birthday was before, is not known.
    let is_within = (said.value() - exact).abs() <= 1.0;
    let told = word_of(&said.number);
    let (first, second) = (first as i64, second as i64);
    let subject = format!("Fra {first} til {second} er der {} år", word_of(&PrintedNumber::whole(exact)));
    let (verdict, computation) = match is_within {
        true => (ClaimVerdict::Agrees, format!("{subject}, og der står {told}.")),
        false => (ClaimVerdict::MayContradict, format!("{subject}, men der står {told}.")),
    };
    fits.then(|| {
        let passage = sentence.passage(0, tokens.len());
        Claim::new(Code::PrintedDate, verdict, computation, passage).about(sentence.index, [said.number])
    })
}
