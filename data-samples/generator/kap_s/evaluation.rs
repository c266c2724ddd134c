//! Imitates the survey system: a row for each person who answered the questionnaire after an event.

use std::path::Path;

use super::education::{Event, events};
use super::plan::Plan;
use crate::output::{DateStyle, Dialect, Done, Encoding, Table, row, write_csv};
use crate::rng::Rng;

/// The system's dialect.
const DIALECT: Dialect = Dialect { separator: b';', encoding: Encoding::Utf8Bom, dates: DateStyle::Iso, crlf: false };
/// The answers that count as yes.
const HIGH: [&str; 2] = ["I meget høj grad", "I høj grad"];
/// Those that do not.
const LOW: [&str; 3] = ["I nogen grad", "I mindre grad", "Slet ikke"];

/// Writes the answers about the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new(&format!("kap-s answers {}", plan.year));
    let (count, high) = plan.answers;
    let columns = high.map(|high| answers(&mut rng, count, high));
    let held = events(plan.year);
    let mut about: Vec<&Event> = Vec::new();
    for i in 0..count {
        // Every event has one answer at least.
        about.push(if i < held.len() { &held[i] } else { rng.pick(&held) });
    }
    about.sort_by(|a, b| a.number.cmp(&b.number));
    let mut rows = Vec::new();
    for (i, event) in about.into_iter().enumerate() {
        let day = event.day.plus(rng.below(5) as i32);
        let [satisfied, learned, relevant] = [0, 1, 2].map(|question| columns[question][i]);
        rows.push(row![format!("{}", 31_000 + i * 13), day, &event.number, event.kind, satisfied, learned, relevant]);
    }
    let headers = [
        "Besvarelse",
        "Afsluttet",
        "Arrangement",
        "Type",
        "Alt i alt tilfreds",
        "Har fået ny viden",
        "Relevant for arbejdet i klinikken",
    ];
    write_csv(&dir.join(format!("evaluering-{}.csv", plan.year)), &DIALECT, &Table::new(&headers, rows))
}

/// The answers to one question in random order.
fn answers(rng: &mut Rng, count: usize, high: usize) -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for i in 0..count {
        // Few answer at the far end of the scale.
        let low = if rng.one_in(5) { 1 + rng.below(2) } else { 0 };
        all.push(if i < high { *rng.pick(&HIGH) } else { LOW[low] });
    }
    rng.shuffle(&mut all);
    all
}
