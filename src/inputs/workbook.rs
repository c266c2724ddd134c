//! Writes forms as workbooks: headers with notes, cells that accept only what fits, an example, and the guide.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign,
    Formula, Note, Worksheet,
};

use super::FormRows;
use super::columns::{FormCell, example, explanation, values};
use super::guide::{self, ChoiceLists};
use super::plan::{PlannedForm, PlannedSheet};
use super::style::FormStyle;
use crate::definition::dataset::{Column, ColumnKind, DateFormat};
use crate::definition::theme::Theme;
use crate::ingest::{EXAMPLE, GUIDE};
use crate::spreadsheet::{MAX_ROWS, dated, shortened};

/// First row below the example, from 0.
const FIRST: u32 = 2;
/// Characters of an input message at most.
const MAX_MESSAGE: usize = 255;
/// First and last year of dates that are accepted.
const YEARS: (u16, u16) = (1900, 2199);

pub fn write(file: &PlannedForm<'_>, theme: &Theme, day: NaiveDate, filled: &FormRows) -> anyhow::Result<Vec<u8>> {
    let title = file.name.rsplit('/').next().unwrap_or_default().trim_end_matches(".xlsx");
    let mut book = dated(DocProperties::new().set_title(title), day)?;
    let style = FormStyle::new(theme);
    let guide = guide::Guide::new(file, day);
    for sheet in &file.sheets {
        let page = book
            .add_worksheet()
            .set_name(&sheet.name)
            .with_context(|| format!("Arket »{}« kan ikke oprettes", sheet.name))?;
        write_sheet(page, sheet, &style, day, guide.lists(), filled)
            .with_context(|| format!("Arket »{}« i {} kan ikke skrives", sheet.name, file.name))?;
    }
    guide.write(book.add_worksheet().set_name(GUIDE)?, &style)?;
    Ok(book.save_to_buffer()?)
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: &PlannedSheet<'_>,
    style: &FormStyle,
    day: NaiveDate,
    lists: &ChoiceLists,
    filled: &FormRows,
) -> anyhow::Result<()> {
    let columns = sheet.columns();
    let rows = sheet.datasets.iter().find_map(|dataset| filled.get(&dataset.id));
    for (place, (dataset, name, column)) in (0..).zip(&columns) {
        let header = column.headers.first().map_or("", String::as_str);
        let cells = cell_format(&column.kind);
        page.set_column_format(place, &cells)?;
        page.set_column_width(place, width(header, column, place == 0))?;
        page.write_string_with_format(0, place, header, style.header(column))?;
        page.insert_note(0, place, &note(&explanation(dataset, name, column)))?;
        page.add_data_validation(FIRST, place, MAX_ROWS as u32 - 1, place, &validation(column, place, lists)?)?;
        let shown = example(column, day);
        let shown =
            if place == 0 { FormCell::Text(format!("{EXAMPLE} {}", shown.to_text(&column.kind))) } else { shown };
        write_cell(page, 1, place, &shown, &cells.merge(&style.example))?;
        for row in 0..rows.map_or(0, |rows| rows.rows.len()) {
            let text = rows.map_or("", |rows| rows.text(row, &column.headers));
            if let Some(cell) = FormCell::read(text, &column.kind) {
                write_cell(page, FIRST + u32::try_from(row)?, place, &cell, &cells)?;
            }
        }
    }
    page.set_row_height(0, 32)?;
    page.set_freeze_panes(1, 0)?;
    let last = FIRST + u32::try_from(rows.map_or(0, |rows| rows.rows.len()))?;
    page.autofilter(0, 0, last.saturating_sub(1), u16::try_from(columns.len().saturating_sub(1))?)?;
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(0, 0)?;
    page.set_selection(FIRST, 0, FIRST, 0)?;
    Ok(())
}

fn write_cell(page: &mut Worksheet, row: u32, column: u16, cell: &FormCell, format: &Format) -> anyhow::Result<()> {
    match cell {
        FormCell::Text(text) => page.write_string_with_format(row, column, shortened(text), format)?,
        FormCell::Number(number) => page.write_number_with_format(row, column, *number, format)?,
        FormCell::Day(day) => {
            let year = u16::try_from(day.year())?;
            let day = ExcelDateTime::from_ymd(year, u8::try_from(day.month())?, u8::try_from(day.day())?)?;
            page.write_with_format(row, column, &day, format)?
        }
    };
    Ok(())
}

/// Format of the column's cells. Text stays as it is typed, so numbers in it keep their leading zeros.
fn cell_format(kind: &ColumnKind) -> Format {
    match kind {
        ColumnKind::Integer(_) => Format::new().set_num_format("#,##0"),
        ColumnKind::Decimal(_) => Format::new().set_num_format("#,##0.00"),
        ColumnKind::Date(DateFormat::Year) => Format::new().set_num_format("0").set_align(FormatAlign::Left),
        ColumnKind::Date(DateFormat::Month | DateFormat::Quarter) => Format::new().set_num_format("@"),
        ColumnKind::Date(_) => Format::new().set_num_format("dd-mm-yyyy").set_align(FormatAlign::Left),
        _ => Format::new().set_num_format("@"),
    }
}

/// Width of a column in characters.
fn width(header: &str, column: &Column, has_example: bool) -> f64 {
    let longest = column.kind.values().iter().map(|value| value.value.chars().count()).max().unwrap_or(0);
    let usual = match column.kind {
        ColumnKind::Text => 24,
        ColumnKind::List { .. } => 32,
        _ => 12,
    };
    let example = if has_example { EXAMPLE.len() + 12 } else { 0 };
    (header.chars().count() + 4).max(longest + 3).max(usual).max(example).min(48) as f64
}

/// A note as high as its text needs.
fn note(text: &str) -> Note {
    // About 38 characters fit on a line of this width.
    let lines = text.chars().count() / 38 + 2;
    let height = u32::try_from(lines).unwrap_or(40).saturating_mul(17).min(680);
    Note::new(shortened(text)).add_author_prefix(false).set_author("kapreport").set_width(260).set_height(height)
}

/// The sentence with the column's bounds: »Skriv et helt tal fra 1 til 5.«
fn bounded(sentence: &str, column: &Column) -> String {
    column.bounds.danish().map_or_else(|| format!("{sentence}."), |range| format!("{sentence} {range}."))
}

/// What the column's cells accept, and the message for anything else.
fn validation(column: &Column, place: u16, lists: &ChoiceLists) -> anyhow::Result<DataValidation> {
    let first = row_col_to_cell(FIRST, place);
    let new = DataValidation::new();
    let day = |year, month, day| ExcelDateTime::from_ymd(year, month, day);
    let (validation, message) = match &column.kind {
        ColumnKind::Text => return Ok(new.allow_any_value()),
        ColumnKind::List { separator, values: declared } => {
            let known = if declared.is_empty() { "" } else { " De kendte værdier står på arket »Vejledning«." };
            let message = format!("En eller flere, med »{separator}« imellem.{known}");
            return Ok(new.allow_any_value().set_input_message(message)?);
        }
        ColumnKind::Integer(_) => {
            // The least whole number within the bounds, and the greatest.
            let least = column.bounds.min.map_or(i32::MIN, |min| min.ceil() as i32);
            let greatest = column.bounds.max.map_or(i32::MAX, |max| max.floor() as i32);
            let message = bounded("Skriv et helt tal", column);
            (new.allow_whole_number(DataValidationRule::Between(least, greatest)), message)
        }
        ColumnKind::Decimal(_) => {
            let (least, greatest) = (column.bounds.min.unwrap_or(-1e15), column.bounds.max.unwrap_or(1e15));
            (new.allow_decimal_number(DataValidationRule::Between(least, greatest)), bounded("Skriv et tal", column))
        }
        ColumnKind::Date(DateFormat::Year) => (
            new.allow_whole_number(DataValidationRule::Between(YEARS.0.into(), YEARS.1.into())),
            "Skriv årstallet med fire cifre.".to_owned(),
        ),
        ColumnKind::Date(format @ (DateFormat::Month | DateFormat::Quarter)) => {
            let example =
                if *format == DateFormat::Month { "måneden som marts 2024" } else { "kvartalet som 1. kvartal 2024" };
            return Ok(new.allow_any_value().set_input_message(format!("Skriv {example}."))?);
        }
        ColumnKind::Date(_) => (
            new.allow_date(DataValidationRule::Between(day(YEARS.0, 1, 1)?, day(YEARS.1, 12, 31)?)),
            "Skriv datoen som 31-12-2024.".to_owned(),
        ),
        ColumnKind::Boolean => (new.allow_list_strings(&["Ja", "Nej"])?, "Vælg Ja eller Nej.".to_owned()),
        ColumnKind::Ydernummer => (
            new.allow_custom(Formula::new(format!("=AND(LEN({first})=6,ISNUMBER(VALUE({first})))"))),
            "Skriv alle seks cifre, også nuller foran.".to_owned(),
        ),
        ColumnKind::Category(_) => {
            let range = lists.range(&values(&column.kind)).unwrap_or_default();
            (new.allow_list_formula(Formula::new(range)), "Vælg en værdi på listen.".to_owned())
        }
    };
    let message: String = message.chars().take(MAX_MESSAGE).collect();
    let validation = match column.kind {
        ColumnKind::Ydernummer => validation.set_input_message(message.clone())?,
        _ => validation,
    };
    Ok(validation
        .set_error_title("Det passer ikke her")?
        .set_error_message(message)?
        .set_error_style(DataValidationErrorStyle::Stop))
}
