//! Forms as workbooks: headers with notes, cells that take only what fits, an example, and a sheet that explains it all.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Note, Worksheet,
};

use super::Filled;
use super::columns::{Entry, example, explained, values};
use super::guide::{self, Lists};
use super::plan::{File, Sheet};
use crate::definition::dataset::{Column, ColumnKind, DateFormat};
use crate::definition::theme::Theme;
use crate::ingest::{EXAMPLE, GUIDE};
use crate::spreadsheet::{MAX_ROWS, dated, shortened};

/// The first row below the example, from 0.
const FIRST: u32 = 2;
/// The most characters of a message beside a cell.
const MAX_MESSAGE: usize = 255;
/// The first and the last year of dates that are taken without a question.
const YEARS: (u16, u16) = (1900, 2199);

/// How the cells of forms look.
pub struct Looks {
    /// The header of a column that must be filled in.
    pub required: Format,
    /// The header of one that need not be.
    pub free: Format,
    /// The example.
    pub example: Format,
}

impl Looks {
    /// In the colours of the report.
    fn new(theme: &Theme) -> Self {
        let colour =
            |hex: &str| u32::from_str_radix(hex.trim_start_matches('#'), 16).map_or(Color::Default, Color::RGB);
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(colour(&theme.primary));
        Self {
            required: header.clone().set_font_color(Color::White).set_background_color(colour(&theme.primary)),
            free: header.set_font_color(colour(&theme.primary)).set_background_color(colour(&theme.tint)),
            example: Format::new()
                .set_italic()
                .set_font_color(Color::RGB(0x0059_5959))
                .set_background_color(Color::RGB(0x00F2_F2F2)),
        }
    }

    /// The look of a column's header.
    pub fn header(&self, column: &Column) -> &Format {
        if column.empty || column.optional { &self.free } else { &self.required }
    }
}

/// Writes the form.
///
/// # Errors
/// When it has more columns or rows than a sheet can have.
pub fn write(file: &File<'_>, theme: &Theme, day: NaiveDate, filled: &Filled) -> anyhow::Result<Vec<u8>> {
    let title = file.name.rsplit('/').next().unwrap_or_default().trim_end_matches(".xlsx");
    let mut book = dated(DocProperties::new().set_title(title), day)?;
    let looks = Looks::new(theme);
    let guide = guide::Guide::new(file, day);
    for sheet in &file.sheets {
        let page = book
            .add_worksheet()
            .set_name(&sheet.name)
            .with_context(|| format!("Arket »{}« kan ikke oprettes", sheet.name))?;
        write_sheet(page, sheet, &looks, day, guide.lists(), filled)
            .with_context(|| format!("Arket »{}« i {} kan ikke skrives", sheet.name, file.name))?;
    }
    guide.write(book.add_worksheet().set_name(GUIDE)?, &looks)?;
    Ok(book.save_to_buffer()?)
}

fn write_sheet(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    looks: &Looks,
    day: NaiveDate,
    lists: &Lists,
    filled: &Filled,
) -> anyhow::Result<()> {
    let columns = sheet.columns();
    let rows = sheet.datasets.iter().find_map(|dataset| filled.get(&dataset.id));
    for (place, (dataset, name, column)) in (0..).zip(&columns) {
        let header = column.headers.first().map_or("", String::as_str);
        let cells = cell_format(&column.kind);
        page.set_column_format(place, &cells)?;
        page.set_column_width(place, width(header, column, place == 0))?;
        page.write_string_with_format(0, place, header, looks.header(column))?;
        page.insert_note(0, place, &note(&explained(dataset, name, column)))?;
        page.add_data_validation(FIRST, place, MAX_ROWS as u32 - 1, place, &validation(column, place, lists)?)?;
        let shown = example(column, day);
        let shown = if place == 0 { Entry::Text(format!("{EXAMPLE} {}", shown.written(&column.kind))) } else { shown };
        write_entry(page, 1, place, &shown, &cells.merge(&looks.example))?;
        for row in 0..rows.map_or(0, |rows| rows.rows.len()) {
            let text = rows.map_or("", |rows| rows.text(row, &column.headers));
            if let Some(entry) = Entry::read(text, &column.kind) {
                write_entry(page, FIRST + u32::try_from(row)?, place, &entry, &cells)?;
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

fn write_entry(page: &mut Worksheet, row: u32, column: u16, entry: &Entry, format: &Format) -> anyhow::Result<()> {
    match entry {
        Entry::Text(text) => page.write_string_with_format(row, column, shortened(text), format)?,
        Entry::Number(number) => page.write_number_with_format(row, column, *number, format)?,
        Entry::Day(day) => {
            let year = u16::try_from(day.year())?;
            let day = ExcelDateTime::from_ymd(year, u8::try_from(day.month())?, u8::try_from(day.day())?)?;
            page.write_with_format(row, column, &day, format)?
        }
    };
    Ok(())
}

/// The format of the cells of a column. What is text stays as it is typed: numbers keep their noughts.
fn cell_format(kind: &ColumnKind) -> Format {
    let format = match kind {
        ColumnKind::Integer => "#,##0",
        ColumnKind::Decimal(_) => "#,##0.00",
        ColumnKind::Date(DateFormat::Year) => "0",
        ColumnKind::Date(_) => "dd-mm-yyyy",
        _ => "@",
    };
    Format::new().set_num_format(format)
}

/// How wide a column is, in characters.
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

/// A note that is as high as its text needs.
fn note(text: &str) -> Note {
    // Some 38 characters go on a line of this width.
    let lines = text.chars().count() / 38 + 2;
    let height = u32::try_from(lines).unwrap_or(40).saturating_mul(17).min(680);
    Note::new(shortened(text)).add_author_prefix(false).set_author("kapreport").set_width(260).set_height(height)
}

/// What a column's cells take, and what is said when something else is typed.
fn validation(column: &Column, place: u16, lists: &Lists) -> anyhow::Result<DataValidation> {
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
        ColumnKind::Integer => {
            (new.allow_whole_number(DataValidationRule::Between(i32::MIN, i32::MAX)), "Skriv et helt tal.".to_owned())
        }
        ColumnKind::Decimal(_) => {
            (new.allow_decimal_number(DataValidationRule::Between(-1e15, 1e15)), "Skriv et tal.".to_owned())
        }
        ColumnKind::Date(DateFormat::Year) => (
            new.allow_whole_number(DataValidationRule::Between(YEARS.0.into(), YEARS.1.into())),
            "Skriv årstallet med fire cifre.".to_owned(),
        ),
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
    let told = match column.kind {
        ColumnKind::Ydernummer => validation.set_input_message(message.clone())?,
        _ => validation,
    };
    Ok(told
        .set_error_title("Det passer ikke her")?
        .set_error_message(message)?
        .set_error_style(DataValidationErrorStyle::Stop))
}
