//! Causes: chapters, tables, charts and figures that are new, gone or moved.

use std::collections::BTreeSet;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{CauseKind, ChangeCause};
use crate::definition::Definition;
use crate::definition::table::Template;
use crate::definition::usage::InsertedNumbers;
use crate::definition::usage::scan::{self, InsertedKind};
use crate::diff::ChangeKind;
use crate::preview::baseline::Baseline;
use crate::preview::figure_places::FigurePlaces;
use crate::preview::model::{Preview, ReportPages};

pub(super) fn causes(preview: &Preview<'_>, baseline: &Baseline, places: &FigurePlaces) -> Vec<ChangeCause> {
    let Some(figures) = &preview.figures else { return Vec::new() };
    let now = figures.definition;
    let mut causes = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    if let Some(then) = &baseline.definition {
        told = chapters(then, now, preview.pages.as_ref(), &mut causes);
        let period = figures.snapshot.period.in_words();
        let other = |id: &str| !told.contains(id.split('.').next().unwrap_or(id));
        inserted(
            &NumberedPart::tables(then),
            &NumberedPart::tables(now),
            &period,
            &other,
            preview.pages.as_ref(),
            &mut causes,
        );
        inserted(
            &NumberedPart::charts(then),
            &NumberedPart::charts(now),
            &period,
            &other,
            preview.pages.as_ref(),
            &mut causes,
        );
    }
    for (kind, words) in [(ChangeKind::New, "er nyt"), (ChangeKind::Gone, "er væk")] {
        let entries = figures.diff.figures().filter(|entry| entry.kind() == kind && !told.contains(entry.id.chapter()));
        causes.extend(entries.map(|entry| {
            let sentence = format!("Nøgletallet »{}« ({}) {words}.", entry.label, entry.id);
            ChangeCause::new(CauseKind::Structure, sentence).moving(vec![entry.id.clone()], places)
        }));
    }
    causes
}

/// Adds the chapters that are new, gone or moved. Returns the ids of those that are new or gone.
fn chapters(
    then: &Definition,
    now: &Definition,
    pages: Option<&ReportPages<'_>>,
    causes: &mut Vec<ChangeCause>,
) -> BTreeSet<String> {
    let ids =
        |definition: &Definition| definition.chapters.iter().map(|chapter| chapter.id.clone()).collect::<Vec<_>>();
    let (before, after) = (ids(then), ids(now));
    let mut told = BTreeSet::new();
    let cause = |sentence: String| ChangeCause::new(CauseKind::Structure, sentence);
    for id in after.iter().filter(|id| !before.contains(id)) {
        let sentence = format!("Kapitlet »{}« er nyt.", now.chapter_title(id));
        causes.push(cause(sentence).on_pages(pages_of(id, now, pages)));
        told.insert(id.clone());
    }
    for id in before.iter().filter(|id| !after.contains(id)) {
        causes.push(cause(format!("Kapitlet »{}« er væk.", then.chapter_title(id))));
        told.insert(id.clone());
    }
    let kept =
        |ids: &[String], others: &[String]| ids.iter().filter(|id| others.contains(id)).cloned().collect::<Vec<_>>();
    let (before, after) = (kept(&before, &after), kept(&after, &before));
    for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
        if matches!(operation, DiffOp::Insert { .. } | DiffOp::Replace { .. }) {
            let moved = operation.new_range().filter_map(|index| after.get(index));
            causes.extend(moved.map(|id| {
                let sentence = format!("Kapitlet »{}« er flyttet.", now.chapter_title(id));
                cause(sentence).on_pages(pages_of(id, now, pages))
            }));
        }
    }
    for chapter in &now.chapters {
        let earlier = then.chapters.iter().find(|earlier| earlier.id == chapter.id);
        if let Some(earlier) = earlier.filter(|earlier| earlier.title != chapter.title) {
            causes.push(cause(format!("Kapitlet »{}« hedder nu »{}«.", earlier.title, chapter.title)));
        }
    }
    told
}

/// The pages that show lines of a chapter.
fn pages_of(id: &str, definition: &Definition, pages: Option<&ReportPages<'_>>) -> BTreeSet<usize> {
    let template = format!("{}/{id}.typ", definition.report.id);
    pages.map(|pages| pages.whereabouts.template(&template)).unwrap_or_default()
}

/// A table or a chart.
struct NumberedPart<'a> {
    id: &'a str,
    caption: &'a Template,
    number: Option<usize>,
    /// `Tabel`
    noun: &'static str,
    /// `tabel:`
    label: &'static str,
}

impl<'a> NumberedPart<'a> {
    /// The tables that the chapters insert.
    fn tables(definition: &'a Definition) -> Vec<Self> {
        let numbers = InsertedNumbers::of(definition).tables;
        let shown = shown(definition, InsertedKind::Table);
        let tables = definition.tables().filter(|table| shown.contains(table.id.as_str()));
        let of = |id: &'a String, caption| Self {
            id,
            caption,
            number: numbers.get(id).copied(),
            noun: "Tabel",
            label: "tabel:",
        };
        tables.map(|table| of(&table.id, &table.caption)).collect()
    }

    /// The charts that the chapters insert.
    fn charts(definition: &'a Definition) -> Vec<Self> {
        let numbers = InsertedNumbers::of(definition).charts;
        let shown = shown(definition, InsertedKind::Chart);
        let charts = definition.charts().filter(|chart| shown.contains(chart.id.as_str()));
        let of = |id: &'a String, caption| Self {
            id,
            caption,
            number: numbers.get(id).copied(),
            noun: "Figur",
            label: "figur:",
        };
        charts.map(|chart| of(&chart.id, &chart.caption)).collect()
    }

    /// `Tabel 4 (Nøgletal 2024)`
    fn name(&self, period: &str) -> String {
        let number = self.number.map_or_else(String::new, |number| format!(" {number}"));
        format!("{}{number} ({})", self.noun, scan::readable(&self.caption.value).replace("⟨periode⟩", period))
    }
}

/// Ids of the tables or charts that the chapters insert.
fn shown(definition: &Definition, kind: InsertedKind) -> BTreeSet<&str> {
    let calls = definition.chapters.iter().flat_map(|chapter| scan::calls(&chapter.prose.value));
    calls.filter(|call| call.kind == kind).map(|call| call.id).collect()
}

/// Adds tables or charts that are new or gone, and whether the numbers of others have changed because of it.
fn inserted(
    then: &[NumberedPart<'_>],
    now: &[NumberedPart<'_>],
    period: &str,
    is_told: &dyn Fn(&str) -> bool,
    pages: Option<&ReportPages<'_>>,
    causes: &mut Vec<ChangeCause>,
) {
    let find = |all: &[NumberedPart<'_>], id: &str| all.iter().position(|one| one.id == id);
    let is_renumbered = now.iter().any(|one| find(then, one.id).is_some_and(|at| then[at].number != one.number));
    let follow = if is_renumbered { "; de følgende har fået nye numre" } else { "" };
    for gone in then.iter().filter(|one| find(now, one.id).is_none() && is_told(one.id)) {
        causes.push(ChangeCause::new(CauseKind::Structure, format!("{} er væk{follow}.", gone.name(period))));
    }
    for new in now.iter().filter(|one| find(then, one.id).is_none() && is_told(one.id)) {
        let at = pages.and_then(|pages| pages.whereabouts.labelled(&format!("{}{}", new.label, new.id)));
        causes
            .push(ChangeCause::new(CauseKind::Structure, format!("{} er ny{follow}.", new.name(period))).on_pages(at));
    }
}
