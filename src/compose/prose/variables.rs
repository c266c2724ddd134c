//! Reports unknown names in conditions: Tera treats them as false, so the text that depends on them would never be printed.

use crate::danish::did_you_mean;
use crate::definition::table::Template;
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings};

/// The names that texts can use.
const NAMES: [&str; 5] = ["periode", "forrige", "har_forrige", "medlem", "vaerdi"];
/// Words of conditions that are no names.
const KEYWORDS: [&str; 14] =
    ["and", "or", "not", "in", "is", "if", "elif", "else", "true", "false", "True", "False", "loop", "none"];

/// Reports each unknown name in an `if` or `elif`.
pub fn check(template: &Template, findings: &Findings) {
    let text = &template.value;
    if !text.contains("{%") {
        return;
    }
    let mut known: Vec<&str> = NAMES.to_vec();
    for (start, end) in scan::tags(text) {
        let tag = text.get(start..end).unwrap_or_default();
        let Some(inner) = tag.strip_prefix("{%").map(|inner| inner.trim_start_matches('-')) else { continue };
        let words = words(inner);
        match words.first().map(|(_, word)| *word) {
            // `set a = …`, `for a, b in …`
            Some("set" | "set_global") => known.extend(words.get(1).map(|(_, word)| *word)),
            Some("for") => {
                known.extend(words.iter().skip(1).map(|(_, word)| *word).take_while(|word| *word != "in"));
            }
            Some("if" | "elif") => {
                let offset = start + tag.len() - inner.len();
                let unknown = names(inner, &words).filter(|(_, name)| !known.contains(name));
                unknown.for_each(|(at, name)| report(template, offset + at, name, findings));
            }
            _ => {}
        }
    }
}

fn report(template: &Template, offset: usize, name: &str, findings: &Findings) {
    let message = format!("»{name}« er ikke et navn, som teksten kan bruge, så vilkåret er aldrig opfyldt.");
    let hint = did_you_mean(name, NAMES.into_iter().take(3));
    let advice = format!(
        "{hint} Navnene er periode, forrige og har_forrige, og et vilkår om tal skrives {{% if gaelder(\"kapitel.tal > 3\") %}}."
    );
    let place = scan::at(template, offset).place();
    findings.push(Finding::new(Code::ProseSyntax, place, message).advise(advice.trim()));
}

/// The words that are names of values, not functions, arguments, fields or tests.
fn names<'t>(inner: &'t str, words: &[(usize, &'t str)]) -> impl Iterator<Item = (usize, &'t str)> {
    let before = |at: usize| inner.get(..at).unwrap_or_default().trim_end();
    let after = |at: usize| inner.get(at..).unwrap_or_default().trim_start();
    words.iter().copied().filter(move |(at, word)| {
        let (before, after) = (before(*at), after(at + word.len()));
        let is_argument = after.starts_with('=') && !after.starts_with("==");
        let is_test = before.ends_with(" is") || before.ends_with(" is not") || before.ends_with('|');
        let is_part = before.ends_with('.') || before.ends_with(|c: char| c.is_ascii_digit());
        !KEYWORDS.contains(word) && !after.starts_with('(') && !is_argument && !is_test && !is_part
    })
}

/// The words outside quotes, each with its place.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_part = quote.is_none() && (c.is_alphanumeric() || c == '_');
        match (is_part, start) {
            (true, None) if !c.is_ascii_digit() => start = Some(at),
            (false, Some(from)) => {
                found.extend(text.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_values_are_looked_up() {
        let names_of = |text: &str| names(text, &words(text)).map(|(_, name)| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(names_of(" if har_forige and not periode == \"2024 x\" "), ["har_forige", "periode"]);
        assert_eq!(names_of(" if gaelder(\"a.b > forrige\") or medlem.navn is defined "), ["medlem"]);
        assert_eq!(names_of(" elif antal(id=\"a\", cifre=true) > 2 "), Vec::<String>::new());
    }
}
