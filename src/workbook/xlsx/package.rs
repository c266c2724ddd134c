//! Checks the parts of an XLSX file that calamine reads into memory when it opens one.

use std::collections::HashMap;

use crate::workbook::WorkbookError;
use crate::workbook::archive::Archive;
use crate::workbook::formats::is_percent;
use crate::workbook::markup::{Limits, Tag, scan};

/// Bytes of a part other than sheets and shared strings. calamine's form of the styles takes some twenty times as much.
const MAX_PART: u64 = 16 << 20;

/// Bytes of the shared strings at most.
const MAX_TEXTS: u64 = 256 << 20;

/// Memory for the shared strings at most, and the overhead of each.
const TEXT_MEMORY: (u64, u64) = (320 << 20, 64);

/// Memory for cell styles at most: calamine copies the font name and number format into each.
const STYLE_MEMORY: u64 = 128 << 20;

/// Cell styles that Excel allows at most.
const MAX_STYLES: u64 = 65_536;

pub struct Package {
    /// Indexes of the cell styles that show a number as a percentage.
    pub percent_styles: Vec<u32>,
    /// Parts of the sheets, in the workbook's order.
    pub sheets: Vec<String>,
    /// Whether the workbook asks to be computed when it is opened. Programs that cannot compute write it so, and some of them
    /// write 0 as the value of every formula.
    pub uncomputed: bool,
}

struct Relationship {
    id: String,
    kind: String,
    target: String,
}

/// Checks the parts that calamine reads when it opens the file.
pub fn check(archive: &mut Archive<'_>) -> Result<Package, WorkbookError> {
    let package = relationships(archive, "_rels/.rels")?;
    let document = package.iter().rfind(|related| related.kind.ends_with("/relationships/officeDocument"));
    let target = document.map_or("xl/workbook.xml", |document| &document.target);
    let (folder, name) = target.rsplit_once('/').map_or(("", target), |(folder, name)| (folder, name));
    let folder = match folder.strip_prefix('/').unwrap_or(folder) {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    let percent_styles = styles(archive, &folder)?;
    texts(archive, &folder)?;
    let related = relationships(archive, &format!("{folder}_rels/{name}.rels"))?;
    let targets: HashMap<_, _> = related.into_iter().map(|related| (related.id, related.target)).collect();
    let mut found = Package { percent_styles, sheets: Vec::new(), uncomputed: false };
    let limits = Limits { token: 64 << 10, item: b"definedName", item_size: 64 << 10, items: 100_000 };
    let Some((xml, _)) = archive.part(&format!("{folder}{name}"), MAX_PART)? else {
        return Err(WorkbookError::damaged(target));
    };
    scan(xml, &limits, |tag| {
        if tag.name == b"sheet" {
            if found.sheets.len() >= 10_000 {
                return Err(WorkbookError::TooMuch("Projektmappen har over 10.000 ark"));
            }
            let id = tag.attribute(b"id").map(String::from_utf8_lossy).unwrap_or_default();
            let target = targets.get(&*id).map_or("", String::as_str);
            found.sheets.push(target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned));
        }
        found.uncomputed |= tag.name == b"calcPr" && tag.is_set(b"fullCalcOnLoad");
        Ok(())
    })?;
    Ok(found)
}

/// Checks the shared strings: they must fit into memory, and be as many as they claim.
fn texts(archive: &mut Archive<'_>, folder: &str) -> Result<(), WorkbookError> {
    let limits = Limits { token: 4 << 20, item: b"si", item_size: 4 << 20, items: TEXT_MEMORY.0 / TEXT_MEMORY.1 };
    let Some((xml, size)) = archive.part(&format!("{folder}sharedStrings.xml"), MAX_TEXTS)? else { return Ok(()) };
    let found = scan(xml, &limits, |tag| {
        let claimed = if tag.name == b"sst" { tag.attribute(b"uniqueCount") } else { None };
        let claimed = claimed.and_then(|claimed| std::str::from_utf8(claimed).ok()?.parse::<f64>().ok());
        // calamine issue 684: it reserves room for `uniqueCount` strings. The shortest takes five bytes.
        if claimed.is_some_and(|claimed| claimed > (size / 5 + 1) as f64) {
            return Err(WorkbookError::damaged("sharedStrings uniqueCount"));
        }
        Ok(())
    })?;
    if size + found.items * TEXT_MEMORY.1 > TEXT_MEMORY.0 {
        return Err(WorkbookError::TooMuch("Projektmappen har flere millioner forskellige tekster"));
    }
    Ok(())
}

/// Checks the styles and the theme, which has their colours. Returns the indexes of the cell styles that show percentages.
fn styles(archive: &mut Archive<'_>, folder: &str) -> Result<Vec<u32>, WorkbookError> {
    let limits = Limits { token: 16 << 10, item: b"xf", item_size: 16 << 10, items: 2 * MAX_STYLES };
    let mut percents = PercentStyles::default();
    for part in ["styles.xml", "theme/theme1.xml"] {
        let Some((xml, _)) = archive.part(&format!("{folder}{part}"), MAX_PART)? else { continue };
        let found = scan(xml, &limits, |tag| {
            percents.tag(&tag);
            Ok(())
        })?;
        if found.items * found.token as u64 > STYLE_MEMORY {
            return Err(WorkbookError::TooMuch("Projektmappen har langt flere formateringer, end Excel kan have"));
        }
    }
    Ok(percents.styles)
}

/// Finds the cell styles that show percentages.
#[derive(Default)]
struct PercentStyles {
    /// Number formats of the workbook that show percentages.
    formats: Vec<u32>,
    /// Cell styles so far, while inside their list.
    count: Option<u32>,
    styles: Vec<u32>,
}

impl PercentStyles {
    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.name {
            b"numFmt" => {
                let is_percent = tag.text(b"formatCode").is_some_and(|code| is_percent(&code));
                self.formats.extend(tag.number(b"numFmtId").filter(|_| is_percent));
            }
            b"cellXfs" => self.count = Some(0),
            b"cellStyleXfs" | b"cellStyles" | b"dxfs" => self.count = None,
            b"xf" => {
                if let Some(count) = &mut self.count {
                    let format = tag.number(b"numFmtId").unwrap_or(0);
                    if matches!(format, 9 | 10) || self.formats.contains(&format) {
                        self.styles.push(*count);
                    }
                    *count += 1;
                }
            }
            _ => {}
        }
    }
}

/// The relationships in a part; empty if there is no such part.
fn relationships(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relationship>, WorkbookError> {
    let limits = Limits { token: 16 << 10, item: b"Relationship", item_size: 16 << 10, items: 20_000 };
    let mut related = Vec::new();
    let Some((xml, _)) = archive.part(part, MAX_PART)? else { return Ok(related) };
    scan(xml, &limits, |tag| {
        if tag.name == b"Relationship" {
            let text = |name| tag.attribute(name).map(String::from_utf8_lossy).unwrap_or_default().into_owned();
            related.push(Relationship { id: text(b"Id"), kind: text(b"Type"), target: text(b"Target") });
        }
        Ok(())
    })?;
    Ok(related)
}

/// Whether a table on the sheet has a filter with criteria. Tables have parts of their own.
pub fn has_filtered_table(archive: &mut Archive<'_>, sheet: &str) -> Result<bool, WorkbookError> {
    let (folder, name) = sheet.rsplit_once('/').unwrap_or(("", sheet));
    let limits = Limits { token: 1 << 20, item: b"tableColumn", item_size: 1 << 20, items: u64::MAX };
    let mut filtered = false;
    for related in relationships(archive, &format!("{folder}/_rels/{name}.rels"))? {
        if !related.kind.ends_with("/table") {
            continue;
        }
        let part = match (related.target.strip_prefix("../"), related.target.strip_prefix('/')) {
            (Some(target), _) => {
                folder.rsplit_once('/').map_or_else(|| target.to_owned(), |(up, _)| format!("{up}/{target}"))
            }
            (_, Some(target)) => target.to_owned(),
            _ => format!("{folder}/{}", related.target),
        };
        let Some((xml, _)) = archive.part(&part, MAX_PART)? else { continue };
        scan(xml, &limits, |tag| {
            filtered |= tag.name == b"filterColumn" && !tag.is_empty();
            Ok(())
        })?;
    }
    Ok(filtered)
}
