//! Imitates the DGE team's list of materials for education groups, as Excel CSV.

use std::path::Path;

use crate::dates::{Date, Spell, year_end};
use crate::output::{Done, EXCEL_CSV, Table, row, write_csv};
use crate::plan::{Plan, Y2023, Y2024};
use crate::rng::Rng;

/// Ready-made materials, by kind in the order of the plan; the first ones were ready in 2023.
const MATERIALS: [(&str, [&str; 7]); 3] = [
    (
        "Journal Club",
        [
            "Blodtryk målt hjemme",
            "Hoste i mere end tre uger",
            "Statiner til ældre",
            "Kontinuitet og dødelighed",
            "Gåture på recept",
            "Urinvejsinfektion uden dyrkning",
            "Søvnløshed og samtale",
        ],
    ),
    ("Refleksionsark", ["Den svære samtale", "Fejl og læring", "Min arbejdsuge", "", "", "", ""]),
    ("Learning Loop", ["Henvisningens vej", "Prøvesvar til tiden", "", "", "", "", ""]),
];

/// Writes the list of materials as it was at the end of the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new("materials");
    let withdrawn = Spell::ended(Date::ymd(2022, 3, 1), Date::ymd(2023, 8, 31));
    let mut all = vec![("Journal Club", "Vitaminer på recept", withdrawn)];
    for (at, (kind, titles)) in MATERIALS.into_iter().enumerate() {
        let (before, now) = (Y2023.materials[at].1, Y2024.materials[at].1);
        for (i, title) in titles.into_iter().take(now).enumerate() {
            let year = if i < before { 2023 } else { 2024 };
            let from = Date::between(&mut rng, Date::ymd(year, 2, 1), Date::ymd(year, 11, 30));
            all.push((kind, title, Spell::since(from.workday())));
        }
    }
    let rows = all.into_iter().filter_map(|(kind, title, spell)| {
        let Spell { from, last } = spell.known_by(year_end(plan.year))?;
        Some(row![kind, title, from, last])
    });
    let table = Table::new(&["Type", "Titel", "Klar fra", "Udgået"], rows.collect());
    write_csv(&dir.join("dge-materialer.csv"), &EXCEL_CSV, &table)
}
