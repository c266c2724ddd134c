//! A figure: its numbers, how it was computed, and where the report prints it.

use serde::Serialize;

use crate::danish;
use crate::diff::{ChangeKind, ChangeRow, Difference, FigureChange, Obstacle};
use crate::figure_id::FigureId;
use crate::findings::Place;
use crate::forms::{RowLevel, clean};
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::{Preview, ReportFigures};
use crate::preview::moved::has_moved;
use crate::preview::scene::Scene;
use crate::preview::view::changes::FigureCells;
use crate::preview::view::links::{FindingLink, PageLink};
use crate::preview::view::short_hash::short_hash;
use crate::preview::view::web_page::figure_anchor;
use crate::snapshot::Snapshot;

#[derive(Debug, Serialize)]
pub(super) struct FigureItem {
    id: FigureId,
    anchor: String,
    label: String,
    unit: Option<String>,
    kind: FigureState,
    /// The state in a word; "" without a baseline.
    word: &'static str,
    /// `None` for a series: its members have cells.
    cells: Option<FigureCells>,
    members: Vec<MemberItem>,
    notes: Vec<String>,
    how: String,
    how_before: Option<String>,
    /// Why the figure cannot be compared.
    reason: Option<String>,
    rows: Option<String>,
    sources: Vec<SourceItem>,
    places: Vec<PlaceItem>,
    findings: Vec<FindingLink>,
}

/// The states that the filter and the style of the page distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FigureState {
    /// Another number, new or gone.
    Changed,
    Unchanged,
    Unknown,
    /// Now computed in another way.
    Incomparable,
}

#[derive(Debug, Serialize)]
struct MemberItem {
    label: String,
    kind: FigureState,
    /// "" if the numbers show how it has changed.
    word: &'static str,
    #[serde(flatten)]
    cells: FigureCells,
}

/// A file that the figure was computed from.
#[derive(Debug, Serialize)]
struct SourceItem {
    dataset: String,
    file: String,
    sheet: Option<String>,
    short: String,
}

/// A place in the report that prints the figure.
#[derive(Debug, Serialize)]
struct PlaceItem {
    text: String,
    pages: Vec<PageLink>,
}

impl FigureState {
    /// `has_moved` tells whether an unknown figure was known before or is known now.
    fn of(kind: ChangeKind, has_moved: bool) -> Self {
        match kind {
            ChangeKind::Unknown if has_moved => Self::Changed,
            ChangeKind::Changed | ChangeKind::New | ChangeKind::Gone => Self::Changed,
            ChangeKind::Unchanged => Self::Unchanged,
            ChangeKind::Unknown => Self::Unknown,
            ChangeKind::Incomparable => Self::Incomparable,
        }
    }
}

impl FigureItem {
    pub(super) fn new(entry: &FigureChange, scene: &Scene<'_>, figures: &ReportFigures<'_>) -> Self {
        let preview = scene.preview;
        let snapshot = figures.snapshot;
        let rows = scene.rows(entry);
        let figure = snapshot.figures.get(&entry.id);
        let before = preview.baseline.and_then(|baseline| baseline.snapshot.figures.get(&entry.id));
        let how_before = how_before(entry);
        let note = Some(clean(&entry.note(&figures.diff)));
        let (state, word) = match preview.baseline {
            Some(_) => state_and_word(entry),
            None => (FigureState::Unchanged, ""),
        };
        Self {
            id: entry.id.clone(),
            anchor: figure_anchor(&entry.id),
            label: clean(&entry.label),
            unit: entry.unit.as_deref().map(clean),
            kind: state,
            word,
            cells: cells(entry, &rows),
            members: rows.iter().filter(|row| row.level == RowLevel::Member).map(MemberItem::new).collect(),
            notes: kept(preview, &entry.id).into_iter().chain(note.filter(|note| !note.is_empty())).collect(),
            how: figure.or(before).map(|figure| clean(&figure.how)).unwrap_or_default(),
            how_before: how_before.map(clean),
            reason: reason(entry, how_before.is_some()),
            rows: figure.and_then(|figure| figure.rows).map(danish::rows),
            sources: sources(snapshot, &entry.id),
            places: places(scene.places(), &entry.id),
            findings: findings(preview, &entry.id),
        }
    }

    pub(super) fn state(&self) -> FigureState {
        self.kind
    }
}

fn state_and_word(entry: &FigureChange) -> (FigureState, &'static str) {
    let state = FigureState::of(entry.kind(), has_moved(entry));
    (state, word_for(state, entry.kind()))
}

/// An unknown figure that was known before is called changed.
fn word_for(state: FigureState, kind: ChangeKind) -> &'static str {
    match (state, kind) {
        (FigureState::Changed, ChangeKind::Unknown) => ChangeKind::Changed.word(),
        _ => kind.word(),
    }
}

fn cells(entry: &FigureChange, rows: &[ChangeRow]) -> Option<FigureCells> {
    match &entry.difference {
        Difference::Incomparable(_, sides) => {
            Some(FigureCells::incomparable(&sides.each_ref().map(|side| &side.value), entry))
        }
        _ => rows.iter().find(|row| row.level == RowLevel::Figure).map(FigureCells::new),
    }
}

/// How the figure was computed before, if that has changed.
fn how_before(entry: &FigureChange) -> Option<&str> {
    match &entry.difference {
        Difference::Incomparable(_, sides) if sides[0].how != sides[1].how => Some(&sides[0].how),
        _ => None,
    }
}

/// Why the figure cannot be compared; `None` if the page shows how it was computed before and now, which is enough.
fn reason(entry: &FigureChange, shows_both: bool) -> Option<String> {
    match &entry.difference {
        Difference::Incomparable(Obstacle::Definition(operands), _) if operands.is_empty() && shows_both => None,
        Difference::Incomparable(..) => Some(clean(&entry.reason())).filter(|reason| !reason.is_empty()),
        _ => None,
    }
}

impl MemberItem {
    fn new(row: &ChangeRow) -> Self {
        let cells = FigureCells::new(row);
        let has_moved = row.kind == ChangeKind::Unknown && cells.before != cells.now;
        let state = FigureState::of(row.kind, has_moved);
        let needs_word = matches!(row.kind, ChangeKind::New | ChangeKind::Gone);
        let word = if needs_word { word_for(state, row.kind) } else { "" };
        Self { label: row.label.to_string(), kind: state, word, cells }
    }
}

fn sources(snapshot: &Snapshot, id: &str) -> Vec<SourceItem> {
    let datasets = snapshot.datasets_of(id);
    let sources = snapshot.sources.iter().filter(|source| datasets.contains(source.dataset.as_str()));
    sources
        .map(|source| SourceItem {
            dataset: clean(snapshot.dataset_label(&source.dataset)),
            file: clean(&source.file),
            sheet: source.sheet.as_deref().map(clean),
            short: short_hash(&source.sha256),
        })
        .collect()
}

fn places(places: &FigurePlaces, id: &str) -> Vec<PlaceItem> {
    places
        .of_figure(id)
        .iter()
        .map(|place| PlaceItem { text: clean(&place.text), pages: PageLink::all(place.pages.iter().copied()) })
        .collect()
}

/// The day that the number is from, if it could not be computed now.
fn kept(preview: &Preview<'_>, id: &str) -> Option<String> {
    let gap = preview.gaps.figures.get(id)?;
    let shown = gap.kept_from.as_ref().map_or_else(|| "er ukendt".to_owned(), |from| format!("er fra {from}"));
    let labels: Vec<String> = gap.because.iter().map(|label| format!("»{}«", clean(label))).collect();
    let because = if labels.is_empty() {
        "det ikke kan beregnes".to_owned()
    } else {
        format!("{} mangler eller ikke kan læses", danish::list(&labels))
    };
    Some(format!("Tallet {shown}, fordi {because}."))
}

/// The findings that name this figure.
fn findings(preview: &Preview<'_>, id: &str) -> Vec<FindingLink> {
    let names = |place: &Place| match place {
        Place::Figures { ids } => ids.iter().any(|named| named.id == *id),
        _ => false,
    };
    let indices = preview.findings.iter().enumerate().filter(|(_, finding)| names(&finding.place));
    indices.map(|(index, _)| FindingLink::new(preview, index)).collect()
}
