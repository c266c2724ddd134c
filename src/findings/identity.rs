//! What makes two findings of two runs the same.

use super::{Finding, Place};
use crate::digest;

impl Finding {
    /// A hash of what was found and where, without the line: an edit above moves a finding and does not make it another.
    pub fn identity(&self) -> String {
        let mut parts = vec![self.code.name().to_owned(), self.message.clone()];
        match &self.place {
            Place::Nowhere => {}
            Place::Source { file, .. } => parts.push(file.clone()),
            Place::Data { file, sheet, column, value, .. } => {
                parts.push(file.clone());
                parts.extend([sheet, column, value].map(|part| part.clone().unwrap_or_default()));
            }
            Place::Print { file, quotation, .. } => parts.extend([file.clone(), quotation.clone()]),
            Place::Figures { ids } => parts.extend(ids.iter().map(ToString::to_string)),
        }
        digest::of_parts(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
