//! The figures of a snapshot, and their numbers.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};

use crate::definition::figure::NumberFormat;
use crate::figure_id::FigureId;

/// A computed figure, and how it was computed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// Name in Danish.
    pub label: String,
    /// What it counts, in the plural.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// How it is printed.
    pub format: NumberFormat,
    /// Hash of its definition. Figures with different hashes cannot be compared.
    pub definition: String,
    /// How it was computed, in Danish.
    pub how: String,
    /// Figures that it is derived from.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub operands: Vec<FigureId>,
    /// Its id in earlier snapshots, if that was another.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<FigureId>,
    /// Name of what it measures, which figures of other reports share.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub concept: Option<String>,
    /// Dataset that it is counted from. `None` for a derived figure.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dataset: Option<String>,
    /// Day that a stock is counted on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub as_of: Option<NaiveDate>,
    /// Number of rows that it was counted from. `None` for figures that are not counted, and for those whose number of rows is
    /// hidden to protect persons.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
    /// In a preview that could not compute it: the day its number is from, in Danish: `den 26. november 2026`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kept_from: Option<String>,
    /// Whether it could not be computed, in a draft or preview without its exports. The value is unknown then.
    #[serde(rename = "missing", skip_serializing_if = "is_false", default)]
    pub is_missing: bool,
    /// Whether it is one number that is hidden to protect few persons.
    #[serde(skip_serializing_if = "is_false", default)]
    pub hidden: bool,
    /// Flattened: `value` or `members` in JSON.
    #[serde(flatten)]
    pub value: Value,
}

/// The value of a figure. Shares are 0–1; `None` is unknown, which is not 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// One number.
    #[serde(rename = "value", serialize_with = "whole_or_decimal")]
    Scalar(Option<f64>),
    /// One number for each member. The reports of a batch share the series of their groups.
    #[serde(rename = "members")]
    Series(Arc<Vec<Member>>),
}

impl Value {
    pub fn series(members: Vec<Member>) -> Self {
        Self::Series(Arc::new(members))
    }
}

/// One number of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Values that the series is grouped by; the last one is the period in a series over time.
    pub key: Vec<String>,
    /// Key in Danish.
    pub label: String,
    /// `None` is unknown.
    #[serde(serialize_with = "whole_or_decimal")]
    pub value: Option<f64>,
    /// Number of rows that it was counted from.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rows: Option<u64>,
    /// Whether the number is hidden to protect few persons; `value` is then `None`.
    #[serde(skip_serializing_if = "is_false", default)]
    pub hidden: bool,
    /// Its key in earlier snapshots, if that was another.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<Vec<String>>,
}

/// A number as a snapshot writes it: unknown is null.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Number(#[serde(serialize_with = "whole_or_decimal")] pub Option<f64>);

impl Figure {
    /// The figure without its number or members.
    pub fn without_numbers(&self) -> Self {
        Self {
            label: self.label.clone(),
            unit: self.unit.clone(),
            format: self.format,
            definition: self.definition.clone(),
            how: self.how.clone(),
            operands: self.operands.clone(),
            was: self.was.clone(),
            concept: self.concept.clone(),
            dataset: self.dataset.clone(),
            as_of: self.as_of,
            rows: self.rows,
            kept_from: self.kept_from.clone(),
            is_missing: self.is_missing,
            hidden: self.hidden,
            value: Value::Scalar(None),
        }
    }
}

impl Member {
    /// The member's name in references: `Opioider` in `medicin.emner[Opioider]`.
    pub fn name(&self) -> String {
        self.key.join(", ")
    }
}

/// Writes whole numbers without a decimal point.
fn whole_or_decimal<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        None => serializer.serialize_none(),
        // Above 2^53 an f64 cannot represent every whole number.
        Some(number) if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 => {
            serializer.serialize_i64(*number as i64)
        }
        Some(number) => serializer.serialize_f64(*number),
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}
