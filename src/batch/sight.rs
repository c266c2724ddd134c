//! What a member sees: its snapshot, in which the others have the keys under which they are shown.

use std::sync::Arc;

use indexmap::IndexMap;

use super::members::BatchMember;
use super::names::MemberNames;
use super::naming::ShownKeys;
use crate::danish;
use crate::definition::Definition;
use crate::definition::batch::{BatchDefinition, BatchLevel, MemberNaming, Scope};
use crate::figure_id::FigureId;
use crate::figures::{Computed, ComputedFigures, MemberPath, RegisterRow, in_order};
use crate::snapshot::{self, ReportMember, Snapshot, Value};

/// Makes the snapshots of the members of one level.
pub struct Sight<'a> {
    definition: &'a Definition,
    batch: &'a BatchDefinition,
    /// Index of the level of the members.
    level: usize,
    shown: ShownKeys,
    names: MemberNames,
    /// The series that have members of a batch, which are shown to each other.
    series: IndexMap<FigureId, MemberSeries>,
    /// A snapshot with everything that is the same for all members. Its figures have no numbers.
    base: Snapshot,
}

/// A series whose keys have members of a batch in at least one of their parts.
struct MemberSeries {
    /// For each part of the key, the index of the level whose keys it has.
    levels: Vec<Option<usize>>,
    /// The figure that is counted from rows and decides the members.
    counted: FigureId,
}

impl<'a> Sight<'a> {
    /// `secret` decides the letters; `base` is a snapshot with all figures, whatever their values.
    pub fn new(
        definition: &'a Definition,
        batch: &'a BatchDefinition,
        level: &str,
        register: &[RegisterRow],
        secret: &str,
        mut base: Snapshot,
    ) -> Self {
        let names = MemberNames::new(register);
        let series = definition.figures.keys().filter_map(|id| {
            let levels = definition.level_parts(id);
            let counted = definition.first_operand(id).clone();
            levels.iter().any(Option::is_some).then(|| (id.clone(), MemberSeries { levels, counted }))
        });
        let series = series.collect();
        let level = batch.levels.get_index_of(level).unwrap_or(0);
        let shown = ShownKeys::new(batch, register, secret);
        let figures = Arc::make_mut(&mut base.figures).values_mut();
        figures.for_each(|figure| figure.value = Value::Scalar(None));
        Self { definition, batch, level, shown, names, series, base }
    }

    /// Puts the keys under which the members of a group are shown to each other in place of their own, in a figure that is counted from
    /// rows. Without this their order would tell who they are.
    pub fn hide(&self, group: &MemberPath, id: &FigureId, computed: &mut Computed) {
        let Some(MemberSeries { levels, .. }) = self.series.get(id) else { return };
        let Value::Series(members) = &mut computed.value else { return };
        let members = Arc::make_mut(members);
        for (part, level) in levels.iter().enumerate() {
            let Some(level) = *level else { continue };
            let keys = self.shown.in_group(level, self.group(group, level, id));
            for key in members.iter_mut().filter_map(|shown| shown.key.get_mut(part)) {
                // One that the register does not have in the period has no key to be shown under.
                *key = keys.shown(key).unwrap_or_else(|| "–".to_owned());
            }
        }
        let compare = |a: &[String], b: &[String]| {
            let parts = a.iter().zip(b).zip(levels.iter().chain(std::iter::repeat(&None)));
            // Parts that are no keys of members stay in their order.
            let mut order = parts.filter(|(_, level)| level.is_some()).map(|((a, b), _)| in_order(a, b));
            order.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        };
        members.sort_by(|a, b| compare(&a.key, &b.key));
    }

    /// The group in which a figure that is counted from rows shows members of the level: the last of these keys.
    fn group<'m>(&self, path: &'m MemberPath, level: usize, id: &FigureId) -> &'m MemberPath {
        let scope = self.definition.figures.get(id).and_then(|figure| figure.query()).map(|query| &query.scope);
        let scope = match scope {
            Some(Scope::Level(scope)) => self.batch.levels.get_index_of(&scope.value).unwrap_or(self.level),
            Some(Scope::Own) => self.level,
            Some(Scope::All) | None => self.batch.levels.len(),
        };
        let keys = self.batch.levels.len().saturating_sub(scope.max(level + 1));
        path.get(path.len().saturating_sub(keys)..).unwrap_or_default()
    }

    /// The snapshot of a member with these figures, which [`Sight::hide`] has seen.
    pub fn snapshot(&self, member: &BatchMember, figures: ComputedFigures) -> Snapshot {
        let mut snapshot = self.base.clone();
        snapshot.member = Some(self.report_member(member));
        let in_report = Arc::make_mut(&mut snapshot.figures);
        for (id, computed) in figures {
            let Some(figure) = in_report.get_mut(&id) else { continue };
            figure.value = computed.value;
            figure.rows = computed.rows;
            figure.hidden = computed.hidden;
            if let Value::Series(members) = &mut figure.value
                && self.series.contains_key(&id)
            {
                let members: &mut Vec<_> = Arc::make_mut(members);
                self.label(member, &id, members);
            }
        }
        snapshot
    }

    /// Labels members by their names or letters, and the report's own as such.
    fn label(&self, member: &BatchMember, id: &FigureId, members: &mut [snapshot::Member]) {
        let Some(series) = self.series.get(id) else { return };
        let no_labels = IndexMap::new();
        let labels = self.definition.figures.get(id).map_or(&no_labels, |figure| &figure.labels);
        let parts = series.levels.iter().map(|level| {
            let at = (*level)?;
            let (_, level) = self.batch.levels.get_index(at)?;
            let other = danish::capitalised(&level.label);
            Some((level, other, at, self.group(&member.path, at, &series.counted), self.own_key(member, at, series)))
        });
        let parts: Vec<_> = parts.collect();
        for shown in members {
            let words = shown.key.iter().enumerate().map(|(part, key)| match parts.get(part) {
                Some(Some((level, _, _, group, own))) if own.as_ref() == Some(key) => own_label(level, group, key),
                Some(Some((level, other, at, group, _))) => self.others_label(level, other, *at, group, key),
                _ => labels.get(key).unwrap_or(key).clone(),
            });
            shown.label = words.collect::<Vec<_>>().join(", ");
        }
    }

    /// The label of another member; `other` is what one of the level is called, with a capital.
    fn others_label(&self, level: &BatchLevel, other: &str, at: usize, group: &[String], key: &str) -> String {
        let name = match level.naming_in(group) {
            MemberNaming::Letters => None,
            MemberNaming::Names => self.names.label(at, group, key),
        };
        name.unwrap_or_else(|| [other, " ", key].concat())
    }

    /// The key under which the member itself is shown, or the group of this level that it is part of.
    fn own_key(&self, member: &BatchMember, level: usize, series: &MemberSeries) -> Option<String> {
        let own = member.path.get(level.checked_sub(self.level)?)?;
        self.shown.in_group(level, self.group(&member.path, level, &series.counted)).shown(own)
    }

    fn report_member(&self, member: &BatchMember) -> ReportMember {
        let levels = self.batch.levels.keys().skip(self.level);
        let groups = levels.clone().zip(&member.names).skip(1);
        // The largest group in which the member is shown is another for each figure; charts ask for the key in their figure.
        let own = self.series.iter().filter_map(|(id, series)| {
            let keys: Vec<Option<String>> =
                series.levels.iter().map(|level| self.own_key(member, (*level)?, series)).collect();
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

fn own_label(level: &BatchLevel, group: &[String], key: &str) -> String {
    match level.naming_in(group) {
        MemberNaming::Letters => format!("{} ({key})", level.own),
        MemberNaming::Names => level.own.clone(),
    }
}
