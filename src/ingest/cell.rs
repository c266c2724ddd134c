//! Cells: from what stands in an export to a typed value.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::danish;
use crate::definition::dataset::{CategoryValue, ColumnKind, fold};

/// The largest whole number that a cell may hold: so small that the sum of millions of them is exact.
const MAX_INTEGER: f64 = 1e12;

/// A cell as it stands in an export.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text that is not only spaces.
    Text(Cow<'a, str>),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Date(NaiveDate),
    /// A truth value of a workbook.
    Boolean(bool),
    /// `#DIV/0!` and its like.
    Error(String),
    /// A formula whose value the file does not have, because no spreadsheet program has computed it.
    Uncomputed,
}

/// A typed value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An empty cell.
    Null,
    /// A text, or a category's value.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(f64),
    /// A date.
    Date(NaiveDate),
    /// A truth value.
    Boolean(bool),
    /// The items of a list.
    List(Vec<String>),
}

/// Why a cell does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What was expected, in Danish: "en dato".
    pub expected: String,
    /// What the user may have meant, in Danish; "" for no idea.
    pub advice: String,
}

impl<'a> Cell<'a> {
    /// A cell with this text; one of spaces only is empty.
    pub fn text(text: Cow<'a, str>) -> Self {
        let trimmed = text.trim_matches(is_space);
        if trimmed.is_empty() {
            return Self::Empty;
        }
        if trimmed.len() == text.len() {
            return Self::Text(text);
        }
        Self::Text(Cow::Owned(trimmed.to_owned()))
    }

    /// The same, independent of the file it was read from.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Number(number) => Cell::Number(number),
            Self::Date(date) => Cell::Date(date),
            Self::Boolean(value) => Cell::Boolean(value),
            Self::Error(error) => Cell::Error(error),
            Self::Uncomputed => Cell::Uncomputed,
        }
    }

    /// The cell as a person would read it.
    pub fn display(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.to_string(),
            Self::Number(number) => number.to_string().replace('.', ","),
            Self::Date(date) => date.format("%d-%m-%Y").to_string(),
            Self::Boolean(true) => "SAND".to_owned(),
            Self::Boolean(false) => "FALSK".to_owned(),
            Self::Error(error) => error.clone(),
            Self::Uncomputed => "(formel uden værdi)".to_owned(),
        }
    }

    /// The typed value of the cell in a column of this kind.
    ///
    /// # Errors
    /// What was expected instead.
    pub fn typed(&self, kind: &ColumnKind) -> Result<Value, Misfit> {
        let misfit = |advice: &str| Misfit { expected: kind.danish().to_owned(), advice: advice.to_owned() };
        match (kind, self) {
            (_, Self::Empty) => Ok(Value::Null),
            (_, Self::Error(_)) => Err(misfit("Ret formlen i regnearket.")),
            (_, Self::Uncomputed) => {
                Err(misfit("Cellen har en formel, som aldrig er regnet ud. Åbn filen i Excel, og gem den."))
            }
            (_, Self::Text(text)) if text.chars().any(|c| c.is_control() && !c.is_whitespace()) => {
                Err(misfit("Cellen har usynlige styretegn. Skriv den igen."))
            }
            (ColumnKind::Text, _) => Ok(Value::Text(self.display())),
            (ColumnKind::Integer, Self::Number(number)) if number.fract() == 0.0 && number.abs() <= MAX_INTEGER => {
                Ok(Value::Integer(*number as i64))
            }
            (ColumnKind::Decimal, Self::Number(number)) => Ok(Value::Decimal(*number)),
            (ColumnKind::Integer, Self::Text(text)) => match number(text) {
                Some(number) if number.fract() == 0.0 && number.abs() <= MAX_INTEGER => {
                    Ok(Value::Integer(number as i64))
                }
                _ => Err(misfit("")),
            },
            (ColumnKind::Decimal, Self::Text(text)) => {
                number(text).map(Value::Decimal).ok_or_else(|| misfit("Skriv tallet med komma: 1.250,50."))
            }
            (ColumnKind::Date, Self::Date(date)) => Ok(Value::Date(*date)),
            (ColumnKind::Date, Self::Text(text)) => {
                date(text).map(Value::Date).ok_or_else(|| misfit("Skriv datoen som 31-12-2024."))
            }
            (ColumnKind::Boolean, Self::Boolean(value)) => Ok(Value::Boolean(*value)),
            (ColumnKind::Boolean, Self::Number(number)) if *number == 0.0 || *number == 1.0 => {
                Ok(Value::Boolean(*number == 1.0))
            }
            (ColumnKind::Boolean, Self::Text(text)) => {
                boolean(text).map(Value::Boolean).ok_or_else(|| misfit("Skriv Ja eller Nej."))
            }
            (ColumnKind::Ydernummer, Self::Text(text))
                if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) =>
            {
                Ok(Value::Text(text.to_string()))
            }
            (ColumnKind::Ydernummer, _) => {
                Err(misfit("Formatér kolonnen som tekst, og skriv alle seks cifre, også de foranstillede nuller."))
            }
            (ColumnKind::Category(values), Self::Text(text)) => category(text, values).map(Value::Text),
            (ColumnKind::List { separator, values }, Self::Text(text)) => list(text, separator, values),
            (ColumnKind::Date, Self::Number(_)) => Err(misfit("Formatér kolonnen som dato i regnearket.")),
            _ => Err(misfit("")),
        }
    }
}

/// The items of a list cell, each once, in the cell's order.
fn list(text: &str, separator: &str, values: &[CategoryValue]) -> Result<Value, Misfit> {
    let mut items = Vec::new();
    for item in text.split(separator).map(|item| item.trim_matches(is_space)).filter(|item| !item.is_empty()) {
        let item = if values.is_empty() { item.to_owned() } else { category(item, values)? };
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(Value::List(items))
}

/// The category's value that the text is a spelling of.
fn category(text: &str, values: &[CategoryValue]) -> Result<String, Misfit> {
    if let Some(value) = values.iter().find(|value| value.value == text) {
        return Ok(value.value.clone());
    }
    let key = fold(text);
    let spelt = |value: &&CategoryValue| {
        std::iter::once(&value.value).chain(&value.spellings).any(|spelling| fold(spelling) == key)
    };
    if let Some(value) = values.iter().find(spelt) {
        return Ok(value.value.clone());
    }
    let spellings =
        values.iter().flat_map(|value| std::iter::once(&value.value).chain(&value.spellings)).map(String::as_str);
    let near = danish::nearest(text, spellings);
    let names: Vec<_> = values.iter().map(|value| value.value.as_str()).collect();
    Err(Misfit {
        expected: format!("en af værdierne {}", names.join(", ")),
        advice: near.map_or_else(
            || "Ret cellen, eller tilføj stavemåden under »values« i datasets.toml.".to_owned(),
            |near| format!("Mente du »{near}«? Ret cellen, eller tilføj stavemåden under »values« i datasets.toml."),
        ),
    })
}

/// Spaces of every kind, the invisible ones too.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

/// A Danish number: points or spaces between thousands, a decimal comma.
///
/// A point or a space is one between thousands only where groups of three digits follow a group that does not start with 0;
/// anything else (`0.585`, `4 5`) is no number here.
pub fn number(text: &str) -> Option<f64> {
    let (sign, digits) = match text.trim_matches(is_space).strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.trim_matches(is_space)),
    };
    let (whole, fraction) = digits.split_once(',').unwrap_or((digits, "0"));
    let is_digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(|c: char| c == '.' || (is_space(c) && !c.is_control())).collect();
    let (first, rest) = groups.split_first()?;
    let grouped =
        rest.is_empty() || (first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|group| group.len() == 3));
    if !grouped || !is_digits(fraction) || !groups.iter().all(|group| is_digits(group)) {
        return None;
    }
    format!("{}.{fraction}", groups.concat()).parse::<f64>().ok().map(|value| sign * value)
}

/// A date as Danish exports write them: day first, or ISO; a time of day may follow.
pub fn date(text: &str) -> Option<NaiveDate> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let is_time = time.starts_with(|c: char| c.is_ascii_digit())
        && time.contains(':')
        && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | 'Z'));
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_time {
        return None;
    }
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(number(a)? as i32, number(b)?, number(c)?);
    }
    let year = match c.len() {
        4 => number(c)?,
        2 => 2000 + number(c)?,
        _ => return None,
    };
    (a.len() <= 2 && b.len() <= 2).then(|| NaiveDate::from_ymd_opt(year as i32, number(b)?, number(a)?)).flatten()
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
    fn danish_numbers_are_read_and_others_refused() {
        for (text, value) in [
            ("1.299,99", 1299.99),
            ("1 299,99", 1299.99),
            ("1.938.440", 1_938_440.0),
            ("0,5", 0.5),
            ("-12", -12.0),
            ("007", 7.0),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "",
            "1.29",
            "12.34.567",
            "1,2,3",
            "1.299.9",
            "5,",
            "abc",
            "1e5",
            "NaN",
            "inf",
            "0x10",
            "1234.567",
            "4 5",
            "4
5",
            "0.585",
            "1..299",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_day_first_or_iso_and_must_exist() {
        let day = NaiveDate::from_ymd_opt(2024, 12, 31);
        for text in
            ["31-12-2024", "31.12.2024", "31/12-24", "31/12-2024", "2024-12-31", "2024-12-31T10:00", "31-12-2024 10:00"]
        {
            assert_eq!(date(text), day, "{text}");
        }
        for text in [
            "31-02-2024",
            "2024-13-01",
            "12/31/2024",
            "31122024",
            "",
            "--",
            "1-2-3",
            "15-03-2024 (aflyst)",
            "15-03-2024 12",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_category_is_matched_without_case_spaces_and_hyphens_and_a_near_miss_is_suggested() {
        let values = [CategoryValue { value: "Børne-ungepsykiatri".into(), spellings: vec!["BUP".into()] }];
        assert_eq!(category("børne ungepsykiatri", &values), Ok("Børne-ungepsykiatri".into()));
        assert_eq!(category("bup", &values), Ok("Børne-ungepsykiatri".into()));
        let misfit = category("Børne-ungepsykiatrien x", &values).unwrap_err();
        assert!(misfit.advice.contains("Mente du »Børne-ungepsykiatri«?"), "{}", misfit.advice);
    }

    #[test]
    fn an_item_named_twice_in_a_list_counts_once() {
        assert_eq!(list("a; b;a;", ";", &[]), Ok(Value::List(vec!["a".into(), "b".into()])));
    }
}
