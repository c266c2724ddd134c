//! Targets that were met or not: `Målet på 90 % blev ikke nået` after `(92 %)`.

mod distance;

use super::changes::words::direction;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

const DENIED: [WordClass; 2] = [DENIALS, words![endnu]];
/// Words that make less the better.
const UPPER: [WordClass; 2] = [AT_MOST, words![mindre færre ned]];
/// Words of an outcome that is neither met nor missed by these numbers.
const OTHERWISE: [WordClass; 2] = [PLANS, words![næsten delvist nær tæt]];
/// Most tokens between the word and the target: »målet er, at mindst 85 %«.
const TARGET_NEAR: usize = 6;
/// Sentences before the one about the target that may have the result.
const BACK: usize = 2;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    for (at, sentence) in prose.iter().enumerate() {
        let before: Vec<&PrintedSentence> = prose.get(at.saturating_sub(BACK)..at).unwrap_or_default().to_vec();
        claims.extend(target(sentence, &before).or_else(|| distance::check(sentence)));
    }
}

fn target(sentence: &PrintedSentence, before: &[&PrintedSentence]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let named = tokens.iter().position(|placed| placed.is_in(&[TARGETS]))?;
    let met = tokens.iter().position(|placed| placed.is_in(&[MET]))?;
    let is_other = has_any(tokens, &OTHERWISE);
    let all = sentence.quantities();
    // »Målet var højst 10 %. I 2024 var andelen 8,7 %, og målet er dermed nået«
    let earlier =
        before.last().filter(|other| other.paragraph == sentence.paragraph && has_any(&other.tokens, &[TARGETS]));
    let earlier = earlier.and_then(|other| only(other.quantities()));
    let own = all.iter().find(|own| own.at > named && own.at - named <= TARGET_NEAR);
    let wanted = own.or(earlier.as_ref()).filter(|_| !is_other)?;
    let own: Vec<&Quantity<'_>> = all.iter().filter(|own| is_comparable(own, wanted)).collect();
    let is_wanted = |own: &Quantity<'_>| own.at == wanted.at && std::ptr::eq(own.sentence, wanted.sentence);
    let rest: Vec<&Quantity<'_>> = own.into_iter().filter(|own| !is_wanted(own)).collect();
    let earlier: Vec<Quantity<'_>> = before
        .iter()
        .filter(|other| other.paragraph == sentence.paragraph)
        .flat_map(|other| other.quantities())
        .filter(|own| is_comparable(own, wanted) && own.number.value != wanted.number.value && !is_goal(own))
        .collect();
    // »… er 4 % flere. Andelen er nu 8,1 %«: of several, the one of the sentence before.
    let last = before.last();
    let is_last = |own: &&Quantity<'_>| last.is_some_and(|last| std::ptr::eq(own.sentence, *last));
    let nearest = only(earlier.iter().filter(is_last));
    let reached = match (rest.as_slice(), earlier.as_slice()) {
        ([own], _) => *own,
        ([], [only]) => only,
        ([], _) => nearest?,
        _ => return None,
    };
    let is_most = is_at_most(wanted, reached, before)?;
    // »Målet for 2025 er ikke nået, men 95 % er tilfredse« is about two things.
    if !std::ptr::eq(wanted.sentence, sentence) && reached.at > named {
        return None;
    }
    if !reached.is_exact && reached.word_before() != "mod" {
        return None;
    }
    let is_denied = tokens.get(met.saturating_sub(4)..met)?.iter().any(|placed| placed.is_in(&DENIED))
        || is_in(word(tokens, Some(met + 1)), &DENIED);
    // »Nået i 4 af 5 klynger«: the result is that of some.
    let is_of_some = is_in(word(tokens, Some(met + 1)), &[words![i af hos for]])
        && tokens.get(met + 2).and_then(PlacedToken::number).is_some_and(|number| !number.is_year);
    if is_of_some {
        return None;
    }
    let (has, goal) = (reached.number, wanted.number);
    let is_met = if is_most { has.value <= goal.value } else { has.value >= goal.value };
    let said = if is_denied { "ikke nået" } else { "nået" };
    let (verdict, computation) = match is_met != is_denied {
        true => (ClaimVerdict::Agrees, format!("{has} mod et mål på {goal}, og der står »{said}«.")),
        false => (ClaimVerdict::MayContradict, format!("{has} mod et mål på {goal}, men der står »{said}«.")),
    };
    let passage = sentence.passage(named, tokens.len());
    let claim = Claim::new(Code::PrintedWords, verdict, computation, passage).about(sentence.index, [goal]);
    Some(claim.about(reached.sentence.index, [has]))
}

/// Whether the number is that of a target: »målet var 90 %«.
fn is_goal(own: &Quantity<'_>) -> bool {
    let before = own.sentence.tokens.get(own.at.saturating_sub(TARGET_NEAR)..own.at);
    before.is_some_and(|before| has_any(before, &[TARGETS]))
}

/// Whether the number may be compared with the target: a percentage, or a number of the same noun.
fn is_comparable(own: &Quantity<'_>, wanted: &Quantity<'_>) -> bool {
    let has_one_noun = own.nouns.iter().any(|noun| wanted.nouns.contains(noun));
    let is_plain = own.kind == QuantityKind::Plain && own.scale == wanted.scale && has_one_noun;
    own.kind == wanted.kind && (own.kind == QuantityKind::Percent || is_plain)
}

/// Whether less is better. `None` if the text does not show it.
fn is_at_most(wanted: &Quantity<'_>, reached: &Quantity<'_>, before: &[&PrintedSentence]) -> Option<bool> {
    // Before, after or in the sentence that sets the target.
    let has_most = |tokens: &[PlacedToken]| has_any(tokens, &UPPER);
    let tokens = &wanted.sentence.tokens;
    if is_in(wanted.word_before(), &UPPER) {
        let mut others = before.iter().filter(|other| !std::ptr::eq(**other, wanted.sentence));
        return (!others.any(|other| has_most(&other.tokens))).then_some(true);
    }
    if has_most(tokens) || before.iter().any(|other| has_most(&other.tokens)) {
        return None;
    }
    if wanted.kind == QuantityKind::Percent || wanted.word_before() == "mindst" {
        return Some(false);
    }
    // A number that rose to the target, or fell to it.
    let tokens = &reached.sentence.tokens;
    let moved: Vec<bool> = tokens.iter().filter_map(|placed| direction(placed.word())).collect();
    if let [rises] = moved[..] { Some(!rises) } else { None }
}
