//! What a text says of a table of a budget and an account: `et mindreforbrug på 0,2 mio. kr. i forhold til budgettet på 15,0 mio. kr.`

use super::reason::{Reason, explained};
use crate::proofread::checks::changes::words::direction;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::{named_row, unit};

/// Starts of names of columns for what there was to spend, and for what was spent.
const BUDGETS: [WordClass; 1] = [words![budget bevilling ramme]];
const ACCOUNTS: [WordClass; 1] = [words![regnskab forbrug faktisk]];
/// Starts of words for the difference, and whether less was spent.
const RESULTS: [(&str, bool); 2] = [("mindreforbrug", true), ("merforbrug", false)];
/// Words before the difference that refer to the whole account.
const WHOLE: [WordClass; 11] = [
    REPORTERS,
    THIS_REPORT,
    SHOWS,
    BE,
    HAVE,
    ARTICLES,
    ONE,
    SUBJECTS,
    PREPOSITIONS,
    THEREFORE,
    words![samlet samlede året årets giver gav fik kom ud endte altså],
];
/// Most tokens between such a word and its amount.
const NEAR: usize = 4;

/// `et samlet mindreforbrug på 0,2 mio. kr.`, of the row that the sentence names, or of the total.
pub(super) fn left(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let (named, is_less) = result(sentence)?;
    let own = amount_after(sentence, named)?;
    let sign = if is_less { 1.0 } else { -1.0 };
    of_budget(report, &own, |budget, account, unit| {
        let room = unit * (budget.slack() + account.slack());
        (sign * unit * (budget.value - account.value), room, format!("{budget} − {account}"), vec![budget, account])
    })
}

/// `Udgiften til medicin var 14 % over budgettet`, `38 % højere end budgetteret`, of the row that the sentence names.
pub(super) fn over(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let own = only(sentence.quantities()).filter(|own| own.kind == QuantityKind::Percent)?;
    let next = [own.end, own.end + 1, own.end + 2].map(|at| word(tokens, Some(at)));
    let is_over = match next {
        [side @ ("over" | "under"), goal, _] if is_in(goal, &[BUDGETED]) => side == "over",
        [said, "end", goal] if is_in(goal, &[BUDGETED]) => direction(said)?,
        _ => return None,
    };
    let sign = if is_over { 100.0 } else { -100.0 };
    of_budget(report, &own, |budget, account, _| {
        let room = 100.0 * (budget.slack() + account.slack()) / budget.value;
        let exact = sign * (account.value - budget.value) / budget.value;
        (exact, room, format!("Fra {budget} til {account}"), vec![budget, account])
    })
}

/// `… i forhold til budgettet på 15,0 mio. kr.`
pub(super) fn budgeted(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let (first, _) = result(sentence)?;
    let is_budget = |at: &usize| starts_in(word(&sentence.tokens, Some(*at)), &BUDGETS);
    let own = amount_after(sentence, (first..sentence.tokens.len()).find(is_budget)?)?;
    of_budget(report, &own, |budget, _, unit| {
        (unit * budget.value, unit * budget.slack(), format!("Budgettet {budget}"), vec![budget])
    })
}

/// The only word for the difference, and whether less was spent.
fn result(sentence: &PrintedSentence) -> Option<(usize, bool)> {
    only(sentence.tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, result_of(placed.word())?))))
}

/// The amount of money after the word.
fn amount_after(sentence: &PrintedSentence, named: usize) -> Option<Quantity<'_>> {
    let first = sentence.quantities().into_iter().find(|own| own.at > named)?;
    (first.kind == QuantityKind::Money && first.at - named <= NEAR).then_some(first)
}

/// What an amount may follow from: how much, within which rounding, in words, and of which numbers.
type BudgetAmount = (f64, f64, String, Vec<PrintedNumber>);

/// The claim that the amount follows from the budget and the account of the row that the sentence names, or of the total.
fn of_budget(
    report: &ReadReport<'_>,
    own: &Quantity<'_>,
    amount: impl Fn(PrintedNumber, PrintedNumber, f64) -> BudgetAmount,
) -> Option<Claim> {
    let told = years(&own.sentence.tokens);
    let mut meant = Vec::new();
    for table in &report.tables {
        let column = |names: &[WordClass]| {
            only((0..table.width()).filter(|column| starts_in(&table.column(*column).to_lowercase(), names)))
        };
        let (Some(budget), Some(account), Some(unit)) = (column(&BUDGETS), column(&ACCOUNTS), unit(table)) else {
            continue;
        };
        let known: Vec<f64> = years(&tokens(&table.title)).into_iter().map(|(_, year)| year).collect();
        if !known.is_empty() && !told.iter().all(|(_, year)| known.contains(year)) {
            continue;
        }
        let reason = |row: &PrintedRow| {
            let (budget, account) = (row.value(budget)?.plain(), row.value(account)?.plain());
            let (exact, room, told, numbers) = amount(budget, account, unit);
            let told = format!("{told} for »{}« i {}", row.name(), table.called());
            Some(Reason { exact, room, told, numbers: numbers.into_iter().map(|number| (row.index, number)).collect() })
        };
        let total = || table.rows.iter().rev().find(|row| row.is_total()).filter(|_| is_of_all(own));
        meant.extend(named_row(own.sentence, own, table).or_else(total).and_then(reason));
    }
    let near = if meant.len() == 1 { f64::MAX } else { 0.0 };
    explained(own, &meant, near, Code::PrintedSum)
}

/// Whether the words before the difference refer to nothing but the whole account: »Regnskabet viser et samlet mindreforbrug«.
fn is_of_all(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let named = (0..own.at).find(|at| result_of(word(tokens, Some(*at))).is_some()).unwrap_or(own.at);
    tokens.iter().take(named).all(|placed| {
        let is_number = placed.number().is_some_and(|number| !number.is_year);
        !is_number && (placed.word().is_empty() || placed.is_in(&WHOLE))
    })
}

/// Whether the word says that less was spent; `None` for other words.
fn result_of(word: &str) -> Option<bool> {
    RESULTS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, is_less)| *is_less)
}
