//! Guesses the period that somebody meant by a text that [`Period::parse`](super::Period::parse) refuses or reads differently.

use chrono::{Datelike, Months, NaiveDate};

use super::label;
use crate::danish;

/// Danish sentence for an interval that names its last day or month as its end. `None` if the end looks intended.
pub fn last_is_left_out(text: &str, start: NaiveDate, end: NaiveDate) -> Option<String> {
    let (first, last) = text.split_once("..")?;
    let next = end.succ_opt()?;
    if first.len() == 10 && last.len() == 10 && start.day() == 1 && next.day() == 1 {
        let (day, meant) = (danish::date(end), label(start, next));
        return Some(format!("»{text}« er uden den {day}, for den sidste dag er ikke med. Mente du {meant}?"));
    }
    let is_most_of_year = start.year() == end.year() && start.month() == 1 && end.month() == 12;
    if first.len() == 7 && last.len() == 7 && is_most_of_year {
        let (year, before) = (start.year(), format!("{start}..{end}"));
        return Some(format!(
            "»{text}« er uden december, for den sidste måned er ikke med. Mente du {year} (hele året) eller {before} (til og med november)?"
        ));
    }
    None
}

/// Danish question with the period that a text probably means, with a leading space; "" if there is no good guess.
pub fn hint(text: &str) -> String {
    let meant = month(text).or_else(|| part_of_year(text)).or_else(|| danish_days(text));
    meant.map_or_else(String::new, |(start, end)| format!(" Mente du {}?", label(start, end)))
}

/// `2024-03`: one month.
fn month(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (year, month) = text.split_once('-')?;
    let month = month.parse::<u32>().ok().filter(|_| month.len() <= 2)?;
    span(year, month, 1)
}

/// `2024K1`, `2024-Q1`, `1. kvartal 2024`, `2. halvår 2024`.
fn part_of_year(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let lower = text.to_lowercase();
    let digits = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<&str> = lower.split(|c: char| !c.is_ascii_digit()).filter(digits).collect();
    let (year, part) = match numbers.as_slice() {
        [year, part] if year.len() == 4 && part.len() == 1 => (*year, *part),
        [part, year] if year.len() == 4 && part.len() == 1 => (*year, *part),
        _ => return None,
    };
    let part = part.parse::<u32>().ok()?;
    let word: String = lower.chars().filter(|c| c.is_alphabetic()).collect();
    let (months, most) = match word.as_str() {
        "q" | "k" | "kvt" | "kvartal" => (3, 4),
        "h" | "halvår" => (6, 2),
        _ => return None,
    };
    (1..=most).contains(&part).then(|| span(year, (part - 1) * months + 1, months)).flatten()
}

/// `01-01-2024..31-12-2024`, whose last day is meant to be included.
fn danish_days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let day = |text: &str| NaiveDate::parse_from_str(&text.trim().replace(['.', '/'], "-"), "%d-%m-%Y").ok();
    let (first, last) = text.split_once("..")?;
    let (start, end) = (day(first)?, day(last)?.succ_opt()?);
    (start < end).then_some((start, end))
}

fn span(year: &str, first: u32, months: u32) -> Option<(NaiveDate, NaiveDate)> {
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    let start = NaiveDate::from_ymd_opt(year, first, 1)?;
    Some((start, start.checked_add_months(Months::new(months))?))
}

#[cfg(test)]
mod tests {
    use super::super::Period;

    #[test]
    fn an_interval_that_leaves_out_its_last_day_or_month_by_mistake_is_refused_with_what_was_meant() {
        for (text, meant) in [
            ("2024-01-01..2024-12-31", "Mente du 2024?"),
            ("2024-04-01..2024-06-30", "Mente du 2024-04..2024-07?"),
            ("2024-01..2024-12", "Mente du 2024 (hele året) eller 2024-01-01..2024-12-01"),
            ("2024-03", "Mente du 2024-03..2024-04?"),
            ("2024-3", "Mente du 2024-03..2024-04?"),
            ("2024Q1", "Mente du 2024-01..2024-04?"),
            ("4. kvartal 2024", "Mente du 2024-10..2025-01?"),
            ("2. halvår 2024", "Mente du 2024-07..2025-01?"),
            ("01-01-2024..31-12-2024", "Mente du 2024?"),
        ] {
            let error = Period::parse(text).unwrap_err();
            assert!(error.contains(meant), "{text}: {error}");
        }
        for text in ["2024-13", "5. kvartal 2024", "2024/25", "forår 2024", "24"] {
            assert!(!Period::parse(text).unwrap_err().contains("Mente du"), "{text}");
        }
        for text in ["2024-01-01..2024-12-01", "2024-01-15..2024-12-31", "2019-07..2021-07", "2023-07..2024-12"] {
            assert!(Period::parse(text).is_ok(), "{text}");
        }
    }
}
