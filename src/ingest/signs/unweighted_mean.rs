//! Reports figures that average shares: the mean of shares is not the share of all, unless the groups have equal sizes.

use super::SignMaterial;
use super::header_words::has_word;
use crate::danish;
use crate::definition::dataset::{Column, ColumnKind};
use crate::definition::figure::{FigureDefinition, Query};
use crate::findings::{Code, Finding, Severity};

/// Words of a header whose numbers are shares, rates or means.
const RATES: [&str; 13] = [
    "%",
    "pct",
    "procent",
    "andel",
    "rate ",
    "rater ",
    "pr. 1",
    "per 1",
    "dækning",
    "prævalens",
    "hyppighed",
    "gns",
    "gennemsnit",
];
/// Words of a header whose numbers are the denominators of shares.
const WHOLES: [&str; 21] = [
    "antal",
    "patienter",
    "borgere",
    "personer",
    "besvarelser",
    "svar",
    "deltagere",
    "læger",
    "population",
    "sikrede",
    "tilmeldte",
    "inviterede",
    "indbyggere",
    "nævner",
    "forløb",
    "besøg",
    "konsultationer",
    "recepter",
    "målgruppe",
    "fremmødte",
    "pladser",
];
/// Groups that differ by less give nearly the same mean.
const LEAST_RATIO: f64 = 2.0;
/// Fewer rows prove nothing.
const LEAST_ROWS: usize = 3;
/// Largest probability that the shares of a column give whole numbers by chance.
const CHANCE: f64 = 0.001;

/// The numbers of rows that count.
struct Shares<'a> {
    name: &'a str,
    column: &'a Column,
    /// The number of each row, with the row's index.
    numbers: Vec<(usize, f64)>,
    has_gaps: bool,
}

/// The denominators of shares.
struct ShareOf<'a> {
    name: &'a str,
    column: &'a Column,
    numbers: Vec<Option<f64>>,
    /// The column of the numerators, if there is one.
    part: Option<&'a str>,
    /// Whether the numbers themselves prove it.
    is_proven: bool,
}

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let figures = evidence.definition.figures.values();
    figures.filter_map(|figure| finding(evidence, figure, figure.query()?)).collect()
}

fn finding(evidence: &SignMaterial<'_>, figure: &FigureDefinition, query: &Query) -> Option<Finding> {
    if query.from.dataset != evidence.dataset.id || query.from.list.is_some() || figure.is_said_to_be_unweighted() {
        return None;
    }
    let mean = query.value.aggregated().into_iter().find(|mean| mean.function == "AVG" && mean.is_bare)?;
    let shares = shares(evidence, mean.columns.first()?)?;
    let whole = whole_of(evidence, &shares)?;
    let numbers: Vec<f64> = shares.numbers.iter().filter_map(|(row, _)| whole.numbers[*row]).collect();
    let (least, greatest) = (numbers.iter().copied().reduce(f64::min)?, numbers.iter().copied().reduce(f64::max)?);
    if greatest < LEAST_RATIO * least {
        return None;
    }
    let mut both = String::new();
    if query.filter.is_none() && query.by.is_empty() && query.once.is_empty() {
        let [plain, weighted] = means(&shares, &whole.numbers).map(|mean| figure.format.print(mean));
        if plain == weighted {
            return None;
        }
        both = format!(" Vægtet er det {weighted}, ikke {plain}.");
    }
    let header = |name: &str| evidence.dataset.columns.get(name).and_then(|column| column.headers.first().cloned());
    let size = |number: f64| danish::number(number, 0);
    let message = format!(
        "»{}« lader alle rækker tælle lige meget, men »{}« går fra {} til {}.{both}",
        figure.label,
        header(whole.name)?,
        size(least),
        size(greatest)
    );
    let (share, name) = (shares.name, whole.name);
    let formula = match whole.part {
        Some(part) if scale(&shares) == Some(100.0) => format!("100 * SUM({part}) / SUM({name})"),
        Some(part) => format!("SUM({part}) / SUM({name})"),
        // A group without a share must have no weight.
        None if shares.has_gaps => {
            format!("SUM({share} * {name}) / SUM(CASE WHEN {share} IS NOT NULL THEN {name} END)")
        }
        None => format!("SUM({share} * {name}) / SUM({name})"),
    };
    let advice = format!(
        "Skriv value = \"{formula}\". Skal hver række tælle lige meget, så skriv »uvægtet« i nøgletallets label eller note."
    );
    let found = Finding::new(Code::UnweightedMean, mean.at.place(), message).advise(advice);
    Some(if whole.is_proven { found } else { found.with_severity(Severity::Info) })
}

/// The shares of the rows in the period; `None` if the column has something else.
fn shares<'a>(evidence: &SignMaterial<'a>, name: &str) -> Option<Shares<'a>> {
    let (name, column) = evidence.dataset.columns.get_key_value(name)?;
    let is_rate = column.headers.iter().any(|header| has_word(header, &RATES));
    if !is_rate || !matches!(column.kind, ColumnKind::Integer(_) | ColumnKind::Decimal(_)) {
        return None;
    }
    let values = numbers(evidence, name)?;
    let counts = evidence.rows_that_count();
    let of_period: Vec<(usize, Option<f64>)> = values.into_iter().enumerate().filter(|(row, _)| counts(*row)).collect();
    let has_gaps = of_period.iter().any(|(_, number)| number.is_none());
    let numbers: Vec<(usize, f64)> = of_period.into_iter().filter_map(|(row, number)| Some((row, number?))).collect();
    (numbers.len() >= LEAST_ROWS).then_some(Shares { name, column, numbers, has_gaps })
}

fn numbers(evidence: &SignMaterial<'_>, name: &str) -> Option<Vec<Option<f64>>> {
    let column = evidence.table.frame.column(name).ok()?.cast(&polars::prelude::DataType::Float64).ok()?;
    Some(column.f64().ok()?.iter().collect())
}

/// The column with the denominators of the shares.
fn whole_of<'a>(evidence: &SignMaterial<'a>, shares: &Shares<'_>) -> Option<ShareOf<'a>> {
    let whole = |name: &'a String, column: &'a Column| {
        let numbers = numbers(evidence, name).filter(|_| matches!(column.kind, ColumnKind::Integer(_)))?;
        let is_there = shares.numbers.iter().all(|(row, _)| numbers[*row].is_some_and(|number| number >= 0.0));
        let is_year = numbers.iter().flatten().all(|number| (1900.0..2100.0).contains(number));
        let is_some = shares.numbers.iter().any(|(row, _)| numbers[*row] > Some(0.0));
        let is_one = is_there && is_some && !is_year && name != shares.name;
        is_one.then_some(ShareOf { name, column, numbers, part: None, is_proven: false })
    };
    let mut found: Vec<_> = evidence.dataset.columns.iter().filter_map(|(name, column)| whole(name, column)).collect();
    let is_quotient = |part: &ShareOf<'_>, whole: &ShareOf<'_>| is_quotient(shares, &part.numbers, &whole.numbers);
    let pair = found.iter().enumerate().find_map(|(at, whole)| {
        found.iter().find(|part| part.name != whole.name && is_quotient(part, whole)).map(|part| (at, part.name))
    });
    if let Some((at, part)) = pair {
        return Some(ShareOf { part: Some(part), is_proven: true, ..found.swap_remove(at) });
    }
    let proven: Vec<usize> = (0..found.len()).filter(|at| come_out_whole(shares, &found[*at].numbers)).collect();
    // With two proven columns it is unknown which one it is.
    match proven[..] {
        [] => {}
        [one] => return Some(ShareOf { is_proven: true, ..found.swap_remove(one) }),
        _ => return None,
    }
    let is_named = |column: &Column| {
        column.headers.iter().any(|header| has_word(header, &WHOLES) || header.trim().eq_ignore_ascii_case("n"))
    };
    let mut named = found.into_iter().filter(|whole| is_named(whole.column));
    let first = named.next()?;
    named.next().is_none().then_some(first)
}

/// 100 if the shares are percentages, 1 if they are 0–1; `None` if they are no shares.
fn scale(shares: &Shares<'_>) -> Option<f64> {
    let is_percent = shares.column.headers.iter().any(|header| has_word(header, &["%", "pct", "procent", "andel"]));
    let greatest = shares.numbers.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    (is_percent && greatest <= 100.0).then_some(if greatest > 1.0 { 100.0 } else { 1.0 })
}

/// The unit of the last decimal with which the shares are written, such as 0.001.
fn step(shares: &Shares<'_>) -> Option<f64> {
    (0..=8)
        .map(|decimals| 0.1_f64.powi(decimals))
        .find(|step| shares.numbers.iter().all(|(_, share)| ((share / step).round() - share / step).abs() < 1e-4))
}

/// Whether each share is the quotient of the two numbers in its row, as far as rounding allows.
fn is_quotient(shares: &Shares<'_>, parts: &[Option<f64>], wholes: &[Option<f64>]) -> bool {
    let Some(scale) = scale(shares) else { return false };
    let slack = step(shares).unwrap_or_default() / 2.0 + 1e-6;
    let mut is_some = false;
    shares.numbers.iter().all(|(row, share)| {
        let (part, whole) = (parts[*row].unwrap_or_default(), wholes[*row].unwrap_or_default());
        is_some |= part > 0.0 && part < whole;
        whole == 0.0 || (part / whole * scale - share).abs() <= slack
    }) && is_some
}

/// Whether each share times its denominator is a whole number, as far as rounding allows, and hardly by chance.
fn come_out_whole(shares: &Shares<'_>, wholes: &[Option<f64>]) -> bool {
    let (Some(scale), Some(step)) = (scale(shares), step(shares)) else { return false };
    let mut chance = 1.0;
    for (row, share) in &shares.numbers {
        let whole = wholes[*row].unwrap_or_default();
        let part = share / scale * whole;
        let slack = whole * step / scale / 2.0 + 1e-6;
        if (part - part.round()).abs() > slack {
            return false;
        }
        // Shares of 0 and 1 give whole numbers with any denominator.
        if *share > 0.0 && *share < scale {
            chance *= (2.0 * slack).min(1.0);
        }
    }
    chance < CHANCE
}

/// The plain mean and the weighted one.
fn means(shares: &Shares<'_>, wholes: &[Option<f64>]) -> [f64; 2] {
    let (mut sum, mut weighted, mut weight) = (0.0, 0.0, 0.0);
    for (row, share) in &shares.numbers {
        let whole = wholes[*row].unwrap_or_default();
        sum += share;
        weighted += share * whole;
        weight += whole;
    }
    [sum / shares.numbers.len() as f64, if weight > 0.0 { weighted / weight } else { f64::NAN }]
}
