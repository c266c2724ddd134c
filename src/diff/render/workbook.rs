//! A workbook: the comparison, how figures that cannot be compared were counted, and what it all is.

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Worksheet};

use crate::definition::figure::NumberFormat;
use crate::diff::page::{Amount, Level, Page, Stories, Style, word};
use crate::forms::head;
use crate::spreadsheet::{dated, decimal_places, number_format, shortened};

/// The header of a figure's id.
const ID: &str = "Navn i definitionen";
/// The names of the sheets of figures that are told about in words.
const TOLD: [&str; 2] = ["Opgørelser", "Opgørelser (2)"];

/// The page as a workbook. The same differences give the same bytes.
///
/// # Errors
/// When a sheet would have too many rows.
pub fn render(page: &Page) -> anyhow::Result<Vec<u8>> {
    // A comparison has no day of its own, and the clock's would make other bytes each time.
    let mut book = dated(DocProperties::new().set_title(&page.title), NaiveDate::default())?;
    contents(book.add_worksheet().set_name("Indhold")?, page)?;
    comparison(book.add_worksheet().set_name("Nøgletal")?, page)?;
    for (stories, name) in page.stories.iter().zip(TOLD) {
        tell(book.add_worksheet().set_name(name)?, stories, page)?;
    }
    Ok(book.save_to_buffer()?)
}

/// What it is, and which sheets there are.
fn contents(sheet: &mut Worksheet, page: &Page) -> anyhow::Result<()> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 100)?;
    sheet.write_with_format(0, 0, &page.title, &bold)?;
    sheet.write_with_format(1, 0, &page.summary, &wrapped)?;
    let mut line = 2;
    for caution in &page.cautions {
        sheet.write_with_format(line, 0, format!("Bemærk: {caution}"), &wrapped)?;
        line += 1;
    }
    let mut all = vec![("Nøgletal", "Nøgletal side om side")];
    all.extend(TOLD.into_iter().zip(page.stories.iter().map(|story| story.title.as_str())));
    for (name, title) in all {
        line += 1;
        sheet.write_url_with_text(line, 0, format!("internal:'{name}'!A1").as_str(), format!("{name}: {title}"))?;
    }
    Ok(())
}

/// A row for each number.
fn comparison(sheet: &mut Worksheet, page: &Page) -> anyhow::Result<()> {
    let [figure, columns @ ..] = &page.columns;
    let headers = ["Kapitel", figure, "Medlem"].into_iter().chain(columns.iter().map(String::as_str));
    let widths = [30.0, 50.0, 30.0, 14.0, 14.0, 18.0, 12.0, 12.0, 40.0, 36.0];
    head(sheet, headers.chain(["Art", "Bemærkning", ID]), widths)?;
    let rows = page.sections.iter().flat_map(|section| section.rows.iter().map(move |row| (section, row)));
    let mut last = 0;
    for (line, (section, row)) in (1..).zip(rows.filter(|(_, row)| row.level != Level::Series)) {
        let member = if row.level == Level::Member { &row.label } else { "" };
        let texts = [
            (0, section.title.as_str()),
            (1, &row.figure),
            (2, member),
            (7, word(row.kind)),
            (8, &row.note),
            (9, &row.id),
        ];
        for (column, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(line, column, shortened(text))?;
        }
        for (column, cell) in (3..).zip(&row.cells) {
            if let Some(Amount { value, style }) = cell.number {
                let format = Format::new().set_num_format(style_format(style));
                sheet.write_with_format(line, column, value, &format)?;
            } else if !cell.text.is_empty() {
                sheet.write_with_format(line, column, &cell.text, &Format::new().set_align(FormatAlign::Right))?;
            }
        }
        last = line;
    }
    if last > 0 {
        sheet.autofilter(0, 0, last, 9)?;
    }
    Ok(())
}

/// A row for each figure and side.
fn tell(sheet: &mut Worksheet, stories: &Stories, page: &Page) -> anyhow::Result<()> {
    let value = |i: usize| format!("Værdi {}", page.columns[i]);
    let how = |i: usize| format!("Opgørelse {}", page.columns[i]);
    let headers = ["Nøgletal".to_owned(), value(1), how(1), value(2), how(2), "Bemærkning".to_owned(), ID.to_owned()];
    head(sheet, headers.iter().map(String::as_str), [50.0, 18.0, 60.0, 18.0, 60.0, 40.0, 36.0])?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (line, story) in (1..).zip(&stories.figures) {
        let [before, after] = &story.sides;
        let remarks = [story.note.as_str(), &story.reason].join(" ");
        let remarks = remarks.trim();
        let texts = [&story.label, &before.value, &before.how, &after.value, &after.how, remarks, &story.id];
        for (column, text) in (0..).zip(texts) {
            sheet.write_with_format(line, column, shortened(text), &wrapped)?;
        }
    }
    Ok(())
}

/// The number format; spreadsheet programs put in the points and commas of their user's language.
fn style_format(style: Style) -> String {
    match style {
        Style::Value(printed) => number_format(printed),
        Style::Difference(printed @ NumberFormat::Decimal(_)) => signed(&number_format(printed)),
        Style::Difference(NumberFormat::Percent(decimals)) => {
            signed(&format!("0{}\" procentpoint\"", decimal_places(decimals)))
        }
        Style::Percent => signed("0.0 %"),
    }
}

/// The format with a sign before all numbers but nought.
fn signed(format: &str) -> String {
    format!("+{format};\"\u{2212}\"{format};{format}")
}
