//! The notes below a table, and their marks.

use super::super::lexicon::UNKNOWN;
use super::super::view::NoteView;
use crate::snapshot::{HIDDEN, HIDDEN_NOTE};

/// Printed for an earlier number whose definition has changed since.
pub const INCOMPARABLE: &str = "–";

/// The note to an unknown number when the report gives no reason.
const NO_REASON: &str = "Tallet kendes ikke.";

#[derive(Debug, Default)]
pub struct Notes {
    numbered: Vec<String>,
    has_incomparable: bool,
    has_hidden: bool,
    reasons: Vec<String>,
}

impl Notes {
    /// Adds a note to a cell and returns its mark, a number.
    pub fn number(&mut self, text: String) -> String {
        self.numbered.push(text);
        self.numbered.len().to_string()
    }

    /// The text of a cell whose number cannot be compared with the others; adds the note to it.
    pub fn incomparable(&mut self) -> &'static str {
        self.has_incomparable = true;
        INCOMPARABLE
    }

    /// The text of a cell whose number is hidden; adds the note to it.
    pub fn hidden(&mut self) -> &'static str {
        self.has_hidden = true;
        HIDDEN
    }

    /// The text of a cell whose number is unknown: a star, two stars for the second reason, and so on.
    pub fn unknown(&mut self, reason: Option<&str>) -> String {
        let reason = reason.unwrap_or(NO_REASON);
        let known = self.reasons.iter().position(|known| known == reason);
        let place = known.unwrap_or_else(|| {
            self.reasons.push(reason.to_owned());
            self.reasons.len() - 1
        });
        UNKNOWN.repeat(place + 1)
    }

    /// The reason why numbers are unknown, if all have the same one.
    pub fn one_reason(&self) -> Option<&str> {
        match self.reasons.as_slice() {
            [reason] if reason != NO_REASON => Some(reason),
            _ => None,
        }
    }

    /// Numbered notes first, then the dash and the mark of hidden numbers, then the stars.
    pub fn into_views(self) -> Vec<NoteView> {
        let note = |mark: String, text: String| NoteView { mark: Some(mark), text };
        let mut views: Vec<NoteView> =
            self.numbered.into_iter().zip(1..).map(|(text, number)| note(number.to_string(), text)).collect();
        if self.has_incomparable {
            let text = "Tallet er opgjort på en anden måde og kan ikke sammenlignes.";
            views.push(note(INCOMPARABLE.to_owned(), text.to_owned()));
        }
        if self.has_hidden {
            views.push(note(HIDDEN.to_owned(), HIDDEN_NOTE.to_owned()));
        }
        views.extend(self.reasons.into_iter().zip(1..).map(|(reason, stars)| note(UNKNOWN.repeat(stars), reason)));
        views
    }
}
