//! References to tables.

use super::{has_no_findings, reports};

#[test]
fn a_reference_leads_to_a_table_of_its_year() {
    let text = |body: &str| {
        let table = |number: u32, title: &str| {
            format!("Tabel {number}: {title}\nEmne\tAntal\nMedicinbesøg\t48\nLedelsesbesøg\t{number}5\n\n")
        };
        let tables = [table(1, "Besøg 2024"), table(2, "Møder i Nord"), table(3, "Møder i Syd")].concat();
        format!("Tabel 1 viser besøgene. Af Tabel 2 og 3 fremgår møderne.\n\n{tables}{body}\n")
    };
    reports(&text("Resten ses i Tabel 7."), "Teksten henviser til Tabel 7, men den sidste er Tabel 3.");
    reports(&text("Tabel 1 viser besøgene i 2023."), "Teksten siger 2023 om Tabel 1, men titlen siger 2024.");
    reports(&text("Som Tabel 1 viser, var der 84 medicinbesøg."), "»Medicinbesøg« er 48 i Tabel 1 og 84 i teksten.");
    reports(
        &text("").replace("Tabel 2 og 3", "Tabel 2"),
        "Tabel 3 er ikke nævnt i teksten, som nævner de fleste andre.",
    );
    for body in [
        "I rapporten for 2023 ses det i Tabel 7.",
        "Tabel 1 viser flere besøg end i 2023.",
        "Som Tabel 1 viser, var der 48 medicinbesøg og 30 gæster.",
        "Som Tabel 1 viser, var der ca. 50 medicinbesøg.",
        "Tabel 1 og 14 kurser er nye.",
    ] {
        has_no_findings(&text(body));
    }
}

#[test]
fn a_point_after_the_number_of_a_caption_does_not_end_it() {
    let table =
        |number: u32| format!("Tabel {number}. Besøg i egn {number}\nEgn\tAntal\nVik\t1{number}\nSund\t2{number}\n\n");
    let text = |number: u32| format!("{}{}{}Se Tabel 1, 2 og 3. Og se Tabel {number}.\n", table(1), table(2), table(3));
    has_no_findings(&text(3));
    reports(&text(5), "Teksten henviser til Tabel 5, men den sidste er Tabel 3.");
}

#[test]
fn headings_are_on_the_pages_that_the_contents_tell() {
    let titles = ["Indledning", "Rådgivning", "Kurser", "Klynger", "Nyhedsbreve", "Økonomi"];
    // The cover is page 1 of the file and has no number.
    let text = |page: u32| {
        let pages = [1, 2, 3, page, 5, 6];
        let lines: Vec<String> =
            titles.iter().zip(pages).map(|(title, page)| format!("{title} ........ {page}\n")).collect();
        let chapters: Vec<String> = titles.iter().map(|title| format!("\u{c}{title}\n\nTekst om emnet.\n")).collect();
        format!("Indhold\n\n{}{}", lines.concat(), chapters.concat())
    };
    has_no_findings(&text(4));
    reports(&text(5), "Indholdsfortegnelsen siger side 5 om »Klynger«, som er på side 4.");
    // A heading that is there twice may be meant either way.
    has_no_findings(&format!("{}\u{c}Klynger\n\nMere tekst.\n", text(7)));
}
