//! The sheet with the numbers of series that charts draw and no table shows.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::super::lexicon::UNKNOWN;
use super::layout::{CHARTS, CellFormats, fit_to_page};
use super::numbered::NumberedTable;
use crate::definition::Definition;
use crate::definition::chart::Drawing;
use crate::figure_id::FigureId;
use crate::snapshot::{Figure, HIDDEN, Snapshot, Value};
use crate::spreadsheet::{number_format, shortened};

/// The row of the headers, from 0; the same as in the sheets of tables.
const HEADER: u32 = 5;
/// Headers and widths of the columns.
const COLUMNS: [(&str, f64); 3] = [("Nøgletal", 40.0), ("Gruppe", 40.0), ("Værdi", 14.0)];

/// The series, in the order of the charts.
pub fn series<'a>(
    definition: &Definition,
    snapshot: &'a Snapshot,
    tables: &[NumberedTable<'_>],
) -> Vec<(&'a FigureId, &'a Figure)> {
    let mut found: Vec<(&FigureId, &Figure)> = Vec::new();
    for chart in definition.charts() {
        let (Drawing::Bars { series, .. } | Drawing::OverTime { series, .. }) = &chart.drawing else { continue };
        let Some((id, figure)) = snapshot.figures.get_key_value(&series.value.id) else { continue };
        let is_known = found.iter().any(|(known, _)| *known == id) || tables.iter().any(|table| table.shows(id));
        if !is_known && matches!(figure.value, Value::Series(_)) {
            found.push((id, figure));
        }
    }
    found
}

/// Writes a row for each member of the series.
pub fn write(series: &[(&FigureId, &Figure)], formats: &CellFormats, sheet: &mut Worksheet) -> anyhow::Result<()> {
    sheet.set_name(CHARTS)?;
    sheet.write_string_with_format(0, 0, "Tallene i rapportens figurer", &formats.title)?;
    sheet.write_string(1, 0, "Serier, som en figur viser, og som ikke står i en tabel.")?;
    for (place, (header, width)) in (0..).zip(COLUMNS) {
        let format = if header == "Værdi" { &formats.number_header } else { &formats.header };
        sheet.write_string_with_format(HEADER, place, header, format)?;
        sheet.set_column_width(place, width)?;
    }
    let mut line = HEADER;
    for (_, figure) in series {
        let Value::Series(members) = &figure.value else { continue };
        let number = Format::new().set_num_format(number_format(figure.format)).set_align(FormatAlign::Top);
        for member in members {
            line += 1;
            sheet.write_string_with_format(line, 0, shortened(&figure.label), &formats.text)?;
            sheet.write_string_with_format(line, 1, shortened(&member.label), &formats.text)?;
            match member.value {
                Some(value) => sheet.write_number_with_format(line, 2, value, &number)?,
                None if member.hidden => sheet.write_string_with_format(line, 2, HIDDEN, &formats.text)?,
                None => sheet.write_string_with_format(line, 2, UNKNOWN, &formats.text)?,
            };
        }
    }
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    fit_to_page(sheet);
    Ok(())
}
