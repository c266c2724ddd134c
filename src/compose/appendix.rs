//! The appendix: how each figure is computed, which files were read, and which rows were left out.

use std::collections::{BTreeSet, HashMap};

use super::guarded;
use super::lexicon::Lexicon;
use super::view::{DefinitionView, DefinitionsView, FileView, FindingView, LeftOutView, SourceView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::{Column, Dataset};
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::definition::usage::{Usage, UsedIn};
use crate::figure_id::FigureId;
use crate::findings::{PublishedFinding, Severity};
use crate::snapshot::{Account, Figure, HIDDEN, Snapshot, Value};

/// The definitions of all figures, by chapter.
///
/// Figures that are only used in checks are left out, because no reader sees them.
pub fn definitions(
    definition: &Definition,
    snapshot: &Snapshot,
    printed: &BTreeSet<FigureId>,
    lexicon: &Lexicon,
) -> Vec<DefinitionsView> {
    definition
        .chapters
        .iter()
        .filter_map(|chapter| {
            let prefix = format!("{}.", chapter.id);
            let figures: Vec<DefinitionView> = definition
                .figures
                .values()
                .filter(|figure| figure.id.starts_with(&prefix) && printed.contains(&figure.id))
                .filter_map(|figure| Some(view(definition, figure, snapshot.figures.get(&figure.id)?, lexicon)))
                .collect();
            (!figures.is_empty()).then(|| DefinitionsView { title: chapter.title.clone(), figures })
        })
        .collect()
}

/// The figures that the report prints, and those that these are computed from.
pub fn printed(definition: &Definition) -> BTreeSet<FigureId> {
    let usage = Usage::of(definition);
    let is_printed = |what: &UsedIn| !matches!(what, UsedIn::Check { .. } | UsedIn::Figure { .. });
    let direct = definition.figures.keys().filter(|id| usage.of_figure(&id.whole()).any(|used| is_printed(&used.what)));
    let mut printed: BTreeSet<FigureId> = direct.cloned().collect();
    let mut pending: Vec<FigureId> = printed.iter().cloned().collect();
    while let Some(id) = pending.pop() {
        let Some(FigureOrigin::Derived(expression)) = definition.figures.get(&id).map(|figure| &figure.origin) else {
            continue;
        };
        for reference in expression.references() {
            if printed.insert(reference.figure.clone()) {
                pending.push(reference.figure);
            }
        }
    }
    printed
}

fn view(definition: &Definition, figure: &FigureDefinition, counted: &Figure, lexicon: &Lexicon) -> DefinitionView {
    let dataset = counted.dataset.as_ref().and_then(|id| definition.dataset(id));
    DefinitionView {
        id: figure.id.to_string(),
        label: figure.label.clone(),
        value: match &counted.value {
            Value::Scalar(_) if counted.hidden => HIDDEN.to_owned(),
            Value::Scalar(value) => lexicon.print(&figure.id, *value),
            Value::Series(members) => format!("{} tal", danish::number(members.len() as f64, 0)),
        },
        how: counted.how.clone(),
        source: dataset.map_or_else(|| "Andre nøgletal".to_owned(), |dataset| dataset.label.clone()),
        rows: counted.rows.map_or_else(String::new, |rows| danish::number(rows as f64, 0)),
        note: figure.note.clone(),
    }
}

/// How many files of a dataset are listed at most, because a table cell cannot break across pages.
const MOST_FILES: usize = 20;

/// The datasets with their files and the accounts of their rows.
pub fn sources(definition: &Definition, snapshot: &Snapshot) -> Vec<SourceView> {
    let count = |rows: u64| danish::number(rows as f64, 0);
    let mut files: HashMap<String, Vec<FileView>> = HashMap::new();
    for file in snapshot.sources.iter().map(|file| guarded::source(definition, file)) {
        let view = FileView {
            name: file.file.clone(),
            sheet: file.sheet.clone().unwrap_or_default(),
            sha256: file.sha256.clone(),
        };
        files.entry(file.dataset.clone()).or_default().push(view);
    }
    let source = |(id, account): (&String, &Account)| {
        let account = guarded::account(definition, id, account);
        let mut files = files.remove(id.as_str()).unwrap_or_default();
        let more = files.len().saturating_sub(MOST_FILES);
        files.truncate(MOST_FILES);
        SourceView {
            label: account.label.clone(),
            no_persons: definition.datasets.get(id).map(no_persons).unwrap_or_default(),
            source: definition.datasets.get(id).map_or_else(String::new, |dataset| dataset.source.clone()),
            files,
            more_files: if more == 0 {
                String::new()
            } else {
                format!("og {} til, som står i figures.json", danish::counted(more as u64, "fil", "filer"))
            },
            read: count(account.read),
            used: count(account.used),
            outside: count(account.outside),
            years: account.years_in_words().unwrap_or_default(),
            left_out: count(account.left_out),
        }
    };
    snapshot.datasets.iter().map(source).collect()
}

/// The columns that are declared not to contain CPR numbers, with the reasons.
fn no_persons(dataset: &Dataset) -> Vec<String> {
    let reason = |column: &Column| {
        let header = column.headers.first()?;
        Some(format!(
            "Kolonnen »{header}« er ikke undersøgt for CPR-numre: {}.",
            column.no_persons.as_ref()?.trim_end_matches('.')
        ))
    };
    dataset.columns.values().filter_map(reason).collect()
}

/// The rows that were left out.
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
            reason: row.reason.clone(),
        })
        .collect()
}

/// The errors and warnings, for a draft.
pub fn findings(findings: &[PublishedFinding]) -> Vec<FindingView> {
    findings
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| FindingView {
            severity: finding.severity.danish(),
            message: finding.message.clone(),
            place: finding.place_in_words(),
            advice: finding.advice.clone(),
        })
        .collect()
}
