//! Makes names of files and sheets that match patterns.

use chrono::Datelike;

use crate::ingest::fits;
use crate::period::Period;
use crate::spreadsheet::sheet_name;

const WORKBOOK: &str = ".xlsx";
const DELIMITED: [&str; 2] = [".csv", ".txt"];

/// A name for a workbook that matches one of the patterns.
pub fn workbook(patterns: &[String], period: Option<&Period>) -> Option<String> {
    candidates(patterns, period).find(|name| name.ends_with(WORKBOOK))
}

/// A name for delimited text that matches one of the patterns.
pub fn delimited(patterns: &[String], period: Option<&Period>) -> Option<String> {
    candidates(patterns, period).find(|name| DELIMITED.iter().any(|end| name.ends_with(end)))
}

/// A name for a sheet that matches the pattern.
pub fn sheet(pattern: &str, period: Option<&Period>) -> Option<String> {
    [filled(pattern, period, ""), filled(pattern, None, "")]
        .into_iter()
        .find(|name| sheet_name(name, &[]) == *name && !name.trim().is_empty() && fits(name, &[pattern.to_owned()]))
}

/// Names that match, those with the period first.
fn candidates<'a>(patterns: &'a [String], period: Option<&'a Period>) -> impl Iterator<Item = String> + 'a {
    // What a final star may stand for: nothing, the rest of `.xls*`, or an extension.
    let ends = ["", "x", WORKBOOK, ".csv"];
    patterns.iter().flat_map(move |pattern| {
        let names = ends.into_iter().map(move |end| filled(pattern, period, end));
        names.filter(move |name| fits(name, std::slice::from_ref(pattern)))
    })
}

/// Fills in the pattern: the period for the first star, `end` for a final one, and something that matches for the rest.
fn filled(pattern: &str, period: Option<&Period>, end: &str) -> String {
    let mut name = String::new();
    let mut label = period.map(|period| period.label.as_str());
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '*' => {
                while rest.next_if_eq(&'*').is_some() {}
                if let Some(label) = label.take().filter(|_| !name.ends_with(".xls")) {
                    if name.ends_with(char::is_alphanumeric) {
                        name.push('-');
                    }
                    name.push_str(label);
                    if rest.peek().is_some_and(|next| next.is_alphanumeric()) {
                        name.push('-');
                    }
                }
                if rest.peek().is_none() {
                    name.push_str(if name.ends_with('.') { end.trim_start_matches('.') } else { end });
                }
            }
            '?' => {
                let mut places = 1;
                while rest.next_if_eq(&'?').is_some() {
                    places += 1;
                }
                name.push_str(&unknown(&name, places, period));
            }
            '[' => {
                name.extend(rest.peek().copied());
                let _ = rest.by_ref().find(|c| *c == ']');
            }
            c => name.push(c),
        }
    }
    name
}

/// What question marks stand for: a year, or the last digits of one.
fn unknown(before: &str, places: usize, period: Option<&Period>) -> String {
    if before.ends_with(".xls") {
        return "x".repeat(places);
    }
    let year = period.map(|period| period.start.year().to_string()).unwrap_or_default();
    match year.len().checked_sub(places).and_then(|start| year.get(start..)) {
        Some(digits) => digits.to_owned(),
        None => "1".repeat(places),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_period_goes_into_a_name_that_the_pattern_fits() {
        let period = Period::parse("2024").unwrap();
        for (given, name) in [
            (&["log*.xlsx"][..], Some("log-2024.xlsx")),
            (&["log-*.xlsx"], Some("log-2024.xlsx")),
            (&["*log.xlsx"], Some("2024-log.xlsx")),
            (&["log*"], Some("log-2024.xlsx")),
            (&["log*.*"], Some("log-2024.xlsx")),
            (&["log*.xls*"], Some("log-2024.xlsx")),
            (&["log*.xls?"], Some("log-2024.xlsx")),
            (&["log-????.xlsx"], Some("log-2024.xlsx")),
            (&["log-20??.xlsx"], Some("log-2024.xlsx")),
            (&["log.xlsx"], Some("log.xlsx")),
            (&["region/log*.xlsx"], Some("region/log-2024.xlsx")),
            (&["log*.csv", "log*.xlsx"], Some("log-2024.xlsx")),
            (&["log[ab]*.xlsx"], Some("loga-2024.xlsx")),
            (&["log*.csv"], None),
            (&["log*.ods"], None),
        ] {
            assert_eq!(workbook(&patterns(given), Some(&period)).as_deref(), name, "{given:?}");
        }
        assert_eq!(delimited(&patterns(&["log*.csv"]), Some(&period)).as_deref(), Some("log-2024.csv"));
        let months = Period::parse("2019-07..2021-07").unwrap();
        assert_eq!(workbook(&patterns(&["log*.xlsx"]), Some(&months)).as_deref(), Some("log-2019-07..2021-07.xlsx"));
        assert_eq!(workbook(&patterns(&["log*.xlsx"]), None).as_deref(), Some("log.xlsx"));
    }

    #[test]
    fn a_sheet_has_a_name_that_a_workbook_may_have() {
        let period = Period::parse("2024").unwrap();
        for (pattern, name) in [
            ("Log", Some("Log")),
            ("20??", Some("2024")),
            ("Log*", Some("Log-2024")),
            ("a/b", None),
            ("*", Some("2024")),
        ] {
            assert_eq!(sheet(pattern, Some(&period)).as_deref(), name, "{pattern}");
        }
    }
}
