//! Figures and values as text for findings.

use super::ComputedFigures;
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::NumberFormat;
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::Computed;
use crate::snapshot::Value;

/// How many numbers of a series are listed; of more, only the sum.
const MOST_LISTED: usize = 12;

/// A share as it is printed, any other number with up to three decimals, because what differs may not be printed.
pub fn number(definition: &Definition, id: &FigureId, value: f64) -> String {
    match definition.figures.get(id).map(|figure| figure.format) {
        Some(format @ NumberFormat::Percent(_)) => format.print(value),
        _ => plain(value),
    }
}

/// A number with as many decimals as it needs, three at most.
pub fn plain(value: f64) -> String {
    let text = danish::number(value, 3);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

/// `chapter.name = 12`, or `chapter.name = 7 + 5 (sum 12)` for a series.
pub fn figure(definition: &Definition, reference: &FigureRef, values: &ComputedFigures) -> String {
    let FigureRef { id, member } = reference;
    let number = |value: Option<f64>| value.map_or_else(|| "ukendt".to_owned(), |value| number(definition, id, value));
    let shown = match (values.get(id), member) {
        (Some(Computed { value: Value::Series(members), .. }), None) => {
            let sum: Option<f64> = members.iter().map(|member| member.value).sum();
            if members.len() > MOST_LISTED {
                return format!(
                    "{reference} = {} (sum af {} tal)",
                    number(sum),
                    danish::number(members.len() as f64, 0)
                );
            }
            let parts: Vec<String> = members.iter().map(|member| number(member.value)).collect();
            format!("{} (sum {})", parts.join(" + "), number(sum))
        }
        (computed, member) => number(computed.and_then(|computed| computed.number(member.as_deref()))),
    };
    format!("{reference} = {shown}")
}
