//! The numbers of the page »Året kort«.

use super::lexicon::Lexicon;
use super::prose::{Prose, no_number};
use super::sentences::ProseStyle;
use super::view::{HighlightView, HighlightsView};
use crate::definition::Definition;
use crate::definition::highlights::Highlight;
use crate::findings::{Finding, Findings};

pub fn compose(definition: &Definition, lexicon: &Lexicon, prose: &Prose<'_>, findings: &Findings) -> HighlightsView {
    let highlights = &definition.report.highlights;
    let numbers = highlights.numbers.iter().filter_map(|highlight| {
        let found = view(definition, highlight, lexicon, prose);
        if found.is_none() {
            let figure = &highlight.figure;
            findings.push(Finding { place: figure.at.place(), ..no_number(&figure.value, definition, lexicon) });
        }
        found
    });
    HighlightsView { title: highlights.title.clone(), numbers: numbers.collect() }
}

/// The view of a highlight. `None` if its figure does not exist or is a series.
fn view(definition: &Definition, highlight: &Highlight, lexicon: &Lexicon, prose: &Prose<'_>) -> Option<HighlightView> {
    let figure = &highlight.figure.value;
    let number = lexicon.digits(figure)?;
    let label = definition.figures.get(&figure.id)?.label.clone();
    let can_compare = lexicon.value(figure).is_some() && lexicon.before(figure).is_some();
    let style = ProseStyle { digits: true, capital: true, ..ProseStyle::default() };
    Some(HighlightView {
        id: figure.id.to_string(),
        label: figure.member.as_ref().map_or_else(|| label.clone(), |member| format!("{label}: {member}")),
        number,
        change: if can_compare { lexicon.difference(figure, style, false) } else { String::new() },
        text: prose.sentence(&highlight.text, definition),
    })
}
