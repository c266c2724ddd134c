//! The layout of a snapshot file: a line for each value of a figure, and one for each member of a series, so that differences between
//! versions can be read.

use std::cell::Cell;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Depth down to which each value has a line of its own: values of figures do, deeper ones share their line.
const DEEPEST_BROKEN: usize = 4;
const INDENT: &[u8] = b"  ";

/// A value as JSON.
#[derive(Debug, Default)]
pub struct LaidOut {
    pub json: Vec<u8>,
    /// The same without whitespace between the values.
    pub compact: Vec<u8>,
}

/// The value as JSON in this layout.
///
/// # Errors
/// When the value cannot be represented.
pub fn laid_out(value: &impl Serialize) -> serde_json::Result<LaidOut> {
    let is_space = Cell::new(false);
    let mut written = SpacedWriter { written: LaidOut::default(), is_space: &is_space };
    let formatter = LineFormatter { depth: 0, is_filled: false, is_space: &is_space };
    value.serialize(&mut Serializer::with_formatter(&mut written, formatter))?;
    Ok(written.written)
}

/// Writes whitespace between values to one of the two texts only.
struct SpacedWriter<'c> {
    written: LaidOut,
    /// Whether the formatter writes whitespace.
    is_space: &'c Cell<bool>,
}

impl Write for SpacedWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.json.extend_from_slice(bytes);
        if !self.is_space.get() {
            self.written.compact.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct LineFormatter<'c> {
    depth: usize,
    /// Whether the list or object that is being written has something in it.
    is_filled: bool,
    is_space: &'c Cell<bool>,
}

impl LineFormatter<'_> {
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
            (false, false) => {
                writer.write_all(b",")?;
                self.space(writer, b" ")
            }
        }
    }

    fn break_line<W: Write + ?Sized>(&self, writer: &mut W) -> io::Result<()> {
        self.space(writer, b"\n")?;
        (0..self.depth).try_for_each(|_| self.space(writer, INDENT))
    }

    fn space<W: Write + ?Sized>(&self, writer: &mut W, space: &[u8]) -> io::Result<()> {
        self.is_space.set(true);
        let written = writer.write_all(space);
        self.is_space.set(false);
        written
    }
}

impl Formatter for LineFormatter<'_> {
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
        writer.write_all(b":")?;
        self.space(writer, b" ")
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
        let LaidOut { json, compact } = laid_out(&value).unwrap();
        assert_eq!(String::from_utf8_lossy(&json), lines.join("\n"));
        assert_eq!(String::from_utf8_lossy(&compact), value.to_string());
    }
}
