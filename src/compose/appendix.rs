//! The appendix: how every figure was counted, what was read, and what was left out.

use super::lexicon::Lexicon;
use super::view::{DefinitionView, DefinitionsView, FileView, LeftOutView, SourceView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::{Dataset, RowTime};
use crate::definition::expression::{
    Dates, condition_in_words, derivation_in_words, grouping_in_words, value_in_words,
};
use crate::definition::figure::{Figure, Origin, Query, Time};
use crate::snapshot::{Figure as Counted, Snapshot, Value};

/// The figures' definitions, chapter by chapter.
pub fn definitions(definition: &Definition, snapshot: &Snapshot, lexicon: &Lexicon) -> Vec<DefinitionsView> {
    definition
        .chapters
        .iter()
        .filter_map(|chapter| {
            let prefix = format!("{}.", chapter.id);
            let figures: Vec<DefinitionView> = definition
                .figures
                .values()
                .filter(|figure| figure.id.starts_with(&prefix))
                .filter_map(|figure| {
                    Some(view(definition, figure, snapshot.figures.get(&figure.id)?, snapshot, lexicon))
                })
                .collect();
            (!figures.is_empty()).then(|| DefinitionsView { title: chapter.title.clone(), figures })
        })
        .collect()
}

fn view(
    definition: &Definition,
    figure: &Figure,
    counted: &Counted,
    snapshot: &Snapshot,
    lexicon: &Lexicon,
) -> DefinitionView {
    let dataset = counted.dataset.as_ref().and_then(|id| definition.datasets.get(id));
    let how = match (&figure.origin, dataset) {
        (Origin::Query(query), Some(dataset)) => how(query, dataset, counted, snapshot),
        (Origin::Derived(expression), _) => {
            let label = |id: &str| unambiguous_label(definition, id);
            format!("{}.", derivation_in_words(expression, &label))
        }
        (Origin::Unknown(why), _) => why.clone(),
        (Origin::Query(_), None) => String::new(),
    };
    DefinitionView {
        id: figure.id.clone(),
        label: figure.label.clone(),
        value: match &counted.value {
            Value::Value(value) => lexicon.print(&figure.id, *value),
            Value::Members(members) => format!("{} tal", danish::number(members.len() as f64, 0)),
        },
        how,
        source: dataset.map_or_else(|| "Andre nøgletal".to_owned(), |dataset| dataset.label.clone()),
        rows: counted.rows.map_or_else(String::new, |rows| danish::number(rows as f64, 0)),
        note: figure.note.clone(),
    }
}

/// The figure's label, with its chapter's title where another figure has the same.
fn unambiguous_label(definition: &Definition, id: &str) -> String {
    let Some(figure) = definition.figures.get(id) else { return id.to_owned() };
    let same = definition.figures.values().filter(|other| other.label == figure.label).count();
    let chapter = id.split('.').next().unwrap_or_default();
    if same > 1 { format!("{}, {}", figure.label, definition.chapter_title(chapter)) } else { figure.label.clone() }
}

/// "Antal rækker, hvor »Aktivitet« er »Praksisbesøg«, i perioden."
fn how(query: &Query, dataset: &Dataset, counted: &Counted, snapshot: &Snapshot) -> String {
    let mut dates = Dates::of(&snapshot.period);
    if let Some(day) = counted.as_of {
        dates.as_of = day;
    }
    let mut text = value_in_words(&query.value.with_dates(&dates), dataset);
    if let Some(filter) = &query.filter {
        text.push_str(", hvor ");
        text.push_str(&condition_in_words(&filter.with_dates(&dates), dataset));
    }
    if let Some(by) = &query.by {
        text.push_str(&format!(", fordelt efter {}", grouping_in_words(&by.tree, dataset)));
    }
    match (&dataset.time, query.time, counted.as_of) {
        (_, Time::All, _) | (RowTime::Timeless, ..) => {}
        (_, _, Some(day)) if query.over == 1 => text.push_str(&format!("; gældende den {}", danish::date(day))),
        (_, _, Some(_)) => text.push_str("; gældende den sidste dag i hver periode"),
        (RowTime::Valid { .. }, ..) => text.push_str("; gældende på et tidspunkt i perioden"),
        (RowTime::Event(_), ..) if query.over > 1 => text.push_str("; i hver periode"),
        (RowTime::Event(_), ..) => text.push_str("; i perioden"),
    }
    text.push('.');
    text
}

/// The datasets, their files, and what became of their rows.
pub fn sources(definition: &Definition, snapshot: &Snapshot) -> Vec<SourceView> {
    let count = |rows: u64| danish::number(rows as f64, 0);
    snapshot
        .datasets
        .iter()
        .map(|(id, account)| SourceView {
            label: account.label.clone(),
            source: definition.datasets.get(id).map_or_else(String::new, |dataset| dataset.source.clone()),
            files: snapshot
                .sources
                .iter()
                .filter(|file| file.dataset == *id)
                .map(|file| FileView {
                    name: file.file.clone(),
                    sheet: file.sheet.clone().unwrap_or_default(),
                    sha256: file.sha256.clone(),
                })
                .collect(),
            read: count(account.read),
            used: count(account.used),
            outside: count(account.outside),
            left_out: count(account.left_out),
        })
        .collect()
}

/// The rows that are in no figure.
pub fn left_out(definition: &Definition, snapshot: &Snapshot) -> Vec<LeftOutView> {
    snapshot
        .left_out
        .iter()
        .map(|row| LeftOutView {
            dataset: definition
                .datasets
                .get(&row.dataset)
                .map_or_else(|| row.dataset.clone(), |dataset| dataset.label.clone()),
            place: match &row.sheet {
                Some(sheet) => format!("{}, ark »{sheet}«, række {}", row.file, row.rows),
                None => format!("{}, række {}", row.file, row.rows),
            },
            column: row.column.clone(),
            value: row.values.join(", "),
            reason: row.reason.clone(),
        })
        .collect()
}
