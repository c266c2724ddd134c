//! Majorities and minorities with their percentage: `et flertal på 55 %`, `flertallet (62 %)`.

use crate::proofread::checks::prelude::*;

/// Most tokens between the word and its percentage: »flertallet af de adspurgte (62 %)«.
const NEAR: usize = 6;
/// Words that start something else, which the percentage may be of.
const VERBS: [WordClass; 3] = [BE, HAVE, words![svarede mener og der]];

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for sentence in prose {
        let found = (0..sentence.tokens.len()).filter_map(|at| claim(sentence, at));
        let new: Vec<Claim> = found.filter(|claim| !claim.is_told_by(claims)).collect();
        claims.extend(new);
    }
}

fn claim(sentence: &PrintedSentence, at: usize) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let word = tokens.get(at)?.word();
    let is_more = is_in(word, &[words![flertal flertallet]]);
    if !is_more && !is_in(word, &[words![mindretal mindretallet]]) {
        return None;
    }
    let is_passed = |placed: &&PlacedToken| !placed.word().is_empty() && !placed.is_in(&VERBS) || placed.is('(');
    let words = tokens.iter().skip(at + 1).take(NEAR).take_while(is_passed).count();
    let place = at + 1 + words;
    // »Et flertal af lægerne, 54 ud af 100, …«
    let counted = ratio(tokens, place + 1).filter(|_| tokens.get(place).is_some_and(|mark| mark.is(',')));
    let (percent, end): (PrintedNumber, usize) = match counted {
        Some((ratio, end)) => (ratio.shown(), end),
        None => (tokens.get(place)?.number().filter(|number| number.percent && is_exact(tokens, place))?, place + 1),
    };
    let before = tokens.get(place - 1)?;
    if counted.is_none() && (words == 0 || !before.is('(') && before.word() != "på") {
        return None;
    }
    let holds = if is_more { percent.value >= 50.0 } else { percent.value <= 50.0 };
    let (verdict, computation) = if holds {
        (ClaimVerdict::Agrees, format!("Der står {percent}, og det passer til »{word}«."))
    } else {
        (ClaimVerdict::MayContradict, format!("Der står {percent}, men også »{word}«."))
    };
    let passage = sentence.passage(at, end + 1);
    Some(Claim::new(Code::PrintedShare, verdict, computation, passage).about(sentence.index, [percent]))
}
