//! Secondary suppression of linked tables by Gauss elimination.
//!
//! Langsrud Ø. Secondary cell suppression by Gaussian elimination: an algorithm suitable for handling issues with zeros and
//! singletons. Privacy in Statistical Databases 2024.

use std::cmp::Reverse;

use super::span::{Span, SparseVector, are_multiples};

/// Most rounds in which further sums are hidden because a hidden number, though it follows from no sum, is still the only
/// possible one.
const MOST_ROUNDS: usize = 1000;

/// A number that could be published: the sum of cells.
#[derive(Debug, Clone, Default)]
pub struct PublishedSum {
    /// Ascending, with how often each counts.
    pub cells: Vec<(u32, u32)>,
    pub state: SumState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SumState {
    /// It is published unless it reveals a sensitive number.
    #[default]
    Free,
    /// It has been published and cannot be hidden any more.
    Known,
    /// It must be hidden.
    Sensitive,
}

/// What is hidden.
#[derive(Debug, PartialEq, Eq)]
pub struct Suppression {
    /// For each sum, whether it is hidden.
    pub hidden: Vec<bool>,
    /// Sensitive numbers that follow from what is known already.
    pub revealed: usize,
}

/// Hides the sensitive sums, and as many others as needed so that neither these nor the `unpublished` sums can be computed from
/// the rest.
///
/// Sums are published one by one, the largest first, so that the smallest are hidden. All tables are one system of equations, so
/// that none reveals what another hides. In the end each sensitive number has another possible value that fits everything
/// published, with non-negative integer counts.
pub fn suppress(counts: &[u64], sums: &[PublishedSum], unpublished: &[Vec<(u32, u32)>]) -> Suppression {
    let mut also_hidden = vec![false; sums.len()];
    for _ in 0..MOST_ROUNDS {
        let choice = Elimination::new(counts, sums, unpublished, &also_hidden);
        let Some(more) = choice.certain().and_then(|certain| choice.smallest_beside(certain)) else {
            return choice.suppression();
        };
        also_hidden[more] = true;
    }
    Suppression { hidden: vec![true; sums.len()], revealed: 0 }
}

/// Which sums are published.
struct Elimination<'a> {
    counts: &'a [u64],
    sums: &'a [PublishedSum],
    hidden: Vec<bool>,
    /// What follows from the published sums.
    span: Span,
    /// The residual of each sensitive number after reduction by the span.
    residuals: Vec<SparseVector>,
    sensitive: Vec<SparseVector>,
}

impl<'a> Elimination<'a> {
    fn new(counts: &'a [u64], sums: &'a [PublishedSum], unpublished: &[Vec<(u32, u32)>], also_hidden: &[bool]) -> Self {
        let own = sums.iter().filter(|sum| sum.state == SumState::Sensitive).map(|sum| &sum.cells);
        let mut sensitive: Vec<SparseVector> =
            own.chain(unpublished).map(|cells| SparseVector::of(cells)).filter(|vector| !vector.is_zero()).collect();
        sensitive.sort_unstable_by(|a, b| a.cells().cmp(b.cells()));
        sensitive.dedup();
        let mut choice = Self {
            counts,
            sums,
            hidden: vec![true; sums.len()],
            span: Span::default(),
            residuals: sensitive.clone(),
            sensitive,
        };
        choice.publish(also_hidden);
        choice
    }

    fn size(&self, sum: usize) -> u64 {
        self.sums[sum].cells.iter().map(|(cell, times)| self.counts[*cell as usize] * u64::from(*times)).sum()
    }

    fn publish(&mut self, also_hidden: &[bool]) {
        let mut order: Vec<usize> = (0..self.sums.len()).filter(|sum| !also_hidden[*sum]).collect();
        order.retain(|sum| self.sums[*sum].state != SumState::Sensitive);
        order.sort_by_cached_key(|sum| (self.sums[*sum].state != SumState::Known, Reverse(self.size(*sum))));
        for sum in order {
            let residual = self.span.residual(&SparseVector::of(&self.sums[sum].cells));
            let tells = !residual.is_zero() && self.residuals.iter().any(|secret| are_multiples(secret, &residual));
            if tells && self.sums[sum].state == SumState::Free {
                continue;
            }
            self.hidden[sum] = false;
            self.span.add(residual, &mut self.residuals);
        }
    }

    /// A sensitive number with only one possible value: every change that keeps the published sums would make a count negative.
    fn certain(&self) -> Option<usize> {
        (0..self.residuals.len()).find(|number| !self.residuals[*number].is_zero() && !self.can_be_another(*number))
    }

    fn can_be_another(&self, number: usize) -> bool {
        let fits = |change: &[(u32, i64)], sign: i64| {
            change.iter().all(|(cell, step)| self.counts[*cell as usize] as i64 + sign * step >= 0)
        };
        let mut changes = self.residuals[number].cells().filter_map(|cell| self.span.unseen_change(cell));
        changes.any(|change| fits(&change, 1) || fits(&change, -1))
    }

    /// The smallest published sum that shares a cell with a sensitive number.
    fn smallest_beside(&self, number: usize) -> Option<usize> {
        let cells: Vec<u32> = self.sensitive[number].cells().chain(self.residuals[number].cells()).collect();
        let is_beside = |sum: &usize| self.sums[*sum].cells.iter().any(|(cell, _)| cells.contains(cell));
        let published =
            (0..self.sums.len()).filter(|sum| !self.hidden[*sum] && self.sums[*sum].state == SumState::Free);
        published.filter(is_beside).min_by_key(|sum| self.size(*sum))
    }

    fn suppression(self) -> Suppression {
        let revealed = self.residuals.iter().filter(|residual| residual.is_zero()).count();
        Suppression { hidden: self.hidden, revealed }
    }
}
