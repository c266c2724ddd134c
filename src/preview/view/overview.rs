//! The first page: what an editor needs first, and how the report was made.

mod about;
mod causes;
mod chapters;
mod exports;
mod tiles;

use serde::Serialize;

use super::changes::ChangeItem;
use super::links::FindingLink;
use super::web_page::{WebPage, page_anchor};
use crate::danish;
use crate::findings::Severity;
use crate::preview::changes::PageState;
use crate::preview::file_names::thumbnail;
use crate::preview::model::Preview;
use crate::preview::scene::Scene;
use crate::preview::time::moment;
use crate::preview::words::whole;
use crate::snapshot::Account;
use about::{FactItem, FileItem, facts, files};
use causes::CauseGroup;
use chapters::ChapterToMend;
use exports::{AccountItem, ExportItem};
use tiles::{TileItem, tiles};

/// Most figures, pages and findings that are shown; the other pages have them all.
const MOST: usize = 8;

/// How many causes are shown at the top.
const MOST_HEADLINES: usize = 3;

#[derive(Debug, Serialize)]
pub(super) struct OverviewPage {
    tiles: Vec<TileItem>,
    /// Shown if nothing has changed.
    quiet: Option<String>,
    /// Shown if the pages are those of an earlier preview.
    kept: Option<String>,
    /// The first causes, for the top.
    headlines: Vec<String>,
    /// The chapters with something to do.
    chapters: Vec<ChapterToMend>,
    /// The chapters in which something has changed and nothing is to be done, in one line.
    changed_chapters: String,
    /// Titles of the other chapters, in one line.
    calm_chapters: String,
    /// Why the report has changed.
    causes: Vec<CauseGroup>,
    /// How many pages differ only by what follows from other changes; "" if none.
    following: String,
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

/// A changed page.
#[derive(Debug, Serialize)]
struct ThumbnailItem {
    href: String,
    thumb: String,
    label: String,
    title: String,
    word: &'static str,
}

impl OverviewPage {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let preview = scene.preview;
        let mut changes = ChangeItem::largest(scene);
        let all = changes.len();
        changes.truncate(MOST);
        let chapters = chapters::lists(scene);
        let accounts = preview.figures.as_ref().map(|figures| &figures.snapshot.datasets);
        Self {
            tiles: tiles(preview),
            quiet: preview.change().filter(|_| preview.is_quiet()),
            kept: preview.kept.map(|kept| {
                format!("Rapporten kunne ikke bygges. Siderne er fra {}, da den sidst kunne.", moment(&kept.built))
            }),
            headlines: scene.causes().iter().take(MOST_HEADLINES).map(|cause| cause.sentence.clone()).collect(),
            chapters: chapters.to_do,
            changed_chapters: danish::list(&chapters.changed),
            calm_chapters: danish::list(&chapters.calm),
            causes: causes::groups(scene),
            following: preview.following(),
            facts: facts(preview),
            files: files(preview),
            more_changes: match all > changes.len() {
                false => String::new(),
                true => format!("Se alle {} ændrede tal", whole(all as u64)),
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

fn thumbnails(preview: &Preview<'_>) -> Vec<ThumbnailItem> {
    let Some(pages) = &preview.pages else { return Vec::new() };
    let old = preview.baseline.and_then(|baseline| baseline.pages.as_ref().ok()).map_or(&[][..], |old| old.pages());
    let changes = pages.changes.iter().flatten().filter(|change| change.state.is_change());
    let shown = changes.filter_map(|change| {
        let index = change.new?;
        Some(ThumbnailItem {
            href: WebPage::Pages.link_to(&page_anchor(index + 1)),
            thumb: thumbnail(index),
            label: format!("Side {}", index + 1),
            title: change.chapters(old, pages.all),
            word: if change.state == PageState::New { "ny" } else { "ændret" },
        })
    });
    shown.take(MOST).collect()
}
