//! Imitates the secretariat's workbook on the module model: projects sent out, and plans of action approved.

use std::path::Path;

use super::plan::{self, Plan};
use super::practices::Practices;
use crate::dates::{exported, workdays};
use crate::output::{Cell, Done, Sheet, Table, row, write_xlsx};
use crate::rng::Rng;

/// What the projects are about.
const TOPICS: [&str; 3] = ["Hypertension", "Osteoporose", "Stofskiftesygdom"];
/// Where projects go, beside the region itself.
const OTHER_REGIONS: [&str; 4] =
    ["Region Hovedstaden", "Region Midtjylland", "Region Nordjylland", "Region Syddanmark"];

/// Writes both sheets for the plan's year and the weeks around it.
pub fn write(dir: &Path, plan: &Plan, practices: &Practices) -> Done {
    let (mut projects, mut plans) = (Vec::new(), Vec::new());
    for year in plan.year - 1..=plan.year + 1 {
        let (sent, approved) = rows(year, practices);
        projects.extend(sent.into_iter().filter(|(day, _)| exported(*day, plan.year)).map(|(_, row)| row));
        plans.extend(approved.into_iter().filter(|(day, _)| exported(*day, plan.year)).map(|(_, row)| row));
    }
    let project_headers = ["Nr.", "Sendt", "Emne", "Region", "Ydernr."];
    let plan_headers = ["Handleplan", "Godkendt", "Emne", "Ydernr."];
    write_xlsx(
        &dir.join(format!("modul-modellen-{}.xlsx", plan.year)),
        &[
            Sheet::plain("Udsendte projekter", Table::new(&project_headers, projects)),
            Sheet::plain("Handleplaner", Table::new(&plan_headers, plans)),
        ],
    )
}

/// Rows with their day.
type Dated = Vec<(crate::dates::Date, Vec<Cell>)>;

/// A year's projects and plans of action.
fn rows(year: i32, practices: &Practices) -> (Dated, Dated) {
    let plan = plan::for_year(year);
    let mut rng = Rng::new(&format!("kap-s modules {year}"));
    let asking = practices.in_contact(plan);
    let (own, others) = plan.projects;
    let mut regions: Vec<&str> = vec!["Region Sjælland"; own];
    regions.extend((0..others).map(|_| *rng.pick(&OTHER_REGIONS)));
    rng.shuffle(&mut regions);
    let days = workdays(&mut rng, year, own + others);
    let mut projects = Vec::new();
    for (i, (day, region)) in days.into_iter().zip(regions).enumerate() {
        let practice = if region == "Region Sjælland" { rng.pick(&asking).clone() } else { String::new() };
        let number = format!("MM{year}-{:02}", i + 1);
        projects.push((day, row![number, day, *rng.pick(&TOPICS), region, practice]));
    }
    let mut plans = Vec::new();
    for (i, day) in workdays(&mut rng, year, plan.action_plans).into_iter().enumerate() {
        let number = format!("HP{year}-{:02}", i + 1);
        plans.push((day, row![number, day, *rng.pick(&TOPICS), rng.pick(&asking)]));
    }
    (projects, plans)
}
