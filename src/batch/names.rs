//! The names of members, where a level shows them.

use std::collections::{HashMap, HashSet};

use crate::figures::RegisterRow;

/// The names of all members of all levels in the period.
pub struct MemberNames {
    /// The names by level and key: a key that was used again has several.
    by_key: HashMap<(usize, String), Vec<NamedMember>>,
    /// Names that members with different keys have.
    shared: HashSet<(usize, String)>,
}

struct NamedMember {
    /// The keys of the groups that it is part of.
    groups: Vec<String>,
    name: String,
}

impl MemberNames {
    pub fn new(register: &[RegisterRow]) -> Self {
        let mut by_key: HashMap<(usize, String), Vec<NamedMember>> = HashMap::new();
        let mut keys: HashMap<(usize, String), HashSet<&str>> = HashMap::new();
        // Current rows first, so that they win if several fit.
        let (now, before): (Vec<_>, Vec<_>) = register.iter().partition(|row| row.is_current);
        for row in now.into_iter().chain(before) {
            for (level, (key, name)) in row.keys.iter().zip(&row.names).enumerate() {
                let Some(name) = name else { continue };
                let groups = row.keys.iter().skip(level + 1).cloned().collect();
                by_key.entry((level, key.clone())).or_default().push(NamedMember { groups, name: name.clone() });
                keys.entry((level, name.clone())).or_default().insert(key);
            }
        }
        let shared = keys.into_iter().filter(|(_, keys)| keys.len() > 1).map(|(name, _)| name).collect();
        Self { by_key, shared }
    }

    /// The name of the member with this key in a group, with the key if others have the name too.
    pub fn label(&self, level: usize, group: &[String], key: &str) -> Option<String> {
        let named = self.by_key.get(&(level, key.to_owned()))?;
        let NamedMember { name, .. } =
            named.iter().find(|named| named.groups.ends_with(group)).or_else(|| named.first())?;
        let is_shared = self.shared.contains(&(level, name.clone()));
        Some(if is_shared { format!("{name} ({key})") } else { name.clone() })
    }
}
