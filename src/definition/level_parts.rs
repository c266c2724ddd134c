//! Which parts of the key of a series are members of a batch.

use super::Definition;
use super::expression::Reference;
use super::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;

impl Definition {
    /// For each part of the key of a series, the index of the batch level whose keys it contains; empty for a single number. A
    /// derived series has the members of the first series that it is derived from.
    pub fn level_parts(&self, id: &FigureId) -> Vec<Option<usize>> {
        let Some(batch) = &self.report.batch else { return Vec::new() };
        let query = self.figures.get(self.first_operand(id)).and_then(|figure| figure.query());
        let by = query.map(|query| query.by.as_slice()).unwrap_or_default();
        by.iter().map(|by| batch.levels.get_index_of(batch.level_of(by.text.trim())?)).collect()
    }

    /// The figure that is counted from rows and decides the members of this one: itself, or the first whole series that it is
    /// derived from.
    pub fn first_operand<'a>(&'a self, id: &'a FigureId) -> &'a FigureId {
        let Some(FigureOrigin::Derived(expression)) = self.figures.get(id).map(|figure| &figure.origin) else {
            return id;
        };
        let references = expression.references().into_iter().filter(Reference::is_whole);
        let known = references.filter_map(|reference| Some(self.figures.get_key_value(&reference.figure)?.0));
        let counted = known.map(|known| self.first_operand(known));
        let is_series = |id: &&FigureId| self.figures.get(*id).is_some_and(FigureDefinition::is_query_series);
        counted.into_iter().find(is_series).unwrap_or(id)
    }
}
