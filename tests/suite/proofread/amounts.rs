//! Statements about money, medians, targets and tables, each with a neighbour that agrees.

use super::{findings_in, has_no_findings};

const WRONG: [(&str, &str); 21] = [
    (
        "I 2023 udeblev patienten ved 1.984 af 31.000 bookede besøg, svarende til 54 pr. 1.000.",
        "1.984 af 31.000 giver 64, men der står 54.",
    ),
    (
        "De samlede udgifter på 48,0 mio. kr. svarer til 2.738 kr. for hvert af de 12.840 tilmeldte børn og unge.",
        "48,0 delt med 12.840 giver 3.738, men der står 2.738.",
    ),
    (
        "De samlede udgifter på 88,7 mio. kr. fordelt på områdets 1,2 mio. indbyggere giver 739 kr. pr. indbygger.",
        "88,7 delt med 1,2 giver 74, men der står 739.",
    ),
    (
        "Udlånet af film og spil er mere end halveret siden 2021, fra 40.000 til 24.000 lån.",
        "24.000 er 0,6 gange 40.000, men der står »mere end halveret«.",
    ),
    (
        "Af de 1.050 svar er 630 fra kvinder og 410 fra mænd.",
        "Delene af 1.050 er 630 + 410 = 1.040, men der står 1.050.",
    ),
    (
        "Resultatet i gangtesten er forbedret med 36 %, fra 412 til 448 meter.",
        "Fra 412 til 448 er en stigning på 8,7 %, men der står 36 %.",
    ),
    (
        "Af bevillingen på 1,8 mio. kr. er der brugt 1.240 t.kr., så der resterer 660 t.kr.",
        "1,8 mio. og 1.240 t. giver en forskel på 560, men der står 660.",
    ),
    (
        "Beredskabschefen, der blev ansat i 2012, kunne i 2024 fejre 25-års jubilæum.",
        "Fra 2012 til 2024 er der 12 år, men der står 25.",
    ),
    (
        "Materiel kostede 17,3 mio. kr., dobbelt så meget som i 2023, hvor udgiften var 14,1 mio. kr.",
        "17,3 er 1,2 gange 14,1, men der står 2.",
    ),
    (
        "Patienternes medianalder er 74 år, nedre kvartil er 78 år, og øvre kvartil er 82 år.",
        "Medianen er 74, men kvartilerne er 78 og 82.",
    ),
    (
        "54 % af deltagerne er 65–74 år, 36 % er 75–84 år, og 20 % er 85 år eller ældre.",
        "Procenterne giver 54 % + 36 % + 20 % = 110 %, ikke 100 %.",
    ),
    (
        "Tabel 1. Ventetid\nKlinik\tUger\tVentende\nÅløse\t8\t84\nVestervang\t11\t60\nTranum\t14\t46\nHavnen\t5\t40\n\nTabel 1 viser ventetiden. Ventetiden er længst i Vestervang og kortest i Havnen.",
        "Teksten siger »længst« om »Vestervang« (11), men »Tranum« har 14 i Tabel 1.",
    ),
    (
        "Tabel 2. Responstid\nStation\tUdrykninger\tGennemsnit\tHurtigste\tLangsomste\nÅdal\t145\t22,4\t5,3\t18,2\nNordhavn\t540\t7,2\t3,1\t14,8",
        "»Ådal« har i gennemsnit 22,4, men går fra 5,3 til 18,2.",
    ),
    (
        "Tabel 1. Ekko efter hospital\nHospital\tPatienter\tEkko\tAndel\nNordsøen\t412\t383\t93 %\nKildebjerg\t356\t320\t90 %\nSundby\t298\t256\t86 %\nVesterå\t234\t208\t89 %\nLandet\t1.300\t1.167\t90 %\n\nTabel 1 viser andelen. Alle fire hospitaler opfylder standarden på 88 %.",
        "Teksten siger »alle« om 88 %, men »Sundby« har 86 % i Tabel 1.",
    ),
    (
        "Tabel 1. Ekko efter hospital\nHospital\tPatienter\tEkko\tAndel\nNordsøen\t412\t383\t93 %\nKildebjerg\t356\t320\t90 %\nSundby\t298\t256\t86 %\nVesterå\t234\t208\t89 %\n\nTabel 1 viser andelen. Andelen er lavest i Vesterå.",
        "Teksten siger »lavest« om »Vesterå« (89 %), men »Sundby« har 86 % i Tabel 1.",
    ),
    (
        "Tabel 2. Døde inden for et år\nAlder\tPatienter\tDøde\tDøde pr. 1.000\nUnder 60 år\t210\t8\t38\n60–69 år\t285\t17\t80\n70–79 år\t445\t49\t110\n80 år og derover\t360\t76\t211",
        "»Døde pr. 1.000« for »60–69 år« er 17 delt med 285 gange 1.000 = 60, men der står 80.",
    ),
    (
        "Lønudgifterne blev 24.000 kr. højere end budgettet på 980.000 kr., svarende til 24 %.",
        "24.000 af 980.000 er 2,4 %, men der står 24 %.",
    ),
    (
        "Udgifterne løb op i 5.840 t.kr., og projektet overskred dermed sit budget på 6,3 mio. kr.",
        "5.840 t. er mindre end 6,3 mio., men der står »overskred«.",
    ),
    (
        "Ved udgangen af 2024 rådede regionen over 312 biler: 187 elbiler, 78 hybridbiler og 57 biler på benzin eller diesel.",
        "Delene af 312 er 187 + 78 + 57 = 322, men der står 312.",
    ),
    (
        "Økonomi\n\nPost\tBudget\tRegnskab\tAfvigelse\nIndtægter\nKontingent\t1.095.000\t1.159.000\t64.000\nTilskud\t600.000\t600.000\t0\nArrangementer\t210.000\t187.500\t−12.500\nIndtægter i alt\t1.905.000\t1.946.500\t41.500\nUdgifter\nLøn\t980.000\t1.004.000\t24.000\nLokaler\t320.000\t318.000\t−2.000\nUdgifter i alt\t1.300.000\t1.322.000\t22.000\nÅrets resultat\t605.000\t624.500\t19.500",
        "»Afvigelse« for »Arrangementer« fra 210.000 til 187.500 er −22.500, men der står −12.500.",
    ),
    (
        "Projektet sluttede til tiden. Udgifterne løb op i 5.840 t.kr., og projektet overskred dermed sit budget på 6,3 mio. kr. Resten er overført.",
        "5.840 t. er mindre end 6,3 mio., men der står »overskred«.",
    ),
];

const RIGHT: [&str; 22] = [
    "I 2023 udeblev patienten ved 1.984 af 31.000 bookede besøg, svarende til 64 pr. 1.000.",
    "De 80 % er 5 procentpoint under målet på 85 %.",
    "De 80 % er 5 procentpoint fra målet på 85 %.",
    "De samlede udgifter på 48,0 mio. kr. svarer til 3.738 kr. for hvert af de 12.840 tilmeldte børn og unge.",
    "De samlede udgifter på 88,7 mio. kr. fordelt på områdets 1,2 mio. indbyggere giver 74 kr. pr. indbygger.",
    "Udlånet af film og spil er mere end halveret siden 2021, fra 50.000 til 24.000 lån.",
    "Af de 1.050 svar er 640 fra kvinder og 410 fra mænd.",
    "Resultatet i gangtesten er forbedret med 9 %, fra 412 til 448 meter.",
    "Af bevillingen på 1,8 mio. kr. er der brugt 1.240 t.kr., så der resterer 560 t.kr.",
    "Beredskabschefen, der blev ansat i 1999, kunne i 2024 fejre 25-års jubilæum.",
    "Materiel kostede 28,3 mio. kr., dobbelt så meget som i 2023, hvor udgiften var 14,1 mio. kr.",
    "Patienternes medianalder er 74 år, nedre kvartil er 68 år, og øvre kvartil er 82 år.",
    "54 % af deltagerne er 65–74 år, 36 % er 75–84 år, og 10 % er 85 år eller ældre.",
    "Tabel 1. Ventetid\nKlinik\tUger\tVentende\nÅløse\t8\t84\nVestervang\t11\t60\nTranum\t14\t46\nHavnen\t5\t40\n\nTabel 1 viser ventetiden. Ventetiden er længst i Tranum og kortest i Havnen.",
    "Tabel 2. Regnskab\nPost\tBeløb\nTilskud\t30,0\nBrugere\t20,0\nIndtægter i alt\t50,0\nLøn\t38,2\nDrift\t9,8\nUdgifter i alt\t48,0\n\nLøn udgør 80 % af de samlede udgifter.",
    "Tabel 2. Responstid\nStation\tUdrykninger\tGennemsnit\tHurtigste\tLangsomste\nÅdal\t145\t12,4\t5,3\t18,2\nNordhavn\t540\t7,2\t3,1\t14,8",
    "483 (46 %) var meget tilfredse, 441 (42 %) tilfredse, 84 (8 %) hverken-eller og 42 (4 %) utilfredse.",
    "Tabel 1. Ekko efter hospital\nHospital\tPatienter\tEkko\tAndel\nNordsøen\t412\t383\t93 %\nKildebjerg\t356\t320\t90 %\nSundby\t298\t256\t86 %\nVesterå\t234\t208\t89 %\nLandet\t1.300\t1.167\t90 %\n\nTabel 1 viser andelen. Alle fire hospitaler opfylder standarden på 85 %.",
    "Tabel 1. Ekko efter hospital\nHospital\tPatienter\tEkko\tAndel\nNordsøen\t412\t383\t93 %\nKildebjerg\t356\t320\t90 %\nSundby\t298\t256\t86 %\nVesterå\t234\t208\t89 %\n\nTabel 1 viser andelen. Andelen er lavest i Sundby.",
    "Lønudgifterne blev 24.000 kr. højere end budgettet på 980.000 kr., svarende til 2,4 %.",
    "Udgifterne løb op i 6.840 t.kr., og projektet overskred dermed sit budget på 6,3 mio. kr.",
    "Nyhedsbrevet havde 2.328 abonnenter pr. 1. april 2025, 283 færre end den 1. april 2024.",
];

#[test]
fn amounts_targets_and_ranks_that_contradict_their_numbers_are_found() {
    for (text, message) in WRONG {
        let out = findings_in(text).replace('\u{a0}', " ");
        assert!(out.contains(message), "»{message}« is not in:\n{text}\n{out}");
        assert_eq!(out.matches("[printed-").count(), 1, "{text}\n{out}");
    }
}

#[test]
fn amounts_targets_and_ranks_that_agree_have_no_findings() {
    RIGHT.into_iter().for_each(has_no_findings);
}
