//! Recognises a finding of one run in another run.

use super::{Finding, Place};
use crate::digest;

impl Finding {
    /// A hash of what was found and where. It leaves out the line, because an edit above moves a finding and does not make it
    /// another, and values of cells, because stored findings do not have them.
    pub fn identity(&self) -> String {
        let published = self.published();
        let mut parts = vec![self.code.name().to_owned(), published.message.clone()];
        match &published.place {
            Place::Nowhere => {}
            Place::Source { file, .. } => parts.push(file.clone()),
            Place::Data { file, sheet, column, .. } => {
                parts.push(file.clone());
                parts.extend([sheet, column].map(|part| part.clone().unwrap_or_default()));
            }
            Place::Print { file, quotation, .. } => parts.extend([file.clone(), quotation.clone()]),
            Place::Figures { ids } => parts.extend(ids.iter().map(ToString::to_string)),
        }
        digest::of_parts(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
