//! Lists that a sentence or a table counts.

use super::{has_no_findings, proofread, reports, zipped};

#[test]
fn a_list_has_as_many_items_as_its_introduction_says() {
    let list =
        |intro: &str| format!("{intro}\n\n- medicin\n- ledelse\n  - af team\n  - af klinik\n- trivsel\n\nTak.\n");
    for intro in [
        "Vi arbejdede med tre emner:",
        "Vi arbejdede med de 3 faglige emner, der ligger i aftalen fra 2022:",
        "Følgende tre indsatsområder blev valgt i 2024:",
        "Vi arbejdede bl.a. med fire emner:",
        "Vi besøgte fire klinikker:",
        "Vi holdt fire møder om tre emner og nævner her nogle:",
        "De fire klyngepakker giver følgende:",
        "Vi arbejdede med ca. fire emner:",
    ] {
        has_no_findings(&list(intro));
    }
    for intro in ["Vi arbejdede med fire emner:", "Der er udviklet 4 undervisningsmoduler inden for emnerne:"] {
        reports(&list(intro), "advarsel[printed-twice]: Teksten siger fire, men listen har tre.");
    }
}

#[test]
fn a_list_that_ends_with_its_page_may_go_on() {
    let text = |count: &str, rest: &str| format!("Vi har {count} emner:\n- medicin\n- ledelse\n\u{c}{rest}\n");
    has_no_findings(&text("tre", "- trivsel\n\nTak.\n"));
    has_no_findings(&text("tre", "Trivsel er også med.\n"));
    reports(&text("fire", "- trivsel\n\nTak."), "Teksten siger fire, men listen har tre.");
}

#[test]
fn what_a_sentence_lists_after_a_colon_is_counted() {
    reports(
        "Hændelserne samler sig om fire områder: medicin, prøver og besøg.",
        "advarsel[printed-twice]: Teksten siger fire, men listen har tre.",
    );
    reports("Vi besøgte fire klinikker: Vik, Sund og Bakke.", "Teksten siger fire, men nævner tre.");
    for text in [
        "Hændelserne samler sig om tre områder: medicin, prøver og besøg.",
        "Hændelserne samler sig om fire områder: medicin, prøver, der tages, og besøg.",
        "Hændelserne samler sig om fire områder: børn og unge, prøver og besøg.",
        "Hændelserne samler sig om fire områder: medicin (fx insulin), prøver og besøg.",
        "Hændelserne samler sig om fire områder: medicin, prøver osv.",
        "Vi besøgte tre klinikker: Vik, Sund og Bakke.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn a_list_of_what_a_row_counts_has_as_many_items() {
    let text = |items: &str, verb: &str| {
        format!(
            "Nøgletal\t2023\t2024\nNye temahæfter udarbejdet af enheden\t4\t3\nMøder\t12\t14\n\n\
             Enheden har i 2024 {verb} temahæfter om:\n{items}\n\nTak.\n"
        )
    };
    let three = "- søvn\n- smerter\n- kost";
    has_no_findings(&text(three, "udviklet"));
    has_no_findings(&text("- søvn\n- smerter", "delt ud af"));
    reports(
        &text(&format!("{three}\n- motion"), "udviklet"),
        "»Nye temahæfter udarbejdet af enheden« er 3 i en tabel uden titel, men listen har fire.",
    );
}

#[test]
fn the_items_of_a_word_document_are_counted_without_those_inside_them() {
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let items = [item(0, "Medicin"), item(1, "Insulin"), item(1, "Opioider"), item(0, "Ledelse")].concat();
    let body =
        format!("<w:p><w:r><w:t>Vi har tre emner:</w:t></w:r></w:p>{items}<w:p><w:r><w:t>Tak.</w:t></w:r></w:p>");
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    proofread("rapport.docx", zipped("word/document.xml", &xml), &[])
        .ends_with(0)
        .prints("Teksten siger tre, men listen har to.");
}

#[test]
fn numbered_items_are_counted() {
    let text = |count: &str| {
        format!(
            "Vi stiller {count} spørgsmål:\n\n1. Er der et problem?\n\n2. Kan det belyses med data?\n\n3. Kan lægen gøre noget?\n\nSvaret er ofte ja.\n"
        )
    };
    has_no_findings(&text("tre"));
    reports(&text("fire"), "Teksten siger fire, men listen har tre.");
}
