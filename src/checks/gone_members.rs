//! Reports members of printed series that the period before had and this one lacks: a table of one period cannot show that they
//! are gone.

use std::collections::BTreeSet;

use super::shown;
use crate::danish;
use crate::definition::Definition;
use crate::definition::expression::Expression;
use crate::definition::table::TableDefinition;
use crate::definition::usage::{Usage, UsedIn};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;
use crate::snapshot::{Figure, Member, Snapshot, Value};

/// How many members a finding names.
const SHOWN: usize = 3;

/// Reports members with a number above zero in the period before that are gone from series in tables and charts of one period.
pub fn gone_members(definition: &Definition, snapshot: &Snapshot, earlier: &Snapshot, findings: &Findings) {
    let mut usage = None;
    // Several series by one column lose the same members.
    let mut told: BTreeSet<Vec<String>> = BTreeSet::new();
    for (id, figure) in &definition.figures {
        let is_by_name = figure.query().is_some_and(|query| query.over == 1 && query.by.iter().all(is_column));
        let (Some(now), Some(then)) = (snapshot.figures.get(id), snapshot.comparable(earlier, id)) else { continue };
        if !is_by_name {
            continue;
        }
        let gone = gone(now, &then);
        let names: Vec<String> = gone.iter().map(|member| member.key.join(", ")).collect();
        if gone.is_empty() || told.contains(&names) {
            continue;
        }
        let usage = usage.get_or_insert_with(|| Usage::of(definition));
        if !is_shown_for_one_period(usage, definition, id) {
            continue;
        }
        let named = gone.iter().zip(&names).take(SHOWN);
        let mut named: Vec<String> = named
            .map(|(member, name)| {
                format!("»{name}« ({})", shown::number(definition, id, member.value.unwrap_or_default()))
            })
            .collect();
        if gone.len() > SHOWN {
            named.push(format!("{} andre", danish::number((gone.len() - SHOWN) as f64, 0)));
        }
        let message = format!(
            "»{}« havde i {} også {}, som ikke er i dataene for {}.",
            figure.label,
            earlier.period.label,
            danish::list(&named),
            snapshot.period.label
        );
        findings.push(Finding::new(Code::GoneMember, figure.at.place(), message));
        told.insert(names);
    }
}

/// Whether a series is grouped by the texts of a column, not by months or the like.
fn is_column(by: &Expression) -> bool {
    by.text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The members that only the earlier series has. Empty if most are gone, as with titles of courses, which change each year.
fn gone<'a>(now: &Figure, then: &'a Figure) -> Vec<&'a Member> {
    let (Value::Series(now), Value::Series(then)) = (&now.value, &then.value) else { return Vec::new() };
    let known: BTreeSet<&[String]> = now.iter().map(|member| member.key.as_slice()).collect();
    let is_period = |member: &Member| member.key.iter().any(|part| Period::parse(part).is_ok());
    let counted = then.iter().filter(|member| member.value.is_some_and(|value| value > 0.0) && !is_period(member));
    let (stayed, gone): (Vec<&Member>, Vec<&Member>) =
        counted.partition(|member| known.contains(member.key.as_slice()));
    if stayed.len() > gone.len() { gone } else { Vec::new() }
}

/// Whether tables and charts show the whole series, and none of them beside the period before.
fn is_shown_for_one_period(usage: &Usage, definition: &Definition, id: &FigureId) -> bool {
    let periods = |used: &UsedIn| match used {
        UsedIn::Table(table) => definition.tables().find(|other| other.id == table.id).map(TableDefinition::periods),
        UsedIn::Chart(chart) => definition.charts().find(|other| other.id == chart.id).map(|chart| chart.periods()),
        _ => None,
    };
    let whole = id.whole();
    let mut shown = usage.of_figure(&whole).filter(|used| used.member.is_none()).filter_map(|used| periods(&used.what));
    shown.next().is_some_and(|first| first == 1 && shown.all(|periods| periods == 1))
}
