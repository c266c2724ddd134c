//! Imitates the region's follow-up on the cooperation of hospitals and general practice (HAPS): the themes of the survey of 2021,
//! and what has been done about each. The names of the themes, the meetings' subjects and all activities are invented.

use std::path::Path;

use crate::dates::{Date, exported, year_end};
use crate::output::{Done, EXCEL_CSV, Table, row, write_csv};
use crate::plan::{self, DIALOGUE, Plan};
use crate::rng::Rng;

/// A theme, and how often it has been on a theme day, in a working group and in a trial until the end of 2023 and in 2024.
const THEMES: [(&str, [usize; 3], [usize; 3]); 8] = [
    ("Henvisninger", [1, 2, 2], [0, 1, 1]),
    ("Epikriser", [1, 2, 3], [0, 0, 1]),
    ("Telefonisk kontakt", [1, 1, 1], [0, 0, 0]),
    ("Adgang til rådgivning", [1, 1, 2], [0, 1, 0]),
    ("Fordeling af opgaver", [2, 2, 0], [1, 1, 0]),
    ("Prøver og svar", [0, 2, 1], [0, 1, 0]),
    ("Medicin ved udskrivelse", [1, 1, 1], [0, 0, 1]),
    ("Kendskab til hinanden", [2, 0, 0], [1, 0, 0]),
];

/// Subjects of the yearly meetings.
const SUBJECTS: [(i32, &str); 3] = [
    (2022, "2022: Fra undersøgelse til handling"),
    (2023, "2023: Den gode overgang"),
    (2024, "2024: Klynger på tværs af sektorer"),
];

/// The meeting of 2022, which is older than the plans, and its participants.
const FIRST_MEETING: (i32, i32, i32, usize) = (2022, 9, 27, 52);

/// Writes the list of activities and that of meetings as they were at the end of the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let mut rng = Rng::new("haps");
    let mut rows = Vec::new();
    for (theme, before, last_year) in THEMES {
        for (form, [before, now]) in
            ["Temadag", "Arbejdsgruppe", "Prøvehandling"].into_iter().zip([0, 1, 2].map(|i| [before[i], last_year[i]]))
        {
            let spans = [
                (before, Date::ymd(2022, 2, 1), Date::ymd(2023, 11, 30)),
                (now, Date::ymd(2024, 2, 1), Date::ymd(2024, 11, 30)),
            ];
            for (count, from, to) in spans {
                for _ in 0..count {
                    let day = Date::between(&mut rng, from, to).workday();
                    if day <= year_end(plan.year) {
                        rows.push((day, theme, form));
                    }
                }
            }
        }
    }
    rows.sort();
    let rows = rows.into_iter().enumerate().map(|(i, (day, theme, form))| row![i + 1, day, theme, form]);
    let headers = ["Nr.", "Begyndt", "Tema", "Form"];
    write_csv(&dir.join("haps-aktiviteter.csv"), &EXCEL_CSV, &Table::new(&headers, rows.collect()))?;

    let (year, month, day, participants) = FIRST_MEETING;
    let first = (Date::ymd(year, month, day), participants);
    let later = [2023, 2024].into_iter().filter_map(|year| {
        let (_, _, _, day, participants) = plan::for_year(year).events.iter().find(|event| event.0 == DIALOGUE)?;
        Some((*day, *participants))
    });
    let meetings =
        [first].into_iter().chain(later).filter(|(day, _)| *day <= year_end(plan.year) || exported(*day, plan.year));
    let rows = meetings.map(|(day, participants)| {
        let subject = SUBJECTS.iter().find(|(year, _)| *year == day.parts().0).map_or("", |(_, subject)| subject);
        row![day, subject, participants]
    });
    let headers = ["Dato", "Emne", "Deltagere"];
    write_csv(&dir.join("haps-dialogmoeder.csv"), &EXCEL_CSV, &Table::new(&headers, rows.collect()))
}
