//! Proofreading of finished reports: text, and PDFs made by several programs.

mod page;
mod published;
mod sentences;
mod tables;

use std::fs;
use std::io::Write;

use crate::project::{Project, Run, repository, run};
use crate::published::KAP_H;

/// Reads a report in one process: the program's own, which starts another with limits, is for reports that others made.
fn proofread(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join(name), content).expect("write the file");
    // As that other process: without the gigabyte that the allocator reserves at the start, which its limit counts.
    let environment = [("KAPREPORT_CONFINED", "1"), ("MIMALLOC_ARENA_RESERVE", "0")];
    run(folder.path(), &[&["proofread", name], options].concat(), &environment)
}

/// The findings about a text.
#[track_caller]
fn findings_in(text: &str) -> String {
    let run = proofread("rapport.txt", text, &[]);
    assert_eq!(run.err, "", "{text}");
    run.out
}

/// Asserts that a text has no findings.
#[track_caller]
fn has_no_findings(text: &str) {
    let out = findings_in(text);
    assert!(out.starts_with("Ingen modsigelser og ingen mulige modsigelser."), "{text}\n{out}");
}

/// Asserts that a text has exactly these findings.
#[track_caller]
fn reports(text: &str, message: &str) {
    let out = findings_in(text);
    assert!(out.contains(message), "»{message}« is not in:\n{text}\n{out}");
    assert_eq!(out.matches("[printed-").count(), 1, "{out}");
}

#[test]
fn a_percentage_that_does_not_follow_from_its_numbers_is_a_contradiction() {
    let run = proofread("rapport.txt", "Indledning\n\n84 % af klinikkerne svarede (198 af 224).\n", &[]).ends_with(1);
    assert_eq!(
        run.out,
        "fejl[printed-share]: 198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.
   rapport.txt, linje 3: »84 % af klinikkerne svarede (198 af 224).«

1 modsigelse og ingen mulige modsigelser.
Kontrolleret: 1 andel.
"
    );
}

#[test]
fn shares_are_found_in_every_wording() {
    for text in [
        "84 % af klinikkerne svarede (198 af 224).",
        "84 procent af klinikkerne svarede (198 ud af i alt 224).",
        "I 2024 svarede 84 %, svarende til 198 ud af de 224 klinikker.",
        "Der svarede 198 af 224 klinikker (84 %).",
        "Der svarede 198 ud af 224 klinikker, dvs. 84 %.",
        "84 % af de 224 klinikker (198) svarede.",
        "Der svarede 198 af de 224\nklinikker, hvilket er 84 %.",
        "Svarprocenten var 84 %, idet 198 ud af 224 svarede.",
        "Af 224 klinikker svarede 198 (84 %).",
        "Ud af de i alt 224 adspurgte klinikker svarede 198, svarende til 84 %.",
        "I alt svarede 198 klinikker ud af 224, svarende til 84 %.",
        "84 % svarede (198 klinikker ud af de 224).",
    ] {
        reports(text, "198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.");
    }
    reports("Blandt teamene svarede to ud af tre (60 %).", "2 af 3 er 66,7\u{a0}%, men der står 60\u{a0}%.");
    reports("Der blev holdt 1.016 af 2.000 møder (58 %).", "1.016 af 2.000 er 50,8\u{a0}%, men der står 58\u{a0}%.");
}

#[test]
fn shares_with_a_slash_or_after_words_that_look_like_changes_are_recomputed() {
    for text in [
        "Der svarede 198/224 (84 %).",
        "Der svarede 198 / 224 (84 %).",
        "Der svarede 84 % (198/224).",
        "Fremmødet var 84 % (198 af 224).",
        "De voksnes svarprocent var 84 pct. (198 af 224).",
        "Svarprocenten var 84 pct (198 af 224).",
    ] {
        reports(text, "198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.");
    }
    for text in [
        "Der svarede 198/224 (88 %).",
        "Mødet den 24/6 (50 %) og den 1/12 (50 %).",
        "I sæsonen 23/24 (84 %) og 2023/2024 (84 %).",
        "Antallet gik frem med 84 % (198 af 224 er nye).",
        "Svarprocenten steg 4 %-point (198 af 224).",
    ] {
        has_no_findings(text);
    }
}

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
fn a_percentage_is_compared_at_its_printed_precision() {
    for text in ["88 % (198 af 224)", "88,4 % (198 af 224)", "12 % (1 af 8)", "13 % (1 af 8)", "100 % (5 ud af 5)"] {
        has_no_findings(&format!("Der svarede {text}."));
    }
    reports("Der svarede 88,5 % (198 af 224).", "198 af 224 er 88,4\u{a0}%, men der står 88,5\u{a0}%.");
}

#[test]
fn vague_numbers_and_percentages_that_are_not_shares_are_ignored() {
    for text in [
        "Knap 90 % svarede (198 af 224).",
        "Ca. 90 % svarede (198 af 224).",
        "Op til 90 % svarede (198 af 224).",
        "90 % svarede (ca. 198 af 224).",
        "Antallet steg med 12 % (198 af 224 er nye).",
        "84 % var tilfredse. Der svarede 198 af 224.",
        "84 % var tilfredse, og blandt dem kom 198 af 224 klinikker fra byen.",
        "Der svarede 198 af 224 (forrige år 84 %).",
        "Møde den 3. af 12 med 50 % rabat.",
        "Halvdelen af de 24 oplæg var nye (84 %).",
        "Se side 4 af 224 (84 %), 3-4 af 12.",
        "Mellem 2019-2021 var 30 % med, fra 40 af 2.",
        "Svarprocenten var 84 %, idet 20 ud af 224 var på ferie.",
        "Svarprocenten var 84 %, idet 20 ud af 224 ikke svarede.",
        "Svarprocenten var ca. 84 %, idet 198 ud af 224 svarede.",
        "Af 224 klinikker svarede 198 (forrige år 84 %).",
        "Af 224 klinikker svarede de i uge 12 (84 %).",
        "Af 224 klinikker svarede ca. 198 (84 %).",
        "På grund af 224 aflysninger svarede 198 (84 %).",
        "Af 2024 svar kom de 198 (84 %).",
        "I alt svarede 198 klinikker ud af 224 mulige hold, svarende til 84 %.",
        "Der gik 3 timer ud af 7 dage, svarende til 84 %.",
        "Mellem 40 og 50 % (9 af 20).",
        "Mellem 40 % og op imod 50 % (9 af 20).",
        "Mellem 40 % af dem og 50 % (9 af 20).",
        "Fra 40 til 50 % (9 af 20).",
        "40 – 50 % (9 af 20).",
        "40-50 % (9 af 20).",
        "I 2023 var det 84 %, nu 40-50 % (9 af 20).",
        "Der svarede 9 af 20, svarende til 40-50 pct. i 2024 (60 %).",
        "Op mod 90 % (198 af 224).",
        "Op imod 90 % (198 af 224).",
        "Henved 90 % (198 af 224).",
        "Maks. 90 % (198 af 224).",
        "≥ 85 % (198 af 224).",
        "Mindst 85 % (198 af 224).",
        "Højst 90 % (198 af 224).",
        "Under 90 % (198 af 224).",
        "Over 85 % (198 af 224).",
        "85 % eller mere (198 af 224).",
        "Målet på 90 % blev ikke nået (198 af 224).",
        "Der svarede 88 % mod 84 % sidste år (198 af 224).",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn a_total_that_is_not_the_sum_of_its_rows_is_a_contradiction() {
    let table =
        |total: &str| format!("Tabel 1: Besøg\nEmne Antal\nArbejdsgange 12\nLedelse 5\nAndet 3\nI alt {total}\n");
    has_no_findings(&table("20"));
    reports(&table("21"), "»I alt« er 12 + 5 + 3 = 20, men der står 21.");
    let years =
        |total: &str| format!("Kontakter\t2023\t2024\nMail\t1.002\t998\nTelefon\t20\t30\nI alt\t1.022\t{total}\n");
    has_no_findings(&years("1.028"));
    reports(&years("1.038"), "»I alt« er 998 + 30 = 1.028 under »2024«, men der står 1.038.");
    let items = |total: &str| format!("Deltagere:\n• Læger: 171\n• Personale: 176\n• Deltagere i alt: {total}\n");
    has_no_findings(&items("347"));
    reports(&items("374"), "»Deltagere i alt« er 171 + 176 = 347, men der står 374.");
}

#[test]
fn a_sum_that_differs_by_rounding_says_so_with_its_unit() {
    let all = |text: &str| proofread("rapport.txt", text, &["--all"]).ends_with(0).out.replace('\u{a0}', " ");
    let shares = all("Tabel 1: Svar\nSvar\tAndel\nJa\t33 %\nNej\t33 %\nVed ikke\t33 %\nI alt\t100 %\n");
    let rounded = "»I alt« er 33 % + 33 % + 33 % = 99 %; der står 100 %, hvilket passer inden for afrundingen.";
    assert!(shares.contains(rounded), "{shares}");
    let counts = all("Tabel 1: Besøg\nNord 12\nSyd 5\nI alt 17\n");
    assert!(counts.contains("»I alt« er 12 + 5 = 17, som der står."), "{counts}");
}

#[test]
fn rows_that_nearly_sum_to_the_row_above_are_a_warning() {
    let table = |visits: &str| {
        format!(
            "Tabel 4: Aktiviteter\nBesøg {visits}\n- Om ledelse 18\n- Om trivsel 11\n- Andet 11\nMøder 4\n- Heraf nye 3\n"
        )
    };
    has_no_findings(&table("40"));
    has_no_findings(&table("70"));
    reports(&table("41"), "advarsel[printed-sum]: »Besøg« er 18 + 11 + 11 = 40, men der står 41.");
}

#[test]
fn rounded_parts_and_unrelated_rows_are_no_contradictions() {
    has_no_findings("Tabel 1: Andele\nNord 33,3 %\nSyd 33,3 %\nØst 33,3 %\nI alt 100 %\n");
    has_no_findings("Tabel 1: Besøg\nNord 30\nSyd 12\nAndel med svar 58 %\nI alt 42\n");
    has_no_findings("Tabel 1: Besøg\nNord i alt 30\nNord 1 10\nNord 2 20\n");
    has_no_findings("Indhold\nTabel 1: Besøg ..... 4\nTabel 2: Møder ..... 5\nI alt 7\n");
    has_no_findings("Tabel 1: Abonnenter\nPost 2.3283\nMail 12\nI alt 2.340\n");
}

#[test]
fn percentages_in_labels_and_below_their_numbers_are_recomputed() {
    has_no_findings("Tabel 1: Møder\nMøder (Nord (33) og Syd (9)) 42\nAndre møder 2\n");
    reports(
        "Tabel 1: Møder\nMøder (Nord (33) og Syd (9)) 43\nAndre møder 2\n",
        "Tallene i parentes er 33 + 9 = 42, men der står 43.",
    );
    let share = |percent: &str| {
        format!("Tabel 1: Vejledninger\nAntal vejledninger 219\nAntal opdaterede 128\nAndel {percent}\n")
    };
    has_no_findings(&share("58,4 %"));
    has_no_findings(&share("12 %"));
    reports(&share("58,5 %"), "128 af 219 er 58,4\u{a0}%, men der står 58,5\u{a0}%.");
}

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

/// A zip file with one part.
fn zipped(part: &str, content: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
    archive.write_all(content.as_bytes()).expect("write the part");
    archive.finish().expect("a zip file").into_inner()
}

#[test]
fn a_word_document_is_read_with_its_tables_and_without_what_is_deleted() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: [&str; 2]| {
        let cells = cells.map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).concat();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows = [["Emne", "Antal"], ["Medicin &amp; data", "12"], ["Ledelse", "5"], ["I alt", "18"]].map(row).concat();
    let body = [
        paragraph("Der svarede 84 % (198 af</w:t></w:r><w:r><w:t> 224)."),
        "<w:p><w:del><w:r><w:delText>90 %</w:delText><w:t>90 % (1 af 2).</w:t></w:r></w:del></w:p>".to_owned(),
        format!("{}<w:tbl>{rows}</w:tbl>{}", paragraph("Tabel 1: Besøg"), paragraph("Slut.")),
    ];
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", body.concat());
    let run = proofread("rapport.docx", zipped("word/document.xml", &xml), &[]).ends_with(1);
    assert_eq!(
        run.out.replace('\u{a0}', " "),
        "fejl[printed-share]: 198 af 224 er 88,4 %, men der står 84 %.
   rapport.docx: »Der svarede 84 % (198 af 224).«
fejl[printed-sum]: »I alt« er 12 + 5 = 17, men der står 18.
   rapport.docx: »I alt | 18«

2 modsigelser og ingen mulige modsigelser.
Kontrolleret: 1 andel og 1 sum.
"
    );
}

#[test]
fn ligatures_and_columns_a_space_apart_of_a_pdf_are_read() {
    let row = |y: u32, cells: &[(u32, &str)]| {
        let cell = |(x, text): &(u32, &str)| format!("BT /F 12 Tf {x} {y} Td ({text}) Tj ET ");
        cells.iter().map(cell).collect::<String>()
    };
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

#[test]
fn a_row_with_an_empty_cell_is_excluded_from_sums() {
    has_no_findings("Kontakter\t2023\t2024\nMail\t10\t20\nTelefon\t5\t6\nBrev\t1\nI alt\t16\t26\n");
}

#[test]
fn page_headers_and_footers_are_not_rows_of_a_table_over_two_pages() {
    let text = |total: &str| {
        format!(
            "Enheden 2024\nTabel 1: Besøg\nNord 12\nSyd 5\nEnheden 1\n\u{c}Enheden 2024\nØst 3\nI alt {total}\nTekst.\nEnheden 2\n"
        )
    };
    has_no_findings(&text("20"));
    reports(&text("22"), "»I alt« er 12 + 5 + 3 = 20, men der står 22.");
}

#[test]
fn a_table_can_repeat_its_header_and_have_labels_of_several_lines() {
    let text = |total: &str| {
        format!(
            "Besøg efter emne\nEmne\t2023\t2024\nNord\t10\t12\nSyd\t4\t5\n\u{c}Emne\t2023\t2024\nEmner fra de\n3\t4\nøvrige egne\nI alt\t17\t{total}\n"
        )
    };
    has_no_findings(&text("21"));
    reports(&text("22"), "»I alt« er 12 + 5 + 4 = 21 under »2024«, men der står 22.");
}

/// A one-page PDF with this content and a font that is not embedded.
fn pdf(content: &str) -> String {
    format!(
        "%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >> endobj
4 0 obj << /Length {} >>
stream
{content}
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Size 6 /Root 1 0 R >>
%%EOF
",
        content.len()
    )
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
