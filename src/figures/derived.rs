//! Derived figures, and the statements of checks: SQL expressions over figures instead of columns.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ptr;

use indexmap::IndexMap;
use sqlparser::ast::{Expr, Ident};

use super::aggregated::aggregated;
use super::aligned::{AlignedMembers, numbers};
use super::arithmetic::{Arithmetic, ExpressionValue};
use super::missing_members::{MissingMembers, report_missing_members, unknown_members};
use super::{Computed, ComputedFigures, member, standardised};
use crate::definition::Definition;
use crate::definition::expression::{
    Expression, RateMethod, Reference, first_aggregated_expression, rate_methods, replace_aggregates, visit_references,
};
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::{Member, Value};

/// Chapter of the names that aggregates have while an expression is evaluated. No chapter can have it.
const AGGREGATES: &str = "_aggregates";

/// Adds the derived figures, each after those that it is derived from. A figure that cannot be computed is reported and left out,
/// with those derived from it.
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

/// [`compute`], only for the derived figures for which `is_wanted` holds.
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

/// Adds figures that could not be computed as unknown, so that a draft can show the others.
pub fn fill_with_unknown(definition: &Definition, values: &mut ComputedFigures) {
    for figure in definition.figures.values() {
        if !values.contains_key(&figure.id) {
            let unknown = unknown(figure, values);
            values.insert(figure.id.clone(), unknown);
        }
    }
    values.sort_by(|a, _, b, _| definition.figures.get_index_of(a).cmp(&definition.figures.get_index_of(b)));
}

/// An unknown value in the shape of the figure: for each member of the first series in its expression, or as a single number.
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
    let Evaluated { members, outcomes, hidden, missing } = evaluate(definition, expression, None, values)?;
    let mut numbers = outcomes.into_iter().map(|outcome| super::finite(&figure.id, outcome.number(), findings));
    match members {
        None => {
            let number = numbers.next().flatten();
            let hidden = number.is_none() && hidden.contains(&true);
            let missing = missing.filter(|_| number.is_none());
            Ok((Computed { value: Value::Scalar(number), rows: None, hidden }, missing))
        }
        Some(members) => {
            let members = members.keys.into_iter().zip(numbers).zip(hidden);
            let members = members.map(|((key, number), hidden)| Member {
                hidden: number.is_none() && hidden,
                ..member(figure, key, number, None)
            });
            Ok((Computed { value: Value::series(members.collect()), rows: None, hidden: false }, missing))
        }
    }
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

/// The values of an expression.
struct Evaluated {
    /// The members, if it is of series.
    members: Option<AlignedMembers>,
    outcomes: Vec<ExpressionValue>,
    /// For each outcome, whether one of its numbers is hidden.
    hidden: Vec<bool>,
    /// Members that a series lacks, so that an outcome may be unknown.
    missing: Option<MissingMembers>,
}

/// Evaluates an expression: for each member of its series, if it names a whole one, otherwise once.
fn evaluate(
    definition: &Definition,
    expression: &Expression,
    tolerance: Option<f64>,
    values: &ComputedFigures,
) -> Result<Evaluated, String> {
    let mut expression = Cow::Borrowed(expression);
    let (mut results, mut missing) = (IndexMap::new(), None);
    if first_aggregated_expression(&expression.tree).is_some() {
        let resolved = with_aggregates(definition, &expression, tolerance, values)?;
        expression = Cow::Owned(resolved.expression);
        (results, missing) = (resolved.results, resolved.missing);
    }
    if rate_methods(&expression.tree).into_iter().any(RateMethod::is_standardised) {
        let (resolved, rates) = standardised::resolve(definition, &expression, values)?;
        expression = Cow::Owned(resolved);
        results.extend(rates);
    }
    let value_of = |id: &FigureId| results.get(id).or_else(|| values.get(id));
    let references = expression.references();
    let series = references.iter().filter(|reference| reference.is_whole());
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
    // By address, which is stable because the tree does not move: parsing each reference again for each member would take most of
    // the time.
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
    let missing = members.as_ref().and_then(MissingMembers::of).or(missing);
    Ok(Evaluated { members, outcomes, hidden, missing })
}

/// An expression in which each aggregate of an expression is the name of its result.
struct WithAggregates {
    expression: Expression,
    results: ComputedFigures,
    /// Members that a series lacks, so that a result may be unknown.
    missing: Option<MissingMembers>,
}

/// Computes the aggregates that are more than references: `SUM(medicin.pris * medicin.antal)`.
fn with_aggregates(
    definition: &Definition,
    expression: &Expression,
    tolerance: Option<f64>,
    values: &ComputedFigures,
) -> Result<WithAggregates, String> {
    let mut tree = expression.tree.clone();
    let (mut results, mut missing, mut error) = (IndexMap::new(), None, None);
    replace_aggregates(&mut tree, &mut |aggregate, argument| match evaluate(
        definition,
        &expression.with_tree(argument.clone()),
        tolerance,
        values,
    ) {
        Ok(Evaluated { outcomes, hidden, missing: lacking, .. }) => {
            let numbers: Vec<Option<f64>> = outcomes.into_iter().map(ExpressionValue::number).collect();
            let value = Value::Scalar(aggregated(aggregate, &numbers));
            let name = results.len().to_string();
            let computed = Computed { value, rows: None, hidden: hidden.contains(&true) };
            results.insert(FigureId::new(AGGREGATES, &name), computed);
            missing = missing.take().or(lacking);
            Some(Expr::CompoundIdentifier(vec![Ident::new(AGGREGATES), Ident::new(name)]))
        }
        Err(why) => {
            error.get_or_insert(why);
            None
        }
    });
    let expression = expression.with_tree(tree);
    error.map_or_else(|| Ok(WithAggregates { expression, results, missing }), Err)
}

/// The members of the first reference that is a whole series.
fn first_series<'v>(references: &[Reference], values: &'v ComputedFigures) -> Option<&'v [Member]> {
    references.iter().filter(|reference| reference.is_whole()).find_map(|reference| {
        match &values.get(&reference.figure)?.value {
            Value::Series(members) => Some(members.as_slice()),
            Value::Scalar(_) => None,
        }
    })
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
        let numbers: Vec<Option<f64>> = members.iter().map(|member| member.value).collect();
        return Ok(Operand::Constant { number: aggregated(aggregate, &numbers), hidden });
    }
    let keys = all.map_or(&[][..], |all| &all.keys);
    Ok(Operand::Members(numbers(definition, id, members, keys)))
}
