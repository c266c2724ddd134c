//! The year that a sentence gives for the table that it names.

use super::named::references;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Words that compare with another year than the table's.
const COMPARED: [WordClass; 3] = [AGAINST, EARLIER, words![tidligere end siden fra sammenlignet forhold til]];

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for sentence in &report.prose {
        let named = references(sentence, "tabel");
        // »Tabel 2 i årsrapporten for 2023« is a table of that report.
        if sentence.tokens.iter().any(|placed| placed.is_in(&[DOCUMENTS])) {
            continue;
        }
        let [reference] = named.as_slice() else { continue };
        let name = reference.name();
        let Some(table) = report.tables.iter().find(|table| table.name == name) else { continue };
        claims.extend(other_year(sentence, table));
    }
}

/// A year that the title of the table contradicts.
fn other_year(sentence: &PrintedSentence, table: &PrintedTable) -> Option<Claim> {
    let titled = years(&tokens(&table.title));
    let said = years(&sentence.tokens);
    let ([titled], [said]) = (titled.as_slice(), said.as_slice()) else { return None };
    let has_year = |text: &str| !years(&tokens(text)).is_empty();
    let spans = table.columns.iter().any(|name| has_year(name)) || table.rows.iter().any(|row| has_year(&row.label));
    let is_compared = has_any(&sentence.tokens, &COMPARED);
    if titled.value == said.value || spans || is_compared {
        return None;
    }
    let computation = format!("Teksten siger {said} om {}, men titlen siger {titled}.", table.name);
    let passage = sentence.passage(0, sentence.tokens.len());
    Some(Claim::new(Code::PrintedReference, ClaimVerdict::MayContradict, computation, passage))
}

fn years(tokens: &[PlacedToken]) -> Vec<PrintedNumber> {
    tokens.iter().filter_map(PlacedToken::number).filter(|number| number.is_year).collect()
}
