//! PDFs: letters, columns, sideways tables, fonts.

use super::{pdf, proofread};

/// The cells of a row of a table, each at its distance from the left edge.
fn row(y: u32, cells: &[(u32, &str)]) -> String {
    cells.iter().map(|(x, text)| format!("BT /F 12 Tf {x} {y} Td ({text}) Tj ET ")).collect()
}

#[test]
fn ligatures_and_columns_a_space_apart_of_a_pdf_are_read() {
    let table = |total: &str| {
        [
            row(700, &[(50, "Tabel 1: Hold")]),
            row(680, &[(50, "Navn"), (150, "Kvinder"), (196, "Andre"), (300, "I alt")]),
            row(660, &[(50, "Nord"), (170, "12"), (215, "15"), (300, "27")]),
            row(640, &[(50, "Syd"), (170, "10"), (215, "14"), (300, "24")]),
            row(620, &[(50, "By"), (170, "4"), (215, "5"), (300, total)]),
        ]
        .concat()
    };
    proofread("rapport.pdf", pdf(&table("9")), &[]).ends_with(0).prints("Ingen modsigelser");
    proofread("rapport.pdf", pdf(&table("8")), &[]).ends_with(1).prints("er 4 + 5 = 9, men der står 8.");
}

#[test]
fn the_last_name_of_a_column_may_stand_above_and_below_the_others() {
    let table = |rate: &str| {
        [
            row(700, &[(50, "Tabel 1: Praksis")]),
            row(681, &[(400, "Patienter pr.")]),
            row(674, &[(50, "Dato"), (130, "Praksis"), (210, "L\\361ger"), (290, "Patienter")]),
            row(667, &[(400, "l\\361ge")]),
            row(640, &[(50, "2022"), (130, "611"), (210, "1.099"), (290, "1.880.827"), (400, "1.711")]),
            row(620, &[(50, "2023"), (130, "595"), (210, "1.099"), (290, "1.910.157"), (400, rate)]),
            row(600, &[(50, "2024"), (130, "580"), (210, "1.107"), (290, "1.916.863"), (400, "1.732")]),
        ]
        .concat()
    };
    proofread("rapport.pdf", pdf(&table("1.738")), &[]).ends_with(0).prints("Ingen modsigelser");
    proofread("rapport.pdf", pdf(&table("1.783")), &[]).ends_with(0).prints("»Patienter pr. læge« for »2023«");
}

#[test]
fn a_table_that_is_printed_sideways_is_read() {
    let line = |x: u32, text: &str| format!("BT /F 12 Tf 0 1 -1 0 {x} 100 Tm ({text}) Tj ET ");
    let page = |total: &str| {
        let rows = [
            "Tabel 1: Hold efter omr\\345de og slags",
            "Hold i den nordlige del 12",
            "Hold i den sydlige del 5",
            total,
        ];
        rows.iter().zip((100..).step_by(16)).map(|(text, x)| line(x, text)).collect::<String>()
    };
    proofread("rapport.pdf", pdf(&page("I alt 17")), &[]).ends_with(0).prints("Kontrolleret: 1 sum");
    proofread("rapport.pdf", pdf(&page("I alt 18")), &[]).ends_with(1).prints("er 12 + 5 = 17, men der står 18.");
}

#[test]
fn a_pdf_without_embedded_fonts_is_read_and_one_without_visible_text_is_refused() {
    let text = "BT /F 12 Tf 50 700 Td (Der svarede 84 % af dem \\(198 af 224\\).) Tj ET";
    proofread("rapport.pdf", pdf(text), &[])
        .ends_with(1)
        .prints("rapport.pdf, side 1: »Der svarede 84 % af dem (198 af 224).«");
    let cut = format!("q 0 0 40 800 re W n {text} Q BT /F 12 Tf 50 600 Td (Tak.) Tj ET");
    proofread("rapport.pdf", pdf(&cut), &[]).ends_with(0).prints("Ingen modsigelser");
    proofread("scannet.pdf", pdf("0 0 100 100 re f"), &[]).ends_with(2).says("PDF’en har ingen tekst.");
}

#[test]
fn two_columns_of_text_are_read_one_after_the_other() {
    let left = [
        "Teamet har i dette forhold mange",
        "opgaver i alle egne af landet og",
        "støtter dem, som spørger. I alt",
        "er det en stor opgave, som alle",
        "er med til at løse hvert eneste",
        "år. Her er resten fortalt kort:",
        "svarprocenten er fin, idet 84 % af",
        "dem har svaret \\(198 af 224\\). Der er",
        "stor tilfredshed blandt de mange",
        "klinikker, som deltager i teamets",
        "arbejde med kvalitet og sikkerhed,",
        "og de fleste vil gerne være med",
        "igen til næste år, når der kommer",
        "nye tilbud. Det glæder os, der har",
        "været med fra starten og som ved,",
        "hvor meget det betyder for dem,",
        "der kommer og spørger om råd, og",
        "som går klogere hjem, end de kom.",
    ];
    let right = left.map(|line| {
        if line.contains("224") { "unge \\(12 af 24\\) er glade for det." } else { "Og her er en hel del andre ord om" }
    });
    let row = |(at, (left, right)): (usize, (&str, &str))| {
        let y = 700 - 14 * at;
        format!("1 0 0 1 50 {y} Tm ({left}) Tj 1 0 0 1 310 {y} Tm ({right}) Tj\n")
    };
    let rows: String = left.into_iter().zip(right).enumerate().map(row).collect();
    proofread("rapport.pdf", pdf(&ascii(&format!("BT /F 10 Tf {rows} ET"))), &[])
        .ends_with(1)
        .prints("198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.")
        .prints("1 modsigelse og ingen mulige modsigelser.");
}

/// The text without letters that the font of [`pdf`] has at other codes.
fn ascii(text: &str) -> String {
    text.replace('æ', "ae").replace('ø', "oe").replace('å', "aa")
}

#[test]
fn labels_that_are_aligned_to_the_right_are_not_items_of_each_other() {
    let row = |y: u32, x: u32, label: &str, value: u32| {
        format!("BT /F 12 Tf {x} {y} Td ({label}) Tj ET BT /F 12 Tf 400 {y} Td ({value}) Tj ET ")
    };
    let chart = |left: [u32; 4]| {
        let [second, third, fourth, fifth] = left;
        [
            "BT /F 12 Tf 50 700 Td (Tabel 1: Svar) Tj ET ".to_owned(),
            row(680, 50, "I meget stor grad", 60),
            row(664, second, "I stor grad", 54),
            row(648, third, "I nogen grad", 4),
            row(632, fourth, "I mindre grad", 0),
            row(616, fifth, "Slet ikke", 0),
        ]
        .concat()
    };
    proofread("rapport.pdf", pdf(&chart([84, 74, 70, 95])), &[]).ends_with(0).prints("Ingen modsigelser og ingen");
    proofread("rapport.pdf", pdf(&chart([70, 70, 70, 70])), &[]).prints("»I meget stor grad« er 54 + 4 + 0 + 0 = 58");
}
