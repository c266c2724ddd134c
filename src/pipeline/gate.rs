//! The last gate: a report with a CPR number is not published, wherever the number came from.
//!
//! Looks at what is about to be written: the snapshot, the text on the pages, the attached files and the workbook.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::compose::ComposedReport;
use super::request::TABLES_FILE;
use super::typeset::TypesetReport;
use super::{Feedback, ReportPlan, Stop};
use crate::cell::RawCell;
use crate::compose::Document;
use crate::cpr::{self, ColumnPersons};
use crate::definition::Definition;
use crate::definition::figure::FigureOrigin;
use crate::figure_id::FigureRef;
use crate::findings::{Code, Finding, Findings, Place};
use crate::snapshot::{Figure, Snapshot, Value};
use crate::typeset::Typeset;
use crate::workbook::{Workbook, WorkbookKind};

/// Keys of the snapshot whose values are hashes, in which digits mean nothing.
const HASHES: [&str; 2] = ["sha256", "definition"];

/// 1 January (010100-0000) without its first zero: a smaller number is no CPR number.
const LEAST_NUMBER: u64 = 101_000_000;
/// How many digits of a file's hash the appendix prints.
const SHOWN_OF_HASH: usize = 12;

/// Stops the run if anything that is to be published contains a CPR number.
pub fn stop_at_persons(
    plan: &ReportPlan<'_>,
    composed: &ComposedReport<'_>,
    typeset: &TypesetReport,
    feedback: Feedback<'_>,
) -> Result<(), Stop> {
    let ComposedReport { snapshot, document, .. } = composed;
    let found = has_persons(plan, snapshot, document, Some(&typeset.pages), Some(&typeset.tables), feedback.findings)?;
    if found { Err(Stop::Findings) } else { Ok(()) }
}

/// Reports every place with a CPR number as an error. Returns whether there is one.
pub fn has_persons(
    plan: &ReportPlan<'_>,
    snapshot: &Snapshot,
    document: &Document,
    pages: Option<&Typeset>,
    tables: Option<&[u8]>,
    findings: &Findings,
) -> anyhow::Result<bool> {
    let mut gate = Gate { cleared: cleared(&plan.definition, snapshot), found: IndexMap::new() };
    gate.snapshot(snapshot)?;
    for (page, texts) in (1..).zip(pages.iter().flat_map(|pages| pages.texts_of_numbers())) {
        texts.iter().for_each(|text| gate.text(text, || (format!("Side {page} i PDF'en"), Place::Nowhere)));
    }
    for (path, bytes) in document.attachments().filter(|(path, _)| path.ends_with(".csv")) {
        let text = String::from_utf8_lossy(bytes);
        // Cell by cell: digits of two neighbours are not one number.
        for cell in text.lines().flat_map(|line| line.split(';')) {
            gate.text(cell, || (format!("Den vedhæftede fil {path}"), Place::Nowhere));
        }
    }
    tables.map_or(Ok(()), |tables| gate.workbook(tables))?;
    let is_found = !gate.found.is_empty();
    gate.found.into_values().for_each(|finding| findings.push(finding));
    Ok(is_found)
}

struct Gate {
    /// Numbers that are known not to be CPR numbers.
    cleared: BTreeSet<u64>,
    /// The findings by place, so that each place is reported once.
    found: IndexMap<String, Finding>,
}

impl Gate {
    fn text(&mut self, text: &str, place: impl Fn() -> (String, Place)) {
        if cpr::numbers_in_print(text).iter().all(|number| self.cleared.contains(number)) {
            return;
        }
        let (what, place) = place();
        let message = format!("{what} har et CPR-nummer. Rapporten bliver ikke udgivet med det.");
        let advice = "Find teksten i eksporten, i datasets.toml eller i kapitlet, og slet nummeret. Er det et andet nummer, så skriv \
                      persons = \"none\" og en begrundelse ved kolonnen i datasets.toml.";
        self.found.entry(what).or_insert_with(|| Finding::new(Code::CprNumber, place, message).advise(advice));
    }

    fn snapshot(&mut self, snapshot: &Snapshot) -> anyhow::Result<()> {
        for (id, figure) in snapshot.figures.iter() {
            let place = || (format!("Nøgletallet »{id}«"), Place::Figures { ids: vec![id.whole()] });
            self.json(&serde_json::to_value(figure.without_numbers())?, &place);
            let Value::Series(members) = &figure.value else { continue };
            for member in members.iter() {
                let reference = || FigureRef { id: id.clone(), member: Some(cpr::masked(&member.name())) };
                let place = || (format!("Et medlem af »{id}«"), Place::Figures { ids: vec![reference()] });
                member.key.iter().chain([&member.label]).for_each(|text| self.text(text, place));
            }
        }
        let rest = Snapshot { figures: Arc::default(), ..snapshot.clone() };
        self.json(&serde_json::to_value(rest)?, &|| ("Filen figures.json".to_owned(), Place::Nowhere));
        Ok(())
    }

    /// All texts of a JSON value.
    fn json(&mut self, json: &Json, place: &dyn Fn() -> (String, Place)) {
        match json {
            Json::String(text) => self.text(text, place),
            Json::Array(items) => items.iter().for_each(|item| self.json(item, place)),
            Json::Object(entries) => {
                let texts = entries.iter().filter(|(key, _)| !HASHES.contains(&key.as_str()));
                texts.for_each(|(_, value)| self.json(value, place));
            }
            _ => {}
        }
    }

    fn workbook(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let unreadable = |_| anyhow::anyhow!("{TABLES_FILE} kan ikke læses igen");
        let mut book = Workbook::open(bytes, WorkbookKind::Xlsx).map_err(unreadable)?;
        for sheet in book.sheets() {
            let mut read = |row: u32, cells: &[RawCell<'_>]| {
                for cell in cells {
                    if let RawCell::Text(text) = cell {
                        let place = || format!("Arket »{}« i {TABLES_FILE}, række {row},", cpr::masked(&sheet.name));
                        self.text(text, || (place(), Place::Nowhere));
                    }
                }
            };
            book.rows(&sheet.name, &mut read).map_err(unreadable)?;
        }
        Ok(())
    }
}

/// Numbers that look like CPR numbers but are known to be something else: beginnings of hashes, values of figures, and names of
/// members whose column says so or whose numbers no persons have.
fn cleared(definition: &Definition, snapshot: &Snapshot) -> BTreeSet<u64> {
    // The appendix prints the beginnings of the files' hashes.
    let hashes = snapshot.sources.iter().filter_map(|source| source.sha256.get(..SHOWN_OF_HASH));
    let mut cleared: BTreeSet<u64> = hashes.flat_map(cpr::numbers_in_print).collect();
    for (id, figure) in snapshot.figures.iter() {
        // A figure is a count or an amount. A column with CPR numbers was refused when it was read.
        let whole = numbers(&figure.value).filter(|value| value.fract() == 0.0).map(|value| value.abs() as u64);
        cleared.extend(whole.filter(|value| *value >= LEAST_NUMBER));
        let Value::Series(members) = &figure.value else { continue };
        let parts = members.iter().map(|member| member.key.len()).max().unwrap_or(0);
        for part in 0..parts {
            let texts: Vec<&str> = members.iter().filter_map(|member| Some(member.key.get(part)?.as_str())).collect();
            if is_declared(definition, id, figure, part) || ColumnPersons::of(&texts).rows("").is_empty() {
                cleared.extend(texts.iter().flat_map(|text| cpr::numbers_in_print(text)));
            }
        }
    }
    cleared
}

/// The numbers of a figure.
fn numbers(value: &Value) -> impl Iterator<Item = f64> {
    let (number, members) = match value {
        Value::Scalar(number) => (*number, [].as_slice()),
        Value::Series(members) => (None, members.as_slice()),
    };
    number.into_iter().chain(members.iter().filter_map(|member| member.value))
}

/// Whether the column that this part of the series is grouped by has `persons = "none"`.
fn is_declared(definition: &Definition, id: &str, figure: &Figure, part: usize) -> bool {
    let Some(dataset) = figure.dataset.as_ref().and_then(|dataset| definition.dataset(dataset)) else { return false };
    let Some(FigureOrigin::Query(query)) = definition.figures.get(id).map(|figure| &figure.origin) else {
        return false;
    };
    let column = query.by.get(part).and_then(|by| dataset.columns.get(by.text.as_str()));
    column.is_some_and(|column| column.no_persons.is_some())
}
