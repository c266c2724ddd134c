//! Joined datasets: each row of one dataset paired with each row of another that has equal values in some columns.

use indexmap::IndexMap;

use super::dataset::{ColumnKind, Dataset, RowTime};
use super::reader::{At, Located, TomlTable};
use crate::danish;
use crate::findings::{Code, Finding, Findings};

/// Two datasets joined. Rows of the first without a partner in the second are left out.
#[derive(Debug, Clone)]
pub struct Join {
    /// The dataset that gives the rows their time.
    pub first: String,
    /// The dataset whose rows are matched to those of the first; of a register, the rows that are valid on the day of the event.
    pub second: String,
    /// The columns in which both rows must have equal values. An empty cell equals nothing.
    pub on: Vec<String>,
    /// What a figure sees of its rows: the columns of both datasets and the time of the first. It is read from no file.
    pub rows: Dataset,
    /// Where each of its columns comes from, by the column's name.
    pub origins: IndexMap<String, ColumnOrigin>,
    /// The columns by which rows match in time, if `second` is a register.
    pub valid: Option<Validity>,
    /// The calendar span around the day in which the register's row must be valid throughout; `None` if the day itself is enough.
    pub whole: Option<CalendarSpan>,
}

/// A span of the calendar that a day lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarSpan {
    Month,
    Quarter,
    Year,
}

impl CalendarSpan {
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// As `DATE_TRUNC` names it.
    pub fn sql(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// »måned«, »kvartal«, »år«.
    pub fn danish(self) -> &'static str {
        match self {
            Self::Month => "måned",
            Self::Quarter => "kvartal",
            Self::Year => "år",
        }
    }
}

/// Where a column of a joined dataset comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnOrigin {
    /// Which of the two datasets.
    pub side: JoinSide,
    /// What it is called there.
    pub column: String,
}

/// One of the two datasets of a join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinSide {
    First,
    Second,
}

/// On which day a row of the second dataset must be valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validity {
    /// The column of the first dataset with the day.
    pub day: String,
    /// The column of the second with the first valid day.
    pub from: String,
    /// The column of the second with the last valid day, or the day after it.
    pub to: String,
    /// Whether the day in `to` is the last valid one.
    pub inclusive: bool,
}

/// A joined dataset as it is written, before the datasets that it names are known.
pub(super) struct UncheckedJoin {
    id: Located<String>,
    label: String,
    datasets: Vec<Located<String>>,
    on: Vec<Located<String>>,
    whole: Option<CalendarSpan>,
    at_join: At,
    at_whole: At,
}

impl UncheckedJoin {
    /// Reads `[daekning]` with `label`, `join` and `on`; its mistakes become findings.
    pub fn read(id: Located<String>, table: TomlTable<'_>) -> Self {
        let written = Self {
            label: table.required_text("label").value,
            datasets: table.required_texts("join"),
            on: table.required_texts("on"),
            whole: table.choice(
                "whole",
                &[("month", CalendarSpan::Month), ("quarter", CalendarSpan::Quarter), ("year", CalendarSpan::Year)],
            ),
            at_join: table.at_key("join"),
            at_whole: table.at_key("whole"),
            id,
        };
        if written.on.is_empty() && table.has("on") {
            table.report(Code::BadValue, &table.at_key("on"), "»on« skal have mindst én kolonne.", "");
        }
        table.finish();
        written
    }

    /// Joins the datasets. `None` if that is impossible; see the findings.
    pub fn resolve(self, datasets: &IndexMap<String, Dataset>, joins: &[String], findings: &Findings) -> Option<Join> {
        let [first, second] = self.find(datasets, joins, findings)?;
        if self.on.is_empty() {
            return None;
        }
        let report = |at: &At, message: String, advice: String| {
            findings.push(Finding::new(Code::BadValue, at.place(), message).advise(advice));
        };
        let valid = match validity(first, second) {
            Ok(valid) => valid,
            Err(advice) => {
                let message = format!(
                    "»{}« er et register, men rækkerne i »{}« har ingen dag, det kan gælde på.",
                    second.id, first.id
                );
                report(&self.at_join, message, advice);
                return None;
            }
        };
        if self.whole.is_some() && valid.is_none() {
            let message = format!("»whole« kræver, at »{}« er et register.", second.id);
            report(&self.at_whole, message, "Slet »whole«, eller giv datasættet »valid«.".to_owned());
        }
        let mut join = Join {
            first: first.id.clone(),
            second: second.id.clone(),
            on: self.on.iter().map(|on| on.value.clone()).collect(),
            rows: Dataset::joined(&self.id, &self.label),
            origins: IndexMap::new(),
            valid,
            whole: self.whole,
        };
        let comparable = self.on.iter().filter(|on| check_on(first, second, on, findings)).count() == self.on.len();
        let has_unique_names = join.put_columns(first, second, &self.at_join, findings);
        (comparable && has_unique_names).then_some(join)
    }

    /// The two datasets that `join` names.
    fn find<'a>(
        &self,
        datasets: &'a IndexMap<String, Dataset>,
        joins: &[String],
        findings: &Findings,
    ) -> Option<[&'a Dataset; 2]> {
        let report = |code, at: &At, message: String, advice: &str| {
            findings.push(Finding::new(code, at.place(), message).advise(advice));
        };
        let [first, second] = self.datasets.as_slice() else {
            let message = "»join« skal nævne netop to datasæt.".to_owned();
            report(Code::BadValue, &self.at_join, message, "Skriv fx join = [\"leverancer\", \"register\"].");
            return None;
        };
        let find = |name: &Located<String>| {
            let found = datasets.get(&name.value);
            if joins.contains(&name.value) {
                let message = format!("»{}« er selv et sammenkædet datasæt.", name.value);
                report(Code::BadValue, &name.at, message, "Kæd to datasæt sammen, som læses fra filer.");
            } else if found.is_none() {
                let hint = danish::did_you_mean(&name.value, datasets.keys().map(String::as_str));
                let message = format!("Datasættet »{}« er ikke defineret.", name.value);
                report(Code::UnknownDataset, &name.at, message, &hint);
            }
            found
        };
        // Both are looked up before this returns, so that both are reported if missing.
        let (Some(a), Some(b)) = (find(first), find(second)) else { return None };
        if a.id == b.id {
            let message = format!("»{}« kan ikke kædes sammen med sig selv.", a.id);
            report(Code::BadValue, &second.at, message, "");
            return None;
        }
        Some([a, b])
    }
}

/// How rows of the second dataset match by day; `None` if it is not a register. The error is advice in Danish.
fn validity(first: &Dataset, second: &Dataset) -> Result<Option<Validity>, String> {
    match (&first.time, &second.time) {
        (RowTime::Event(day), RowTime::Valid { from, to, inclusive }) => {
            Ok(Some(Validity { day: day.clone(), from: from.clone(), to: to.clone(), inclusive: *inclusive }))
        }
        (_, RowTime::Valid { .. }) => Err(format!(
            "Nævn først et datasæt med »period«, så hver række har en dag, eller slet »valid« i »{}«.",
            second.id
        )),
        _ => Ok(None),
    }
}

/// Whether rows can be joined on this column. Reports why not.
fn check_on(first: &Dataset, second: &Dataset, on: &Located<String>, findings: &Findings) -> bool {
    let mut kinds = Vec::new();
    for dataset in [first, second] {
        let finding = match dataset.columns.get(&on.value) {
            Some(column) if column.drop => Finding::new(
                Code::UnknownColumn,
                on.at.place(),
                format!(
                    "Kolonnen »{}« i »{}« bliver ikke læst, fordi den er erklæret med drop = true.",
                    on.value, dataset.id
                ),
            ),
            Some(column) => match comparable(&column.kind) {
                Some(kind) => {
                    kinds.push((kind, &dataset.id, column.kind.danish()));
                    continue;
                }
                None => Finding::new(
                    Code::SqlType,
                    on.at.place(),
                    format!(
                        "Kolonnen »{}« i »{}« er {} og kan ikke stå i »on«.",
                        on.value,
                        dataset.id,
                        column.kind.danish()
                    ),
                ),
            },
            None => Finding::new(
                Code::UnknownColumn,
                on.at.place(),
                format!("Datasættet »{}« har ingen kolonne »{}«.", dataset.id, on.value),
            )
            .advise(
                format!(
                    "»on« er kolonner, som begge datasæt har under samme navn. {}",
                    danish::did_you_mean(&on.value, dataset.columns.keys().map(String::as_str))
                )
                .trim(),
            ),
        };
        findings.push(finding);
    }
    let [(a, first, a_danish), (b, second, b_danish)] = kinds[..] else { return false };
    if a != b {
        let message = format!("»{}« er {a_danish} i »{first}«, men {b_danish} i »{second}«.", on.value);
        findings.push(Finding::new(Code::SqlType, on.at.place(), message).advise("Giv kolonnen samme type i begge."));
    }
    a == b
}

/// The kind of the values; columns can be equal only if their kinds are. `None` for kinds that cannot be compared.
fn comparable(kind: &ColumnKind) -> Option<&'static str> {
    match kind {
        ColumnKind::Text | ColumnKind::Category(_) | ColumnKind::Ydernummer => Some("text"),
        ColumnKind::Integer(_) => Some("integer"),
        ColumnKind::Date(_) => Some("date"),
        ColumnKind::Boolean => Some("boolean"),
        ColumnKind::Decimal(_) | ColumnKind::List { .. } => None,
    }
}

impl Join {
    /// The headers of the columns in `on`.
    pub fn headers(&self) -> Vec<String> {
        let header =
            |on: &String| self.rows.columns.get(on).and_then(|column| column.headers.first()).unwrap_or(on).clone();
        self.on.iter().map(header).collect()
    }

    /// The headers of the columns in `on` as a quoted list: »Klynge« og »Region«.
    pub fn equal_in(&self) -> String {
        danish::list(&self.headers().iter().map(|header| format!("»{header}«")).collect::<Vec<_>>())
    }

    /// The two names in figures of a column that both datasets have and that is not in `on`; `None` for other columns.
    pub fn names_of_both(&self, column: &str) -> Option<[String; 2]> {
        let names = [format!("{}_{column}", self.first), format!("{}_{column}", self.second)];
        let is_other = |name: &String| self.origins.get(name).is_some_and(|origin| origin.column == column);
        names.iter().all(is_other).then_some(names)
    }

    /// Adds the columns of both datasets. A column that both have and that is not in `on` gets the dataset's id as prefix.
    /// Reports names that would occur twice, and returns whether all are unique.
    fn put_columns(&mut self, first: &Dataset, second: &Dataset, at: &At, findings: &Findings) -> bool {
        let mut has_unique_names = true;
        for (side, dataset, other) in [(JoinSide::First, first, second), (JoinSide::Second, second, first)] {
            for (name, column) in &dataset.columns {
                let is_equal = self.on.contains(name);
                if is_equal && side == JoinSide::Second {
                    continue;
                }
                let shared = !is_equal && other.columns.contains_key(name);
                let known_as = if shared { format!("{}_{name}", dataset.id) } else { name.clone() };
                if self.origins.contains_key(&known_as) {
                    let message = format!("To kolonner i det sammenkædede datasæt hedder »{known_as}«.");
                    let advice = "Giv den ene et andet navn i sit eget datasæt.";
                    findings.push(Finding::new(Code::DuplicateId, at.place(), message).advise(advice));
                    has_unique_names = false;
                }
                let mut column = column.clone();
                if shared {
                    column.headers.iter_mut().for_each(|header| *header = format!("{header} ({})", dataset.label));
                }
                self.rows.columns.insert(known_as.clone(), column);
                self.origins.insert(known_as, ColumnOrigin { side, column: name.clone() });
            }
        }
        let known_as = |column: &String| {
            let is_it = |origin: &ColumnOrigin| origin.side == JoinSide::First && origin.column == *column;
            self.origins
                .iter()
                .find(|(_, origin)| is_it(origin))
                .map_or_else(|| column.clone(), |(name, _)| name.clone())
        };
        self.rows.time = match &first.time {
            RowTime::Event(day) => RowTime::Event(known_as(day)),
            RowTime::Valid { from, to, inclusive } => {
                RowTime::Valid { from: known_as(from), to: known_as(to), inclusive: *inclusive }
            }
            RowTime::Timeless => RowTime::Timeless,
        };
        has_unique_names
    }
}
