//! The page with the report's pages: the changed ones first, before and now side by side.

use std::collections::BTreeSet;

use serde::Serialize;

use super::changes::ChangeItem;
use super::links::FindingLink;
use super::web_page::page_anchor;
use crate::danish;
use crate::preview::affected::affected;
use crate::preview::baseline::OldPages;
use crate::preview::changes::{PageChange, PageState, WordChange};
use crate::preview::file_names::{image, old_image, thumbnail};
use crate::preview::model::Preview;
use crate::preview::scene::Scene;
use crate::preview::time::moment;
use crate::preview::words::counted;
use crate::typeset::{PIXELS_PER_INCH, Page, PageBox};

/// Most changes of words that are listed for a page.
const MOST_CHANGES: usize = 40;
/// Most words of a change that are shown.
const MOST_WORDS: usize = 40;

#[derive(Debug, Serialize)]
pub(super) struct PagesPage {
    compared: bool,
    note: String,
    summary: String,
    changed: Vec<ChangedPageItem>,
    unchanged: Vec<UnchangedPageItem>,
}

#[derive(Debug, Serialize)]
struct ChangedPageItem {
    anchor: String,
    label: String,
    /// Title of the chapter.
    title: String,
    /// The state in a word.
    word: &'static str,
    note: String,
    old: Option<ImageItem>,
    new: Option<ImageItem>,
    words: Vec<WordsItem>,
    more_words: String,
    figures: Vec<ChangeItem>,
    findings: Vec<FindingLink>,
}

#[derive(Debug, Serialize)]
struct ImageItem {
    image: String,
    label: String,
    alt: String,
    width: u32,
    height: u32,
    marks: Vec<MarkItem>,
}

/// A marked area, in percent of the page.
#[derive(Debug, Serialize)]
struct MarkItem {
    left: String,
    top: String,
    width: String,
    height: String,
}

#[derive(Debug, Serialize)]
struct WordsItem {
    lead: String,
    removed: String,
    added: String,
    trail: String,
}

#[derive(Debug, Serialize)]
struct UnchangedPageItem {
    anchor: String,
    label: String,
    title: String,
    thumb: String,
    image: String,
    note: String,
}

impl PagesPage {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let preview = scene.preview;
        let Some(pages) = &preview.pages else { return Self::kept(preview) };
        match (&pages.changes, preview.baseline.map(|baseline| &baseline.pages)) {
            (Some(changes), Some(Ok(old))) => Self::compared(changes, old, pages.all, scene),
            (_, Some(Err(why_not))) => Self::uncompared(pages.all, why_not.clone()),
            (None, Some(Ok(_))) | (_, None) => Self::uncompared(pages.all, String::new()),
        }
    }

    fn compared(changes: &[PageChange], old: &OldPages, new: &[Page], scene: &Scene<'_>) -> Self {
        let note = match old {
            OldPages::Stored(..) => "",
            OldPages::SetNow(..) => {
                "De gamle sider er sat med de nuværende tekster: kun det, der skyldes ændrede tal, er markeret."
            }
        };
        let changed = changes.iter().filter(|change| change.state.is_change());
        let unchanged = changes.iter().filter(|change| !change.state.is_change());
        Self {
            compared: true,
            note: note.to_owned(),
            summary: summary(changes),
            changed: changed.map(|change| ChangedPageItem::new(change, old.pages(), new, scene)).collect(),
            unchanged: unchanged.filter_map(|change| UnchangedPageItem::compared(change, old.pages(), new)).collect(),
        }
    }

    fn uncompared(pages: &[Page], note: String) -> Self {
        Self {
            compared: false,
            note,
            summary: counted(pages.len(), "side.", "sider."),
            changed: Vec::new(),
            unchanged: UnchangedPageItem::all(pages),
        }
    }

    /// The report could not be built: the pages of the last preview that has any.
    fn kept(preview: &Preview<'_>) -> Self {
        let Some(kept) = preview.kept.filter(|kept| !kept.pages.is_empty()) else {
            return Self {
                compared: false,
                note: "Rapporten kunne ikke bygges, og der er ingen tidligere sider at vise.".to_owned(),
                summary: String::new(),
                changed: Vec::new(),
                unchanged: Vec::new(),
            };
        };
        let built = moment(&kept.built);
        Self::uncompared(
            &kept.pages,
            format!("Rapporten kunne ikke bygges. Siderne er fra {built}, da den sidst kunne."),
        )
    }
}

impl ChangedPageItem {
    fn new(change: &PageChange, old: &[Page], new: &[Page], scene: &Scene<'_>) -> Self {
        let index = change.new.or(change.old).unwrap_or_default();
        let moved = change.old.zip(change.new).filter(|(then, now)| then != now);
        let mut notes: Vec<String> = moved.map(|(then, _)| format!("var side {}", then + 1)).into_iter().collect();
        if change.state == PageState::Changed && change.words.is_empty() {
            notes.push("ordene er de samme; det markerede ser anderledes ud".to_owned());
        }
        let number = change.new.map(|index| index + 1);
        let words: Vec<WordsItem> = change.words.iter().take(MOST_CHANGES).map(WordsItem::new).collect();
        let more = change.words.len() - words.len();
        Self {
            // The number of a page that is gone may now be that of another page.
            anchor: number.map_or_else(|| format!("side-{}-udgaaet", index + 1), page_anchor),
            label: format!("Side {}", index + 1),
            title: change.chapters(old, new),
            word: word(change.state),
            note: danish::capitalised(&notes.join("; ")),
            old: change.old.map(|index| ImageItem::new(index, &old[index], Version::Before, &change.old_marks)),
            new: change.new.map(|index| ImageItem::new(index, &new[index], Version::Now, &change.new_marks)),
            words,
            more_words: match more {
                0 => String::new(),
                more => format!("og {} mere", counted(more, "ændring", "ændringer")),
            },
            figures: number.map(|number| figures_on(number, scene)).unwrap_or_default(),
            findings: number.map(|number| findings_on(number, scene)).unwrap_or_default(),
        }
    }
}

/// The changed figures on a page, counted from 1.
fn figures_on(page: usize, scene: &Scene<'_>) -> Vec<ChangeItem> {
    let is_there = |id: &str| scene.places().pages(id).contains(&page);
    ChangeItem::of(scene, is_there).into_iter().map(|(_, change)| change).collect()
}

/// The findings that affect a page, counted from 1.
fn findings_on(page: usize, scene: &Scene<'_>) -> Vec<FindingLink> {
    let preview = scene.preview;
    let about = |pages: &BTreeSet<usize>| pages.contains(&page);
    let all = preview.findings.iter().enumerate();
    let here = all.filter(|(_, finding)| about(&affected(finding, preview, scene.places()).pages));
    here.map(|(index, _)| FindingLink::new(preview, index)).collect()
}

/// Which version of a page an image shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Before,
    Now,
}

impl ImageItem {
    fn new(index: usize, page: &Page, version: Version, marks: &[PageBox]) -> Self {
        let [width, height] = page.size.map(|points| (f64::from(points) * PIXELS_PER_INCH / 72.0).round() as u32);
        let number = index + 1;
        let (image, label, alt) = match version {
            Version::Before => (old_image(index), "Før", "som den var"),
            Version::Now => (image(index), "Nu", "som den er nu"),
        };
        Self {
            image,
            label: format!("{label}: side {number}"),
            alt: format!("Side {number}, {alt}"),
            width,
            height,
            marks: marks.iter().map(|mark| MarkItem::new(*mark, page.size)).collect(),
        }
    }
}

impl MarkItem {
    fn new(PageBox { left, top, right, bottom }: PageBox, [width, height]: [f32; 2]) -> Self {
        let percent = |part: f32, whole: f32| format!("{:.2}", (100.0 * part / whole).clamp(0.0, 100.0));
        Self {
            left: percent(left, width),
            top: percent(top, height),
            width: percent(right - left, width),
            height: percent(bottom - top, height),
        }
    }
}

impl WordsItem {
    fn new(change: &WordChange) -> Self {
        let short = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            if words.len() <= MOST_WORDS { text.to_owned() } else { format!("{} …", words[..MOST_WORDS].join(" ")) }
        };
        Self {
            lead: change.lead.clone(),
            removed: short(&change.removed),
            added: short(&change.added),
            trail: change.trail.clone(),
        }
    }
}

impl UnchangedPageItem {
    fn all(pages: &[Page]) -> Vec<Self> {
        pages.iter().enumerate().map(|(index, page)| Self::new(index, page, String::new())).collect()
    }

    fn compared(change: &PageChange, old: &[Page], new: &[Page]) -> Option<Self> {
        if change.state == PageState::Follows {
            let now = change.new?;
            let note = "kun numre, opstilling eller bilag er anderledes, fordi andet er ændret";
            return Some(Self::new(now, &new[now], note.to_owned()));
        }
        let (then, now) = (change.old?, change.new?);
        let page = (then != now).then(|| format!("var side {}", then + 1));
        let is_same = old[then].content == new[now].content;
        let place = (!is_same).then(|| "teksten er den samme, men står et andet sted".to_owned());
        let note = page.into_iter().chain(place).collect::<Vec<_>>().join("; ");
        Some(Self::new(now, &new[now], note))
    }

    fn new(index: usize, page: &Page, note: String) -> Self {
        Self {
            anchor: page_anchor(index + 1),
            label: format!("Side {}", index + 1),
            title: page.title.clone(),
            thumb: thumbnail(index),
            image: image(index),
            note: danish::capitalised(&note),
        }
    }
}

fn word(state: PageState) -> &'static str {
    match state {
        PageState::Changed => "ændret",
        PageState::New => "ny",
        PageState::Gone => "udgået",
        PageState::Moved => "flyttet",
        PageState::Follows => "følger med",
        PageState::Unchanged => "uændret",
    }
}

/// `4 sider er ændret, 1 er ny og 22 er uændrede.`
fn summary(changes: &[PageChange]) -> String {
    let of = |states: &[PageState]| changes.iter().filter(|change| states.contains(&change.state)).count();
    let kinds = [
        (of(&[PageState::Changed]), "er ændret", "er ændret"),
        (of(&[PageState::New]), "er ny", "er nye"),
        (of(&[PageState::Gone]), "er udgået", "er udgået"),
        (of(&[PageState::Follows]), "følger med", "følger med"),
        (of(&[PageState::Moved, PageState::Unchanged]), "er uændret", "er uændrede"),
    ];
    let mut items = Vec::new();
    for (count, one, many) in kinds.into_iter().filter(|(count, ..)| *count > 0) {
        let words = if count == 1 { one } else { many };
        items.push(if items.is_empty() {
            format!("{} {words}", counted(count, "side", "sider"))
        } else {
            format!("{count} {words}")
        });
    }
    format!("{}.", danish::list(&items))
}
