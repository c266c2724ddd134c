//! The escaping of values in prose.

use std::io::{self, Write};

/// Writes a value into Typst markup as an embedded string literal, `#"…";`.
///
/// A string literal shows its text as it stands wherever markup may stand, at the start of a line too, and only `\` and `"`
/// need care in it; the semicolon ends the expression, so nothing that follows is taken for a part of it.
pub fn typst_string(value: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"#\"")?;
    for c in value.chars() {
        match c {
            '\\' | '"' => write!(out, "\\{c}")?,
            '\n' | '\r' | '\t' => out.write_all(b" ")?,
            c => write!(out, "{c}")?,
        }
    }
    out.write_all(b"\";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_one_string_literal_on_one_line() {
        let mut out = Vec::new();
        typst_string("a\"b\\c\n#read(\"x\")", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "#\"a\\\"b\\\\c #read(\\\"x\\\")\";");
    }
}
