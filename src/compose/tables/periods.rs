//! The columns of a table that has one for each period.

use std::sync::Arc;

use super::super::lexicon::Lexicon;
use super::super::prose::Prose;
use crate::definition::Definition;
use crate::definition::figure::FigureOrigin;
use crate::definition::table::{LocatedFigure, Template};
use crate::definition::usage::scan;
use crate::figure_id::FigureRef;
use crate::snapshot::{Lookup, Member, Snapshot, Value};

/// An earlier period: its figures as they are named and defined now, and prose about them.
pub struct Earlier<'a> {
    snapshot: Snapshot,
    prose: Prose<'a>,
}

/// The figures of one period, and prose about them.
#[derive(Clone, Copy)]
pub struct Column<'a> {
    /// The figures.
    pub snapshot: &'a Snapshot,
    /// The prose.
    pub prose: &'a Prose<'a>,
}

/// What a period's snapshot says of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// The number; None where it is unknown.
    Number(Option<f64>),
    /// It was counted in another way than now.
    Incomparable,
}

/// The earlier periods, the latest first, at most so many.
pub fn earlier<'a>(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    count: usize,
    prose: &Prose<'a>,
) -> Vec<Earlier<'a>> {
    let mut found = Vec::new();
    for (then, before) in earlier.iter().zip(1..).take(count) {
        let snapshot = as_now(definition, snapshot, then);
        let lexicon = Lexicon::new(definition, &snapshot, earlier.get(before..).unwrap_or_default());
        found.push(Earlier { snapshot, prose: prose.about(Arc::new(lexicon)) });
    }
    found
}

/// The earlier figures that can be compared with those of now, by the names they have now. A member that the data did not have
/// then is nought where it is a count of rows.
fn as_now(definition: &Definition, now: &Snapshot, then: &Snapshot) -> Snapshot {
    let figures = now.figures.iter().filter_map(|(id, figure)| {
        let mut earlier = now.comparable(then, id)?.clone();
        if let (Value::Series(members), Value::Series(wanted)) = (&mut earlier.value, &figure.value) {
            let is_nought = empty_is_nought(definition, id);
            let missing = wanted.iter().filter(|member| members.iter().all(|known| known.key != member.key));
            let missing =
                missing.map(|member| Member { value: is_nought.then_some(0.0), rows: None, ..member.clone() });
            let missing: Vec<Member> = missing.collect();
            members.extend(missing);
        }
        Some((id.clone(), earlier))
    });
    Snapshot { figures: figures.collect(), ..then.clone() }
}

/// Whether the figure's number is nought where there are no rows.
pub fn empty_is_nought(definition: &Definition, id: &str) -> bool {
    let origin = definition.figures.get(id).map(|figure| &figure.origin);
    matches!(origin, Some(FigureOrigin::Query(query)) if query.value.empty_is_nought())
}

impl Earlier<'_> {
    /// The period as a column.
    pub fn column(&self) -> Column<'_> {
        Column { snapshot: &self.snapshot, prose: &self.prose }
    }
}

impl Column<'_> {
    /// The figure's number, or its member's.
    pub fn number(&self, figure: &LocatedFigure) -> Told {
        match self.snapshot.lookup(&figure.value) {
            Lookup::Number(value) => Told::Number(value),
            Lookup::NoMember | Lookup::Series(_) => Told::Number(None),
            Lookup::NoFigure => Told::Incomparable,
        }
    }

    /// Whether the period has all figures that the text names.
    pub fn can_say(&self, definition: &Definition, template: &Template) -> bool {
        let names = scan::quoted_names(&template.value).into_iter().map(|(name, _)| FigureRef::parse(name));
        let mut figures = names.filter(|figure| definition.figures.contains_key(&figure.id));
        figures.all(|figure| !matches!(self.snapshot.lookup(&figure), Lookup::NoFigure | Lookup::NoMember))
    }
}
