//! A period that is not of the year it is said to be of: `Regnskabet for 2024 dækker 1. januar – 31. december 2023`.

use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

/// Words before the year.
const OF: WordClass = words![for fra i];

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let verb = tokens.iter().position(|placed| placed.is_in(&[COVERS]))?;
    let years = years(tokens);
    let (named, rest) = years.split_first()?;
    let is_named = named.0 < verb
        && (OF.contains(&word(tokens, named.0.checked_sub(1)))
            || word(tokens, named.0.checked_sub(1)).ends_with("regnskab"));
    // With other words between, the dates are those of something else: »dækker også et tillæg fra …«.
    let mut after = tokens.iter().skip(verb + 1).skip_while(|placed| placed.is_in(&[PERIODS]));
    let is_period = after.next().is_some_and(|placed| {
        let is_day = placed.number().is_some() || placed.word().starts_with(|first: char| first.is_ascii_digit());
        is_day || MONTHS.contains(&placed.word())
    });
    let (_, first) = rest.first()?;
    let holds = rest.iter().any(|(_, year)| *year == named.1);
    let (verdict, computation) = if holds {
        (ClaimVerdict::Agrees, format!("Perioden er i {}.", named.1))
    } else {
        (ClaimVerdict::MayContradict, format!("Perioden er i {first}, men sætningen er om {}.", named.1))
    };
    let passage = sentence.passage(0, tokens.len());
    (is_named && is_period).then(|| Claim::new(Code::PrintedReference, verdict, computation, passage))
}
