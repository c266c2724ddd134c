//! Findings: what is wrong with data, definitions, prose or figures. They are values, gathered and shown together.

mod codes;
mod identity;
mod print;
mod published;

use std::cell::RefCell;
use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::cpr;
use crate::figure_id::FigureRef;

pub use codes::Code;
pub use print::{one_line, print_human, printable};
pub use published::{PublishedFinding, known_findings};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The report is not built; a draft may be.
    Error,
    /// The report is built, but somebody should look.
    Warning,
    /// Worth knowing; nothing has to be changed.
    Info,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Place {
    /// In the run as a whole.
    Nowhere,
    /// In a definition or a chapter's prose; line and column count from 1.
    Source {
        /// Path below the templates folder.
        file: String,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
    },
    Data {
        /// Path below the data folder.
        file: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        sheet: Option<String>,
        /// Row as a spreadsheet program numbers it (CSV: line), from 1.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        row: Option<u32>,
        /// The column's header, spelt as in the file.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        column: Option<String>,
        /// The cell's value, spelt as in the file.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        value: Option<String>,
    },
    Print {
        file: String,
        /// The page, from 1.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        page: Option<u32>,
        /// The line of a text file, from 1.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        line: Option<u32>,
        quotation: String,
    },
    Figures {
        /// The figures, or the members.
        ids: Vec<FigureRef>,
    },
}

impl Place {
    /// A whole file of the data folder.
    pub fn data_file(file: &str) -> Self {
        Self::Data { file: file.to_owned(), sheet: None, row: None, column: None, value: None }
    }
}

/// One thing that is wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// What is wrong, in Danish.
    pub message: String,
    pub place: Place,
    /// What to do, in Danish; "" where there is nothing to add.
    pub advice: String,
    /// Where the rule that figures break is defined: a check, a table, the definition of a figure.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rule: Option<SourceLine>,
    /// All places if one cause has several; `place` is the first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub occurrences: Option<Occurrences>,
    /// Values of cells that the message or the advice quotes. See [`Finding::quoting`].
    #[serde(skip)]
    pub quoted: Vec<String>,
    /// Whether the numbers shown are right in spite of the finding, because it is about a text, or about figures that are shown
    /// as unknown.
    #[serde(skip)]
    pub leaves_numbers_right: bool,
}

/// A line of a definition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceLine {
    /// Path below the templates folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl SourceLine {
    pub fn place(&self) -> Place {
        Place::Source { file: self.file.clone(), line: self.line, column: self.column }
    }
}

/// The places of a finding that occurs more than once for one cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrences {
    /// How many cells or rows.
    pub count: u64,
    /// The first of the rows: `2–5, 8, …`.
    pub rows: String,
    /// A few of the different values; empty in what is published.
    #[serde(default)]
    pub values: Vec<String>,
}

impl Finding {
    /// Whether a draft can be made in spite of the finding.
    fn may_stand_in_draft(&self) -> bool {
        self.leaves_numbers_right || self.code.may_stand_in_draft()
    }

    /// The same finding, marked as one that leaves the shown numbers right: it is about a text, or about figures shown as
    /// unknown.
    pub fn leaving_numbers_right(mut self) -> Self {
        self.leaves_numbers_right = true;
        self
    }

    /// A finding with the severity and the usual advice of its code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place,
            advice: code.advice().to_owned(),
            rule: None,
            occurrences: None,
            quoted: Vec::new(),
            leaves_numbers_right: false,
        }
    }

    /// The same finding with the place of the rule that figures break.
    pub fn by_rule(mut self, rule: SourceLine) -> Self {
        self.rule = Some(rule);
        self
    }

    /// The same finding with its own advice instead of the usual one.
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// The same finding with all places where it occurs.
    pub fn at_all(mut self, occurrences: Option<Occurrences>) -> Self {
        self.occurrences = occurrences;
        self
    }

    /// Masks every CPR number, because findings quote exports.
    fn masked(mut self) -> Self {
        let mask = |text: &mut String| {
            if cpr::is_in(text) {
                *text = cpr::masked(text);
            }
        };
        mask(&mut self.message);
        mask(&mut self.advice);
        match &mut self.place {
            Place::Data { file, sheet, column, value, .. } => {
                mask(file);
                [sheet, column, value].into_iter().flatten().for_each(mask);
            }
            Place::Print { file, quotation, .. } => [file, quotation].into_iter().for_each(mask),
            Place::Nowhere | Place::Source { .. } | Place::Figures { .. } => {}
        }
        self.occurrences.iter_mut().flat_map(|occurrences| &mut occurrences.values).for_each(mask);
        self
    }

    /// How often it occurs.
    pub fn count(&self) -> u64 {
        self.occurrences.as_ref().map_or(1, |occurrences| occurrences.count)
    }

    /// The same finding with another of its code's severities.
    pub fn with_severity(mut self, severity: Severity) -> Self {
        debug_assert!(self.code.severities().contains(&severity), "{} is never {severity:?}", self.code.name());
        self.severity = severity;
        self
    }
}

/// The sink that every stage pushes its findings to.
#[derive(Debug, Default)]
pub struct Findings(RefCell<Vec<Finding>>);

impl Findings {
    /// Adds a finding after masking CPR numbers.
    pub fn push(&self, finding: Finding) {
        self.0.borrow_mut().push(finding.masked());
    }

    /// Adds all findings of another list.
    pub fn extend(&self, others: Self) {
        self.0.borrow_mut().extend(others.0.into_inner());
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.0.borrow().iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether any finding stops the build: an error, or in a draft only an error that it cannot show.
    pub fn stop(&self, draft: bool) -> bool {
        let stops = |finding: &Finding| finding.severity == Severity::Error && !(draft && finding.may_stand_in_draft());
        self.0.borrow().iter().any(stops)
    }

    /// All findings, as [`Findings::sorted`], without values of cells.
    pub fn published(&self) -> Vec<PublishedFinding> {
        self.sorted().iter().map(Finding::published).collect()
    }

    /// All findings in the order in which to fix them: by severity, then causes before consequences (see [`Code`]), then the most
    /// frequent first, then by place. The order does not depend on how they were found.
    pub fn sorted(&self) -> Vec<Finding> {
        let mut all = self.0.borrow().clone();
        all.sort_by(|a, b| {
            let rank = |finding: &Finding| (finding.severity, finding.code, Reverse(finding.count()));
            (rank(a), &a.place, &a.message).cmp(&(rank(b), &b.place, &b.message))
        });
        all.dedup();
        all
    }
}
