//! Shares in running text: »84 % (198 af 224)«, »201 klinikker, heraf 132 (61,2 %)«.

mod all;
mod amounts;
mod candidates;
mod majority;
mod parts;
mod percentage;
mod said;
mod series;
mod told;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use percentage::percentage;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    report.sentences.iter().for_each(|sentence| check_sentence(sentence, claims));
    let prose = &report.prose;
    parts::check(prose, claims);
    (0..prose.len()).for_each(|at| told::check(report, at, claims));
    all::check(prose, claims);
    majority::check(prose, claims);
    series::check(prose, claims);
    amounts::check(prose, claims);
}

/// Ratios without a percentage claim nothing.
fn check_sentence(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    let tokens = &sentence.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let Some((ratio, end)) = ratio(tokens, at) else {
            at += 1;
            continue;
        };
        if let Some((percent, place)) = percentage(tokens, at, end) {
            let (verdict, computation) = if ratio.is_spoken(&percent) {
                (ClaimVerdict::Agrees, format!("{} af {} passer til {percent}.", ratio.part, ratio.whole))
            } else {
                ratio.judge(&percent)
            };
            let passage = sentence.passage(at.min(place), end.max(place + 1));
            let claim = Claim::new(Code::PrintedShare, verdict, computation, passage);
            claims.push(claim.about(sentence.index, [ratio.part, ratio.whole, percent]));
        }
        at = end;
    }
}
