//! Assembles a figure from the results of its statements: its members, their order, and their numbers.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Computed, member};
use crate::danish;
use crate::definition::figure::{FigureDefinition, FigureOrigin, Query};
use crate::definition::members::{MOST_MEMBERS, combinations};
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::{Member, Value};

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
        return Computed { value: Value::Series(members.collect()), rows: Some(rows), hidden: false };
    }
    let Some(keys) = keys(declared, &periods) else {
        report_too_many(figure, findings);
        return Computed { value: Value::Series(Vec::new()), rows: Some(rows), hidden: false };
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
    Computed { value: Value::Series(members), rows: Some(rows), hidden: false }
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

/// Compares keys part by part: in the declared order, otherwise as [`in_order`].
fn by_parts(declared: &[Vec<String>], a: &[String], b: &[String]) -> Ordering {
    let compare = |((values, a), b): ((&Vec<String>, &String), &String)| {
        let rank = |part: &String| values.iter().position(|value| value == part);
        if values.is_empty() { in_order(a, b) } else { rank(a).cmp(&rank(b)) }
    };
    declared.iter().zip(a).zip(b).map(compare).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// Numbers by size, then texts by letters.
pub fn in_order(a: &str, b: &str) -> Ordering {
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

/// Reports rows that count and belong to no member: a table of the series would lose them.
fn report_strays(
    figure: &FigureDefinition,
    query: &Query,
    declared: &[Vec<String>],
    periods: &[PeriodGroups],
    findings: &Findings,
) {
    for period in periods {
        for group in period.groups.iter().filter(|group| group.rows > 0) {
            let parts = group.key.iter().zip(declared).zip(&query.by);
            let stray = parts.into_iter().find(|((part, values), _)| match part {
                None => true,
                Some(part) => !values.is_empty() && !values.contains(part),
            });
            let Some(((part, values), by)) = stray else { continue };
            let which = if query.by.len() > 1 { format!(" i »{}«", by.text) } else { String::new() };
            let stray = match part {
                None => format!("har ingen værdi{which}"),
                Some(value) => format!("har værdien »{value}«{which}"),
            };
            let when = period.period.as_ref().map_or_else(String::new, |period| format!(" ({period})"));
            let message = format!(
                "{} tæller med i serien{when}, men {stray} og står ikke under noget medlem.",
                danish::rows(group.rows)
            );
            findings.push(
                Finding::new(Code::SeriesWithoutMember, Place::Figures { ids: vec![figure.id.whole()] }, message)
                    .quoting(part.iter().cloned())
                    .advise(match part {
                        None => "Udfyld feltet i rækkerne, eller udelad dem i »where«.".to_owned(),
                        Some(_) => {
                            let (what, key) =
                                if query.by.len() > 1 { ("værdien", "values") } else { ("medlemmet", "members") };
                            let values = values.join(", ");
                            format!("Ret rækkerne, eller tilføj {what} under »{key}«. Seriens medlemmer: {values}.")
                        }
                    }),
            );
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
