//! Directly standardised rates of series whose key ends in the strata of a standard population.

use std::collections::HashMap;

use indexmap::IndexMap;
use sqlparser::ast::{Expr, Ident};

use super::aligned::{AlignedMembers, numbers};
use super::{Computed, ComputedFigures};
use crate::definition::Definition;
use crate::definition::expression::{Expression, RateFunction, RateMethod, reference, replace_rate_functions};
use crate::figure_id::FigureId;
use crate::snapshot::{Member, Value};
use crate::statistics::{Confidence, Stratum, dobson, fay_feuer};

/// Chapter of the names that the results have while an expression is evaluated. No chapter can have it.
const RESULTS: &str = "_standardised";

/// The expression with the results of its standardisations in place of their calls, and these results by name.
///
/// # Errors
/// When the series do not end in the strata of the standard population.
pub fn resolve(
    definition: &Definition,
    expression: &Expression,
    values: &ComputedFigures,
) -> Result<(Expression, ComputedFigures), String> {
    let mut tree = expression.tree.clone();
    let mut results = IndexMap::new();
    let mut error = None;
    replace_rate_functions(&mut tree, &mut |function, arguments| {
        if !function.method.is_standardised() {
            return None;
        }
        match standardise(definition, function, arguments, values) {
            Ok(value) => {
                let name = results.len().to_string();
                results.insert(FigureId::new(RESULTS, &name), value);
                Some(Expr::CompoundIdentifier(vec![Ident::new(RESULTS), Ident::new(name)]))
            }
            Err(why) => {
                error.get_or_insert(why);
                None
            }
        }
    });
    error.map_or_else(|| Ok((expression.with_tree(tree), results)), Err)
}

fn standardise(
    definition: &Definition,
    function: RateFunction,
    arguments: &[&Expr],
    values: &ComputedFigures,
) -> Result<Computed, String> {
    let series = |argument: &Expr| -> Result<(FigureId, &[Member]), String> {
        let id = reference(argument).map(|reference| reference.figure).ok_or("der mangler et nøgletal")?;
        match values.get(&id).map(|computed| &computed.value) {
            Some(Value::Series(members)) => Ok((id, members)),
            _ => Err(format!("»{id}« er ikke en serie")),
        }
    };
    let [events, persons, standard] = arguments else { return Err("der mangler et nøgletal".to_owned()) };
    let (events, persons, standard) = (series(events)?, series(persons)?, series(standard)?);
    let parts = standard.1.first().map_or(0, |member| member.key.len());
    let weights: HashMap<&[String], f64> =
        standard.1.iter().filter_map(|member| Some((member.key.as_slice(), member.value?))).collect();
    let all = AlignedMembers::of(definition, &[(&events.0, events.1), (&persons.0, persons.1)])?;
    let cases = numbers(definition, &events.0, events.1, &all.keys);
    let at_risk = numbers(definition, &persons.0, persons.1, &all.keys);
    let mut groups: IndexMap<&[String], Strata> = IndexMap::new();
    for ((key, (cases, few_cases)), (at_risk, few_at_risk)) in all.keys.iter().zip(cases).zip(at_risk) {
        let (group, stratum) = key.split_at(key.len().saturating_sub(parts));
        let Some(weight) = weights.get(stratum) else {
            let message = "har en gruppe, som standardbefolkningen ikke har";
            return Err(format!("»{}« {message}: {}", events.0, stratum.join(", ")));
        };
        let strata = groups.entry(group).or_default();
        strata.hidden |= few_cases || few_at_risk;
        strata.known.push(cases.zip(at_risk).map(|(events, persons)| Stratum { events, persons, standard: *weight }));
    }
    // A group that lacks a stratum of the standard population has no standardised rate.
    let mut rates = groups.into_iter().map(|(key, Strata { known, hidden })| {
        let strata: Option<Vec<Stratum>> = known.into_iter().collect();
        let rate = strata.filter(|strata| strata.len() >= weights.len());
        (key, rate.and_then(|strata| rate_of(function, &strata)), hidden)
    });
    if events.1.iter().chain(persons.1).all(|member| member.key.len() == parts) {
        let (value, hidden) = rates.next().map_or((None, false), |(_, value, hidden)| (value, hidden));
        return Ok(Computed { value: Value::Scalar(value), rows: None, hidden });
    }
    let member = |(key, value, hidden): (&[String], Option<f64>, bool)| Member {
        key: key.to_vec(),
        label: key.join(", "),
        value,
        rows: None,
        hidden,
        was: None,
    };
    Ok(Computed { value: Value::series(rates.map(member).collect()), rows: None, hidden: false })
}

/// The strata of a group; one with an unknown number is `None`.
#[derive(Default)]
struct Strata {
    known: Vec<Option<Stratum>>,
    /// Whether a number of them is hidden.
    hidden: bool,
}

fn rate_of(function: RateFunction, strata: &[Stratum]) -> Option<f64> {
    let estimate = match function.method {
        RateMethod::FayFeuer => fay_feuer(strata, Confidence::P95)?,
        _ => dobson(strata, Confidence::P95)?,
    };
    Some(match (function.method, function.is_upper) {
        (RateMethod::Direct, _) => estimate.value,
        (_, false) => estimate.interval.lower,
        (_, true) => estimate.interval.upper,
    })
}
