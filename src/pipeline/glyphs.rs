//! Reports characters that the report's fonts lack, at the cell or line that they come from.

use std::collections::{BTreeMap, BTreeSet};

use super::ReportPlan;
use super::data_folder::NoDataFolder;
use super::read::read_again;
use crate::compose::Document;
use crate::danish::list;
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings, Occurrences, Place};
use crate::ingest::{DatasetTable, Ingested, ROW_COLUMN, SOURCE_COLUMN};
use crate::typeset::{REPLACEMENT, illegible, is_missing};

/// How many rows a finding names.
const MOST_ROWS: usize = 5;

/// Reports each text with a character that is printed as a replacement. Reads the exports again, but only if there is such a
/// text.
pub fn report(plan: &ReportPlan<'_>, document: &Document, findings: &Findings) -> anyhow::Result<()> {
    let printed = illegible(document);
    if printed.is_empty() {
        return Ok(());
    }
    let mut missing: BTreeSet<char> = printed.iter().flat_map(|text| text.chars()).filter(|c| is_missing(*c)).collect();
    missing.retain(|c| !is_bracket(*c));
    let mut found: BTreeSet<char> = in_templates(plan, &missing, findings);
    let datasets: Vec<&str> = plan.definition.datasets.keys().map(String::as_str).collect();
    if NoDataFolder::check(&plan.request.data).is_none() {
        let ingested = read_again(plan, &datasets, &Findings::default())?;
        found.extend(in_exports(plan, &ingested, &printed, findings));
        found.extend(in_names(&ingested, findings));
    }
    for c in missing.difference(&found) {
        findings.push(Finding::new(Code::MissingGlyph, Place::Nowhere, message(&[*c])));
    }
    Ok(())
}

fn message(missing: &[char]) -> String {
    let names: Vec<String> = missing.iter().map(|c| format!("»{c}« (U+{:04X})", *c as u32)).collect();
    let (what, end) = if names.len() == 1 { ("Tegnet", "bliver") } else { ("Tegnene", "bliver hver") };
    format!("{what} {} findes ikke i rapportens skrift og {end} trykt som {REPLACEMENT}.", list(&names))
}

/// Whether the character is printed as another bracket, so that nothing is lost.
fn is_bracket(c: char) -> bool {
    matches!(c, '⟨' | '⟩')
}

/// Each character of the text that is missing, once, in the order of the text.
fn missing_in(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    if !text.is_ascii() || text.contains(char::is_control) {
        for c in text.chars().filter(|c| is_missing(*c) && !is_bracket(*c)) {
            if !found.contains(&c) {
                found.push(c);
            }
        }
    }
    found
}

/// The characters that are found in the report's own files.
fn in_templates(plan: &ReportPlan<'_>, missing: &BTreeSet<char>, findings: &Findings) -> BTreeSet<char> {
    let (templates, report) = (&plan.definition.templates, &plan.definition.report.id);
    let mut found = BTreeSet::new();
    for name in [".typ", ".toml"].iter().flat_map(|extension| templates.names(report, extension)) {
        let file = format!("{report}/{name}");
        let Ok(Some(text)) = templates.text(&file) else { continue };
        let text = without_tags(&text);
        for (line, written) in (1..).zip(text.lines()) {
            let comment = if name.ends_with(".typ") { "//" } else { "#" };
            if written.trim_start().starts_with(comment) {
                continue;
            }
            let Some(at) = written.chars().position(|c| missing.contains(&c)) else { continue };
            let here: Vec<char> = missing_in(written).into_iter().filter(|c| missing.contains(c)).collect();
            found.extend(&here);
            let place = Place::Source { file: file.clone(), line, column: at as u32 + 1 };
            findings.push(Finding::new(Code::MissingGlyph, place, message(&here)));
        }
    }
    found
}

/// The text with Tera's tags replaced by spaces, because their source is not printed.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in scan::tags(text) {
        out.push_str(text.get(at..start).unwrap_or_default());
        let tag = text.get(start..end).unwrap_or_default();
        out.extend(tag.chars().map(|c| if c == '\n' { c } else { ' ' }));
        at = end;
    }
    out + text.get(at..).unwrap_or_default()
}

/// The characters that are found in cells whose text is printed.
fn in_exports(
    plan: &ReportPlan<'_>,
    ingested: &Ingested,
    printed: &BTreeSet<String>,
    findings: &Findings,
) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    for (dataset, table) in &ingested.tables {
        let columns = plan.definition.datasets.get(dataset).into_iter().flat_map(|dataset| &dataset.columns);
        for (name, column) in columns {
            let header = column.headers.first().unwrap_or(name);
            for (value, rows) in cells(table, name) {
                if !printed.iter().any(|text| text.contains(value.trim())) {
                    continue;
                }
                let missing = missing_in(&value);
                found.extend(&missing);
                findings.push(finding(ingested, header, value, &rows, &missing));
            }
        }
    }
    found
}

/// The characters that are found in names of files and sheets, which the list of sources prints.
fn in_names(ingested: &Ingested, findings: &Findings) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    for source in &ingested.sources {
        let sheet = source.sheet.as_deref().unwrap_or_default();
        let missing = missing_in(&format!("{}{sheet}", source.file));
        if missing.is_empty() {
            continue;
        }
        found.extend(&missing);
        let (file, sheet) = (source.file.clone(), source.sheet.clone());
        let place = Place::Data { file, sheet, row: None, column: None, value: None };
        findings.push(Finding::new(Code::MissingGlyph, place, message(&missing)));
    }
    found
}

/// The texts of a column with a missing character, and source and row of each cell with that text.
fn cells(table: &DatasetTable, column: &str) -> BTreeMap<String, Vec<(u32, u32)>> {
    let frame = &table.frame;
    let mut found: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    let number = |name: &str, row: usize| frame.column(name).ok()?.get(row).ok()?.extract::<u32>();
    let mut look_at = |row: usize, text: &str| {
        if !missing_in(text).is_empty()
            && let Some(place) = number(SOURCE_COLUMN, row).zip(number(ROW_COLUMN, row))
        {
            found.entry(text.to_owned()).or_default().push(place);
        }
    };
    if let Some(lists) = table.lists.get(column) {
        let items = lists.iter().enumerate().flat_map(|(row, items)| items.iter().map(move |item| (row, item)));
        items.for_each(|(row, item)| look_at(row, item));
    } else if let Some(texts) = frame.column(column).ok().and_then(|column| column.str().ok()) {
        texts.iter().enumerate().for_each(|(row, text)| look_at(row, text.unwrap_or_default()));
    }
    found
}

fn finding(ingested: &Ingested, header: &str, value: String, rows: &[(u32, u32)], missing: &[char]) -> Finding {
    let first = rows.first().copied().unwrap_or_default();
    let source = ingested.sources.get(first.0 as usize);
    let place = Place::Data {
        file: source.map_or_else(String::new, |source| source.file.clone()),
        sheet: source.and_then(|source| source.sheet.clone()),
        row: Some(first.1),
        column: Some(header.to_owned()),
        value: Some(value.clone()),
    };
    let named: Vec<String> = rows.iter().take(MOST_ROWS).map(|(_, row)| row.to_string()).collect();
    let more = if rows.len() > MOST_ROWS { ", …" } else { "" };
    let occurrences = (rows.len() > 1).then(|| Occurrences {
        count: rows.len() as u64,
        rows: format!("{}{more}", named.join(", ")),
        values: vec![value],
    });
    Finding::new(Code::MissingGlyph, place, message(missing)).at_all(occurrences)
}
