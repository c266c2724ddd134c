//! Columns: from cells to typed values.

mod evidence;
mod misfit;
mod store;

use polars::prelude::{
    BooleanChunked, ChunkTake, Column as Series, DataType, Float64Type, IdxCa, Int32Type, Int64Type, IntoColumn,
    NewChunkedArray, StringChunked,
};

use super::cell::number::{MAX_INTEGER, Number, Writing, number};
use super::cell::text::is_space;
use super::cell::{Cell, date};
use super::spellings::Spellings;
use crate::definition::dataset::{Column, ColumnKind, DecimalMark, fold};
use crate::findings::Code;

pub use evidence::Evidence;
pub use misfit::{Misfit, Repair};
pub use store::{Store, Values};

/// What exports write where there is no value.
const MARKERS: [&str; 18] = [
    "-",
    "–",
    "—",
    "*",
    "**",
    ".",
    "..",
    "?",
    "n/a",
    "na",
    "#n/a",
    "i/t",
    "null",
    "(tom)",
    "(blank)",
    "ukendt",
    "uoplyst",
    "ikke oplyst",
];

/// Reads the cells of one column of a dataset; the same for all files.
#[derive(Debug)]
pub struct ColumnReader {
    /// The name that figures use.
    pub name: String,
    /// The column's definition.
    pub column: Column,
    spellings: Spellings,
    missing: Vec<String>,
}

impl ColumnReader {
    /// A reader for the column.
    pub fn new(name: &str, column: &Column) -> Self {
        Self {
            name: name.to_owned(),
            column: column.clone(),
            spellings: Spellings::new(column.kind.values()),
            missing: column.missing.iter().map(|text| fold(text)).collect(),
        }
    }

    /// Whether the text is a declared value of this category.
    pub fn declares(&self, text: &str) -> bool {
        self.spellings.find(text).is_some()
    }

    /// Whether its cells hold dates.
    pub fn is_date(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Date(_))
    }

    /// Whether its cells hold numbers to reckon with.
    pub fn is_amount(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Integer | ColumnKind::Decimal(_))
    }

    /// The number of the value that is written so, letter by letter.
    pub fn exact(&self, text: &str) -> Option<u32> {
        self.spellings.exact(text)
    }

    /// Whether the definition has texts that stand for an empty cell.
    pub fn has_missing(&self) -> bool {
        !self.missing.is_empty()
    }

    /// Adds the value of the cell to the store. Nothing is added where it does not fit.
    ///
    /// # Errors
    /// What was expected instead.
    pub fn push(&self, cell: &Cell<'_>, epoch_1904: bool, store: &mut Store) -> Result<Option<Repair>, Box<Misfit>> {
        let cell = match cell {
            Cell::Text(text) if !self.missing.is_empty() && self.missing.contains(&fold(text)) => &Cell::Empty,
            cell => cell,
        };
        if *cell == Cell::Empty {
            return if self.column.empty { Ok(store.push_nothing()) } else { Err(self.empty_cell("Udfyld cellen.")) };
        }
        match self.push_value(cell, epoch_1904, store) {
            Err(_) if self.says_nothing(cell) => {
                if self.column.empty {
                    store.push_nothing();
                    return Ok(Some(Repair::NoValue));
                }
                Err(self.empty_cell(
                    "Skriv værdien. Hvis der ikke er nogen, så skriv empty = true ved kolonnen i datasets.toml.",
                ))
            }
            result => result,
        }
    }

    fn push_value(&self, cell: &Cell<'_>, epoch_1904: bool, store: &mut Store) -> Result<Option<Repair>, Box<Misfit>> {
        let misfit = |advice: &str| self.misfit(advice);
        match cell {
            Cell::Error(_) => return Err(misfit("Ret formlen i regnearket.")),
            Cell::Uncomputed => {
                return Err(misfit("Cellen har en formel, som aldrig er regnet ud. Åbn filen i Excel, og gem den."));
            }
            Cell::Text(text)
                if matches!(store, Store::Text(..) | Store::List(_))
                    && text.bytes().any(|b| b.is_ascii_control() && !b.is_ascii_whitespace()) =>
            {
                return Err(misfit("Cellen har usynlige styretegn. Skriv den igen."));
            }
            _ => {}
        }
        match (store, &self.column.kind, cell) {
            (Store::Text(buffer, ends), ColumnKind::Text, cell) => {
                buffer.push_str(&cell.display());
                ends.push((buffer.len(), true));
            }
            (Store::Text(buffer, ends), ColumnKind::Ydernummer, cell) => {
                let text = cell.display();
                let zeros = 6_usize.checked_sub(text.len()).filter(|zeros| *zeros <= 2);
                let Some(zeros) = zeros.filter(|_| text.bytes().all(|b| b.is_ascii_digit())) else {
                    return Err(misfit("Formatér kolonnen som tekst, og skriv alle seks cifre."));
                };
                buffer.push_str(&"00"[..zeros]);
                buffer.push_str(&text);
                ends.push((buffer.len(), true));
                return Ok((zeros > 0).then_some(Repair::LeadingZeros));
            }
            (Store::Integer(values), _, cell) => {
                let value = match cell {
                    Cell::Number(value) => Some(*value),
                    // `1,000` is a thousand in English.
                    Cell::Text(text) => number(text, DecimalMark::Undeclared)
                        .filter(|n| !n.percent && (n.writing != Writing::Ambiguous || !text.contains(',')))
                        .map(|n| n.value),
                    _ => None,
                };
                let whole = value.filter(|value| value.fract() == 0.0 && value.abs() <= MAX_INTEGER);
                values.push(whole.ok_or_else(|| misfit("Skriv et helt tal uden decimaler."))? as i64);
            }
            (Store::Decimal(values), ColumnKind::Decimal(mark), cell) => {
                let value = match cell {
                    Cell::Number(value) => Some(*value),
                    Cell::Text(text) => number(text, *mark).map(|number| number.value),
                    _ => None,
                };
                let advice = match mark {
                    DecimalMark::Point => "Skriv tallet med punktum: 1,250.50.",
                    _ => {
                        "Skriv tallet med komma: 1.250,50. Hvis eksporten bruger punktum, så skriv decimals = \".\" ved \
                          kolonnen i datasets.toml."
                    }
                };
                values.push(value.ok_or_else(|| misfit(advice))?);
            }
            (Store::Day(values), ColumnKind::Date(format), cell) => {
                let (day, repair) = match cell {
                    Cell::Date(day) => (Some(*day), None),
                    Cell::Text(text) => (date::date(text, *format), None),
                    Cell::Number(value) => match date::date(&value.to_string(), *format) {
                        Some(day) => (Some(day), None),
                        None => (date::from_serial(*value, epoch_1904), Some(Repair::SerialDate)),
                    },
                    _ => (None, None),
                };
                values.push(days_since_1970(day.ok_or_else(|| misfit(self.date_advice(cell)))?));
                return Ok(repair);
            }
            (Store::Boolean(values), _, cell) => {
                let value = match cell {
                    Cell::Boolean(value) => Some(*value),
                    Cell::Number(value) if *value == 0.0 || *value == 1.0 => Some(*value == 1.0),
                    Cell::Text(text) => boolean(text),
                    _ => None,
                };
                values.push(Some(value.ok_or_else(|| misfit("Skriv Ja eller Nej."))?));
            }
            (Store::Category(values), _, cell) => {
                let text = cell.display();
                values.push(self.spellings.find(&text).ok_or_else(|| self.spellings.misfit(&text))?);
            }
            (Store::List(values), ColumnKind::List { separator, .. }, cell) => {
                values.push(self.items(&cell.display(), separator)?);
            }
            // A store is made for its column's kind.
            _ => return Err(misfit("")),
        }
        Ok(None)
    }

    /// The items of a list cell, each once, in the cell's order.
    fn items(&self, text: &str, separator: &str) -> Result<Vec<String>, Box<Misfit>> {
        let mut items: Vec<String> = Vec::new();
        for item in text.split(separator).map(|item| item.trim_matches(is_space)).filter(|item| !item.is_empty()) {
            let item = match self.spellings.find(item) {
                _ if self.spellings.values.is_empty() => item.to_owned(),
                Some(code) => self.spellings.values[code as usize].clone(),
                None => return Err(self.spellings.misfit(item).into()),
            };
            if !items.contains(&item) {
                items.push(item);
            }
        }
        Ok(items)
    }

    /// What the way a number is written tells of the column.
    pub fn weigh(&self, cell: &Cell<'_>, row: u32, evidence: &mut Evidence) {
        let (mark, text) = match (&self.column.kind, cell) {
            (ColumnKind::Decimal(mark), Cell::Text(text)) => (mark, text),
            (ColumnKind::Decimal(_), Cell::Number(value)) => {
                if evidence.plain.is_none() && value.abs() > 1.0 {
                    evidence.learn(*value, Writing::Plain, row, &cell.display());
                }
                return;
            }
            _ => return,
        };
        let Some(Number { value, writing, percent }) = number(text, *mark) else { return };
        if writing == Writing::Ambiguous && *mark == DecimalMark::Undeclared {
            evidence.ambiguous.get_or_insert_with(|| (row, text.to_string()));
        }
        if percent {
            evidence.percent.get_or_insert_with(|| (row, text.to_string()));
        } else {
            evidence.learn(value, writing, row, text);
        }
    }

    /// An empty store for the column's values, with room for so many rows.
    pub fn store(&self, rows: usize) -> Store {
        match self.column.kind {
            ColumnKind::Text | ColumnKind::Ydernummer => Store::Text(String::new(), Vec::with_capacity(rows)),
            ColumnKind::Integer => Store::Integer(Values::with_capacity(rows)),
            ColumnKind::Decimal(_) => Store::Decimal(Values::with_capacity(rows)),
            ColumnKind::Date(_) => Store::Day(Values::with_capacity(rows)),
            ColumnKind::Boolean => Store::Boolean(Vec::with_capacity(rows)),
            ColumnKind::Category(_) => Store::Category(Values::with_capacity(rows)),
            ColumnKind::List { .. } => Store::List(Vec::new()),
        }
    }

    /// The store's values as a column of Polars, and the items where they are lists.
    pub fn series(&self, store: Store) -> (Series, Option<Vec<Vec<String>>>) {
        let name = self.name.as_str().into();
        let column = match store {
            Store::Integer(values) => values.chunked::<Int64Type>(name).into_column(),
            Store::Decimal(values) => values.chunked::<Float64Type>(name).into_column(),
            Store::Boolean(values) => BooleanChunked::from_slice_options(name, &values).into_column(),
            Store::Day(values) => {
                let days = values.chunked::<Int32Type>(name).into_column();
                // Whole days are how Polars keeps dates, so the cast only changes the type.
                days.cast(&DataType::Date).unwrap_or(days)
            }
            Store::Category(codes) => {
                // Taking from the few values shares their text among all rows.
                let values = StringChunked::from_iter_values(name, self.spellings.values.iter().map(String::as_str));
                let codes: IdxCa = codes.chunked("".into());
                values.take(&codes).unwrap_or(values).into_column()
            }
            Store::Text(buffer, ends) => {
                let mut start = 0;
                let texts = ends.iter().map(|(end, is_there)| {
                    let text = buffer.get(start..*end).filter(|_| *is_there);
                    start = *end;
                    text
                });
                StringChunked::from_iter_options(name, texts).into_column()
            }
            Store::List(lists) => {
                let joined = lists.iter().map(|items| (!items.is_empty()).then(|| items.join("; ")));
                return (StringChunked::from_iter_options(name, joined).into_column(), Some(lists));
            }
        };
        (column, None)
    }

    fn misfit(&self, advice: &str) -> Box<Misfit> {
        let expected = self.column.kind.danish().to_owned();
        Box::new(Misfit { code: Code::BadCell, expected, advice: advice.to_owned() })
    }

    fn empty_cell(&self, advice: &str) -> Box<Misfit> {
        Box::new(Misfit { code: Code::EmptyCell, ..*self.misfit(advice) })
    }

    /// Whether the cell says that there is no value.
    fn says_nothing(&self, cell: &Cell<'_>) -> bool {
        matches!(cell, Cell::Text(text) if text.len() <= 12 && MARKERS.contains(&text.to_lowercase().as_str()))
    }

    /// What may be wrong with a date.
    fn date_advice(&self, cell: &Cell<'_>) -> &'static str {
        use crate::definition::dataset::DateFormat as Format;
        match (&self.column.kind, cell) {
            (ColumnKind::Date(Format::Year), _) => "Skriv årstallet med fire cifre.",
            (ColumnKind::Date(Format::MonthFirst), _) => "Skriv datoen som 12/31/2024.",
            (_, Cell::Text(text)) if text.parse().is_ok_and(|serial| date::from_serial(serial, false).is_some()) => {
                "Tallet ligner det, Excel gemmer en dato som. Formatér kolonnen som dato i regnearket, og gem filen igen."
            }
            (_, Cell::Number(_)) => "Formatér kolonnen som dato i regnearket.",
            _ => "Skriv datoen som 31-12-2024.",
        }
    }
}

/// Dates as Polars keeps them.
pub fn days_since_1970(day: chrono::NaiveDate) -> i32 {
    // The days from 0001-01-01 to 1970-01-01, with the first.
    chrono::Datelike::num_days_from_ce(&day) - 719_163
}

/// Yes or no as exports write them.
fn boolean(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "x" | "✓" | "✔" | "sand" | "true" | "yes" | "1" => Some(true),
        "nej" | "n" | "falsk" | "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_named_twice_in_a_list_counts_once() {
        let kind = ColumnKind::List { separator: ";".into(), values: Vec::new() };
        let column =
            Column { headers: vec!["a".into()], kind, empty: true, optional: false, missing: vec![], drop: false };
        let reader = ColumnReader::new("a", &column);
        let mut store = reader.store(0);
        assert_eq!(reader.push(&Cell::Text("a; b;a;".into()), false, &mut store), Ok(None));
        assert!(matches!(&store, Store::List(values) if values == &[vec!["a".to_owned(), "b".to_owned()]]));
    }

    #[test]
    fn forgetting_a_row_forgets_its_text() {
        let kind = ColumnKind::Text;
        let column =
            Column { headers: vec!["a".into()], kind, empty: true, optional: false, missing: vec![], drop: false };
        let reader = ColumnReader::new("a", &column);
        let mut store = reader.store(0);
        for cell in [Cell::Text("et".into()), Cell::Empty, Cell::Text("to".into())] {
            assert_eq!(reader.push(&cell, false, &mut store), Ok(None));
        }
        store.truncate(2);
        assert_eq!(reader.push(&Cell::Text("tre".into()), false, &mut store), Ok(None));
        assert!(
            matches!(&store, Store::Text(buffer, ends) if buffer == "ettre" && ends == &[(2, true), (2, false), (5, true)])
        );
    }
}
