//! What is published beside the numbers of protected datasets must not tell the true ones either.

use std::fs;

use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, Options, Strictness};
use kapreport::testing::period::Period;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::country::{CHAPTER, DATASETS, ROUND, SUPPRESS, country, csv, definition_of, rows};
use crate::tags::Pdf;

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// With the hash of a small export somebody who knows all rows but a few can try which numbers those have.
#[test]
fn a_published_report_has_no_hash_of_a_protected_file_and_no_exact_number_of_its_rows() {
    let mut rows = rows(&[2024]);
    // A number of rows that rounding changes.
    rows.truncate(rows.len() / 5 * 5 - 2);
    for protect in [ROUND, SUPPRESS] {
        let project = country(&rows, protect);
        project.build("2024").ends_with(0);
        let (secret, open) = (hash(&csv(&rows)), hash(&fs::read_to_string(project.path("data/praksis.csv")).unwrap()));
        let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap());
        let attached = pdf.attachments().into_iter().find(|(name, ..)| name.contains("figures")).expect("figures").2;
        let attached = String::from_utf8(attached).unwrap();
        let printed = pdf.root.all_text();
        for text in [&attached, &printed] {
            assert!(!text.contains(&secret[..12]), "{protect}: {text}");
            assert!(text.contains(&open[..12]), "{protect}: files of other datasets are told");
        }
        let json: Value = serde_json::from_str(&attached).unwrap();
        assert_eq!(json["datasets"]["recepter"]["read"].as_u64().unwrap() % 5, 0);
        assert!(printed.contains("Filer med tal på få personer er beskyttet"), "{printed}");
        let stored = fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
        assert!(stored.contains(&secret), "trace compares the snapshot on disk with the exports");
    }
}

fn findings_of(datasets: &str) -> Vec<String> {
    let csv = "Praksis;Opgjort;Patienter;Status\n001001;01-05-2024;20;2\n001002;01-05-2024;30;28\n001003;01-05-2024;3;1\n001004;01-05-2024;40;20\n";
    let long = "Praksis;Opgjort;Patienter;Status\n001001;01-05-2024;2;Ja\n001001;01-05-2024;18;Nej\n001002;01-05-2024;28;Ja\n001002;01-05-2024;2;Nej\n";
    let chapter = "title = \"Status\"\n\n[figures.i_alt]\nlabel = \"I alt\"\nfrom = \"status\"\nvalue = \"SUM(patienter)\"\nby = \"praksis\"\n";
    let chapter =
        if datasets.contains("# shown") { chapter.replace("patienter", "status") } else { chapter.to_owned() };
    let project = country(&[], "")
        .with("data/recepter.csv", if datasets.contains("counts") { csv } else { long })
        .with(DATASETS, datasets)
        .with(CHAPTER, chapter)
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n");
    let findings = Findings::default();
    let definition = definition_of(&project, &findings).unwrap_or_else(|| panic!("{:?}", findings.sorted()));
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let ingested = ingest::ingest(&definition, &project.path("data"), options, &findings).unwrap();
    kapreport::testing::figures::compute(&definition, &ingested, &[], &Period::parse("2024").unwrap(), &findings);
    // The register of the country is a file too many here.
    let of_protection = findings.sorted().into_iter().filter(|finding| finding.code.name() != "unread-file");
    of_protection.map(|finding| format!("{}: {}", finding.code.name(), finding.message)).collect()
}

fn datasets(protect: &str, status: &str) -> String {
    format!(
        "[status]\nlabel = \"Status\"\nsource = \"Et udtræk\"\nfiles = [\"recepter*.csv\"]\nperiod = \"opgjort\"\nprotect = {{ {protect} }}\n\n[status.columns]\npraksis = {{ header = \"Praksis\", type = \"ydernummer\" }}\nopgjort = {{ header = \"Opgjort\", type = \"date\" }}\npatienter = {{ header = \"Patienter\", type = \"integer\" }}\nstatus = {{ header = \"Status\", {status} }}\n"
    )
}

#[test]
fn a_few_of_many_persons_are_told_and_rows_of_their_own_are_protected() {
    let counted =
        datasets("cells = [\"praksis\"], persons = \"patienter\", counts = [\"status\"]", "type = \"integer\"");
    let told = findings_of(&counted);
    // 2 of 20, and all but 2 of 30; not 20 of 40, nor 1 of 3, which is rounded.
    let expected = "few-of-many: »Status« i »Status« er få af mange personer 2 steder, og det kan læses i rapporten.";
    assert!(told.iter().any(|finding| finding == expected), "{told:?}");
    let counted =
        datasets("method = \"suppress\", persons = \"patienter\", counts = [\"status\"]", "type = \"integer\"");
    let told = findings_of(&format!("{counted}\n# value\n"));
    assert!(told.is_empty(), "no figure shows the column: {told:?}");
    let told = findings_of(&format!("{counted}\n# shown\n"));
    assert!(told.iter().any(|finding| finding == expected), "{told:?}");
    let rows = datasets(
        "cells = [\"praksis\", \"status\"], persons = \"patienter\"",
        "type = \"category\", values = [\"Ja\", \"Nej\"]",
    );
    assert_eq!(findings_of(&rows), Vec::<String>::new());
}
