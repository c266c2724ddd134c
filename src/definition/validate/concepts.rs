//! Checks the concepts of figures.

use indexmap::IndexMap;

use crate::definition::concepts::ConceptKind;
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::definition::unchecked::UncheckedDefinition;
use crate::findings::{Code, Finding, Findings};

/// Reports the figures whose concept is not declared, is another figure's too, or cannot be what they count.
pub fn check(definition: &UncheckedDefinition, findings: &Findings) {
    let mut taken: IndexMap<&str, &str> = IndexMap::new();
    for figure in definition.figures.values() {
        let Some(id) = &figure.concept else { continue };
        let Some(concept) = definition.concepts.concepts.get(&id.value) else {
            findings.push(definition.concepts.unknown(id));
            continue;
        };
        if let Some(first) = taken.get(id.value.as_str()) {
            let message = format!("»{}« og »{first}« har samme begreb, »{}«.", figure.id, id.value);
            findings.push(Finding::new(Code::SameConcept, id.at.place(), message));
        } else {
            taken.insert(&id.value, &figure.id);
        }
        if let Some((why, advice)) = mismatch(definition, figure, concept.kind) {
            let message = format!("»{}« kan ikke have begrebet »{}«: {why}.", figure.id, id.value);
            findings.push(Finding::new(Code::ConceptMismatch, id.at.place(), message).advise(advice));
        }
    }
}

/// Why a figure cannot be a concept of this kind, and what to do.
fn mismatch(
    definition: &UncheckedDefinition,
    figure: &FigureDefinition,
    kind: ConceptKind,
) -> Option<(&'static str, &'static str)> {
    const FORMAT: &str = "En andel har format = \"percent\".";
    match (&figure.origin, kind, figure.format.is_share()) {
        (_, ConceptKind::Share, false) => Some(("begrebet er en andel, og nøgletallet er et antal", FORMAT)),
        (_, ConceptKind::Flow | ConceptKind::Reach | ConceptKind::Stock, true) => {
            Some(("begrebet er et antal, og nøgletallet er en andel", FORMAT))
        }
        (FigureOrigin::Query(_), ..) if figure.is_query_series() => Some((
            "det er en serie, og et begreb er ét tal",
            "Sæt begrebet på et nøgletal uden »by« og »over«, fx et, der lægger seriens tal sammen.",
        )),
        (FigureOrigin::Query(query), ConceptKind::Flow | ConceptKind::Reach, false)
            if definition.dataset_of(query).is_some_and(|dataset| query.is_stock(dataset)) =>
        {
            Some((
                "begrebet tæller over perioden, og nøgletallet tæller på én dag",
                "Et register tæller over perioden med time = \"during\".",
            ))
        }
        _ => None,
    }
}
