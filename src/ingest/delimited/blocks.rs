//! Cuts a text file into blocks of whole records, which can be read independently.

use std::io::{self, Read};

use memchr::memchr;

use super::{lines, quotes};

/// Approximate size of a block in bytes.
const BLOCK: usize = 1 << 19;
/// A record of more bytes than this was opened by a stray quote.
const MAX_RECORD: usize = 8 << 20;

pub struct Block {
    pub bytes: Vec<u8>,
    /// Its first line, from 1.
    pub first_line: u32,
    /// How many lines it has.
    pub lines: u32,
    /// Lines on which a quote opens that would swallow rows.
    pub stray_quotes: Vec<u32>,
    /// Whether the file ends with it.
    pub is_last: bool,
}

pub struct Blocks<R> {
    file: R,
    /// Bytes that were read and are in no block yet.
    kept: Vec<u8>,
    ended: bool,
    line: u32,
    delimiter: u8,
    columns: usize,
}

impl<R: Read> Blocks<R> {
    pub fn new(file: R) -> Self {
        Self { file, kept: Vec::new(), ended: false, line: 1, delimiter: b';', columns: 0 }
    }

    /// The start of the file up to the end of a line. The blocks contain it too.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        self.fill(BLOCK)?;
        let end = lines::last_end(&self.kept).filter(|_| !self.ended).unwrap_or(self.kept.len());
        Ok(&self.kept[..end])
    }

    /// The whole file.
    pub fn whole(mut self) -> io::Result<Vec<u8>> {
        self.file.read_to_end(&mut self.kept)?;
        Ok(self.kept)
    }

    /// Skips the first `above` bytes. The blocks below start on this line and have rows of `columns` columns.
    pub fn below(mut self, above: usize, line: u32, delimiter: u8, columns: usize) -> Self {
        self.kept.drain(..above.min(self.kept.len()));
        Self { line, delimiter, columns, ..self }
    }

    /// Reads on until `length` bytes are kept or the file ends.
    fn fill(&mut self, length: usize) -> io::Result<()> {
        self.kept.reserve(length.saturating_sub(self.kept.len()) + 1);
        while !self.ended && self.kept.len() < length {
            let missing = (length - self.kept.len()) as u64;
            let read = self.file.by_ref().take(missing).read_to_end(&mut self.kept)?;
            self.ended = read == 0;
        }
        Ok(())
    }

    /// The end of the last whole record that is kept, and the lines on which stray quotes open.
    fn last_end(&self) -> (Option<usize>, Vec<u32>) {
        if memchr(b'"', &self.kept).is_none() {
            return (lines::last_end(&self.kept), Vec::new());
        }
        let scan = quotes::scan(&self.kept, self.delimiter, self.columns);
        let at_the_end = scan.open.filter(|_| self.ended || self.kept.len() >= MAX_RECORD);
        (scan.last_end, scan.swallowing.into_iter().chain(at_the_end).map(|line| self.line + line).collect())
    }

    fn next_block(&mut self) -> io::Result<Option<Block>> {
        let mut length = BLOCK;
        loop {
            self.fill(length)?;
            if self.kept.is_empty() {
                return Ok(None);
            }
            let (end, stray_quotes) = self.last_end();
            let end = match end {
                _ if self.ended || self.kept.len() >= MAX_RECORD => self.kept.len(),
                Some(end) => end,
                None => {
                    length = self.kept.len() * 2;
                    continue;
                }
            };
            let rest = self.kept.split_off(end);
            let bytes = std::mem::replace(&mut self.kept, rest);
            let first_line = self.line;
            let lines = lines::count(&bytes, 0..bytes.len());
            self.line += lines;
            let is_last = self.ended && self.kept.is_empty();
            return Ok(Some(Block { bytes, first_line, lines, stray_quotes, is_last }));
        }
    }
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = io::Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_block().transpose()
    }
}
