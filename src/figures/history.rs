//! The earlier periods of series over time: from the snapshots of those periods, because exports often hold one period only.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use polars::prelude::PolarsResult;

use super::numbers::cell;
use super::rows::Tables;
use super::series::{Group, PeriodGroups};
use super::time::time_condition;
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::{FigureDefinition, Query, QueryFrom, QueryTime};
use crate::findings::{Code, Finding, Findings, Place};
use crate::period::Period;
use crate::snapshot::{Snapshot, Value};

/// How many numbers a finding about changed history quotes.
const MOST_QUOTED: usize = 3;

/// Where the numbers of earlier periods come from.
pub struct History<'a> {
    definition: &'a Definition,
    /// Snapshots of earlier periods.
    snapshots: &'a [Snapshot],
    tables: &'a Tables<'a>,
    period: &'a Period,
    findings: &'a Findings,
    /// Cache: whether a table has rows, by the statement that counts them. Most figures of a dataset use the same.
    known_rows: RefCell<HashMap<String, bool>>,
}

impl<'a> History<'a> {
    pub fn new(
        definition: &'a Definition,
        snapshots: &'a [Snapshot],
        tables: &'a Tables<'a>,
        period: &'a Period,
        findings: &'a Findings,
    ) -> Self {
        Self { definition, snapshots, tables, period, findings, known_rows: RefCell::default() }
    }

    /// Replaces numbers of earlier periods by those of their snapshots. Without a snapshot and without rows of a period its
    /// numbers are unknown: a year that is not in the export is not a year without events.
    pub fn settle(&self, figure: &FigureDefinition, hash: &str, periods: &mut [PeriodGroups]) -> PolarsResult<()> {
        let Some(query) = figure.query().filter(|query| query.over > 1) else { return Ok(()) };
        let mut missing = Vec::new();
        for then in (1..query.over).rev().filter_map(|back| self.period.earlier(back)) {
            let found = periods.iter_mut().find(|groups| groups.period.as_ref() == Some(&then.label));
            let Some(found) = found.filter(|_| figure.unknown(&then.label).is_none()) else { continue };
            let has_rows = self.has_rows(query, &then)?;
            match self.stored(figure, hash, query, &then) {
                Some(stored) => {
                    // Not reported if hidden, because the message would quote numbers that one of the reports hides.
                    let is_hidden = stored.iter().chain(&found.groups).any(|group| group.hidden);
                    if has_rows && !is_hidden {
                        self.report_difference(figure, &then, &found.groups, &stored);
                    }
                    found.groups = stored;
                }
                None if has_rows => {}
                None => {
                    found.is_unknown = true;
                    found.groups = Vec::new();
                    missing.push(then.label);
                }
            }
        }
        self.report_missing(figure, missing);
        Ok(())
    }

    /// Whether the table has a row in this period at all.
    fn has_rows(&self, query: &Query, then: &Period) -> PolarsResult<bool> {
        let dataset = self.definition.dataset_of(query);
        let time = if query.time == QueryTime::All { QueryTime::Default } else { query.time };
        let Some(condition) = time_condition(dataset, time, &query.dates(then)) else { return Ok(true) };
        let from = QueryFrom { dataset: query.from.dataset.clone(), list: None };
        let sql = format!("SELECT COUNT(*) AS _rows FROM {} WHERE {condition}", from.table());
        if let Some(known) = self.known_rows.borrow().get(&sql) {
            return Ok(*known);
        }
        let Some(result) = self.tables.run(&from, &sql)? else { return Ok(true) };
        let has_rows = cell(&result, "_rows", 0)? != Some(0.0);
        self.known_rows.borrow_mut().insert(sql, has_rows);
        Ok(has_rows)
    }

    /// The numbers of a period in its own snapshot, or else in the earliest later one that has them.
    fn stored(&self, figure: &FigureDefinition, hash: &str, query: &Query, then: &Period) -> Option<Vec<Group>> {
        let own = self.snapshots.iter().filter(|snapshot| snapshot.period == *then);
        let mut later: Vec<&Snapshot> =
            self.snapshots.iter().filter(|snapshot| snapshot.period.start > then.start).collect();
        later.sort_by_key(|snapshot| snapshot.period.start);
        let renames = self.definition.member_renames(figure);
        own.chain(later).find_map(|snapshot| {
            let by_id = snapshot.figures.get(&figure.id).or_else(|| snapshot.figures.get(figure.was.as_ref()?));
            let stored = by_id.filter(|stored| stored.definition == hash)?;
            let Value::Series(members) = &stored.value else { return None };
            let stored: BTreeSet<&str> = members.iter().flat_map(|member| &member.key).map(String::as_str).collect();
            let groups: Vec<Group> = members
                .iter()
                .filter_map(|member| {
                    let (label, key) = member.key.split_last()?;
                    let rows = member.rows.unwrap_or(0);
                    (*label == then.label && key.len() == query.by.len()).then(|| Group {
                        key: key.iter().map(|part| Some(renames.now(part, &stored))).collect(),
                        value: member.value,
                        rows,
                        met: rows,
                        hidden: member.hidden,
                    })
                })
                .collect();
            (!groups.is_empty()).then_some(groups)
        })
    }

    /// Reports that the exports give other numbers for an earlier period than its report.
    fn report_difference(&self, figure: &FigureDefinition, then: &Period, now: &[Group], stored: &[Group]) {
        let nothing = figure.query().filter(|query| query.value.is_zero_without_rows()).map(|_| 0.0);
        let value = |groups: &[Group], key: &[Option<String>]| {
            groups.iter().find(|group| group.key == key).map_or(nothing, |group| group.value)
        };
        let print = |value: Option<f64>| value.map_or_else(|| "ukendt".to_owned(), |value| figure.format.print(value));
        let added = now.iter().filter(|group| !stored.iter().any(|stored| stored.key == group.key));
        let differing: Vec<String> = stored
            .iter()
            .chain(added)
            .filter_map(|group| {
                let (before, after) = (value(stored, &group.key), value(now, &group.key));
                let key: Vec<&str> = group.key.iter().flatten().map(String::as_str).collect();
                let name = if key.is_empty() { String::new() } else { format!("{}: ", key.join(", ")) };
                (!is_same(before, after))
                    .then(|| format!("{name}{} i rapporten, {} i eksporterne", print(before), print(after)))
            })
            .collect();
        if differing.is_empty() {
            return;
        }
        let more = differing.len().saturating_sub(MOST_QUOTED);
        let more = if more == 0 { String::new() } else { format!(" og {more} mere") };
        let quoted = differing[..differing.len().min(MOST_QUOTED)].join("; ");
        let message = format!(
            "Tallet for {} er et andet end i rapporten for {}: {quoted}{more}. Rapportens tal er brugt.",
            then.label, then.label
        );
        self.findings.push(
            Finding::new(Code::HistoryChanged, Place::Figures { ids: vec![figure.id.whole()] }, message).advise(
                format!(
                    "Er rækkerne rettet med vilje, så byg {} igen. Mangler der rækker i eksporten, så hent den igen.",
                    then.label
                ),
            ),
        );
    }

    fn report_missing(&self, figure: &FigureDefinition, missing: Vec<String>) {
        if missing.is_empty() {
            return;
        }
        let message = format!(
            "Tallet for {} er ukendt: eksporterne har ingen rækker fra da, og der er ingen rapport med tallet.",
            danish::list(&missing)
        );
        self.findings.push(Finding::new(
            Code::MissingHistory,
            Place::Figures { ids: vec![figure.id.whole()] },
            message,
        ));
    }
}

/// Whether two numbers are equal but for the rounding of binary fractions.
pub fn is_same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        (a, b) => a == b,
    }
}
