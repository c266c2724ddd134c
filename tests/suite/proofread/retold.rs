//! Numbers of a table that the text tells again.

use super::{findings_in, has_no_findings, reports};

/// A text before a table of two years and one after a table without.
fn text(before: &str, after: &str) -> String {
    format!(
        "{before}\n\nTabel 1: Henvendelser efter speciale\nSpeciale\t2023\t2024\nKardiologi\t310\t355\nNeurologi\t198\t246\n\n\
         Tabel 2: Deltagere i møder 2024\nMøde\tPraktiserende læger\tHospitalslæger\nFebruar\t14\t11\nSeptember\t16\t13\n\n{after}\n"
    )
}

#[test]
fn a_count_with_the_label_and_the_year_of_a_cell_is_compared_with_it() {
    for (sentence, message) in [
        ("I 2024 kom der 264 henvendelser om neurologi.", "»Neurologi« er 246 i Tabel 1 og 264 i teksten."),
        (
            "I 2024 kom der 246 henvendelser om neurologi, og kardiologi fik 335.",
            "»Kardiologi« er 355 i Tabel 1 og 335",
        ),
        ("I 2024 kom der 198 henvendelser om neurologi.", "»Neurologi« er 246 i Tabel 1 og 198 i teksten."),
        ("I september deltog der 31 hospitalslæger.", "»September« er 13 i Tabel 2 og 31 i teksten."),
    ] {
        reports(&text(sentence, ""), &format!("advarsel[printed-twice]: {message}"));
    }
    for sentence in [
        "I 2024 kom der 246 henvendelser om neurologi.",
        "I 2022 kom der 264 henvendelser om neurologi.",
        "I 2024 kom der 264 patienter om neurologi.",
        "I 2024 kom der ca. 264 henvendelser om neurologi.",
        "I 2024 kom der 48 flere henvendelser om neurologi.",
        "I 2024 kom der 80 henvendelser om neurologi fra vagtlægerne.",
        "I 2024 kom der 264 nye henvendelser om neurologi.",
        "I september 2023 deltog der 31 hospitalslæger.",
        "I tabellen tælles 246 fra 2024. I 2024 kom der 264 henvendelser om neurologi med gengangere.",
    ] {
        has_no_findings(&text(sentence, ""));
    }
}

#[test]
fn a_number_before_or_after_a_reference_is_compared_with_the_row() {
    for sentence in [
        "Neurologi stod for 264 henvendelser, jf. Tabel 1.",
        "Neurologi voksede fra 198 til 264 henvendelser (Tabel 1).",
        "Som Tabel 1 viser, var der 264 henvendelser om neurologi.",
        "Tabel 1 viser henvendelserne. Neurologi fik 264 af dem i 2024 alene, nemlig flest.",
    ] {
        let out = findings_in(&text("", sentence));
        let is_told = out.contains("»Neurologi« er 246 i Tabel 1 og 264 i teksten.");
        assert_eq!(is_told, !sentence.contains("af dem"), "{sentence}\n{out}");
    }
    for sentence in [
        "Neurologi stod for 246 henvendelser, jf. Tabel 1.",
        "Neurologi og kardiologi stod for 601 henvendelser, jf. Tabel 1.",
        "Neurologi steg med 48 henvendelser, jf. Tabel 1.",
        "Neurologi har 12 læger, og henvendelserne ses i Tabel 1.",
    ] {
        has_no_findings(&text("", sentence));
    }
}

#[test]
fn contents_and_indexes_are_not_compared_with_the_tables() {
    has_no_findings(&text("14 Neurologi\n\nNeurologi, 24, 112\nKardiologi ...... 35\nNeurologi ...... 36\n", ""));
}

#[test]
fn the_rank_of_a_row_is_not_part_of_its_label() {
    let text = |before: &str| {
        format!(
            "{before}\n\nTabel 3: Mest læste sider\nSide\tVisninger\n1 Forside\t6.412\n2 Klyngepakker\t2.240\n\
             3 Arrangementer\t1.987\nI alt\t10.639\n"
        )
    };
    has_no_findings(&text("Der var 38 arrangementer og tre klyngepakker."));
    reports(&text("").replace("10.639", "10.693"), "»I alt« er 6.412 + 2.240 + 1.987 = 10.639");
}

#[test]
fn a_number_is_compared_with_the_column_that_its_noun_names() {
    let text = |count: &str| {
        format!(
            "Tabel 1: Kurser\nKursus\tHold\tDeltagere\nVideo i klinikken\t18\t126\nSårpleje\t14\t91\n\n\
             Tabel 1 viser kurserne. De 18 hold i video i klinikken havde {count} deltagere.\n"
        )
    };
    has_no_findings(&text("126"));
    reports(&text("162"), "»Video i klinikken« er 126 i Tabel 1 og 162 i teksten.");
}
