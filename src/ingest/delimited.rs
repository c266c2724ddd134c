//! Delimited text: `;`, `,`, tab or `|` between fields; UTF-8, UTF-16 with a byte order mark, or Windows-1252.

mod quotes;

use std::borrow::Cow;

use super::builder::TableBuilder;
use super::cell::Cell;
use super::header;
use crate::definition::dataset::Dataset;

/// How many records decide on the delimiter.
const SAMPLE: usize = 60;

/// Hands every row of the text to the builder.
pub fn read(bytes: &[u8], dataset: &Dataset, builder: &mut TableBuilder<'_>) {
    let text = decode(bytes);
    let delimiter = delimiter(&text, dataset);
    for line in quotes::swallowing(&text, delimiter, dataset.columns.len()) {
        builder.stray_quote(line);
    }
    let mut reader = reader(&text, delimiter);
    let mut record = csv::StringRecord::new();
    // The text is valid UTF-8 and comes from memory, so there is no error to be had.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let line = record.position().map_or(0, |position| line(&text, position));
        let cells: Vec<Cell<'_>> = record.iter().map(|field| Cell::text(field.into())).collect();
        builder.row(line, &cells);
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// The line a record starts on, from 1: its position is that before any empty lines, which the reader passes over.
fn line(text: &str, position: &csv::Position) -> u32 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let before = text.as_bytes().get(start..).unwrap_or_default();
    let empty = before.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    (position.line() + empty as u64) as u32
}

/// The text of the bytes: by its byte order mark, else UTF-8 where it is valid, else Windows-1252.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The delimiter with which a row has most of the dataset's headers; `;` where both do as well.
fn delimiter(text: &str, dataset: &Dataset) -> u8 {
    let headers = |delimiter: u8| {
        let mut reader = reader(text, delimiter);
        let records = reader.records().take(SAMPLE).map_while(Result::ok);
        records
            .map(|record| {
                header::matches(dataset, &record.iter().map(|field| field.trim().to_owned()).collect::<Vec<_>>())
            })
            .max()
    };
    // Of equals the last is taken.
    [b'|', b'\t', b',', b';'].into_iter().max_by_key(|delimiter| headers(*delimiter)).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_1252_and_utf_8_with_and_without_a_mark_read_the_same() {
        let text = "Løbenr.;Ærø";
        let windows = encoding_rs::WINDOWS_1252.encode(text).0;
        assert_eq!(decode(&windows), text);
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), text);
    }
}
