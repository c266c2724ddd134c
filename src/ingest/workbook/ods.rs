//! ODS, read here: calamine writes repeated rows and cells out when it opens a file, and a few bytes may stand for millions.

mod cells;

use std::collections::HashSet;

use super::archive::Archive;
use super::markup::{Limits, Tag, scan};
use super::spans::{MAX_COLUMNS, Spans, add_region};
use super::{Region, SheetInfo, Survey, Unreadable};
use crate::ingest::cell::Cell;

/// The part that has the sheets.
const CONTENT: &str = "content.xml";

/// The sheets, and the formats of sheets, at most.
const MAX_SHEETS: usize = 10_000;

/// What the sheets' part may hold.
const LIMITS: Limits = Limits { token: 1 << 20, item: b"table-cell", item_size: 4 << 20, items: u64::MAX };

/// A workbook.
pub struct Reader<'a> {
    archive: Archive<'a>,
    sheets: Vec<(SheetInfo, Survey)>,
}

impl<'a> Reader<'a> {
    /// Opens the workbook, and surveys its sheets: they all stand in one part.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let mut encrypted = archive.has("encrypted-package");
        if let Some((manifest, _)) = archive.part("META-INF/manifest.xml", 16 << 20)? {
            scan(manifest, &LIMITS, |tag| {
                encrypted |= tag.name == b"encryption-data";
                Ok(())
            })?;
        }
        if encrypted {
            return Err(Unreadable::password());
        }
        let (content, _) = archive.part(CONTENT, u64::MAX)?.ok_or_else(|| Unreadable::damaged(CONTENT))?;
        let mut surveyor = Surveyor::default();
        scan(content, &LIMITS, |tag| surveyor.tag(tag))?;
        surveyor.end_sheet();
        Ok(Self { archive, sheets: surveyor.sheets })
    }

    /// Its sheets.
    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|(info, _)| info.clone()).collect()
    }

    /// What is known of the sheet.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn survey(&mut self, sheet: &str) -> Result<Survey, Unreadable> {
        let index = self.index(sheet)?;
        Ok(self.sheets.get(index).map(|(_, survey)| survey.clone()).unwrap_or_default())
    }

    /// Gives every row of the sheet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Cell<'_>])) -> Result<(), Unreadable> {
        let index = self.index(sheet)?;
        let (content, _) = self.archive.part(CONTENT, u64::MAX)?.ok_or_else(|| Unreadable::damaged(CONTENT))?;
        cells::read(content, index, each)
    }

    fn index(&self, sheet: &str) -> Result<usize, Unreadable> {
        self.sheets.iter().position(|(info, _)| info.name == sheet).ok_or_else(|| Unreadable::no_sheet(sheet))
    }
}

/// Goes from tag to tag, and keeps what they tell of the sheets.
#[derive(Default)]
struct Surveyor {
    sheets: Vec<(SheetInfo, Survey)>,
    /// The style that is being defined.
    style: String,
    /// The styles of sheets that are not shown.
    hidden_styles: HashSet<String>,
    rows: Spans,
    columns: Spans,
    /// How many rows stand before the one that is next, and so with columns and with cells in the row.
    next_row: u32,
    next_column: u32,
    next_cell: u32,
    /// Whether a sheet's own table is being read, and not one inside of a cell or a drawing.
    in_sheets: bool,
}

impl Surveyor {
    fn tag(&mut self, tag: Tag<'_>) -> Result<(), Unreadable> {
        let repeated = |name| tag.number(name).unwrap_or(1).max(1);
        match tag.name {
            b"style" => self.style = tag.text(b"name").unwrap_or_default(),
            b"table-properties" if tag.attribute(b"display") == Some(b"false") => {
                if self.hidden_styles.len() >= MAX_SHEETS {
                    return Err(Unreadable::too_much("Projektmappen har over 10.000 formater til ark"));
                }
                self.hidden_styles.insert(std::mem::take(&mut self.style));
            }
            b"spreadsheet" => self.in_sheets = true,
            // A table without a name is no sheet.
            b"table" if self.in_sheets && tag.attribute(b"name").is_some() => self.start_sheet(tag)?,
            b"table-column" => {
                let end = self.next_column.saturating_add(repeated(b"number-columns-repeated")).min(MAX_COLUMNS);
                if is_hidden(tag) {
                    self.columns.add(self.next_column..end);
                }
                self.next_column = end;
            }
            b"table-row" => {
                self.next_cell = 0;
                let end = self.next_row.saturating_add(repeated(b"number-rows-repeated"));
                if is_hidden(tag) {
                    self.rows.add(self.next_row..end);
                }
                if let (Some((_, survey)), Some(b"filter")) = (self.sheets.last_mut(), tag.attribute(b"visibility")) {
                    survey.filtered = true;
                }
                self.next_row = end;
            }
            b"table-cell" | b"covered-table-cell" => {
                let (rows, columns) = (repeated(b"number-rows-spanned"), repeated(b"number-columns-spanned"));
                let (first_row, first_column) = (self.next_row.saturating_sub(1), self.next_cell);
                if let (true, Some((_, survey))) = (rows > 1 || columns > 1, self.sheets.last_mut()) {
                    let last_row = first_row.saturating_add(rows - 1);
                    let last_column = first_column.saturating_add(columns - 1);
                    add_region(&mut survey.merged, Region { first_row, last_row, first_column, last_column })?;
                }
                self.next_cell = self.next_cell.saturating_add(repeated(b"number-columns-repeated"));
            }
            _ => {}
        }
        Ok(())
    }

    fn start_sheet(&mut self, tag: Tag<'_>) -> Result<(), Unreadable> {
        self.end_sheet();
        if self.sheets.len() >= MAX_SHEETS {
            return Err(Unreadable::too_much("Projektmappen har over 10.000 ark"));
        }
        let visible = !tag.text(b"style-name").is_some_and(|style| self.hidden_styles.contains(&style));
        let info = SheetInfo { name: tag.text(b"name").unwrap_or_default(), visible };
        self.sheets.push((info, Survey::default()));
        (self.next_row, self.next_column) = (0, 0);
        Ok(())
    }

    fn end_sheet(&mut self) {
        let (rows, columns) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.columns));
        if let Some((_, survey)) = self.sheets.last_mut() {
            survey.hidden_rows = rows.sorted();
            survey.hidden_columns = columns.sorted();
        }
    }
}

/// Whether the rows or columns of the tag are not shown.
fn is_hidden(tag: Tag<'_>) -> bool {
    matches!(tag.attribute(b"visibility"), Some(b"collapse" | b"filter"))
}
