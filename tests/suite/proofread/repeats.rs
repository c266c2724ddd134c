//! The same number in several places.

use super::{has_no_findings, reports};

const TWO_TABLES: &str = "Tabel 1: Nøgletal Nordteam 2024
Besøg i klinikker 30
Kurser 2
Tabel 2: Nøgletal for alle 2024
Besøg i klinikker 33
Møder 8
";

#[test]
fn a_label_with_two_values_in_two_tables_may_be_a_contradiction() {
    reports(TWO_TABLES, "advarsel[printed-twice]: »Besøg i klinikker« er 30 i Tabel 1 og 33 i Tabel 2.");
    has_no_findings(&TWO_TABLES.replace("33", "30"));
    has_no_findings(&TWO_TABLES.replace("alle 2024", "alle 2023"));
    has_no_findings(&TWO_TABLES.replace("Besøg i klinikker", "Besøg"));
    has_no_findings(&format!(
        "{TWO_TABLES}\nI tabellerne er der 30 besøg i klinikker, men 33, når gentagne tælles med.\n"
    ));
    let named = TWO_TABLES.replace("klinikker 33", "klinikker (Nord- (33) og Sydteam (9)) 42");
    reports(&named, "»Besøg i klinikker« er 30 i Tabel 1 og 33 i Tabel 2.");
    has_no_findings(&named.replace("(33)", "(30)").replace("42", "39"));
}

#[test]
fn a_label_that_names_another_table_is_compared_with_it() {
    let text = |visits: &str| {
        format!(
            "Tabel 1: Nordteam\nTilsynsbesøg (skoler uden for byen) 14\nKurser 2\n\nTabel 2: Skoler uden for byen\nSkoler 15\nGennemførte tilsynsbesøg {visits}\n"
        )
    };
    reports(&text("15"), "»Tilsynsbesøg« er 14 i Tabel 1 og 15 i Tabel 2.");
    has_no_findings(&text("14"));
}

#[test]
fn prose_is_compared_with_tables_that_count_the_same() {
    let text = |sentence: &str| {
        format!(
            "{sentence}\n\nTabel 1: Nøgletal 2024\nDatatræk til skoler 28\nTilknyttede skolekonsulenter 40\nKurser 3\n"
        )
    };
    reports(
        &text("Teamet har trukket data til skolerne 33 gange."),
        "»Datatræk til skoler« er 28 i Tabel 1 og 33 i teksten.",
    );
    reports(
        &text("Teamet består af 37 skolekonsulenter."),
        "»Tilknyttede skolekonsulenter« er 40 i Tabel 1 og 37 i teksten.",
    );
    for sentence in [
        "Teamet har trukket data til skolerne 28 gange.",
        "Teamet har trukket data 33 gange.",
        "Teamet har trukket data til skolerne 33 gange i 2023.",
        "Der er ca. 37 skolekonsulenter i teamet.",
        "Teamet har 37 skolekonsulenter på 40 skoler.",
        "Der kom 19 skoler til de 5 kurser.",
    ] {
        has_no_findings(&text(sentence));
    }
}

#[test]
fn tables_with_the_same_rows_are_about_different_things() {
    let table = |name: &str, visits: u32| {
        format!("Nøgletal for {name}\nBesøg i klinikker\t{visits}\nKurser for læger\t{}\n\n", visits + 3)
    };
    has_no_findings(&[table("Nord", 30), table("Syd", 33), table("Øst", 12)].concat());
}

#[test]
fn pages_of_a_table_of_contents_are_not_numbers_of_their_headings() {
    let headings = [
        "Indledning",
        "Rådgivning",
        "Kurser og møder",
        "Klynger",
        "Nyhedsbreve",
        "Kampagner",
        "Forskning",
        "Datakilder",
    ];
    let contents: Vec<String> =
        headings.iter().zip(2..).map(|(heading, page)| format!("{heading}\t{page}\n")).collect();
    let table = "Tabel 9. Aktiviteter\nAktivitet\tAntal\nKurser og møder\t5\nAndre\t7\n";
    has_no_findings(&format!("Indhold\n\n{}\u{c}{table}", contents.concat()));
}

const YEARS: &str = "Tabel 1: Aktiviteter
Aktivitet\t2023\t2024
Praksisbesøg\t47\t53
Klyngemøder\t29\t33
Abonnenter\t397\t426

";

#[test]
fn a_count_of_the_text_is_compared_with_the_year_that_it_is_of() {
    let text = |sentence: &str| format!("{YEARS}{sentence}\n");
    for sentence in [
        "Konsulenterne nåede 53 praksisbesøg mod 47 i 2023.",
        "Antallet af abonnenter steg fra 397 til 426.",
        "Der blev holdt 29 klyngemøder i 2023.",
        "Hos nynedsatte læger var der 33 praksisbesøg.",
        "Emnet blev taget op på 40 praksisbesøg.",
        "Der blev holdt 6 nye klyngemøder.",
    ] {
        has_no_findings(&text(sentence));
    }
    reports(
        &text("Konsulenterne nåede 63 praksisbesøg mod 47 i 2023."),
        "»Praksisbesøg« er 53 under »2024« i Tabel 1 og 63 i teksten.",
    );
    reports(
        &text("Antallet af abonnenter steg fra 379 til 426."),
        "»Abonnenter« er 397 under »2023« i Tabel 1 og 379 i teksten.",
    );
}

#[test]
fn the_nearest_of_several_rows_of_one_name_is_meant() {
    let other = "Tabel 2: Organisation\nAktivitet\tAntal\nPraksisbesøg\t41\nKurser\t4\n\n";
    let text = |sentence: &str| format!("{YEARS}{other}{sentence}\n");
    reports(&text("Teamet nåede i alt 45 praksisbesøg."), "»Praksisbesøg« er 41 i Tabel 2 og 45 i teksten.");
    has_no_findings(&text("Teamet nåede i alt 53 praksisbesøg."));
}

#[test]
fn all_there_are_is_one_number_in_the_whole_report() {
    let text = |count: u32| {
        format!(
            "Aftalen gælder for de 19 kommuner.\n\nVi mødtes med regionens {count} kommuner.\n\nAlle 19 kommuner var enige.\n"
        )
    };
    has_no_findings(&text(19));
    reports(&text(29), "Her er der 29 kommuner, og et andet sted 19.");
}

#[test]
fn things_that_were_counted_before_are_as_many_again() {
    reports(
        "Vi holdt fire seminarer. De tre seminarer handlede om økonomi.",
        "Her er der 3 seminarer, og et andet sted 4.",
    );
    has_no_findings("Vi holdt fire seminarer. De tre seminarer i foråret handlede om økonomi.");
    has_no_findings("Vi fulgte fire projekter. 41 søgte, og 16 fik støtte. De 16 projekter fik 45.000 kr.");
    has_no_findings("Vi bruger 2 metoder, der virker, og en, der ikke gør. De 3 metoder er gamle.");
}

#[test]
fn a_large_number_with_two_digits_exchanged_is_found_without_a_table() {
    let text = |count: &str| format!("Der var 1.091 læger i grupperne.\n\nVed årets udgang var {count} læger med.\n");
    has_no_findings(&text("1.091"));
    reports(&text("1.019"), "Her er der 1.019 læger, og et andet sted 1.091.");
    has_no_findings(&text("1.240"));
}
