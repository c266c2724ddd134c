//! What running text counts twice with different numbers: `de 19 kommuner` beside `regionens 29 kommuner`, `De tre møder` after
//! `fire møder`, `1.091 læger` and once `1.019 læger`.

use super::counted::ToldCount;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Fewest counts that make another one wrong anywhere in the report.
const FEWEST: usize = 2;
/// Sentences before »de tre møder« that may state how many they are.
const BACK: usize = 4;
/// Smaller numbers are misprints of many others.
const LEAST: f64 = 100.0;
/// Larger numbers of things that were counted before are counts of something else.
const FEW: f64 = 30.0;
/// Words before a number of all there are.
const ALL_OF: [WordClass; 2] = [WHOLE, ALL];
/// Words after a noun that make it some of those.
const SOME: [WordClass; 4] = [PREPOSITIONS, RELATIVE, TIMES_OF, AND];
/// Tokens that are quoted before the number.
const QUOTED: usize = 4;

/// A count with its noun, and where its sentence is among those of the report.
struct NounCount<'a> {
    own: Quantity<'a>,
    told: ToldCount<'a>,
}

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let counts = report.quantities.iter().filter(|own| !own.nouns.is_empty());
    let counts: Vec<NounCount<'_>> =
        counts.filter_map(|own| Some(NounCount { own: *own, told: ToldCount::of(own)? })).collect();
    for count in &counts {
        let others: Vec<&NounCount<'_>> = counts.iter().filter(|other| count.is_of_same(other)).collect();
        let found = [of_all(count, &others), of_before(report, count, &others), misprinted(count, &others)];
        let found = found.into_iter().flatten().next().map(|other| claim(count, other));
        claims.extend(found.filter(|claim| !claim.is_told_by(claims)));
    }
}

/// Two counts of all there are that agree, and no other that agrees with this one.
fn of_all<'a>(count: &NounCount<'_>, others: &[&'a NounCount<'a>]) -> Option<&'a NounCount<'a>> {
    let all: Vec<&&NounCount<'_>> = others.iter().filter(|other| other.is_of_all()).collect();
    let first = all.first().filter(|_| count.is_of_all() && all.len() >= FEWEST)?;
    let is_sure = all.iter().all(|other| other.own.value() == first.own.value());
    (is_sure && first.own.value() != count.own.value()).then_some(**first)
}

/// The only count in the sentences before that `de tre møder` may point to.
fn of_before<'a>(
    report: &ReadReport<'_>,
    count: &NounCount<'_>,
    others: &[&'a NounCount<'a>],
) -> Option<&'a NounCount<'a>> {
    let at = report.prose.iter().position(|sentence| std::ptr::eq(*sentence, count.own.sentence))?;
    let near = report.prose.get(at.saturating_sub(BACK)..at)?;
    let is_before = |other: &&&NounCount<'a>| near.iter().any(|sentence| std::ptr::eq(*sentence, other.own.sentence));
    let before = only(others.iter().filter(is_before))?;
    // »16 fik støtte. De 16 projekter«
    let mut numbers = near.iter().flat_map(|sentence| &sentence.tokens).filter_map(PlacedToken::number);
    let is_told = numbers.any(|number| number.value == count.own.value());
    let is_few = before.own.value() <= FEW && count.own.value() <= FEW;
    let fits = count.own.word_before() == "de" && count.is_of_all() && before.own.value() != count.own.value();
    (fits && is_few && !is_told && !before.is_of_some()).then_some(*before)
}

/// A number that a misprint makes of this one, and that is not repeated.
fn misprinted<'a>(count: &NounCount<'_>, others: &[&'a NounCount<'a>]) -> Option<&'a NounCount<'a>> {
    let own = count.own.number;
    let first = others.first()?;
    let is_sure = others.iter().all(|other| other.own.value() == first.own.value());
    let is_first = others.len() > 1 || first.own.sentence.index < count.own.sentence.index;
    (is_sure
        && is_first
        && own.value >= LEAST
        && own.value != first.own.value()
        && is_misprint(&own, first.own.value()))
    .then_some(*first)
}

impl NounCount<'_> {
    /// Whether another sentence counts the same, of the same year.
    fn is_of_same(&self, other: &Self) -> bool {
        let is_long = self.own.noun_words().any(|noun| noun.chars().count() > 4);
        let is_same_year = self.told.year.is_none_or(|year| other.told.year.is_none_or(|other| other == year));
        *self.own.nouns == *other.own.nouns
            && is_long
            && !std::ptr::eq(self.own.sentence, other.own.sentence)
            && is_same_year
            && !self.told.is_earlier
            && !other.told.is_earlier
    }

    /// Whether it is of all there are: `de 19 kommuner`, `regionens 19 kommuner`. `De tre møder i foråret` are some.
    fn is_of_all(&self) -> bool {
        is_in(self.own.word_before(), &ALL_OF) && (!self.is_of_some() || self.own.word_before().ends_with('s'))
    }

    /// Whether what follows makes it some of those.
    fn is_of_some(&self) -> bool {
        let next = self.own.sentence.tokens.get(self.own.noun_end());
        next.is_some_and(|next| next.is_in(&SOME) || next.is(',') || next.is('('))
    }
}

fn claim(count: &NounCount<'_>, other: &NounCount<'_>) -> Claim {
    let noun = count.own.noun_words().collect::<Vec<_>>().join(" ");
    let computation = format!("Her er der {} {noun}, og et andet sted {}.", count.own.number, other.own.number);
    let claim = Claim::new(Code::PrintedTwice, ClaimVerdict::MayContradict, computation, count.told.passage(QUOTED, 0));
    let claim = Claim { other: Some(other.told.passage(QUOTED, 0)), ..claim };
    let own = count.own.sentence.index;
    claim.about(own, [count.own.number]).about(other.own.sentence.index, [other.own.number])
}
