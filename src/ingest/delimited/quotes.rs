//! Quotes that open and do not close where they should: the rows they would swallow without a word.

/// What the quotes of a text tell. Lines count from 0.
#[derive(Debug, PartialEq, Eq)]
pub struct Scan {
    /// Where the last record ends that ends in the text.
    pub last_end: Option<usize>,
    /// The lines on which a quoted field opens that runs over a line that looks like a row of its own: one with as many
    /// delimiters as a row has.
    pub swallowing: Vec<u32>,
    /// The line on which a quoted field opens that does not close in the text.
    pub open: Option<u32>,
}

/// Looks at the quotes of a text that starts with a record, whose rows have so many columns.
pub fn scan(text: &[u8], delimiter: u8, columns: usize) -> Scan {
    let mut scan = Scan { last_end: None, swallowing: Vec::new(), open: None };
    let mut line = 0;
    let mut at_start = true;
    let mut opened: Option<Opened> = None;
    let mut bytes = text.iter().copied().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if let Some(quoted) = &mut opened {
            match byte {
                b'"' if bytes.peek().is_some_and(|(_, next)| *next == b'"') => {
                    bytes.next();
                }
                b'"' => {
                    if quoted.row_like {
                        scan.swallowing.push(quoted.line);
                    }
                    opened = None;
                }
                b'\n' => quoted.end_line(columns),
                _ if byte == delimiter => quoted.delimiters += 1,
                _ => {}
            }
        } else if byte == b'"' && at_start {
            opened = Some(Opened { line, lines: 0, delimiters: 0, row_like: false });
        } else if byte == b'\n' {
            scan.last_end = Some(at + 1);
        }
        if byte == b'\n' {
            line += 1;
        }
        at_start = byte == delimiter || byte == b'\n' || byte == b'\r';
    }
    scan.open = opened.map(|quoted| quoted.line);
    scan
}

/// A quoted field that has opened.
struct Opened {
    line: u32,
    lines: u32,
    delimiters: usize,
    row_like: bool,
}

impl Opened {
    /// A line ends inside the field. The first is the rest of the row it opens in.
    fn end_line(&mut self, columns: usize) {
        self.row_like |= self.lines > 0 && columns > 1 && self.delimiters + 1 >= columns;
        self.lines += 1;
        self.delimiters = 0;
    }
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
    fn quoted_line_breaks_and_doubled_quotes_are_no_stray_quotes() {
        let text = b"a;b;c\n1;\"to\nlinjer; og lidt\nmere\";\"et \"\"citat\"\"\"\n2;tom\" mer;c\n";
        assert_eq!(scan(text, b';', 3), Scan { last_end: Some(text.len()), swallowing: vec![], open: None });
    }
}
