//! Hours between two times of day: `åbnede kl. 9.00 og lukkede kl. 15.30, altså efter 6,5 timer`.

use crate::proofread::checks::prelude::*;

/// Words in a sentence whose hours are not those between the two times.
const OTHERWISE: [WordClass; 3] = [EACH, PER, words![gange dage ugen pause]];

/// Most tokens between the hours and the first time after them.
const BEFORE_NEAR: usize = 8;
/// Words that tie the hours to the two times.
const LINKS: [WordClass; 4] = [THAT_IS, THEREFORE, EQUALS, words![alt senere efter varede varer]];

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_told = has_any(tokens, &[words![kl klokken]]);
    let is_other = has_any(tokens, &OTHERWISE);
    let times: Vec<(usize, f64)> =
        tokens.iter().enumerate().flat_map(|(at, placed)| times(tokens, at, placed)).collect();
    let [(first, from), (last, to)] = times[..] else { return None };
    let all = sentence.quantities();
    let [said] =
        all.iter().filter(|own| is_in(word(tokens, Some(own.end)), &[words![time timer]])).collect::<Vec<_>>()[..]
    else {
        return None;
    };
    // »Åbent otte timer om dagen, fra kl. 8 til 16«
    let is_before = said.at < first
        && tokens
            .get(said.end + 1..first)
            .is_some_and(|words| words.len() <= BEFORE_NEAR && words.iter().any(|placed| placed.word() == "fra"));
    let linked = tokens.get(last + 1..said.end + 3).or(tokens.get(last + 1..)).unwrap_or_default();
    let is_linked = is_before || said.at > last && linked.iter().any(|placed| placed.is('(') || placed.is_in(&LINKS));
    if !is_told || is_other || !is_linked || !said.is_exact || to <= from {
        return None;
    }
    let exact = to - from;
    let shown = PrintedNumber { decimals: usize::from(exact.fract() != 0.0), ..PrintedNumber::whole(exact) };
    let printed = said.number;
    let (verdict, computation) = match printed.is_rounded_from(exact) {
        true => (ClaimVerdict::Agrees, format!("Mellem de to klokkeslæt er der {shown} timer, som der står.")),
        false => (
            ClaimVerdict::MayContradict,
            format!("Mellem de to klokkeslæt er der {shown} timer, men der står {printed}."),
        ),
    };
    let passage = sentence.passage(first.min(said.at).saturating_sub(2), last.max(said.end) + 1);
    Some(Claim::new(Code::PrintedDate, verdict, computation, passage).about(sentence.index, [printed]))
}

/// The times of day of a token: `9.30`, `15:00`, `9-15`, and `9` after »kl.«.
fn times(tokens: &[PlacedToken], at: usize, placed: &PlacedToken) -> Vec<(usize, f64)> {
    let text = placed.word();
    let is_clock = |at: usize| {
        let before = word(tokens, at.checked_sub(1)).to_owned() + word(tokens, at.checked_sub(2));
        before == "kl" || before == "klokken"
    };
    // »Fra kl. 8 til 18«
    let is_until = at >= 2 && word(tokens, Some(at - 1)) == "til" && is_clock(at - 2);
    let follows = is_clock(at) || is_until;
    if let Some(number) = placed.number().filter(|number| follows && number.decimals == 0 && number.value <= 24.0) {
        return vec![(at, number.value)];
    }
    let both = text.split_once(['-', '–']).filter(|_| follows);
    let parts = both.map_or(vec![text], |(from, to)| vec![from, to]);
    let is_range = parts.len() > 1;
    let read: Option<Vec<f64>> = parts.into_iter().map(|part| time(part, is_range)).collect();
    read.unwrap_or_default().into_iter().map(|time| (at, time)).collect()
}

fn time(text: &str, may_be_whole: bool) -> Option<f64> {
    let Some((hour, minute)) = text.split_once(['.', ':']) else {
        return text.parse().ok().filter(|hour| may_be_whole && *hour <= 24.0);
    };
    let (hour, minutes): (f64, f64) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute.len() == 2 && hour <= 24.0 && minutes < 60.0).then_some(hour + minutes / 60.0)
}
