//! The same figure printed in several places, with different values.
//!
//! Whether two numbers are about the same thing is a matter of reading, so all that is found here is said to be possible only.
//! Two tables are compared where one names the other or both have the same label; a table and running text where the text
//! counts what the label names. A report that mentions both numbers in one breath has explained them.

mod labels;

use super::number::Printed;
use super::sentence::Sentence;
use super::share::quotation;
use super::statement::{Spot, Statement, Verdict};
use super::table::{Row, Table};
use super::totals::named_parts;
use crate::findings::Code;
use labels::{Name, is_alike, joined_title};

/// How many sentences are one breath.
const BREATH: usize = 3;

/// A row, and the table it is in.
struct Entry<'a> {
    table: &'a Table,
    row: &'a Row,
    /// What it counts.
    name: Name,
    /// What the row counts that it is an item of.
    parent: Option<Name>,
}

/// What tables and running text say twice.
pub fn statements(tables: &[Table], prose: &[&Sentence]) -> Vec<Statement> {
    let entries = entries(tables);
    let mut statements = Vec::new();
    for (at, one) in entries.iter().enumerate() {
        for two in entries.iter().skip(at + 1).filter(|two| two.table.lines != one.table.lines) {
            statements.extend(between_tables(one, two, prose));
        }
    }
    let counting: Vec<(usize, &Sentence)> =
        prose.iter().enumerate().filter(|(_, sentence)| is_running(sentence)).map(|(at, one)| (at, *one)).collect();
    // What two rows are called may be either of them.
    let is_only =
        |entry: &&Entry<'_>| entries.iter().filter(|other| other.name.content == entry.name.content).count() == 1;
    for entry in entries.iter().filter(|entry| !entry.row.is_item).filter(is_only) {
        statements.extend(counting.iter().filter_map(|(at, sentence)| with_prose(entry, sentence, *at, prose)));
    }
    statements
}

fn entries(tables: &[Table]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for table in tables {
        let mut parent: Option<Name> = None;
        for row in table.rows.iter().filter(|row| !row.is_heading()) {
            let name = Name::new(&row.label);
            if !row.is_item {
                parent = Some(name.clone());
            }
            entries.push(Entry { table, row, name, parent: parent.clone().filter(|_| row.is_item) });
        }
    }
    entries
}

/// What two rows of two tables say of the same thing, if they do.
fn between_tables(one: &Entry<'_>, two: &Entry<'_>, prose: &[&Sentence]) -> Option<Statement> {
    if !same_years(&one.table.title, &two.table.title) {
        return None;
    }
    let column = shared_column(one.table, two.table)?;
    let (first, second) = linked(one, two, column.0, column.1)
        .or_else(|| linked(two, one, column.1, column.0).map(|(second, first)| (first, second)))
        .or_else(|| repeated(one, two, column.0, column.1))?;
    let numbers = |entry: &Entry<'_>, own: Printed, column: usize| {
        let cell = entry.row.cells.get(column).map(|cell| cell.numbers.clone()).unwrap_or_default();
        cell.into_iter().chain([own]).map(|number| number.value).collect::<Vec<_>>()
    };
    let (ours, theirs) = (numbers(one, first, column.0), numbers(two, second, column.1));
    let agrees = first.value == second.value || ours.contains(&second.value) || theirs.contains(&first.value);
    let name = &one.name.text;
    if !agrees && is_explained(prose, name, first, second) {
        return None;
    }
    let (table, other) = (one.table.called(), two.table.called());
    let computation = if agrees {
        format!("»{name}« er {first} i både {table} og {other}.")
    } else {
        format!("»{name}« er {first} i {table} og {second} i {other}.")
    };
    Some(statement(computation, agrees, one.row, Spot::new(&two.row.line, two.row.quotation())))
}

fn statement(computation: String, agrees: bool, row: &Row, other: Spot) -> Statement {
    Statement {
        code: Code::PrintedTwice,
        verdict: if agrees { Verdict::Agrees } else { Verdict::MayContradict },
        computation,
        spot: Spot::new(&row.line, row.quotation()),
        other: Some(other),
    }
}

/// The numbers of two rows where the label of the first names the table of the second: a part of it in brackets
/// (`Møder (Nord (33) og Syd (9))` and a table about Nord), or what it is about (`Besøg (læger uden for klynger)`).
fn linked(naming: &Entry<'_>, named: &Entry<'_>, column: usize, other: usize) -> Option<(Printed, Printed)> {
    let second = named.row.value(other)?;
    for (part, number) in named_parts(&naming.row.label) {
        if joined_title(&named.table.title, &part) && is_alike(&naming.name, &named.name) {
            return Some((number, second));
        }
    }
    let (label, note) = naming.row.label.split_once('(')?;
    let note = note.trim_end().trim_end_matches(')').to_lowercase();
    let is_about = Name::new(&note).content.len() >= 2 && named.table.title.to_lowercase().contains(note.trim());
    let head = label.split_whitespace().next_back()?.to_lowercase();
    let own = named.row.plain_label();
    let is_same = head.chars().count() >= 8 && label.split_whitespace().count() == 1 && own.ends_with(&head);
    (is_about && is_same && !named.row.is_item).then_some((naming.row.value(column)?, second))
}

/// The numbers of two rows with the same label, where it is long enough to mean one thing.
fn repeated(one: &Entry<'_>, two: &Entry<'_>, column: usize, other: usize) -> Option<(Printed, Printed)> {
    let key = |name: &Name| name.text.to_lowercase();
    let same = one.name.content.len() >= 2 && key(&one.name) == key(&two.name);
    let alike = same && one.parent.as_ref().map(key) == two.parent.as_ref().map(key);
    let (first, second) = (one.row.value(column)?, two.row.value(other)?);
    (alike && first.percent == second.percent).then_some((first, second))
}

/// The columns in which two tables can be compared: the only ones, or the last year that both have.
fn shared_column(one: &Table, two: &Table) -> Option<(usize, usize)> {
    let widths = |table: &Table| table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if widths(one) == 1 && widths(two) == 1 {
        return Some((0, 0));
    }
    let is_year = |name: &String| Printed::parse(name).is_some_and(|number| number.is_year);
    let shared = one.columns.iter().enumerate().rev().filter(|(_, name)| is_year(name));
    shared.filter_map(|(at, name)| two.columns.iter().position(|other| other == name).map(|other| (at, other))).next()
}

/// Whether no year in one text speaks against those in the other.
fn same_years(one: &str, two: &str) -> bool {
    let years = |text: &str| {
        let tokens = super::sentence::tokens(text);
        tokens.iter().filter_map(|placed| placed.number()).filter(|n| n.is_year).map(|n| n.value).collect::<Vec<_>>()
    };
    let (one, two) = (years(one), years(two));
    one.is_empty() || two.is_empty() || one == two
}

/// What a row and a sentence say of the same thing, if they do.
fn with_prose(entry: &Entry<'_>, sentence: &Sentence, at: usize, prose: &[&Sentence]) -> Option<Statement> {
    let column = last_column(entry.table)?;
    let printed = entry.row.value(column).filter(|value| !value.percent && value.decimals == 0)?;
    let said = entry.name.counted(sentence).or_else(|| entry.name.spoken_of(sentence))?;
    let years = [entry.table.title.as_str(), entry.table.column(column)];
    if !years.iter().all(|years| same_years(&sentence.text, years)) {
        return None;
    }
    let mut numbers = entry.row.cells.iter().flat_map(|cell| &cell.numbers);
    let agrees = numbers.any(|number| number.value == said.value);
    let name = &entry.name.text;
    if !agrees && (is_explained(prose, name, printed, said) || is_noted(prose, at, name)) {
        return None;
    }
    let table = entry.table.called();
    let computation = if agrees {
        format!("»{name}« er {printed} i både {table} og teksten.")
    } else {
        format!("»{name}« er {printed} i {table} og {said} i teksten.")
    };
    let at = sentence.tokens.iter().position(|placed| placed.number() == Some(said)).unwrap_or(0);
    let other = Spot::new(&sentence.line, quotation(sentence, at.saturating_sub(8), at + 4));
    Some(statement(computation, agrees, entry.row, other))
}

/// The column for the report's own year: the only one, or the last of years that rise.
fn last_column(table: &Table) -> Option<usize> {
    let width = table.rows.iter().map(|row| row.cells.len()).max()?;
    if width == 1 {
        return Some(0);
    }
    let years: Option<Vec<f64>> =
        table.columns.iter().map(|name| Printed::parse(name).filter(|n| n.is_year).map(|n| n.value)).collect();
    let years = years.filter(|years| years.len() == width)?;
    years.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at)
}

/// Whether the text mentions both numbers in one breath with what they count.
fn is_explained(prose: &[&Sentence], name: &str, one: Printed, two: Printed) -> bool {
    let head: String = name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let has = |sentences: &[&Sentence], number: Printed| {
        let numbers = |sentence: &&Sentence| {
            sentence.tokens.iter().any(|placed| placed.number().is_some_and(|n| n.value == number.value))
        };
        sentences.iter().any(numbers)
    };
    prose.windows(BREATH).chain(prose.chunks(BREATH)).any(|breath| {
        has(breath, one)
            && has(breath, two)
            && breath.iter().any(|sentence| sentence.text.to_lowercase().contains(&head))
    })
}

/// Whether a sentence just before this one speaks of the row by its name, as a note below a table does.
fn is_noted(prose: &[&Sentence], at: usize, name: &str) -> bool {
    let name = name.to_lowercase();
    let before = prose.get(at.saturating_sub(BREATH - 1)..at).unwrap_or_default();
    before.iter().any(|before| before.text.to_lowercase().contains(&name))
}

/// Whether the sentence is running text, and not what stands in a chart.
fn is_running(sentence: &Sentence) -> bool {
    let words = sentence.tokens.iter().filter(|placed| !placed.word().is_empty()).count();
    let numbers = sentence.tokens.iter().filter(|placed| placed.number().is_some()).count();
    numbers > 0 && words >= 3 && words >= 2 * numbers
}
