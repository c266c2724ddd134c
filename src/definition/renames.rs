//! Members of series that had another name in earlier periods: by `was` of a category's value, or `members_was` of a figure.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Definition;
use super::figure::{FigureDefinition, FigureOrigin, Query};
use super::reader::Located;
use crate::figure_id::FigureId;

/// The old name of each renamed part of a member's key.
#[derive(Debug, Default)]
pub struct MemberRenames(IndexMap<String, Located<String>>);

impl MemberRenames {
    /// The key that the member had; `None` if it was the same.
    pub fn was(&self, key: &[String]) -> Option<Vec<String>> {
        let is_renamed = key.iter().any(|part| self.0.contains_key(part));
        is_renamed.then(|| key.iter().map(|part| self.0.get(part).map_or(part, |was| &was.value).clone()).collect())
    }

    /// The current name of a part of a key. `stored` are the parts in the snapshot, where a member may already have the new name.
    pub fn now(&self, part: &str, stored: &BTreeSet<&str>) -> String {
        let renamed = self.0.iter().find(|(now, was)| was.value == part && !stored.contains(now.as_str()));
        renamed.map_or(part, |(now, _)| now).to_owned()
    }

    /// The old name of a part of a key, or its own.
    pub fn old<'a>(&'a self, part: &'a str) -> &'a str {
        self.0.get(part).map_or(part, |was| &was.value)
    }

    /// The SQL with the old names, as the definition had it before, because a rename does not change what is counted.
    pub fn sql_in_old_words(&self, sql: &str) -> String {
        let quoted = |name: &str| format!("'{}'", name.replace('\'', "''"));
        self.0.iter().fold(sql.to_owned(), |sql, (now, was)| sql.replace(&quoted(now), &quoted(&was.value)))
    }

    /// The new and the old names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Located<String>)> {
        self.0.iter().map(|(now, was)| (now.as_str(), was))
    }
}

impl Definition {
    /// The renamed members of a figure. A derived one has those of the figures that it is derived from.
    pub fn member_renames(&self, figure: &FigureDefinition) -> MemberRenames {
        let mut renames = MemberRenames::default();
        let mut seen: BTreeSet<FigureId> = BTreeSet::new();
        let mut left = vec![figure];
        while let Some(figure) = left.pop() {
            if !seen.insert(figure.id.clone()) {
                continue;
            }
            renames.0.extend(figure.members_was.clone());
            match &figure.origin {
                FigureOrigin::Query(query) => self.add_values(query, &mut renames),
                _ => left.extend(figure.operands().iter().filter_map(|id| self.figures.get(id))),
            }
        }
        renames
    }

    fn add_values(&self, query: &Query, renames: &mut MemberRenames) {
        let columns = query.expressions().flat_map(|expression| expression.columns());
        for (name, _) in columns {
            let Some(column) = self.dataset_of(query).columns.get(&name) else { continue };
            let values =
                column.kind.values().iter().filter_map(|value| Some((value.value.clone(), value.was.clone()?)));
            renames.0.extend(values);
        }
    }
}
