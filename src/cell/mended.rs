//! Takes off what programs put around or into a text on its way, where only one reading is possible.

use encoding_rs::WINDOWS_1252;

/// What was done to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mend {
    /// `="012345"`: a formula that tells Excel to keep a text as it is.
    Shell,
    /// `NÃ¸rrebro`: UTF-8 that was read as Windows-1252 and written as UTF-8 again.
    DoubleEncoding,
}

/// The text as it was meant; `None` if there is nothing to take off.
pub fn mended(text: &str) -> Option<(String, Mend)> {
    if let Some(inner) = without_shell(text) {
        return Some((decoded_once(&inner).unwrap_or(inner), Mend::Shell));
    }
    decoded_once(text).map(|text| (text, Mend::DoubleEncoding))
}

/// The text in `="…"`, in which two quotes stand for one.
fn without_shell(text: &str) -> Option<String> {
    let inner = text.strip_prefix('=')?.trim_start().strip_prefix('"')?.strip_suffix('"')?;
    let inner = inner.replace("\"\"", "\u{0}");
    // A quote that is left closes the text: what follows is more of a formula.
    (!inner.contains('"')).then(|| inner.replace('\u{0}', "\"").trim().to_owned())
}

/// The text that was encoded twice or more often; `None` if it was not.
fn decoded_once(text: &str) -> Option<String> {
    let mut decoded = decode(text)?;
    while let Some(again) = decode(&decoded) {
        decoded = again;
    }
    Some(decoded)
}

/// Writes the text in Windows-1252 and reads it as UTF-8. Texts that were not encoded twice are not UTF-8 then: in UTF-8 a letter
/// such as `Ã` must be followed by a sign, and by a certain number of them.
fn decode(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'Â', 'â', 'Å', 'Ä']) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut after_lead = false;
    for c in text.chars() {
        match c {
            // `clean` made plain characters of these two, which are the second half of `Å` and `à`.
            '\n' if after_lead => bytes.push(0x85),
            ' ' if after_lead => bytes.push(0xa0),
            // Programs that take the text for Latin-1 keep control characters.
            '\u{80}'..='\u{ff}' => bytes.push(c as u8),
            c => {
                let letter = c.to_string();
                let (encoded, _, has_failed) = WINDOWS_1252.encode(&letter);
                if has_failed {
                    return None;
                }
                bytes.extend_from_slice(&encoded);
            }
        }
        after_lead = matches!(c, 'Ã' | 'Â');
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded.chars().count() < text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_a_formula_is_the_text() {
        for (text, inner) in [("=\"012345\"", "012345"), ("=\"Første besøg\"", "Første besøg"), ("=\"\"", "")] {
            assert_eq!(mended(text), Some((inner.to_owned(), Mend::Shell)), "{text}");
        }
        assert_eq!(mended("=\"den \"\"nye\"\" aftale\"").map(|(text, _)| text).as_deref(), Some("den \"nye\" aftale"));
        for text in ["=\"a\"&\"b\"", "=SUM(A1)", "\"a\"", "=\"", "=", "=012345", "a=\"b\""] {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_encoded_twice_is_decoded_once_more() {
        for (text, meant) in [
            ("NÃ¸rrebro", "Nørrebro"),
            ("Ã˜sterbro", "Østerbro"),
            ("Ã\u{98}sterbro", "Østerbro"),
            ("Ã…rhus", "Århus"),
            ("Ã\nrhus", "Århus"),
            ("LÃ¦gehus â€“ Ã†rÃ¸", "Lægehus – Ærø"),
            ("20 Â°C", "20 °C"),
            ("BlÃƒÂ¥vand", "Blåvand"),
        ] {
            assert_eq!(mended(text), Some((meant.to_owned(), Mend::DoubleEncoding)), "{text}");
        }
    }

    #[test]
    fn foreign_letters_are_no_damage() {
        for text in ["SÃO PAULO", "São Tomé", "Château", "Łódź", "Ångström", "Nørrebro", "Äpple", "Â", "Ã Â", "50 › 40"]
        {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
