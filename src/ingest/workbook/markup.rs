//! XML, looked through quickly and in little memory: which tags there are, and that nothing in it is larger than it should be.
//!
//! This is no parser. It tells tags from text, comments and values exactly as quick-xml does, so that a part which passes has no
//! token, no nesting and no element that would make a parser take much memory.

mod skim;

use std::io::Read;

pub use skim::skim;

use memchr::{memchr, memchr2, memmem};

use super::Unreadable;
use super::guard::guarded;

/// How deep elements may be nested.
const MAX_DEPTH: u64 = 2_000;

/// How much is read at a time.
const CHUNK: usize = 128 << 10;

/// What a part may hold.
pub struct Limits {
    /// The longest tag, text or comment.
    pub token: usize,
    /// The element that a parser keeps whole, by its name without a prefix.
    pub item: &'static [u8],
    /// How many bytes it may have.
    pub item_size: u64,
    /// How many there may be.
    pub items: u64,
}

/// What was found.
#[derive(Debug, Default, Clone, Copy)]
pub struct Found {
    /// How many there are of [`Limits::item`].
    pub items: u64,
    /// The longest tag, text or comment.
    pub token: usize,
}

/// A tag that opens an element.
#[derive(Clone, Copy)]
pub struct Tag<'a> {
    /// Its name without a prefix.
    pub name: &'a [u8],
    /// What follows the name.
    rest: &'a [u8],
}

impl<'a> Tag<'a> {
    /// The tag of what stands between its signs.
    fn new(tag: &'a [u8]) -> Self {
        let name = tag.iter().position(|byte| matches!(byte, b' ' | b'/' | b'\t' | b'\r' | b'\n'));
        let (name, rest) = tag.split_at_checked(name.unwrap_or(tag.len())).unwrap_or_default();
        Self { name: local(name), rest }
    }

    /// The attribute's value as it stands, by its name without a prefix.
    pub fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(key, _)| local(key) == name).map(|(_, value)| value)
    }

    /// The attribute's value as text.
    pub fn text(&self, name: &[u8]) -> Option<String> {
        let value = String::from_utf8_lossy(self.attribute(name)?);
        Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.to_string(), |value| value.to_string()))
    }

    /// The attribute's value as a whole number.
    pub fn number(&self, name: &[u8]) -> Option<u32> {
        super::spans::number(self.attribute(name)?)
    }

    /// Whether the attribute is there and says yes.
    pub fn is_set(&self, name: &[u8]) -> bool {
        matches!(self.attribute(name), Some(b"1" | b"true" | b"on"))
    }

    /// Whether the element has no content.
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

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    match name.iter().position(|byte| *byte == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// Looks through a part, and hands every tag that opens an element to `each`.
///
/// # Errors
/// When the part is damaged or goes over a limit, and those of `each`.
pub fn scan(
    mut part: impl Read,
    limits: &Limits,
    mut each: impl FnMut(Tag<'_>) -> Result<(), Unreadable>,
) -> Result<Found, Unreadable> {
    let mut window = vec![0; CHUNK];
    // The bytes read and not yet looked at are window[start..end]; `before` stood before the window.
    let (mut start, mut end, mut before) = (0, 0, 0u64);
    let (mut depth, mut text) = (0u64, 0);
    let mut found = Found::default();
    let mut item: Option<u64> = None;
    loop {
        let bytes = window.get(start..end).unwrap_or_default();
        let tag = memchr(b'<', bytes);
        text += tag.unwrap_or(bytes.len());
        start += tag.unwrap_or(bytes.len());
        let bytes = window.get(start..end).unwrap_or_default();
        let Some(length) = tag.and_then(|_| length(bytes)) else {
            // The tag, if it is one, goes on after what has been read.
            let known = text.max(end - start);
            if known > limits.token || item.is_some_and(|item| before + end as u64 - item > limits.item_size) {
                return Err(too_long());
            }
            window.copy_within(start..end, 0);
            before += start as u64;
            end -= start;
            start = 0;
            if window.len() < end + CHUNK {
                window.resize((end + CHUNK).max(2 * end), 0);
            }
            let room = window.get_mut(end..).unwrap_or_default();
            let read = guarded(|| part.read(room))?;
            if read == 0 {
                // quick-xml and calamine say themselves what is missing; a tag that is cut off is enough to say so here.
                return if end > 0 || depth > 0 { Err(Unreadable::damaged("")) } else { Ok(found) };
            }
            if before == 0 && end == 0 {
                utf8(window.get(..read).unwrap_or_default())?;
            }
            end += read;
            continue;
        };
        found.token = found.token.max(text).max(length);
        text = 0;
        let tag = bytes.get(1..length - 1).unwrap_or_default();
        match tag.first() {
            Some(b'!' | b'?') => {}
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                if item.is_some() && local(tag.get(1..).unwrap_or_default()).trim_ascii_end() == limits.item {
                    item = None;
                }
            }
            _ => {
                let tag = Tag::new(tag);
                if tag.name == limits.item {
                    found.items += 1;
                    item = (!tag.is_empty()).then_some(before + start as u64);
                }
                each(tag)?;
                if !tag.is_empty() {
                    depth += 1;
                }
            }
        }
        start += length;
        let size = item.map_or(0, |item| before + start as u64 - item);
        if found.token > limits.token || size > limits.item_size || found.items > limits.items {
            return Err(too_long());
        }
        if depth > MAX_DEPTH {
            return Err(Unreadable::damaged("nesting"));
        }
    }
}

fn too_long() -> Unreadable {
    Unreadable::too_much("En del af filen er langt større, end den er i en projektmappe")
}

/// How long the tag, comment or instruction is that the bytes start with; None where its end is not among them.
fn length(bytes: &[u8]) -> Option<usize> {
    let until = |end: &[u8], from: usize| Some(memmem::find(bytes.get(from..)?, end)? + from + end.len());
    match bytes.get(1)? {
        b'?' => until(b"?>", 2),
        b'/' => {
            // Most are so short that a search of the library's would take longer to set up.
            let end = bytes.iter().take(12).position(|byte| *byte == b'>');
            Some(end.or_else(|| memchr(b'>', bytes))? + 1)
        }
        b'!' if bytes.starts_with(b"<!--") => until(b"-->", 4),
        b'!' if bytes.starts_with(b"<![CDATA[") => until(b"]]>", 9),
        // Too short to be told from a document type, which workbooks do not have; its end is not looked for.
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
            // The sign stands in a value: value by value.
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

/// Whether the part is in an encoding in which tags look as they do here.
fn utf8(start: &[u8]) -> Result<(), Unreadable> {
    let declaration = start.get(..memchr(b'>', start).unwrap_or(start.len()).min(200)).unwrap_or_default();
    let encoding = Tag { name: b"", rest: declaration }.attributes().find(|(key, _)| key.ends_with(b"encoding"));
    let known = encoding.is_none_or(|(_, name)| {
        let name = name.to_ascii_lowercase();
        let like_ascii: [&[u8]; 4] = [b"utf-8", b"us-ascii", b"iso-8859-", b"windows-125"];
        like_ascii.iter().any(|known| name.starts_with(known))
    });
    let wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || declaration.contains(&0);
    if known && !wide { Ok(()) } else { Err(Unreadable::damaged("encoding")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use super::*;

    const LIMITS: Limits = Limits { token: 1 << 20, item: b"c", item_size: 2 << 20, items: 100 };

    /// Yields a few bytes at a time, so that every tag is split.
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
