//! Medians beside what half is below or above: `halvdelen var yngre end 47 år, og medianalderen var 47`.

use crate::proofread::checks::prelude::*;

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    if let Some(claim) = quartiles(sentence) {
        return Some(claim);
    }
    tokens.iter().find(|placed| placed.is_in(&[words![halvdelen halvparten]]))?;
    let named = tokens.iter().position(|placed| placed.word().starts_with("median"))?;
    let all = sentence.quantities();
    let [one, two] = all.as_slice() else { return None };
    let (half, median) = if one.at < named { (one, two) } else { (two, one) };
    let before = [half.word_before(), word(tokens, half.at.checked_sub(2))];
    let is_bound = before.iter().any(|word| is_in(word, &[words![end under over]]));
    let (bound, printed) = (half.number, median.number);
    let is_alike =
        median.at > named && median.is_exact && bound.decimals == printed.decimals && bound.percent == printed.percent;
    let holds = (bound.value - printed.value).abs() <= 1.0;
    let link = if holds { "og" } else { "men" };
    let computation = format!("Halvdelen er på den ene side af {bound}, {link} medianen er {printed}.");
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let passage = sentence.passage(0, tokens.len());
    (is_bound && is_alike)
        .then(|| Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, [bound, printed]))
}

/// `medianen er 74, nedre kvartil er 70, og øvre kvartil er 82`
fn quartiles(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [_, _, _] = all.as_slice() else { return None };
    let named = |is_named: &dyn Fn(usize) -> bool| {
        let at = (0..tokens.len()).find(|at| is_named(*at))?;
        all.iter().find(|own| own.at > at && own.at - at <= 5 && own.is_exact)
    };
    let quartile =
        |side: &str, at: usize| word(tokens, Some(at)) == side && word(tokens, Some(at + 1)).starts_with("kvartil");
    let median = named(&|at| word(tokens, Some(at)).starts_with("median"))?.number;
    let lower = named(&|at| quartile("nedre", at))?.number;
    let upper = named(&|at| quartile("øvre", at))?.number;
    let holds = lower.value <= median.value && median.value <= upper.value;
    let link = if holds { "og" } else { "men" };
    let computation = format!("Medianen er {median}, {link} kvartilerne er {lower} og {upper}.");
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::Contradicts };
    let passage = sentence.passage(0, tokens.len());
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, [lower, median, upper]))
}
