//! Reads the value of a cell: one function for each kind of column.

use std::borrow::Cow;

use chrono::Datelike;

use super::date::DateRole;
use super::number::{self, MAX_INTEGER, Notation, pointed_whole};
use super::text::TextDefect;
use super::{ColumnReader, Misfit, Repair, date, text};
use crate::cell::text::is_space;
use crate::cell::{RawCell, without_noise};
use crate::definition::dataset::{DateFormat, DecimalMark};
use crate::ingest::days::days_since_1970;

/// Excel keeps fifteen digits of a number and makes the rest 0.
const ROUNDED_FROM: f64 = 1e15;
const WHOLE: &str = "Skriv et helt tal uden decimaler.";
const DIGITS: &str = "Skriv kun et helt tal med cifre, fx 12.";
const STILL: &str = "Gælder rækken stadig, så lad cellen være tom, eller skriv ordet under »missing« ved kolonnen i datasets.toml. Ellers skriv datoen som 31-12-2024.";
const DATE_FORMAT: &str = "Cellen vises som en dato. Formatér den som tal.";
const NO_ANSWER: &str = "Skriv Ja eller Nej. Betyder teksten, at der ikke er svaret, så skriv den under »missing« ved kolonnen i datasets.toml.";
/// Digits of a practice number.
const YDERNUMMER: usize = 6;

impl ColumnReader {
    pub(super) fn text<'c>(&self, cell: &'c RawCell<'_>) -> Result<Cow<'c, str>, Box<Misfit>> {
        match cell {
            RawCell::Text(text) => {
                text::defect(text).map_or(Ok(Cow::Borrowed(text)), |advice| Err(self.misfit(advice)))
            }
            cell => Ok(cell.display()),
        }
    }

    /// The text, and what to report of it.
    pub(super) fn any_text<'c>(&self, cell: &'c RawCell<'_>) -> Result<(Cow<'c, str>, Option<Repair>), Box<Misfit>> {
        let text = self.text(cell)?;
        let defect = match cell {
            RawCell::Text(text) => text::remark(text),
            RawCell::Number(number) if number.abs() >= ROUNDED_FROM => Some(TextDefect::Rounded),
            _ => None,
        };
        // Line breaks were typed to fit the cell.
        let is_broken = !self.column.exact && text.bytes().any(|byte| byte.is_ascii_control());
        let text = if is_broken { text.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { text };
        Ok((text, defect.map(Repair::Doubtful)))
    }

    /// All six digits of a practice number. Spreadsheet programs drop the zeros at its start; up to two of them are put back.
    pub(super) fn ydernummer<'c>(&self, cell: &'c RawCell<'_>) -> Result<(Cow<'c, str>, Option<Repair>), Box<Misfit>> {
        let text = self.text(cell)?;
        // Zeros are what people type if a form requires an unknown number.
        if !text.is_empty() && text.bytes().all(|byte| byte == b'0') {
            return Err(self.misfit(
                "Nuller er intet ydernummer. Lad cellen være tom, og skriv empty = true ved kolonnen i datasets.toml.",
            ));
        }
        let missing = YDERNUMMER.checked_sub(text.len()).filter(|missing| *missing <= 2);
        match missing.filter(|_| text.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(0) => Ok((text, None)),
            Some(missing) => Ok((Cow::Owned(format!("{}{text}", "0".repeat(missing))), Some(Repair::LeadingZeros))),
            None => Err(self.misfit("Formatér kolonnen som tekst, og skriv alle seks cifre.")),
        }
    }

    pub(super) fn integer(&self, cell: &RawCell<'_>, mark: DecimalMark) -> Result<i64, Box<Misfit>> {
        let value = match cell {
            RawCell::Number(value) => Some(*value),
            // `1,000` is a thousand in English.
            RawCell::Text(text) => number::number(text, mark)
                .filter(|n| !n.percent)
                .filter(|n| mark != DecimalMark::Undeclared || n.notation != Notation::Ambiguous || !text.contains(','))
                .map(|n| n.value)
                .or_else(|| pointed_whole(text).filter(|_| mark == DecimalMark::Undeclared)),
            _ => None,
        };
        let whole = value.map(without_noise).filter(|value| value.fract() == 0.0 && value.abs() <= MAX_INTEGER);
        let is_too_large = value.is_some_and(|value| value.is_finite() && value.abs() > MAX_INTEGER);
        let value =
            whole.ok_or_else(|| if is_too_large { self.too_large() } else { self.misfit(self.whole_advice(cell)) })?;
        self.within_bounds(value).map(|value| value as i64)
    }

    /// No amount of a quality unit has so many digits, and sums of such numbers are no longer exact.
    fn too_large(&self) -> Box<Misfit> {
        let advice = "Er det et nummer og ikke et antal, så skriv type = \"text\" ved kolonnen i datasets.toml. Ellers ret tallet.";
        Box::new(Misfit { expected: "et helt tal på højst 12 cifre".to_owned(), ..*self.misfit(advice) })
    }

    fn whole_advice(&self, cell: &RawCell<'_>) -> &'static str {
        match cell {
            RawCell::Percent(_) => "Cellen vises som procent. Formatér den som tal, eller skriv et helt tal.",
            RawCell::Date(_) | RawCell::Moment(_) => DATE_FORMAT,
            RawCell::Text(text) if number::number(text, DecimalMark::Undeclared).is_none() => {
                number::advice(text).unwrap_or(DIGITS)
            }
            RawCell::Text(text) if number::number(text, DecimalMark::Point).is_some_and(|n| n.value.fract() == 0.0) => {
                number::ENGLISH
            }
            RawCell::Text(text) => number::advice(text).unwrap_or(WHOLE),
            RawCell::Boolean(_) => DIGITS,
            _ => WHOLE,
        }
    }

    pub(super) fn decimal(&self, cell: &RawCell<'_>, mark: DecimalMark) -> Result<f64, Box<Misfit>> {
        let value = match cell {
            RawCell::Number(value) | RawCell::Percent(value) => Some(*value).filter(|value| value.is_finite()),
            RawCell::Text(text) => number::number(text, mark).map(|number| number.value),
            _ => None,
        };
        let value = value.ok_or_else(|| {
            self.misfit(match (mark, cell) {
                (_, RawCell::Date(_) | RawCell::Moment(_)) => DATE_FORMAT,
                (_, RawCell::Text(text)) if number::advice(text).is_some() => number::advice(text).unwrap_or_default(),
                (_, RawCell::Number(_)) => "Ret formlen i regnearket, eller lad cellen være tom.",
                (DecimalMark::Point, _) => "Skriv tallet med punktum: 1,250.50.",
                _ => {
                    "Skriv tallet med komma: 1.250,50. Hvis eksporten bruger punktum, så skriv decimals = \".\" ved \
                      kolonnen i datasets.toml."
                }
            })
        })?;
        self.within_bounds(without_noise(value))
    }

    /// The number if it lies between the column's bounds.
    fn within_bounds(&self, value: f64) -> Result<f64, Box<Misfit>> {
        let bounds = &self.column.bounds;
        match bounds.danish().filter(|_| !bounds.contain(value)) {
            None => Ok(value),
            Some(range) => {
                let advice =
                    "Ret tallet i eksporten. Er det rigtigt, så ret »min« eller »max« ved kolonnen i datasets.toml.";
                let expected = format!("{} {range}", self.column.kind.danish());
                Err(Box::new(Misfit { expected, ..*self.misfit(advice) }))
            }
        }
    }

    /// The day as Polars stores it; `None` if the date is a placeholder for no date.
    pub(super) fn day(
        &self,
        cell: &RawCell<'_>,
        format: DateFormat,
        epoch_1904: bool,
    ) -> Result<(Option<i32>, Option<Repair>), Box<Misfit>> {
        if matches!(cell, RawCell::Text(text) if date::is_zero(text)) {
            return Ok((None, Some(Repair::NoValue)));
        }
        let misfit = || self.misfit(self.date_advice(cell, format));
        let (date, repair) = date::of_cell(cell, format, epoch_1904).ok_or_else(misfit)?;
        match self.role {
            DateRole::LastDay | DateRole::End if date::is_placeholder(date.day) => Ok((None, Some(Repair::NoEnd))),
            DateRole::Start if date::is_placeholder(date.day) => {
                Ok((Some(days_since_1970(date.day)), Some(Repair::NoStart)))
            }
            DateRole::LastDay => Ok((Some(days_since_1970(date::last_day(date.day, format))), repair)),
            _ if date.day.year() < date::FIRST_YEAR => Err(misfit()),
            _ => Ok((Some(days_since_1970(date.day)), repair)),
        }
    }

    /// What to do about a cell that is no date. A word instead of a register row's end date most likely means that there is no
    /// end.
    fn date_advice(&self, cell: &RawCell<'_>, format: DateFormat) -> &'static str {
        match cell {
            RawCell::Text(text)
                if matches!(self.role, DateRole::LastDay | DateRole::End)
                    && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace()) =>
            {
                STILL
            }
            cell => date::advice(cell, format),
        }
    }

    pub(super) fn boolean(&self, cell: &RawCell<'_>) -> Result<bool, Box<Misfit>> {
        let value = match cell {
            RawCell::Boolean(value) => Some(*value),
            RawCell::Number(value) if *value == 0.0 || *value == 1.0 => Some(*value == 1.0),
            RawCell::Text(text) => boolean(text),
            _ => None,
        };
        let advice = match cell {
            RawCell::Text(_) => NO_ANSWER,
            _ => "Skriv Ja eller Nej.",
        };
        value.ok_or_else(|| self.misfit(advice))
    }

    /// The code of the category's value.
    pub(super) fn category(&self, cell: &RawCell<'_>) -> Result<u32, Box<Misfit>> {
        let text = cell.display();
        self.spellings.find(&text).ok_or_else(|| self.spellings.misfit(&text).into())
    }

    /// The items of a list cell in its order, each once.
    pub(super) fn items(&self, cell: &RawCell<'_>, separator: &str) -> Result<Vec<String>, Box<Misfit>> {
        let text = self.text(cell)?;
        let mut items: Vec<String> = Vec::new();
        for item in parts(&text, separator) {
            let item = match self.spellings.find(item) {
                _ if self.spellings.values.is_empty() => item.to_owned(),
                Some(code) => self.spellings.values[code as usize].clone(),
                None => return Err(self.item_misfit(item, separator).into()),
            };
            if !items.contains(&item) {
                items.push(item);
            }
        }
        Ok(items)
    }

    /// Why the item is not one of the values: most likely it is several, with something else than the separator between them.
    fn item_misfit(&self, item: &str, separator: &str) -> Misfit {
        let has_values = |other: &&str| {
            *other != separator
                && parts(item, other).nth(1).is_some()
                && parts(item, other).any(|part| self.spellings.find(part).is_some())
        };
        let misfit = self.spellings.misfit(item);
        let Some(other) = OTHER_SEPARATORS.into_iter().find(has_values) else { return misfit };
        let (shown, declared) = (separator_name(other), separator_name(separator));
        let advice = format!(
            "Der er {shown} mellem værdierne, men kolonnen er erklæret med {declared} imellem. Ret cellen. Er det sådan i hele \
             kolonnen, så skriv separator = {} ved den i datasets.toml.",
            quoted_separator(other)
        );
        Misfit { expected: format!("en liste med {declared} mellem værdierne"), advice, ..misfit }
    }
}

/// What else people write between the values of a list.
pub(super) const OTHER_SEPARATORS: [&str; 8] = [";", ",", "|", "/", "\n", "\t", " og ", "+"];

/// The parts of a list that are more than spaces.
pub(super) fn parts<'t>(text: &'t str, separator: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(separator).map(|part| part.trim_matches(is_space)).filter(|part| !part.is_empty())
}

pub fn separator_name(separator: &str) -> String {
    match separator {
        ";" => "semikolon (;)".to_owned(),
        "," => "komma (,)".to_owned(),
        "\n" => "linjeskift".to_owned(),
        "\t" => "tabulator".to_owned(),
        other => format!("»{}«", other.trim()),
    }
}

/// The separator as it is written in a definition.
pub fn quoted_separator(separator: &str) -> String {
    format!("\"{}\"", separator.replace('\n', "\\n").replace('\t', "\\t"))
}

/// Parses yes or no as exports write them.
fn boolean(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "x" | "✓" | "✔" | "sand" | "true" | "yes" | "1" => Some(true),
        "nej" | "n" | "falsk" | "false" | "no" | "0" => Some(false),
        _ => None,
    }
}
