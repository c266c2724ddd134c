//! How many rows a text says that a table has: `Tabel 2 viser de syv hospitaler`.

use super::super::references::named::references;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Larger numbers count what the rows count.
const MOST: f64 = 30.0;

pub(super) fn compare(report: &ReadReport<'_>, sentence: &PrintedSentence) -> Option<Claim> {
    let named = references(sentence, "tabel");
    let [reference] = named.as_slice() else { return None };
    let name = reference.name();
    let table = report.tables.iter().find(|table| table.name == name && !table.may_continue)?;
    sentence
        .tokens
        .iter()
        .enumerate()
        .find(|(at, placed)| placed.is_in(&[SHOWS]) || *at == 0 && placed.word() == "se")?;
    let all = sentence.quantities();
    let [own] = all.iter().filter(|own| is_of_rows(own, table)).collect::<Vec<_>>()[..] else { return None };
    let rows: Vec<&PrintedRow> =
        table.rows.iter().filter(|row| !row.is_heading() && !row.is_total() && !row.is_item).collect();
    let named = rows.iter().filter(|row| !starts_in(&row.plain_label(), &[REST_ROWS])).count();
    let said = own.number;
    let holds = [rows.len(), named, table.width()].iter().any(|count| *count as f64 == said.value);
    let (said, has) = (word_of(&said), word_of(&PrintedNumber::whole(rows.len() as f64)));
    let (verdict, computation) = match holds {
        true => (ClaimVerdict::Agrees, format!("Teksten siger {said}, som {name} har.")),
        false => (ClaimVerdict::MayContradict, format!("Teksten siger {said}, men {name} har {has} rækker.")),
    };
    let passage = sentence.passage(0, sentence.tokens.len());
    Some(Claim::new(Code::PrintedTwice, verdict, computation, passage).about(sentence.index, [own.number]))
}

/// Whether the count is of what the first column or the title names.
fn is_of_rows(own: &Quantity<'_>, table: &PrintedTable) -> bool {
    let is_count = own.is_count() && own.is_exact && (2.0..=MOST).contains(&own.number.value);
    let is_definite = is_in(own.word_before(), &[ALL, words![de]]);
    let words = tokens(&table.stub);
    let is_named = words
        .iter()
        .map(|placed| stem(placed.word()))
        .any(|word| !word.is_empty() && own.nouns.iter().any(|noun| is_form(noun, word)));
    is_count && is_definite && is_named
}

/// »hospital« and »hospitaler« are one noun.
fn is_form(one: &str, two: &str) -> bool {
    one == two
        || one.len() >= 4
            && two.len() >= 4
            && (one.starts_with(two) || two.starts_with(one))
            && one.len().abs_diff(two.len()) <= 2
}
