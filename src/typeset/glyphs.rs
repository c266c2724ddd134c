//! Replaces characters that the fonts lack, because Typst would refuse the report for a single emoji in a cell.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fonts::fonts;
use crate::compose::{CHARTS, Document};

/// Printed instead of a character that the fonts lack.
pub const REPLACEMENT: char = '□';
/// Where an export's values are in the source of a chapter: their bytes, `#vaerdi(53,32,)`.
const VALUE: &str = "#vaerdi(";

/// Whether no font has the character. Spaces and characters that are never drawn are not missing.
pub(crate) fn is_missing(c: char) -> bool {
    if c.is_ascii_graphic() || c.is_whitespace() || is_invisible(c) {
        return false;
    }
    !fonts().iter().any(|font| font.info().coverage.contains(c as u32))
}

/// Joiners and direction marks, which change how others are drawn.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || is_variant(c)
}

/// Whether the character only modifies the emoji before it: joiner, keycap, variation selector, skin tone, region of a flag. It
/// is left out.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether the character is not printed as it is.
fn is_changed(c: char) -> bool {
    is_missing(c) || is_variant(c)
}

/// Whether the text has such a character. A fast test: most data are plain ASCII, which has none.
fn has(text: &str, is_such: impl Fn(char) -> bool) -> bool {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !(b' '..=b'~').contains(&byte)) {
        let mut from = rest.get(at..).unwrap_or_default().chars();
        if from.next().is_some_and(&is_such) {
            return true;
        }
        rest = from.as_str();
    }
    false
}

/// The text as it is printed.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !has(text, is_changed) {
        return Cow::Borrowed(text);
    }
    let printed = text.chars().filter(|c| !is_variant(*c)).map(|c| match c {
        '⟨' => '‹',
        '⟩' => '›',
        _ if is_missing(c) => REPLACEMENT,
        _ => c,
    });
    Cow::Owned(printed.collect())
}

/// The file of a document as Typst gets it; data and chapters have no character that the fonts lack.
pub(super) fn legible<'a>(path: &str, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    let is_data = path.ends_with(".json") && !path.starts_with("/attachments/");
    let is_chapter = path.starts_with("/chapters/");
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| is_data || is_chapter) else {
        return Cow::Borrowed(bytes);
    };
    let values = is_chapter && values(text).any(|(_, _, value)| has(&value, is_changed));
    let controls = is_data && text.contains("\\u00");
    if !values && !controls && !has(text, is_changed) {
        return Cow::Borrowed(bytes);
    }
    let text = if is_data { without_controls(text) } else { with_printable_values(text) };
    Cow::Owned(printable(&text).into_owned().into_bytes())
}

/// The texts of a document that have a character which the fonts lack.
pub(crate) fn illegible(document: &Document) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, bytes) in &document.files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if path.starts_with("/chapters/") {
            let lines = text.lines().map(str::to_owned);
            let values = values(text).map(|(_, _, value)| value);
            found.extend(lines.chain(values).filter(|text| has(text, is_missing)));
        } else if (path == "/data.json" || path.starts_with(CHARTS))
            && (text.contains("\\u00") || has(text, is_missing))
        {
            let data = serde_json::from_str(text).unwrap_or_default();
            collect(&data, &mut found);
        }
    }
    found
}

fn collect(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) if text.chars().any(is_missing) => {
            found.insert(text.clone());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        serde_json::Value::Object(entries) => entries.values().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// The values in the source of a chapter: start and end of the call, and the text.
fn values(source: &str) -> impl Iterator<Item = (usize, usize, String)> {
    source.match_indices(VALUE).filter_map(|(start, call)| {
        let rest = source.get(start + call.len()..)?;
        let (inner, _) = rest.split_once(')')?;
        let bytes: Option<Vec<u8>> =
            inner.split(',').filter(|byte| !byte.is_empty()).map(|byte| byte.parse().ok()).collect();
        Some((start, start + call.len() + inner.len() + 1, String::from_utf8(bytes?).ok()?))
    })
}

fn with_printable_values(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    for (start, end, value) in values(source) {
        out.push_str(source.get(at..start).unwrap_or_default());
        let bytes: String = printable(&value).bytes().map(|byte| format!("{byte},")).collect();
        out.push_str(&format!("{VALUE}{bytes})"));
        at = end;
    }
    out.push_str(source.get(at..).unwrap_or_default());
    out
}

/// JSON without escaped control characters other than tabs and line ends.
fn without_controls(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let code = after.strip_prefix("\\u").and_then(|hex| u32::from_str_radix(hex.get(..4)?, 16).ok());
        let length = if code.is_some() { 6 } else { 2 };
        match code {
            Some(code) if code < 32 && !matches!(code, 9 | 10 | 13) => out.push(REPLACEMENT),
            _ => out.push_str(after.get(..length).unwrap_or(after)),
        }
        rest = after.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_the_fonts_lack_is_replaced_and_danish_text_is_not() {
        assert!(!is_missing(REPLACEMENT));
        let danish = "Ærø, åbent »i dag« – 5 % ≥ 3 • … é ø½ €\u{a0}\u{ad}\u{200b}\n";
        assert_eq!(printable(danish), danish);
        assert_eq!(printable("Hej 字, ⟨slut⟩"), "Hej □, ‹slut›");
    }

    #[test]
    fn signs_and_pictures_are_printed_without_their_variants() {
        let signs = "CO₂ ✓ ✗ ① ⚠ ☐ KAP‑H 10⁻³ ⅕ 😀 🩺 🦠";
        assert_eq!(printable(signs), signs);
        assert_eq!(printable("👍🏽 ❤\u{fe0f} 1\u{fe0f}\u{20e3} 👩\u{200d}⚕\u{fe0f}"), "👍 ❤ 1 👩⚕");
    }

    #[test]
    fn values_and_escaped_controls_are_replaced_where_they_are() {
        let value: String = "a字".bytes().map(|byte| format!("{byte},")).collect();
        let source = format!("Æ #vaerdi({value}); 字");
        let expected: String = "a□".bytes().map(|byte| format!("{byte},")).collect();
        let legible_source = legible("/chapters/k.typ", source.as_bytes());
        assert_eq!(String::from_utf8_lossy(&legible_source), format!("Æ #vaerdi({expected}); □"));
        let json = br#"{"a":"b\u0007\\u0007\n\"c"}"#;
        assert_eq!(String::from_utf8_lossy(&legible("/data.json", json)), r#"{"a":"b□\\u0007\n\"c"}"#);
        assert_eq!(legible("/attachments/t.csv", "字".as_bytes()).as_ref(), "字".as_bytes());
    }
}
