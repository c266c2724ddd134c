//! A change from one printed number to another, as `fra 18 til 22`.

use super::number::PrintedNumber;
use crate::proofread::lexicon::amounts::{CURRENCY, DURATIONS, MEASURED, PERCENT, SCALE_WORDS};
use crate::proofread::lexicon::{WordClass, ends_in, is_in, starts_in, words};

/// Words for a quantity that is measured or averaged: its whole numbers may be rounded, those of a count are not.
const MEASURES: [WordClass; 4] = [DURATIONS, CURRENCY, SCALE_WORDS, words![snit tid alder gns score kg]];

/// In which unit a text gives a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatedKind {
    Difference,
    Percent,
    /// 122 for `fra 18 til 22`.
    Index,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PrintedChange {
    pub(crate) from: PrintedNumber,
    pub(crate) to: PrintedNumber,
    /// Whether whole numbers may be rounded, as measures are and counts are not.
    pub(crate) is_rounded: bool,
}

impl PrintedChange {
    pub(crate) fn rises(&self) -> bool {
        self.to.value > self.from.value
    }

    /// The change between the two numbers as printed. `None` if this kind divides by the first number and that is not above 0.
    pub(crate) fn computed(&self, kind: StatedKind) -> Option<f64> {
        change(self.from.value, self.to.value, kind)
    }

    /// Whether `printed` can be the change, within the rounding of all three numbers. `None` as for [`Self::computed`].
    pub(crate) fn agrees(&self, kind: StatedKind, printed: &PrintedNumber) -> Option<bool> {
        let slack = |number: &PrintedNumber| if self.is_rounded { number.half_unit() } else { number.slack() };
        let (from, to) = (slack(&self.from), slack(&self.to));
        let ends = [
            change(self.from.value - from, self.to.value - to, kind)?,
            change(self.from.value - from, self.to.value + to, kind)?,
            change(self.from.value + from, self.to.value - to, kind)?,
            change(self.from.value + from, self.to.value + to, kind)?,
        ];
        let least = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let slack = printed.half_unit() + 1e-9 * most.abs().max(least.abs()).max(1.0);
        Some(printed.value >= least - slack && printed.value <= most + slack)
    }
}

fn change(from: f64, to: f64, kind: StatedKind) -> Option<f64> {
    match kind {
        StatedKind::Difference => Some(to - from),
        StatedKind::Percent => (from > 0.0).then(|| 100.0 * (to - from) / from),
        StatedKind::Index => (from > 0.0).then(|| 100.0 * to / from),
    }
}

/// Whether a row or column with this name has measures, not counts.
pub(crate) fn is_measured(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains('%')
        || name.split(|c: char| !c.is_alphanumeric()).any(|word| is_in(word, &[PERCENT]) || is_measure(word))
}

/// Whether a sentence is about a measure. »Pct.« does not make it so: it may be the change of a count.
pub(crate) fn tells_measures(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    sentence.split(|c: char| !c.is_alphanumeric()).any(|word| !is_in(word, &[PERCENT]) && is_measure(word))
}

fn is_measure(word: &str) -> bool {
    is_in(word, &MEASURES) || starts_in(word, &[MEASURED]) || ends_in(word, &[MEASURED])
}
