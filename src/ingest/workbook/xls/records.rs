//! The records of an XLS file, and the texts that several of them hold together.

use crate::ingest::workbook::Unreadable;
use crate::ingest::workbook::texts::{Texts, push_letters, u16_at};

/// Record after record, its kind and its bytes, until the end of what it is about.
pub struct Records<'a> {
    rest: &'a [u8],
    /// How many records of a beginning have come without that of an end.
    depth: u32,
    /// Whether only those of the outermost level are given.
    outermost: bool,
}

/// The record that something begins.
const BEGIN: u16 = 0x0809;
/// The record that it ends.
const END: u16 = 0x000A;
/// The record that goes on with the one before.
const CONTINUE: u16 = 0x003C;

impl<'a> Records<'a> {
    /// The records of the workbook itself, which come first.
    pub fn of_book(stream: &'a [u8]) -> Self {
        Self { rest: stream, depth: 0, outermost: false }
    }

    /// The records of a sheet, without those of charts in it.
    pub fn of_sheet(stream: &'a [u8]) -> Self {
        Self { rest: stream, depth: 0, outermost: true }
    }

    /// The next record if it goes on with the one before.
    pub fn next_continued(&mut self) -> Result<Option<&'a [u8]>, Unreadable> {
        if u16_at(self.rest, 0) == Some(CONTINUE) { Ok(self.take()?.map(|(_, data)| data)) } else { Ok(None) }
    }

    /// The next record of any level; none at the end of the stream.
    fn take(&mut self) -> Result<Option<(u16, &'a [u8])>, Unreadable> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let cut_off = || Unreadable::damaged("");
        let kind = u16_at(self.rest, 0).ok_or_else(cut_off)?;
        let length = usize::from(u16_at(self.rest, 2).ok_or_else(cut_off)?);
        let data = self.rest.get(4..4 + length).ok_or_else(cut_off)?;
        self.rest = self.rest.get(4 + length..).unwrap_or_default();
        Ok(Some((kind, data)))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.take() {
                Ok(record) => record,
                Err(error) => {
                    self.rest = &[];
                    return Some(Err(error));
                }
            };
            // Whatever starts must end, or the file is cut off.
            let Some((kind, data)) = record else {
                return if std::mem::take(&mut self.depth) > 0 { Some(Err(Unreadable::damaged(""))) } else { None };
            };
            match kind {
                BEGIN => self.depth += 1,
                END => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if kind == END && self.depth == 0 {
                self.rest = &[];
                return None;
            }
            if !self.outermost || self.depth <= 1 {
                return Some(Ok((kind, data)));
            }
        }
    }
}

/// The bytes of a record and of those that go on with it.
pub struct Segments<'a> {
    current: &'a [u8],
    later: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Segments<'a> {
    /// The bytes, and those of the records that go on with them.
    pub fn new(first: &'a [u8], records: &mut Records<'a>) -> Result<Self, Unreadable> {
        let mut later = Vec::new();
        while let Some(data) = records.next_continued()? {
            later.push(data);
        }
        Ok(Self { current: first, later: later.into_iter() })
    }

    /// Goes on to the next record where this one is at its end; None after the last.
    fn refill(&mut self) -> Option<()> {
        while self.current.is_empty() {
            self.current = self.later.next()?;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.refill()?;
        let (byte, rest) = self.current.split_first()?;
        self.current = rest;
        Some(*byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |number, i| Some(number | usize::from(self.byte()?) << (8 * i)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            self.refill()?;
            let some = bytes.min(self.current.len());
            self.current = self.current.get(some..)?;
            bytes -= some;
        }
        Some(())
    }

    /// Adds letters to the text. Where they go on in another record, that starts with how wide they are in it.
    fn letters(&mut self, text: &mut String, mut letters: usize, mut wide: bool) -> Option<()> {
        while letters > 0 {
            if self.current.is_empty() {
                wide = self.byte()? & 1 != 0;
            }
            let width = 1 + usize::from(wide);
            let some = letters.min(self.current.len() / width);
            if some == 0 {
                // Half a letter, or a record without any.
                self.current = &[];
                continue;
            }
            push_letters(text, self.current, some, wide);
            self.current = self.current.get(some * width..)?;
            letters -= some;
        }
        Some(())
    }

    /// The texts that the bytes are, as far as they go.
    pub fn texts(mut self) -> Texts {
        let mut texts = Texts::default();
        while texts.add(|all| self.text(all)).is_some() {}
        texts
    }

    fn text(&mut self, all: &mut String) -> Option<()> {
        let letters = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.number(4)? } else { 0 };
        self.letters(all, letters, flags & 1 != 0)?;
        self.skip(runs * 4 + phonetic)
    }
}
