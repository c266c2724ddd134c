//! Distinguishes numbers that are the whole text from numbers among words.

use super::fold::Folded;

/// Where a number must begin and end to be the whole text but for a short prefix and suffix of letters or digits.
#[derive(Debug, Clone, Copy)]
pub struct Edges {
    /// The latest begin.
    pub first: usize,
    /// The earliest end.
    pub last: usize,
}

impl Edges {
    const PREFIX: usize = 8;
    const SUFFIX: usize = 4;

    pub fn of(chars: &[Folded]) -> Self {
        let counted = |(at, folded): (usize, &Folded)| folded.char.is_alphanumeric().then_some(at);
        let first = chars.iter().enumerate().filter_map(counted).nth(Self::PREFIX);
        let last = chars.iter().enumerate().rev().filter_map(counted).nth(Self::SUFFIX);
        Self { first: first.unwrap_or(chars.len()), last: last.map_or(0, |at| at + 1) }
    }
}
