//! Scans XML quickly and in little memory, and enforces limits before a parser reads it.
//!
//! This is not a parser. It distinguishes tags from text, comments and attribute values exactly as quick-xml does, so a part that
//! passes has no token, nesting or element that would make a parser use much memory.

mod skim;

use std::io::Read;

pub use skim::skim;

use memchr::{memchr, memchr2, memmem};

use super::WorkbookError;
use super::guard::guarded;

/// How deep elements may nest.
const MAX_DEPTH: u64 = 2_000;

/// Bytes read at a time.
const CHUNK: usize = 128 << 10;

/// Limits on a part.
pub struct Limits {
    /// Bytes of the longest tag, text or comment.
    pub token: usize,
    /// Local name of the element that a parser holds in memory as a whole.
    pub item: &'static [u8],
    /// Bytes of one such element.
    pub item_size: u64,
    /// Number of such elements.
    pub items: u64,
}

/// What a scan counted.
#[derive(Debug, Default, Clone, Copy)]
pub struct ScanCounts {
    /// Elements named [`Limits::item`].
    pub items: u64,
    /// Bytes of the longest tag, text or comment.
    pub token: usize,
}

/// An opening tag.
#[derive(Clone, Copy)]
pub struct Tag<'a> {
    /// Its local name, without a namespace prefix.
    pub name: &'a [u8],
    /// The bytes after the name.
    rest: &'a [u8],
}

impl<'a> Tag<'a> {
    /// Reads the bytes between `<` and `>`.
    fn new(tag: &'a [u8]) -> Self {
        let name = tag.iter().position(|byte| matches!(byte, b' ' | b'/' | b'\t' | b'\r' | b'\n'));
        let (name, rest) = tag.split_at_checked(name.unwrap_or(tag.len())).unwrap_or_default();
        Self { name: local(name), rest }
    }

    /// Raw value of the attribute with this local name.
    pub fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(key, _)| local(key) == name).map(|(_, value)| value)
    }

    /// Unescaped value of the attribute.
    pub fn text(&self, name: &[u8]) -> Option<String> {
        let value = String::from_utf8_lossy(self.attribute(name)?);
        Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.to_string(), |value| value.to_string()))
    }

    /// Value of the attribute as a whole number.
    pub fn number(&self, name: &[u8]) -> Option<u32> {
        super::spans::number(self.attribute(name)?)
    }

    /// Whether the attribute is `1`, `true` or `on`.
    pub fn is_set(&self, name: &[u8]) -> bool {
        matches!(self.attribute(name), Some(b"1" | b"true" | b"on"))
    }

    /// Whether the element closes itself.
    pub fn is_empty(&self) -> bool {
        self.rest.ends_with(b"/")
    }

    fn attributes(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let mut rest = self.rest;
        std::iter::from_fn(move || {
            let (key, after) = rest.split_at_checked(memchr(b'=', rest)?)?;
            let after = after.get(1..)?.trim_ascii_start();
            let (quote, after) = after.split_first()?;
            let (value, after) = after.split_at_checked(memchr(*quote, after)?)?;
            rest = after.get(1..)?;
            Some((key.trim_ascii(), value))
        })
    }
}

/// A name without its namespace prefix.
fn local(name: &[u8]) -> &[u8] {
    match name.iter().position(|byte| *byte == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// Scans a part and passes every opening tag to `each`.
///
/// Fails when the part is damaged, exceeds a limit, or `each` fails.
pub fn scan(
    part: impl Read,
    limits: &Limits,
    mut each: impl FnMut(Tag<'_>) -> Result<(), WorkbookError>,
) -> Result<ScanCounts, WorkbookError> {
    let mut window = Window::new(part);
    let mut scan = ScanState { limits, counts: ScanCounts::default(), depth: 0, item: None };
    // Bytes of text since the last tag.
    let mut text = 0;
    loop {
        let skipped = memchr(b'<', window.unread()).unwrap_or(window.unread().len());
        window.start += skipped;
        text += skipped;
        let Some(length) = length(window.unread()) else {
            // If it is a tag, it continues in what has not been read yet.
            if text.max(window.unread().len()) > limits.token
                || scan.item_size(window.end_position()) > limits.item_size
            {
                return Err(too_long());
            }
            if window.read_on()? {
                continue;
            }
            // quick-xml and calamine notice other defects themselves.
            let is_cut_off = !window.unread().is_empty() || scan.depth > 0;
            return if is_cut_off { Err(WorkbookError::damaged("")) } else { Ok(scan.counts) };
        };
        scan.counts.token = scan.counts.token.max(text).max(length);
        text = 0;
        let markup = window.unread().get(1..length - 1).unwrap_or_default();
        match markup.first() {
            Some(b'!' | b'?') => {}
            Some(b'/') => scan.close(local(markup.get(1..).unwrap_or_default()).trim_ascii_end()),
            _ => {
                let tag = Tag::new(markup);
                each(tag)?;
                scan.open(tag, window.position());
            }
        }
        window.start += length;
        scan.check(window.position())?;
    }
}

/// State of a scan between two tags.
struct ScanState<'l> {
    limits: &'l Limits,
    counts: ScanCounts,
    /// Open elements.
    depth: u64,
    /// Position of the open [`Limits::item`].
    item: Option<u64>,
}

impl ScanState<'_> {
    fn open(&mut self, tag: Tag<'_>, position: u64) {
        if tag.name == self.limits.item {
            self.counts.items += 1;
            self.item = (!tag.is_empty()).then_some(position);
        }
        self.depth += u64::from(!tag.is_empty());
    }

    fn close(&mut self, name: &[u8]) {
        self.depth = self.depth.saturating_sub(1);
        if self.item.is_some() && name == self.limits.item {
            self.item = None;
        }
    }

    /// Bytes of the open item so far.
    fn item_size(&self, position: u64) -> u64 {
        self.item.map_or(0, |start| position - start)
    }

    fn check(&self, position: u64) -> Result<(), WorkbookError> {
        let Limits { token, item_size, items, .. } = *self.limits;
        if self.counts.token > token || self.item_size(position) > item_size || self.counts.items > items {
            return Err(too_long());
        }
        if self.depth > MAX_DEPTH {
            return Err(WorkbookError::damaged("nesting"));
        }
        Ok(())
    }
}

/// The bytes of a part that were read and not yet scanned. Grows when a tag does not fit.
struct Window<R> {
    part: R,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes of the part before the window.
    before: u64,
}

impl<R: Read> Window<R> {
    fn new(part: R) -> Self {
        Self { part, bytes: vec![0; CHUNK], start: 0, end: 0, before: 0 }
    }

    fn unread(&self) -> &[u8] {
        self.bytes.get(self.start..self.end).unwrap_or_default()
    }

    fn position(&self) -> u64 {
        self.before + self.start as u64
    }

    fn end_position(&self) -> u64 {
        self.before + self.end as u64
    }

    /// Reads another chunk. Returns false at the end of the part.
    fn read_on(&mut self) -> Result<bool, WorkbookError> {
        self.bytes.copy_within(self.start..self.end, 0);
        self.before += self.start as u64;
        self.end -= self.start;
        self.start = 0;
        if self.bytes.len() < self.end + CHUNK {
            self.bytes.resize((self.end + CHUNK).max(2 * self.end), 0);
        }
        let room = self.bytes.get_mut(self.end..).unwrap_or_default();
        let read = guarded(|| self.part.read(room))?;
        if self.before == 0 && self.end == 0 {
            utf8(self.bytes.get(..read).unwrap_or_default())?;
        }
        self.end += read;
        Ok(read > 0)
    }
}

fn too_long() -> WorkbookError {
    WorkbookError::TooMuch("En del af filen er langt større, end den er i en projektmappe")
}

/// Length of the tag, comment or instruction at the start of the bytes; `None` if its end is not among them.
fn length(bytes: &[u8]) -> Option<usize> {
    let until = |end: &[u8], from: usize| Some(memmem::find(bytes.get(from..)?, end)? + from + end.len());
    match bytes.get(1)? {
        b'?' => until(b"?>", 2),
        b'/' => {
            // Closing tags are so short that setting up memchr would take longer.
            let end = bytes.iter().take(12).position(|byte| *byte == b'>');
            Some(end.or_else(|| memchr(b'>', bytes))? + 1)
        }
        b'!' if bytes.starts_with(b"<!--") => until(b"-->", 4),
        b'!' if bytes.starts_with(b"<![CDATA[") => until(b"]]>", 9),
        // Too short to distinguish from a document type, which workbooks do not have.
        b'!' if bytes.len() < 9 => None,
        b'!' => Some(memchr(b'>', bytes)? + 1),
        _ if bytes.get(2) == Some(&b'>') => Some(3),
        _ => {
            let end = memchr(b'>', bytes)?;
            let tag = bytes.get(..end)?;
            let quotes = tag.iter().filter(|byte| **byte == b'"').count();
            if quotes % 2 == 0 && memchr(b'\'', tag).is_none() {
                return Some(end + 1);
            }
            // The `>` is inside a value: skip value by value.
            let mut at = 0;
            loop {
                let rest = bytes.get(at..)?;
                let quote = memchr2(b'"', b'\'', rest);
                let end = memchr(b'>', rest);
                match (quote, end) {
                    (Some(quote), end) if end.is_none_or(|end| quote < end) => {
                        at += quote + 1 + memchr(*rest.get(quote)?, rest.get(quote + 1..)?)? + 1;
                    }
                    (_, end) => return Some(at + end? + 1),
                }
            }
        }
    }
}

/// Refuses encodings in which tags are not written in ASCII bytes.
fn utf8(start: &[u8]) -> Result<(), WorkbookError> {
    let declaration = start.get(..memchr(b'>', start).unwrap_or(start.len()).min(200)).unwrap_or_default();
    let encoding = Tag { name: b"", rest: declaration }.attributes().find(|(key, _)| key.ends_with(b"encoding"));
    let known = encoding.is_none_or(|(_, name)| {
        let name = name.to_ascii_lowercase();
        let like_ascii: [&[u8]; 4] = [b"utf-8", b"us-ascii", b"iso-8859-", b"windows-125"];
        like_ascii.iter().any(|known| name.starts_with(known))
    });
    let wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || declaration.contains(&0);
    if known && !wide { Ok(()) } else { Err(WorkbookError::damaged("encoding")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use super::*;

    const LIMITS: Limits = Limits { token: 1 << 20, item: b"c", item_size: 2 << 20, items: 100 };

    /// Yields a few bytes at a time, so that every tag is split between reads.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let few = buffer.len().min(3);
            self.0.read(&mut buffer[..few])
        }
    }

    fn names(xml: &str) -> Vec<String> {
        let mut names = Vec::new();
        scan(Drip(xml.as_bytes()), &LIMITS, |tag| {
            names.push(String::from_utf8_lossy(tag.name).into_owned());
            Ok(())
        })
        .unwrap();
        names
    }

    #[test]
    fn tags_are_told_from_comments_values_and_text_wherever_a_chunk_ends() {
        assert_eq!(
            names("<?xml version='1.0'?><a><!-- <b> --><x:c d='>\"' e=\">'<f>\"/><![CDATA[<g>]]></a >"),
            ["a", "c"]
        );
    }

    #[test]
    fn attributes_are_found_behind_prefixes_and_in_quotes_of_both_kinds() {
        let tag = Tag { name: b"a", rest: br#" b = '1' x:c="&lt;" hidden = "true""# };
        assert_eq!(tag.number(b"b"), Some(1));
        assert_eq!(tag.text(b"c").unwrap(), "<");
        assert!(tag.is_set(b"hidden") && !tag.is_set(b"d"));
    }

    #[test]
    fn a_value_that_never_ends_a_long_text_and_deep_nesting_are_refused_in_little_memory() {
        let of = |part: &[u8]| scan(part, &LIMITS, |_| Ok(())).map(|found| found.items);
        assert!(of(&[b"<a b=\"".as_slice(), &b"<c>".repeat(1 << 20)].concat()).is_err());
        assert!(of(&[b"<a>".as_slice(), &[b'x'; 2 << 20]].concat()).is_err());
        assert!(of(&b"<a>".repeat(1 << 20)).is_err());
        assert!(of(&b"<c/>".repeat(101)).is_err());
        assert!(of(&[b"<c>".as_slice(), &b"<t>xxxxxxxx</t>".repeat(1 << 20)].concat()).is_err());
        assert_eq!(of(b"<a><c></c><c/></a>"), Ok(2));
    }
}
