//! Imitates Store Praksisdag's workbook: registrations from the sign-up system, the programme and the stands.

use std::path::Path;

use crate::output::{Cell, Done, Sheet, Table, row, write_xlsx};
use crate::plan::Plan;
use crate::rng::Rng;

/// Titles of sessions: what they are about...
const SUBJECTS: [&str; 12] = [
    "Hjertesvigt",
    "Hovedpine",
    "Knæet",
    "Børn med feber",
    "Angst",
    "Overgangsalder",
    "Astma",
    "Demens",
    "Høreproblemer",
    "Maven",
    "Stofskifte",
    "Øjet",
];
/// ...and in which form.
const FORMS: [&str; 2] = ["det nyeste på 45 minutter", "cases og øvelser"];

/// Generic stands.
const STANDS: [&str; 16] = [
    "Patientskole",
    "Tolketjeneste",
    "Laboratoriesamarbejde",
    "Rådgivning om arbejdsmiljø",
    "Vaccinationsteam",
    "Hjælpemiddelcentral",
    "Forebyggelsescenter",
    "Telemedicin i almen praksis",
    "Forskningsnetværk",
    "Uddannelseskontor",
    "Rygestoptilbud",
    "Digital sundhedsjournal",
    "Palliativt team",
    "Genoptræningsenhed",
    "Lægemiddelrådgivning",
    "Sundhedstilbud til unge",
];

/// Price in kroner by kind of participant.
const PRICES: [f64; 3] = [1450.0, 962.5, 500.0];

/// Writes the workbook of the plan's year.
pub fn write(dir: &Path, plan: &Plan) -> Done {
    let stand_headers = ["Stand", "Stadeholder", "Status", "Deltagere"];
    let registration_headers = ["Tilmelding", "Deltagertype", "Tilmeldt på åbningsdagen", "Betalt (kr.)"];
    write_xlsx(
        &dir.join(format!("store-praksisdag-{}.xlsx", plan.year)),
        &[
            Sheet::plain("Tilmeldinger", Table::new(&registration_headers, registrations(plan))),
            Sheet::plain("Sessioner", Table::new(&["Session", "Titel", "Hovedtema"], sessions(plan))),
            Sheet::plain("Stande", Table::new(&stand_headers, stands(plan))),
        ],
    )
}

/// The registrations in order of arrival, so that those of the first day come first.
fn registrations(plan: &Plan) -> Vec<Vec<Cell>> {
    let mut rng = Rng::new(&format!("registrations {}", plan.year));
    let mut kinds: Vec<usize> = plan
        .registrations
        .iter()
        .enumerate()
        .flat_map(|(kind, (_, count))| std::iter::repeat_n(kind, *count))
        .collect();
    rng.shuffle(&mut kinds);
    let spellings = [("Praktiserende læger", "Praktiserende læge"), ("Uddannelseslæger", "Uddannelseslæge")];
    let register = |(i, kind): (usize, usize)| {
        let number = format!("T{}-{:04}", plan.year, i + 1);
        let name = rng.spelled(plan.registrations[kind].0, &spellings);
        // Speakers and helpers come for free.
        let paid = if rng.one_in(25) { 0.0 } else { PRICES[kind] };
        row![number, name, i < plan.first_day, paid]
    };
    kinds.into_iter().enumerate().map(register).collect()
}

/// The programme; the sessions on the main theme are spread over it.
fn sessions(plan: &Plan) -> Vec<Vec<Cell>> {
    let (all, main) = plan.sessions;
    let session = |i: usize| {
        let subject = SUBJECTS[(i + plan.year as usize) % SUBJECTS.len()];
        let form = FORMS[i / SUBJECTS.len()];
        row![i + 1, format!("{subject}: {form}"), (i + 1) * main / all > i * main / all]
    };
    (0..all).map(session).collect()
}

/// The stands; those that were cancelled come last and had no participants.
fn stands(plan: &Plan) -> Vec<Vec<Cell>> {
    let (held, participants, cancelled) = plan.stands;
    let stand = |i: usize| {
        let extra = usize::from(i < participants - held);
        let (status, present) = if i < held { ("Gennemført", 1 + extra) } else { ("Afbud", 0) };
        row![i + 1, STANDS[i], status, present]
    };
    (0..held + cancelled).map(stand).collect()
}
