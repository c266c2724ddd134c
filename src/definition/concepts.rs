//! `shared/concepts.toml`: the concepts that figures of several reports share, by which reports are compared.

use indexmap::IndexMap;
use serde::Serialize;

use super::figure::{Unit, read_unit};
use super::names::check_name;
use super::reader::{At, Located, TomlFile, TomlTable};
use super::templates::Templates;
use crate::danish::{self, did_you_mean};
use crate::findings::{Code, Finding, Findings};

/// Where they are declared, below the templates folder.
pub const FILE: &str = "shared/concepts.toml";

/// The concepts, and the denominators by which they are normalised.
#[derive(Debug, Clone, Default)]
pub struct Concepts {
    /// The titles of the chapters by id, in order.
    pub chapters: IndexMap<String, String>,
    /// The denominators by name.
    pub denominators: IndexMap<String, Denominator>,
    /// The concepts by id, `chapter.name`, in order.
    pub concepts: IndexMap<String, Concept>,
}

/// A concept that numbers can be divided by, such as the number of practices.
#[derive(Debug, Clone)]
pub struct Denominator {
    /// The concept that is divided by.
    pub concept: Located<String>,
    /// Per how many: 100 for »pr. 100 praksis«.
    pub scale: u32,
    pub unit: Unit,
}

/// What the figures of several reports measure.
#[derive(Debug, Clone)]
pub struct Concept {
    /// What it is called in tables.
    pub label: String,
    /// What it means, in a sentence.
    pub definition: String,
    /// How it relates to time.
    pub kind: ConceptKind,
    /// The names of the denominators by which it can be normalised.
    pub per: Vec<Located<String>>,
    pub at: At,
}

/// How a concept relates to time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConceptKind {
    /// Counted over the period: twice the time gives twice the number.
    Flow,
    /// Counted over the period, each person or practice once: twice the time gives less than twice the number.
    Reach,
    Stock,
    Share,
}

impl ConceptKind {
    /// The word in definition files.
    pub const NAMES: [(&'static str, Self); 4] =
        [("flow", Self::Flow), ("reach", Self::Reach), ("stock", Self::Stock), ("share", Self::Share)];

    /// Whether it is counted over the period.
    pub fn is_over_period(self) -> bool {
        matches!(self, Self::Flow | Self::Reach)
    }
}

impl Denominator {
    /// `pr. 100 praksis`, `pr. klynge`.
    pub fn label(&self) -> String {
        match self.scale {
            1 => danish::with_unit("pr.", &self.unit.one),
            scale => danish::with_unit("pr.", &danish::with_unit(&danish::number(scale.into(), 0), &self.unit.many)),
        }
    }
}

impl Concepts {
    /// Reads the file; its mistakes become findings.
    pub fn read(templates: &Templates, findings: &Findings) -> Self {
        let Some(text) = super::chapter::file(templates, FILE, &At::file(FILE), findings) else {
            return Self::default();
        };
        TomlFile::new(FILE, &text, findings).read(|toml| {
            let concepts = Self {
                chapters: toml.named_texts("chapters"),
                denominators: toml
                    .named_tables("denominators")
                    .into_iter()
                    .filter_map(|(name, table)| Some((name.value, read_denominator(table)?)))
                    .collect(),
                concepts: toml.named_tables("concepts").into_iter().flat_map(read_chapter).collect(),
            };
            concepts.check(&toml);
            toml.finish();
            concepts
        })
    }

    /// The denominators by which a concept can be normalised.
    pub fn denominators_of<'a>(&'a self, concept: &'a Concept) -> impl Iterator<Item = &'a Denominator> {
        concept.per.iter().filter_map(|name| self.denominators.get(&name.value))
    }

    /// Reports chapters, denominators and concepts that are named but not defined.
    fn check(&self, toml: &TomlTable<'_>) {
        for (id, concept) in &self.concepts {
            let chapter = id.split('.').next().unwrap_or_default();
            if !self.chapters.contains_key(chapter) {
                let hint = did_you_mean(chapter, self.chapters.keys().map(String::as_str));
                toml.report(Code::BadValue, &concept.at, format!("Kapitlet »{chapter}« findes ikke."), hint);
            }
            for name in concept.per.iter().filter(|name| !self.denominators.contains_key(&name.value)) {
                let hint = did_you_mean(&name.value, self.denominators.keys().map(String::as_str));
                toml.report(Code::BadValue, &name.at, format!("Nævneren »{}« findes ikke.", name.value), hint);
            }
            if let (ConceptKind::Share, Some(name)) = (concept.kind, concept.per.first()) {
                toml.report(Code::BadValue, &name.at, format!("»{id}« er en andel og kan ikke have nævnere."), "");
            }
        }
        for denominator in self.denominators.values() {
            let id = &denominator.concept;
            match self.concepts.get(&id.value).map(|concept| concept.kind) {
                None => toml.report_finding(self.unknown(id)),
                Some(ConceptKind::Stock) => {}
                Some(ConceptKind::Flow | ConceptKind::Reach | ConceptKind::Share) => {
                    let message = format!("»{}« kan ikke være nævner.", id.value);
                    toml.report(Code::BadValue, &id.at, message, "En nævner er et antal på en dag: kind = \"stock\".");
                }
            }
        }
    }

    /// The finding for a concept that is not defined, with the nearest that is.
    pub fn unknown(&self, id: &Located<String>) -> Finding {
        let hint = did_you_mean(&id.value, self.concepts.keys().map(String::as_str));
        let advice = if hint.is_empty() { format!("Begreberne står i {FILE}.") } else { hint };
        Finding::new(Code::UnknownConcept, id.at.place(), format!("Begrebet »{}« er ikke defineret.", id.value))
            .advise(advice)
    }
}

fn read_denominator(table: TomlTable<'_>) -> Option<Denominator> {
    let concept = table.required_text("concept");
    let scale = table.count_within("scale", 1, 1_000_000).unwrap_or(1);
    let unit = table.required_text("unit");
    let unit = read_unit(&table, &unit);
    table.finish();
    Some(Denominator { concept, scale, unit: unit? })
}

/// The concepts of one chapter, `[concepts.klynger.antal]`.
fn read_chapter((chapter, table): (Located<String>, TomlTable<'_>)) -> Vec<(String, Concept)> {
    check_name(&table, &chapter);
    table
        .entries()
        .into_iter()
        .map(|(name, table)| {
            check_name(&table, &name);
            let concept = Concept {
                label: table.required_text("label").value,
                definition: table.required_text("definition").value,
                kind: table.choice("kind", &ConceptKind::NAMES).unwrap_or_else(|| {
                    table.required_text("kind");
                    ConceptKind::Stock
                }),
                per: table.texts("per"),
                at: name.at.clone(),
            };
            table.finish();
            (format!("{}.{}", chapter.value, name.value), concept)
        })
        .collect()
}
