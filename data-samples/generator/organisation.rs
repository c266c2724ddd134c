//! Imitates the Organisation team: the export from its booking system (`;`, Windows-1252) and its own list
//! of quality visits to doctors outside clusters.

use std::path::Path;

use crate::clinics::Clinics;
use crate::dates::{Date, exported, joint_dates, workdays, year_end};
use crate::output::{Done, Sheet, Table, WINDOWS_CSV, row, write_csv, write_xlsx};
use crate::plan::{self, Plan};
use crate::rng::Rng;

/// How the booking system's older entries are written.
const SPELLINGS: [(&str, &str); 6] = [
    ("Nynedsat", "Nynedsatte"),
    ("Nynedsat", "Besøg hos nynedsat"),
    ("Workshop/kursus", "Workshop"),
    ("Workshop/kursus", "Kursus"),
    ("Salgsproces", "Støtte til salgsproces"),
    ("LedelsesUdvikling i Praksis", "LUP"),
];

/// What quality projects are about.
const PROJECTS: [&str; 6] = [
    "Opfølgning på forhøjet blodtryk",
    "Gennemgang af faste medicinordinationer",
    "Årskontrol ved type 2-diabetes",
    "Spirometri ved KOL",
    "Opioider uden for kræftbehandling",
    "Tilgængelighed på telefonen",
];

/// A booked activity.
struct Activity {
    day: Date,
    kind: &'static str,
    topic: &'static str,
    practice: String,
    course: String,
}

/// A quality visit and the practices it covered.
struct QualityVisit {
    number: String,
    day: Date,
    practices: Vec<String>,
}

/// Writes the booking system's export of the plan's year.
pub fn write_bookings(dir: &Path, plan: &Plan, clinics: &Clinics) -> Done {
    let mut rng = Rng::new(&format!("organisation spellings {}", plan.year));
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        for (i, activity) in activities(year, clinics).into_iter().enumerate() {
            let Activity { day, kind, topic, practice, course } = activity;
            if exported(day, plan.year) {
                let number = format!("{}{:04}", year % 100, 101 + i);
                let kind = rng.spelled(kind, &SPELLINGS);
                let topic = rng.spelled(topic, &SPELLINGS);
                rows.push(row![number, day, kind, topic, practice, course]);
            }
        }
    }
    let topic = if plan.year < 2024 { "Fokus" } else { "Emne" };
    let headers = ["Løbenr.", "Dato", "Aktivitet", topic, "Ydernummer", "Forløb"];
    let name = format!("organiseringsteam-{}.csv", plan.year);
    write_csv(&dir.join(name), &WINDOWS_CSV, &Table::new(&headers, rows))
}

/// Writes the list of quality visits of the plan's year.
pub fn write_quality_visits(dir: &Path, plan: &Plan, clinics: &Clinics) -> Done {
    let mut rows = Vec::new();
    for year in plan.year - 1..=plan.year + 1 {
        for QualityVisit { number, day, practices } in quality_visits(year, clinics) {
            if !exported(day, plan.year) {
                continue;
            }
            let mut rng = Rng::new(&number);
            let project = *rng.pick(&PROJECTS);
            let followed =
                Some(day.plus(90 + rng.below(60) as i32).workday()).filter(|followed| *followed <= year_end(plan.year));
            for practice in practices {
                rows.push(row![&number, day, practice, project, true, followed]);
            }
        }
    }
    let headers = ["Besøg", "Dato", "Ydernr.", "Kvalitetsprojekt", "Databaseret", "Fulgt op"];
    let name = format!("kvalitetsbesoeg-{}.xlsx", plan.year);
    write_xlsx(&dir.join(name), &[Sheet::plain("Kvalitetsbesøg", Table::new(&headers, rows))])
}

/// A year's quality visits, to practices outside clusters at its end; the first visits cover two.
fn quality_visits(year: i32, clinics: &Clinics) -> Vec<QualityVisit> {
    let (visits, covered) = plan::for_year(year).quality_visits;
    let mut rng = Rng::new(&format!("quality visits {year}"));
    let mut outside = clinics.numbers(false, year_end(year));
    rng.shuffle(&mut outside);
    let mut outside = outside.into_iter();
    let days = workdays(&mut rng, year, visits);
    let visit = |(i, day): (usize, Date)| QualityVisit {
        number: format!("KB-{year}-{:02}", i + 1),
        day,
        practices: outside.by_ref().take(1 + usize::from(i < covered - visits)).collect(),
    };
    days.into_iter().enumerate().map(visit).collect()
}

/// A year's activities, by day.
fn activities(year: i32, clinics: &Clinics) -> Vec<Activity> {
    let plan = plan::for_year(year);
    let mut rng = Rng::new(&format!("organisation {year}"));
    let practices = clinics.numbers(true, year_end(year));
    let mut log = Vec::new();
    let mut add = |day, kind, topic, practice: &str, course: &str| {
        let (practice, course) = (practice.to_string(), course.to_string());
        log.push(Activity { day, kind, topic, practice, course });
    };

    for &(kind, topic, count) in plan.organisation {
        let visits = ["Praksisbesøg", "Lægehøringsbesøg", "Nynedsat"].contains(&kind);
        for day in workdays(&mut rng, year, count) {
            add(day, kind, topic, if visits { rng.pick(&practices).as_str() } else { "" }, "");
        }
    }
    let evening = "Fyraftensmøde for ældre læger";
    for day in joint_dates(evening, year, plan.evening_meetings.0) {
        add(day, "Arrangement", evening, "", "");
    }
    let (rows, meetings) = plan.cluster_visits;
    for (i, day) in workdays(&mut rng, year, meetings).into_iter().enumerate() {
        // The first meetings had two packages each, and so two rows.
        for _ in 0..1 + usize::from(i < rows - meetings) {
            add(day, "Klyngebesøg", "", "", &format!("KM-{year}-{:02}", i + 1));
        }
    }
    for QualityVisit { number, day, practices } in quality_visits(year, clinics) {
        add(day, "Kvalitetsbesøg", "", &practices[0], &number);
    }
    let workshops = [
        ("Kvalitetsudvikling i egen klinik", "KV", plan.workshops.0),
        ("LedelsesUdvikling i Praksis", "LUP", plan.workshops.1),
        ("Fyraftensseminar om etablering i almen praksis", "SEM", plan.workshops.2),
    ];
    for (topic, short, sessions) in workshops {
        for day in joint_dates(topic, year, sessions) {
            add(day, "Workshop/kursus", topic, "", &format!("{short}-{year}"));
        }
    }
    log.sort_by_key(|activity| activity.day);
    log
}
