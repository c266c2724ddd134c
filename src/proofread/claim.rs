//! What a report claims about its numbers, and whether it holds.

use kurbo::Rect;

use super::line::PrintedLine;
use super::number::PrintedNumber;
use crate::findings::{Code, Finding, Place, Severity};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimVerdict {
    Agrees,
    /// The numbers differ, and are likely but not certain to be about the same thing.
    MayContradict,
    Contradicts,
}

impl ClaimVerdict {
    /// The weaker verdict, for numbers that are not certain to be about the same thing.
    pub(crate) fn softened(self) -> Self {
        if self == Self::Contradicts { Self::MayContradict } else { self }
    }
}

/// A claim about printed numbers that was recomputed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claim {
    /// The kind of claim: share, sum, repeated number.
    pub(crate) code: Code,
    pub(crate) verdict: ClaimVerdict,
    /// A sentence in Danish.
    pub(crate) computation: String,
    pub(crate) passage: Passage,
    /// Where the other number is, if the claim compares two places.
    pub(crate) other: Option<Passage>,
    /// The numbers that it was computed from, and the number that it is about.
    pub(crate) numbers: Vec<NumberPlace>,
}

/// A printed number: the index of its line in the document, and its value without a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NumberPlace {
    pub(crate) line: usize,
    value: u64,
}

impl NumberPlace {
    pub(crate) fn new(line: usize, number: PrintedNumber) -> Self {
        Self { line, value: number.value.abs().to_bits() }
    }

    pub(crate) fn value(self) -> f64 {
        f64::from_bits(self.value)
    }
}

/// A quotation and its place in the printed report.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passage {
    /// `None` in a text file without form feeds.
    pub(crate) page: Option<u32>,
    /// `None` in a PDF.
    pub(crate) line: Option<u32>,
    pub(crate) quotation: String,
    /// See [`PrintedLine::areas`].
    pub(crate) areas: Vec<Rect>,
}

impl Passage {
    pub(crate) fn new(line: &PrintedLine, quotation: impl Into<String>) -> Self {
        Self { page: line.page, line: line.number, quotation: quotation.into(), areas: line.areas.clone() }
    }

    /// `side 4, linje 12`; "" if neither is known.
    fn place(&self) -> String {
        let page = self.page.map(|page| format!("side {page}"));
        let line = self.line.map(|line| format!("linje {line}"));
        page.into_iter().chain(line).collect::<Vec<_>>().join(", ")
    }
}

impl Claim {
    pub(crate) fn new(code: Code, verdict: ClaimVerdict, computation: String, passage: Passage) -> Self {
        Self { code, verdict, computation, passage, other: None, numbers: Vec::new() }
    }

    /// Adds the numbers of a line to those that the claim is about.
    pub(crate) fn about(mut self, line: usize, numbers: impl IntoIterator<Item = PrintedNumber>) -> Self {
        self.numbers.extend(numbers.into_iter().map(|number| NumberPlace::new(line, number)));
        self
    }

    /// Whether this claim adds nothing to the others: one of them is about all its numbers, or finds that two of them contradict
    /// each other.
    pub(crate) fn is_told_by(&self, claims: &[Self]) -> bool {
        claims.iter().any(|other| self.is_told_in(other))
    }

    /// As [`Self::is_told_by`], for one other claim.
    pub(crate) fn is_told_in(&self, other: &Self) -> bool {
        let shared = self.numbers.iter().filter(|number| other.numbers.contains(number)).count();
        shared > 0 && (shared == self.numbers.len() || shared > 1 && other.verdict != ClaimVerdict::Agrees)
    }

    /// Whether this claim does not hold and shares a number with the other.
    pub(crate) fn disputes(&self, other: &Self) -> bool {
        self.verdict != ClaimVerdict::Agrees && self.numbers.iter().any(|number| other.numbers.contains(number))
    }

    pub(crate) fn finding(&self, file: &str) -> Finding {
        let severity = match self.verdict {
            ClaimVerdict::Contradicts => Severity::Error,
            ClaimVerdict::MayContradict => Severity::Warning,
            ClaimVerdict::Agrees => Severity::Info,
        };
        let place = Place::Print {
            file: file.to_owned(),
            page: self.passage.page,
            line: self.passage.line,
            quotation: self.passage.quotation.clone(),
        };
        let other = self.other.as_ref().map_or_else(String::new, |other| {
            let place = other.place();
            let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
            let look = if self.verdict == ClaimVerdict::Agrees { "" } else { "Se, om de to tal er om det samme. " };
            format!("{look}Det andet sted{place}: »{}«", other.quotation)
        });
        Finding::new(self.code, place, self.computation.clone()).with_severity(severity).advise(other)
    }
}
