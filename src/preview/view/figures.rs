//! The page with the figures: what each was and is, and what stands behind it.

use serde::Serialize;

use super::{FindingLink, PageLink, Scene, figure_anchor, figure_href, short_hash};
use crate::danish;
use crate::diff::page::{Level, Row, word};
use crate::diff::{Comparison, Entry, Kind, Reason};
use crate::figure_id::FigureId;
use crate::findings::Place;
use crate::forms::clean;
use crate::preview::facts::{Printed, has_moved};
use crate::preview::{Numbers, Preview};
use crate::snapshot::{Snapshot, Value};

/// The page.
#[derive(Debug, Serialize)]
pub struct FiguresView {
    compared: bool,
    columns: [String; 5],
    cautions: Vec<String>,
    summary: String,
    filters: Vec<FilterView>,
    chapters: Vec<ChapterView>,
}

/// A kind of figures to show.
#[derive(Debug, Serialize)]
struct FilterView {
    value: &'static str,
    label: &'static str,
    count: String,
    checked: bool,
}

/// The figures of a chapter.
#[derive(Debug, Serialize)]
struct ChapterView {
    id: String,
    title: String,
    figures: Vec<FigureView>,
}

#[derive(Debug, Serialize)]
struct FigureView {
    id: FigureId,
    anchor: String,
    label: String,
    unit: Option<String>,
    kind: &'static str,
    word: &'static str,
    cells: Option<CellsView>,
    members: Vec<MemberView>,
    notes: Vec<String>,
    how: String,
    how_before: Option<String>,
    reason: Option<String>,
    rows: Option<String>,
    sources: Vec<SourceView>,
    places: Vec<PlaceView>,
    findings: Vec<FindingLink>,
}

/// What a figure was and is.
#[derive(Debug, Clone, Serialize)]
pub struct CellsView {
    before: String,
    now: String,
    difference: String,
    percent: String,
}

/// A member of a series.
#[derive(Debug, Serialize)]
struct MemberView {
    label: String,
    kind: &'static str,
    word: &'static str,
    #[serde(flatten)]
    cells: CellsView,
}

/// A file that a figure is counted from.
#[derive(Debug, Serialize)]
struct SourceView {
    dataset: String,
    file: String,
    sheet: Option<String>,
    short: String,
}

/// A place where a figure is printed.
#[derive(Debug, Serialize)]
struct PlaceView {
    text: String,
    pages: Vec<PageLink>,
}

/// A figure that has changed, in a line.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    href: String,
    label: String,
    #[serde(flatten)]
    cells: CellsView,
}

impl FiguresView {
    /// The figures of a preview.
    pub fn new(scene: &Scene<'_>) -> Self {
        let preview = scene.preview;
        let (Some(numbers), Some(page)) = (&preview.numbers, &scene.page) else { return Self::empty() };
        let compared = preview.baseline.is_some();
        let [label, _, _, difference, percent] = page.columns.clone();
        let before = preview.baseline.map_or_else(String::new, |baseline| baseline.short.clone());
        let chapters = numbers.diff.chapters.iter().map(|chapter| ChapterView {
            id: chapter.id.clone(),
            title: clean(&chapter.title),
            figures: chapter.figures.iter().map(|entry| FigureView::new(entry, scene, numbers)).collect(),
        });
        let chapters: Vec<ChapterView> = chapters.collect();
        Self {
            compared,
            columns: [label, before, "Nu".to_owned(), difference, percent],
            cautions: if compared { page.cautions.clone() } else { Vec::new() },
            summary: if compared {
                summary(&chapters)
            } else {
                danish::counted(numbers.snapshot.figures.len() as u64, "nøgletal.", "nøgletal.")
            },
            filters: if compared { filters(&chapters) } else { Vec::new() },
            chapters,
        }
    }

    fn empty() -> Self {
        Self {
            compared: false,
            columns: Default::default(),
            cautions: Vec::new(),
            summary: "Nøgletallene kunne ikke beregnes.".to_owned(),
            filters: Vec::new(),
            chapters: Vec::new(),
        }
    }
}

/// How many figures there are of this kind.
fn count(chapters: &[ChapterView], kind: &str) -> usize {
    let figures = chapters.iter().flat_map(|chapter| &chapter.figures);
    figures.filter(|figure| kind == "all" || figure.kind == kind).count()
}

/// `162 nøgletal: 8 er ændret, heraf 2 opgjort på en anden måde.`
fn summary(chapters: &[ChapterView]) -> String {
    let [all, changed, otherwise] = ["all", "changed", "incomparable"].map(|kind| count(chapters, kind));
    let apart = match otherwise {
        0 => String::new(),
        _ => format!(", heraf {otherwise} opgjort på en anden måde"),
    };
    match changed + otherwise {
        0 => format!("{all} nøgletal: intet er ændret."),
        moved => format!("{all} nøgletal: {moved} er ændret{apart}."),
    }
}

/// The kinds that occur; what has changed is shown first where anything has.
fn filters(chapters: &[ChapterView]) -> Vec<FilterView> {
    let kinds = [
        ("all", "Alle"),
        ("changed", "Ændrede"),
        ("incomparable", "Opgjort på en anden måde"),
        ("unknown", "Ukendte"),
        ("unchanged", "Uændrede"),
    ];
    let counted = kinds.into_iter().map(|(value, label)| (value, label, count(chapters, value)));
    let counted: Vec<_> = counted.filter(|(value, _, count)| *count > 0 || *value == "all").collect();
    let occurs = |kind: &&str| counted.iter().any(|(value, ..)| value == kind);
    let first = ["changed", "incomparable"].into_iter().find(|kind| occurs(kind)).unwrap_or("all");
    counted
        .into_iter()
        .map(|(value, label, count)| FilterView {
            value,
            label,
            count: super::whole(count as u64),
            checked: value == first,
        })
        .collect()
}

impl FigureView {
    fn new(entry: &Entry, scene: &Scene<'_>, numbers: &Numbers<'_>) -> Self {
        let preview = scene.preview;
        let compared = preview.baseline.is_some();
        let (kind, word) = kind(entry.kind(), has_moved(entry));
        let rows: Vec<&Row> = scene.rows(&entry.id).collect();
        let members = rows.iter().filter(|row| row.level == Level::Member).map(|row| MemberView::new(row));
        let cells = match &entry.comparison {
            Comparison::Incomparable(_, told) => Some(CellsView::told(&told.each_ref().map(|told| &told.value), entry)),
            _ => rows.iter().find(|row| row.level == Level::Figure).map(|row| CellsView::new(row)),
        };
        let stories = scene.page.iter().flat_map(|page| &page.stories).flat_map(|stories| &stories.figures);
        let story = stories.into_iter().find(|story| story.id == *entry.id);
        let figure = numbers.snapshot.figures.get(&entry.id);
        let how = figure.map(|figure| figure.how.clone()).or_else(|| {
            let then = preview.baseline?.snapshot.figures.get(&entry.id)?;
            Some(then.how.clone())
        });
        let note = rows.first().map(|row| row.note.clone()).or_else(|| story.map(|story| story.note.clone()));
        let told = match &entry.comparison {
            Comparison::Incomparable(_, told) if told[0].how != told[1].how => Some(told[0].how.clone()),
            _ => None,
        };
        let reason = match &entry.comparison {
            Comparison::Incomparable(Reason::Definition(operands), _) if operands.is_empty() && told.is_some() => None,
            Comparison::Incomparable(..) => story.map(|story| story.reason.clone()).filter(|reason| !reason.is_empty()),
            _ => None,
        };
        Self {
            id: entry.id.clone(),
            anchor: figure_anchor(&entry.id),
            label: clean(&entry.label),
            unit: entry.unit.as_deref().map(clean),
            kind: if compared { kind } else { "unchanged" },
            word: if compared { word } else { "" },
            cells,
            members: members.collect(),
            notes: note.into_iter().filter(|note| !note.is_empty()).collect(),
            how: how.as_deref().map(clean).unwrap_or_default(),
            how_before: told.as_deref().map(clean),
            reason,
            rows: figure.and_then(|figure| figure.rows).map(danish::rows),
            sources: sources(numbers.snapshot, &entry.id),
            places: places(&scene.printed, &entry.id),
            findings: findings(preview, &entry.id),
        }
    }
}

impl CellsView {
    fn new(row: &Row) -> Self {
        let [before, now, difference, percent] = row.cells.each_ref().map(|cell| cell.text.clone());
        Self { before, now, difference, percent }
    }

    /// The numbers of a figure that is not counted as it was: they are shown, but not subtracted.
    fn told(values: &[&Value; 2], entry: &Entry) -> Self {
        let print = |value: &Value| match value {
            Value::Scalar(Some(value)) => entry.format.print(*value),
            Value::Scalar(None) => "ukendt".to_owned(),
            Value::Series(members) => danish::counted(members.len() as u64, "tal", "tal"),
        };
        let [before, now] = values.map(print);
        Self { before, now, difference: String::new(), percent: String::new() }
    }
}

impl MemberView {
    fn new(row: &Row) -> Self {
        let cells = CellsView::new(row);
        let became = row.kind == Kind::Unknown && cells.before != cells.now;
        let (kind, word) = kind(row.kind, became);
        // The numbers tell of the other kinds.
        let told = matches!(row.kind, Kind::New | Kind::Gone);
        Self { label: row.label.clone(), kind, word: if told { word } else { "" }, cells }
    }
}

impl ChangeView {
    /// The figures that have changed: those first that changed most of what they were.
    pub fn largest(scene: &Scene<'_>) -> Vec<Self> {
        let mut all = Self::of(scene, |_| true);
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        all.into_iter().map(|(_, change)| change).collect()
    }

    /// The figures that have changed among those with these ids, in the report's order, with how much of what they were.
    pub fn of(scene: &Scene<'_>, ids: impl Fn(&str) -> bool) -> Vec<(f64, Self)> {
        let numbers = scene.preview.numbers.as_ref().filter(|_| scene.preview.baseline.is_some());
        let entries = numbers.into_iter().flat_map(|numbers| numbers.diff.entries());
        entries.filter(|entry| has_moved(entry) && ids(&entry.id)).filter_map(|entry| Self::new(entry, scene)).collect()
    }

    /// The change in a line: `Praksisbesøg: 41 → 42 (+2,4 %)`.
    pub fn line(&self) -> String {
        let CellsView { before, now, difference, percent } = &self.cells;
        let by = if percent.is_empty() { difference } else { percent };
        let or_none = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
        format!("{}: {} → {}{by}", self.label, or_none(before), or_none(now))
    }

    /// The figure, or the member of it that changed most.
    fn new(entry: &Entry, scene: &Scene<'_>) -> Option<(f64, Self)> {
        if let Comparison::Incomparable(_, told) = &entry.comparison {
            let cells = CellsView::told(&told.each_ref().map(|told| &told.value), entry);
            let cells = CellsView { difference: "opgjort på en anden måde".to_owned(), ..cells };
            return Some((0.0, Self { href: figure_href(&entry.id), label: clean(&entry.label), cells }));
        }
        let own = scene.rows(&entry.id).filter(|row| row.level != Level::Series);
        let changed = own.filter(|row| row.cells[0].text != row.cells[1].text);
        let size = |row: &Row| row.cells[3].number.map_or(f64::INFINITY, |amount| amount.value.abs());
        let row = changed.max_by(|a, b| size(a).total_cmp(&size(b)))?;
        let label = match row.level {
            Level::Member => format!("{}: {}", row.figure, row.label),
            Level::Figure | Level::Series => row.figure.clone(),
        };
        Some((size(row), Self { href: figure_href(&entry.id), label, cells: CellsView::new(row) }))
    }
}

/// A kind for the filter, and in a word; `moved` tells of what is unknown whether it was known before or is known now.
fn kind(kind: Kind, moved: bool) -> (&'static str, &'static str) {
    match kind {
        Kind::Unknown if moved => ("changed", word(Kind::Changed)),
        Kind::Changed => ("changed", word(kind)),
        Kind::Unchanged => ("unchanged", word(kind)),
        Kind::Unknown => ("unknown", word(kind)),
        // There is no number to subtract; the word tells.
        Kind::New | Kind::Gone => ("changed", word(kind)),
        Kind::Incomparable => ("incomparable", word(kind)),
    }
}

fn sources(snapshot: &Snapshot, id: &str) -> Vec<SourceView> {
    let datasets = snapshot.datasets_of(id);
    let sources = snapshot.sources.iter().filter(|source| datasets.contains(source.dataset.as_str()));
    sources
        .map(|source| SourceView {
            dataset: clean(snapshot.dataset_label(&source.dataset)),
            file: clean(&source.file),
            sheet: source.sheet.as_deref().map(clean),
            short: short_hash(&source.sha256),
        })
        .collect()
}

fn places(printed: &Printed, id: &str) -> Vec<PlaceView> {
    let places = printed.places(id).iter();
    places
        .map(|place| PlaceView { text: clean(&place.text), pages: PageLink::all(place.pages.iter().copied()) })
        .collect()
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
