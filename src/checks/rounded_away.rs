//! Reports quotients and means that lose most of their value by rounding in print, such as a quotient of 0.4 that is printed as
//! 0.

use std::collections::BTreeSet;

use sqlparser::ast::{BinaryOperator, Expr, visit_expressions};

use super::{ComputedFigures, disagreement, shown};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::{FigureDefinition, FigureOrigin, NumberFormat};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Findings};

/// Largest share (0–1) of a number that rounding may change.
const MOST: f64 = 0.2;

/// Reports figures that lose more in print; a series if most of its members do.
pub fn run(definition: &Definition, values: &ComputedFigures, findings: &Findings) {
    let ends: BTreeSet<&FigureId> =
        definition.figures.values().filter_map(|figure| figure.interval.as_ref()).flatten().collect();
    for (id, computed) in values {
        let figure = definition.figures.get(id).filter(|figure| figure.format == NumberFormat::Decimal(0));
        let Some(figure) = figure.filter(|figure| is_fraction(figure) && !ends.contains(id)) else { continue };
        let is_lost = |value: f64| (danish::rounded(value, 0) - value).abs() > MOST * value.abs();
        if !computed.has(is_lost) {
            continue;
        }
        let numbers = computed.numbers();
        let lost: Vec<&(Option<String>, f64)> = numbers.iter().filter(|(_, value)| is_lost(*value)).collect();
        let Some((member, value)) = lost.first().filter(|_| lost.len() * 2 > numbers.len()) else { continue };
        let of = member.as_ref().map_or_else(String::new, |member| format!(" for {member}"));
        let message = format!(
            "»{}« er {}{of}, men bliver vist som {}.",
            figure.label,
            shown::plain(*value),
            figure.format.print(*value)
        );
        let whole = FigureRef { id: id.clone(), member: None };
        findings.push(disagreement(Code::RoundedAway, vec![whole], message));
    }
}

/// Whether the figure is the result of a division.
fn is_fraction(figure: &FigureDefinition) -> bool {
    let tree = match &figure.origin {
        FigureOrigin::Derived(expression) => &expression.tree,
        FigureOrigin::Query(query) => &query.value.tree,
        FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => return false,
    };
    let mut divides = false;
    let _ = visit_expressions(tree, |expr| {
        divides |= matches!(expr, Expr::BinaryOp { op: BinaryOperator::Divide, .. })
            || matches!(expr, Expr::Function(function) if function.name.to_string().eq_ignore_ascii_case("AVG"));
        std::ops::ControlFlow::<()>::Continue(())
    });
    divides
}
