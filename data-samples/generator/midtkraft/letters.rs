//! Imitates two sources about letters from hospitals at discharge: how many were sent in each colour, and an audit.

use std::path::Path;

use super::plan::{AUDIT, LETTERS};
use crate::dates::{Date, spread};
use crate::output::{Cell, Done, Sheet, Table, WINDOWS_CSV, row, with_points, write_csv, write_xlsx};
use crate::rng::Rng;

/// Months with the new colours, November 2019 to June 2021.
const MONTHS: usize = 20;
/// Who sends.
const SENDERS: [&str; 2] = ["Hospitaler", "Psykiatri"];
/// The audited departments: fictional.
const DEPARTMENTS: usize = 24;

/// Writes both.
pub fn write(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft letters");
    let mut rows = Vec::new();
    for (colour, count) in LETTERS {
        let weights: Vec<f64> =
            (0..MONTHS * SENDERS.len()).map(|i| [9.0, 1.0][i % 2] * (0.85 + 0.3 * rng.unit())).collect();
        let whole: f64 = weights.iter().sum();
        let mut parts: Vec<usize> = weights.iter().map(|part| (part / whole * count as f64) as usize).collect();
        parts[0] += count - parts.iter().sum::<usize>();
        for (i, part) in parts.into_iter().enumerate() {
            let month = (10 + i / 2) as i32;
            let day = Date::ymd(2019 + month / 12, 1 + month % 12, 1);
            rows.push((day, i % 2, row![day, SENDERS[i % 2], colour, with_points(part)]));
        }
    }
    rows.sort_by_key(|(day, sender, _)| (*day, *sender));
    let rows = rows.into_iter().map(|(.., row)| row).collect();
    let table = Table::new(&["Måned", "Afsender", "Farve", "Epikriser"], rows);
    write_csv(&dir.join("epikriser-farver.csv"), &WINDOWS_CSV, &table)?;
    write_audit(dir)
}

/// The audit's sheet: a row for each letter.
fn write_audit(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft audit");
    let mut judged: Vec<(&str, bool)> = Vec::new();
    for (colour, fitting, unfitting) in AUDIT {
        judged.extend(vec![(colour, true); fitting]);
        judged.extend(vec![(colour, false); unfitting]);
    }
    rng.shuffle(&mut judged);
    let days = spread(&mut rng, Date::ymd(2020, 2, 3), Date::ymd(2020, 11, 13), judged.len());
    let rows: Vec<Vec<Cell>> = judged
        .into_iter()
        .zip(days)
        .enumerate()
        .map(|(i, ((colour, fits), day))| {
            let department = format!("Afdeling {:02}", 1 + rng.below(DEPARTMENTS));
            let reason = if fits { "" } else { "Sat for højt" };
            row![i + 1, day, department, colour, if fits { "Passende" } else { "Ikke passende" }, reason]
        })
        .collect();
    let table = Table::new(&["Nr.", "Gennemgået", "Afdeling", "Farve", "Vurdering", "Opfølgningsbehov"], rows);
    let above = vec!["Audit af farver på epikriser".into(), "Skema til udviklingspraksis".into(), String::new()];
    write_xlsx(&dir.join("epikrise-audit-2020.xlsx"), &[Sheet { name: "Audit", above, table }])
}
