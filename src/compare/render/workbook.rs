//! A workbook: what it is, the numbers, and how the reports count where they do not count alike.

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Worksheet};

use crate::compare::page::Page;
use crate::forms::head;
use crate::spreadsheet::{dated, number_format, shortened};

/// The page as a workbook. The same comparison gives the same bytes.
///
/// # Errors
/// When a sheet would have too many rows.
pub fn render(page: &Page) -> anyhow::Result<Vec<u8>> {
    // A comparison has no day of its own, and the clock's would make other bytes each time.
    let mut book = dated(DocProperties::new().set_title(&page.title), NaiveDate::default())?;
    contents(book.add_worksheet().set_name("Indhold")?, page)?;
    numbers(book.add_worksheet().set_name("Nøgletal")?, page)?;
    definitions(book.add_worksheet().set_name("Opgørelser")?, page)?;
    Ok(book.save_to_buffer()?)
}

/// What it is, and what to know.
fn contents(sheet: &mut Worksheet, page: &Page) -> anyhow::Result<()> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 100)?;
    sheet.write_with_format(0, 0, &page.title, &Format::new().set_bold().set_text_wrap())?;
    let lines = std::iter::once(&page.summary).chain(&page.legend).chain(&page.notes);
    let mut line = 1;
    for text in lines {
        sheet.write_with_format(line, 0, text, &wrapped)?;
        line += 1;
    }
    for (name, title) in [("Nøgletal", "Nøgletal side om side"), ("Opgørelser", Page::DEFINITIONS)] {
        line += 1;
        sheet.write_url_with_text(line, 0, format!("internal:'{name}'!A1").as_str(), format!("{name}: {title}"))?;
    }
    Ok(())
}

/// A row for each concept, and for each that puts it in proportion to something.
fn numbers(sheet: &mut Worksheet, page: &Page) -> anyhow::Result<()> {
    let headers = ["Kapitel", "Begreb", "I forhold til"].into_iter();
    let headers = headers.chain(page.columns.iter().map(|column| column.label.as_str())).chain(["Navn"]);
    let widths = [30.0, 40.0, 30.0].into_iter().chain(page.columns.iter().map(|_| 18.0)).chain([40.0]);
    head(sheet, headers, widths)?;
    let name = u16::try_from(page.columns.len() + 3)?;
    let rows = page.sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row)));
    let mut last = 0;
    for (line, (section, row)) in (1..).zip(rows) {
        let per = if row.is_ratio { row.label.as_str() } else { "" };
        for (column, text) in [(0, section.title.as_str()), (1, &row.concept), (2, per), (name, &row.id)] {
            if !text.is_empty() {
                sheet.write_string(line, column, shortened(text))?;
            }
        }
        for (column, cell) in (3..).zip(&row.cells) {
            match cell.number {
                Some((value, printed)) => {
                    let format = Format::new().set_num_format(number_format(printed));
                    sheet.write_with_format(line, column, value, &format)?;
                }
                None => {
                    sheet.write_with_format(line, column, &cell.text, &Format::new().set_align(FormatAlign::Right))?;
                }
            }
        }
        last = line;
    }
    if last > 0 {
        sheet.autofilter(0, 0, last, name)?;
    }
    Ok(())
}

/// A row for each way that a concept is counted in.
fn definitions(sheet: &mut Worksheet, page: &Page) -> anyhow::Result<()> {
    let headers = ["Begreb", "Betydning", "Rapporter", "Nøgletal", "Opgørelse", "Navn", "Navn i rapporten"];
    head(sheet, headers.into_iter(), [34.0, 50.0, 24.0, 40.0, 70.0, 34.0, 34.0])?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let ways = page.definitions.iter().flat_map(|told| told.ways.iter().map(move |way| (told, way)));
    for (line, (told, way)) in (1..).zip(ways) {
        let texts = [&told.label, &told.definition, &way.reports, &way.label, &way.how, &told.id, &way.id];
        for (column, text) in (0..).zip(texts) {
            sheet.write_with_format(line, column, shortened(text), &wrapped)?;
        }
    }
    Ok(())
}
