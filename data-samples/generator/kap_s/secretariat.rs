//! Imitates what the secretariat keeps itself: the region's key figures, and the list of its staff.

use std::path::Path;

use super::DIALECT;
use super::plan::{self, KINDS, Plan};
use crate::dates::{Date, Spell};
use crate::output::{Done, Sheet, Table, row, with_points, write_csv, write_xlsx};

/// Posts: unit, function, field, how many, since when.
const STAFF: [(&str, &str, &str, usize, Date); 10] = [
    ("KAP-S", "Datakonsulent", "", 2, Date::ymd(2019, 3, 1)),
    ("KAP-S", "POL-S-konsulent", "", 1, Date::ymd(2020, 8, 1)),
    ("KAP-S", "Akademisk medarbejder", "", 1, Date::ymd(2021, 2, 1)),
    ("KAP-S", "Sekretær", "", 1, Date::ymd(2016, 5, 1)),
    ("KAP-S", "Projektkonsulent", "", 1, Date::ymd(2023, 1, 1)),
    ("KAP-S", "Lægefaglig konsulent", "DGE", 3, Date::ymd(2018, 9, 1)),
    ("KAP-S", "Lægefaglig konsulent", "Kvalitetsudvikling", 1, Date::ymd(2019, 9, 1)),
    ("Lægemiddelenheden", "Farmaceut", "", 4, Date::ymd(2017, 1, 1)),
    ("Lægemiddelenheden", "Lægekonsulent", "", 2, Date::ymd(2018, 1, 1)),
    ("Lægemiddelenheden", "Administrativ medarbejder", "", 1, Date::ymd(2020, 1, 1)),
];
/// The last day of the adviser who retired.
const RETIRED: Date = Date::ymd(2023, 12, 31);

/// Writes the key figures on 1 January of the plan's year and of the year before, a row for each kind of practice.
pub fn write_key_figures(dir: &Path, plan: &Plan) -> Done {
    let mut rows = Vec::new();
    for year in [plan.year - 1, plan.year] {
        for (kind, (capacities, patients)) in KINDS.iter().zip(plan::for_year(year).key_figures) {
            // The year before the samples has the numbers of the first one.
            rows.push(row![Date::ymd(year, 1, 1), *kind, with_points(capacities), with_points(patients)]);
        }
    }
    let headers = ["Opgjort", "Praksisform", "Lægekapaciteter", "Gruppe 1-sikrede"];
    write_csv(&dir.join("noegletal-almen-praksis.csv"), &DIALECT, &Table::new(&headers, rows))
}

/// Writes the list of staff, as kept until the middle of January after the plan's year.
pub fn write_staff(dir: &Path, plan: &Plan) -> Done {
    let exported = Date::ymd(plan.year + 1, 1, 15);
    let mut rows = Vec::new();
    let mut number = 0;
    for (unit, function, field, count, from) in STAFF {
        for place in 0..count {
            number += 1;
            let retires = field == "DGE" && place == 0;
            let spell = if retires { Spell::ended(from, RETIRED) } else { Spell::since(from) };
            if let Some(Spell { from, last }) = spell.known_by(exported) {
                rows.push(row![format!("M{number:02}"), unit, function, field, from, last]);
            }
        }
    }
    let headers = ["Nr.", "Enhed", "Funktion", "Område", "Ansat", "Fratrådt"];
    let name = format!("medarbejdere-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Medarbejdere", Table::new(&headers, rows))])
}
