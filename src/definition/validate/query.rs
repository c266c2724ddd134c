//! Checks figures over datasets: their columns, the types of their expressions, and their use of time.

use super::super::dataset::{ColumnKind, Dataset, RowTime};
use super::super::expression::{
    Dates, Expression, Names, PLACEHOLDERS, SqlType, check_no_aggregate, check_types, check_value,
};
use super::super::figure::{FigureDefinition, Query, QueryTime};
use super::super::reader::At;
use super::super::unchecked::UncheckedDefinition;
use crate::danish::did_you_mean;
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// Reports what a figure needs but its dataset does not have.
pub fn check_query(definition: &UncheckedDefinition, figure: &FigureDefinition, query: &Query, findings: &Findings) {
    let Some(dataset) = definition.dataset_of(query) else {
        report_no_dataset(definition, figure, query, findings);
        return;
    };
    // A dataset without columns has been reported where it is defined.
    if dataset.columns.is_empty() {
        return;
    }
    check_list(definition, figure, query, dataset, findings);
    for expression in query.expressions() {
        for (name, at) in expression.columns() {
            check_column(definition, dataset, &name, &at, findings);
        }
        check_placeholders(expression, findings);
    }
    check_expressions(query, dataset, findings);
    if query.by.len() > 1 && !query.members.is_empty() {
        findings.push(
            Finding::new(Code::BadValue, figure.at.place(), "»members« hører til en serie med ét udtryk i »by«.").advise(
                "Slet »members«. Er en kolonne en kategori, står dens værdier i den rækkefølge, de har i datasets.toml.",
            ),
        );
    }
    check_once(definition, dataset, query, findings);
    check_time(figure, query, dataset, findings);
}

fn report_no_dataset(definition: &UncheckedDefinition, figure: &FigureDefinition, query: &Query, findings: &Findings) {
    let id = &query.from.dataset;
    // An impossible join has been reported where it is defined.
    if definition.joins.contains_key(id) {
        return;
    }
    let known: Vec<&str> = definition.datasets.keys().chain(definition.joins.keys()).map(String::as_str).collect();
    let near = did_you_mean(id, known.iter().copied());
    let advice = if near.is_empty() { format!("Datasæt: {}.", known.join(", ")) } else { near };
    let message = format!("Datasættet »{id}« er ikke defineret.");
    findings.push(Finding::new(Code::UnknownDataset, figure.at.place(), message).advise(advice));
}

/// Checks the list column whose items are rows.
fn check_list(
    definition: &UncheckedDefinition,
    figure: &FigureDefinition,
    query: &Query,
    dataset: &Dataset,
    findings: &Findings,
) {
    let Some(list) = &query.from.list else { return };
    if definition.joins.contains_key(&dataset.id) {
        let message = format!("»{}« er et sammenkædet datasæt, og »from« kan ikke dele dets lister op.", dataset.id);
        findings.push(
            Finding::new(Code::BadValue, figure.at.place(), message)
                .advise(format!("Tæl punkterne i »{list}« i det datasæt, listen står i.")),
        );
    } else if !matches!(dataset.columns.get(list).map(|column| &column.kind), Some(ColumnKind::List { .. })) {
        let message = format!("»{}« har ingen listekolonne »{list}«.", dataset.id);
        findings.push(
            Finding::new(Code::UnknownColumn, figure.at.place(), message)
                .advise("Efter punktummet i »from« skal stå en kolonne med type = \"list\"."),
        );
    }
}

/// Checks the types of `where`, `value` and `by`, and that only `value` aggregates.
fn check_expressions(query: &Query, dataset: &Dataset, findings: &Findings) {
    let names = Names::Columns { dataset, items: query.from.list.as_deref() };
    let mut push = |finding| findings.push(finding);
    if let Some(filter) = &query.filter {
        let message = "»where« skal være et udsagn, der er sandt eller falsk";
        expect(filter, names, SqlType::Boolean, message, findings);
        check_no_aggregate(filter, &mut push);
    }
    expect(&query.value, names, SqlType::Number, "»value« skal give et tal", findings);
    check_value(&query.value, &mut push);
    for by in &query.by {
        if check_types(by, names, &mut push) == SqlType::List {
            push(
                Finding::new(Code::SqlType, by.at.place(), format!("»{}« er en liste.", by.text))
                    .advise(format!("Brug from = \"{}.{}\".", dataset.id, by.text)),
            );
        }
        check_no_aggregate(by, &mut push);
        if by.columns().is_empty() {
            let message = format!("»{}« er det samme for alle rækker.", by.text);
            push(Finding::new(Code::SqlType, by.at.place(), message).advise("Skriv en kolonne i »by«."));
        }
    }
}

/// Checks that `as_of` is a date, and that the dataset's time allows what the query counts.
fn check_time(figure: &FigureDefinition, query: &Query, dataset: &Dataset, findings: &Findings) {
    if let Some(as_of) = &query.as_of {
        let any_year = Period::parse("2024").map(|period| Dates::of(&period));
        if any_year.is_ok_and(|dates| as_of.date(&dates).is_none()) {
            findings.push(
                Finding::new(Code::SqlType, as_of.at.place(), format!("»{}« er ikke en dag.", as_of.text))
                    .advise("Skriv fx :end + INTERVAL '3 months'."),
            );
        }
    }
    let is_register = matches!(dataset.time, RowTime::Valid { .. });
    if !is_register && (query.as_of.is_some() || query.time == QueryTime::During) {
        let message = format!(
            "»as_of« og »time = during« kræver et register, men datasættet »{}« har ingen »valid«.",
            dataset.id
        );
        findings.push(Finding::new(Code::BadValue, figure.at.place(), message));
    }
}

/// Checks the columns of `once`, which must have a single value in each row.
fn check_once(definition: &UncheckedDefinition, dataset: &Dataset, query: &Query, findings: &Findings) {
    for column in &query.once {
        check_column(definition, dataset, &column.value, &column.at, findings);
        let kind = dataset.columns.get(&column.value).map(|column| &column.kind);
        if query.from.list.is_some() {
            let message = "»once« kan ikke bruges, hvor »from« deler en liste op i rækker.";
            let advice = "Brug COUNT(DISTINCT …) i »value«, eller tæl rækkerne i datasættet selv.";
            findings.push(Finding::new(Code::BadValue, column.at.place(), message).advise(advice));
        } else if matches!(kind, Some(ColumnKind::List { .. })) {
            let message = format!("Kolonnen »{}« er en liste og kan ikke stå i »once«.", column.value);
            findings.push(Finding::new(Code::SqlType, column.at.place(), message));
        }
    }
}

/// Reports a column that the dataset does not have.
fn check_column(definition: &UncheckedDefinition, dataset: &Dataset, name: &str, at: &At, findings: &Findings) {
    match dataset.columns.get(name) {
        None => {
            let both = definition.join(&dataset.id).and_then(|join| join.names_of_both(name));
            let known: Vec<_> = dataset.columns.keys().map(String::as_str).collect();
            let hint = did_you_mean(name, known.iter().copied());
            let advice = match both {
                Some([first, second]) => format!("Begge datasæt har en »{name}«: skriv »{first}« eller »{second}«."),
                None if hint.is_empty() => {
                    format!(
                        "Kolonner: {}. Er det en tekst, så sæt den i enkelte anførselstegn: '{name}'.",
                        known.join(", ")
                    )
                }
                None => hint,
            };
            let message = format!("Datasættet »{}« har ingen kolonne »{name}«.", dataset.id);
            findings.push(Finding::new(Code::UnknownColumn, at.place(), message).advise(advice));
        }
        Some(column) if column.drop => {
            let message = format!("Kolonnen »{name}« bliver ikke læst, fordi den er erklæret med drop = true.");
            findings.push(Finding::new(Code::UnknownColumn, at.place(), message));
        }
        Some(_) => {}
    }
}

/// Reports placeholders that do not exist.
fn check_placeholders(expression: &Expression, findings: &Findings) {
    for (name, at) in expression.unknown_placeholders() {
        findings.push(
            Finding::new(Code::UnknownColumn, at.place(), format!("»{name}« er ikke en dato, som kapreport kender."))
                .advise(format!("Mulige: {}.", PLACEHOLDERS.join(", "))),
        );
    }
}

/// Reports an expression that has another type than `wanted`.
fn expect(expression: &Expression, names: Names<'_>, wanted: SqlType, message: &str, findings: &Findings) {
    let found = check_types(expression, names, &mut |finding| findings.push(finding));
    if found != wanted && found != SqlType::Any {
        findings.push(Finding::new(
            Code::SqlType,
            expression.at.place(),
            format!("{message}, men »{}« er {}.", expression.text, found.danish()),
        ));
    }
}
