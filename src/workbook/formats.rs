//! Number formats of XLSX, XLSB and XLS: which of them show a date or a percentage.

use std::collections::HashMap;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::rows::{date_cell, time_cell};
use crate::cell::RawCell;

/// How a number format shows a number.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum NumberFormatKind {
    #[default]
    Number,
    Percent,
    /// A date, a time of day, or both.
    Date,
    Duration,
}

/// The number formats of a workbook.
#[derive(Debug, Default)]
pub struct NumberFormats {
    defined: HashMap<u16, NumberFormatKind>,
    used: Vec<u16>,
}

impl NumberFormats {
    pub fn define(&mut self, id: u16, code: &str) {
        self.defined.insert(id, kind_of_code(code));
    }

    /// Appends a cell style. Cells refer to styles by index.
    pub fn add(&mut self, id: u16) {
        self.used.push(id);
    }

    /// The cell for a number with this style.
    pub fn cell(&self, kind: u32, value: f64, epoch_1904: bool) -> RawCell<'static> {
        match self.kind_of(kind) {
            NumberFormatKind::Number => RawCell::Number(value),
            NumberFormatKind::Percent => RawCell::Percent(value),
            NumberFormatKind::Duration => time_cell(value * 86_400.0),
            NumberFormatKind::Date => {
                let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, epoch_1904);
                date_cell(value, date.as_datetime())
            }
        }
    }

    fn kind_of(&self, kind: u32) -> NumberFormatKind {
        let id = usize::try_from(kind).ok().and_then(|kind| self.used.get(kind));
        let Some(id) = id else { return NumberFormatKind::Number };
        self.defined.get(id).copied().unwrap_or(match id {
            9 | 10 => NumberFormatKind::Percent,
            46 => NumberFormatKind::Duration,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormatKind::Date,
            _ => NumberFormatKind::Number,
        })
    }
}

/// Reads a format code. Its first section, the one for positive numbers, decides.
fn kind_of_code(code: &str) -> NumberFormatKind {
    let mut kind = NumberFormatKind::Number;
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
                    return NumberFormatKind::Duration;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return NumberFormatKind::Date,
            // "General"
            'G' | 'g' => return NumberFormatKind::Number,
            '%' => kind = NumberFormatKind::Percent,
            _ => {}
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_a_date_by_its_letters_outside_of_quotes_and_brackets() {
        for code in ["dd-mm-yyyy", "[$-406]d. mmmm yyyy", "h:mm", "\"den\" d/m", "yyyy\\-mm"] {
            assert_eq!(kind_of_code(code), NumberFormatKind::Date, "{code}");
        }
        for code in ["General", "0.00", "#,##0 \"dage\"", "[Red]0", "0.0E+00", "@", "0\\d", "#,##0;[Red]d", "\"d"] {
            assert_eq!(kind_of_code(code), NumberFormatKind::Number, "{code}");
        }
        assert_eq!(kind_of_code("[h]:mm:ss"), NumberFormatKind::Duration);
        for code in ["0%", "0.0\\ %", "[Red]0.00%;-0.00%"] {
            assert_eq!(kind_of_code(code), NumberFormatKind::Percent, "{code}");
        }
        for code in ["0\" %\"", "0\\%"] {
            assert_eq!(kind_of_code(code), NumberFormatKind::Number, "{code}");
        }
    }
}
