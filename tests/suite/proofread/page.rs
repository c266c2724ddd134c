//! The web page with each finding on the picture of its page.

use std::fs;

use super::{pdf, proofread};
use crate::project::run;

#[test]
fn the_web_page_marks_each_finding_on_the_picture_of_its_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "BT /F 12 Tf 50 700 Td (Der svarede 84 % af dem \\(198 af 224\\).) Tj ET";
    fs::write(folder.path().join("a&b.pdf"), pdf(text)).expect("write the file");
    run(folder.path(), &["proofread", "a&b.pdf", "--html", "fund.html"], &[]).ends_with(1).prints("1 modsigelse");
    let html = fs::read_to_string(folder.path().join("fund.html")).expect("read the page");
    for part in [
        "<h1>Korrektur på a&amp;b.pdf</h1>",
        "<h2 id=\"side-1\">Side 1</h2>",
        "<img src=\"data:image/png;base64,",
        "198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.",
        "<li id=\"fund-1\" class=\"error\">",
        "href=\"#fund-1\" aria-label=\"Fund 1\" style=\"left:8.33%;top:11.0",
    ] {
        assert!(html.contains(part), "»{part}« is not in the page: {}", html.replace('\n', " "));
    }
    assert!(!html.contains("://"), "nothing is fetched");
    run(folder.path(), &["proofread", "a&b.pdf", "--html", "a&b.pdf"], &[]).ends_with(2).says("er rapporten selv");
}

#[test]
fn the_web_page_shows_the_table_around_a_finding_of_a_document_without_pages() {
    let text = "Tabel 1: Besøg\nEgn\t2023\t2024\nVik\t10\t12\nSund\t4\t5\nI alt\t14\t18\n";
    let run = proofread("rapport.txt", text, &["--format", "html"]).ends_with(1);
    assert!(run.out.contains("<tr><td>Sund</td><td>4</td><td>5</td></tr>"), "{}", run.out);
    assert!(run.out.contains("1. Modsigelse, linje 5:"), "{}", run.out);
    assert!(!run.out.contains("<img"), "{}", run.out);
}

#[test]
fn the_numbers_of_two_findings_on_one_line_are_beside_each_other() {
    let text = "BT /F 12 Tf 50 700 Td (Der kom 84 % \\(198 af 224\\) og 60 % \\(3 af 4\\).) Tj ET";
    let run = proofread("rapport.pdf", pdf(text), &["--format", "html"]).ends_with(1);
    assert!(run.out.contains("--beside:1\"><b>2</b>"), "{}", run.out);
    assert_eq!(run.out.matches("--beside:1\"").count(), 1);
}
