//! Premises: what a sentence rests on, `{{ gaelder("kommunikation.opslag > forrige") }}`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::scan;
use crate::definition::table::Template;

/// A call of `gaelder` in the prose of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PremiseCall<'a> {
    /// The call, in bytes.
    pub range: Range<usize>,
    /// The statement, and where it starts.
    pub statement: &'a str,
    pub offset: usize,
    /// Whether it decides what is printed, in `{% if … %}`. A premise must hold.
    pub is_condition: bool,
}

/// Whether a premise holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PremiseVerdict {
    Holds,
    /// With the values that contradict it.
    Fails(String),
    /// A number of this period is unknown; with the values.
    Undecided(String),
    /// The number of the period before was counted in another way; with its name.
    Incomparable(String),
    /// There is no number of an earlier period to compare with.
    Unknown,
}

/// The verdicts of a report by the name of the template and the number of the call in it.
pub type PremiseVerdicts = BTreeMap<(String, usize), PremiseVerdict>;

/// What a template is called in [`PremiseVerdicts`]: its place, in characters that are no code in a template.
pub fn template_name(template: &Template) -> String {
    let place = format!("{}:{}:{}", template.at.file, template.at.line, template.at.column);
    place.chars().map(|c| if c.is_alphanumeric() || matches!(c, '/' | '.' | ':' | '-') { c } else { '_' }).collect()
}

/// The calls of `gaelder` in Tera's tags, in the order of the text.
pub fn calls(text: &str) -> Vec<PremiseCall<'_>> {
    let mut found = Vec::new();
    for (start, end) in scan::tags(text) {
        let tag = text.get(start..end).unwrap_or_default();
        for (at, name) in tag.match_indices("gaelder(") {
            let arguments = tag.get(at + name.len()..).unwrap_or_default();
            let lead = arguments.find(['"', '\'']).unwrap_or_default();
            // Only the name of the argument may precede the statement.
            let before = arguments.get(..lead).unwrap_or_default().trim();
            let Some(quote) = arguments.get(lead..lead + 1).filter(|_| matches!(before, "" | "udsagn=")) else {
                continue;
            };
            let inner = arguments.get(lead + 1..).unwrap_or_default();
            let Some((statement, rest)) = inner.split_once(quote) else { continue };
            let Some(close) =
                rest.find(')').filter(|close| rest.get(..*close).is_some_and(|gap| gap.trim().is_empty()))
            else {
                continue;
            };
            let offset = start + at + name.len() + lead + 1;
            let range = start + at..offset + statement.len() + 1 + close + 1;
            found.push(PremiseCall { range, statement, offset, is_condition: tag.starts_with("{%") });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn premises_and_conditions_are_found_with_their_statements() {
        let text = "A {{ gaelder(\"a.b > forrige\") }} {% if gaelder('a.c = 1') and x %}B{% endif %} gaelder(\"x\") {# {{ gaelder(\"y\") }} #}";
        let found = calls(text);
        let told: Vec<_> = found.iter().map(|call| (call.statement, call.is_condition)).collect();
        assert_eq!(told, [("a.b > forrige", false), ("a.c = 1", true)]);
        assert!(found.iter().all(|call| text[call.offset..].starts_with(call.statement)));
        assert_eq!(&text[found[1].range.clone()], "gaelder('a.c = 1')");
    }
}
