//! Reports words of chapters that are on no page: because of `#hide`, a condition that never holds, or a variable that is never
//! used.

use std::collections::HashSet;

use typst::World;
use typst::syntax::{LinkedNode, Span, SyntaxKind};
use typst_as_lib::conversions::IntoFileId;

use super::diagnostics;
use super::world::PinnedWorld;
use crate::compose::Document;
use crate::findings::{Code, Finding, Findings, Place};

/// Longer texts are quoted by their beginning.
const MOST_QUOTED: usize = 40;

/// Reports the texts of chapters that no page shows. `set` are the spans of all texts on the pages.
pub fn report(set: &HashSet<Span>, world: &PinnedWorld<'_>, document: &Document, findings: &Findings) {
    for path in document.chapters.keys() {
        let Ok(source) = world.source(path.as_str().into_file_id()) else { continue };
        let mut lost: Option<(Span, String)> = None;
        let mut texts = Vec::new();
        collect(&LinkedNode::new(source.root()), &mut texts);
        for (span, text) in texts {
            if set.contains(&span) {
                tell(lost.take(), world, document, findings);
            } else {
                // Words that follow each other are lost for one reason.
                lost.get_or_insert_with(|| (span, String::new())).1.push_str(&text);
            }
        }
        tell(lost, world, document, findings);
    }
}

/// The texts that have letters or digits, in their order. Raw text (`…`) is left out, because it is set line by line without
/// spans.
fn collect(node: &LinkedNode<'_>, texts: &mut Vec<(Span, String)>) {
    match node.kind() {
        SyntaxKind::Raw | SyntaxKind::Equation => {}
        SyntaxKind::Text if node.leaf_text().contains(char::is_alphanumeric) => {
            texts.push((node.span(), format!("{} ", node.leaf_text().trim())));
        }
        _ => node.children().for_each(|child| collect(&child, texts)),
    }
}

fn tell(lost: Option<(Span, String)>, world: &PinnedWorld<'_>, document: &Document, findings: &Findings) {
    let Some((span, text)) = lost else { return };
    let text = text.trim();
    let mut quoted: String = text.chars().take(MOST_QUOTED).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    let place = diagnostics::place(span.into(), world, document).unwrap_or(Place::Nowhere);
    let message = format!("»{quoted}« står i kapitlet, men på ingen side.");
    let advice =
        "Se efter #hide, #if og #let omkring det. Skal det ikke med, så slet det, eller sæt det mellem {# og #}.";
    findings.push(Finding::new(Code::UnseenText, place, message).advise(advice).quoting([quoted]));
}
