//! Causes: paragraphs that authors have added, removed, moved or edited.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{CauseKind, ChangeCause};
use crate::definition::usage::scan;
use crate::preview::baseline::Baseline;
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::Preview;

/// Words shown before a change.
const CONTEXT: usize = 3;
/// Words of a change that are shown at most.
const MOST_WORDS: usize = 12;
/// Changes of a chapter that are shown at most.
const MOST_CHANGES: usize = 8;

pub(super) fn causes(preview: &Preview<'_>, baseline: &Baseline, _: &FigurePlaces) -> Vec<ChangeCause> {
    let (Some(figures), Some(basis)) = (&preview.figures, &baseline.basis) else { return Vec::new() };
    let definition = figures.definition;
    let mut causes = Vec::new();
    for chapter in &definition.chapters {
        let path = format!("{}/{}.typ", definition.report.id, chapter.id);
        let Some(then) = basis.sources.get(&path).filter(|then| then.text != chapter.prose.value) else { continue };
        let changes = TextChanges::between(&then.text, &chapter.prose.value);
        let lines = changes.lines();
        let pages =
            preview.pages.iter().flat_map(|pages| lines.iter().flat_map(|line| pages.whereabouts.line(&path, *line)));
        let pages: Vec<usize> = pages.collect();
        let sentence = format!("Teksten i »{}« er ændret{}.", chapter.title, changes.in_words());
        causes.push(ChangeCause::new(CauseKind::Text, sentence).with_details(changes.details()).on_pages(pages));
    }
    for chapter in &definition.chapters {
        let earlier = baseline.definition.iter().flat_map(|then| &then.chapters).find(|then| then.id == chapter.id);
        let Some(earlier) = earlier else { continue };
        let texts = |chapter: &crate::definition::chapter::Chapter| -> HashMap<String, Vec<String>> {
            let of = |id: &str, templates: Vec<&crate::definition::table::Template>| {
                (id.to_owned(), templates.into_iter().map(|template| template.value.clone()).collect())
            };
            let tables = chapter.tables.iter().map(|table| of(&table.id, table.templates()));
            tables.chain(chapter.charts.iter().map(|chart| of(&chart.id, chart.templates()))).collect()
        };
        let (then, now) = (texts(earlier), texts(chapter));
        let mut changed: Vec<&String> = now
            .iter()
            .filter(|(id, texts)| then.get(*id).is_some_and(|then| then != *texts))
            .map(|(id, _)| id)
            .collect();
        changed.sort_unstable();
        for id in changed {
            let sentence = format!("Ordene i tabellen eller figuren {id} (»{}«) er ændret.", chapter.title);
            let labels = [format!("tabel:{id}"), format!("figur:{id}")];
            let at = preview
                .pages
                .iter()
                .flat_map(|pages| labels.iter().filter_map(|label| pages.whereabouts.labelled(label)));
            causes.push(ChangeCause::new(CauseKind::Text, sentence).on_pages(at.collect::<Vec<_>>()));
        }
    }
    causes
}

/// A paragraph of a template, and its first line.
#[derive(Clone, Copy)]
struct TextParagraph<'a> {
    line: u32,
    text: &'a str,
}

#[derive(Default)]
struct TextChanges<'a> {
    new: Vec<TextParagraph<'a>>,
    gone: Vec<TextParagraph<'a>>,
    moved: Vec<TextParagraph<'a>>,
    /// The edited paragraphs, before and now.
    changed: Vec<(TextParagraph<'a>, TextParagraph<'a>)>,
}

impl<'a> TextChanges<'a> {
    fn between(then: &'a str, now: &'a str) -> Self {
        let (then, now) = (paragraphs(then), paragraphs(now));
        let texts = |all: &[TextParagraph<'a>]| all.iter().map(|paragraph| paragraph.text).collect::<Vec<_>>();
        let mut changes = Self::default();
        for operation in capture_diff_slices(Algorithm::Myers, &texts(&then), &texts(&now)) {
            if matches!(operation, DiffOp::Equal { .. }) {
                continue;
            }
            let (removed, added) = (&then[operation.old_range()], &now[operation.new_range()]);
            let pairs = removed.len().min(added.len());
            changes.changed.extend(removed.iter().copied().zip(added.iter().copied()));
            changes.gone.extend(&removed[pairs..]);
            changes.new.extend(&added[pairs..]);
        }
        changes.find_moved();
        changes
    }

    /// Finds paragraphs that have moved: gone in one place and new in another.
    fn find_moved(&mut self) {
        let mut gone = std::mem::take(&mut self.gone);
        let mut new = std::mem::take(&mut self.new);
        for (before, after) in std::mem::take(&mut self.changed) {
            gone.push(before);
            new.push(after);
        }
        let mut left = Vec::new();
        for paragraph in new {
            match gone.iter().position(|before| before.text == paragraph.text) {
                Some(at) => {
                    gone.remove(at);
                    self.moved.push(paragraph);
                }
                None => left.push(paragraph),
            }
        }
        for paragraph in left {
            match gone.iter().position(|before| is_alike(before.text, paragraph.text)) {
                Some(at) => self.changed.push((gone.remove(at), paragraph)),
                None => self.new.push(paragraph),
            }
        }
        self.gone = gone;
    }

    /// `: 1 afsnit er flyttet og 2 er nye`
    fn in_words(&self) -> String {
        let kinds = [
            (self.changed.len(), "har andre ord", "har andre ord"),
            (self.new.len(), "er nyt", "er nye"),
            (self.gone.len(), "er væk", "er væk"),
            (self.moved.len(), "er flyttet", "er flyttet"),
        ];
        let parts: Vec<String> = kinds
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} afsnit {}", if count == 1 { one } else { many }))
            .collect();
        if parts.is_empty() { String::new() } else { format!(": {}", crate::danish::list(&parts)) }
    }

    /// The first lines of what is on the pages now.
    fn lines(&self) -> Vec<u32> {
        let changed = self.changed.iter().map(|(_, after)| after);
        changed.chain(&self.new).chain(&self.moved).map(|paragraph| paragraph.line).collect()
    }

    fn details(&self) -> Vec<String> {
        let changed = self.changed.iter().map(|(before, after)| words_changed(before.text, *after));
        let told = |word: &'static str| {
            move |paragraph: &TextParagraph<'_>| {
                format!("Linje {}: {word}: »{}«", paragraph.line, short(&scan::readable(paragraph.text)))
            }
        };
        let new = self.new.iter().map(told("nyt"));
        let gone = self.gone.iter().map(|paragraph| format!("Væk: »{}«", short(&scan::readable(paragraph.text))));
        let moved = self.moved.iter().map(told("flyttet"));
        let all: Vec<String> = changed.chain(new).chain(gone).chain(moved).collect();
        let more = all.len().saturating_sub(MOST_CHANGES);
        let rest = (more > 0).then(|| format!("og {more} mere"));
        all.into_iter().take(MOST_CHANGES).chain(rest).collect()
    }
}

/// Whether two paragraphs have at least half of the words of the shorter in common.
fn is_alike(before: &str, after: &str) -> bool {
    let (before, after) = (words(before), words(after));
    let operations = capture_diff_slices(Algorithm::Myers, &before, &after);
    let equal = operations.iter().map(|operation| match operation {
        DiffOp::Equal { len, .. } => *len,
        _ => 0,
    });
    2 * equal.sum::<usize>() >= before.len().min(after.len())
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The stretches between empty lines.
fn paragraphs(text: &str) -> Vec<TextParagraph<'_>> {
    let mut found: Vec<TextParagraph<'_>> = Vec::new();
    let mut start: Option<(u32, usize)> = None;
    let mut offset = 0;
    for (line, part) in (1..).zip(text.split_inclusive('\n')) {
        match (part.trim().is_empty(), start) {
            (true, Some((first, from))) => {
                found.push(TextParagraph { line: first, text: text[from..offset].trim() });
                start = None;
            }
            (false, None) => start = Some((line, offset)),
            _ => {}
        }
        offset += part.len();
    }
    found.extend(start.map(|(first, from)| TextParagraph { line: first, text: text[from..].trim() }));
    found
}

/// `Linje 4: … efter mødet »i maj« → »i juni«`, for each stretch of words that has changed.
fn words_changed(before: &str, after: TextParagraph<'_>) -> String {
    let (then, now) = (scan::readable(before), scan::readable(after.text));
    let (old, new) = (words(&then), words(&now));
    // For each word the line it is on.
    let lines: Vec<u32> =
        (after.line..).zip(now.lines()).flat_map(|(line, text)| words(text).into_iter().map(move |_| line)).collect();
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    let changes = operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })).map(|operation| {
        let at = operation.new_range().start;
        let line = lines.get(at).or(lines.last()).copied().unwrap_or(after.line);
        let lead = new[at.saturating_sub(CONTEXT)..at].join(" ");
        let removed = short(&old[operation.old_range()].join(" "));
        let added = short(&new[operation.new_range()].join(" "));
        let lead = if lead.is_empty() { String::new() } else { format!("… {lead} ") };
        match (removed.is_empty(), added.is_empty()) {
            (true, _) => format!("Linje {line}: {lead}nyt: »{added}«"),
            (_, true) => format!("Linje {line}: {lead}væk: »{removed}«"),
            _ => format!("Linje {line}: {lead}»{removed}« → »{added}«"),
        }
    });
    changes.collect::<Vec<_>>().join("; ")
}

fn short(text: &str) -> String {
    let words = words(text);
    if words.len() <= MOST_WORDS { words.join(" ") } else { format!("{} …", words[..MOST_WORDS].join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(then: &str, now: &str) -> (String, Vec<String>) {
        let changes = TextChanges::between(then, now);
        (changes.in_words(), changes.details())
    }

    #[test]
    fn a_word_is_told_with_the_words_before_it() {
        let told = told(
            "Et.\n\nDer var {{ tal(id=\"a.b\") }} besøg i maj.",
            "Et.\n\nDer var {{ tal(id=\"a.b\") }} besøg i juni.",
        );
        assert_eq!(told, (": 1 afsnit har andre ord".into(), vec!["Linje 3: … ⟨a.b⟩ besøg i »maj.« → »juni.«".into()]));
    }

    #[test]
    fn a_paragraph_in_another_place_is_moved_and_nothing_else() {
        let (words, details) = told("Et kort afsnit.\n\nTo.\n\nTre.", "To.\n\nTre.\n\nEt kort afsnit.");
        assert_eq!(
            (words.as_str(), details),
            (": 1 afsnit er flyttet", vec!["Linje 5: flyttet: »Et kort afsnit.«".to_owned()])
        );
    }

    #[test]
    fn a_new_paragraph_beside_a_changed_one_is_new() {
        let (words, _) = told("Her er fem ord i alt.", "Noget helt nyt om andre ting.\n\nHer er seks ord i alt.");
        assert_eq!(words, ": 1 afsnit har andre ord og 1 afsnit er nyt");
    }
}
