//! Reports means over a series of shares: the mean of shares is not the share of all.

use sqlparser::ast::{BinaryOperator, Expr};

use super::{ComputedFigures, disagreement};
use crate::definition::Definition;
use crate::definition::expression::{Expression, first_aggregated_expression};
use crate::definition::figure::{FigureDefinition, FigureOrigin, NumberFormat};
use crate::figure_id::FigureId;
use crate::figures;
use crate::findings::{Code, Findings};

/// Reports figures that are the mean of the quotients of two series, where the quotient of their sums is printed differently.
pub fn run(definition: &Definition, values: &ComputedFigures, findings: &Findings) {
    for figure in definition.figures.values() {
        let FigureOrigin::Derived(expression) = &figure.origin else { continue };
        if figure.is_said_to_be_unweighted() {
            continue;
        }
        let Some(mean) = mean(definition, figure, expression, values) else { continue };
        let Mean { of, format, parts: [part, whole], shares } = mean;
        let sum = |id: &FigureId| Some(values.get(id)?.numbers().iter().map(|(_, number)| number).sum::<f64>());
        let (Some(parts), Some(wholes)) = (sum(&part), sum(&whole)) else { continue };
        let plain = shares.iter().sum::<f64>() / shares.len() as f64;
        let (plain, weighted) = (format.print(plain), format.print(parts / wholes));
        if shares.is_empty() || wholes == 0.0 || plain == weighted {
            continue;
        }
        let message =
            format!("»{}« lader alle{of} tælle lige meget. Af dem alle er det {weighted}, ikke {plain}.", figure.label);
        let advice = format!(
            "Skriv is = \"SUM({part}) / SUM({whole})\". Skal hver tælle lige meget, så skriv »uvægtet« i nøgletallets label eller note."
        );
        findings.push(disagreement(Code::UnweightedMean, vec![figure.id.whole()], message).advise(advice));
    }
}

/// The mean of the quotients of two series.
struct Mean {
    /// The series of quotients, as ` i »Andel«`; "" if the figure computes them itself.
    of: String,
    format: NumberFormat,
    parts: [FigureId; 2],
    shares: Vec<f64>,
}

/// The mean in an expression: of a derived series, `AVG(a.andel)`, or of a quotient, `AVG(a.del / a.alle)`.
fn mean(
    definition: &Definition,
    figure: &FigureDefinition,
    expression: &Expression,
    values: &ComputedFigures,
) -> Option<Mean> {
    let references = expression.references();
    if let Some(mean) = references.iter().find(|reference| reference.aggregate.as_deref() == Some("AVG")) {
        let series = definition.figures.get(&mean.figure)?;
        let FigureOrigin::Derived(quotient) = &series.origin else { return None };
        let shares = values.get(&series.id)?.numbers().into_iter().map(|(_, share)| share).collect();
        let of = format!(" i »{}«", series.label);
        return Some(Mean { of, format: series.format, parts: parts(definition, quotient)?, shares });
    }
    let (_, argument) = first_aggregated_expression(&expression.tree).filter(|(name, _)| name == "AVG")?;
    let quotient = expression.with_tree(argument);
    let parts = parts(definition, &quotient)?;
    let shares = figures::value(definition, &quotient, values).ok()?.into_iter().filter_map(|(_, share)| share);
    Some(Mean { of: String::new(), format: figure.format, parts, shares: shares.collect() })
}

/// The two series of which the expression is the quotient.
fn parts(definition: &Definition, expression: &Expression) -> Option<[FigureId; 2]> {
    let is_quotient = matches!(&expression.tree, Expr::BinaryOp { op: BinaryOperator::Divide, .. });
    let references = expression.references();
    let [part, whole] = references.as_slice() else { return None };
    let is_series = |id: &FigureId| definition.figures.get(id).is_some_and(FigureDefinition::is_query_series);
    let all = [part, whole].iter().all(|reference| reference.is_whole() && is_series(&reference.figure));
    (is_quotient && all).then(|| [part.figure.clone(), whole.figure.clone()])
}
