//! `#link("www.x.dk")`: an address without a scheme, which would link to a file beside the report.

use typst::syntax::SyntaxKind;

use super::markup::MarkupText;
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    let calls =
        text.nodes.iter().filter(|node| node.kind == SyntaxKind::Hash).filter_map(|node| node.expression.as_ref());
    let links = calls.filter(|code| code.name == "link").filter_map(|code| {
        let call = text.source.get(code.range.clone())?;
        let (before, rest) = call.split_once('"')?;
        // `#link(<label>)[…]` leads to a place in the report.
        let is_first = before.trim_start_matches("link").trim() == "(";
        let (address, _) = rest.split_once('"').filter(|_| is_first)?;
        incomplete(code.range.start + before.len() + 1, address)
    });
    links.collect()
}

/// A finding if the address has no scheme.
fn incomplete(start: usize, address: &str) -> Option<Slip> {
    let trimmed = address.trim();
    let has_scheme = trimmed.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
    });
    // An address with a Tera tag cannot be judged here.
    if (has_scheme && !trimmed.contains(char::is_whitespace)) || address.contains(super::super::tags::TAG) {
        return None;
    }
    let is_mail = trimmed.contains('@') && !trimmed.contains('/');
    let whole = match trimmed {
        "" => "https://…".to_owned(),
        _ if is_mail => format!("mailto:{trimmed}"),
        _ if has_scheme => trimmed.replace(char::is_whitespace, "%20"),
        _ => format!("https://{}", trimmed.trim_start_matches('/')),
    };
    let message = format!("Linket til {} leder ingen steder hen: adressen er ikke hel.", quoted(address));
    Some(Slip::reported(start, Code::UnknownReference, message, format!("Skriv #link(\"{whole}\")[…].")))
}
