//! What to do about a cell that is no date, by what it says instead.

use chrono::Datelike;

use super::super::number::{DITTO, is_ditto};
use super::{FIRST_YEAR, from_serial, parse, plain_digits, span};
use crate::cell::RawCell;
use crate::danish::MONTHS;
use crate::definition::dataset::DateFormat;

const SERIAL: &str =
    "Tallet ligner det, Excel gemmer en dato som. Formatér kolonnen som dato i regnearket, og gem filen igen.";
const UNMARKED: &str = "Skriv datoen med streger imellem, som 31-12-2024.";
const NO_SUCH_DAY: &str = "Den dag findes ikke. Ret dagen eller måneden.";
const EARLY: &str = "Årstallet er før 1900. Ret det.";
const OTHER_WEEKDAY: &str = "Ugedagen passer ikke til datoen. Ret den af dem, der er forkert.";
const TWO_DAYS: &str = "Cellen har to datoer. Skriv den, som rækken skal tælle med på.";
const NO_DAY: &str = "Cellen siger ikke hvilken dag. Skriv en dag, fx den første: 01-03-2024.";
const MONTHS_ONLY: &str = "Cellen siger ikke hvilken dag. Er der kun måneder i kolonnen, så skriv format = \"month\" ved den i datasets.toml.";
const QUARTERS_ONLY: &str = "Cellen siger ikke hvilken dag. Er der kun kvartaler i kolonnen, så skriv format = \"quarter\" ved den i datasets.toml.";
const YEARS_ONLY: &str =
    "Cellen siger ikke hvilken dag. Er der kun årstal i kolonnen, så skriv format = \"year\" ved den i datasets.toml.";
const NO_YEAR: &str = "Årstallet mangler. Skriv hele datoen, som 31-12-2024.";
const MORE: &str = "Der står noget efter datoen, som ikke kan læses. Skriv datoen alene, som 31-12-2024.";
const PLAIN: &str = "Skriv datoen som 31-12-2024.";

/// The advice for this cell, which does not fit the format.
pub fn advice(cell: &RawCell<'_>, format: DateFormat) -> &'static str {
    match (format, cell) {
        (DateFormat::Year, _) => "Skriv årstallet med fire cifre.",
        (DateFormat::Month, _) => "Skriv måneden som marts 2024 eller 2024-03.",
        (DateFormat::Quarter, _) => "Skriv kvartalet som 1. kvartal 2024 eller 2024K1.",
        (DateFormat::MonthFirst, _) => "Skriv datoen som 12/31/2024.",
        (DateFormat::DayFirst, RawCell::Text(text)) => of_text(text),
        (DateFormat::DayFirst, RawCell::Number(_)) => "Formatér kolonnen som dato i regnearket.",
        (DateFormat::DayFirst, RawCell::Date(_) | RawCell::Moment(_)) => EARLY,
        _ => PLAIN,
    }
}

fn of_text(text: &str) -> &'static str {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = |text: &str| parse(text.trim(), DateFormat::DayFirst).is_some();
    let is_serial = || text.parse().is_ok_and(|serial| from_serial(serial, false).is_some());
    if is_number && text.len() == 5 && is_serial() {
        return SERIAL;
    }
    let is_number_of_month = || matches!(text.get(..2), Some("19" | "20")) && span::month(text).is_some();
    if is_number && text.len() == 6 && is_number_of_month() {
        return MONTHS_ONLY;
    }
    if is_number && matches!(text.len(), 6 | 8) {
        return UNMARKED;
    }
    if let Some(date) = parse(text, DateFormat::DayFirst) {
        return if date.day.year() < FIRST_YEAR { EARLY } else { PLAIN };
    }
    // A time of day may follow.
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    if plain_digits(day).is_some_and(|date| date.month <= 12 && date.day <= 31 && !is_day(day)) {
        return NO_SUCH_DAY;
    }
    if text.split_once(' ').is_some_and(|(weekday, rest)| {
        weekday.trim_end_matches(['.', ',']).chars().all(char::is_alphabetic) && is_day(rest)
    }) {
        return OTHER_WEEKDAY;
    }
    let marks = [" - ", " – ", " til ", " og ", "–", "/", ",", ";"];
    if marks.iter().any(|mark| text.split_once(mark).is_some_and(|(first, second)| is_day(first) && is_day(second))) {
        return TWO_DAYS;
    }
    if text.match_indices([' ', '(']).any(|(at, _)| text.get(..at).is_some_and(is_day)) {
        return MORE;
    }
    if is_ditto(&text.to_lowercase()) {
        return DITTO;
    }
    // Any leap year will do.
    if ["-2024", "/2024", ".2024", " 2024", ". 2024"].iter().any(|year| is_day(&format!("{text}{year}"))) {
        return NO_YEAR;
    }
    if span::month(text).is_some() {
        MONTHS_ONLY
    } else if span::quarter(text).is_some() {
        QUARTERS_ONLY
    } else if is_number && text.len() == 4 {
        YEARS_ONLY
    } else if names_no_day(text) {
        NO_DAY
    } else {
        PLAIN
    }
}

/// Whether the text is a week, a month, a quarter or a year.
fn names_no_day(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let starts_with_month = MONTHS.iter().any(|month| lower.starts_with(month));
    // `Q2 2024`, `2024-W13`
    let has_code = lower.split([' ', '-', '/']).any(|part| {
        part.strip_prefix(['q', 'k', 'w', 'h'])
            .is_some_and(|rest| matches!(rest.len(), 1 | 2) && rest.parse::<u32>().is_ok())
    });
    let words = ["uge", "kvartal", "kvt", "halvår"];
    // `2024-05`, `05/2024`
    let is_month = lower.split_once(['-', '/', '.']).is_some_and(|parts| match (parts.0.len(), parts.1.len()) {
        (4, 1 | 2) | (1 | 2, 4) => [parts.0, parts.1].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())),
        _ => false,
    });
    is_year || is_month || starts_with_month || has_code || words.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_is_about_what_the_cell_says() {
        for (expected, texts) in [
            (SERIAL, &["45358"][..]),
            (UNMARKED, &["070324", "31122024"]),
            (NO_SUCH_DAY, &["30-02-2024", "2024-02-30", "31.04.2024", "31-02-2024 09:30", "2024-02-30T10:00:00"]),
            (EARLY, &["07-03-0024"]),
            (OTHER_WEEKDAY, &["mandag den 7. marts 2024", "Tue 07-03-2024", "søn. 7. marts 2024"]),
            (TWO_DAYS, &["07-03-2024 - 08-03-2024", "07-03-2024 og 09-03-2024", "7/3-2024–8/3-2024"]),
            (MORE, &["31-12-2023 24:00", "07-03-2024 (aflyst)", "7. marts 2024 om formiddagen"]),
            (NO_DAY, &["uge 10 2024", "1. kvartal", "2. halvår 2024", "2024-W13", "marts"]),
            (MONTHS_ONLY, &["marts 2024", "2024-05", "05/2024", "202405"]),
            (QUARTERS_ONLY, &["1. kvartal 2024", "Q2 2024", "1. kvt. 24", "2024K3"]),
            (YEARS_ONLY, &["2024"]),
            (NO_YEAR, &["3/5", "03-05", "3. maj", "d. 3. maj", "29/2"]),
            (DITTO, &["-\"-", "do."]),
            (PLAIN, &["07-03-20224", "??-03-2024", "aflyst", ""]),
        ] {
            for text in texts {
                assert_eq!(advice(&RawCell::Text((*text).into()), DateFormat::DayFirst), expected, "{text}");
            }
        }
    }
}
