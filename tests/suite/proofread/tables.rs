//! Percentages, averages and changes of tables.

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
fn an_average_of_one_follows_from_the_total_of_all() {
    let text = |mean: &str| {
        format!(
            "Støtten hjælper 22 klynger. Tilsammen dækker klyngerne 611 læger. En klynge har i gennemsnit {mean} læger."
        )
    };
    has_no_findings(&text("28"));
    reports(&text("32"), "611 delt med 22 er 28, men der står 32.");
}
