//! Two numbers of different times and what a sentence says of them, in any order: `faldt til 18 fra 22`, `steg til 22 mod 18 året
//! før`, `uændret: 18 i 2023 og 18 i 2024`, `fra 14 til 9 dage, en reduktion på 5 dage`, `blev mere end fordoblet, fra 40 til 90`.

use super::amount::subject;
use super::words::{direction, factor_at, is_change_noun, is_comparative, is_denied, judge_factor, moved};
use crate::proofread::checks::prelude::*;

/// Words between »til«, »fra« or »mod« and their number.
const BEFORE: [WordClass; 3] = [TOGETHER, ONLY, words![de i hele tidligere nu]];
/// Fractions of the first number: »med en tredjedel«.
const FRACTIONS: [(&str, f64); 5] =
    [("halvdelen", 50.0), ("tredjedel", 33.3), ("fjerdedel", 25.0), ("femtedel", 20.0), ("tiendedel", 10.0)];
/// Greatest distance from a fraction, as a share of it.
const FRACTION_NEAR: f64 = 0.2;

/// The two numbers of a sentence, the earlier first, and an amount.
struct StatedPair<'a> {
    from: Quantity<'a>,
    to: Quantity<'a>,
    amount: Option<Quantity<'a>>,
}

pub(super) fn check(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    let Some(pair) = StatedPair::of(sentence) else { return };
    // Another check may have looked at the direction alone: »steg fra 42 til 63, altså med en tredjedel«.
    let is_fraction = fraction(&sentence.tokens).is_some();
    let is_new =
        |claim: &Claim| !claim.is_told_by(claims) || is_fraction && !claims.iter().any(|other| other.disputes(claim));
    claims.extend(pair.claim(sentence).filter(is_new));
}

impl<'a> StatedPair<'a> {
    fn of(sentence: &'a PrintedSentence) -> Option<Self> {
        let mut all: Vec<Quantity<'a>> = sentence.quantities();
        // »Faldet med en fjerdedel på to år, fra 540 til 405«
        if all.len() > 2 && all.iter().filter(|own| !own.measures_time()).count() == 2 {
            all.retain(|own| !own.measures_time());
        }
        let amounts: Vec<usize> =
            (0..all.len()).filter(|at| all.get(*at).is_some_and(|own| is_amount(own, &all))).collect();
        let (numbers, amount) = match (all.len(), amounts.as_slice()) {
            (2, []) => (all, None),
            (3, [at]) => {
                let mut numbers = all;
                let amount = numbers.remove(*at);
                (numbers, Some(amount))
            }
            _ => return None,
        };
        // Only the amount may be told roughly: »en fremgang på næsten 20 %«.
        if numbers.iter().any(|own| !own.is_exact) || amount.is_some_and(|own| own.may_tell(0.0).is_none()) {
            return None;
        }
        // »Steget 15 % siden 2021 og 5 % siden 2022« tells two changes.
        if numbers.iter().any(|own| own.kind == QuantityKind::Percent && moved(own.word_before()).is_some()) {
            return None;
        }
        let [one, two] = <[Quantity<'a>; 2]>::try_from(numbers).ok()?;
        let fits = one.is_alike(&two)
            && one.kind != QuantityKind::Points
            && (one.scale == two.scale || one.kind == QuantityKind::Money);
        // »Fra 18 til 22 år« are ages.
        let are_ages = one.nouns.is_empty() && two.nouns.first() == Some(&"år");
        let (from, to) = if !fits || are_ages {
            return None;
        } else if is_in_order(&one, &two, sentence)? {
            (one, two)
        } else {
            (two, one)
        };
        Some(Self { from, to, amount })
    }

    fn claim(&self, sentence: &PrintedSentence) -> Option<Claim> {
        let tokens = &sentence.tokens;
        let change =
            PrintedChange { from: self.from.number, to: self.to.number, is_rounded: tells_measures(&sentence.text) };
        if self.is_of_other(tokens) {
            return None;
        }
        let judged = self.judge_unchanged(tokens).or_else(|| self.judge_factor(tokens)).or_else(|| {
            if let Some((rises, said)) = told_direction(sentence) {
                return self.judge(&change, rises, said);
            }
            // »Forbedret med 9 %, fra 412 til 448« tells no direction.
            let is_told =
                tokens.iter().any(|placed| placed.word().starts_with("forbedr") || placed.word().starts_with("ændre"));
            self.judge(&change, change.rises(), "").filter(|_| is_told && self.amount.is_some() && !is_denied(sentence))
        });
        let (verdict, computation) = judged?;
        let places = [Some(&self.from), Some(&self.to), self.amount.as_ref()];
        let start = places.iter().flatten().map(|own| own.at).min()?.saturating_sub(3);
        let end = places.iter().flatten().map(|own| own.end).max()?;
        let passage = sentence.passage(start, end);
        let claim = Claim::new(Code::PrintedChange, verdict, computation, passage);
        Some(claim.about(sentence.index, places.into_iter().flatten().map(|own| own.number)))
    }

    fn judge_unchanged(&self, tokens: &[PlacedToken]) -> Option<(ClaimVerdict, String)> {
        let at = tokens.iter().position(|placed| placed.is_in(&[UNCHANGED]))?;
        let is_roughly = tokens.get(at.saturating_sub(2)..at)?.iter().any(|placed| placed.is_in(&[ABOUT_SO]));
        let (from, to) = (self.from.number, self.to.number);
        let is_plain = self.amount.is_none() && !is_roughly && self.from.value() != self.to.value();
        is_plain.then(|| {
            (ClaimVerdict::MayContradict, format!("Fra {from} til {to} er en ændring, men der står »uændret«."))
        })
    }

    /// `fordoblet`, and `med en tredjedel`.
    fn judge_factor(&self, tokens: &[PlacedToken]) -> Option<(ClaimVerdict, String)> {
        let (from, to) = (self.from.number, self.to.number);
        let exact = Some(self.to.value() / self.from.value()).filter(|exact| exact.is_finite() && *exact > 0.0)?;
        let named = (0..tokens.len()).find(|at| factor_at(tokens, *at).is_some());
        if let Some(at) = named.filter(|_| self.amount.is_none()) {
            return judge_factor(tokens, at, [from, to], exact);
        }
        let (said, percent) = fraction(tokens)?;
        let (rises, _) = told_direction_in(tokens)?;
        let moved = 100.0 * (exact - 1.0) * if rises { 1.0 } else { -1.0 };
        let shown = PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(moved) };
        let holds = (moved - percent).abs() <= FRACTION_NEAR * percent;
        let said = if percent == 50.0 { said.to_owned() } else { format!("en {said}") };
        let (verdict, link) = if holds { (ClaimVerdict::Agrees, "og") } else { (ClaimVerdict::Contradicts, "men") };
        Some((verdict, format!("Fra {from} til {to} er {shown}, {link} der står »{said}«.")))
    }

    /// Whether the words tell the change of something else than the numbers: »faldt for unge fra 18 til 22 år«, »6 flere end i 2022«.
    fn is_of_other(&self, tokens: &[PlacedToken]) -> bool {
        let first = self.from.at.min(self.to.at);
        let told = (0..first).rev().find(|at| direction_at(tokens, *at).is_some());
        let between = told.and_then(|told| tokens.get(told..first)).unwrap_or_default();
        let is_beside = between.iter().any(|placed| placed.is_in(&[words![for blandt hos mellem]]));
        let last = self.from.at.max(self.to.at);
        let than = self.amount.as_ref().and_then(|amount| {
            let end = (amount.end..amount.end + 4).find(|at| word(tokens, Some(*at)) == "end")?;
            Some(end).filter(|end| *end > last)
        });
        is_beside || than.is_some()
    }

    fn judge(&self, change: &PrintedChange, rises: bool, said: &str) -> Option<(ClaimVerdict, String)> {
        let (from, to) = (self.from.value(), self.to.value());
        let subject = subject(change);
        if from == to {
            return None;
        }
        if (to > from) != rises {
            return Some((ClaimVerdict::Contradicts, format!("{subject}, men der står »{said}«.")));
        }
        let Some(amount) = &self.amount else {
            return Some((ClaimVerdict::Agrees, format!("{subject}, som der står.")));
        };
        let kind = self.amount_kind(amount)?;
        let slack =
            |own: &Quantity<'_>| if change.is_rounded { own.number.half_unit() * own.scale } else { own.slack() };
        let computed = |from: f64, to: f64| match kind {
            StatedKind::Difference => Some((to - from).abs() / amount.scale),
            _ => (from > 0.0).then(|| 100.0 * (to - from).abs() / from),
        };
        let exact = computed(from, to)?;
        let (from_slack, to_slack) = (slack(&self.from), slack(&self.to));
        let ends = [computed(from - from_slack, to + to_slack)?, computed(from + from_slack, to - to_slack)?, exact];
        let (least, most) =
            (ends.iter().copied().fold(f64::INFINITY, f64::min), ends.iter().copied().fold(0.0, f64::max));
        let room = amount.number.half_unit() + 1e-9 * most.max(1.0);
        let printed = amount.number;
        let unit = if amount.kind == QuantityKind::Points { "\u{a0}procentpoint" } else { "" };
        let holds = if amount.is_exact {
            printed.value >= least - room && printed.value <= most + room
        } else {
            amount.may_tell(exact * amount.scale) == Some(true)
        };
        Some(if holds {
            (ClaimVerdict::Agrees, format!("{subject} på {printed}{unit}, som der står."))
        } else {
            let corrected = printed.corrected(exact);
            (ClaimVerdict::Contradicts, format!("{subject} på {corrected}{unit}, men der står {printed}{unit}."))
        })
    }

    /// `None` if the amount cannot be of these numbers.
    fn amount_kind(&self, amount: &Quantity<'_>) -> Option<StatedKind> {
        match (amount.kind, self.from.kind) {
            (QuantityKind::Percent, QuantityKind::Percent) => None,
            (QuantityKind::Percent, _) => Some(StatedKind::Percent),
            (QuantityKind::Points, QuantityKind::Percent) => Some(StatedKind::Difference),
            (one, two) if one == two && (amount.is_alike(&self.from) || amount.is_alike(&self.to)) => {
                Some(StatedKind::Difference)
            }
            _ => None,
        }
    }
}

/// The fraction of »med en tredjedel«, »med halvdelen«, in percent.
fn fraction(tokens: &[PlacedToken]) -> Option<(&str, f64)> {
    let named = |at: usize| FRACTIONS.iter().find(|(name, _)| *name == word(tokens, Some(at))).copied();
    let at = (0..tokens.len()).find(|at| {
        word(tokens, Some(*at)) == "med"
            && (named(at + 1).is_some() || word(tokens, Some(at + 1)) == "en" && named(at + 2).is_some())
    })?;
    named(at + 1).or_else(|| named(at + 2))
}

/// Whether the first number is the earlier one. `None` if the sentence does not tell.
fn is_in_order(one: &Quantity<'_>, two: &Quantity<'_>, sentence: &PrintedSentence) -> Option<bool> {
    let tokens = &sentence.tokens;
    match (link(one), link(two)) {
        ("fra", "til") => return Some(true),
        ("til", "fra") => return Some(false),
        (_, "mod" | "imod") if has_time(tokens, two.end) => return Some(false),
        _ => {}
    }
    let years = years(tokens);
    let [(first, early), (second, late)] = years[..] else { return None };
    let is_apart =
        first < one.at && one.at < second && second < two.at || one.at < first && first < two.at && two.at < second;
    (is_apart && early != late).then_some(early < late)
}

/// The word that tells the part of a number in a change: »fra«, »til«, »mod«.
fn link<'a>(own: &'a Quantity<'_>) -> &'a str {
    let tokens = &own.sentence.tokens;
    let back = tokens.iter().take(own.at).rev().take_while(|placed| placed.is_in(&BEFORE)).count();
    word(tokens, own.at.checked_sub(back + 1))
}

/// Whether a time follows: »mod 18 kurser året før«.
fn has_time(tokens: &[PlacedToken], from: usize) -> bool {
    let near = tokens.get(from..(from + 6).min(tokens.len())).unwrap_or_default();
    let is_time = |placed: &PlacedToken| {
        placed.number().is_some_and(|number| number.is_year) || placed.is_in(&[EARLIER, words![tidligere]])
    };
    near.iter().take_while(|placed| !placed.is(',')).any(is_time)
}

/// Whether the number tells how much the others changed.
fn is_amount(own: &Quantity<'_>, all: &[Quantity<'_>]) -> bool {
    let others = all.iter().filter(|other| other.at != own.at);
    match own.kind {
        QuantityKind::Points => true,
        QuantityKind::Percent => {
            let tokens = &own.sentence.tokens;
            // »En fremgang på næsten 20 %«
            let is_rough = |at: &usize| is_in(word(tokens, Some(*at)), &[NEARLY, A_LITTLE_OVER, ROUGHLY]);
            let before = (0..own.at).rev().find(|at| !is_rough(at)).map_or("", |at| word(tokens, Some(at)));
            let is_bracketed = own.at > 0
                && tokens.get(own.at - 1).is_some_and(|mark| mark.is('('))
                && tokens.get(own.end).is_some_and(|mark| mark.is(')'));
            let is_linked = is_in(before, &[words![med på til]]) || direction(before).is_some();
            let is_more = is_comparative(word(tokens, Some(own.end)));
            (is_linked || is_more || is_bracketed) && others.clone().all(|other| other.kind != QuantityKind::Percent)
        }
        _ => {
            let tokens = &own.sentence.tokens;
            let before = tokens.get(own.at.saturating_sub(5)..own.at).unwrap_or_default();
            // »Steg på 3 steder« tells a place, »en stigning på 3« an amount.
            let is_change = |word: &str| match own.word_before() {
                "på" => is_change_noun(word) || is_change_noun(word.trim_end_matches("en")),
                "med" => direction(word).is_some(),
                _ => false,
            };
            let is_linked = before.iter().any(|placed| is_change(placed.word()));
            let after = [word(tokens, Some(own.end)), word(tokens, Some(own.noun_end()))];
            is_linked || after.iter().any(|word| is_comparative(word))
        }
    }
}

fn told_direction(sentence: &PrintedSentence) -> Option<(bool, &str)> {
    if is_denied(sentence) { None } else { told_direction_in(&sentence.tokens) }
}

/// The direction that all words of the sentence tell, and one of them.
fn told_direction_in(tokens: &[PlacedToken]) -> Option<(bool, &str)> {
    let all: Vec<(bool, &str)> = (0..tokens.len()).filter_map(|at| direction_at(tokens, at)).collect();
    let first = *all.first()?;
    all.iter().all(|(rises, _)| *rises == first.0).then_some(first)
}

/// The direction that the word at `at` tells. »Flere klinikker« is »some clinics«, and »mere end« may be of anything.
fn direction_at(tokens: &[PlacedToken], at: usize) -> Option<(bool, &str)> {
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
