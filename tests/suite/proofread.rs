//! Proofreading of finished reports: text, and PDFs made by several programs.

use std::fs;

use crate::project::{Project, Run, repository, run};
use crate::published::KAP_H;

fn proofread(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join(name), content).expect("write the file");
    run(folder.path(), &[&["proofread", name], options].concat(), &[])
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

1 modsigelse og ingen mulige modsigelser. Der er regnet efter på 1 andel, ingen summer, ingen ændringer og ingen gentagne tal.
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
    reports("Halvdelen af klinikkerne (61 %) svarede.", "Der står 61\u{a0}%, men der står »halvdelen«.");
    reports("Mere end halvdelen (9 af 20) svarede.", "9 af 20 er 45,0\u{a0}%, men der står »mere end halvdelen«.");
    for text in [
        "Hver tredje (12 af 35) svarede, og halvdelen (48 %) kom.",
        "Over halvdelen (80 %), knap halvdelen (46 %) og godt to tredjedele (69 %).",
        "Mere end halvdelen af klinikkerne (18 af 20) svarede.",
        "Halvdelen af dem var nye (84 %).",
        "Hver tredje måned (12 af 20) var der møde.",
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
fn changes_that_hold_or_are_about_something_else_are_ignored() {
    for text in [
        "Hold steg med 20 % fra 25 til 30 og faldt fra 30 til 12 (60 %).",
        "Hold faldt fra 25 til 20, svarende til et fald på 20 %.",
        "Ventetiden faldt med 18 % fra 12 til 10 dage.",
        "Tiden steg fra 90 minutter til 2 timer.",
        "Beløbet steg fra 900.000 til 1,2 mio. kr.",
        "Placeringen faldt fra 3 til 7.",
        "Antallet faldt ikke fra 3 til 7.",
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
fn a_column_of_changes_follows_from_its_row() {
    let table = |difference: &str, percent: &str| {
        format!(
            "Tabel 1: Hold\nNøgletal      2023    2024    Forskel    Ændring\nHold            25      30    {difference}    \
             +20,0 %\nLærere          40      36         −4     −10,0 %\nElever         400     500       +100    {percent}\n"
        )
    };
    has_no_findings(&table("+5", "+25,0 %"));
    reports(&table("+6", "+25,0 %"), "»Forskel« for »Hold« fra 25 til 30 er 5, men der står 6.");
    reports(
        &table("+5", "+35,0 %"),
        "»Ændring« for »Elever« fra 400 til 500 er 25,0\u{a0}%, men der står 35,0\u{a0}%.",
    );
    has_no_findings(
        "Tabel 1: Hold\nNavn      2023    2024    Udvikling\nHold     25    30    7\nLærere    40    36    9\n",
    );
    has_no_findings(
        "Tabel 1: Hold\nNavn      2023    2024    Udvikling\nHold      25      30      20,0\nLærere    40      36      -10,0\n\
         Andel     80,1 %  82,3 %  2,2\n",
    );
    let many = |change: &str| {
        format!(
            "Tabel 1: Hold\nNavn      2022    2023    2024    Forskel\nHold      20      25      30      +5\n\
             Lærere    44      40      36      −4\nElever    390     400     500     {change}\n"
        )
    };
    has_no_findings(&many("+100"));
    reports(&many("+90"), "advarsel[printed-change]: »Forskel« for »Elever« fra 400 til 500 er 100, men der står 90.");
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
fn a_total_row_below_averages_or_shares_is_not_checked_as_a_sum() {
    let table = |name: &str, values: [&str; 3]| {
        let [first, second, total] = values;
        format!(
            "Tabel 7: Grupper\nGruppe\tAntal\t{name}\nLæger\t10\t{first}\nPersonale\t20\t{second}\nI alt\t30\t{total}\n"
        )
    };
    has_no_findings(&table("Alder", ["45", "39", "41"]));
    has_no_findings(&table("Timer pr. læge", ["4,5", "3,9", "4,1"]));
    // An average is never checked as a sum, even if the average of all is not between those of the rows.
    for name in ["Timer pr. læge", "Gns. besøg", "Gennemsnitlig ventetid", "Medianalder", "Andel", "%"] {
        let message = format!("advarsel[printed-sum]: »I alt« er 47 under »{name}«, men rækkerne går fra 39 til 45.");
        reports(&table(name, ["45", "39", "47"]), &message);
    }
    // A value that the parts cannot reach is not a sum, whatever its label.
    has_no_findings(&table("Ventetid", ["45", "39", "41"]));
    for name in ["Besøg", "Læger pr. 31. december"] {
        reports(&table(name, ["45", "39", "85"]), &format!("»I alt« er 45 + 39 = 84 under »{name}«, men der står 85."));
    }
}

#[test]
fn the_average_of_all_rows_is_between_them() {
    let table = |average: &str| {
        format!("Tabel 2: Ventetid\nKlinik\tDage\nNord\t12\nSyd\t15,5\nØst\t9\nGennemsnit\t{average}\n")
    };
    has_no_findings(&table("12,2"));
    reports(
        &table("17,5"),
        "advarsel[printed-sum]: »Gennemsnit« er 17,5 under »Dage«, men rækkerne går fra 9 til 15,5.",
    );
}

#[test]
fn a_column_that_sums_the_others_is_recomputed() {
    let table = |total: &str| {
        format!("Tabel 2: Hold\nHold\tKvinder\tMænd\tI alt\nNord\t12\t15\t27\nSyd\t4\t6\t10\nØst\t8\t9\t{total}\n")
    };
    has_no_findings(&table("17"));
    reports(&table("18"), "»I alt« for »Øst« er 8 + 9 = 17, men der står 18.");
    has_no_findings(&table("*"));
}

#[test]
fn a_last_row_that_sums_the_others_needs_no_name() {
    let table = |total: &str| {
        format!(
            "Tabel 2: Hold\nHold\t2022\t2023\t2024\nNord\t12\t15\t20\nSyd\t4\t6\t7\nØst\t8\t9\t13\n\
             Hele kommunen\t24\t30\t{total}\n"
        )
    };
    has_no_findings(&table("40"));
    reports(&table("41"), "advarsel[printed-sum]: »Hele kommunen« er 20 + 7 + 13 = 40 under »2024«, men der står 41.");
    has_no_findings(&table("80"));
}

#[test]
fn percentages_that_split_a_whole_sum_to_100() {
    let table = |last: &str| {
        format!("Tabel 2: Svar\nSvar\tNord\tSyd\nJa\t41 %\t52 %\nNej\t39 %\t31 %\nVed ikke\t20 %\t{last}\n")
    };
    has_no_findings(&table("17 %"));
    has_no_findings(&table("18 %"));
    has_no_findings(&table("45 %"));
    reports(
        &table("21 %"),
        "advarsel[printed-sum]: »Syd« giver 52\u{a0}% + 31\u{a0}% + 21\u{a0}% = 104\u{a0}%, ikke 100\u{a0}%.",
    );
}

#[test]
fn tables_with_the_same_header_each_have_their_own_total() {
    let text = |share: &str| {
        format!(
            "Første spørgsmål\nSvar\tAntal\tAndel\nJa\t190\t79 %\nNej\t34\t14 %\nVed ikke\t18\t7 %\nI alt\t242\t100 %\n\
             Andet spørgsmål\nSvar\tAntal\tAndel\nSted\t103\t{share}\nTid\t89\t36 %\nPris\t53\t22 %\nI alt\t245\t100 %\n"
        )
    };
    has_no_findings(&text("42 %"));
    reports(&text("46 %"), "»Sted«: 103 af 245 er 42,0\u{a0}%, men der står 46\u{a0}%.");
}

#[test]
fn percentages_of_another_whole_than_the_total_are_ignored() {
    // 40, 60 and 50 % are of the 20 that came, who are printed above them.
    has_no_findings(
        "Tabel 2: Møder\nTrin\tAntal\tAndel\nInviterede\t40\t100 %\nKom\t20\t50 %\nAfbud\t20\t50 %\nLæger\t8\t40 %\nAndre\t12\t60 %\n",
    );
    // All shares are of 245, though the total is printed as 242.
    let text = "Tabel 2: Svar\nSvar\tAntal\tAndel\nJa\t103\t42 %\nNej\t73\t30 %\nMåske\t31\t13 %\nAndet\t38\t16 %\n";
    has_no_findings(text);
    let column = |share: &str| {
        format!(
            "Tabel 2: Svar\nHold\tInviterede\tSvar\tSvarprocent\nNord\t224\t198\t88 %\nSyd\t120\t90\t75 %\nØst\t80\t60\t{share}\n"
        )
    };
    has_no_findings(&column("75 %"));
    reports(&column("57 %"), "»Øst«: 60 af 80 er 75,0\u{a0}%, men der står 57\u{a0}%.");
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
fn tables_with_the_same_rows_are_about_different_things() {
    let table = |name: &str, visits: u32| {
        format!("Nøgletal for {name}\nBesøg i klinikker\t{visits}\nKurser for læger\t{}\n\n", visits + 3)
    };
    has_no_findings(&[table("Nord", 30), table("Syd", 33), table("Øst", 12)].concat());
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

2 modsigelser og 1 mulig modsigelse. Der er regnet efter på 2 andele, 3 summer, ingen ændringer og 1 gentaget tal.
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
    project.run(&["build", "2024"]).ends_with(0);
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
    proofread("rapport.docx", b"PK\x03\x04\0\0", &[]).ends_with(2).says("Gem rapporten som PDF");
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
fn percentages_beside_counts_are_recomputed_if_most_agree() {
    let table = |syd: &str| {
        format!(
            "Tabel 1: Svar\nSvar\tAntal\tAndel\nNord\t26\t23 %\nSyd\t13\t{syd}\nØst\t19\t17 %\nVest\t54\t48 %\nI alt\t112\t100 %\n"
        )
    };
    has_no_findings(&table("12 %"));
    reports(&table("21 %"), "13 af 112 er 11,6\u{a0}%, men der står 21\u{a0}%.");
    // The base of these percentages is unknown.
    has_no_findings(&table("12 %").replace("23 %", "40 %").replace("17 %", "50 %").replace("100 %", "*"));
    let behind = table("(21 %)").replace("\t23 %", " (23 %)").replace("\t(21", " (21").replace("\t17 %", " (17 %)");
    let behind = behind.replace("\t48 %", " (48 %)").replace("\t100 %", "").replace("\tAndel", "");
    reports(&behind, "13 af 112 er 11,6\u{a0}%, men der står 21\u{a0}%.");
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
