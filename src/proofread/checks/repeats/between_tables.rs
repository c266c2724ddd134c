//! Rows of two tables about the same thing.

use super::explanation::is_explained;
use super::labelled_row::{LabelledRow, same_years, year};
use super::row_name::{RowName, is_alike, names_part};
use crate::proofread::checks::prelude::*;
use crate::proofread::named_parts::named_parts;

/// `None` if the rows are not about the same thing.
pub(super) fn compare(one: &LabelledRow<'_>, two: &LabelledRow<'_>, prose: &[&PrintedSentence]) -> Option<Claim> {
    if !same_years(&one.table.title, &two.table.title) {
        return None;
    }
    let column = shared_column(one.table, two.table)?;
    let (first, second) = linked(one, two, column.0, column.1)
        .or_else(|| linked(two, one, column.1, column.0).map(|(second, first)| (first, second)))
        .or_else(|| repeated(one, two, column.0, column.1))?;
    let numbers = |row: &LabelledRow<'_>, own: PrintedNumber, column: usize| {
        let cell = row.printed.cells.get(column).map(|cell| cell.numbers.clone()).unwrap_or_default();
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
    let claim = one.claim(computation, agrees, two.printed.passage());
    Some(claim.about(one.printed.index, [first]).about(two.printed.index, [second]))
}

/// The numbers of two rows if the label of the first names the table of the second: a part in brackets
/// (`Møder (Nord (33) og Syd (9))` and a table about Nord), or its subject (`Besøg (læger uden for klynger)`).
fn linked(
    naming: &LabelledRow<'_>,
    named: &LabelledRow<'_>,
    column: usize,
    other: usize,
) -> Option<(PrintedNumber, PrintedNumber)> {
    let second = named.printed.value(other)?;
    for (part, number) in named_parts(&naming.printed.label) {
        if names_part(&named.table.title, &part) && is_alike(&naming.name, &named.name) {
            return Some((number, second));
        }
    }
    let (label, note) = naming.printed.label.split_once('(')?;
    let note = note.trim_end().trim_end_matches(')').to_lowercase();
    let is_about = RowName::new(&note).content.len() >= 2 && named.table.title.to_lowercase().contains(note.trim());
    let head = label.split_whitespace().next_back()?.to_lowercase();
    let own = named.printed.plain_label();
    let is_same = head.chars().count() >= 8 && label.split_whitespace().count() == 1 && own.ends_with(&head);
    (is_about && is_same && !named.printed.is_item).then_some((naming.printed.value(column)?, second))
}

/// The numbers of two rows with the same label, if it is long enough to mean one thing.
fn repeated(
    one: &LabelledRow<'_>,
    two: &LabelledRow<'_>,
    column: usize,
    other: usize,
) -> Option<(PrintedNumber, PrintedNumber)> {
    let key = |name: &RowName| name.text.to_lowercase();
    let same = one.name.content.len() >= 2 && key(&one.name) == key(&two.name);
    let alike = same && one.parent.as_ref().map(key) == two.parent.as_ref().map(key);
    let (first, second) = (one.printed.value(column)?, two.printed.value(other)?);
    // Tables without captions may be about anything.
    let is_known = !one.table.name.is_empty() || !two.table.name.is_empty();
    let is_other = || !is_known || are_parallel(one.table, two.table) || is_ambiguous(one) || is_ambiguous(two);
    (alike && (first.value == second.value || !is_other()) && first.percent == second.percent)
        .then_some((first, second))
}

/// Whether the tables have most of their labels in common: then each is about a thing of its own, as a table per clinic is.
fn are_parallel(one: &PrintedTable, two: &PrintedTable) -> bool {
    let labels = |table: &PrintedTable| -> Vec<String> {
        table.rows.iter().filter(|row| !row.is_heading()).map(PrintedRow::plain_label).collect()
    };
    let (one, two) = (labels(one), labels(two));
    let common = one.iter().filter(|label| two.contains(label)).count();
    common >= 2 && 2 * common >= one.len().min(two.len())
}

/// Whether another row of the table has the same label.
fn is_ambiguous(row: &LabelledRow<'_>) -> bool {
    let label = row.printed.plain_label();
    row.table.rows.iter().filter(|other| other.plain_label() == label).count() > 1
}

/// The columns in which two tables can be compared: the only ones, or those of the last year that both have.
fn shared_column(one: &PrintedTable, two: &PrintedTable) -> Option<(usize, usize)> {
    if one.width() == 1 && two.width() == 1 {
        return Some((0, 0));
    }
    let years = one.columns.iter().enumerate().rev().filter(|(_, name)| year(name).is_some());
    years.filter_map(|(at, name)| two.columns.iter().position(|other| other == name).map(|other| (at, other))).next()
}
