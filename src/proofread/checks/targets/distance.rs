//! How far a number is from a target: `De 80 % er 5 procentpoint under målet på 85 %`.

use super::TARGETS;
use crate::proofread::checks::prelude::*;

const BELOW: [WordClass; 1] = [words![under lavere fra]];
const ABOVE: [WordClass; 1] = [words![over højere]];

pub(super) fn check(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [has, points, goal] = all.as_slice() else { return None };
    let fits =
        has.kind == QuantityKind::Percent && points.kind == QuantityKind::Points && goal.kind == QuantityKind::Percent;
    let side = word(tokens, Some(points.end));
    let is_target = tokens.get(points.end..goal.at)?.iter().any(|placed| placed.is_in(&[TARGETS]));
    let is_below = is_in(side, &BELOW);
    if !fits || !is_target || !is_below && !is_in(side, &ABOVE) || !has.is_exact || goal.at - points.end > 5 {
        return None;
    }
    let exact = has.number.value - goal.number.value;
    let slack = [has, points, goal].iter().map(|own| own.number.half_unit()).sum::<f64>()
        * f64::from(u8::from(has.number.decimals + goal.number.decimals > 0))
        + 1e-9;
    let said = if is_below { -points.number.value } else { points.number.value };
    let (has, goal) = (has.number, goal.number);
    let far = PrintedNumber { value: exact.abs(), ..points.number };
    let place = if exact < 0.0 { "under" } else { "over" };
    let subject = format!("{has} er {far} procentpoint {place} {goal}");
    // »Fra målet« has no side.
    let agrees = (exact - said).abs() <= slack || side == "fra" && (exact.abs() - said.abs()).abs() <= slack;
    let (verdict, computation) = match agrees {
        true => (ClaimVerdict::Agrees, format!("{subject}, som der står.")),
        false => (ClaimVerdict::Contradicts, format!("{subject}, men der står {} {side}.", points.number)),
    };
    let passage = sentence.passage(0, tokens.len());
    Some(
        Claim::new(Code::PrintedWords, verdict, computation, passage).about(sentence.index, [has, points.number, goal]),
    )
}
