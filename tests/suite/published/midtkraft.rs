//! MidtKraft's status of July 2019 – June 2021.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::MIDTKRAFT;
use crate::project::{repository, run};
use crate::tags::squeezed;

#[test]
fn the_topics_of_packages_reach_practices_doctors_and_patients_once_each() {
    MIDTKRAFT.table_is(
        "Tabel 1: Udvalgte emner, og hvem leverancerne har nået",
        &[
            &["Emne", "Antal klynger", "Antal ydernumre", "Antal læger", "Antal sikrede"],
            &["Antibiotika", "15", "148", "387", "712.246"],
            &["Opioider", "19", "247", "539", "877.843"],
            &["Influenzavaccination", "13", "179", "381", "639.533"],
        ],
    );
    MIDTKRAFT.figures_are(&[("klynger.leverancer", "202"), ("klynger.klynger_med", "28"), ("klynger.klynger", "29")]);
}

#[test]
fn courses_are_grouped_in_sections_with_totals() {
    MIDTKRAFT.table_is(
        "Tabel 2: Kurser og deltagere, juli 2019 – juni 2021",
        &[
            &["Kursus", "Antal kurser", "Antal deltagere"],
            &["Systematisk efteruddannelse"],
            &["Opdatering i børn og unge", "4", "106"],
            &["Den svære pædiatri", "3", "69"],
            &["Den tunge psykiatri", "3", "75"],
            &["Astma og allergi", "2", "64"],
            &["Patienten med svimmelhed", "1", "25"],
            &["I alt", "13", "339"],
            &["Praksispersonale"],
            &["KOL", "11", "253"],
            &["Diabetes", "10", "187"],
            &["I alt", "21", "440"],
        ],
    );
}

#[test]
fn the_offer_of_help_with_organisation_has_the_published_courses() {
    MIDTKRAFT.table_is(
        "Tabel 3: Tilbuddet om ledelses- og organisationsudvikling",
        &[
            &["Forløb", "Antal praksis"],
            &["Praksis, der har ønsket at bruge tilbuddet", "37"],
            &["Afsluttet efter første besøg", "6"],
            &["Afsluttet efter et længere forløb", "7"],
            &["Fortsat i gang", "24"],
        ],
    );
}

#[test]
fn the_audit_has_the_published_numbers_and_shares_by_colour() {
    let text = MIDTKRAFT.text();
    for sentence in [
        "gennemgå 430 epikriser for at se, om farven var rigtig. Det var den i 83 % af dem.",
        "I de øvrige 74, svarende til 17 %, var behovet for at følge op sat for højt.",
        "er 3 % gule og 0,4 % røde",
    ] {
        assert!(text.contains(&squeezed(sentence)), "{sentence}");
    }
}

#[test]
fn the_curve_of_opioids_has_all_regions_and_quarters() {
    let out = MIDTKRAFT.figures();
    assert_eq!(
        out.lines().filter(|line| line.contains("maal.opioider[") || line.starts_with("maal.opioider;")).count(),
        70
    );
}

#[test]
fn every_published_number_is_reproduced() {
    let file = "data-samples/midtkraft/published-2019-07..2021-07.toml";
    let check = run(repository(), &["check", "2019-07..2021-07", "--report", "midtkraft", "--against", file], &[]);
    check.ends_with(0).prints("69 trykte tal, 69 af dem beregnet. Modsigelser: 0; forklarede: 0.");
}

#[test]
fn the_report_conforms_to_both_pdf_standards() {
    let bytes = &MIDTKRAFT.files().pdf;
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).expect("the validator reads it");
        assert!(report.failures.is_empty(), "{:#?}", report.failures);
    }
}
