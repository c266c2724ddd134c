//! Imitates the register of continuing education groups (DGE), the talks with their leaders, and the calendar of events.

use std::path::Path;

use super::organisation::THEME_DAY;
use super::plan::{self, GROUPS, Plan};
use crate::dates::{Date, Spell, exported, joint_dates, workdays, year_end};
use crate::output::{Done, EXCEL_CSV, Sheet, Table, row, write_csv, write_xlsx};
use crate::rng::Rng;

/// Kinds of groups, in the order of the plan.
const KINDS: [&str; 3] = ["Emnegruppe", "Supervisionsgruppe", "Juniorgruppe"];
/// How the register writes some of them.
const SPELLINGS: [(&str, &str); 2] = [("Emnegruppe", "Emne"), ("Supervisionsgruppe", "Supervision")];

/// The register of groups with its history.
pub struct Groups {
    all: Vec<(usize, Spell)>,
}

impl Groups {
    /// Invents a register that agrees with the plan at each year's end.
    pub fn invent() -> Groups {
        let mut rng = Rng::new("kap-s groups");
        let mut all: Vec<(usize, Spell)> = Vec::new();
        let mut before = [0_usize; 3];
        for (year, counts) in GROUPS {
            let first = if year == GROUPS[0].0 { Date::ymd(2008, 1, 1) } else { Date::ymd(year, 1, 5) };
            for (kind, count) in counts.into_iter().enumerate() {
                // In most years one group closes although others open.
                let closing = usize::from(kind < 2 && before[kind] > 0).max(before[kind].saturating_sub(count));
                let open = all.iter_mut().filter(|(of, spell)| *of == kind && spell.last.is_none()).take(closing);
                for (_, spell) in open {
                    spell.last = Some(Date::between(&mut rng, Date::ymd(year, 1, 5), Date::ymd(year, 12, 15)));
                }
                for _ in 0..count + closing - before[kind] {
                    let from = Date::between(&mut rng, first, Date::ymd(year, 12, 15));
                    all.push((kind, Spell::since(from)));
                }
            }
            before = counts;
        }
        Groups { all }
    }

    /// Writes the register as exported in the middle of January after the plan's year.
    pub fn write(&self, dir: &Path, plan: &Plan) -> Done {
        let mut rng = Rng::new(&format!("kap-s group spellings {}", plan.year));
        let exported = Date::ymd(plan.year + 1, 1, 15);
        let rows = self.all.iter().enumerate().filter_map(|(i, (kind, spell))| {
            let Spell { from, last } = spell.known_by(exported)?;
            Some(row![format!("DGE{:03}", i + 1), rng.spelled(KINDS[*kind], &SPELLINGS), from, last])
        });
        let table = Table::new(&["Gruppe", "Gruppetype", "Oprettet", "Nedlagt"], rows.collect());
        write_csv(&dir.join("dge-grupper.csv"), &EXCEL_CSV, &table)
    }

    /// Writes the list of talks with leaders of groups that still exist at the end of the plan's year.
    pub fn write_talks(&self, dir: &Path, plan: &Plan) -> Done {
        let mut rng = Rng::new(&format!("kap-s talks {}", plan.year));
        let standing = self.all.iter().enumerate().filter(|(_, (_, spell))| spell.holds(year_end(plan.year)));
        let mut groups: Vec<String> = standing.map(|(i, _)| format!("DGE{:03}", i + 1)).collect();
        rng.shuffle(&mut groups);
        assert!(groups.len() >= plan.leaders);
        groups.truncate(plan.leaders);
        // Some leaders are talked with twice.
        let again: Vec<String> = groups.iter().take(plan.leaders / 6).cloned().collect();
        groups.extend(again);
        let days = workdays(&mut rng, plan.year, groups.len());
        let rows = days.into_iter().zip(groups).map(|(day, group)| row![day, group]).collect();
        let table = Table::new(&["Dato", "Gruppe"], rows);
        write_csv(&dir.join(format!("dge-ledersamtaler-{}.csv", plan.year)), &EXCEL_CSV, &table)
    }
}

/// An event.
pub struct Event {
    /// Its number in the calendar.
    pub number: String,
    /// When.
    pub day: Date,
    /// What kind of event.
    pub kind: &'static str,
    /// How many came.
    pub participants: usize,
}

/// A year's events by day.
pub fn events(year: i32) -> Vec<Event> {
    let mut rng = Rng::new(&format!("kap-s events {year}"));
    let mut all: Vec<Event> = Vec::new();
    for &(kind, count, participants) in plan::for_year(year).events {
        let days = if kind == THEME_DAY { joint_dates(kind, year, count) } else { workdays(&mut rng, year, count) };
        let mut left = participants;
        for (i, day) in days.into_iter().enumerate() {
            // About as many at each of them; the last one has the rest.
            let rest = count - i;
            let even = left / rest;
            let come = if rest == 1 { left } else { even - even / 4 + rng.below(1 + even / 2) };
            left -= come;
            all.push(Event { number: String::new(), day, kind, participants: come });
        }
    }
    all.sort_by_key(|event| event.day);
    for (i, event) in all.iter_mut().enumerate() {
        event.number = format!("A{}-{:02}", year % 100, i + 1);
    }
    all
}

/// Writes the calendar of the plan's year and of the weeks around it.
pub fn write_events(dir: &Path, plan: &Plan) -> Done {
    let all = (plan.year - 1..=plan.year + 1).flat_map(events).filter(|event| exported(event.day, plan.year));
    let rows = all.map(|Event { number, day, kind, participants }| row![number, day, kind, participants]).collect();
    let table = Table::new(&["Arrangement", "Dato", "Type", "Deltagere"], rows);
    let name = format!("arrangementer-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Kalender", table)])
}
