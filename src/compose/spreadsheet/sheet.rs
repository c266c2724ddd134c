//! The sheet of one table.

use rust_xlsxwriter::{Format, FormatAlign, Table, TableColumn, TableStyle, Url, Worksheet};

use super::super::document::Document;
use super::super::view::{CellView, ColumnAlign, Content, NoteView, RowKind, RowView, TableView};
use super::layout::{CONTENTS, CellFormats, fit_to_page};
use super::numbered::NumberedTable;
use crate::spreadsheet::{number_format, shortened};

/// The row of the headers, from 0; the same in every sheet.
const HEADER: u32 = 5;
/// The greatest width of a column, in characters.
const WIDEST: usize = 60;

struct XlsxColumn {
    header: String,
    has_numbers: bool,
    cells: Vec<XlsxCell>,
}

struct XlsxCell {
    value: XlsxValue,
    indent: u32,
    is_bold: bool,
}

enum XlsxValue {
    Nothing,
    Text(String),
    Number(f64, crate::definition::figure::NumberFormat),
    /// Printed in place of a number that is unknown or cannot be compared.
    Mark(String),
}

/// Writes the table with title and source above it and notes below it.
pub fn write(
    author: &str,
    document: &Document,
    table: &NumberedTable<'_>,
    formats: &CellFormats,
    sheet: &mut Worksheet,
) -> anyhow::Result<()> {
    let view = table.view;
    let columns = columns(view);
    let height = columns.first().map_or(0, |column| column.cells.len()) as u32;
    let name = table.sheet_name();
    sheet.write_string_with_format(0, 0, shortened(&format!("{name}: {}", view.caption)), &formats.title)?;
    sheet.write_string(1, 0, shortened(&view.summary))?;
    let from = if table.sources.is_empty() { String::new() } else { format!(" Talt i: {}.", table.sources) };
    sheet.write_string(2, 0, shortened(&format!("Kilde: {author}, {}.{from}", document.title)))?;
    let notes = notes(view);
    let below = match notes.len() {
        0 => "Tabellen har ingen noter.".to_owned(),
        1 => format!("Noten står under tabellen i række {}.", HEADER + height + 3),
        _ => format!("Noterne står under tabellen fra række {}.", HEADER + height + 3),
    };
    sheet.write_string(3, 0, below)?;
    let back = Url::new(format!("internal:'{CONTENTS}'!A1")).set_text("Til indholdet");
    sheet.write_url_with_format(4, 0, &back, &formats.link)?;
    let width = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    if height > 0 && width > 0 {
        let headers: Vec<TableColumn> =
            columns.iter().map(|column| TableColumn::new().set_header(&column.header)).collect();
        let excel_table = Table::new()
            .set_name(name.replace(' ', "_"))
            .set_columns(&headers)
            .set_autofilter(false)
            .set_style(TableStyle::Light1);
        sheet.add_table(HEADER, 0, HEADER + height, width - 1, &excel_table)?;
    }
    for (place, column) in (0..).zip(&columns) {
        let format = if column.has_numbers { &formats.number_header } else { &formats.header };
        sheet.write_string_with_format(HEADER, place, shortened(&column.header), format)?;
        for (line, cell) in (HEADER + 1..).zip(&column.cells) {
            write_cell(sheet, line, place, cell)?;
        }
        sheet.set_column_width(place, wide(column))?;
    }
    for (line, note) in (HEADER + height + 2..).zip(&notes) {
        sheet.write_string(line, 0, shortened(note))?;
    }
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    fit_to_page(sheet);
    Ok(())
}

/// The columns of the sheet: groups, labels, numbers, cells that the report puts in words, and marks of notes.
fn columns(view: &TableView) -> Vec<XlsxColumn> {
    let (rows, groups) = rows(view);
    let plain = |value| XlsxCell { value, indent: 0, is_bold: false };
    let text = |text: String| plain(if text.is_empty() { XlsxValue::Nothing } else { XlsxValue::Text(text) });
    let mut columns = Vec::new();
    if groups.iter().any(|group| !group.is_empty()) {
        let cells = groups.into_iter().map(text).collect();
        columns.push(XlsxColumn { header: "Gruppe".to_owned(), has_numbers: false, cells });
    }
    for (place, column) in view.columns.iter().enumerate() {
        let cell = |row: &&RowView| {
            let value = match place.checked_sub(1) {
                None => XlsxValue::Text(row.label.clone()),
                Some(place) => row.cells.get(place).map_or(XlsxValue::Nothing, value),
            };
            let indent = if place == 0 { row.indent } else { 0 };
            XlsxCell { value, indent, is_bold: matches!(row.kind, RowKind::Total | RowKind::Parent) }
        };
        columns.push(XlsxColumn {
            header: column.label.clone(),
            has_numbers: column.align == ColumnAlign::Right,
            cells: rows.iter().map(cell).collect(),
        });
    }
    let worded = |row: &&RowView, place: usize| {
        let cell = row.cells.get(place).filter(|cell| matches!(cell.content, Content::Worded(..)));
        cell.map(|cell| cell.text.clone())
    };
    let places = 0..view.columns.len().saturating_sub(1);
    let places: Vec<usize> = places.filter(|place| rows.iter().any(|row| worded(row, *place).is_some())).collect();
    for place in &places {
        let column = view.columns.get(place + 1).map_or("", |column| column.label.as_str());
        let header = "Rapporten skriver".to_owned();
        let header = if places.len() > 1 { format!("{header} ({column})") } else { header };
        let cells = rows.iter().map(|row| text(worded(row, *place).unwrap_or_default()));
        columns.push(XlsxColumn { header, has_numbers: false, cells: cells.collect() });
    }
    let mark = |row: &&RowView| row.cells.iter().find_map(|cell| cell.mark.clone());
    if rows.iter().any(|row| mark(row).is_some()) {
        let cells = rows.iter().map(|row| text(mark(row).map_or_else(String::new, |mark| format!("[note {mark}]"))));
        columns.push(XlsxColumn { header: "Note".to_owned(), has_numbers: false, cells: cells.collect() });
    }
    name_apart(&mut columns);
    columns
}

/// The rows without headings, and the heading of each row. The rows of a heading end before one that is indented less than the
/// first of them.
fn rows(view: &TableView) -> (Vec<&RowView>, Vec<String>) {
    let (mut rows, mut groups) = (Vec::new(), Vec::new());
    let mut group: Option<(&str, Option<u32>)> = None;
    for row in &view.rows {
        if row.kind == RowKind::Heading {
            group = Some((&row.label, None));
            continue;
        }
        group = group.and_then(|(label, indent)| {
            let indent = indent.unwrap_or(row.indent);
            (row.indent >= indent).then_some((label, Some(indent)))
        });
        groups.push(group.map_or_else(String::new, |(label, _)| label.to_owned()));
        rows.push(row);
    }
    (rows, groups)
}

/// Makes the headers unique, because Excel refuses a table in which two columns have the same header.
fn name_apart(columns: &mut [XlsxColumn]) {
    let mut taken: Vec<String> = Vec::new();
    for column in columns {
        let wanted = if column.header.trim().is_empty() { "Kolonne".to_owned() } else { column.header.clone() };
        let candidates = std::iter::once(wanted.clone()).chain((2..).map(|n| format!("{wanted} ({n})")));
        let free = |header: &String| taken.iter().all(|other| other.to_lowercase() != header.to_lowercase());
        column.header = candidates.into_iter().find(free).unwrap_or(wanted);
        taken.push(column.header.clone());
    }
}

fn value(cell: &CellView) -> XlsxValue {
    match cell.content {
        Content::Number(number, format) | Content::Worded(number, format) => XlsxValue::Number(number, format),
        Content::Words if cell.text.is_empty() => XlsxValue::Nothing,
        Content::Words => XlsxValue::Text(cell.text.clone()),
        Content::Unknown | Content::Hidden | Content::Incomparable => XlsxValue::Mark(cell.text.clone()),
    }
}

/// The notes of a table with their marks.
fn notes(view: &TableView) -> Vec<String> {
    let text = |note: &NoteView| match &note.mark {
        Some(mark) if mark.chars().all(|c| c.is_ascii_digit()) => format!("[note {mark}] {}", note.text),
        Some(mark) => format!("{mark} {}", note.text),
        None => note.text.clone(),
    };
    view.notes.iter().map(text).collect()
}

fn write_cell(sheet: &mut Worksheet, line: u32, place: u16, cell: &XlsxCell) -> anyhow::Result<()> {
    let mut format = Format::new();
    if cell.is_bold {
        format = format.set_bold();
    }
    match &cell.value {
        XlsxValue::Nothing => {}
        XlsxValue::Text(text) => {
            let format = format.set_text_wrap().set_indent(u8::try_from(cell.indent).unwrap_or(0));
            sheet.write_string_with_format(line, place, shortened(text), &format)?;
        }
        XlsxValue::Number(number, printed) => {
            sheet.write_number_with_format(line, place, *number, &format.set_num_format(number_format(*printed)))?;
        }
        XlsxValue::Mark(mark) => {
            sheet.write_string_with_format(line, place, mark, &format.set_align(FormatAlign::Right))?;
        }
    }
    Ok(())
}

/// The width of a column: that of its longest text, within limits.
fn wide(column: &XlsxColumn) -> f64 {
    let length = |cell: &XlsxCell| match &cell.value {
        XlsxValue::Nothing => 0,
        XlsxValue::Text(text) | XlsxValue::Mark(text) => text.chars().count() + 2 * cell.indent as usize,
        XlsxValue::Number(number, format) => format.print(*number).chars().count(),
    };
    let longest = column.cells.iter().map(length).chain([column.header.chars().count().min(20)]).max().unwrap_or(0);
    longest.clamp(10, WIDEST) as f64 + 2.0
}
