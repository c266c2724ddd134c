//! Undoes what programs did to a text on its way, where only one reading is possible.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use super::code_page::dos_byte;

/// What was done to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mend {
    /// `="012345"`: a formula that tells Excel to keep a text as it is.
    Shell,
    /// `NÃ¸rrebro`, `N√∏rrebro`, `N├©rrebro`: UTF-8 that was read in another character set and written as UTF-8 again.
    DoubleEncoding,
    /// `N&oslash;rrebro`: characters as web pages write them.
    Entities,
    /// `N%C3%B8rrebro`, `N=C3=B8rrebro`, `N\u00f8rrebro`: letters as addresses, mails and programs write them.
    Escapes,
}

/// The text as it was meant, and what was undone; `None` if nothing was.
pub fn mended(text: &str) -> Option<(String, Mend)> {
    // Fast path: most texts have none of the characters that these forms need.
    if !text.bytes().any(|byte| matches!(byte, b'=' | b'&' | b'%' | b'\\') || !byte.is_ascii()) {
        return None;
    }
    if let Some(inner) = without_shell(text) {
        return Some((decoded_once(&inner).unwrap_or(inner), Mend::Shell));
    }
    if text.contains('&')
        && let Some(read) = without_entities(text)
    {
        return Some((read.trim().to_owned(), Mend::Entities));
    }
    if text.contains(['%', '=', '\\'])
        && let Some(read) = without_hexadecimals(text, '%')
            .or_else(|| without_hexadecimals(text, '='))
            .or_else(|| without_backslashes(text, "\\u", 4))
            .or_else(|| without_backslashes(text, "\\x", 2))
    {
        return Some((read, Mend::Escapes));
    }
    decoded_once(text).map(|text| (text, Mend::DoubleEncoding))
}

/// The text with the letters that `%C3%B8`, `%F8` or `=C3=B8` stands for; `None` if it has none, or is an address, where they
/// belong.
fn without_hexadecimals(text: &str, mark: char) -> Option<String> {
    if !text.contains(mark) || text.contains("://") {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let mut has_letters = false;
    while let [first, after @ ..] = rest {
        let pair = after.get(..2).filter(|_| char::from(*first) == mark);
        match pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()) {
            Some(byte) => {
                has_letters |= byte >= 0x80;
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    // `=E5` is too ambiguous: only `%E5` is read so.
    let in_latin = |bytes: &[u8]| danish_in_latin(bytes).filter(|_| mark == '%');
    let read = String::from_utf8(bytes).or_else(|error| in_latin(error.as_bytes()).ok_or(error)).ok()?;
    (has_letters && !read.contains(char::is_control)).then_some(read)
}

/// The bytes read as Windows-1252, if all characters beyond ASCII are Danish letters.
fn danish_in_latin(bytes: &[u8]) -> Option<String> {
    let read = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    read.chars().all(|c| c.is_ascii() || "æøåÆØÅé".contains(c)).then_some(read)
}

/// The text with the letters that `\u00f8` or `\xf8` stands for; `None` if it has none.
fn without_backslashes(text: &str, mark: &str, length: usize) -> Option<String> {
    let mut parts = text.split(mark);
    let mut read = parts.next()?.to_owned();
    let mut has_letters = false;
    for part in parts {
        let digits = part.get(..length).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let letter = digits.and_then(char::from_u32).filter(|letter| letter.is_alphabetic() && !letter.is_ascii())?;
        read.push(letter);
        read.push_str(&part[length..]);
        has_letters = true;
    }
    has_letters.then_some(read)
}

/// The text in `="…"`, in which two quotes stand for one.
fn without_shell(text: &str) -> Option<String> {
    let inner = text.strip_prefix('=')?.trim_start().strip_prefix('"')?.strip_suffix('"')?;
    let inner = inner.replace("\"\"", "\u{0}");
    // A remaining quote ends the text, so this is a longer formula.
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

/// Character sets that UTF-8 is read as by mistake.
#[derive(Clone, Copy, PartialEq)]
enum Misread {
    Windows1252,
    MacRoman,
    Dos,
}

impl Misread {
    /// The byte that was read as this character.
    fn byte(self, c: char) -> Option<u8> {
        if self == Self::Dos {
            return dos_byte(c);
        }
        // Programs that take the text for Latin-1 keep control characters.
        if self == Self::Windows1252 && ('\u{80}'..='\u{ff}').contains(&c) {
            return Some(c as u8);
        }
        let encoding = if self == Self::MacRoman { MACINTOSH } else { WINDOWS_1252 };
        let mut letter = [0; 4];
        let (bytes, _, has_failed) = encoding.encode(c.encode_utf8(&mut letter));
        if has_failed { None } else { bytes.first().copied() }
    }

    /// How the first UTF-8 bytes of Danish letters and punctuation (0xC3, 0xC2, 0xE2) look in this character set.
    fn leads(self) -> [char; 3] {
        match self {
            Self::Windows1252 => ['Ã', 'Â', 'â'],
            Self::MacRoman => ['√', '¬', '‚'],
            Self::Dos => ['├', '┬', 'Ô'],
        }
    }
}

/// Writes the text in the character set that it was read in, and reads it as UTF-8. Texts that were not encoded twice are not
/// UTF-8 then: in UTF-8 a byte such as that of `Ã` must be followed by one of a sign, and by a certain number of them.
fn decode(text: &str) -> Option<String> {
    if !may_be_encoded_twice(text.as_bytes()) {
        return None;
    }
    let sets = [Misread::Windows1252, Misread::MacRoman, Misread::Dos];
    sets.into_iter().filter(|set| text.contains(set.leads())).find_map(|set| decode_from(text, set))
}

fn decode_from(text: &str, set: Misread) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut after_lead = false;
    for c in text.chars() {
        bytes.push(match c {
            // `clean` has replaced these two, which are the second byte of `Å` and `à`.
            '\n' if after_lead => 0x85,
            ' ' if after_lead => 0xa0,
            c => set.byte(c)?,
        });
        after_lead = set == Misread::Windows1252 && matches!(c, 'Ã' | 'Â');
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded.chars().count() < text.chars().count())
}

/// Whether the bytes have a pair of characters that is typical of text encoded twice. A fast test, because every cell is tested.
fn may_be_encoded_twice(bytes: &[u8]) -> bool {
    let is_lead = |bytes: &[u8]| matches!(bytes, [0xc3, 0x82 | 0x83 | 0xa2 | 0x94] | [0xc2, 0xac]);
    !bytes.is_ascii()
        && (bytes.windows(3).any(|window| {
            is_lead(&window[..2]) && (window[2] >= 0x80 || matches!(window[2], b' ' | b'\n'))
                // `√`, `‚`, `├` and `┬`.
                || matches!(window, [0xe2, 0x88, 0x9a] | [0xe2, 0x80, 0x9a] | [0xe2, 0x94, 0x9c | 0xac])
        }))
}

/// Named character references of HTML.
const ENTITIES: [(&str, char); 17] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("aelig", 'æ'),
    ("oslash", 'ø'),
    ("aring", 'å'),
    ("AElig", 'Æ'),
    ("Oslash", 'Ø'),
    ("Aring", 'Å'),
    ("eacute", 'é'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("auml", 'ä'),
    ("ndash", '–'),
];

/// The text with the characters that `&oslash;` and `&#248;` stand for; `None` if it has none of these.
fn without_entities(text: &str) -> Option<String> {
    let mut read = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        read.push_str(before);
        match after.split_once(';').and_then(|(name, after)| Some((entity(name)?, after))) {
            Some((c, after)) => {
                read.push(c);
                rest = after;
            }
            None => {
                read.push('&');
                rest = after;
            }
        }
    }
    read.push_str(rest);
    (read != text).then_some(read)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        let number = hexadecimal.unwrap_or_else(|| number.parse()).ok()?;
        return char::from_u32(number).filter(|c| !c.is_control());
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
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
            ("N√∏rrebro", "Nørrebro"),
            ("L√¶gehus", "Lægehus"),
            ("N├©rrebro", "Nørrebro"),
            ("N├╕rrebro", "Nørrebro"),
            ("Bl├Ñvand", "Blåvand"),
        ] {
            assert_eq!(mended(text), Some((meant.to_owned(), Mend::DoubleEncoding)), "{text}");
        }
    }

    #[test]
    fn characters_of_web_pages_are_read() {
        for (text, meant) in [
            ("S&aelig;by", "Sæby"),
            ("S&#230;by &amp; omegn", "Sæby & omegn"),
            ("S&#xE6;by&nbsp;", "Sæby"),
            ("A & B; S&aelig;by", "A & B; Sæby"),
        ] {
            assert_eq!(mended(text), Some((meant.to_owned(), Mend::Entities)), "{text}");
        }
        for text in ["A & B", "A&B; C", "R&D;", "&", "&#7;", "&#x110000;"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    #[test]
    fn escaped_letters_are_read_and_percents_stay() {
        for (text, meant) in [
            ("S%C3%A6by", "Sæby"),
            ("S%C3%A6by%20Havn", "Sæby Havn"),
            ("S%E6by", "Sæby"),
            ("S=C3=A6by", "Sæby"),
            ("S\\u00e6by", "Sæby"),
            ("S\\xe6by", "Sæby"),
        ] {
            assert_eq!(mended(text), Some((meant.to_owned(), Mend::Escapes)), "{text}");
        }
        for text in
            ["50 %", "100%20", "https://eksempel.dk/s%C3%A6by", "C:\\udtræk", "%C3", "a\\u0041", "kode=E5", "a=b"]
        {
            assert_eq!(mended(text), None, "{text}");
        }
    }

    #[test]
    fn foreign_letters_are_no_damage() {
        for text in [
            "SÃO PAULO",
            "São Tomé",
            "Château",
            "Łódź",
            "Ångström",
            "Nørrebro",
            "Äpple",
            "Â",
            "Ã Â",
            "50 › 40",
            "√2",
            "├── rod",
            "Côte d’Ivoire",
            "50 ¬ 40",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
