//! Imitates the editorial system of the national health portal: a workbook of care pathway descriptions.

use std::path::Path;

use crate::dates::{Date, year_end};
use crate::names::SPECIALTIES;
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::plan::{Plan, Y2023, Y2024};
use crate::rng::Rng;

/// Aspects of a specialty that a care pathway description covers.
const ASPECTS: [&str; 7] = [
    "akut henvisning",
    "børn og unge",
    "elektiv henvisning",
    "kontrol efter udskrivelse",
    "medicinsk behandling",
    "opfølgning i almen praksis",
    "udredning",
];

/// Writes the descriptions with the day each was last updated.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let mut titles: Vec<String> =
        SPECIALTIES[..32].iter().flat_map(|specialty| ASPECTS.map(|aspect| format!("{specialty}: {aspect}"))).collect();
    Rng::new("pathway titles").shuffle(&mut titles);
    let (all, recent, _) = plan.pathways;
    let mut rows = Vec::new();
    for (i, title) in titles.iter().take(all).enumerate() {
        let specialty = title.split(": ").next().unwrap_or_default();
        rows.push((title.as_str(), specialty, updated(plan, i)));
    }
    let since = Date::ymd(plan.year - 1, 1, 1);
    assert_eq!(rows.iter().filter(|(.., day)| *day >= since).count(), recent);
    rows.sort();
    let rows = rows.into_iter().map(|(title, specialty, day)| row![title, specialty, day]);
    let table = Table::new(&["Titel", "Speciale", "Sidst opdateret"], rows.collect());
    let name = format!("forloebsbeskrivelser-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Forløbsbeskrivelser", table)])
}

/// When the `i`th description was last updated, as known at the end of the plan's year: first those updated
/// in 2023, then those updated in 2024 (among them the new ones at the end), then the rest.
fn updated(plan: &Plan, i: usize) -> Date {
    let (old_all, old_recent, in_2023) = Y2023.pathways;
    let (_, _, in_2024) = Y2024.pathways;
    let again = in_2023..in_2023 + in_2024 + old_all - Y2024.pathways.0;
    let mut rng = Rng::new(&format!("pathway {i}"));
    let mut within = |first, last| Date::between(&mut rng, first, last).workday();
    match i {
        0 => Date::ymd(2023, 1, 1),
        _ if i < in_2023 => within(Date::ymd(2023, 1, 9), Date::ymd(2023, 12, 22)),
        _ if plan.year > 2023 && i == again.start => year_end(2024),
        _ if plan.year > 2023 && (again.contains(&i) || i >= old_all) => {
            within(Date::ymd(2024, 1, 9), Date::ymd(2024, 12, 20))
        }
        _ if i + 1 == old_recent => year_end(2022),
        _ if i < old_recent => within(Date::ymd(2022, 1, 9), Date::ymd(2022, 12, 20)),
        _ => within(Date::ymd(2018, 1, 9), Date::ymd(2021, 12, 20)),
    }
}
