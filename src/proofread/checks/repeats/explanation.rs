//! Text that explains why two printed numbers differ.

use crate::proofread::checks::prelude::*;

/// Sentences that are read as one thought.
const NEIGHBOURS: usize = 3;

/// Whether neighbouring sentences mention both numbers and what they count.
pub(super) fn is_explained(prose: &[&PrintedSentence], name: &str, one: PrintedNumber, two: PrintedNumber) -> bool {
    let head: String = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let has = |sentences: &[&PrintedSentence], number: PrintedNumber| {
        let numbers = |sentence: &&PrintedSentence| {
            sentence.tokens.iter().any(|placed| placed.number().is_some_and(|n| n.value == number.value))
        };
        sentences.iter().any(numbers)
    };
    prose.windows(NEIGHBOURS).chain(prose.chunks(NEIGHBOURS)).any(|near| {
        has(near, one) && has(near, two) && near.iter().any(|sentence| sentence.text.to_lowercase().contains(&head))
    })
}

/// Whether a sentence shortly before sentence `at` names the row, as a note below a table does.
pub(super) fn is_noted(prose: &[&PrintedSentence], at: usize, name: &str) -> bool {
    let name = name.to_lowercase();
    let before = prose.get(at.saturating_sub(NEIGHBOURS - 1)..at).unwrap_or_default();
    before.iter().any(|before| before.text.to_lowercase().contains(&name))
}
