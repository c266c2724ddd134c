//! The place of a member in time, so that series over time are paired by their place in the period: January with January, the
//! period with the period before.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::Datelike;

use crate::period::Period;
use crate::snapshot::{Member, as_named_in};

/// A member of a series over time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Moment<'a> {
    /// The parts of the key that are not the time.
    others: &'a [String],
    /// The first month, counted from year 0.
    first: i32,
    /// The number of months.
    length: i32,
}

/// For each later member, the index of the earlier one that it is compared with. Members are paired by key or, if that gives more
/// pairs, by their place in the two periods.
pub(super) struct MemberPairs {
    pub of_later: Vec<Option<usize>>,
    /// Whether members are compared with other members than themselves.
    pub are_moved: bool,
}

impl MemberPairs {
    pub(super) fn of(then: &[Member], now: &[Member], earlier: &Period, later: &Period) -> Self {
        let by_key = Self::by_key(then, now);
        let then = &*as_named_in(now, then);
        let by = month(later) - month(earlier);
        let moments = |members| Moment::of_all(members).filter(|_| by != 0);
        let (Some(before), Some(after)) = (moments(then), moments(now)) else { return by_key };
        let after = after.into_iter().map(|moment| Moment { first: moment.first - by, ..moment });
        let by_place = Self { of_later: places(after, before), are_moved: true };
        // A series that begins in the same year in every report grows by a member each year, so most members are paired by key.
        if by_place.count() > by_key.count() { by_place } else { by_key }
    }

    /// Pairs members by their current or former key only.
    pub(super) fn by_key(then: &[Member], now: &[Member]) -> Self {
        let then = &*as_named_in(now, then);
        let of_later = places(now.iter().map(|member| &member.key), then.iter().map(|member| &member.key).collect());
        Self { of_later, are_moved: false }
    }

    /// For each of `count` earlier members, the index of the later one that is compared with it.
    pub(super) fn of_earlier(&self, count: usize) -> Vec<Option<usize>> {
        let mut of_earlier = vec![None; count];
        for (later, earlier) in self.of_later.iter().enumerate() {
            if let Some(of) = earlier.and_then(|earlier| of_earlier.get_mut(earlier)) {
                *of = Some(later);
            }
        }
        of_earlier
    }

    pub(super) fn count(&self) -> usize {
        self.of_later.iter().flatten().count()
    }
}

/// The index of each wanted item in `among`, the first of equals. By hash, because a series can have a hundred thousand members.
fn places<T: Eq + Hash>(wanted: impl IntoIterator<Item = T>, among: Vec<T>) -> Vec<Option<usize>> {
    let mut places = HashMap::with_capacity(among.len());
    for (place, one) in among.into_iter().enumerate() {
        places.entry(one).or_insert(place);
    }
    wanted.into_iter().map(|one| places.get(&one).copied()).collect()
}

impl<'a> Moment<'a> {
    /// The moments of all members; `None` if one has no time.
    fn of_all(members: &'a [Member]) -> Option<Vec<Self>> {
        members.iter().map(Self::of).collect()
    }

    fn of(member: &'a Member) -> Option<Self> {
        let (time, others) = member.key.split_last()?;
        let (first, length) = months(time)?;
        Some(Self { others, first, length })
    }
}

/// The first month and the number of months of `2024`, `2024/01`, `2024-01`, `2024-K1` or a period.
fn months(text: &str) -> Option<(i32, i32)> {
    if let Ok(period) = Period::parse(text) {
        return Some((month(&period), i32::try_from(period.months()?).ok()?));
    }
    let (year, part) = text.split_once(['/', '-'])?;
    let year: i32 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    let (number, length) = part.strip_prefix('K').map_or((part, 1), |quarter| (quarter, 3));
    let number: i32 = (number.len() <= 2).then(|| number.parse().ok()).flatten()?;
    (1..=12 / length).contains(&number).then_some((year * 12 + (number - 1) * length, length))
}

/// The first month of a period, counted from year 0.
fn month(period: &Period) -> i32 {
    period.start.year() * 12 + period.start.month0() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(keys: &[&str]) -> Vec<Member> {
        let member = |key: &&str| Member {
            key: key.split(", ").map(str::to_owned).collect(),
            label: (*key).to_owned(),
            value: Some(1.0),
            hidden: false,
            rows: None,
            was: None,
        };
        keys.iter().map(member).collect()
    }

    #[track_caller]
    fn pairs(then: &[&str], now: &[&str], expected: &[Option<usize>]) {
        let [earlier, later] = ["2023", "2024"].map(|year| Period::parse(year).unwrap());
        assert_eq!(MemberPairs::of(&series(then), &series(now), &earlier, &later).of_later, expected);
    }

    #[test]
    fn months_quarters_and_years_are_paired_by_their_place_in_the_period() {
        pairs(&["2023/01", "2023/02"], &["2024/01", "2024/02", "2024/03"], &[Some(0), Some(1), None]);
        pairs(&["2023-K1", "2023-K2"], &["2024-K2"], &[Some(1)]);
        pairs(&["2022", "2023"], &["2023", "2024"], &[Some(0), Some(1)]);
        pairs(&["a, 2023", "b, 2023"], &["b, 2024", "a, 2024"], &[Some(1), Some(0)]);
    }

    #[test]
    fn a_series_that_only_grows_and_one_that_is_not_over_time_are_paired_by_key() {
        pairs(&["2022", "2023"], &["2022", "2023", "2024"], &[Some(0), Some(1), None]);
        pairs(&["2023: A", "b"], &["b", "2024: A"], &[Some(1), None]);
        pairs(&["2023", "x"], &["2024", "x"], &[None, Some(1)]);
    }
}
