//! Lists that are said to be in order: `Plejehjemmene ordnet efter antal fald:` above a list whose numbers go up and down.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

const FEWEST: usize = 3;
const MAX_LABEL_CHARS: usize = 40;
/// Most lines between the sentence and its list.
const NEAR: usize = 3;

pub(super) fn compare(report: &ReadReport<'_>, sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let said = tokens.iter().find(|placed| placed.is_in(&[ORDERED]))?.word();
    // »Sorteret alfabetisk« is not by the numbers.
    let is_measure = |placed: &PlacedToken| placed.is_in(&[words![antal størrelse andel antallet]]);
    let is_by_number = tokens.windows(3).any(|words| words[0].word() == "efter" && words[1..].iter().any(is_measure));
    let line = sentence.index;
    let table = report.tables.iter().find(|table| table.lines.start > line && table.lines.start <= line + NEAR)?;
    // Running text below the list may have been read as rows.
    let is_item =
        |row: &&PrintedRow| !row.is_heading() && !row.is_total() && row.label.chars().count() <= MAX_LABEL_CHARS;
    let rows: Vec<&PrintedRow> = table.rows.iter().take_while(is_item).collect();
    let values: Vec<PrintedNumber> = rows.iter().map(|row| row.value(0)).collect::<Option<_>>()?;
    if !is_by_number || !sentence.text.ends_with(':') || values.len() < FEWEST || table.width() != 1 {
        return None;
    }
    let breaks = |falls: bool| {
        values
            .windows(2)
            .position(|pair| if falls { pair[0].value < pair[1].value } else { pair[0].value > pair[1].value })
    };
    let (verdict, computation, numbers) = match (breaks(true), breaks(false)) {
        (Some(at), Some(_)) => {
            let (one, two) = (rows.get(at)?, rows.get(at + 1)?);
            let (first, second) = (*values.get(at)?, *values.get(at + 1)?);
            let text = format!("Listen er »{said}«, men »{}« har {first} og »{}« {second}.", one.label, two.label);
            (ClaimVerdict::MayContradict, text, vec![first, second])
        }
        _ => (ClaimVerdict::Agrees, format!("Listen er »{said}«, som der står."), values),
    };
    let passage = sentence.passage(0, tokens.len());
    let other = rows.first().map(|row| row.passage());
    let claim = Claim::new(Code::PrintedWords, verdict, computation, passage);
    Some(Claim { other, ..claim }.about(rows.first()?.index, numbers))
}
