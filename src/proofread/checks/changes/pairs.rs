//! The pairs of numbers between which a sentence states a change, in the order of their times: `fra 18 til 22`, `22 mod 18 i
//! 2023`, `22 kurser, 4 flere end de 18`, `I 2023 var der 18. I år er der 22`.

use crate::proofread::checks::prelude::*;

/// Words between a number and the word that ties it to another: »end de 18«, »mod i alt 18«, »som i 2023, hvor vi holdt 8«.
const PASSED: [WordClass; 11] = [
    BE,
    HAVE,
    STANDING,
    STRONG_PAST,
    EARLIER,
    ONLY,
    ARTICLES,
    COUNTS,
    TOGETHER,
    SUBJECTS,
    words![i år hele hvor man vi tidligere nu budget et på kvartal],
];
/// Most tokens between »hvor« and its number.
const WHERE_NEAR: usize = 5;
/// Most tokens between a number and its time.
const TIME_NEAR: usize = 6;
/// Numbers that are compared are not further apart than this factor.
const SIZE: f64 = 12.0;
/// Words for a time before or after all years that are printed, in two words.
const BEFORE_ALL: [(&str, &str); 3] = [("året", "før"), ("sidste", "år"), ("forrige", "år")];
const AFTER_ALL: [(&str, &str); 3] = [("i", "år"), ("i", "dag"), ("året", "efter")];
/// Parts of a year or a course, in pairs of an earlier and a later one.
const PARTS: [(&str, &str); 6] = [
    ("ved", "start"),
    ("ved", "slut"),
    ("i", "foråret"),
    ("i", "efteråret"),
    ("før", "forløbet"),
    ("efter", "forløbet"),
];

/// Two numbers of which the first is the earlier, or the one that the second is compared with.
#[derive(Clone, Copy)]
pub(super) struct ComparedPair<'a> {
    pub(super) from: Quantity<'a>,
    pub(super) to: Quantity<'a>,
    /// Whether »end«, »som« or »mod« ties them, and not two times.
    pub(super) is_compared: bool,
}

impl<'a> ComparedPair<'a> {
    /// The pairs of a sentence, given its numbers that are no amounts of a change. »22 mod 18« without an amount or a time may be two
    /// places.
    pub(super) fn all(numbers: &[Quantity<'a>], has_amounts: bool) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for at in 1..numbers.len() {
            let last = found.last().map_or(0, |pair| pair.span().1);
            let free: Vec<Quantity<'a>> =
                numbers.get(..at).unwrap_or_default().iter().copied().filter(|own| own.at >= last).collect();
            found.extend(numbers.get(at).and_then(|own| Self::tied(&free, own, has_amounts)));
        }
        match numbers {
            [one, two] if found.is_empty() => Self::of_years(one, two).into_iter().collect(),
            _ => found,
        }
    }

    /// The pair of a number that a word ties to one before it.
    fn tied(before: &[Quantity<'a>], own: &Quantity<'a>, has_amounts: bool) -> Option<Self> {
        let between = |other: &Quantity<'a>| own.sentence.tokens.get(other.end..own.at).unwrap_or_default();
        let last = |is_meant: &dyn Fn(&Quantity<'a>) -> bool| {
            let is_pair = |other: &&Quantity<'a>| {
                can_be_compared(other, own) && is_meant(other) && !has_any(between(other), &[BUT])
            };
            before.iter().rfind(is_pair).copied()
        };
        let from_to = |from: Quantity<'a>, to: Quantity<'a>| Self { from, to, is_compared: false };
        match link(own) {
            "til" => Some(from_to(last(&|other| link(other) == "fra")?, *own)),
            "fra" => Some(from_to(*own, last(&|other| link(other) == "til")?)),
            // »40 mod nu 55«
            "mod" | "imod" if own.word_before() == "nu" => Some(from_to(last(&|other| is_of_size(other, own))?, *own)),
            "mod" | "imod" if !has_amounts && !has_time(own) => None,
            "mod" | "imod" | "end" | "som" => {
                Some(Self { from: *own, to: last(&|other| is_of_size(other, own))?, is_compared: true })
            }
            _ => None,
        }
    }

    /// `18 i 2023 og 22 i 2024`
    fn of_years(one: &Quantity<'a>, two: &Quantity<'a>) -> Option<Self> {
        let tokens = &one.sentence.tokens;
        let [(first, early), (second, late)] = times(tokens)[..] else { return None };
        let is_apart =
            first < one.at && one.at < second && second < two.at || one.at < first && first < two.at && two.at < second;
        // »31 kurser, seks flere end sidste år, og deltagertallet nåede 498«
        let is_other = has_any(tokens.get(one.end..two.at)?, &[words![end], BUT]);
        let (from, to) = if early < late { (*one, *two) } else { (*two, *one) };
        let fits = is_apart && early != late && !is_other && can_be_compared(one, two);
        fits.then_some(Self { from, to, is_compared: false })
    }

    /// The number of a sentence and the one of the sentence before that it is compared with. Of several, the one that the amount counts.
    pub(super) fn across(
        own: &Quantity<'a>,
        before: &'a PrintedSentence,
        amount: Option<&Quantity<'a>>,
    ) -> Option<Self> {
        let alike = before.quantities().into_iter().filter(|other| {
            let is_length = other.measures_time() && !own.measures_time();
            other.is_exact && !is_length && (can_be_compared(other, own) || are_shares(other, own))
        });
        let alike: Vec<Quantity<'a>> = alike.collect();
        let counted = |own: &&Quantity<'a>| {
            let noun = amount.and_then(|amount| amount.nouns.first().copied()).unwrap_or("-");
            own.nouns.first().is_some_and(|own| own.ends_with(noun))
        };
        let other = only(alike.iter()).or_else(|| only(alike.iter().filter(counted))).copied()?;
        if matches!(link(own), "end" | "som") {
            return is_of_size(&other, own).then_some(Self { from: *own, to: other, is_compared: true });
        }
        let points = has_any(&own.sentence.tokens, &[SUBJECTS, COUNTS]);
        let time = |sentence: &PrintedSentence| times(&sentence.tokens).first().map(|(_, time)| *time);
        // »86 % er tilfredse. I 2023 var det 81 %«: without a time, the first is of now.
        let own_time = time(own.sentence)?;
        let is_same = is_in(own.word_before(), &[SUBJECTS, COUNTS]) || ends_in(own.word_before(), &[RATES]);
        let other_time = time(before).or(Some(f64::INFINITY).filter(|_| is_same && amount.is_some()))?;
        let (from, to) = if other_time < own_time { (other, *own) } else { (*own, other) };
        let is_told = own_time != other_time && (points || !own.nouns.is_empty() && !other.nouns.is_empty());
        is_told.then_some(Self { from, to, is_compared: false })
    }

    pub(super) fn change(&self) -> PrintedChange {
        let percent = self.from.number.percent || self.to.number.percent;
        let is_rounded = [self.from, self.to].iter().any(|own| tells_measures(&own.sentence.text));
        let shown = |own: &Quantity<'_>| PrintedNumber { percent, ..own.number };
        PrintedChange { from: shown(&self.from), to: shown(&self.to), is_rounded }
    }

    pub(super) fn is_within(&self, sentence: &PrintedSentence) -> bool {
        [self.from, self.to].iter().all(|own| std::ptr::eq(own.sentence, sentence))
    }

    /// Indices of the first of its tokens in its sentence, and after the last.
    pub(super) fn span(&self) -> (usize, usize) {
        (self.from.at.min(self.to.at), self.from.end.max(self.to.end))
    }
}

/// Whether the two numbers can be compared: they may count the same thing, in one scale, and are neither percentage points nor
/// ages.
fn can_be_compared(one: &Quantity<'_>, two: &Quantity<'_>) -> bool {
    // »Fra 18 til 22 år« are ages.
    let are_ages = one.nouns.is_empty() && two.nouns.first() == Some(&"år");
    let has_one_scale = one.scale == two.scale || one.kind == QuantityKind::Money;
    one.is_alike(two) && one.kind != QuantityKind::Points && has_one_scale && !are_ages
}

/// `Svarprocenten var 71 %. Året efter var den 64`
fn are_shares(one: &Quantity<'_>, two: &Quantity<'_>) -> bool {
    let is_share = |own: &Quantity<'_>| {
        own.kind == QuantityKind::Percent || own.is_count() && own.nouns.is_empty() && own.value() <= 100.0
    };
    is_share(one) && is_share(two)
}

fn is_of_size(one: &Quantity<'_>, two: &Quantity<'_>) -> bool {
    let factor = one.value() / two.value();
    factor > 1.0 / SIZE && factor < SIZE
}

/// The word that ties a number to another: »fra«, »til«, »mod«, »end«, »som«; any other word if none does. After »hvor«, the number is
/// one that another is compared with.
pub(super) fn link<'a>(own: &Quantity<'a>) -> &'a str {
    let tokens = &own.sentence.tokens;
    let near = own.at.saturating_sub(WHERE_NEAR)..own.at;
    let from = near.rev().find(|at| word(tokens, Some(*at)) == "hvor").unwrap_or(own.at);
    let is_passed = |placed: &&PlacedToken| {
        let is_digits = placed.word().starts_with(|first: char| first.is_ascii_digit());
        placed.is_in(&PASSED)
            || [',', '(', '.'].iter().any(|mark| placed.is(*mark))
            || is_digits
            || placed.number().is_some_and(|number| number.is_year)
    };
    let passed = tokens.iter().take(from).rev().take_while(is_passed).count();
    match word(tokens, from.checked_sub(passed + 1)) {
        // »I forhold til 2023, hvor der var 40«
        "til" | "siden" | "fra" if from < own.at => "end",
        link => link,
    }
}

/// Whether a time follows: »mod 18 kurser året før«.
fn has_time(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let near = tokens.get(own.end..(own.end + TIME_NEAR).min(tokens.len())).unwrap_or_default();
    let clause = near.iter().take_while(|placed| !placed.is(','));
    clause.clone().any(|placed| {
        placed.number().is_some_and(|number| number.is_year) || placed.is_in(&[EARLIER, words![tidligere]])
    })
}

/// The times that the tokens name, with their indices: years, and words like »i år«. Without those, parts of a year or of a course.
pub(super) fn times(tokens: &[PlacedToken]) -> Vec<(usize, f64)> {
    let pair = |at: usize| (word(tokens, Some(at)), word(tokens, Some(at + 1)));
    let is_later =
        |at: usize| is_in(pair(at).0, &[DURATIONS, words![år]]) && is_in(pair(at).1, &[words![senere efter]]);
    let time = |at: usize| match tokens.get(at).and_then(PlacedToken::number).filter(|number| number.is_year) {
        Some(year) => Some((at, year.value)),
        None if BEFORE_ALL.contains(&pair(at)) => Some((at, f64::NEG_INFINITY)),
        None if AFTER_ALL.contains(&pair(at)) || pair(at).0 == "nu" || is_later(at) => Some((at, f64::INFINITY)),
        None => None,
    };
    let part = |at: usize| Some((at, PARTS.iter().position(|part| *part == pair(at))? as f64));
    let times: Vec<(usize, f64)> = (0..tokens.len()).filter_map(time).collect();
    if times.is_empty() { (0..tokens.len()).filter_map(part).collect() } else { times }
}
