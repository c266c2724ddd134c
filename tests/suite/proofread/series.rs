//! What a text says of numbers over time and of which rows changed most.

use super::{has_no_findings, reports};

const YEARS: &str = "Tabel 1. Kvalitetsbesøg efter år og type\n\
    År\tMedicinbesøg\tKronikerbesøg\tLedelsesbesøg\tI alt\n\
    2020\t96\t71\t43\t210\n2021\t112\t84\t51\t247\n2022\t134\t98\t49\t281\n2023\t158\t117\t62\t337\n2024\t189\t148\t81\t418\n\n";
const TOWNS: &str = "Tabel 2. Praksis og besøgte praksis\n\
    Kommune\tPraksis\tBesøgt 2023\tBesøgt 2024\tDækning 2024\n\
    Fjordby\t120\t66\t84\t70 %\nHavnstrup\t95\t57\t76\t80 %\nLundborg\t150\t81\t93\t62 %\nSandved\t60\t39\t51\t85 %\nVestmark\t140\t94\t114\t81 %\n\
    I alt\t565\t337\t418\t74 %\n\n";
const QUARTERS: &str = "Tabel 3. Gennemsnitlig ventetid i dage\nKvartal\t2022\t2023\t2024\n\
    1. kvartal\t41\t38\t27\n2. kvartal\t39\t35\t23\n3. kvartal\t44\t33\t18\n4. kvartal\t36\t30\t16\n\n";

#[track_caller]
fn below(table: &str, pairs: &[(&str, &str, &str)]) {
    for (right, wrong, message) in pairs {
        has_no_findings(&format!("{table}{right}\n"));
        reports(&format!("{table}{wrong}\n"), message);
    }
}

#[test]
fn a_trend_through_all_years_is_that_of_the_column_or_of_the_total() {
    below(
        YEARS,
        &[
            (
                "Antallet af besøg er steget hvert år siden 2020.",
                "Antallet af besøg er faldet hvert år siden 2020.",
                "Teksten siger »faldet hvert år«, men tallet stiger fra 210 til 247 i 2021 i Tabel 1.",
            ),
            (
                "Medicinbesøgene er steget hvert år i perioden, mens antallet af ledelsesbesøg har svinget.",
                "Ledelsesbesøgene er steget hvert år i perioden, mens antallet af medicinbesøg har svinget.",
                "Teksten siger »steget hvert år«, men tallet falder fra 51 til 49 i 2022 i Tabel 1.",
            ),
        ],
    );
    has_no_findings(&format!("{YEARS}Antallet af klager over besøg er faldet hvert år siden 2020.\n"));
}

#[test]
fn a_trend_of_a_row_is_told_beside_its_sum() {
    below(
        "Tabel 1. Fald\nPlejehjem\tApril\tMaj\tJuni\tI alt\nEgegården\t9\t7\t1\t17\nLindely\t6\t8\t5\t19\nI alt\t15\t15\t6\t36\n\n",
        &[(
            "Antallet faldt måned for måned på Egegården.",
            "Antallet faldt måned for måned på Lindely.",
            "Teksten siger »faldt måned for måned«, men tallet stiger fra 6 til 8 i maj i Tabel 1.",
        )],
    );
}

#[test]
fn a_trend_through_all_quarters_is_that_of_the_rows() {
    below(
        QUARTERS,
        &[(
            "Ventetiden er faldet i hvert kvartal af 2024.",
            "Ventetiden er faldet i hvert kvartal af 2022.",
            "Teksten siger »faldet hvert kvartal«, men tallet stiger fra 39 til 44 i Tabel 3.",
        )],
    );
}

#[test]
fn the_year_of_the_largest_change_and_its_amount_follow_from_the_years() {
    below(
        YEARS,
        &[
            (
                "Den største stigning for kronikerbesøg kom i 2024, hvor der var 31 flere end året før.",
                "Den største stigning for kronikerbesøg kom i 2022, hvor der var 14 flere end året før.",
                "Den største stigning for »Kronikerbesøg« i Tabel 1 er i 2024, fra 117 til 148, men teksten siger 2022.",
            ),
            (
                "Den største stigning for kronikerbesøg kom i 2024, hvor der var 31 flere end året før.",
                "Den største stigning for kronikerbesøg kom i 2024, hvor der var 41 flere end året før.",
                "»Kronikerbesøg« går fra 117 til 148 i Tabel 1, en stigning på 31, men der står 41.",
            ),
            (
                "I hele perioden blev der gennemført 1.493 besøg.",
                "I hele perioden blev der gennemført 1.439 besøg.",
                "»I alt« i Tabel 1 er 210 + 247 + 281 + 337 + 418 = 1.493, men der står 1.439.",
            ),
        ],
    );
}

#[test]
fn the_row_that_changed_most_or_least_is_named() {
    below(
        TOWNS,
        &[
            (
                "Vestmark havde den største fremgang i antal besøg fra 2023 til 2024.",
                "Fjordby havde den største fremgang i antal besøg fra 2023 til 2024.",
                "Teksten siger »størst« om »Fjordby«, men i Tabel 2 er det »Vestmark«.",
            ),
            (
                "Målt i procent var fremgangen størst i Havnstrup.",
                "Målt i procent var fremgangen størst i Vestmark.",
                "Teksten siger »størst« om »Vestmark«, men i Tabel 2 er det »Havnstrup«.",
            ),
            (
                "Fremgangen var mindst i både Lundborg og Sandved.",
                "Fremgangen var mindst i både Lundborg og Fjordby.",
                "Teksten siger »mindst« om »Fjordby«, men i Tabel 2 er det »Lundborg«.",
            ),
        ],
    );
}

#[test]
fn rows_below_the_average_or_at_a_target_are_counted_and_named() {
    below(
        TOWNS,
        &[
            (
                "I to af de fem kommuner lå dækningen under regionens gennemsnit på 74 %.",
                "I tre af de fem kommuner lå dækningen under regionens gennemsnit på 74 %.",
                "I Tabel 2 gælder »under regionens gennemsnit på 74 %« for »Fjordby« og »Lundborg«, men teksten siger tre.",
            ),
            (
                "I to af de fem kommuner lå dækningen under regionens gennemsnit på 74 %, nemlig Fjordby og Lundborg.",
                "I to af de fem kommuner lå dækningen under regionens gennemsnit på 74 %, nemlig Havnstrup og Lundborg.",
                "for »Fjordby« og »Lundborg«, men teksten nævner »Havnstrup« og »Lundborg«.",
            ),
            (
                "I tre kommuner blev målet om en dækning på mindst 80 % nået.",
                "I fire kommuner blev målet om en dækning på mindst 80 % nået.",
                "gælder »mindst 80 %« for »Havnstrup«, »Sandved« og »Vestmark«, men teksten siger fire.",
            ),
        ],
    );
    has_no_findings(&format!("{TOWNS}I fire kommuner over 74 % af landet er der kystlinje.\n"));
}

#[test]
fn a_title_that_goes_on_in_the_next_line_tells_one_period() {
    let text = "Rapporten dækker perioden januar til september 2024.";
    for title in ["Status for klinikken, januar-september\n2024", "Status for klinikken, januar-\nseptember 2024"] {
        has_no_findings(&format!("{title}\n\n{text}\n"));
    }
    has_no_findings(
        "Status for klinikken, 1.\nhalvår 2024\n\nNotatet dækker perioden fra den 1. januar til den 30. juni 2024.\n",
    );
    reports(&format!("Status for klinikken, januar-juni\n2024\n\n{text}\n"), "Titlen er om januar-juni 2024");
}

#[test]
fn a_trend_over_some_years_in_a_row_is_that_of_the_last() {
    below(
        YEARS,
        &[(
            "Antallet af ledelsesbesøg er steget to år i træk.",
            "Antallet af ledelsesbesøg er steget tre år i træk.",
            "Teksten siger »steget tre år i træk«, men tallet falder fra 51 til 49 i 2022 i Tabel 1.",
        )],
    );
    has_no_findings(&format!("{YEARS}Antallet af ledelsesbesøg er steget syv år i træk.\n"));
}

#[test]
fn rows_are_held_against_the_average_of_all() {
    below(
        "Tabel 1. Borgere og besøg\nDistrikt\tBorgere\tBesøg\tBesøg pr. borger\nNord\t228\t9.576\t42\nSyd\t190\t7.600\t40\nØst\t242\t11.616\t48\n\
         Vest\t175\t6.650\t38\nI alt\t835\t35.442\t42\n\n",
        &[(
            "I to distrikter får borgerne færre besøg end gennemsnittet.",
            "I tre distrikter får borgerne færre besøg end gennemsnittet.",
            "gælder »færre besøg end gennemsnittet« for »Syd« og »Vest«, men teksten siger tre.",
        )],
    );
}

#[test]
fn a_row_named_after_the_whole_is_not_among_the_others() {
    below(
        "Tabel 1. Genindlæggelser (pct.)\nAfdeling\t2023\t2024\nKirurgi\t8,6\t8,0\nMedicin\t11,9\t11,2\nØre\t6,0\t5,7\nHospitalet\t8,6\t8,1\n\n",
        &[(
            "Alle tre afdelinger har en lavere andel i 2024 end i 2023.",
            "Alle tre afdelinger har en højere andel i 2024 end i 2023.",
            "»Kirurgi« går fra 8,6",
        )],
    );
}

#[test]
fn what_there_was_and_what_is_left_may_be_told_by_dates() {
    below(
        "",
        &[
            (
                "Pr. 1. januar 2025 modtog 812 borgere pleje. I halvåret blev 394 nye visiteret, og 371 blev afsluttet. Den 30. juni modtog 835 borgere pleje.",
                "Pr. 1. januar 2025 modtog 812 borgere pleje. I halvåret blev 394 nye visiteret, og 371 blev afsluttet. Den 30. juni modtog 853 borgere pleje.",
                "812 + 394 − 371 er 835, men der står 853.",
            ),
            (
                "Ved årets begyndelse stod 64 praksis på venteliste. I løbet af året kom 398 til, og 418 fik besøg, så ventelisten ved årets udgang var på 44 praksis.",
                "Ved årets begyndelse stod 64 praksis på venteliste. I løbet af året kom 398 til, og 418 fik besøg, så ventelisten ved årets udgang var på 54 praksis.",
                "64 + 398 − 418 er 44, men der står 54.",
            ),
        ],
    );
}

#[test]
fn how_far_two_numbers_are_apart_follows_from_them() {
    below(
        "",
        &[
            (
                "I 1. kvartal var der 592 besøg og i 2. kvartal 493, altså 99 færre.",
                "I 1. kvartal var der 592 besøg og i 2. kvartal 493, altså 109 færre.",
                "Forskellen mellem 592 og 493 er 99, men der står 109.",
            ),
            (
                "Ortopædi har den højeste andel (70 %) og Medicin den laveste (55 %). Forskellen er 15 procentpoint.",
                "Ortopædi har den højeste andel (70 %) og Medicin den laveste (55 %). Forskellen er 25 procentpoint.",
                "Forskellen mellem 70\u{a0}% og 55\u{a0}% er 15, men der står 25.",
            ),
            (
                "I 2024 begyndte 462 af de 486 borgere (95 %) inden for 14 dage. De øvrige 24 borgere ventede længere.",
                "I 2024 begyndte 462 af de 486 borgere (95 %) inden for 14 dage. De øvrige 34 borgere ventede længere.",
                "486 uden 462 er 24, men der står 34.",
            ),
        ],
    );
}

#[test]
fn a_factor_and_a_step_are_those_of_the_row_that_the_sentence_names() {
    let table = "Tabel 1: Indskrevne\nStof\t2021\t2022\t2023\t2024\nAlkohol\t198\t205\t214\t236\nKokain\t48\t57\t71\t92\nI alt\t246\t262\t285\t328\n\n";
    below(
        table,
        &[
            (
                "Kokain er næsten fordoblet siden 2021.",
                "Alkohol er næsten fordoblet siden 2021.",
                "»Alkohol« i Tabel 1: 236 er 1,2 gange 198, men der står »næsten fordoblet«.",
            ),
            (
                "Kokain er steget hvert år, og fra 2023 til 2024 var stigningen på 30 %.",
                "Kokain er steget hvert år, og fra 2023 til 2024 var stigningen på 20 %.",
                "»Kokain« går fra 71 til 92 i Tabel 1",
            ),
            (
                "Flest havde alkohol som hovedstof (236), svarende til 72 % af alle.",
                "Flest havde alkohol som hovedstof (236), svarende til 77 % af alle.",
                "men der står 77\u{a0}%.",
            ),
        ],
    );
}

#[test]
fn a_target_of_the_sentence_before_may_have_a_time_beside_it() {
    below(
        "Tabel 2: Ventetid\nKommune\tBorgere\tInden 14 dage\tAndel\nBogense\t142\t139\t98 %\nOtterup\t198\t186\t94 %\nSøndersø\t146\t137\t94 %\n\
         Samlet\t486\t462\t95 %\n\n",
        &[(
            "Målet er, at 95 % af borgerne begynder inden 14 dage. Det blev nået i én af de tre kommuner.",
            "Målet er, at 95 % af borgerne begynder inden 14 dage. Det blev nået i to af de tre kommuner.",
            "for »Bogense«, men teksten siger to.",
        )],
    );
}
