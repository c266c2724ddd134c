//! Imitates the news system of the region's site for general practice, and the list of campaigns.

use std::path::Path;

use super::plan::NEWS;
use crate::dates::{Date, spread};
use crate::output::{DateStyle, Dialect, Done, EXCEL_CSV, Encoding, Table, row, write_csv};
use crate::rng::Rng;

/// The news system's dialect.
const NEWS_CSV: Dialect = Dialect { separator: b';', encoding: Encoding::Utf8, dates: DateStyle::Points, crlf: false };
/// Whom news are for.
const SUBJECTS: [&str; 6] =
    ["Covid-19", "Henvisning", "Kurser og møder", "Medicin", "Nyt fra hospitalerne", "Vaccination"];
/// Campaigns: topic, series, state and when they began.
const CAMPAIGNS: [(&str, &str, &str, Option<Date>); 7] = [
    ("Fnat", "Animation", "Lanceret", Some(Date::ymd(2019, 10, 14))),
    ("Tør hud", "Animation", "Lanceret", Some(Date::ymd(2020, 1, 20))),
    ("Forstoppelse hos børn", "Animation", "Lanceret", Some(Date::ymd(2020, 11, 9))),
    ("Toilethygiejne", "Animation", "Lanceret", Some(Date::ymd(2021, 4, 12))),
    ("Influenza- og pneumokokvaccination 2020", "Vaccination", "Lanceret", Some(Date::ymd(2020, 9, 28))),
    ("Influenza- og pneumokokvaccination 2021", "Vaccination", "Lanceret", Some(Date::ymd(2021, 3, 8))),
    ("Hjælp til rygestop", "Rygestop", "Udskudt", None),
];

/// Writes both.
pub fn write(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft news");
    let (news, local) = NEWS;
    let mut sent: Vec<(Date, &str, String)> = Vec::new();
    for (year, count) in [2019, 2020].into_iter().zip(news) {
        let days = spread(&mut rng, Date::ymd(year, 7, 1), Date::ymd(year + 1, 6, 30), count);
        sent.extend(days.into_iter().map(|day| (day, "Nyhedsmail", (*rng.pick(&SUBJECTS)).to_string())));
        let issues = spread(&mut rng, Date::ymd(year, 8, 19), Date::ymd(year + 1, 6, 14), local);
        for (i, day) in issues.into_iter().enumerate() {
            sent.push((day, "Lokal PKO-information", format!("Udgave {}", i + 1)));
        }
    }
    sent.push((Date::ymd(2021, 7, 1), "Nyhedsmail", "Vaccination".to_string()));
    sent.sort();
    let rows = sent.into_iter().enumerate().map(|(i, (day, kind, subject))| row![i + 1, day, kind, subject]).collect();
    write_csv(&dir.join("nyhedsmails.csv"), &NEWS_CSV, &Table::new(&["Nr.", "Sendt", "Slags", "Emne"], rows))?;

    let rows = CAMPAIGNS.iter().map(|&(topic, series, state, began)| row![topic, series, state, began]).collect();
    let table = Table::new(&["Kampagne", "Række", "Status", "Begyndt"], rows);
    write_csv(&dir.join("kampagner.csv"), &EXCEL_CSV, &table)
}
