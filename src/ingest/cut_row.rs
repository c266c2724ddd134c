//! Finds out whether a text file ends within its last row, as it does when a transfer was cut off.

/// How many rows before the last one it is compared with.
const COMPARED: usize = 1000;
/// How many rows must agree in the shape of their last field before a shorter one is unusual.
const ENOUGH: usize = 5;

/// Bytes of the end of a file that is looked at. Only a row of millions of fields is longer.
const MOST_BYTES: usize = 2 << 20;

/// The last row of a file that was cut off.
#[derive(Debug, PartialEq, Eq)]
pub struct CutRow {
    pub row: u32,
    /// The end of the row in the file.
    pub value: String,
    /// Number of fields in it.
    pub fields: usize,
}

/// The last row of the file, if the file was cut off within it: its line does not end, and it has fewer fields than the rows
/// before, or its last field breaks off. `text` is the end of the file and starts with a record on line `first_line`.
///
/// Many programs write no line end after the last row, so that alone means nothing.
pub fn cut_row(text: &str, first_line: u32, delimiter: u8, columns: usize) -> Option<CutRow> {
    if text.is_empty() || text.ends_with(['\n', '\r']) || text.len() > MOST_BYTES {
        return None;
    }
    let mut records: Vec<(u64, csv::StringRecord)> = Vec::new();
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(delimiter).has_headers(false).flexible(true);
    for record in reader.from_reader(text.as_bytes()).into_records().map_while(Result::ok) {
        records.push((record.position().map_or(0, csv::Position::byte), record));
    }
    let (start, last) = records.pop()?;
    let before: Vec<csv::StringRecord> = records.into_iter().rev().take(COMPARED).map(|(_, record)| record).collect();
    let usual = before.iter().map(csv::StringRecord::len).min().unwrap_or(columns).min(columns);
    let value = last.iter().next_back()?.to_owned();
    let is_cut = match last.len() {
        1 if usual > 1 => breaks_off(&value, before.iter().filter_map(|record| record.get(0))),
        fields if fields < usual => true,
        fields if fields == usual => has_shorter_shape(&value, before.iter().map(|record| record.get(fields - 1))),
        _ => false,
    };
    let start = usize::try_from(start).ok()?;
    // The position of a record is before the line feed of a pair and any empty lines above it.
    let above = text.len() - text.get(start..)?.trim_start_matches(['\r', '\n']).len();
    let row = first_line + line_ends(&text[..above]);
    is_cut.then_some(CutRow { row, value, fields: last.len() })
}

/// Number of line ends: line feeds, carriage returns, and pairs of both.
fn line_ends(text: &str) -> u32 {
    (text.matches(['\r', '\n']).count() - text.matches("\r\n").count()) as u32
}

/// Whether the only field of a row is the beginning of what the rows before have in that field. Otherwise it may be a note below
/// the data.
fn breaks_off<'a>(value: &str, mut others: impl Iterator<Item = &'a str>) -> bool {
    let pattern = shape(value);
    let has_digit = value.contains(|c: char| c.is_ascii_digit());
    others.any(|other| other != value && other.starts_with(value) || (has_digit && shape(other).starts_with(&pattern)))
}

/// Whether all rows before have a last field of one shape, such as a date, and this one stops within it.
fn has_shorter_shape<'a>(value: &str, mut others: impl ExactSizeIterator<Item = Option<&'a str>>) -> bool {
    if value.is_empty() || others.len() < ENOUGH {
        return false;
    }
    let Some(usual) = others.next().flatten().map(shape) else { return false };
    let digits = usual.matches('9').count();
    let is_telling = digits > 0 && (digits >= 6 || usual.contains(|c: char| !c.is_alphanumeric()));
    let own = shape(value);
    is_telling
        && own.contains('9')
        && own.len() < usual.len()
        && usual.starts_with(&own)
        && others.all(|other| other.is_some_and(|other| shape(other) == usual))
}

/// The text with 9 for each digit and a for each letter.
fn shape(text: &str) -> String {
    let class = |c: char| match c {
        _ if c.is_ascii_digit() => '9',
        _ if c.is_alphabetic() => 'a',
        _ => c,
    };
    text.trim().chars().map(class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<u32> {
        cut_row(text, 2, b';', 3).map(|cut| cut.row)
    }

    #[test]
    fn a_last_row_with_fewer_fields_and_no_line_end_was_cut() {
        assert_eq!(cut("1;2;3\n4;5;6\n7;8"), Some(4));
        assert_eq!(cut("1;2;3\n4;\"5\n5\";6\n7;8"), Some(5));
        assert_eq!(cut("12;2;3\n14;5;6\n1"), Some(4));
    }

    #[test]
    fn the_row_is_counted_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            assert_eq!(cut(&["1;2;3", "4;5;6", "", "7;8;9", "4;5"].join(end)), Some(6), "{end:?}");
        }
    }

    #[test]
    fn a_last_field_that_is_shorter_than_all_others_of_one_shape_was_cut() {
        let dates = "1;2;01-02-2024\n".repeat(5);
        assert_eq!(cut(&format!("{dates}1;2;03-02-20")), Some(7));
        let ids = "1;2;B-0017\n".repeat(5);
        assert_eq!(cut(&format!("{ids}1;2;B-00")), Some(7));
    }

    #[test]
    fn whole_rows_without_a_line_end_and_notes_are_not_cut() {
        for text in ["", "1;2;3\n", "1;2;3\n4;5\n", "1;2;3\n4;5;6", "1;2;3\r4;5;6\r", "1;2\n3;4\n5;6"] {
            assert_eq!(cut(text), None, "{text}");
        }
        assert_eq!(cut("Nord;2;3\nSyd;5;6\nUdtrukket 3. januar 2025"), None);
        let numbers = "1;2;17\n".repeat(5);
        assert_eq!(cut(&format!("{numbers}1;2;8")), None, "numbers differ in length");
        let dates = "1;2;01-02-2024\n".repeat(5);
        assert_eq!(cut(&format!("{dates}1;2;")), None, "an empty end is a value");
    }
}
