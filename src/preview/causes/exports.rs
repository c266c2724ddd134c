//! Causes: exports that have changed, judged by their rows and not by their bytes.

use std::cmp::Reverse;

use indexmap::IndexMap;

use super::{CauseKind, ChangeCause};
use crate::danish;
use crate::figure_id::FigureId;
use crate::preview::baseline::Baseline;
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::{Export, Preview};
use crate::snapshot::{RowChanges, RowDigest, SourceFile, SourceState, row_ranges};

pub(super) fn causes(preview: &Preview<'_>, baseline: &Baseline, places: &FigurePlaces) -> Vec<ChangeCause> {
    let mut datasets: IndexMap<&str, Vec<&Export>> = IndexMap::new();
    for export in &preview.exports {
        datasets.entry(&export.source.file.dataset).or_default().push(export);
    }
    let readable = datasets.into_iter().filter(|(id, _)| !preview.gaps.datasets.contains_key(*id));
    let mut told: Vec<(Reverse<usize>, ChangeCause)> = Vec::new();
    for (id, exports) in readable {
        let dataset = DatasetExports {
            exports: &exports,
            then: &baseline.snapshot.sources,
            now: preview.figures.as_ref().map_or(&[][..], |figures| &figures.snapshot.sources),
            rows: preview.row_changes(id),
        };
        let Some((lost, sentence, details)) = dataset.told() else { continue };
        let figures = if dataset.is_same() { Vec::new() } else { figures_of(id, preview) };
        told.push((
            Reverse(lost),
            ChangeCause::new(CauseKind::Export, sentence).with_details(details).moving(figures, places),
        ));
    }
    // Exports that were cut most come first.
    told.sort_by_key(|(lost, _)| *lost);
    told.into_iter().map(|(_, cause)| cause).collect()
}

/// The changed figures that are counted from a dataset, directly or through others.
fn figures_of(dataset: &str, preview: &Preview<'_>) -> Vec<FigureId> {
    let Some(figures) = &preview.figures else { return Vec::new() };
    let reads = |id: &FigureId| figures.snapshot.datasets_of(id).contains(dataset);
    preview.moved().map(|entry| entry.id.clone()).filter(reads).collect()
}

/// The files of a dataset in the baseline and now.
struct DatasetExports<'a> {
    exports: &'a [&'a Export],
    /// All sources of the baseline, and of this preview.
    then: &'a [SourceFile],
    now: &'a [SourceFile],
    /// `None` if the rows of the baseline are not known.
    rows: Option<RowChanges>,
}

impl DatasetExports<'_> {
    /// Whether the rows are known to be the same.
    fn is_same(&self) -> bool {
        self.rows.as_ref().is_some_and(RowChanges::is_empty)
    }

    /// How many rows were lost, the sentence, and where the rows are. `None` if nothing has changed.
    fn told(&self) -> Option<(usize, String, Vec<String>)> {
        let in_state = |state| self.exports.iter().filter(move |export| export.source.state == state);
        if in_state(SourceState::Unchanged).count() == self.exports.len() {
            return None;
        }
        let name = self.name();
        let Some(rows) = &self.rows else {
            return Some((0, self.counted(&name), Vec::new()));
        };
        if rows.is_empty() {
            let [gone, new] = [SourceState::Gone, SourceState::New]
                .map(|state| in_state(state).map(|export| export.source.file.file.clone()).collect::<Vec<_>>());
            let is_renamed = !gone.is_empty() && !new.is_empty();
            let sentence = format!("{} hedder nu {}; rækkerne er de samme.", danish::list(&gone), danish::list(&new));
            return is_renamed.then_some((0, sentence, Vec::new()));
        }
        let sentence = format!("{name}: {}.", rows.in_words());
        let changed: Vec<RowDigest> = rows.changed.iter().map(|row| row.now).collect();
        let details = [("Nye", &rows.new, self.now), ("Ændret", &changed, self.now), ("Væk", &rows.removed, self.then)];
        let details = details.into_iter().flat_map(|(word, rows, sources)| where_they_are(word, rows, sources));
        Some((rows.before.saturating_sub(rows.now), sentence, details.collect()))
    }

    /// The name of its file now; its label if it has several.
    fn name(&self) -> String {
        let here = self.exports.iter().filter(|export| export.source.state != SourceState::Gone);
        let files: Vec<&str> = here.map(|export| export.source.file.file.as_str()).collect();
        match (files.as_slice(), self.exports.first()) {
            ([file], _) => (*file).to_owned(),
            (_, Some(export)) => format!("»{}«", export.label),
            (_, None) => String::new(),
        }
    }

    /// A sentence by numbers of rows, if the rows themselves are not known.
    fn counted(&self, name: &str) -> String {
        let sum = |rows: &dyn Fn(&Export) -> u64| self.exports.iter().map(|export| rows(export)).sum::<u64>();
        let before = sum(&|export| if export.source.state == SourceState::New { 0 } else { export.source.file.rows });
        let now = sum(&|export| match export.source.state {
            SourceState::Gone => 0,
            _ => export.source.rows_now.unwrap_or(export.source.file.rows),
        });
        let number = |rows: u64| danish::number(rows as f64, 0);
        match (before, before == now) {
            (_, true) => format!("{name} er gemt igen med lige mange rækker ({}).", number(now)),
            (0, false) => format!("{name} er ny, med {}.", danish::rows(now)),
            (_, false) => format!("{name}: {} → {} rækker.", number(before), number(now)),
        }
    }
}

/// `Nye: række 130–132`, with the file where there are several.
fn where_they_are(word: &str, rows: &[RowDigest], sources: &[SourceFile]) -> Vec<String> {
    let mut files: IndexMap<u32, Vec<RowDigest>> = IndexMap::new();
    rows.iter().for_each(|row| files.entry(row.source).or_default().push(*row));
    let place = |(source, rows): (u32, Vec<RowDigest>)| {
        let source = sources.get(source as usize);
        let file = source.map_or("", |source| source.file.as_str());
        let sheet = source
            .and_then(|source| source.sheet.as_ref())
            .map_or_else(String::new, |sheet| format!(", ark »{sheet}«"));
        format!("{word}: række {} i {file}{sheet}", row_ranges(&rows))
    };
    files.into_iter().map(place).collect()
}
