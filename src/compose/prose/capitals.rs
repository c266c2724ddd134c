//! Capital letters at the start of sentences: »{{ antal(…) }} kom.« becomes »Ingen besøg kom.« if the number is zero.

use crate::danish;
use crate::definition::usage::scan;

/// Functions that print a number, which is a word if it is small or unknown.
const NUMBERS: [&str; 4] = ["tal(", "antal(", "mod(", "forskel("];
/// Functions that print nothing.
const SILENT: [&str; 2] = ["gaelder(", "forklarer("];

/// The template with `stort=true` added to calls that start a sentence and lack it.
pub fn at_sentence_starts(template: &str) -> String {
    let mut out = template.to_owned();
    for (start, end) in scan::tags(template).into_iter().rev() {
        let tag = template.get(start..end).unwrap_or_default();
        let inner = tag.trim_start_matches(['{', '-']).trim_end_matches(['}', '-']).trim();
        let prints_number = NUMBERS.iter().any(|name| inner.starts_with(name));
        if prints_number && inner.ends_with(')') && !inner.contains("stort") && starts_sentence(template, start) {
            let close = start + tag.rfind(')').unwrap_or_default();
            out.insert_str(close, ", stort=true");
        }
    }
    out
}

/// Whether a sentence starts at this tag.
fn starts_sentence(template: &str, start: usize) -> bool {
    let mut before = template.get(..start).unwrap_or_default();
    let mut gap = String::new();
    loop {
        let trimmed = before.trim_end();
        gap.push_str(before.get(trimmed.len()..).unwrap_or_default());
        // The rest of the line is the start of bold, italic or quoted text.
        before = trimmed.strip_suffix(['*', '_', '»', '(']).filter(|_| gap.is_empty()).unwrap_or(trimmed);
        let silent_tag = |open: &str, close: &str| before.ends_with(close).then(|| before.rfind(open)).flatten();
        let tag = silent_tag("{%", "%}").or_else(|| silent_tag("{#", "#}")).or_else(|| {
            let open = silent_tag("{{", "}}")?;
            let tag = before.get(open..)?;
            SILENT.iter().any(|name| tag.contains(name)).then_some(open)
        });
        match tag {
            Some(open) => before = before.get(..open).unwrap_or_default(),
            None if before.len() == trimmed.len() => break,
            None => {}
        }
    }
    if before.is_empty() || gap.matches('\n').count() > 1 {
        return true;
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_heading = !line.is_empty() && line.chars().all(|c| c == '=');
    is_heading || (!gap.is_empty() && ends_sentence(before))
}

/// Whether the text ends with the end of a sentence, also where a number follows: »ca.« and »den 1.« do not.
pub fn ends_sentence(text: &str) -> bool {
    let Some(words) = text.strip_suffix('.') else { return text.ends_with(['?', '!']) };
    let word = words.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_ordinal = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    !is_ordinal && !danish::is_abbreviation(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_capital(text: &str, is_capital: bool) {
        let expected = if is_capital { text.replace(") }}", ", stort=true) }}") } else { text.to_owned() };
        assert_eq!(at_sentence_starts(text), expected);
    }

    #[test]
    fn a_number_that_starts_a_sentence_gets_a_capital() {
        for text in [
            "{{ tal(id=\"a.b\") }} kom.",
            "Vi mødtes.\n{{- antal(id=\"a.b\") }} kom.",
            "Vi mødtes. *{{ antal(id=\"a.b\") }}* kom.",
            "Vi mødtes.\n\n{% if x %}\n{{ mod(id=\"a.b\") }} kom.{% endif %}",
            "== {{ antal(id=\"a.b\") }}",
            "Det var sådan i år. {{ antal(id=\"a.b\") }} kom i 2023.",
            "Det var i 2023. {{ antal(id=\"a.b\") }} kom.",
            "Af dem var 58 %. {{ tal(id=\"a.b\") }} kom.",
            "Det kostede 5 kr. {{ tal(id=\"a.b\") }} kom.",
            "- et punkt\n\n{{ tal(id=\"a.b\") }} kom.",
        ] {
            assert_capital(text, true);
        }
        let text = "Ja. {{ gaelder(\"a.b > 1\") }} {# note #}{{ tal(id=\"a.b\", cifre=true) }}";
        assert!(at_sentence_starts(text).ends_with("cifre=true, stort=true) }}"));
    }

    #[test]
    fn a_number_inside_a_sentence_gets_none() {
        for text in [
            "Der kom {{ tal(id=\"a.b\") }}.",
            "Der kom ca. {{ tal(id=\"a.b\") }}.",
            "Der kom inkl. {{ tal(id=\"a.b\") }}.",
            "Der kom jf. afs. {{ tal(id=\"a.b\") }}.",
            "Der kom bl.a.\n{{ tal(id=\"a.b\") }}.",
            "Opgjort pr.\n{{ tal(id=\"a.b\") }}",
            "Den 1. {{ tal(id=\"a.b\") }} kom",
            "Emner: {{ tal(id=\"a.b\") }}",
            "- {{ tal(id=\"a.b\") }} kurser",
            "Her\n{{ tal(id=\"a.b\") }} gange.",
            "Se #boks[{{ tal(id=\"a.b\") }} gange].",
            "{{ udvikling(id=\"a.b\") }} og {{ top(id=\"a.b\") }}",
        ] {
            assert_capital(text, false);
        }
    }
}
