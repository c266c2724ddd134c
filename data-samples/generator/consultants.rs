//! Imitates the secretariat's workbook of consultants and teams; every person is a pseudonymous id.

use std::path::Path;

use crate::dates::{Date, Spell};
use crate::names::SPECIALTIES;
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::plan::{Plan, Y2023, Y2024};
use crate::rng::Rng;

/// Areas of responsibility; the first Praksiskoordinator has both the first and the last one.
const AREAS: [&str; 8] = [
    "Kronisk sygdom",
    "Børn og unge",
    "Psykisk sygdom",
    "Kræft",
    "Akut sygdom",
    "Ældre patienter",
    "Undersøgelser og prøver",
    "Samarbejde med kommuner",
];
/// Praksiskonsulenter with two departments.
const TWO_DEPARTMENTS: usize = 3;

/// Team, role, and persons at the end of 2023 and of 2024.
const ROLES: [(&str, &str, usize, usize); 14] = [
    ("Sekretariatet", "Sekretariatskonsulent", 8, 8),
    ("Sekretariatet", "Lægefaglig koordinator", 2, 2),
    ("Medicinteam", ADVISER, Y2023.medicine_consultants, Y2024.medicine_consultants),
    ("Organiseringsteam", "Organisationskonsulent", 1, 1),
    ("Organiseringsteam", ADVISER, 6, 6),
    ("Store Praksisdag-team", ADVISER, 3, 3),
    ("Patientsikkerhedsteam", ADVISER, 1, 1),
    ("IT-team", ADVISER, 1, 1),
    ("DGE-team", "Efteruddannelsesvejleder", 5, 5),
    ("DGE-team", "Efteruddannelseskoordinator", 1, 1),
    (ACROSS, COORDINATOR, AREAS.len() - 1, AREAS.len() - 1),
    (ACROSS, CONSULTANT, Y2023.practice_consultants, Y2024.practice_consultants),
    (ACROSS, "Faglig redaktør", 1, 1),
    (ACROSS, "Forløbsbeskrivelsesansvarlig", 1, 1),
];
/// The team across sectors, and roles that are mentioned more than once.
const ACROSS: &str = "Tværsektorielt team";
const ADVISER: &str = "Lægefaglig konsulent";
const COORDINATOR: &str = "Praksiskoordinator";
const CONSULTANT: &str = "Praksiskonsulent";

/// A row: one person in one role, area and department.
struct Post {
    person: usize,
    team: &'static str,
    role: &'static str,
    area: &'static str,
    department: String,
    spell: Spell,
}

/// Writes the workbook as it was in the middle of January after the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let exported = Date::ymd(plan.year + 1, 1, 15);
    let rows = posts().into_iter().filter_map(|post| {
        let Spell { from, last } = post.spell.known_by(exported)?;
        let Post { person, team, role, area, department, .. } = post;
        Some(row![format!("K{person:03}"), team, role, area, department, from, last])
    });
    let headers = ["Konsulent", "Team", "Rolle", "Ressortområde", "Afdeling", "Fra", "Til"];
    let table = Table::new(&headers, rows.collect());
    let name = format!("konsulenter-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Konsulenter", table)])
}

/// All posts there have been.
fn posts() -> Vec<Post> {
    let mut rng = Rng::new("consultants");
    let mut posts: Vec<Post> = Vec::new();
    let mut persons = 0;
    for (team, role, before, now) in ROLES {
        for i in 0..now {
            // Two in Store Praksisdag's team are also in another; patient safety and it share one.
            let person = match (team, i) {
                ("Store Praksisdag-team", 0) => holder(&posts, "Medicinteam"),
                ("Store Praksisdag-team", 1) => holder(&posts, "Organiseringsteam"),
                ("IT-team", _) => holder(&posts, "Patientsikkerhedsteam"),
                _ => {
                    persons += 1;
                    persons
                }
            };
            let first = match i < before {
                true => Date::ymd(2012 + rng.below(11) as i32, 1 + rng.below(12) as i32, 1),
                false => Date::ymd(2024, 2, 1),
            };
            let area = AREAS.get(i).filter(|_| role == COORDINATOR);
            let area = area.copied().unwrap_or_default();
            let department = if role == CONSULTANT { department(i) } else { String::new() };
            let post = Post { person, team, role, area, department, spell: Spell::since(first) };
            // In the larger roles, one was succeeded in 2024 and one left before 2023.
            if now >= 5 && i + 1 == before {
                persons += 1;
                let spell = Spell::since(Date::ymd(2024, 6, 1));
                posts.push(Post { person: persons, spell, department: post.department.clone(), ..post });
                posts.push(Post { spell: Spell::ended(first, Date::ymd(2024, 5, 31)), ..post });
                persons += 1;
                let spell = Spell::ended(Date::ymd(2011, 8, 1), Date::ymd(2022, 4, 30));
                let department = posts[posts.len() - 1].department.clone();
                posts.push(Post { person: persons, team, role, area, department, spell });
                continue;
            }
            if role == COORDINATOR && i == 0 {
                let area = AREAS[AREAS.len() - 1];
                posts.push(Post { area, department: String::new(), ..post });
            }
            if role == CONSULTANT && i < TWO_DEPARTMENTS {
                posts.push(Post { department: self::department(now + i), ..post });
            }
            posts.push(post);
        }
    }
    posts.sort_by_key(|post| post.person);
    posts
}

/// The first person who holds a post as adviser in a team.
fn holder(posts: &[Post], team: &str) -> usize {
    let post = posts.iter().find(|post| post.team == team && post.role == ADVISER);
    post.expect("the team comes earlier in the list").person
}

/// A department of an invented hospital.
fn department(i: usize) -> String {
    let hospital = ["Nord", "Syd", "Øst"][i % 3];
    format!("{}, Hospital {hospital}", SPECIALTIES[i % SPECIALTIES.len()])
}
