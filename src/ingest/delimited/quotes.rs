//! Quotes that open and do not close where they should: the rows they would swallow without a word.

/// The lines, from 1, on which a quoted field opens that runs to the end of the file, or over a line that looks like a row of
/// its own: one with as many delimiters as a row of so many columns has.
pub fn swallowing(text: &str, delimiter: u8, columns: usize) -> Vec<u32> {
    let mut lines = Vec::new();
    let mut line = 1;
    let mut at_start = true;
    let mut opened: Option<Opened> = None;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if let Some(quoted) = &mut opened {
            match byte {
                b'"' if bytes.peek() == Some(&b'"') => {
                    bytes.next();
                }
                b'"' => {
                    if quoted.row_like {
                        lines.push(quoted.line);
                    }
                    opened = None;
                }
                b'\n' => quoted.end_line(columns),
                _ if byte == delimiter => quoted.delimiters += 1,
                _ => {}
            }
        } else if byte == b'"' && at_start {
            opened = Some(Opened { line, lines: 0, delimiters: 0, row_like: false });
        }
        if byte == b'\n' {
            line += 1;
        }
        at_start = byte == delimiter || byte == b'\n';
    }
    lines.extend(opened.map(|quoted| quoted.line));
    lines
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
        assert_eq!(swallowing("a;b\n1;\"en note\n2;x\n3;y\n", b';', 2), [2]);
    }

    #[test]
    fn two_stray_quotes_with_rows_between_them_are_found() {
        assert_eq!(swallowing("a;b;c\n1;2;\"en\n2;x;y\n3;\"y;z\n", b';', 3), [2]);
    }

    #[test]
    fn quoted_line_breaks_and_doubled_quotes_are_no_stray_quotes() {
        assert!(
            swallowing("a;b;c\n1;\"to\nlinjer; og lidt\nmere\";\"et \"\"citat\"\"\"\n2;tom\" mer;c\n", b';', 3)
                .is_empty()
        );
    }
}
