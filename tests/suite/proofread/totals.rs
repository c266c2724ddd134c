//! Sums: totals, sub-totals, items and columns.

use super::{has_no_findings, proofread, reports};

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
fn numbers_that_name_the_columns_are_not_parts_of_a_sum() {
    let table = |total: &str| {
        format!(
            "Tabel 4: Hold pr. kvartal\nKvartal\t1\t2\t3\t4\nNord\t10\t12\t9\t11\nSyd\t8\t7\t8\t9\nSum\t18\t19\t17\t{total}\n"
        )
    };
    has_no_findings(&table("20"));
    reports(&table("21"), "»Sum« er 11 + 9 = 20, men der står 21.");
}

#[test]
fn sub_totals_are_sums_of_their_rows_and_the_total_is_the_sum_of_all() {
    let table = |sub_total: &str, total: &str| {
        format!(
            "Tabel 1: Besøg efter egn\nEgn\t2023\t2024\nVik\t10\t12\nSund\t4\t5\nSubtotal\t14\t{sub_total}\n\
             Bakke\t7\t9\nDal\t3\t2\nSubtotal\t10\t11\nTotal\t24\t{total}\n"
        )
    };
    has_no_findings(&table("17", "28"));
    reports(&table("18", "28"), "»Subtotal« er 12 + 5 = 17 under »2024«, men der står 18.");
    reports(&table("17", "29"), "»Total« er 12 + 5 + 9 + 2 = 28 under »2024«, men der står 29.");
    let named = |sub_total: &str| {
        let names = table(sub_total, "28").replacen("Subtotal", "Kyst i alt", 1);
        names.replace("Subtotal", "Land i alt").replace("Total", "I alt")
    };
    has_no_findings(&named("17"));
    reports(&named("18"), "»Kyst i alt« er 12 + 5 = 17 under »2024«, men der står 18.");
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
        let sign = if name == "%" { "\u{a0}%" } else { "" };
        let message = format!(
            "advarsel[printed-sum]: »I alt« er 47{sign} under »{name}«, men rækkerne går fra 39{sign} til 45{sign}."
        );
        reports(&table(name, ["45", "39", "47"]), &message);
    }
    // A value that the parts cannot reach is not a sum, whatever its label.
    has_no_findings(&table("Ventetid", ["45", "39", "41"]));
    for name in ["Besøg", "Læger pr. 31. december"] {
        reports(&table(name, ["45", "39", "85"]), &format!("»I alt« er 45 + 39 = 84 under »{name}«, men der står 85."));
    }
}

#[test]
fn rates_for_each_doctor_may_be_summed_without_the_rows_that_count_some_of_another() {
    let table = "Tabel 2: Kontakter\nKontakter\tAntal\tPr. læge\nFremmøde\t1.000\t5,2\nHeraf video\t80\t0,4\n\
                 Telefon\t600\t3,1\nI alt\t1.600\t8,3\n";
    has_no_findings(table);
}

#[test]
fn parts_that_the_text_lists_sum_to_their_whole() {
    for (text, message) in [
        (
            "Der kom 342 gæster, heraf 120 læger, 105 lærere og 72 andre.",
            "Delene af 342 er 120 + 105 + 72 = 297, men der står 342.",
        ),
        (
            "Der var 146 møder i 2024. De fordeler sig på 64 besøg, 52 kurser og 40 andre.",
            "Delene af 146 er 64 + 52 + 40 = 156",
        ),
        ("De 60 hold er fordelt på 35 i Nord og 24 i Syd.", "Delene af 60 er 35 + 24 = 59, men der står 60."),
    ] {
        reports(text, &format!("advarsel[printed-sum]: {message}"));
    }
    for text in [
        "Der kom 342 gæster, heraf 120 læger, 150 lærere og 72 andre.",
        "Der kom 342 gæster, heraf 120 læger og 15 lærere.",
        "Der kom 342 gæster, heraf 12 fra Vik, 14 fra Sund og 9 fra Dal.",
        "Der var 146 møder. De fordeler sig på flere egne: 64 i Nord, 52 i Syd og 40 i Vest.",
        "De 60 hold er fordelt på 3 egne og 4 byer.",
        "De ca. 60 hold er fordelt på 35 i Nord og 24 i Syd.",
    ] {
        has_no_findings(text);
    }
}

#[test]
fn a_column_of_rates_is_one_column_divided_by_another() {
    let table = |rate: &str| {
        format!(
            "Tabel 1: Kurser\nKursus\tHold\tDeltagere\tPr. hold\nVideo\t18\t126\t7,0\nSår\t14\t91\t{rate}\nHjerte\t8\t53\t6,6\n\
             Ledelse\t12\t72\t6,0\n"
        )
    };
    has_no_findings(&table("6,5"));
    reports(&table("5,6"), "fejl[printed-sum]: »Pr. hold« for »Sår« er 91 delt med 14 = 6,5, men der står 5,6.");
    has_no_findings(&table("5,6").replace("Pr. hold", "Pr. time"));
}

#[test]
fn a_remark_after_the_numbers_of_a_row_does_not_end_the_sum() {
    let table = |total: &str| {
        format!(
            "Optælling\nData\tlæst\tbrugt\tudeladt\tbemærkning\nRegister\t24\t23\t1\tlukket 2023 (1)\nMøder\t27\t27\t0\n\
             Kurser\t4\t4\t0\nI alt\t55\t54\t{total}\n"
        )
    };
    has_no_findings(&table("1"));
    reports(&table("2"), "»I alt« er 1 + 0 + 0 = 1, men der står 2.");
}

#[test]
fn parts_after_a_colon_sum_to_the_number_before_it() {
    reports("I alt 64 klinikker deltog: 30 fra Nord, 20 fra Syd og 16 fra Øst.", "Delene af 64 er 30 + 20 + 16 = 66");
    reports("Holdet er på seks: tre læger, to sekretærer og to andre.", "Delene af 6 er 3 + 2 + 2 = 7");
    has_no_findings("I alt 64 klinikker deltog: 30 fra Nord, 20 fra Syd og 14 fra Øst.");
    has_no_findings("Vi så på 12 klinikker og spurgte om tre ting: 2 om medicin, 5 om drift og 9 om it.");
    has_no_findings("Der kom 64 svar: 30 fra Nord og 20 fra Syd.");
}

#[test]
fn sums_that_are_one_off_are_no_findings_where_the_report_says_that_it_is_rounding() {
    let table = "Tabel 1. Lærere\nÅr\tI alt\tOffentlige\tPrivate\n2019\t305\t222\t83\n2020\t311\t236\t74\n2021\t386\t310\t76\n\
                 2022\t358\t289\t69\n2023\t385\t301\t84\n2024\t416\t344\t72\n";
    let note = "\nNote: Tallene er i tusinder og summer ikke altid på grund af afrunding.\n";
    reports(table, "»I alt« for »2020« er 236 + 74 = 310, men der står 311.");
    has_no_findings(&format!("{table}{note}"));
    // Ten is more than rounding.
    let wrong = format!("{}{note}", table.replace("386", "396"));
    reports(&wrong, "»I alt« for »2021« er 310 + 76 = 386, men der står 396.");
}
