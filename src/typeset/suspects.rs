//! Finds the lines of chapters that may be why typesetting never ends, because Typst does not report where it is.

use typst::syntax::{LinkedNode, SyntaxKind, parse};

use crate::compose::Document;
use crate::findings::Place;

/// The most places that are named.
const MOST: usize = 3;
/// No real text is repeated this often.
const HUGE: u64 = 1_000_000;

/// The places in chapters that may take forever, the likeliest first.
pub fn find(document: &Document) -> Vec<Place> {
    let mut found: Vec<(u8, Place)> = Vec::new();
    for (path, chapter) in &document.chapters {
        let source = document.files.get(path).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        let root = parse(&source);
        let mut pending = vec![LinkedNode::new(&root)];
        while let Some(node) = pending.pop() {
            if let Some(rank) = rank(&node) {
                let before = source.get(..node.offset()).unwrap_or_default();
                let line = before.matches('\n').count();
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
                let (line, column) = chapter.place(line, column);
                found.push((rank, Place::Source { file: chapter.template.clone(), line, column }));
            }
            pending.extend(node.children());
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, place)| place).take(MOST).collect()
}

/// How suspicious the node is, 0 most; `None` for all that ends.
fn rank(node: &LinkedNode<'_>) -> Option<u8> {
    let has = |kind: SyntaxKind| node.children().any(|child| child.kind() == kind);
    match node.kind() {
        SyntaxKind::Int => node.leaf_text().parse::<u64>().ok().filter(|number| *number >= HUGE).map(|_| 0),
        SyntaxKind::WhileLoop => Some(1),
        SyntaxKind::Binary if has(SyntaxKind::Star) && has(SyntaxKind::Str) => Some(2),
        SyntaxKind::ForLoop => Some(3),
        _ => None,
    }
}

/// `medicin.typ, linje 12`.
pub fn in_words(place: &Place) -> String {
    match place {
        Place::Source { file, line, .. } => format!("{file}, linje {line}"),
        _ => String::new(),
    }
}
