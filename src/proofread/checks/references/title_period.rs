//! The period of the title and the period that the text says the report is of: »2. kvartal 2025« above `Rapporten dækker april til
//! maj 2025`, and `I løbet af de ni måneder` in a report of a half year.

use std::ops::Range;

use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// First lines that may have the title.
const TITLE_LINES: usize = 3;
/// A longer line is no title.
const MAX_TITLE_CHARS: usize = 90;
const ABOUT: [WordClass; 2] = [COVERS, words![er beskriver løber]];
/// Words between the verb and the period.
const LINKS: [WordClass; 2] = [PERIODS, words![for alle de første]];

/// Verbs right after »måneder«, besides those with the ending of a past tense.
const VERBS: [WordClass; 4] = [BE, HAVE, STANDING, FINITE];

/// Months counted from year 0; the end is not included.
type MonthSpan = Range<i32>;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let found: Vec<MonthSpan> = titles(report).iter().filter_map(|title| only_span(&tokens(title))).collect();
    let [title] = found.as_slice() else { return };
    let prose = &report.prose;
    // A heading has no point.
    let first = prose.iter().find(|sentence| sentence.text.ends_with('.')).copied();
    claims.extend(
        prose
            .iter()
            .filter_map(|sentence| covered(sentence, title, first.is_some_and(|first| std::ptr::eq(first, *sentence)))),
    );
    claims.extend(prose.iter().filter_map(|sentence| counted(sentence, title, prose)));
}

/// The first lines that may be titles. One that goes on in the next line is joined: »…, januar-september« and »2024«.
fn titles(report: &ReadReport<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    let mut count = 0;
    for text in report.lines.iter().map(|line| line.text.as_str()) {
        let is_title = !text.is_empty() && text.chars().count() <= MAX_TITLE_CHARS && !ends_sentence(text);
        match found.last_mut().filter(|_| is_open && is_title) {
            Some(last) if last.ends_with('-') => last.push_str(text),
            Some(last) => *last = format!("{last} {text}"),
            None if is_title => found.push(text.to_owned()),
            None => {}
        }
        is_open = is_title;
        count += usize::from(!text.is_empty());
        if count == TITLE_LINES {
            break;
        }
    }
    found
}

/// False for »Status, 1.«, which goes on with »halvår 2025« in the next line.
fn ends_sentence(text: &str) -> bool {
    let is_ordinal = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_suffix('.').is_some_and(|text| !text.split_whitespace().next_back().is_some_and(is_ordinal))
}

/// `Rapporten dækker perioden april til maj 2025`
fn covered(sentence: &PrintedSentence, title: &MonthSpan, is_first: bool) -> Option<Claim> {
    let tokens = &sentence.tokens;
    // »I perioden januar-marts 2025 blev der …« as the first sentence says the same.
    let is_within = is_first && word(tokens, Some(0)) == "i" && word(tokens, Some(1)) == "perioden";
    let verb = if is_within { 1 } else { (1..4).find(|at| is_in(word(tokens, Some(*at)), &ABOUT))? };
    let links = tokens.iter().skip(verb + 1).take_while(|placed| placed.is_in(&LINKS)).count();
    let (span, end) = span_at(tokens, verb + 1 + links)?;
    // »Rapporten dækker april 2025 og maj 2025«
    let is_other = tokens.iter().skip(end).any(|placed| MONTHS.contains(&placed.word()));
    // »Rapporten dækker 2023 og 2024«
    let all = spans(tokens);
    let first = all.iter().map(|span| span.start).min()?;
    let last = all.iter().map(|span| span.end).max()?;
    // A report of several years may be named after the last.
    let year = |month: i32| month.div_euclid(12);
    let is_of_year = year(first) == year(title.start) && year(last - 1) == year(title.end - 1);
    let holds = first <= title.start && last >= title.end && (!is_of_year || all.len() > 1 || span == *title);
    let computation = if holds {
        "Perioden i teksten passer til titlen.".to_owned()
    } else {
        format!("Titlen er om {}, men teksten siger {}.", shown(title), shown(&span))
    };
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = sentence.passage(0, end);
    let is_said = (is_within || is_in(word(tokens, Some(0)), &[THIS_REPORT])) && !is_other;
    is_said.then(|| Claim::new(Code::PrintedReference, verdict, computation, passage))
}

/// `I løbet af de ni måneder`
fn counted(sentence: &PrintedSentence, title: &MonthSpan, prose: &[&PrintedSentence]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let is_months = |at: usize| word(tokens, Some(at)) == "måneder";
    let own = all.iter().find(|own| own.word_before() == "de" && is_months(own.end) && own.is_count())?;
    let is_inside = is_in(word(tokens, own.at.checked_sub(2)), &[words![i af på over]]);
    let months = f64::from(title.end - title.start);
    // Another period of as many months may have been named.
    let is_other = |other: &&PrintedSentence| {
        let counts = other.quantities();
        let is_of_time = |other: &Quantity<'_>| word(&other.sentence.tokens, Some(other.end)).starts_with("måned");
        let has_count = !std::ptr::eq(*other, sentence)
            && counts.iter().any(|other| other.value() == own.value() && is_of_time(other));
        has_count || spans(&other.tokens).iter().any(|span| f64::from(span.end - span.start) == own.value())
    };
    let holds = own.value() == months;
    // »I de ni måneder før åbningen« is another period, and in a year much may last some months.
    let verb = word(tokens, Some(own.end + 1));
    let is_plain = is_in(verb, &VERBS) || verb.ends_with("ede") || verb.ends_with("te");
    if !is_inside || !is_plain || !(2.0..12.0).contains(&months) || !holds && prose.iter().any(is_other) {
        return None;
    }
    let link = if holds { "og" } else { "men" };
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let computation = format!(
        "Titlens periode er {} måneder, {link} der står {}.",
        word_of(&PrintedNumber::whole(months)),
        word_of(&own.number)
    );
    let passage = sentence.passage(own.at.saturating_sub(4), own.end + 1);
    Some(Claim::new(Code::PrintedReference, verdict, computation, passage).about(sentence.index, [own.number]))
}

/// The only period of a text with one year.
fn only_span(tokens: &[PlacedToken]) -> Option<MonthSpan> {
    let found = spans(tokens);
    let years = tokens.iter().filter_map(PlacedToken::number).filter(|number| number.is_year).count();
    match (found.as_slice(), years) {
        ([only], 1) => Some(only.clone()),
        _ => None,
    }
}

fn spans(tokens: &[PlacedToken]) -> Vec<MonthSpan> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match span_at(tokens, at) {
            Some((span, end)) => {
                found.push(span);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The period at an index and the index after it: `2. kvartal 2025`, `1. halvår 2025`, `april til juni 2025`, `april-juni 2025`,
/// `1. januar til 31. december 2024`, `2024`.
fn span_at(tokens: &[PlacedToken], at: usize) -> Option<(MonthSpan, usize)> {
    if let Some(year) = year_at(tokens, at) {
        return Some((12 * year..12 * year + 12, at + 1));
    }
    part_of_year(tokens, at).or_else(|| first_months(tokens, at)).or_else(|| months_at(tokens, at))
}

/// `ni måneder af 2024`, after »de første«.
fn first_months(tokens: &[PlacedToken], at: usize) -> Option<(MonthSpan, usize)> {
    let count = tokens.get(at)?.number().filter(|count| count.decimals == 0 && (1.0..=12.0).contains(&count.value))?;
    let is_first = word(tokens, at.checked_sub(1)) == "første" && word(tokens, Some(at + 1)) == "måneder";
    let first = 12 * year_at(tokens, at + 3).filter(|_| is_first)?;
    Some((first..first + count.value as i32, at + 4))
}

fn year_at(tokens: &[PlacedToken], at: usize) -> Option<i32> {
    tokens.get(at)?.number().filter(|number| number.is_year).map(|number| number.value as i32)
}

/// `2. kvartal 2025`, `1. halvår 2025`
fn part_of_year(tokens: &[PlacedToken], at: usize) -> Option<(MonthSpan, usize)> {
    let part: i32 = word(tokens, Some(at)).parse().ok()?;
    let months = match word(tokens, Some(at + 2)) {
        "kvartal" => 3,
        "halvår" => 6,
        _ => return None,
    };
    let first = 12 * year_at(tokens, at + 3)? + (part - 1) * months;
    (1..=12 / months).contains(&part).then_some((first..first + months, at + 4))
}

/// `april til juni 2025`, `april-juni 2025`, `1. januar til 31. december 2024`
fn months_at(tokens: &[PlacedToken], at: usize) -> Option<(MonthSpan, usize)> {
    let (first, next) = month_at(tokens, at, true)?;
    if let Some((_, last)) = word(tokens, Some(at)).split_once(['-', '–']) {
        let year = year_at(tokens, at + 1)?;
        return Some((12 * year + first..12 * year + month(last)? + 1, at + 2));
    }
    let own = year_at(tokens, next);
    let link = next + usize::from(own.is_some());
    let is_dash = tokens.get(link).is_some_and(|mark| mark.is('–') || mark.is('-'));
    let is_link = |placed: &&PlacedToken| placed.is_in(&[words![til og med den]]);
    let links = usize::from(is_dash) + tokens.iter().skip(link + usize::from(is_dash)).take_while(is_link).count();
    let (last, end) = month_at(tokens, link + links, false).filter(|_| links > 0)?;
    let to = year_at(tokens, end)?;
    Some((12 * own.unwrap_or(to) + first..12 * to + last + 1, end + 1))
}

/// A month with or without its day, and the index after it. From or until the middle of a month is no whole period.
fn month_at(tokens: &[PlacedToken], at: usize, is_start: bool) -> Option<(i32, usize)> {
    let own = word(tokens, Some(at));
    if let Some(month) = month(own.split(['-', '–']).next()?) {
        return Some((month, at + 1));
    }
    let day: u32 = own.parse().ok()?;
    let is_whole = if is_start { day == 1 } else { day >= 28 };
    month(word(tokens, Some(at + 2))).filter(|_| is_whole).map(|month| (month, at + 3))
}

/// The month from 0.
fn month(name: &str) -> Option<i32> {
    MONTHS.iter().position(|month| *month == name).map(|month| month as i32)
}

/// `april-juni 2025`
fn shown(span: &MonthSpan) -> String {
    let (first, last) = (span.start, span.end - 1);
    let name = |month: i32| MONTHS.get(month.rem_euclid(12) as usize).copied().unwrap_or_default();
    let (from, to) = (first.div_euclid(12), last.div_euclid(12));
    match (from == to, span.end - span.start) {
        (true, 12) => format!("{from}"),
        (true, 1) => format!("{} {from}", name(first)),
        (true, _) => format!("{}-{} {from}", name(first), name(last)),
        (false, _) => format!("{} {from}-{} {to}", name(first), name(last)),
    }
}
