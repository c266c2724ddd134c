//! `[batch]` of `report.toml`: a report that is made once for each member of a register.

use indexmap::IndexMap;

use super::names::check_name;
use super::reader::{At, Located, TomlTable};
use crate::findings::Code;

/// The members of a batch, and the groups that they are part of.
#[derive(Debug, Clone)]
pub struct BatchDefinition {
    /// The dataset that lists the members of a period, and the groups that each belongs to.
    pub register: Located<String>,
    /// The levels by id, from the members themselves to the largest groups.
    pub levels: IndexMap<String, BatchLevel>,
    pub at: At,
}

/// A level of members or groups, such as practices or clusters.
#[derive(Debug, Clone)]
pub struct BatchLevel {
    /// The column with the key of a member, under the same name in all datasets that have it.
    pub column: Located<String>,
    /// The column of the register with its name.
    pub name: Option<Located<String>>,
    /// What one member is called: "praksis".
    pub label: String,
    /// What it is called in its own report: "Jeres praksis".
    pub own: String,
    /// How its members are shown to each other.
    pub naming: MemberNaming,
    /// The keys of the groups of the next level that have chosen to show names.
    pub named_in: Vec<Located<String>>,
}

impl BatchLevel {
    /// How its members are shown in the group with this path.
    pub fn naming_in(&self, group: &[String]) -> MemberNaming {
        let has_chosen = group.first().is_some_and(|group| self.named_in.iter().any(|named| named.value == *group));
        if has_chosen { MemberNaming::Names } else { self.naming }
    }
}

/// How members are shown to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberNaming {
    /// Under letters that differ from batch to batch.
    Letters,
    Names,
}

/// Which rows a figure of a batch counts, relative to the member whose report it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All rows.
    All,
    /// The member's own.
    Own,
    /// Those of its group at this level, which may be the level of the member itself.
    Level(Located<String>),
}

impl Scope {
    pub(super) fn read(text: Option<Located<String>>) -> Self {
        match text {
            None => Self::All,
            Some(text) if text.value == "all" => Self::All,
            Some(text) if text.value == "own" => Self::Own,
            Some(text) => Self::Level(text),
        }
    }
}

impl BatchDefinition {
    /// Reads `[batch]`; its mistakes become findings.
    pub(super) fn read(toml: TomlTable<'_>) -> Self {
        let register = toml.required_text("register");
        let mut levels = IndexMap::new();
        for (id, table) in toml.named_tables("levels") {
            check_name(&table, &id);
            if id.value == "own" || id.value == "all" {
                let message = format!("Et niveau kan ikke hedde »{}«.", id.value);
                table.report(Code::BadValue, &id.at, message, "»own« og »all« har en særlig betydning i »scope«.");
            }
            let naming = [("letters", MemberNaming::Letters), ("names", MemberNaming::Names)];
            let level = BatchLevel {
                column: table.required_text("column"),
                name: table.text("name"),
                label: table.text("label").map_or_else(|| id.value.clone(), |label| label.value),
                own: table.required_text("own").value,
                naming: table.choice("naming", &naming).unwrap_or(MemberNaming::Letters),
                named_in: table.texts("named_in"),
            };
            table.finish();
            levels.insert(id.value, level);
        }
        if levels.is_empty() {
            let advice = "Skriv fx [batch.levels.praksis] og [batch.levels.klynge], de mindste først.";
            toml.report(Code::MissingKey, &toml.at, "»batch« har ingen niveauer.", advice);
        }
        let batch = Self { register, levels, at: toml.at.clone() };
        toml.finish();
        batch
    }

    /// The ids of the levels from this one to the largest; empty if there is no such level.
    pub fn path(&self, level: &str) -> impl Iterator<Item = (&str, &BatchLevel)> {
        let from = self.levels.get_index_of(level).unwrap_or(self.levels.len());
        self.levels.iter().skip(from).map(|(id, level)| (id.as_str(), level))
    }

    /// The columns that identify a member of a level: its own and those of its groups, because two groups can use the same key.
    pub fn columns(&self, level: &str) -> Vec<String> {
        self.path(level).map(|(_, level)| level.column.value.clone()).collect()
    }

    /// The columns by which a figure of this scope is grouped in a batch over the members of `level`.
    pub fn scope_columns(&self, scope: &Scope, level: &str) -> Vec<String> {
        match scope {
            Scope::All => Vec::new(),
            Scope::Own => self.columns(level),
            Scope::Level(group) => self.columns(&group.value),
        }
    }

    /// The level whose keys are in this column.
    pub fn level_of(&self, column: &str) -> Option<&str> {
        self.levels.iter().find(|(_, level)| level.column.value == column).map(|(id, _)| id.as_str())
    }

    /// The level of the members themselves.
    pub fn finest(&self) -> &str {
        self.levels.keys().next().map_or("", String::as_str)
    }
}
