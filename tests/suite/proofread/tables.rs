//! Tables of a printed report: sums, averages, percentages.

use super::{has_no_findings, reports};

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
fn rates_for_each_doctor_may_be_summed_without_the_rows_that_count_some_of_another() {
    let table = "Tabel 2: Kontakter\nKontakter\tAntal\tPr. læge\nFremmøde\t1.000\t5,2\nHeraf video\t80\t0,4\n\
                 Telefon\t600\t3,1\nI alt\t1.600\t8,3\n";
    has_no_findings(table);
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
    has_no_findings(
        "Tabel 3: Svar\nSpørgsmål\tEnig\tUenig\tVed ikke\nFørste\t45 %\t35 %\t20 %\nAndet\t30 %\t38 %\t32 %\nTredje\t25 %\t30 %\t45 %\n",
    );
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
fn tables_with_the_same_rows_are_about_different_things() {
    let table = |name: &str, visits: u32| {
        format!("Nøgletal for {name}\nBesøg i klinikker\t{visits}\nKurser for læger\t{}\n\n", visits + 3)
    };
    has_no_findings(&[table("Nord", 30), table("Syd", 33), table("Øst", 12)].concat());
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
fn numbers_below_pct_are_percentages_without_a_sign() {
    let table = |name: &str, share: &str| {
        format!(
            "Tabel 3: Svar\nSvar\tAntal\t{name}\nMeget enig\t120\t40,0\nEnig\t105\t{share}\nUenig\t45\t15,0\n\
             Ved ikke\t30\t10,0\nTotal\t300\t100,0\n"
        )
    };
    for name in ["Pct.", "%", "Andel (pct.)", "I procent"] {
        has_no_findings(&table(name, "35,0"));
        reports(&table(name, "39,0"), "»Enig«: 105 af 300 er 35,0\u{a0}%, men der står 39,0\u{a0}%.");
    }
    has_no_findings(&table("Timer", "39,0").replace("\t100,0", "\t104,0"));
}
