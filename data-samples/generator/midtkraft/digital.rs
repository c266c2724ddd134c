//! Imitates the data consultants' log of visits, and lists about video.

use std::path::Path;

use super::clusters::Region;
use super::plan::{DATA_VISITS, LAST, MUNICIPALITIES, START, VIDEO_CONSULTATIONS, VIDEO_PILOT};
use crate::dates::{Date, spread};
use crate::output::{Done, EXCEL_CSV, Table, WINDOWS_CSV, row, with_points, write_csv};
use crate::rng::Rng;

/// How some consultants write topics.
const SPELLINGS: [(&str, &str); 3] =
    [("Video", "Videokonsultation"), ("WebReq", "Webreq"), ("Indberetning til kvalitetsdatabaser", "Indberetning")];
/// Municipalities: fictional.
const TOWNS: [&str; 19] = [
    "Bredebro Nord",
    "Dalgaard",
    "Ejstrup",
    "Fruering",
    "Gimsing Ås",
    "Hjortkær",
    "Kirkevad",
    "Lindum Hede",
    "Mejlby",
    "Nørbæk",
    "Oddense Ø",
    "Pøtmølle",
    "Resenfeld",
    "Svindkær",
    "Torsvad",
    "Ulstrup Sø",
    "Vejrumdal",
    "Ølsted Mark",
    "Åstruphøj",
];

/// Writes the four lists.
pub fn write(dir: &Path, region: &Region) -> Done {
    let mut rng = Rng::new("midtkraft digital");
    let practices = region.numbers();
    let mut topics: Vec<&str> = DATA_VISITS.iter().flat_map(|&(topic, count)| vec![topic; count]).collect();
    rng.shuffle(&mut topics);
    let mut days = spread(&mut rng, START.plus(35), LAST.plus(-5), topics.len());
    // The export begins and ends outside the period.
    let outside =
        [(Date::ymd(2019, 6, 25), "FMK"), (Date::ymd(2021, 7, 2), "Video"), (Date::ymd(2021, 8, 17), "WebReq")];
    days.extend(outside.iter().map(|(day, _)| *day));
    topics.extend(outside.iter().map(|(_, topic)| *topic));
    let visits = days.into_iter().zip(topics).map(|(day, topic)| {
        let form = if rng.one_in(4) { "Online" } else { "I praksis" };
        (day, rng.pick(&practices), rng.spelled(topic, &SPELLINGS), form)
    });
    let mut visits: Vec<_> = visits.collect();
    visits.sort_by_key(|(day, ..)| *day);
    let numbered = visits.into_iter().enumerate();
    let rows =
        numbered.map(|(i, (day, practice, topic, form))| row![format!("D{:04}", i + 1), day, practice, topic, form]);
    let table = Table::new(&["Besøg", "Dato", "Ydernummer", "Emne", "Form"], rows.collect());
    write_csv(&dir.join("datakonsulenter-besoeg.csv"), &WINDOWS_CSV, &table)?;

    let (all, ready) = MUNICIPALITIES;
    let towns = TOWNS.iter().take(all).enumerate().map(|(i, town)| {
        let since = (i != 11).then(|| Date::between(&mut rng, Date::ymd(2021, 2, 1), Date::ymd(2021, 6, 20)).workday());
        row![format!("{town} Kommune"), since]
    });
    let table = Table::new(&["Kommune", "Klar til videokonference"], towns.collect());
    assert_eq!(all - ready, 1, "one municipality is not ready");
    write_csv(&dir.join("kommuner-videokonference.csv"), &EXCEL_CSV, &table)?;

    let mut pilots = practices;
    rng.shuffle(&mut pilots);
    let pilots = pilots.into_iter().take(VIDEO_PILOT);
    let rows =
        pilots.enumerate().map(|(i, practice)| row![i + 1, practice, Date::ymd(2019, 9, 2 + i as i32)]).collect();
    let table = Table::new(&["Nr.", "Ydernr.", "Startet"], rows);
    write_csv(&dir.join("video-pilotpraksis.csv"), &EXCEL_CSV, &table)?;

    let months = VIDEO_CONSULTATIONS.iter().enumerate().map(|(i, &count)| {
        let month = 2 + i as i32;
        row![Date::ymd(2020 + month / 12, 1 + month % 12, 1), with_points(count)]
    });
    let table = Table::new(&["Måned", "Videokonsultationer"], months.collect());
    write_csv(&dir.join("videokonsultationer.csv"), &WINDOWS_CSV, &table)
}
