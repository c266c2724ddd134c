//! Targets that were met or not: `Målet på 90 % blev ikke nået` after `(92 %)`.

mod distance;

use super::changes::words::direction;
use crate::findings::Code;
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::quantity::{Quantity, QuantityKind, quantities, word};
use crate::proofread::report::PrintedReport;
use crate::proofread::sentence::PrintedSentence;
use crate::proofread::token::PlacedToken;

pub(in crate::proofread::checks) const TARGETS: [&str; 8] =
    ["mål", "målet", "måltallet", "målsætningen", "målsætning", "kravet", "succeskriteriet", "måltal"];
pub(super) const MET: [&str; 10] =
    ["nået", "nåede", "opfyldt", "indfriet", "opnået", "nås", "overholdt", "opfyldes", "indfries", "mødt"];
const DENIED: [&str; 5] = ["ikke", "hverken", "aldrig", "uden", "endnu"];
/// Words that make less the better.
const AT_MOST: [&str; 7] = ["højst", "under", "maksimalt", "maks", "mindre", "færre", "ned"];
/// Words of an outcome that is neither met nor missed by these numbers.
const OTHERWISE: [&str; 8] = ["næsten", "delvist", "nær", "tæt", "forventes", "kan", "vil", "skal"];
/// Most tokens between the word and the target: »målet er, at mindst 85 %«.
const TARGET_NEAR: usize = 6;
/// Sentences before the one about the target that may have the result.
const BACK: usize = 2;

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    let prose = report.prose();
    for (at, sentence) in prose.iter().enumerate() {
        let before: Vec<&PrintedSentence> = prose.get(at.saturating_sub(BACK)..at).unwrap_or_default().to_vec();
        claims.extend(target(sentence, &before).or_else(|| distance::check(sentence)));
    }
}

fn target(sentence: &PrintedSentence, before: &[&PrintedSentence]) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let named = tokens.iter().position(|placed| TARGETS.contains(&placed.word()))?;
    let met = tokens.iter().position(|placed| MET.contains(&placed.word()))?;
    let is_other = tokens.iter().any(|placed| OTHERWISE.contains(&placed.word()));
    let all = quantities(sentence);
    let wanted = all.iter().find(|own| own.at > named && own.at - named <= TARGET_NEAR).filter(|_| !is_other)?;
    let own: Vec<&Quantity<'_>> = all.iter().filter(|own| is_comparable(own, wanted)).collect();
    let rest: Vec<&Quantity<'_>> = own.into_iter().filter(|own| own.at != wanted.at).collect();
    let earlier: Vec<Quantity<'_>> = before
        .iter()
        .filter(|other| other.paragraph == sentence.paragraph)
        .flat_map(|other| quantities(other))
        .filter(|own| is_comparable(own, wanted) && own.number.value != wanted.number.value)
        .collect();
    let reached = match (rest.as_slice(), earlier.as_slice()) {
        ([own], _) => *own,
        ([], [only]) => only,
        _ => return None,
    };
    let is_most = is_at_most(wanted, reached, before)?;
    if !reached.is_exact && reached.word_before() != "mod" {
        return None;
    }
    let is_denied = tokens.get(met.saturating_sub(4)..met)?.iter().any(|placed| DENIED.contains(&placed.word()))
        || DENIED.contains(&word(tokens, Some(met + 1)));
    // »Nået i 4 af 5 klynger«: the result is that of some.
    let is_of_some = ["i", "af", "hos", "for"].contains(&word(tokens, Some(met + 1)))
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
    let passage = Passage::new(&sentence.line, sentence.quotation(named, tokens.len()));
    let claim = Claim::new(Code::PrintedWords, verdict, computation, passage).about(sentence.index, [goal]);
    Some(claim.about(reached.sentence.index, [has]))
}

/// Whether the number may be held against the target: a percentage, or a number of the same noun.
fn is_comparable(own: &Quantity<'_>, wanted: &Quantity<'_>) -> bool {
    let has_one_noun = own.nouns.iter().any(|noun| wanted.nouns.contains(noun));
    let is_plain = own.kind == QuantityKind::Plain && own.scale == wanted.scale && has_one_noun;
    own.kind == wanted.kind && (own.kind == QuantityKind::Percent || is_plain)
}

/// Whether less is better. `None` if the text does not tell.
fn is_at_most(wanted: &Quantity<'_>, reached: &Quantity<'_>, before: &[&PrintedSentence]) -> Option<bool> {
    // Before, after or in the sentence that sets the target.
    let has_most = |tokens: &[PlacedToken]| tokens.iter().any(|placed| AT_MOST.contains(&placed.word()));
    let tokens = &wanted.sentence.tokens;
    if AT_MOST.contains(&wanted.word_before()) {
        return (!before.iter().any(|other| has_most(&other.tokens))).then_some(true);
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
