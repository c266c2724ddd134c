//! Finds quotes that do not close where they should, and would swallow rows without notice.

use memchr::{memchr, memchr_iter, memrchr};

use super::lines;

/// The quotes of a text. Lines count from 0.
#[derive(Debug, PartialEq, Eq)]
pub struct QuoteScan {
    /// End of the last whole record.
    pub last_end: Option<usize>,
    /// Lines on which a quoted field opens that contains a line with as many delimiters as a row has.
    pub swallowing: Vec<u32>,
    /// Line on which a quoted field opens that does not close in the text.
    pub open: Option<u32>,
}

/// Scans the quotes of a text that starts with a record and has rows of `columns` columns.
pub fn scan(text: &[u8], delimiter: u8, columns: usize) -> QuoteScan {
    let mut scan = QuoteScan { last_end: None, swallowing: Vec::new(), open: None };
    let mut at = 0;
    // The line of a byte, counted from the previous query: counting from the start each time would take quadratic time.
    let mut counted = (0, 0);
    let mut line_of = |at: usize| {
        counted = (at, counted.1 + lines::count(text, counted.0..at));
        counted.1
    };
    while let Some(quote) = memchr(b'"', &text[at..]).map(|found| at + found) {
        let opens = quote == 0 || [delimiter, b'\n', b'\r'].contains(&text[quote - 1]);
        if !opens {
            at = quote + 1;
            continue;
        }
        scan.last_end = lines::last_end(&text[at..quote]).map(|end| at + end).or(scan.last_end);
        let Some(end) = end_of_quoted(text, quote + 1) else {
            scan.open = Some(line_of(quote));
            return scan;
        };
        if swallows(text, quote + 1, end, delimiter, columns) {
            scan.swallowing.push(line_of(quote));
        }
        at = end + 1;
    }
    scan.last_end = lines::last_end(&text[at..]).map(|end| at + end).or(scan.last_end);
    scan
}

/// Position of the closing quote of a field that starts here. Two quotes in a row are a quote in the text.
fn end_of_quoted(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let quote = memchr(b'"', &text[at..]).map(|found| at + found)?;
        if text.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

/// Whether a quoted field from `start` to its closing quote at `end` spans several lines by mistake: its quote does not end a
/// field, or one of its lines looks like a row.
fn swallows(text: &[u8], start: usize, end: usize, delimiter: u8, columns: usize) -> bool {
    let quoted = &text[start..end];
    let Some(last) = memrchr(b'\n', quoted) else { return false };
    let ends_field = text.get(end + 1).is_none_or(|next| [delimiter, b'\n', b'\r'].contains(next));
    if !ends_field || columns < 2 {
        return !ends_field;
    }
    // In prose most delimiters are followed by a space.
    let fields = |line: &[u8]| {
        let spaced = memchr_iter(delimiter, line).any(|at| line.get(at + 1) == Some(&b' '));
        if spaced { 1 } else { memchr_iter(delimiter, line).count() + 1 }
    };
    let lines: Vec<usize> = memchr_iter(b'\n', quoted).collect();
    let rest = &text[end + 1..];
    let rest = &rest[..memchr(b'\n', rest).unwrap_or(rest.len())];
    let opening = fields(&quoted[last + 1..]);
    lines.windows(2).any(|line| fields(&quoted[line[0]..line[1]]) >= columns)
        || (opening > 1 && opening + memchr_iter(delimiter, rest).count() >= columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_never_closes_is_found_where_it_opens() {
        let found = scan(b"a;b\n1;\"en note\n2;x\n3;y\n", b';', 2);
        assert_eq!((found.open, found.last_end), (Some(1), Some(4)));
    }

    #[test]
    fn two_stray_quotes_with_rows_between_them_are_found() {
        assert_eq!(scan(b"a;b;c\n1;2;\"en\n2;x;y\n3;\"y;z\n", b';', 3).swallowing, [1]);
    }

    #[test]
    fn a_quote_that_closes_in_the_middle_of_a_field_of_the_next_row_is_found() {
        assert_eq!(scan(b"a;b;c\n1;2;\"en\n2;x;\"to\n3;y;z\n", b';', 3).swallowing, [1]);
        assert_eq!(scan(b"a;b;c\n1;2;\"en\n2;x;\"\n3;y;z\n", b';', 3).swallowing, [1]);
    }

    #[test]
    fn prose_with_as_many_commas_as_a_row_is_no_row() {
        let text = b"a,b,c\n1,\"om:\nhjerte, lunge, KOL\nslut\",2\n\"en\nto\",3,4\n";
        assert_eq!(scan(text, b',', 3), QuoteScan { last_end: Some(text.len()), swallowing: vec![], open: None });
    }

    #[test]
    fn quoted_line_breaks_and_doubled_quotes_are_no_stray_quotes() {
        let text = b"a;b;c\n1;\"to\nlinjer; og lidt\nmere\";\"et \"\"citat\"\"\"\n2;tom\" mer;c\n";
        assert_eq!(scan(text, b';', 3), QuoteScan { last_end: Some(text.len()), swallowing: vec![], open: None });
    }

    #[test]
    fn many_quotes_that_swallow_a_line_take_time_as_the_length_of_the_text() {
        let text = "\"a\nb\"c\n".repeat(300_000);
        let start = std::time::Instant::now();
        assert_eq!(scan(text.as_bytes(), b';', 3).swallowing.len(), 300_000);
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }
}
