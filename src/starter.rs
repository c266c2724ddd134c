//! Makes a new report: a small one with invented data, or another report's text files with empty forms.

mod recipes;

use std::path::Path;

use anyhow::Context;

use crate::config::FILE;
use crate::cpr;
use crate::definition::{self, Definition, Templates};
use crate::findings::Findings;
use crate::inputs::{FilledRows, FormRows, SkippedDataset, inputs};
use crate::output::{Exchange, Staging};
use crate::period::Period;
pub use recipes::{CiService, write_recipe};

/// The embedded folder with the files of a new report.
const FOLDER: &str = "start";
/// Path of the report in this folder.
const REPORT: &str = "rapport/";
/// Where its invented rows lie in it: `data/2024/besoeg.csv`.
const DATA: &str = "data/";
/// Folders of templates that are not reports.
const TAKEN: [&str; 2] = ["shared", FOLDER];

pub enum StartingPoint {
    Small,
    Report {
        id: String,
        templates: Templates,
        /// The period that forms are made for; None for the latest it was published for.
        period: Option<Period>,
    },
}

/// Names that the user wants for the report.
pub struct Wishes {
    /// Its id; `None` to derive it from the folder's name.
    pub report: Option<String>,
    /// Its title; `None` to keep that of the original.
    pub title: Option<String>,
}

pub struct NewReport {
    /// The id of the report.
    pub report: String,
    /// The periods for which forms were made.
    pub periods: Vec<String>,
    /// What the forms hold, in Danish.
    pub data: &'static str,
    /// The datasets without a form.
    pub skipped: Vec<SkippedDataset>,
    /// The commands to go on with, without the program's name.
    pub next: Vec<String>,
}

/// Makes the folder in one step. `None` if the report has errors; see the findings.
///
/// # Errors
/// When it cannot be made; nothing is left behind then.
pub fn make(
    folder: &Path,
    origin: &StartingPoint,
    wishes: &Wishes,
    findings: &Findings,
) -> anyhow::Result<Option<NewReport>> {
    let report = id(folder, wishes)?;
    if let StartingPoint::Report { id, templates, .. } = origin
        && definition::read(id, templates.clone(), findings).is_none()
    {
        return Ok(None);
    }
    let staging = Staging::beside(folder, &[], Exchange::Whole)?;
    for (name, text) in report_files(origin)? {
        let text = match &wishes.title {
            _ if name != "report.toml" => text,
            Some(title) => with_title(&without_notice(&text), title)?,
            None => without_notice(&text),
        };
        staging.write(&format!("templates/{report}/{name}"), text.as_bytes())?;
    }
    let templates = Templates::new(Some(staging.folder().join("templates")));
    let Some(definition) = definition::read(&report, templates, findings) else { return Ok(None) };
    let (data, periods) = match origin {
        StartingPoint::Small => ("skemaer med opdigtede tal", small_periods()),
        StartingPoint::Report { period, .. } => {
            let latest = definition.report.published.keys().last().cloned();
            let label = period.as_ref().map(|period| period.label.clone()).or(latest);
            ("tomme skemaer", vec![label.context("Skriv, hvilken periode skemaerne er til: --period 2025")?])
        }
    };
    let skipped = write_forms(&staging, &definition, origin, &periods)?;
    let source = match origin {
        StartingPoint::Small => "",
        StartingPoint::Report { id, .. } => id.as_str(),
    };
    let last = periods.last().map_or("", String::as_str);
    let told = |text: &str| text.replace("{rapport}", &report).replace("{kilde}", source).replace("{periode}", last);
    let readme = if source.is_empty() { "README.md" } else { "README-fra.md" };
    for (name, text) in Templates::embedded(FOLDER) {
        if name == FILE {
            staging.write(FILE, told(text).as_bytes())?;
        } else if name == readme {
            staging.write("README.md", told(text).as_bytes())?;
        }
    }
    staging.hand_over()?;
    let next = match origin {
        StartingPoint::Small => {
            let builds = periods.iter().map(|period| format!("build {period}"));
            builds.chain([format!("diff {}", periods.join(" "))]).collect()
        }
        StartingPoint::Report { .. } => vec![format!("check {last}"), format!("build {last}")],
    };
    Ok(Some(NewReport { report, periods, data, skipped, next }))
}

/// The id of the report: as requested, or derived from the folder's name.
fn id(folder: &Path, wishes: &Wishes) -> anyhow::Result<String> {
    let embedded = Templates::default().reports();
    let is_taken = |id: &str| TAKEN.contains(&id) || embedded.iter().any(|report| report == id);
    if let Some(wished) = &wishes.report {
        anyhow::ensure!(
            *wished == plain(wished) && !wished.is_empty(),
            "»{wished}« kan ikke være navnet på en rapport. Brug små bogstaver a–z, cifre og bindestreger, fx min-rapport"
        );
        anyhow::ensure!(!is_taken(wished), "Navnet »{wished}« er optaget af en rapport i kapreport. Vælg et andet");
        return Ok(wished.clone());
    }
    let name = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = plain(&name.file_name().unwrap_or_default().to_string_lossy());
    Ok(match name.as_str() {
        "" => "min-rapport".to_owned(),
        name if is_taken(name) || cpr::is_in(name) => {
            format!("min-{}", if cpr::is_in(name) { "rapport" } else { name })
        }
        _ => name,
    })
}

/// The name in letters that every system allows in file names.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'æ' => plain.push_str("ae"),
            'ø' => plain.push_str("oe"),
            'å' => plain.push_str("aa"),
            'a'..='z' | '0'..='9' => plain.push(c),
            _ if plain.is_empty() || plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    plain.trim_end_matches('-').to_owned()
}

/// The names and texts of the report's files.
fn report_files(origin: &StartingPoint) -> anyhow::Result<Vec<(String, String)>> {
    match origin {
        StartingPoint::Small => Ok(Templates::embedded(FOLDER)
            .into_iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(REPORT)?.to_owned(), text.to_owned())))
            .collect()),
        StartingPoint::Report { id, templates, .. } => {
            let read = |name: String| {
                let path = format!("{id}/{name}");
                let text = templates.text(&path).with_context(|| format!("Filen »{path}« kan ikke læses"))?;
                Ok(text.map(|text| (name, text.into_owned())))
            };
            templates.names(id, "").into_iter().filter_map(|name| read(name).transpose()).map(with_workbooks).collect()
        }
    }
}

/// The name and text of a file; datasets that read delimited text only also get a workbook of the same name as a pattern, so that
/// a form can be made for them.
fn with_workbooks(file: anyhow::Result<(String, String)>) -> anyhow::Result<(String, String)> {
    let (name, text) = file?;
    if name != "datasets.toml" {
        return Ok((name, text));
    }
    let widened = |line: &str| match line.strip_prefix("files = [\"").and_then(|rest| rest.strip_suffix(".csv\"]")) {
        Some(pattern) if !pattern.contains('"') => format!("files = [\"{pattern}.csv\", \"{pattern}.xlsx\"]\n"),
        _ => format!("{line}\n"),
    };
    Ok((name, text.lines().map(widened).collect()))
}

/// The text of `report.toml` without its notice, which says that the data of the report it is copied from are invented.
fn without_notice(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with("notice ")).collect()
}

/// The text of `report.toml` with another title.
fn with_title(text: &str, title: &str) -> anyhow::Result<String> {
    anyhow::ensure!(!cpr::is_in(title), "Titlen har et CPR-nummer. Det må ikke komme ind i en rapport");
    let line = text.lines().find(|line| line.starts_with("title ")).context("report.toml har ingen titel")?;
    // A JSON string is a TOML string.
    Ok(text.replacen(line, &format!("title = {}", serde_json::to_string(title)?), 1))
}

/// The periods for which the small report has rows.
fn small_periods() -> Vec<String> {
    let mut periods: Vec<String> = Templates::embedded(FOLDER)
        .into_iter()
        .filter_map(|(name, _)| Some(name.strip_prefix(DATA)?.split_once('/')?.0.to_owned()))
        .collect();
    periods.dedup();
    periods
}

/// Writes the forms of each period, and returns the datasets without one.
fn write_forms(
    staging: &Staging,
    definition: &Definition,
    origin: &StartingPoint,
    periods: &[String],
) -> anyhow::Result<Vec<SkippedDataset>> {
    let mut skipped = Vec::new();
    for label in periods {
        let period = Period::parse(label).map_err(anyhow::Error::msg)?;
        let filled = match origin {
            StartingPoint::Small => invented(label)?,
            StartingPoint::Report { .. } => FormRows::default(),
        };
        let made = inputs(definition, Some(&period), &filled)?;
        for file in made.files {
            staging.write(&format!("data/{label}/{}", file.name), &file.bytes)?;
        }
        skipped = made.skipped;
    }
    Ok(skipped)
}

/// The invented rows of a period.
fn invented(period: &str) -> anyhow::Result<FormRows> {
    let mut filled = FormRows::default();
    for (name, text) in Templates::embedded(FOLDER) {
        let dataset = name.strip_prefix(&format!("{DATA}{period}/")).and_then(|name| name.strip_suffix(".csv"));
        let Some(dataset) = dataset else { continue };
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let headers = texts(reader.headers()?);
        let rows = reader.records().map(|record| Ok(texts(&record?))).collect::<Result<_, csv::Error>>()?;
        filled.insert(dataset.to_owned(), FilledRows { headers, rows });
    }
    Ok(filled)
}
