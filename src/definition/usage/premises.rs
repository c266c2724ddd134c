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
    /// The printed, rounded numbers say the opposite; with the values.
    Unseen {
        holds: bool,
        values: String,
    },
    /// A number of this period is unknown; with the values.
    Undecided(String),
    /// The number of the period before was counted in another way; with its name.
    Incomparable(String),
    /// There is no number of an earlier period to compare with.
    Unknown,
}

impl PremiseVerdict {
    pub fn holds(&self) -> bool {
        matches!(self, Self::Holds | Self::Unseen { holds: true, .. })
    }
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

/// A text that is printed if conditions do not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// The numbers of the calls that decide it.
    pub calls: Vec<usize>,
    pub range: Range<usize>,
}

/// The texts after `{% else %}` and after `{% if not gaelder(…) %}`, in the order of the text.
pub fn otherwise(text: &str) -> Vec<Otherwise> {
    let calls = calls(text);
    let mut chains: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<(usize, Otherwise)> = Vec::new();
    let mut found = Vec::new();
    for (start, end) in scan::tags(text) {
        let tag = text.get(start..end).unwrap_or_default();
        let mut words = tag.trim_start_matches(['{', '%', '-']).split_whitespace();
        let (word, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        // A branch ends where the next one of its chain begins.
        if matches!(word, "elif" | "else" | "endif") && open.last().is_some_and(|(depth, _)| *depth == chains.len()) {
            found.extend(open.pop().map(|(_, text)| Otherwise { range: text.range.start..start, ..text }));
        }
        let inside = calls.iter().enumerate().filter(|(_, call)| (start..end).contains(&call.range.start));
        let inside: Vec<usize> = inside.map(|(number, _)| number).collect();
        match word {
            "if" => chains.push(Vec::new()),
            "endif" => drop(chains.pop()),
            _ => {}
        }
        let decides = match (word, chains.last_mut()) {
            ("if" | "elif", Some(chain)) => {
                chain.extend(&inside);
                if next == "not" { inside } else { Vec::new() }
            }
            ("else", Some(chain)) => chain.clone(),
            _ => Vec::new(),
        };
        if !decides.is_empty() {
            open.push((chains.len(), Otherwise { calls: decides, range: end..end }));
        }
    }
    found.sort_by_key(|text| text.range.start);
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
    #[test]
    fn texts_that_are_printed_if_conditions_do_not_hold_are_found() {
        let text = "{% if gaelder(\"a.b > 1\") %}A{% elif gaelder(\"a.c > 1\") %}B{% else %}C{% if x %}D{% else %}E{% endif %}F{% endif %}\
                    {% if not gaelder(\"a.d > 1\") %}G{% endif %}H";
        let told: Vec<_> = otherwise(text).into_iter().map(|found| (found.calls, &text[found.range])).collect();
        assert_eq!(told, [(vec![0, 1], "C{% if x %}D{% else %}E{% endif %}F"), (vec![2], "G")]);
    }
}
