//! Figures over datasets: their columns, the types of their expressions, and what they ask of time.

use super::super::Definition;
use super::super::dataset::{ColumnKind, Dataset, RowTime};
use super::super::expression::{
    Dates, Expression, PLACEHOLDERS, SqlType, check_functions, check_no_aggregate, check_types, check_value,
};
use super::super::figure::{FigureDefinition, Query, QueryTime};
use super::super::reader::At;
use crate::danish::did_you_mean;
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// Reports what a figure over a dataset asks for that the dataset does not have.
pub fn check_query(definition: &Definition, figure: &FigureDefinition, query: &Query, findings: &Findings) {
    let Some(dataset) = definition.dataset(&query.from.dataset) else {
        let known = definition.datasets.keys().chain(definition.joins.keys());
        let hint = did_you_mean(&query.from.dataset, known.map(String::as_str));
        findings.push(
            Finding::new(
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
            Finding::new(
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
            Finding::new(
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
                Finding::new(Code::SqlType, by.at.place(), format!("»{}« er en liste.", by.text))
                    .advise(format!("Brug from = \"{}.{}\".", dataset.id, by.text)),
            );
        }
        check_no_aggregate(by, &mut push);
    }
    if query.by.len() > 1 && !query.members.is_empty() {
        push(
            Finding::new(Code::BadValue, figure.at.place(), "»members« hører til en serie med ét udtryk i »by«.").advise(
                "Slet »members«. Er en kolonne en kategori, står dens værdier i den rækkefølge, de har i datasets.toml.",
            ),
        );
    }
    if let Some(as_of) = &query.as_of {
        let any_year = Period::parse("2024").map(|period| Dates::of(&period));
        if any_year.is_ok_and(|dates| as_of.date(&dates).is_none()) {
            findings.push(
                Finding::new(Code::SqlType, as_of.at.place(), format!("»{}« er ikke en dag.", as_of.text))
                    .advise("Skriv fx :end + INTERVAL '3 months'."),
            );
        }
    }
    check_once(definition, dataset, query, findings);
    let is_register = matches!(dataset.time, RowTime::Valid { .. });
    if !is_register && (query.as_of.is_some() || query.time == QueryTime::During) {
        findings.push(Finding::new(
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
            findings.push(Finding::new(Code::BadValue, column.at.place(), message).advise(advice));
        } else if matches!(kind, Some(ColumnKind::List { .. })) {
            let message = format!("Kolonnen »{}« er en liste og kan ikke stå i »once«.", column.value);
            findings.push(Finding::new(Code::SqlType, column.at.place(), message));
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
            findings.push(Finding::new(Code::UnknownColumn, at.place(), message).advise(advice));
        }
        Some(column) if column.drop => {
            let message = format!("Kolonnen »{name}« bliver ikke læst, fordi den er erklæret med drop = true.");
            findings.push(Finding::new(Code::UnknownColumn, at.place(), message));
        }
        Some(_) => {}
    }
}

/// Placeholders that stand for no date.
fn check_placeholders(expression: &Expression, findings: &Findings) {
    for (name, at) in expression.unknown_placeholders() {
        findings.push(
            Finding::new(Code::UnknownColumn, at.place(), format!("»{name}« er ikke en dato, som kapreport kender."))
                .advise(format!("Mulige: {}.", PLACEHOLDERS.join(", "))),
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
        findings.push(Finding::new(
            Code::SqlType,
            expression.at.place(),
            format!("{message}, men »{}« er {}.", expression.text, found.danish()),
        ));
    }
}
