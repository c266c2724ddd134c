//! The explanations of changes in a report: the sentences beside `forklarer`.

use indexmap::IndexMap;

use super::scan;
use crate::definition::Definition;
use crate::figure_id::FigureId;
use crate::period::Period;

/// Most characters of an explanation with several sentences.
const LONGEST: usize = 300;

/// The template functions that write a single number; the text of others depends on more.
const NUMBERS: [&str; 3] = ["antal", "tal", "mod"];
/// Those that write nothing.
const SILENT: [&str; 2] = ["forklarer(", "gaelder("];
/// Placeholder for text that only a built report has. A sentence with it is left out if there is another.
const UNREAD: &str = "…";

/// The explanation of each figure that the report explains for this period. `number` gives the number that a name in the text
/// stands for.
pub fn of(
    definition: &Definition,
    period: &Period,
    number: impl Fn(&str) -> Option<String>,
) -> IndexMap<FigureId, String> {
    let mut found: IndexMap<FigureId, String> = IndexMap::new();
    for chapter in &definition.chapters {
        let text = &chapter.prose.value;
        for (start, end) in scan::tags(text) {
            let tag = &text[start..end];
            let call = tag.trim_start_matches("{{").trim_start_matches('-').trim_start();
            let Some(arguments) = call.strip_prefix("forklarer(") else { continue };
            let (Some(id), Some(of)) = (argument(arguments, "id"), argument(arguments, "periode")) else { continue };
            if Period::parse(of).is_ok_and(|of| of == *period) && definition.figures.contains_key(id) {
                let explanation = beside(text, start, end, &number);
                if !explanation.is_empty() {
                    found.entry(FigureId::from(id)).or_insert(explanation);
                }
            }
        }
    }
    found
}

/// The text of `name="…"`.
fn argument<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let after = arguments.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    after[1..].split_once(quote).map(|(text, _)| text)
}

/// The sentences before the tag, in its paragraph and under its condition; those after it, or the paragraph before, if there are
/// no others.
fn beside(text: &str, start: usize, end: usize, number: &impl Fn(&str) -> Option<String>) -> String {
    let paragraph = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
    let condition = text[..start].rfind("%}").map_or(0, |at| at + 2);
    let mut before = sentences(&text[paragraph.max(condition)..start], number);
    if before.is_empty() {
        let rest = &text[end..];
        let to = [rest.find("\n\n"), rest.find("{%")].into_iter().flatten().min().unwrap_or(rest.len());
        let after = sentences(&rest[..to], number);
        if !after.is_empty() {
            return shortened(after.into_iter());
        }
        let above = text[..paragraph].trim_end();
        before = sentences(&above[above.rfind("\n\n").map_or(0, |at| at + 2)..], number);
    }
    let mut last = Vec::new();
    let mut length = 0;
    for sentence in before.into_iter().rev() {
        length += sentence.chars().count();
        if length > LONGEST && !last.is_empty() {
            break;
        }
        last.push(sentence);
    }
    last.reverse();
    last.join(" ")
}

/// The first sentences, as many as are short enough together.
fn shortened(sentences: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    for sentence in sentences {
        if !text.is_empty() && text.chars().count() + sentence.chars().count() > LONGEST {
            break;
        }
        text = format!("{text} {sentence}").trim().to_owned();
    }
    text
}

/// The lines of a text as plain text; the texts of reports have a sentence on each line.
fn sentences(text: &str, number: &impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in scan::tags(text) {
        out.push_str(&text[at..start]);
        let tag = &text[start..end];
        if let Some(inner) = tag.strip_prefix("{{").filter(|_| !SILENT.iter().any(|function| tag.contains(function))) {
            let word = inner.trim_end_matches("}}").trim_matches(['-', ' ']);
            let value = match word.split_once('(') {
                None => number(word),
                Some((function, _)) if NUMBERS.contains(&function.trim()) => {
                    scan::quoted_names(tag).first().and_then(|(name, _)| number(name))
                }
                Some(("fast", arguments)) => argument(arguments, "tal").map(str::to_owned),
                Some(_) => None,
            };
            out.push_str(&value.unwrap_or_else(|| UNREAD.to_owned()));
        }
        at = end;
    }
    out.push_str(&text[at..]);
    let lines = out.lines().map(str::trim).filter(|line| !line.starts_with("//") && !line.starts_with('='));
    let plain = |line: &str| -> String {
        let text: String = line.replace('~', " ").chars().filter(|c| !matches!(c, '*' | '_' | '\\')).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut sentences: Vec<String> = lines.map(plain).filter(|line| !line.is_empty()).collect();
    if sentences.iter().any(|sentence| !sentence.contains(UNREAD)) {
        sentences.retain(|sentence| !sentence.contains(UNREAD));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_beside_an_explanation_are_read_as_plain_text_with_its_numbers() {
        let tag = "{{- forklarer(id=\"a.b\", periode=\"2024\") }}";
        let number = |name: &str| match name {
            "a.b" => Some("22".to_owned()),
            "periode" => Some("2024".to_owned()),
            _ => None,
        };
        let read = |text: &str| {
            let text = text.replace("TAG", tag);
            let start = text.find(tag).unwrap();
            beside(&text, start, start + tag.len(), &number)
        };
        let expected = "I 2024 kom 22 til.";
        let sentence = "I *{{ periode }}* kom {{ antal(id=\"a.b\") }} til.";
        assert_eq!(read(&format!("= Kurser\n\nFørst.\n\n{sentence}\nTAG\nSidst.")), expected);
        assert_eq!(read(&format!("Før.{{% if x %}}\n{sentence}\nTAG{{% endif %}}")), expected, "under the condition");
        assert_eq!(read(&format!("Før.\n\nTAG {sentence}\n\nSidst.")), expected, "after the tag");
        assert_eq!(read(&format!("Før.\n\n{sentence}\n\nTAG\n\nSidst.")), expected, "in the paragraph before");
        assert_eq!(read(&format!("{}\n{sentence}\nTAG", "Ord ".repeat(80))), expected, "the last sentences");
        let other = "Tallet {{ udvikling(id=\"a.b\") }}.";
        assert_eq!(read(&format!("{other}\n{sentence}\nTAG")), expected, "only sentences that can be read");
        assert_eq!(read(&format!("{other}\nTAG")), "Tallet ….");
        let fixed = "De {{ fast(tal=\"tre\", fordi=\"aftalt\") }} år{{ gaelder(\"a.b > 1\") }}.";
        assert_eq!(read(&format!("{fixed}\nTAG")), "De tre år.");
        assert_eq!(argument("id='a.b', periode = \"2024\")", "periode"), Some("2024"));
    }
}
