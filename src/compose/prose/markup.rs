//! Checks of the Typst source that a chapter is rendered to.

use typst::syntax::{SyntaxKind, SyntaxNode};

use super::super::lines::LineMap;
use crate::definition::At;
use crate::definition::chapter::Chapter;
use crate::findings::{Code, Finding, Findings};

/// Reports values inside Typst strings, where the reader would see `#vaerdi(53,32)` instead of the value.
pub fn check(chapter: &Chapter, source: &str, lines: &LineMap, findings: &Findings) {
    for offset in values_in_strings(source) {
        let place = place(chapter, source, lines, offset).place();
        let message = "Et tal kan ikke stå i en Typst-tekst i anførselstegn.";
        findings.push(Finding::new(Code::ValueInTypst, place, message));
    }
}

/// The place in the chapter's template of an offset in its source.
fn place(chapter: &Chapter, source: &str, lines: &LineMap, offset: usize) -> At {
    let before = &source[..offset];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let (line, column) = lines.place(before.matches('\n').count(), column);
    At { line, column, ..chapter.prose.at.clone() }
}

/// The offsets of string literals that contain a value.
fn values_in_strings(source: &str) -> Vec<usize> {
    fn walk(node: &SyntaxNode, offset: usize, found: &mut Vec<usize>) {
        if node.kind() == SyntaxKind::Str && node.leaf_text().contains("#vaerdi(") {
            found.push(offset);
        }
        let mut offset = offset;
        for child in node.children() {
            walk(child, offset, found);
            offset += child.len();
        }
    }
    let mut found = Vec::new();
    walk(&typst::syntax::parse(source), 0, &mut found);
    found
}
