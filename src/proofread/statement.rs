//! What a report says of its numbers, and whether it is so.

use super::document::Line;
use crate::findings::{Code, Finding, Place, Severity};

/// Whether printed numbers agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They do.
    Agrees,
    /// They do not, if they are about the same thing, and that is likely.
    MayContradict,
    /// They do not.
    Contradicts,
}

/// A statement about printed numbers that has been computed again.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What kind of statement.
    pub code: Code,
    /// Whether it is so.
    pub verdict: Verdict,
    /// The computation, in Danish.
    pub computation: String,
    /// Where it stands.
    pub spot: Spot,
    /// Where a number stands that it does not agree with.
    pub other: Option<Spot>,
}

/// A place in a printed report, with what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The page, where pages are known.
    pub page: Option<u32>,
    /// The line, in a text file.
    pub line: Option<u32>,
    /// What stands there.
    pub quotation: String,
}

impl Spot {
    /// The place of a line, quoting this.
    pub fn new(line: &Line, quotation: impl Into<String>) -> Self {
        Self { page: line.page, line: line.number, quotation: quotation.into() }
    }

    /// Where it is in words: `side 4, linje 12`.
    pub fn place(&self) -> String {
        let page = self.page.map(|page| format!("side {page}"));
        let line = self.line.map(|line| format!("linje {line}"));
        page.into_iter().chain(line).collect::<Vec<_>>().join(", ")
    }
}

impl Statement {
    /// The statement as a finding in `file`.
    pub fn finding(&self, file: &str) -> Finding {
        let severity = match self.verdict {
            Verdict::Contradicts => Severity::Error,
            Verdict::MayContradict => Severity::Warning,
            Verdict::Agrees => Severity::Info,
        };
        let place = Place::Print {
            file: file.to_owned(),
            page: self.spot.page,
            line: self.spot.line,
            quotation: self.spot.quotation.clone(),
        };
        let other = self.other.as_ref().map_or_else(String::new, |other| {
            let place = other.place();
            let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
            let look = if self.verdict == Verdict::Agrees { "" } else { "Se, om de to tal er om det samme. " };
            format!("{look}Det andet sted{place}: »{}«", other.quotation)
        });
        Finding::new(self.code, place, self.computation.clone()).with_severity(severity).advise(other)
    }
}
