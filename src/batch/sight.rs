//! What a member sees: its snapshot, in which the others have the keys under which they are shown.

use indexmap::IndexMap;

use super::members::BatchMember;
use super::names::MemberNames;
use super::naming::ShownKeys;
use crate::danish;
use crate::definition::Definition;
use crate::definition::batch::{BatchDefinition, BatchLevel, MemberNaming, Scope};
use crate::figure_id::FigureId;
use crate::figures::{Computed, ComputedFigures, RegisterRow, in_order};
use crate::snapshot::{self, ReportMember, Snapshot, Value};

/// Makes the snapshots of the members of one level.
pub struct Sight<'a> {
    definition: &'a Definition,
    batch: &'a BatchDefinition,
    /// Index of the level of the members.
    level: usize,
    shown: ShownKeys,
    names: MemberNames,
    /// For each part of the key of a series, the level whose keys it has.
    parts: IndexMap<FigureId, Vec<Option<usize>>>,
    /// A snapshot with everything that is the same for all members.
    base: Snapshot,
}

impl<'a> Sight<'a> {
    /// `secret` decides the letters; `base` is a snapshot with all figures, whatever their values.
    pub fn new(
        definition: &'a Definition,
        batch: &'a BatchDefinition,
        level: &str,
        register: &[RegisterRow],
        secret: &str,
        base: Snapshot,
    ) -> Self {
        let names = MemberNames::new(register);
        let parts = definition.figures.keys().map(|id| (id.clone(), definition.level_parts(id))).collect();
        let level = batch.levels.get_index_of(level).unwrap_or(0);
        let shown = ShownKeys::new(batch, register, secret);
        Self { definition, batch, level, shown, names, parts, base }
    }

    /// Puts the keys under which members are shown to each other in place of their own, in a figure that is counted from rows.
    /// Without this their order would tell who they are.
    pub fn hide(&self, member: &BatchMember, id: &FigureId, computed: &mut Computed) {
        let Some(parts) = self.parts.get(id).filter(|parts| parts.iter().any(Option::is_some)) else { return };
        let Value::Series(members) = &mut computed.value else { return };
        for shown in members.iter_mut() {
            for (level, part) in parts.iter().zip(&mut shown.key) {
                if let Some(level) = level {
                    *part = self.shown_key(*level, member, id, part);
                }
            }
        }
        let compare = |a: &[String], b: &[String]| {
            let parts = a.iter().zip(b).zip(parts.iter().chain(std::iter::repeat(&None)));
            // Parts that are no keys of members stay in their order.
            let mut order = parts.filter(|(_, level)| level.is_some()).map(|((a, b), _)| in_order(a, b));
            order.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        };
        members.sort_by(|a, b| compare(&a.key, &b.key));
    }

    fn shown_key(&self, level: usize, member: &BatchMember, id: &FigureId, key: &str) -> String {
        let group = self.group(member, level, id);
        // One that the register does not have in the period.
        self.shown.shown(level, group, key).unwrap_or_else(|| "–".to_owned())
    }

    /// The group in which the figure shows members of the level.
    fn group<'m>(&self, member: &'m BatchMember, level: usize, id: &FigureId) -> &'m [String] {
        let scope = self.definition.figures.get(id).and_then(|figure| figure.query()).map(|query| &query.scope);
        let scope = match scope {
            Some(Scope::Level(scope)) => self.batch.levels.get_index_of(&scope.value).unwrap_or(self.level),
            Some(Scope::Own) => self.level,
            Some(Scope::All) | None => self.batch.levels.len(),
        };
        let from = scope.max(level + 1).saturating_sub(self.level);
        member.path.get(from..).unwrap_or_default()
    }

    /// The snapshot of a member with these figures, which [`Sight::hide`] has seen.
    pub fn snapshot(&self, member: &BatchMember, figures: ComputedFigures) -> Snapshot {
        let mut snapshot = self.base.clone();
        snapshot.member = Some(self.report_member(member));
        for (id, computed) in figures {
            let Some(figure) = snapshot.figures.get_mut(&id) else { continue };
            figure.value = computed.value;
            figure.rows = computed.rows;
            figure.hidden = computed.hidden;
            if let Value::Series(members) = &mut figure.value {
                self.label(member, &id, members);
            }
        }
        snapshot
    }

    /// Labels members by their names or letters, and the report's own as such.
    fn label(&self, member: &BatchMember, id: &FigureId, members: &mut [snapshot::Member]) {
        let Some(parts) = self.parts.get(id).filter(|parts| parts.iter().any(Option::is_some)) else { return };
        let no_labels = IndexMap::new();
        let labels = self.definition.figures.get(id).map_or(&no_labels, |figure| &figure.labels);
        let own: Vec<Option<String>> = parts.iter().map(|level| self.own_key(member, (*level)?, id)).collect();
        for shown in members {
            let words = shown.key.iter().enumerate().map(|(part, key)| {
                let level = parts.get(part).copied().flatten();
                let Some((level, at)) = level.and_then(|at| Some((self.batch.levels.get_index(at)?.1, at))) else {
                    return labels.get(key).unwrap_or(key).clone();
                };
                let is_own = own.get(part).is_some_and(|own| own.as_ref() == Some(key));
                self.label_of(level, at, self.group(member, at, self.definition.first_operand(id)), key, is_own)
            });
            shown.label = words.collect::<Vec<_>>().join(", ");
        }
    }

    fn label_of(&self, level: &BatchLevel, at: usize, group: &[String], key: &str, is_own: bool) -> String {
        match (level.naming_in(group), is_own) {
            (MemberNaming::Letters, true) => format!("{} ({key})", level.own),
            (MemberNaming::Letters, false) => format!("{} {key}", danish::capitalised(&level.label)),
            (MemberNaming::Names, true) => level.own.clone(),
            (MemberNaming::Names, false) => self
                .names
                .label(at, group, key)
                .unwrap_or_else(|| format!("{} {key}", danish::capitalised(&level.label))),
        }
    }

    /// The key under which the member itself is shown, or the group of this level that it is part of.
    fn own_key(&self, member: &BatchMember, level: usize, id: &FigureId) -> Option<String> {
        let own = member.path.get(level.checked_sub(self.level)?)?;
        let first = self.definition.first_operand(id);
        self.shown.shown(level, self.group(member, level, first), own)
    }

    fn report_member(&self, member: &BatchMember) -> ReportMember {
        let levels = self.batch.levels.keys().skip(self.level);
        let groups = levels.clone().zip(&member.names).skip(1);
        // The largest group in which the member is shown is another for each figure; charts ask for the key in their figure.
        let own = self.parts.iter().filter_map(|(id, parts)| {
            let keys: Vec<Option<String>> =
                parts.iter().map(|level| level.and_then(|level| self.own_key(member, level, id))).collect();
            keys.iter().any(Option::is_some).then(|| (id.clone(), keys))
        });
        ReportMember {
            level: levels.clone().next().cloned().unwrap_or_default(),
            key: member.key().to_owned(),
            name: member.name().to_owned(),
            groups: groups.map(|(level, name)| (level.clone(), name.clone())).collect(),
            own: own.collect(),
        }
    }
}
