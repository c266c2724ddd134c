//! What a member sees: its snapshot, in which other members have the keys under which they are shown to it.

use std::sync::Arc;

use indexmap::IndexMap;

use super::members::BatchMember;
use super::names::MemberNames;
use super::naming::ShownKeys;
use crate::danish;
use crate::definition::Definition;
use crate::definition::batch::{BatchDefinition, BatchLevel, MemberNaming, Scope};
use crate::figure_id::FigureId;
use crate::figures::{Computed, ComputedFigures, GroupView, MemberPath, RegisterRow, in_order};
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

/// A part of the keys of a series.
enum KeyPart<'p> {
    /// Keys of a level of the batch.
    Member {
        /// Index of the level.
        at: usize,
        level: &'p BatchLevel,
        /// What one of the level is called, with a capital.
        capitalised: String,
        /// The group in which its members are shown to each other.
        group: &'p MemberPath,
    },
    /// Any other values, with the labels that the figure has for them.
    Other { labels: Option<&'p IndexMap<String, String>> },
}

impl<'a> Sight<'a> {
    /// `secret` decides the letters; `base` is a snapshot with all figures, none of which has a number.
    pub fn new(
        definition: &'a Definition,
        batch: &'a BatchDefinition,
        level: &str,
        register: &[RegisterRow],
        secret: &str,
        base: Snapshot,
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
        Self { definition, batch, level, shown, names, series, base }
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

    /// The snapshot of a member with these figures, which this sight has hidden and labelled.
    pub fn snapshot(&self, member: &BatchMember, figures: ComputedFigures) -> Snapshot {
        let mut snapshot = self.base.clone();
        let reader = self.report_member(member);
        let in_report = Arc::make_mut(&mut snapshot.figures);
        for (id, computed) in figures {
            let Some(figure) = in_report.get_mut(&id) else { continue };
            figure.value = computed.value;
            figure.rows = computed.rows;
            figure.hidden = computed.hidden;
            if let (Value::Series(members), Some(own)) = (&mut figure.value, reader.own.get(&id)) {
                self.label_own(&member.path, &id, own, members);
            }
        }
        snapshot.member = Some(reader);
        snapshot
    }

    /// Labels the report's own members in a series; the labels of others stay. `own` has the parts of its key.
    fn label_own(
        &self,
        path: &MemberPath,
        id: &FigureId,
        own: &[Option<String>],
        members: &mut Arc<Vec<snapshot::Member>>,
    ) {
        let Some(series) = self.series.get(id) else { return };
        let is_own = |shown: &snapshot::Member| shown.key.iter().zip(own).any(|(key, own)| own.as_ref() == Some(key));
        // Without a change the series stays the one that all members of the group share.
        if !members.iter().any(is_own) {
            return;
        }
        let parts = self.parts(path, id, series);
        for shown in Arc::make_mut(members).iter_mut().filter(|shown| is_own(shown)) {
            shown.label = self.label_of(&parts, own, &shown.key);
        }
    }

    /// The kind of each part of a series' keys, for a member or group with this path.
    fn parts<'p>(&'p self, path: &'p MemberPath, id: &FigureId, series: &MemberSeries) -> Vec<KeyPart<'p>> {
        let labels = self.definition.figures.get(id).map(|figure| &figure.labels);
        let parts = series.levels.iter().map(|at| {
            let level = at.and_then(|at| Some((at, self.batch.levels.get_index(at)?.1)));
            level.map_or(KeyPart::Other { labels }, |(at, level)| KeyPart::Member {
                at,
                level,
                capitalised: danish::capitalised(&level.label),
                group: self.group(path, at, &series.counted),
            })
        });
        parts.collect()
    }

    /// The label of a member of a series; `own` has the parts of its key that are the report's own.
    fn label_of(&self, parts: &[KeyPart<'_>], own: &[Option<String>], key: &[String]) -> String {
        let words = parts.iter().zip(key).enumerate().map(|(i, (part, key))| match part {
            KeyPart::Other { labels } => labels.and_then(|labels| labels.get(key)).unwrap_or(key).clone(),
            KeyPart::Member { at, level, capitalised, group } => {
                let is_own = own.get(i).is_some_and(|own| own.as_ref() == Some(key));
                let by_key = || [capitalised, " ", key].concat();
                match (level.naming_in(group), is_own) {
                    (MemberNaming::Letters, true) => format!("{} ({key})", level.own),
                    (MemberNaming::Names, true) => level.own.clone(),
                    (MemberNaming::Letters, false) => by_key(),
                    (MemberNaming::Names, false) => self.names.label(*at, group, key).unwrap_or_else(by_key),
                }
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// The key under which the member itself is shown, or the group of this level that it is part of.
    fn own_key(&self, member: &BatchMember, level: usize, series: &MemberSeries) -> Option<String> {
        let own = member.path.get(level.checked_sub(self.level)?)?;
        self.shown.in_group(level, self.group(&member.path, level, &series.counted)).shown(own)
    }

    fn report_member(&self, member: &BatchMember) -> ReportMember {
        let levels = self.batch.levels.keys().skip(self.level);
        let groups = levels.clone().zip(&member.names).skip(1);
        // By figure, because the group in which the member is shown differs from figure to figure.
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

impl GroupView for Sight<'_> {
    /// Replaces the keys of members by those under which they are shown, in a figure that is counted from rows, and sorts by
    /// these: the original order would reveal who they are.
    fn hide(&self, group: &MemberPath, id: &FigureId, computed: &mut Computed) {
        let Some(MemberSeries { levels, .. }) = self.series.get(id) else { return };
        let Value::Series(members) = &mut computed.value else { return };
        let members = Arc::make_mut(members);
        for (part, level) in levels.iter().enumerate() {
            let Some(level) = *level else { continue };
            let keys = self.shown.in_group(level, self.group(group, level, id));
            for key in members.iter_mut().filter_map(|shown| shown.key.get_mut(part)) {
                // A member that the register lacks in the period has no such key.
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

    /// Labels members by their names or letters.
    fn label(&self, group: &MemberPath, id: &FigureId, computed: &mut Computed) {
        let Some(series) = self.series.get(id) else { return };
        let Value::Series(members) = &mut computed.value else { return };
        let parts = self.parts(group, id, series);
        for shown in Arc::make_mut(members) {
            shown.label = self.label_of(&parts, &[], &shown.key);
        }
    }
}
