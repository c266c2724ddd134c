//! What makes `diff --fail-over` fail: changes over the limit, and figures that are gone, unknown or counted in another way.

use super::filter::ChangeLimit;
use super::{ChangeKind, Diff, Difference, FigureChange, MemberChange, NumberPair, words};
use crate::definition::accepted::Approval;
use crate::definition::figure::NumberFormat;
use crate::figure_id::FigureId;
use crate::snapshot::Value;

/// Up to this many members of a series are named one by one when they are gone.
const MANY: usize = 4;

/// A figure or member that has changed too much, is gone, has become unknown or is counted in another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    pub id: FigureId,
    pub label: String,
    /// The key of the member of a series, as it is written in brackets.
    pub member: Option<String>,
    /// The value before and now, as an [`Approval`] repeats them.
    pub from: String,
    pub to: String,
    /// The change in percent of the number before.
    percent: Option<String>,
}

impl Diff {
    /// All breaches that are not approved.
    pub(crate) fn breaches(&self, limit: ChangeLimit, approvals: &[Approval]) -> Vec<Breach> {
        let all = self.figures().flat_map(|figure| figure.breaches(limit));
        all.filter(|breach| !approvals.iter().any(|approval| breach.is_approved_by(approval))).collect()
    }
}

impl FigureChange {
    pub(super) fn breaches(&self, limit: ChangeLimit) -> Vec<Breach> {
        match &self.difference {
            Difference::Number { numbers, .. } => self.breach(None, *numbers, limit).into_iter().collect(),
            Difference::Series { members, .. } => self.of_members(members, limit),
            Difference::New(_) => Vec::new(),
            Difference::Gone(value) => vec![self.replaced(value, words::MISSING)],
            Difference::Incomparable(_, sides) => vec![self.replaced(&sides[0].value, ChangeKind::Incomparable.word())],
        }
    }

    /// The members' breaches. Many members that are gone are one breach, because some lists of names change every year.
    fn of_members(&self, members: &[MemberChange], limit: ChangeLimit) -> Vec<Breach> {
        let breach = |member: &MemberChange| self.breach(Some(member.key.join(", ")), member.numbers, limit);
        let all: Vec<Breach> = members.iter().filter_map(breach).collect();
        let (gone, mut others): (Vec<Breach>, Vec<Breach>) = all.into_iter().partition(|one| one.to == words::MISSING);
        if gone.len() <= MANY {
            others.extend(gone);
            return others;
        }
        let from = format!("{} værdier", gone.len());
        let (id, label, to) = (self.id.clone(), self.label.clone(), words::MISSING.to_owned());
        others.push(Breach { id, label, member: None, from, to, percent: None });
        others
    }

    /// The breach of a figure that as a whole has nothing to compare with.
    fn replaced(&self, before: &Value, to: &str) -> Breach {
        let from = match before {
            Value::Scalar(value) => printed(*value, self.format),
            Value::Series(_) => "en serie".to_owned(),
        };
        Breach { id: self.id.clone(), label: self.label.clone(), member: None, from, to: to.to_owned(), percent: None }
    }

    fn breach(&self, member: Option<String>, numbers: NumberPair, limit: ChangeLimit) -> Option<Breach> {
        let is_breach = match numbers {
            NumberPair::Both(Some(_), Some(_)) => numbers.exceeds(limit, self.format),
            // A member without rows is gone from its series: as much as a fall to 0.
            NumberPair::Earlier(Some(then)) => self.format.is_share() || then.abs() >= limit.least,
            NumberPair::Both(before, None) => before.is_some(),
            NumberPair::Both(None, Some(_)) | NumberPair::Earlier(None) | NumberPair::Later(_) => false,
        };
        let (from, to) = self.both_printed(numbers);
        is_breach.then(|| Breach {
            id: self.id.clone(),
            label: self.label.clone(),
            member,
            from,
            to,
            percent: numbers.change(self.format).and_then(|change| change.percent()),
        })
    }

    fn both_printed(&self, numbers: NumberPair) -> (String, String) {
        let print = |value| printed(value, self.format);
        match numbers {
            NumberPair::Both(then, now) => (print(then), print(now)),
            NumberPair::Earlier(then) => (print(then), words::MISSING.to_owned()),
            NumberPair::Later(now) => (words::MISSING.to_owned(), print(now)),
        }
    }
}

fn printed(value: Option<f64>, format: NumberFormat) -> String {
    value.map_or_else(|| words::UNKNOWN.to_owned(), |value| format.print(value))
}

impl Breach {
    /// Whether this is the change that was approved: from the same value to the same value.
    pub(super) fn is_approved_by(&self, approval: &Approval) -> bool {
        let same = |approved: &str, printed: &str| plain(approved) == plain(printed);
        let is_member = match (&approval.figure.member, &self.member) {
            (Some(approved), Some(member)) => same(approved, member),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_member && approval.figure.id == self.id && same(&approval.from, &self.from) && same(&approval.to, &self.to)
    }

    /// `Deltagere (besoeg.deltagere): 22 → 1.016 (+4.518,2 %)`.
    pub(crate) fn in_words(&self) -> String {
        let member = self.member.as_ref().map(|member| format!("[{member}]")).unwrap_or_default();
        let percent = self.percent.as_ref().map(|percent| format!(" ({percent})")).unwrap_or_default();
        format!("{} ({}{member}): {} → {}{percent}", self.label, self.id, self.from, self.to)
    }
}

/// The text with plain spaces and hyphens, as typed on a keyboard.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('\u{2212}', "-")
}
