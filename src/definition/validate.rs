//! Checks that need all files of a report: references between them, types, cycles.

mod batch;
mod charts;
mod concepts;
mod feedback;
mod persons;
mod protection;
mod query;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::Definition;
use super::expression::{
    Expression, Names, SqlType, check_series_aggregates, check_shares, check_statement, check_types,
};
use super::figure::{FigureDefinition, FigureOrigin, NumberFormat};
use super::hashes::hashes;
use super::reader::At;
use super::table::LocatedFigure;
use super::unchecked::UncheckedDefinition;
use crate::danish::did_you_mean;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings};
use query::check_query;

impl UncheckedDefinition {
    /// Reports every reference to something undefined and every invalid expression. `None` if the findings have errors.
    pub fn validate(self, findings: &Findings) -> Option<Definition> {
        // The ends of an interval have the references of their rate.
        let ends: BTreeSet<&FigureId> =
            self.figures.values().filter_map(|figure| figure.interval.as_ref()).flatten().collect();
        for figure in self.figures.values().filter(|figure| !ends.contains(&figure.id)) {
            match &figure.origin {
                FigureOrigin::Query(query) => {
                    check_query(&self, figure, query, findings);
                    batch::check_scope(&self, figure, query, findings);
                    protection::check(&self, figure, query, findings);
                }
                FigureOrigin::Derived(expression) => {
                    check_references(&self, expression, findings);
                    check_is_number(expression, findings);
                }
                FigureOrigin::Given(_) | FigureOrigin::Unknown(_) => {}
            }
            check_labels(&self, figure, findings);
            check_was(&self, figure, findings);
        }
        for chapter in &self.chapters {
            for check in &chapter.checks {
                check_references(&self, &check.that, findings);
                check_types(&check.that, Names::Figures, &mut |finding| findings.push(finding));
                check_statement(&check.that, &mut |finding| findings.push(finding));
            }
            for reference in chapter.tables.iter().flat_map(|table| table.figures()) {
                check_reference(&self, reference, findings);
            }
            chapter.charts.iter().for_each(|chart| charts::check(&self, chart, findings));
        }
        batch::check(&self, findings);
        for join in self.joins.values().flatten() {
            protection::check_join(&self, join, findings);
        }
        protection::check_datasets(&self, findings);
        protection::check_batch(&self, findings);
        concepts::check(&self, findings);
        persons::check(&self, findings);
        let derived_order = order_derived(&self, findings);
        if findings.has_errors() {
            return None;
        }
        // An impossible join is an error, so at this point all joins are `Some`.
        let joins = self.joins.into_iter().filter_map(|(id, join)| Some((id, join?))).collect();
        let Self { report, datasets, chapters, figures, concepts, templates, .. } = self;
        let none = IndexMap::new();
        let mut definition =
            Definition { report, datasets, joins, chapters, figures, derived_order, hashes: none, concepts, templates };
        definition.hashes = hashes(&definition);
        feedback::check(&definition, findings);
        Some(definition)
    }
}

/// Reports a former id that another figure still has, or that two figures claim.
fn check_was(definition: &UncheckedDefinition, figure: &FigureDefinition, findings: &Findings) {
    let Some(was) = &figure.was else { return };
    let taken = definition
        .figures
        .values()
        .any(|other| other.id == *was || (other.id != figure.id && other.was.as_ref() == Some(was)));
    if taken {
        let message = format!("»{}« kan ikke have heddet »{was}«: det gør et andet nøgletal.", figure.id);
        findings.push(
            Finding::new(Code::DuplicateId, figure.at.place(), message).advise(
                "»was« er det navn, som nøgletallet havde i tidligere års rapporter, og som intet andet har nu.",
            ),
        );
    }
}

fn check_is_number(expression: &Expression, findings: &Findings) {
    let found = check_types(expression, Names::Figures, &mut |finding| findings.push(finding));
    if !matches!(found, SqlType::Number | SqlType::Any) {
        let message = format!("»is« skal give et tal, men »{}« er {}.", expression.text, found.danish());
        findings.push(Finding::new(Code::SqlType, expression.at.place(), message));
    }
}

fn check_references(definition: &UncheckedDefinition, expression: &Expression, findings: &Findings) {
    check_series_aggregates(expression, &mut |finding| findings.push(finding));
    let is_share = |id: &str| definition.figures.get(id).is_some_and(|figure| figure.format.is_share());
    check_shares(expression, &is_share, &mut |finding| findings.push(finding));
    let references = expression.references();
    for reference in &references {
        check_reference(definition, &LocatedFigure { value: reference.named(), at: reference.at.clone() }, findings);
    }
    // A word without a point is a column, and derived figures and checks have no columns.
    for (name, at) in expression.columns() {
        let part_of_reference = name.contains('.')
            || references.iter().any(|reference| {
                reference.figure.split('.').any(|part| part == name)
                    || reference.member.as_deref() == Some(name.as_str())
            });
        if !part_of_reference {
            report_unknown_figure(definition, &name, &at, findings);
        }
    }
}

/// Reports a reference to an undefined figure, or to an unknown member if the members are known before the data is read.
fn check_reference(definition: &UncheckedDefinition, reference: &LocatedFigure, findings: &Findings) {
    let Some(figure) = definition.figures.get(&reference.value.id) else {
        report_unknown_figure(definition, &reference.value.id, &reference.at, findings);
        return;
    };
    let Some(member) = &reference.value.member else { return };
    let members = definition.declared_members(figure);
    let is_known = members.iter().any(|known| known == member);
    // In a series over time or over several columns, the last part of a member's name is not always known before the data is
    // read.
    let whole = matches!(&figure.origin, FigureOrigin::Query(query) if query.by.len() > 1 && query.over == 1);
    if !members.is_empty() && !is_known && (whole || !member.contains(", ")) {
        let hint = did_you_mean(member, members.iter().map(String::as_str));
        findings.push(
            Finding::new(
                Code::UnknownMember,
                reference.at.place(),
                format!("»{}« har intet medlem »{member}«.", figure.id),
            )
            .advise(if hint.is_empty() { format!("Medlemmer: {}.", members.join(", ")) } else { hint }),
        );
    }
}

/// Reports a figure that is not defined, with the nearest that is.
fn report_unknown_figure(definition: &UncheckedDefinition, id: &str, at: &At, findings: &Findings) {
    // A key that is missing is reported itself.
    if id.is_empty() {
        return;
    }
    findings.push(
        Finding::new(Code::UnknownFigure, at.place(), format!("Nøgletallet »{id}« er ikke defineret."))
            .advise(did_you_mean(id, definition.figures.keys().map(FigureId::as_str))),
    );
}

fn check_labels(definition: &UncheckedDefinition, figure: &FigureDefinition, findings: &Findings) {
    let values = definition.declared_values(figure);
    // If the data decides on a part of the members, any label may belong to one.
    let members: Vec<String> =
        if values.iter().any(Vec::is_empty) { Vec::new() } else { values.into_iter().flatten().collect() };
    for label in figure.labels.keys().filter(|label| !members.is_empty() && !members.contains(label)) {
        findings.push(
            Finding::new(
                Code::UnknownMember,
                figure.at.place(),
                format!("»labels« nævner »{label}«, som ikke er et medlem af »{}«.", figure.id),
            )
            .advise(did_you_mean(label, members.iter().map(String::as_str))),
        );
    }
    if matches!(figure.format, NumberFormat::Percent(_)) && figure.unit.is_some() {
        findings.push(Finding::new(
            Code::BadValue,
            figure.at.place(),
            format!("»{}« er en andel og kan ikke have en enhed.", figure.id),
        ));
    }
}

/// The derived figures, each after those it is derived from; those in a cycle are reported and left out.
fn order_derived(definition: &UncheckedDefinition, findings: &Findings) -> Vec<FigureId> {
    let mut waiting: BTreeMap<&str, BTreeSet<FigureId>> = BTreeMap::new();
    for figure in definition.figures.values() {
        if let FigureOrigin::Derived(expression) = &figure.origin {
            waiting.insert(&figure.id, expression.references().into_iter().map(|reference| reference.figure).collect());
        }
    }
    let mut order: Vec<FigureId> = Vec::new();
    loop {
        let ready: Vec<&str> = waiting
            .iter()
            .filter(|(_, needs)| needs.iter().all(|need| !waiting.contains_key(need.as_str())))
            .map(|(id, _)| *id)
            .collect();
        if ready.is_empty() {
            break;
        }
        for id in ready {
            waiting.remove(id);
            order.push(id.into());
        }
    }
    // The rest are in a cycle or depend on one. Each cycle is reported once.
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for id in waiting.keys() {
        let needed = needed_by(&waiting, id);
        if !needed.contains(id) || told.contains(id) {
            continue;
        }
        let ring: Vec<&str> = needed.into_iter().filter(|other| needed_by(&waiting, other).contains(id)).collect();
        let others: Vec<&str> = ring.iter().copied().filter(|other| other != id).collect();
        let others = if others.is_empty() { "sig selv".to_owned() } else { others.join(", ") };
        told.extend(ring);
        findings.push(
            Finding::new(
                Code::FigureCycle,
                definition.figures[*id].at.place(),
                format!("»{id}« er udregnet i ring: gennem {others}."),
            )
            .advise("Regn et af dem ud af noget andet."),
        );
    }
    order
}

/// The figures that a figure is derived from, directly or through others, in order of their names.
fn needed_by<'w>(waiting: &BTreeMap<&'w str, BTreeSet<FigureId>>, id: &str) -> BTreeSet<&'w str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&str> = vec![id];
    while let Some(current) = next.pop() {
        for need in waiting.get(current).into_iter().flatten() {
            if let Some((need, _)) = waiting.get_key_value(need.as_str())
                && found.insert(*need)
            {
                next.push(need);
            }
        }
    }
    found
}
