//! Imitates the secretariat's workbook of the strategy: its actions and how far they are, and packages about cancer.

use std::path::Path;

use crate::output::{Done, Sheet, Table, row, write_xlsx};

/// Actions: track, title, state. The states follow what the publication says in words; the list itself is invented.
const ACTIONS: [(&str, &str, &str); 30] = [
    ("Udvikling tæt på praksis", "Klyngepakker med data", "I drift"),
    ("Udvikling tæt på praksis", "Støtte til tværsektorielle klyngeprojekter", "I gang"),
    ("Udvikling tæt på praksis", "Klyngepakker om sundhedsfremme", "I gang"),
    ("Udvikling tæt på praksis", "Vejledning af DGE-grupper", "I drift"),
    ("Udvikling tæt på praksis", "Systematisk efteruddannelse", "I drift"),
    ("Udvikling tæt på praksis", "Praksisdag om akutområdet", "Udskudt"),
    ("Udvikling tæt på praksis", "Store praksisdag", "Udskudt"),
    ("Udvikling tæt på praksis", "Ledelses- og organisationsudvikling", "I drift"),
    ("Udvikling tæt på praksis", "Udviklingspraksis", "I drift"),
    ("Udvikling tæt på praksis", "Spirekassen", "I drift"),
    ("Udvikling tæt på praksis", "Audit af farver på epikriser", "Afsluttet"),
    ("Udvikling tæt på praksis", "Lærings- og kvalitetsteam om KOL", "Udskudt"),
    ("Digital udvikling", "Pilottest af videokonsultation", "Afsluttet"),
    ("Digital udvikling", "Videokonference med kommuner", "I gang"),
    ("Digital udvikling", "Besøg af datakonsulenter", "I drift"),
    ("Digital udvikling", "Støtte til indberetning", "I drift"),
    ("Forebyggelse", "Tidlig opsporing af lungesygdom", "Udskudt"),
    ("Forebyggelse", "Hjælp til rygestop", "Udskudt"),
    ("Forebyggelse", "Vaccination mod influenza og pneumokokker", "I drift"),
    ("Forebyggelse", "Animationskampagner", "I drift"),
    ("Forebyggelse", "Klyngepakke om alkohol", "I gang"),
    ("Særlige områder", "Medicinbesøg", "I drift"),
    ("Særlige områder", "Medicingennemgang i Lemvig", "Afsluttet"),
    ("Særlige områder", "Medicingennemgang på botilbud", "I gang"),
    ("Særlige områder", "Medicin i Midt", "I drift"),
    ("Særlige områder", "Klyngepakker om kræft", "I gang"),
    ("Særlige områder", "Audit af kommunale akutfunktioner", "Afsluttet"),
    ("Særlige områder", "Læring af utilsigtede hændelser", "I drift"),
    ("Samarbejde på tværs", "Audit på hjerteområdet", "Afsluttet"),
    ("Samarbejde på tværs", "Ajourføring af forløbsbeskrivelser", "I gang"),
];
/// Packages about cancer, and how far they are (invented).
const CANCER_PACKAGES: [(&str, &str); 5] = [
    ("Henvisning til kræftudredning", "Klar"),
    ("Ydelser før kræftdiagnosen", "Klar"),
    ("Overblik over opfølgning", "Under udvikling"),
    ("Audit af seneste udredninger", "Klar"),
    ("Audit af to års kræftforløb", "Under udvikling"),
];

/// Writes the workbook.
pub fn write(dir: &Path) -> Done {
    let actions =
        ACTIONS.iter().enumerate().map(|(i, &(track, title, state))| row![i + 1, track, title, state]).collect();
    let packages = CANCER_PACKAGES.iter().map(|&(title, state)| row![title, state]).collect();
    let sheets = [
        Sheet::plain("Indsatser", Table::new(&["Nr.", "Spor", "Indsats", "Status"], actions)),
        Sheet::plain("Kræftpakker", Table::new(&["Klyngepakke", "Status"], packages)),
    ];
    write_xlsx(&dir.join("strategi-2019-2021.xlsx"), &sheets)
}
