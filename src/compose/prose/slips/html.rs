//! HTML in the prose, which Typst does not know: tags, comments and entities.

use super::markup::MarkupText;
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

const TAGS: [&str; 40] = [
    "a",
    "b",
    "i",
    "u",
    "p",
    "br",
    "hr",
    "em",
    "strong",
    "small",
    "big",
    "s",
    "del",
    "ins",
    "mark",
    "sub",
    "sup",
    "span",
    "div",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "img",
    "font",
    "center",
    "blockquote",
    "code",
    "pre",
];
const ENTITIES: [&str; 14] = [
    "&nbsp;", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&aelig;", "&oslash;", "&aring;", "&ndash;", "&mdash;",
    "&shy;", "&laquo;", "&raquo;",
];

/// Whether the text is a tag of HTML, such as `<b>`.
pub fn is_tag(text: &str) -> bool {
    name(text).is_some()
}

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    let words = &text.words;
    let mut open: Vec<&str> = Vec::new();
    let mut slips = Vec::new();
    for (start, _) in words.match_indices('<') {
        let rest = words.get(start..).unwrap_or_default();
        if text.before(start) == Some('\\') {
            open.extend(name(rest));
            continue;
        }
        if rest.starts_with("<!--") {
            slips.push(report(start, "<!--", "En note til jer selv skrives mellem {# og #}."));
        }
        let Some(tag) = name(rest) else { continue };
        let is_end = rest.starts_with("</");
        // The closing tag of a reported tag has the same cause.
        if is_end && open.contains(&tag) {
            open.retain(|name| *name != tag);
            continue;
        }
        open.push(tag);
        let written = rest.split_inclusive('>').next().unwrap_or(rest);
        // Only what Typst would take for a label vanishes.
        let vanishes = written == format!("<{tag}>");
        slips.push(report(start, written, advice(tag)).escaped_at(vanishes.then_some(start)));
    }
    for entity in ENTITIES {
        slips.extend(
            words
                .match_indices(entity)
                .map(|(start, _)| report(start, entity, "Skriv selve tegnet. Et hårdt mellemrum skrives ~.")),
        );
    }
    slips
}

fn report(start: usize, written: &str, advice: &str) -> Slip {
    let message = format!("HTML virker ikke i teksten: {}.", quoted(written));
    Slip::reported(start, Code::ForeignMarkup, message, advice)
}

fn advice(tag: &str) -> &'static str {
    match tag {
        "b" | "strong" => "Fed skrives med stjerner: *fed*. Skal tegnet stå i teksten, så skriv \\<.",
        "i" | "em" => "Kursiv skrives med understreger: _kursiv_. Skal tegnet stå i teksten, så skriv \\<.",
        "a" => "Et link skrives #link(\"https://…\")[teksten]. Skal tegnet stå i teksten, så skriv \\<.",
        "br" => "Et linjeskift skrives med en omvendt skråstreg sidst på linjen, og et nyt afsnit med en tom linje.",
        "p" | "div" => "Et nyt afsnit skrives med en tom linje. Skal tegnet stå i teksten, så skriv \\<.",
        "ul" | "ol" | "li" => {
            "Et punkt på en liste skrives med - først på linjen. Skal tegnet stå i teksten, så skriv \\<."
        }
        _ => "Se kapitel 6 i vejledningen. Skal tegnet stå i teksten, så skriv \\<.",
    }
}

/// The name of the tag that the text begins with.
fn name(text: &str) -> Option<&'static str> {
    let rest = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (word, after) = rest.split_at_checked(length)?;
    let ends = after.starts_with(['>', '/']) || (after.starts_with(' ') && after.split('\n').next()?.contains('>'));
    TAGS.into_iter().find(|tag| word.eq_ignore_ascii_case(tag) && ends)
}
