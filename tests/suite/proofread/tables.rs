//! Percentages, averages and changes of tables.

use super::{findings_in, has_no_findings, reports};

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
fn rows_of_percentages_that_split_a_whole_sum_to_100() {
    let table = |neutral: &str| {
        format!(
            "Tabel 2: Svar\nSpørgsmål\tEnig\tNeutral\tUenig\nFik du hjælp\t72 %\t{neutral}\t10 %\n\
             Blev du hørt\t81 %\t12 %\t7 %\nKom du igen\t78 %\t15 %\t7 %\n"
        )
    };
    has_no_findings(&table("18 %"));
    has_no_findings(&table("3 %"));
    reports(&table("13 %"), "»Fik du hjælp« giver 72\u{a0}% + 13\u{a0}% + 10\u{a0}% = 95\u{a0}%, ikke 100\u{a0}%.");
}

#[test]
fn an_average_in_the_text_follows_from_its_two_numbers() {
    let text = |average: &str| format!("De 125 deltagere på fire møder giver i gennemsnit {average} pr. møde.");
    has_no_findings(&text("31"));
    reports(&text("41"), "125 delt med 4 er 31, men der står 41.");
    has_no_findings("De 125 deltagere på fire møder gav i gennemsnit 4,2 point pr. møde.");
    has_no_findings("De 125 deltagere på fire møder gav i gennemsnit 41 pr. deltager og 12 point.");
}

#[test]
fn an_amount_for_each_follows_from_the_total() {
    let text =
        |each: &str| format!("Udgiften var 1.140.000 kr., hvilket svarer til {each} kr. for hver af de 190 borgere.");
    has_no_findings(&text("6.000"));
    reports(&text("9.000"), "1.140.000 delt med 190 er 6.000, men der står 9.000.");
}

#[test]
fn a_column_of_dates_is_no_column_of_numbers() {
    let text = |total: &str, mean: &str| {
        format!(
            "Tabel 1. Kurser i 2024\nKursus\tDato\tPladser\tDeltagere\nSår\t14. marts\t80\t76\nKOL\t20. april\t100\t91\nSmerter\t7. juni\t100\t88\n\
             Samlet\t\t280\t{total}\n\nKurserne havde i gennemsnit {mean} deltagere.\n"
        )
    };
    has_no_findings(&text("255", "85"));
    reports(&text("265", "88"), "»Samlet« er 76 + 91 + 88 = 255 under »Deltagere«, men der står 265.");
    reports(&text("255", "96"), "255 delt med 3 er 85, men der står 96.");
}

#[test]
fn a_weekday_in_a_table_of_one_year_is_that_of_its_date() {
    let text = |day: &str| {
        format!(
            "Tabel 1. Kurser i 2023\nKursus\tDato\tPladser\nSår\tTirsdag d. 14. marts\t80\nLedelse\t{day} d. 9. november\t120\n\
             I alt\t\t200\n\nTekst.\n"
        )
    };
    has_no_findings(&text("Torsdag"));
    reports(&text("Fredag"), "Den 9. november 2023 er en torsdag, men der står »fredag«.");
}

#[test]
fn an_amount_for_each_follows_from_a_row_of_the_accounts() {
    let text = |each: &str| {
        format!(
            "Regnskab 2024\n\nTabel 1. Regnskab (1.000 kr.)\nPost\t2023\t2024\nElevbetaling\t7.200\t7.410\nTilskud\t9.100\t9.300\n\
             Indtægter i alt\t16.300\t16.710\n\nMed 114 elever svarer elevbetalingen til {each} kr. pr. elev.\n"
        )
    };
    has_no_findings(&text("65.000"));
    reports(&text("56.000"), "»Elevbetaling« 7.200 delt med 114 er 63.158, men der står 56.000.");
}

#[test]
fn an_average_of_one_follows_from_the_total_of_all() {
    let text = |mean: &str| {
        format!(
            "Støtten hjælper 22 klynger. Tilsammen dækker klyngerne 611 læger. En klynge har i gennemsnit {mean} læger."
        )
    };
    has_no_findings(&text("28"));
    reports(&text("32"), "611 delt med 22 er 28, men der står 32.");
}

/// A report with a table of visits, one of ratings and one of courses.
fn report(sentence: &str) -> String {
    format!(
        "Årsrapport 2024\n\nTabel 1. Praksisbesøg efter emne\nEmne\t2022\t2023\t2024\nMedicin\t40\t44\t52\nIt\t31\t30\t27\nLedelse\t28\t28\t38\n\
         I alt\t99\t102\t117\n\nTabel 2. Vurdering\nVurdering\tAntal\tAndel\n5\t50\t50 %\n4\t30\t30 %\n3\t20\t20 %\nI alt\t100\t100 %\n\n\
         Tabel 3. Kurser\nKursus\tDato\tSted\tDeltagere\nSår\t14. marts\tByen\t40\nKOL\t3. april\tÅen\t32\nSmerter\t7. juni\tByen\t28\nI alt\t\t\t100\n\n\
         {sentence}\n"
    )
}

#[test]
fn what_a_text_says_of_a_table_further_away_is_compared_with_it() {
    for (sentence, message) in [
        ("I alt var konsulenterne ude på 171 besøg.", "»I alt« er 117 i Tabel 1 og 171 i teksten."),
        ("Der blev holdt fire kurser i 2024, se tabel 3.", "Teksten siger fire, men Tabel 3 har tre rækker."),
        (
            "Besøg om medicin steg med 12 fra 2022 til 2024, mens der i samme periode kom 16 besøg om ledelse til.",
            "»Ledelse« går fra 28 til 38 i Tabel 1, en stigning på 10, men der står 16.",
        ),
        (
            "Besøg om it faldt med 6 i forhold til 2022.",
            "»It« går fra 31 til 27 i Tabel 1, et fald på 4, men der står 6.",
        ),
    ] {
        reports(&report(sentence), message);
    }
    for sentence in [
        "I alt var konsulenterne ude på 117 besøg.",
        "I alt 171 besøg var planlagt.",
        "I alt har vi gennemført 111 besøg, når de aflyste trækkes fra.",
        "Der blev holdt tre kurser i 2024, se tabel 3.",
        "Der blev holdt to kurser i foråret, se tabel 3.",
        "Vi tilbyder fire kurser, hvoraf tre blev holdt, se tabel 3.",
        "Besøg om medicin steg med 12 fra 2022 til 2024, mens der i samme periode kom 10 besøg om ledelse til.",
        "Besøg om it faldt med 4 i forhold til 2022.",
    ] {
        has_no_findings(&report(sentence));
    }
}

#[test]
fn the_points_of_a_scale_are_labels() {
    let wrong = report("").replace("4\t30\t30 %", "4\t30\t35 %");
    assert!(
        findings_in(&wrong).contains("»4«: 30 af 100 er 30,0\u{a0}%, men der står 35\u{a0}%."),
        "{}",
        findings_in(&wrong)
    );
}

#[test]
fn names_of_columns_in_two_lines_are_joined() {
    let text = |rate: &str| {
        format!(
            "Tabel 1: Nøgletal\n         Antal          Patienter pr.\nDato  praksis  Læger  Patienter  læge\n2022  611  1.099  1.880.827  1.711\n2023  595  1.099  1.910.157  {rate}\n2024  580  1.107  1.916.863  1.732\n"
        )
    };
    has_no_findings(&text("1.738"));
    reports(&text("1.783"), "»Patienter pr. læge« for »2023« er 1.910.157 delt med 1.099 = 1.738, men der står 1.783.");
}

#[test]
fn a_row_of_shares_is_that_of_the_two_rows_above_in_every_column() {
    let text = |share: &str| {
        format!("Tabel 1: Kontakt\n\t2022\t2023\nI regionen\t230\t224\nI kontakt\t187\t198\nAndel\t81,3 %\t{share}\n")
    };
    has_no_findings(&text("88,4 %"));
    reports(&text("84,8 %"), "198 af 224 er 88,4\u{a0}%, men der står 84,8\u{a0}%.");
}
