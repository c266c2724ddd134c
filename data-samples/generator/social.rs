//! Imitates the analytics exports of two social networks: commas, UTF-8, English headers, ISO dates.

use std::path::Path;

use crate::dates::{Date, exported, workdays};
use crate::output::{Cell, DateStyle, Dialect, Done, Encoding, Table, row, write_csv};
use crate::plan::{self, Plan};
use crate::rng::Rng;

/// The networks' dialect.
const DIALECT: Dialect = Dialect { separator: b',', encoding: Encoding::Utf8, dates: DateStyle::Iso, crlf: false };
/// Titles of posts, some with commas and quotes.
const TITLES: [&str; 10] = [
    "Ny klyngepakke på vej",
    "Store Praksisdag: program, tilmelding og praktisk",
    "\"Vi fik ro på telefonen\", fortæller en klinik",
    "Kursus for nynedsatte",
    "Fem råd om årskontrol, trivsel og tid",
    "Hvad betyder \"deprescribing\"?",
    "Ledige pladser på Gå-hjem-møde",
    "Tak for i dag!",
    "Læs PraksisNyt",
    "Besøg fra Organiseringsteamet, sådan foregår det",
];

/// A network: its file names' beginning, its headers, and its totals in the plan.
struct Network {
    name: &'static str,
    follower_headers: [&'static str; 3],
    post_headers: [&'static str; 4],
    totals: fn(&Plan) -> (usize, usize, usize),
}

/// Both networks.
const NETWORKS: [Network; 2] = [
    Network {
        name: "linkedin",
        follower_headers: ["Date", "New followers", "Total followers"],
        post_headers: ["Post ID", "Created date", "Post title", "Impressions"],
        totals: |plan| plan.linkedin,
    },
    Network {
        name: "facebook",
        follower_headers: ["Date", "New follows", "Followers"],
        post_headers: ["Post ID", "Publish time", "Title", "Reach"],
        totals: |plan| plan.facebook,
    },
];

/// Writes all four exports of the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    for network in &NETWORKS {
        let followers = Table::new(&network.follower_headers, followers(network, plan));
        let name = format!("{}-followers-{}.csv", network.name, plan.year);
        write_csv(&dir.join(name), &DIALECT, &followers)?;
        let posts = Table::new(&network.post_headers, posts(network, plan));
        let name = format!("{}-posts-{}.csv", network.name, plan.year);
        write_csv(&dir.join(name), &DIALECT, &posts)?;
    }
    Ok(())
}

/// New followers in each month of a year.
fn monthly(network: &Network, year: i32) -> [usize; 12] {
    let mut rng = Rng::new(&format!("{} followers {year}", network.name));
    let mut months = [0; 12];
    for _ in 0..(network.totals)(plan::for_year(year)).1 {
        months[rng.below(12)] += 1;
    }
    months
}

/// The last day of every month from December before the plan's year to January after it.
fn followers(network: &Network, plan: &Plan) -> Vec<Vec<Cell>> {
    let (end, new, _) = (network.totals)(plan);
    let mut total = end - new;
    let before = monthly(network, plan.year - 1)[11];
    let mut rows = vec![row![Date::ymd(plan.year, 1, 1).plus(-1), before, total]];
    let after = monthly(network, plan.year + 1)[0];
    for (month, new) in (1..).zip(monthly(network, plan.year).into_iter().chain([after])) {
        total += new;
        let (year, month) = if month == 13 { (plan.year + 1, 1) } else { (plan.year, month) };
        let next = if month == 12 { Date::ymd(year + 1, 1, 1) } else { Date::ymd(year, month + 1, 1) };
        rows.push(row![next.plus(-1), new, total]);
    }
    rows
}

/// Posts of the plan's year and of the weeks around it.
fn posts(network: &Network, plan: &Plan) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let mut rng = Rng::new(&format!("{} posts {year}", network.name));
        let count = (network.totals)(plan::for_year(year)).2;
        for (i, day) in workdays(&mut rng, year, count).into_iter().enumerate() {
            let number = format!("{}-{year}-{:03}", &network.name[..2], i + 1);
            let (title, seen) = (*rng.pick(&TITLES), 80 + rng.below(900));
            if exported(day, plan.year) {
                rows.push(row![number, day, title, seen]);
            }
        }
    }
    rows
}
