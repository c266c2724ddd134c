//! Numbers and definition files of earlier previews and builds of the same report and period, for a preview that cannot make all
//! of them.

use std::path::Path;

use super::baseline::FoundBaseline;
use crate::danish;
use crate::figure_id::FigureId;
use crate::findings::Findings;
use crate::pipeline::{Request, StoredSnapshot, stored};
use crate::preview::file_names::SNAPSHOT;
use crate::preview::stored::{StoredBasis, StoredFacts};
use crate::snapshot::{Figure, Snapshot};

/// What can stand in for what fails now, the latest first.
pub struct LastGood {
    snapshots: Vec<DatedSnapshot>,
    pub basis: Option<StoredBasis>,
}

struct DatedSnapshot {
    snapshot: Snapshot,
    /// The day it is from, in Danish: `den 26. november 2026`.
    from: String,
}

impl LastGood {
    /// Reads the baseline, the preview that is to be replaced, and the last build.
    pub fn find(baseline: Option<&FoundBaseline>, out: &Path, request: &Request) -> Self {
        let baseline = baseline.filter(|baseline| baseline.is_of(&request.period));
        let folders: Vec<&Path> = baseline.map(FoundBaseline::folder).into_iter().chain([out]).collect();
        let mut snapshots: Vec<DatedSnapshot> = Vec::new();
        for folder in &folders {
            let read = stored::read_of(&folder.join(SNAPSHOT), &request.report, &request.period);
            let Ok(snapshot) = read else { continue };
            let from = night(folder).unwrap_or_else(|| "den sidste bygning".to_owned());
            snapshots.push(DatedSnapshot { snapshot, from });
        }
        let last_build = StoredSnapshot::of_last_build(&request.report, request.period.clone(), &request.config);
        if let Ok(snapshot) = last_build.read(&Findings::default()) {
            snapshots.push(DatedSnapshot { snapshot, from: "den sidste bygning".to_owned() });
        }
        let mut basis = folders.iter().filter_map(|folder| StoredBasis::read(folder));
        Self { snapshots, basis: basis.find(|basis| basis.report == request.report) }
    }

    /// The last good number of a figure with this hash of its definition, marked with the day it is from.
    pub fn figure(&self, id: &FigureId, definition: &str) -> Option<Figure> {
        self.snapshots.iter().find_map(|DatedSnapshot { snapshot, from }| {
            let figure =
                snapshot.figures.get(id).filter(|figure| figure.definition == definition && !figure.is_missing)?;
            let kept_from = figure.kept_from.clone().unwrap_or_else(|| from.clone());
            Some(Figure { kept_from: Some(kept_from), ..figure.clone() })
        })
    }
}

/// The day on which the preview in this folder was made, in Danish. `None` if it is no preview.
pub fn night(folder: &Path) -> Option<String> {
    Some(format!("den {}", danish::date(StoredFacts::read(folder)?.built.date_naive())))
}
