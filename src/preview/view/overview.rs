//! The first page: what an editor asks for first, and how the report came about.

use serde::Serialize;

use super::changes::ChangeItem;
use super::links::FindingLink;
use super::scene::Scene;
use super::short_hash::short_hash;
use super::web_page::{WebPage, page_anchor};
use crate::danish;
use crate::findings::Severity;
use crate::forms::clean;
use crate::preview::changes::PageState;
use crate::preview::file_names::{FACTS, SNAPSHOT, thumbnail};
use crate::preview::model::{Export, Preview};
use crate::preview::time::moment;
use crate::preview::words::{counted, whole};
use crate::snapshot::{self, Account};

/// Most figures, pages and findings that are shown; the other pages have them all.
const MOST: usize = 8;

#[derive(Debug, Serialize)]
pub(super) struct OverviewPage {
    tiles: Vec<TileItem>,
    /// Shown if nothing has changed.
    quiet: Option<String>,
    /// Shown if the pages are those of an earlier preview.
    kept: Option<String>,
    facts: Vec<FactItem>,
    files: Vec<FileItem>,
    changes: Vec<ChangeItem>,
    more_changes: String,
    changed_pages: Vec<ThumbnailItem>,
    top_findings: Vec<FindingLink>,
    exports: Vec<ExportItem>,
    accounts: Vec<AccountItem>,
    total: Option<AccountItem>,
}

/// A large number that links to what it counts.
#[derive(Debug, Serialize)]
struct TileItem {
    value: String,
    label: &'static str,
    href: String,
    tone: Tone,
}

/// What the colour of a tile says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Tone {
    Error,
    Warning,
    Change,
    /// The count is zero.
    Calm,
}

/// Something about the preview itself.
#[derive(Debug, Serialize)]
struct FactItem {
    term: &'static str,
    text: String,
}

/// A file in the folder of the preview.
#[derive(Debug, Serialize)]
struct FileItem {
    href: String,
    label: &'static str,
    note: String,
}

/// A changed page.
#[derive(Debug, Serialize)]
struct ThumbnailItem {
    href: String,
    thumb: String,
    label: String,
    title: String,
    word: &'static str,
}

#[derive(Debug, Serialize)]
struct ExportItem {
    dataset: String,
    file: String,
    sheet: Option<String>,
    rows: String,
    date: String,
    sha256: String,
    short: String,
    state: ExportState,
    /// The state in a word; "" if the exports are not compared.
    word: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum ExportState {
    Same,
    Changed,
    New,
    Gone,
}

/// What became of the rows of a dataset.
#[derive(Debug, Serialize)]
struct AccountItem {
    label: String,
    read: String,
    used: String,
    outside: String,
    left_out: String,
}

impl OverviewPage {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let preview = scene.preview;
        let mut changes = ChangeItem::largest(scene);
        changes.truncate(MOST);
        let all = preview.counts().figures_changed;
        let accounts = preview.figures.as_ref().map(|figures| &figures.snapshot.datasets);
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
            exports: preview.exports.iter().map(|export| ExportItem::new(export, preview)).collect(),
            total: accounts.map(|accounts| AccountItem::new(&Account::sum(accounts.values()))),
            accounts: accounts.into_iter().flat_map(|all| all.values()).map(AccountItem::new).collect(),
        }
    }
}

/// The first errors and warnings.
fn to_look_at(preview: &Preview<'_>) -> Vec<FindingLink> {
    let findings = preview.findings.iter().enumerate();
    let first = findings.filter(|(_, finding)| finding.severity != Severity::Info).take(MOST);
    first.map(|(index, _)| FindingLink::new(preview, index)).collect()
}

fn tiles(preview: &Preview<'_>) -> Vec<TileItem> {
    let counts = preview.counts();
    let tile = |count: usize, label, page: WebPage, anchor: Option<&str>, tone| TileItem {
        value: whole(count as u64),
        label,
        // An empty list has no anchor.
        href: anchor.filter(|_| count > 0).map_or_else(|| page.file().to_owned(), |anchor| page.link_to(anchor)),
        tone: if count == 0 { Tone::Calm } else { tone },
    };
    let warnings = if counts.warnings == 1 { "advarsel" } else { "advarsler" };
    let mut tiles = vec![
        tile(counts.errors, "fejl", WebPage::Findings, Some("fejl"), Tone::Error),
        tile(counts.warnings, warnings, WebPage::Findings, Some("advarsler"), Tone::Warning),
    ];
    if preview.baseline.is_some() && preview.figures.is_some() {
        let label = if counts.figures_changed == 1 { "ændret nøgletal" } else { "ændrede nøgletal" };
        tiles.push(tile(counts.figures_changed, label, WebPage::Figures, None, Tone::Change));
    }
    if preview.pages.as_ref().is_some_and(|pages| pages.changes.is_some()) {
        let label = if counts.pages_changed == 1 { "ændret side" } else { "ændrede sider" };
        tiles.push(tile(counts.pages_changed, label, WebPage::Pages, None, Tone::Change));
    }
    tiles
}

fn facts(preview: &Preview<'_>) -> Vec<FactItem> {
    let fact = |term, text| FactItem { term, text };
    let mut facts = vec![fact("Lavet", format!("{} (dansk tid)", moment(&preview.built)))];
    match preview.baseline {
        Some(baseline) => {
            let hash = short_hash(&baseline.sha256);
            facts
                .push(fact("Sammenlignet med", format!("{} (SHA-256 {hash} …)", danish::capitalised(&baseline.label))));
        }
        None => facts.push(fact("Sammenlignet med", "Intet: der er ingen tidligere udgave".to_owned())),
    }
    if let Some(figures) = &preview.figures {
        let rows = Account::sum(figures.snapshot.datasets.values()).read;
        let files: std::collections::BTreeSet<&str> =
            figures.snapshot.sources.iter().map(|source| source.file.as_str()).collect();
        facts.push(fact("Eksporter", format!("{} med {}", counted(files.len(), "fil", "filer"), danish::rows(rows))));
        facts.push(fact("Nøgletal", whole(figures.snapshot.figures.len() as u64)));
    }
    if let Some(pages) = &preview.pages {
        facts.push(fact("Sider", whole(pages.all.len() as u64)));
    }
    facts
}

fn files(preview: &Preview<'_>) -> Vec<FileItem> {
    let mut files = Vec::new();
    if let Some(pages) = &preview.pages {
        let size = danish::number(pages.pdf.bytes as f64 / 1e6, 1);
        let note = format!("{}, {size} MB", counted(pages.all.len(), "side", "sider"));
        files.push(FileItem { href: pages.pdf.name.clone(), label: "Udkastet som PDF", note });
    } else if let Some(kept) = preview.kept {
        let note = format!("fra {}", moment(&kept.built));
        files.push(FileItem { href: kept.pdf.clone(), label: "Det seneste udkast, der kunne bygges", note });
    }
    let all = [
        (SNAPSHOT, "Alle nøgletal", "til kapreport og andre programmer", preview.pages.is_some()),
        (FACTS, "Denne oversigt som data", "til andre programmer", true),
    ];
    let there = all.into_iter().filter(|(.., there)| *there);
    files.extend(there.map(|(href, label, note, _)| FileItem { href: href.to_owned(), label, note: note.to_owned() }));
    files
}

fn thumbnails(preview: &Preview<'_>) -> Vec<ThumbnailItem> {
    let Some(pages) = &preview.pages else { return Vec::new() };
    let changes = pages.changes.iter().flatten().filter(|change| change.state.is_change());
    let shown = changes.filter_map(|change| {
        let index = change.new?;
        Some(ThumbnailItem {
            href: WebPage::Pages.link_to(&page_anchor(index + 1)),
            thumb: thumbnail(index),
            label: format!("Side {}", index + 1),
            title: pages.all[index].title.clone(),
            word: if change.state == PageState::New { "ny" } else { "ændret" },
        })
    });
    shown.take(MOST).collect()
}

impl ExportItem {
    fn new(export: &Export, preview: &Preview<'_>) -> Self {
        let source = &export.source;
        // Exports of another period are other files anyway.
        let compared = preview.baseline.is_some_and(|baseline| baseline.snapshot.period.label == preview.report.period);
        let (state, word) = match source.state {
            _ if !compared => (ExportState::Same, ""),
            snapshot::SourceState::Unchanged => (ExportState::Same, "uændret"),
            snapshot::SourceState::Changed => (ExportState::Changed, "ændret"),
            snapshot::SourceState::New => (ExportState::New, "ny"),
            snapshot::SourceState::Gone if export.written.is_some() => (ExportState::Gone, "ikke læst"),
            snapshot::SourceState::Gone => (ExportState::Gone, "udgået"),
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

impl AccountItem {
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
