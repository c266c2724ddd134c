//! What the command prints: places, counts, JSON, and what it refuses.

use super::{findings_in, proofread, zipped};
use crate::project::{Project, repository, run};
use crate::published::KAP_H;

#[test]
fn what_could_not_be_compared_is_counted() {
    let text = "Der svarede 88 % (198 af 224).\n\nVi holdt 12 møder i 2024, se side 4, og fik 31 gæster.\n";
    assert!(
        findings_in(text).ends_with(".\nKontrolleret: 1 andel; 2 tal kunne ikke holdes op mod noget.\n"),
        "{}",
        findings_in(text)
    );
}

#[test]
fn a_report_without_numbers_is_not_approved() {
    let out = findings_in("Vi har holdt mange møder, og de gik godt.\n");
    assert!(
        out.ends_with("Der var intet, der kunne regnes efter, så det er ingen godkendelse af rapporten.\n"),
        "{out}"
    );
    assert!(!findings_in("Der svarede 88 % (198 af 224).").contains("godkendelse"));
}

#[test]
fn the_contradictions_of_a_libreoffice_pdf_are_found_with_their_pages() {
    let run = run(repository(), &["proofread", "tests/printed/rapport.pdf"], &[]).ends_with(1);
    assert_eq!(
        run.out.replace('\u{a0}', " "),
        "fejl[printed-share]: 150 af 198 er 75,8 %, men der står 84 %.
   rapport.pdf, side 1: »Af dem svarede 84 % på skemaet bagefter (150 af 198).«
fejl[printed-sum]: »I alt« er 21 + 998 + 5 = 1.024 under »2024«, men der står 1.023.
   rapport.pdf, side 1: »I alt | 1.019 | 1.023«
advarsel[printed-twice]: »Kurser for praksispersonale« er 12 i Tabel 2 og 14 i Tabel 3.
   rapport.pdf, side 2: »Kurser for praksispersonale | 12«
   → Se, om de to tal er om det samme. Det andet sted (side 2): »Kurser for praksispersonale | 14«

2 modsigelser og 1 mulig modsigelse.
Kontrolleret: 2 andele, 3 summer og 1 gentaget tal; 8 tal kunne ikke holdes op mod noget.
"
    );
}

#[test]
fn the_report_of_kap_h_has_no_contradictions() {
    let run = proofread("kap-h-2024.pdf", &KAP_H.files().pdf, &["--all"]).ends_with(0);
    assert!(!run.out.contains("fejl[") && !run.out.contains("advarsel["), "{}", run.out);
    for agreeing in [
        "128 af 219 er 58,4\u{a0}%, som der står.",
        "»I alt« er 4 + 41 + 16 + 9 + 0 + 11 + 14 + 3 + 4 = 102, som der står.",
        "Tallene i parentes er 33 + 9 = 42, som der står.",
        "»Antal forløbsbeskrivelser« er 219 i både Tabel 10 og teksten.",
    ] {
        assert!(run.out.contains(agreeing), "»{agreeing}« is not in:\n{}", run.out);
    }
}

#[test]
fn a_number_changed_after_the_build_is_found() {
    let project = Project::new().replacing(
        "skabeloner/lille/besoeg.typ",
        "Der var",
        "{{ fast(tal=\"Der svarede 84 % (198 af 224). Af 5 kom 3 (60 %).\", fordi=\"Det er en prøve\") }} Der var",
    );
    project.build("2024").ends_with(0);
    project
        .run(&["proofread", "ud/2024/lille-2024.pdf"])
        .ends_with(1)
        .prints("198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.")
        .prints("1 modsigelse og ingen mulige modsigelser.");
}

#[test]
fn proofread_results_are_available_as_json() {
    let run = proofread(
        "rapport.txt",
        "84 % svarede (198 af 224).\n\u{c}60 % kom (3 af 5).\n",
        &["--all", "--format", "json"],
    );
    let report: serde_json::Value = serde_json::from_str(&run.ends_with(1).out).expect("JSON");
    assert_eq!(report["passed"], false);
    assert_eq!(
        (&report["contradictions"], &report["possible"], &report["agreeing"]),
        (&1.into(), &0.into(), &1.into())
    );
    let places: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["place"].clone()).collect();
    assert_eq!(
        places,
        [
            serde_json::json!({"kind": "print", "file": "rapport.txt", "page": 1, "line": 1, "quotation": "84 % svarede (198 af 224)."}),
            serde_json::json!({"kind": "print", "file": "rapport.txt", "page": 2, "line": 2, "quotation": "60 % kom (3 af 5)."}),
        ]
    );
}

#[test]
fn text_files_are_decoded_and_cpr_numbers_are_hidden() {
    let text = "84 % på øen svarede (198 af 224), bl.a. 310299-0000.";
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let narrow: Vec<u8> = text.chars().map(|c| c as u8).collect();
    for bytes in [text.as_bytes().to_vec(), wide, narrow] {
        let run = proofread("rapport.txt", bytes, &[]).ends_with(1).prints("»84 % på øen svarede (198 af 224)");
        assert!(!run.out.contains("310299"), "{}", run.out);
    }
}

#[test]
fn a_file_that_is_not_a_report_exits_with_2() {
    proofread("tom.txt", "", &[]).ends_with(2).says("tom.txt er tom");
    proofread("rapport.docx", b"PK\x03\x04\0\0", &[])
        .ends_with(2)
        .says("rapport.docx kan ikke læses: Filen er beskadiget");
    proofread("rapport.doc", b"\xd0\xcf\x11\xe0\0\0", &[]).ends_with(2).says("Gem rapporten som DOCX eller PDF");
    proofread("tal.xlsx", zipped("xl/workbook.xml", "<workbook/>"), &[])
        .ends_with(2)
        .says("ikke en PDF, et Word-dokument");
    proofread("billede.png", b"\x89PNG\r\n\x1a\n\0\0\0", &[]).ends_with(2).says("hverken en PDF eller en tekst");
    proofread("halv.pdf", b"%PDF-1.7\n1 0 obj <<", &[]).ends_with(2).says("PDF’en er beskadiget");
    run(repository(), &["proofread", "findes-ikke.pdf"], &[]).ends_with(2).says("findes-ikke.pdf kan ikke læses");
    let whole = &KAP_H.files().pdf;
    for length in [1000, whole.len() / 3, whole.len() / 2] {
        let run = proofread("afkortet.pdf", &whole[..length], &[]);
        assert!(matches!(run.code, Some(0 | 2)), "{:?}: {}", run.code, run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
    }
}
