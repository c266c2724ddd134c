//! What the published reports contradict themselves in, with their numbers in other words, and what must stay silent.
//!
//! Every table, sum, percentage, date, list and number in the text of five published documents was gone through: two yearly
//! reports, a status of a strategy, slides and an article. Eleven contradictions can be found by rule: six in the report of
//! KAP-H and five in that of KAP-S.
//!
//! What only a reader can tell is not reported: a table that places reviews of medicine in one clinic and a text that places
//! them in two; a workshop that one table counts once and another by its two sessions; »all doctors« on one slide and »98-99 %«
//! on another; booked packages (28) beside packages that were held (30).
//!
//! What looks like a contradiction and is none: topics of visits that add up to more than the visits; note marks after a number
//! (`2.328` with note 3, `4` with note 4); contacts about clusters in a table beside cluster contacts of another kind; goals and
//! shares of another year in brackets.

use super::{findings_in, has_no_findings};

/// The numbers of KAP-H's report for 2024.
const KAP_H: &str = "Ordningen for konsulenter har syv koordinatorer og 37 praksiskonsulenter.

Tabel 2: Nøgletal for Medicinholdet 2024
Besøg i praksis 53
Afholdelse af klyngemøder 30
Datatræk til grupper 28
Oplæg 3

I året har holdet trukket data til grupperne 33 gange og holdt 30 møder om medicin.

Tabel 5: Nøgletal for Organisationsholdet 2024
Oplæg 0
Klyngebesøg (afholdelse af klyngepakker) 11
Kvalitetsbesøg (Læger uden for klynger) 14

Tabel 6: Nøgletal for klynger 2024
Klinikker 556
Læger i klynger 1080
Afholdelse af klyngemøder (Medicin- (33) og Organisationsholdet (9)) 42

Tabel 7: Læger uden for klynger
Klinikker 12
Gennemførte kvalitetsbesøg 15

Tabel 10: Nøgletal for samarbejdet 2024
Tilknyttede praksiskonsulenter 40
Antal beskrivelser 219
Antal opdaterede 128
Opdateringsprocent 58,5 %
";

/// The numbers of KAP-S' report for 2023.
const KAP_S: &str = "- 82 % af ydernumrene under aftalen har brugt tilbuddet (180 af 198)
- 84 % af alle ydernumre har brugt tilbuddet (198 af 224)

Kontakter\t2022\t2023
Sparring\t10\t0
Skifte\t2\t1
Start\t5\t5
Klinikbesøg\t7\t0
Temadag\t3\t1
Klynger\t1\t0
Arrangement\t1\t2
Åbent hus\t2\t1
Kontakter i alt\t31\t11

Der er udviklet tre modeller inden for emnerne:

- stofskifte
- blodtryk
- knoglesundhed
- nyresygdom udkommer i 2024

Vi har først valgt de 3 faglige emner, der ligger i aftalen fra 2022:

- blodtryk,
- stofskifte og
- knoglesundhed.

Nøgletal for grupper\t2022\t2023
Nye klyngepakker udarbejdet af enheden\t4\t3
Gruppebesøg\t19\t18

Enheden har i 2023 udviklet klyngepakker omkring:

- nyresygdom
- lindring
- vandladning
- klimaet i klinikken
";

#[test]
fn the_contradictions_of_the_published_reports_are_found() {
    let found = |text: &str, messages: &[&str]| {
        let out = findings_in(text).replace('\u{a0}', " ");
        for message in messages {
            assert!(out.contains(message), "»{message}« is not in:\n{out}");
        }
        assert_eq!(out.matches("[printed-").count(), messages.len(), "{out}");
    };
    found(
        KAP_H,
        &[
            "128 af 219 er 58,4 %, men der står 58,5 %.",
            "»Afholdelse af klyngemøder« er 30 i Tabel 2 og 33 i Tabel 6.",
            "»Datatræk til grupper« er 28 i Tabel 2 og 33 i teksten.",
            "»Klyngebesøg« er 11 i Tabel 5 og 9 i Tabel 6.",
            "»Kvalitetsbesøg« er 14 i Tabel 5 og 15 i Tabel 7.",
            "»Tilknyttede praksiskonsulenter« er 40 i Tabel 10 og 37 i teksten.",
        ],
    );
    found(
        KAP_S,
        &[
            "180 af 198 er 90,9 %, men der står 82 %.",
            "198 af 224 er 88,4 %, men der står 84 %.",
            "»Kontakter i alt« er 0 + 1 + 5 + 0 + 1 + 0 + 2 + 1 = 10 under »2023«, men der står 11.",
            "Teksten siger tre, men listen har fire.",
            "»Nye klyngepakker udarbejdet af enheden« er 3 i en tabel uden titel, men listen har fire.",
        ],
    );
}

#[test]
fn what_the_published_reports_print_in_agreement_has_no_finding() {
    has_no_findings("Der blev set på 430 ordinationer, heraf 74 (17,2 %) uden grund.");
    has_no_findings("Antallet faldt fra 24.310 til 4.980 over perioden.");
    has_no_findings("94 % af kontakterne var relevante, ca. 4 pr. praksis, og omkring halvdelen kom igen.");
    has_no_findings("Vi har været på 53 besøg.\n\nTabel 3: Emner på besøg\nOverblik 14\nOpioider 12\nAndet 40\n");
    has_no_findings(
        "De mest efterspurgte pakker i 2024 var følgende:\n\n- ADHD\n- astma\n\nTabel 4: Pakker\nRegionale pakker 16\nMøder 42\n",
    );
    has_no_findings(
        "Enheden består af:\n\n- 2 datakonsulenter\n- 4 læger tilknyttet (tre under det ene og en under det andet)\n\nTak.\n",
    );
    let mended = KAP_S.replace("\t11", "\t10").replace("82 %", "91 %").replace("84 %", "88 %");
    let mended = mended.replace("er udviklet tre", "er udviklet fire").replace("enheden\t4\t3", "enheden\t4\t4");
    has_no_findings(&mended);
}
