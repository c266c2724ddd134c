//! Shares of an amount of money, and what is left of it: `Budgettet var 14,6 mio. kr., hvoraf løn udgør 11,7 mio. kr. (80 %) og
//! husleje 1,9 mio. kr. (13 %). Resten, 1,0 mio. kr., går til udstyr.`

use crate::proofread::checks::prelude::*;

/// Words that make the amounts after them parts of the one before.
const OF_WHOLE: [WordClass; 2] = [PARTITIVES, words![herunder]];
/// Greatest distance at which an amount is meant to be what is left, as a share of it.
const NEAR: f64 = 0.9;

/// Most tokens between the subject and its amount.
const SUBJECT: usize = 4;

/// An amount and the amounts that are parts of it.
struct DividedAmount<'a> {
    whole: Quantity<'a>,
    parts: Vec<Quantity<'a>>,
}

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, sentence) in prose.iter().enumerate() {
        let before = before_in_paragraph(prose, at);
        let Some(divided) = DividedAmount::of(sentence).or_else(|| DividedAmount::after(sentence, before?)) else {
            continue;
        };
        let mut found: Vec<Claim> = divided.parts.iter().filter_map(|part| divided.share(part)).collect();
        found.extend(divided.sum());
        let next = prose.get(at + 1).filter(|_| before_in_paragraph(prose, at + 1).is_some());
        found.extend(next.and_then(|next| divided.rest(next)));
        found.retain(|claim| !claim.is_told_by(claims));
        claims.extend(found);
    }
}

impl<'a> DividedAmount<'a> {
    fn of(sentence: &'a PrintedSentence) -> Option<Self> {
        let heraf = sentence.tokens.iter().position(|placed| placed.is_in(&OF_WHOLE))?;
        let money = sentence.quantities().into_iter().filter(|own| own.kind == QuantityKind::Money);
        let (mut before, parts): (Vec<_>, Vec<_>) = money.partition(|own| own.at < heraf);
        let whole = before.pop().filter(|_| before.is_empty())?;
        let is_known = whole.is_exact && parts.iter().all(|part| part.is_exact && part.value() <= whole.value());
        (is_known && !parts.is_empty()).then_some(Self { whole, parts })
    }

    /// `Heraf gik 1,2 mio. kr. til løn og 0,4 mio. kr. til it`, of the only amount of the sentence before.
    fn after(sentence: &'a PrintedSentence, before: &'a PrintedSentence) -> Option<Self> {
        let is_led = sentence.tokens.first().is_some_and(|placed| placed.is_in(&OF_WHOLE));
        let parts = sentence.quantities();
        let [whole] = before.quantities()[..] else { return None };
        let is_money = |own: &Quantity<'_>| own.kind == QuantityKind::Money && own.is_exact;
        (is_led && parts.iter().chain([&whole]).all(is_money)).then_some(Self { whole, parts })
    }

    /// Two parts or more that are more than the whole, or all of it.
    fn sum(&self) -> Option<Claim> {
        let sum: f64 = self.parts.iter().map(|part| part.value()).sum();
        // That all of several are rounded as far as can be, and to one side, is not likely.
        let likely = if self.parts.len() > 2 { 0.8 } else { 1.0 };
        let slack = likely * self.parts.iter().chain([&self.whole]).map(|own| own.slack()).sum::<f64>() + 1e-6;
        let sentence = self.parts.first().filter(|_| self.parts.len() > 1)?.sentence;
        let whole = self.whole.number;
        let exact = PrintedNumber { value: sum / self.whole.scale, ..whole };
        let (verdict, computation) = match () {
            () if (sum - self.whole.value()).abs() <= slack => {
                (ClaimVerdict::Agrees, format!("Delene er tilsammen {whole}, som der står."))
            }
            () if sum > self.whole.value() && self.are_listed() => {
                (ClaimVerdict::MayContradict, format!("Delene er tilsammen {exact}, men det hele er {whole}."))
            }
            () => return None,
        };
        let passage = sentence.passage(0, sentence.tokens.len());
        let claim = Claim::new(Code::PrintedSum, verdict, computation, passage);
        let claim = claim.about(self.whole.sentence.index, [whole]);
        Some(claim.about(sentence.index, self.parts.iter().map(|part| part.number)))
    }

    /// Whether each part is worded in the same way, so that none counts some of another: »1,2 mio. kr. til løn og 0,4 mio. kr. til it«.
    fn are_listed(&self) -> bool {
        let link = |part: &Quantity<'a>| word(&part.sentence.tokens, Some(part.end));
        let first = self.parts.first().map_or("", link);
        is_in(first, &[PREPOSITIONS]) && self.parts.iter().all(|part| link(part) == first)
    }

    /// The percentage in brackets right after the part.
    fn share(&self, part: &Quantity<'_>) -> Option<Claim> {
        let sentence = part.sentence;
        let [open, percent, close] = sentence.tokens.get(part.end..part.end + 3)? else { return None };
        let percent = percent.number().filter(|number| number.percent && open.is('(') && close.is(')'))?;
        self.judge(part, &percent, part.end + 3)
    }

    /// Compares a percentage with the share of the part, within the rounding of both amounts.
    fn judge(&self, part: &Quantity<'_>, percent: &PrintedNumber, end: usize) -> Option<Claim> {
        let sentence = part.sentence;
        let share = |part: f64, whole: f64| 100.0 * part / whole;
        let (least, most) = (
            share(part.value() - part.slack(), self.whole.value() + self.whole.slack()),
            share(part.value() + part.slack(), self.whole.value() - self.whole.slack()),
        );
        let exact = share(part.value(), self.whole.value());
        let room = percent.half_unit() + 1e-9;
        let subject = format!("{} af {} er", part.number, self.whole.number);
        let (verdict, computation) = if percent.value >= least - room && percent.value <= most + room {
            (ClaimVerdict::Agrees, format!("{subject} {percent}, som der står."))
        } else {
            (ClaimVerdict::MayContradict, format!("{subject} {}, men der står {percent}.", percent.corrected(exact)))
        };
        let passage = sentence.passage(part.at.saturating_sub(SUBJECT), end);
        let claim = Claim::new(Code::PrintedShare, verdict, computation, passage);
        let claim = claim.about(self.whole.sentence.index, [self.whole.number]);
        Some(claim.about(sentence.index, [part.number, *percent]))
    }

    /// `Resten, 1,0 mio. kr., …` in the next sentence.
    fn rest(&self, next: &PrintedSentence) -> Option<Claim> {
        // »Resten af året bruges …« is a time.
        let starts = word(&next.tokens, Some(0)).starts_with("rest") && word(&next.tokens, Some(1)) != "af";
        let all = next.quantities();
        let rest = all.first().filter(|own| starts && own.kind == QuantityKind::Money && own.is_exact)?;
        let exact = self.whole.value() - self.parts.iter().map(Quantity::value).sum::<f64>();
        let slack = self.parts.iter().chain([&self.whole, rest]).map(Quantity::slack).sum::<f64>() + 1e-6;
        let far = (rest.value() - exact).abs();
        let printed = rest.number;
        let computed = PrintedNumber { value: exact / rest.scale, ..printed };
        let (verdict, computation) = match () {
            () if far <= slack => (ClaimVerdict::Agrees, format!("Resten er {printed}, som der står.")),
            () if far <= NEAR * exact => {
                (ClaimVerdict::MayContradict, format!("Resten er {computed}, men der står {printed}."))
            }
            () => return None,
        };
        let passage = next.passage(0, rest.end);
        Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(next.index, [printed]))
    }
}
