//! Quartile bands. Ranks of units are too uncertain for a league table; a quarter is as much as can be said.

/// The three values that cut a set of values in quarters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quartiles {
    pub first: f64,
    pub median: f64,
    pub third: f64,
}

impl Quartiles {
    /// Linear between the two nearest values, as R's default and Excel's `KVARTIL.MEDTAG`. `None` without values or with one that is
    /// not a number.
    ///
    /// Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361–5, definition 7.
    pub fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        if sorted.is_empty() || sorted.iter().any(|value| !value.is_finite()) {
            return None;
        }
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * (sorted.len() - 1) as f64;
            let (below, above) = (sorted[place as usize], sorted[place.ceil() as usize]);
            below + place.fract() * (above - below)
        };
        Some(Self { first: at(0.25), median: at(0.5), third: at(0.75) })
    }

    /// The quarter of a value, 1–4 from the lowest. A value on a border belongs to the lower one.
    pub fn band(&self, value: f64) -> u8 {
        [self.first, self.median, self.third].iter().map(|border| u8::from(value > *border)).sum::<u8>() + 1
    }
}
