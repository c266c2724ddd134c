//! Shares, changes and references of running text.

use super::{findings_in, has_no_findings, reports};

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
fn two_numbers_that_are_compared_have_the_stated_difference() {
    for (text, message) in [
        ("Der var 22 kurser, 6 flere end de 18 i 2023.", "22 er 4 flere end 18, men der står 6 flere."),
        (
            "Der var 22 kurser i 2024, hvilket er 6 flere end i 2023 (18).",
            "22 er 4 flere end 18, men der står 6 flere.",
        ),
        ("Der var 22 kurser mod 18 i 2023, altså 6 flere.", "22 er 4 flere end 18, men der står 6 flere."),
        ("Der var 18 kurser, 4 flere end de 22 året før.", "18 er 4 færre end 22, men der står 4 flere."),
        (
            "Der var 22 kurser, 40 % flere end de 18 i 2023.",
            "22 er 22,2\u{a0}% flere end 18, men der står 40\u{a0}% flere.",
        ),
        ("Der var 24 kurser, tre gange så mange som de 12 i 2023.", "24 er 2,0 gange 12, men der står 3."),
        ("Der var 24 kurser, dobbelt så mange som i 2023 (8).", "24 er 3,0 gange 8, men der står 2."),
        ("Antallet blev fordoblet fra 12 til 36.", "36 er 3,0 gange 12, men der står »fordoblet«."),
        (
            "Hold steg fra 25 i 2023 til 30 i 2024, en stigning på 40 %.",
            "Fra 25 til 30 er en stigning på 20,0\u{a0}%, men der står 40\u{a0}%.",
        ),
    ] {
        reports(text, message);
    }
    for text in [
        "Der var 22 kurser, 4 flere end de 18 i 2023.",
        "Der var 22 kurser mod 18 i 2023, altså 4 flere.",
        "Der var 22 møder med 6 flere klinikker end de 18 i 2023.",
        "Der var 22 kurser mod 18 i 2023, altså 6 flere end i 2022.",
        "Der var 22 kurser, 6 flere end planlagt, og 18 møder.",
        "Der var 24 kurser, dobbelt så mange som de 12 i 2023.",
        "Der var 24 kurser, næsten tre gange så mange som de 9 i 2023.",
        "Antallet blev næsten fordoblet fra 12 til 21.",
        "Der var 22 kurser, ca. 6 flere end de 18 i 2023.",
    ] {
        has_no_findings(text);
    }
}

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
fn a_change_follows_from_its_two_numbers() {
    for text in [
        "Antallet af hold steg med 40 % fra 25 til 30.",
        "Der var en stigning på 40 % fra 25 hold til 30 hold.",
        "Hold steg fra 25 til 30 (40 %).",
        "Hold steg fra 25 til 30 (+40 %).",
        "Hold steg i 2024 fra 25 til 30, svarende til 40 %.",
        "Antallet steg fra 25 i 2023 til 30 i 2024, men 40 % var nye. Hold steg fra 25 til 30 hold (en stigning på 40 %).",
    ] {
        reports(text, "Fra 25 til 30 er en stigning på 20,0\u{a0}%, men der står 40\u{a0}%.");
    }
    reports("Hold faldt fra 25 til 30.", "Fra 25 til 30 er en stigning, men der står »faldt«.");
    reports("Hold er steget fra 30 hold i 2023 til 25 i 2024.", "Fra 30 til 25 er et fald, men der står »steget«.");
    reports("Hold steg med 6 fra 25 til 30.", "Fra 25 til 30 er en stigning på 5, men der står 6.");
    reports(
        "Andelen steg med 8 procentpoint fra 25 % til 30 %.",
        "Fra 25\u{a0}% til 30\u{a0}% er en stigning på 5\u{a0}procentpoint, men der står 8\u{a0}procentpoint.",
    );
    reports("Hold steg fra 25 til 30 (+6).", "Fra 25 til 30 er en stigning på 5, men der står 6.");
    assert!(findings_in("Hold steg fra 25 til 30 (40 %).").contains("advarsel[printed-change]"));
    assert!(findings_in("Hold steg med 40 % fra 25 til 30.").contains("fejl[printed-change]"));
}

#[test]
fn changes_that_hold_or_are_about_something_else_are_ignored() {
    for text in [
        "Hold steg med 20 % fra 25 til 30 og faldt fra 30 til 12 (60 %).",
        "Hold faldt fra 25 til 20, svarende til et fald på 20 %.",
        "Ventetiden faldt med 18 % fra 12 til 10 dage.",
        "Tiden steg fra 90 minutter til 2 timer.",
        "Beløbet steg fra 900.000 til 1,2 mio. kr.",
        "Placeringen faldt fra 3 til 7.",
        "Antallet faldt ikke fra 3 til 7.",
        "Holdet faldt fra plads 3 til plads 7.",
        "Deltagelsen faldt for unge fra 18 til 22 år.",
        "Deltagelsen faldt fra 18 til 22 år.",
        "Antallet faldt fra 2. til 12. maj.",
        "Hold steg med ca. 25 % fra 25 til 30.",
        "Andelen steg med 4 % fra 25 % til 26 %.",
        "Andelen steg fra 25 % til 30 % (5 procentpoint).",
        "Andelen steg med 6 procentpoint fra 25 % til 30 %.",
        "Hold faldt fra 30 til 24 (−20 %).",
        "Hold faldt fra 30 til 24 (4).",
        "Hold steg på 3 steder fra 25 til 30.",
        "Hold steg fra 25 til 30 (40 % af dem nye).",
        "Hold faldt fra mandag den 3 til 12.",
        "Hold faldt fra ca. 3 til ca. 12.",
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
fn numbers_in_brackets_are_compared_by_as_many() {
    let text = |before: &str| format!("Der var dobbelt så mange henvendelser i 2024 (212) som i 2022 ({before}).");
    has_no_findings(&text("106"));
    reports(&text("146"), "212 er 1,5 gange 146, men der står 2.");
}
