//! The records of an XLS file, and texts that run over several records.

use crate::workbook::WorkbookError;
use crate::workbook::rich_text::{LetterLook, of_runs};
use crate::workbook::texts::{Texts, cut_off, push_letters, u16_at};

/// Types of records, under the names that the format's specification gives them.
pub const BOF: u16 = 0x0809;
pub const EOF: u16 = 0x000A;
pub const CONTINUE: u16 = 0x003C;
pub const FILEPASS: u16 = 0x002F;
pub const CODEPAGE: u16 = 0x0042;
pub const DATEMODE: u16 = 0x0022;
pub const FONT: u16 = 0x0031;
pub const FORMAT: u16 = 0x041E;
pub const XF: u16 = 0x00E0;
pub const BOUNDSHEET: u16 = 0x0085;
pub const SST: u16 = 0x00FC;
pub const ROW: u16 = 0x0208;
pub const COLINFO: u16 = 0x007D;
pub const FILTERMODE: u16 = 0x009B;
pub const AUTOFILTER: u16 = 0x009E;
pub const MERGECELLS: u16 = 0x00E5;
pub const NUMBER: u16 = 0x0203;
pub const RK: u16 = 0x027E;
pub const MULRK: u16 = 0x00BD;
pub const LABELSST: u16 = 0x00FD;
pub const LABEL: u16 = 0x0204;
pub const RSTRING: u16 = 0x00D6;
pub const BOOLERR: u16 = 0x0205;
pub const FORMULA: u16 = 0x0006;
pub const STRING: u16 = 0x0207;
pub const RECALCID: u16 = 0x01C1;

/// Iterates over records, as type and data, to the matching end record.
pub struct Records<'a> {
    rest: &'a [u8],
    /// Open BOF records without an EOF.
    depth: u32,
    /// Whether to skip records of nested objects, such as charts in a sheet.
    outermost: bool,
}

impl<'a> Records<'a> {
    /// The records of the workbook itself, which come first.
    pub fn of_book(stream: &'a [u8]) -> Self {
        Self { rest: stream, depth: 0, outermost: false }
    }

    /// The records of a sheet, without those of its charts.
    pub fn of_sheet(stream: &'a [u8]) -> Self {
        Self { rest: stream, depth: 0, outermost: true }
    }

    /// The data of the next record if it is a CONTINUE record.
    pub fn next_continued(&mut self) -> Result<Option<&'a [u8]>, WorkbookError> {
        if u16_at(self.rest, 0) == Ok(CONTINUE) { Ok(self.take()?.map(|(_, data)| data)) } else { Ok(None) }
    }

    /// The next record at any depth; `None` at the end of the stream.
    fn take(&mut self) -> Result<Option<(u16, &'a [u8])>, WorkbookError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let kind = u16_at(self.rest, 0)?;
        let length = usize::from(u16_at(self.rest, 2)?);
        let data = self.rest.get(4..4 + length).ok_or_else(cut_off)?;
        self.rest = self.rest.get(4 + length..).unwrap_or_default();
        Ok(Some((kind, data)))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), WorkbookError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.take() {
                Ok(record) => record,
                Err(error) => {
                    self.rest = &[];
                    return Some(Err(error));
                }
            };
            // Without the EOF of every BOF, the file is cut off.
            let Some((kind, data)) = record else {
                return if std::mem::take(&mut self.depth) > 0 { Some(Err(WorkbookError::damaged(""))) } else { None };
            };
            match kind {
                BOF => self.depth += 1,
                EOF => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            if kind == EOF && self.depth == 0 {
                self.rest = &[];
                return None;
            }
            if !self.outermost || self.depth <= 1 {
                return Some(Ok((kind, data)));
            }
        }
    }
}

/// The data of a record and its CONTINUE records, read as one stream.
pub struct Segments<'a> {
    current: &'a [u8],
    later: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Segments<'a> {
    /// Takes the CONTINUE records that follow.
    pub fn new(first: &'a [u8], records: &mut Records<'a>) -> Result<Self, WorkbookError> {
        let mut later = Vec::new();
        while let Some(data) = records.next_continued()? {
            later.push(data);
        }
        Ok(Self { current: first, later: later.into_iter() })
    }

    /// Moves to the next record at the end of this one; `None` after the last.
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

    /// Appends characters to the text. Each CONTINUE record starts with the width of its characters.
    fn letters(&mut self, text: &mut String, mut letters: usize, mut wide: bool) -> Option<()> {
        while letters > 0 {
            if self.current.is_empty() {
                wide = self.byte()? & 1 != 0;
            }
            let width = 1 + usize::from(wide);
            let some = letters.min(self.current.len() / width);
            if some == 0 {
                // Half a character, or an empty record.
                self.current = &[];
                continue;
            }
            push_letters(text, self.current, some, wide);
            self.current = self.current.get(some * width..)?;
            letters -= some;
        }
        Some(())
    }

    /// The texts up to the first that is cut off. `look` gives the look of a font.
    pub fn texts(mut self, look: impl Fn(u16) -> LetterLook) -> Texts {
        let mut texts = Texts::default();
        while texts.add(|all| self.text(all, &look)).is_some() {}
        texts
    }

    fn text(&mut self, all: &mut String, look: impl Fn(u16) -> LetterLook) -> Option<()> {
        let letters = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let phonetic = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let before = all.len();
        self.letters(all, letters, flags & 1 != 0)?;
        if runs > 0 {
            // The first letter of a run, and its font.
            let mut looks = Vec::new();
            for _ in 0..runs {
                let start = self.number(2)?;
                looks.push((start, look(u16::try_from(self.number(2)?).ok()?)));
            }
            let text = all.split_off(before);
            all.push_str(&of_runs(&text, &looks));
        }
        self.skip(phonetic)
    }
}
