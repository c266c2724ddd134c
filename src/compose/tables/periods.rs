//! Figures of earlier periods, for tables with a column for each period.

use std::sync::Arc;

use super::super::lexicon::Lexicon;
use super::super::prose::Prose;
use crate::definition::Definition;
use crate::definition::figure::FigureOrigin;
use crate::definition::table::{LocatedFigure, Template};
use crate::definition::usage::scan;
use crate::figure_id::FigureRef;
use crate::snapshot::{Lookup, Member, Snapshot, Value};

/// An earlier period: its figures by the names that they have now, and prose about them.
pub struct EarlierPeriod<'a> {
    snapshot: Snapshot,
    prose: Prose<'a>,
}

/// The figures of one period, and prose about them.
#[derive(Clone, Copy)]
pub struct PeriodFigures<'a> {
    pub snapshot: &'a Snapshot,
    pub prose: &'a Prose<'a>,
}

/// A number in the snapshot of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PeriodNumber {
    /// `None` is unknown.
    Known(Option<f64>),
    /// The definition has changed since.
    Incomparable,
}

/// The latest `count` of the earlier periods, the latest first.
pub fn earlier<'a>(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    count: usize,
    prose: &Prose<'a>,
) -> Vec<EarlierPeriod<'a>> {
    let mut found = Vec::new();
    for (then, before) in earlier.iter().zip(1..).take(count) {
        let snapshot = as_now(definition, snapshot, then);
        let lexicon = Lexicon::new(definition, &snapshot, earlier.get(before..).unwrap_or_default());
        found.push(EarlierPeriod { snapshot, prose: prose.about(Arc::new(lexicon)) });
    }
    found
}

/// The earlier figures that can be compared with the current ones, by their current names. A member without rows at that time is
/// zero if it is a count of rows, and otherwise unknown.
fn as_now(definition: &Definition, now: &Snapshot, then: &Snapshot) -> Snapshot {
    let figures = now.figures.iter().filter_map(|(id, figure)| {
        let mut earlier = now.comparable(then, id)?.into_owned();
        if let (Value::Series(members), Value::Series(wanted)) = (&mut earlier.value, &figure.value) {
            let is_zero = counts_rows(definition, id);
            let missing = wanted.iter().filter(|member| members.iter().all(|known| known.key != member.key));
            let missing = missing.map(|member| Member { value: is_zero.then_some(0.0), rows: None, ..member.clone() });
            let missing: Vec<Member> = missing.collect();
            Arc::make_mut(members).extend(missing);
        }
        Some((id.clone(), earlier))
    });
    Snapshot { figures: Arc::new(figures.collect()), ..then.clone() }
}

/// Whether the figure is zero when there are no rows.
pub fn counts_rows(definition: &Definition, id: &str) -> bool {
    let origin = definition.figures.get(id).map(|figure| &figure.origin);
    matches!(origin, Some(FigureOrigin::Query(query)) if query.value.is_zero_without_rows())
}

impl EarlierPeriod<'_> {
    pub fn figures(&self) -> PeriodFigures<'_> {
        PeriodFigures { snapshot: &self.snapshot, prose: &self.prose }
    }
}

impl PeriodFigures<'_> {
    /// The number of a figure or member.
    pub fn number(&self, figure: &LocatedFigure) -> PeriodNumber {
        match self.snapshot.lookup(&figure.value) {
            Lookup::Number(value) => PeriodNumber::Known(value),
            Lookup::NoMember | Lookup::Series(_) => PeriodNumber::Known(None),
            Lookup::NoFigure => PeriodNumber::Incomparable,
        }
    }

    /// Whether the period has all figures that the template names.
    pub fn can_say(&self, definition: &Definition, template: &Template) -> bool {
        let names = scan::quoted_names(&template.value).into_iter().map(|(name, _)| FigureRef::parse(name));
        let mut figures = names.filter(|figure| definition.figures.contains_key(&figure.id));
        figures.all(|figure| !matches!(self.snapshot.lookup(&figure), Lookup::NoFigure | Lookup::NoMember))
    }
}
