//! Delimited text: `;` or `,` between fields, UTF-8 or Windows-1252.

use std::borrow::Cow;

use super::builder::TableBuilder;
use super::cell::Cell;

/// Hands every row of the text to the builder.
pub fn read(bytes: &[u8], builder: &mut TableBuilder<'_>) {
    let text = decode(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The text is valid UTF-8 and comes from memory, so the reader has no error to give; a wrong one would end the file.
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let line = record.position().map_or(0, csv::Position::line) as u32;
        let cells: Vec<Cell<'_>> = record.iter().map(|field| Cell::text(field.into())).collect();
        builder.row(line, &cells);
    }
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

/// The delimiter that occurs most in the first lines, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b';', 0u32), (b',', 0)];
    for line in text.lines().take(20) {
        let mut quoted = false;
        for byte in line.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted => {}
                _ => counts.iter_mut().filter(|(delimiter, _)| *delimiter == byte).for_each(|(_, count)| *count += 1),
            }
        }
    }
    // A Danish export has decimal commas, so the semicolon wins a draw.
    if counts[1].1 > counts[0].1 { b',' } else { b';' }
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

    #[test]
    fn the_delimiter_is_the_one_that_stands_outside_quotes() {
        assert_eq!(delimiter("a;b\n1,5;2,5"), b';');
        assert_eq!(delimiter("a,b\n\"x;y;z;æ\",2"), b',');
        assert_eq!(delimiter("alene"), b';');
    }
}
