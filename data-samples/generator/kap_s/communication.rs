//! Imitates the mail system, the insight exports of two social networks, and the web site's statistics.

use std::path::Path;

use super::plan::{self, Plan, Y2022, Y2023};
use crate::dates::{Date, Spell, exported, workdays};
use crate::output::{Cell, DateStyle, Dialect, Done, EXCEL_CSV, Encoding, Table, row, with_points, write_csv};
use crate::rng::Rng;

/// The mail system's dialect.
const MAIL: Dialect = Dialect { separator: b';', encoding: Encoding::Utf8, dates: DateStyle::Points, crlf: false };
/// The networks' dialect.
const NETWORK: Dialect = Dialect { separator: b',', encoding: Encoding::Utf8, dates: DateStyle::Iso, crlf: false };
/// Subscribers who joined in 2023.
const JOINED: usize = 54;
/// Subscribers who left before 2023.
const LEFT_EARLIER: usize = 38;
/// What ordinary posts are about.
const TITLES: [&str; 8] = [
    "Ledige pladser på kursus",
    "Mød os på Lægedage",
    "\"Vi fik tid til overs\", fortæller en klinik",
    "Ny DGE-pakke, klar til brug",
    "Husk tilmelding til Praksispersonaledag",
    "Sådan foregår et it-sikkerhedsbesøg",
    "Nyt fra forskningen",
    "God sommer",
];
/// Fewer people than this saw an ordinary post.
const ORDINARY: usize = 260;

/// Writes the newsletters of the plan's year.
pub fn write_newsletters(dir: &Path, plan: &Plan) -> Done {
    let letters = plan.newsletters.iter().enumerate();
    let rows = letters.map(|(i, (day, delivered, opened))| {
        row![*day, format!("Nyt fra KAP-S nr. {}, {}", i + 1, plan.year), *delivered, *opened]
    });
    let table = Table::new(&["Sendt", "Emnelinje", "Leveret", "Åbnet"], rows.collect());
    write_csv(&dir.join(format!("nyhedsbreve-{}.csv", plan.year)), &MAIL, &table)
}

/// Writes the subscribers as they were in the middle of January after the plan's year.
pub fn write_subscribers(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new("kap-s subscribers");
    let left = Y2022.subscribers + JOINED - Y2023.subscribers;
    let mut spells = Vec::new();
    for i in 0..LEFT_EARLIER + Y2022.subscribers {
        let from = Date::between(&mut rng, Date::ymd(2016, 2, 1), Date::ymd(2022, 6, 30));
        let earlier = Date::between(&mut rng, Date::ymd(2022, 7, 1), Date::ymd(2022, 12, 30));
        let later = Date::between(&mut rng, Date::ymd(2023, 1, 1), Date::ymd(2023, 12, 30));
        let last = (i < LEFT_EARLIER + left).then_some(if i < LEFT_EARLIER { earlier } else { later });
        spells.push(Spell { from, last });
    }
    for _ in 0..JOINED {
        spells.push(Spell::since(Date::between(&mut rng, Date::ymd(2023, 1, 2), Date::ymd(2023, 12, 20))));
    }
    spells.sort_by_key(|spell| (spell.from, spell.last));
    let day = Date::ymd(plan.year + 1, 1, 15);
    let rows = spells.into_iter().enumerate().filter_map(|(i, spell)| {
        let Spell { from, last } = spell.known_by(day)?;
        Some(row![format!("N{:04}", i + 1), from, last])
    });
    let table = Table::new(&["Modtager", "Tilmeldt", "Afmeldt"], rows.collect());
    write_csv(&dir.join(format!("nyhedsbrev-modtagere-{}.csv", plan.year)), &MAIL, &table)
}

/// Writes Facebook's export of posts.
pub fn write_posts(dir: &Path, plan: &Plan) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let mut rng = Rng::new(&format!("kap-s posts {year}"));
        let plan_of_year = plan::for_year(year);
        // The posts that most people saw belong to the plan's own year.
        let seen = if plan_of_year.year == year { plan_of_year.seen } else { &[] };
        let ordinary = workdays(&mut rng, year, plan_of_year.facebook.2 - seen.len());
        let mut posts: Vec<(Date, &str, usize)> = seen.to_vec();
        // No two posts of a day are about the same.
        for (day, title) in ordinary.into_iter().zip(TITLES.iter().cycle()) {
            posts.push((day, *title, 40 + rng.below(ORDINARY - 40)));
        }
        posts.sort();
        for (i, (day, title, reach)) in posts.into_iter().enumerate() {
            if exported(day, plan.year) {
                rows.push(row![format!("fb-{year}-{:03}", i + 1), day, title, reach]);
            }
        }
    }
    let table = Table::new(&["Post ID", "Publish time", "Title", "Reach"], rows);
    write_csv(&dir.join(format!("facebook-opslag-{}.csv", plan.year)), &NETWORK, &table)
}

/// Writes both networks' followers.
pub fn write_followers(dir: &Path, plan: &Plan) -> Done {
    let (followers, new, _) = plan.facebook;
    for (network, (end, new)) in [("facebook", (followers, new)), ("linkedin", plan.linkedin)] {
        let table = Table::new(&["Date", "Net new followers", "Followers"], monthly(network, plan.year, end, new));
        write_csv(&dir.join(format!("{network}-foelgere-{}.csv", plan.year)), &NETWORK, &table)?;
    }
    Ok(())
}

/// The last day of every month from December before the year on.
fn monthly(network: &str, year: i32, end: usize, new: usize) -> Vec<Vec<Cell>> {
    let mut rng = Rng::new(&format!("kap-s {network} {year}"));
    let mut months = [0; 12];
    for _ in 0..new {
        months[rng.below(12)] += 1;
    }
    let mut total = end - new;
    let mut rows = vec![row![Date::ymd(year, 1, 1).plus(-1), rng.below(3), total]];
    for (month, new) in (1..).zip(months) {
        total += new;
        let next = if month == 12 { Date::ymd(year + 1, 1, 1) } else { Date::ymd(year, month + 1, 1) };
        rows.push(row![next.plus(-1), new, total]);
    }
    rows
}

/// Writes the web site's pages and their views; only the header where nobody counted.
pub fn write_pages(dir: &Path, plan: &Plan) -> Done {
    let rows = plan.pages.iter().map(|(page, views)| row![*page, with_points(*views)]).collect();
    let table = Table::new(&["Side", "Visninger"], rows);
    write_csv(&dir.join(format!("hjemmeside-{}.csv", plan.year)), &EXCEL_CSV, &table)
}
