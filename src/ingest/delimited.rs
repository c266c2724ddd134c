//! Delimited text: `;`, `,`, tab or `|` between fields; in UTF-8, UTF-16, Windows-1252, or the character sets of DOS and Mac OS.
//!
//! A file is cut into blocks at the ends of records, and the blocks are typed in parallel.

mod blocks;
mod encoding;
mod lines;
mod quotes;

use std::borrow::Cow;
use std::io::{self, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use memchr::{memchr, memchr2, memrchr};
use polars::prelude::PolarsError;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::Strictness;
use super::batch::{Batch, TypedRows};
use super::builder::TableBuilder;
use super::cut_row::{CutRow, cut_row};
use super::header::{self, FileLayout};
use crate::cell::{RawCell, text};
use crate::definition::dataset::Dataset;
use crate::workbook::utf16_without_mark;
use blocks::Blocks;
use encoding::TextEncoding;

/// Most fields of a row, as many as a spreadsheet has columns. A longer row of delimiters would fill the memory.
const MOST_FIELDS: usize = 16_384;

/// How many stray quotes of a file are reported at most. One is enough for the file not to be read.
const MOST_STRAY_QUOTES: usize = 100;

/// How many records are read to guess the delimiter.
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
    cut_row: Option<CutRow>,
}

/// Reads a file and hands its rows to the builder. `open` opens the file from its start.
///
/// `begin` tells the builder that the rows of the file follow. It is called again if a later part of the text turns out not to be
/// UTF-8.
pub fn read<R: Read + Send>(
    open: impl Fn() -> io::Result<R>,
    begin: impl Fn(&mut TableBuilder<'_>),
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
) -> anyhow::Result<()> {
    begin(builder);
    match read_as(TextEncoding::Utf8, open()?, dataset, strictness, builder) {
        Ok(()) => return Ok(()),
        Err(ReadError::Encoding) => {}
        Err(ReadError::Failed(error)) => return Err(error),
    }
    // In the other character sets any bytes are valid, so the second attempt reads every file.
    let encoding = TextEncoding::guess(open()?)?;
    begin(builder);
    if let Some(name) = encoding.old_name() {
        builder.report_old_encoding(name);
    }
    match read_as(encoding, open()?, dataset, strictness, builder) {
        Ok(()) => Ok(()),
        Err(ReadError::Encoding) => anyhow::bail!("Tekstens tegnsæt er ukendt"),
        Err(ReadError::Failed(error)) => Err(error),
    }
}

/// Reads the text in this character set, or in UTF-16 if it starts like UTF-16.
fn read_as<R: Read + Send>(
    encoding: TextEncoding,
    file: R,
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
) -> Result<(), ReadError> {
    let mut blocks = Blocks::new(file);
    let head = blocks.peek()?;
    let mark = match Encoding::for_bom(head) {
        // The text may not be the UTF-8 that its byte order mark promises; the first attempt shows that.
        Some((marked, mark)) if marked == UTF_8 => mark,
        Some((marked, mark)) => return read_utf16(marked, &blocks.whole()?[mark..], dataset, strictness, builder),
        None => match utf16_without_mark(head) {
            Some(utf16) => return read_utf16(utf16, &blocks.whole()?, dataset, strictness, builder),
            None => 0,
        },
    };
    let text = encoding.decode(&head[mark..]).ok_or(ReadError::Encoding)?;
    let (declared, start) = declared_delimiter(&text);
    let delimiter = declared.unwrap_or_else(|| guessed_delimiter(&text, dataset));
    let head = Head { text: &text, start, delimiter };
    let Some((mut layout, below, line)) = head.find_layout(builder)? else {
        let scan = quotes::scan(text.as_bytes(), delimiter, dataset.columns.len());
        scan.swallowing
            .into_iter()
            .chain(scan.open)
            .take(MOST_STRAY_QUOTES)
            .for_each(|line| builder.stray_quote(line + 1));
        return Ok(());
    };
    let columns = layout.headers.len();
    let scan = quotes::scan(&text.as_bytes()[..below], delimiter, columns);
    scan.swallowing.into_iter().chain(scan.open).take(MOST_STRAY_QUOTES).for_each(|line| builder.stray_quote(line + 1));
    let above = mark + encoding.bytes(&text[..below]);
    drop(text);
    layout.delimited = true;
    let layout = builder.use_layout(layout);
    let blocks = blocks.below(above, line, delimiter, columns);
    let typed = blocks.enumerate().par_bridge().map(|(number, block)| {
        let block = block?;
        let text = encoding.decode(&block.bytes).ok_or(ReadError::Encoding)?;
        let batch = Batch::new(&layout, strictness, block.lines as usize + 1);
        let typed = type_rows(&text, delimiter, block.first_line, batch)?;
        let cut_row = if block.is_last { cut_row(&text, block.first_line, delimiter, columns) } else { None };
        Ok(TypedBlock { number, typed, stray_quotes: block.stray_quotes, cut_row })
    });
    let mut typed = typed.collect::<Result<Vec<TypedBlock>, ReadError>>()?;
    typed.sort_unstable_by_key(|block| block.number);
    let mut unreported = MOST_STRAY_QUOTES;
    for block in typed {
        for line in block.stray_quotes.into_iter().take(unreported) {
            builder.stray_quote(line);
            unreported -= 1;
        }
        builder.join(block.typed)?;
        block.cut_row.into_iter().for_each(|cut| builder.cut_off(cut));
    }
    Ok(())
}

fn read_utf16(
    encoding: &'static Encoding,
    bytes: &[u8],
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
) -> Result<(), ReadError> {
    let text = encoding.decode_without_bom_handling(bytes).0;
    read_as(TextEncoding::Utf8, text.as_bytes(), dataset, strictness, builder)
}

/// The first block of the file.
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
        let mut line = 1 + lines::count(self.text.as_bytes(), 0..self.start);
        let mut reader = reader(text.as_bytes(), self.delimiter);
        let mut record = csv::StringRecord::new();
        let mut at = 0;
        while reader.read_record(&mut record)? {
            let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
            // The reader skips empty lines before a record.
            let start = skip_empty_lines(text.as_bytes(), at).min(end);
            line += lines::count(text.as_bytes(), at..start);
            let cells = cells(record.iter());
            let layout = builder.head(line, &cells);
            line += lines::count(text.as_bytes(), start..end);
            at = end;
            if let Some(layout) = layout {
                return Ok(Some((layout, self.start + end, line)));
            }
        }
        Ok(None)
    }
}

/// The offset of the next line that is not empty.
fn skip_empty_lines(text: &[u8], start: usize) -> usize {
    start + text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

/// Types the rows of a block.
///
/// Between rows with quotes, fields are split at every delimiter: much faster, and enough for most rows.
fn type_rows(text: &str, delimiter: u8, first_line: u32, mut batch: Batch) -> Result<TypedRows, ReadError> {
    let bytes = text.as_bytes();
    let has_lone_return = lines::has_lone_return(bytes);
    let mut quoted = reader(Cursor::new(text), delimiter);
    let mut record = csv::StringRecord::new();
    let (mut at, mut line) = (0, first_line);
    while at < text.len() {
        let rest = &bytes[at..];
        let special = if has_lone_return { memchr2(b'"', b'\r', rest) } else { memchr(b'"', rest) };
        let plain = special.map_or(rest.len(), |special| memrchr(b'\n', &rest[..special]).map_or(0, |end| end + 1));
        line = type_plain(&text[at..at + plain], delimiter, line, &mut batch);
        at += plain;
        let start = skip_empty_lines(bytes, at);
        line += lines::count(bytes, at..start);
        at = start;
        if at >= text.len() {
            break;
        }
        let mut start = csv::Position::new();
        start.set_byte(at as u64);
        quoted.seek(start)?;
        if !quoted.read_record(&mut record)? {
            break;
        }
        let fields: Vec<&str> = fields(record.iter());
        type_row(&fields, text::is_clean(record.as_slice()), line, &mut batch);
        let next = usize::try_from(quoted.position().byte()).unwrap_or(text.len()).clamp(at + 1, text.len());
        line += lines::count(bytes, at..next);
        at = next;
    }
    Ok(batch.finish()?)
}

/// The cells of a record.
fn cells<'r>(record: impl Iterator<Item = &'r str>) -> Vec<RawCell<'r>> {
    fields(record).into_iter().map(|field| RawCell::text(field.into())).collect()
}

fn fields<'r>(record: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
    let mut fields = Vec::new();
    record.for_each(|field| push_field(&mut fields, field));
    fields
}

/// Adds a field. Beyond the limit, a filled field replaces the last one, so that it is noticed.
fn push_field<'t>(fields: &mut Vec<&'t str>, field: &'t str) {
    if fields.len() < MOST_FIELDS {
        fields.push(field);
    } else if let Some(last) = fields.last_mut()
        && !field.is_empty()
    {
        *last = field;
    }
}

/// Types rows without quotes and returns the line after them.
fn type_plain(text: &str, delimiter: u8, mut line: u32, batch: &mut Batch) -> u32 {
    let is_clean = text::is_clean(text);
    let mut fields = Vec::new();
    let mut start = 0;
    while let Some(first) = text.as_bytes().get(start) {
        // Skips an empty line, which is no row. Fast, because there can be a hundred million of them.
        if *first == b'\n' {
            line += 1;
            start += 1;
            continue;
        }
        let end = memchr(b'\n', &text.as_bytes()[start..]).map(|length| start + length);
        // Fields are so short that searching for the end of each takes longer than stepping from byte to byte.
        let row = &text[start..end.unwrap_or(text.len())];
        let mut field = 0;
        for at in row.bytes().enumerate().filter(|(_, byte)| *byte == delimiter).map(|(at, _)| at) {
            push_field(&mut fields, &row[field..at]);
            field = at + 1;
        }
        push_field(&mut fields, &row[field..]);
        type_row(&fields, is_clean, line, batch);
        fields.clear();
        // The last line of a file may have no line break.
        line += u32::from(end.is_some());
        start = end.map_or(text.len(), |end| end + 1);
    }
    line
}

/// Types a row, by the fast path if its text is clean and the row allows it.
fn type_row(fields: &[&str], is_clean: bool, line: u32, batch: &mut Batch) {
    if !is_clean || !batch.quick_row(line, fields) {
        let cells: Vec<RawCell<'_>> = fields.iter().map(|field| RawCell::text(Cow::Borrowed(field))).collect();
        batch.row(line, &cells);
    }
}

fn reader<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    // A small buffer, because records are read from memory, and often only one from each offset.
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true).buffer_capacity(1 << 10).from_reader(text)
}

/// The delimiter that a first line such as `sep=;` declares, as Excel does, and the offset of the next line.
fn declared_delimiter(text: &str) -> (Option<u8>, usize) {
    let end = memchr2(b'\n', b'\r', text.as_bytes())
        .map_or(text.len(), |end| end + if text[end..].starts_with("\r\n") { 2 } else { 1 });
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
        records.map(|record| header::count_matches(dataset, &header::unmasked_texts(&cells(record.iter())))).max()
    };
    // `max_by_key` returns the last of equals, so `;` wins a tie.
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
