//! The figures of all members of a batch, from one run of the statements.
//!
//! Each figure is grouped by its scope, so that one statement computes it for all members. [`BatchFigures::of`] then takes what a
//! member sees: its own numbers, and those of the groups that it is part of.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;

use super::plan::statements_at;
use super::query::{CountedGroups, count_groups, declared_values, hide_rows};
use super::series::{Group, PeriodGroups, assemble};
use super::{Computed, ComputedFigures, blank_unknown, derived, settle_numbers, without_counting};
use crate::definition::Definition;
use crate::definition::dataset::OwnNumbers;
use crate::definition::figure::{FigureOrigin, Query};
use crate::figure_id::FigureId;
use crate::findings::{Finding, Findings};
use crate::ingest::Ingested;
use crate::period::Period;

/// The keys of a member and of the groups that it is part of, its own first.
pub type MemberPath = [String];

/// The figures of every member of a batch.
pub struct BatchFigures<'a> {
    definition: &'a Definition,
    counted: IndexMap<FigureId, GroupedFigure>,
    /// The figures of groups that are smaller than a member.
    smaller: BTreeSet<FigureId>,
    /// With how many keys of a member the values of each derived figure are told apart.
    derived_parts: HashMap<FigureId, usize>,
    /// Number of rows by dataset that at least one figure is computed from.
    pub used: IndexMap<String, u64>,
}

/// A figure that is counted from rows, for each group of its scope.
struct GroupedFigure {
    /// With how many keys a group of the scope is told apart.
    key_parts: usize,
    by_group: HashMap<Vec<String>, Computed>,
    /// The figure of a group without rows.
    without_rows: Computed,
}

/// The figures that the members of a group have in common, and what was found while they were derived.
#[derive(Clone, Default)]
struct GroupFigures {
    figures: ComputedFigures,
    found: Vec<Finding>,
}

/// The figures of groups as one [`SeenBy`] shows them, by the keys of the group: they are computed once for all members.
#[derive(Default)]
pub struct SharedFigures(Mutex<HashMap<Vec<String>, Arc<GroupFigures>>>);

/// Changes a figure that is counted from rows to what the members of a group may see. It knows the group and no member, because they
/// share the result.
pub type SeenBy<'s> = &'s dyn Fn(&MemberPath, &FigureId, &mut Computed);

impl<'a> BatchFigures<'a> {
    /// Runs each statement once for all members of the level.
    pub fn compute(
        definition: &'a Definition,
        ingested: &Ingested,
        period: &Period,
        level: &str,
        findings: &Findings,
    ) -> Self {
        let statements = statements_at(definition, period, level);
        // Members of a larger level are no practices, which know their own patients.
        let is_finest = definition.report.batch.as_ref().is_some_and(|batch| batch.finest() == level);
        let own = if is_finest { OwnNumbers::Exact } else { OwnNumbers::Rounded };
        let CountedGroups { series, used } = count_groups(definition, ingested, &[], period, statements, own, findings);
        let found = Findings::default();
        let mut counted = IndexMap::new();
        for (id, periods) in series {
            let Some((figure, query)) = definition.figures.get(&id).and_then(|figure| Some((figure, figure.query()?)))
            else {
                continue;
            };
            let scope = definition.report.batch.as_ref().map(|batch| batch.scope_columns(&query.scope, level));
            let key_parts = scope.map_or(0, |columns| columns.len());
            let declared = declared_values(definition, figure, period, findings);
            let computed = |periods| {
                let mut computed = assemble(figure, &declared, periods, &found);
                hide_rows(definition, figure, &mut computed);
                blank_unknown(figure, period, &mut computed);
                settle_numbers(&id, &mut computed, &found);
                computed
            };
            let without_rows = computed(with_zero(query, empty(&periods)));
            let groups = split(periods, key_parts).into_iter();
            let by_group = groups.map(|(group, periods)| (group, computed(with_zero(query, periods)))).collect();
            counted.insert(id, GroupedFigure { key_parts, by_group, without_rows });
        }
        push_each_cause(&found, findings);
        let batch = definition.report.batch.as_ref();
        let path_length =
            batch.map_or(0, |batch| batch.levels.len() - batch.levels.get_index_of(level).unwrap_or_default());
        let smaller = of_smaller_groups(definition, &counted, path_length);
        let derived_parts = derived_parts(definition, &counted);
        Self { definition, counted, smaller, derived_parts, used }
    }

    /// The figures of a member, with those that are derived from them after `seen_by` has changed those that are counted. `shared`
    /// must not be used with another `seen_by`.
    pub fn of(
        &self,
        path: &MemberPath,
        seen_by: SeenBy<'_>,
        shared: &SharedFigures,
        findings: &Findings,
    ) -> ComputedFigures {
        let GroupFigures { mut figures, found } = self.of_group(path, seen_by, shared);
        found.into_iter().for_each(|finding| findings.push(finding));
        figures.extend(self.smaller.iter().map(|id| (id.clone(), derived::absent(self.definition, id))));
        let order = |id: &FigureId| self.definition.figures.get_index_of(id);
        figures.sort_by(|a, _, b, _| order(a).cmp(&order(b)));
        figures
    }

    /// The figures that need no more keys than these: those that all members of the group have in common.
    fn of_group(&self, group: &MemberPath, seen_by: SeenBy<'_>, shared: &SharedFigures) -> GroupFigures {
        let counted = self.counted.iter().filter(|(_, figure)| figure.key_parts == group.len());
        let counted =
            counted.map(|(id, figure)| (id, figure.by_group.get(group).unwrap_or(&figure.without_rows).clone()));
        let (GroupFigures { mut figures, mut found }, given) = match group.split_first() {
            Some((_, larger)) => (self.of_larger(larger, seen_by, shared), Vec::new()),
            None => (GroupFigures::default(), self.without_counting()),
        };
        for (id, mut computed) in counted.chain(given) {
            seen_by(group, id, &mut computed);
            figures.insert(id.clone(), computed);
        }
        let own = Findings::default();
        let is_of_group =
            |id: &FigureId| self.derived_parts.get(id) == Some(&group.len()) && !self.smaller.contains(id);
        derived::compute_some(self.definition, is_of_group, &mut figures, &own);
        found.extend(own.sorted());
        GroupFigures { figures, found }
    }

    /// The same for a group of several members, computed once.
    fn of_larger(&self, group: &MemberPath, seen_by: SeenBy<'_>, shared: &SharedFigures) -> GroupFigures {
        let known = shared.lock().get(group).cloned();
        let figures = known.unwrap_or_else(|| {
            // Without the lock: two threads may compute the same, and neither waits.
            let figures = Arc::new(self.of_group(group, seen_by, shared));
            shared.lock().insert(group.to_vec(), figures.clone());
            figures
        });
        GroupFigures::clone(&figures)
    }

    /// The figures that are the same for all.
    fn without_counting(&self) -> Vec<(&FigureId, Computed)> {
        self.definition.figures.values().filter_map(|figure| Some((&figure.id, without_counting(figure)?))).collect()
    }
}

impl SharedFigures {
    fn lock(&self) -> MutexGuard<'_, HashMap<Vec<String>, Arc<GroupFigures>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// With how many keys the values of each derived figure are told apart: as many as those of the operand that needs most.
fn derived_parts(definition: &Definition, counted: &IndexMap<FigureId, GroupedFigure>) -> HashMap<FigureId, usize> {
    let mut parts: HashMap<FigureId, usize> = HashMap::new();
    for figure in definition.derived_order.iter().filter_map(|id| definition.figures.get(id)) {
        let of_operand =
            |id: &FigureId| counted.get(id).map(|figure| figure.key_parts).or_else(|| parts.get(id).copied());
        let most = figure.operands().iter().filter_map(of_operand).max().unwrap_or(0);
        parts.insert(figure.id.clone(), most);
    }
    parts
}

/// The figures of groups that are smaller than a member whose path has this length, such as the cluster in the report of a region:
/// there is not one such group, so they are unknown, and so are those derived from them.
fn of_smaller_groups(
    definition: &Definition,
    counted: &IndexMap<FigureId, GroupedFigure>,
    path_length: usize,
) -> BTreeSet<FigureId> {
    let is_smaller = |figure: &GroupedFigure| figure.key_parts > path_length;
    let counted = counted.iter().filter(|(_, figure)| is_smaller(figure)).map(|(id, _)| id.clone());
    let mut smaller: BTreeSet<FigureId> = counted.collect();
    for figure in definition.derived_order.iter().filter_map(|id| definition.figures.get(id)) {
        let FigureOrigin::Derived(expression) = &figure.origin else { continue };
        if expression.references().iter().any(|reference| smaller.contains(&reference.figure)) {
            smaller.insert(figure.id.clone());
        }
    }
    smaller
}

/// Hands on one finding for each cause: a figure that is wrong is so in many groups.
fn push_each_cause(found: &Findings, findings: &Findings) {
    let mut seen = BTreeSet::new();
    for finding in found.sorted() {
        if seen.insert((finding.code, finding.place.clone())) {
            findings.push(finding);
        }
    }
}

/// The periods without groups.
fn empty(periods: &[PeriodGroups]) -> Vec<PeriodGroups> {
    let without = |period: &PeriodGroups| PeriodGroups {
        period: period.period.clone(),
        groups: Vec::new(),
        is_unknown: period.is_unknown,
    };
    periods.iter().map(without).collect()
}

/// The results of each group of the scope. Rows without a key belong to none.
fn split(periods: Vec<PeriodGroups>, key_parts: usize) -> IndexMap<Vec<String>, Vec<PeriodGroups>> {
    if key_parts == 0 {
        return IndexMap::from([(Vec::new(), periods)]);
    }
    let template = empty(&periods);
    let mut split: IndexMap<Vec<String>, Vec<PeriodGroups>> = IndexMap::new();
    for (i, period) in periods.into_iter().enumerate() {
        for mut group in period.groups {
            let own = group.key.split_off(key_parts.min(group.key.len()));
            let Some(scope) = std::mem::replace(&mut group.key, own).into_iter().collect::<Option<Vec<String>>>()
            else {
                continue;
            };
            let periods = split.entry(scope).or_insert_with(|| empty(&template));
            if let Some(period) = periods.get_mut(i) {
                period.groups.push(group);
            }
        }
    }
    split
}

/// Adds the zero of a count to the periods of a figure that is one number and has no rows: grouped by a scope it has no result,
/// where it would be 0 without.
fn with_zero(query: &Query, mut periods: Vec<PeriodGroups>) -> Vec<PeriodGroups> {
    if query.by.is_empty() && query.value.is_zero_without_rows() {
        for period in periods.iter_mut().filter(|period| period.groups.is_empty() && !period.is_unknown) {
            period.groups.push(Group { key: Vec::new(), value: Some(0.0), rows: 0, met: 0, hidden: false });
        }
    }
    periods
}
