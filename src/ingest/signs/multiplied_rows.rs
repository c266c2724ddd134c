//! Reports rows that differ in one column only, as in a list with a row for each doctor of a visit: a number of the visit is in
//! each of them, and counts several times.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::SignMaterial;
use super::header_words::has_word;
use super::row_codes::{self, Codes};
use crate::danish;
use crate::definition::dataset::{Column, ColumnKind, RowTime};
use crate::definition::figure::{FigureDefinition, Query, QueryTime};
use crate::findings::{Code, Finding};

/// More rows take long to compare.
const MOST_ROWS: usize = 50_000;
/// With at least this many things that have several rows, it is no coincidence.
const LEAST_THINGS: usize = 5;
/// Least share (0–1) of rows that are one of several.
const LEAST_PART: f64 = 0.5;
/// Share (0–1) of the rows alike but for the number that must have the same number.
const MOST_OTHERWISE: f64 = 0.9;
/// Different numbers of these things: a number that is always 1 may be one of each row.
const LEAST_NUMBERS: usize = 3;
/// Largest probability that the rows of each thing have the same number by chance.
const CHANCE: f64 = 0.001;
/// Words of a number of persons. Hours or money may be those of each row, but persons are counted once.
const PERSONS: [&str; 9] = [
    "deltager",
    "patienter",
    "borgere",
    "personer",
    "fremmødte",
    "tilmeldte",
    "inviterede",
    "besvarelser",
    "kursister",
];
/// Labels of things that have a number of persons.
const EVENTS: [&str; 9] =
    ["besøg", "praksisbesøg", "møder", "kurser", "aktiviteter", "arrangementer", "hændelser", "webinarer", "workshops"];

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    let rows = evidence.table.frame.height();
    if evidence.limits.chance == 0
        || !(2 * LEAST_THINGS..=MOST_ROWS).contains(&rows)
        || !matches!(evidence.dataset.time, RowTime::Event(_))
    {
        return Vec::new();
    }
    let columns = OnceCell::new();
    let figures = evidence.definition.figures.values();
    figures.filter_map(|figure| finding(evidence, figure, figure.query()?, &columns)).collect()
}

/// A column of the dataset with the codes of its values.
type Coded<'a> = (&'a str, &'a Column, Codes);

fn finding<'a>(
    evidence: &SignMaterial<'a>,
    figure: &FigureDefinition,
    query: &Query,
    columns: &OnceCell<Vec<Coded<'a>>>,
) -> Option<Finding> {
    let is_own = query.from.dataset == evidence.dataset.id && query.from.list.is_none();
    if !is_own || !query.once.is_empty() || query.time != QueryTime::Default {
        return None;
    }
    let numbers = numbers(evidence, figure, query);
    if numbers.is_empty() {
        return None;
    }
    let columns = columns.get_or_init(|| coded(evidence));
    let mentioned: HashSet<String> = query.expressions().flat_map(|it| it.columns()).map(|(name, _)| name).collect();
    let label = format!("{} {}", figure.label, figure.note).to_lowercase();
    let is_named = |column: &Column| column.headers.iter().any(|header| label.contains(&header.to_lowercase()));
    let is_varied = |(name, column, _): &&Coded<'_>| {
        let is_text = matches!(column.kind, ColumnKind::Text | ColumnKind::Category(_) | ColumnKind::Ydernummer);
        is_text && !mentioned.contains(*name) && !is_named(column)
    };
    let found = columns.iter().filter(is_varied).find_map(|(varied, column, _)| {
        let of = |number: &&str| multiplied(columns, varied, number);
        Some((column.headers.first()?, *varied, numbers.iter().find_map(of)?))
    });
    let (header, varied, (row, things, rows)) = found?;
    let message = format!(
        "»{}« tæller det samme flere gange: {} er kun {}, for de andre er magen til på nær »{header}«.",
        figure.label,
        danish::rows(rows as u64),
        danish::counted(things as u64, "forskellig", "forskellige"),
    );
    let others: Vec<String> =
        columns.iter().filter(|(name, ..)| *name != varied).map(|(name, ..)| format!("\"{name}\"")).collect();
    let advice = format!(
        "Skriv once = [{}] ved nøgletallet, så tæller de én gang. Skal hver række tælle, så nævn »{header}« i nøgletallets label.",
        others.join(", ")
    );
    let place = evidence.place(row, Some(varied), None);
    Some(Finding::new(Code::CountedTwice, place, message).advise(advice))
}

/// The columns of persons that the figure adds up, or that what it counts has.
fn numbers<'a>(evidence: &SignMaterial<'a>, figure: &FigureDefinition, query: &Query) -> Vec<&'a str> {
    let columns =
        || evidence.dataset.columns.iter().filter(|(_, column)| matches!(column.kind, ColumnKind::Integer(_)));
    let tells_persons = |column: &Column| column.headers.iter().any(|header| has_word(header, &PERSONS));
    if query.value.is_row_count() {
        let unit = figure.unit.as_ref().map_or(figure.label.as_str(), |unit| unit.many.as_str()).to_lowercase();
        let is_event = unit.split(|c: char| !c.is_alphanumeric()).next().is_some_and(|word| EVENTS.contains(&word));
        let of_persons = columns().filter(|(_, column)| is_event && tells_persons(column));
        return of_persons.map(|(name, _)| name.as_str()).collect();
    }
    let added = query.value.aggregated();
    let added = added.iter().filter(|sum| sum.function == "SUM" && sum.is_bare && !sum.is_conditional);
    let added: HashSet<&String> = added.flat_map(|sum| &sum.columns).collect();
    let counts_persons = has_word(&figure.label, &PERSONS);
    let of_persons =
        columns().filter(|(name, column)| added.contains(name) && (counts_persons || tells_persons(column)));
    of_persons.map(|(name, _)| name.as_str()).collect()
}

/// The columns that distinguish rows, without running numbers.
fn coded<'a>(evidence: &SignMaterial<'a>) -> Vec<Coded<'a>> {
    let is_number = |name: &String| evidence.numberings().iter().any(|numbering| numbering.column == *name);
    let columns = evidence.dataset.columns.iter().filter(|(name, column)| !column.drop && !is_number(name));
    let coded =
        columns.filter_map(|(name, column)| Some((name.as_str(), column, row_codes::of_column(evidence, name)?)));
    coded.filter(|(.., codes)| codes.different > 1).collect()
}

/// Whether most rows are alike but for the varied column, and agree in the number although it differs from one to another. The
/// second row of the first of them, how many they are, and how many rows they have.
fn multiplied(columns: &[Coded<'_>], varied: &str, number: &str) -> Option<(usize, usize, usize)> {
    let without = |left_out: &[&str]| -> Vec<&Codes> {
        columns.iter().filter(|(name, ..)| !left_out.contains(name)).map(|(.., codes)| codes).collect()
    };
    let of_number = columns.iter().find(|(name, ..)| *name == number).map(|(.., codes)| codes)?;
    let rows = of_number.codes.len();
    let (all, things) = (groups(&without(&[]), rows), groups(&without(&[varied]), rows));
    let several: Vec<&Vec<usize>> = things.values().filter(|rows| rows.len() > 1).collect();
    let in_several: usize = several.iter().map(|rows| rows.len()).sum();
    let numbers: HashSet<u32> =
        several.iter().filter_map(|rows| of_number.codes.get(*rows.first()?).copied()).collect();
    // Rows that would be alike if their number were.
    let whatever_number = groups(&without(&[varied, number]), rows);
    let alike_otherwise: usize = whatever_number.values().map(Vec::len).filter(|rows| *rows > 1).sum();
    if all.len() < rows
        || several.len() < LEAST_THINGS
        || (in_several as f64) < LEAST_PART * rows as f64
        || numbers.len() < LEAST_NUMBERS
        || (in_several as f64) < MOST_OTHERWISE * alike_otherwise as f64
    {
        return None;
    }
    let mut counts = vec![0.0_f64; of_number.different];
    of_number.codes.iter().for_each(|code| counts[*code as usize] += 1.0);
    let same: f64 = counts.iter().map(|count| (count / rows as f64).powi(2)).sum();
    let chance = same.powf((in_several - several.len()) as f64);
    let second = several.iter().filter_map(|rows| rows.get(1)).min().copied()?;
    (chance < CHANCE).then_some((second, several.len(), in_several))
}

/// The rows by their values in these columns.
fn groups(columns: &[&Codes], rows: usize) -> HashMap<Vec<u32>, Vec<usize>> {
    let mut groups: HashMap<Vec<u32>, Vec<usize>> = HashMap::new();
    for row in 0..rows {
        groups.entry(columns.iter().map(|column| column.codes[row]).collect()).or_default().push(row);
    }
    groups
}
