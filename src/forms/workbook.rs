//! A workbook: what it is about, the numbers on one sheet to filter and sort, and a sheet for each appendix.

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Worksheet};

use super::{
    Appendix, CountedAs, Explanation, NumberStyle, RowLevel, RowListing, Sheet, SheetCell, SheetRow, SheetSection,
};
use crate::definition::figure::NumberFormat;
use crate::spreadsheet::{dated, decimal_places, number_format, sheet_name, shortened};

const NUMBERS: &str = "Nøgletal";
const APPENDIX: &str = "Opgørelser";
const ROWS: &str = "Rækker";
/// The widths of columns, in characters.
const VALUE: f64 = 18.0;
const WORD: f64 = 12.0;
const NAME: f64 = 34.0;
const SENTENCE: f64 = 50.0;

pub(super) fn render(sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
    // A fixed date: a comparison has none of its own, and today's would make the bytes differ each time.
    let mut book = dated(DocProperties::new().set_title(&*sheet.title), NaiveDate::default())?;
    let mut names = vec![NUMBERS.to_owned()];
    for _ in &sheet.appendices {
        names.push(sheet_name(APPENDIX, &names));
    }
    if !sheet.listings.is_empty() {
        names.push(ROWS.to_owned());
    }
    contents(book.add_worksheet().set_name("Indhold")?, sheet, &names)?;
    numbers(book.add_worksheet().set_name(NUMBERS)?, sheet)?;
    for (appendix, name) in sheet.appendices.iter().zip(names.iter().skip(1)) {
        explanations(book.add_worksheet().set_name(name)?, appendix, sheet)?;
    }
    if !sheet.listings.is_empty() {
        rows(book.add_worksheet().set_name(ROWS)?, &sheet.listings, sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

/// What the workbook is, and links to its sheets.
fn contents(page: &mut Worksheet, sheet: &Sheet, names: &[String]) -> anyhow::Result<()> {
    let cautions = sheet.cautions.iter().map(|caution| format!("Bemærk: {caution}"));
    let notes = sheet.notes.iter().map(ToString::to_string);
    page.set_column_width(0, 100)?;
    page.write_with_format(0, 0, &*sheet.title, &Format::new().set_bold().set_text_wrap())?;
    let mut line = 1;
    for text in std::iter::once(sheet.summary.to_string()).chain(cautions).chain(notes) {
        page.write_with_format(line, 0, shortened(&text), &paragraph())?;
        line += 1;
    }
    let titles = std::iter::once("Nøgletal side om side").chain(sheet.appendices.iter().map(|one| &*one.title));
    let titles = titles.chain([RowListing::TITLE]);
    for (name, title) in names.iter().zip(titles) {
        line += 1;
        page.write_url_with_text(line, 0, format!("internal:'{name}'!A1").as_str(), format!("{name}: {title}"))?;
    }
    Ok(())
}

/// A row for each number. Chapter, figure and id are repeated in every row, so that rows can be sorted.
fn numbers(page: &mut Worksheet, sheet: &Sheet) -> anyhow::Result<()> {
    let headers = &sheet.headers;
    let labels = [("Kapitel", 30.0), (headers.label, SENTENCE), (headers.member, 30.0)];
    let values = sheet.columns.iter().map(|column| (&*column.label, VALUE));
    let status = headers.status.map(|header| (header, WORD));
    let note = headers.note.map(|header| (header, 40.0));
    let columns: Vec<(&str, f64)> =
        labels.into_iter().chain(values).chain(status).chain(note).chain([(headers.id, NAME)]).collect();
    head(page, &columns)?;
    let rows = sheet.sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row)));
    let mut last = 0;
    for (line, (section, row)) in (1..).zip(rows.filter(|(_, row)| row.level != RowLevel::Series)) {
        write_row(page, line, section, row, sheet)?;
        last = line;
    }
    if last > 0 {
        page.autofilter(0, 0, last, u16::try_from(columns.len() - 1)?)?;
    }
    Ok(())
}

fn write_row(
    page: &mut Worksheet,
    line: u32,
    section: &SheetSection,
    row: &SheetRow,
    sheet: &Sheet,
) -> anyhow::Result<()> {
    let member = if row.level == RowLevel::Member { &*row.label } else { "" };
    let status = sheet.headers.status.map(|_| row.status);
    let notes = if row.remarks.is_empty() { row.note.to_string() } else { row.all_notes() };
    let note = sheet.headers.note.map(|_| &*notes);
    let before = [&*section.title, &*row.figure, member];
    let after = status.into_iter().chain(note).chain([row.id.as_str()]);
    let value = u16::try_from(before.len())?;
    let texts = (0..).zip(before).chain((value + u16::try_from(sheet.columns.len())?..).zip(after));
    for (column, text) in texts.filter(|(_, text)| !text.is_empty()) {
        page.write_string(line, column, shortened(text))?;
    }
    for (column, cell) in (value..).zip(&row.cells) {
        match cell {
            SheetCell::Number { value, style, .. } => {
                page.write_with_format(line, column, *value, &Format::new().set_num_format(style_format(*style)))?;
            }
            SheetCell::Word { text } | SheetCell::Line { text } if text.is_empty() => {}
            SheetCell::Line { text } => {
                page.write_string(line, column, text)?;
            }
            SheetCell::Word { text } => {
                page.write_with_format(line, column, text, &Format::new().set_align(FormatAlign::Right))?;
            }
        }
    }
    Ok(())
}

/// A row for each way that a figure was counted in.
fn explanations(page: &mut Worksheet, appendix: &Appendix, sheet: &Sheet) -> anyhow::Result<()> {
    let headers = appendix.headers;
    let columns = [
        (sheet.headers.label, NAME),
        (headers.text, SENTENCE),
        (headers.whose, 24.0),
        (headers.counted_as, 40.0),
        ("Opgørelse", 70.0),
        (sheet.headers.id, NAME),
    ];
    let columns: Vec<(&str, f64)> = columns.into_iter().chain(headers.id.map(|header| (header, NAME))).collect();
    head(page, &columns)?;
    let ways = appendix.explanations.iter().flat_map(|one| one.ways.iter().map(move |way| (one, way)));
    for (line, (Explanation { label, id, note, text, .. }, way)) in (1..).zip(ways) {
        let remarks = [&**note, text].join(" ");
        let (counted_as, own) = match &way.counted_as {
            CountedAs::Value(value) => (value, None),
            CountedAs::Figure { label, id } => (label, Some(&**id)),
        };
        let texts = [&**label, remarks.trim(), &way.whose, counted_as, &way.how, id];
        for (column, text) in (0..).zip(texts.into_iter().chain(own)) {
            page.write_with_format(line, column, shortened(text), &paragraph())?;
        }
    }
    Ok(())
}

/// A row for each row of an export. Figures use different columns, so their cells are one text.
fn rows(page: &mut Worksheet, listings: &[RowListing], sheet: &Sheet) -> anyhow::Result<()> {
    let [status, place] = RowListing::HEADERS;
    let columns =
        [(sheet.headers.label, NAME), (status, WORD), (place, SENTENCE), ("Celler", 70.0), (sheet.headers.id, NAME)];
    head(page, &columns)?;
    let rows = listings.iter().flat_map(|listing| listing.rows.iter().map(move |row| (listing, row)));
    let mut last = 0;
    for (line, (listing, row)) in (1..).zip(rows) {
        let texts = [&*listing.label, row.status, &row.place, &row.cells_in_words(&listing.headers), &listing.id];
        for (column, text) in (0..).zip(texts) {
            page.write_with_format(line, column, shortened(text), &paragraph())?;
        }
        last = line;
    }
    if last > 0 {
        page.autofilter(0, 0, last, u16::try_from(columns.len() - 1)?)?;
    }
    Ok(())
}

/// Writes headers, which stay in sight when the sheet is scrolled, and sets the widths of their columns.
fn head(page: &mut Worksheet, columns: &[(&str, f64)]) -> anyhow::Result<()> {
    let bold = Format::new().set_bold().set_text_wrap();
    for (column, (header, width)) in (0..).zip(columns) {
        page.write_with_format(0, column, *header, &bold)?;
        page.set_column_width(column, *width)?;
    }
    page.set_freeze_panes(1, 0)?;
    Ok(())
}

fn paragraph() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// The number format. Spreadsheet programs write the points and commas of their user's language.
fn style_format(style: NumberStyle) -> String {
    match style {
        NumberStyle::Value(printed) => number_format(printed),
        NumberStyle::Difference(printed @ NumberFormat::Decimal(_)) => signed(&number_format(printed)),
        NumberStyle::Difference(NumberFormat::Percent(decimals)) => {
            signed(&format!("0{}\" procentpoint\"", decimal_places(decimals)))
        }
        NumberStyle::Change => signed("0.0 %"),
    }
}

/// The number format with a sign before every number but zero.
fn signed(format: &str) -> String {
    format!("+{format};\"\u{2212}\"{format};{format}")
}
