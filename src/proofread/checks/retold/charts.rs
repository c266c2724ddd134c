//! Numbers of a chart that a sentence repeats wrongly: `Figur 1 viser, at tallet faldt fra 31,2 til 26,7`, where the chart has 27,6.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::report::ReportLine;

use super::super::references::named::references;

/// Most lines of a chart above or below its caption.
const NEAR: usize = 14;
/// With fewer numbers, what is near the caption is no chart.
const FEWEST: usize = 3;
/// Smaller numbers are often close to another by accident.
const LEAST: f64 = 10.0;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let captions: Vec<(u32, usize)> =
        report.lines.iter().enumerate().filter_map(|(at, line)| Some((captioned(&line.text)?, at))).collect();
    for sentence in &report.prose {
        let named = references(sentence, "figur");
        let [reference] = named.as_slice() else { continue };
        let Some((_, caption)) = captions.iter().find(|(number, _)| *number == reference.number()) else { continue };
        let of_year = report.lines.get(*caption).and_then(|line| of_year(sentence, &line.text, &reference.name()));
        claims.extend(of_year.or_else(|| compare(sentence, &chart(report, *caption), &reference.name())));
    }
}

/// The only number of the sentence and its only year, where the caption states the number of that year: `340 (2021), 365 (2022)`,
/// `2021: 340, 2022: 365`.
fn of_year(sentence: &PrintedSentence, caption: &str, name: &str) -> Option<Claim> {
    let ([own], [(_, year)]) = (&sentence.quantities()[..], &years(&sentence.tokens)[..]) else { return None };
    let caption = tokens(caption);
    let numbers: Vec<PrintedNumber> = caption.iter().filter_map(|placed| placed.number()).collect();
    let is_told = caption.iter().filter(|mark| mark.is('(') || mark.is(':')).count() >= FEWEST;
    // After »Figur 1«, numbers and years in turn.
    let in_turn: Vec<&[PrintedNumber]> = numbers.get(1..)?.chunks_exact(2).collect();
    let pair = |pair: &&[PrintedNumber]| match pair {
        [one, two] if one.is_year != two.is_year => {
            Some(if one.is_year { (one.value, *two) } else { (two.value, *one) })
        }
        _ => None,
    };
    let pairs: Vec<(f64, PrintedNumber)> = in_turn.iter().map(pair).collect::<Option<_>>()?;
    let (_, meant) = pairs.iter().find(|(of, _)| of == year).filter(|_| is_told && pairs.len() >= FEWEST)?;
    let is_plain = own.is_exact && own.scale == 1.0 && own.number.percent == meant.percent && !is_rate(own);
    let has = pairs.iter().any(|(_, other)| other.value == own.number.value);
    let holds = own.number.is_rounded_from(meant.value);
    let is_meant = holds || has || is_slip(&own.number, meant.value);
    let link = if holds { "og" } else { "men" };
    let computation = format!("{name} har {meant} i {year}, {link} der står {} i teksten.", own.number);
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let claim = Claim::new(Code::PrintedTwice, verdict, computation, sentence.passage(0, sentence.tokens.len()));
    (is_plain && is_meant).then(|| claim.about(sentence.index, [own.number]))
}

/// The number of the caption that the line starts with: `Figur 2. Besøg`.
fn captioned(line: &str) -> Option<u32> {
    let rest = line.strip_prefix("Figur ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let title = rest.get(digits.len()..)?.trim_start();
    let is_title = title.starts_with([':', '.', '–', '-']) || title.starts_with(char::is_uppercase);
    digits.parse().ok().filter(|_| is_title)
}

/// The numbers of the lines near the caption that are mostly numbers.
fn chart(report: &ReadReport<'_>, caption: usize) -> Vec<PrintedNumber> {
    let near = report.lines.iter().enumerate().skip(caption.saturating_sub(NEAR)).take(2 * NEAR + 1);
    let numbers = |(at, line): (usize, &ReportLine)| -> Vec<PrintedNumber> {
        let tokens = tokens(&line.text);
        let words = tokens.iter().filter(|placed| placed.word().chars().count() > 1).count();
        let numbers: Vec<PrintedNumber> = tokens.iter().filter_map(|placed| placed.number()).collect();
        let is_chart = words <= 2 * numbers.len() && !line.text.ends_with('.');
        match at == caption {
            // The caption may give the numbers after a colon: »Henvendelser: 2022: 340, 2023: 365«.
            true if line.text.contains(':') && numbers.len() > FEWEST => numbers.into_iter().skip(1).collect(),
            false if is_chart => numbers,
            _ => Vec::new(),
        }
    };
    near.flat_map(numbers).filter(|number| !number.is_year).collect()
}

/// The only number of the sentence that the chart does not have, if it has the others and one that is close.
fn compare(sentence: &PrintedSentence, chart: &[PrintedNumber], name: &str) -> Option<Claim> {
    let all: Vec<Quantity<'_>> = sentence
        .quantities()
        .into_iter()
        .filter(|own| own.is_exact && own.number.value >= LEAST && !is_rate(own))
        .collect();
    let has = |own: &&Quantity<'_>| chart.iter().any(|number| number.value == own.number.value);
    let missing: Vec<&Quantity<'_>> = all.iter().filter(|own| !has(own)).collect();
    let ([wrong], true) = (missing.as_slice(), chart.len() >= FEWEST && all.iter().any(|own| has(&own))) else {
        return None;
    };
    let is_link = is_in(wrong.word_before(), &[AGAINST, BE, words![fra til på og der]]);
    let told = |number: &PrintedNumber| all.iter().any(|own| own.number.value == number.value);
    let alike = chart.iter().filter(|number| {
        !told(number) && number.decimals == wrong.number.decimals && is_slip(&wrong.number, number.value)
    });
    let mut alike: Vec<&PrintedNumber> = alike.collect();
    alike.dedup_by(|one, two| one.value == two.value);
    let [meant] = alike.as_slice() else { return None };
    let computation = format!("{name} har {meant}, men der står {} i teksten.", wrong.number);
    let passage = sentence.passage(wrong.at.saturating_sub(6), wrong.end);
    is_link.then(|| {
        Claim::new(Code::PrintedTwice, ClaimVerdict::MayContradict, computation, passage)
            .about(sentence.index, [wrong.number])
    })
}

/// Whether it is the base of a rate: »pr. 1.000 borgere«.
fn is_rate(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    tokens.get(own.at.saturating_sub(2)..own.at).unwrap_or_default().iter().any(|placed| placed.is_in(&[PER]))
}
