//! The share of a row or column in the total of its table: `April alene stod for 42 % af kvartalets fald`, `medicin udgør 41 %
//! (2023: 42 %)`.

use super::clause::TableClause;
use crate::proofread::checks::prelude::*;

const OTHERWISE: [WordClass; 4] = [DENIALS, AGAINST, PARTITIVES, words![end blandt tilsammen mål]];
/// Words that tell nothing of what is counted, besides those for a part of a year.
const KNOWN: [WordClass; 4] = [
    MAKING_UP,
    ALL,
    NEARLY,
    words![alene kvartalets årets halvårets månedens periodens hver halvdelen procent sig godt ca],
];
/// Greatest distance at which a percentage is meant to be the share, in percentage points.
const NEAR: f64 = 10.0;

pub(super) fn check(clause: &TableClause<'_>) -> Vec<Claim> {
    let own = claim(clause);
    own.into_iter().collect()
}

fn claim(clause: &TableClause<'_>) -> Option<Claim> {
    let tokens = &clause.sentence.tokens;
    let verb = clause.range.clone().find(|at| is_in(word(tokens, Some(*at)), &[MAKING_UP]))?;
    let subject = tokens.get(clause.range.start..verb)?;
    let ratios: Vec<PrintedRatio> = match (clause.named_rows().as_slice(), &clause.names.columns_in(subject)[..]) {
        ([row], _) => of_row(clause, row),
        ([], [column]) => of_column(clause, column.index).into_iter().collect(),
        _ => return None,
    };
    if ratios.is_empty() || clause.has_word(&OTHERWISE) || !clause.is_covered(&KNOWN) {
        return None;
    }
    let told = |ratio: &PrintedRatio| {
        let share = ratio.shown();
        format!("{} af {} er {share} i {}", ratio.part, ratio.whole, clause.table.called())
    };
    if clause.quantities.is_empty() {
        let worded = (verb..clause.range.end).find_map(|at| WordedShare::at(tokens, at))?;
        let judged: Vec<_> = ratios.iter().map(|ratio| worded.judge(ratio.percent(), &told(ratio))).collect();
        let (verdict, computation) =
            judged.iter().find(|(verdict, _)| *verdict == ClaimVerdict::Agrees).or(judged.last())?.clone();
        return Some(clause.claim(Code::PrintedShare, verdict == ClaimVerdict::Agrees, computation, None, None));
    }
    let [own] = clause.quantities.as_slice() else { return None };
    let percent = own.number;
    let agreeing = ratios.iter().find(|ratio| own.may_tell(ratio.percent()) == Some(true));
    let is_near = |ratio: &&PrintedRatio| (ratio.percent() - percent.value).abs() <= NEAR;
    let ratio = agreeing.or_else(|| ratios.iter().rev().find(is_near))?;
    let link = if agreeing.is_some() { "og" } else { "men" };
    let computation = format!("{}, {link} der står {percent}.", told(ratio));
    (own.kind == QuantityKind::Percent && own.may_tell(0.0).is_some())
        .then(|| clause.claim(Code::PrintedShare, agreeing.is_some(), computation, None, [percent]))
}

/// The share of the row in each column that the number may be of.
fn of_row(clause: &TableClause<'_>, row: &PrintedRow) -> Vec<PrintedRatio> {
    let Some(total) = clause.table.rows.iter().find(|row| row.is_total()) else { return Vec::new() };
    let columns = clause.value_columns(false).into_iter();
    columns.filter_map(|column| ratio(row.value(column)?, total.value(column)?)).collect()
}

/// The share of the column in the total of all columns, of the last row.
fn of_column(clause: &TableClause<'_>, column: usize) -> Option<PrintedRatio> {
    let whole = (0..clause.table.width()).find(|other| total_kind(clause.table.column(*other)).is_some())?;
    let total = clause.table.rows.iter().find(|row| row.is_total())?;
    ratio(total.value(column)?, total.value(whole)?)
}

fn ratio(part: PrintedNumber, whole: PrintedNumber) -> Option<PrintedRatio> {
    Some(PrintedRatio { part: part.plain(), whole: whole.plain() }).filter(PrintedRatio::is_plausible)
}
