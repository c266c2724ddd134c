//! The first sheet: a list of the others.

use rust_xlsxwriter::{Url, Worksheet};

use super::super::document::Document;
use super::super::edition::Edition;
use super::super::lexicon::UNKNOWN;
use super::super::tables::INCOMPARABLE;
use super::layout::{CellFormats, fit_to_page, row_height};
use crate::danish;
use crate::definition::Definition;
use crate::snapshot::HIDDEN;
use crate::spreadsheet::shortened;

/// The row of the headers, from 0.
const HEADER: u32 = 4;

/// A line of the list.
pub struct SheetSummary {
    pub name: String,
    pub what: String,
    /// The labels of the datasets that its numbers are counted in.
    pub from: String,
}

impl SheetSummary {
    pub fn new(name: &str, what: &str) -> Self {
        Self { name: name.to_owned(), what: what.to_owned(), from: String::new() }
    }
}

/// Writes the list, with links to the sheets. `hides` is whether numbers are hidden.
pub fn write(
    definition: &Definition,
    document: &Document,
    edition: Edition,
    sheets: &[SheetSummary],
    hides: bool,
    formats: &CellFormats,
    sheet: &mut Worksheet,
) -> anyhow::Result<()> {
    const WIDTHS: [f64; 3] = [14.0, 60.0, 60.0];
    let report = &definition.report;
    let draft = if edition.is_draft() { "Udkast, " } else { "" };
    let publisher = if report.publisher.is_empty() { &report.author } else { &report.publisher };
    let notice = if report.notice.is_empty() { String::new() } else { format!(" {}.", report.notice) };
    sheet.write_string_with_format(0, 0, shortened(&format!("Tabeller: {}", document.title)), &formats.title)?;
    sheet.write_string(1, 0, shortened(&format!("{publisher}. {draft}{}.{notice}", danish::date(edition.date))))?;
    sheet.write_string(2, 0, "Hvert ark har én tabel fra rapporten. Overskrifterne står altid i række 6.")?;
    let hidden =
        if hides { format!("; {HIDDEN}, at det er udeladt for at beskytte få personer") } else { String::new() };
    sheet.write_string(
        3,
        0,
        format!("{UNKNOWN} betyder, at tallet ikke kendes{hidden}; {INCOMPARABLE}, at det er opgjort på en anden måde end de øvrige. [note 1] henviser til en note under tabellen."),
    )?;
    for (place, header) in (0..).zip(["Ark", "Indhold", "Kilde"]) {
        sheet.write_string_with_format(HEADER, place, header, &formats.header)?;
    }
    for (line, SheetSummary { name, what, from }) in (HEADER + 1..).zip(sheets) {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        sheet.write_url_with_format(line, 0, &link, &formats.link)?;
        sheet.write_string_with_format(line, 1, shortened(what), &formats.text)?;
        sheet.write_string_with_format(line, 2, shortened(from), &formats.text)?;
        sheet.set_row_height(line, row_height([(what.as_str(), WIDTHS[1]), (from.as_str(), WIDTHS[2])]))?;
    }
    for (place, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(place, width)?;
    }
    fit_to_page(sheet);
    Ok(())
}
