//! Totals and their parts, and percentages in tables.

use super::number::Printed;
use super::share::Ratio;
use super::statement::{Spot, Statement, Verdict};
use super::table::{Row, Table};
use crate::findings::Code;

/// How far a sum of items may be from the row above them to be taken for its parts, beside a tenth of it.
const NEAR_SUM: f64 = 2.0;
/// How far a percentage may be from a ratio of the rows above it to be taken for it, in percentage points.
const NEAR_SHARE: f64 = 0.5;

/// Words in the name of a column whose numbers do not add up.
const AVERAGES: [&str; 7] = ["gns", "gnsn", "gnst", "snit", "rate", "procent", "pct"];
/// Starts and ends of such words: `Gennemsnitlig`, `Medianalder`, `Andelen`, `Svarandel`.
const AVERAGE_PARTS: [&str; 4] = ["gennemsnit", "median", "alder", "andel"];

/// Rows that a total may be the sum of.
type Parts<'a> = Vec<&'a Row>;

/// The statements of a table about its own numbers.
pub fn statements(table: &Table) -> Vec<Statement> {
    let mut statements = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        if row.is_heading() {
            continue;
        }
        statements.extend(match total_kind(row) {
            Some(kind) => total(table, at, row, kind),
            None => items(table, at, row),
        });
        statements.extend(breakdown(row));
        statements.extend(share(table, at, row));
    }
    statements
}

/// How a row says that it is a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Total {
    /// `I alt`: of all that stands above it.
    Plain,
    /// `Grupper i alt`: of rows about groups.
    Labelled,
}

/// Whether the row says that it is a total.
pub fn is_total(row: &Row) -> bool {
    total_kind(row).is_some()
}

fn total_kind(row: &Row) -> Option<Total> {
    let label = row.plain_label();
    let label = label.trim_end_matches([':', '.', '*', ' ']);
    match label {
        "i alt" | "ialt" | "total" | "totalt" | "sum" => Some(Total::Plain),
        _ if label.ends_with(" i alt") || label.ends_with(" total") => Some(Total::Labelled),
        _ => None,
    }
}

/// What a total says of the rows around it.
fn total(table: &Table, at: usize, row: &Row, kind: Total) -> Vec<Statement> {
    let candidates = candidates(table, at, kind);
    // Percentages beside counts are held against those.
    let is_share = |column: &usize| {
        let count = column.checked_sub(1).and_then(|before| row.value(before));
        row.value(*column).is_some_and(|value| value.percent) && count.is_some_and(|count| !count.percent)
    };
    let columns = row.cells.len();
    let agreeing = |parts: &Parts<'_>| (0..columns).filter(|column| agrees(row, parts, *column) == Some(true)).count();
    // Of those that agree in as many columns the first is the likeliest.
    let Some(best) = candidates.iter().rev().max_by_key(|parts| agreeing(parts)) else { return Vec::new() };
    // Of a table without a caption or a header the first rows may be missing.
    let is_whole = !table.name.is_empty() || !table.columns.is_empty();
    let is_sure = agreeing(best) > 0 || kind == Total::Plain && is_whole;
    (0..columns)
        .filter(|column| !is_share(column))
        .filter_map(|column| {
            let agrees = agrees(row, best, column)?;
            if !agrees
                && (is_average(table, row, best, column)
                    || !is_sure && !is_near(row.value(column)?, sum(best, column)?))
            {
                return None;
            }
            let verdict = match (agrees, is_sure) {
                (true, _) => Verdict::Agrees,
                (false, true) => Verdict::Contradicts,
                (false, false) => Verdict::MayContradict,
            };
            sum_statement(table, row, best, column, verdict)
        })
        .collect()
}

/// The groups of rows that a total may be the sum of, the likeliest first.
fn candidates<'a>(table: &'a Table, at: usize, kind: Total) -> Vec<Parts<'a>> {
    let above = table.rows.get(..at).unwrap_or_default();
    let below = table.rows.get(at + 1..).unwrap_or_default();
    let since_total = above.iter().rposition(|row| total_kind(row).is_some()).map_or(0, |last| last + 1);
    let since_heading = above.iter().rposition(Row::is_heading).map_or(0, |last| last + 1);
    let is_top = |row: &&Row| !row.is_heading() && !row.is_item;
    let is_part = |row: &&Row| !row.is_heading() && !is_subset(row);
    let mut candidates: Vec<Parts<'a>> = vec![
        above.iter().skip(since_total).filter(is_top).collect(),
        above.iter().skip(since_heading).filter(is_top).collect(),
        above.iter().filter(|row| is_top(row) && total_kind(row).is_none()).collect(),
        above.iter().filter(|row| total_kind(row).is_some()).collect(),
        above.iter().skip(since_total).filter(is_part).collect(),
        below.iter().take_while(|row| !row.is_heading() && total_kind(row).is_none()).collect(),
        below.iter().take_while(|row| row.is_item).collect(),
    ];
    if kind == Total::Labelled {
        let tops: Parts<'a> = above.iter().filter(is_top).collect();
        candidates.extend((2..tops.len()).map(|length| tops.iter().skip(tops.len() - length).copied().collect()));
    }
    candidates.retain(|parts| parts.len() >= 2);
    candidates
}

/// Whether the row counts some of the row above it once more.
fn is_subset(row: &Row) -> bool {
    let label = row.plain_label();
    ["heraf", "hvoraf", "herunder", "deraf"].iter().any(|word| label.starts_with(word))
}

/// What the row says of the items below it.
fn items(table: &Table, at: usize, row: &Row) -> Vec<Statement> {
    if row.is_item {
        return Vec::new();
    }
    let below = table.rows.get(at + 1..).unwrap_or_default();
    let parts: Parts<'_> = below.iter().take_while(|row| row.is_item && !row.is_heading()).collect();
    if parts.len() < 2 || parts.iter().any(|part| is_subset(part)) {
        return Vec::new();
    }
    let columns = row.cells.len();
    let is_sure = (0..columns).any(|column| agrees(row, &parts, column) == Some(true));
    (0..columns)
        .filter_map(|column| {
            let agrees = agrees(row, &parts, column)?;
            let verdict = match (agrees, is_sure) {
                (true, _) => Verdict::Agrees,
                (false, true) => Verdict::Contradicts,
                (false, false) => Verdict::MayContradict,
            };
            // Items may overlap or be only the largest: far from the row they are no parts of it.
            let may_be_sum =
                || Some(!is_average(table, row, &parts, column) && is_near(row.value(column)?, sum(&parts, column)?));
            let counts = agrees || may_be_sum()?;
            counts.then(|| sum_statement(table, row, &parts, column, verdict)).flatten()
        })
        .collect()
}

/// The sum of the parts in a column; None where one is not known.
fn sum(parts: &Parts<'_>, column: usize) -> Option<f64> {
    parts.iter().map(|part| part.value(column).map(|value| value.value)).sum()
}

/// Whether the parts come to the total; None where that cannot be told.
fn agrees(row: &Row, parts: &Parts<'_>, column: usize) -> Option<bool> {
    let total = row.value(column)?;
    let values: Vec<Printed> = parts.iter().map(|part| part.value(column)).collect::<Option<_>>()?;
    // Averages and shares do not add up to a count, nor the other way round.
    let alike = values.iter().all(|value| value.percent == total.percent && !value.is_year);
    alike.then(|| adds_up(&total, &values))
}

/// Whether printed parts can be those of a printed total.
pub fn adds_up(total: &Printed, parts: &[Printed]) -> bool {
    let sum = sum_of(parts);
    let slack: f64 = parts.iter().chain([total]).map(Printed::slack).sum();
    (sum - total.value).abs() <= slack + 1e-9 * sum.abs().max(1.0)
}

fn is_near(total: Printed, sum: f64) -> bool {
    (sum - total.value).abs() <= NEAR_SUM.max(0.1 * total.value)
}

/// Whether the row has an average in a column: it is called so, or the number is none that parts could add up to.
fn is_average(table: &Table, row: &Row, parts: &Parts<'_>, column: usize) -> bool {
    let values = || parts.iter().filter_map(|part| part.value(column)).map(|value| value.value);
    let is_between = row
        .value(column)
        .is_some_and(|total| values().any(|value| value <= total.value) && values().any(|value| value >= total.value));
    is_between || is_called_average(table.column(column))
}

/// Whether a column has a name of averages or shares: `Gns. alder`, `Timer pr. læge`, but not `Læger pr. 31. december`.
fn is_called_average(name: &str) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_per = |pair: &[&str]| matches!(pair, ["pr" | "per", of] if !of.starts_with(|c: char| c.is_ascii_digit()));
    let is_named = |word: &&str| {
        AVERAGES.contains(word) || AVERAGE_PARTS.iter().any(|part| word.starts_with(part) || word.ends_with(part))
    };
    name.contains('%') || words.iter().any(is_named) || words.windows(2).any(is_per)
}

/// The sum in words: `10 + 2 + 5 = 17`, `33 % + 33 % = 66 %`.
pub fn addition(parts: &[Printed]) -> String {
    let decimals = parts.iter().map(|part| part.decimals).max().unwrap_or(0);
    let percent = !parts.is_empty() && parts.iter().all(|part| part.percent);
    let sum = Printed { decimals, percent, ..Printed::whole(sum_of(parts)) };
    let terms: Vec<String> = parts.iter().map(|part| Printed { is_year: false, ..*part }.to_string()).collect();
    format!("{} = {sum}", terms.join(" + "))
}

fn sum_of(parts: &[Printed]) -> f64 {
    parts.iter().map(|part| part.value).sum()
}

/// What is printed beside a sum, in words.
fn beside(total: &Printed, parts: &[Printed], agrees: bool) -> String {
    let sum = sum_of(parts);
    let is_exact = (sum - total.value).abs() <= 1e-9 * sum.abs().max(1.0);
    match (agrees, is_exact) {
        (false, _) => format!(", men der står {total}."),
        (true, true) => ", som der står.".to_owned(),
        (true, false) => format!("; der står {total}, hvilket passer inden for afrundingen."),
    }
}

fn sum_statement(table: &Table, row: &Row, parts: &Parts<'_>, column: usize, verdict: Verdict) -> Option<Statement> {
    let total = row.value(column)?;
    let values: Vec<Printed> = parts.iter().map(|part| part.value(column)).collect::<Option<_>>()?;
    let sum = addition(&values);
    let beside = beside(&total, &values, verdict == Verdict::Agrees);
    let column = table.column(column);
    let under = if row.cells.len() > 1 && !column.is_empty() { format!(" under »{column}«") } else { String::new() };
    let name = row.label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let computation = format!("»{name}« er {sum}{under}{beside}");
    let spot = Spot::new(&row.line, row.quotation());
    Some(Statement { code: Code::PrintedSum, verdict, computation, spot, other: None })
}

/// The parts that a label itself names: `Møder (Nord (33) og Syd (9))`.
fn breakdown(row: &Row) -> Option<Statement> {
    let parts = named_parts(&row.label);
    let values: Vec<Printed> = parts.iter().map(|(_, number)| *number).collect();
    let total = row.value(0).filter(|total| values.len() >= 2 && !total.percent)?;
    let agrees = adds_up(&total, &values);
    let verdict = if agrees { Verdict::Agrees } else { Verdict::MayContradict };
    let computation = format!("Tallene i parentes er {}{}", addition(&values), beside(&total, &values, agrees));
    Some(Statement {
        code: Code::PrintedSum,
        verdict,
        computation,
        spot: Spot::new(&row.line, row.quotation()),
        other: None,
    })
}

/// Names with a number in brackets behind each: `Nord (33) og Syd (9)`.
pub fn named_parts(label: &str) -> Vec<(String, Printed)> {
    let mut parts = Vec::new();
    let mut before = "";
    for piece in label.split('(') {
        if let Some((inside, after)) = piece.split_once(')')
            && let Some(number) = Printed::parse(inside).filter(|number| !number.is_year)
        {
            let name = before.split_whitespace().next_back().unwrap_or_default();
            parts.push((name.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_owned(), number));
            before = after;
        } else {
            before = piece;
        }
    }
    parts
}

/// A percentage that is the ratio of the two rows above it.
fn share(table: &Table, at: usize, row: &Row) -> Option<Statement> {
    let percent = row.value(0).filter(|value| value.percent)?;
    let above: Parts<'_> = table.rows.get(..at)?.iter().rev().take_while(|row| !row.is_heading()).take(2).collect();
    let [one, two] = above.as_slice() else { return None };
    let (one, two) = (one.value(0)?, two.value(0)?);
    let (part, whole) = if one.value <= two.value { (one, two) } else { (two, one) };
    let ratio = Ratio { part, whole };
    let is_meant =
        row.cells.len() == 1 && ratio.is_plausible() && (percent.value - ratio.percent()).abs() <= NEAR_SHARE;
    let (verdict, computation) = is_meant.then(|| ratio.judge(&percent))?;
    let rows: Vec<String> = above.iter().rev().copied().chain([row]).map(Row::quotation).collect();
    let spot = Spot::new(&row.line, rows.join(" / "));
    Some(Statement { code: Code::PrintedShare, verdict, computation, spot, other: None })
}
