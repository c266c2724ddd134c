//! Checks of each figure by itself.

use indexmap::IndexMap;
use sqlparser::ast::{BinaryOperator, Expr};

use super::{ComputedFigures, disagreement, shown};
use crate::danish;
use crate::definition::Definition;
use crate::definition::expression::{Expression, Reference};
use crate::definition::figure::{FigureDefinition, FigureOrigin, NumberFormat};
use crate::figure_id::FigureRef;
use crate::figures::Computed;
use crate::findings::{Code, Findings};

/// Runs the checks of all figures.
pub fn run(definition: &Definition, values: &ComputedFigures, findings: &Findings) {
    for (id, computed) in values {
        let Some(figure) = definition.figures.get(id) else { continue };
        within_bounds(figure, computed, findings);
        if let FigureOrigin::Derived(expression) = &figure.origin {
            follows_in_print(definition, figure, expression, values, findings);
        }
    }
}

/// How many members a finding names.
const MOST_NAMED: usize = 5;

/// Reports a share outside 0–1, and a negative number that is not declared `negative`. All members of a series are one finding.
fn within_bounds(figure: &FigureDefinition, computed: &Computed, findings: &Findings) {
    let least = if figure.negative { -1.0 } else { 0.0 };
    let is_outside = |value: f64| match figure.format {
        NumberFormat::Percent(_) => !(least..=1.0).contains(&value),
        NumberFormat::Decimal(_) => value < 0.0 && !figure.negative,
    };
    // A fast test first: most figures have none, and collecting numbers with names allocates.
    if !computed.has(is_outside) {
        return;
    }
    let mut outside = computed.numbers();
    outside.retain(|(_, value)| is_outside(*value));
    let Some((first, value)) = outside.first() else { return };
    let (code, print): (Code, fn(f64) -> String) = match figure.format {
        NumberFormat::Percent(_) => (Code::ShareOutOfRange, |value| danish::percent(value, 1)),
        NumberFormat::Decimal(_) => (Code::BelowZero, shown::plain),
    };
    let reference = |member: &Option<String>| FigureRef { id: figure.id.clone(), member: member.clone() };
    let (ids, message) = match (outside.len(), code) {
        (1, Code::BelowZero) => {
            (vec![reference(first)], format!("»{}« er {} og dermed under nul.", figure.label, print(*value)))
        }
        (1, _) => (vec![reference(first)], format!("Andelen er {}, men skal ligge fra 0 til 100 %.", print(*value))),
        (count, code) => {
            let name = |(member, value): &(Option<String>, f64)| {
                format!("{} ({})", member.as_deref().unwrap_or_default(), print(*value))
            };
            let mut named: Vec<String> = outside.iter().take(MOST_NAMED).map(name).collect();
            if count > MOST_NAMED {
                named.push(danish::counted((count - MOST_NAMED) as u64, "anden", "andre"));
            }
            let what = if code == Code::BelowZero { "under nul" } else { "uden for 0–100 %" };
            let message = format!("»{}« er {what} for {}.", figure.label, danish::list(&named));
            (vec![figure.id.whole()], message)
        }
    };
    findings.push(disagreement(code, ids, message));
}

/// Reports a share that differs from the quotient of its two figures as printed, because a reader will divide those.
fn follows_in_print(
    definition: &Definition,
    figure: &FigureDefinition,
    expression: &Expression,
    values: &ComputedFigures,
    findings: &Findings,
) {
    let is_quotient = matches!(&expression.tree, Expr::BinaryOp { op: BinaryOperator::Divide, .. });
    if !figure.format.is_share() || !is_quotient {
        return;
    }
    let printed = |reference: &Reference| {
        let figure = definition.figures.get(&reference.figure)?;
        let value = values.get(&reference.figure)?.number(reference.member.as_deref())?;
        (!figure.format.is_share()).then(|| (figure.format.rounded(value), figure.format.print(value)))
    };
    let references = expression.references();
    let [part, whole] = references.as_slice() else { return };
    let (Some((part_value, part_text)), Some((whole_value, whole_text)), Some(share)) =
        (printed(part), printed(whole), values.get(&figure.id).and_then(|computed| computed.number(None)))
    else {
        return;
    };
    let follows = figure.format.print(part_value / whole_value);
    let shown = figure.format.print(share);
    if whole_value != 0.0 && follows != shown {
        let message = format!("»{}« vises som {shown}, men {part_text} af {whole_text} er {follows}.", figure.label);
        findings.push(disagreement(
            Code::ShareDiffers,
            vec![figure.id.whole(), part.figure.whole(), whole.figure.whole()],
            message,
        ));
    }
}

/// Reports figures with equal definitions.
pub fn defined_once(definition: &Definition, findings: &Findings) {
    let mut same: IndexMap<&str, Vec<&FigureDefinition>> = IndexMap::new();
    for (id, hash) in &definition.hashes {
        let Some(figure) = definition.figures.get(id) else { continue };
        // Unknown figures have no definition that could be equal.
        if !matches!(figure.origin, FigureOrigin::Unknown(_)) {
            same.entry(hash).or_default().push(figure);
        }
    }
    for figures in same.into_values().filter(|figures| figures.len() > 1) {
        let names: Vec<String> = figures.iter().map(|figure| figure.id.to_string()).collect();
        let ids = figures.iter().map(|figure| figure.id.whole()).collect();
        let place = figures.last().map(|figure| figure.at.place());
        let message = format!("Nøgletallene {} er defineret ens.", danish::list(&names));
        let finding = disagreement(Code::SameDefinition, ids, message);
        findings.push(match place {
            Some(place) => crate::findings::Finding { place, ..finding },
            None => finding,
        });
    }
}
