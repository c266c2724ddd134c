//! Imitates the register of education groups and the calendar of courses and meetings.

use std::path::Path;

use super::plan::{COURSES, GROUPS_OF_EDUCATION, IT_COURSES, LAST, START};
use crate::dates::{Date, Spell, spread};
use crate::output::{Cell, Done, EXCEL_CSV, Sheet, Table, row, write_csv, write_xlsx};
use crate::rng::Rng;

/// The advisers and the parts of the region that they help groups in: fictional.
const ADVISERS: [(&str, &str); 6] = [
    ("V1", "Kystegnen"),
    ("V2", "Fjordegnen"),
    ("V3", "Søegnen"),
    ("V4", "Hedeegnen"),
    ("V5", "Åegnen"),
    ("V6", "Byegnen"),
];
/// Titles of it courses.
const IT_TITLES: [&str; 3] = ["Forløbsplaner i journalen", "FMK uden omveje", "Video og beskeder"];

/// Writes the registers of groups and of their advisers, and the calendar.
pub fn write(dir: &Path) -> Done {
    write_groups(dir)?;
    write_calendar(dir)
}

/// Groups: those that are active at the period's end, some that had ended, and some that began later.
fn write_groups(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft groups");
    let (ended, later) = (9, 3);
    let mut rows = Vec::new();
    let mut helped = [0; ADVISERS.len()];
    for i in 0..GROUPS_OF_EDUCATION + ended + later {
        let spell = if i % 17 == 8 && i / 17 < ended {
            let last = Date::between(&mut rng, Date::ymd(2019, 8, 1), Date::ymd(2021, 5, 31));
            Spell::ended(Date::ymd(2004 + rng.below(14) as i32, 3, 1), last)
        } else if i < GROUPS_OF_EDUCATION + ended {
            Spell::since(Date::ymd(2003 + rng.below(18) as i32, 1 + rng.below(5) as i32, 1))
        } else {
            Spell::since(Date::ymd(2021, 8, 1))
        };
        let adviser = rng.below(ADVISERS.len());
        helped[adviser] += usize::from(spell.holds(LAST));
        rows.push(row![format!("DGE-{:03}", 101 + i), ADVISERS[adviser].1, spell.from, spell.last]);
    }
    let table = Table::new(&["Gruppe", "Egn", "Oprettet", "Nedlagt"], rows);
    write_csv(&dir.join("dge-grupper.csv"), &EXCEL_CSV, &table)?;
    let advisers = ADVISERS.iter().zip(helped).map(|(&(adviser, area), groups)| row![adviser, area, groups]).collect();
    let table = Table::new(&["Vejleder", "Egn", "Aktive grupper"], advisers);
    write_csv(&dir.join("efteruddannelsesvejledere.csv"), &EXCEL_CSV, &table)
}

/// The calendar: what was held in the period, and in the half-year before it and the weeks after it.
fn write_calendar(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft courses");
    let mut held: Vec<(Date, &str, &str, usize)> = Vec::new();
    for (series, title, count, participants) in COURSES {
        // Nothing was held in the first months of the pandemic.
        let before = count.div_ceil(2);
        let mut days = spread(&mut rng, START.plus(49), Date::ymd(2020, 3, 6), before);
        days.extend(spread(&mut rng, Date::ymd(2020, 8, 24), LAST.plus(-19), count - before));
        held.extend(
            days.into_iter().zip(shares(&mut rng, count, participants)).map(|(day, share)| (day, series, title, share)),
        );
    }
    for (i, (first, last, count)) in IT_COURSES.into_iter().enumerate() {
        let days = spread(&mut rng, first, last, count);
        let course = |day| (day, "It-kursus", IT_TITLES[i % IT_TITLES.len()], 9 + rng.below(9));
        held.extend(days.into_iter().map(course).collect::<Vec<_>>());
    }
    held.extend([
        (Date::ymd(2019, 3, 21), "Systematisk efteruddannelse", "Astma og allergi", 27),
        (Date::ymd(2019, 5, 14), "Praksispersonale", "Diabetes", 19),
        (Date::ymd(2021, 8, 25), "Praksispersonale", "KOL", 22),
        (Date::ymd(2021, 9, 2), "It-kursus", "Video og beskeder", 14),
    ]);
    held.sort();
    let rows: Vec<Vec<Cell>> = held
        .into_iter()
        .enumerate()
        .map(|(i, (day, series, title, participants))| {
            row![format!("K{:04}", 3001 + i), day, series, title, participants]
        })
        .collect();
    let table = Table::new(&["Kursusnr.", "Dato", "Række", "Titel", "Deltagere"], rows);
    write_xlsx(&dir.join("kurser-og-moeder-2019-2021.xlsx"), &[Sheet::plain("Kalender", table)])
}

/// Divides participants over courses, about equally.
fn shares(rng: &mut Rng, count: usize, participants: usize) -> Vec<usize> {
    let mut shares: Vec<usize> =
        (0..count).map(|i| participants / count + usize::from(i < participants % count)).collect();
    for _ in 0..count {
        let (from, to, by) = (rng.below(count), rng.below(count), rng.below(4));
        if shares[from] > by + 8 {
            shares[from] -= by;
            shares[to] += by;
        }
    }
    shares
}
