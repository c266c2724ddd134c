//! Splits a line of a table into label and cells.

use super::PrintedCell;
use crate::danish::MONTHS;
use crate::proofread::line::PrintedLine;
use crate::proofread::number::PrintedNumber;
use crate::proofread::token::tokens;

const MAX_ROW_CHARS: usize = 220;
/// With fewer numbers, the last cell may be more than a remark.
const FEWEST_BEFORE_REMARK: usize = 2;

/// The cells of a line of numbers without a label.
pub(super) fn numbers(line: &PrintedLine) -> Option<Vec<PrintedCell>> {
    let is_number = |cell: &String| PrintedNumber::parse(cell).is_some_and(|number| !number.is_year);
    line.cells.iter().all(is_number).then(|| line.cells.iter().map(|cell| PrintedCell::read(cell)).collect())
}

/// The names of the columns, if the line is a header: years, or words in several cells.
pub(super) fn header(line: &PrintedLine) -> Option<Vec<String>> {
    let (_, names) = line.cells.split_first()?;
    let is_name = |cell: &String| match PrintedNumber::parse(cell) {
        Some(number) => number.is_year,
        None => {
            let is_counted = cell.starts_with(|c: char| c.is_ascii_digit()) && !is_ordinal(cell);
            !is_counted && !matches!(cell.as_str(), "*" | "-" | "–")
        }
    };
    let all_years = line.cells.iter().all(|cell| PrintedNumber::parse(cell).is_some_and(|number| number.is_year));
    if all_years && line.cells.len() > 1 {
        return Some(line.cells.clone());
    }
    (!names.is_empty() && names.iter().all(is_name)).then(|| names.to_vec())
}

/// Whether the cell names one of a series: `1. kvartal`.
fn is_ordinal(cell: &str) -> bool {
    let name = cell.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.');
    name.is_some_and(|name| name.trim_start().starts_with(char::is_lowercase))
}

/// The names of `width` columns that are a single space apart: years, or a capitalised word each.
pub(super) fn narrow_header(text: &str, width: usize) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let names = words.get(words.len().checked_sub(width)?..).filter(|_| width > 1)?;
    let are_years = names.iter().all(|name| PrintedNumber::parse(name).is_some_and(|number| number.is_year));
    let are_words = words.len() == width + 1 && words.iter().all(|word| word.starts_with(char::is_uppercase));
    (are_years || are_words).then(|| names.iter().map(|name| (*name).to_owned()).collect())
}

/// Splits a row into label and cells. `None` if the line is not a row.
pub(super) fn split(line: &PrintedLine) -> Option<(String, Vec<PrintedCell>)> {
    if line.text().chars().count() > MAX_ROW_CHARS {
        return None;
    }
    match line.cells.as_slice() {
        [] => None,
        [only] => split_text(only),
        [label, cells @ ..] => {
            let read: Vec<PrintedCell> = cells.iter().map(|cell| PrintedCell::read_signed(cell)).collect();
            let has_label = label.chars().any(char::is_alphanumeric);
            let fits = read.iter().any(|cell| cell.value.is_some())
                && read.iter().zip(cells).all(|(cell, text)| cell.value.is_some() || text.chars().count() <= 3);
            if has_label && fits {
                return Some((label.trim_end_matches(':').to_owned(), read));
            }
            // A date or a weekday is not of the label.
            let texts = cells.iter().take_while(|cell| is_date(cell)).count();
            let rest: Vec<PrintedCell> = read.iter().skip(texts).cloned().collect();
            if has_label && texts > 0 && !rest.is_empty() && rest.iter().all(|cell| cell.value.is_some()) {
                return Some((label.trim_end_matches(':').to_owned(), rest));
            }
            // A remark may come after the numbers, below a name of its own.
            let numbers: Vec<PrintedCell> = read.iter().take_while(|cell| cell.value.is_some()).cloned().collect();
            if has_label && numbers.len() >= FEWEST_BEFORE_REMARK && numbers.len() + 1 == read.len() {
                return Some((label.trim_end_matches(':').to_owned(), numbers));
            }
            // The label has a wide gap in it.
            split_text(&line.text())
        }
    }
}

/// Whether the cell is a date: `14. marts`, `Tirsdag d. 14. marts`.
fn is_date(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    words.any(|word| MONTHS.contains(&word.to_lowercase().trim_end_matches([',', '.'])))
}

/// As [`split`] for a line in one piece, whose numbers are a single space apart.
fn split_text(text: &str) -> Option<(String, Vec<PrintedCell>)> {
    let mut rest = text.trim_end();
    let mut cells = Vec::new();
    while let Some((before, cell)) = last_cell(rest) {
        cells.insert(0, cell);
        rest = before;
    }
    let label = rest.trim_end().trim_end_matches([':', ',']).trim_end();
    let has_word = label.split_whitespace().any(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 1);
    let is_year_alone = cells.iter().all(|cell| cell.value.is_some_and(|value| value.is_year));
    // Running text can be broken after a number.
    let is_sentence = label.contains(". ") && label.chars().count() > 60;
    (has_word && !cells.is_empty() && !is_year_alone && !is_sentence).then(|| (label.to_owned(), cells))
}

/// Takes the last cell off a line: `53`, `58,5 %`, `1 (af 2 sessioner)`, `2(22)`.
fn last_cell(text: &str) -> Option<(&str, PrintedCell)> {
    let text = text.trim_end();
    let without_sign = ["%", "procent", "pct."].iter().find_map(|sign| text.strip_suffix(sign)).map(str::trim_end);
    let without_note = text.strip_suffix(')').and_then(|inner| Some(text.get(..inner.rfind('(')?)?.trim_end()));
    let number_end = without_sign.or(without_note).unwrap_or(text);
    let start = number_end.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let start = number_end.get(start..).filter(|word| !word.is_empty()).map(|_| start)?;
    let (before, cell) = text.split_at_checked(start)?;
    let cell = PrintedCell::read(cell);
    cell.value.is_some().then_some((before, cell))
}

impl PrintedCell {
    /// As [`Self::read`], and allows a plus or a minus: `+5`, `−12,4 %`.
    fn read_signed(text: &str) -> Self {
        let trimmed = text.trim_start();
        let Some(rest) = trimmed.strip_prefix(['+', '-', '−', '–']) else { return Self::read(text) };
        let mut cell = Self::read(rest);
        let is_attached = rest.starts_with(|c: char| c.is_ascii_digit());
        let (Some(value), true) = (cell.value, is_attached) else { return Self::read(text) };
        let value = if trimmed.starts_with('+') { value.value } else { -value.value };
        let signed = cell.value.map(|number| PrintedNumber { value, is_year: false, ..number });
        cell.numbers.splice(..1, signed);
        Self { value: signed, is_signed: true, ..cell }
    }

    /// Reads a number and the note after it. Empty for any other text.
    pub(super) fn read(text: &str) -> Self {
        let text = text.trim().trim_end_matches(['*', '\\']);
        let empty = Self { value: None, is_signed: false, numbers: Vec::new() };
        let Some((value, length)) = PrintedNumber::leading(text) else { return empty };
        let note = text.get(length..).unwrap_or_default().trim_start_matches('*').trim();
        let is_note = note.is_empty()
            || note.starts_with(['(', '-', '–', '*', '¹', '²', '³', '⁴'])
            || note.split_whitespace().count() <= 3 && note.chars().count() <= 30 && !note.ends_with('.');
        // »14. marts«
        if !is_note || note.starts_with('.') && is_date(note) {
            return empty;
        }
        let others = tokens(note).into_iter().filter_map(|placed| placed.number());
        Self { value: Some(value), is_signed: false, numbers: std::iter::once(value).chain(others).collect() }
    }
}
