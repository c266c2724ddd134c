//! Decodes text files: UTF-8, or what Windows programs write instead.

use std::borrow::Cow;
use std::io;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and the encoding that it was saved in if that is not UTF-8.
#[derive(Debug, PartialEq)]
pub struct DecodedText {
    pub text: String,
    pub foreign: Option<&'static str>,
}

/// Decodes the bytes of a text file. Line ends become `\n`, and a byte order mark is no part of the text.
///
/// # Errors
/// When no encoding gives Danish text.
pub fn decode(bytes: &[u8]) -> io::Result<DecodedText> {
    let (encoding, foreign): (Option<&'static Encoding>, _) = match bytes {
        [0xff, 0xfe, ..] | [_, 0, ..] => (Some(UTF_16LE), Some("UTF-16")),
        [0xfe, 0xff, ..] | [0, _, ..] => (Some(UTF_16BE), Some("UTF-16")),
        _ if std::str::from_utf8(bytes).is_ok() => (None, None),
        _ => (Some(WINDOWS_1252), Some("Windows-1252")),
    };
    let text = match encoding {
        None => String::from_utf8_lossy(bytes),
        Some(encoding) => decode_as(encoding, bytes)?,
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    Ok(DecodedText { text, foreign })
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> io::Result<Cow<'a, str>> {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    // Letters of MacRoman, or of a file that is partly UTF-8.
    let is_other = encoding == WINDOWS_1252
        && (text.contains(['¾', '¿', '\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'])
            || ["Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Ã©", "â€"].iter().any(|pair| text.contains(pair)));
    if had_errors || is_other {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "dens tegn er ikke UTF-8. Gem den igen som UTF-8"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_a_windows_program_saved_is_read() {
        let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for (bytes, foreign) in [
            ("\u{feff}Læger på Ærø\r\n".as_bytes().to_vec(), None),
            (b"L\xe6ger p\xe5 \xc6r\xf8\r\n".to_vec(), Some("Windows-1252")),
            (utf_16("\u{feff}Læger på Ærø\r\n"), Some("UTF-16")),
            (utf_16("Læger på Ærø\r"), Some("UTF-16")),
            ("\u{feff}Læger på Ærø\n".encode_utf16().flat_map(u16::to_be_bytes).collect(), Some("UTF-16")),
        ] {
            let expected = DecodedText { text: "Læger på Ærø\n".to_owned(), foreign };
            assert_eq!(decode(&bytes).unwrap(), expected);
        }
        assert_eq!(decode(b"").unwrap().text, "");
    }

    #[test]
    fn a_text_that_can_be_read_in_more_than_one_way_is_refused() {
        // A Mac's letters, and a line of Windows-1252 in a file of UTF-8.
        for bytes in [b"L\xbeger".as_slice(), b"L\xc3\xa6ger og \xe6ldre"] {
            assert!(decode(bytes).unwrap_err().to_string().contains("UTF-8"));
        }
    }
}
