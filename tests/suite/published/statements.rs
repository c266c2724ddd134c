//! Every statement with a number in the prose of the published reports, as ours say it. The tables are in the other files.
//!
//! What is said otherwise on purpose is named in data-samples/README.md.

use super::{KAP_H, KAP_S, MIDTKRAFT, Report};
use crate::tags::squeezed;

#[track_caller]
fn says(report: &Report, statements: &[&str]) {
    // Hyphens are ignored, since some come from line breaks.
    let bare = |text: &str| squeezed(text).replace('-', "");
    let text = bare(&report.text());
    let missing: Vec<&&str> = statements.iter().filter(|statement| !text.contains(&bare(statement))).collect();
    assert!(missing.is_empty(), "{} says nothing of: {missing:#?}", report.id);
}

#[test]
fn kap_h_says_all_that_was_published() {
    says(
        &KAP_H,
        &[
            // Indledning
            "KAP-H begyndte 2024 med at fejre sit tiårsjubilæum",
            "KveAP samlede dem i 2008. For ti år siden kom KAP-H til",
            "Store Praksisdag, der nu er holdt 12 gange med omkring 400 deltagere hvert år",
            "havde KAP-H 70 konsulenter",
            "I alt rejste 22 deltagere fra KAP-H afsted",
            "I december 2024 forlod formanden for styregruppen",
            "har nu arbejdet i godt halvandet år",
            "Strategiens fem mål",
            // KAP-H
            "otte konsulenter, der er ansat i regionen, og to lægefaglige koordinatorer",
            "hvor PLO-Hovedstaden og Region Hovedstaden har to medlemmer hver",
            "To medlemmer fra PLO-H og to fra Region Hovedstaden",
            "Teamet har tre konsulenter, der sammen med sekretariatet forbereder og afvikler den årlige Store Praksisdag",
            "Teamet har én konsulent. Det vil gøre klinikkerne mere opmærksomme på patientsikkerhed",
            "Teamet har én konsulent. Det har faste samarbejder i regionen",
            "Den samme læge bemander IT-teamet og Patientsikkerhedsteamet",
            "Teamet har ni konsulenter. Den teamansvarlige leder teamet",
            "Teamet har syv konsulenter. Her er én organisationskonsulent og seks konsulenter med lægefaglig baggrund",
            "Teamet har fem efteruddannelsesvejledere og én efteruddannelseskoordinator",
            "Det har 7 praksiskoordinatorer og 37 praksiskonsulenter. Hertil kommer en faglig redaktør og en konsulent",
            // It
            "40 deltagere fulgte med",
            "blev sendt den 22. august 2024",
            "teamet gentager det i 2025",
            "DataSam sluttede i tredje kvartal 2024",
            "19 klinikker fra regionen deltog",
            "systolisk blodtryk over 140 mmHg",
            "LDL over 2,5 mmol/l",
            "et tilbud klar i første kvartal 2025",
            // Lægemiddelrådgivning
            "Konsulenterne kom på 53 praksisbesøg",
            "På hylden har Medicinteamet 12 klyngepakker",
            "faciliterede 33 klyngemøder",
            "dem var der 30 af",
            "der trukket data til klyngerne 33 gange",
            "pakkerne om ADHD (10), astma hos børn og unge (4), osteoporose (3) og polyfarmaci (3)",
            "et webinar til januar 2025",
            // Organisering
            "to gratis forløb for praktiserende læger og ét forløb for læger i fase 2",
            "I 2024 havde kurset seks sessioner",
            "Når de mødes igen et halvt år senere",
            "I rækken var der tre seminarer",
            // Klynger
            "KAP-H nedlagde Klyngeteamet ved udgangen af 2023",
            "Her er tre klinikker fra Alles Lægehus gået sammen i området omkring Halsnæs og Gribskov",
            "Forløbet begyndte i juli 2023",
            "blev godkendt den 10. april 2024",
            "havde Region Hovedstaden 34 klynger",
            "faciliterede 42 klyngemøder",
            "Et møde kan have flere pakker",
            // Uden for klynger
            "hvert år have besøg af en regional kvalitetskonsulent",
            "et halvt år efter vender konsulenten tilbage",
            // Efteruddannelse
            "KAP-H har fem efteruddannelsesvejledere",
            "to medarbejdere fra KAP-H-sekretariatet og en økonomimedarbejder fra regionen",
            "Det samlede antal grupper steg fra 211 til 217",
            "med i mindst én gruppe, steg fra 1.062 til 1.091",
            "Møde for nynedsatte, den 29. februar: Mødet varer en hel dag og havde 23 deltagere",
            "Minigruppeledertræf, den 7. maj: Træffet varer kun en eftermiddag og havde 49 deltagere",
            "Gruppeledertræf, den 23.–25. oktober: Her overnatter deltagerne, så der er bedre tid. Træffet havde 31 deltagere",
            "Siden 2022 har ordningen også haft plads til uddannelseslæger i hele hoveduddannelsen",
            "I 2023 rejste de til Mayo-klinikken i Minnesota",
            "syv artikler at vælge imellem",
            "Medlemmerne lytter til en eller to podcasts før mødet",
            "tre refleksionsark, om konfliktskyhed, overdiagnosticering og sorg",
            "Dagen fandt sted den 16. maj 2024",
            "var der 24 sessioner at vælge imellem. Om hjernen handlede 12 af dem",
            "Af dem meldte 70 % sig til",
            "praktiserende læger: 171",
            "praksispersonale: 176",
            "uddannelseslæger: 55",
            "Store Praksisdag havde 402 deltagere",
            "På markedspladsen var der 15 stande med 22 deltagere. Derudover var der ét afbud",
            // Det tværsektorielle samarbejde
            "I 2021 spurgte Region Hovedstaden de praktiserende læger",
            "I svarene var der otte temaer, og året efter gik regionen i gang",
            "De seneste tre år var der tre dialogmøder",
            "en ny undersøgelse i foråret 2025",
            // Kommunikation
            "Hvert år i uge 46",
            "PraksisNyt udkommer efter planen to gange om måneden undtagen i august",
            "I november 2024 skiftede PraksisNyt til et nyt udsendelsessystem",
            "Pr. 1. april 2025",
            // Published as about two a month on each of the two networks; 31 and 45 posts are 6,3 a month together.
            "I gennemsnit kom der 6,3 opslag om måneden",
            // Andre indsatser
            "KAP-H fik to henvendelser fra klynger, der ville arbejde med palliation",
            "0411, 0421, 4250, 4657, 5093 og 5993",
            "Hver udgave har fire afsnit",
        ],
    );
}

#[test]
fn kap_s_says_all_that_was_published() {
    says(
        &KAP_S,
        &[
            // Indledning og organisering
            "har tre repræsentanter hver i udvalget",
            "arbejder for KAP-S 19 timer om måneden. Af dem arbejder tre med efteruddannelsesgrupperne og én med kvalitetsudvikling",
            "et treårigt partnerskab, aftalt i 2022",
            "indgik i 2022 et partnerskab, der løber over tre år",
            "Arbejdet begyndte i 2023 med en konsulent",
            "I 2023 flyttede KAP-S ind",
            "Steno Diabetes Center Sjælland betaler konsulenten i partnerskabet",
            "en ny konsulent begynder den 1. februar 2024",
            // Fokusområder
            "142 besvarelser fra 49 arrangementer, fordelt på ni typer",
            "KAP-S i kontakt med 198 af 224 ydernumre",
            "Af de ydernumre, som PLO organiserer, var det 180 af 198",
            "med en læge på 65 år eller derover. Af dem støttede KAP-S 83 %",
            "faldt fra 97 % til 94 %",
            "faldt fra 92 % til 91 %",
            "steg fra 92 % til 94 %",
            "inden for tre emner: forhøjet blodtryk, knogleskørhed og sygdomme i stofskiftet",
            "Modul-modellen desuden tre klyngepakker",
            "Et projekt om kronisk nyresygdom er på vej og udkommer i 2024",
            "POL-S og Modul-modellen er to veje ind i det arbejde",
            // It
            "mindst fem forløbsplaner for hver lægekapacitet",
            "i årets to sidste måneder",
            // Lægemiddelrådgivning
            "fire farmaceuter, to lægekonsulenter og en administrativ medarbejder på deltid",
            "I fjerde kvartal lå det 29 % over landsgennemsnittet",
            "besluttede Den Regionale Lægemiddelkomité i 2021 en særlig indsats, som løber fra 2022 til og med 2026",
            "der følger to kurser i 2024",
            "Hver anden uge har to regionsklinikker haft en farmaceut i huset",
            "gik i drift i oktober 2022",
            "439 medicingennemgange",
            "Fra den 1. januar 2024 er en ny klinisk farmaceut i begge klinikker en til to dage om ugen",
            "selv med på fem klyngemøder, og til otte klyngemøder gav den data alene. Desuden underviste den på ét DGE-møde",
            "Alle hverdage kl. 9–12",
            "telefon 7020 4200",
            "steg fra 44 til 76",
            // POL-S
            "to pakker til DGE-grupper",
            "fire til seks måneder med et fyraftensmøde, et internat, to hele kursusdage og en eftermiddag",
            "I 2023 var der ingen LIP-forløb; tilbuddet bliver lavet om og kommer igen i 2024",
            "(0–3 år siden start)",
            "ret til fire besøg af en erfaren kollega og til 8 × ½ time",
            "Kollegerne er tre erfarne praktiserende læger",
            // Klynger
            "KAP-S var i dialog med 16 klynger",
            "I 2023 var der to træf med 24 deltagere i alt",
            "tre nye klyngepakker",
            "har klyngerne fået fire nye klyngepakker",
            "mindst én gang om året, senest i sensommeren",
            // Efteruddannelse
            "lederen af 66 grupper",
            "mødes med landets fire øvrige koordinatorer",
            "Siden 2020 kan et kursus desuden ende med",
            "Fra 2020 til 2023 har KAP-S gjort en indsats for at få flere af dem",
            "som ventes klar den 1. marts 2024",
            "Store Praksisdag er for læger og varer to dage",
            "to ens dage med en til fire ugers mellemrum",
            // Kommunikation
            "Der kom otte nyhedsbreve mod fem i 2022",
            "fast to gange om ugen",
            "havde KAP-S 137 følgere",
            "Kampagner Nogle emner går igen på tværs af kanalerne",
            "It-sikkerhed er en kampagne uden slutdato",
            // Forskning og andre indsatser
            "VID er et treårigt projekt, som Kræftens Bekæmpelse betaler",
            "Forskningsenheden blev etableret i 2022",
            "Arbejdet med at gøre den enkel fortsætter i 2024",
        ],
    );
}

#[test]
fn midtkraft_says_all_that_was_published() {
    says(
        &MIDTKRAFT,
        &[
            // Indledning
            "vedtog i marts 2019 en strategi",
            "lægernes overenskomst fra 2018",
            "Nye udmeldinger kom omkring hver 14. dag",
            "Krisestaben holdt pause fra maj 2021",
            // Klynger
            "I 2019 fik regionerne penge fra Fonden for Almen Praksis",
            "202 leverancer af klyngepakker og datasæt",
            "28 af regionens 29 klynger",
            "Med et hospital har to klynger det seneste år arbejdet sammen",
            "siden foråret 2021 udviklet klyngepakker",
            // Efteruddannelse
            "Der var 144 grupper i regionen",
            "Om KOL og diabetes var der 21 kurser for praksispersonale",
            "er udsat et par gange og ventes nu i april 2022. Store praksisdag er flyttet til september 2022",
            // Organisation
            "ønskede 37 praksis at bruge tilbuddet",
            "Efter det første besøg stoppede seks, et længere forløb er afsluttet hos syv",
            // Udvikling
            "Ved periodens begyndelse var der ti udviklingspraksis og ved dens udgang fem",
            "lå arbejdet stille i to omgange",
            "otte temaer",
            "op til 270.000 kroner om året og højst 50.000 kroner",
            "bygget op",
            "Siden 2015 er 37 projekter blevet godkendt, og fem af dem er fra perioden",
            "højst 500.000 kroner",
            // Mål
            "de otte nationale mål",
            "ikke kommet til i de seneste tre år",
            "fem af de nationale indikatorer",
            "fra 471 til 523",
            "var 462 i 2016 og 382 i 2019",
            "Målet på 350 recepter",
            "op på 36 % af al penicillin. Andelen var 31,0 % i 2016 og 30,5 % i 2019",
            "I 2020 kom almen praksis igen med i den nationale rapport om diabetes",
            // Epikriser
            "I efteråret 2019 indførte Region Midtjylland en ny standard",
            "gennemgå 430 epikriser",
            "er 3 % gule og 0,4 % røde",
            "83 % af dem",
            "I de øvrige 74, svarende til 17 %",
            // Digital
            "været på 280 besøg",
            "ni kurser i 2019 og 2020. I efteråret 2021 er der planlagt tre til fire kurser mere",
            "deltog med syv praksis",
            "i efteråret 2020 faldt til et langt lavere niveau",
            "klar i 18 af regionens 19 kommuner",
            // Forebyggelse
            "mindst 75 % af de ældre",
            "kørte i både 2020 og 2021",
            "bliver gentaget i sæsonen 2021/22",
            "gratis i april 2020",
            "56 % af de ældre",
            "bygget op siden 2015",
            "fire kampagner: om fnat, tør hud, forstoppelse hos børn og toilethygiejne",
            "ventes i efteråret 2021",
            "om alkohol. Den skal være klar i efteråret 2021",
            // Medicin
            "over 200 praksisbesøg",
            "50 % af alle leverancer handlede om medicin",
            "prøvet på to lægemiddelområder",
            "mere end ni lægemidler",
            "250 medicingennemgange",
            "seks regionale botilbud for mennesker med udviklingshæmning, heraf et psykiatrisk. Der bor omkring 100 borgere",
            "begyndte i efteråret 2017",
            "otte pakker til alle praksis",
            "I 2021 er der udsendt to nye pakker: om antipsykotika og om benzodiazepiner",
            "ni møder med 241 deltagere",
            // Særlige områder
            "fem klyngepakker",
            "audit af de to til tre seneste forløb i egen praksis",
            "audit af patienter med kræft i egen praksis to år tilbage",
            "I efteråret 2021 gennemfører 11 klynger en større audit",
            "fire indsatsområder",
            "i regionen ventes at gå i gang i 2022",
            "Siden september 2019 har en lokal aftale",
            "regionen og dens 19 kommuner",
            "Tre af de fire målgrupper er patienter, som lægen henviser, og kun i én af dem",
            // Patientsikkerhed
            "omkring 800–1.000 hændelser om året og i lægevagten omkring 100",
            "sig om tre områder",
            "også tre områder",
            // PKO
            "skal efter planen indføres fra efteråret 2021",
            "over 300 om året. Fire gange om året",
            "én gang om året gøre skriftlig status",
        ],
    );
}

#[test]
fn kap_s_and_midtkraft_print_no_exact_number_where_a_round_one_was_published() {
    let text = MIDTKRAFT.text();
    for exact in ["214 praksisbesøg", "894,5 hændelser", "895 hændelser"] {
        assert!(!text.contains(&squeezed(exact)), "{exact}");
    }
}

#[test]
fn chapters_hold_what_belongs_to_them() {
    let text = MIDTKRAFT.text();
    // The contents come first, so the last occurrence is the chapter's own heading.
    let at = |heading: &str| text.rfind(&squeezed(heading)).unwrap_or_else(|| panic!("no {heading}"));
    let chapter = at("11 Særlige områder")..at("12 Patientsikkerhed");
    for section in ["Kræft i praksis Konsulenterne", "Kvalitetsteam om KOL Region", "Kommunale akutfunktioner Siden"] {
        assert!(chapter.contains(&at(section)), "{section}");
    }
}

#[test]
fn kap_h_links_to_the_pages_that_the_published_report_links_to() {
    let base = "https://www.sundhed.dk/sundhedsfaglig/information-til-praksis/hovedstaden/almen-praksis/regionalt/";
    let links = KAP_H.pdf().links();
    for page in [
        "konsulenthjaelp-til-praksis/kap-h/om-kap-h/organisation/",
        "konsulenthjaelp-til-praksis/kap-h/om-kap-h/sekretariat-og-kontakt/",
        "konsulenthjaelp-til-praksis/kap-h/om-kap-h/konsulenterne/",
        "konsulenthjaelp-til-praksis/kap-h/tilbud-og-indsatser/it/webinar/",
        "konsulenthjaelp-til-praksis/kap-h/tilbud-og-indsatser/efteruddannelse/dge/tilbud/",
        "indsatsomraader/projekt-haps/",
        "kursus-og-moedekalender/kalender/",
        "konsulenthjaelp-til-praksis/kap-h/tilbud-og-indsatser/patientsikkerhed/maanedensuth/",
    ] {
        assert!(links.contains(&format!("{base}{page}")), "{page} is not among {links:#?}");
    }
}

#[test]
fn reports_of_invented_data_say_so() {
    for report in [&KAP_H, &KAP_S, &MIDTKRAFT] {
        let text = report.text();
        // On the title page and in the colophon.
        assert_eq!(text.matches(&squeezed("Eksempel med opfundne data")).count(), 2, "{}", report.id);
    }
}
