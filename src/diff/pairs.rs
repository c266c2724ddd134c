//! Pairs the figures of two snapshots, and finds why values cannot be compared.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::moments::MemberPairs;
use super::{MemberChange, NumberPair, Obstacle};
use crate::danish;
use crate::figure_id::FigureId;
use crate::period::Period;
use crate::snapshot::{Figure, Member, Snapshot, Value};

/// Stocks of two periods are counted on corresponding days if these are at most this many days apart, seen from an end of each
/// period. Months differ in length by up to three days.
const DAYS_APART: i64 = 3;

#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedFigure<'a> {
    pub id: &'a FigureId,
    pub figure: &'a Figure,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Pair<'a> {
    /// The earlier figure and the later one.
    Both(NamedFigure<'a>, NamedFigure<'a>),
    New(NamedFigure<'a>),
    Gone(NamedFigure<'a>),
}

/// Pairs the figures of two snapshots of the same report by their current or former id.
pub(super) fn by_id<'a>(earlier: &'a Snapshot, later: &'a Snapshot) -> Vec<Pair<'a>> {
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

pub(super) fn known(snapshot: &Snapshot) -> impl Iterator<Item = NamedFigure<'_>> {
    snapshot.figures.iter().map(|(id, figure)| NamedFigure { id, figure })
}

/// The figure that `after` is in the earlier snapshot. It may have been renamed in either, since snapshots can be compared
/// backwards in time.
pub(crate) fn counterpart<'a>(earlier: &'a Snapshot, after: NamedFigure<'_>) -> Option<NamedFigure<'a>> {
    let of = |id: &FigureId| earlier.figures.get_key_value(id).map(|(id, figure)| NamedFigure { id, figure });
    of(after.id)
        .or_else(|| of(after.figure.was.as_ref()?))
        .or_else(|| known(earlier).find(|before| before.figure.was.as_ref() == Some(after.id)))
}

/// Pairs the figures of two reports that declare the same concept. `cautions` gets those that cannot be paired.
pub(super) fn by_concept<'a>(earlier: &'a Snapshot, later: &'a Snapshot, cautions: &mut Vec<String>) -> Vec<Pair<'a>> {
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

/// The figures of the snapshot by concept.
pub(crate) fn concepts(snapshot: &Snapshot) -> IndexMap<&str, Vec<NamedFigure<'_>>> {
    let mut concepts: IndexMap<&str, Vec<NamedFigure<'_>>> = IndexMap::new();
    for known in known(snapshot) {
        if let Some(concept) = &known.figure.concept {
            concepts.entry(concept).or_default().push(known);
        }
    }
    concepts
}

/// Why two figures cannot be compared. Between two reports, different definitions of a concept are expected and no obstacle.
pub(super) fn obstacle(
    before: NamedFigure<'_>,
    after: NamedFigure<'_>,
    earlier: &Snapshot,
    later: &Snapshot,
) -> Option<Obstacle> {
    let (then, now) = (before.figure, after.figure);
    if earlier.report == later.report && then.definition != now.definition {
        return Some(Obstacle::Definition(changed_operands(now, earlier, later)));
    }
    if matches!(then.value, Value::Scalar(_)) != matches!(now.value, Value::Scalar(_)) {
        return Some(Obstacle::Shape);
    }
    if then.format.is_share() != now.format.is_share() {
        return Some(Obstacle::Share);
    }
    let corresponds = match (then.as_of, now.as_of) {
        (Some(then), Some(now)) => same_day(then, &earlier.period, now, &later.period),
        (None, None) => true,
        // A stock and a flow, or a stock and a figure derived from one.
        (Some(_), None) | (None, Some(_)) => earlier.report == later.report,
    };
    (!corresponds).then_some(Obstacle::Days)
}

/// The labels of the operands whose definitions have changed.
fn changed_operands(now: &Figure, earlier: &Snapshot, later: &Snapshot) -> Vec<String> {
    let changed = |id: &FigureId| {
        let figure = later.figures.get(id)?;
        let then = counterpart(earlier, NamedFigure { id, figure })?;
        (then.figure.definition != figure.definition).then(|| figure.label.clone())
    };
    now.operands.iter().filter_map(changed).collect()
}

/// Whether the days have the same place in their periods, seen from the first day or from the last.
fn same_day(then: NaiveDate, earlier: &Period, now: NaiveDate, later: &Period) -> bool {
    let alike = |before: NaiveDate, after: NaiveDate| {
        ((then - before).num_days() - (now - after).num_days()).abs() <= DAYS_APART
    };
    alike(earlier.start, later.start) || alike(earlier.end, later.end)
}

/// Pairs the members of two series, in the later order. Members that are gone keep their former place.
pub(super) fn members((then, earlier): (&[Member], &Period), (now, later): (&[Member], &Period)) -> Vec<MemberChange> {
    let partners = MemberPairs::of(then, now, earlier, later);
    let both = |(member, partner): (&Member, &Option<usize>)| {
        let Some(before) = partner.and_then(|place| then.get(place)) else {
            return MemberChange::new(member, NumberPair::Later(member.value));
        };
        let earlier_time = before.key.last().filter(|_| partners.are_moved).cloned();
        let is_renamed = earlier_time.is_none() && before.key != member.key;
        let earlier_label = is_renamed.then(|| before.label.clone());
        let hidden = [before.hidden, member.hidden];
        MemberChange {
            earlier_time,
            earlier_label,
            hidden,
            ..MemberChange::new(member, NumberPair::Both(before.value, member.value))
        }
    };
    // Those that are gone come before the next one that is still there.
    let mut gone: BTreeMap<usize, Vec<MemberChange>> = BTreeMap::new();
    let mut next = now.len();
    for (member, partner) in then.iter().zip(partners.of_earlier(then.len())).rev() {
        match partner {
            Some(later) => next = later,
            None => gone.entry(next).or_default().push(MemberChange::new(member, NumberPair::Earlier(member.value))),
        }
    }
    let mut members = Vec::with_capacity(now.len());
    for (place, one) in now.iter().zip(&partners.of_later).enumerate() {
        members.extend(gone.remove(&place).into_iter().flatten().rev());
        members.push(both(one));
    }
    members.extend(gone.into_values().flatten().rev());
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stocks_correspond_when_their_days_have_the_same_place_in_their_periods() {
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
