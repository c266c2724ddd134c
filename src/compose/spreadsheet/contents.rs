//! The sheets about the tables: the list of them, and how the figures were counted.

use rust_xlsxwriter::{Format, Url, Worksheet};

use super::super::document::Document;
use super::super::edition::Edition;
use super::super::lexicon::UNKNOWN;
use super::super::tables::INCOMPARABLE;
use super::{DEFINITIONS, Looks, Shown, for_printing};
use crate::danish;
use crate::definition::Definition;
use crate::snapshot::{Snapshot, Value};
use crate::spreadsheet::{number_format, shortened};

/// The row that the headers stand in, from 0; the same in both sheets.
const HEADER: u32 = 4;

/// The list of the sheets, with links.
pub fn contents(
    definition: &Definition,
    document: &Document,
    edition: Edition,
    shown: &[Shown<'_>],
    looks: &Looks,
    sheet: &mut Worksheet,
) -> anyhow::Result<()> {
    const WIDTHS: [f64; 3] = [14.0, 60.0, 60.0];
    let report = &definition.report;
    let draft = if edition.is_draft() { "Udkast, " } else { "" };
    let publisher = if report.publisher.is_empty() { &report.author } else { &report.publisher };
    sheet.write_string_with_format(0, 0, shortened(&format!("Tabeller: {}", document.title)), &looks.title)?;
    sheet.write_string(1, 0, shortened(&format!("{publisher}. {draft}{}.", danish::date(edition.date))))?;
    sheet.write_string(2, 0, "Hvert ark har én tabel fra rapporten. Overskrifterne står altid i række 6.")?;
    sheet.write_string(
        3,
        0,
        format!("{UNKNOWN} betyder, at tallet ikke kendes; {INCOMPARABLE}, at det er opgjort på en anden måde end de øvrige. [note 1] henviser til en note under tabellen."),
    )?;
    for (place, header) in (0..).zip(["Ark", "Indhold", "Kilde"]) {
        sheet.write_string_with_format(HEADER, place, header, &looks.header)?;
    }
    let tables = shown.iter().map(|shown| (shown.sheet(), shown.view.caption.clone(), shown.sources.clone()));
    let about = "Hvordan hvert nøgletal er opgjort, hvor det kommer fra, og hvor rapporten bruger det".to_owned();
    for (line, (name, what, from)) in (HEADER + 1..).zip(tables.chain([(DEFINITIONS.to_owned(), about, String::new())]))
    {
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(&name);
        sheet.write_url_with_format(line, 0, &link, &looks.link)?;
        sheet.write_string_with_format(line, 1, shortened(&what), &looks.text)?;
        sheet.write_string_with_format(line, 2, shortened(&from), &looks.text)?;
        sheet.set_row_height(line, height([(what.as_str(), WIDTHS[1]), (from.as_str(), WIDTHS[2])]))?;
    }
    for (place, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(place, width)?;
    }
    for_printing(sheet);
    Ok(())
}

/// How every figure was counted.
pub fn definitions(
    definition: &Definition,
    snapshot: &Snapshot,
    shown: &[Shown<'_>],
    looks: &Looks,
    sheet: &mut Worksheet,
) -> anyhow::Result<()> {
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
    sheet.write_string_with_format(0, 0, "Sådan er tallene opgjort", &looks.title)?;
    sheet.write_string(1, 0, "Hver række er et nøgletal. En serie har flere tal, som står i tabellerne.")?;
    sheet.write_string(2, 0, "Rækker er antallet af rækker i kilden, som tallet er talt af.")?;
    for (place, (header, width)) in (0..).zip(COLUMNS) {
        let is_number = matches!(header, "Værdi" | "Rækker");
        let format = if is_number { &looks.number_header } else { &looks.header };
        sheet.write_string_with_format(HEADER, place, header, format)?;
        sheet.set_column_width(place, width)?;
    }
    let count = Format::new().set_num_format("#,##0").set_align(rust_xlsxwriter::FormatAlign::Top);
    for (line, (id, figure)) in (HEADER + 1..).zip(&snapshot.figures) {
        let mut text = |place: u16, text: &str| -> anyhow::Result<()> {
            if !text.is_empty() {
                sheet.write_string_with_format(line, place, shortened(text), &looks.text)?;
            }
            Ok(())
        };
        let source = figure.dataset.as_ref().map_or("Andre nøgletal", |dataset| snapshot.dataset_label(dataset));
        text(0, id)?;
        text(1, &figure.label)?;
        text(3, figure.unit.as_deref().unwrap_or_default())?;
        text(4, &figure.how)?;
        let note = definition.figures.get(id).map_or("", |figure| figure.note.as_str());
        text(5, note)?;
        text(6, source)?;
        let tables = shown.iter().filter(|shown| shown.table.figures().iter().any(|used| used.value.id == *id));
        text(8, &danish::list(&tables.map(Shown::sheet).collect::<Vec<_>>()))?;
        match &figure.value {
            Value::Scalar(Some(value)) => {
                let format = count.clone().set_num_format(number_format(figure.format));
                sheet.write_number_with_format(line, 2, *value, &format)?;
            }
            Value::Scalar(None) => _ = sheet.write_string_with_format(line, 2, UNKNOWN, &looks.text)?,
            Value::Series(members) => {
                let text = format!("{} tal", danish::number(members.len() as f64, 0));
                sheet.write_string_with_format(line, 2, text, &looks.text)?;
            }
        }
        let widths = COLUMNS.map(|(_, width)| width);
        let tall = [
            (id.as_str(), widths[0]),
            (figure.label.as_str(), widths[1]),
            (figure.how.as_str(), widths[4]),
            (note, widths[5]),
        ];
        sheet.set_row_height(line, height(tall))?;
        if let Some(rows) = figure.rows {
            sheet.write_number_with_format(line, 7, rows as f64, &count)?;
        }
    }
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    for_printing(sheet);
    Ok(())
}

/// How high a row is in which texts break in columns of these widths: not every program works that out for itself.
fn height<const N: usize>(cells: [(&str, f64); N]) -> f64 {
    let lines = cells.map(|(text, width)| (text.chars().count() as f64 / (width * 0.95)).ceil());
    15.0 * lines.into_iter().fold(1.0, f64::max)
}
