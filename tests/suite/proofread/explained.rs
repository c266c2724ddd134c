//! Numbers that follow from others nearby: in the sentences around or in a table. Each text agrees until one number or word is changed.

use super::{findings_in, has_no_findings};

const TEAMS: &str = "Hjemmeplejen, årsberetning 2024\n\nTabel 1. Borgere og besøg pr. gruppe\nGruppe\tBorgere 2023\tBorgere 2024\tBesøg 2023\tBesøg 2024\nØst\t210\t236\t5.460\t6.136\nVest\t184\t172\t4.416\t4.472\nMidt\t160\t168\t4.320\t4.032\nI alt\t554\t576\t14.196\t14.640\n\n";
const ACCOUNT: &str = "Årsregnskab 2024\n\nTabel 1. Resultatopgørelse (1.000 kr.)\nPost\tRegnskab 2023\tBudget 2024\tRegnskab 2024\nSalg\t2.140\t2.210\t2.265\nTilskud\t860\t900\t885\nIndtægter i alt\t3.000\t3.110\t3.150\nLøn\t1.912\t1.980\t2.016\nHusleje\t500\t510\t508\nEl\t140\t145\t144\nUdgifter i alt\t2.552\t2.635\t2.668\nÅrets resultat\t448\t475\t482\n\n";
const ANSWERS: &str = "Elevers trivsel 2024\n\nTabel 1. Enig i udsagnet (pct.)\nUdsagn\tn\tJa\tDelvist\tNej\nJeg har venner\t412\t81\t13\t6\nJeg kan koncentrere mig\t405\t52\t30\t18\nDer er ro i timerne\t409\t38\t33\t29\n\n";

/// A text, what is replaced in it, and a part of the finding.
const SLIPS: &[(&str, &str, &str, &str, &str)] = &[
    // Changes since a time that a table or a clause has.
    (
        TEAMS,
        "I alt fik 576 borgere hjælp. Det er 22 flere end i 2023.",
        "22 flere",
        "32 flere",
        "er 22, men der står 32",
    ),
    (
        ACCOUNT,
        "Salget blev 2,27 mio. kr. Det er 125.000 kr. mere end i 2023.",
        "125.000",
        "152.000",
        "men der står 152.000",
    ),
    (
        "",
        "Klubben holdt 48 stævner. Det er en stigning på 20 % i forhold til 2023, hvor der var 40.",
        "20 %",
        "25 %",
        "men der står 25",
    ),
    (TEAMS, "Borgerne i Øst er 12,4 % flere end i 2023.", "12,4 %", "14,2 %", "men der står 14,2"),
    (TEAMS, "Besøgene i Vest voksede med 56.", "med 56", "med 65", "men der står 65"),
    (
        "",
        "I foråret var 41 % tilfredse, i efteråret 57 %. Forskellen er 16 procentpoint.",
        "er 16",
        "er 26",
        "men der står 26",
    ),
    // What there was, what came and what there is.
    (
        "",
        "Ved årets start var der 64 beboere. I årets løb kom 21 til, og 17 meldte sig ud, så der var 68 beboere ved årets udgang.",
        "68 beboere",
        "78 beboere",
        "64 + 21 − 17 er 68, men der står 78",
    ),
    (TEAMS, "I alt kom 95 nye borgere, mens 73 stoppede.", "95 nye", "59 nye", "men der står 59"),
    (
        "",
        "Formuen var 220.400 kr. ved årets begyndelse, og den er efter overførsel af årets resultat på 18.600 kr. nu 239.000 kr.",
        "239.000",
        "293.000",
        "men der står 293.000",
    ),
    // Averages and rates of what is counted elsewhere.
    (
        "Svømmehallen 2024\n\n",
        "Hallen holdt 216 hold, svarende til 18 om måneden.",
        "til 18",
        "til 21",
        "216 delt med 12 er 18, men der står 21",
    ),
    (
        "",
        "Der var 52 vagter. Lægerne var 26 i alt.\n\nEn vagt varede i gennemsnit 8 timer, og vagterne tog i alt 416 timer.",
        "416",
        "461",
        "52 gange 8 er 416, men der står 461",
    ),
    (
        "",
        "Byen har 12.500 borgere. Der var 2.250 besøg, svarende til 180 besøg pr. 1.000 borgere.",
        "til 180",
        "til 210",
        "men der står 210",
    ),
    (
        "",
        "Klubben betaler 6.500 kr. pr. måned i husleje, i alt 78.000 kr. om året.",
        "78.000",
        "87.000",
        "6.500 gange 12 er 78.000, men der står 87.000",
    ),
    (
        "",
        "De gamle hold fik i gennemsnit 6,4 timer. Pigerne fik 6,9 timer og øvrige 5,8.",
        "øvrige 5,8",
        "øvrige 6,8",
        "Gennemsnittet af alle er 6,4",
    ),
    // Shares of a whole that is elsewhere.
    (
        "",
        "120 elever begyndte. Efter et år var 24 holdt op, hvilket er hver femte.",
        "hver femte",
        "hver tredje",
        "24 af 120 er 20,0 %, men der står »hver tredje«",
    ),
    (
        "",
        "Klubben har 96 pladser, og 72 er solgt. Dækningen er dermed 75 %.",
        "75 %",
        "71 %",
        "72 af 96 er 75,0 %, men der står 71 %",
    ),
    (
        "",
        "Byen har 640 boliger. Almene boliger udgør 35 % af boligerne, svarende til 224 boliger.",
        "224",
        "242",
        "35 % af 640 er 224, men der står 242",
    ),
    (
        "",
        "Af de tilmeldte var 90 læger (60 %) og 60 sygeplejersker (40 %).",
        "90 læger",
        "80 læger",
        "Tilsammen er antallene 140",
    ),
    (
        "",
        "Der kom 180 klager og 12 roser. Af dem blev 45 afvist (25 %).",
        "25 %",
        "35 %",
        "45 af 180 er 25,0 %, men der står 35 %",
    ),
    (
        "",
        "Med 1.500 lånere blandt kommunens 6.000 borgere bruger hver fjerde borger stedet.",
        "hver fjerde",
        "hver anden",
        "men der står »hver anden«",
    ),
    (ACCOUNT, "Lønnen udgør 76 % af udgifterne.", "76 %", "67 %", "men der står 67 %"),
    (TEAMS, "Øst er den største gruppe med 41 % af borgerne.", "41 %", "48 %", "men der står 48 %"),
    // What is left, and parts of a whole.
    (
        "",
        "Klubben har 30 ledere. Heraf var 19 kvinder, mens de sidste 11 var mænd.",
        "sidste 11",
        "sidste 13",
        "30 uden 19 er 11, men der står 13",
    ),
    (
        "",
        "Ordningen omfatter 54 skoler. 38 skoler svarede, mens 16 ikke svarede.",
        "16 ikke",
        "26 ikke",
        "54 uden 38 er 16, men der står 26",
    ),
    (
        "",
        "Af de 210 sager endte 120 med medhold, 64 blev afvist, og 26 blev trukket tilbage.",
        "26 blev",
        "62 blev",
        "men der står 210",
    ),
    (
        "",
        "Klubben har 150 medlemmer. Fordelingen på alder: 40 medlemmer er under 30 år, 60 er mellem 30 og 59 år, og 50 er 60 år eller ældre.",
        "40 medlemmer",
        "30 medlemmer",
        "30 + 60 + 50 = 140, men der står 150",
    ),
    // Two numbers and what follows from them.
    (
        "",
        "32 går til sang og 64 til spil, så dobbelt så mange går til spil.",
        "dobbelt så",
        "tre gange så",
        "der en faktor 2,0, men der står tre",
    ),
    (
        "",
        "Hallen har 24 rækker med 18 stole. Det giver 432 pladser.",
        "432",
        "423",
        "24 gange 18 er 432, men der står 423",
    ),
    // Tables.
    (ACCOUNT, "Lønnen var den største udgift.", "Lønnen var", "Huslejen var", "om »husleje«"),
    (ANSWERS, "", "412\t81\t13\t6", "412\t81\t15\t6", "giver 81"),
    // Dates.
    (
        "",
        "Breve blev sendt den 3. juni 2024, og svarene kom den 17. juni, to uger senere.",
        "to uger",
        "fire uger",
        "er der 2 uger, men der står fire",
    ),
    ("", "Kurset varede fra den 6. til den 19. maj 2024, dvs. to uger.", "to uger", "tre uger", "men der står tre"),
    (
        "",
        "Målet er 70 %. I år svarede 74 %, så målet blev nået med 4 procentpoint.",
        "4 procentpoint",
        "6 procentpoint",
        "men der står 6",
    ),
    (
        "",
        "Antallet af elever er steget med 25 % siden 2022, hvor det var 240. I dag går 300 elever på skolen.",
        "25 %",
        "35 %",
        "men der står 35",
    ),
    (
        "",
        "Klubben holdt 40 stævner. Med 600 spillere var der i snit 15 på hvert stævne.",
        "snit 15",
        "snit 18",
        "600 delt med 40 er 15, men der står 18",
    ),
    (
        "",
        "Seks ture blev aflyst. Det er 12 % af de 50 planlagte ture.",
        "12 %",
        "16 %",
        "6 af 50 er 12,0 %, men der står 16 %",
    ),
    (
        "",
        "Skolen har 450 elever. 90 elever (20 %) cykler.",
        "(20 %)",
        "(22 %)",
        "90 af 450 er 20,0 %, men der står 22 %",
    ),
    (
        "",
        "Af de 6,4 mio. kr. gik 4,8 mio. kr. til løn og 1,6 mio. kr. til drift.",
        "1,6 mio. kr. til",
        "1,9 mio. kr. til",
        "men der står 6,4",
    ),
    (
        "",
        "Huset har 48 boliger fordelt på fire opgange med 12 boliger i hver.",
        "12 boliger",
        "14 boliger",
        "men der står 48",
    ),
    (TEAMS, "Antallet af borgere voksede med 22, svarende til 4,0 %.", "4,0 %", "5,0 %", "men der står 5,0"),
    (
        "",
        "Ventetiden var i gennemsnit 16,4 dage. På det bedste hospital var den 9,1 dage og på det dårligste 24,3.",
        "16,4",
        "26,4",
        "Gennemsnittet af alle er 26,4",
    ),
    (
        "",
        "Bussen koster 45 kr. om dagen, hvilket giver 900 kr. på en måned med 20 dage.",
        "900",
        "990",
        "45 gange 20 er 900, men der står 990",
    ),
    (
        "",
        "Udgifterne var 8,4 mio. kr. mod et budget på 8,0 mio. kr. Overskridelsen er på 0,4 mio. kr. eller 5 %.",
        "0,4 mio. kr. eller 5 %",
        "0,4 mio. kr. eller 9 %",
        "men der står 9",
    ),
    (
        "",
        "Broen åbnede den 12. maj 2024, seks uger efter at arbejdet blev afsluttet den 31. marts 2024.",
        "seks uger",
        "ni uger",
        "er der 6 uger, men der står ni",
    ),
    (
        "",
        "Byen har 5.000 borgere. Festen kostede 60.000 kr. Pr. borger kostede den 12 kr.",
        "den 12 kr.",
        "den 15 kr.",
        "er 12, men der står 15",
    ),
    ("", "84 af de 90 gæster var tilfredse, og 6 var utilfredse.", "og 6 var", "og 16 var", "men der står 90"),
    (
        "",
        "Der er 40 ansatte: 12 kokke, 8 tjenere og 20 opvaskere. Opvaskerne udgør altså halvdelen.",
        "halvdelen",
        "en tredjedel",
        "men der står »en tredjedel«",
    ),
];

/// A table and a sentence that agrees with it, or is about something else.
const RIGHT: &[(&str, &str)] = &[
    ("", "Ordningen har 64 brugere. 40 brugere svarede, mens 12 ikke ønskede at deltage."),
    ("", "Vi holdt 30 møder i årets ti første måneder, i gennemsnit 3 om måneden."),
    ("", "Vi havde 9.400 besøg, i gennemsnit 47 om dagen på de 200 åbningsdage."),
    (
        "",
        "Kommunen har 40.000 indbyggere. Blandt de 8.000 børn var der 240 skader, dvs. 30 pr. 1.000 indbyggere under 18 år.",
    ),
    ("", "Drengene fik i gennemsnit 4,2 timer. Pigerne fik 4,6 timer, og de øvrige hold fik 5,1."),
    ("", "Budgettet er 4,0 mio. kr. Merforbruget på 120.000 kr. svarer til 2 % af lønsummen."),
    ("", "Målet var 60 %, og 66 % svarede. Målet er sat 5 procentpoint op til næste år."),
    ("", "Andelen var 40 % for mænd og 52 % for kvinder. Forskellen er mindsket med 4 procentpoint."),
    ("", "I 2023 kom 50 gæster, og i 2024 kom 60 gæster. Omsætningen er dermed steget med 35 %."),
    (
        "",
        "Der blev brugt 1,2 mio. kr. til 48 borgere. Prisen var 32.000 kr. pr. borger i døgntilbud og 9.000 kr. i dagtilbud.",
    ),
    (
        "",
        "Der er 24 ansatte: 7 læger, 5 sygeplejersker og 12 sekretærer. Sekretærerne udgør halvdelen af personalet, men kun en tredjedel af lønsummen.",
    ),
    ("", "Udgifterne var 5,4 mio. kr. mod et budget på 5,0 mio. kr. Merforbruget på vikarer var 0,3 mio. kr."),
    ("", "Mødet blev holdt den 4. marts 2024, to uger efter det første møde, og referatet kom den 2. april 2024."),
    ("", "70 af de 100 var tilfredse, og 12 var utilfredse."),
    ("", "Antallet af medlemmer er steget med 8 % siden 2022, hvor kontingentet var 200 kr."),
    ("", "Vi solgte 40 bøger til 120 kr., hvilket giver et overskud på 1.900 kr. efter udgifter."),
    ("", "Skolen har 300 elever fordelt på 12 klasser med højst 28 elever i hver."),
    ("", "Skolen har 300 elever fordelt på 12 klasser, og der er 2 lærere i hver."),
    ("", "Kun 3 % svarede nej. Det er 15 % af de adspurgte under 30 år."),
    ("", "Af de 40 deltagere kom 25 fra Nord og 18 fra skoler i Nord."),
    (TEAMS, "Hver borger fik i gennemsnit 25 besøg, flest i Vest."),
    (TEAMS, "I Vest steg antallet af klager med 12 %, mens antallet af besøg steg med 1 %."),
    (TEAMS, "Af de 576 borgere var 310 kvinder, 184 boede alene, og 97 havde en hjælper."),
    (ANSWERS, "Blandt de 38 %, der oplever ro i timerne, er de fleste under 12 år."),
    (ACCOUNT, "Huslejen faldt med 2.000 kr. fra budget til regnskab."),
    ("", "Klubben har 84 spejdere. Spejderne solgte 6.720 lodsedler, i gennemsnit 80 lodsedler hver."),
    (TEAMS, "Antallet af besøg er faldet i en af de tre grupper."),
    (ANSWERS, "Knap hver femte siger nej til, at de kan koncentrere sig."),
    ("", "Vi holdt 12 kurser med 240 deltagere. Det er 2 kurser flere end i 2023, hvor 190 deltog."),
    // The total of a table about something else may rise by about as many.
    (TEAMS, "90 nye elever startede på skolen, mens 73 stoppede."),
    // Months are no items of the list.
    (
        "",
        "Udviklingen i de seneste tre måneder:\n\n• Besøg steg til 45\n• Kurser faldt til 12\n• Møder blev på 8\n• Klager faldt til 2",
    ),
];

#[test]
fn a_number_that_follows_from_others_nearby_is_recomputed() {
    let mut missing = Vec::new();
    for (context, text, old, new, message) in SLIPS {
        let right = format!("{context}{text}\n");
        has_no_findings(&right);
        let out = findings_in(&right.replacen(old, new, 1)).replace('\u{a0}', " ");
        if !out.to_lowercase().contains(&message.to_lowercase()) {
            missing.push(format!("»{message}« is not in:\n{new}: {text}\n{out}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn sentences_that_agree_or_are_about_something_else_have_no_findings() {
    for (context, text) in RIGHT {
        has_no_findings(&format!("{context}{text}\n"));
    }
}

#[test]
fn amounts_in_tables_may_be_off_by_the_rounding_of_each() {
    let amounts = |unit: &str, total: &str| {
        format!(
            "Regnskab\n\nTabel 1. Tilskud{unit}\nPost\t2024\nDrift\t1.204\nAnlæg\t2.381\nAndet\t1.098\nI alt\t{total}\n"
        )
    };
    has_no_findings(&amounts(" (1.000 kr.)", "4.684"));
    assert!(
        findings_in(&amounts(" (1.000 kr.)", "4.694")).contains("men der står 4.694"),
        "amounts that are further apart"
    );
    assert!(findings_in(&amounts(", antal", "4.684")).contains("men der står 4.684"), "counts are exact");
}

#[test]
fn a_difference_of_amounts_may_be_rounded_either_way() {
    let table = |last: &str| {
        format!(
            "Regnskab\n\nTabel 1. Forbrug i kr.\nPost\tBudget\tRegnskab\tForskel\nDrift\t412.350\t360.763\t-51.588\nAnlæg\t98.400\t101.220\t2.820\nLøn\t640.100\t655.300\t{last}\n"
        )
    };
    has_no_findings(&table("15.200"));
    assert!(
        findings_in(&table("12.500")).contains("men der står 12.500"),
        "a difference that rounding does not explain"
    );
}

#[test]
fn a_word_alone_does_not_make_two_numbers_the_same() {
    let table = "Året i tal\n\nTabel 1. Opgaver\nOpgave\t2024\nBesøg\t28\nUndervisning\t31\nArrangementer\t12\n\n";
    has_no_findings(&format!("{table}Klinikkerne havde 64 besøg af konsulenter.\n"));
    has_no_findings(&format!("{table}Pjecen blev delt ud på tre arrangementer.\n"));
}
