//! Assembles a figure from the results of its statements: its members, their order, and their numbers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{Computed, member};
use crate::danish;
use crate::definition::figure::{FigureDefinition, FigureOrigin, Query};
use crate::definition::members::{MOST_MEMBERS, combinations};
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::{Member, Value};

/// How many values without a member a finding names.
const MOST_NAMED: usize = 5;

/// A row of a result: the number of a member.
pub struct Group {
    /// A part is `None` if the rows have no value for it.
    pub key: Vec<Option<String>>,
    pub value: Option<f64>,
    /// Rows with a value.
    pub rows: u64,
    /// Rows that meet the figure's conditions, with or without a value.
    pub met: u64,
    /// Whether the number is hidden to protect few persons.
    pub hidden: bool,
}

impl Group {
    pub fn hide(&mut self) {
        (self.value, self.hidden) = (None, true);
    }
}

/// The result for one period of a figure.
pub struct PeriodGroups {
    /// The period, if the figure is a series over time.
    pub period: Option<String>,
    pub groups: Vec<Group>,
    /// Whether nothing is known of the period.
    pub is_unknown: bool,
}

/// Assembles a figure from the results for each of its periods.
///
/// The members of a series are all `declared` values of the parts that have them, combined with the combinations of other parts
/// that were found. So a region without rows in a quarter is a member: its counts are 0, and its other numbers are unknown.
pub fn assemble(
    figure: &FigureDefinition,
    declared: &[Vec<String>],
    periods: Vec<PeriodGroups>,
    findings: &Findings,
) -> Computed {
    let FigureOrigin::Query(query) = &figure.origin else { return Computed::unknown() };
    let rows = periods.iter().flat_map(|period| &period.groups).map(|group| group.rows).sum();
    if query.by.is_empty() && query.over == 1 {
        let group = periods.first().and_then(|period| period.groups.first());
        let hidden = group.is_some_and(|group| group.hidden);
        return Computed { value: Value::Scalar(group.and_then(|group| group.value)), rows: Some(rows), hidden };
    }
    if query.by.is_empty() {
        let members = periods.into_iter().map(|PeriodGroups { period, groups, is_unknown }| {
            let (value, rows) = groups.first().map_or((None, 0), |group| (group.value, group.rows));
            let hidden = groups.first().is_some_and(|group| group.hidden);
            Member { hidden, ..member(figure, period.into_iter().collect(), value, (!is_unknown).then_some(rows)) }
        });
        return Computed { value: Value::series(members.collect()), rows: Some(rows), hidden: false };
    }
    let Some(keys) = keys(declared, &periods) else {
        report_too_many(figure, findings);
        return Computed { value: Value::series(Vec::new()), rows: Some(rows), hidden: false };
    };
    report_strays(figure, query, declared, &periods, findings);
    report_shared_label(figure, query, &keys, findings);
    let nothing = query.value.is_zero_without_rows().then_some(0.0);
    let by_key: Vec<IndexMap<Vec<&str>, &Group>> = periods
        .iter()
        .map(|period| period.groups.iter().filter_map(|group| Some((whole(group)?, group))).collect())
        .collect();
    let mut members = Vec::new();
    for key in &keys {
        let key: Vec<&str> = key.iter().map(String::as_str).collect();
        for (period, groups) in periods.iter().zip(&by_key) {
            let group = groups.get(&key);
            let key = key.iter().map(|part| (*part).to_owned()).chain(period.period.clone()).collect();
            let (value, rows) = match group {
                Some(group) => (group.value, Some(group.rows)),
                None if period.is_unknown => (None, None),
                None => (nothing, Some(0)),
            };
            let hidden = group.is_some_and(|group| group.hidden);
            members.push(Member { hidden, ..member(figure, key, value, rows) });
        }
    }
    Computed { value: Value::series(members), rows: Some(rows), hidden: false }
}

/// The key, if no part of it is missing.
fn whole(group: &Group) -> Option<Vec<&str>> {
    group.key.iter().map(Option::as_deref).collect()
}

/// The keys of all members in order. `None` if there are more than [`MOST_MEMBERS`].
fn keys(declared: &[Vec<String>], periods: &[PeriodGroups]) -> Option<Vec<Vec<String>>> {
    let open = |part: &usize| declared.get(*part).is_none_or(Vec::is_empty);
    let found = periods.iter().flat_map(|period| &period.groups).filter(|group| group.met > 0).filter_map(whole);
    let of_open = |key: Vec<&str>| (0..key.len()).filter(&open).map(|part| key[part].to_owned()).collect();
    let found: BTreeSet<Vec<String>> = found.map(of_open).collect();
    let parts: Vec<usize> =
        (0..declared.len()).filter(&open).chain((0..declared.len()).filter(|part| !open(part))).collect();
    let rest: Vec<Vec<String>> = declared.iter().filter(|values| !values.is_empty()).cloned().collect();
    let found: Vec<Vec<String>> =
        if rest.len() == declared.len() { vec![Vec::new()] } else { found.into_iter().collect() };
    if rest.iter().map(Vec::len).fold(found.len(), usize::saturating_mul) > MOST_MEMBERS {
        return None;
    }
    let mut keys: Vec<Vec<String>> = combinations(found, &rest)
        .into_iter()
        .map(|key| {
            let mut placed: Vec<(usize, String)> = parts.iter().copied().zip(key).collect();
            placed.sort_by_key(|(part, _)| *part);
            placed.into_iter().map(|(_, value)| value).collect()
        })
        .collect();
    keys.sort_by(|a, b| by_parts(declared, a, b));
    Some(keys)
}

/// Compares keys part by part: declared values in their order, others by [`in_order`].
fn by_parts(declared: &[Vec<String>], a: &[String], b: &[String]) -> Ordering {
    let compare = |((values, a), b): ((&Vec<String>, &String), &String)| {
        let rank = |part: &String| values.iter().position(|value| value == part);
        if values.is_empty() { in_order(a, b) } else { rank(a).cmp(&rank(b)) }
    };
    declared.iter().zip(a).zip(b).map(compare).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Numbers by size, then texts by letters.
pub fn in_order(a: &str, b: &str) -> Ordering {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if a.len() == b.len() && is_digits(a) && is_digits(b) {
        return a.cmp(b);
    }
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        (Ok(_), Err(_)) => Ordering::Less,
        (Err(_), Ok(_)) => Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}

fn report_too_many(figure: &FigureDefinition, findings: &Findings) {
    let most = danish::number(MOST_MEMBERS as f64, 0);
    findings.push(
        Finding::new(
            Code::TooMuch,
            Place::Figures { ids: vec![figure.id.whole()] },
            format!("Serien får flere end {most} medlemmer."),
        )
        .advise("Del den op efter noget med færre værdier, eller udelad rækker i »where«."),
    );
}

/// Rows of a period that belong to no member for the same reason.
#[derive(Default)]
struct Strays<'a> {
    rows: u64,
    /// Their values instead of a member, in the order of the engine; empty if they have no value.
    values: Vec<&'a str>,
}

/// Reports rows that count and belong to no member: a table of the series would lose them.
fn report_strays(
    figure: &FigureDefinition,
    query: &Query,
    declared: &[Vec<String>],
    periods: &[PeriodGroups],
    findings: &Findings,
) {
    for period in periods {
        // By the part of the key, and whether it is empty.
        let mut strays: BTreeMap<(usize, bool), Strays<'_>> = BTreeMap::new();
        for group in period.groups.iter().filter(|group| group.rows > 0) {
            let stray = group.key.iter().zip(declared).position(|(part, values)| match part {
                None => true,
                Some(part) => !values.is_empty() && !values.contains(part),
            });
            let Some((at, part)) = stray.and_then(|at| Some((at, group.key.get(at)?))) else { continue };
            let found = strays.entry((at, part.is_none())).or_default();
            found.rows += group.rows;
            found.values.extend(part.as_deref().filter(|part| !found.values.contains(part)));
        }
        for ((at, _), mut found) in strays {
            found.values.sort_by(|a, b| in_order(a, b));
            let by = query.by.get(at).map_or("", |by| by.text.as_str());
            let which = if query.by.len() > 1 { format!(" i »{by}«") } else { String::new() };
            let when = period.period.as_ref().map_or_else(String::new, |period| format!(" ({period})"));
            let message = format!(
                "{} tæller med i serien{when}, men har {}{which} og står ikke under noget medlem.",
                danish::rows(found.rows),
                values_in_words(&found.values)
            );
            let advice = if found.values.is_empty() {
                format!("Udfyld feltet i rækkerne. Skal de ikke med, så skriv »{by} IS NOT NULL« i »where«.")
            } else {
                let (what, key) = match (query.by.len() > 1, found.values.len()) {
                    (true, 1) => ("værdien", "values"),
                    (true, _) => ("værdierne", "values"),
                    (false, 1) => ("medlemmet", "members"),
                    (false, _) => ("medlemmerne", "members"),
                };
                let members = declared.get(at).map_or_else(String::new, |values| values.join(", "));
                format!("Ret rækkerne, eller tilføj {what} under »{key}«. Seriens medlemmer: {members}.")
            };
            let place = Place::Figures { ids: vec![figure.id.whole()] };
            let quoted: Vec<String> = found.values.iter().take(MOST_NAMED).map(|value| (*value).to_owned()).collect();
            findings.push(Finding::new(Code::SeriesWithoutMember, place, message).quoting(quoted).advise(advice));
        }
    }
}

/// `ingen værdi`, `værdien »Møde«`, `værdierne »4«, »5«, »6« og 6 andre`.
fn values_in_words(values: &[&str]) -> String {
    let mut named: Vec<String> = values.iter().take(MOST_NAMED).map(|value| format!("»{value}«")).collect();
    match values {
        [] => "ingen værdi".to_owned(),
        [value] => format!("værdien »{value}«"),
        _ => {
            let more = values.len() - named.len();
            if more > 0 {
                named.push(format!("{more} {}", if more == 1 { "anden" } else { "andre" }));
            }
            format!("værdierne {}", danish::list(&named))
        }
    }
}

/// Reports a number that has a label and is a value in several keys of the series: in one it is a month, in another perhaps a
/// type. A text means the same in each.
fn report_shared_label(figure: &FigureDefinition, query: &Query, keys: &[Vec<String>], findings: &Findings) {
    let keys_with = |value: &String| -> Vec<String> {
        let has_value = |part: &usize| keys.iter().any(|key| key.get(*part) == Some(value));
        let parts = query.by.iter().enumerate().filter(|(part, _)| has_value(part));
        parts.map(|(_, by)| format!("»{}«", by.text)).collect()
    };
    let numbers = figure.labels.iter().filter(|(value, _)| value.parse::<f64>().is_ok());
    let shared = numbers.map(|(value, label)| (value, label, keys_with(value))).find(|(_, _, keys)| keys.len() > 1);
    if let Some((value, label, keys)) = shared {
        let message =
            format!("»labels« kalder »{value}« for »{label}«, men det er en værdi i både {}.", danish::list(&keys));
        let advice = "Lav tallene i den ene til tekster i »by«, fx CASE type WHEN 1 THEN 'Besøg' … END.";
        findings.push(
            Finding::new(Code::SameLabel, Place::Figures { ids: vec![figure.id.whole()] }, message).advise(advice),
        );
    }
}
