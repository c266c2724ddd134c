//! The escaping of values in prose.

use std::io::{self, Write};

/// Writes a value into Typst markup as a call with its bytes, `#vaerdi(53,32,98,);`.
///
/// Digits and commas cannot end a string, comment or block, so the value cannot become code anywhere in a chapter. The layout
/// function `vaerdi` turns the bytes into text again.
pub fn typst_value(value: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"#vaerdi(")?;
    for byte in value.bytes() {
        write!(out, "{byte},")?;
    }
    out.write_all(b");")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_becomes_digits_and_commas_whatever_it_is() {
        let mut out = Vec::new();
        typst_value("a\"*/;", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "#vaerdi(97,34,42,47,59,);");
    }
}
