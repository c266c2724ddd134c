//! The snapshot, `figures.json`: every figure of one report and period, and the files it was computed from. Plain data.
//!
//! A report can be composed, typeset and compared from its snapshot alone, after its exports have been deleted. Only `trace`,
//! `diff --rows` and findings about missing glyphs look at the exports again.

mod figure;
mod formats;
mod gaps;
mod layout;
mod reading;
mod renamed;
mod rounding;
mod rows;
mod seal;
mod sources;
mod years;

use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize};

use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{PublishedFinding, known_findings};
use crate::period::Period;
pub use figure::{Figure, Member, Number, Value};
pub(crate) use gaps::{FigureGap, GapGroup, Gaps};
pub use renamed::as_named_in;
pub use rows::{RowChanges, RowDigest, RowPlace, row_ranges};
pub use sources::{SourceComparison, SourceState};
pub use years::{RowEdge, YearRows, in_words as years_in_words};

/// Version of the format. It is raised when an older program would misread the new one.
pub const FORMAT: u32 = 3;

/// Printed for a number that is hidden to protect few persons.
pub const HIDDEN: &str = "[u]";
/// What the report says about [`HIDDEN`], below tables and charts.
pub const HIDDEN_NOTE: &str = "Tallet er udeladt, fordi det handler om få personer eller kunne røbe et, der gør.";

/// Every figure of one report and period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`FORMAT`].
    pub format: u32,
    /// Id of the report.
    pub report: String,
    /// Period of the report.
    pub period: Period,
    /// The member of a batch that it is about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub member: Option<ReportMember>,
    /// Titles by chapter id, in the order of the report.
    pub chapters: IndexMap<String, String>,
    /// The figures by id, in the order of the report. In an `Arc`, because most copies of a snapshot do not change them.
    pub figures: Arc<IndexMap<FigureId, Figure>>,
    /// Account of the rows of each dataset that was read.
    pub datasets: IndexMap<String, Account>,
    /// Datasets made of two others.
    #[serde(skip_serializing_if = "IndexMap::is_empty", default)]
    pub joined: IndexMap<String, JoinedDataset>,
    /// Files that were read.
    pub sources: Vec<SourceFile>,
    /// Rows that were left out of all figures, such as those with a cell that does not fit.
    pub left_out: Vec<LeftOut>,
    /// Findings of all steps up to the snapshot. Findings with a code that this program does not know are skipped when it is
    /// read.
    #[serde(deserialize_with = "known_findings")]
    pub findings: Vec<PublishedFinding>,
    /// Whether its file was changed after kapreport wrote it.
    #[serde(skip)]
    pub is_edited: bool,
}

/// The member of a batch that a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMember {
    /// What it is: the id of a level, such as `praksis`.
    pub level: String,
    pub key: String,
    pub name: String,
    /// The names of the groups that it is part of, by level.
    pub groups: IndexMap<String, String>,
    /// For each series of members, the parts of the key under which this one is shown.
    #[serde(skip_serializing_if = "IndexMap::is_empty", default)]
    pub own: IndexMap<FigureId, Vec<Option<String>>>,
}

/// A file that a dataset was read from, or a sheet of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Id of the dataset.
    pub dataset: String,
    /// Path below the data folder.
    pub file: String,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Number of data rows.
    pub rows: u64,
}

/// Rows of a file that were left out for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Id of the dataset.
    pub dataset: String,
    /// Path below the data folder.
    pub file: String,
    /// Sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// Header of the column, or "" if the reason concerns whole rows.
    pub column: String,
    /// Reason in Danish.
    pub reason: String,
    /// Number of rows.
    pub count: u64,
    /// Numbers of the rows as in a spreadsheet program: `2–5, 8`.
    pub rows: String,
}

/// Account of the rows of a dataset: `read = used + outside + left_out`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Label of the dataset.
    pub label: String,
    /// Rows in its files.
    pub read: u64,
    /// Rows that at least one figure is computed from.
    pub used: u64,
    /// Other rows: outside the period, or in no figure's condition.
    pub outside: u64,
    /// The years of those rows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub outside_years: Vec<YearRows>,
    /// Rows left out because a cell did not fit.
    pub left_out: u64,
    /// Example rows, which show how to fill in the sheet. They are not part of `read`.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub examples: u64,
}

impl Account {
    /// The years of the rows outside the time of every figure: `fra 2022 (3), 2052 (2)`.
    pub fn years_in_words(&self) -> Option<String> {
        years::in_words(&self.outside_years)
    }

    /// The sum of the accounts of all datasets.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        let empty = Self {
            label: "I alt".to_owned(),
            read: 0,
            used: 0,
            outside: 0,
            outside_years: Vec::new(),
            left_out: 0,
            examples: 0,
        };
        all.into_iter().fold(empty, |sum, account| Self {
            read: sum.read + account.read,
            used: sum.used + account.used,
            outside: sum.outside + account.outside,
            left_out: sum.left_out + account.left_out,
            examples: sum.examples + account.examples,
            ..sum
        })
    }
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A dataset made of two others, which account for its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedDataset {
    /// Label of the joined dataset.
    pub label: String,
    /// Ids of the two datasets.
    pub of: [String; 2],
}

/// Result of looking up a figure or a member.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lookup<'a> {
    /// One number. `None` is unknown.
    Number(Option<f64>),
    /// A whole series.
    Series(&'a [Member]),
    /// The series has no such member.
    NoMember,
    /// There is no such figure.
    NoFigure,
}

impl Snapshot {
    /// Whether the member of a series is the one that the report is about.
    pub fn is_own(&self, id: &FigureId, member: &Member) -> bool {
        let own = self.member.as_ref().and_then(|about| about.own.get(id));
        let parts = own.into_iter().flat_map(|own| own.iter().zip(&member.key));
        let mut named = parts.filter_map(|(own, key)| Some(own.as_ref()? == key)).peekable();
        named.peek().is_some() && named.all(|is_own| is_own)
    }

    /// Finds a figure or a member of a series.
    pub fn lookup(&self, reference: &FigureRef) -> Lookup<'_> {
        match (self.figures.get(&reference.id).map(|figure| &figure.value), &reference.member) {
            (None, _) => Lookup::NoFigure,
            (Some(Value::Scalar(value)), None) => Lookup::Number(*value),
            (Some(Value::Scalar(_)), Some(_)) => Lookup::NoMember,
            (Some(Value::Series(members)), None) => Lookup::Series(members),
            (Some(Value::Series(members)), Some(wanted)) => members
                .iter()
                .find(|member| member.name() == *wanted)
                .map_or(Lookup::NoMember, |member| Lookup::Number(member.value)),
        }
    }

    /// Whether a number of the report is hidden to protect few persons.
    pub fn has_hidden(&self) -> bool {
        self.figures.values().any(|figure| match &figure.value {
            Value::Scalar(_) => figure.hidden,
            Value::Series(members) => members.iter().any(|member| member.hidden),
        })
    }

    /// Whether a number is hidden to protect few persons.
    pub fn is_hidden(&self, reference: &FigureRef) -> bool {
        let Some(figure) = self.figures.get(&reference.id) else { return false };
        match (&figure.value, &reference.member) {
            (Value::Scalar(_), None) => figure.hidden,
            (Value::Series(members), Some(wanted)) => {
                members.iter().any(|member| member.hidden && member.name() == *wanted)
            }
            _ => false,
        }
    }

    /// The figure in an earlier snapshot, with its members by the names they have now. `None` if its definition has changed,
    /// because the numbers cannot be compared then.
    pub fn comparable<'a>(&self, earlier: &'a Self, id: &str) -> Option<Cow<'a, Figure>> {
        let now = self.figures.get(id)?;
        let then = earlier.earlier_figure(id, now).filter(|then| then.definition == now.definition)?;
        Some(now.name_members(then))
    }

    /// The figure of this snapshot that became `later`, by its current or former id.
    pub fn earlier_figure(&self, id: &str, later: &Figure) -> Option<&Figure> {
        self.figures.get(id).or_else(|| self.figures.get(later.was.as_ref()?))
    }

    /// The two datasets of a joined one, otherwise the dataset itself.
    pub fn parts<'a>(&'a self, dataset: &'a str) -> Vec<&'a str> {
        self.joined.get(dataset).map_or_else(|| vec![dataset], |joined| joined.of.iter().map(String::as_str).collect())
    }

    /// Label of a dataset that was read or joined; an unknown one is labelled by its id.
    pub fn dataset_label<'a>(&'a self, dataset: &'a str) -> &'a str {
        let joined = || self.joined.get(dataset).map(|joined| joined.label.as_str());
        self.datasets.get(dataset).map(|account| account.label.as_str()).or_else(joined).unwrap_or(dataset)
    }

    /// The datasets that the figure and its operands are counted from, each once.
    pub fn datasets_of(&self, id: &str) -> IndexSet<&str> {
        let Some(figure) = self.figures.get(id) else { return IndexSet::new() };
        let mut found: IndexSet<&str> = figure.dataset.iter().flat_map(|dataset| self.parts(dataset)).collect();
        found.extend(figure.operands.iter().flat_map(|operand| self.datasets_of(operand)));
        found
    }

    /// JSON in a stable order, with a line for each value of a figure and for each member of a series, so that differences between
    /// versions can be read. The last line is a hash of the others.
    pub fn to_json(&self) -> String {
        // Cannot fail: JSON can represent all types of a snapshot.
        seal::seal(&layout::laid_out(self).unwrap_or_default())
    }

    /// [`Self::to_json`] without whitespace between the values, for programs.
    pub fn to_compact_json(&self) -> String {
        seal::seal_compact(&serde_json::to_string(self).unwrap_or_default())
    }

    /// Reads a stored snapshot of this or an earlier format.
    ///
    /// # Errors
    /// When the file cannot be read, or is no snapshot of a known format.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        reading::read(&bytes).map_err(|why| anyhow::anyhow!("{} {why}", path.display()))
    }
}
