//! What a preview or a draft lacks, and what it shows instead.

use indexmap::IndexMap;

use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::FigureOrigin;
use crate::definition::usage::Usage;
use crate::figure_id::FigureId;

/// What a preview or draft leaves out because it cannot be made. Empty if the report is complete.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gaps {
    /// Labels of the datasets that are missing or have errors, by id.
    pub(crate) datasets: IndexMap<String, String>,
    /// The figures that could not be computed.
    pub(crate) figures: IndexMap<FigureId, FigureGap>,
    /// The definition files that are replaced by an earlier version, by path below the templates, with the day of that version.
    pub(crate) files: IndexMap<String, String>,
}

/// A figure that could not be computed now.
#[derive(Debug, Clone)]
pub(crate) struct FigureGap {
    /// Labels of the datasets that it is counted from and that cannot be read.
    pub(crate) because: Vec<String>,
    /// The day that the shown number is from: `den 26. november 2026`. `None` if it is shown as unknown.
    pub(crate) kept_from: Option<String>,
}

/// Figures with the same gap.
pub(crate) struct GapGroup<'a> {
    gap: &'a FigureGap,
    pub(crate) figures: Vec<&'a FigureId>,
}

impl Gaps {
    /// Adds datasets that are missing or have errors.
    pub(crate) fn add_datasets<'a>(&mut self, ids: impl IntoIterator<Item = &'a String>, definition: &Definition) {
        for id in ids {
            let label = definition.datasets.get(id).map_or(id, |dataset| &dataset.label);
            self.datasets.insert(id.clone(), label.clone());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.datasets.is_empty() && self.figures.is_empty() && self.files.is_empty()
    }

    /// Danish notices to print at the beginning of chapters, by chapter id.
    pub(crate) fn notices(&self, definition: &Definition) -> Vec<(String, String)> {
        let mut notices = Vec::new();
        let usage = if self.figures.is_empty() { Usage::default() } else { Usage::of(definition) };
        for chapter in &definition.chapters {
            let file = format!("{}/{}.toml", definition.report.id, chapter.id);
            let old = self.files.get(&file).map(|then| old_definition(&file, then));
            let groups = self.groups(|id| is_in(&chapter.id, id, definition, &usage));
            let lacking = groups.into_iter().map(|group| group.sentence());
            notices.extend(old.into_iter().chain(lacking).map(|text| (chapter.id.clone(), text)));
        }
        notices
    }

    /// The figures for which `is_wanted` holds, grouped by gap.
    pub(crate) fn groups(&self, is_wanted: impl Fn(&FigureId) -> bool) -> Vec<GapGroup<'_>> {
        let mut groups: IndexMap<(&[String], Option<&str>), GapGroup<'_>> = IndexMap::new();
        for (id, gap) in self.figures.iter().filter(|(id, _)| is_wanted(id)) {
            let group = groups.entry((&gap.because, gap.kept_from.as_deref()));
            group.or_insert_with(|| GapGroup { gap, figures: Vec::new() }).figures.push(id);
        }
        groups.into_values().collect()
    }

    /// Marks figures without a number as unknown in the definition, so that the report says why.
    pub(crate) fn explain(&self, definition: &mut Definition) {
        for (id, gap) in self.figures.iter().filter(|(_, gap)| gap.kept_from.is_none()) {
            if let Some(figure) = definition.figures.get_mut(id) {
                figure.origin = FigureOrigin::Unknown(gap.reason());
            }
        }
    }
}

impl FigureGap {
    /// `»Medicinteamets log« mangler eller kan ikke læses.`
    pub(crate) fn reason(&self) -> String {
        format!("{}.", self.cause())
    }

    fn cause(&self) -> String {
        let labels: Vec<String> = self.because.iter().map(|label| format!("»{label}«")).collect();
        match labels.is_empty() {
            true => "Noget kan ikke beregnes".to_owned(),
            false => format!("{} mangler eller kan ikke læses", danish::list(&labels)),
        }
    }
}

impl<'a> GapGroup<'a> {
    /// `»Medicinteamets log« mangler eller kan ikke læses`
    pub(crate) fn cause(&self) -> String {
        self.gap.cause()
    }

    /// Labels of the datasets that cannot be read.
    pub(crate) fn because(&self) -> &'a [String] {
        &self.gap.because
    }

    /// `12 nøgletal er fra den 26. november 2026`
    pub(crate) fn instead(&self) -> String {
        let numbers = danish::counted(self.figures.len() as u64, "nøgletal", "nøgletal");
        match (&self.gap.kept_from, self.figures.len()) {
            (Some(then), _) => format!("{numbers} er fra {then}"),
            (None, 1) => format!("{numbers} er ukendt"),
            (None, _) => format!("{numbers} er ukendte"),
        }
    }

    /// `»Medicinteamets log« mangler eller kan ikke læses. 12 nøgletal er fra den 26. november 2026.`
    pub(crate) fn sentence(&self) -> String {
        format!("{}. {}.", self.cause(), self.instead())
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
