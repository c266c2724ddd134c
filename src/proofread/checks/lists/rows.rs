//! How many rows a text says that a table has: `Tabel 2 viser de syv hospitaler`, `Der blev holdt fem kurser, se tabel 3`, `45 pakker om
//! fem emner`.

use super::super::references::named::references;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::clause::PLAIN;
use crate::proofread::checks::told_rows::form::is_form;

/// Larger numbers count what the rows count.
const MOST: f64 = 30.0;
/// Most that a count may be wrong that need not be of all rows.
const MISCOUNTED: f64 = 2.0;
/// Most lines between a table and a sentence about it that does not name it.
const NEAR: usize = 8;
/// Words in a sentence whose number is of some rows, or of another time.
const OTHERWISE: [WordClass; 7] = [
    MORE,
    LESS,
    PARTITIVES,
    NEW,
    AGAINST,
    DENIALS,
    words![af blandt mindst op andre første sidste end fx foråret efteråret],
];

pub(super) fn compare(report: &ReadReport<'_>, sentence: &PrintedSentence) -> Option<Claim> {
    let named = references(sentence, "tabel");
    let is_meant = |table: &&PrintedTable| match named.as_slice() {
        [reference] => table.name == reference.name(),
        _ => named.is_empty() && table.lines.end <= sentence.index && sentence.index <= table.lines.end + NEAR,
    };
    let mut tables = report.tables.iter().zip(report.names()).rev();
    let (table, names) = tables.find(|(table, _)| is_meant(table)).filter(|(table, _)| !table.may_continue)?;
    let shows = |(at, placed): (usize, &PlacedToken)| placed.is_in(&[SHOWS]) || at == 0 && placed.word() == "se";
    let is_shown = sentence.tokens.iter().enumerate().any(shows);
    let all = sentence.quantities();
    let own = only(all.iter().filter(|own| is_of_rows(own, table)))?;
    let rows: Vec<&PrintedRow> =
        table.rows.iter().filter(|row| !row.is_heading() && !row.is_total() && !row.is_item).collect();
    let plain = rows.iter().filter(|row| !starts_in(&row.plain_label(), &[REST_ROWS])).count();
    let said = own.number;
    let is_plain = |placed: &PlacedToken| {
        let is_known = placed.is_in(&PLAIN) || names.has_noun(placed.word()) || placed.is_in(&[SHOWS, words![se jf]]);
        placed.word().is_empty() || is_known || placed.word().starts_with("tabel")
    };
    let is_near = (said.value - rows.len() as f64).abs() <= MISCOUNTED && rows.len() > 2;
    let is_said = match named.is_empty() {
        false if is_shown && is_in(own.word_before(), &[ALL, words![de]]) => true,
        // »Der blev holdt to kurser i foråret« counts some of them.
        false => is_near && all.len() == 1 && sentence.tokens.iter().all(is_plain),
        true => is_near && own.word_before() == "om" && !has_any(&sentence.tokens, &OTHERWISE),
    };
    let holds = [rows.len(), plain, table.width()].iter().any(|count| *count as f64 == said.value);
    let (said, has) = (word_of(&said), word_of(&PrintedNumber::whole(rows.len() as f64)));
    let name = table.called();
    let (verdict, computation) = match holds {
        true => (ClaimVerdict::Agrees, format!("Teksten siger {said}, som {name} har.")),
        false => (ClaimVerdict::MayContradict, format!("Teksten siger {said}, men {name} har {has} rækker.")),
    };
    let passage = sentence.passage(0, sentence.tokens.len());
    let claim = Claim::new(Code::PrintedTwice, verdict, computation, passage).about(sentence.index, [own.number]);
    is_said.then_some(claim)
}

/// Whether the count is of what the first column names.
fn is_of_rows(own: &Quantity<'_>, table: &PrintedTable) -> bool {
    let is_count = own.is_count() && own.is_exact && (2.0..=MOST).contains(&own.number.value);
    let stub = tokens(&table.stub);
    let is_named = |noun: &str| stub.iter().any(|placed| !placed.word().is_empty() && is_form(noun, placed.word()));
    is_count && own.noun_words().any(is_named)
}
