//! Changes between two numbers, in one sentence and over several.

use super::{findings_in, has_no_findings, reports};

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
fn numbers_in_brackets_are_compared_by_as_many() {
    let text = |before: &str| format!("Der var dobbelt så mange henvendelser i 2024 (212) som i 2022 ({before}).");
    has_no_findings(&text("106"));
    reports(&text("146"), "212 er 1,5 gange 146, men der står 2.");
}

#[test]
fn a_change_that_is_told_in_a_later_sentence_follows_from_the_numbers_before_it() {
    for (text, message) in [
        (
            "I 2023 var der 18 kurser. I år er der 22, altså et fald.",
            "Fra 18 til 22 er en stigning, men der står »fald«.",
        ),
        ("I 2023 var der 18 kurser. I 2024 er der 22, en stigning på seks.", "en stigning på 4, men der står 6."),
        ("Antallet er 22. Det er 6 flere end i 2023, hvor det var 18.", "22 er 4 flere end 18, men der står 6 flere."),
        (
            "Vi fik 840 breve. Det er dobbelt så mange som i 2022, hvor vi fik 240.",
            "840 er 3,5 gange 240, men der står 2.",
        ),
        (
            "Andelen faldt fra 14 % i 2021 til 8 % i 2024. Det er et fald på 8 procentpoint.",
            "men der står 8\u{a0}procentpoint.",
        ),
        ("I 2023 kom der 32 breve. I 2024 kom der 36. Der er altså tale om et fald.", "Fra 32 til 36 er en stigning"),
        (
            "Vi holdt ni møder og skrev 30 breve mod 24 i 2023. Det er en stigning på 35 %.",
            "25,0\u{a0}%, men der står 35\u{a0}%.",
        ),
        ("Tiden var 9 dage i 2023 og 6 dage i 2024. Den er altså blevet tre dage længere.", "men der står »længere«."),
        ("Hold tog 34 dage i 2023 og 26 dage i 2024, dvs. fem dage mindre.", "et fald på 8, men der står 5."),
        ("Der var 12 hold i 2024 mod 10 i 2023, en stigning på 25 %.", "20,0\u{a0}%, men der står 25\u{a0}%."),
        ("Der var 12 hold mod 10 i 3. kvartal, altså 6 flere.", "12 er 2 flere end 10, men der står 6 flere."),
        ("Tiden faldt fra 24 dage i 2023 til 20 dage i 2024, et fald på seks dage.", "et fald på 4, men der står 6."),
    ] {
        reports(text, message);
    }
}

#[test]
fn a_change_of_something_else_than_the_numbers_before_it_is_ignored() {
    for text in [
        "I 2023 var der 18 kurser. I år er der 22, altså en stigning på fire.",
        "I 2023 var der 18 kurser. I år er der 22 hold, altså et fald.",
        "I 2023 var der 18 kurser. Nordholdet fik 22 i 2024, altså et fald.",
        "I 2023 var der 18 kurser med 40 deltagere. I år er der 22, altså et fald.",
        "I 2023 var der 18 kurser. I år er der 22, altså et fald i prisen.",
        "I 2023 var der ca. 25 kurser. I år er der 22, altså en stigning.",
        "I 2023 var der 18 kurser. Det er 6 flere end planlagt.",
        "Vi holdt 64 møder. Det er 12 flere end i 2023, hvor der var 40 gæster.",
        "I 2023 var der 18 kurser. I år er der 22, altså ikke et fald.",
        "Vi er nummer 18 i 2023. I år er der 22, altså et fald.",
        "Andelen steg fra 25 % til 30 %. Det er en stigning på 20 %.",
        "Der var 22 kurser i Nord og 18 kurser i Syd, altså en stigning.",
        "Vi skrev 30 breve mod 24 i 2023, og 12 møder blev holdt. Det er en stigning på 35 %.",
        "Antallet steg fra 18 til 22. Det er et fald i forventningen.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn changes_with_the_verb_first_with_factors_after_and_between_seasons_are_recomputed() {
    for (text, message) in [
        ("Derfor steg besøgene om akut sygdom fra 8 til 5.", "Fra 8 til 5 er et fald, men der står »steg«."),
        ("Vægten faldt fra 94,2 kg til 91,0 kg, dvs. med 2,3 kg.", "et fald på 3,2, men der står 2,3."),
        ("Antallet steg fra 1,5 til 3,0 og blev dermed tredoblet.", "3,0 er 2,0 gange 1,5, men der står »tredoblet«."),
        (
            "Fremmødet var 82 % i foråret og 78 % i efteråret; faldet er altså på 6 procentpoint.",
            "men der står 6\u{a0}procentpoint.",
        ),
        ("Ved start kom 76 borgere. Ved slut var det 133, og det er 75 flere.", "en stigning på 57, men der står 75."),
        (
            "Vi aflyste 6 møder i 2024. I 2023 var det 9, så antallet er steget med en tredjedel.",
            "men der står »steget«.",
        ),
    ] {
        reports(text, message);
    }
    for text in [
        "Derfor steg deltagelsen for unge fra 22 til 18.",
        "Derfor faldt besøgene om akut sygdom fra 8 til 5.",
        "Antallet steg fra 1,5 til 3,0 og blev dermed fordoblet.",
        "Antallet steg fra 1,5 til 3,0, og prisen blev tredoblet.",
        "Fremmødet var 82 % i foråret og 78 % i efteråret; faldet er altså på 4 procentpoint.",
        "Vi aflyste 6 møder i 2024. I 2023 var det 9, så antallet er faldet med en tredjedel.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn near_factors_amounts_of_money_and_amounts_before_from_are_recomputed() {
    for (text, message) in [
        ("Antallet er næsten tredoblet fra 210 til 410.", "410 er 2,0 gange 210, men der står »næsten tredoblet«."),
        ("Udgiften steg fra 2,4 mio. kr. til 3,0 mio. kr., svarende til 35 %.", "25,0\u{a0}%, men der står 35\u{a0}%."),
        ("Ventetiden er reduceret med 10 dage, fra 45 til 30 dage.", "et fald på 15, men der står 10."),
    ] {
        reports(text, message);
    }
    for text in [
        "Antallet er næsten fordoblet fra 210 til 410 og mere end fordoblet fra 210 til 480.",
        "Der var 3 kurser i foråret og 5 i efteråret, et fald i forhold til 2023.",
        "Der var 3 kurser i 2023 og 5 i 2024, et fald siden 2020.",
        "Udgiften steg fra 2,4 mio. kr. til 3,0 mio. kr., svarende til 25 %.",
        "Ventetiden er reduceret med 15 dage, fra 45 til 30 dage.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn a_change_is_of_the_numbers_that_its_words_are_about() {
    for text in [
        "Antallet af opkald steg fra 210 til 240, mens antallet af besøg faldt fra 90 til 75. Stigningen på 30 opkald skyldes en ny telefon.",
        "Lægerne så 40 patienter om dagen i 2020 mod nu 55, en stigning på 15 patienter eller 38 %.",
        "Vi holdt 16 møder om diabetes, 4 flere end om KOL, og 8 møder om andre emner.",
        "Faldet var 1 i 2023 og 3 i 2024.",
        "Der er holdt 9 kurser i 2020. I efteråret 2021 er der planlagt tre til fire kurser mere.",
        "Der er brugt 4.200 timer i 2023 mod 3.750 i 2022. Det er en vækst på 12 %.",
        "I 2023 kom 40 læger. I år kom 52 sygeplejersker, hvilket var en stor stigning for dem.",
        "I 2024 fik vi 320 henvendelser. Det er dobbelt så mange som for fem år siden, hvor ordningen var ny.",
    ] {
        has_no_findings(text);
    }
    reports(
        "Der er brugt 4.200 timer i 2023 mod 3.750 i 2022. Det er en vækst på 15 %.",
        "Fra 3.750 til 4.200 er en stigning på 12,0\u{a0}%, men der står 15\u{a0}%.",
    );
    reports(
        "Brugerne er faldet fra 41,2 pr. 1.000 borgere i 2020 til 35,7 i 2022, svarende til 9 %.",
        "Fra 41,2 til 35,7 er et fald på 13,3\u{a0}%, men der står 9\u{a0}%.",
    );
}
