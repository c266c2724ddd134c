//! Reads the cells of one sheet of an XLSX file.

use std::io::BufRead;

use memchr::memchr;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;

use super::package::Package;
use super::texts::{TextItem, unescaped};
use crate::cell::RawCell;
use crate::workbook::WorkbookError;
use crate::workbook::entities::{malformed, resolve};
use crate::workbook::rows::iso_date_cell;
use crate::workbook::spans::{number, position};
use crate::workbook::texts::Texts;

/// A cell in its place: row and column from 0.
pub type PlacedCell<'t> = (u32, u32, RawCell<'t>);

/// Reads the cells of a sheet one after the other, as Excel and LibreOffice do: unknown elements are skipped, and a cell without
/// a reference follows the one before.
pub struct CellReader<'t, R> {
    reader: quick_xml::Reader<R>,
    buffer: Vec<u8>,
    texts: &'t Texts,
    package: &'t Package,
    /// Whether formulas with the value 0 were never computed.
    zeros_uncomputed: bool,
    in_data: bool,
    /// Row of the next cell without a reference, and rows so far.
    row: u32,
    next_row: u32,
    column: u32,
    cell: OpenCell,
}

/// The cell being read.
#[derive(Default)]
struct OpenCell {
    is_open: bool,
    kind: CellKind,
    style: u32,
    has_formula: bool,
    has_value: bool,
    in_value: bool,
    in_inline: bool,
    value: String,
    inline: TextItem,
    /// Number of open elements that do not belong to the value: formulas, extensions.
    aside: u32,
}

/// The value of the attribute `t`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    #[default]
    Number,
    Shared,
    /// The result of a formula, or any other text.
    Text,
    Boolean,
    Error,
    Date,
}

impl<'t, R: BufRead> CellReader<'t, R> {
    pub fn new(xml: R, package: &'t Package, texts: &'t Texts, zeros_uncomputed: bool) -> Self {
        let mut reader = quick_xml::Reader::from_reader(xml);
        reader.config_mut().expand_empty_elements = true;
        let buffer = Vec::new();
        let cell = OpenCell::default();
        Self { reader, buffer, texts, package, zeros_uncomputed, in_data: false, row: 0, next_row: 0, column: 0, cell }
    }

    /// The next cell that is not empty, and whether it has a formula; `None` at the end of the sheet. The library may panic.
    pub fn next(&mut self) -> Result<Option<(PlacedCell<'t>, bool)>, WorkbookError> {
        loop {
            self.buffer.clear();
            let in_data = self.in_data;
            let Self { reader, buffer, cell, .. } = &mut *self;
            match reader.read_event_into(buffer).map_err(malformed)? {
                Event::Start(tag) if cell.is_open => cell.start(local(tag.name()), &tag)?,
                Event::Text(text) if cell.is_open => cell.push(&text.xml10_content()),
                Event::CData(text) if cell.is_open => cell.push(&text.xml10_content()),
                Event::GeneralRef(reference) if cell.is_open => cell.push(&resolve(&reference)?),
                Event::End(tag) if cell.is_open => {
                    let name = local(tag.name());
                    if name != "c" || cell.aside > 0 {
                        cell.end(name);
                        continue;
                    }
                    if let Some(found) = self.end_cell()? {
                        return Ok(Some(found));
                    }
                }
                Event::Start(tag) => {
                    let at = start(&tag, in_data)?;
                    self.enter(at)?;
                }
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => return Ok(None),
                Event::Eof if in_data => return Err(WorkbookError::damaged("sheetData")),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Whether the last cell is struck through.
    pub fn is_struck(&self) -> bool {
        self.package.strikes.is_struck(self.cell.style)
    }

    fn enter(&mut self, tag: SheetTag) -> Result<(), WorkbookError> {
        match tag {
            SheetTag::Data => self.in_data = true,
            SheetTag::Row(number) => {
                self.row = number.map_or(self.next_row, |number| number.saturating_sub(1));
                self.next_row = self.row.saturating_add(1);
                self.column = 0;
            }
            SheetTag::Cell { at, kind, style } => {
                if let Some((row, column)) = at {
                    (self.row, self.column) = (row, column);
                }
                self.cell.begin(kind, style);
                self.take_value()?;
            }
            SheetTag::Other => {}
        }
        Ok(())
    }

    /// Fast path: takes `<v>…</v>` directly before the end of the cell, which is all that most cells have. This saves three
    /// events for each of millions of cells.
    fn take_value(&mut self) -> Result<(), WorkbookError> {
        let mut stream = self.reader.stream();
        let Some(rest) = stream.fill_buf().map_err(malformed)?.strip_prefix(b"<v>") else { return Ok(()) };
        let Some((value, after)) = memchr(b'<', rest).and_then(|end| rest.split_at_checked(end)) else { return Ok(()) };
        let is_plain = after.starts_with(b"</v></c>") && !value.iter().any(|byte| matches!(byte, b'&' | b'\r'));
        let Some(value) = std::str::from_utf8(value).ok().filter(|_| is_plain) else { return Ok(()) };
        self.cell.value.push_str(value);
        self.cell.has_value = true;
        let taken = "<v></v>".len() + value.len();
        stream.consume(taken);
        Ok(())
    }

    /// The finished cell with its place and whether it has a formula, unless it is empty.
    fn end_cell(&mut self) -> Result<Option<(PlacedCell<'t>, bool)>, WorkbookError> {
        self.cell.is_open = false;
        let (row, column) = (self.row, self.column);
        self.column = self.column.saturating_add(1);
        let has_formula = self.cell.has_formula;
        let value = self.value()?;
        let is_zero = matches!(value, RawCell::Number(0.0) | RawCell::Percent(0.0));
        let value = if has_formula && is_zero && self.zeros_uncomputed { RawCell::Uncomputed } else { value };
        Ok((value != RawCell::Empty).then_some(((row, column, value), has_formula)))
    }

    fn value(&mut self) -> Result<RawCell<'t>, WorkbookError> {
        let OpenCell { kind, style, has_formula, has_value, .. } = self.cell;
        let value = self.cell.value.as_str();
        let trimmed = value.trim();
        let epoch_1904 = self.package.epoch_1904;
        if has_formula && (!has_value || (kind == CellKind::Number && trimmed.is_empty())) {
            return Ok(RawCell::Uncomputed);
        }
        let inline = self.cell.inline.finish();
        if !inline.is_empty() {
            return Ok(RawCell::text(inline.into()));
        }
        if trimmed.is_empty() {
            return Ok(RawCell::Empty);
        }
        Ok(match kind {
            CellKind::Number => match trimmed.parse::<f64>() {
                Ok(number) if number.is_finite() => self.package.formats.cell(style, number, epoch_1904),
                _ => RawCell::text(trimmed.to_owned().into()),
            },
            CellKind::Shared => RawCell::text(self.texts.get(trimmed.parse().map_err(malformed)?)?.into()),
            CellKind::Text => RawCell::text(unescaped(value.to_owned()).into()),
            CellKind::Boolean => RawCell::Boolean(matches!(trimmed, "1" | "true")),
            CellKind::Error => RawCell::Error(trimmed.to_owned()),
            CellKind::Date => iso_date_cell(trimmed),
        })
    }
}

/// The name without its prefix.
fn local(name: QName<'_>) -> &str {
    // The names of most tags are too short to have one.
    if name.0.len() <= 2 { name.0 } else { name.local_name().into_inner() }
}

/// A tag of the sheet outside of its cells.
enum SheetTag {
    Data,
    Row(Option<u32>),
    Cell { at: Option<(u32, u32)>, kind: CellKind, style: u32 },
    Other,
}

fn start(tag: &BytesStart<'_>, in_data: bool) -> Result<SheetTag, WorkbookError> {
    Ok(match local(tag.name()) {
        "sheetData" => SheetTag::Data,
        "row" if in_data => {
            let mut row = None;
            for attribute in tag.attributes().with_checks(false) {
                let attribute = attribute.map_err(malformed)?;
                if attribute.key.as_ref() == "r" {
                    row = number(attribute.value.as_bytes());
                }
            }
            SheetTag::Row(row)
        }
        "c" if in_data => {
            let (mut at, mut kind, mut style) = (None, CellKind::Number, 0);
            for attribute in tag.attributes().with_checks(false) {
                let attribute = attribute.map_err(malformed)?;
                let value = attribute.value.trim();
                match attribute.key.as_ref() {
                    "r" => at = position(value.as_bytes()),
                    "s" => style = number(value.as_bytes()).unwrap_or_default(),
                    "t" => kind = CellKind::of(value),
                    _ => {}
                }
            }
            SheetTag::Cell { at, kind, style }
        }
        _ => SheetTag::Other,
    })
}

impl CellKind {
    fn of(value: &str) -> Self {
        match value {
            "n" | "" => Self::Number,
            "s" => Self::Shared,
            "b" => Self::Boolean,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Text,
        }
    }
}

impl OpenCell {
    fn begin(&mut self, kind: CellKind, style: u32) {
        let mut value = std::mem::take(&mut self.value);
        value.clear();
        *self = Self { is_open: true, kind, style, value, ..Self::default() };
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        match name {
            _ if self.aside > 0 => self.aside += 1,
            "v" if !self.in_inline => (self.has_value, self.in_value) = (true, true),
            "is" => (self.has_value, self.in_inline) = (true, true),
            "rPr" if self.in_inline => {}
            "t" | "rPh" | "r" | "vertAlign" | "strike" if self.in_inline => self.inline.start(name, tag)?,
            "f" => {
                self.has_formula = true;
                self.aside = 1;
            }
            _ => self.aside = 1,
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            _ if self.aside > 0 => self.aside -= 1,
            "v" => self.in_value = false,
            "is" => self.in_inline = false,
            name => self.inline.end(name),
        }
    }

    fn push(&mut self, text: &str) {
        if self.aside > 0 {
            return;
        }
        if self.in_value {
            self.value.push_str(text);
        } else if self.in_inline {
            self.inline.push(text);
        }
    }
}
