//! The figures of all members of a batch, from one run of the statements.
//!
//! Each figure is grouped by its scope, so that one statement computes it for all members. [`SeenFigures::of`] then takes what a
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
use crate::definition::figure::Query;
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
    /// How many keys, from the largest group down, select the value of each figure. A figure that needs more keys than a member
    /// has is about smaller groups, such as the cluster in the report of a region. There are several of these, so it is unknown.
    key_parts: HashMap<FigureId, usize>,
    /// Number of rows by dataset that at least one figure is computed from.
    pub used: IndexMap<String, u64>,
}

/// A figure that is counted from rows, for each group of its scope.
struct GroupedFigure {
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

/// What the members of a group see of its figures. It depends on the group only, because its members share the result.
pub trait GroupView {
    /// Hides what they may not see in a figure that is counted from rows. Derived figures are computed from the rest.
    fn hide(&self, group: &MemberPath, id: &FigureId, computed: &mut Computed);

    /// Labels the members of a figure's series.
    fn label(&self, group: &MemberPath, id: &FigureId, computed: &mut Computed);
}

/// The figures of every member of a batch as a view shows them.
pub struct SeenFigures<'a, V> {
    figures: BatchFigures<'a>,
    view: V,
    /// The figures of groups by their keys, computed once for all members.
    of_groups: Mutex<HashMap<Vec<String>, Arc<GroupFigures>>>,
}

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
        // Only practices know their own patients; members of larger levels do not.
        let is_finest = definition.report.batch.as_ref().is_some_and(|batch| batch.finest() == level);
        let own = if is_finest { OwnNumbers::Exact } else { OwnNumbers::Rounded };
        let CountedGroups { series, used } = count_groups(definition, ingested, &[], period, statements, own, findings);
        let found = Findings::default();
        let (mut counted, mut key_parts) = (IndexMap::new(), HashMap::new());
        for (id, periods) in series {
            let Some((figure, query)) = definition.figures.get(&id).and_then(|figure| Some((figure, figure.query()?)))
            else {
                continue;
            };
            let scope = definition.report.batch.as_ref().map(|batch| batch.scope_columns(&query.scope, level));
            let parts = scope.map_or(0, |columns| columns.len());
            let declared = declared_values(definition, figure, period, findings);
            let computed = |periods| {
                let mut computed = assemble(figure, &declared, periods, &found);
                hide_rows(definition, figure, &mut computed);
                blank_unknown(figure, period, &mut computed);
                settle_numbers(&id, &mut computed, &found);
                computed
            };
            let without_rows = computed(with_zero(query, empty(&periods)));
            let groups = split(periods, parts).into_iter();
            let by_group = groups.map(|(group, periods)| (group, computed(with_zero(query, periods)))).collect();
            key_parts.insert(id.clone(), parts);
            counted.insert(id, GroupedFigure { by_group, without_rows });
        }
        push_each_cause(&found, findings);
        add_derived_parts(definition, &mut key_parts);
        Self { definition, counted, key_parts, used }
    }

    /// The figures that are neither counted nor derived, and so the same for all members.
    fn without_counting(&self) -> Vec<(&FigureId, Computed)> {
        self.definition.figures.values().filter_map(|figure| Some((&figure.id, without_counting(figure)?))).collect()
    }
}

impl<'a, V: GroupView> SeenFigures<'a, V> {
    pub fn new(figures: BatchFigures<'a>, view: V) -> Self {
        Self { figures, view, of_groups: Mutex::default() }
    }

    pub fn view(&self) -> &V {
        &self.view
    }

    /// The figures of a member: the counted ones, as the view shows them, and those derived from them.
    pub fn of(&self, path: &MemberPath, findings: &Findings) -> ComputedFigures {
        let GroupFigures { mut figures, found } = self.of_group(path);
        found.into_iter().for_each(|finding| findings.push(finding));
        let BatchFigures { definition, key_parts, .. } = &self.figures;
        let smaller = key_parts.iter().filter(|(_, parts)| **parts > path.len());
        figures.extend(smaller.map(|(id, _)| (id.clone(), derived::absent(definition, id))));
        let order = |id: &FigureId| definition.figures.get_index_of(id);
        figures.sort_by(|a, _, b, _| order(a).cmp(&order(b)));
        figures
    }

    /// The figures that need exactly these keys, which all members of the group share.
    fn of_group(&self, group: &MemberPath) -> GroupFigures {
        let BatchFigures { definition, counted, key_parts, .. } = &self.figures;
        let is_of_group = |id: &FigureId| key_parts.get(id) == Some(&group.len());
        let counted = counted.iter().filter(|(id, _)| is_of_group(id));
        let counted =
            counted.map(|(id, figure)| (id, figure.by_group.get(group).unwrap_or(&figure.without_rows).clone()));
        let (GroupFigures { mut figures, mut found }, given) = match group.split_first() {
            Some((_, larger)) => (self.of_larger(larger), Vec::new()),
            None => (GroupFigures::default(), self.figures.without_counting()),
        };
        for (id, mut computed) in counted.chain(given) {
            self.view.hide(group, id, &mut computed);
            figures.insert(id.clone(), computed);
        }
        let own = Findings::default();
        derived::compute_some(definition, is_of_group, &mut figures, &own);
        for (id, computed) in figures.iter_mut().filter(|(id, _)| is_of_group(id)) {
            self.view.label(group, id, computed);
        }
        found.extend(own.sorted());
        GroupFigures { figures, found }
    }

    /// [`Self::of_group`] for a group of several members, computed once and cached.
    fn of_larger(&self, group: &MemberPath) -> GroupFigures {
        let known = self.lock().get(group).cloned();
        let figures = known.unwrap_or_else(|| {
            // Computed without the lock: two threads may compute the same, but neither waits.
            let figures = Arc::new(self.of_group(group));
            self.lock().insert(group.to_vec(), figures.clone());
            figures
        });
        GroupFigures::clone(&figures)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Vec<String>, Arc<GroupFigures>>> {
        self.of_groups.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Adds the derived figures, each with as many keys as the operand that needs most.
fn add_derived_parts(definition: &Definition, key_parts: &mut HashMap<FigureId, usize>) {
    for figure in definition.derived_order.iter().filter_map(|id| definition.figures.get(id)) {
        let most = figure.operands().iter().filter_map(|id| key_parts.get(id).copied()).max().unwrap_or(0);
        key_parts.insert(figure.id.clone(), most);
    }
}

/// Pushes one finding for each code and place: a figure that is wrong is wrong in many groups.
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

/// The results of each group of the scope. Rows without a key belong to no group.
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

/// Adds a zero to the periods without rows of a count that is a single number: grouped by a scope it has no result, where
/// ungrouped it would be 0.
fn with_zero(query: &Query, mut periods: Vec<PeriodGroups>) -> Vec<PeriodGroups> {
    if query.by.is_empty() && query.value.is_zero_without_rows() {
        for period in periods.iter_mut().filter(|period| period.groups.is_empty() && !period.is_unknown) {
            period.groups.push(Group { key: Vec::new(), value: Some(0.0), rows: 0, met: 0, hidden: false });
        }
    }
    periods
}
