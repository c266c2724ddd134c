//! Targets that were met or not: `Målet på 90 % blev ikke nået` after `(92 %)`.

mod distance;

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
    let own: Vec<Quantity<'_>> = percentages(sentence);
    let wanted = own.iter().find(|own| own.at > named && own.at - named <= 4).filter(|_| !is_other)?;
    let rest: Vec<&Quantity<'_>> = own.iter().filter(|own| own.at != wanted.at).collect();
    let earlier: Vec<Quantity<'_>> = before
        .iter()
        .filter(|other| other.paragraph == sentence.paragraph)
        .flat_map(|other| percentages(other))
        .filter(|own| own.number.value != wanted.number.value)
        .collect();
    let reached = match (rest.as_slice(), earlier.as_slice()) {
        ([own], _) => *own,
        ([], [only]) => only,
        _ => return None,
    };
    // Before, after or in the sentence that sets the target.
    let is_most = |tokens: &[PlacedToken]| tokens.iter().any(|placed| AT_MOST.contains(&placed.word()));
    if is_most(tokens) || before.iter().any(|other| is_most(&other.tokens)) || !reached.is_exact {
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
    let is_met = has.value >= goal.value;
    let said = if is_denied { "ikke nået" } else { "nået" };
    let (verdict, computation) = match is_met != is_denied {
        true => (ClaimVerdict::Agrees, format!("{has} mod et mål på {goal}, og der står »{said}«.")),
        false => (ClaimVerdict::MayContradict, format!("{has} mod et mål på {goal}, men der står »{said}«.")),
    };
    let passage = Passage::new(&sentence.line, sentence.quotation(named, tokens.len()));
    let claim = Claim::new(Code::PrintedWords, verdict, computation, passage).about(sentence.index, [goal]);
    Some(claim.about(reached.sentence.index, [has]))
}

fn percentages(sentence: &PrintedSentence) -> Vec<Quantity<'_>> {
    quantities(sentence).into_iter().filter(|own| own.kind == QuantityKind::Percent).collect()
}
