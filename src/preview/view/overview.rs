//! The page with the overview.

use serde::Serialize;

use super::figures::ChangeView;
use super::{FIGURES, FINDINGS, FindingLink, PAGES, Scene, short_hash, whole};
use crate::danish;
use crate::findings::Severity;
use crate::forms::clean;
use crate::preview::facts::counted;
use crate::preview::{Export, FACTS, Preview, changes::State, moment, thumbnail};
use crate::snapshot::{self, Account};

/// How many figures, pages and findings are shown before the editor must ask for more.
const MOST: usize = 8;

/// The page.
#[derive(Debug, Serialize)]
pub struct OverviewView {
    tiles: Vec<TileView>,
    quiet: Option<String>,
    kept: Option<String>,
    facts: Vec<FactView>,
    files: Vec<FileView>,
    changes: Vec<ChangeView>,
    more_changes: String,
    changed_pages: Vec<ThumbnailView>,
    top_findings: Vec<FindingLink>,
    exports: Vec<ExportView>,
    accounts: Vec<AccountView>,
    total: Option<AccountView>,
}

/// A big number.
#[derive(Debug, Serialize)]
struct TileView {
    value: String,
    label: &'static str,
    href: String,
    tone: &'static str,
}

/// A fact about the preview.
#[derive(Debug, Serialize)]
struct FactView {
    term: &'static str,
    text: String,
}

/// A file beside the pages.
#[derive(Debug, Serialize)]
struct FileView {
    href: String,
    label: &'static str,
    note: String,
}

/// A small picture of a page that has changed.
#[derive(Debug, Serialize)]
struct ThumbnailView {
    href: String,
    thumb: String,
    label: String,
    title: String,
    word: &'static str,
}

/// An export.
#[derive(Debug, Serialize)]
struct ExportView {
    dataset: String,
    file: String,
    sheet: Option<String>,
    rows: String,
    date: String,
    sha256: String,
    short: String,
    state: &'static str,
    word: &'static str,
}

/// What became of a dataset's rows.
#[derive(Debug, Serialize)]
struct AccountView {
    label: String,
    read: String,
    used: String,
    outside: String,
    left_out: String,
}

impl OverviewView {
    /// The overview of a preview.
    pub fn new(scene: &Scene<'_>) -> Self {
        let preview = scene.preview;
        let mut changes = ChangeView::largest(scene);
        changes.truncate(MOST);
        let all = preview.counts().figures_changed;
        let accounts = preview.numbers.as_ref().map(|numbers| &numbers.snapshot.datasets);
        Self {
            tiles: tiles(preview),
            quiet: preview.change().filter(|_| preview.is_quiet()),
            kept: preview.kept.map(|kept| {
                format!("Rapporten kunne ikke bygges. Siderne er fra {}, da den sidst kunne.", moment(&kept.built))
            }),
            facts: facts(preview),
            files: files(preview),
            more_changes: match all > changes.len() {
                false => String::new(),
                true => format!("Se alle {} ændrede nøgletal", whole(all as u64)),
            },
            changes,
            changed_pages: thumbnails(preview),
            top_findings: to_look_at(preview),
            exports: preview.exports.iter().map(|export| ExportView::new(export, preview)).collect(),
            total: accounts.map(|accounts| AccountView::new(&Account::sum(accounts.values()))),
            accounts: accounts.into_iter().flat_map(|all| all.values()).map(AccountView::new).collect(),
        }
    }
}

/// The first errors and warnings; what is only worth knowing can wait.
fn to_look_at(preview: &Preview<'_>) -> Vec<FindingLink> {
    let findings = preview.findings.iter().enumerate();
    let first = findings.filter(|(_, finding)| finding.severity != Severity::Info).take(MOST);
    first.map(|(index, _)| FindingLink::new(preview, index)).collect()
}

fn tiles(preview: &Preview<'_>) -> Vec<TileView> {
    let counts = preview.counts();
    let tile = |count: usize, label, href: &str, tone| TileView {
        value: whole(count as u64),
        label,
        // Where there is none of something, there is no place that shows it.
        href: if count == 0 { href.split('#').next().unwrap_or(href) } else { href }.to_owned(),
        tone: if count == 0 { "calm" } else { tone },
    };
    let warnings = if counts.warnings == 1 { "advarsel" } else { "advarsler" };
    let mut tiles = vec![
        tile(counts.errors, "fejl", &format!("{FINDINGS}#fejl"), "error"),
        tile(counts.warnings, warnings, &format!("{FINDINGS}#advarsler"), "warning"),
    ];
    if preview.baseline.is_some() && preview.numbers.is_some() {
        let label = if counts.figures_changed == 1 { "ændret nøgletal" } else { "ændrede nøgletal" };
        tiles.push(tile(counts.figures_changed, label, FIGURES, "change"));
    }
    if preview.pages.as_ref().is_some_and(|pages| pages.changes.is_some()) {
        let label = if counts.pages_changed == 1 { "ændret side" } else { "ændrede sider" };
        tiles.push(tile(counts.pages_changed, label, PAGES, "change"));
    }
    tiles
}

fn facts(preview: &Preview<'_>) -> Vec<FactView> {
    let fact = |term, text| FactView { term, text };
    let mut facts = vec![fact("Lavet", format!("{} (dansk tid)", moment(&preview.built)))];
    match preview.baseline {
        Some(baseline) => {
            let hash = short_hash(&baseline.sha256);
            facts
                .push(fact("Sammenlignet med", format!("{} (SHA-256 {hash} …)", danish::capitalised(&baseline.label))));
        }
        None => facts.push(fact("Sammenlignet med", "Intet: der er ingen tidligere udgave".to_owned())),
    }
    if let Some(numbers) = &preview.numbers {
        let rows = Account::sum(numbers.snapshot.datasets.values()).read;
        let files: std::collections::BTreeSet<&str> =
            numbers.snapshot.sources.iter().map(|source| source.file.as_str()).collect();
        facts.push(fact("Eksporter", format!("{} med {}", counted(files.len(), "fil", "filer"), danish::rows(rows))));
        facts.push(fact("Nøgletal", whole(numbers.snapshot.figures.len() as u64)));
    }
    if let Some(pages) = &preview.pages {
        facts.push(fact("Sider", whole(pages.all.len() as u64)));
    }
    facts
}

fn files(preview: &Preview<'_>) -> Vec<FileView> {
    let mut files = Vec::new();
    if let Some(pages) = &preview.pages {
        let (name, bytes) = &pages.pdf;
        let size = danish::number(*bytes as f64 / 1e6, 1);
        let note = format!("{}, {size} MB", counted(pages.all.len(), "side", "sider"));
        files.push(FileView { href: name.clone(), label: "Udkastet som PDF", note });
    } else if let Some(kept) = preview.kept {
        let note = format!("fra {}", moment(&kept.built));
        files.push(FileView { href: kept.pdf.clone(), label: "Det seneste udkast, der kunne bygges", note });
    }
    let all = [
        (super::super::FIGURES, "Alle nøgletal", "til kapreport og andre programmer", preview.pages.is_some()),
        (FACTS, "Denne oversigt som data", "til andre programmer", true),
    ];
    let there = all.into_iter().filter(|(.., there)| *there);
    files.extend(there.map(|(href, label, note, _)| FileView { href: href.to_owned(), label, note: note.to_owned() }));
    files
}

fn thumbnails(preview: &Preview<'_>) -> Vec<ThumbnailView> {
    let Some(pages) = &preview.pages else { return Vec::new() };
    let changes = pages.changes.iter().flatten().filter(|change| change.state.is_change());
    let shown = changes.filter_map(|change| {
        let index = change.new?;
        Some(ThumbnailView {
            href: format!("{PAGES}#{}", super::page_anchor(index + 1)),
            thumb: thumbnail(index),
            label: format!("Side {}", index + 1),
            title: pages.all[index].title.clone(),
            word: if change.state == State::New { "ny" } else { "ændret" },
        })
    });
    shown.take(MOST).collect()
}

impl ExportView {
    fn new(export: &Export, preview: &Preview<'_>) -> Self {
        let source = &export.source;
        // Exports of another year are others by nature.
        let compared = preview.baseline.is_some_and(|baseline| baseline.snapshot.period.label == preview.about.period);
        let (state, word) = match source.state {
            _ if !compared => ("same", ""),
            snapshot::State::Unchanged => ("same", "uændret"),
            snapshot::State::Changed => ("changed", "ændret"),
            snapshot::State::New => ("new", "ny"),
            snapshot::State::Gone if export.written.is_some() => ("gone", "ikke læst"),
            snapshot::State::Gone => ("gone", "udgået"),
        };
        let file = &source.file;
        let sha256 = source.sha256_now.as_ref().unwrap_or(&file.sha256).clone();
        Self {
            dataset: clean(&export.label),
            file: clean(&file.file),
            sheet: file.sheet.as_deref().map(clean),
            rows: whole(source.rows_now.unwrap_or(file.rows)),
            date: export.written.as_ref().map(moment).unwrap_or_default(),
            short: short_hash(&sha256),
            sha256,
            state,
            word,
        }
    }
}

impl AccountView {
    fn new(account: &Account) -> Self {
        Self {
            label: clean(&account.label),
            read: whole(account.read),
            used: whole(account.used),
            outside: whole(account.outside),
            left_out: whole(account.left_out),
        }
    }
}
