//! Texts as people print them: each agrees with itself, and with one number or word changed it does not.

use super::{findings_in, has_no_findings};

/// A text, what is in it once, what is put there instead, and what is found then.
const SLIPS: [(&str, &str, &str, &str); 35] = [
    (
        "Udviklingen i antal kontakter\n\nTabel 1. Kontakter 2020-2024\nÅr\tTelefon\tFremmøde\tI alt\n2020\t1.204\t611\t1.815\n2021\t1.310\t540\t1.850\n2022\t1.288\t602\t1.890\n2023\t1.402\t655\t2.057\n2024\t1.377\t701\t2.078\n\nAntallet af telefonkontakter toppede i 2023 med 1.402. I 2024 var der 1.377 telefoniske kontakter og 701 fremmøder.\n",
        "1.377 telefoniske",
        "1.337 telefoniske",
        "»Telefon« er 1.377 under »2024« i Tabel 1 og 1.337 i teksten.",
    ),
    (
        "Årets tal\n\nTabel 2. Utilsigtede hændelser\nÅr\tIndberetninger\tHeraf alvorlige\n2019\t412\t18\n2020\t388\t21\n2021\t431\t16\n2022\t467\t14\n2023\t455\t12\n\nSom det fremgår af tabel 2, toppede antallet af indberetninger i 2022. Siden 2020 er de alvorlige faldet hvert eneste år.\n",
        "toppede antallet af indberetninger i 2022",
        "toppede antallet af indberetninger i 2021",
        "Teksten siger »flest« om »2021« (431), men »2022« har 467 i Tabel 2.",
    ),
    (
        "Personale\n\nTabel 1. Ansatte i centret\nÅr\tLæger\tSygeplejersker\tSekretærer\n2021\t14\t41\t9\n2022\t15\t44\t9\n2023\t17\t46\t8\n2024\t18\t52\t8\n\nAntallet af sygeplejersker er vokset med 11 siden 2021, mens der er kommet fire læger til.\n",
        "vokset med 11 siden",
        "vokset med 13 siden",
        "»Sygeplejersker« går fra 41 til 52 i Tabel 1, en stigning på 11, men der står 13.",
    ),
    (
        "Patientforløb\n\nI 2023 gennemførte vi 318 forløb. I 2024 blev det til 352. Det er 34 flere end året før.\n",
        "34 flere",
        "44 flere",
        "Fra 318 til 352 er en stigning på 34, men der står 44.",
    ),
    (
        "Kurser\n\nSidste år holdt vi 26 kurser med tilsammen 412 deltagere.\n\nI år blev det til 31 kurser, altså fem flere end sidste år, og deltagertallet nåede 498.\n",
        "fem flere",
        "seks flere",
        "Fra 26 til 31 er en stigning på 5, men der står 6.",
    ),
    (
        "Praksisbesøg\n\nKonsulenterne besøgte 64 klinikker i årets løb. De 41 af dem lå på Fyn og de øvrige 23 i Sydjylland.\n",
        "de øvrige 23",
        "de øvrige 33",
        "64 uden 41 er 23, men der står 33.",
    ),
    (
        "Henvisninger\n\nAfdelingen modtog 1.250 henvisninger i 2024, heraf 300 fra egen læge (24 %).\n",
        "(24 %)",
        "(34 %)",
        "300 af 1.250 er 24,0 %, men der står 34 %.",
    ),
    (
        "Sager\n\nNævnet afgjorde 86 sager. Heraf blev 51 afvist, 22 fik medhold, og 13 blev trukket tilbage.\n",
        "22 fik medhold",
        "27 fik medhold",
        "Delene af 86 er 51 + 27 + 13 = 91, men der står 86.",
    ),
    (
        "Tilfredshed\n\nUd af 160 besvarelser var 96 positive, 40 neutrale og 24 negative. De positive udgør dermed 60 %.\n",
        "dermed 60 %",
        "dermed 66 %",
        "96 af 160 er 60,0 %, men der står 66 %.",
    ),
    (
        "Besvarelser\n\n142 praksis svarede på skemaet. 88 % af dem bruger vejledningen fast, 7 % af og til, og resten (5 %) bruger den aldrig.\n",
        "resten (5 %)",
        "resten (8 %)",
        "Procenterne giver 88 % + 7 % + 8 % = 103 %, ikke 100 %.",
    ),
    (
        "Afslutning\n\nAf 75 borgere gennemførte 58 forløbet, mens resten, 17 borgere, faldt fra undervejs.\n",
        "17 borgere",
        "27 borgere",
        "75 uden 58 er 17, men der står 27.",
    ),
    (
        "Vaccinationer\n\nTabel 3. Vaccinerede efter aldersgruppe\nAldersgruppe\tInviterede\tVaccinerede\tDækning\n65-69 år\t4.200\t2.940\t70,0 %\n70-79 år\t6.100\t4.880\t80,0 %\n80+ år\t2.500\t2.150\t86,0 %\nI alt\t12.800\t9.970\t77,9 %\n\nDækningen var højest blandt borgere på 80 år og derover, hvor 2.150 ud af 2.500 inviterede blev vaccineret. Blandt de 65-69-årige var dækningen 70 %.\n",
        "65-69-årige var dækningen 70 %",
        "65-69-årige var dækningen 74 %",
        "»65-69 år« er 70,0 % under »Dækning« i Tabel 3 og 74 % i teksten.",
    ),
    (
        "Klager\n\nTabel 1. Klager fordelt på sygehus\nSygehus\t2023\t2024\nNordsygehuset\t84\t91\nFjordklinikken\t57\t49\nÅsen Hospital\t102\t110\nI alt\t243\t250\n\nI 2024 modtog Nordsygehuset 91 klager, Fjordklinikken 49 og Åsen Hospital 110.\n",
        "Fjordklinikken 49 og",
        "Fjordklinikken 94 og",
        "»Fjordklinikken« er 49 under »2024« i Tabel 1 og 94 i teksten.",
    ),
    (
        "Forbrug\n\nTabel 4. Forbrug i 1.000 kr.\nPost\tBudget\tForbrug\tAfvigelse\nLøn\t8.400\t8.250\t-150\nLokaler\t900\t935\t35\nIt\t450\t512\t62\nSamlet\t9.750\t9.697\t-53\n\nLønnen blev 150.000 kr. lavere end budgetteret.\n",
        "It\t450\t512\t62",
        "It\t450\t521\t62",
        "»Samlet« er 8.250 + 935 + 521 = 9.706 under »Forbrug«, men der står 9.697.",
    ),
    (
        "Diagnoser\n\nTabel 2. Patienter efter diagnose\nDiagnose\tAntal\nKOL\t310\nDiabetes\t450\nHjertesvigt\t140\nSlidgigt\t100\nI alt\t1.000\n\nKnap halvdelen af patienterne (45 %) har diabetes, og næsten hver tredje har KOL (31 %). De to største grupper udgør tilsammen 76 % af alle patienter.\n",
        "tilsammen 76 %",
        "tilsammen 67 %",
        "»Diabetes« og »KOL« i Tabel 2 er 760 af 1.000 = 76,0 %, men der står 67 %.",
    ),
    (
        "Diagnoser\n\nTabel 2. Patienter efter diagnose\nDiagnose\tAntal\nKOL\t310\nDiabetes\t450\nHjertesvigt\t140\nSlidgigt\t100\nI alt\t1.000\n\nHver syvende patient (14 %) har hjertesvigt, mens hver tiende har slidgigt.\n",
        "hver tiende har slidgigt",
        "hver femte har slidgigt",
        "»Slidgigt«: 100 af 1.000 er 10,0 % i Tabel 2, men der står »hver femte«.",
    ),
    (
        "Aktivitet\n\nAntallet af ambulante besøg steg fra 24.600 i 2022 til 27.060 i 2023. Det svarer til en stigning på 10 %.\n",
        "stigning på 10 %",
        "stigning på 12 %",
        "Fra 24.600 til 27.060 er en stigning på 10,0 %, men der står 12 %.",
    ),
    (
        "Svarprocent\n\nSvarprocenten var 71 i 2023. Året efter var den 64, altså et fald på 7 procentpoint.\n",
        "fald på 7 procentpoint",
        "fald på 9 procentpoint",
        "Fra 71 % til 64 % er et fald på 7 procentpoint, men der står 9 procentpoint.",
    ),
    (
        "App\n\nVed udgangen af 2022 havde appen 4.100 brugere. To år senere var der 12.400, altså tre gange så mange.\n",
        "tre gange så mange",
        "fire gange så mange",
        "12.400 er 3,0 gange 4.100, men der står 4.",
    ),
    (
        "Telemedicin\n\nTabel 1. Videokonsultationer pr. region\nRegion\t2022\t2023\tÆndring i pct.\nØst\t1.200\t1.500\t25,0\nVest\t800\t760\t-5,0\nMidt\t2.000\t2.300\t15,0\nI alt\t4.000\t4.560\t14,0\n\nI Region Øst steg antallet af videokonsultationer med en fjerdedel, mens det faldt med 5 % i Region Vest.\n",
        "faldt med 5 %",
        "faldt med 8 %",
        "»Vest« går fra 800 til 760 i Tabel 1, et fald på 5,0 %, men der står 8 %.",
    ),
    (
        "Årsrapport 2024\n\nRapporten dækker perioden 1. januar til 31. december 2024. Data er trukket den 3. februar 2025.\n\nProjektperioden var 24 måneder, fra 1. juli 2022 til 30. juni 2024.\n",
        "var 24 måneder",
        "var 18 måneder",
        "Mellem de to datoer er der 24 måneder, men der står 18.",
    ),
    (
        "Temadag\n\nÅrets temadag finder sted torsdag den 10. oktober 2024 i Nyborg.\n",
        "torsdag den 10.",
        "fredag den 10.",
        "Den 10. oktober 2024 er en torsdag, men der står »fredag«.",
    ),
    (
        "Resultater\n\nTabel 1 viser antallet af svar. Fordelingen på køn fremgår af tabel 2.\n\nTabel 1. Svar\nGruppe\tAntal\nLæger\t45\nAndre\t32\nI alt\t77\n\nTabel 2. Køn\nKøn\tAntal\nKvinder\t51\nMænd\t26\nI alt\t77\n",
        "fremgår af tabel 2",
        "fremgår af tabel 3",
        "Teksten henviser til Tabel 3, men den sidste er Tabel 2.",
    ),
    (
        "Resultater\n\nTabel 1. Svar\nGruppe\tAntal\nLæger\t45\nAndre\t32\nI alt\t77\n\nTabel 2. Køn\nKøn\tAntal\nKvinder\t51\nMænd\t26\nI alt\t77\n\nTabel 1 viser, at 45 læger har svaret. Det fremgår af tabel 2, at 51 kvinder har svaret.\n",
        "51 kvinder",
        "61 kvinder",
        "»Kvinder« er 51 i Tabel 2 og 61 i teksten.",
    ),
    (
        "Hold\n\nDer blev holdt 8 hold med i alt 96 deltagere, svarende til 12 deltagere pr. hold i gennemsnit.\n",
        "12 deltagere pr. hold",
        "14 deltagere pr. hold",
        "96 delt med 8 er 12, men der står 14.",
    ),
    (
        "Liggetid\n\nTabel 1. Liggetid (dage)\nAfdeling\tIndlæggelser\tSengedage\tGns. liggetid\nKirurgi\t400\t1.200\t3,0\nMedicin\t500\t2.250\t4,5\nOrtopædi\t250\t1.000\t4,0\nI alt\t1.150\t4.450\t3,9\n\nLiggetiden var i gennemsnit 3,9 dage. Den var kortest på Kirurgi.\n",
        "kortest på Kirurgi",
        "kortest på Ortopædi",
        "Teksten siger »kortest« om »Ortopædi« (4,0), men »Kirurgi« har 3,0 i Tabel 1.",
    ),
    (
        "Liggetid\n\nTabel 1. Liggetid (dage)\nAfdeling\tIndlæggelser\tSengedage\tGns. liggetid\nKirurgi\t400\t1.200\t3,0\nMedicin\t500\t2.250\t4,5\nOrtopædi\t250\t1.000\t4,0\nI alt\t1.150\t4.450\t3,9\n\nLiggetiden var i gennemsnit 3,9 dage.\n",
        "500\t2.250\t4,5",
        "500\t2.250\t5,4",
        "»Gns. liggetid« for »Medicin« er 2.250 delt med 500 = 4,5, men der står 5,4.",
    ),
    (
        "Fald\n\nTabel 5. Fald på plejecentre fordelt på tidspunkt (n = 180)\nTidspunkt\tAntal\nDag\t62\nAften\t71\nNat\t47\nI alt\t180\n\nI alt blev der registreret 180 fald.\n",
        "(n = 180)",
        "(n = 810)",
        "Titlen siger n = 810, men »I alt« er 180.",
    ),
    (
        "Holdning\n\nEt flertal af lægerne, 54 ud af 100, er imod ændringen.\n",
        "54 ud af 100",
        "45 ud af 100",
        "Der står 45,0 %, men også »flertal«.",
    ),
    (
        "Indsatser\n\nVi har i år arbejdet med fire indsatser: faldforebyggelse, medicingennemgang, tryksår og ernæring.\n",
        "fire indsatser",
        "fem indsatser",
        "Teksten siger fem, men listen har fire.",
    ),
    (
        "Anbefalinger\n\nEvalueringen fører til tre anbefalinger:\n\n- Brug det samme skema i alle klinikker.\n- Følg op efter tre måneder.\n- Afsæt tid til fælles gennemgang.\n\nAnbefalingerne drøftes i styregruppen.\n",
        "tre anbefalinger",
        "fire anbefalinger",
        "Teksten siger fire, men listen har tre.",
    ),
    (
        "Økonomi\n\nProjektet kostede 1,8 mio. kr. Heraf gik 1,2 mio. kr. til løn, 0,4 mio. kr. til it og 0,2 mio. kr. til evaluering.\n",
        "0,4 mio. kr. til it",
        "0,6 mio. kr. til it",
        "Delene er tilsammen 2,0, men det hele er 1,8.",
    ),
    (
        "Pris\n\nIndsatsen kostede 840.000 kr. og nåede 350 borgere. Det giver en pris på 2.400 kr. pr. borger.\n",
        "2.400 kr. pr.",
        "2.800 kr. pr.",
        "840.000 delt med 350 giver 2.400, men der står 2.800.",
    ),
    (
        "Årsager\n\nTabel 1. Årsager til genindlæggelse\nÅrsag\tAntal\nInfektion\t64\nSmerter\t48\nFald\t31\nAndet\t22\n\nDen hyppigste årsag er infektion, efterfulgt af smerter.\n",
        "efterfulgt af smerter",
        "efterfulgt af fald",
        "Teksten siger »efterfulgt« om »Fald« (31), men »Smerter« har 48 i Tabel 1.",
    ),
    (
        "Mål\n\nTabel 1. Andel udredt inden 30 dage\nAfdeling\tAndel\tMål\nHjerte\t92 %\t90 %\nLunge\t87 %\t90 %\nNyre\t95 %\t90 %\n\nTo af de tre afdelinger nåede målet på 90 %. Kun Lunge lå under.\n",
        "To af de tre",
        "Tre af de tre",
        "I Tabel 1 gælder »nåede« for »Hjerte« og »Nyre«, men teksten siger tre.",
    ),
];

#[test]
fn a_text_has_no_findings_until_one_number_or_word_is_changed() {
    for (text, old, new, message) in SLIPS {
        has_no_findings(text);
        assert_eq!(text.matches(old).count(), 1, "»{old}« is in it once:\n{text}");
        let out = findings_in(&text.replace(old, new)).replace('\u{a0}', " ");
        assert!(out.contains(message), "»{message}« is not in:\n{text}\n{out}");
    }
}

#[test]
fn a_superlative_of_an_extreme_ranks_the_column_of_that_extreme() {
    let table = "Tabel 1. Liggetid i dage\nAfdeling\tLiggetid\tMaks. liggetid\nKirurgi\t3,0\t21\nMedicin\t4,5\t18\nOrtopædi\t4,0\t25\n";
    has_no_findings(&format!("{table}\nMedicin har den korteste maksimale liggetid.\n"));
    has_no_findings(&format!(
        "{table}\nMedicin har den laveste mediane liggetid og den korteste maksimale liggetid.\n"
    ));
    let out = findings_in(&format!("{table}\nKirurgi har den korteste maksimale liggetid.\n"));
    assert!(out.contains("Teksten siger »korteste« om »Kirurgi« (21), men »Medicin« har 18 i Tabel 1."), "{out}");
}
