//! The amount that a text gives for a change, and whether it follows from the two numbers.

use super::numbers::{SentenceNumbers, WORD_NEAR, comparative};
use super::pairs::{ComparedPair, link, times};
use super::told::subject;
use super::words::{direction, is_comparative};
use crate::proofread::checks::prelude::*;

/// Most tokens between an amount and »end«.
const THAN_NEAR: usize = 4;

impl<'a> SentenceNumbers<'a> {
    /// Whether the amount is that of the change.
    pub(super) fn amount(&self, own: &Quantity<'a>, pair: &ComparedPair<'a>) -> Option<Claim> {
        let change = pair.change();
        let kind = amount_kind(own, pair)?;
        let compared = comparative(own);
        let said = compared.and_then(direction).or_else(|| Some(self.direction(pair)?.0));
        let rises = pair.to.value() > pair.from.value();
        // Only a comparative gives.
        let is_told = said.is_none_or(|said| said == rises) || compared.is_some();
        if !is_told || !self.is_of(own, pair) || pair.from.value() == pair.to.value() {
            return None;
        }
        let exact = amount_of(own, pair, kind, change.is_rounded)?;
        let printed = own.number;
        let is_turned = said.is_some_and(|said| said != rises);
        let holds = exact.holds(own) && !is_turned;
        let computed = if exact.holds(own) && is_turned {
            PrintedNumber { value: exact.value, ..printed }.to_string()
        } else {
            printed.corrected(exact.value)
        };
        let unit = if own.kind == QuantityKind::Points { "\u{a0}procentpoint" } else { "" };
        let is_counted = own.kind != QuantityKind::Points && matches!(compared, Some("flere" | "færre"));
        let is_before =
            !std::ptr::eq(pair.to.sentence, self.sentence) || pair.to.at < own.at || link(&pair.from) == "mod";
        let told = if self.is_difference(own) {
            let link = if holds { ", som der står.".to_owned() } else { format!(", men der står {printed}{unit}.") };
            let (one, two) =
                if pair.from.at < pair.to.at { (change.from, change.to) } else { (change.to, change.from) };
            format!("Mellem {one} og {two} er der {computed}{unit}{link}")
        } else if pair.is_compared && is_counted && is_before {
            let name = |rises: bool| if rises { "flere" } else { "færre" };
            let (to, from, said) = (change.to, change.from, name(said == Some(true)));
            match holds {
                true => format!("{to} er {printed} {said} end {from}, som der står."),
                false => format!("{to} er {computed} {} end {from}, men der står {printed} {said}.", name(rises)),
            }
        } else if is_turned {
            format!("{}, men der står »{}«.", subject(&change), compared.unwrap_or_default())
        } else {
            let link = if holds { ", som der står.".to_owned() } else { format!(", men der står {printed}{unit}.") };
            let computed = if holds { printed.to_string() } else { computed };
            format!("{} på {computed}{unit}{link}", subject(&change))
        };
        let is_sure = compared.is_some() || self.is_led(own);
        let verdict = match holds {
            true => ClaimVerdict::Agrees,
            false if is_sure => ClaimVerdict::Contradicts,
            false => ClaimVerdict::MayContradict,
        };
        Some(self.claim(pair, verdict, told, Some(own)))
    }

    /// `en forskel på 10 procentpoint`
    fn is_difference(&self, own: &Quantity<'a>) -> bool {
        let before = self.sentence.tokens.get(own.at.saturating_sub(WORD_NEAR)..own.at).unwrap_or_default();
        has_any(before, &[DIFFERENCES])
    }

    /// Whether the words around the amount compare with no other number, time or thing than the pair has.
    fn is_of(&self, own: &Quantity<'a>, pair: &ComparedPair<'a>) -> bool {
        let tokens = &self.sentence.tokens;
        let near = own.end..own.end + THAN_NEAR;
        let Some(than) = near.into_iter().find(|at| is_in(word(tokens, Some(*at)), &[words![end siden]])) else {
            return true;
        };
        // »6 flere klinikker end« refers to no meetings.
        let said = (own.end..than).find(|at| is_comparative(word(tokens, Some(*at))));
        let nouns: Vec<&str> =
            said.map_or_else(Vec::new, |said| (said + 1..than).map(|at| stem(word(tokens, Some(at)))).collect());
        let is_noun = |noun: &&str| {
            [pair.from, pair.to].iter().all(|own| own.nouns.is_empty() || own.nouns.iter().any(|own| own == noun))
        };
        if !nouns.iter().all(is_noun) {
            return false;
        }
        if pair.is_compared && std::ptr::eq(pair.from.sentence, self.sentence) && pair.from.at > than {
            return true;
        }
        let after = tokens.get(than + 1..(than + 1 + THAN_NEAR).min(tokens.len())).unwrap_or_default();
        let Some((_, time)) = times(after).first().copied() else { return false };
        let from = &pair.from;
        let own_time = times(
            from.sentence
                .tokens
                .get(from.end..(from.end + THAN_NEAR).min(from.sentence.tokens.len()))
                .unwrap_or_default(),
        );
        let is_other = own_time.first().is_some_and(|(_, own)| *own != time);
        !time.is_finite() || !is_other
    }
}

/// How the amount measures the change. `None` if it cannot be of these numbers.
fn amount_kind(own: &Quantity<'_>, pair: &ComparedPair<'_>) -> Option<StatedKind> {
    let is_percent = pair.change().from.percent;
    match own.kind {
        QuantityKind::Percent => (!is_percent).then_some(StatedKind::Percent),
        QuantityKind::Points => is_percent.then_some(StatedKind::Difference),
        kind => {
            (kind == pair.from.kind && kind == pair.to.kind && (own.is_alike(&pair.from) || own.is_alike(&pair.to)))
                .then_some(StatedKind::Difference)
        }
    }
}

/// An amount that was computed, within the rounding of the numbers.
struct ExactAmount {
    value: f64,
    least: f64,
    most: f64,
}

impl ExactAmount {
    fn holds(&self, own: &Quantity<'_>) -> bool {
        let room = own.number.half_unit() + 1e-9 * self.most.max(1.0);
        match own.is_exact {
            true => own.number.value >= self.least - room && own.number.value <= self.most + room,
            false => own.may_tell(self.value * own.scale) == Some(true),
        }
    }
}

fn amount_of(own: &Quantity<'_>, pair: &ComparedPair<'_>, kind: StatedKind, is_rounded: bool) -> Option<ExactAmount> {
    let (from, to) = (pair.from.value(), pair.to.value());
    let slack =
        |number: &Quantity<'_>| if is_rounded { number.number.half_unit() * number.scale } else { number.slack() };
    let (from_slack, to_slack) = (slack(&pair.from), slack(&pair.to));
    let computed = |from: f64, to: f64| match kind {
        StatedKind::Difference => Some((to - from).abs() / own.scale),
        _ => (from > 0.0).then(|| 100.0 * (to - from).abs() / from),
    };
    let value = computed(from, to)?;
    let ends = [computed(from - from_slack, to + to_slack)?, computed(from + from_slack, to - to_slack)?, value];
    let least = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ends.iter().copied().fold(0.0, f64::max);
    own.may_tell(0.0)?;
    Some(ExactAmount { value, least, most })
}
