//! A definition as it was read, before names and expressions are checked against each other.

use indexmap::IndexMap;

use super::concepts::Concepts;
use super::dataset::Dataset;
use super::figure::{FigureDefinition, Query};
use super::join::{Join, UncheckedJoin};
use super::names::check_name;
use super::reader::{At, TomlFile};
use super::templates::Templates;
use super::{Chapter, Report, chapter, report};
use crate::danish::{self, did_you_mean};
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings};

/// What could be read of a report's files. Names in it may refer to nothing.
pub(super) struct UncheckedDefinition {
    pub report: Report,
    pub datasets: IndexMap<String, Dataset>,
    /// `None` for a join that has been reported as impossible.
    pub joins: IndexMap<String, Option<Join>>,
    pub chapters: Vec<Chapter>,
    pub figures: IndexMap<FigureId, FigureDefinition>,
    pub concepts: Concepts,
    pub templates: Templates,
}

impl UncheckedDefinition {
    /// Reads all files of the report; `None` if its main file cannot be read.
    pub fn read(id: &str, templates: Templates, findings: &Findings) -> Option<Self> {
        let (report, chapter_ids) = read_report(id, &templates, findings)?;
        let (datasets, joins) = read_datasets(id, &templates, findings);
        let mut chapters = Vec::new();
        let mut figures = IndexMap::new();
        for chapter_id in &chapter_ids {
            let Some((chapter, own)) = chapter::read(id, chapter_id, &templates, findings) else { continue };
            chapters.push(chapter);
            figures.extend(own.into_iter().map(|figure| (figure.id.clone(), figure)));
        }
        report_unlisted(id, &chapter_ids, &templates, findings);
        let concepts = Concepts::read(&templates, findings);
        Some(Self { report, datasets, joins, chapters, figures, concepts, templates })
    }

    /// The dataset whose rows the query counts; `None` if there is no such dataset or it is an impossible join.
    pub fn dataset_of(&self, query: &Query) -> Option<&Dataset> {
        let id = &query.from.dataset;
        self.datasets.get(id).or_else(|| Some(&self.join(id)?.rows))
    }

    pub fn join(&self, id: &str) -> Option<&Join> {
        self.joins.get(id)?.as_ref()
    }
}

/// Reports pairs of files that look like a chapter and are not on the list of chapters.
fn report_unlisted(report: &str, listed: &[super::Located<String>], templates: &Templates, findings: &Findings) {
    let texts = templates.names(report, ".typ");
    for name in texts.iter().filter_map(|name| name.strip_suffix(".typ")) {
        let path = format!("{report}/{name}.toml");
        if !listed.iter().any(|chapter| chapter.value == name) && matches!(templates.text(&path), Ok(Some(_))) {
            let list = listed.last().map(|chapter| chapter.at.clone());
            let place = list.unwrap_or_else(|| At::file(&format!("{report}/report.toml"))).place();
            let message = format!("Kapitlet »{name}« er ikke med i rapporten: det står ikke på listen »chapters«.");
            findings.push(Finding::new(Code::UnlistedChapter, place, message));
        }
    }
}

fn read_report(id: &str, templates: &Templates, findings: &Findings) -> Option<(Report, Vec<super::Located<String>>)> {
    let path = format!("{id}/report.toml");
    let missing = |message: String| Finding::new(Code::MissingTemplate, At::file(&path).place(), message);
    match templates.text(&path) {
        Ok(Some(text)) => {
            chapter::report_encoding(templates, &path, findings);
            Some(TomlFile::new(&path, &text, findings).read(|toml| report::read(id, toml)))
        }
        Ok(None) => {
            let reports = templates.reports();
            let hint = did_you_mean(id, reports.iter().map(String::as_str));
            let advice = format!("Kendte rapporter: {}. {hint}", reports.join(", "));
            findings.push(missing(format!("Der er ingen rapport »{id}«.")).advise(advice.trim()));
            None
        }
        Err(error) => {
            findings.push(missing(format!("Filen »{path}« kan ikke læses: {}.", danish::io_error(&error))));
            None
        }
    }
}

/// The datasets that are read from files, and those that are joined.
fn read_datasets(
    report: &str,
    templates: &Templates,
    findings: &Findings,
) -> (IndexMap<String, Dataset>, IndexMap<String, Option<Join>>) {
    let path = format!("{report}/datasets.toml");
    let Some(text) = chapter::file(templates, &path, &At::file(&format!("{report}/report.toml")), findings) else {
        return (IndexMap::new(), IndexMap::new());
    };
    let mut datasets = IndexMap::new();
    let mut written = IndexMap::new();
    TomlFile::new(&path, &text, findings).read(|toml| {
        for (name, table) in toml.entries() {
            check_name(&table, &name);
            if table.has("join") {
                written.insert(name.value.clone(), UncheckedJoin::read(name, table));
            } else {
                datasets.insert(name.value.clone(), Dataset::read(&name, table));
            }
        }
    });
    let names: Vec<String> = written.keys().cloned().collect();
    let joins = written.into_iter().map(|(name, join)| (name, join.resolve(&datasets, &names, findings))).collect();
    (datasets, joins)
}
