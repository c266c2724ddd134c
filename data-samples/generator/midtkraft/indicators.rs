//! Imitates key figures of national goals: antibiotics, vaccinations, dementia, and the use of opioids by region and quarter.

use std::path::Path;

use super::plan::{ANTIBIOTIC_YEARS, DEMENTIA, GOALS, VACCINATED};
use crate::dates::Date;
use crate::output::{DateStyle, Dialect, Done, EXCEL_CSV, Encoding, Table, WINDOWS_CSV, row, with_points, write_csv};
use crate::rng::Rng;

/// The statistics portal's dialect.
const PORTAL: Dialect = Dialect { separator: b';', encoding: Encoding::Utf8, dates: DateStyle::Iso, crlf: false };
/// Use of opioids in the first quarter of 2018, in defined daily doses per 1000 inhabitants a day, and by how much it falls in a
/// quarter. All of it is invented: the published curve has no numbers.
const OPIOIDS: [(&str, f64, f64); 5] = [
    ("Region Hovedstaden", 15.1, 0.235),
    ("Region Sjælland", 20.6, 0.335),
    ("Region Syddanmark", 18.9, 0.31),
    ("Region Midtjylland", 17.4, 0.325),
    ("Region Nordjylland", 22.3, 0.37),
];
/// Quarters from the first of 2018 to the second of 2021.
const QUARTERS: usize = 14;

/// Writes the five lists.
pub fn write(dir: &Path) -> Done {
    let years = ANTIBIOTIC_YEARS.iter().map(|&(year, recipes, share)| row![year as usize, recipes, share]).collect();
    let table = Table::new(&["År", "Recepter pr. 1.000 indbyggere", "Andel penicillin V (pct.)"], years);
    write_csv(&dir.join("antibiotika-noegletal.csv"), &WINDOWS_CSV, &table)?;

    let goals = GOALS.iter().map(|&(goal, way, value, unit, year)| row![goal, way, value, unit, year]).collect();
    let table = Table::new(&["Mål", "Retning", "Værdi", "Enhed", "Skal nås i"], goals);
    write_csv(&dir.join("nationale-maal.csv"), &EXCEL_CSV, &table)?;

    let vaccinated = VACCINATED
        .iter()
        .map(|&(vaccine, yes, all)| {
            row![vaccine, 2020_usize, with_points(all), with_points(yes), with_points(all - yes)]
        })
        .collect();
    let table = Table::new(&["Vaccine", "År", "65-årige og ældre", "Vaccinerede", "Ikke vaccinerede"], vaccinated);
    write_csv(&dir.join("vaccinationer-65-plus.csv"), &WINDOWS_CSV, &table)?;

    let quarters = DEMENTIA
        .iter()
        .enumerate()
        .map(|(i, &citizens)| row![Date::ymd(2020, 1 + 3 * i as i32, 1), citizens])
        .collect();
    let table = Table::new(&["Opgjort", "Borgere med begge slags medicin"], quarters);
    write_csv(&dir.join("demens-antipsykotika.csv"), &WINDOWS_CSV, &table)?;

    write_opioids(dir)
}

/// The use of opioids: falling everywhere, a little more slowly in the first months of the pandemic.
fn write_opioids(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft opioids");
    let mut rows = Vec::new();
    for (region, first, fall) in OPIOIDS {
        for quarter in 0..QUARTERS {
            let pandemic = if quarter >= 9 { 0.35 } else { 0.0 };
            let wobble = 0.24 * (rng.unit() - 0.5);
            let doses = first - fall * quarter as f64 + pandemic + wobble;
            rows.push(row![region, format!("{}-K{}", 2018 + quarter / 4, 1 + quarter % 4), doses]);
        }
    }
    let table = Table::new(&["Region", "Kvartal", "DDD pr. 1.000 indbyggere pr. døgn"], rows);
    write_csv(&dir.join("opioidforbrug-regioner.csv"), &PORTAL, &table)
}
