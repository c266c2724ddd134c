//! `overblik/overblik.toml`: the overview's title and the concepts that it singles out.

use crate::danish::did_you_mean;
use crate::definition::concepts::Concepts;
use crate::definition::reader::TomlTable;
use crate::definition::theme::Theme;
use crate::definition::{At, Located, Templates, TomlFile};
use crate::findings::{Code, Finding, Findings};

/// The file's path below the templates folder.
const FILE: &str = "overblik/overblik.toml";

#[derive(Debug)]
pub(super) struct OverviewSettings {
    pub title: String,
    pub subtitle: String,
    pub author: String,
    pub publisher: String,
    pub description: String,
    pub keywords: Vec<String>,
    /// The ids of the concepts with a sentence on the first page.
    pub told: Vec<String>,
    pub bars: Vec<BarChart>,
    pub theme: Theme,
}

/// A concept that is drawn in proportion to another, by their ids.
#[derive(Debug)]
pub(super) struct BarChart {
    pub concept: String,
    pub denominator: String,
}

impl OverviewSettings {
    /// Reads the file. Returns `None` after findings.
    pub(super) fn read(templates: &Templates, concepts: &Concepts, findings: &Findings) -> Option<Self> {
        let text = crate::definition::chapter::file(templates, FILE, &At::file(FILE), findings)?;
        let settings = TomlFile::new(FILE, &text, findings).read(|toml| {
            let settings = read(&toml, concepts);
            toml.finish();
            settings
        });
        (!findings.has_errors()).then_some(settings)
    }
}

fn read(toml: &TomlTable<'_>, concepts: &Concepts) -> OverviewSettings {
    let text = |key| toml.text(key).map_or_else(String::new, |text| text.value);
    let told = toml.texts("told");
    for id in told.iter().filter(|id| !concepts.concepts.contains_key(&id.value)) {
        toml.report_finding(concepts.unknown(id));
    }
    let bars = toml.table("bars").map(|table| table.text_entries()).unwrap_or_default();
    let bars = bars.into_iter().filter_map(|(concept, per)| bar_chart(toml, concepts, concept, &per));
    OverviewSettings {
        title: toml.required_text("title").value,
        subtitle: text("subtitle"),
        author: toml.required_text("author").value,
        publisher: text("publisher"),
        description: text("description"),
        keywords: toml.texts("keywords").into_iter().map(|word| word.value).collect(),
        told: told.into_iter().map(|id| id.value).collect(),
        bars: bars.collect(),
        theme: toml.table("theme").map_or_else(Theme::default, Theme::read),
    }
}

/// The chart of a concept per denominator. Returns `None` after a finding.
fn bar_chart(toml: &TomlTable<'_>, concepts: &Concepts, id: String, per: &Located<String>) -> Option<BarChart> {
    let Some(concept) = concepts.concepts.get(&id) else {
        toml.report_finding(concepts.unknown(&Located { value: id, at: per.at.clone() }));
        return None;
    };
    if !concept.per.iter().any(|name| name.value == per.value) {
        let message = format!("»{id}« kan ikke sættes i forhold til »{}«.", per.value);
        let hint = did_you_mean(&per.value, concept.per.iter().map(|name| name.value.as_str()));
        toml.report_finding(Finding::new(Code::BadValue, per.at.place(), message).advise(hint));
        return None;
    }
    let denominator = concepts.denominators.get(&per.value)?.concept.value.clone();
    Some(BarChart { concept: id, denominator })
}
