//! How the members of a group are shown to each other: under letters that differ from batch to batch, or under their names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::definition::batch::{BatchDefinition, BatchLevel, MemberNaming};
use crate::figures::RegisterRow;

/// Up to this many members have letters; more have numbers.
const LETTERS: usize = 26;

/// The keys under which the members of each group are shown.
///
/// Letters follow the order of a keyed hash. Its key is a hash of the exports, which nobody outside has: so letters of two
/// batches cannot be linked, and the same exports always give the same letters.
pub struct ShownKeys {
    /// For each level, by the path of the group: the letter of each of its members.
    by_level: Vec<HashMap<Vec<String>, HashMap<String, String>>>,
    levels: Vec<BatchLevel>,
}

impl ShownKeys {
    pub fn new(batch: &BatchDefinition, register: &[RegisterRow], secret: &str) -> Self {
        let levels = batch.levels.values().cloned().collect();
        let by_level = (0..batch.levels.len()).map(|level| letters(level, register, secret)).collect();
        Self { by_level, levels }
    }

    /// The keys of a level in the group with this path, which is part of the member's own.
    pub fn in_group(&self, level: usize, group: &[String]) -> GroupKeys<'_> {
        let naming = self.levels.get(level).map(|level| level.naming_in(group));
        match naming {
            Some(MemberNaming::Names) => GroupKeys::Own,
            Some(MemberNaming::Letters) => {
                GroupKeys::Letters(self.by_level.get(level).and_then(|groups| groups.get(group)))
            }
            None => GroupKeys::Letters(None),
        }
    }
}

/// The keys under which the members of one group are shown to each other.
pub enum GroupKeys<'a> {
    /// The keys of the exports themselves.
    Own,
    Letters(Option<&'a HashMap<String, String>>),
}

impl GroupKeys<'_> {
    /// The key under which a member is shown; `None` if the register does not have it in the period.
    pub fn shown(&self, key: &str) -> Option<String> {
        match self {
            Self::Own => Some(key.to_owned()),
            Self::Letters(letters) => letters.as_ref()?.get(key).cloned(),
        }
    }
}

/// The letters of the members of a level, in each group of every larger level. A member has a different letter in each.
fn letters(level: usize, register: &[RegisterRow], secret: &str) -> HashMap<Vec<String>, HashMap<String, String>> {
    let mut groups: BTreeMap<&[String], BTreeSet<&str>> = BTreeMap::new();
    for row in register {
        let Some(key) = row.keys.get(level) else { continue };
        for larger in level + 1..=row.keys.len() {
            groups.entry(&row.keys[larger..]).or_default().insert(key);
        }
    }
    let letters = groups.into_iter().map(|(group, keys)| {
        let mut keys: Vec<&str> = keys.into_iter().collect();
        keys.sort_by_cached_key(|key| keyed_hash(secret, group, key));
        let count = keys.len();
        let lettered = keys.into_iter().enumerate().map(|(i, key)| (key.to_owned(), letter(i, count)));
        (group.to_vec(), lettered.collect())
    });
    letters.collect()
}

fn keyed_hash(secret: &str, group: &[String], key: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [secret, key].into_iter().chain(group.iter().map(String::as_str)) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// A, B, C …; numbers of the same width in a group that is too large for letters.
fn letter(place: usize, count: usize) -> String {
    match u8::try_from(place) {
        Ok(place) if count <= LETTERS => char::from(b'A' + place).to_string(),
        _ => format!("{:0width$}", place + 1, width = count.to_string().len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(keys: [&str; 3]) -> RegisterRow {
        RegisterRow { keys: keys.map(str::to_owned).to_vec(), names: vec![None; 3], is_current: true }
    }

    #[test]
    fn letters_differ_from_batch_to_batch_and_from_group_to_group() {
        let register: Vec<RegisterRow> = (0..20).map(|i| row([&format!("{i:03}"), "k1", "r1"])).collect();
        let of = |secret: &str, group: &[&str]| {
            let group: Vec<String> = group.iter().map(|key| (*key).to_owned()).collect();
            let found = letters(0, &register, secret).remove(&group).unwrap_or_default();
            found.into_iter().collect::<BTreeMap<_, _>>()
        };
        assert_eq!(of("a", &["k1", "r1"]), of("a", &["k1", "r1"]));
        assert_ne!(of("a", &["k1", "r1"]), of("b", &["k1", "r1"]));
        assert_ne!(of("a", &["k1", "r1"]), of("a", &["r1"]));
        let all: BTreeSet<String> = of("a", &["k1", "r1"]).into_values().collect();
        assert_eq!(all.len(), 20);
    }
}
