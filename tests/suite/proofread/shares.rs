//! Shares: in digits, in words, and as parts of what was counted before.

use super::{findings_in, has_no_findings, proofread, reports};

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
fn a_share_in_words_fits_its_numbers() {
    for text in [
        "Hver tredje klinik (12 af 20) svarede.",
        "Knap hver tredje (12 af 20) svarede.",
        "En tredjedel af klinikkerne (12 af 20) svarede.",
        "I 12 af 20 klinikker (hver tredje) svarede man.",
        "Der svarede 12 af 20, altså hver tredje.",
    ] {
        assert!(findings_in(text).contains("12 af 20 er 60,0\u{a0}%, men der står »"), "{text}\n{}", findings_in(text));
    }
    reports("Tre ud af fire klinikker (24 af 40) kom.", "24 af 40 er 60,0\u{a0}%, men der står »tre ud af fire«.");
    reports("Halvdelen af klinikkerne (61 %) svarede.", "Der står 61\u{a0}%, men der står »halvdelen«.");
    reports("Mere end halvdelen (9 af 20) svarede.", "9 af 20 er 45,0\u{a0}%, men der står »mere end halvdelen«.");
    for text in [
        "Hver tredje (12 af 35) svarede, og halvdelen (48 %) kom.",
        "Over halvdelen (80 %), knap halvdelen (46 %) og godt to tredjedele (69 %).",
        "Mere end halvdelen af klinikkerne (18 af 20) svarede.",
        "Halvdelen af dem var nye (84 %).",
        "Hver tredje måned (12 af 20) var der møde.",
        "Tre ud af fire (29 af 40) kom.",
        "Ni ud af ti (92 %) var tilfredse, og tre ud af fire (76 %) kom igen.",
        "Tolv ud af femogtyve (48 %) svarede.",
    ] {
        has_no_findings(text);
    }
    reports("Tolv ud af femogtyve (84 %) svarede.", "12 af 25 er 48,0\u{a0}%, men der står 84\u{a0}%.");
}

#[test]
fn a_part_that_follows_its_whole_is_recomputed() {
    for text in [
        "Skemaet gik til 201 klinikker, heraf svarede 132 (61,2 %).",
        "Skemaet gik til 201 klinikker. Af dem svarede 132 (61,2 %).",
        "Der var 201 deltagere, 132 (61,2 %) af byen.",
        "Der var 201 deltagere, heraf 61,2 % (132).",
    ] {
        reports(text, "132 af 201 er 65,7\u{a0}%, men der står 61,2\u{a0}%.");
    }
    reports(
        "Af 200 deltagere sagde 130 (65 %) ja og 20 (40 %) nej.",
        "20 af 200 er 10,0\u{a0}%, men der står 40\u{a0}%.",
    );
    for text in [
        "Skemaet gik til 201 klinikker, heraf svarede 132 (65,7 %).",
        "Af 200 inviterede kom 100 (50 %), og 50 (50 %) af dem svarede.",
        "Der blev holdt 201 møder, og 132 (61,2 %) af klinikkerne kom.",
        "Der var 201 deltagere i byen og 40 på landet, 132 (61,2 %) af dem læger.",
        "Møderne var nye. Af dem svarede 132 (61,2 %).",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn pct_ends_a_sentence_before_a_capital() {
    has_no_findings("Ud af 530 deltagere svarede 300, svarende til 56,6 pct. Tre fjerdedele (225 af 300) var enige.");
    reports(
        "Ud af 530 deltagere svarede 300, svarende til 65,6 pct. Tre fjerdedele (225 af 300) var enige.",
        "300 af 530 er 56,6\u{a0}%, men der står 65,6\u{a0}%.",
    );
}

#[test]
fn a_share_in_words_is_not_that_of_its_neighbour() {
    reports(
        "Hver fjerde hændelse i 2024 (90 af 450) skete her.",
        "90 af 450 er 20,0\u{a0}%, men der står »hver fjerde«.",
    );
    for text in [
        "Hver femte hændelse i 2024 (90 af 450) skete her.",
        "Hver fjerde (22 %) kom, og hver tiende (9 %) gik.",
        "En tredjedel (31 %) kom, og halvdelen (46 %) gik.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn parts_with_abbreviations_and_the_rest_of_a_whole_are_recomputed() {
    let text = |letters: &str| format!("Der kom 1.900 breve, heraf 1.330 mails (70 %) og 570 pr. brev ({letters}).");
    has_no_findings(&text("30 %"));
    reports(&text("40 %"), "570 af 1.900 er 30,0\u{a0}%, men der står 40\u{a0}%.");
    let rest = |share: &str| format!("Af de 36 svar var 27 (75 %) gode. De øvrige 9 ({share}) var dårlige.");
    has_no_findings(&rest("25 %"));
    has_no_findings(&rest("35 %").replace("(75 %)", "(80 af dem)"));
    reports(&rest("35 %"), "9 af 36 er 25,0\u{a0}%, men der står 35\u{a0}%.");
    reports(
        "Svarprocenten i målingen var 46 pct., idet 161 af de 251 borgere svarede.",
        "161 af 251 er 64,1\u{a0}%, men der står 46\u{a0}%.",
    );
}

#[test]
fn a_percentage_of_numbers_that_were_printed_before_is_recomputed() {
    for (text, message) in [
        (
            "Der er henvist 250 borgere, og 190 har gennemført. Det svarer til 67 %.",
            "190 af 250 er 76,0\u{a0}%, men der står 67",
        ),
        (
            "I alt 190 har gennemført forløbet, svarende til 67 % af de 250 henviste.",
            "190 af 250 er 76,0\u{a0}%, men der står 67",
        ),
        (
            "Der kom 342 gæster, heraf 120 læger og 150 andre. Lægerne udgjorde altså 53 %.",
            "120 af 342 er 35,1\u{a0}%, men der står 53",
        ),
        ("Holdet havde 35 fremmødte ud af 50 tilmeldte (75 %).", "35 af 50 er 70,0\u{a0}%, men der står 75"),
    ] {
        reports(text, message);
    }
    for text in [
        "Der er henvist 250 borgere, og 190 har gennemført. Det svarer til 76 % af de henviste.",
        "Der kom 190 i 2023 og 250 i 2024. Det svarer til 32 % flere.",
        "Der er henvist 250 borgere, og 190 har gennemført 12 timer. Det svarer til 67 %.",
        "Der er henvist 250 borgere, og antallet er steget med 50. Det svarer til 25 %.",
        "Der er henvist 250 borgere, og 190 har gennemført. Det er 67 % flere end ventet.",
        "I alt 190 har gennemført forløbet, svarende til ca. 67 % af de 250 henviste.",
        "Der kom 342 gæster, heraf 120 læger. Sygeplejerskerne udgjorde 53 %.",
    ] {
        has_no_findings(text);
    }
    reports("Lidt over en fjerdedel (36,4 %) kom.", "Der står 36,4\u{a0}%, men der står »lidt over en fjerdedel«.");
    has_no_findings("Lidt over en tredjedel (36,4 %) kom, og over en fjerdedel (60 %) gik.");
}

#[test]
fn a_share_of_some_other_whole_is_not_that_of_the_counts_beside_it() {
    for text in [
        "28 klinikker deltog (70 %). Der er 61 klinikker i alt i kommunen, men 40 blev inviteret.",
        "Merforbruget på 120.000 kr. svarer til 2 % af lønsummen. Budgettet er 4,0 mio. kr.",
        "Køn blev oplyst af 95 % af deltagerne. 70 % var kvinder, og 25 % var mænd.",
        "Ud af 260 svar var 96 positive og 164 negative. De positive kommentarer udgør 40 % af teksten.",
        "46 % af de 500 adspurgte kender ordningen, og 12 % har brugt den. De 60 brugere er tilfredse.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn listed_shares_are_all_of_one_whole() {
    let text = |count: u32| {
        format!("77 % af klyngerne svarede.\n\n26 (23 %)\n\n13 (12 %)\n\n{count} (17 %)\n\n38 (34 %)\n\n61 (54 %)\n")
    };
    has_no_findings(&text(19));
    reports(&text(91), "De andre andele er af 112, men 91 af 112 er 81,3\u{a0}%, og der står 17\u{a0}%.");
    has_no_findings("30 (61 %) kom.\n\n19 (39 %) blev væk.\n\n12 (24 %) skrev.\n\nHeraf havde 6 (50 %) ondt.\n");
}

#[test]
fn a_part_with_what_is_left_is_a_share_of_both() {
    has_no_findings(
        "I alt blev 420 breve læst. Farven passede i 357 af dem (85 %), mens den i de øvrige 63 ikke gjorde.",
    );
    reports("Farven passede i 357 af dem (88 %), mens den i de øvrige 63 ikke gjorde.", "men der står 88\u{a0}%.");
    has_no_findings("60 % af kvinderne (271 af 451) og 48 % af mændene (172 af 355) svarede ja.");
}
