//! The snapshot, `figures.json`: every figure of one report and period, and what it was made from.
//!
//! Everything after it reads the snapshot only, so a report can be typeset and compared again when its exports are gone.

mod sources;

use std::fs;
use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;
use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize, Serializer};

use crate::definition::figure::NumberFormat;
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::Finding;
use crate::period::Period;
pub use sources::{SourceComparison, SourceState};

/// The version of the format, raised when older readers would misread it.
pub const FORMAT: u32 = 3;

/// Every figure of one report and period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`FORMAT`].
    pub format: u32,
    /// The report's id.
    pub report: String,
    /// The period.
    pub period: Period,
    /// The titles of the chapters by id, in the report's order.
    pub chapters: IndexMap<String, String>,
    /// The figures by id, in the report's order.
    pub figures: IndexMap<FigureId, Figure>,
    /// The datasets by id, with an account of all rows.
    pub datasets: IndexMap<String, Account>,
    /// The datasets that are two others joined, by id.
    #[serde(skip_serializing_if = "IndexMap::is_empty", default)]
    pub joined: IndexMap<String, JoinedDataset>,
    /// The files that were read.
    pub sources: Vec<SourceFile>,
    /// The rows that are in no figure because a cell did not fit.
    pub left_out: Vec<LeftOut>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

/// A figure of a snapshot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// What it is called.
    pub label: String,
    /// What it counts, in the plural.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// How it is printed.
    pub format: NumberFormat,
    /// The hash of its definition: figures with different hashes cannot be compared.
    pub definition: String,
    /// How it was counted, in Danish.
    pub how: String,
    /// The figures that a derived one is derived from.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub operands: Vec<FigureId>,
    /// Its id in earlier snapshots, where that was another.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<FigureId>,
    /// What it measures, by a name that the figures of other reports share.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub concept: Option<String>,
    /// The dataset it is counted from; none for a derived figure.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dataset: Option<String>,
    /// The day that a stock is counted on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<NaiveDate>,
    /// How many rows it was counted from; none for a derived figure.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
    /// The number or the numbers.
    #[serde(flatten)]
    pub value: Value,
}

/// What a figure came to. Shares are 0–1; `None` is unknown, which is not 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// One number.
    #[serde(rename = "value", serialize_with = "whole_or_decimal")]
    Scalar(Option<f64>),
    /// One number for each member.
    #[serde(rename = "members")]
    Series(Vec<Member>),
}

/// A number of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// What it stands for: the value it is grouped by, the period, or both.
    pub key: Vec<String>,
    /// What that is called.
    pub label: String,
    /// The number.
    #[serde(serialize_with = "whole_or_decimal")]
    pub value: Option<f64>,
    /// How many rows it was counted from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
}

/// A file, or a sheet of one, that a dataset was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The dataset.
    pub dataset: String,
    /// Path below the data folder.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many rows it had.
    pub rows: u64,
}

/// Rows of a file that are in no figure for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The dataset.
    pub dataset: String,
    /// Path below the data folder.
    pub file: String,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sheet: Option<String>,
    /// The header of the column; "" where it is about whole rows.
    pub column: String,
    /// What is wrong, in Danish.
    pub reason: String,
    /// How many rows.
    pub count: u64,
    /// Which, as a spreadsheet program numbers them: `2–5, 8`.
    pub rows: String,
    /// A few of the cells' values.
    pub values: Vec<String>,
}

/// What became of a dataset's rows: `read = used + outside + left_out`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What the dataset is called.
    pub label: String,
    /// Rows in its files.
    pub read: u64,
    /// Rows in the time of at least one figure.
    pub used: u64,
    /// Rows outside the time of every figure.
    pub outside: u64,
    /// Rows left out because a cell did not fit.
    pub left_out: u64,
    /// Rows that showed how others are filled in; they are none of those read.
    #[serde(skip_serializing_if = "is_nought", default)]
    pub examples: u64,
}

impl Account {
    /// The sum of the accounts of all datasets.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        let none = Self { label: "I alt".to_owned(), read: 0, used: 0, outside: 0, left_out: 0, examples: 0 };
        all.into_iter().fold(none, |sum, account| Self {
            read: sum.read + account.read,
            used: sum.used + account.used,
            outside: sum.outside + account.outside,
            left_out: sum.left_out + account.left_out,
            examples: sum.examples + account.examples,
            ..sum
        })
    }
}

/// A number as snapshots write it; null where it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Number(#[serde(serialize_with = "whole_or_decimal")] pub Option<f64>);

/// Whether there is nothing to write of a count.
fn is_nought(count: &u64) -> bool {
    *count == 0
}

/// A dataset that is two others joined. Its rows are accounted for in those.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedDataset {
    /// What it is called.
    pub label: String,
    /// The two.
    pub of: [String; 2],
}

/// What a name like `medicin.emner[Opioider]` leads to in a snapshot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lookup<'a> {
    /// One number; None when it is unknown.
    Number(Option<f64>),
    /// A whole series.
    Series(&'a [Member]),
    /// The series has no such member.
    NoMember,
    /// There is no such figure.
    NoFigure,
}

impl Snapshot {
    /// What `chapter.name` or `chapter.name[member]` leads to.
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

    /// The figure in an earlier snapshot, unless its definition has changed since: then the two cannot be compared.
    pub fn comparable<'a>(&self, earlier: &'a Self, id: &str) -> Option<&'a Figure> {
        let now = self.figures.get(id)?;
        earlier.earlier_figure(id, now).filter(|then| then.definition == now.definition)
    }

    /// The figure that a later one was in this snapshot: by its id, or by the one it had before.
    pub fn earlier_figure(&self, id: &str, later: &Figure) -> Option<&Figure> {
        self.figures.get(id).or_else(|| self.figures.get(later.was.as_ref()?))
    }

    /// The datasets that rows of this one come from: itself, or the two that are joined.
    pub fn parts<'a>(&'a self, dataset: &'a str) -> Vec<&'a str> {
        self.joined.get(dataset).map_or_else(|| vec![dataset], |joined| joined.of.iter().map(String::as_str).collect())
    }

    /// What a dataset is called.
    pub fn dataset_label<'a>(&'a self, dataset: &'a str) -> &'a str {
        let joined = || self.joined.get(dataset).map(|joined| joined.label.as_str());
        self.datasets.get(dataset).map(|account| account.label.as_str()).or_else(joined).unwrap_or(dataset)
    }

    /// The datasets that were read and that a figure is counted from, by way of what it is derived from too; each once.
    pub fn datasets_of(&self, id: &str) -> IndexSet<&str> {
        let Some(figure) = self.figures.get(id) else { return IndexSet::new() };
        let mut found: IndexSet<&str> = figure.dataset.iter().flat_map(|dataset| self.parts(dataset)).collect();
        found.extend(figure.operands.iter().flat_map(|operand| self.datasets_of(operand)));
        found
    }

    /// The snapshot as JSON: stable order, a line for each thing that can change.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists only: there is nothing that JSON cannot hold.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    /// When the file cannot be read or is no snapshot of this format.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        let snapshot: Self = serde_json::from_str(&text)
            .with_context(|| format!("{} er ikke et øjebliksbillede fra kapreport", path.display()))?;
        anyhow::ensure!(
            snapshot.format == FORMAT,
            "{} har format {}, men kapreport læser format {FORMAT}",
            path.display(),
            snapshot.format
        );
        Ok(snapshot)
    }
}

impl Member {
    /// What it is called in brackets: `medicin.emner[Opioider]`, `efteruddannelse.grupper_aar[DGE-gruppe, 2024]`.
    pub fn name(&self) -> String {
        self.key.join(", ")
    }
}

/// A whole number without a decimal point, anything else as it is.
fn whole_or_decimal<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        // Beyond 2^53 not every whole number is one of f64's.
        Some(number) if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 => {
            serializer.serialize_i64(*number as i64)
        }
        Some(number) => serializer.serialize_f64(*number),
    }
}
