//! Imitates the region's extract from its register of practices: `;`, Windows-1252, numbers with thousands points.

use std::path::Path;

use crate::dates::Date;
use crate::output::{Done, Table, WINDOWS_CSV, row, with_points, write_csv};
use crate::plan::{KEY_FIGURES, Plan};

/// Writes the key figures on 1 January, from two years before the plan's year to the year after.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let rows = KEY_FIGURES
        .iter()
        .filter(|(year, ..)| (plan.year - 2..=plan.year + 1).contains(year))
        .map(|&(year, practices, capacities, patients)| {
            row![Date::ymd(year, 1, 1), with_points(practices), with_points(capacities), with_points(patients)]
        })
        .collect();
    let headers = ["Opgjort", "Antal lægepraksis", "Lægekapaciteter", "Gruppe 1-sikrede"];
    write_csv(&dir.join("regionale-noegletal.csv"), &WINDOWS_CSV, &Table::new(&headers, rows))
}
