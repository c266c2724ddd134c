//! The notes below a table, and the marks that lead to them.

use super::super::lexicon::UNKNOWN;
use super::super::view::NoteView;

/// What is printed for an earlier number whose definition has changed since.
pub const INCOMPARABLE: &str = "–";

/// What is said of a number that nobody knows, where nothing says why.
const NO_REASON: &str = "Tallet kendes ikke.";

/// The notes of one table.
#[derive(Debug, Default)]
pub struct Notes {
    numbered: Vec<String>,
    has_incomparable: bool,
    reasons: Vec<String>,
}

impl Notes {
    /// The mark of a note to a cell: its number.
    pub fn number(&mut self, text: String) -> String {
        self.numbered.push(text);
        self.numbered.len().to_string()
    }

    /// What is printed for a number that cannot be compared with the others.
    pub fn incomparable(&mut self) -> &'static str {
        self.has_incomparable = true;
        INCOMPARABLE
    }

    /// What is printed for a number that nobody knows: a star, two for the second reason of the table.
    pub fn unknown(&mut self, reason: Option<&str>) -> String {
        let reason = reason.unwrap_or(NO_REASON);
        let known = self.reasons.iter().position(|known| known == reason);
        let place = known.unwrap_or_else(|| {
            self.reasons.push(reason.to_owned());
            self.reasons.len() - 1
        });
        UNKNOWN.repeat(place + 1)
    }

    /// Why nothing in the table is known, where one thing is why.
    pub fn one_reason(&self) -> Option<&str> {
        match self.reasons.as_slice() {
            [reason] if reason != NO_REASON => Some(reason),
            _ => None,
        }
    }

    /// The notes in their order, each with its mark.
    pub fn into_views(self) -> Vec<NoteView> {
        let note = |mark: String, text: String| NoteView { mark: Some(mark), text };
        let mut views: Vec<NoteView> =
            self.numbered.into_iter().zip(1..).map(|(text, number)| note(number.to_string(), text)).collect();
        if self.has_incomparable {
            let text = "Tallet er opgjort på en anden måde og kan ikke sammenlignes.";
            views.push(note(INCOMPARABLE.to_owned(), text.to_owned()));
        }
        views.extend(self.reasons.into_iter().zip(1..).map(|(reason, stars)| note(UNKNOWN.repeat(stars), reason)));
        views
    }
}
