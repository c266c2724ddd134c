//! `Antallet er steget hvert år`: each number of a series is larger than the one before.

use crate::danish::MONTHS;
use crate::proofread::checks::changes::words::moved;
use crate::proofread::checks::prelude::*;

const DENIED: [WordClass; 3] = [DENIALS, EXCEPT, words![næsten stort mindst]];
/// With fewer numbers there is no trend.
const FEWEST: usize = 3;

/// A number of a series and its year, if it has one.
pub(in crate::proofread::checks) type YearNumber = (Option<f64>, PrintedNumber);

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    let (said, rises) = trend(&sentence.tokens)?;
    let mut points = told_series(sentence);
    points.sort_by(|one, two| one.0.unwrap_or(0.0).total_cmp(&two.0.unwrap_or(0.0)));
    if points.len() < FEWEST {
        return None;
    }
    let broken = broken(&points, rises, &said, "teksten");
    let verdict = if broken.is_some() { ClaimVerdict::MayContradict } else { ClaimVerdict::Agrees };
    let computation = broken.unwrap_or_else(|| format!("Tallene i teksten passer til »{said}«."));
    let claim = Claim::new(Code::PrintedWords, verdict, computation, sentence.passage(0, sentence.tokens.len()));
    Some(claim.about(sentence.index, points.into_iter().map(|(_, number)| number)))
}

/// The message about the first number that is not further on than the one before. `None` if all are.
pub(in crate::proofread::checks) fn broken(
    points: &[YearNumber],
    rises: bool,
    said: &str,
    place: &str,
) -> Option<String> {
    points.windows(2).find_map(|pair| {
        let [(_, one), (year, two)] = pair else { return None };
        let is_back = if rises { two.value < one.value } else { two.value > one.value };
        let time = year.map(|year| format!(" i {}", time_name(year))).unwrap_or_default();
        let moved = if rises { "falder" } else { "stiger" };
        is_back.then(|| format!("Teksten siger »{said}«, men tallet {moved} fra {one} til {two}{time} i {place}."))
    })
}

/// A year, or the month of a number.
fn time_name(time: f64) -> String {
    MONTHS.get(time as usize).map_or_else(|| time.to_string(), |month| (*month).to_owned())
}

/// The words of a trend through all times, and whether it is a rise.
pub(in crate::proofread::checks) fn trend(tokens: &[PlacedToken]) -> Option<(String, bool)> {
    let every = (0..tokens.len()).find(|at| {
        let words = [*at, at + 1, at + 2].map(|at| word(tokens, Some(at)));
        matches!(
            words,
            ["hvert", "år", _]
                | ["hvert", "eneste", "år"]
                | ["år", "for", "år"]
                | ["hvert", "kvartal", _]
                | ["hver", "måned", _]
                | ["måned" | "kvartal", "for", "måned" | "kvartal"]
                | ["fra", "år", "til"]
        ) || is_in(words[0], &[words![støt uafbrudt konstant]])
    })?;
    let moved: Vec<(&str, bool)> =
        tokens.iter().filter_map(|placed| Some((placed.word(), moved(placed.word())?))).collect();
    // In a sentence of two changes, the one of »hvert år« is not known.
    let [(said, rises)] = moved[..] else { return None };
    let is_denied = has_any(tokens, &DENIED);
    (!is_denied).then(|| (format!("{said} {}", phrase(tokens, every)), rises))
}

fn phrase(tokens: &[PlacedToken], at: usize) -> String {
    let first = word(tokens, Some(at));
    match first {
        "hvert" | "hver" => format!("{first} {}", word(tokens, Some(at + 1))),
        "år" | "måned" | "kvartal" => format!("{first} for {first}"),
        "fra" => "fra år til år".to_owned(),
        _ => first.to_owned(),
    }
}

/// The numbers of the sentence, each with its year if all have one.
fn told_series(sentence: &PrintedSentence) -> Vec<YearNumber> {
    let all = sentence.quantities();
    let Some(first) = all.first() else { return Vec::new() };
    if !all.iter().all(|own| own.is_alike(first) && own.is_exact) {
        return Vec::new();
    }
    let years = years(&sentence.tokens);
    if years.len() == all.len() {
        all.iter().zip(&years).map(|(own, (_, year))| (Some(*year), own.number)).collect()
    } else {
        all.iter().map(|own| (None, own.number)).collect()
    }
}
