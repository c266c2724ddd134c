//! The tables of KAP-S' report for 2023 with 2022 beside it. Where the print contradicts its own numbers, the computed one is expected.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::KAP_S;
use crate::project::{repository, run};
use crate::tags::squeezed;

#[test]
fn general_practice_is_counted_by_kind_of_practice() {
    KAP_S.table_is(
        "Tabel 1: Nøgletal for almen praksis i Region Sjælland pr. 1. januar 2023",
        &[
            &["Praksisform", "Lægekapaciteter", "Gruppe 1-sikrede borgere"],
            &["Alment praktiserende lægepraksis", "423", "755.815"],
            &["Partnerskabsklinikker", "28", "51.295"],
            &["Udbudsklinikker", "3", "6.182"],
            &["Nærklinikker", "4", "12.234"],
        ],
    );
}

#[test]
fn shares_of_practices_in_contact_follow_from_their_numbers() {
    // Published as 82 % and 84 %; 180 of 198 is 90,9 %, and 198 of 224 is 88,4 %. Those of 2022 were not published.
    let rows = KAP_S.rows("Så mange har KAP-S været i kontakt med");
    let now: Vec<&str> = rows.iter().filter_map(|row| row.get(2)).map(String::as_str).collect();
    assert_eq!(now, ["2023", "224", "198", "88,4%", "198", "180", "90,9%", "48", "40", "83%"]);
    // Published as »ca. 4«.
    KAP_S.figures_are(&[("fokusomraader.kontakter_med_praksis", "748")]);
    assert!(KAP_S.text().contains(&squeezed("havde kontakt med, steg fra 2,8 til 3,8.")));
}

#[test]
fn participants_answers_are_as_published_for_both_years() {
    KAP_S.table_is(
        "Deltagernes svar i evalueringerne",
        &[
            &["Svar", "2022", "2023"],
            &["Besvarelser af evalueringsskemaet", "118", "142"],
            &["Evaluerede arrangementer", "38", "49"],
            &["Typer af evaluerede arrangementer", "8", "9"],
            &["Svarer i høj eller meget høj grad, at de"],
            &["er tilfredse alt i alt", "97 %", "94 %"],
            &["har fået ny viden", "92 %", "91 %"],
            &["finder indholdet relevant for arbejdet i klinikken", "92 %", "94 %"],
        ],
    );
}

#[test]
fn unknown_numbers_of_the_module_model_have_a_star_and_a_reason() {
    KAP_S.table_is(
        "Modul-modellen i tal",
        &[
            &["Nøgletal", "2022", "2023"],
            &["Antal projekter udsendt til praksis i Region Sjælland", "46", "12"],
            &["Antal projekter udsendt til praksis i øvrige regioner", "20", "8"],
            &["Antal handleplaner godkendt til refusion", "8", "27"],
            &["Antal projekter som klyngepakke", "*", "*"],
        ],
    );
    assert!(KAP_S.text().contains(&squeezed("Antallet kendes ikke, fordi alle frit kan hente projekterne.")));
}

#[test]
fn data_adviser_cells_show_contacts_about_clusters_per_year() {
    KAP_S.table_is(
        "It- og datarådgivning",
        &[
            &["Aktivitet", "2022", "2023"],
            &[
                "Praksisbesøg – virtuelle og fysiske",
                "70 – heraf 12 relateret til klynger",
                "42 – heraf 18 relateret til klynger",
            ],
            &["Mailhenvendelser", "788 – heraf 453 relateret til klynger", "834 – heraf 235 relateret til klynger"],
            &["Telefonhenvendelser", "166 – heraf 32 relateret til klynger", "147 – heraf 22 relateret til klynger"],
            &["I alt", "1.024", "1.023"],
        ],
    );
}

#[test]
fn the_medicine_units_activities_are_numbers_and_words() {
    KAP_S.table_is(
        "Lægemiddelrådgivning og konsulentbistand",
        &[
            &["Aktivitet", "2022", "2023"],
            &[
                "Statistikker om rationel ordination og opfølgning på dem",
                "9 udsendelser (heraf 4 ift. opioidindsats)",
                "10 udsendelser (heraf 4 ift. opioidindsats)",
            ],
            &["Regionale udleveringstilladelser og rådgivning herom", "5 ansøgninger", "11 ansøgninger"],
            // The published cell of 2023 is blank.
            &["Idégenereringsmøde ift. opioidindsatser i begge sektorer", "1", "0"],
            &["Undervisning af KBU-læger i rationel farmakoterapi (én dag)", "3", "3"],
        ],
    );
    KAP_S.table_is(
        "Møder, medicingennemgange og henvendelser",
        &[
            &["Praksisbesøg i alt", "2022", "2023"],
            &["Klyngemøder – data og deltagelse", "5", "5"],
            &["Klyngemøder – kun data", "1", "8"],
            &["DGE-møder", "2", "1"],
            &["Møder i den enkelte praksis, også hos nynedsatte læger", "5", "4"],
            &["Medicingennemgange i Nakskov Nærklinik", "430", "439"],
            &["Henvendelser fra almen praksis på rådgivningstelefonen", "44", "76"],
        ],
    );
}

#[test]
fn contacts_on_organisation_add_up() {
    KAP_S.table_is(
        "POL-S’ kontakter",
        &[
            &["POL-S", "2022", "2023"],
            &["Generel sparring om et afgrænset spørgsmål", "10", "0"],
            &["Generationsskifte", "2", "1"],
            &["En god start", "5", "5"],
            &["Klinikbesøg med overblik og udkast til en handleplan", "7", "0"],
            &["Facilitering workshop/temadag", "3", "1"],
            &["Klyngeunderstøttelse", "1", "0"],
            &["Arrangement for fase 1–3-læger", "1", "2"],
            &["Lounges med POL-S’ tilbud", "2", "1"],
            // Published as 11.
            &["Kontakter i alt", "31", "10"],
        ],
    );
}

#[test]
fn clusters_have_participants_in_parentheses() {
    KAP_S.table_is(
        "Nøgletal for klyngeaktiviteter",
        &[
            &["Aktivitet", "2022", "2023"],
            // The text of the published report lists four of 2023.
            &["Nye klyngepakker udarbejdet af KAP-S", "4", "3"],
            &["Klyngebesøg fysisk eller virtuelt", "19", "18"],
            &["Klyngekontakter", "400", "277"],
            &["Antal klyngekoordinatortræf (antal deltagere i parentes)", "2 (22)", "2 (24)"],
            &["Antal registrerede klynger", "16", "16"],
            &["Antal praktiserende læger i klynger (ydernumre)", "220", "191"],
        ],
    );
    KAP_S.figures_are(&[("klynger.nye_pakker_i_alt", "4"), ("klynger.kontaktede", "16")]);
}

#[test]
fn education_has_groups_and_practice_days() {
    KAP_S.table_is(
        "Nøgletal for efteruddannelse",
        &[
            &["DGE", "2022", "2023"],
            &["DGE-emnegrupper", "30", "33"],
            &["DGE-supervisionsgrupper", "31", "30"],
            &["Juniorgrupper", "2", "3"],
            &["Grupper i alt", "63", "66"],
            &["Gruppeledertræf (antal deltagere i parentes)", "1 (16)", "1 (18)"],
        ],
    );
    KAP_S.table_is(
        "Tabel 13: Praksisdage 2023",
        &[
            &["Praksisdage 2023", "Antal tilbud", "Antal deltagere"],
            &["Store Praksisdag", "1", "126"],
            &["Praksispersonaledage", "2", "302"],
        ],
    );
    KAP_S.figures_are(&[("efteruddannelse.ledere_talt_med", "66")]);
}

#[test]
fn communication_has_newsletter_facebook_and_the_most_seen_posts() {
    KAP_S.table_is(
        "Nyhedsbrevet",
        &[
            &["Nyhedsbrev", "2022", "2023"],
            &["Udsendte nyhedsbreve", "5", "8"],
            &["Abonnenter", "397", "426"],
            &["Andel af de leverede nyhedsmails, der blev åbnet", "68 %", "58 %"],
        ],
    );
    KAP_S.table_is(
        "Tabel 15: Facebook",
        &[&["Facebook", "2022", "2023"], &["Indlæg", "133", "117"], &["Følgere", "340", "353"]],
    );
    // Published in the order 15.11., 19.01., 21.05. with the ranks 1, 2, 3; 407 is 407.
    KAP_S.table_is(
        "Mest sete Facebook-opslag i 2023",
        &[
            &["", "Opslagsdato", "Emne", "Rækkevidde"],
            &["1", "19. januar 2023", "Podcast om, hvor mange diagnoser der er brug for", "407"],
            &["1", "15. november 2023", "Vinderen af idékonkurrencen", "407"],
            &["3", "21. maj 2023", "Podcast om Modul-modellen", "306"],
        ],
    );
    KAP_S.figures_are(&[("kommunikation.linkedin", "137")]);
}

#[test]
fn the_table_of_the_web_site_gives_the_reason_for_missing_data() {
    let text = KAP_S.text();
    let reason = "Der er ingen data for 2023. Hjemmesiden skiftede leverandør, og imens blev besøgene ikke talt.";
    assert!(text.contains(&squeezed(&format!("Mest besøgte sider på KAP-S’ hjemmeside i 2023{reason}"))), "{text}");
}

#[test]
fn the_printed_report_has_only_the_known_contradictions() {
    let file = "data-samples/kap-s/published-2023.toml";
    let run_of = |period, file| run(repository(), &["check", period, "--report", "kap-s", "--against", file], &[]);
    let check = run_of("2023", file).ends_with(0);
    let printed: Vec<&str> = check.err.lines().filter(|line| line.contains("[printed-")).collect();
    assert_eq!(
        printed.join("\n").replace('\u{a0}', " "),
        "oplysning[printed-share]: »Andel af PLO-ydernumre i kontakt« (Aktuelle fokusområder): 180 af 198 er 90,9 %, men der står 82 %.
oplysning[printed-share]: »Andel af alle ydernumre i kontakt« (Aktuelle fokusområder): 198 af 224 er 88,4 %, men der står 84 %.
oplysning[printed-sum]: »Kontakter i alt« (POL-S) er 0 + 1 + 5 + 0 + 1 + 0 + 2 + 1 = 10, men der står 11.
oplysning[printed-twice]: »Nye klyngepakker udarbejdet af KAP-S« er trykt som 3 (Nøgletal for klyngeaktiviteter) og 4 (Klyngepakker). kapreport beregner 3.
oplysning[printed-differs]: »Idégenereringsmøde ift. opioidindsatser i begge sektorer« er trykt som * (Lægemiddelrådgivning og konsulentbistand), men kapreport beregner 0."
    );
    check.prints("95 trykte tal, 95 af dem beregnet. Modsigelser: 0; forklarede: 5.");
    let before = run_of("2022", "data-samples/kap-s/published-2022.toml").ends_with(0);
    before.prints("52 trykte tal, 52 af dem beregnet. Modsigelser: 0; forklarede: 0.");
}

#[test]
fn the_report_conforms_to_both_pdf_standards() {
    let bytes = &KAP_S.files().pdf;
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(bytes, &options).expect("the validator reads it");
        assert!(report.failures.is_empty(), "{:#?}", report.failures);
    }
}
