//! The snapshot, `figures.json`: every figure of one report and period, and what it was made from.
//!
//! Everything after it reads the snapshot only, so a report can be typeset and compared again when its exports are gone.

mod hashes;
mod sources;
mod wording;

use std::fs;
use std::path::Path;

use anyhow::Context;
use chrono::NaiveDate;
use indexmap::{IndexMap, IndexSet};
use serde::{Deserialize, Serialize, Serializer};

use crate::definition::Definition;
use crate::definition::figure::{Figure as Defined, Format, Origin, Query};
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::{Figures, Member as Computed, Value as ComputedValue};
use crate::findings::Finding;
use crate::ingest::{Ingested, LeftOut, SourceFile};
use crate::period::Period;
pub use hashes::definition_hashes;
pub use sources::{Source, State};

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
    pub joined: IndexMap<String, Joined>,
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
    pub format: Format,
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

/// The number or the numbers of a figure; shares are 0–1, and null is unknown, which is not nought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// One number.
    #[serde(serialize_with = "whole_or_decimal")]
    Value(Option<f64>),
    /// One for each member.
    Members(Vec<Member>),
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
pub struct Joined {
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
    /// Puts the computed figures and the account of the rows together.
    pub fn new(definition: &Definition, period: &Period, figures: Figures, ingested: Ingested) -> Self {
        let datasets = ingested
            .tables
            .iter()
            .map(|(id, table)| {
                let used = figures.used.get(id).copied().unwrap_or(0);
                let account = Account {
                    label: definition.datasets[id].label.clone(),
                    read: table.read,
                    used,
                    outside: (table.frame.height() as u64).saturating_sub(used),
                    left_out: table.left_out_rows,
                    examples: table.examples,
                };
                (id.clone(), account)
            })
            .collect();
        let joined = definition.joins.iter().map(|(id, join)| {
            (id.clone(), Joined { label: join.rows.label.clone(), of: [join.first.clone(), join.second.clone()] })
        });
        let joined = joined.collect();
        let hashes = definition_hashes(definition);
        let chapters = definition.chapters.iter().map(|chapter| (chapter.id.clone(), chapter.title.clone())).collect();
        let figures = figures
            .values
            .into_iter()
            .map(|(id, computed)| {
                let defined = &definition.figures[&id];
                let value = match computed.value {
                    ComputedValue::Scalar(value) => Value::Value(value),
                    ComputedValue::Series(members) => {
                        Value::Members(members.into_iter().map(|member| Member::new(defined, member)).collect())
                    }
                };
                let as_of = as_of(definition, defined, period);
                let figure = Figure {
                    label: defined.label.clone(),
                    unit: defined.unit.as_ref().map(|unit| unit.many.clone()),
                    format: defined.format,
                    definition: hashes.get(&id).cloned().unwrap_or_default(),
                    how: wording::how(definition, defined, period, as_of),
                    operands: defined.operands(),
                    was: defined.was.clone(),
                    concept: defined.concept.as_ref().map(|concept| concept.value.clone()),
                    dataset: query(defined).map(|query| query.from.dataset.clone()),
                    as_of,
                    rows: computed.rows,
                    value,
                };
                (id, figure)
            })
            .collect();
        Self {
            format: FORMAT,
            report: definition.report.id.clone(),
            period: period.clone(),
            chapters,
            figures,
            datasets,
            joined,
            sources: ingested.sources,
            left_out: ingested.tables.into_values().flat_map(|table| table.left_out).collect(),
            findings: Vec::new(),
        }
    }

    /// What `chapter.name` or `chapter.name[member]` leads to.
    pub fn lookup(&self, reference: &FigureRef) -> Lookup<'_> {
        match (self.figures.get(&reference.id).map(|figure| &figure.value), &reference.member) {
            (None, _) => Lookup::NoFigure,
            (Some(Value::Value(value)), None) => Lookup::Number(*value),
            (Some(Value::Value(_)), Some(_)) => Lookup::NoMember,
            (Some(Value::Members(members)), None) => Lookup::Series(members),
            (Some(Value::Members(members)), Some(wanted)) => members
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

    fn new(defined: &Defined, member: Computed) -> Self {
        let parts: Vec<&str> =
            member.key.iter().map(|part| defined.labels.get(part).map_or(part.as_str(), String::as_str)).collect();
        Self { label: parts.join(", "), key: member.key, value: member.value, rows: member.rows }
    }
}

/// The figure's query, where it has one.
fn query(figure: &Defined) -> Option<&Query> {
    match &figure.origin {
        Origin::Query(query) => Some(query),
        Origin::Derived(_) | Origin::Unknown(_) => None,
    }
}

/// The day that the figure is counted on, where it is a stock.
pub fn as_of(definition: &Definition, figure: &Defined, period: &Period) -> Option<NaiveDate> {
    let query = query(figure)?;
    definition.is_stock(query).then(|| crate::figures::dates_of(query, period).as_of)
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
