//! Reports calls that had nothing to name or to compare with: »De hyppigste emner var ingen« must not be published.

use super::super::lexicon::{EmptyCall, Lexicon};
use crate::definition::table::Template;
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings};

/// Reports the calls of the template that was just rendered.
pub fn report(template: &Template, lexicon: &Lexicon, findings: &Findings) {
    for call in lexicon.take_empty_calls() {
        let (function, figure, message, condition) = match call {
            EmptyCall::Top(figure) => (
                "top(",
                figure.to_string(),
                format!("Sætningen har intet at nævne: alle tal i »{figure}« er nul eller ukendte."),
                format!("SUM({figure}) > 0"),
            ),
            EmptyCall::Difference(figure) => (
                "forskel(",
                figure.to_string(),
                format!("Sætningen har intet at sammenligne med: »{figure}« er ikke kendt i begge perioder."),
                format!("{figure} >= forrige OR {figure} < forrige"),
            ),
        };
        let text = &template.value;
        let tags = scan::tags(text).into_iter();
        let in_call = |(start, end): &(usize, usize)| text.get(*start..*end).is_some_and(|tag| tag.contains(function));
        let calls = tags.filter(in_call).filter_map(|(start, end)| {
            let named = scan::quoted_names(text.get(start..end)?).into_iter().find(|(quoted, _)| *quoted == figure)?;
            Some(start + named.1)
        });
        let place = calls.into_iter().next().map_or_else(|| template.at.place(), |at| scan::at(template, at).place());
        let advice = format!(
            "Sæt sætningen i {{% if gaelder(\"{condition}\") %}} … {{% endif %}}, så den kun kommer med, når der er noget at sige."
        );
        findings.push(Finding::new(Code::EmptySentence, place, message).advise(advice));
    }
}
