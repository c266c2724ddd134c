//! What a text says of a row with a number for each year, month or quarter: `Medicinbesøgene er steget hvert år siden 2020`, `den
//! største stigning kom i 2024`, `i hele perioden blev der gennemført 1.493 besøg`.

use super::clause::TableClause;
use crate::danish::MONTHS;
use crate::proofread::checks::about_tables::time_columns;
use crate::proofread::checks::changes::words::{factor_at, judge_factor, moved};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::trends::series::{broken, trend};
use crate::proofread::fraction::ordinal;

/// With fewer numbers there is no trend.
const FEWEST: usize = 3;
/// Greatest distance at which a number is meant to be the sum, as a share of it.
const NEAR: f64 = 0.3;
const EVERY: [WordClass; 7] = [
    RISES,
    FALLS,
    MOVED,
    FINITE,
    EACH,
    PER,
    words![siden perioden kvartal måned år støt uafbrudt konstant hele for til],
];
const STEP: [WordClass; 7] =
    [RISES, FALLS, FINITE, MOVED, MOST, CHANGE_NOUNS, words![kom skete sås mest perioden enkelte år hele i]];
const WHOLE: [WordClass; 3] = [TOGETHER, words![perioden hele løbet alt samlede], COUNTS];

/// The numbers of a row, each with its time.
struct RowSeries<'a> {
    row: &'a PrintedRow,
    points: Vec<(f64, PrintedNumber)>,
}

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    every(clause)
        .or_else(|| multiplied(clause))
        .or_else(|| in_a_row(clause))
        .or_else(|| largest_step(clause))
        .or_else(|| whole_period(clause))
        .into_iter()
        .collect()
}

/// `Medicinbesøgene er steget hvert år siden 2020`
fn every(clause: &TableClause<'_>) -> Option<Claim> {
    let (said, rises) = trend(clause.tokens())?;
    let mut series =
        RowSeries::of(clause).filter(|series| series.is_of(&said)).or_else(|| RowSeries::of_rows(clause, &said))?;
    let since = years(clause.tokens()).first().map(|(_, year)| *year).filter(|_| clause.has_word(&[words![siden]]));
    series.points.retain(|(time, _)| since.is_none_or(|since| *time >= since || !is_year(*time)));
    if series.points.len() < FEWEST || !clause.is_covered(&EVERY) {
        return None;
    }
    let called = clause.table.called();
    let points: Vec<_> = series
        .points
        .iter()
        .map(|(time, number)| (Some(*time).filter(|_| !said.contains("kvartal")), *number))
        .collect();
    let broken = broken(&points, rises, &said, &called);
    let holds = broken.is_none();
    let computation = broken.unwrap_or_else(|| format!("Tallene i {called} passer til »{said}«."));
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(series.row), None))
}

/// `Kokain er næsten fordoblet siden 2021`: between the stated years.
fn multiplied(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let at = clause.range.clone().find(|at| factor_at(tokens, *at).is_some())?;
    let (from, to) = clause.year_pair().filter(|_| clause.quantities.is_empty())?;
    let series = RowSeries::of(clause)?;
    let (from, to) = (series.row.value(from)?.plain(), series.row.value(to)?.plain());
    let exact = Some(to.value / from.value).filter(|exact| exact.is_finite() && *exact > 0.0)?;
    let (verdict, computation) = judge_factor(tokens, at, [from, to], exact)?;
    let known = [&EVERY[..], &[NEARLY, A_LITTLE_OVER, MORE, LESS, VAGUE, AT_LEAST, words![end]]].concat();
    let holds = verdict == ClaimVerdict::Agrees;
    let told = format!("»{}« i {}: {computation}", series.row.name(), clause.table.called());
    (!clause.has_word(&[DENIALS]) && clause.is_covered(&known))
        .then(|| clause.claim(Code::PrintedChange, holds, told, Some(series.row), None))
}

/// `er faldet for tredje år i træk`, `er steget tre år i træk`: the last steps.
fn in_a_row(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = clause.tokens();
    let at = tokens
        .windows(3)
        .position(|three| three[0].word() == "år" && three[1].word() == "i" && three[2].word() == "træk")?;
    let before = at.checked_sub(1)?;
    let told =
        tokens.get(before)?.number().map(|number| number.value).or_else(|| ordinal(word(tokens, Some(before))))?;
    let rises = only(tokens.iter().filter_map(|placed| moved(placed.word())))?;
    let series = RowSeries::of(clause).filter(|series| series.points.iter().all(|(time, _)| is_year(*time)))?;
    // In a table of fewer years it is not known.
    let first = series.points.len().checked_sub(told as usize + 1)?;
    if !years(tokens).is_empty()
        || clause.has_word(&[DENIALS])
        || !clause.is_covered(&[&EVERY[..], &[words![træk nu]]].concat())
    {
        return None;
    }
    let points: Vec<_> = series.points.iter().skip(first).map(|(time, number)| (Some(*time), *number)).collect();
    let direction = if rises { "steget" } else { "faldet" };
    let said = format!("{direction} {} år i træk", word_of(&PrintedNumber::whole(told)));
    let called = clause.table.called();
    let broken = broken(&points, rises, &said, &called);
    let holds = broken.is_none();
    let computation = broken.unwrap_or_else(|| format!("Tallene i {called} passer til »{said}«."));
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(series.row), None))
}

/// `Den største stigning for kronikerbesøg kom i 2024`: the step to that year is the largest, in number or in percent.
fn largest_step(clause: &TableClause<'_>) -> Option<Claim> {
    let rises = only(clause.tokens().iter().filter_map(|placed| moved(placed.word())))?;
    let is_said = clause.has_word(&[words![størst største]]) || clause.has_word(&[words![mest]]);
    let series = RowSeries::of(clause).filter(|_| is_said && clause.quantities.is_empty())?;
    let steps: Vec<(f64, PrintedNumber, PrintedNumber)> = series
        .points
        .windows(2)
        .filter_map(|pair| if let [(_, from), (time, to)] = pair { Some((*time, *from, *to)) } else { None })
        .collect();
    let told: Vec<f64> = years(clause.tokens()).into_iter().map(|(_, year)| year).collect();
    // »Fra 2023 til 2024« is the step to 2024.
    let year = match told[..] {
        [year] => year,
        [from, to] if to - from == 1.0 => to,
        _ => return None,
    };
    let own = steps.iter().find(|(time, ..)| *time == year)?;
    if steps.len() < FEWEST - 1 || !clause.is_covered(&STEP) {
        return None;
    }
    let sign = if rises { 1.0 } else { -1.0 };
    let size = |(_, from, to): &(f64, PrintedNumber, PrintedNumber)| sign * (to.value - from.value);
    let relative = |step: &(f64, PrintedNumber, PrintedNumber)| size(step) / step.1.value.max(1e-9);
    let largest = steps.iter().max_by(|one, two| size(one).total_cmp(&size(two)))?;
    let most = steps.iter().map(relative).fold(f64::MIN, f64::max);
    let holds = size(own) >= size(largest) || relative(own) >= most;
    let name = if rises { "stigning" } else { "fald" };
    let (time, from, to) = if holds { own } else { largest };
    let link = if holds { "og" } else { "men" };
    let computation = format!(
        "Den største {name} for »{}« i {} er i {time}, fra {from} til {to}, {link} teksten siger {year}.",
        series.row.name(),
        clause.table.called()
    );
    let computation = if rises { computation } else { computation.replacen("Den største", "Det største", 1) };
    Some(clause.claim(Code::PrintedWords, holds, computation, Some(series.row), None))
}

/// `I hele perioden blev der gennemført 1.493 besøg`
fn whole_period(clause: &TableClause<'_>) -> Option<Claim> {
    let own = only(clause.quantities.iter()).filter(|own| own.is_count() && own.is_exact)?;
    let is_whole = clause.has_word(&[words![perioden]]) && clause.has_word(&[words![hele alt samlet samlede]]);
    let series = RowSeries::of(clause).filter(|_| is_whole && years(clause.tokens()).is_empty())?;
    let values: Vec<PrintedNumber> = series.points.iter().map(|(_, number)| *number).collect();
    let are_counts = values.iter().all(|value| !value.percent && value.decimals == 0);
    let holds = adds_up(&own.number, &values);
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let is_meant = holds || (sum - own.value()).abs() <= NEAR * sum;
    if !are_counts || !is_meant || clause.has_word(&[PARTITIVES, PER, EACH, AGAINST]) || !clause.is_covered(&WHOLE) {
        return None;
    }
    let (called, compared) = (clause.table.called(), compared(&own.number, &values, holds));
    let computation = format!("»{}« i {called} er {}{compared}", series.row.name(), addition(&values));
    Some(clause.claim(Code::PrintedSum, holds, computation, Some(series.row), [own.number]))
}

impl<'a> RowSeries<'a> {
    /// Of the row that the clause names; without one, of the total.
    fn of(clause: &TableClause<'a>) -> Option<Self> {
        let row = match clause.named_rows()[..] {
            [row] => row,
            [] if clause.names_no_row() => clause.total_row().or_else(|| only(&clause.table.rows))?,
            _ => return None,
        };
        let points =
            time_columns(clause.table).into_iter().map(|(column, time)| Some((time, row.value(column)?.plain())));
        Self::sorted(row, points.collect::<Option<_>>()?)
    }

    /// Whether its times are those of »hvert år« or »hver måned«.
    fn is_of(&self, said: &str) -> bool {
        let are_years = self.points.iter().all(|(time, _)| is_year(*time));
        !said.contains("kvartal") && (!said.contains("måned") || !are_years) && (!said.contains("år") || are_years)
    }

    /// Of a column whose rows are the quarters or months of »hvert kvartal«: the one that the clause names, or the only one.
    fn of_rows(clause: &TableClause<'a>, said: &str) -> Option<Self> {
        let rows = clause.ranked_rows();
        let time = |row: &PrintedRow| {
            let label = row.plain_label();
            let quarter = || label.strip_suffix(". kvartal").and_then(|number| number.parse::<f64>().ok());
            let month = || MONTHS.iter().position(|month| *month == label.trim()).map(|month| month as f64);
            if said.contains("kvartal") { quarter() } else { month().filter(|_| !said.contains("år")) }
        };
        let named = clause.columns.clone();
        let all: Vec<usize> = (0..clause.table.width()).collect();
        let column = only(named).or_else(|| only(all)).filter(|_| clause.rows.is_empty())?;
        // »1. halvår« below the months is all of them.
        let timed: Vec<&PrintedRow> = rows.iter().copied().filter(|row| time(row).is_some()).collect();
        let points = timed.iter().map(|row| Some((time(row)?, row.value(column)?.plain())));
        Self::sorted(timed.first().copied().filter(|_| timed.len() + 1 >= rows.len())?, points.collect::<Option<_>>()?)
    }

    fn sorted(row: &'a PrintedRow, mut points: Vec<(f64, PrintedNumber)>) -> Option<Self> {
        points.sort_by(|one, two| one.0.total_cmp(&two.0));
        (points.len() >= FEWEST).then_some(Self { row, points })
    }
}

/// Whether a time is a year, and not the number of a month or quarter.
fn is_year(time: f64) -> bool {
    time > MONTHS.len() as f64
}
