//! Delimited text: `;`, `,`, tab or `|` between fields; in UTF-8, UTF-16 with a byte order mark, or Windows-1252.
//!
//! A file is cut into blocks at the ends of records, and the blocks are typed in parallel.

mod blocks;
mod quotes;

use std::borrow::Cow;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter, memchr2, memrchr};
use polars::prelude::PolarsError;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::Strictness;
use super::batch::{Batch, TypedRows};
use super::builder::TableBuilder;
use super::header::{self, FileLayout};
use crate::cell::{RawCell, text};
use crate::definition::dataset::Dataset;
use blocks::Blocks;

/// Records that decide the delimiter.
const SAMPLE: usize = 60;

enum ReadError {
    /// The text is not in the encoding that was tried.
    Encoding,
    Failed(anyhow::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<csv::Error> for ReadError {
    fn from(error: csv::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<PolarsError> for ReadError {
    fn from(error: PolarsError) -> Self {
        Self::Failed(error.into())
    }
}

struct TypedBlock {
    /// Index in the file.
    number: usize,
    typed: TypedRows,
    stray_quotes: Vec<u32>,
}

/// Reads a file and hands its rows to the builder. `open` opens the file from its start.
///
/// `begin` tells the builder that the rows of the file follow. It is called again if the text turns out not to be UTF-8 late.
pub fn read<R: Read + Send>(
    open: impl Fn() -> io::Result<R>,
    begin: impl Fn(&mut TableBuilder<'_>),
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
) -> anyhow::Result<()> {
    // Any bytes are Windows-1252, so the second attempt reads every text.
    for encoding in [UTF_8, WINDOWS_1252] {
        begin(builder);
        match read_as(encoding, open()?, dataset, strictness, builder) {
            Ok(()) => return Ok(()),
            Err(ReadError::Encoding) => {}
            Err(ReadError::Failed(error)) => return Err(error),
        }
    }
    anyhow::bail!("Teksten er hverken UTF-8 eller Windows-1252")
}

/// Reads the text in this encoding, or in that of its byte order mark.
fn read_as<R: Read + Send>(
    encoding: &'static Encoding,
    file: R,
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
) -> Result<(), ReadError> {
    let mut blocks = Blocks::new(file);
    let head = blocks.peek()?;
    let (encoding, mark) = match Encoding::for_bom(head) {
        None => (encoding, 0),
        // The text may not be what its mark says; the first attempt shows it.
        Some((marked, mark)) if marked == UTF_8 => (encoding, mark),
        Some(marked) => marked,
    };
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let bytes = blocks.whole()?;
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        return read_as(UTF_8, text.as_bytes(), dataset, strictness, builder);
    }
    let text = decode(&head[mark..], encoding)?;
    let (declared, start) = declared_delimiter(&text);
    let delimiter = declared.unwrap_or_else(|| guessed_delimiter(&text, dataset));
    let head = Head { text: &text, start, delimiter };
    let Some((mut layout, below, line)) = head.find_layout(builder)? else {
        let scan = quotes::scan(text.as_bytes(), delimiter, dataset.columns.len());
        scan.swallowing.into_iter().chain(scan.open).for_each(|line| builder.stray_quote(line + 1));
        return Ok(());
    };
    let columns = layout.headers.len();
    let scan = quotes::scan(&text.as_bytes()[..below], delimiter, columns);
    scan.swallowing.into_iter().chain(scan.open).for_each(|line| builder.stray_quote(line + 1));
    // A character is one byte in Windows-1252.
    let above = mark + if encoding == WINDOWS_1252 { text[..below].chars().count() } else { below };
    drop(text);
    layout.delimited = true;
    let layout = builder.use_layout(layout);
    let blocks = blocks.below(above, line, delimiter, columns);
    let typed = blocks.enumerate().par_bridge().map(|(number, block)| {
        let block = block?;
        let text = decode(&block.bytes, encoding)?;
        let typed = type_rows(&text, delimiter, block.first_line, &layout, strictness)?;
        Ok(TypedBlock { number, typed, stray_quotes: block.stray_quotes })
    });
    let mut typed = typed.collect::<Result<Vec<TypedBlock>, ReadError>>()?;
    typed.sort_unstable_by_key(|block| block.number);
    for block in typed {
        block.stray_quotes.into_iter().for_each(|line| builder.stray_quote(line));
        builder.join(block.typed)?;
    }
    Ok(())
}

fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>, ReadError> {
    if encoding == WINDOWS_1252 {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(ReadError::Encoding)
}

/// The start of the file, as far as its first block goes.
struct Head<'a> {
    text: &'a str,
    /// Offset of the first row, after a line that declares the delimiter.
    start: usize,
    delimiter: u8,
}

impl Head<'_> {
    /// The layout of the file, and offset and line of the first row below the header.
    fn find_layout(&self, builder: &mut TableBuilder<'_>) -> Result<Option<(FileLayout, usize, u32)>, ReadError> {
        let text = &self.text[self.start..];
        let first_line = 1 + newlines(&self.text[..self.start]);
        let mut reader = reader(text.as_bytes(), self.delimiter);
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record)? {
            let line = record.position().map_or(0, |position| line(text, first_line, position));
            let cells: Vec<RawCell<'_>> = record.iter().map(|field| RawCell::text(field.into())).collect();
            if let Some(layout) = builder.head(line, &cells) {
                let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
                return Ok(Some((layout, self.start + end, first_line + newlines(&text[..end]))));
            }
        }
        Ok(None)
    }
}

/// Types the rows of a block.
///
/// Between rows with quotes, fields are split at every delimiter: much faster, and enough for most rows.
fn type_rows(
    text: &str,
    delimiter: u8,
    first_line: u32,
    layout: &Arc<FileLayout>,
    strictness: Strictness,
) -> Result<TypedRows, ReadError> {
    let mut batch = Batch::new(layout, strictness, newlines(text) as usize + 1);
    let has_lone_return = has_lone_return(text.as_bytes());
    let mut quoted = reader(Cursor::new(text), delimiter);
    let mut record = csv::StringRecord::new();
    let (mut at, mut line) = (0, first_line);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let special = if has_lone_return { memchr2(b'"', b'\r', rest) } else { memchr(b'"', rest) };
        let plain = special.map_or(rest.len(), |special| memrchr(b'\n', &rest[..special]).map_or(0, |end| end + 1));
        line = type_plain(&text[at..at + plain], delimiter, line, &mut batch);
        at += plain;
        if at >= text.len() {
            break;
        }
        let mut start = csv::Position::new();
        start.set_byte(at as u64);
        quoted.seek(start)?;
        if !quoted.read_record(&mut record)? {
            // Only line breaks are left.
            break;
        }
        let cells: Vec<RawCell<'_>> = record.iter().map(|field| RawCell::text(field.into())).collect();
        batch.row(line, &cells);
        let next = usize::try_from(quoted.position().byte()).unwrap_or(text.len()).clamp(at + 1, text.len());
        line += newlines(&text[at..next]);
        at = next;
    }
    Ok(batch.finish()?)
}

/// Types rows without quotes and returns the line after them.
fn type_plain(text: &str, delimiter: u8, mut line: u32, batch: &mut Batch) -> u32 {
    let is_clean = text::is_clean(text);
    let mut row = |line: u32, fields: &[&str]| {
        if !is_clean || !batch.quick_row(line, fields) {
            let cells: Vec<RawCell<'_>> = fields.iter().map(|field| RawCell::text(Cow::Borrowed(field))).collect();
            batch.row(line, &cells);
        }
    };
    let mut fields = Vec::new();
    let mut start = 0;
    // Fields are so short that searching for the end of each takes longer than stepping from byte to byte.
    for (end, byte) in text.bytes().enumerate() {
        if byte != delimiter && byte != b'\n' {
            continue;
        }
        fields.push(&text[start..end]);
        start = end + 1;
        if byte == b'\n' {
            row(line, &fields);
            fields.clear();
            line += 1;
        }
    }
    // The last line of a file may have no line break.
    if start < text.len() || !fields.is_empty() {
        fields.push(&text[start..]);
        row(line, &fields);
    }
    line
}

/// Whether there is a carriage return without a line feed, which ends a line too.
fn has_lone_return(bytes: &[u8]) -> bool {
    memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

fn newlines(text: &str) -> u32 {
    memchr_iter(b'\n', text.as_bytes()).count() as u32
}

fn reader<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    // Records are read from memory, and often only one from each offset.
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(1 << 10).from_reader(text)
}

/// The line on which a record starts. Its position is before any empty lines, which the reader skips.
fn line(text: &str, first_line: u32, position: &csv::Position) -> u32 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let before = text.as_bytes().get(start..).unwrap_or_default();
    let empty = before.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    first_line + (position.line() - 1 + empty as u64) as u32
}

/// The delimiter that a first line such as `sep=;` declares, as Excel does, and the offset of the next line.
fn declared_delimiter(text: &str) -> (Option<u8>, usize) {
    let end = memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1);
    let line = text[..end].trim_end_matches(['\r', '\n']).trim_matches('"');
    match line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| line.as_bytes()) {
        Some(&[_, _, _, _, delimiter]) if delimiter.is_ascii() && delimiter != b'"' => (Some(delimiter), end),
        _ => (None, 0),
    }
}

/// The delimiter with which some row has most of the dataset's headers.
fn guessed_delimiter(text: &str, dataset: &Dataset) -> u8 {
    let headers = |delimiter: u8| {
        let mut reader = reader(text.as_bytes(), delimiter);
        let records = reader.records().take(SAMPLE).map_while(Result::ok);
        let cells = |record: csv::StringRecord| {
            header::row_texts(&record.iter().map(|field| RawCell::text(field.into())).collect::<Vec<_>>())
        };
        records.map(|record| header::count_matches(dataset, &cells(record))).max()
    };
    // The last of equals wins.
    [b'|', b'\t', b',', b';'].into_iter().max_by_key(|delimiter| headers(*delimiter)).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_names_the_delimiter_as_excel_writes_it() {
        assert_eq!(declared_delimiter("sep=,\r\na,b"), (Some(b','), 7));
        assert_eq!(declared_delimiter("SEP=\t\na"), (Some(b'\t'), 6));
        for text in ["", "sep=", "sep=;;\n", "separat;b\n", "sep=å\n"] {
            assert_eq!(declared_delimiter(text), (None, 0), "{text}");
        }
    }
}
