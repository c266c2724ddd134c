//! What of today a preview lacks, and what it shows instead.

use indexmap::IndexMap;

use crate::danish;
use crate::definition::Definition;
use crate::definition::usage::Usage;
use crate::figure_id::FigureId;

/// A preview leaves out what cannot be made, and says so. All of it is empty if the report is whole.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    /// Labels of the datasets that are missing or have errors, by id.
    pub(crate) datasets: IndexMap<String, String>,
    /// The figures that could not be computed.
    pub(crate) figures: IndexMap<FigureId, FigureGap>,
    /// The files of the definition that are read as they were, and which night that is, by path below the templates.
    pub(crate) files: IndexMap<String, String>,
}

/// A figure that could not be computed today.
#[derive(Debug, Clone)]
pub(crate) struct FigureGap {
    /// Labels of the datasets that it is counted from and that cannot be read.
    pub(crate) because: Vec<String>,
    /// Which night the number that is shown is from: `den 26. november 2026`. `None` if there is none, so it is unknown.
    pub(crate) kept_from: Option<String>,
}

impl Gaps {
    pub(crate) fn is_empty(&self) -> bool {
        self.datasets.is_empty() && self.figures.is_empty() && self.files.is_empty()
    }

    /// What the chapters say at their beginning, by their ids.
    pub(crate) fn notices(&self, definition: &Definition) -> Vec<(String, String)> {
        let mut notices = Vec::new();
        let usage = if self.figures.is_empty() { Usage::default() } else { Usage::of(definition) };
        for chapter in &definition.chapters {
            let file = format!("{}/{}.toml", definition.report.id, chapter.id);
            let old = self.files.get(&file).map(|then| old_definition(&file, then));
            let own = self.figures.iter().filter(|(id, _)| is_in(&chapter.id, id, definition, &usage));
            let mut told: IndexMap<(&[String], Option<&str>), u64> = IndexMap::new();
            own.for_each(|(_, gap)| *told.entry((&gap.because, gap.kept_from.as_deref())).or_default() += 1);
            let lacking = told.into_iter().map(|((because, then), count)| lacks(because, then, count));
            notices.extend(old.into_iter().chain(lacking).map(|text| (chapter.id.clone(), text)));
        }
        notices
    }
}

/// Whether the chapter defines the figure or prints it.
fn is_in(chapter: &str, id: &FigureId, definition: &Definition, usage: &Usage) -> bool {
    let folder = &definition.report.id;
    let files = [format!("{folder}/{chapter}.toml"), format!("{folder}/{chapter}.typ")];
    id.chapter() == chapter
        || usage
            .of_figure(&id.whole())
            .any(|used| used.is_printed() && files.iter().any(|file| **file == *used.at.file))
}

fn old_definition(file: &str, then: &str) -> String {
    format!("Filen {file} kan ikke læses. Tal og tabeller er sat efter filen fra {then}.")
}

/// `»Medicinteamets log« kan ikke læses. 12 tal er fra den 26. november 2026.`
fn lacks(because: &[String], then: Option<&str>, count: u64) -> String {
    let labels: Vec<String> = because.iter().map(|label| format!("»{label}«")).collect();
    let cause = match labels.is_empty() {
        true => "Nogle tal kan ikke beregnes".to_owned(),
        false => format!("{} mangler eller kan ikke læses", danish::list(&labels)),
    };
    let numbers = danish::counted(count, "nøgletal", "nøgletal");
    match then {
        Some(then) => format!("{cause}. {numbers} er fra {then}."),
        None => format!("{cause}. {numbers} er ukendte."),
    }
}
