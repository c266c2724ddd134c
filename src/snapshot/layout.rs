//! The layout of a snapshot file: a line for each value of a figure, and one for each member of a series, so that differences between
//! versions can be read.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// The values of a figure are on lines of their own; what is inside them is on the same line.
const DEEPEST_BROKEN: usize = 4;
const INDENT: &[u8] = b"  ";

/// The value as JSON in this layout.
///
/// # Errors
/// When the value cannot be represented.
pub fn laid_out(value: &impl Serialize) -> serde_json::Result<String> {
    let mut json = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut json, LineFormatter::default()))?;
    Ok(String::from_utf8_lossy(&json).into_owned())
}

#[derive(Default)]
struct LineFormatter {
    depth: usize,
    /// Whether the list or object that is being written has something in it.
    is_filled: bool,
}

impl LineFormatter {
    fn open<W: Write + ?Sized>(&mut self, bracket: &[u8], writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        self.is_filled = false;
        writer.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, bracket: &[u8], writer: &mut W) -> io::Result<()> {
        let is_broken = self.is_filled && self.depth <= DEEPEST_BROKEN;
        self.depth -= 1;
        if is_broken {
            self.break_line(writer)?;
        }
        self.is_filled = true;
        writer.write_all(bracket)
    }

    fn separate<W: Write + ?Sized>(&mut self, is_first: bool, writer: &mut W) -> io::Result<()> {
        match (self.depth <= DEEPEST_BROKEN, is_first) {
            (true, true) => self.break_line(writer),
            (true, false) => {
                writer.write_all(b",")?;
                self.break_line(writer)
            }
            (false, true) => Ok(()),
            (false, false) => writer.write_all(b", "),
        }
    }

    fn break_line<W: Write + ?Sized>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(INDENT))
    }
}

impl Formatter for LineFormatter {
    fn begin_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(b"[", writer)
    }

    fn end_array<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(b"]", writer)
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.separate(is_first, writer)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(b"{", writer)
    }

    fn end_object<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(b"}", writer)
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        self.separate(is_first, writer)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_member_of_a_series_is_on_one_line() {
        let members = json!([{"key": ["Opioider", "2024"], "value": 12}, {"key": ["Andet"], "value": null}]);
        let value = json!({"figures": {"a.b": {"label": "Besøg", "members": members}}, "findings": [], "joined": {}});
        let lines = [
            r#"{"#,
            r#"  "figures": {"#,
            r#"    "a.b": {"#,
            r#"      "label": "Besøg","#,
            r#"      "members": ["#,
            r#"        {"key": ["Opioider", "2024"], "value": 12},"#,
            r#"        {"key": ["Andet"], "value": null}"#,
            r#"      ]"#,
            r#"    }"#,
            r#"  },"#,
            r#"  "findings": [],"#,
            r#"  "joined": {}"#,
            r#"}"#,
        ];
        assert_eq!(laid_out(&value).unwrap(), lines.join("\n"));
    }
}
