//! The last sheet: how each figure is computed.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::super::lexicon::UNKNOWN;
use super::layout::{CellFormats, fit_to_page, row_height};
use super::numbered::NumberedTable;
use crate::danish;
use crate::definition::Definition;
use crate::figure_id::FigureId;
use crate::snapshot::{Figure, HIDDEN, Snapshot, Value};
use crate::spreadsheet::{number_format, shortened};

/// The row of the headers, from 0.
const HEADER: u32 = 4;
/// Headers and widths of the columns.
const COLUMNS: [(&str, f64); 9] = [
    ("Nøgletal", 34.0),
    ("Navn", 36.0),
    ("Værdi", 12.0),
    ("Enhed", 16.0),
    ("Opgjort som", 60.0),
    ("Note", 44.0),
    ("Kilde", 36.0),
    ("Rækker", 10.0),
    ("Tabeller", 18.0),
];

/// Writes a row for each figure.
pub fn write(
    definition: &Definition,
    snapshot: &Snapshot,
    tables: &[NumberedTable<'_>],
    formats: &CellFormats,
    sheet: &mut Worksheet,
) -> anyhow::Result<()> {
    sheet.write_string_with_format(0, 0, "Sådan er tallene opgjort", &formats.title)?;
    sheet.write_string(
        1,
        0,
        "Hver række er et nøgletal. En serie har flere tal, som står på arkene med tabeller og figurer.",
    )?;
    sheet.write_string(2, 0, "Rækker er antallet af rækker i kilden, som tallet er talt af.")?;
    for (place, (header, width)) in (0..).zip(COLUMNS) {
        let is_number = matches!(header, "Værdi" | "Rækker");
        let format = if is_number { &formats.number_header } else { &formats.header };
        sheet.write_string_with_format(HEADER, place, header, format)?;
        sheet.set_column_width(place, width)?;
    }
    let count = Format::new().set_num_format("#,##0").set_align(FormatAlign::Top);
    for (line, (id, figure)) in (HEADER + 1..).zip(snapshot.figures.iter()) {
        DefinitionRow::new(id, figure, definition, snapshot, tables).write(line, &count, formats, sheet)?;
    }
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    fit_to_page(sheet);
    Ok(())
}

/// A figure and what the definition and the tables add to it.
struct DefinitionRow<'a> {
    id: &'a FigureId,
    figure: &'a Figure,
    note: &'a str,
    /// The dataset's label.
    source: &'a str,
    /// The sheets of the tables that show the figure.
    tables: String,
}

impl<'a> DefinitionRow<'a> {
    fn new(
        id: &'a FigureId,
        figure: &'a Figure,
        definition: &'a Definition,
        snapshot: &'a Snapshot,
        tables: &[NumberedTable<'_>],
    ) -> Self {
        let sheets: Vec<String> =
            tables.iter().filter(|table| table.shows(id)).map(NumberedTable::sheet_name).collect();
        Self {
            id,
            figure,
            note: definition.figures.get(id).map_or("", |figure| figure.note.as_str()),
            source: figure.dataset.as_ref().map_or("Andre nøgletal", |dataset| snapshot.dataset_label(dataset)),
            tables: danish::list(&sheets),
        }
    }

    fn write(&self, line: u32, count: &Format, formats: &CellFormats, sheet: &mut Worksheet) -> anyhow::Result<()> {
        let Self { id, figure, note, source, tables } = self;
        let unit = figure.unit.as_deref().unwrap_or_default();
        let texts =
            [(0, id.as_str()), (1, &figure.label), (3, unit), (4, &figure.how), (5, note), (6, source), (8, tables)];
        for (column, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string_with_format(line, column, shortened(text), &formats.text)?;
        }
        match &figure.value {
            Value::Scalar(Some(value)) => {
                let format = count.clone().set_num_format(number_format(figure.format));
                sheet.write_number_with_format(line, 2, *value, &format)?;
            }
            Value::Scalar(_) if figure.hidden => _ = sheet.write_string_with_format(line, 2, HIDDEN, &formats.text)?,
            Value::Scalar(None) => _ = sheet.write_string_with_format(line, 2, UNKNOWN, &formats.text)?,
            Value::Series(members) => {
                let text = format!("{} tal", danish::number(members.len() as f64, 0));
                sheet.write_string_with_format(line, 2, text, &formats.text)?;
            }
        }
        let width = |column: usize| COLUMNS[column].1;
        let tall = [(id.as_str(), width(0)), (&figure.label, width(1)), (&figure.how, width(4)), (note, width(5))];
        sheet.set_row_height(line, row_height(tall))?;
        if let Some(rows) = figure.rows {
            sheet.write_number_with_format(line, 7, rows as f64, count)?;
        }
        Ok(())
    }
}
