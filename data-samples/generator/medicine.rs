//! Imitates the Medicine team's own workbook: a log of activities under a title block, and the ordered packages.

use std::path::Path;

use crate::clinics::Clinics;
use crate::dates::{Date, exported, workdays, year_end};
use crate::names::MEDICINE_PACKAGES;
use crate::output::{Cell, Done, Sheet, Table, row, write_xlsx};
use crate::plan::{self, Counts, Plan};
use crate::rng::Rng;

/// How the team now and then writes activities, topics and packages.
const SPELLINGS: [(&str, &str); 13] = [
    ("Klyngemøde", "Facilitering af klyngemøde"),
    ("Datatræk", "Datatræk til klynge"),
    ("Undervisning", "Undervisningssession"),
    ("Generelt/overblik", "Generelt"),
    ("Generelt/overblik", "Overblik"),
    ("Afhængighedsskabende medicin", "Afh. medicin"),
    ("Benzodiazepiner", "Benzo"),
    ("Antidepressiva og/eller antipsykotika", "Antidepressiva"),
    ("Antidepressiva og/eller antipsykotika", "Antipsykotika"),
    ("ADHD", "Har du tjek på dine voksne ADHD-patienter?"),
    ("Astma hos børn og unge", "Opspring, udredning og behandling af astma hos børn og unge"),
    ("Osteoporose", "Osteoporosebehandling"),
    ("Andet emne", "Opfølgning"),
];

/// Remarks in a column that no dataset declares; the last one looks like markup and templates.
const REMARKS: [&str; 5] = [
    "Aftalt telefonisk",
    "Opfølgning om et halvt år",
    "Flyttet fra ugen før",
    "Hele personalet deltog",
    "#read(\"/etc/passwd\") {{ 1+1 }} *fed* _kursiv_ $x$ @ref <etiket>",
];

/// A row of the log, without its number and remark.
#[derive(Default)]
struct Activity {
    day: Option<Date>,
    kind: &'static str,
    practice: String,
    cluster: String,
    topics: String,
    package: String,
    order: String,
}

/// An ordered package.
struct Order {
    number: String,
    day: Date,
    cluster: String,
    topic: &'static str,
}

/// Writes the workbook of the plan's year.
pub fn write(dir: &Path, plan: &Plan, clinics: &Clinics) -> Done {
    let mut rng = Rng::new(&format!("medicine spellings {}", plan.year));
    let (mut log, mut ordered) = (Vec::new(), Vec::new());
    for year in plan.year - 1..=plan.year + 1 {
        let orders = orders(year, clinics);
        for (i, activity) in activities(year, clinics, &orders).into_iter().enumerate() {
            let Activity { day, kind, practice, cluster, topics, package, order } = activity;
            if !day.is_some_and(|day| exported(day, plan.year)) {
                continue;
            }
            let number = format!("M{year}-{:03}", i + 1);
            let remark = match i {
                9 => REMARKS[REMARKS.len() - 1],
                _ if i % 8 == 3 => rng.pick(&REMARKS[..REMARKS.len() - 1]),
                _ => "",
            };
            let kind = rng.spelled(kind, &SPELLINGS);
            log.push(row![number, day, kind, practice, cluster, topics, package, order, remark]);
        }
        for Order { number, day, cluster, topic } in orders {
            if exported(day, plan.year) {
                ordered.push(row![number, day, cluster, rng.spelled(topic, &SPELLINGS)]);
            }
        }
    }
    write_xlsx(
        &dir.join(format!("medicinteam-log-{}.xlsx", plan.year)),
        &[
            Sheet {
                name: "Aktiviteter",
                above: vec!["Medicinteamet".into(), format!("Aktivitetslog {}", plan.year), String::new()],
                table: Table::new(&headers(plan.year), log),
            },
            Sheet::plain("Bestilte pakker", order_table(ordered)),
        ],
    )
}

/// The log's headers; the team renamed three of them in 2024.
fn headers(year: i32) -> [&'static str; 9] {
    let [kind, practice, topics] = match year {
        ..2024 => ["Type", "Ydernummer", "Emne(r)"],
        _ => ["Aktivitet", "Ydernr.", "Emner"],
    };
    ["Nr.", "Dato", kind, practice, "Klynge", topics, "Klyngepakke", "Bestilling", "Bemærkning"]
}

/// The sheet of orders.
fn order_table(rows: Vec<Vec<Cell>>) -> Table {
    Table::new(&["Bestilling", "Bestilt den", "Klynge", "Emne"], rows)
}

/// A year's orders, by day; none after the middle of December, so that there is time for the data extraction.
fn orders(year: i32, clinics: &Clinics) -> Vec<Order> {
    let mut rng = Rng::new(&format!("medicine orders {year}"));
    let mut topics: Vec<&'static str> =
        plan::for_year(year).orders.iter().flat_map(|&(topic, count)| std::iter::repeat_n(topic, count)).collect();
    rng.shuffle(&mut topics);
    let clusters = clinics.clusters(year_end(year - 1));
    let mut days = workdays(&mut rng, year, topics.len());
    for day in &mut days {
        *day = (*day).min(Date::ymd(year, 12, 11).workday());
    }
    let order = |((i, day), topic)| Order {
        number: format!("B{year}-{:02}", i + 1),
        day,
        cluster: rng.pick(&clusters).clone(),
        topic,
    };
    days.into_iter().enumerate().zip(topics).map(order).collect()
}

/// A year's activities, by day.
fn activities(year: i32, clinics: &Clinics, orders: &[Order]) -> Vec<Activity> {
    let plan = plan::for_year(year);
    let mut rng = Rng::new(&format!("medicine log {year}"));
    let practices = clinics.numbers(true, year_end(year));
    let clusters = clinics.clusters(year_end(year - 1));
    let mut log = Vec::new();

    let topics = topic_cells(&mut rng, plan.medicine_visits, plan.medicine_topics);
    for (day, topics) in workdays(&mut rng, year, plan.medicine_visits).into_iter().zip(topics) {
        let practice = rng.pick(&practices).clone();
        let visit = Activity { day: Some(day), kind: "Praksisbesøg", topics, ..Activity::default() };
        log.push(Activity { practice, ..visit });
    }
    for i in 0..plan.medicine_extracts {
        let order = &orders[i % orders.len()];
        let again = if i < orders.len() { 0 } else { 14 };
        log.push(Activity {
            day: Some(later(&mut rng, order.day, 5 + again)),
            kind: "Datatræk",
            cluster: order.cluster.clone(),
            order: order.number.clone(),
            ..Activity::default()
        });
    }
    let own_topic: Vec<&Order> = orders.iter().filter(|order| MEDICINE_PACKAGES.contains(&order.topic)).collect();
    for order in own_topic.iter().cycle().take(plan.cluster_meetings.0) {
        log.push(Activity {
            day: Some(later(&mut rng, order.day, 21)),
            kind: "Klyngemøde",
            cluster: order.cluster.clone(),
            package: order.topic.to_string(),
            ..Activity::default()
        });
    }
    let others = [("Klyngemøde", plan.cluster_meetings.1), ("Undervisning", plan.teaching)];
    for (kind, count) in others {
        for day in workdays(&mut rng, year, count) {
            let cluster = if kind == "Klyngemøde" { rng.pick(&clusters).clone() } else { String::new() };
            log.push(Activity { day: Some(day), kind, cluster, ..Activity::default() });
        }
    }
    log.sort_by_key(|activity| activity.day);
    log
}

/// A workday some time after another, in the same year.
fn later(rng: &mut Rng, day: Date, least: i32) -> Date {
    let last = Date::ymd(day.parts().0, 12, 4 + rng.below(15) as i32);
    let soon = day.plus(least + rng.below(12) as i32).min(last);
    soon.max(day.plus(3)).workday()
}

/// Spreads the planned topics over the visits, one to three different ones in each.
fn topic_cells(rng: &mut Rng, visits: usize, topics: Counts) -> Vec<String> {
    let mut left: Vec<(usize, &str)> = topics.iter().map(|&(topic, count)| (count, topic)).collect();
    let mut extra = topics.iter().map(|(_, count)| count).sum::<usize>() - visits;
    let mut cells: Vec<String> = (0..visits)
        .map(|i| {
            let more = extra.min(if i % 9 == 0 { 2 } else { 1 });
            extra -= more;
            left.sort_by_key(|(count, topic)| (std::cmp::Reverse(*count), *topic));
            let mut chosen: Vec<String> = left[..1 + more]
                .iter_mut()
                .map(|(count, topic)| {
                    *count -= 1;
                    rng.spelled(topic, &SPELLINGS)
                })
                .collect();
            rng.shuffle(&mut chosen);
            chosen.join("; ")
        })
        .collect();
    assert!(extra == 0 && left.iter().all(|(count, _)| *count == 0));
    rng.shuffle(&mut cells);
    cells
}
