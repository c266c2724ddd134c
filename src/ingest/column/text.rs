//! Finds defects inside a text, for columns whose values are texts.

use super::absent::absence;
use super::denial::may_deny;
use crate::cell::mended::mended;

/// What is wrong with a text that is read as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextDefect {
    /// Letters were lost, or read in the wrong character set.
    Garbled,
    /// `7,13E+18`: a long number that Excel rounded.
    Rounded,
}

/// Most bytes of a text: a cell of a spreadsheet has at most 32,767 characters, of one to four bytes.
const LONGEST: usize = 4 * 32_767;

/// Whether the text is certainly a value with nothing to report, as most are. It needs no cleaning.
pub fn is_plain(text: &str) -> bool {
    // Both tests in one pass without a branch, which the compiler can vectorise.
    let (mut high_bits, mut has_control) = (0, false);
    for byte in text.bytes() {
        high_bits |= byte;
        has_control |= byte.is_ascii_control();
    }
    !has_control
        && text.len() <= LONGEST
        && !text.starts_with(['=', '\''])
        && absence(text).is_none()
        && !may_deny(text)
        && !is_rounded(text)
        && !text.contains(['&', '%', '=', '\\', '{', '}', '+'])
        && (high_bits < 0x80 || (!is_garbled(text) && mended(text).is_none()))
}

/// Why the text cannot be a value, as advice in Danish; `None` if nothing is wrong with it.
pub fn defect(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST {
        return Some(
            "Cellen er længere end 32.767 tegn, mere end en celle i et regneark kan have. Se efter et anførselstegn, der mangler.",
        );
    }
    if has_control_character(text) {
        return Some("Cellen har usynlige styretegn. Skriv den igen.");
    }
    is_formula(text).then_some("Cellen har en formel, som ikke er regnet ud. Skriv værdien i stedet for formlen.")
}

/// The defect to report of a text that is read as a value.
pub fn remark(text: &str) -> Option<TextDefect> {
    if is_rounded(text) { Some(TextDefect::Rounded) } else { is_garbled(text).then_some(TextDefect::Garbled) }
}

fn has_control_character(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
}

/// Whether the text is a call of a function, such as `=HYPERLINK(…)`.
fn is_formula(text: &str) -> bool {
    let Some((name, _)) = text.strip_prefix('=').and_then(|rest| rest.split_once('(')) else { return false };
    !name.is_empty()
        && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '_'))
        && text.ends_with(')')
}

/// Whether the text is a number of one digit before the exponent, with decimals or a plus sign: `7,13E+18`, `7E+18`.
fn is_rounded(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 5 || !bytes[0].is_ascii_digit() || !bytes[bytes.len() - 1].is_ascii_digit() {
        return false;
    }
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = mantissa[1..].strip_prefix([',', '.']);
    is_digits(exponent.strip_prefix('+').unwrap_or(exponent))
        && fraction.map_or(mantissa.len() == 1 && exponent.starts_with('+'), is_digits)
}

/// Signs that Danish letters become in the wrong character set (DOS, Mac OS), within words. U+2019 is not among them: it is an
/// apostrophe too.
const IN_WORDS: [char; 14] =
    ['›', '†', '¢', '°', 'µ', '¯', '\u{81}', '\u{8f}', '\u{91}', '\u{9b}', '\u{9d}', '¿', '¾', '¸'];

/// Whether letters were lost (U+FFFD) or stand as signs of another character set.
fn is_garbled(text: &str) -> bool {
    if is_of_seven_bits(text) {
        return true;
    }
    if !may_be_garbled(text.as_bytes()) {
        return false;
    }
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let is_within = before.is_some_and(char::is_alphabetic) && is_small(after);
        let is_sign = match c {
            '\u{fffd}' => true,
            // »æ« and »å« of Windows, read as Mac OS or DOS: upper case within a word in lower case.
            'Ê' | 'Â' | 'Õ' if is_within && is_small(before) => true,
            // A letter of UTF-8 that was read as Windows-1252.
            'Ã' | 'Â' => after.is_some_and(|after| !after.is_alphanumeric() && !after.is_ascii()),
            // »ï¿½« is U+FFFD in UTF-8, read as Windows-1252.
            'ï' => after == Some('¿'),
            // »å« of Mac OS.
            'Œ' => is_within,
            // »Æ« and »Ø« of Mac OS at the start of a word.
            '®' | '¯' if !is_within => !before.is_some_and(char::is_alphanumeric) && is_small(after),
            // A wrong apostrophe in a genitive is no damage.
            '‘' => is_within && after != Some('s'),
            // Danish letters that were read as Cyrillic ones.
            'Ѐ'..='ӿ' => [before, after].into_iter().flatten().any(|c| c.is_ascii_alphabetic()),
            c => is_within && IN_WORDS.contains(&c),
        };
        if is_sign {
            return true;
        }
        before = Some(c);
    }
    false
}

/// Danish letters in UTF-7 (RFC 2152).
const UTF_7: [&str; 6] = ["+AOY-", "+APg-", "+AOU-", "+AMY-", "+ANg-", "+AMU-"];

/// Whether Danish letters stand as signs of a character set of seven bits: UTF-7, or ISO 646-DK, which has æ and å in place of
/// braces. Its ø, a bar, is ignored, because a bar separates items too.
fn is_of_seven_bits(text: &str) -> bool {
    if text.contains('+') && UTF_7.iter().any(|letter| text.contains(letter)) {
        return true;
    }
    // Braces in pairs are meant as braces.
    if text.matches('{').count() == text.matches('}').count() {
        return false;
    }
    let around = |at: usize| (text[..at].chars().next_back(), text[at + 1..].chars().next());
    text.match_indices(['{', '}']).any(
        |(at, _)| matches!(around(at), (Some(before), Some(after)) if before.is_alphabetic() && after.is_lowercase()),
    )
}

/// Whether the text has a byte with which what [`is_garbled`] looks for begins in UTF-8. Danish letters have none of them.
fn may_be_garbled(bytes: &[u8]) -> bool {
    !bytes.is_ascii()
        && bytes.windows(2).any(|window| {
            matches!(window[0], 0xc2 | 0xd0..=0xd3 | 0xe2 | 0xef)
                || matches!(window, [0xc3, 0x82 | 0x83 | 0x8a | 0x95 | 0xaf] | [0xc5, 0x92])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_were_lost_or_misread_are_found() {
        for text in [
            "N\u{fffd}rrebro",
            "N›rrebro",
            "N¿rrebro",
            "Vinkelv‘nget",
            "Bl†vand",
            "L¾gehus",
            "Ã³ og Ã¸ i Łódź",
            "¯rsted",
            "®rø",
            "PŒske",
            "N°rrebro",
            "Lµgehus",
            "BlÕvand",
            "BlÂvand",
            "N¯rrebro",
            "Nï¿½rrebro",
            "Nшrrebro",
            "N+APg-rrebro",
            "L{gehus",
            "Bl}vand",
        ] {
            assert_eq!(remark(text), Some(TextDefect::Garbled), "{text}");
        }
        for text in [
            "50 › 40",
            "d’Or",
            "Łódź",
            "Panodil® og",
            "‘hej’",
            "¿Qué?",
            "SÃO",
            "1¾ liter",
            "Œuvre",
            "2 † 3",
            "Lars‘s",
            "25°C",
            "50 µg",
            "Âge",
            "naïv",
            "VÊT",
            "Москва – Moskva",
            "{navn}",
            "a{b}c",
            "KOL+AKS-",
            "slut}",
            "ja|nej",
        ] {
            assert_eq!(remark(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_number_that_excel_rounded_is_found() {
        for text in ["7,13E+18", "7.13E+18", "7E+18", "1,23457E+11", "7,1e18"] {
            assert_eq!(remark(text), Some(TextDefect::Rounded), "{text}");
        }
        for text in ["2E10", "1E5", "12,5E+3", "E+18", "7,E+18", "7,13E+", "5E", "1,2", "3E+x"] {
            assert_eq!(remark(text), None, "{text}");
        }
    }

    #[test]
    fn a_formula_that_nobody_computed_is_no_text() {
        assert!(defect("=HYPERLINK(\"https://a.dk\";\"K1\")").is_some());
        assert!(defect("=A1").is_none() && defect("= (mellemrum)").is_none());
    }
}
