//! Computes every number of the report once.
//!
//! One SQL statement per table computes all its scalar figures, and one more per grouping its series; figures with `once` have a
//! statement each. Derived figures are computed from these.

mod account;
mod aggregated;
mod aligned;
mod arithmetic;
mod batch;
mod body;
mod calendar;
mod columns;
mod counted;
mod derived;
mod engine;
mod exact;
mod few_of_many;
mod fixed_year;
mod history;
mod join;
mod list;
mod missing_members;
mod mistyped;
mod numbers;
mod plan;
mod protected;
mod query;
mod record;
mod register;
mod repeated;
mod rows;
mod selection;
mod series;
mod single;
mod spellings;
mod standardised;
mod statement;
mod suppressed;
mod text_uses;
mod time;
mod years;

use std::sync::Arc;

use indexmap::IndexMap;

use crate::definition::Definition;
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::Ingested;
use crate::period::Period;
use crate::snapshot::{Member, Snapshot, Value};

pub use aggregated::aggregated;
pub use aligned::have_same_members;
pub use batch::{BatchFigures, GroupView, MemberPath, SeenFigures};
pub use derived::{Named, Truth, check, compute as compute_derived, fill_with_unknown, lacks_derived, value};
pub use history::is_same;
pub use join::{PARTNER_ROW, PARTNER_SOURCE};
pub use missing_members::report_missing_members;
pub use plan::statements;
pub use record::snapshot;
pub use register::{RegisterRow, register_rows};
pub use rows::Tables;
pub use series::in_order;
pub use single::{Single, singles};

/// A figure's value and how many rows it was counted from.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// One number, or one for each member.
    pub value: Value,
    /// `None` if it is not counted from rows, or if the number of rows is hidden to protect persons.
    pub rows: Option<u64>,
    /// Whether it is a single number that is hidden to protect few persons. Members have a mark of their own.
    pub hidden: bool,
}

impl Computed {
    pub fn unknown() -> Self {
        Self { value: Value::Scalar(None), rows: None, hidden: false }
    }

    /// The number of the figure, or of a member. `None` if it is unknown or does not exist.
    pub fn number(&self, member: Option<&str>) -> Option<f64> {
        match (&self.value, member) {
            (Value::Scalar(value), None) => *value,
            (Value::Series(members), Some(name)) => members.iter().find(|member| member.name() == name)?.value,
            (Value::Scalar(_), Some(_)) | (Value::Series(_), None) => None,
        }
    }

    /// Whether `is_such` holds for any of the known numbers.
    pub fn has(&self, is_such: impl Fn(f64) -> bool) -> bool {
        match &self.value {
            Value::Scalar(value) => value.is_some_and(is_such),
            Value::Series(members) => members.iter().filter_map(|member| member.value).any(is_such),
        }
    }

    /// The known numbers, with the names of their members.
    pub fn numbers(&self) -> Vec<(Option<String>, f64)> {
        match &self.value {
            Value::Scalar(value) => value.iter().map(|value| (None, *value)).collect(),
            Value::Series(members) => {
                members.iter().filter_map(|member| Some((Some(member.name()), member.value?))).collect()
            }
        }
    }
}

/// Figures by id, in the order of the definition.
pub type ComputedFigures = IndexMap<FigureId, Computed>;

/// All figures, and how many rows of each dataset they use.
#[derive(Debug, Default)]
pub struct Figures {
    /// The figures, known and unknown.
    pub values: ComputedFigures,
    /// Number of rows by dataset that at least one figure is counted from.
    pub used: IndexMap<String, u64>,
}

/// Computes every figure of the definition. What cannot be computed is a finding.
///
/// `earlier` are the snapshots of earlier periods, for series over time.
pub fn compute(
    definition: &Definition,
    ingested: &Ingested,
    earlier: &[Snapshot],
    period: &Period,
    findings: &Findings,
) -> Figures {
    let mut figures = query::run(definition, ingested, earlier, period, findings);
    for (id, computed) in &mut figures.values {
        if let Some(figure) = definition.figures.get(id) {
            blank_unknown(figure, period, computed);
        }
        settle_numbers(id, computed, findings);
    }
    for figure in definition.figures.values() {
        if let Some(computed) = without_counting(figure) {
            figures.values.insert(figure.id.clone(), computed);
        }
    }
    derived::compute(definition, &mut figures.values, findings);
    figures.values.sort_by(|a, _, b, _| definition.figures.get_index_of(a).cmp(&definition.figures.get_index_of(b)));
    figures
}

/// The value of a figure that is neither counted nor derived: unknown, or given in the definition. `None` for others.
fn without_counting(figure: &FigureDefinition) -> Option<Computed> {
    match &figure.origin {
        FigureOrigin::Unknown(_) => Some(Computed::unknown()),
        FigureOrigin::Given(numbers) => {
            let key = |name: &String| name.split(", ").map(str::to_owned).collect();
            let members = numbers.iter().map(|(name, number)| member(figure, key(name), Some(*number), None));
            Some(Computed { value: Value::series(members.collect()), rows: None, hidden: false })
        }
        FigureOrigin::Query(_) | FigureOrigin::Derived(_) => None,
    }
}

/// Removes numbers that are declared unknown: of the whole figure in this period, or of those members of a series over time whose
/// period is declared.
fn blank_unknown(figure: &FigureDefinition, period: &Period, computed: &mut Computed) {
    let is_over_time = matches!(&figure.origin, FigureOrigin::Query(query) if query.over > 1);
    let whole = !is_over_time && figure.unknown(&period.label).is_some();
    if whole {
        (computed.rows, computed.hidden) = (None, false);
    }
    match &mut computed.value {
        Value::Scalar(value) if whole => *value = None,
        Value::Scalar(_) => {}
        Value::Series(members) => {
            for member in Arc::make_mut(members) {
                let then = member.key.last().filter(|_| is_over_time);
                if whole || then.is_some_and(|then| figure.unknown(then).is_some()) {
                    (member.value, member.rows, member.hidden) = (None, None, false);
                }
            }
        }
    }
}

/// Removes numbers that are NaN or infinite, with a finding.
fn settle_numbers(id: &FigureId, computed: &mut Computed, findings: &Findings) {
    match &mut computed.value {
        Value::Scalar(value) => *value = finite(id, *value, findings),
        Value::Series(members) => {
            Arc::make_mut(members).iter_mut().for_each(|member| member.value = finite(id, member.value, findings));
        }
    }
}

/// Returns `None` and reports a finding when the number is NaN or infinite.
fn finite(id: &FigureId, value: Option<f64>, findings: &Findings) -> Option<f64> {
    let number = value?;
    if number.is_finite() {
        return Some(number);
    }
    let message = "Tallet kan ikke udregnes, fordi der divideres med nul. Det vises som ukendt.";
    findings.push(Finding::new(Code::NotANumber, Place::Figures { ids: vec![id.whole()] }, message));
    None
}

/// A member with the label that the figure's definition gives it.
fn member(figure: &FigureDefinition, key: Vec<String>, value: Option<f64>, rows: Option<u64>) -> Member {
    let label = |part: &String| figure.labels.get(part).unwrap_or(part).clone();
    let label = key.iter().map(label).collect::<Vec<_>>().join(", ");
    Member { key, label, value, rows, hidden: false, was: None }
}
