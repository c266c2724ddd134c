//! Imitates the export of adverse events that were reported about general practice and the out-of-hours service.

use std::path::Path;

use super::plan::EVENTS;
use crate::dates::{Date, spread};
use crate::output::{DateStyle, Dialect, Done, Encoding, Table, row, write_csv};
use crate::rng::Rng;

/// The database's dialect.
const DATABASE: Dialect = Dialect { separator: b';', encoding: Encoding::Utf8Bom, dates: DateStyle::Iso, crlf: true };
/// The period's two years, from workday to workday.
const YEARS: [(Date, Date); 2] =
    [(Date::ymd(2019, 7, 1), Date::ymd(2020, 6, 30)), (Date::ymd(2020, 7, 1), Date::ymd(2021, 6, 30))];
/// How some reporters write places.
const SPELLINGS: [(&str, &str); 2] = [("Almen praksis", "Praktiserende læge"), ("Lægevagten", "Lægevagt")];

/// Writes the export: the period's events, and some of the days around it.
pub fn write(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft events");
    let mut events: Vec<(Date, &str, &str)> = Vec::new();
    for (place, area, counts) in EVENTS {
        for ((first, last), count) in YEARS.into_iter().zip(counts) {
            events.extend(spread(&mut rng, first, last, count).into_iter().map(|day| (day, place, area)));
        }
    }
    events.extend([
        (Date::ymd(2019, 6, 27), "Almen praksis", "Medicinering"),
        (Date::ymd(2019, 6, 28), "Lægevagten", "Andet"),
        (Date::ymd(2021, 7, 1), "Almen praksis", "Andet"),
        (Date::ymd(2021, 7, 1), "Almen praksis", "Medicinering"),
        (Date::ymd(2021, 7, 2), "Lægevagten", "Medicinering"),
    ]);
    events.sort();
    let mut rows = Vec::new();
    for (i, (day, place, area)) in events.into_iter().enumerate() {
        let severity = match rng.below(40) {
            0 => "Alvorlig",
            1..6 => "Moderat",
            6..18 => "Mild",
            _ => "Ingen skade",
        };
        rows.push(row![format!("U{:05}", 40_001 + i), day, rng.spelled(place, &SPELLINGS), area, severity]);
    }
    let table = Table::new(&["Sagsnr.", "Rapporteret", "Sted", "Område", "Alvorlighed"], rows);
    write_csv(&dir.join("utilsigtede-haendelser.csv"), &DATABASE, &table)
}
