//! `Alle fire hospitaler opfylder standarden på 88 %`: no row of a table of percentages is below it.

use super::super::about_tables::TableSentence;
use super::super::retold::words::TableWords;
use crate::proofread::checks::prelude::*;

const OTHERWISE: [WordClass; 3] = [DENIALS, EXCEPT, words![næsten højst]];
const FEWEST_ROWS: usize = 3;

pub(super) fn check(prose: &[&PrintedSentence], at: usize, tables: &[TableWords<'_>]) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    let tokens = &sentence.tokens;
    let is_all = is_in(word(tokens, Some(0)), &[ALL]);
    let is_met = has_any(tokens, &[MEETS]);
    let is_other = has_any(tokens, &OTHERWISE);
    let all = sentence.quantities();
    let goal = all.iter().find(|own| own.kind == QuantityKind::Percent)?;
    let count = all.iter().find(|own| own.at == 1).map(|own| own.value());
    if !is_all || !is_met || is_other || all.len() > 1 + usize::from(count.is_some()) {
        return None;
    }
    let about = TableSentence::of(prose, at, tables)?;
    let mut found =
        tables.iter().enumerate().filter(|(index, words)| about.is_about(*index, words)).filter_map(|(_, words)| {
            let rows: Vec<&PrintedRow> =
                words.table.rows.iter().filter(|row| !row.is_heading() && !row.is_total() && !row.is_item).collect();
            // The whole country may be a row without being called a total.
            let is_whole = rows.len() >= FEWEST_ROWS
                && count.is_none_or(|count| rows.len() as f64 == count || rows.len() as f64 == count + 1.0);
            let is_share = |column: &usize| {
                !is_change(words.table.column(*column))
                    && rows.iter().all(|row| row.value(*column).is_some_and(|value| value.percent))
            };
            let column = only((0..words.table.width()).filter(is_share)).filter(|_| is_whole)?;
            Some((words.table, rows, column))
        });
    let (table, rows, column) = found.next().filter(|_| found.next().is_none())?;
    let goal = goal.number;
    let below =
        rows.iter().find(|row| row.value(column).is_some_and(|value| value.value + value.half_unit() < goal.value));
    let called = table.called();
    let (verdict, computation) = match below {
        Some(row) => {
            let value = row.value(column)?;
            (
                ClaimVerdict::MayContradict,
                format!("Teksten siger »alle« om {goal}, men »{}« har {value} i {called}.", row.label),
            )
        }
        None => (ClaimVerdict::Agrees, format!("Alle rækker i {called} har mindst {goal}.")),
    };
    let passage = sentence.passage(0, tokens.len());
    Some(Claim::new(Code::PrintedWords, verdict, computation, passage).about(sentence.index, [goal]))
}
