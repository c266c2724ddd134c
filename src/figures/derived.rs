//! Derived figures, and the statements of checks: SQL expressions over figures instead of columns.

use super::arithmetic::{Arithmetic, ExpressionValue};
use super::{Computed, ComputedFigures, member};
use crate::definition::Definition;
use crate::definition::expression::{Expression, Reference};
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::{Member, Value};
use crate::statistics::Quartiles;

/// Adds the derived figures, each after those that it is derived from. One that cannot be computed is reported and left out, and
/// so are those derived from it.
pub fn compute(definition: &Definition, values: &mut ComputedFigures, findings: &Findings) {
    for figure in definition.derived_order.iter().filter_map(|id| definition.figures.get(id)) {
        let FigureOrigin::Derived(expression) = &figure.origin else { continue };
        if lacks_derived(definition, expression, values) {
            continue;
        }
        report_missing_members(expression, values, findings);
        match derived(figure, expression, values, findings) {
            Ok(computed) => {
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
        let value = if is_series { Value::Series(Vec::new()) } else { Value::Scalar(None) };
        return Computed { value, rows: None, hidden: false };
    };
    let value = match first_series(&expression.references(), values) {
        None => Value::Scalar(None),
        Some(series) => {
            Value::Series(series.iter().map(|other| member(figure, other.key.clone(), None, None)).collect())
        }
    };
    Computed { value, rows: None, hidden: false }
}

fn derived(
    figure: &FigureDefinition,
    expression: &Expression,
    values: &ComputedFigures,
    findings: &Findings,
) -> Result<Computed, String> {
    let (series, outcomes) = evaluate(expression, None, values)?;
    let mut numbers = outcomes.into_iter().map(|outcome| super::finite(&figure.id, outcome.number(), findings));
    let hides = |at: usize| expression.references().iter().any(|reference| is_hidden(reference, at, values));
    match series {
        None => {
            let number = numbers.next().flatten();
            Ok(Computed { value: Value::Scalar(number), rows: None, hidden: number.is_none() && hides(0) })
        }
        Some(series) => {
            let numbers = series.iter().zip(numbers).enumerate();
            let members = numbers.map(|(at, (of, number))| Member {
                hidden: number.is_none() && hides(at),
                ..member(figure, of.key.clone(), number, None)
            });
            Ok(Computed { value: Value::Series(members.collect()), rows: None, hidden: false })
        }
    }
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
/// When series have different members.
pub fn check(statement: &Expression, tolerance: f64, values: &ComputedFigures) -> Result<Truth, String> {
    let (_, outcomes) = evaluate(statement, Some(tolerance), values)?;
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
/// When series have different members.
pub fn value(expression: &Expression, values: &ComputedFigures) -> Result<Vec<Named>, String> {
    let (series, outcomes) = evaluate(expression, None, values)?;
    let numbers = outcomes.into_iter().map(ExpressionValue::number);
    Ok(match series {
        None => numbers.map(|number| (None, number)).collect(),
        Some(series) => series.iter().map(|member| Some(member.name())).zip(numbers).collect(),
    })
}

/// Evaluates an expression: for each member of its series, if it names a whole one, otherwise once.
fn evaluate<'v>(
    expression: &Expression,
    tolerance: Option<f64>,
    values: &'v ComputedFigures,
) -> Result<(Option<&'v [Member]>, Vec<ExpressionValue>), String> {
    let references = expression.references();
    let series = first_series(&references, values);
    let operands = references.iter().map(|reference| operand(reference, series, values));
    let operands: Vec<Operand<'_>> = operands.collect::<Result<_, String>>()?;
    let outcomes = (0..series.map_or(1, <[_]>::len)).map(|at| {
        let number_of = |wanted: &Reference| {
            let is_same = |reference: &Reference| {
                (&reference.figure, &reference.member, &reference.aggregate)
                    == (&wanted.figure, &wanted.member, &wanted.aggregate)
            };
            operands.get(references.iter().position(is_same)?)?.number(at)
        };
        Arithmetic { number_of: &number_of, tolerance }.outcome(&expression.tree)
    });
    Ok((series, outcomes.collect::<Result<_, String>>()?))
}

/// Whether a number that an expression uses is hidden; `at` is the place of the member for which it is evaluated.
fn is_hidden(reference: &Reference, at: usize, values: &ComputedFigures) -> bool {
    let Some(computed) = values.get(&reference.figure) else { return false };
    let Value::Series(members) = &computed.value else { return computed.hidden };
    match &reference.member {
        Some(wanted) => members.iter().any(|member| member.hidden && member.name() == *wanted),
        None if reference.aggregate.is_some() => members.iter().any(|member| member.hidden),
        None => members.get(at).is_some_and(|member| member.hidden),
    }
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
enum Operand<'v> {
    /// One number for the whole expression.
    Constant(Option<f64>),
    /// The number of each member.
    Members(&'v [Member]),
}

impl Operand<'_> {
    fn number(&self, at: usize) -> Option<f64> {
        match self {
            Self::Constant(number) => *number,
            Self::Members(members) => members.get(at)?.value,
        }
    }
}

fn operand<'v>(
    reference: &Reference,
    series: Option<&[Member]>,
    values: &'v ComputedFigures,
) -> Result<Operand<'v>, String> {
    let id = &reference.figure;
    let computed = values.get(id).ok_or_else(|| format!("»{id}« har ingen værdi"))?;
    let members = match &computed.value {
        Value::Scalar(value) if reference.member.is_none() => return Ok(Operand::Constant(*value)),
        Value::Scalar(_) => return Err(format!("»{id}« er ét tal og har ingen medlemmer")),
        Value::Series(members) => members,
    };
    if let Some(wanted) = &reference.member {
        let member = members.iter().find(|member| member.name() == *wanted);
        return Ok(Operand::Constant(member.and_then(|member| member.value)));
    }
    if let Some(aggregate) = &reference.aggregate {
        return Ok(Operand::Constant(aggregated(aggregate, members)));
    }
    let has_same_members = series
        .is_some_and(|series| series.iter().map(|member| &member.key).eq(members.iter().map(|member| &member.key)));
    if !has_same_members {
        return Err(format!("»{id}« har andre medlemmer end de øvrige serier i udtrykket"));
    }
    Ok(Operand::Members(members))
}

/// The aggregate of a series. `None` if a member is unknown, but for quartiles.
fn aggregated(aggregate: &str, members: &[Member]) -> Option<f64> {
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
