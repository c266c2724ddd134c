//! Describes what the cells of a column must hold, and gives an example.

use chrono::NaiveDate;

use crate::danish;
use crate::definition::dataset::{Column, ColumnKind, Dataset, DateFormat, DecimalMark, RowTime};

/// The value of a cell of a form.
#[derive(Debug, Clone, PartialEq)]
pub enum FormCell {
    Text(String),
    Number(f64),
    Day(NaiveDate),
}

/// What the column must hold, whether it may be empty, and what it is used for: Danish sentences.
pub fn explanation(dataset: &Dataset, name: &str, column: &Column) -> String {
    let mut sentences = vec![contents(&column.kind)];
    sentences.extend(column.bounds.danish().map(|range| format!("Tallet er {range}.")));
    sentences.push(match (column.optional, column.empty) {
        (true, _) => "Kolonnen kan undværes, og cellen må være tom.".to_owned(),
        (false, true) => "Cellen må være tom.".to_owned(),
        (false, false) => "Cellen skal udfyldes.".to_owned(),
    });
    sentences.extend(time_role(dataset, name));
    sentences.extend(key_role(dataset, name));
    sentences.join(" ")
}

fn contents(kind: &ColumnKind) -> String {
    match kind {
        ColumnKind::Text => "Tekst.".to_owned(),
        ColumnKind::Integer(_) => "Et helt tal, fx 12.".to_owned(),
        ColumnKind::Decimal(_) => "Et tal, gerne med decimaler, fx 12,5.".to_owned(),
        ColumnKind::Date(DateFormat::Year) => "Et årstal med fire cifre.".to_owned(),
        ColumnKind::Date(DateFormat::Month) => "En måned, fx marts 2024.".to_owned(),
        ColumnKind::Date(DateFormat::Quarter) => "Et kvartal, fx 1. kvartal 2024.".to_owned(),
        ColumnKind::Date(_) => "En dato, fx 31-12-2024.".to_owned(),
        ColumnKind::Boolean => "Ja eller Nej.".to_owned(),
        ColumnKind::Ydernummer => "Et ydernummer: alle seks cifre, også nuller foran.".to_owned(),
        ColumnKind::Category(_) => format!("En af værdierne {}.", danish::joined(&values(kind), "eller")),
        ColumnKind::List { separator, values: declared } if declared.is_empty() => {
            format!("En eller flere tekster med »{separator}« imellem.")
        }
        ColumnKind::List { separator, .. } => {
            format!("En eller flere værdier med »{separator}« imellem: {}.", danish::list(&values(kind)))
        }
    }
}

/// What the column decides about the period of its row.
fn time_role(dataset: &Dataset, name: &str) -> Option<String> {
    match &dataset.time {
        RowTime::Event(column) if column == name => Some("Afgør, hvilken periode rækken hører til.".to_owned()),
        RowTime::Valid { from, .. } if from == name => Some("Den første dag, rækken gælder.".to_owned()),
        RowTime::Valid { to, inclusive, .. } if to == name => {
            let last =
                if *inclusive { "Den sidste dag, rækken gælder" } else { "Den første dag, rækken ikke gælder" };
            Some(format!("{last}; tom, hvis den stadig gælder."))
        }
        _ => None,
    }
}

/// What must be different in every row.
fn key_role(dataset: &Dataset, name: &str) -> Option<String> {
    if !dataset.key.iter().any(|key| key == name) {
        return None;
    }
    let header = |key: &String| Some(format!("»{}«", dataset.columns.get(key)?.headers.first()?));
    let others: Vec<String> = dataset.key.iter().filter(|key| *key != name).filter_map(header).collect();
    Some(match others.as_slice() {
        [] => "To rækker må ikke have det samme her.".to_owned(),
        others => format!("To rækker må ikke have det samme både her og i {}.", danish::list(others)),
    })
}

/// The declared values of a category or list.
pub fn values(kind: &ColumnKind) -> Vec<String> {
    kind.values().iter().map(|value| value.value.clone()).collect()
}

/// The number if the column's bounds allow it, else the bound that is nearest.
fn within(number: f64, column: &Column) -> f64 {
    let number = column.bounds.max.map_or(number, |max| number.min(max));
    column.bounds.min.map_or(number, |min| number.max(min))
}

/// An example value of the column.
pub fn example(column: &Column, day: NaiveDate) -> FormCell {
    let text = |text: &str| FormCell::Text(text.to_owned());
    match &column.kind {
        ColumnKind::Text => text("tekst"),
        ColumnKind::Integer(_) => FormCell::Number(within(12.0, column)),
        ColumnKind::Decimal(_) => FormCell::Number(within(12.5, column)),
        ColumnKind::Date(DateFormat::Year) => FormCell::Text(chrono::Datelike::year(&day).to_string()),
        ColumnKind::Date(DateFormat::Month) => FormCell::Text(danish::month(day)),
        ColumnKind::Date(DateFormat::Quarter) => FormCell::Text(format!(
            "{}. kvartal {}",
            chrono::Datelike::month0(&day) / 3 + 1,
            chrono::Datelike::year(&day)
        )),
        ColumnKind::Date(_) => FormCell::Day(day),
        ColumnKind::Boolean => text("Ja"),
        ColumnKind::Ydernummer => text("012345"),
        ColumnKind::Category(values) => text(values.first().map_or("", |value| value.value.as_str())),
        ColumnKind::List { separator, values: declared } => {
            let two: Vec<String> = match declared.as_slice() {
                [] => vec!["tekst".to_owned(), "en anden tekst".to_owned()],
                declared => declared.iter().take(2).map(|value| value.value.clone()).collect(),
            };
            FormCell::Text(two.join(&format!("{separator} ")))
        }
    }
}

impl FormCell {
    /// The value of a text of [`super::FilledRows`] in a column of this kind; `None` if it is empty.
    pub fn read(text: &str, kind: &ColumnKind) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        Some(match kind {
            ColumnKind::Integer(_) | ColumnKind::Decimal(_) => {
                text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Number)
            }
            ColumnKind::Date(_) => text.parse().map_or_else(|_| Self::Text(text.to_owned()), Self::Day),
            _ => Self::Text(text.to_owned()),
        })
    }

    /// The value as it is written in delimited text in a column of this kind.
    pub fn to_text(&self, kind: &ColumnKind) -> String {
        match (self, kind) {
            (Self::Text(text), _) => text.clone(),
            (Self::Number(number), ColumnKind::Decimal(DecimalMark::Point)) => number.to_string(),
            (Self::Number(number), _) => number.to_string().replace('.', ","),
            (Self::Day(day), ColumnKind::Date(DateFormat::MonthFirst)) => day.format("%m/%d/%Y").to_string(),
            (Self::Day(day), _) => day.format("%d-%m-%Y").to_string(),
        }
    }
}
