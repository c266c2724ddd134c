//! A mean over a series of shares is not the share of all.

use sqlparser::ast::{BinaryOperator, Expr};

use super::{ComputedFigures, disagreement};
use crate::definition::Definition;
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::findings::{Code, Findings};

/// Reports figures that are the mean of a series of quotients of two other series, where the quotient of their sums is printed
/// differently.
pub fn run(definition: &Definition, values: &ComputedFigures, findings: &Findings) {
    for figure in definition.figures.values() {
        let FigureOrigin::Derived(expression) = &figure.origin else { continue };
        if figure.is_said_to_be_unweighted() {
            continue;
        }
        let references = expression.references();
        let mean = references.iter().find(|reference| reference.aggregate.as_deref() == Some("AVG"));
        let Some(series) = mean.and_then(|mean| definition.figures.get(&mean.figure)) else { continue };
        let Some([part, whole]) = parts(definition, series) else { continue };
        let sum = |id: &FigureId| Some(values.get(id)?.numbers().iter().map(|(_, number)| number).sum::<f64>());
        let (Some(parts), Some(wholes), Some(shares)) = (sum(&part), sum(&whole), values.get(&series.id)) else {
            continue;
        };
        let shares = shares.numbers();
        let plain = shares.iter().map(|(_, share)| share).sum::<f64>() / shares.len() as f64;
        let (plain, weighted) = (series.format.print(plain), series.format.print(parts / wholes));
        if shares.is_empty() || wholes == 0.0 || plain == weighted {
            continue;
        }
        let message = format!(
            "»{}« lader alle i »{}« tælle lige meget. Af dem alle er det {weighted}, ikke {plain}.",
            figure.label, series.label
        );
        let advice = format!(
            "Skriv is = \"SUM({part}) / SUM({whole})\". Skal hver tælle lige meget, så skriv »uvægtet« i nøgletallets label eller note."
        );
        findings.push(disagreement(Code::UnweightedMean, vec![figure.id.whole()], message).advise(advice));
    }
}

/// The two series whose quotient the figure is.
fn parts(definition: &Definition, series: &FigureDefinition) -> Option<[FigureId; 2]> {
    let FigureOrigin::Derived(expression) = &series.origin else { return None };
    let is_quotient = matches!(&expression.tree, Expr::BinaryOp { op: BinaryOperator::Divide, .. });
    let references = expression.references();
    let [part, whole] = references.as_slice() else { return None };
    let is_series = |id: &FigureId| definition.figures.get(id).is_some_and(FigureDefinition::is_query_series);
    let all = [part, whole]
        .iter()
        .all(|reference| reference.member.is_none() && reference.aggregate.is_none() && is_series(&reference.figure));
    (is_quotient && all).then(|| [part.figure.clone(), whole.figure.clone()])
}
