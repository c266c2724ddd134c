//! Numbers of persons and names of doctors in an export are dropped when it is read, and are in nothing that is made.

use std::fs;

use super::small::project;
use crate::project::Project;
use crate::tags::Pdf;

/// CPR-shaped numbers with impossible dates, and names.
const SECRETS: [&str; 5] = ["999999-0001", "9999990001", "888888-0002", "Ane Hemmelig", "Bo Fortrolig"];

/// The exports of visits and of the register have a column with CPR numbers and one with doctors; a row of each cannot be read.
fn with_persons() -> Project {
    let columns = "cpr = { header = \"CPR-nr.\", type = \"text\", drop = true, optional = true }
laege = { header = \"Læge\", type = \"text\", drop = true, optional = true }
antal = {";
    project()
        .replacing("kapreport.toml", "lille", "pakke")
        .replacing("skabeloner/pakke/datasets.toml", "antal = {", columns)
        .replacing("skabeloner/pakke/datasets.toml", "laege = { header = \"Læge\", type = \"text\", drop = true }\nklynge", "laege = { header = \"Læge\", type = \"text\", drop = true }\ncpr = { header = \"Cpr\", type = \"text\", drop = true }\nklynge")
        .with(
            "data/besoeg-2024.csv",
            "Dato;Ydernummer;CPR-nr.;Læge;Besøg
03-02-2024;022222;999999-0001;Ane Hemmelig;222
03-02-2024;033333;9999990001;Bo Fortrolig;333
03-02-2024;044444;888888-0002;Bo Fortrolig;mange
",
        )
        .with(
            "data/register.csv",
            "Ydernummer;Navn;Læge;Cpr;Klynge;Klyngens navn;Region;Fra;Til
022222;Lægehuset Birk;Ane Hemmelig;999999-0001;1;Åen;Nord;01-01-2010;
033333;Lægehuset Eg;Bo Fortrolig;888888-0002;1;Åen;Nord;01-01-2010;
044444;Lægehuset Fyr;Bo Fortrolig;9999990001;2;Bækken;Nord;01-01-2010;
",
        )
}

/// Every file below the folder as text, what is packed in it included.
fn everything(folder: &std::path::Path, all: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            everything(&path, all);
            continue;
        }
        let bytes = fs::read(&path).expect("a file");
        let name = path.display().to_string();
        if name.ends_with(".pdf") {
            let pdf = Pdf::read(&bytes);
            let mut text = pdf.root.all_text();
            pdf.root.visit(&mut |tag| text.push_str(&tag.alt.clone().unwrap_or_default()));
            all.push((name.clone(), text));
            for (attached, _, bytes) in pdf.attachments() {
                all.push((format!("{name}/{attached}"), unpacked(&attached, &bytes)));
            }
        } else {
            all.push((name.clone(), unpacked(&name, &bytes)));
        }
    }
}

/// The text of a file, or of the parts of a workbook.
fn unpacked(name: &str, bytes: &[u8]) -> String {
    if !name.ends_with(".xlsx") {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut text = String::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).expect("a part");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("its bytes");
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    text
}

#[test]
fn nothing_that_is_made_has_a_cpr_number_or_the_name_of_a_doctor() {
    let project = with_persons();
    let check = project.here(&["check", "2024", "--rejects", "afvist.xlsx"]).ends_with(1).says("bad-cell");
    let build = project.here(&["build", "2024", "--lenient"]).ends_with(0);
    let batch = project.run(&["batch", "pakke", "2024", "--lenient"]).ends_with(0);
    let traced = project.here(&["trace", "besoeg.i_alt", "2024"]);
    let mut all = vec![("printed".to_owned(), [check, build, batch, traced].map(|run| run.out + &run.err).concat())];
    all.push((
        "afvist.xlsx".to_owned(),
        unpacked("afvist.xlsx", &fs::read(project.path("afvist.xlsx")).expect("the rejects")),
    ));
    everything(&project.path("ud"), &mut all);
    for kind in ["afvist.xlsx", "tables.xlsx", "pakke-2024.pdf", "figures.json", "pakke-2024-022222.pdf", "batch.json"]
    {
        assert!(
            all.iter().any(|(name, _)| name.ends_with(kind)),
            "{kind} was made: {:?}",
            all.iter().map(|of| &of.0).collect::<Vec<_>>()
        );
    }
    for (name, text) in &all {
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} is in {name}");
        }
    }
    assert!(all.iter().any(|(name, text)| name.ends_with("afvist.xlsx") && text.contains("mange")), "the row is told");
}
