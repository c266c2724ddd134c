//! Hides numbers of few persons, and others from which these could be computed. All others stay exact.
//!
//! Every number that figures compute from a dataset is a sum over its rows (`groups`). Rows that no number distinguishes are one
//! variable in a system of equations over all tables and periods.

mod groups;

use indexmap::IndexMap;
use polars::prelude::{Column, DataType, PolarsResult};

use super::few_of_many::{self, is_few_of_many};
use super::rows::Tables;
use super::series::PeriodGroups;
use crate::definition::Definition;
use crate::definition::dataset::{Dataset, Protection};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings};
use crate::ingest::{DatasetTable, Ingested, ROW_COLUMN};
use crate::period::Period;
use crate::protect::{Atoms, PublishedSum, SumState, small_differences, suppress};
use crate::snapshot::Snapshot;
use groups::{GroupRows, groups_of};

/// The results of all statements, by figure and period.
type Series = IndexMap<FigureId, Vec<PeriodGroups>>;

/// Hides numbers of all datasets that are protected in this way. If that fails, all their numbers are hidden, which is a finding.
pub fn hide(
    definition: &Definition,
    ingested: &Ingested,
    earlier: &[Snapshot],
    period: &Period,
    series: &mut Series,
    findings: &Findings,
) {
    for dataset in definition.datasets.values() {
        let Some(protection) = dataset.protect.as_ref().filter(|protect| protect.is_suppressed()) else { continue };
        let Some(table) = ingested.tables.get(&dataset.id) else { continue };
        let rows = SummedRows { definition, dataset, protection, ingested, table };
        match rows.hidden(earlier, period) {
            Ok(HiddenGroups { groups, revealed, few_of_many }) => {
                groups.iter().for_each(|group| hide_group(group, series));
                if revealed > 0 {
                    findings.push(already_known(dataset, revealed));
                }
                for (count, few) in protection.counts.iter().zip(few_of_many) {
                    few_of_many::report(dataset, count, few, findings);
                }
            }
            Err(_) => {
                hide_all(definition, dataset, series);
                let message = format!("»{}« kunne ikke beskyttes, og dets tal vises ikke.", dataset.label);
                findings.push(Finding::new(Code::QueryFailed, dataset.at.place(), message));
            }
        }
    }
}

fn already_known(dataset: &Dataset, revealed: usize) -> Finding {
    let numbers = if revealed == 1 { "Et tal".to_owned() } else { format!("{revealed} tal") };
    let message = format!(
        "{numbers} på få personer i »{}« kan regnes ud af tidligere rapporter, som ikke kan ændres.",
        dataset.label
    );
    Finding::new(Code::Unprotected, dataset.at.place(), message)
        .advise("Udelad de tal i den nye rapport, som dækker de samme perioder.")
}

/// What is hidden of a dataset.
struct HiddenGroups {
    groups: Vec<GroupRows>,
    /// Numbers of few persons that follow from earlier reports.
    revealed: usize,
    /// For each count column, how many numbers stay that reveal a few of many persons.
    few_of_many: Vec<usize>,
}

/// The rows of a dataset whose sums are published.
struct SummedRows<'a> {
    definition: &'a Definition,
    dataset: &'a Dataset,
    protection: &'a Protection,
    ingested: &'a Ingested,
    table: &'a DatasetTable,
}

impl SummedRows<'_> {
    fn hidden(&self, earlier: &[Snapshot], period: &Period) -> PolarsResult<HiddenGroups> {
        let groups = self.groups(period)?;
        let mut atoms = Atoms::of(self.table.frame.height());
        groups.iter().for_each(|group| atoms.tell_apart(&group.rows));
        let cells: Vec<Vec<(u32, u32)>> = groups.iter().map(|group| atoms.parts(&group.rows)).collect();
        let persons = atoms.add_up(&self.numbers(self.persons())?);
        let is_few = |number: u64| (1..u64::from(self.protection.threshold)).contains(&number);
        let mut unpublished = small_differences(&persons, &cells, self.protection.threshold.into());
        unpublished
            .extend((0..).zip(&persons).filter(|(_, persons)| is_few(**persons)).map(|(atom, _)| vec![(atom, 1)]));
        let mut is_hidden = vec![false; groups.len()];
        let mut revealed = 0;
        let mut few_of_many = Vec::new();
        let columns =
            [self.persons()].into_iter().chain(self.protection.counts.iter().map(|count| Some(count.value.as_str())));
        for column in columns {
            let of_column: Vec<usize> =
                (0..groups.len()).filter(|group| self.counts(&groups[*group], column)).collect();
            let sums: Vec<PublishedSum> = of_column
                .iter()
                .map(|group| PublishedSum {
                    cells: cells[*group].clone(),
                    state: match groups[*group].stored(self.definition, earlier) {
                        _ if is_few(sum(&persons, &cells[*group])) => SumState::Sensitive,
                        Some(true) => SumState::Sensitive,
                        Some(false) => SumState::Known,
                        None => SumState::Free,
                    },
                })
                .collect();
            let numbers = atoms.add_up(&self.numbers(column)?);
            let found = suppress(&numbers, &sums, &unpublished);
            revealed += found.revealed;
            if column != self.persons() {
                let shown = of_column.iter().zip(&found.hidden).filter(|(_, hidden)| !**hidden);
                let few = shown.filter(|(group, _)| {
                    let (persons, count) = (sum(&persons, &cells[**group]), sum(&numbers, &cells[**group]));
                    is_few_of_many(persons, count, self.protection.threshold.into())
                });
                few_of_many.push(few.count());
            }
            for (group, hidden) in of_column.into_iter().zip(found.hidden) {
                is_hidden[group] = hidden;
            }
        }
        let groups = groups.into_iter().zip(is_hidden).filter(|(_, hidden)| *hidden).map(|(group, _)| group).collect();
        Ok(HiddenGroups { groups, revealed, few_of_many })
    }

    /// Every number that figures compute from the rows.
    fn groups(&self, period: &Period) -> PolarsResult<Vec<GroupRows>> {
        let mut table = super::protected::table(self.table.frame.clone());
        let numbered: Vec<u32> = (0..).take(table.frame.height()).collect();
        table.frame.with_column(Column::new(ROW_COLUMN.into(), numbered))?;
        let instead = IndexMap::from([(self.dataset.id.clone(), table)]);
        // What is wrong with joins has been reported.
        let tables = Tables::instead_of(self.definition, self.ingested, &instead, &Findings::default());
        let mut groups = Vec::new();
        for (id, figure) in &self.definition.figures {
            let Some(query) = figure.query() else { continue };
            if self.definition.parts(&query.from.dataset).first() == Some(&self.dataset.id.as_str()) {
                groups.extend(groups_of(self.definition, id, query, period, &tables)?);
            }
        }
        Ok(groups)
    }

    fn persons(&self) -> Option<&str> {
        self.protection.persons.as_ref().map(|persons| persons.value.as_str())
    }

    /// Whether the number is a sum of this column; `None` is the number of rows.
    fn counts(&self, group: &GroupRows, column: Option<&str>) -> bool {
        group.column.as_deref() == column
    }

    /// The numbers of a column, or 1 for each row.
    fn numbers(&self, column: Option<&str>) -> PolarsResult<Vec<u64>> {
        let Some(column) = column else { return Ok(vec![1; self.table.frame.height()]) };
        let numbers = self.table.frame.column(column)?.cast(&DataType::Int64)?;
        Ok(numbers.i64()?.iter().map(|number| number.unwrap_or(0).max(0) as u64).collect())
    }
}

fn sum(counts: &[u64], cells: &[(u32, u32)]) -> u64 {
    let count = |cell: u32| counts.get(cell as usize).copied().unwrap_or(0);
    cells.iter().map(|(cell, times)| count(*cell) * u64::from(*times)).sum()
}

fn hide_group(group: &GroupRows, series: &mut Series) {
    let periods = series.get_mut(&group.figure).into_iter().flatten();
    for found in periods.filter(|period| period.period == group.period).flat_map(|period| &mut period.groups) {
        if found.key == group.key {
            found.hide();
        }
    }
}

fn hide_all(definition: &Definition, dataset: &Dataset, series: &mut Series) {
    for (id, periods) in series {
        let query = definition.figures.get(id).and_then(|figure| figure.query());
        let first = query.and_then(|query| definition.parts(&query.from.dataset).first().copied().map(str::to_owned));
        if first.as_ref() == Some(&dataset.id) {
            periods.iter_mut().flat_map(|period| &mut period.groups).for_each(super::series::Group::hide);
        }
    }
}
