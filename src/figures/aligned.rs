//! Series side by side: the members that any of them has, and the numbers of each for them.
//!
//! Series differ in their members where datasets or deliveries do: a practice that is new, has closed, or has moved to another
//! cluster has rows in one of them and not in the other.

use std::collections::{HashMap, HashSet};

use super::ComputedFigures;
use crate::definition::Definition;
use crate::definition::figure::FigureOrigin;
use crate::figure_id::FigureId;
use crate::snapshot::Member;

/// The values that a member is grouped by.
pub type MemberKey = Vec<String>;

/// The members of all series in an expression.
#[derive(Debug, Default)]
pub struct AlignedMembers {
    pub keys: Vec<MemberKey>,
    /// Members that a series does not have and whose number there is unknown.
    pub missing: Vec<(FigureId, MemberKey)>,
}

impl AlignedMembers {
    /// The members of the first series, with each further member of the other series inserted after the member that it follows
    /// there.
    ///
    /// # Errors
    /// When two series have no member in common, so that they are about different things.
    pub fn of(definition: &Definition, series: &[(&FigureId, &[Member])]) -> Result<Self, String> {
        let mut all = Self::default();
        for (id, members) in series {
            all.add(definition, id, members)?;
        }
        for (id, members) in series.iter().filter(|(_, members)| members.len() < all.keys.len()) {
            if zero_without_rows(definition, id).is_none() {
                let has: HashSet<&MemberKey> = members.iter().map(|member| &member.key).collect();
                let missing = all.keys.iter().filter(|key| !has.contains(key));
                all.missing.extend(missing.map(|key| ((*id).clone(), key.clone())));
            }
        }
        Ok(all)
    }

    fn add(&mut self, definition: &Definition, id: &FigureId, members: &[Member]) -> Result<(), String> {
        if self.keys.is_empty() {
            self.keys = members.iter().map(|member| member.key.clone()).collect();
            return Ok(());
        }
        if self.keys.iter().eq(members.iter().map(|member| &member.key)) {
            return Ok(());
        }
        let parts = |key: &MemberKey| key.len();
        let same_parts = members.iter().all(|member| Some(member.key.len()) == self.keys.first().map(parts));
        let known: HashSet<&MemberKey> = self.keys.iter().collect();
        let shares_one = members.iter().any(|member| known.contains(&member.key));
        // Two deliveries may have different practices, but a series by region does not go with one by quarter.
        let is_of_batch = definition.level_parts(id).iter().any(Option::is_some);
        if !same_parts || !(shares_one || members.is_empty() || is_of_batch) {
            return Err(format!("»{id}« har andre medlemmer end de øvrige serier i udtrykket"));
        }
        // The new members by the known member that they follow; `None` for those at the start.
        let mut followers: HashMap<Option<&MemberKey>, Vec<MemberKey>> = HashMap::new();
        let mut behind = None;
        for member in members {
            if known.contains(&member.key) {
                behind = Some(&member.key);
            } else {
                followers.entry(behind).or_default().push(member.key.clone());
            }
        }
        let mut keys = followers.remove(&None).unwrap_or_default();
        for key in &self.keys {
            keys.push(key.clone());
            keys.extend(followers.remove(&Some(key)).unwrap_or_default());
        }
        self.keys = keys;
        Ok(())
    }
}

/// The number of each of these members in a series, and whether it is hidden. For a member that the series lacks, it is 0 in a
/// count and otherwise unknown.
pub fn numbers(
    definition: &Definition,
    id: &FigureId,
    members: &[Member],
    keys: &[MemberKey],
) -> Vec<(Option<f64>, bool)> {
    if keys.iter().eq(members.iter().map(|member| &member.key)) {
        return members.iter().map(|member| (member.value, member.hidden)).collect();
    }
    let by_key: HashMap<&MemberKey, &Member> = members.iter().map(|member| (&member.key, member)).collect();
    let nothing = (zero_without_rows(definition, id), false);
    keys.iter().map(|key| by_key.get(key).map_or(nothing, |member| (member.value, member.hidden))).collect()
}

/// The value of the figure without rows: 0 for a count, `None` if it is then unknown.
pub fn zero_without_rows(definition: &Definition, id: &FigureId) -> Option<f64> {
    let origin = definition.figures.get(id).map(|figure| &figure.origin);
    matches!(origin, Some(FigureOrigin::Query(query)) if query.value.is_zero_without_rows()).then_some(0.0)
}

/// Whether the series of an expression have the same members.
pub fn have_same_members(series: &[&FigureId], values: &ComputedFigures) -> bool {
    let keys = |id: &&FigureId| -> Vec<Option<String>> {
        values
            .get(*id)
            .map(|computed| computed.numbers().into_iter().map(|(name, _)| name).collect())
            .unwrap_or_default()
    };
    series.windows(2).all(|pair| keys(&pair[0]) == keys(&pair[1]))
}
