//! What only shows when all files of a report are seen together: names that refer to each other, types, cycles.

mod charts;

use std::collections::{BTreeMap, BTreeSet};

use super::Definition;
use super::dataset::{ColumnKind, Dataset, RowTime};
use super::expression::{
    Dates, Expression, SqlType, check_functions, check_no_aggregate, check_series_aggregates, check_statement,
    check_types, check_value,
};
use super::figure::{Figure, Format, Origin, Query, Time};
use super::members::{declared_members, declared_values};
use super::reader::At;
use super::table::FigureRef;
use crate::danish::did_you_mean;
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// Reports every reference that leads nowhere and every expression that cannot work, and sorts the derived figures.
pub fn validate(definition: &mut Definition, findings: &Findings) {
    for figure in definition.figures.values() {
        match &figure.origin {
            Origin::Query(query) => check_query(definition, figure, query, findings),
            Origin::Derived(expression) => check_references(definition, expression, findings),
            Origin::Unknown(_) => {}
        }
        check_labels(definition, figure, findings);
        check_was(definition, figure, findings);
    }
    for chapter in &definition.chapters {
        for check in &chapter.checks {
            check_references(definition, &check.that, findings);
            check_statement(&check.that, &mut |finding| findings.push(finding));
        }
        for reference in chapter.tables.iter().flat_map(|table| table.figures()) {
            check_reference(definition, reference, findings);
        }
        chapter.charts.iter().for_each(|chart| charts::check(definition, chart, findings));
    }
    super::concepts::check(definition, findings);
    definition.derived_order = order_derived(definition, findings);
}

/// A figure that another one was must be gone, and only one can be what it was.
fn check_was(definition: &Definition, figure: &Figure, findings: &Findings) {
    let Some(was) = &figure.was else { return };
    let taken = definition
        .figures
        .values()
        .any(|other| other.id == *was || (other.id != figure.id && other.was.as_ref() == Some(was)));
    if taken {
        let message = format!("»{}« kan ikke have heddet »{was}«: det gør et andet nøgletal.", figure.id);
        findings.push(
            Finding::error(Code::DuplicateId, figure.at.place(), message).advise(
                "»was« er det navn, som nøgletallet havde i tidligere års rapporter, og som intet andet har nu.",
            ),
        );
    }
}

fn check_query(definition: &Definition, figure: &Figure, query: &Query, findings: &Findings) {
    let Some(dataset) = definition.dataset(&query.from.dataset) else {
        let known = definition.datasets.keys().chain(definition.joins.keys());
        let hint = did_you_mean(&query.from.dataset, known.map(String::as_str));
        findings.push(
            Finding::error(
                Code::UnknownDataset,
                figure.at.place(),
                format!("Datasættet »{}« er ikke defineret.", query.from.dataset),
            )
            .advise(hint),
        );
        return;
    };
    // What is wrong with a dataset without columns was said where it is defined.
    if dataset.columns.is_empty() {
        return;
    }
    if let Some(list) = &query.from.list
        && definition.joins.contains_key(&dataset.id)
    {
        findings.push(
            Finding::error(
                Code::BadValue,
                figure.at.place(),
                format!("»{}« er et sammenkædet datasæt, og »from« kan ikke dele dets lister op.", dataset.id),
            )
            .advise(format!("Tæl punkterne i »{list}« i det datasæt, listen står i.")),
        );
    } else if let Some(list) = &query.from.list
        && !matches!(dataset.columns.get(list).map(|column| &column.kind), Some(ColumnKind::List { .. }))
    {
        findings.push(
            Finding::error(
                Code::UnknownColumn,
                figure.at.place(),
                format!("»{}« har ingen listekolonne »{list}«.", dataset.id),
            )
            .advise("Efter punktummet i »from« skal stå en kolonne med type = \"list\"."),
        );
    }
    let mut push = |finding| findings.push(finding);
    for expression in query.expressions() {
        for (name, at) in expression.columns() {
            check_column(definition, dataset, &name, &at, findings);
        }
        check_placeholders(expression, findings);
        check_functions(expression, &mut push);
    }
    let items = query.from.list.as_deref();
    if let Some(filter) = &query.filter {
        expect(
            filter,
            dataset,
            items,
            SqlType::Boolean,
            "»where« skal være et udsagn, der er sandt eller falsk",
            findings,
        );
        check_no_aggregate(filter, &mut push);
    }
    expect(&query.value, dataset, items, SqlType::Number, "»value« skal give et tal", findings);
    check_value(&query.value, &mut push);
    for by in &query.by {
        if check_types(by, dataset, items, &mut push) == SqlType::List {
            push(
                Finding::error(Code::SqlType, by.at.place(), format!("»{}« er en liste.", by.text))
                    .advise(format!("Brug from = \"{}.{}\".", dataset.id, by.text)),
            );
        }
        check_no_aggregate(by, &mut push);
    }
    if query.by.len() > 1 && !query.members.is_empty() {
        push(
            Finding::error(Code::BadValue, figure.at.place(), "»members« hører til en serie med ét udtryk i »by«.").advise(
                "Slet »members«. Er en kolonne en kategori, står dens værdier i den rækkefølge, de har i datasets.toml.",
            ),
        );
    }
    if let Some(as_of) = &query.as_of {
        let any_year = Period::parse("2024").map(|period| Dates::of(&period));
        if any_year.is_ok_and(|dates| as_of.date(&dates).is_none()) {
            findings.push(
                Finding::error(Code::SqlType, as_of.at.place(), format!("»{}« er ikke en dag.", as_of.text))
                    .advise("Skriv fx :end + INTERVAL '3 months'."),
            );
        }
    }
    check_once(definition, dataset, query, findings);
    let is_register = matches!(dataset.time, RowTime::Valid { .. });
    if !is_register && (query.as_of.is_some() || query.time == Time::During) {
        findings.push(Finding::error(
            Code::BadValue,
            figure.at.place(),
            format!(
                "»as_of« og »time = during« kræver et register, men datasættet »{}« har ingen »valid«.",
                dataset.id
            ),
        ));
    }
}

/// The columns of `once`, of which a row must have one value each.
fn check_once(definition: &Definition, dataset: &Dataset, query: &Query, findings: &Findings) {
    for column in &query.once {
        check_column(definition, dataset, &column.value, &column.at, findings);
        let kind = dataset.columns.get(&column.value).map(|column| &column.kind);
        if query.from.list.is_some() {
            let message = "»once« kan ikke bruges, hvor »from« deler en liste op i rækker.";
            let advice = "Brug COUNT(DISTINCT …) i »value«, eller tæl rækkerne i datasættet selv.";
            findings.push(Finding::error(Code::BadValue, column.at.place(), message).advise(advice));
        } else if matches!(kind, Some(ColumnKind::List { .. })) {
            let message = format!("Kolonnen »{}« er en liste og kan ikke stå i »once«.", column.value);
            findings.push(Finding::error(Code::SqlType, column.at.place(), message));
        }
    }
}

/// A column that the dataset does not have.
fn check_column(definition: &Definition, dataset: &Dataset, name: &str, at: &At, findings: &Findings) {
    match dataset.columns.get(name) {
        None => {
            let both = definition.joins.get(&dataset.id).and_then(|join| join.names_of_both(name));
            let known: Vec<_> = dataset.columns.keys().map(String::as_str).collect();
            let hint = did_you_mean(name, known.iter().copied());
            let advice = match both {
                Some([first, second]) => format!("Begge datasæt har en »{name}«: skriv »{first}« eller »{second}«."),
                None if hint.is_empty() => format!("Kolonner: {}.", known.join(", ")),
                None => hint,
            };
            let message = format!("Datasættet »{}« har ingen kolonne »{name}«.", dataset.id);
            findings.push(Finding::error(Code::UnknownColumn, at.place(), message).advise(advice));
        }
        Some(column) if column.drop => {
            let message = format!("Kolonnen »{name}« bliver ikke læst, fordi den er erklæret med drop = true.");
            findings.push(Finding::error(Code::UnknownColumn, at.place(), message));
        }
        Some(_) => {}
    }
}

/// Placeholders that stand for no date.
fn check_placeholders(expression: &Expression, findings: &Findings) {
    for (name, at) in expression.unknown_placeholders() {
        findings.push(
            Finding::error(Code::UnknownColumn, at.place(), format!("»{name}« er ikke en dato, som kapreport kender."))
                .advise(format!("Mulige: {}.", super::expression::PLACEHOLDERS.join(", "))),
        );
    }
}

/// The expression's type, reported where it is another than wanted.
fn expect(
    expression: &Expression,
    dataset: &Dataset,
    items: Option<&str>,
    wanted: SqlType,
    message: &str,
    findings: &Findings,
) {
    let found = check_types(expression, dataset, items, &mut |finding| findings.push(finding));
    if found != wanted && found != SqlType::Any {
        findings.push(Finding::error(
            Code::SqlType,
            expression.at.place(),
            format!("{message}, men »{}« er {}.", expression.text, found.danish()),
        ));
    }
}

fn check_references(definition: &Definition, expression: &Expression, findings: &Findings) {
    check_series_aggregates(expression, &mut |finding| findings.push(finding));
    check_functions(expression, &mut |finding| findings.push(finding));
    let references = expression.references();
    for reference in &references {
        let as_ref =
            FigureRef { figure: reference.figure.clone(), member: reference.member.clone(), at: reference.at.clone() };
        check_reference(definition, &as_ref, findings);
    }
    // A lone word is a column, and there are none here.
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

/// The figure is defined, and the member is one of its members as far as they are known before the data is read.
fn check_reference(definition: &Definition, reference: &FigureRef, findings: &Findings) {
    let Some(figure) = definition.figures.get(&reference.figure) else {
        report_unknown_figure(definition, &reference.figure, &reference.at, findings);
        return;
    };
    let Some(member) = &reference.member else { return };
    let members = declared_members(definition, figure);
    let is_known = members.iter().any(|known| known == member);
    // What the last part of a name is, where a series is over time or over several columns, is not always known before the data.
    let whole = matches!(&figure.origin, Origin::Query(query) if query.by.len() > 1 && query.over == 1);
    if !members.is_empty() && !is_known && (whole || !member.contains(", ")) {
        let hint = did_you_mean(member, members.iter().map(String::as_str));
        findings.push(
            Finding::error(
                Code::UnknownMember,
                reference.at.place(),
                format!("»{}« har intet medlem »{member}«.", figure.id),
            )
            .advise(if hint.is_empty() { format!("Medlemmer: {}.", members.join(", ")) } else { hint }),
        );
    }
}

/// Reports a figure that is not defined, with the nearest that is.
pub fn report_unknown_figure(definition: &Definition, id: &str, at: &At, findings: &Findings) {
    findings.push(
        Finding::error(Code::UnknownFigure, at.place(), format!("Nøgletallet »{id}« er ikke defineret."))
            .advise(did_you_mean(id, definition.figures.keys().map(String::as_str))),
    );
}

fn check_labels(definition: &Definition, figure: &Figure, findings: &Findings) {
    let values = declared_values(definition, figure);
    // Where the data decides on a part of the members, any label may be for one.
    let members: Vec<String> =
        if values.iter().any(Vec::is_empty) { Vec::new() } else { values.into_iter().flatten().collect() };
    for label in figure.labels.keys().filter(|label| !members.is_empty() && !members.contains(label)) {
        findings.push(
            Finding::error(
                Code::UnknownMember,
                figure.at.place(),
                format!("»labels« nævner »{label}«, som ikke er et medlem af »{}«.", figure.id),
            )
            .advise(did_you_mean(label, members.iter().map(String::as_str))),
        );
    }
    if matches!(figure.format, Format::Percent(_)) && figure.unit.is_some() {
        findings.push(Finding::error(
            Code::BadValue,
            figure.at.place(),
            format!("»{}« er en andel og kan ikke have en enhed.", figure.id),
        ));
    }
}

/// The derived figures, each after those it is derived from; those in a cycle are reported and left out.
fn order_derived(definition: &Definition, findings: &Findings) -> Vec<String> {
    let mut waiting: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for figure in definition.figures.values() {
        if let Origin::Derived(expression) = &figure.origin {
            waiting.insert(&figure.id, expression.references().into_iter().map(|reference| reference.figure).collect());
        }
    }
    let mut order: Vec<String> = Vec::new();
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
            order.push(id.to_owned());
        }
    }
    // What is left is in a cycle or needs one that is; name only those that reach themselves.
    for id in waiting.keys() {
        let mut path = vec![*id];
        let mut next = vec![*id];
        let mut seen = BTreeSet::new();
        let mut cyclic = false;
        while let Some(current) = next.pop() {
            for need in waiting.get(current).into_iter().flatten().filter(|need| waiting.contains_key(need.as_str())) {
                cyclic |= need == id;
                if seen.insert(need.as_str()) {
                    next.push(need);
                    path.push(need);
                }
            }
        }
        if cyclic {
            path.retain(|step| *step != *id);
            let figure = &definition.figures[*id];
            let others = if path.is_empty() { "sig selv".to_owned() } else { path.join(", ") };
            findings.push(Finding::error(
                Code::FigureCycle,
                figure.at.place(),
                format!("»{id}« er udregnet i ring: gennem {others}."),
            ));
        }
    }
    order
}
