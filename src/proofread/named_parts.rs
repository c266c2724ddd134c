//! Parts that the label of a row names: `Møder (Nord (33) og Syd (9))`.

use super::number::PrintedNumber;

/// Reads names that are each followed by a number in brackets: `Nord (33) og Syd (9)`.
pub(crate) fn named_parts(label: &str) -> Vec<(String, PrintedNumber)> {
    let mut parts = Vec::new();
    let mut before = "";
    for piece in label.split('(') {
        if let Some((inside, after)) = piece.split_once(')')
            && let Some(number) = PrintedNumber::parse(inside).filter(|number| !number.is_year)
        {
            let name = before.split_whitespace().next_back().unwrap_or_default();
            parts.push((name.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_owned(), number));
            before = after;
        } else {
            before = piece;
        }
    }
    parts
}
