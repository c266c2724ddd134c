//! Imitates three lists of practices: those that get help with leadership and organisation, those that try things out, and
//! applications to the grant Spirekassen.

use std::path::Path;

use super::clusters::Region;
use super::plan::{DEVELOPMENT_PRACTICES, GRANTS, LAST, ORGANISATION};
use crate::dates::{Date, Spell, spread};
use crate::output::{Done, EXCEL_CSV, Sheet, Table, WINDOWS_CSV, row, write_csv, write_xlsx};
use crate::rng::Rng;

/// Why practices ask for help.
const OCCASIONS: [&str; 3] = ["Samarbejde og ledelse", "Organisering af opgaver", "Nynedsat"];
/// How the oldest entries are written.
const SPELLINGS: [(&str, &str); 2] =
    [("Afsluttet efter 1. besøg", "Afsluttet efter første besøg"), ("Organisering af opgaver", "Organisering")];
/// What the development practices worked on, and how.
const THEMES: [(&str, &str, Date); 8] = [
    ("Urinvejsinfektion hos plejehjemsbeboere", "Audit", Date::ymd(2019, 9, 1)),
    ("Receptfornyelser", "Nye arbejdsgange", Date::ymd(2019, 10, 1)),
    ("Røde og gule epikriser", "Audit", Date::ymd(2020, 1, 1)),
    ("Videokonsultation i foråret 2020", "Interview", Date::ymd(2020, 5, 1)),
    ("ARRIBA om risiko for hjertesygdom", "Test af redskab", Date::ymd(2020, 8, 1)),
    ("Antipsykotisk medicin og årskontrol", "Nye arbejdsgange", Date::ymd(2020, 10, 1)),
    ("PREPAIR før årskontrol ved polyfarmaci", "Test af redskab", Date::ymd(2020, 11, 1)),
    ("MOSAIC om flere sygdomme på én gang", "Test af redskab", Date::ymd(2021, 2, 1)),
];
/// Themes of Spirekassen's projects.
const GRANT_THEMES: [&str; 4] = ["Medicin", "Diagnostik", "Behandlingstilbud", "Arbejdsgange"];
/// The most that all projects of a year may get.
const GRANT_LIMIT: usize = 270_000;

/// Writes the list of help with leadership and organisation.
pub fn write_courses(dir: &Path, region: &Region) -> Done {
    let mut rng = Rng::new("midtkraft organisation");
    let (all, first_visit, ended) = ORGANISATION;
    let mut states = vec!["I gang"; all - first_visit - ended];
    states.extend(vec!["Afsluttet efter 1. besøg"; first_visit]);
    states.extend(vec!["Afsluttet"; ended]);
    rng.shuffle(&mut states);
    let mut practices = region.numbers();
    rng.shuffle(&mut practices);
    let mut days = spread(&mut rng, Date::ymd(2019, 9, 9), LAST.plus(-12), all);
    // The list was exported in August: the last two practices asked after the period.
    days.extend([Date::ymd(2021, 7, 1), Date::ymd(2021, 8, 9)]);
    states.extend(["I gang"; 2]);
    let mut rows = Vec::new();
    for (i, ((day, state), practice)) in days.into_iter().zip(states).zip(practices).enumerate() {
        let visit = (i < all).then(|| day.plus(14 + rng.below(30) as i32).workday().min(LAST));
        let (occasion, state) = (rng.spelled(occasion_of(i), &SPELLINGS), rng.spelled(state, &SPELLINGS));
        rows.push(row![format!("LO-{:02}", i + 1), day, practice, occasion, visit, state]);
    }
    let headers = ["Forløb", "Henvendelse", "Ydernummer", "Anledning", "Første besøg", "Status"];
    write_csv(&dir.join("ledelse-og-organisation.csv"), &WINDOWS_CSV, &Table::new(&headers, rows))
}

/// The occasion of the list's n-th practice: more ask about leadership than about anything else.
fn occasion_of(i: usize) -> &'static str {
    OCCASIONS[[0, 1, 0, 2, 1, 0, 2][i % 7]]
}

/// Writes the lists of practices that try things out, and of what they worked on.
pub fn write_development(dir: &Path, region: &Region) -> Done {
    let mut rng = Rng::new("midtkraft development");
    let (before, after) = DEVELOPMENT_PRACTICES;
    let mut practices = region.numbers();
    rng.shuffle(&mut practices);
    let mut rows = Vec::new();
    for (i, practice) in practices.into_iter().take(before).enumerate() {
        let from = Date::ymd(2014 + rng.below(5) as i32, 1 + rng.below(9) as i32, 1);
        let spell = if i < after { Spell::since(from) } else { Spell::ended(from, Date::ymd(2019, 12, 31)) };
        rows.push(row![practice, spell.from, spell.last]);
    }
    let table = Table::new(&["Ydernr.", "Fra", "Til"], rows);
    write_csv(&dir.join("udviklingspraksis.csv"), &EXCEL_CSV, &table)?;
    let themes = THEMES.iter().map(|&(theme, kind, began)| row![theme, kind, began]).collect();
    let table = Table::new(&["Tema", "Metode", "Begyndt"], themes);
    write_csv(&dir.join("udviklingspraksis-temaer.csv"), &EXCEL_CSV, &table)
}

/// Writes the applications to Spirekassen since its first year.
pub fn write_grants(dir: &Path) -> Done {
    let mut rng = Rng::new("midtkraft grants");
    let mut rows = Vec::new();
    for (year, received, granted) in GRANTS {
        // Those of 2019 that were granted came in its second half.
        let (first, last) = match year {
            2019 => (Date::ymd(2019, 8, 5), Date::ymd(2019, 11, 29)),
            2021 => (Date::ymd(2021, 2, 1), Date::ymd(2021, 5, 31)),
            _ => (Date::ymd(year, 2, 3), Date::ymd(year, 11, 27)),
        };
        let mut answers = vec![true; granted];
        answers.extend(vec![false; received - granted]);
        rng.shuffle(&mut answers);
        let days = spread(&mut rng, first.workday(), last.workday(), received);
        for (i, (day, granted_now)) in days.into_iter().zip(answers).enumerate() {
            let theme = *rng.pick(&GRANT_THEMES);
            let wanted = (18 + rng.below(33)) * 1_000;
            let given = if granted_now { wanted.min(GRANT_LIMIT / granted / 1_000 * 1_000) } else { 0 };
            let answer = if granted_now { "Godkendt" } else { "Afslag" };
            rows.push(row![format!("SK-{year}-{:02}", i + 1), day, theme, wanted, answer, given]);
        }
    }
    let headers = ["Ansøgning", "Modtaget", "Tema", "Søgt (kr.)", "Afgørelse", "Bevilget (kr.)"];
    write_xlsx(&dir.join("spirekassen.xlsx"), &[Sheet::plain("Ansøgninger", Table::new(&headers, rows))])
}
