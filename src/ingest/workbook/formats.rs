//! Which formats of numbers are dates, in XLS and XLSB.

use std::collections::HashMap;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::rows::{moment, time};
use crate::ingest::cell::Cell;

/// What a number with a format is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// A number.
    #[default]
    Number,
    /// A date, a time of day, or both.
    Date,
    /// A duration.
    Duration,
}

/// The formats that a workbook defines, and those that cells have.
#[derive(Debug, Default)]
pub struct Formats {
    defined: HashMap<u16, Shown>,
    used: Vec<u16>,
}

impl Formats {
    /// Defines a format by its code.
    pub fn define(&mut self, id: u16, code: &str) {
        self.defined.insert(id, shown(code));
    }

    /// The next kind of cell has this format.
    pub fn add(&mut self, id: u16) {
        self.used.push(id);
    }

    /// The cell with this number, which is shown as those of its kind are.
    pub fn cell(&self, kind: u32, value: f64, epoch_1904: bool) -> Cell<'static> {
        match self.shown(kind) {
            Shown::Number => Cell::Number(value),
            Shown::Duration => time(value * 86_400.0),
            Shown::Date => {
                let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, epoch_1904);
                moment(value, date.as_datetime())
            }
        }
    }

    fn shown(&self, kind: u32) -> Shown {
        let id = usize::try_from(kind).ok().and_then(|kind| self.used.get(kind));
        let Some(id) = id else { return Shown::Number };
        self.defined.get(id).copied().unwrap_or(match id {
            46 => Shown::Duration,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Date,
            _ => Shown::Number,
        })
    }
}

/// What the code of a format shows: that of positive numbers, which comes first, decides.
fn shown(code: &str) -> Shown {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ';' => break,
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                let inside = inside.to_lowercase();
                if ['h', 'm', 's'].iter().any(|unit| !inside.is_empty() && inside.chars().all(|letter| letter == *unit))
                {
                    return Shown::Duration;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Shown::Date,
            // "General"
            'G' | 'g' => return Shown::Number,
            _ => {}
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_a_date_by_its_letters_outside_of_quotes_and_brackets() {
        for code in ["dd-mm-yyyy", "[$-406]d. mmmm yyyy", "h:mm", "\"den\" d/m", "yyyy\\-mm"] {
            assert_eq!(shown(code), Shown::Date, "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"dage\"", "[Red]0", "0.0E+00", "@", "0\\d", "#,##0;[Red]d", "\"d"] {
            assert_eq!(shown(code), Shown::Number, "{code}");
        }
        assert_eq!(shown("[h]:mm:ss"), Shown::Duration);
    }
}
