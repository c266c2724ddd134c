//! The page with the report's pages: what has changed first, as it was and as it is.

use std::collections::BTreeSet;

use serde::Serialize;

use super::figures::ChangeView;
use super::{FindingLink, Scene, page_anchor};
use crate::danish;
use crate::preview::changes::{PageChange, State, WordChange};
use crate::preview::facts::{affected, counted};
use crate::preview::{OldPages, Preview, image, moment, old_image, thumbnail};
use crate::typeset::{PIXELS_PER_INCH, Page, PageBox};

/// How many changes of words are listed for a page.
const MOST_CHANGES: usize = 40;
/// How many words of a change are shown.
const MOST_WORDS: usize = 40;

/// The page.
#[derive(Debug, Serialize)]
pub struct PagesView {
    compared: bool,
    note: String,
    summary: String,
    /// The pages that have changed.
    pub changed: Vec<ChangedView>,
    unchanged: Vec<UnchangedView>,
}

/// A page that has changed.
#[derive(Debug, Serialize)]
pub struct ChangedView {
    /// Where it is shown.
    pub anchor: String,
    number: String,
    /// What it is called.
    pub label: String,
    /// The chapter.
    pub title: String,
    kind: &'static str,
    /// What became of it, in a word.
    pub word: &'static str,
    note: String,
    old: Option<ImageView>,
    new: Option<ImageView>,
    words: Vec<WordsView>,
    more_words: String,
    figures: Vec<ChangeView>,
    findings: Vec<FindingLink>,
}

/// A picture of a page.
#[derive(Debug, Serialize)]
struct ImageView {
    image: String,
    label: String,
    alt: String,
    width: u32,
    height: u32,
    marks: Vec<MarkView>,
}

/// A place that is marked, in percent of the page.
#[derive(Debug, Serialize)]
struct MarkView {
    left: String,
    top: String,
    width: String,
    height: String,
}

/// Words that changed.
#[derive(Debug, Serialize)]
struct WordsView {
    lead: String,
    removed: String,
    added: String,
    trail: String,
}

/// A page that is as it was.
#[derive(Debug, Serialize)]
struct UnchangedView {
    anchor: String,
    label: String,
    title: String,
    thumb: String,
    image: String,
    note: String,
}

impl PagesView {
    /// The pages of a preview.
    pub fn new(scene: &Scene<'_>) -> Self {
        let preview = scene.preview;
        let Some(pages) = &preview.pages else { return Self::kept(preview) };
        let old = preview.baseline.and_then(|baseline| baseline.pages.as_ref().ok());
        let why_not = preview.baseline.and_then(|baseline| baseline.pages.as_ref().err());
        let Some((changes, old)) = pages.changes.as_ref().zip(old) else {
            return Self {
                compared: false,
                note: why_not.cloned().unwrap_or_default(),
                summary: counted(pages.all.len(), "side.", "sider."),
                changed: Vec::new(),
                unchanged: (0..pages.all.len())
                    .map(|index| UnchangedView::new(index, &pages.all[index], String::new()))
                    .collect(),
            };
        };
        let changed = changes.iter().filter(|change| change.state.is_change());
        let unchanged = changes.iter().filter(|change| !change.state.is_change()).filter_map(|change| {
            let (then, now) = (change.old?, change.new?);
            let same = old.pages()[then].content == pages.all[now].content;
            let page = (then != now).then(|| format!("var side {}", then + 1));
            let place = (!same).then(|| "teksten er den samme, men står et andet sted".to_owned());
            let note = page.into_iter().chain(place).collect::<Vec<_>>().join("; ");
            Some(UnchangedView::new(now, &pages.all[now], note))
        });
        let note = match old {
            OldPages::Stored(..) => String::new(),
            OldPages::SetNow(..) => {
                "De gamle sider er sat med de nuværende tekster: kun det, der skyldes ændrede tal, er markeret."
                    .to_owned()
            }
        };
        Self {
            compared: true,
            note,
            summary: summary(changes),
            changed: changed.map(|change| ChangedView::new(change, old.pages(), pages.all, scene)).collect(),
            unchanged: unchanged.collect(),
        }
    }

    /// Where the report could not be set: the pages of the last time it could.
    fn kept(preview: &Preview<'_>) -> Self {
        let kept = preview.kept.map(|kept| kept.pages.as_slice()).unwrap_or_default();
        let note = match preview.kept {
            Some(kept) => {
                format!("Rapporten kunne ikke bygges. Siderne er fra {}, da den sidst kunne.", moment(&kept.built))
            }
            None => "Rapporten kunne ikke bygges, og der er ingen tidligere sider at vise.".to_owned(),
        };
        Self {
            compared: false,
            note,
            summary: if kept.is_empty() { String::new() } else { counted(kept.len(), "side.", "sider.") },
            changed: Vec::new(),
            unchanged: kept
                .iter()
                .enumerate()
                .map(|(index, page)| UnchangedView::new(index, page, String::new()))
                .collect(),
        }
    }
}

impl ChangedView {
    fn new(change: &PageChange, old: &[Page], new: &[Page], scene: &Scene<'_>) -> Self {
        let (kind, word) = match change.state {
            State::Changed => ("changed", "ændret"),
            State::New => ("new", "ny"),
            State::Gone => ("gone", "udgået"),
            State::Moved => ("moved", "flyttet"),
            State::Unchanged => ("unchanged", "uændret"),
        };
        let index = change.new.or(change.old).unwrap_or_default();
        let page = change.new.map(|index| &new[index]).or(change.old.map(|index| &old[index]));
        let moved = change.old.zip(change.new).filter(|(then, now)| then != now);
        let mut notes: Vec<String> = moved.map(|(then, _)| format!("var side {}", then + 1)).into_iter().collect();
        if change.state == State::Changed && change.words.is_empty() {
            notes.push("ordene er de samme; det markerede ser anderledes ud".to_owned());
        }
        let number = change.new.map(|index| index + 1);
        let words: Vec<WordsView> = change.words.iter().take(MOST_CHANGES).map(WordsView::new).collect();
        let more = change.words.len() - words.len();
        let view = |index: usize, pages: &[Page], file: String, which: &str, marks: &[PageBox]| {
            ImageView::new(&pages[index], index + 1, file, which, marks)
        };
        Self {
            // A page that is gone has no number of its own any more.
            anchor: number.map_or_else(|| format!("side-{}-udgaaet", index + 1), page_anchor),
            number: (index + 1).to_string(),
            label: format!("Side {}", index + 1),
            title: page.map(|page| page.title.clone()).unwrap_or_default(),
            kind,
            word,
            note: danish::capitalised(&notes.join("; ")),
            old: change.old.map(|index| view(index, old, old_image(index), "Før", &change.old_marks)),
            new: change.new.map(|index| view(index, new, image(index), "Nu", &change.new_marks)),
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

/// The figures on this page, from 1, that have changed.
fn figures_on(page: usize, scene: &Scene<'_>) -> Vec<ChangeView> {
    let is_there = |id: &str| scene.printed.pages(id).contains(&page);
    ChangeView::of(scene, is_there).into_iter().map(|(_, change)| change).collect()
}

/// The findings that are about this page, from 1.
fn findings_on(page: usize, scene: &Scene<'_>) -> Vec<FindingLink> {
    let preview = scene.preview;
    let about = |pages: &BTreeSet<usize>| pages.contains(&page);
    let all = preview.findings.iter().enumerate();
    let here = all.filter(|(_, finding)| about(&affected(finding, preview, &scene.printed).1));
    here.map(|(index, _)| FindingLink::new(preview, index)).collect()
}

impl ImageView {
    fn new(page: &Page, number: usize, image: String, which: &str, marks: &[PageBox]) -> Self {
        let [width, height] = page.size.map(|points| (f64::from(points) * PIXELS_PER_INCH / 72.0).round() as u32);
        let then = if which == "Før" { "som den var" } else { "som den er nu" };
        Self {
            image,
            label: format!("{which}: side {number}"),
            alt: format!("Side {number}, {then}"),
            width,
            height,
            marks: marks.iter().map(|mark| MarkView::new(*mark, page.size)).collect(),
        }
    }
}

impl MarkView {
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

impl WordsView {
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

impl UnchangedView {
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

/// `4 sider er ændret, 1 er ny og 22 er uændrede.`
fn summary(changes: &[PageChange]) -> String {
    let of = |states: &[State]| changes.iter().filter(|change| states.contains(&change.state)).count();
    let kinds = [
        (of(&[State::Changed]), "er ændret", "er ændret"),
        (of(&[State::New]), "er ny", "er nye"),
        (of(&[State::Gone]), "er udgået", "er udgået"),
        (of(&[State::Moved, State::Unchanged]), "er uændret", "er uændrede"),
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
