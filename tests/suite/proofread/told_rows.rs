//! What a text says in words of the rows of a table, each kind with neighbours that agree or are about something else.

use super::{findings_in, has_no_findings};

const FALLS: &str = "Plejehjemmene, 2. kvartal 2025\n\nTabel 1. Fald fordelt på plejehjem og måned\nPlejehjem\tApril\tMaj\tJuni\tI alt\nEgegården\t9\t7\t0\t16\nLindely\t6\t8\t5\t19\nSøparken\t11\t4\t7\t22\nBirkehøj\t5\t6\t6\t17\nI alt\t31\t25\t18\t74\n\nTabel 1 viser fald. ";
const SCORES: &str = "Tilfredshed 2024\n\nTabel 1. Gennemsnitlig score pr. plejehjem\nPlejehjem\tSvar\t2022\t2024\tÆndring\nEgegården\t71\t3,8\t4,1\t+0,3\nLindely\t84\t3,9\t3,7\t-0,2\nSøparken\t66\t4,0\t4,2\t+0,2\nBirkehøj\t66\t3,6\t3,6\t0,0\n\nTabel 1 viser scorerne. ";
const REFERRALS: &str = "Henvisninger\n\nTabel 1. Henvisninger\nHenvist fra\t2023\t2024\nEgen læge\t1.122\t1.190\nSpeciallæge\t418\t471\nSygehus\t364\t396\nI alt\t1.904\t2.057\n\nTabel 1 viser henvisninger. ";
const WISHES: &str = "Ønsker 2024\n\nTabel 1. Hvad er vigtigst? (flere svar)\nSvar\tAntal\tAndel\nPersonalets tid\t176\t61 %\nMaden\t133\t46 %\nAktiviteter\t97\t34 %\nRengøring\t58\t20 %\n\nTabel 1 viser svarene. ";
const WAITS: &str = "Ventetid 2024\n\nTabel 1. Ventetid i dage\nKvartal\tMindst\tGennemsnit\tStørst\n1. kvartal\t4\t21,3\t66\n2. kvartal\t6\t24,8\t71\n3. kvartal\t3\t30,1\t88\n4. kvartal\t5\t26,0\t64\n\nTabel 1 viser ventetiden. ";
const GOALS: &str = "Svartid 2024\n\nTabel 1. Svartid\nKlinik\tSvartid i minutter\tAndel til tiden\tMål\nBirken\t6,2\t84 %\t80 %\nEgen\t9,8\t71 %\t80 %\nPilen\t4,1\t92 %\t80 %\n\nTabel 1 viser svartiden. ";
const MONTHS: &str = "Forløb 2025\n\nTabel 1. Forløb pr. måned\nMåned\t2024\t2025\nJanuar\t52\t57\nFebruar\t44\t40\nMarts\t50\t55\nApril\t41\t46\nMaj\t49\t54\nJuni\t48\t48\nI alt\t284\t300\n\nTabel 1 viser forløb. ";

/// Sentences below a table with one contradiction each, and what is found.
const WRONG: [(&str, &str, &str); 32] = [
    (
        FALLS,
        "Egegården havde ingen fald i maj.",
        "»Egegården« er 7 under »Maj« i Tabel 1, men der står »ingen« i teksten.",
    ),
    (
        FALLS,
        "Egegården havde ingen fald i juni, mens Søparken havde otte.",
        "»Søparken« er 7 under »Juni« i Tabel 1 og 8 i teksten.",
    ),
    (FALLS, "I gennemsnit var der 26,4 fald om måneden.", "74 delt med 3 er 24,7, men der står 26,4."),
    (FALLS, "April alene stod for 47 % af kvartalets fald.", "31 af 74 er 41,9 % i Tabel 1, men der står 47 %."),
    (
        SCORES,
        "Birkehøj er det eneste plejehjem, der er gået tilbage.",
        "I Tabel 1 gælder »tilbage« for »Lindely«, men teksten siger kun »Birkehøj«.",
    ),
    (
        SCORES,
        "Tre af de fire plejehjem er gået frem, og Birkehøj er uændret.",
        "I Tabel 1 gælder »frem« for »Egegården« og »Søparken«, men teksten siger tre.",
    ),
    (
        SCORES,
        "Søparken er gået mest frem.",
        "Teksten siger »mest frem« om »Søparken«, men i Tabel 1 er det »Egegården«.",
    ),
    (SCORES, "Scoren på Søparken er den højeste, 4,4.", "»Søparken« er 4,2 under »2024« i Tabel 1 og 4,4 i teksten."),
    (SCORES, "Ingen plejehjem er gået tilbage.", "I Tabel 1 gælder »tilbage« for »Lindely«, men teksten siger ingen."),
    (
        REFERRALS,
        "Sygehus henviste 36 flere end i 2023.",
        "»Sygehus« går fra 364 til 396 i Tabel 1, en stigning på 32, men der står 36.",
    ),
    (
        REFERRALS,
        "Antallet fra egen læge var i 2024 lavere end i 2023.",
        "»Egen læge« går fra 1.122 til 1.190 i Tabel 1, men der står »lavere«.",
    ),
    (
        REFERRALS,
        "Speciallæge er steget med 17 % siden 2023.",
        "»Speciallæge« går fra 418 til 471 i Tabel 1, en stigning på 12,7 %, men der står 17 %.",
    ),
    (
        REFERRALS,
        "Der kom flere fra sygehus end fra speciallæge.",
        "»Sygehus« er 396 og »Speciallæge« 471 i Tabel 1, men der står »flere«.",
    ),
    (
        WISHES,
        "Personalets tid nævnes fire gange så ofte som rengøring.",
        "»Personalets tid« er 176 og »Rengøring« 58 i Tabel 1, altså 3,0 gange så meget, men der står fire.",
    ),
    (
        WISHES,
        "I alt nævnte 46 % maden, og hver tredje nævnte rengøringen.",
        "»Rengøring« er 20 % i Tabel 1, men der står »hver tredje«.",
    ),
    (
        WISHES,
        "165 nævner aktiviteter eller rengøring.",
        "»Aktiviteter« og »Rengøring« i Tabel 1 er 97 + 58 = 155, men der står 165.",
    ),
    (
        WAITS,
        "Målet er højst 25 dage. Det blev overholdt i tre af fire kvartaler.",
        "I Tabel 1 gælder »overholdt« for »1. kvartal« og »2. kvartal«, men teksten siger tre.",
    ),
    (WAITS, "I 2024 ventede ingen mere end 78 dage.", "»3. kvartal« har 88 i Tabel 1, men der står ingen over 78."),
    (
        WAITS,
        "Gennemsnittet for hele året var 32,4 dage.",
        "Gennemsnittet er 32,4 i teksten, men rækkerne i Tabel 1 går fra 21,3 til 30,1.",
    ),
    (
        MONTHS,
        "Der kom flere forløb i fem af seks måneder.",
        "I Tabel 1 gælder »flere« for fire rækker, men teksten siger fem.",
    ),
    (
        MONTHS,
        "Juni er den eneste måned med tilbagegang.",
        "I Tabel 1 gælder »tilbagegang« for »Februar«, men teksten siger kun »Juni«.",
    ),
    (MONTHS, "I april var tallet uændret.", "»April« går fra 41 til 46 i Tabel 1, men der står »uændret«."),
    (
        MONTHS,
        "I 1. kvartal 2025 begyndte 125 forløb.",
        "»Januar«, »Februar« og »Marts« i Tabel 1 er 57 + 40 + 55 = 152, men der står 125.",
    ),
    (MONTHS, "Der begyndte i gennemsnit 55 forløb pr. måned i 2025.", "300 delt med 6 er 50, men der står 55."),
    (
        MONTHS,
        "Maj var den travleste måned i 2025 med 54 forløb.",
        "»Maj« er hverken først eller sidst i Tabel 1, men der står »travleste«.",
    ),
    (
        MONTHS,
        "I 2025 var der over 45 forløb i alle måneder.",
        "I Tabel 1 gælder »over 45« for fem rækker, men teksten siger alle.",
    ),
    (
        FALLS,
        "Der var flest fald i maj og færrest i juni.",
        "Teksten siger »flest« om »Maj« (25), men »April« har 31 i Tabel 1.",
    ),
    (
        FALLS,
        "Fra april til maj faldt antallet med 8.",
        "»I alt« går fra 31 til 25 i Tabel 1, et fald på 6, men der står 8.",
    ),
    (
        WAITS,
        "Fra 1. til 3. kvartal voksede den gennemsnitlige ventetid med 9,8 dage.",
        "Fra 21,3 til 30,1 i Tabel 1 er en stigning på 8,8, men der står 9,8.",
    ),
    (
        GOALS,
        "To af de tre klinikker opfylder målet på 60 %.",
        "I Tabel 1 gælder »opfylder« for alle rækker, men teksten siger to.",
    ),
    (
        GOALS,
        "Egen ligger 4 procentpoint under målet.",
        "»Egen« er 71 % i Tabel 1, 9 procentpoint under 80 %, men der står 4 under.",
    ),
    (
        GOALS,
        "Forskellen mellem den laveste og den højeste andel er 31 procentpoint.",
        "Fra 71 % til 92 % i Tabel 1 er 21, men der står 31.",
    ),
];

/// Sentences that agree with the table, or are about something else than it.
const RIGHT: [(&str, &str); 59] = [
    (FALLS, "Antallet af fald er højest på Søparken med 7 fald i juni."),
    (FALLS, "Egegården havde ingen fald i juni, mens Søparken havde syv."),
    (FALLS, "Egegården havde ingen alvorlige fald i maj."),
    (FALLS, "Egegården havde otte faste vagter i maj."),
    (FALLS, "Søparken havde tre fald med brud i maj."),
    (FALLS, "I gennemsnit var der 24,7 fald om måneden."),
    (FALLS, "I gennemsnit var der 18,5 fald pr. plejehjem."),
    (FALLS, "I gennemsnit var der 2,6 fald pr. beboer om året."),
    (FALLS, "April alene stod for 42 % af kvartalets fald."),
    (FALLS, "Lindely fik 12 nye beboere i maj, og Birkehøj fik 3."),
    (SCORES, "Lindely er det eneste plejehjem, der er gået tilbage."),
    (SCORES, "To af de fire plejehjem er gået frem, og Birkehøj er uændret."),
    (SCORES, "Tre af de fire plejehjem har fået ny leder."),
    (SCORES, "Tre af de fire plejehjem er gået frem i svarprocent."),
    (SCORES, "Egegården er gået mest frem."),
    (SCORES, "Lindely er gået tilbage, men på Søparken er man gået i gang."),
    (SCORES, "Birkehøj er det eneste plejehjem, der har egen bus."),
    (SCORES, "Scoren på Søparken er den højeste, 4,2."),
    (SCORES, "Scoren på Søparken er 4,6 for pårørende til mænd."),
    (REFERRALS, "Sygehus henviste 32 flere end i 2023."),
    (REFERRALS, "Antallet fra egen læge var i 2024 højere end i 2023."),
    (REFERRALS, "Speciallæge er steget med 13 % siden 2023."),
    (REFERRALS, "Speciallæge er steget med 40 % siden 2019."),
    (REFERRALS, "Der kom færre fra sygehus end fra speciallæge."),
    (REFERRALS, "Der kom flere klager fra sygehus end fra speciallæge."),
    (WISHES, "Personalets tid nævnes tre gange så ofte som rengøring."),
    (WISHES, "I alt nævnte 46 % maden, og hver femte nævnte rengøringen."),
    (WISHES, "155 nævner aktiviteter eller rengøring."),
    (WISHES, "140 nævner både aktiviteter og rengøring."),
    (WISHES, "Hver anden kvinde nævner aktiviteter."),
    (WAITS, "Målet er højst 25 dage. Det blev overholdt i to af fire kvartaler."),
    (WAITS, "Målet er højst 25 dage. Det blev overholdt for tre af fire patienter."),
    (WAITS, "I 2024 ventede ingen mere end 88 dage."),
    (WAITS, "Ingen børn ventede mere end 30 dage."),
    (WAITS, "Gennemsnittet for hele året var 25,4 dage."),
    (MONTHS, "Der kom flere forløb i fire af seks måneder."),
    (MONTHS, "Februar er den eneste måned med tilbagegang."),
    (MONTHS, "I juni var tallet uændret."),
    (MONTHS, "I 1. kvartal 2025 begyndte 152 forløb."),
    (MONTHS, "Der begyndte i gennemsnit 50 forløb pr. måned i 2025."),
    (MONTHS, "Januar var den travleste måned i 2025 med 57 forløb."),
    (MONTHS, "Maj var den varmeste måned."),
    (MONTHS, "I 2025 var der mindst 40 forløb i alle måneder."),
    (MONTHS, "I februar lukkede vi i to uger, og i marts begyndte 3 på et nyt hold."),
    (FALLS, "Der var flest fald i april og færrest i juni."),
    (FALLS, "Flest beboere flyttede i maj."),
    (FALLS, "Fra april til maj faldt antallet med 6."),
    (FALLS, "Fra april til maj faldt sygefraværet med 8."),
    (FALLS, "Faldene varierer fra 16 på Egegården til 22 på Søparken."),
    (FALLS, "Egegården mangler 12 stole, og Lindely mangler 3."),
    (FALLS, "Egegården søger 2 assistenter."),
    (WAITS, "Fra 1. til 3. kvartal voksede den gennemsnitlige ventetid med 8,8 dage."),
    (GOALS, "To af de tre klinikker opfylder målet på 80 %."),
    (GOALS, "To af de tre klinikker opfylder kravet om hygiejne."),
    (GOALS, "Egen ligger 9 procentpoint under målet."),
    (GOALS, "Egen ligger 15 procentpoint under landsgennemsnittet."),
    (GOALS, "Forskellen mellem den laveste og den højeste andel er 21 procentpoint."),
    (GOALS, "Hurtigst er Pilen."),
    (GOALS, "Pilen modtager flest henvisninger og har 92 % til tiden."),
];

#[test]
fn a_sentence_that_contradicts_the_rows_of_its_table_is_found() {
    for (table, sentence, message) in WRONG {
        let out = findings_in(&format!("{table}{sentence}\n")).replace('\u{a0}', " ");
        assert!(out.contains(message), "»{message}« is not in:\n{sentence}\n{out}");
        assert_eq!(out.matches("[printed-").count(), 1, "{sentence}\n{out}");
    }
}

#[test]
fn a_sentence_that_agrees_with_its_table_or_is_about_something_else_has_no_findings() {
    for (table, sentence) in RIGHT {
        has_no_findings(&format!("{table}{sentence}\n"));
    }
}

const LISTED: &str =
    "Tabel 1. Emner på besøg\nEmne\tAntal\nOpioider\t24\nPolyfarmaci\t21\nAntibiotika\t16\nSovemedicin\t13\n\n";

#[test]
fn of_rows_listed_with_their_numbers_all_but_one_tell_the_column() {
    let text = |sentence: &str| format!("{LISTED}{sentence}\n");
    has_no_findings(&text("Klinikkerne spurgte mest om opioider (24), polyfarmaci (21) og antibiotika (16)."));
    let out = findings_in(&text("Klinikkerne spurgte mest om opioider (24), polyfarmaci (12) og antibiotika (16)."));
    assert!(out.contains("»Polyfarmaci« er 21 i Tabel 1 og 12 i teksten."), "{out}");
    // With two numbers that do not agree, something else is counted, and small numbers agree by accident.
    has_no_findings(&text("Opioider manglede 24 procentpoint, og polyfarmaci manglede 12."));
    has_no_findings(&text("Lægerne spurgte om opioider (20), polyfarmaci (18) og antibiotika (16)."));
}

#[test]
fn labels_with_a_shared_start_are_told_by_their_end() {
    let table = "Tabel 1. Besøg\nEmne\tAntal\nFokus på organisering\t18\nFokus på trivsel\t11\nFokus på ledelse\t7\n\n";
    let text = |count: u32| format!("{table}Organisering var emnet på 18 besøg og trivsel på {count}.\n");
    has_no_findings(&text(11));
    let out = findings_in(&text(14));
    assert!(out.contains("»Fokus på trivsel« er 11 i Tabel 1 og 14 i teksten."), "{out}");
}

#[test]
fn a_superlative_ranks_the_column_that_it_counts() {
    let table =
        "Tabel 1. Kurser\nKursus\tAntal kurser\tAntal deltagere\nPsykiatri\t3\t81\nKOL\t9\t216\nDiabetes\t10\t194\n\n";
    has_no_findings(&format!(
        "{table}Diabetes er det emne, der er holdt flest kurser om, men KOL har haft flest deltagere.\n"
    ));
}
