//! Texts that exports write in place of a missing value, and texts of formula errors.

use std::borrow::Cow;

/// What a text says instead of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// A sign such as `-`, or a program's word such as `NULL`: nobody writes it as a value.
    Sign,
    /// A word for an unknown value.
    Unknown,
    /// A word for nothing; among numbers it could mean 0.
    Nothing,
    /// A mark for something left out, which is also used to tick something off.
    Mark,
    /// The text that Excel or LibreOffice shows for a formula that failed.
    FormulaError,
}

// In lower case.
const SIGNS: [&str; 23] = [
    "n/a",
    "n.a.",
    "n.a",
    "#na",
    "<na>",
    "i/t",
    "null",
    "(null)",
    "<null>",
    "[null]",
    "\\n",
    "(tom)",
    "(tomt)",
    "<tom>",
    "[tom]",
    "(blank)",
    "<blank>",
    "(empty)",
    "<empty>",
    "undefined",
    "(intet)",
    "(mangler)",
    "(missing)",
];
const UNKNOWN: [&str; 27] = [
    "vælg",
    "vælg værdi",
    "na",
    "nan",
    "ukendt",
    "i.a",
    "i.o",
    "u.o",
    "uoplyst",
    "ikke oplyst",
    "ej oplyst",
    "ikke angivet",
    "ikke udfyldt",
    "ikke registreret",
    "ubesvaret",
    "unknown",
    "mangler",
    "missing",
    "blank",
    "tomt",
    "uvist",
    "ingen data",
    "ingen oplysning",
    "ingen oplysninger",
    "no data",
    "not available",
    "not applicable",
];
const NOTHING: [&str; 5] = ["ingen", "intet", "none", "nil", "ingen værdi"];
const MARKS: [&str; 2] = ["*", "**"];

/// Errors of Excel in Danish, English, German, Norwegian and Swedish, and of other programs.
const ERRORS: [&str; 42] = [
    "#n/a",
    "#n/a!",
    "#i/t",
    "#nv",
    "#saknas!",
    "#mangler!",
    "#div/0!",
    "#div/0",
    "#division/0!",
    "#value!",
    "#værdi!",
    "#vaerdi!",
    "#verdi!",
    "#wert!",
    "#värdefel!",
    "#ref!",
    "#reference!",
    "#referens!",
    "#bezug!",
    "#name?",
    "#navn?",
    "#namn?",
    "#num!",
    "#nummer!",
    "#tal!",
    "#zahl!",
    "#ogiltigt!",
    "#null!",
    "#nul!",
    "#spill!",
    "#overløb!",
    "#calc!",
    "#beregn!",
    "#field!",
    "#felt!",
    "#blocked!",
    "#connect!",
    "#unknown!",
    "#busy!",
    "#getting_data",
    "#error!",
    "#fejl",
];

/// Bytes of the longest text in the lists: longer texts are not converted to lower case.
const LONGEST: usize = 18;

pub fn absence(text: &str) -> Option<Absence> {
    if text.len() > LONGEST || !may_be_one(text) {
        return if is_hidden_number(text) { Some(Absence::FormulaError) } else { None };
    }
    let lower = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) };
    let is = |text: &str, texts: &[&str]| texts.iter().any(|known| text.eq_ignore_ascii_case(known));
    let is_in = |texts: &[&str]| is(&lower, texts);
    // `(ingen værdi)`, `<ukendt>`, `-- Vælg --`, `Vælg …`
    let word = lower.trim_matches(|c| matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '-' | '.' | '…' | ' '));
    if is_in(&SIGNS) || text == "NaT" || is_dash(text) {
        Some(Absence::Sign)
    } else if is_only_marks(text) || is(word, &UNKNOWN) {
        Some(Absence::Unknown)
    } else if is(word, &NOTHING) {
        Some(Absence::Nothing)
    } else if is_in(&MARKS) {
        Some(Absence::Mark)
    } else if is_in(&ERRORS) || is_hidden_number(text) || is_libreoffice_error(text) {
        Some(Absence::FormulaError)
    } else {
        None
    }
}

/// Whether the text starts like one in the lists. Rejects most texts without an allocation.
fn may_be_one(text: &str) -> bool {
    match text.as_bytes() {
        [] => false,
        [b'-' | b'(' | b'<' | b'[' | b'\\' | b'*' | b'.' | b'?' | b'#' | b'_' | b'/' | b'~', ..]
        | [0xe2, 0x80, ..]
        | [0xc2, 0xa4, ..] => true,
        [first, second, ..] => matches!(
            (first.to_ascii_lowercase(), second.to_ascii_lowercase()),
            (b'n', b'/' | b'.' | b'u' | b'a' | b'o' | b'i')
                | (b'i', b'/' | b'.' | b'k' | b'n')
                | (b'v', 0xc3)
                | (b'u', b'.' | b'k' | b'o' | b'b' | b'n' | b'v')
                | (b'm', b'a' | b'i')
                | (b'b', b'l')
                | (b't', b'o')
                | (b'e', b'j' | b'r')
                | (b'f', b'e')
        ),
        _ => false,
    }
}

/// Whether the text is a dash of any length: `-`, `–`, `---`.
fn is_dash(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

/// Whether the text consists of signs that people write for something unknown: `?`, `..`, `…`, `-.-`, `_`, `¤`.
fn is_only_marks(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '…' | '_' | '/' | '~' | '?' | '¤' | ' '))
}

/// `#####`: the column was too narrow for the number when somebody copied it.
fn is_hidden_number(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| byte == b'#')
}

/// `Fejl:502`, or `Err:502` in English.
fn is_libreoffice_error(text: &str) -> bool {
    let Some((name, number)) = text.split_once(':') else { return false };
    (name.eq_ignore_ascii_case("fejl") || name.eq_ignore_ascii_case("err"))
        && number.len() == 3
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_text_is_found_in_any_case() {
        let lists: [(&[&str], Absence); 5] = [
            (&SIGNS, Absence::Sign),
            (&UNKNOWN, Absence::Unknown),
            (&NOTHING, Absence::Nothing),
            (&MARKS, Absence::Mark),
            (&ERRORS, Absence::FormulaError),
        ];
        for (texts, expected) in lists {
            for text in texts {
                assert!(text.len() <= LONGEST, "{text}");
                assert_eq!(absence(text), Some(expected), "{text}");
                assert_eq!(absence(&text.to_uppercase()), Some(expected), "{text}");
            }
        }
        assert_eq!(absence("#########################"), Some(Absence::FormulaError));
        for text in ["-", "–", "—", "---", "NaT"] {
            assert_eq!(absence(text), Some(Absence::Sign), "{text}");
        }
        for text in ["(ingen værdi)", "[Intet]"] {
            assert_eq!(absence(text), Some(Absence::Nothing), "{text}");
        }
        for text in [
            "<ukendt>",
            "-- Vælg --",
            "Vælg …",
            "(Ikke angivet)",
            "?",
            "??",
            ".",
            "..",
            "...",
            "…",
            "-.-",
            "_",
            "¤",
            "- -",
        ] {
            assert_eq!(absence(text), Some(Absence::Unknown), "{text}");
        }
        assert_eq!(absence("Err:502"), Some(Absence::FormulaError));
    }

    #[test]
    fn texts_that_only_start_like_one_are_texts() {
        for text in [
            "",
            "#",
            "#1 på listen",
            "#TAK!",
            "Nord – Syd",
            "NULLERMÆND",
            "Intet nyt",
            "-5",
            "A-",
            "ved ikke",
            "nej",
            "0",
            "Natmøde",
            "Inge",
            "Ukendte",
            "Nat",
            "Tom",
            "Tomte",
            "Vælger",
            "Ingen-ved",
            "A.-.",
            "/x",
            "Err:5021",
            "*1",
            "n",
        ] {
            assert_eq!(absence(text), None, "{text}");
        }
    }
}
