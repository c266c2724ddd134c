//! `tables.xlsx`: the report's tables for spreadsheet programs, one a sheet, numbers as numbers.
//!
//! As the guidance for statistical spreadsheets has it: every table begins in the same cell and has one row of headers, no cells are
//! merged, groups are a column rather than rows between the rows, and marks and notes are explained.

mod contents;
mod sheet;

use indexmap::IndexSet;
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatUnderline, Worksheet};

use super::document::Document;
use super::edition::Edition;
use super::view::TableView;
use crate::definition::Definition;
use crate::definition::table::TableDefinition;
use crate::snapshot::Snapshot;
use crate::spreadsheet::dated;

/// The name of the sheet that lists the others.
const CONTENTS: &str = "Indhold";
/// The name of the sheet that says how the figures were counted.
const DEFINITIONS: &str = "Definitioner";

/// A table that the report shows.
struct Shown<'a> {
    /// Its number.
    number: usize,
    /// As it is defined.
    table: &'a TableDefinition,
    /// As it is printed.
    view: &'a TableView,
    /// Where its figures come from, in words.
    sources: String,
}

impl Shown<'_> {
    /// The name of its sheet.
    fn sheet(&self) -> String {
        format!("Tabel {}", self.number)
    }
}

/// A workbook with the tables of a composed report, in its order, a list of them, and the definitions of all figures.
///
/// # Errors
/// When the workbook cannot be made.
pub fn spreadsheet(
    definition: &Definition,
    snapshot: &Snapshot,
    document: &Document,
    edition: Edition,
) -> anyhow::Result<Vec<u8>> {
    let report = &definition.report;
    let properties = DocProperties::new()
        .set_title(&document.title)
        .set_author(&report.author)
        .set_company(&report.publisher)
        .set_subject(&report.description)
        .set_keywords(report.keywords.join(", "));
    let mut book = dated(properties, edition.date)?;
    let looks = Looks::new(&report.theme.primary);
    let shown: Vec<Shown<'_>> = document
        .tables
        .inserted
        .iter()
        .enumerate()
        .filter_map(|(i, id)| {
            let table = definition.tables().find(|table| table.id == *id)?;
            let view = document.tables.by_id.get(id)?;
            Some(Shown { number: i + 1, table, view, sources: sources(snapshot, table) })
        })
        .collect();
    contents::contents(definition, document, edition, &shown, &looks, book.add_worksheet().set_name(CONTENTS)?)?;
    for shown in &shown {
        sheet::table(&report.author, document, shown, &looks, book.add_worksheet().set_name(shown.sheet())?)?;
    }
    contents::definitions(definition, snapshot, &shown, &looks, book.add_worksheet().set_name(DEFINITIONS)?)?;
    Ok(book.save_to_buffer()?)
}

/// The datasets behind a table's figures, by what they are called.
fn sources(snapshot: &Snapshot, table: &TableDefinition) -> String {
    let ids: IndexSet<&str> =
        table.figures().iter().flat_map(|figure| snapshot.datasets_of(&figure.value.id)).collect();
    let labels = ids.into_iter().filter_map(|id| Some(snapshot.datasets.get(id)?.label.as_str()));
    // Labels may have commas and an "og" of their own.
    labels.collect::<Vec<_>>().join("; ")
}

/// How cells look.
struct Looks {
    title: Format,
    header: Format,
    number_header: Format,
    text: Format,
    link: Format,
}

impl Looks {
    fn new(primary: &str) -> Self {
        let primary = u32::from_str_radix(primary.trim_start_matches('#'), 16).map_or(Color::Black, Color::RGB);
        let header = Format::new().set_bold().set_text_wrap().set_font_color(primary);
        Self {
            title: Format::new().set_bold().set_font_size(14).set_font_color(primary),
            number_header: header.clone().set_align(FormatAlign::Right),
            header,
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            link: Format::new().set_font_color(primary).set_underline(FormatUnderline::Single),
        }
    }
}

/// Puts the whole width of a sheet on a page of A4.
fn for_printing(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
}
