//! Imitates the booking list of POL-S: contacts on organisation and leadership.

use std::path::Path;

use super::DIALECT;
use super::plan::{self, Plan};
use super::practices::Practices;
use crate::dates::{Date, exported, joint_dates, workdays};
use crate::output::{Done, Table, row, write_csv};
use crate::rng::Rng;

/// The kind that the calendar of events has too, as it is called there.
pub const THEME_DAY: &str = "Temadag for fase 1-3-læger";
/// How the list writes some of the kinds.
const SPELLINGS: [(&str, &str); 2] = [("Workshop/temadag", "Workshop"), ("En god start", "Nynedsat")];
/// Kinds that take place at a practice.
const AT_PRACTICES: [&str; 4] = ["Generel sparring", "Generationsskifte", "En god start", "Klinikbesøg"];

/// Writes the list of the plan's year and of the weeks around it.
pub fn write(dir: &Path, plan: &Plan, practices: &Practices) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        let plan_of_year = plan::for_year(year);
        let mut rng = Rng::new(&format!("kap-s organisation {year}"));
        let numbers = practices.in_contact(plan_of_year);
        let mut list: Vec<(Date, &str, String)> = Vec::new();
        for &(kind, count) in plan_of_year.organisation {
            let is_theme_day = kind == "Arrangement for fase 1-3-læger";
            let days = if is_theme_day { joint_dates(THEME_DAY, year, count) } else { workdays(&mut rng, year, count) };
            for day in days {
                let practice = if AT_PRACTICES.contains(&kind) { rng.pick(&numbers).clone() } else { String::new() };
                list.push((day, kind, practice));
            }
        }
        list.sort();
        for (i, (day, kind, practice)) in list.into_iter().enumerate() {
            if exported(day, plan.year) {
                let number = format!("P{}-{:02}", year % 100, i + 1);
                rows.push(row![number, day, rng.spelled(kind, &SPELLINGS), practice]);
            }
        }
    }
    let headers = ["Kontakt", "Dato", "Type", "Ydernr."];
    write_csv(&dir.join(format!("pol-s-{}.csv", plan.year)), &DIALECT, &Table::new(&headers, rows))
}
