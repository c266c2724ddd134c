//! `diff --rows`: the rows behind changed figures, from the exports of both snapshots, compared as a preview compares exports.

mod counted;
mod exports;

use std::path::PathBuf;

use indexmap::{IndexMap, IndexSet};

use self::counted::CountedExport;
use self::exports::ExportRows;
use super::{Feedback, ProgressStep};
use crate::danish;
use crate::definition::Definition;
use crate::diff::pairs::{NamedFigure, counterpart};
use crate::diff::{ChangeKind, Diff, FigureRows, RowBehind, RowForm};
use crate::figure_id::FigureId;
use crate::figures::Tables;
use crate::findings::Findings;
use crate::snapshot::{RowChanges, RowDigest, Snapshot};

/// A snapshot, and the folder with the exports it was computed from.
pub struct SnapshotExports<'a> {
    pub snapshot: &'a Snapshot,
    pub folder: PathBuf,
}

/// The rows behind changed figures, as far as they are known.
#[derive(Default)]
pub struct RowsBehind {
    pub figures: Vec<FigureRows>,
    /// Danish sentences on why rows are not shown, or may not be those that were counted.
    pub cautions: Vec<String>,
}

/// A figure that is counted from rows.
struct CountedId {
    id: FigureId,
    /// Labels of the changed figures that are derived from it.
    behind: Vec<String>,
}

/// Lists the rows that are new, gone or changed behind the changed figures of a diff, and behind those that they are derived from.
pub fn rows_behind(
    definition: &Definition,
    diff: &Diff,
    [earlier, later]: [SnapshotExports<'_>; 2],
    feedback: Feedback<'_>,
) -> anyhow::Result<RowsBehind> {
    let mut found = RowsBehind::default();
    let mut wanted = counted_figures(diff, later.snapshot);
    let all = wanted.len();
    wanted.retain(|one| is_as_counted(definition, &one.id, earlier.snapshot, later.snapshot));
    if wanted.len() < all {
        let why = "Nogle nøgletal er defineret anderledes nu, end da de blev beregnet; deres rækker er ikke vist.";
        found.cautions.push(format!("{why} Byg rapporten igen."));
    }
    let dataset = |one: &CountedId| later.snapshot.figures.get(&one.id).and_then(|figure| figure.dataset.as_deref());
    let datasets: IndexSet<&str> =
        wanted.iter().filter_map(dataset).flat_map(|dataset| later.snapshot.parts(dataset)).collect();
    feedback.begin(ProgressStep::Read);
    let then = ExportRows::read(definition, &earlier, &datasets, &mut found.cautions)?;
    let now = ExportRows::read(definition, &later, &datasets, &mut found.cautions)?;
    let (Some(then), Some(now)) = (then, now) else { return Ok(found) };
    feedback.begin(ProgressStep::Compute);
    let quiet = Findings::default();
    let tables = [&then, &now].map(|side| Tables::new(definition, &side.ingested, &quiet));
    let mut comparison = RowComparison { sides: [&then, &now], datasets: IndexMap::new() };
    for one in &wanted {
        let Some(figure) = definition.figures.get(&one.id) else { continue };
        let before = CountedExport::of(definition, figure, &then, &tables[0])?;
        let after = CountedExport::of(definition, figure, &now, &tables[1])?;
        let (Some(before), Some(after)) = (before, after) else { continue };
        let changes = comparison.of_figure(&before, &after);
        let chapter = now.snapshot.chapters.get(one.id.chapter()).map_or("", String::as_str);
        let mut rows = FigureRows {
            id: one.id.clone(),
            label: format!("{chapter}: {}", figure.label),
            behind: one.behind.clone(),
            summary: if changes.is_empty() { "Rækkerne er de samme".to_owned() } else { changes.in_words() },
            columns: after.headers(definition),
            rows: Vec::new(),
            changed_elsewhere: 0,
        };
        list(&changes, &before, &after, &mut rows);
        // A figure without changed rows did not change those that are derived from it, so it is left out.
        if !changes.is_empty() || one.behind.is_empty() {
            found.figures.push(rows);
        }
    }
    found.cautions.extend(unread(&then, &now, &datasets));
    Ok(found)
}

/// The figures counted from rows that are changed themselves, or that changed figures are derived from.
fn counted_figures(diff: &Diff, later: &Snapshot) -> Vec<CountedId> {
    let mut found: IndexMap<FigureId, Vec<String>> = IndexMap::new();
    for figure in diff.figures().filter(|figure| figure.kind() == ChangeKind::Changed) {
        let mut seen: IndexSet<&FigureId> = IndexSet::from([&figure.id]);
        let mut at = 0;
        while let Some(id) = seen.get_index(at).copied() {
            at += 1;
            let Some(known) = later.figures.get(id) else { continue };
            seen.extend(&known.operands);
            if known.dataset.is_some() {
                let behind = found.entry(id.clone()).or_default();
                if *id != figure.id {
                    behind.push(figure.label.clone());
                }
            }
        }
    }
    found.into_iter().map(|(id, behind)| CountedId { id, behind }).collect()
}

/// Whether the figure's definition is still that of both snapshots, so that its statement selects the rows of both.
fn is_as_counted(definition: &Definition, id: &FigureId, earlier: &Snapshot, later: &Snapshot) -> bool {
    let Some((id, figure)) = later.figures.get_key_value(id) else { return false };
    let hash = definition.hashes.get(id);
    let then = counterpart(earlier, NamedFigure { id, figure });
    let is_current = |counted: &str| hash.is_some_and(|hash| hash == counted);
    is_current(&figure.definition) && then.is_some_and(|then| is_current(&then.figure.definition))
}

/// Danish sentence about datasets whose rows are not known on both sides; `None` if there are none.
fn unread(then: &ExportRows<'_>, now: &ExportRows<'_>, datasets: &IndexSet<&str>) -> Option<String> {
    let is_unread = |dataset: &&&str| !then.digests.contains_key(**dataset) || !now.digests.contains_key(**dataset);
    let labels: Vec<String> =
        datasets.iter().filter(is_unread).map(|id| format!("»{}«", now.snapshot.dataset_label(id))).collect();
    (!labels.is_empty()).then(|| {
        let why = "kan ikke læses for begge sider, eller de har for mange rækker; de er ikke vist.";
        format!("Eksporterne i {} {why}", danish::list(&labels))
    })
}

/// The rows of both exports, compared once for each dataset.
struct RowComparison<'a> {
    sides: [&'a ExportRows<'a>; 2],
    datasets: IndexMap<String, RowChanges>,
}

impl RowComparison<'_> {
    fn of_figure(&mut self, before: &CountedExport<'_>, after: &CountedExport<'_>) -> RowChanges {
        let [then, now] = self.sides;
        let is_one_period = then.snapshot.period == now.snapshot.period;
        let compare = |then: &[RowDigest], now: &[RowDigest]| match is_one_period {
            true => RowChanges::between(then, now),
            false => RowChanges::across_periods(then, now),
        };
        let dataset = &after.single.from.dataset;
        let (Some(all_then), Some(all_now)) = (then.digests.get(dataset), now.digests.get(dataset)) else {
            // A joined dataset has pairs of rows and no rows of its own.
            return compare(&before.digests, &after.digests);
        };
        let changes = self.datasets.entry(dataset.clone()).or_insert_with(|| compare(all_then, all_now));
        changes.among(&before.digests, &after.digests)
    }
}

/// Adds the rows: new ones, changed ones, those that are gone.
fn list(changes: &RowChanges, before: &CountedExport<'_>, after: &CountedExport<'_>, rows: &mut FigureRows) {
    let row = |kind, earlier, later| RowBehind { kind, earlier, later };
    rows.rows.extend(changes.new.iter().map(|digest| row(ChangeKind::New, None, after.form(digest))));
    for changed in &changes.changed {
        let (then, now) = (before.form(&changed.then), after.form(&changed.now));
        let cells = |form: &Option<RowForm>| form.as_ref().map(|form| form.cells.clone());
        if cells(&then) == cells(&now) {
            rows.changed_elsewhere += 1;
        } else {
            rows.rows.push(row(ChangeKind::Changed, then, now));
        }
    }
    rows.rows.extend(changes.removed.iter().map(|digest| row(ChangeKind::Gone, before.form(digest), None)));
}
