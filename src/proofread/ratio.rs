//! A part of a whole, as `198 af 224`.

use super::claim::ClaimVerdict;
use super::number::PrintedNumber;

/// Wholes of idiomatic ratios: »ni ud af ti« may stand for 92 %.
pub(crate) const SPOKEN: [f64; 4] = [3.0, 4.0, 5.0, 10.0];
const SPOKEN_POINTS: f64 = 5.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PrintedRatio {
    pub(crate) part: PrintedNumber,
    pub(crate) whole: PrintedNumber,
}

impl PrintedRatio {
    /// The percentage with one decimal, as a message shows it.
    pub(crate) fn shown(&self) -> PrintedNumber {
        PrintedNumber { decimals: 1, percent: true, ..PrintedNumber::whole(self.percent()) }
    }

    pub(crate) fn percent(&self) -> f64 {
        100.0 * self.part.value / self.whole.value
    }

    /// Whether both are whole numbers and the part is not larger than the whole.
    pub(crate) fn is_plausible(&self) -> bool {
        let counts = [self.part, self.whole].iter().all(|number| !number.percent && number.decimals == 0);
        counts && self.whole.value > 0.0 && self.part.value <= self.whole.value
    }

    /// Whether the ratio can be rounded to the percentage.
    pub(crate) fn agrees(&self, percent: &PrintedNumber) -> bool {
        percent.is_rounded_from(self.percent())
    }

    /// Whether the ratio is an idiom (»ni ud af ti«) that fits the percentage.
    pub(crate) fn is_spoken(&self, percent: &PrintedNumber) -> bool {
        SPOKEN.contains(&self.whole.value) && (percent.value - self.percent()).abs() < SPOKEN_POINTS
    }

    /// Compares the ratio with the percentage printed for it. Returns the computation in Danish.
    pub(crate) fn judge(&self, percent: &PrintedNumber) -> (ClaimVerdict, String) {
        let Self { part, whole } = self;
        if self.agrees(percent) {
            (ClaimVerdict::Agrees, format!("{part} af {whole} er {percent}, som der står."))
        } else {
            let computed = percent.corrected(self.percent());
            (ClaimVerdict::Contradicts, format!("{part} af {whole} er {computed}, men der står {percent}."))
        }
    }
}
