//! Undoes what hides digits: full-width digits, percent encoding, character references, invisible characters.

/// A character as it is read, and the bytes of the text that it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Folded {
    pub char: char,
    pub start: usize,
    pub end: usize,
}

/// The characters of the text with encodings undone.
pub fn fold(text: &str) -> Vec<Folded> {
    let mut folded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (char, length) = match first {
            '%' => percent(rest),
            '&' => reference(rest),
            _ => None,
        }
        .unwrap_or((first, first.len_utf8()));
        if !is_invisible(char) {
            folded.push(Folded { char: plain(char), start: at, end: at + length });
        }
        at += length;
    }
    folded
}

/// The characters as a text again, as they are read.
pub fn unfolded(chars: &[Folded]) -> String {
    chars.iter().map(|folded| folded.char).collect()
}

/// Whether the text may have digits that are not ASCII. Tests only for lead bytes that Danish text does not have.
pub fn may_have_other_digits(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xEF | 0xF0 | 0xD9 | 0xDB | 0xE0))
}

/// `%2D` and its length.
fn percent(text: &str) -> Option<(char, usize)> {
    let byte = u8::from_str_radix(text.get(1..3)?, 16).ok()?;
    byte.is_ascii_graphic().then_some((char::from(byte), 3)).or((byte == b' ').then_some((' ', 3)))
}

/// `&#45;`, `&#x2d;` or `&nbsp;` and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let char = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => match name {
            "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
            "ndash" | "mdash" | "minus" | "hyphen" | "dash" => '-',
            "shy" => '\u{ad}',
            "sol" => '/',
            "period" => '.',
            _ => return None,
        },
    };
    Some((char, end + 1))
}

fn is_invisible(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A digit of another script as an ASCII digit.
fn plain(char: char) -> char {
    let zeros =
        ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}', '\u{1d7ce}', '\u{1d7d8}', '\u{1d7e2}', '\u{1d7ec}', '\u{1d7f6}'];
    let value = zeros.iter().find_map(|zero| u32::from(char).checked_sub(u32::from(*zero)).filter(|value| *value < 10));
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(char)
}
