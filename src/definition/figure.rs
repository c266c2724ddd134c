//! Figures: numbers with one definition each.

mod format;
mod given;
mod rate;

use indexmap::IndexMap;

use super::batch::Scope;
use super::dataset::{Dataset, RowTime};
use super::expression::{Dates, Expression};
use super::names::check_name;
use super::reader::{At, Located, TomlTable, values};
use crate::figure_id::FigureId;
use crate::findings::Code;
use crate::period::Period;

use format::read_format;
pub(in crate::definition) use format::read_unit;
pub use format::{NumberFormat, Unit};

/// A number with one definition, or a series of them.
#[derive(Debug, Clone)]
pub struct FigureDefinition {
    /// `chapter.name`.
    pub id: FigureId,
    /// What it is called in tables.
    pub label: String,
    pub unit: Option<Unit>,
    pub format: NumberFormat,
    /// Whether it may be negative.
    pub negative: bool,
    pub origin: FigureOrigin,
    /// What a reader must know about it; "" if nothing.
    pub note: String,
    /// The id that it had in earlier years, if it was another.
    pub was: Option<FigureId>,
    /// The names that members of a series had in earlier years, by the names they have now.
    pub members_was: IndexMap<String, Located<String>>,
    /// The concept that it measures, which figures of other reports share.
    pub concept: Option<Located<String>>,
    /// The periods, by label, in which it is unknown although it is counted in others, with the reason.
    pub unknown_in: IndexMap<String, String>,
    /// Labels of members of a series that are not shown by their value.
    pub labels: IndexMap<String, String>,
    /// The ends of its 95 % interval, if it is a rate.
    pub interval: Option<[FigureId; 2]>,
    pub at: At,
}

/// Where a figure's number comes from.
#[derive(Debug, Clone)]
pub enum FigureOrigin {
    /// From the rows of a dataset.
    Query(Box<Query>),
    /// Computed from other figures.
    Derived(Box<Expression>),
    /// A table of numbers in the definition, such as a standard population.
    Given(IndexMap<String, f64>),
    /// Nobody knows it; the text says why.
    Unknown(String),
}

/// How a figure is counted from the rows of a dataset.
#[derive(Debug, Clone)]
pub struct Query {
    /// `dataset`, and the list column whose items are rows of their own: `dataset.column`.
    pub from: QueryFrom,
    /// Which rows count; `None` for all.
    pub filter: Option<Expression>,
    /// An aggregate over the rows, or arithmetic over aggregates.
    pub value: Expression,
    /// The expressions that a series is grouped by: a member for each combination of their values. Empty for one number.
    pub by: Vec<Expression>,
    /// The members in order, if `by` has one expression. If empty, they are those of the category, or those in the data.
    pub members: Vec<String>,
    /// Rows that agree in these columns count once within a member; the latest of them counts. A row with an empty cell in one of
    /// them counts by itself. Without columns, every row counts.
    pub once: Vec<Located<String>>,
    /// Which rows count by their time.
    pub time: QueryTime,
    /// The day of a stock, an expression of the period's dates; `None` for the period's last day.
    pub as_of: Option<Expression>,
    /// Which rows count, relative to the member of a batch.
    pub scope: Scope,
    /// Number of periods that are members of the series, the current one last; 1 if it is not a series over time.
    pub over: u32,
}

impl Query {
    /// The names of the columns in `once`.
    pub fn once(&self) -> impl Iterator<Item = &str> {
        self.once.iter().map(|column| column.value.as_str())
    }

    /// The dates that its expressions name, in a period.
    pub fn dates(&self, period: &Period) -> Dates {
        let mut dates = Dates::of(period);
        if let Some(day) = self.as_of.as_ref().and_then(|as_of| as_of.date(&dates)) {
            dates.as_of = day;
        }
        dates
    }

    /// Whether it counts what exists on a day, rather than what happened in the period.
    pub fn is_stock(&self, dataset: &Dataset) -> bool {
        self.time == QueryTime::Default && matches!(dataset.time, RowTime::Valid { .. })
    }

    /// Every expression of the query: `value`, `where`, `as_of` and `by`.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        [Some(&self.value), self.filter.as_ref(), self.as_of.as_ref()].into_iter().flatten().chain(&self.by)
    }
}

/// Where a figure's rows are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct QueryFrom {
    pub dataset: String,
    /// The list column whose items are rows.
    pub list: Option<String>,
}

impl QueryFrom {
    /// The name of the table in SQL.
    pub fn table(&self) -> String {
        match &self.list {
            None => self.dataset.clone(),
            Some(list) => format!("{}_{list}", self.dataset),
        }
    }
}

/// Which rows of a dataset count by their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryTime {
    /// By the dataset's [`RowTime`]: events in the period, register rows valid on the day of `as_of`, all rows of a timeless
    /// dataset.
    Default,
    /// Register rows that were valid on any day of the period.
    During,
    All,
}

impl FigureDefinition {
    /// Reads one figure; its mistakes become findings. A rate is followed by the ends of its interval.
    pub fn read(chapter: &str, name: &Located<String>, table: TomlTable<'_>) -> Vec<Self> {
        check_name(&table, name);
        let unknown_in = read_unknown_in(&table);
        let rate = table.table("rate").map(rate::read);
        let (origin, ends) = match rate {
            Some(rate) => {
                check_one_origin(&table);
                let unreadable = || (FigureOrigin::Unknown(String::new()), None);
                rate.map_or_else(unreadable, |rate| {
                    (FigureOrigin::Derived(Box::new(rate.value)), Some([rate.lower, rate.upper]))
                })
            }
            None => (read_origin(&table), None),
        };
        let ids = [rate::LOWER, rate::UPPER].map(|end| FigureId::new(chapter, &format!("{}{end}", name.value)));
        let figure = Self {
            id: FigureId::new(chapter, &name.value),
            label: table.required_text("label").value,
            unit: table.text("unit").and_then(|text| read_unit(&table, &text)),
            format: read_format(&table),
            negative: table.flag("negative"),
            note: table.text("note").map_or_else(String::new, |note| note.value),
            was: table.text("was").map(|was| was.value.into()),
            members_was: table
                .table("members_was")
                .map(|names| names.text_entries())
                .unwrap_or_default()
                .into_iter()
                .collect(),
            concept: table.text("concept"),
            labels: table.named_texts("labels"),
            unknown_in,
            origin,
            interval: ends.is_some().then(|| ids.clone()),
            at: name.at.clone(),
        };
        table.finish();
        let of_ends =
            ends.into_iter().flatten().zip(ids).zip(["nedre", "øvre"]).map(|((expression, id), which)| Self {
                id,
                label: format!("{}, {which} grænse", figure.label),
                origin: FigureOrigin::Derived(Box::new(expression)),
                note: String::new(),
                was: None,
                members_was: IndexMap::new(),
                concept: None,
                interval: None,
                ..figure.clone()
            });
        let of_ends: Vec<Self> = of_ends.collect();
        [vec![figure], of_ends].concat()
    }

    /// Why it is unknown in the period with this label; `None` if it is known.
    pub fn unknown(&self, period: &str) -> Option<&str> {
        match &self.origin {
            FigureOrigin::Unknown(why) => Some(why),
            FigureOrigin::Query(_) | FigureOrigin::Derived(_) | FigureOrigin::Given(_) => {
                self.unknown_in.get(period).map(String::as_str)
            }
        }
    }

    /// Its query; `None` if it is derived, given or unknown.
    pub fn query(&self) -> Option<&Query> {
        match &self.origin {
            FigureOrigin::Query(query) => Some(query),
            FigureOrigin::Derived(_) | FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => None,
        }
    }

    /// The figures that it is derived from, each once.
    pub fn operands(&self) -> Vec<FigureId> {
        let FigureOrigin::Derived(expression) = &self.origin else { return Vec::new() };
        let mut operands: Vec<FigureId> = Vec::new();
        for reference in expression.references() {
            if !operands.contains(&reference.figure) {
                operands.push(reference.figure);
            }
        }
        operands
    }

    /// Whether its label or note says that it is an unweighted mean, in which large and small groups count alike.
    pub fn is_said_to_be_unweighted(&self) -> bool {
        let says = |text: &str| {
            let text = text.to_lowercase();
            ["uvægt", "vægtet", "tæller lige"].iter().any(|word| text.contains(word))
        };
        says(&self.label) || says(&self.note)
    }

    /// Whether it has members rather than one value.
    ///
    /// For a derived figure that depends on what it is derived from: see [`crate::snapshot::Value`].
    pub fn is_query_series(&self) -> bool {
        match &self.origin {
            FigureOrigin::Query(query) => !query.by.is_empty() || query.over > 1,
            FigureOrigin::Given(_) => true,
            FigureOrigin::Derived(_) | FigureOrigin::Unknown(_) => false,
        }
    }
}

/// Reports a figure with no origin, or with several.
fn check_one_origin(table: &TomlTable<'_>) {
    let is_unknown = table.has("unknown") && !table.is_table("unknown");
    let ways = ["from", "is", "rate", "given"].iter().filter(|key| table.has(key)).count() + usize::from(is_unknown);
    if ways != 1 {
        table.report(
            Code::MissingKey,
            &table.at,
            "Et nøgletal skal have netop én af »from«, »is«, »rate«, »given« og »unknown«.",
            "»from« tæller rækker i et datasæt, »is« regner på andre nøgletal, »unknown« siger, hvorfor tallet ikke kendes.",
        );
    }
}

fn read_origin(table: &TomlTable<'_>) -> FigureOrigin {
    let from = table.text("from");
    let derived = table.text("is");
    let given = given::read(table);
    let unknown = if table.is_table("unknown") { None } else { table.text("unknown") };
    check_one_origin(table);
    // Read in any case, so that its keys are known and its mistakes are reported.
    let query = read_query(table, from.as_ref());
    let unreadable = || FigureOrigin::Unknown(String::new());
    match (from, derived) {
        _ if given.is_some() => given.map_or_else(unreadable, FigureOrigin::Given),
        (Some(_), _) => query.map_or_else(unreadable, |query| FigureOrigin::Query(Box::new(query))),
        (None, Some(text)) => expression(table, text).map_or_else(unreadable, |is| FigureOrigin::Derived(Box::new(is))),
        (None, None) => FigureOrigin::Unknown(unknown.map_or_else(String::new, |why| why.value)),
    }
}

/// The query of a figure with `from`. `None` without `from`, after reporting keys that need it.
fn read_query(table: &TomlTable<'_>, from: Option<&Located<String>>) -> Option<Query> {
    let filter = table.text("where").and_then(|text| expression(table, text));
    let value = table.text("value");
    let by = read_by(table);
    let members = values(table.texts("members"));
    let once = table.texts("once");
    let as_of = table.text("as_of").and_then(|text| expression(table, text));
    let over = table.count_within("over", 1, 50).unwrap_or(1);
    let scope = Scope::read(table.text("scope"));
    let times = [("default", QueryTime::Default), ("during", QueryTime::During), ("all", QueryTime::All)];
    let time = table.choice("time", &times).unwrap_or(QueryTime::Default);
    let Some(from) = from else {
        for key in ["where", "value", "by", "members", "once", "as_of", "over", "time", "scope"] {
            if table.has(key) {
                let message = format!("»{key}« hører til et nøgletal med »from«.");
                table.report(Code::UnknownKey, &table.at_key(key), message, "");
            }
        }
        return None;
    };
    let default = || Located { value: "COUNT(*)".to_owned(), at: table.at.clone() };
    let value = expression(table, value.unwrap_or_else(default)).or_else(|| Expression::parse(default()).ok())?;
    let (dataset, list) = match from.value.split_once('.') {
        Some((dataset, list)) => (dataset.to_owned(), Some(list.to_owned())),
        None => (from.value.clone(), None),
    };
    Some(Query { from: QueryFrom { dataset, list }, filter, value, by, members, once, time, as_of, scope, over })
}

/// The expression; `None` after reporting why it cannot be read.
fn expression(table: &TomlTable<'_>, text: Located<String>) -> Option<Expression> {
    Expression::parse(text).map_err(|finding| table.report_finding(*finding)).ok()
}

/// `unknown = { "2023" = "Systemet blev først taget i brug i 2024." }`, beside `from`.
fn read_unknown_in(table: &TomlTable<'_>) -> IndexMap<String, String> {
    if !table.is_table("unknown") {
        return IndexMap::new();
    }
    if table.has("is") {
        table.report(
            Code::BadValue,
            &table.at_key("unknown"),
            "Et nøgletal med »is« kan ikke være ukendt i enkelte perioder.",
            "Det er ukendt, når et af de tal, det er udregnet af, er det. Skriv »unknown« ved det.",
        );
    }
    let reasons = table.table("unknown").map(|unknown| unknown.text_entries()).unwrap_or_default();
    for (period, why) in &reasons {
        if let Err(message) = Period::parse(period) {
            table.report(Code::BadValue, &why.at, format!("»{period}« er ikke en periode."), message);
        }
    }
    reasons.into_iter().map(|(period, why)| (period, why.value)).collect()
}

/// `by = "region"` or `by = ["region", "kvartal"]`.
fn read_by(table: &TomlTable<'_>) -> Vec<Expression> {
    let texts = table.texts("by");
    if texts.is_empty() && table.has("by") {
        let message = "»by« skal have mindst én kolonne eller ét udtryk.";
        table.report(Code::BadValue, &table.at_key("by"), message, "Slet nøglen, hvis nøgletallet er ét tal.");
    }
    for (i, text) in texts.iter().enumerate() {
        if texts[..i].iter().any(|earlier| earlier.value == text.value) {
            table.report(Code::DuplicateId, &text.at, format!("»{}« står to gange i »by«.", text.value), "");
        }
    }
    texts.into_iter().filter_map(|text| expression(table, text)).collect()
}
