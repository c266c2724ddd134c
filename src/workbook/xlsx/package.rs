//! Finds the parts of an XLSX file by their relationships, and reads those that describe the sheets.

use std::collections::HashMap;
use std::ops::Range;

use crate::workbook::archive::Archive;
use crate::workbook::encoding::xml_part;
use crate::workbook::formats::NumberFormats;
use crate::workbook::markup::{Limits, Tag, scan};
use crate::workbook::rich_text::LetterLook;
use crate::workbook::sheet_list::SheetList;
use crate::workbook::spans::Spans;
use crate::workbook::strikes::StruckStyles;
use crate::workbook::{SheetInfo, WorkbookError};

/// Bytes of a part other than sheets and shared strings.
const MAX_PART: u64 = 16 << 20;

/// Cell styles that Excel allows at most.
const MAX_STYLES: u64 = 65_536;

/// What the parts other than sheets and shared strings hold.
#[derive(Default)]
pub struct Package {
    /// The worksheets in the workbook's order, with their parts.
    pub sheets: SheetList<String>,
    /// The part with the shared strings, which may be anywhere: Microsoft Dynamics AX writes it beside the folder `xl`.
    pub texts: Option<String>,
    pub formats: NumberFormats,
    pub strikes: StruckStyles,
    pub epoch_1904: bool,
    /// Whether the workbook says that its formulas were computed.
    pub computed: FormulaState,
}

/// Whether the program that wrote the workbook computed its formulas.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum FormulaState {
    /// It says nothing about it. Apache POI then writes 0 as the value of every formula.
    #[default]
    Unmentioned,
    /// It asks to be computed when it is opened, as programs do that cannot compute.
    OnLoad,
    Done,
}

struct Relationship {
    id: String,
    kind: String,
    part: String,
}

impl Package {
    /// Reads the parts of the file, but not its sheets and shared strings.
    pub fn read(archive: &mut Archive<'_>) -> Result<Self, WorkbookError> {
        let package = relationships(archive, "")?;
        let document = package.into_iter().rfind(|related| related.kind.ends_with("/officeDocument"));
        let workbook = document.map_or_else(|| "xl/workbook.xml".to_owned(), |document| document.part);
        let related = relationships(archive, &workbook)?;
        let by_kind =
            |kind: &str| related.iter().find(|related| related.kind.ends_with(kind)).map(|found| found.part.clone());
        let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut package = Self::default();
        let styles = by_kind("/styles").unwrap_or_else(|| join(folder, "styles.xml"));
        package.read_styles(archive, &styles)?;
        package.texts = by_kind("/sharedStrings").or_else(|| Some(join(folder, "sharedStrings.xml")));
        package.read_workbook(archive, &workbook, &related)?;
        Ok(package)
    }

    fn read_workbook(
        &mut self,
        archive: &mut Archive<'_>,
        part: &str,
        related: &[Relationship],
    ) -> Result<(), WorkbookError> {
        let by_id: HashMap<&str, &Relationship> =
            related.iter().map(|related| (related.id.as_str(), related)).collect();
        let limits = Limits { token: 64 << 10, item: b"definedName", item_size: 64 << 10, items: 100_000 };
        let Some((xml, _)) = xml_part(archive, part, MAX_PART)? else { return Err(WorkbookError::damaged(part)) };
        scan(xml, &limits, |tag| {
            match tag.name {
                b"sheet" => self.add_sheet(tag, &by_id)?,
                b"workbookPr" => self.epoch_1904 = tag.is_set(b"date1904"),
                b"calcPr" if tag.is_set(b"fullCalcOnLoad") => self.computed = FormulaState::OnLoad,
                b"calcPr" => self.computed = FormulaState::Done,
                _ => {}
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Adds a worksheet. Passes over charts, dialogs and macros, which are listed among the sheets too.
    fn add_sheet(&mut self, tag: Tag<'_>, by_id: &HashMap<&str, &Relationship>) -> Result<(), WorkbookError> {
        let id = tag.text(b"id").unwrap_or_default();
        let Some(related) = by_id.get(id.as_str()).filter(|related| related.kind.ends_with("/worksheet")) else {
            return Ok(());
        };
        let visible = !matches!(tag.attribute(b"state"), Some(b"hidden" | b"veryHidden"));
        let info = SheetInfo { name: tag.text(b"name").unwrap_or_default(), visible };
        self.sheets.add(info, related.part.clone())
    }

    fn read_styles(&mut self, archive: &mut Archive<'_>, part: &str) -> Result<(), WorkbookError> {
        let limits = Limits { token: 16 << 10, item: b"xf", item_size: 16 << 10, items: 3 * MAX_STYLES };
        let Some((xml, _)) = xml_part(archive, part, MAX_PART)? else { return Ok(()) };
        let (mut in_cell_styles, mut in_fonts) = (false, false);
        scan(xml, &limits, |tag| {
            let id = || tag.number(b"numFmtId").and_then(|id| u16::try_from(id).ok());
            match tag.name {
                b"numFmt" => {
                    if let (Some(id), Some(code)) = (id(), tag.text(b"formatCode")) {
                        self.formats.define(id, &code);
                    }
                }
                b"cellXfs" | b"fonts" => (in_cell_styles, in_fonts) = (tag.name == b"cellXfs", tag.name == b"fonts"),
                b"cellStyleXfs" | b"cellStyles" | b"dxfs" | b"fills" | b"borders" => {
                    (in_cell_styles, in_fonts) = (false, false);
                }
                b"font" if in_fonts => self.strikes.add_font(LetterLook::default()),
                b"strike" if in_fonts && (tag.attribute(b"val").is_none() || tag.is_set(b"val")) => {
                    self.strikes.strike_last_font();
                }
                b"xf" if in_cell_styles => {
                    self.formats.add(id().unwrap_or_default());
                    self.strikes.add_style(tag.number(b"fontId").unwrap_or_default() as usize);
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// The relationships of a part, or of the file if the part is "".
fn relationships(archive: &mut Archive<'_>, of: &str) -> Result<Vec<Relationship>, WorkbookError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let part = join(folder, &format!("_rels/{name}.rels"));
    let limits = Limits { token: 16 << 10, item: b"Relationship", item_size: 16 << 10, items: 20_000 };
    let mut related = Vec::new();
    let Some((xml, _)) = xml_part(archive, &part, MAX_PART)? else { return Ok(related) };
    scan(xml, &limits, |tag| {
        if tag.name == b"Relationship" {
            let text = |name| tag.text(name).unwrap_or_default();
            let part = join(folder, &text(b"Target"));
            related.push(Relationship { id: text(b"Id"), kind: text(b"Type"), part });
        }
        Ok(())
    })?;
    Ok(related)
}

/// The name of a part by its target, seen from a folder. A target that starts with a slash is seen from the whole file.
fn join(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let start = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in start.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The rows of the sheet with comments on their cells, from 0. Each thread of comments has a comment of the old kind too.
pub fn commented_rows(archive: &mut Archive<'_>, sheet: &str) -> Result<Vec<Range<u32>>, WorkbookError> {
    let limits = Limits { token: 1 << 20, item: b"comment", item_size: 1 << 20, items: u64::MAX };
    let mut rows = Spans::default();
    for related in relationships(archive, sheet)?.iter().filter(|related| related.kind.ends_with("/comments")) {
        let Some((xml, _)) = xml_part(archive, &related.part, MAX_PART)? else { continue };
        scan(xml, &limits, |tag| {
            if tag.name == b"comment" {
                let cell = tag.text(b"ref").unwrap_or_default();
                let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
                row.into_iter().for_each(|row| rows.add(row.saturating_sub(1)..row));
            }
            Ok(())
        })?;
    }
    Ok(rows.sorted())
}

/// Whether a table on the sheet has a filter with criteria. Tables have parts of their own.
pub fn has_filtered_table(archive: &mut Archive<'_>, sheet: &str) -> Result<bool, WorkbookError> {
    let limits = Limits { token: 1 << 20, item: b"tableColumn", item_size: 1 << 20, items: u64::MAX };
    let mut filtered = false;
    for related in relationships(archive, sheet)? {
        if !related.kind.ends_with("/table") {
            continue;
        }
        let Some((xml, _)) = xml_part(archive, &related.part, MAX_PART)? else { continue };
        scan(xml, &limits, |tag| {
            filtered |= tag.name == b"filterColumn" && !tag.is_empty();
            Ok(())
        })?;
    }
    Ok(filtered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder_or_from_the_file() {
        assert_eq!(join("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(join("xl/worksheets", "../tables/table1.xml"), "xl/tables/table1.xml");
        assert_eq!(join("xl", "/sharedStrings.xml"), "sharedStrings.xml");
        assert_eq!(join("", ".\\sheet.xml"), "sheet.xml");
    }
}
