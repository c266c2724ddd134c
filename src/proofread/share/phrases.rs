//! Ways to say a share with words between its numbers.

use super::exact::{is_about, is_exact};
use super::{BEFORE_WHOLE, NUMBERED, Ratio};
use crate::proofread::number::Printed;
use crate::proofread::sentence::Placed;

/// Words after which a number counts something else: »i uge 12«, »med 12 ansatte«.
const OTHERWISE: [&str; 16] =
    ["i", "uge", "fra", "til", "på", "med", "for", "ved", "hos", "efter", "før", "inden", "siden", "af", "per", "pr"];
/// Words that say why a rate is what it is: »idet 198 ud af 224 svarede«.
const BECAUSE: [&str; 3] = ["idet", "da", "fordi"];
/// The fewest letters of a rate and of what is done that must be the same: `svar`.
const STEM: usize = 4;

/// `198 klinikker ud af 224` where the whole has no noun of its own, and the token after it.
pub fn named_part(tokens: &[Placed], at: usize) -> Option<(Ratio, usize)> {
    let part = count(tokens, at)?;
    let [noun, ud, af] = tokens.get(at + 1..at + 4)? else { return None };
    let is_said = !noun.word().is_empty() && ud.word() == "ud" && af.word() == "af";
    let next = whole_at(tokens, at + 4);
    let ratio = Ratio { part, whole: count(tokens, next)? };
    let has_noun = tokens.get(next + 1).is_some_and(|after| !after.word().is_empty() || after.number().is_some());
    (is_said && !has_noun && ratio.is_plausible()).then_some((ratio, next + 1))
}

/// `Af 224 klinikker svarede 198` at the start of a sentence, before a bracket or a comma, and the token after it.
pub fn whole_first(tokens: &[Placed], at: usize) -> Option<(Ratio, usize)> {
    let starts = tokens.iter().take(at).all(|placed| placed.number().is_none() && placed.word().is_empty());
    let of = if tokens.get(at)?.word() == "ud" { at + 1 } else { at };
    if !starts || tokens.get(of)?.word() != "af" {
        return None;
    }
    let first = whole_at(tokens, of + 1);
    let whole = count(tokens, first)?;
    let words = tokens.iter().skip(first + 1).take_while(|placed| !placed.word().is_empty()).count();
    let next = first + 1 + words;
    let ratio = Ratio { part: count(tokens, next)?, whole };
    let before = tokens.get(next.checked_sub(1)?)?.word();
    let is_counted = words >= 2 && !OTHERWISE.contains(&before);
    let ends = tokens.get(next + 1).is_some_and(|after| after.is('(') || after.is(','));
    (is_counted && ends && ratio.is_plausible()).then_some((ratio, next + 1))
}

/// The rate that a ratio is the reason of, and its index: `Svarprocenten var 84 %, idet 198 ud af 224 svarede.`
pub fn rate_before(tokens: &[Placed], start: usize, end: usize) -> Option<(Printed, usize)> {
    let [rate, verb, percent, comma, because] = tokens.get(start.checked_sub(5)?..start)? else { return None };
    let number = percent.number().filter(|number| number.percent)?;
    let stem = ["procenten", "andelen", "raten"].iter().find_map(|ending| rate.word().strip_suffix(ending))?;
    let [done, point] = tokens.get(end..)? else { return None };
    // What is counted must be what the rate is of: »idet 26 ikke svarede« is no share of answers.
    let is_same = stem.chars().count() >= STEM && done.word().starts_with(stem);
    let is_said = ["var", "er", "blev"].contains(&verb.word()) && comma.is(',') && BECAUSE.contains(&because.word());
    (is_same && is_said && point.is('.') && is_exact(tokens, start - 3)).then_some((number, start - 3))
}

/// The count at `at`: a number that is exact and no name, year or percentage.
fn count(tokens: &[Placed], at: usize) -> Option<Printed> {
    let number = tokens.get(at)?.number().filter(|number| !number.percent && !number.is_year)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", Placed::word);
    (!is_about(tokens, at) && !NUMBERED.contains(&before)).then_some(number)
}

/// Where the whole stands behind the words that may be before it.
fn whole_at(tokens: &[Placed], from: usize) -> usize {
    from + tokens.iter().skip(from).take_while(|placed| BEFORE_WHOLE.contains(&placed.word())).count()
}
