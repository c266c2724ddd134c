//! Derived figures, and the statements of checks: SQL expressions over figures instead of columns.

use std::collections::HashMap;
use std::ptr;

use indexmap::{IndexMap, IndexSet};
use sqlparser::ast::Expr;

use super::aligned::{AlignedMembers, numbers};
use super::arithmetic::{Arithmetic, ExpressionValue};
use super::{Computed, ComputedFigures, member, standardised};
use crate::danish;
use crate::definition::Definition;
use crate::definition::expression::{Expression, RateMethod, Reference, rate_methods, visit_references};
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::snapshot::{Member, Value};
use crate::statistics::Quartiles;

/// Members that a message names.
const MOST_NAMED: usize = 3;

/// Adds the derived figures, each after those that it is derived from. One that cannot be computed is reported and left out, and
/// so are those derived from it.
pub fn compute(definition: &Definition, values: &mut ComputedFigures, findings: &Findings) {
    compute_some(definition, |_| true, values, findings);
}

/// The unknown value of a figure that has no number in this report.
pub fn absent(definition: &Definition, id: &FigureId) -> Computed {
    let counted = definition.figures.get(definition.first_operand(id));
    let is_series = counted.is_some_and(FigureDefinition::is_query_series);
    let value = if is_series { Value::series(Vec::new()) } else { Value::Scalar(None) };
    Computed { value, rows: None, hidden: false }
}

/// The same as [`compute`], for those of the derived figures that are wanted.
pub fn compute_some(
    definition: &Definition,
    is_wanted: impl Fn(&FigureId) -> bool,
    values: &mut ComputedFigures,
    findings: &Findings,
) {
    let mut missing = IndexMap::new();
    let wanted = definition.derived_order.iter().filter(|id| is_wanted(id));
    for figure in wanted.filter_map(|id| definition.figures.get(id)) {
        let FigureOrigin::Derived(expression) = &figure.origin else { continue };
        if lacks_derived(definition, expression, values) {
            continue;
        }
        report_missing_members(expression, values, findings);
        match derived(definition, figure, expression, values, findings) {
            Ok((computed, causes)) => {
                causes.into_iter().for_each(|cause| missing.entry(cause).or_insert_with(Vec::new).push(figure));
                values.insert(figure.id.clone(), computed);
            }
            Err(error) => {
                let message = format!("Nøgletallet kunne ikke udregnes: {error}.");
                findings.push(Finding::new(
                    Code::QueryFailed,
                    Place::Figures { ids: vec![figure.id.whole()] },
                    message,
                ));
            }
        }
    }
    missing.into_iter().for_each(|(cause, figures)| findings.push(unknown_members(definition, &cause, &figures)));
}

/// Whether the expression names a derived figure that could not be computed, which has a finding already.
pub fn lacks_derived(definition: &Definition, expression: &Expression, values: &ComputedFigures) -> bool {
    let is_derived = |id: &FigureId| definition.figures.get(id).is_some_and(|figure| figure.query().is_none());
    let references = expression.references();
    references.iter().any(|reference| !values.contains_key(&reference.figure) && is_derived(&reference.figure))
}

/// Adds the figures that could not be computed as unknown ones, so that a draft can show all others.
pub fn fill_with_unknown(definition: &Definition, values: &mut ComputedFigures) {
    for figure in definition.figures.values() {
        if !values.contains_key(&figure.id) {
            let unknown = unknown(figure, values);
            values.insert(figure.id.clone(), unknown);
        }
    }
    values.sort_by(|a, _, b, _| definition.figures.get_index_of(a).cmp(&definition.figures.get_index_of(b)));
}

/// An unknown value in the shape that the figure would have: for each member of the first series in its expression.
fn unknown(figure: &FigureDefinition, values: &ComputedFigures) -> Computed {
    let FigureOrigin::Derived(expression) = &figure.origin else {
        let is_series = figure.query().is_some_and(|query| !query.by.is_empty());
        let value = if is_series { Value::series(Vec::new()) } else { Value::Scalar(None) };
        return Computed { value, rows: None, hidden: false };
    };
    let value = match first_series(&expression.references(), values) {
        None => Value::Scalar(None),
        Some(series) => {
            Value::series(series.iter().map(|other| member(figure, other.key.clone(), None, None)).collect())
        }
    };
    Computed { value, rows: None, hidden: false }
}

fn derived(
    definition: &Definition,
    figure: &FigureDefinition,
    expression: &Expression,
    values: &ComputedFigures,
    findings: &Findings,
) -> Result<(Computed, Option<MissingMembers>), String> {
    let Evaluated { members, outcomes, hidden } = evaluate(definition, expression, None, values)?;
    let mut numbers = outcomes.into_iter().map(|outcome| super::finite(&figure.id, outcome.number(), findings));
    match members {
        None => {
            let number = numbers.next().flatten();
            let hidden = number.is_none() && hidden.contains(&true);
            Ok((Computed { value: Value::Scalar(number), rows: None, hidden }, None))
        }
        Some(members) => {
            let missing = MissingMembers::of(&members);
            let members = members.keys.into_iter().zip(numbers).zip(hidden);
            let members = members.map(|((key, number), hidden)| Member {
                hidden: number.is_none() && hidden,
                ..member(figure, key, number, None)
            });
            Ok((Computed { value: Value::series(members.collect()), rows: None, hidden: false }, missing))
        }
    }
}

/// Members that a series lacks, so that numbers derived from it are unknown.
#[derive(PartialEq, Eq, Hash)]
struct MissingMembers {
    series: FigureId,
    names: Vec<String>,
}

impl MissingMembers {
    /// Those of the first series that lacks some.
    fn of(members: &AlignedMembers) -> Option<Self> {
        let (series, _) = members.missing.first()?;
        let of_series = members.missing.iter().filter(|(id, _)| id == series);
        // A series that the expression names twice lacks them twice.
        let names: IndexSet<String> = of_series.map(|(_, key)| key.join(", ")).collect();
        Some(Self { series: series.clone(), names: names.into_iter().collect() })
    }
}

/// The finding for figures that are unknown for the same members.
fn unknown_members(definition: &Definition, cause: &MissingMembers, figures: &[&FigureDefinition]) -> Finding {
    let MissingMembers { series, names } = cause;
    let ends: Vec<&FigureId> = figures.iter().filter_map(|figure| figure.interval.as_ref()).flatten().collect();
    // The ends of an interval are unknown with their rate.
    let figures: Vec<&FigureDefinition> =
        figures.iter().copied().filter(|figure| !ends.contains(&&figure.id)).collect();
    let what = match figures.as_slice() {
        [figure] => format!("»{}« er ukendt", figure.label),
        several => format!("{} nøgletal er ukendte", several.len()),
    };
    // Practices come and go; regions do not.
    let is_of_batch = definition.level_parts(series).iter().any(Option::is_some);
    if is_of_batch {
        // Their letters differ from report to report, so they would tell nothing.
        let message = format!("{what} for dem, som ikke findes i »{series}«.");
        let place = Place::Figures { ids: figures.iter().map(|figure| figure.id.whole()).collect() };
        return Finding::new(Code::MembersDiffer, place, message).with_severity(Severity::Info);
    }
    let named = danish::list(&names.iter().take(MOST_NAMED).map(|name| format!("»{name}«")).collect::<Vec<_>>());
    let more = names.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" og {more} til") } else { String::new() };
    let message = format!("{what} for {named}{more}, som ikke findes i »{series}«.");
    let place = Place::Figures { ids: figures.iter().map(|figure| figure.id.whole()).collect() };
    Finding::new(Code::MembersDiffer, place, message).quoting(names.clone())
}

/// Reports members that an expression names and its series do not have in this period. Their numbers are unknown, so that a draft
/// can still be made. Returns whether there are any.
pub fn report_missing_members(expression: &Expression, values: &ComputedFigures, findings: &Findings) -> bool {
    let mut is_missing = false;
    for reference in expression.references() {
        let Some(wanted) = &reference.member else { continue };
        let Some(Value::Series(members)) = values.get(&reference.figure).map(|computed| &computed.value) else {
            continue;
        };
        if members.iter().all(|member| member.name() != *wanted) {
            let message = format!("»{}« har intet medlem »{wanted}« i denne periode.", reference.figure);
            let advice = "Findes det kun i nogle perioder, så skriv alle medlemmer under »members« i serien.";
            findings.push(Finding::new(Code::UnknownMember, expression.at.place(), message).advise(advice));
            is_missing = true;
        }
    }
    is_missing
}

/// Result of a statement about figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// The statement is true.
    Holds,
    /// The statement is false.
    Fails,
    /// A figure is unknown, or the statement divides by 0.
    Unknown,
}

/// Evaluates a statement. Numbers that differ by no more than the tolerance are equal. A statement over series holds if it holds for
/// every member.
///
/// # Errors
/// When series have no member in common.
pub fn check(
    definition: &Definition,
    statement: &Expression,
    tolerance: f64,
    values: &ComputedFigures,
) -> Result<Truth, String> {
    let Evaluated { outcomes, .. } = evaluate(definition, statement, Some(tolerance), values)?;
    Ok(if outcomes.contains(&ExpressionValue::Truth(false)) {
        Truth::Fails
    } else if outcomes.contains(&ExpressionValue::Unknown) {
        Truth::Unknown
    } else {
        Truth::Holds
    })
}

/// A number, if it is known, with the name of its member, if it has one.
pub type Named = (Option<String>, Option<f64>);

/// Evaluates an expression: to one number, or to one for each member.
///
/// # Errors
/// When series have no member in common.
pub fn value(definition: &Definition, expression: &Expression, values: &ComputedFigures) -> Result<Vec<Named>, String> {
    let Evaluated { members, outcomes, .. } = evaluate(definition, expression, None, values)?;
    let numbers = outcomes.into_iter().map(ExpressionValue::number);
    Ok(match members {
        None => numbers.map(|number| (None, number)).collect(),
        Some(members) => members.keys.iter().map(|key| Some(key.join(", "))).zip(numbers).collect(),
    })
}

/// What an expression comes to.
struct Evaluated {
    /// The members, if it is of series.
    members: Option<AlignedMembers>,
    outcomes: Vec<ExpressionValue>,
    /// For each outcome, whether one of its numbers is hidden.
    hidden: Vec<bool>,
}

/// Evaluates an expression: for each member of its series, if it names a whole one, otherwise once.
fn evaluate(
    definition: &Definition,
    expression: &Expression,
    tolerance: Option<f64>,
    values: &ComputedFigures,
) -> Result<Evaluated, String> {
    let mut results = IndexMap::new();
    let mut resolved = None;
    if rate_methods(&expression.tree).into_iter().any(RateMethod::is_standardised) {
        let found = standardised::resolve(definition, expression, values)?;
        resolved = Some(found.0);
        results = found.1;
    }
    let expression = resolved.as_ref().unwrap_or(expression);
    let value_of = |id: &FigureId| results.get(id).or_else(|| values.get(id));
    let references = expression.references();
    let series = references.iter().filter(|reference| is_whole(reference));
    let series: Vec<(&FigureId, &[Member])> = series
        .filter_map(|reference| match &value_of(&reference.figure)?.value {
            Value::Series(members) => Some((&reference.figure, members.as_slice())),
            Value::Scalar(_) => None,
        })
        .collect();
    let members = if series.is_empty() { None } else { Some(AlignedMembers::of(definition, &series)?) };
    let operands = references.iter().map(|reference| {
        let computed = value_of(&reference.figure).ok_or_else(|| format!("»{}« har ingen værdi", reference.figure))?;
        operand(definition, reference, computed, members.as_ref())
    });
    let operands: Vec<Operand> = operands.collect::<Result<_, String>>()?;
    let places = 0..members.as_ref().map_or(1, |members| members.keys.len());
    let hidden = places.clone().map(|at| operands.iter().any(|operand| operand.is_hidden(at))).collect();
    // By address, since the tree stays in its place: reading a reference again for each member would take most of the time.
    let mut operand_of: HashMap<*const Expr, &Operand> = HashMap::new();
    let mut in_order = operands.iter();
    visit_references(&expression.tree, &mut |_, expr| {
        operand_of.extend(in_order.next().map(|operand| (ptr::from_ref(expr), operand)))
    });
    let outcomes = places.map(|at| {
        let number_of = |expr: &Expr| Some(operand_of.get(&ptr::from_ref(expr))?.number(at));
        Arithmetic { number_of: &number_of, tolerance }.outcome(&expression.tree)
    });
    let outcomes = outcomes.collect::<Result<_, String>>()?;
    Ok(Evaluated { members, outcomes, hidden })
}

/// The members of the first reference that is a whole series.
fn first_series<'v>(references: &[Reference], values: &'v ComputedFigures) -> Option<&'v [Member]> {
    references.iter().filter(|reference| is_whole(reference)).find_map(|reference| {
        match &values.get(&reference.figure)?.value {
            Value::Series(members) => Some(members.as_slice()),
            Value::Scalar(_) => None,
        }
    })
}

fn is_whole(reference: &Reference) -> bool {
    reference.member.is_none() && reference.aggregate.is_none()
}

/// What a reference is while an expression is evaluated.
enum Operand {
    /// One number for the whole expression.
    Constant { number: Option<f64>, hidden: bool },
    /// The number of each member, and whether it is hidden.
    Members(Vec<(Option<f64>, bool)>),
}

impl Operand {
    fn number(&self, at: usize) -> Option<f64> {
        match self {
            Self::Constant { number, .. } => *number,
            Self::Members(numbers) => numbers.get(at)?.0,
        }
    }

    fn is_hidden(&self, at: usize) -> bool {
        match self {
            Self::Constant { hidden, .. } => *hidden,
            Self::Members(numbers) => numbers.get(at).is_some_and(|(_, hidden)| *hidden),
        }
    }
}

fn operand(
    definition: &Definition,
    reference: &Reference,
    computed: &Computed,
    all: Option<&AlignedMembers>,
) -> Result<Operand, String> {
    let id = &reference.figure;
    let members = match &computed.value {
        Value::Scalar(number) if reference.member.is_none() => {
            return Ok(Operand::Constant { number: *number, hidden: computed.hidden });
        }
        Value::Scalar(_) => return Err(format!("»{id}« er ét tal og har ingen medlemmer")),
        Value::Series(members) => members,
    };
    if let Some(wanted) = &reference.member {
        let member = members.iter().find(|member| member.name() == *wanted);
        let hidden = member.is_some_and(|member| member.hidden);
        return Ok(Operand::Constant { number: member.and_then(|member| member.value), hidden });
    }
    if let Some(aggregate) = &reference.aggregate {
        let hidden = members.iter().any(|member| member.hidden);
        return Ok(Operand::Constant { number: aggregated(aggregate, members), hidden });
    }
    let keys = all.map_or(&[][..], |all| &all.keys);
    Ok(Operand::Members(numbers(definition, id, members, keys)))
}

/// The aggregate of a series. `None` if a member is unknown, but for quartiles.
pub fn aggregated(aggregate: &str, members: &[Member]) -> Option<f64> {
    let known = || -> Vec<f64> { members.iter().filter_map(|member| member.value).collect() };
    // Of those that are known: a practice without patients has no rate, and the others still have a middle.
    match aggregate {
        "MEDIAN" => return Quartiles::of(&known()).map(|quartiles| quartiles.median),
        "LOWER_QUARTILE" => return Quartiles::of(&known()).map(|quartiles| quartiles.first),
        "UPPER_QUARTILE" => return Quartiles::of(&known()).map(|quartiles| quartiles.third),
        _ => {}
    }
    let numbers: Option<Vec<f64>> = members.iter().map(|member| member.value).collect();
    let numbers = numbers?;
    match aggregate {
        "COUNT" => Some(numbers.len() as f64),
        "SUM" => Some(numbers.iter().sum()),
        "AVG" => (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64),
        "MIN" => numbers.into_iter().reduce(f64::min),
        "MAX" => numbers.into_iter().reduce(f64::max),
        _ => None,
    }
}
