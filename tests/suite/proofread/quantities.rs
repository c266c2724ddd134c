//! Sentences whose numbers follow from each other, read by unit, noun and relation: each kind with neighbours that agree.

use super::{findings_in, has_no_findings};

/// Texts with one contradiction each, and what is found.
const WRONG: [(&str, &str); 36] = [
    (
        "Der blev registreret 74 fald, 14 færre end i 1. kvartal, hvor tallet var 86.",
        "74 er 12 færre end 86, men der står 14 færre.",
    ),
    ("Der er 35 % færre sygedage end i 2024 (60 mod 80).", "60 er 25,0 % færre end 80, men der står 35 % færre."),
    ("Dobbelt så mange kvinder som mænd (44 mod 32) deltog.", "44 er 1,4 gange 32, men der står 2."),
    (
        "De fire plejehjem havde 248 beboere den 30. juni, heraf 150 kvinder (65 %).",
        "150 af 248 er 60,5 %, men der står 65 %.",
    ),
    (
        "Der blev holdt 24 hold à 8 pladser, i alt 182 pladser, hvoraf 173 blev brugt.",
        "24 gange 8 er 192, men der står 182.",
    ),
    (
        "Skemaet har 24 spørgsmål fordelt på 5 emner: 6 om pleje, 5 om mad, 4 om aktiviteter, 6 om rengøring og 4 om samarbejde.",
        "Delene af 24 er 6 + 5 + 4 + 6 + 4 = 25, men der står 24.",
    ),
    (
        "Personalet består af 96 ansatte: 41 assistenter, 36 hjælpere samt 17 i køkken og vask.",
        "Delene af 96 er 41 + 36 + 17 = 94, men der står 96.",
    ),
    (
        "Blandt dem over 50 er 18 % utilfredse mod 8 % af de øvrige, en forskel på 12 procentpoint.",
        "Mellem 18 % og 8 % er der 10 procentpoint, men der står 12 procentpoint.",
    ),
    (
        "Prisen pr. forløb var 4.250 kr., så de 300 forløb kostede 1.257.000 kr.",
        "4.250 gange 300 er 1.275.000, men der står 1.257.000.",
    ),
    (
        "Hver læge så i gennemsnit 181 patienter (2.057 fordelt på 12 læger).",
        "2.057 delt med 12 er 171, men der står 181.",
    ),
    (
        "Funktionsevnen steg fra 42 til 63 point, altså med en tredjedel.",
        "Fra 42 til 63 er 50,0 %, men der står »en tredjedel«.",
    ),
    (
        "70 % blev afsluttet inden for fristen på 90 dage, 20 % efter fristen.",
        "Procenterne giver 70 % + 20 % = 90 %, ikke 100 %.",
    ),
    (
        "Budgettet var 14,6 mio. kr., hvoraf løn udgør 11,7 mio. kr. (85 %) og husleje 1,9 mio. kr. (13 %).",
        "11,7 af 14,6 er 80,1 %, men der står 85 %.",
    ),
    (
        "Budgettet var 14,6 mio. kr., hvoraf løn udgør 11,7 mio. kr. og husleje 1,9 mio. kr. Resten, 1,6 mio. kr., går til udstyr.",
        "Resten er 1,0, men der står 1,6.",
    ),
    ("Skemaet blev sendt til 412 pårørende. 287 svarede. 135 svarede ikke.", "412 uden 287 er 125, men der står 135."),
    ("132 af deltagerne var mænd og 168 kvinder, dvs. 54 % kvinder.", "168 af 300 er 56,0 %, men der står 54 %."),
    (
        "Analysen blev bestilt den 3. maj 2024 og afleveret den 14. april 2024.",
        "14. april 2024 er før 3. maj 2024, hvor det begyndte.",
    ),
    ("Rapporten indeholder tal for 2022-2024, dvs. fire år.", "2022-2024 er tre år, men der står fire."),
    (
        "Åbningstiden er otte en halv time om dagen, fra kl. 7.30 til 15.30.",
        "Mellem de to klokkeslæt er der 8 timer, men der står 8,5.",
    ),
    ("Målet er højst 60 fald i kvartalet; med 74 fald blev målet nået.", "74 mod et mål på 60, men der står »nået«."),
    (
        "Funktionsevnen steg fra 42 til 63 point. Målet på 60 point blev dermed ikke nået.",
        "63 mod et mål på 60, men der står »ikke nået«.",
    ),
    (
        "Indeks for ressourcer (2023 = 100) var 104 i 2024 og 111 i 2025, en stigning på 9 point.",
        "Fra 104 til 111 er en stigning på 7, men der står 9.",
    ),
    (
        "Plejehjemmene ordnet efter antal fald:\nSøparken: 22\nLindely: 15\nBirkehøj: 17\nEgegården: 16",
        "Listen er »ordnet«, men »Lindely« har 15 og »Birkehøj« 17.",
    ),
    (
        "Genoptræning, 1. halvår 2025\n\nRapporten omfatter januar-marts 2025.",
        "Titlen er om januar-juni 2025, men teksten siger januar-marts 2025.",
    ),
    (
        "Genoptræning, 1. halvår 2025\n\nI løbet af de ni måneder begyndte der mange forløb.",
        "Titlens periode er seks måneder, men der står ni.",
    ),
    ("Evalueringen blev holdt torsdag d. 12. juni 2024.", "Den 12. juni 2024 er en onsdag, men der står »torsdag«."),
    (
        "Vi gennemførte 318 klinikbesøg hos 204 klinikker. Det er 37 besøg mere end i 2023, hvor der blev gennemført 291.",
        "Fra 291 til 318 er en stigning på 27, men der står 37.",
    ),
    (
        "Der kom 412 hændelser mod 388 i samme kvartal året før. Stigningen er på 34 hændelser.",
        "Fra 388 til 412 er en stigning på 24, men der står 34.",
    ),
    (
        "Forbruget blev 8,9 mio. kr. Lønudgifterne udgjorde 6,5 mio. kr., hvilket er 83 % af forbruget.",
        "6.500.000 af 8.900.000 er 73,0 %, men der står 83 %.",
    ),
    (
        "Enheden har 11 medarbejdere: 6 konsulenter, 4 sekretærer, en statistiker og en leder.",
        "Delene af 11 er 6 + 4 + 1 + 1 = 12, men der står 11.",
    ),
    (
        "I spørgeskemaet svarede 540 ud af 720 (75 %). Heraf var 405 kvinder (75 %) og 153 mænd.",
        "Delene af 540 er 405 + 153 = 558, men der står 540.",
    ),
    ("Kurset samlede 36 deltagere fordelt på to hold à 16.", "2 gange 16 er 32, men der står 36."),
    (
        "Kurset begyndte den 5. februar 2025 og sluttede den 14. marts 2025, altså lidt over syv uger.",
        "Mellem de to datoer er der 5,4 uger, men der står syv.",
    ),
    (
        "Besøgene varede i gennemsnit 148 minutter, kortest 15 og længst 120 minutter.",
        "Der står »gennemsnit« om 148, men det mindste 15 og det største 120.",
    ),
    (
        "Status, 1. kvartal 2025\n\nI perioden februar-april 2025 kom der 412 hændelser.",
        "Titlen er om januar-marts 2025, men teksten siger februar-april 2025.",
    ),
    (
        "Tabel 1. Score pr. måned\nHjem\tApril\tMaj\tJuni\nEgegården\t9\t7\t2\nLindely\t6\t8\t5\n\nAntallet i tabel 1 faldt måned for måned på Lindely.",
        "Teksten siger »faldt måned for måned«, men tallet stiger fra 6 til 8 i maj i Tabel 1.",
    ),
];

/// Texts that agree, or whose numbers have nothing to do with each other.
const RIGHT: [&str; 56] = [
    "Der blev registreret 74 fald, 12 færre end i 1. kvartal, hvor tallet var 86.",
    "Der kom 24 klager, 6 færre end i 2023, hvor der var 52 ansatte.",
    "Der er 25 % færre sygedage end i 2024 (60 mod 80).",
    "Dobbelt så mange kvinder som mænd (44 mod 22) deltog.",
    "De fire plejehjem havde 248 beboere den 30. juni, heraf 160 kvinder (65 %).",
    "Der blev holdt 24 hold à 8 pladser, i alt 192 pladser, hvoraf 173 (90 %) blev brugt.",
    "Skemaet har 24 spørgsmål fordelt på 5 emner: 6 om pleje, 5 om mad, 4 om aktiviteter, 5 om rengøring og 4 om samarbejde.",
    "Personalet består af 96 ansatte: 41 assistenter, 38 hjælpere samt 17 i køkken og vask.",
    "Der er 12 stillinger: 3 i Nord, 4 i Syd og 2 i Øst er besat.",
    "Blandt dem over 50 er 18 % utilfredse mod 8 % af de øvrige, en forskel på 10 procentpoint.",
    "Prisen pr. forløb var 4.250 kr., så de 300 forløb kostede 1.275.000 kr.",
    "Prisen pr. time er 450 kr., og de 12 hold kostede 64.800 kr.",
    "Hver læge så i gennemsnit 171 patienter (2.057 fordelt på 12 læger).",
    "Funktionsevnen steg fra 42 til 63 point, altså med halvdelen.",
    "70 % blev afsluttet inden for fristen på 90 dage, 30 % efter fristen.",
    "70 % kom inden for fristen, og 15 % klagede efter fristen.",
    "40 % af patienterne med diabetes og 20 % af patienterne uden diabetes svarede.",
    "Budgettet var 14,6 mio. kr., hvoraf løn udgør 11,7 mio. kr. (80 %) og husleje 1,9 mio. kr. (13 %). Resten, 1,0 mio. kr., går til udstyr.",
    "Budgettet er 4,2 mio. kr., hvoraf løn udgør 3,0 mio. kr. Resten af året bruges 0,4 mio. kr. på drift.",
    "Skemaet blev sendt til 412 pårørende. 287 svarede. 125 svarede ikke.",
    "Skemaet blev sendt til 412 pårørende. 287 svarede. Af dem svarede 12 ikke på spørgsmål 4.",
    "132 af deltagerne var mænd og 168 kvinder, dvs. 56 % kvinder.",
    "Analysen blev bestilt den 3. maj 2024 og afleveret den 14. juni 2024.",
    "Projektet sluttede den 1. marts 2024, og et nyt begyndte den 1. maj 2024.",
    "Patienten blev indlagt igen den 5. maj 2024, efter at være udskrevet den 3. maj 2024.",
    "Rapporten indeholder tal for 2022-2024, dvs. tre år.",
    "Aftalen for 2023-2025 (to år) er forlænget.",
    "Åbningstiden er otte en halv time om dagen, fra kl. 7.30 til 16.00.",
    "Klinikken har åbent i 7 timer fra kl. 8 til 16 med en times pause.",
    "Målet er højst 60 fald i kvartalet; med 74 fald blev målet ikke nået.",
    "Målet på 20 minutter blev nået, da ventetiden faldt fra 28 til 18 minutter.",
    "Funktionsevnen steg fra 42 til 63 point. Målet på 60 point blev dermed nået.",
    "Indeks for ressourcer (2023 = 100) var 104 i 2024 og 111 i 2025, en stigning på 7 point.",
    "Plejehjemmene ordnet efter antal fald:\nSøparken: 22\nLindely: 19\nBirkehøj: 17\nEgegården: 16",
    "Plejehjemmene ordnet alfabetisk med antal fald:\nBirkehøj: 17\nEgegården: 16\nLindely: 19\nSøparken: 22",
    "Genoptræning, 1. halvår 2025\n\nRapporten omfatter januar-juni 2025.",
    "Status 2024\n\nRapporten dækker 2023 og 2024.",
    "Status 2024\n\nI de ni måneder før åbningen var klinikken lukket.",
    "Genoptræning, 1. halvår 2025\n\nPerioden er 1. januar til 30. juni 2025.",
    "Genoptræning, 1. halvår 2025\n\nI løbet af de seks måneder begyndte der mange forløb.",
    "Evalueringen blev holdt onsdag d. 12. juni 2024.",
    "Vi gennemførte 318 klinikbesøg hos 204 klinikker. Det er 27 besøg mere end i 2023, hvor der blev gennemført 291.",
    "Klinikkerne har 118 sygebesøg. Det er 12 besøg mere end året før, hvor der var 9 klinikker.",
    "Der kom 412 hændelser mod 388 i samme kvartal året før. Stigningen er på 24 hændelser eller 6 %.",
    "Der kom 61 klager mod 52 i samme periode året før. Stigningen er på 2 klager pr. måned.",
    "Forbruget blev 8,9 mio. kr. Lønudgifterne udgjorde 6,5 mio. kr., hvilket er 73 % af forbruget.",
    "Budgettet var 9,2 mio. kr. Forbruget blev 8,9 mio. kr. Huslejen var 1,1 mio. kr., hvilket er 12 % af budgettet.",
    "Enheden har 11 medarbejdere: 6 konsulenter, 3 sekretærer, en statistiker og en leder.",
    "I spørgeskemaet svarede 540 ud af 720 (75 %). Heraf var 405 kvinder (75 %) og 135 mænd.",
    "Kurset samlede 36 deltagere fordelt på to hold à 18.",
    "Kurset begyndte den 5. februar 2025 og sluttede den 14. marts 2025, altså lidt over fem uger.",
    "Kurset startede den 2. september 2024 og blev evalueret den 25. oktober 2024 med 12 uger til næste hold.",
    "Besøgene varede i gennemsnit 48 minutter, kortest 15 og længst 120 minutter.",
    "Status, 1. kvartal 2025\n\nI perioden januar-marts 2025 kom der 412 hændelser. I perioden januar-februar 2025 var der lukket.",
    "Nærmere om metoden i tabel 2 i årsrapporten for 2023.\n\nTabel 2. Besøg 2024\nEmne\tBesøg\nMedicin\t58\nTrivsel\t41",
    "Tabel 1. Score pr. måned\nHjem\tApril\tMaj\tJuni\nEgegården\t9\t7\t2\nLindely\t6\t8\t5\n\nAntallet i tabel 1 faldt måned for måned på Egegården.",
];

#[test]
fn numbers_that_contradict_each_other_are_found() {
    for (text, message) in WRONG {
        let out = findings_in(&format!("{text}\n")).replace('\u{a0}', " ");
        assert!(out.contains(message), "»{message}« is not in:\n{text}\n{out}");
        assert_eq!(out.matches("[printed-").count(), 1, "{text}\n{out}");
    }
}

#[test]
fn numbers_that_agree_or_are_of_other_things_have_no_findings() {
    RIGHT.iter().for_each(|text| has_no_findings(&format!("{text}\n")));
}

#[test]
fn what_is_left_and_listed_is_read_in_other_words_too() {
    for (text, message) in [
        (
            "24 læger meldte sig på ti måneder. 18 af dem har fået en mentor, og de resterende 8 venter.",
            "24 uden 18 er 6, men der står 8.",
        ),
        (
            "Da der er 541 læger i området, er 87 % med i en gruppe; de øvrige 54 står uden for.",
            "487 af 541 er 90,0 %, men der står 87 %.",
        ),
        (
            "Vi er seks ansatte: en leder, to konsulenter, en læge og en sekretær.",
            "Delene af 6 er 1 + 2 + 1 + 1 = 5, men der står 6.",
        ),
        (
            "Videomøder er gået fra 88 til 228 og er dermed blevet mere end tre gange så almindelige.",
            "228 er 2,6 gange 88, men der står 3.",
        ),
    ] {
        let out = findings_in(text).replace('\u{a0}', " ");
        assert!(out.contains(message), "»{message}« is not in:\n{text}\n{out}");
    }
    for text in [
        "24 læger meldte sig på ti måneder. 18 af dem har fået en mentor, og de resterende 6 venter.",
        "Da der er 541 læger i området, er 90 % med i en gruppe; de øvrige 54 står uden for.",
        "Vi er fem ansatte: en leder, to konsulenter, en læge og en sekretær.",
        "Videomøder er gået fra 88 til 228 og er dermed blevet mere end dobbelt så almindelige.",
    ] {
        has_no_findings(text);
    }
}
