//! Writing tables in the shapes they arrive in: CSV dialects and encodings, and Excel workbooks.

use std::{error::Error, fs, path::Path};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::dates::Date;

/// What every writer returns.
pub type Done = Result<(), Box<dyn Error>>;

/// One cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Text; the empty text is an empty cell.
    Text(String),
    /// A whole number.
    Integer(usize),
    /// An amount.
    Decimal(f64),
    /// A day; none is an empty cell.
    Day(Option<Date>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_string())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Integer(number)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Decimal(number)
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Cell {
        Cell::from(if yes { "Ja" } else { "Nej" })
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Cell {
        Cell::Day(Some(day))
    }
}

impl From<Option<Date>> for Cell {
    fn from(day: Option<Date>) -> Cell {
        Cell::Day(day)
    }
}

/// A row of cells of any kinds.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$($crate::output::Cell::from($cell)),*] };
}
pub(crate) use row;

/// Headers and rows.
pub struct Table {
    /// The header row.
    pub headers: Vec<&'static str>,
    /// The rows below it.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table; every row must be as wide as the header row.
    pub fn new(headers: &[&'static str], rows: Vec<Vec<Cell>>) -> Table {
        assert!(rows.iter().all(|row| row.len() == headers.len()), "{headers:?}");
        Table { headers: headers.to_vec(), rows }
    }
}

/// How a CSV file writes its characters.
pub enum Encoding {
    /// UTF-8, nothing in front.
    Utf8,
    /// UTF-8 with a byte order mark, as Excel saves it.
    Utf8Bom,
    /// Windows-1252.
    Windows1252,
}

/// How a CSV file writes its dates.
pub enum DateStyle {
    /// 2024-12-31
    Iso,
    /// 31-12-2024
    Dashes,
    /// 31.12.2024
    Points,
}

/// A system's dialect of CSV.
pub struct Dialect {
    /// Between cells.
    pub separator: u8,
    /// Characters.
    pub encoding: Encoding,
    /// Dates.
    pub dates: DateStyle,
    /// Lines end in CR LF rather than LF.
    pub crlf: bool,
}

/// What Danish Excel saves as "CSV UTF-8".
pub const EXCEL_CSV: Dialect =
    Dialect { separator: b';', encoding: Encoding::Utf8Bom, dates: DateStyle::Dashes, crlf: true };

/// What systems that are older than UTF-8 export.
pub const WINDOWS_CSV: Dialect =
    Dialect { separator: b';', encoding: Encoding::Windows1252, dates: DateStyle::Dashes, crlf: true };

/// 1938440 as 1.938.440.
pub fn with_points(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits are ASCII")).collect();
    groups.join(".")
}

/// Writes a CSV file.
pub fn write_csv(path: &Path, dialect: &Dialect, table: &Table) -> Done {
    let end = if dialect.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new().delimiter(dialect.separator).terminator(end).from_writer(Vec::new());
    writer.write_record(&table.headers)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Decimal(number) => format!("{number:.2}").replace('.', ","),
            Cell::Day(None) => String::new(),
            Cell::Day(Some(day)) => {
                let (year, month, day) = day.parts();
                match dialect.dates {
                    DateStyle::Iso => format!("{year}-{month:02}-{day:02}"),
                    DateStyle::Dashes => format!("{day:02}-{month:02}-{year}"),
                    DateStyle::Points => format!("{day:02}.{month:02}.{year}"),
                }
            }
        }))?;
    }
    let text = String::from_utf8(writer.into_inner()?)?;
    let bytes = match dialect.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Bom => format!("\u{feff}{text}").into_bytes(),
        Encoding::Windows1252 => {
            let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
            assert!(!lossy, "{} does not fit Windows-1252", path.display());
            bytes.into_owned()
        }
    };
    Ok(fs::write(path, bytes)?)
}

/// One sheet of a workbook.
pub struct Sheet<'a> {
    /// The name on its tab.
    pub name: &'a str,
    /// Lines above the header row, empty ones included.
    pub above: Vec<String>,
    /// The table itself.
    pub table: Table,
}

impl<'a> Sheet<'a> {
    /// A sheet with its header on row 1.
    pub fn plain(name: &'a str, table: Table) -> Sheet<'a> {
        Sheet { name, above: Vec::new(), table }
    }
}

/// Writes a workbook, with a fixed creation date so that the bytes never change.
pub fn write_xlsx(path: &Path, sheets: &[Sheet]) -> Done {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        fill_sheet(book.add_worksheet().set_name(sheet.name)?, sheet)?;
    }
    Ok(book.save(path)?)
}

/// Writes one sheet's cells; empty ones are left out altogether.
fn fill_sheet(target: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let day_format = Format::new().set_num_format("dd-mm-yyyy");
    for (at, line) in (0..).zip(&sheet.above) {
        if !line.is_empty() {
            target.write_string_with_format(at, 0, line, &bold)?;
        }
    }
    let top = sheet.above.len() as u32;
    for (column, header) in (0..).zip(&sheet.table.headers) {
        target.write_string_with_format(top, column, *header, &bold)?;
        target.set_column_width(column, 18)?;
    }
    for (at, row) in (top + 1..).zip(&sheet.table.rows) {
        for (column, cell) in (0..).zip(row) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    target.write_string(at, column, text)?;
                }
                Cell::Integer(number) => {
                    target.write_number(at, column, *number as f64)?;
                }
                Cell::Decimal(number) => {
                    target.write_number(at, column, *number)?;
                }
                Cell::Day(None) => {}
                Cell::Day(Some(day)) => {
                    let (year, month, day) = day.parts();
                    let day = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8)?;
                    target.write_datetime_with_format(at, column, &day, &day_format)?;
                }
            }
        }
    }
    Ok(())
}
