//! Imitates the calendar of courses and meetings: one row for each session, one booking number for each sign-up.

use std::path::Path;

use crate::dates::{Date, exported, joint_dates, workdays};
use crate::output::{Done, Sheet, Table, row, write_xlsx};
use crate::plan::{self, Plan};
use crate::rng::Rng;

/// What the lighter meetings are about.
const THEMES: [&str; 8] = [
    "Hudens signaler",
    "Den travle konsultation",
    "Smerter, der bliver",
    "Lungefunktion i hverdagen",
    "Unge og trivsel",
    "Sår og sårpleje",
    "Svimmelhed",
    "Søvn uden medicin",
];

/// A session; sessions of one sign-up share `sign_up`.
struct Session {
    sign_up: usize,
    day: Date,
    title: String,
    kind: &'static str,
    audience: &'static str,
    participants: usize,
}

/// Writes the export of the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new(&format!("course spellings {}", plan.year));
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        for Session { sign_up, day, title, kind, audience, participants } in sessions(year) {
            if exported(day, plan.year) {
                let booking = format!("{year}-{sign_up:03}");
                let kind = rng.spelled(kind, &[("Lokal praksisdag", "Praksisdag")]);
                rows.push(row![booking, day, title, kind, audience, participants]);
            }
        }
    }
    let headers = ["Bookingnr.", "Dato", "Titel", "Type", "Målgruppe", "Deltagere"];
    let name = format!("kurser-og-moeder-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Kurser og møder", Table::new(&headers, rows))])
}

/// A year's sessions, by day.
fn sessions(year: i32) -> Vec<Session> {
    let plan = plan::for_year(year);
    let mut rng = Rng::new(&format!("courses {year}"));
    let mut all: Vec<Session> = Vec::new();
    let mut sign_up = 100;
    let mut add = |days: &[Date], title: &str, kind, audience, participants: [usize; 2], one: bool| {
        for (i, &day) in days.iter().enumerate() {
            sign_up += usize::from(i == 0 || !one);
            let participants = participants[0] + rng.below(participants[1] - participants[0] + 1);
            all.push(Session { sign_up, day, title: title.into(), kind, audience, participants });
        }
    };

    let clinic = "Læger; Praksispersonale";
    let title = "Kvalitetsudvikling i egen klinik";
    let days = joint_dates(title, year, plan.workshops.0);
    add(&days, title, "Workshop", clinic, [14, 24], false);
    let days = joint_dates("LedelsesUdvikling i Praksis", year, plan.workshops.1);
    add(&days, "Ledelse og Udvikling i Praksis", "Kursus", "Læger", [16, 20], true);
    let title = "Fyraftensmøde for ældre læger";
    let days = joint_dates(title, year, plan.evening_meetings.0);
    add(&days, title, "Fyraftensmøde", "Læger", [18, 35], false);
    let title = "Fyraftensseminar om etablering i almen praksis";
    let days = joint_dates(title, year, plan.workshops.2);
    add(&days, title, "Fyraftensmøde", "Uddannelseslæger", [12, 28], false);

    let (at_home, local, online) = plan.meetings;
    let several = [
        ("Fyraftensmøde", "Fyraftensmøde", plan.evening_meetings.1, "Læger", [15, 40]),
        ("Lokal praksisdag", "Lokal praksisdag", local, clinic, [25, 70]),
        ("Virtuel praksisdag", "Virtuel praksisdag", online, clinic, [40, 110]),
    ];
    let mut spread = Rng::new(&format!("course days {year}"));
    for (name, kind, count, audience, participants) in several {
        for day in workdays(&mut spread, year, count) {
            let title = format!("{name}: {}", spread.pick(&THEMES));
            add(&[day], &title, kind, audience, participants, false);
        }
    }
    // One in January and the others in December, close enough to New Year to be in two exports.
    for i in 0..at_home {
        let day = if i == 0 { Date::ymd(year, 1, 18) } else { Date::ymd(year, 12, 9 + i as i32) };
        let title = format!("Gå-hjem-møde: {}", spread.pick(&THEMES));
        add(&[day.workday()], &title, "Gå-hjem-møde", "Læger", [10, 30], false);
    }
    for &(title, kind, audience, day, participants) in plan.events {
        if day.parts().0 == year {
            add(&[day], title, kind, audience, [participants; 2], false);
        }
    }
    all.sort_by_key(|session| session.day);
    all
}
