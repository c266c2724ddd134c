//! Imitates the newsletter system: `;`, UTF-8 without a byte order mark, dates with points.

use std::path::Path;

use crate::dates::{Date, Spell, exported, workdays};
use crate::output::{DateStyle, Dialect, Done, Encoding, Table, row, write_csv};
use crate::plan::{self, Plan, Y2023, Y2024};
use crate::rng::Rng;

/// The system's dialect.
const DIALECT: Dialect = Dialect { separator: b';', encoding: Encoding::Utf8, dates: DateStyle::Points, crlf: false };
/// How the system's users have named the editions.
const SPELLINGS: [(&str, &str); 3] = [("Ordinær", "Ordinær udsendelse"), ("X-tra", "Xtra"), ("X-tra", "Ekstra")];
/// What extra editions are about.
const EXTRAS: [&str; 7] = [
    "Nye vejledninger om vaccination",
    "Ændret svartid på prøver",
    "Driftsforstyrrelse i henvisninger",
    "Tilmelding åbner i dag",
    "Mangel på et lægemiddel",
    "Ny forløbsbeskrivelse",
    "Husk årsopgørelsen",
];

/// The day in 2024 when many lapsed subscribers were taken off the list.
const CLEANED_UP: Date = Date::ymd(2024, 11, 15);
/// Subscribers: left before April 2024; joined, and left apart from the clean-up, from April to April; after that.
const LEFT_EARLIER: usize = 240;
const JOINED: usize = 142;
const LEFT: usize = 71;
const LATER: usize = 6;

/// Writes the editions sent in the plan's year.
pub fn write_editions(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new(&format!("edition spellings {}", plan.year));
    let rows = (plan.year - 1..=plan.year + 1)
        .flat_map(editions)
        .filter(|(day, ..)| exported(*day, plan.year))
        .map(|(day, kind, subject)| row![day, rng.spelled(kind, &SPELLINGS), subject])
        .collect();
    let name = format!("praksisnyt-udsendelser-{}.csv", plan.year);
    write_csv(&dir.join(name), &DIALECT, &Table::new(&["Sendt", "Udgave", "Emnelinje"], rows))
}

/// A year's editions, by day: the ordinary ones monthly except August, one of each kind a day at most.
fn editions(year: i32) -> Vec<(Date, &'static str, String)> {
    let mut rng = Rng::new(&format!("editions {year}"));
    let (ordinary, meetings, extra) = plan::for_year(year).newsletters;
    let months = (1..=12).filter(|month| *month != 8).take(ordinary);
    let mut all: Vec<(Date, &str, String)> = months
        .enumerate()
        .map(|(i, month)| {
            let day = Date::ymd(year, month, 8 + rng.below(12) as i32).workday();
            (day, "Ordinær", format!("PraksisNyt nr. {}, {year}", i + 1))
        })
        .collect();
    for day in workdays(&mut rng, year, meetings) {
        all.push((day, "Møder og kurser i regionen", "Møder og kurser i den kommende tid".into()));
    }
    for day in workdays(&mut rng, year, extra) {
        all.push((day, "X-tra", format!("PraksisNyt X-tra: {}", rng.pick(&EXTRAS))));
    }
    all.sort();
    all
}

/// Writes the subscribers as they were in the middle of April after the plan's year.
pub fn write_subscribers(dir: &Path, plan: &Plan) -> Done {
    let exported = Date::ymd(plan.year + 1, 4, 15);
    let rows = subscribers().into_iter().enumerate().filter_map(|(i, spell)| {
        let Spell { from, last } = spell.known_by(exported)?;
        Some(row![format!("A{:05}", i + 1), from, last])
    });
    let table = Table::new(&["Abonnent", "Tilmeldt", "Afmeldt"], rows.collect());
    let name = format!("praksisnyt-abonnenter-{}.csv", plan.year);
    write_csv(&dir.join(name), &DIALECT, &table)
}

/// All subscribers there have been, in order of arrival.
fn subscribers() -> Vec<Spell> {
    let mut rng = Rng::new("subscribers");
    let (april, next_april) = (Date::ymd(2024, 4, 1), Date::ymd(2025, 4, 1));
    let cleaned_up = Y2023.subscribers + JOINED - LEFT - Y2024.subscribers;
    let mut all = Vec::new();
    for i in 0..LEFT_EARLIER + Y2023.subscribers {
        let from = Date::between(&mut rng, Date::ymd(2015, 1, 1), Date::ymd(2022, 12, 31));
        let recent = Date::between(&mut rng, Date::ymd(2023, 1, 1), april);
        let mut spell = Spell::since(if i % 12 == 0 { recent } else { from });
        let mut leave = |first: Date, last| Some(Date::between(&mut rng, first, last));
        spell.last = match i {
            _ if i < LEFT_EARLIER => leave(spell.from, april.plus(-1)),
            _ if i < LEFT_EARLIER + cleaned_up => Some(CLEANED_UP),
            _ if i < LEFT_EARLIER + cleaned_up + LEFT => leave(april, next_april.plus(-1)),
            _ if i < LEFT_EARLIER + cleaned_up + LEFT + LATER => leave(next_april, next_april.plus(14)),
            _ => None,
        };
        all.push(spell);
    }
    for _ in 0..JOINED {
        all.push(Spell::since(Date::between(&mut rng, april.plus(1), next_april)));
    }
    for _ in 0..LATER {
        all.push(Spell::since(Date::between(&mut rng, next_april.plus(1), next_april.plus(14))));
    }
    all.sort_by_key(|spell| (spell.from, spell.last));
    all
}
