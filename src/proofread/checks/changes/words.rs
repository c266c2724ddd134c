//! Words that express a change, and words for what its numbers count.

use crate::proofread::checks::prelude::*;

/// Words in a sentence that speak of ranks, where 1 is above 2, or that the change is denied.
const OTHERWISE: [WordClass; 2] = [DENIALS, words![placering placeringen rangering nummer ingen]];
pub(super) fn is_change_noun(word: &str) -> bool {
    is_in(word, &[CHANGE_NOUNS])
}

/// Whether the word expresses a rise or a fall, and is no comparative.
pub(in crate::proofread::checks) fn moved(word: &str) -> Option<bool> {
    let rises = is_in(word, &[RISES]);
    (rises || is_in(word, &[FALLS])).then_some(rises)
}

/// Whether the word expresses a rise or a fall. `None` for other words.
pub(in crate::proofread::checks) fn direction(word: &str) -> Option<bool> {
    moved(word).or_else(|| is_comparative(word).then(|| is_in(word, &[MORE]) || word == "mere"))
}

/// Whether an amount comes before the word: »4 flere«, »tre dage kortere«.
pub(in crate::proofread::checks) fn is_comparative(word: &str) -> bool {
    is_in(word, &[MORE, LESS, VAGUE])
}

/// Whether the sentence speaks of ranks, or denies its change.
pub(super) fn is_denied(sentence: &PrintedSentence) -> bool {
    let is_rank = |three: &[PlacedToken]| {
        let is_place = |placed: &PlacedToken| placed.word() == "plads";
        three.iter().any(is_place) && three.iter().any(|placed| placed.number().is_some())
    };
    sentence.tokens.windows(3).any(is_rank) || has_any(&sentence.tokens, &OTHERWISE)
}

/// Starts of words that say by which factor it grew.
const FACTORS: [(&str, f64); 4] = [("fordobl", 2.0), ("tredobl", 3.0), ("firedobl", 4.0), ("halver", 0.5)];

/// Least and greatest exact factor as a share of the stated one: stated plainly, with »næsten«, and with »mere end«.
pub(super) const PLAIN: (f64, f64) = (0.84, 1.2);
const NEARLY: (f64, f64) = (0.75, 1.05);
pub(super) const MORE_THAN: (f64, f64) = (0.999, 1.6);

/// The factor that the word at `at` expresses: 2 for »fordoblet«.
pub(in crate::proofread::checks) fn factor_at(tokens: &[PlacedToken], at: usize) -> Option<f64> {
    let said = tokens.get(at)?.word();
    FACTORS.iter().find(|(start, _)| said.starts_with(start)).map(|(_, factor)| *factor)
}

/// Judges the factor that the word at `at` expresses by the exact one. `None` for »ca. fordoblet«.
pub(in crate::proofread::checks) fn judge_factor(
    tokens: &[PlacedToken],
    at: usize,
    [from, to]: [PrintedNumber; 2],
    exact: f64,
) -> Option<(ClaimVerdict, String)> {
    let factor = factor_at(tokens, at)?;
    let ((least, most), said) = factor_bounds(tokens, at, factor)?;
    let times = PrintedNumber { decimals: 1, ..PrintedNumber::whole(exact) };
    let agrees = exact >= least * factor && exact <= most * factor;
    let (verdict, link) = if agrees { (ClaimVerdict::Agrees, "og") } else { (ClaimVerdict::Contradicts, "men") };
    Some((verdict, format!("{to} er {times} gange {from}, {link} der står »{said}«.")))
}

/// The least and the greatest share of a factor that the words before it at `at` allow, and those words. `None` for »ca.«.
fn factor_bounds(tokens: &[PlacedToken], at: usize, factor: f64) -> Option<((f64, f64), String)> {
    let word = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).map_or("", PlacedToken::word);
    let own = tokens.get(at)?.word();
    let (bounds, said) = match (word(2), word(1)) {
        (_, before @ ("næsten" | "knap")) => (NEARLY, format!("{before} {own}")),
        ("mere", "end") => (MORE_THAN, format!("mere end {own}")),
        (_, before @ ("over" | "godt")) => (MORE_THAN, format!("{before} {own}")),
        ("mindre", "end") | (_, "ikke" | "ca" | "cirka" | "omtrent") => return None,
        _ if word(2) == "ca" => return None,
        _ => (PLAIN, own.to_owned()),
    };
    // Halved is said of less, so »mere end halveret« is further down.
    Some((if factor < 1.0 { (1.0 / bounds.1, 1.0 / bounds.0) } else { bounds }, said))
}

/// The factor before »så«, and the index of its first word.
pub(in crate::proofread::checks) fn factor_before(tokens: &[PlacedToken], at: usize) -> Option<(usize, f64)> {
    let last = at.checked_sub(1)?;
    match tokens.get(last)?.word() {
        "dobbelt" => Some((last, 2.0)),
        "halvt" | "halv" => Some((last, 0.5)),
        "gange" => Some((
            last.checked_sub(1)?,
            tokens.get(last - 1)?.number().filter(|number| !number.is_year && !number.percent)?.value,
        )),
        _ => None,
    }
}

/// Judges a factor by the two numbers.
pub(super) fn judge_times(
    change: &PrintedChange,
    factor: f64,
    (least, most): (f64, f64),
) -> Option<(ClaimVerdict, String)> {
    let PrintedChange { from, to, .. } = change;
    let exact = Some(to.value / from.value).filter(|factor| factor.is_finite())?;
    let computed = PrintedNumber { decimals: 1, ..PrintedNumber::whole(exact) };
    let told = PrintedNumber { decimals: usize::from(factor.fract() != 0.0), ..PrintedNumber::whole(factor) };
    let agrees = exact >= least * factor && exact <= most * factor;
    Some(if agrees {
        (ClaimVerdict::Agrees, format!("{to} er {computed} gange {from}, og der står {told}."))
    } else {
        (ClaimVerdict::Contradicts, format!("{to} er {computed} gange {from}, men der står {told}."))
    })
}

/// Fractions of the first number: »med en tredjedel«.
const FRACTIONS: [(&str, f64); 5] =
    [("halvdelen", 50.0), ("tredjedel", 33.3), ("fjerdedel", 25.0), ("femtedel", 20.0), ("tiendedel", 10.0)];

/// The fraction of »med en tredjedel«, »med halvdelen«, in percent.
pub(super) fn fraction(tokens: &[PlacedToken]) -> Option<(&str, f64)> {
    let named = |at: usize| FRACTIONS.iter().find(|(name, _)| *name == word(tokens, Some(at))).copied();
    let at = (0..tokens.len()).find(|at| {
        word(tokens, Some(*at)) == "med"
            && (named(at + 1).is_some() || word(tokens, Some(at + 1)) == "en" && named(at + 2).is_some())
    })?;
    named(at + 1).or_else(|| named(at + 2))
}
/// The direction that the word at `at` expresses. »Flere klinikker« is »some clinics«, and »mere end« may be of anything.
pub(super) fn direction_at(tokens: &[PlacedToken], at: usize) -> Option<(bool, &str)> {
    let own = tokens.get(at)?.word();
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let has_moved = is_in(word(tokens, at.checked_sub(1)), &[GONE]);
    let rises = match own {
        "op" | "ned" if has_moved => own == "op",
        _ if is_comparative(own) => {
            let is_counted =
                before.is_some_and(|before| before.number().is_some() || before.word().starts_with("procent"));
            let is_than = [at + 1, at + 2].iter().any(|next| word(tokens, Some(*next)) == "end");
            let is_noun = tokens.get(at.saturating_sub(2)..at)?.iter().any(|placed| placed.number().is_some());
            let is_vague = is_in(own, &[VAGUE]);
            direction(own).filter(|_| is_counted || !is_vague && (is_than || is_noun))?
        }
        _ => direction(own)?,
    };
    Some((rises, own))
}
