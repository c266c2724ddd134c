//! The figures of all members of a batch, from one run of the statements.
//!
//! Each figure is grouped by its scope, so that one statement computes it for all members. [`BatchFigures::of`] then takes what a
//! member sees: its own numbers, and those of the groups that it is part of.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::plan::statements_at;
use super::query::{CountedGroups, count_groups, declared_values, hide_rows};
use super::series::{Group, PeriodGroups, assemble};
use super::{Computed, ComputedFigures, blank_unknown, derived, settle_numbers, without_counting};
use crate::definition::Definition;
use crate::definition::dataset::OwnNumbers;
use crate::definition::figure::{FigureOrigin, Query};
use crate::figure_id::FigureId;
use crate::findings::Findings;
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
        Self { definition, counted, smaller, used }
    }

    /// The figures of a member, with those that are derived from them. `seen_by` changes a figure to what the member may see, before
    /// others are derived from it.
    pub fn of(
        &self,
        path: &MemberPath,
        seen_by: impl Fn(&FigureId, &mut Computed),
        findings: &Findings,
    ) -> ComputedFigures {
        let mut figures = self.counted_of(path);
        figures.iter_mut().for_each(|(id, computed)| seen_by(id, computed));
        figures.retain(|id, _| !self.smaller.contains(id));
        derived::compute_without(self.definition, &self.smaller, &mut figures, findings);
        let order = |id: &FigureId| self.definition.figures.get_index_of(id);
        figures.sort_by(|a, _, b, _| order(a).cmp(&order(b)));
        figures
    }

    fn counted_of(&self, path: &MemberPath) -> ComputedFigures {
        let counted = self.counted.iter().map(|(id, figure)| {
            // Groups are told apart by the last keys of the path.
            let group = path.get(path.len().saturating_sub(figure.key_parts)..).unwrap_or_default();
            (id.clone(), figure.by_group.get(group).unwrap_or(&figure.without_rows).clone())
        });
        let others = self.definition.figures.values();
        let others = others.filter_map(|figure| Some((figure.id.clone(), without_counting(figure)?)));
        counted.chain(others).collect()
    }
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
