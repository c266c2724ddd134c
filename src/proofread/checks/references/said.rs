//! What a sentence says of the table that it names: its numbers, and its year.

use super::named::references;
use crate::findings::Code;
use crate::proofread::claim::{Claim, ClaimVerdict, Passage};
use crate::proofread::exact::is_about;
use crate::proofread::number::PrintedNumber;
use crate::proofread::report::PrintedReport;
use crate::proofread::sentence::PrintedSentence;
use crate::proofread::slip::is_slip;
use crate::proofread::table::{PrintedRow, PrintedTable};
use crate::proofread::token::{PlacedToken, tokens};

/// Smaller numbers are often one apart by accident.
const LEAST: f64 = 10.0;
/// Words that compare with another year than the table's.
const COMPARED: [&str; 10] =
    ["end", "mod", "siden", "fra", "før", "sidste", "sammenlignet", "forhold", "tidligere", "til"];

pub(super) fn check(report: &PrintedReport, claims: &mut Vec<Claim>) {
    for sentence in report.prose() {
        let named = references(sentence, "tabel");
        let [reference] = named.as_slice() else { continue };
        let name = reference.name();
        let Some(table) = report.tables.iter().find(|table| table.name == name) else { continue };
        claims.extend(other_year(sentence, table));
        claims.extend((reference.at + 2..sentence.tokens.len()).filter_map(|at| other_number(sentence, at, table)));
    }
}

/// A year that the title of the table contradicts.
fn other_year(sentence: &PrintedSentence, table: &PrintedTable) -> Option<Claim> {
    let titled = years(&tokens(&table.title));
    let said = years(&sentence.tokens);
    let ([titled], [said]) = (titled.as_slice(), said.as_slice()) else { return None };
    let has_year = |text: &str| !years(&tokens(text)).is_empty();
    let spans = table.columns.iter().any(|name| has_year(name)) || table.rows.iter().any(|row| has_year(&row.label));
    let is_compared = sentence.tokens.iter().any(|placed| COMPARED.contains(&placed.word()));
    if titled.value == said.value || spans || is_compared {
        return None;
    }
    let computation = format!("Teksten siger {said} om {}, men titlen siger {titled}.", table.name);
    let passage = Passage::new(&sentence.line, sentence.quotation(0, sentence.tokens.len()));
    Some(Claim::new(Code::PrintedReference, ClaimVerdict::MayContradict, computation, passage))
}

fn years(tokens: &[PlacedToken]) -> Vec<PrintedNumber> {
    tokens.iter().filter_map(PlacedToken::number).filter(|number| number.is_year).collect()
}

/// The number at `at`, if a row that the sentence names prints nearly the same number, and the table has it nowhere.
fn other_number(sentence: &PrintedSentence, at: usize, table: &PrintedTable) -> Option<Claim> {
    let is_count = |number: &PrintedNumber| !number.percent && !number.is_year && number.decimals == 0;
    let said = sentence.tokens.get(at)?.number().filter(is_count).filter(|_| !is_about(&sentence.tokens, at))?;
    let printed = || table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.numbers);
    let row = table.rows.iter().find(|row| !row.is_heading() && is_named(row, sentence))?;
    let value = row
        .cells
        .iter()
        .filter_map(|cell| cell.value)
        .find(|value| is_count(value) && value.value >= LEAST && is_slip(&said, value.value))?;
    let exact = || -> Vec<f64> { row.cells.iter().filter_map(|cell| cell.value).map(|value| value.value).collect() };
    // A sum or a difference of the row's numbers is told in its own words.
    let is_derived = || {
        exact().iter().any(|one| exact().iter().any(|two| one + two == said.value || (one - two).abs() == said.value))
    };
    let name = row.label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (verdict, computation) = if printed().any(|number| number.value == said.value) {
        (ClaimVerdict::Agrees, format!("»{name}« er {said} i både {} og teksten.", table.name))
    } else if is_derived() {
        return None;
    } else {
        (ClaimVerdict::MayContradict, format!("»{name}« er {value} i {} og {said} i teksten.", table.name))
    };
    let passage = Passage::new(&sentence.line, sentence.quotation(0, at + 2));
    let claim = Claim::new(Code::PrintedTwice, verdict, computation, passage);
    let claim = Claim { other: Some(Passage::new(&row.line, row.quotation())), ..claim };
    Some(claim.about(sentence.index, [said]).about(row.index, [value]))
}

/// Whether the sentence has all words of the row's label.
fn is_named(row: &PrintedRow, sentence: &PrintedSentence) -> bool {
    let label = tokens(&row.label);
    let words: Vec<&str> = label.iter().map(PlacedToken::word).filter(|word| word.chars().count() > 2).collect();
    let is_long = words.iter().any(|word| word.chars().count() >= 5);
    is_long && !row.is_total() && words.iter().all(|word| sentence.tokens.iter().any(|placed| placed.word() == *word))
}
