//! Shares in words: »hver tredje«, »halvdelen«, »knap to tredjedele«.

use super::claim::ClaimVerdict;
use super::ratio::{PrintedRatio, SPOKEN};
use super::token::{PlacedToken, Token};
use crate::proofread::lexicon::amounts::{A_LITTLE_OVER, NEARLY, TIME_UNITS};
use crate::proofread::lexicon::{WordClass, is_in, words};

/// Greatest distance from the share that the words state: as a share of it (0–1), and in percentage points.
const RELATIVE: f64 = 0.2;
const POINTS: f64 = 8.0;
/// As [`RELATIVE`], for words that say that the share is a little more or less.
const ROUGHLY: f64 = 0.21;
/// Words before a fraction that make the share larger than it.
const MORE: [WordClass; 2] = [A_LITTLE_OVER, words![over mere flere]];
/// Words before a fraction that make the share smaller than it.
const LESS: [WordClass; 2] = [NEARLY, words![under mindre færre]];
/// Ordinals in »hver tredje« and »en tredjedel«.
const ORDINALS: [(&str, f64); 10] = [
    ("anden", 2.0),
    ("andet", 2.0),
    ("tredje", 3.0),
    ("fjerde", 4.0),
    ("femte", 5.0),
    ("sjette", 6.0),
    ("syvende", 7.0),
    ("ottende", 8.0),
    ("niende", 9.0),
    ("tiende", 10.0),
];

/// The side of the fraction on which the words put the share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    About,
    More,
    Less,
}

/// A share in words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordedShare {
    /// 33.3 for »hver tredje«.
    percent: f64,
    bound: Bound,
    /// »lidt over«, »knap«: the share is close to the bound.
    is_close: bool,
    /// As printed, in lower case.
    words: String,
    /// Index of its first token.
    pub(crate) start: usize,
    /// Index after its last token.
    pub(crate) end: usize,
    /// »ni ud af ti«: a percentage after it is checked by the rules for ratios.
    pub(crate) is_ratio: bool,
}

impl WordedShare {
    /// Reads the share in words whose main word starts at `at`.
    pub(crate) fn at(tokens: &[PlacedToken], at: usize) -> Option<Self> {
        let word = tokens.get(at)?.word();
        let (percent, end) = match word {
            "halvdelen" | "halvparten" => (50.0, at + 1),
            "hver" | "hvert" if !is_in(tokens.get(at + 2).map_or("", PlacedToken::word), &[TIME_UNITS]) => {
                (100.0 / ordinal(tokens.get(at + 1)?.word())?, at + 2)
            }
            _ => parts(tokens, at).or_else(|| spoken(tokens, at))?,
        };
        let before =
            |back: usize| at.checked_sub(back).and_then(|before| tokens.get(before)).map_or("", PlacedToken::word);
        let (bound, start) = match (before(2), before(1)) {
            (word, "end") if is_in(word, &MORE) => (Bound::More, at - 2),
            (word, "end") if is_in(word, &LESS) => (Bound::Less, at - 2),
            (_, word) if is_in(word, &MORE) => (Bound::More, at - 1),
            (_, word) if is_in(word, &LESS) => (Bound::Less, at - 1),
            _ => (Bound::About, at),
        };
        let printed = |placed: &PlacedToken| match &placed.token {
            Token::Number(number) => super::number::word_of(number),
            Token::Word(word) => word.clone(),
            Token::Mark(mark) => mark.to_string(),
        };
        let is_slight = bound != Bound::About && start > 0 && tokens.get(start - 1)?.word() == "lidt";
        let start = start - usize::from(is_slight);
        let first = tokens.get(start)?.word();
        let is_close = is_slight || is_in(first, &[NEARLY, A_LITTLE_OVER]);
        let words = tokens.get(start..end)?.iter().map(printed).collect::<Vec<_>>().join(" ");
        let is_ratio = tokens.get(at + 1).is_some_and(|placed| placed.word() == "ud");
        Some(Self { percent, bound, is_close, words, start, end, is_ratio })
    }

    /// Compares the words with a share in percent. `share` is its wording in the message.
    pub(crate) fn judge(&self, percent: f64, share: &str) -> (ClaimVerdict, String) {
        let distance = (percent - self.percent).abs();
        let is_near =
            distance <= (RELATIVE * self.percent).min(POINTS) && !self.is_nearer_to_another(distance, percent);
        let is_rough = distance <= ROUGHLY * self.percent;
        let agrees = match self.bound {
            Bound::About => is_near,
            Bound::More => percent > self.percent - 0.5 && (is_rough || !self.is_close),
            Bound::Less => percent < self.percent + 0.5 && (is_rough || !self.is_close),
        };
        if agrees {
            (ClaimVerdict::Agrees, format!("{share}, og det passer til »{}«.", self.words))
        } else {
            (ClaimVerdict::Contradicts, format!("{share}, men der står »{}«.", self.words))
        }
    }

    /// Whether »hver fjerde« is said of a share that is much nearer to »hver femte«.
    fn is_nearer_to_another(&self, distance: f64, percent: f64) -> bool {
        let parts = (100.0 / self.percent).round();
        // Smaller parts are close to each other.
        let is_one_part = parts <= 5.0 && (100.0 / parts - self.percent).abs() < 1e-9;
        let mut others = [parts - 1.0, parts + 1.0].into_iter().filter(|parts| *parts >= 2.0);
        is_one_part && others.any(|parts| 2.0 * (percent - 100.0 / parts).abs() < distance)
    }
}

/// 5 for »femte«.
pub(crate) fn ordinal(word: &str) -> Option<f64> {
    ORDINALS.iter().find(|(ordinal, _)| *ordinal == word).map(|(_, number)| *number)
}

/// »ni ud af ti«, in percent, and the index after it.
fn spoken(tokens: &[PlacedToken], at: usize) -> Option<(f64, usize)> {
    let [part, ud, af, whole] = tokens.get(at..at + 4)? else { return None };
    let (part, whole) = (part.number()?, whole.number()?);
    let ratio = PrintedRatio { part, whole };
    let fits = ud.word() == "ud" && af.word() == "af" && SPOKEN.contains(&whole.value) && ratio.is_plausible();
    fits.then_some((ratio.percent(), at + 4))
}

/// »en tredjedel«, »to tredjedele«, in percent, and the index after it.
fn parts(tokens: &[PlacedToken], at: usize) -> Option<(f64, usize)> {
    let count = match tokens.get(at)?.word() {
        "en" | "én" => 1.0,
        _ => tokens.get(at)?.number().filter(|number| !number.percent && number.decimals == 0)?.value,
    };
    let word = tokens.get(at + 1)?.word();
    let part = word.strip_suffix("dele").or_else(|| word.strip_suffix("del"))?;
    let of = ordinal(part)?;
    (count >= 1.0 && count < of).then_some((100.0 * count / of, at + 2))
}
