//! Chapters: a pair of files, `<chapter>.toml` and `<chapter>.typ`.

use super::chart::ChartDefinition;
use super::expression::Expression;
use super::figure::FigureDefinition;
use super::reader::{At, Located, TableOrText, TomlFile};
use super::table::{TableDefinition, Template};
use super::templates::Templates;
use crate::danish;
use crate::findings::{Code, Finding, Findings, Severity};

/// Largest size of a chapter's prose in bytes, some 200 pages. The checks of prose and Typst use up to 800 bytes of memory for
/// each byte of it.
const MOST_BYTES: usize = 1 << 19;

/// A chapter of the report.
#[derive(Debug)]
pub struct Chapter {
    /// Its name: that of its files, and the first part of its figures' ids.
    pub id: String,
    pub title: String,
    /// Who is responsible for it; "" if nobody is named.
    pub owner: String,
    pub tables: Vec<TableDefinition>,
    pub charts: Vec<ChartDefinition>,
    /// What must hold between figures.
    pub checks: Vec<Check>,
    /// Its text, in Tera and Typst.
    pub prose: Template,
}

impl Chapter {
    /// The words of its tables and charts: captions, labels and notes.
    pub fn labels(&self) -> impl Iterator<Item = &Template> {
        let tables = self.tables.iter().flat_map(TableDefinition::templates);
        tables.chain(self.charts.iter().flat_map(ChartDefinition::templates))
    }
}

/// A statement that must hold between figures.
#[derive(Debug)]
pub struct Check {
    pub that: Expression,
    /// Why it must hold, in Danish.
    pub message: String,
    /// Severity of the finding when it does not hold.
    pub severity: Severity,
    /// How much the compared numbers may differ and still count as equal.
    pub tolerance: f64,
}

/// Reads a chapter's two files; returns it and its figures.
pub fn read(
    report: &str,
    id: &Located<String>,
    templates: &Templates,
    findings: &Findings,
) -> Option<(Chapter, Vec<FigureDefinition>)> {
    let toml_path = format!("{report}/{}.toml", id.value);
    let prose_path = format!("{report}/{}.typ", id.value);
    let text = file(templates, &toml_path, &id.at, findings);
    let prose = file(templates, &prose_path, &id.at, findings);
    let text = text?;
    // Without its prose the chapter still has its figures, which other chapters use.
    let prose = prose.unwrap_or_default();
    Some(TomlFile::new(&toml_path, &text, findings).read(|toml| {
        let title = toml.required_text("title").value;
        let owner = toml.text("owner").map_or_else(String::new, |owner| owner.value);
        let figures = toml
            .named_tables("figures")
            .into_iter()
            .flat_map(|(name, table)| FigureDefinition::read(&id.value, &name, table))
            .collect();
        let tables = toml
            .named_tables("tables")
            .into_iter()
            .map(|(name, table)| TableDefinition::read(&id.value, &name, table))
            .collect();
        let charts = toml
            .named_tables("charts")
            .into_iter()
            .map(|(name, table)| ChartDefinition::read(&id.value, &name, table))
            .collect();
        let checks = toml
            .tables_or_texts("checks")
            .into_iter()
            .filter_map(|check| match check {
                TableOrText::Text(that) => {
                    toml.report(Code::WrongType, &that.at, "Et tjek skal være en tabel med »that« og »message«.", "");
                    None
                }
                TableOrText::Table(check) => {
                    let that =
                        Expression::parse(check.required_text("that")).map_err(|finding| findings.push(*finding));
                    let message = check.required_text("message").value;
                    let severity = check
                        .choice("severity", &[("error", Severity::Error), ("warning", Severity::Warning)])
                        .unwrap_or(Severity::Error);
                    let tolerance = check.non_negative_number("tolerance").unwrap_or(0.0);
                    check.finish();
                    Some(Check { that: that.ok()?, message, severity, tolerance })
                }
            })
            .collect();
        toml.finish();
        let prose = Located { value: prose.into_owned(), at: At::file(&prose_path) };
        (Chapter { id: id.value.clone(), title, owner, tables, charts, checks, prose }, figures)
    }))
}

/// The text of a required file. If it is missing, reports that at `named`, where the file is named.
pub(crate) fn file(
    templates: &Templates,
    path: &str,
    named: &At,
    findings: &Findings,
) -> Option<std::borrow::Cow<'static, str>> {
    match templates.text(path) {
        Ok(Some(text)) if text.len() > MOST_BYTES => {
            let message = "Filen er større end 500 KB og er ikke læst.";
            let advice = "Et kapitel har få sider. Del det i flere kapitler, og lad data stå i eksporterne.";
            findings.push(Finding::new(Code::EndlessTemplate, At::file(path).place(), message).advise(advice));
            None
        }
        Ok(Some(text)) => {
            report_encoding(templates, path, findings);
            Some(text)
        }
        Ok(None) => {
            findings.push(
                Finding::new(Code::MissingTemplate, named.place(), format!("Filen »{path}« findes ikke."))
                    .advise(nearest_file(templates, path)),
            );
            None
        }
        Err(error) => {
            findings.push(Finding::new(
                Code::MissingTemplate,
                named.place(),
                format!("Filen »{path}« kan ikke læses: {}.", danish::io_error(&error)),
            ));
            None
        }
    }
}

/// Reports that a file was read in another encoding than UTF-8.
pub(super) fn report_encoding(templates: &Templates, path: &str, findings: &Findings) {
    if let Some(encoding) = templates.foreign_encoding(path) {
        let message = format!("Filen er gemt med tegnsættet {encoding} og er læst sådan.");
        findings.push(Finding::new(Code::TemplateEncoding, At::file(path).place(), message));
    }
}

/// Advice on a missing file: names one to which Notepad has added a second suffix, one whose name differs in case, or the nearest
/// name.
fn nearest_file(templates: &Templates, path: &str) -> String {
    let (folder, wanted) = path.rsplit_once('/').unwrap_or(("", path));
    let names = templates.names(folder, "");
    let same = |name: &&String| {
        let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
        name == wanted || name.strip_prefix(&wanted).is_some_and(|ending| ending.starts_with('.'))
    };
    match names.iter().find(same) {
        Some(other) => {
            format!("Omdøb »{other}« til »{wanted}«. I Stifinder kan du se hele navnet under Vis, Filtypenavne.")
        }
        None => {
            let extension = wanted.rsplit_once('.').map_or("", |(_, extension)| extension);
            let names = names.iter().filter(|name| name.ends_with(extension));
            crate::danish::did_you_mean(wanted, names.map(String::as_str))
        }
    }
}
