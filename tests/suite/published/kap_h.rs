//! Tabel 1–12 of KAP-H's report for 2024.

use super::KAP_H;
use crate::tags::squeezed;

/// Asserts that the table has exactly these rows below its header: label and value.
#[track_caller]
fn table_is(caption: &str, expected: &[(&str, &str)]) {
    let printed: Vec<Vec<String>> = KAP_H.rows(caption).into_iter().skip(1).collect();
    let row = |(label, value): &(&str, &str)| {
        let cells = [label, value].into_iter().filter(|cell| !cell.is_empty());
        cells.map(|cell| squeezed(cell)).collect::<Vec<String>>()
    };
    let expected: Vec<Vec<String>> = expected.iter().map(row).collect();
    assert_eq!(printed, expected, "{caption}");
}

#[test]
fn tabel_1_has_the_regions_key_figures_at_four_turns_of_the_year() {
    let expected = [
        ["Dato", "Antallægepraksis", "Lægekapaciteter", "Gruppe1-sikrede", "Patienterpr.lægekapacitet"],
        ["2022/01", "611", "1.099", "1.880.827", "1.711"],
        ["2023/01", "595", "1.099", "1.910.157", "1.738"],
        ["2024/01", "580", "1.107", "1.916.863", "1.732"],
        ["2025/01", "573", "1.121", "1.938.440", "1.729"],
    ];
    assert_eq!(KAP_H.rows("Tabel 1: Nøgletal for almen praksis i Region Hovedstaden"), expected);
}

#[test]
fn tabel_2_has_the_medicine_teams_activities() {
    table_is(
        "Tabel 2: Nøgletal Medicinteam 2024",
        &[
            ("Praksisbesøg", "53"),
            ("Facilitering af klyngemøder", "30"),
            ("Datatræk til klynger", "28"),
            ("Undervisningssessioner, herunder kursus på STPD, praksisdage, m.m.", "3"),
        ],
    );
}

#[test]
fn tabel_3_has_the_topics_of_visits() {
    table_is(
        "Tabel 3: Emner på praksisbesøg 2024",
        &[
            ("Generelt/overblik", "14"),
            ("Afhængighedsskabende medicin", "20"),
            ("Opioider", "12"),
            ("Antidiabetika", "11"),
            ("Benzodiazepiner", "14"),
            ("Antibiotika", "7"),
            ("Antidepressiva og/eller antipsykotika", "6"),
        ],
    );
}

#[test]
fn tabel_4_has_the_ordered_cluster_packages() {
    table_is(
        "Tabel 4: Bestilte klyngepakker 2024",
        &[
            ("ADHD", "10"),
            ("Astma hos børn og unge", "4"),
            ("Osteoporose", "3"),
            ("Polyfarmaci", "3"),
            ("Psykofarmaka", "2"),
            ("KOL", "1"),
            ("Urge-inkontinens", "1"),
            ("Øjenbetændelse hos børn", "1"),
            ("Andet emne – fx opfølgning på tidligere klyngebesøg", "3"),
        ],
    );
}

#[test]
fn tabel_5_has_the_organisation_teams_activities_with_parts_and_total() {
    table_is(
        "Tabel 5: Nøgletal Organiseringsteam 2024",
        &[
            ("Arrangementer", "4"),
            ("Informationsmøde for nynedsatte og yngre læger", "2"),
            ("Fyraftensmøde for ældre læger", "2"),
            ("Praksisbesøg", "41"),
            ("Fokus på organisering", "18"),
            ("Fokus på strukturering af diabetesbehandling", "1"),
            ("Fokus på trivsel", "11"),
            ("Støtte til salgsproces", "3"),
            ("Fokus på værdi i klinikken", "1"),
            ("Fokus på uddelegering", "4"),
            ("Fokus på kvalitetsudvikling", "2"),
            ("Andet", "1"),
            ("Lægehøringsbesøg", "16"),
            ("Nynedsatte", "9"),
            ("Fokus på organisering", "6"),
            ("Fokus på uddelegering", "2"),
            ("Trivsel", "1"),
            ("DGE (Oplæg om organisering)", "0"),
            ("Klyngebesøg (facilitering af klyngepakker)", "11"),
            ("Kvalitetsbesøg (Læger uden for klynger)", "14"),
            ("Workshop/Kurser", "3"),
            ("Workshop: Kvalitetsudvikling i egen klinik", "1 (af 2 sessioner)"),
            ("Ledelse og Udvikling i Praksis (LUP-kursus)", "1 (af 6 sessioner)"),
            ("Fyraftensseminar om etablering i almen praksis", "1 (af 3 sessioner)"),
            ("Datatræk", "4"),
            ("I alt", "102"),
        ],
    );
}

#[test]
fn tabel_6_has_the_clusters_and_labels_with_figures() {
    table_is(
        "Tabel 6: Nøgletal Kvalitetsklynger 2024",
        &[
            ("Kvalitetsklynger i Region Hovedstaden", "34"),
            ("Antal klinikker", "556"),
            ("Læger i klynger", "1.080"),
            ("Regionale klyngepakker", "16"),
            ("Facilitering af klyngemøder (Medicin- (33) og Organiseringsteam (9))", "42"),
            ("Opsøgende støtte til klyngekoordinatorer", "2"),
        ],
    );
}

#[test]
fn tabel_7_has_the_practices_outside_clusters() {
    table_is(
        "Tabel 7: Nøgletal læger uden for klynger",
        &[
            ("Klinikker uden for klynger", "15"),
            ("Fordeling af praksisformer", ""),
            ("Sololæge", "3"),
            ("Kompagniskabspraksis", "3"),
            ("Delepraksis", "2"),
            ("Partnerskabsklinikker", "7"),
            ("Gennemførte databaserede kvalitetsbesøg", "15"),
        ],
    );
}

#[test]
fn tabel_8_has_the_groups_at_the_end_of_the_year() {
    assert_eq!(KAP_H.rows("Tabel 8: Nøgletal for DGE-ordningen")[0], ["Antalgrupperpr.31/12-24", "Antalgrupper"]);
    table_is(
        "Tabel 8: Nøgletal for DGE-ordningen",
        &[("DGE-grupper", "96"), ("Juniorgrupper", "24"), ("Supervisionsgrupper", "97")],
    );
}

#[test]
fn tabel_9_has_the_offers_of_education() {
    table_is(
        "Tabel 9: Nøgletal efteruddannelsestilbud Region Hovedstaden",
        &[
            ("Tilbud om efteruddannelse til læger", "3"),
            ("Workshop: Kvalitetsudvikling i egen klinik", "2"),
            ("Ledelse og Udvikling i Praksis (LUP-kursus)", "1"),
            ("Fyraftensmøder", "7"),
            ("Gå-hjem-møder / praksisdage", "8"),
            ("Webinar (inkl. virtuelle praksisdage)", "4"),
            ("Tilbud om efteruddannelse til praksispersonale", "2"),
            ("Workshop: Kvalitetsudvikling i egen klinik", "2"),
            ("Praksisdag (Store Praksisdag)", "1"),
        ],
    );
}

#[test]
fn tabel_10_has_the_cross_sector_work_and_its_share() {
    table_is(
        "Tabel 10: Nøgletal for det tværsektorielle samarbejde",
        &[
            ("Konsulenter i Praksiskonsulentordningen", ""),
            ("Tilknyttede praksiskoordinatorer", "7"),
            ("Tilknyttede praksiskonsulenter", "40"),
            ("Antal ressortområder", "8"),
            ("Repræsentationer i råd, udvalg og arbejdsgrupper", ""),
            ("Sundhedsfaglige råd", "39"),
            ("Midlertidige arbejdsgrupper", "28"),
            ("Faste råd og udvalg", "6"),
            ("Faglige Sundhedsklynger", "5"),
            ("Driftsfora for voksen- og børne-ungepsykiatri", "8"),
            ("Forløbsbeskrivelser", ""),
            ("Antal forløbsbeskrivelser", "219"),
            ("Antal opdaterede (opdateres hvert 2. år)", "128"),
            // Published as 58,5 %; 128 of 219 is 58,4 %.
            ("Opdateringsprocent", "58,4 %"),
            ("Lokale praksisdage", ""),
            ("Lokale praksisdage afholdt i 2024", "6"),
            ("Virtuelle praksisdage", "31"),
        ],
    );
}

#[test]
fn tabel_11_has_the_newsletter_with_notes() {
    // The note marks 1 and 2 are printed after their numbers.
    table_is(
        "Tabel 11: Nøgletal for PraksisNyt i 2024",
        &[
            ("Abonnenter", "2.3281"),
            ("Ordinære udsendelser", "11"),
            ("Møder og kurser i regionen", "42"),
            ("X-tra udsendelser", "13"),
        ],
    );
    assert!(KAP_H.text().contains(&squeezed("Pr. 1. april 2025.")), "the day that subscribers were counted");
}

#[test]
fn tabel_12_has_the_social_media() {
    table_is(
        "Tabel 12: Nøgletal for SoMe",
        &[
            ("Følgere på LinkedIn", "341"),
            ("Heraf nye følgere i 2024", "13"),
            ("Opslag på LinkedIn", "31"),
            ("Følgere på Facebook", "321"),
            ("Heraf nye følgere i 2024", "18"),
            ("Opslag på Facebook", "45"),
        ],
    );
}

#[test]
fn the_numbers_of_the_published_prose_are_figures() {
    KAP_H.figures_are(&[
        ("indledning.konsulenter", "70"),
        ("indledning.kongres", "22"),
        ("om.sekretariat", "8"),
        ("om.koordinatorer", "2"),
        ("it.webinar_deltagere", "40"),
        ("it.datasam", "19"),
        ("medicin.pakker_tilbudt", "12"),
        ("medicin.datatraek", "33"),
        ("medicin.klyngemoeder", "33"),
        ("organisering.klyngemoeder", "9"),
        ("efteruddannelse.laeger", "1091"),
        ("efteruddannelse.grupper", "217"),
        ("efteruddannelse.moede_nynedsatte", "23"),
        ("efteruddannelse.minitraef", "49"),
        ("efteruddannelse.gruppeledertraef", "31"),
        ("efteruddannelse.journal_club", "7"),
        ("efteruddannelse.stpd_deltagere", "402"),
        ("efteruddannelse.stpd_type[Praktiserende læger]", "171"),
        ("efteruddannelse.stpd_type[Praksispersonale]", "176"),
        ("efteruddannelse.stpd_type[Uddannelseslæger]", "55"),
        ("efteruddannelse.stpd_sessioner", "24"),
        ("efteruddannelse.stpd_hovedtema", "12"),
        ("efteruddannelse.stpd_stande", "15"),
        ("efteruddannelse.stpd_standdeltagere", "22"),
        ("efteruddannelse.stpd_afbud", "1"),
        ("tvaersektorielt.konsulenter_personer", "37"),
    ]);
}
