//! `#` in the text: a hashtag, a Markdown heading, or a function that does not exist.

use std::sync::OnceLock;

use typst::syntax::SyntaxKind;
use typst::{Library, LibraryExt};

use super::braces::FUNCTIONS;
use super::markup::{CodeExpression, MarkupText};
use super::{Slip, quoted};
use crate::danish::{did_you_mean, list};
use crate::definition::Definition;
use crate::findings::Code;

/// The functions of the layout, `templates/shared/report.typ`.
const LAYOUT: [&str; 10] =
    ["tabel", "figur", "noegletal", "boks", "billede", "citat", "budskab", "handling", "refleksion", "plan"];

pub fn find(text: &MarkupText<'_>, definition: &Definition) -> Vec<Slip> {
    let mut slips = Vec::new();
    for node in text.nodes.iter().filter(|node| node.kind == SyntaxKind::Hash) {
        let start = node.range.start;
        let expression = node.expression.as_ref();
        let heading = heading(text, start);
        match expression {
            _ if heading.is_some() => slips.extend(heading),
            Some(code) if matches!(code.kind, SyntaxKind::None | SyntaxKind::Auto | SyntaxKind::Bool) => {
                slips.push(Slip::certain(start));
            }
            Some(code) if code.is_broken && keyword(text, start).is_some() => slips.extend(broken(text, start)),
            Some(code) if LAYOUT.contains(&code.name.as_str()) && assigned(text, code).is_some() => {
                slips.extend(assigned(text, code).map(|slip| slip.escaped_at([start])));
            }
            Some(code) if code.kind == SyntaxKind::Ident && !text.defined.contains(&code.name) => {
                slips.push(lone_name(start, &code.name));
            }
            Some(code) if is_number(code.kind) => slips.push(Slip::certain(start)),
            Some(code) if !code.name.is_empty() && !is_known(&code.name, text) => {
                slips.push(unknown(text, start, code))
            }
            // That the table is unknown is reported where names are checked.
            Some(code) if inserts_unknown(text, code, definition) => slips.push(Slip::certain(start)),
            Some(code) if !code.kind.is_error() => {}
            _ if text.after(start + 1).is_none_or(|c| !c.is_alphabetic()) => slips.push(Slip::certain(start)),
            _ => {}
        }
    }
    slips
}

/// The words that begin code in Typst.
const KEYWORDS: [&str; 12] =
    ["for", "set", "let", "show", "if", "else", "in", "while", "return", "import", "include", "context"];

/// The keyword after the sign.
fn keyword<'t>(text: &'t MarkupText<'_>, start: usize) -> Option<&'t str> {
    let rest = text.source.get(start + 1..)?;
    let word = rest.get(..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()))?;
    KEYWORDS.contains(&word).then_some(word)
}

/// A hashtag that is a keyword, or code that is not complete.
fn broken(text: &MarkupText<'_>, start: usize) -> Option<Slip> {
    let word = keyword(text, start)?;
    let message = format!("»#{word}« begynder kode i Typst, men det, der følger, er ikke kode.");
    let advice = format!(
        "Skal # stå i teksten, så skriv \\#{word}. En tekst, der kun skal med nogle gange, skrives med {{% if … %}}."
    );
    Some(Slip::reported(start, Code::TypstError, message, advice).escaped_at([start]))
}

/// `#boks(titel="…")`, which needs a colon.
fn assigned(text: &MarkupText<'_>, code: &CodeExpression) -> Option<Slip> {
    let call = text.source.get(code.range.clone())?;
    let (_, arguments) = call.split_once('(')?;
    // What is between quotes is text.
    let outside: String = arguments.split('"').step_by(2).collect::<Vec<_>>().join("\"");
    let arguments = outside.split([')', '[']).next().unwrap_or_default();
    let (before, after) = arguments.split_once('=')?;
    let name = before.rsplit([',', ' ']).find(|name| !name.is_empty())?;
    if after.starts_with('=') || !name.chars().all(char::is_alphabetic) {
        return None;
    }
    let message = format!("Efter »{name}« skal der stå kolon og ikke =.");
    Some(Slip::reported(code.range.start, Code::TypstError, message, format!("Skriv {name}: \"…\".")))
}

/// Whether it inserts a table, a chart or tiles of figures that are not defined, which the layout refuses.
fn inserts_unknown(text: &MarkupText<'_>, code: &CodeExpression, definition: &Definition) -> bool {
    let call = text.source.get(code.range.clone()).unwrap_or_default();
    let ids: Vec<&str> = call.split('"').skip(1).step_by(2).collect();
    match code.name.as_str() {
        "tabel" => ids.first().is_some_and(|id| definition.tables().all(|table| table.id != *id)),
        "figur" => ids.first().is_some_and(|id| definition.charts().all(|chart| chart.id != *id)),
        "noegletal" => ids.iter().any(|id| definition.figures.get(*id).is_none()),
        _ => false,
    }
}

/// `#pagebreak` without its parentheses, or a hashtag.
fn lone_name(start: usize, name: &str) -> Slip {
    if !LAYOUT.contains(&name) && !["pagebreak", "colbreak", "linebreak", "parbreak"].contains(&name) {
        return Slip::certain(start);
    }
    let message = format!("»#{name}« mangler sine parenteser.");
    Slip::reported(start, Code::TypstError, message, format!("Skriv #{name}(…). Skal # stå i teksten, så skriv \\#."))
        .escaped_at([start])
}

fn is_number(kind: SyntaxKind) -> bool {
    matches!(kind, SyntaxKind::Int | SyntaxKind::Float | SyntaxKind::Numeric)
}

fn is_known(name: &str, text: &MarkupText<'_>) -> bool {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    let library = LIBRARY.get_or_init(Library::default);
    LAYOUT.contains(&name)
        || text.defined.contains(name)
        || library.global.scope().get(name).is_some()
        || name == "vaerdi"
}

/// A line such as `## Kurser`. Of several signs the first reports all.
fn heading(text: &MarkupText<'_>, start: usize) -> Option<Slip> {
    let before = text.line_before(start);
    if !before.chars().all(|c| c == '#' || c.is_whitespace()) {
        return None;
    }
    let rest = text.source.get(start..).unwrap_or_default();
    let signs = rest.len() - rest.trim_start_matches('#').len();
    let is_heading = rest.get(signs..).is_some_and(|rest| rest.starts_with([' ', '\t']))
        && rest.lines().next().is_some_and(|line| line.trim().len() > signs);
    if !is_heading {
        return None;
    }
    let title = rest.lines().next().unwrap_or_default().trim_start_matches('#').trim();
    if before.ends_with('#') {
        return Some(Slip::certain(start));
    }
    let message = format!("»#« laver ikke en overskrift af {}.", quoted(title));
    let advice = "En overskrift i kapitlet begynder med ==, og en under den med ===.";
    Some(Slip::reported(start, Code::ForeignMarkup, message, advice).escaped_at([start]))
}

fn unknown(text: &MarkupText<'_>, start: usize, code: &CodeExpression) -> Slip {
    let name = &code.name;
    // Such as »#sundhed.Alle«, the end of a sentence without a space.
    if code.kind == SyntaxKind::FieldAccess {
        return Slip::certain(start);
    }
    let (call, at) = (text.source.get(code.range.clone()).unwrap_or_default(), code.range.start);
    if FUNCTIONS.contains(&name.as_str()) {
        let message =
            format!("{} henter ikke noget tal: »{name}« skal stå i dobbelte krøllede parenteser.", quoted(call));
        return Slip::reported(at, Code::ForeignMarkup, message, format!("Skriv {{{{ {name}(id=\"…\") }}}}."))
            .escaped_at([start]);
    }
    let hint = did_you_mean(name, LAYOUT);
    let message = format!("Ukendt funktion »{name}«.");
    let advice = format!(
        "{hint} Funktionerne efter # er {}. Skal # stå i teksten, så skriv \\#.",
        list(&LAYOUT.map(str::to_owned))
    );
    Slip::reported(at, Code::TypstError, message, advice.trim().to_owned()).escaped_at([start])
}
