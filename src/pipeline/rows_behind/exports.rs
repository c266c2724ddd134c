//! The exports of a snapshot, read again.

use indexmap::{IndexMap, IndexSet};

use super::SnapshotExports;
use crate::definition::Definition;
use crate::findings::Findings;
use crate::ingest::{self, Ingested, Options, Strictness, row_digests};
use crate::pipeline::data_folder::NoDataFolder;
use crate::snapshot::{RowDigest, Snapshot, SourceComparison, SourceFile, SourceState};

pub(super) struct ExportRows<'a> {
    pub snapshot: &'a Snapshot,
    pub ingested: Ingested,
    /// The rows by dataset, without datasets that could not be read or have very many rows.
    pub digests: IndexMap<String, Vec<RowDigest>>,
}

impl<'a> ExportRows<'a> {
    /// Reads the exports. `None` if the folder cannot be read. Differences from the exports of the snapshot become cautions.
    pub(super) fn read(
        definition: &Definition,
        exports: &SnapshotExports<'a>,
        datasets: &IndexSet<&str>,
        cautions: &mut Vec<String>,
    ) -> anyhow::Result<Option<Self>> {
        let SnapshotExports { snapshot, folder } = exports;
        let period = &snapshot.period;
        if let Some(none) = NoDataFolder::check(folder) {
            let why = none.message.trim_end_matches('.');
            cautions.push(format!("{why}; rækkerne for {period} er ikke vist."));
            return Ok(None);
        }
        let datasets: Vec<&str> = datasets.iter().copied().collect();
        // The problems of the exports were reported when the snapshot was made.
        let options = Options { strictness: Strictness::Lenient, keep_rejects: false };
        let ingested = ingest::ingest_only(definition, &datasets, folder, options, &Findings::default())?;
        let of_these = |source: &&SourceFile| datasets.contains(&source.dataset.as_str());
        let [then, current] =
            [&snapshot.sources, &ingested.sources].map(|all| all.iter().filter(of_these).collect::<Vec<_>>());
        for SourceComparison { file, state, .. } in SourceComparison::all(&then, &current) {
            let sheet = file.sheet.as_ref().map_or_else(String::new, |sheet| format!(", ark »{sheet}«,"));
            let what = match state {
                SourceState::Unchanged => continue,
                SourceState::Changed => "er ændret, siden tallene blev beregnet",
                SourceState::Gone => "er væk",
                SourceState::New => "er kommet til, siden tallene blev beregnet",
            };
            cautions.push(format!("Eksporten {}{sheet} for {period} {what}.", file.file));
        }
        let mut digests = row_digests(definition, &ingested);
        digests.retain(|id, _| !ingested.failed.contains(id));
        Ok(Some(Self { snapshot, ingested, digests }))
    }
}
