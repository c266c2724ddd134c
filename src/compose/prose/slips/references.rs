//! `@` in the text: a mail address, or a reference to something that does not exist.

use typst::syntax::SyntaxKind;

use super::Slip;
use super::markup::MarkupText;
use crate::danish::did_you_mean;
use crate::definition::Definition;
use crate::definition::usage::scan::{self, InsertedKind};
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, definition: &Definition) -> Vec<Slip> {
    let markers = text.nodes.iter().filter(|node| node.kind == SyntaxKind::Ref);
    let markers = markers.filter_map(|node| {
        let start = node.range.start;
        let is_mail = text.before(start).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'));
        if is_mail {
            return Some(Slip::certain(start));
        }
        let target = text.text(node).split('[').next().unwrap_or_default().trim_start_matches('@');
        unknown(start, target.trim_end(), definition)
    });
    markers.collect()
}

/// A reference to a place that does not exist.
fn unknown(start: usize, target: &str, definition: &Definition) -> Option<Slip> {
    let known = targets(definition);
    if known.iter().any(|name| name == target) {
        return None;
    }
    let (message, advice) = match target.split_once(':') {
        Some(("tabel", id)) if definition.tables().any(|table| table.id == id) => (
            format!("Henvisningen »@{target}« leder ingen steder hen: tabellen er ikke sat ind i teksten."),
            format!("Sæt den ind med #tabel(\"{id}\")."),
        ),
        Some(("figur", id)) if definition.charts().any(|chart| chart.id == id) => (
            format!(
                "Henvisningen »@{target}« leder ingen steder hen: figuren er ikke sat ind, eller den har intet nummer."
            ),
            format!("Sæt den ind med #figur(\"{id}\")."),
        ),
        _ => (
            format!("Henvisningen »@{target}« leder ingen steder hen."),
            format!("{} Skal @ stå i teksten, så skriv \\@.", did_you_mean(target, known.iter().map(String::as_str))),
        ),
    };
    Some(Slip::reported(start, Code::UnknownReference, message, advice.trim().to_owned()).escaped_at([start]))
}

/// What a chapter can cite: tables and numbered charts that are inserted, and labels.
fn targets(definition: &Definition) -> Vec<String> {
    let mut targets = Vec::new();
    for chapter in &definition.chapters {
        let prose = &chapter.prose.value;
        targets.extend(scan::calls(prose).into_iter().filter(|call| call.numbered).map(|call| match call.kind {
            InsertedKind::Table => format!("tabel:{}", call.id),
            InsertedKind::Chart => format!("figur:{}", call.id),
        }));
        for opening in ["<", "label(\""] {
            let closing = if opening == "<" { '>' } else { '"' };
            let labels = prose.split(opening).skip(1).filter_map(|rest| Some(rest.split_once(closing)?.0));
            targets.extend(labels.filter(|label| !label.contains(char::is_whitespace)).map(str::to_owned));
        }
    }
    targets
}
