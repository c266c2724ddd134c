//! Which figures of two snapshots belong together, and what keeps them from being compared.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::{Member, Numbers, Reason};
use crate::danish;
use crate::figure_id::FigureId;
use crate::period::Period;
use crate::snapshot::{self, Figure, Snapshot, Value};

/// How many days stocks of two periods may lie apart, seen from the end of each, and still be counted on the same day: months
/// differ in length.
const DAYS_APART: i64 = 3;

/// A figure of a snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub id: &'a FigureId,
    /// The figure.
    pub figure: &'a Figure,
}

/// Figures that belong together.
#[derive(Debug, Clone, Copy)]
pub enum Pair<'a> {
    /// One before and one after.
    Both(Known<'a>, Known<'a>),
    /// One after only.
    New(Known<'a>),
    /// One before only.
    Gone(Known<'a>),
}

/// The figures of two snapshots of one report: by id, or by the id that one had before.
pub fn by_id<'a>(earlier: &'a Snapshot, later: &'a Snapshot) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let mut taken: Vec<&FigureId> = Vec::new();
    for after in known(later) {
        match counterpart(earlier, after) {
            Some(before) => {
                taken.push(before.id);
                pairs.push(Pair::Both(before, after));
            }
            None => pairs.push(Pair::New(after)),
        }
    }
    pairs.extend(known(earlier).filter(|before| !taken.contains(&before.id)).map(Pair::Gone));
    pairs
}

fn known(snapshot: &Snapshot) -> impl Iterator<Item = Known<'_>> {
    snapshot.figures.iter().map(|(id, figure)| Known { id, figure })
}

/// The figure that `after` is in the other snapshot. The renaming may have been either way: snapshots can be compared backwards.
fn counterpart<'a>(earlier: &'a Snapshot, after: Known<'_>) -> Option<Known<'a>> {
    let of = |id: &FigureId| earlier.figures.get_key_value(id).map(|(id, figure)| Known { id, figure });
    of(after.id)
        .or_else(|| of(after.figure.was.as_ref()?))
        .or_else(|| known(earlier).find(|before| before.figure.was.as_ref() == Some(after.id)))
}

/// The figures of two reports that declare the same concept. What is left unpaired is told in `cautions`.
pub fn by_concept<'a>(earlier: &'a Snapshot, later: &'a Snapshot, cautions: &mut Vec<String>) -> Vec<Pair<'a>> {
    let before = concepts(earlier);
    let mut pairs = Vec::new();
    for (concept, after) in concepts(later) {
        let Some(before) = before.get(concept) else { continue };
        if let ([before], [after]) = (before.as_slice(), after.as_slice()) {
            pairs.push(Pair::Both(*before, *after));
            continue;
        }
        for (snapshot, known) in [(earlier, before), (later, &after)] {
            if known.len() > 1 {
                let ids: Vec<String> = known.iter().map(|known| known.id.to_string()).collect();
                cautions.push(format!(
                    "Begrebet »{concept}« har flere nøgletal i {}: {}. De er ikke sammenlignet.",
                    snapshot.report,
                    danish::list(&ids)
                ));
            }
        }
    }
    let left = |snapshot: &Snapshot| danish::number((snapshot.figures.len() - pairs.len()) as f64, 0);
    cautions.push(format!(
        "Kun nøgletal med et fælles begreb (»concept«) er sammenlignet; uden for er {} i {} og {} i {}.",
        left(earlier),
        earlier.report,
        left(later),
        later.report
    ));
    pairs
}

/// The figures of each concept.
pub fn concepts(snapshot: &Snapshot) -> IndexMap<&str, Vec<Known<'_>>> {
    let mut concepts: IndexMap<&str, Vec<Known<'_>>> = IndexMap::new();
    for known in known(snapshot) {
        if let Some(concept) = &known.figure.concept {
            concepts.entry(concept).or_default().push(known);
        }
    }
    concepts
}

/// What keeps two figures from being compared. Two reports count a common concept each in its way, so their definitions are no
/// obstacle.
pub fn obstacle(before: Known<'_>, after: Known<'_>, earlier: &Snapshot, later: &Snapshot) -> Option<Reason> {
    let (then, now) = (before.figure, after.figure);
    if earlier.report == later.report && then.definition != now.definition {
        return Some(Reason::Definition(changed_operands(now, earlier, later)));
    }
    if matches!(then.value, Value::Scalar(_)) != matches!(now.value, Value::Scalar(_)) {
        return Some(Reason::Shape);
    }
    if then.format.is_share() != now.format.is_share() {
        return Some(Reason::Share);
    }
    let corresponds = match (then.as_of, now.as_of) {
        (Some(then), Some(now)) => same_day(then, &earlier.period, now, &later.period),
        (None, None) => true,
        // A stock and a flow, or a stock and what is derived from one.
        (Some(_), None) | (None, Some(_)) => earlier.report == later.report,
    };
    (!corresponds).then_some(Reason::Days)
}

/// The labels of the figures it is derived from whose definitions have changed.
fn changed_operands(now: &Figure, earlier: &Snapshot, later: &Snapshot) -> Vec<String> {
    let changed = |id: &FigureId| {
        let figure = later.figures.get(id)?;
        let then = counterpart(earlier, Known { id, figure })?;
        (then.figure.definition != figure.definition).then(|| figure.label.clone())
    };
    now.operands.iter().filter_map(changed).collect()
}

/// Whether the days lie alike in the two periods, seen from the first day or from the last.
fn same_day(then: NaiveDate, earlier: &Period, now: NaiveDate, later: &Period) -> bool {
    let alike = |before: NaiveDate, after: NaiveDate| {
        ((then - before).num_days() - (now - after).num_days()).abs() <= DAYS_APART
    };
    alike(earlier.start, later.start) || alike(earlier.end, later.end)
}

/// The members of two series, by key: in the later order, and those that are gone where they stood.
pub fn members(then: &[snapshot::Member], now: &[snapshot::Member]) -> Vec<Member> {
    let place = |members: &[snapshot::Member], key: &[String]| members.iter().position(|member| member.key == key);
    let both = |member: &snapshot::Member| match place(then, &member.key).and_then(|place| then.get(place)) {
        Some(before) => Numbers::Both(before.value, member.value),
        None => Numbers::Later(member.value),
    };
    let mut members: Vec<Member> = now.iter().map(|member| Member::new(member, both(member))).collect();
    for (i, gone) in then.iter().enumerate().filter(|(_, member)| place(now, &member.key).is_none()) {
        let next = then.iter().skip(i + 1).find(|member| place(now, &member.key).is_some());
        let at = next.and_then(|next| members.iter().position(|member| member.key == next.key));
        members.insert(at.unwrap_or(members.len()), Member::new(gone, Numbers::Earlier(gone.value)));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stocks_correspond_when_their_days_lie_alike_in_their_periods() {
        let alike = |then: &str, earlier: &str, now: &str, later: &str| {
            let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
            same_day(day(then), &Period::parse(earlier).unwrap(), day(now), &Period::parse(later).unwrap())
        };
        assert!(alike("2023-12-31", "2023", "2024-12-31", "2024"));
        assert!(alike("2024-04-01", "2023", "2025-04-01", "2024"), "a leap day lies between");
        assert!(alike("2021-06-30", "2019-07..2021-07", "2024-12-31", "2024"), "each the last day");
        assert!(alike("2019-07-01", "2019-07..2021-07", "2024-01-01", "2024"), "each the first day");
        assert!(!alike("2023-12-31", "2023", "2025-04-01", "2024"));
    }
}
