//! The share that a sentence states, in percent or in words, and the counts that it may be a share of: `34 (85 %)`, `224 fik
//! skemaet, og 198 svarede. Det svarer til 88 %`, `halvdelen af de 62 klinikker (31)`, `Lægerne udgjorde 35,1 %`, `24 var holdt
//! op, hvilket er hver tredje`.

use super::candidates::{Candidate, NamedWhole, candidates, part_after};
use super::said::{SaidShare, ToldShare};
use crate::proofread::checks::explained::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Greatest distance at which a percentage is meant to be the share, in percentage points.
const NEAR: f64 = 15.0;
/// Greatest distance at which a count is meant to be the share of the whole, as a share of it.
const PART_NEAR: f64 = 0.5;

pub(super) fn check(report: &ReadReport<'_>, at: usize, claims: &mut Vec<Claim>) {
    let found = report.prose.get(at).and_then(|sentence| ToldShare::of(sentence)?.claim(report, at));
    claims.extend(found.filter(|claim| !claim.is_told_by(claims)));
}

impl<'a> ToldShare<'a> {
    fn claim(&self, report: &ReadReport<'a>, at: usize) -> Option<Claim> {
        if let Some((part, reasons)) = part_after(self, report) {
            return explained(&part, &reasons, PART_NEAR, Code::PrintedShare);
        }
        let Candidate { pairs, others, is_sure } = candidates(self, report, at)?;
        let reason = |(part, whole): &(Quantity<'a>, NamedWhole)| {
            let exact = 100.0 * part.value() / whole.value;
            let room = exact * (part.slack() / part.value() + whole.slack / whole.value);
            // »6,5 mio. kr.« of »900.000 kr.«
            let told = match part.scale {
                1.0 => format!("{} af {}", part.number, whole.number),
                _ => format!("{} af {}", PrintedNumber::whole(part.value()), PrintedNumber::whole(whole.value)),
            };
            let numbers = vec![(part.sentence.index, part.number), (whole.line, whole.number)];
            Reason { exact, room, told, numbers }
        };
        let pairs = pairs.iter().filter(|(part, whole)| part.value() > 0.0 && whole.value >= part.value());
        let reasons: Vec<Reason> = pairs.map(reason).collect();
        match &self.said {
            SaidShare::Percent(own) => {
                // What follows in another way is no share.
                if explained(own, &reasons, 0.0, Code::PrintedShare).is_none()
                    && explained(own, &others, 0.0, Code::PrintedShare).is_some()
                {
                    return None;
                }
                let near: Vec<Reason> =
                    reasons.into_iter().filter(|reason| is_sure || self.is_near(own, reason)).collect();
                explained(own, &near, f64::MAX, Code::PrintedShare)
            }
            SaidShare::Words(share) => self.in_words(share, &reasons),
        }
    }

    fn is_near(&self, own: &Quantity<'_>, reason: &Reason) -> bool {
        // A point of a thousand that slipped: 24 for 2,4 %.
        let mut shifted = [10.0, 0.1].iter().map(|by| PrintedNumber { value: own.number.value * by, ..own.number });
        let is_shifted = shifted.any(|shifted| shifted.is_rounded_from(reason.exact));
        (reason.exact - own.value()).abs() <= NEAR || is_shifted && !self.is_bracketed()
    }

    /// Judges the words by each share. If they agree with none of several, it is not known which is wrong.
    fn in_words(&self, share: &WordedShare, reasons: &[Reason]) -> Option<Claim> {
        let judged = reasons.iter().map(|reason| {
            let shown = PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(reason.exact) };
            (share.judge(reason.exact, &format!("{} er {shown}", reason.told)), reason)
        });
        let judged: Vec<_> = judged.collect();
        let agreeing = judged.iter().find(|((verdict, _), _)| *verdict == ClaimVerdict::Agrees);
        let is_one = reasons.iter().all(|reason| reason.exact == reasons[0].exact);
        let ((verdict, computation), reason) = agreeing.or(judged.first().filter(|_| is_one))?;
        let passage = self.sentence.passage(0, self.end);
        let claim = Claim::new(Code::PrintedShare, verdict.softened(), computation.clone(), passage);
        Some(reason.numbers.iter().fold(claim, |claim, (line, number)| claim.about(*line, [*number])))
    }
}
