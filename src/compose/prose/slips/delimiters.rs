//! `*`, `_`, `$`, `[` and `<` that are not closed, and `]` that closes nothing.

use std::ops::Range;
use std::sync::OnceLock;

use typst::syntax::SyntaxKind;
use typst::{Library, LibraryExt};

use super::markup::{MarkupNode, MarkupText};
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    let unclosed =
        text.nodes.iter().filter_map(|node| slip(text, node.range.start, text.text(node), node.error.as_deref()?));
    let equations = text.nodes.iter().filter(|node| node.kind == SyntaxKind::Equation);
    // »/ Ord: forklaring« without a colon is a line of text.
    let terms = text.nodes.iter().filter(|node| node.kind == SyntaxKind::TermItem && !text.text(node).contains(':'));
    let terms = terms.map(|node| Slip::certain(node.range.start));
    let loose = text.nodes.iter().filter_map(|node| loose_signs(text, node));
    unclosed
        .chain(equations.filter_map(|node| prices(&node.range, text.text(node))))
        .chain(loose)
        .chain(terms)
        .collect()
}

/// Two stars or underscores, the first before a space, as in `2 * 3 * 4`: Typst sets the text between them in bold or italics.
fn loose_signs(text: &MarkupText<'_>, node: &MarkupNode) -> Option<Slip> {
    let (signs, what) = match node.kind {
        SyntaxKind::Strong => ('*', "Stjernerne"),
        SyntaxKind::Emph => ('_', "Understregerne"),
        _ => return None,
    };
    let written = text.text(node);
    let inner = written.strip_prefix(signs)?.strip_suffix(signs)?;
    if !inner.starts_with(char::is_whitespace) || inner.trim().is_empty() {
        return None;
    }
    let (start, last) = (node.range.start, node.range.end - 1);
    let slip = if is_bullet(text, start) {
        Slip::certain(start)
    } else {
        let message = format!("{what} i {} kommer ikke med på siden.", quoted(written));
        Slip::reported(start, Code::SwallowedText, message, format!("Skal de stå i teksten, så skriv \\{signs}."))
    };
    Some(slip.escaped_at([start, last]))
}

/// Whether it is the star of a list item, which is reported as Markdown.
fn is_bullet(text: &MarkupText<'_>, start: usize) -> bool {
    let is_star = text.source.get(start..).is_some_and(|rest| rest.starts_with("* "));
    is_star && text.line_before(start).trim().is_empty()
}

/// Two dollar signs of prices: what is between them is prose and no formula.
fn prices(range: &Range<usize>, equation: &str) -> Option<Slip> {
    let is_closed = equation.len() > 1 && equation.ends_with('$');
    let outside_strings: String = equation.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let has_prose = outside_strings
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .any(|word| word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !is_symbol(word));
    if !is_closed || !has_prose {
        return None;
    }
    let message = format!("Mellem to dollartegn står en formel, men {} ligner tekst.", quoted(equation));
    let advice = "Skal dollartegnene stå i teksten, så skriv \\$.";
    let slip = Slip::reported(range.start, Code::SwallowedText, message, advice);
    Some(slip.escaped_at([range.start, range.end - 1]))
}

/// Whether formulas have a symbol or function of this name.
fn is_symbol(word: &str) -> bool {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(Library::default).math.scope().get(word).is_some()
}

fn slip(text: &MarkupText<'_>, start: usize, sign: &str, error: &str) -> Option<Slip> {
    let rest = text.source.get(start..).unwrap_or_default();
    let reported = |message: String, advice: &str| {
        Some(Slip::reported(start, Code::SwallowedText, message, advice).escaped_at([start]))
    };
    match sign.chars().next()? {
        '*' if is_bullet(text, start) => Some(Slip::certain(start)),
        '*' if error.starts_with("unclosed") => reported(
            format!("Stjernen i {} bliver ikke lukket.", quoted(rest)),
            "Fed skrift skal slutte med * i samme afsnit. Skal stjernen stå i teksten, så skriv \\*.",
        ),
        '_' if error.starts_with("unclosed") => reported(
            format!("Understregen i {} bliver ikke lukket.", quoted(rest)),
            "Kursiv skal slutte med _ i samme afsnit. Skal understregen stå i teksten, så skriv \\_.",
        ),
        // A price, or a formula that nobody can guess.
        '$' if text.after(start + 1).is_some_and(|c| c.is_ascii_digit() || c == ' ') => Some(Slip::certain(start)),
        '$' => reported(
            format!("Dollartegnet i {} bliver ikke lukket.", quoted(rest)),
            "En formel står mellem to dollartegn. Skal tegnet stå i teksten, så skriv \\$.",
        ),
        ']' => reported(
            "Den kantede parentes ] lukker noget, der ikke er åbnet.".to_owned(),
            "Slet den. Skal den stå i teksten, så skriv \\].",
        ),
        // `*/` without a comment, and »<18 år«.
        '*' | '<' => Some(Slip::certain(start)),
        'h' if sign.starts_with("http") => Some(Slip::certain(start)),
        '\\' => reported(
            format!("Den omvendte skråstreg i {} er ikke et tegn, Typst kender.", quoted(rest)),
            "Skal den stå i teksten, så skriv \\\\.",
        ),
        _ => None,
    }
}
