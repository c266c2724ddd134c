//! Makes the exports: always the same rows, once.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// The declared values of »aktivitet«.
pub const ACTIVITIES: [&str; 6] = ["Praksisbesøg", "Klyngemøde", "Datatræk", "Kursus", "Opkald", "Møde"];
/// The declared values of »region«.
pub const REGIONS: [&str; 5] = ["Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland"];
/// Notes as they are in the text. One row of ten has one.
const NOTES: [&str; 5] =
    ["aflyst", "flyttet til næste uge", "ny læge", "\"aftalt; mangler svar\"", "se referatet fra mødet"];
pub const WORKBOOK_HEADERS: [&str; 6] = ["dato", "yder", "aktivitet", "region", "antal", "beloeb"];

struct Contact {
    day: NaiveDate,
    practice: u64,
    activity: &'static str,
    region: &'static str,
    people: u64,
    /// Hundredths.
    amount: u64,
    note: &'static str,
}

/// Rows of the log. A shorter log is the start of a longer one.
fn contacts(rows: usize) -> impl Iterator<Item = Contact> {
    let days: Vec<NaiveDate> =
        NaiveDate::from_ymd_opt(2022, 1, 1).expect("a day").iter_days().take_while(|day| day.year() < 2026).collect();
    // xorshift64*
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |limit: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let random = state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        (random * limit as u64) >> 32
    };
    (0..rows).map(move |_| Contact {
        day: days[below(days.len()) as usize],
        practice: 990_000 + below(10_000),
        activity: ACTIVITIES[below(ACTIVITIES.len()) as usize],
        region: REGIONS[below(REGIONS.len()) as usize],
        people: below(201),
        amount: 100 + below(999_900),
        note: NOTES.get(below(10 * NOTES.len()) as usize).copied().unwrap_or_default(),
    })
}

/// An export with `rows` rows. Makes it unless it exists with the expected size.
pub fn export(folder: &Path, name: &str, how: &str, rows: usize, bytes: Option<u64>) -> PathBuf {
    let path = folder.join(name);
    let size = fs::metadata(&path).ok().map(|file| file.len());
    if size.is_some() && (bytes.is_none() || size == bytes) {
        return path;
    }
    println!("Making {}", path.display());
    // Under another name until it is complete, so that an interrupted run leaves no half export.
    let unfinished = folder.join("unfinished");
    let mut program = Command::new(std::env::current_exe().expect("this program"));
    super::answer(program.args([how, &rows.to_string()]).arg(&unfinished)).expect("the export is made");
    fs::create_dir_all(path.parent().expect("a folder")).expect("make the folder");
    fs::rename(&unfinished, &path).expect("put the export in its place");
    let size = fs::metadata(&path).expect("the export").len();
    assert!(bytes.is_none_or(|bytes| bytes == size), "{name} has {size} bytes: the generator has changed");
    path
}

pub fn write_text(rows: usize, path: &Path) {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"));
    writeln!(out, "dato;yder;aktivitet;region;antal;beloeb;note").expect("write the headers");
    for Contact { day, practice, activity, region, people, amount, note } in contacts(rows) {
        let (date, month, year) = (day.day(), day.month(), day.year());
        let (kroner, hundredths) = (amount / 100, amount % 100);
        writeln!(
            out,
            "{date:02}-{month:02}-{year};{practice};{activity};{region};{people};{kroner},{hundredths:02};{note}"
        )
        .expect("write a row");
    }
    out.flush().expect("write the rest");
}

pub fn write_workbook(rows: usize, path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    for (column, header) in (0..).zip(WORKBOOK_HEADERS) {
        sheet.write_string(0, column, header).expect("a header");
    }
    for (row, contact) in (1..).zip(contacts(rows)) {
        let (year, month, day) = (contact.day.year() as u16, contact.day.month() as u8, contact.day.day() as u8);
        let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
        sheet.write_datetime_with_format(row, 0, &day, &date).expect("a date");
        sheet.write_string(row, 1, contact.practice.to_string()).expect("a text");
        sheet.write_string(row, 2, contact.activity).expect("a text");
        sheet.write_string(row, 3, contact.region).expect("a text");
        sheet.write_number(row, 4, contact.people as f64).expect("a number");
        sheet.write_number(row, 5, contact.amount as f64 / 100.0).expect("a number");
    }
    workbook.save(path).expect("save the workbook");
}
