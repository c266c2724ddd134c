//! Proofreading of finished reports: text, and PDFs made by several programs.

mod amounts;
mod changes;
mod explained;
mod lists;
mod money;
mod output;
mod page;
mod pdf;
mod published;
mod quantities;
mod references;
mod repeats;
mod retold;
mod series;
mod shares;
mod slips;
mod statements;
mod tables;
mod told_rows;
mod totals;
mod word;

use std::fs;
use std::io::Write;

use crate::project::{Run, here};

/// Reads a report in the test's own process: the program starts another with limits, for reports that others made.
fn proofread(name: &str, content: impl AsRef<[u8]>, options: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join(name), content).expect("write the file");
    here(folder.path(), &[&["proofread", name], options].concat())
}

/// The findings about a text.
#[track_caller]
fn findings_in(text: &str) -> String {
    let run = proofread("rapport.txt", text, &[]);
    assert_eq!(run.err, "", "{text}");
    run.out
}

/// Asserts that a text has no findings.
#[track_caller]
fn has_no_findings(text: &str) {
    let out = findings_in(text);
    assert!(out.starts_with("Ingen modsigelser og ingen mulige modsigelser."), "{text}\n{out}");
}

/// Asserts that a text has exactly these findings.
#[track_caller]
fn reports(text: &str, message: &str) {
    let out = findings_in(text);
    assert!(out.contains(message), "»{message}« is not in:\n{text}\n{out}");
    assert_eq!(out.matches("[printed-").count(), 1, "{out}");
}

/// A zip file with one part.
fn zipped(part: &str, content: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(part, zip::write::SimpleFileOptions::default()).expect("a part");
    archive.write_all(content.as_bytes()).expect("write the part");
    archive.finish().expect("a zip file").into_inner()
}

/// A one-page PDF with this content and a font that is not embedded.
fn pdf(content: &str) -> String {
    format!(
        "%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >> endobj
4 0 obj << /Length {} >>
stream
{content}
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
trailer << /Size 6 /Root 1 0 R >>
%%EOF
",
        content.len()
    )
}
