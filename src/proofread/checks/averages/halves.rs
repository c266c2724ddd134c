//! Medians beside what half is below or above: `halvdelen var yngre end 47 år, og medianalderen var 47`.

use crate::findings::Code;
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::quantity::{quantities, word};
use crate::proofread::sentence::PrintedSentence;

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    tokens.iter().find(|placed| ["halvdelen", "halvparten"].contains(&placed.word()))?;
    let named = tokens.iter().position(|placed| placed.word().starts_with("median"))?;
    let all = quantities(sentence);
    let [one, two] = all.as_slice() else { return None };
    let (half, median) = if one.at < named { (one, two) } else { (two, one) };
    let before = [half.word_before(), word(tokens, half.at.checked_sub(2))];
    let is_bound = before.iter().any(|word| ["end", "under", "over"].contains(word));
    let (bound, printed) = (half.number, median.number);
    let is_alike =
        median.at > named && median.is_exact && bound.decimals == printed.decimals && bound.percent == printed.percent;
    let holds = (bound.value - printed.value).abs() <= 1.0;
    let link = if holds { "og" } else { "men" };
    let computation = format!("Halvdelen er på den ene side af {bound}, {link} medianen er {printed}.");
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = Passage::new(&sentence.line, sentence.quotation(0, tokens.len()));
    (is_bound && is_alike)
        .then(|| Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, [bound, printed]))
}
