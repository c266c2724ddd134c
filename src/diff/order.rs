//! The figures by the size of their change.

use std::cmp::Ordering;

use super::{Diff, DiffChapter, Difference, FigureChange, NumberPair};
use crate::definition::figure::NumberFormat;

/// The title over figures of all chapters.
const LARGEST_FIRST: &str = "Alle kapitler, største ændring først";

/// The relative change, then the difference. From 0 every change is infinitely large. A change that cannot be measured sorts
/// below all others.
type Size = (f64, f64);

impl Diff {
    /// The figures of all chapters in one, and the members of each series, the largest change first.
    pub(crate) fn by_size(mut self) -> Self {
        let mut figures: Vec<FigureChange> =
            self.chapters.drain(..).flat_map(|chapter: DiffChapter| chapter.figures).collect();
        for figure in &mut figures {
            let format = figure.format;
            if let Difference::Series { members, .. } = &mut figure.difference {
                members.sort_by(|a, b| largest_first(of_numbers(a.numbers, format), of_numbers(b.numbers, format)));
            }
        }
        figures.sort_by(|a, b| largest_first(of_figure(a), of_figure(b)));
        self.chapters = vec![DiffChapter { id: String::new(), title: LARGEST_FIRST.to_owned(), figures }];
        self.chapters.retain(|chapter| !chapter.figures.is_empty());
        self
    }
}

fn largest_first(a: Size, b: Size) -> Ordering {
    b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
}

/// The size of the change; of a series that of the member that has changed most.
fn of_figure(figure: &FigureChange) -> Size {
    let none = (-1.0, -1.0);
    match &figure.difference {
        Difference::Number { numbers, .. } => of_numbers(*numbers, figure.format),
        Difference::Series { members, .. } => {
            let sizes = members.iter().map(|member| of_numbers(member.numbers, figure.format));
            sizes.min_by(|a, b| largest_first(*a, *b)).unwrap_or(none)
        }
        Difference::New(_) | Difference::Gone(_) | Difference::Incomparable(..) => none,
    }
}

fn of_numbers(numbers: NumberPair, format: NumberFormat) -> Size {
    let Some(change) = numbers.change(format) else { return (-1.0, -1.0) };
    let relative = change.relative.unwrap_or(if change.is_zero() { 0.0 } else { f64::INFINITY });
    (relative.abs(), change.difference.abs())
}
