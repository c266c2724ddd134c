//! Character sets of text files, and which of them a file is in.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Encoding, MACINTOSH, UTF_8, WINDOWS_1252};

use crate::cell::code_page::dos;

/// Bytes that are read at a time.
const CHUNK: usize = 1 << 16;

/// A character set in which ASCII is one byte each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    Utf8,
    Windows1252,
    Cp850,
    MacRoman,
}

impl TextEncoding {
    /// Character sets of one byte for each character, in which any bytes are a text.
    const SINGLE_BYTE: [Self; 3] = [Self::Windows1252, Self::Cp850, Self::MacRoman];

    /// The text; `None` if the bytes are not in this character set.
    pub fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        let of_one_byte = |encoding: &'static Encoding| Some(encoding.decode_without_bom_handling(bytes).0);
        match self {
            Self::Utf8 => UTF_8.decode_without_bom_handling_and_without_replacement(bytes).or_else(|| torn(bytes)),
            Self::Windows1252 => of_one_byte(WINDOWS_1252),
            Self::MacRoman => of_one_byte(MACINTOSH),
            Self::Cp850 => Some(Cow::Owned(bytes.iter().map(|byte| dos(*byte)).collect())),
        }
    }

    /// Bytes of a text in this character set.
    pub fn bytes(self, text: &str) -> usize {
        if self == Self::Utf8 { text.len() } else { text.chars().count() }
    }

    /// What it is called in messages, if it is one that must be reported.
    pub fn old_name(self) -> Option<&'static str> {
        match self {
            Self::Utf8 | Self::Windows1252 => None,
            Self::Cp850 => Some("DOS' tegnsæt (kodeside 850)"),
            Self::MacRoman => Some("det gamle Mac-tegnsæt (Mac OS Roman)"),
        }
    }

    /// The character set of a text that is not UTF-8: the one in which bytes beyond ASCII are Danish letters within words.
    ///
    /// It is Windows-1252 unless that gives hardly any letter and another gives nearly only letters.
    pub fn guess(mut text: impl Read) -> io::Result<Self> {
        let mut counts = [LetterCount::default(); 3];
        let mut words = 0_u64;
        let mut kept = Vec::with_capacity(CHUNK + 2);
        loop {
            let start = kept.len().saturating_sub(2);
            kept.drain(..start);
            let before = kept.len();
            text.by_ref().take(CHUNK as u64).read_to_end(&mut kept)?;
            if kept.len() == before {
                break;
            }
            for window in kept.windows(3).filter(|window| window[1] >= 0x80) {
                let [before, byte, after] = window else { continue };
                if !is_letter_byte(*before) && !is_letter_byte(*after) {
                    continue;
                }
                words += 1;
                for (count, encoding) in counts.iter_mut().zip(Self::SINGLE_BYTE) {
                    count.add(encoding.letter(*byte), *before, *after);
                }
            }
        }
        let [windows, others @ ..] = counts;
        let best = others.into_iter().zip([Self::Cp850, Self::MacRoman]).max_by_key(|(count, _)| count.fitting);
        Ok(match best {
            Some((count, encoding))
                if count.inside > 0 && count.fitting * 10 >= words * 9 && windows.fitting * 10 <= count.fitting =>
            {
                encoding
            }
            _ => Self::Windows1252,
        })
    }

    fn letter(self, byte: u8) -> char {
        match self {
            Self::Cp850 => dos(byte),
            Self::Utf8 => '\u{fffd}',
            Self::Windows1252 | Self::MacRoman => {
                self.decode(&[byte]).and_then(|text| text.chars().next()).unwrap_or('\u{fffd}')
            }
        }
    }
}

/// How many bytes are letters in a character set.
#[derive(Debug, Clone, Copy, Default)]
struct LetterCount {
    /// Letters in a case that suits the letter before.
    fitting: u64,
    /// Those of them between two letters.
    inside: u64,
}

impl LetterCount {
    fn add(&mut self, letter: char, before: u8, after: u8) {
        let suits = match letter {
            'æ' | 'ø' | 'å' | 'é' | 'ö' | 'ä' | 'ü' => true,
            'Æ' | 'Ø' | 'Å' | 'É' | 'Ö' | 'Ä' | 'Ü' => !before.is_ascii_lowercase(),
            _ => false,
        };
        self.fitting += u64::from(suits);
        self.inside += u64::from(suits && is_letter_byte(before) && is_letter_byte(after));
    }
}

/// The text before a last UTF-8 character that was cut in two; `None` unless another character shows that the text is UTF-8.
fn torn(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let error = std::str::from_utf8(bytes).err().filter(|error| error.error_len().is_none())?;
    let text = std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?;
    (!text.is_ascii()).then_some(Cow::Borrowed(text))
}

fn is_letter_byte(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use super::*;

    fn encoded(text: &str, encoding: TextEncoding) -> Vec<u8> {
        let byte = |c: char| (0..=255).find(|byte| encoding.letter(*byte) == c).unwrap();
        text.chars().map(|c| if c.is_ascii() { c as u8 } else { byte(c) }).collect()
    }

    #[test]
    fn a_text_is_in_the_character_set_in_which_its_signs_are_letters() {
        for text in ["By;Antal\nNørrebro;1\nØsterbro;2\nÆrø;3\n", "Blåvand", "Lægehus på Åboulevarden"] {
            for encoding in TextEncoding::SINGLE_BYTE {
                let bytes = encoded(text, encoding);
                assert_eq!(TextEncoding::guess(bytes.as_slice()).unwrap(), encoding, "{text}");
                assert_eq!(encoding.decode(&bytes).unwrap(), text);
            }
        }
    }

    #[test]
    fn typographic_signs_of_windows_1252_are_no_letters_of_another() {
        for text in ["”ord”", "‘ord’ og d’Or", "Nord–Syd", "“ord”", "vent…", "50 › 40", "Bl†", "Zoë og Müller"]
        {
            let bytes = encoded(text, TextEncoding::Windows1252);
            assert_eq!(TextEncoding::guess(bytes.as_slice()).unwrap(), TextEncoding::Windows1252, "{text}");
        }
    }

    #[test]
    fn all_of_a_long_text_is_looked_at() {
        let text = format!("{}Nørrebro", "a;b\n".repeat(CHUNK));
        let bytes = encoded(&text, TextEncoding::Cp850);
        assert_eq!(TextEncoding::guess(bytes.as_slice()).unwrap(), TextEncoding::Cp850);
    }
}
