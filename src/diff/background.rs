//! What a report's own files say about its changes: explanations in the text, approvals, and series that only checks use.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{ChangeCounts, ChangeLimit, Diff, Difference, FigureChange};
use crate::definition::Definition;
use crate::definition::accepted::Approval;
use crate::definition::usage::{Usage, UsedIn, explanations};
use crate::figure_id::{FigureId, FigureRef};
use crate::snapshot::{Lookup, Snapshot, Value};

/// What the report's files say about the changes up to one period.
#[derive(Debug, Default)]
pub(crate) struct Background {
    /// The words beside `forklarer`, by figure.
    explanations: IndexMap<FigureId, String>,
    /// Series that are printed nowhere and only used in checks.
    only_checked: BTreeSet<FigureId>,
    pub approvals: Vec<Approval>,
}

impl Background {
    pub(crate) fn of(definition: &Definition, later: &Snapshot) -> Self {
        let usage = Usage::of(definition);
        let is_only_checked = |id: &FigureId| {
            let whole = id.whole();
            let mut uses = usage.of_figure(&whole).peekable();
            uses.peek().is_some() && uses.all(|used| matches!(used.what, UsedIn::Check { .. }))
        };
        let number = |name: &str| {
            match name {
                "periode" => return Some(later.period.in_words()),
                "forrige" => return later.period.earlier(1).map(|period| period.in_words()),
                _ => {}
            }
            let reference = FigureRef::parse(name);
            let Lookup::Number(Some(value)) = later.lookup(&reference) else { return None };
            Some(later.figures.get(&reference.id)?.format.print(value))
        };
        Self {
            explanations: explanations::of(definition, &later.period, number),
            only_checked: definition.figures.keys().filter(|id| is_only_checked(id)).cloned().collect(),
            approvals: Vec::new(),
        }
    }
}

impl Background {
    /// The words beside `forklarer` for this figure.
    pub(crate) fn explanation(&self, id: &FigureId) -> Option<&str> {
        self.explanations.get(id).map(String::as_str)
    }
}

impl Diff {
    /// The diff with what the report says about each change.
    pub(crate) fn with_background(mut self, background: &Background) -> Self {
        let any = ChangeLimit { share: 0.0, least: 0.0 };
        for figure in self.chapters.iter_mut().flat_map(|chapter| &mut chapter.figures) {
            figure.remarks.extend(background.explanations.get(&figure.id).cloned());
            let breaches = figure.breaches(any);
            let approved = background
                .approvals
                .iter()
                .filter(|approval| breaches.iter().any(|breach| breach.is_approved_by(approval)));
            figure.remarks.extend(approved.map(|approval| {
                let member = approval.figure.member.as_ref().map(|member| format!("{member}: ")).unwrap_or_default();
                format!("Godkendt af {}: {member}{}", approval.by, approval.why)
            }));
        }
        self
    }

    /// The diff without series that the report prints nowhere.
    pub(crate) fn without_checks(mut self, background: &Background) -> Self {
        for chapter in &mut self.chapters {
            let before = chapter.figures.len();
            let is_hidden = |figure: &FigureChange| is_series(figure) && background.only_checked.contains(&figure.id);
            chapter.figures.retain(|figure| !is_hidden(figure));
            self.left_out += before - chapter.figures.len();
        }
        self.chapters.retain(|chapter| !chapter.figures.is_empty());
        self.counts = ChangeCounts::of(&self.chapters, self.earlier.report == self.later.report);
        self
    }
}

fn is_series(figure: &FigureChange) -> bool {
    match &figure.difference {
        Difference::Number { .. } => false,
        Difference::Series { .. } => true,
        Difference::New(value) | Difference::Gone(value) => matches!(value, Value::Series(_)),
        Difference::Incomparable(_, sides) => matches!(sides[1].value, Value::Series(_)),
    }
}
