//! Decodes the parts of a workbook to UTF-8, whatever their encoding.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

use super::WorkbookError;
use super::archive::Archive;
use super::guard::guarded;

/// Largest part in another encoding, in bytes, because it is held in memory as a whole.
const MAX_DECODED: u64 = 256 << 20;

/// Bytes that hold the XML declaration.
const START: u64 = 256;

/// A part and its size in bytes.
type SizedPart<'p> = (Box<dyn Read + 'p>, u64);

/// A part as XML in UTF-8 with its size; `None` if it does not exist.
pub fn xml_part<'p>(
    archive: &'p mut Archive<'_>,
    name: &str,
    max: u64,
) -> Result<Option<SizedPart<'p>>, WorkbookError> {
    let Some((mut part, size)) = archive.part(name, max)? else { return Ok(None) };
    let mut bytes = Vec::new();
    guarded(|| part.by_ref().take(START).read_to_end(&mut bytes))?;
    let Some(encoding) = other_encoding(&bytes) else {
        return Ok(Some((Box::new(Cursor::new(bytes).chain(part)), size)));
    };
    if size > MAX_DECODED {
        return Err(WorkbookError::TooMuch("En del af filen er langt større, end den er i en projektmappe"));
    }
    guarded(|| part.read_to_end(&mut bytes))?;
    let text = encoding.decode(&bytes).0;
    // Without the declaration, which names the former encoding.
    let body = if text.starts_with("<?xml") { text.split_once("?>").map_or("", |(_, body)| body) } else { &text };
    let body = body.as_bytes().to_vec();
    let size = body.len() as u64;
    Ok(Some((Box::new(Cursor::new(body)), size)))
}

/// The encoding of a part by its first bytes; `None` if it is UTF-8.
pub fn other_encoding(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        [b'<', 0, ..] => return Some(UTF_16LE),
        [0, b'<', ..] => return Some(UTF_16BE),
        _ => {}
    }
    let declaration = start.get(..memchr(b'>', start)?)?;
    let text = String::from_utf8_lossy(declaration);
    let (_, value) = text.split_once("encoding")?;
    let name = value.trim_start_matches([' ', '=']).get(1..)?.split(['"', '\'']).next()?;
    Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != UTF_8)
}
