//! Where the report prints its figures.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::model::{ReportFigures, ReportPages};
use crate::definition::usage::{Usage, Use, UsedIn};
use crate::figure_id::FigureId;
use crate::typeset::Whereabouts;

/// Where each figure is printed.
#[derive(Default)]
pub(crate) struct FigurePlaces {
    by_figure: IndexMap<FigureId, Vec<FigurePlace>>,
}

/// A place in the report where a figure is printed, in words.
pub(crate) struct FigurePlace {
    pub(crate) text: String,
    /// Counted from 1; empty if the report could not be typeset.
    pub(crate) pages: Vec<usize>,
}

impl FigurePlaces {
    pub(crate) fn of(figures: &ReportFigures<'_>, pages: Option<&ReportPages<'_>>) -> Self {
        let usage = Usage::of(figures.definition);
        let period = figures.snapshot.period.in_words();
        let places = figures.snapshot.figures.keys().map(|id| {
            let mut at: Vec<FigurePlace> = Vec::new();
            for used in usage.of_figure(&id.whole()).filter(|used| used.is_printed()) {
                let text = used.describe(&period);
                let found = pages.map(|pages| pages_of(used, pages.whereabouts)).unwrap_or_default();
                if !at.iter().any(|known| known.text == text) {
                    at.push(FigurePlace { text, pages: found });
                }
            }
            (id.clone(), at)
        });
        Self { by_figure: places.collect() }
    }

    pub(crate) fn of_figure(&self, id: &str) -> &[FigurePlace] {
        self.by_figure.get(id).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn pages(&self, id: &str) -> BTreeSet<usize> {
        self.of_figure(id).iter().flat_map(|place| &place.pages).copied().collect()
    }
}

fn pages_of(used: &Use, whereabouts: &Whereabouts) -> Vec<usize> {
    match &used.what {
        UsedIn::Table(table) | UsedIn::TableText(table) => whereabouts.table(&table.id).into_iter().collect(),
        UsedIn::Chart(chart) | UsedIn::ChartText(chart) => whereabouts.chart(&chart.id).into_iter().collect(),
        UsedIn::Prose { .. } | UsedIn::Tile { .. } => whereabouts.line(&used.at.file, used.at.line),
        UsedIn::Figure { .. } | UsedIn::Check { .. } => Vec::new(),
    }
}
