//! Numbers that another number may follow from.

use crate::proofread::checks::prelude::*;

/// Numbers that a stated number may follow from.
pub(in crate::proofread::checks) struct Reason {
    /// The number that follows from them, not rounded.
    pub(in crate::proofread::checks) exact: f64,
    /// How far `exact` may be off because they are rounded.
    pub(in crate::proofread::checks) room: f64,
    /// `402 delt med 268`
    pub(in crate::proofread::checks) told: String,
    /// The numbers and the lines that they are on.
    pub(in crate::proofread::checks) numbers: Vec<(usize, PrintedNumber)>,
}

/// The claim that the number follows from one of the reasons. Of several that it does not follow from, the nearest is meant; `None`
/// if that is further away than the share `near` of the number.
pub(in crate::proofread::checks) fn explained(
    own: &Quantity<'_>,
    reasons: &[Reason],
    near: f64,
    code: Code,
) -> Option<Claim> {
    let value = own.value();
    own.may_tell(value)?;
    let holds = |reason: &&Reason| {
        let (least, most) = (reason.exact - reason.room, reason.exact + reason.room);
        own.may_tell(value.max(least).min(most)) == Some(true)
    };
    let far = |reason: &Reason| (reason.exact - value).abs() / reason.exact.abs().max(value.abs()).max(1e-9);
    let finite = || reasons.iter().filter(|reason| reason.exact.is_finite());
    let is_meant =
        |reason: &&Reason| far(reason) <= near || near > 0.0 && is_slip(&own.number, reason.exact / own.scale);
    let nearest = finite().min_by(|one, two| far(one).total_cmp(&far(two))).filter(is_meant);
    let agreeing = finite().find(holds);
    let reason = agreeing.or(nearest)?;
    let (printed, told) = (own.number, &reason.told);
    let (verdict, computation) = match agreeing {
        Some(_) => (ClaimVerdict::Agrees, format!("{told} er {printed}, som der står.")),
        None => {
            let computed = printed.corrected(reason.exact / own.scale);
            (ClaimVerdict::MayContradict, format!("{told} er {computed}, men der står {printed}."))
        }
    };
    let passage = own.sentence.passage(own.at.saturating_sub(8), own.noun_end());
    let claim = Claim::new(code, verdict, computation, passage).about(own.sentence.index, [printed]);
    Some(reason.numbers.iter().fold(claim, |claim, (line, number)| claim.about(*line, [*number])))
}

impl Reason {
    pub(in crate::proofread::checks) fn of(exact: f64, told: String, numbers: &[&Quantity<'_>]) -> Self {
        let numbers = numbers.iter().map(|own| (own.sentence.index, own.number)).collect();
        Self { exact, room: 0.0, told, numbers }
    }

    pub(in crate::proofread::checks) fn with_room(self, room: f64) -> Self {
        Self { room, ..self }
    }
}
