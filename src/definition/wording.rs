//! How a figure was counted, in Danish.

use chrono::NaiveDate;

use crate::danish;
use crate::definition::Definition;
use crate::definition::batch::Scope;
use crate::definition::dataset::{Dataset, OwnNumbers, Protection, RowTime};
use crate::definition::expression::{
    Dates, condition_in_words, derivation_in_words, grouping_in_words, header, rate_methods, value_in_words,
};
use crate::definition::figure::{FigureDefinition, FigureOrigin, Query, QueryTime};
use crate::definition::join::Join;
use crate::figure_id::FigureId;
use crate::period::Period;

/// How the figure was counted in the period; `as_of` is the day of a stock.
pub fn how(definition: &Definition, figure: &FigureDefinition, period: &Period, as_of: Option<NaiveDate>) -> String {
    // In a series over time, only the member of that period is unknown.
    let is_over_time = matches!(&figure.origin, FigureOrigin::Query(query) if query.over > 1);
    if let Some(why) = figure.unknown(&period.label).filter(|_| !is_over_time) {
        return why.to_owned();
    }
    match &figure.origin {
        FigureOrigin::Query(query) => {
            let dataset = definition.dataset_of(query);
            let counted = counted(query, dataset, period, as_of);
            let joined = definition.joins.get(&dataset.id).map(|join| joined(definition, join));
            let protected =
                definition.protection_of(&dataset.id).map(|protection| protected(definition, protection, query));
            [Some(counted), joined, protected].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        FigureOrigin::Derived(expression) => {
            let label = |id: &FigureId| unambiguous_label(definition, id);
            let methods = rate_methods(&expression.tree).into_iter().map(|method| format!(" {}", method.in_words()));
            format!("{}.{}", danish::capitalised(&derivation_in_words(expression, &label)), methods.collect::<String>())
        }
        FigureOrigin::Given(_) => format!("Tal, der er skrevet i rapporten: {}.", figure.note.trim_end_matches('.')),
        FigureOrigin::Unknown(why) => why.clone(),
    }
}

/// The figure's label, with its chapter's title where another figure has the same.
fn unambiguous_label(definition: &Definition, id: &FigureId) -> String {
    let figure = &definition.figures[id];
    let same = definition.figures.values().filter(|other| other.label == figure.label).count();
    if same > 1 {
        format!("{}, {}", figure.label, definition.chapter_title(id.chapter()))
    } else {
        figure.label.clone()
    }
}

/// "Antal rækker, hvor »Aktivitet« er »Praksisbesøg«, i perioden."
fn counted(query: &Query, dataset: &Dataset, period: &Period, as_of: Option<NaiveDate>) -> String {
    let mut dates = Dates::of(period);
    if let Some(day) = as_of {
        dates.as_of = day;
    }
    let mut text = value_in_words(&query.value.with_dates(&dates), dataset);
    if let Some(filter) = &query.filter {
        text.push_str(", hvor ");
        text.push_str(&condition_in_words(&filter.with_dates(&dates), dataset));
    }
    if !query.by.is_empty() {
        let by: Vec<String> = query.by.iter().map(|by| grouping_in_words(&by.tree, dataset)).collect();
        text.push_str(&format!(", fordelt efter {}", danish::list(&by)));
    }
    let once: Vec<String> = query.once().map(|name| format!("»{}«", header(dataset, name))).collect();
    match once.as_slice() {
        [] => {}
        [one] => text.push_str(&format!(", hver {one} kun talt én gang")),
        several => text.push_str(&format!(", hver kombination af {} kun talt én gang", danish::list(several))),
    }
    match (&dataset.time, query.time, as_of) {
        (_, QueryTime::All, _) | (RowTime::Timeless, ..) => {}
        (_, _, Some(day)) if query.over == 1 => text.push_str(&format!("; gældende den {}", danish::date(day))),
        (_, _, Some(_)) => text.push_str("; gældende den sidste dag i hver periode"),
        (RowTime::Valid { .. }, ..) => text.push_str("; gældende på et tidspunkt i perioden"),
        (RowTime::Event(_), ..) if query.over > 1 => text.push_str("; i hver periode"),
        (RowTime::Event(_), ..) => text.push_str("; i perioden"),
    }
    text.push('.');
    text
}

fn protected(definition: &Definition, protection: &Protection, query: &Query) -> String {
    let threshold = protection.threshold;
    if protection.is_suppressed() {
        return format!(
            "Tal på 1–{} personer er udeladt og vist som [u]. Det er andre tal også, hvis de kunne røbe dem.",
            threshold - 1
        );
    }
    let rounded = format!("Før der tælles, er antal på 1–{} personer afrundet til 0 eller {threshold}.", threshold - 1);
    match definition.report.batch.as_ref().and_then(|batch| batch.levels.first()) {
        Some((_, level)) if protection.own == OwnNumbers::Exact && query.scope == Scope::Own => format!(
            "I en rapport for én {} er det dens egne tal, som de er. I andre rapporter gælder: {rounded}",
            level.label
        ),
        _ => rounded,
    }
}

/// "»Leverancer« er kædet sammen med »Praksisregister« efter »Klynge«."
fn joined(definition: &Definition, join: &Join) -> String {
    let [first, second] = definition.joined_by(join);
    let valid = if join.valid.is_some() { " og gjaldt den dag" } else { "" };
    format!(
        "Hver række i »{}« er kædet sammen med dem i »{}«, der har samme {}{valid}.",
        first.label,
        second.label,
        join.equal_in()
    )
}
