//! Escapes text that Typst must print as it is.

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

/// A text as Typst source in which nothing is markup: for a chapter that cannot be set.
pub fn as_text(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let mut value = Vec::new();
        // Writing to memory does not fail.
        let _ = typst_value(paragraph, &mut value);
        String::from_utf8_lossy(&value).into_owned()
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
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
