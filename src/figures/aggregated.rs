//! The aggregates of series: sums, means, least and greatest numbers, quartiles.

use crate::statistics::Quartiles;

/// The aggregate of the members' numbers. `None` if one is unknown, but for quartiles.
pub fn aggregated(aggregate: &str, numbers: &[Option<f64>]) -> Option<f64> {
    let known = || -> Vec<f64> { numbers.iter().copied().flatten().collect() };
    // Of those that are known: a practice without patients has no rate, and the others still have a middle.
    match aggregate {
        "MEDIAN" => return Quartiles::of(&known()).map(|quartiles| quartiles.median),
        "LOWER_QUARTILE" => return Quartiles::of(&known()).map(|quartiles| quartiles.first),
        "UPPER_QUARTILE" => return Quartiles::of(&known()).map(|quartiles| quartiles.third),
        _ => {}
    }
    let numbers: Vec<f64> = numbers.iter().copied().collect::<Option<_>>()?;
    match aggregate {
        "COUNT" => Some(numbers.len() as f64),
        "SUM" => Some(numbers.iter().sum()),
        "AVG" => (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64),
        "MIN" => numbers.into_iter().reduce(f64::min),
        "MAX" => numbers.into_iter().reduce(f64::max),
        _ => None,
    }
}
