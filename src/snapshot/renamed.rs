//! Members that had another name in another snapshot.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Figure, Member, Value};

/// The members of another snapshot under the names that they have in this one, in their order. The rename can be declared in
/// either, because snapshots can be compared backwards in time.
pub fn as_named_in<'a>(this: &[Member], other: &'a [Member]) -> Cow<'a, [Member]> {
    let has_renamed = |members: &[Member]| members.iter().any(|member| member.was.is_some());
    if !has_renamed(this) && !has_renamed(other) {
        return Cow::Borrowed(other);
    }
    let forward = renamed(this, other);
    let backward: HashMap<&[String], &Member> = renamed(other, this)
        .into_iter()
        .filter_map(|(old, new)| Some((new.key.as_slice(), this.iter().find(|member| member.key == old)?)))
        .collect();
    let name = |member: &Member| {
        let own = forward.get(member.key.as_slice()).or_else(|| backward.get(member.key.as_slice()));
        own.map_or_else(
            || member.clone(),
            |own| Member { key: own.key.clone(), label: own.label.clone(), ..member.clone() },
        )
    };
    Cow::Owned(other.iter().map(name).collect())
}

/// The renamed members of the new side, by their key on the old side. A member that the old side has under its new name is not
/// renamed.
fn renamed<'a>(new: &'a [Member], old: &'a [Member]) -> HashMap<&'a [String], &'a Member> {
    let by_key = |members: &'a [Member]| -> HashMap<&'a [String], &'a Member> {
        members.iter().map(|member| (member.key.as_slice(), member)).collect()
    };
    let (known_new, known_old) = (by_key(new), by_key(old));
    let declared: HashMap<&[String], &Member> =
        new.iter().filter_map(|member| Some((member.was.as_deref()?, member))).collect();
    let is_renamed = |was: &[String], member: &Member| {
        let is_another_now = known_new.get(was).is_some_and(|other| other.was.is_none());
        let was_another_then = known_old.contains_key(member.key.as_slice());
        known_old.contains_key(was)
            && !is_another_now
            // Swapped names: the member with this name in the old snapshot has another name in the new one.
            && (!was_another_then || declared.contains_key(member.key.as_slice()))
    };
    declared.iter().filter(|(was, member)| is_renamed(was, member)).map(|(was, member)| (*was, *member)).collect()
}

impl Figure {
    /// The figure of an earlier snapshot with its members by the names that they have in this one.
    pub(super) fn name_members<'a>(&self, earlier: &'a Self) -> Cow<'a, Self> {
        match (&self.value, &earlier.value) {
            (Value::Series(now), Value::Series(then)) => match as_named_in(now, then) {
                Cow::Borrowed(_) => Cow::Borrowed(earlier),
                Cow::Owned(members) => Cow::Owned(Self { value: Value::series(members), ..earlier.clone() }),
            },
            _ => Cow::Borrowed(earlier),
        }
    }

    /// The number of the figure, or of the member with this name. `None` if it is unknown or there is no such number.
    pub fn number(&self, member: Option<&str>) -> Option<f64> {
        match (&self.value, member) {
            (Value::Scalar(value), None) => *value,
            (Value::Series(members), Some(wanted)) => members.iter().find(|member| member.name() == wanted)?.value,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(names: &[(&str, Option<&str>)]) -> Vec<Member> {
        let key = |name: &str| vec![name.to_owned()];
        let member = |(name, was): &(&str, Option<&str>)| Member {
            key: key(name),
            label: (*name).to_owned(),
            value: Some(1.0),
            rows: None,
            hidden: false,
            was: was.map(key),
        };
        names.iter().map(member).collect()
    }

    #[track_caller]
    fn named(this: &[(&str, Option<&str>)], other: &[(&str, Option<&str>)], expected: &[&str]) {
        let (this, other) = (series(this), series(other));
        let named: Vec<String> = as_named_in(&this, &other).iter().map(Member::name).collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn a_renamed_member_has_its_new_name_in_both_directions() {
        named(&[("Ny", Some("Gammel")), ("B", None)], &[("B", None), ("Gammel", None)], &["B", "Ny"]);
        named(&[("Gammel", None), ("B", None)], &[("Ny", Some("Gammel")), ("B", None)], &["Gammel", "B"]);
    }

    #[test]
    fn a_snapshot_that_has_the_new_name_already_and_names_that_go_round_are_told_apart() {
        named(&[("Ny", Some("Gammel"))], &[("Ny", Some("Gammel"))], &["Ny"]);
        named(&[("Ny", Some("Gammel"))], &[("Ny", None), ("Gammel", None)], &["Ny", "Gammel"]);
        named(&[("B", Some("A")), ("C", Some("B"))], &[("A", None), ("B", None)], &["B", "C"]);
        named(&[("A", None), ("B", Some("A"))], &[("A", None)], &["A"]);
    }
}
