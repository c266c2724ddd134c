//! Accounts in running text: `indtægter på 4,2 mio. kr. og udgifter på 3,9 mio. kr. gav et overskud på 0,3 mio. kr.`, `et budget på
//! 850.000 kr., hvoraf der blev brugt 790.000, så mindreforbruget var 60.000 eller 7 % af budgettet`.

use crate::proofread::checks::explained::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;

/// Parts of words for what there is to spend.
const INCOME: [WordClass; 2] = [REVENUE, GRANTS];
/// Parts of words for what was spent.
const EXPENSE: [WordClass; 2] = [COSTS, SPENT];
/// Words for the difference, and whether it is what is left.
const RESULTS: [(&str, bool); 10] = [
    ("resterer", true),
    ("overskud", true),
    ("underskud", false),
    ("mindreforbrug", true),
    ("merforbrug", false),
    ("budgetoverskridelse", false),
    ("overskrid", false),
    ("overskred", false),
    ("tilovers", true),
    ("overfør", true),
];

/// What an amount is in the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccountPart {
    Income,
    Expense,
    /// Whether the income is the larger.
    Result(bool),
}

pub(super) fn check(sentence: &PrintedSentence, before: Option<&PrintedSentence>, claims: &mut Vec<Claim>) {
    let own: Vec<(Quantity<'_>, AccountPart)> = amounts(sentence);
    let both = || {
        let before = before.filter(|_| !own.is_empty() && own.len() < 3)?;
        // »Merforbruget i 2023« is another year's.
        let known = years(&before.tokens);
        let is_of_year = |(_, year): &(usize, f64)| known.iter().any(|(_, other)| other == year);
        let all = amounts(before).into_iter().chain(own.clone()).collect::<Vec<_>>();
        years(&sentence.tokens).iter().all(is_of_year).then_some(all)
    };
    for kind in [claim, share] {
        let found = kind(sentence, &own).or_else(|| kind(sentence, &both()?));
        claims.extend(found.filter(|claim| !claim.is_told_by(claims)));
    }
}

/// `mindreforbruget var 60.000 kr. eller 7 % af budgettet`: the percentage is that of what is left or of what was spent.
fn share(sentence: &PrintedSentence, amounts: &[(Quantity<'_>, AccountPart)]) -> Option<Claim> {
    let of = |part: AccountPart| only(amounts.iter().filter(|(_, own)| *own == part)).map(|(own, _)| own);
    let (income, expense) = (of(AccountPart::Income)?, of(AccountPart::Expense)?);
    let is_of_income = |own: &Quantity<'_>| {
        let words = [own.end, own.end + 1].map(|at| word(&sentence.tokens, Some(at)));
        own.kind == QuantityKind::Percent && words[0] == "af" && has_part(words[1], &INCOME)
    };
    let percent = only(sentence.quantities().into_iter().filter(is_of_income))?;
    let told = told_result(sentence)?;
    let reason = |part: f64, said: String| {
        let room = 100.0 * (income.slack() + expense.slack()) / income.value();
        let numbers: [&Quantity<'_>; 2] = [income, expense];
        Reason::of(100.0 * part / income.value(), format!("{said} af {}", shown(income)), &numbers).with_room(room)
    };
    let left = (income.value() - expense.value()).abs();
    let reasons = [
        reason(left, format!("»{}« i alt {}", told.0, PrintedNumber::whole(left))),
        reason(expense.value(), shown(expense)),
    ];
    explained(&percent, &reasons, f64::MAX, Code::PrintedShare)
}

fn claim(sentence: &PrintedSentence, amounts: &[(Quantity<'_>, AccountPart)]) -> Option<Claim> {
    let only = |is: &dyn Fn(AccountPart) -> bool| only(amounts.iter().filter(|(_, part)| is(*part)));
    let (income, _) = only(&|part| part == AccountPart::Income)?;
    let (expense, _) = only(&|part| part == AccountPart::Expense)?;
    let left = income.value() - expense.value();
    let slack = income.slack() + expense.slack();
    let told = only(&|part| matches!(part, AccountPart::Result(_)));
    let says = told_result(sentence)?;
    let is_over = left > slack;
    if (is_over || left < -slack) && is_over != says.1 {
        let more = if is_over { "mindre" } else { "mere" };
        let computation = format!("{} er {more} end {}, men der står »{}«.", shown(expense), shown(income), says.0);
        return Some(built(sentence, ClaimVerdict::MayContradict, computation, &[income, expense]));
    }
    let (result, _) = told?;
    let exact = left.abs();
    let difference = PrintedNumber { value: exact / result.scale, ..result.number };
    let agrees = (exact - result.value()).abs() <= slack + result.slack() + 1e-9 * exact.max(1.0);
    let subject = format!("{} og {} giver en forskel på {difference}", shown(income), shown(expense));
    let is_meant = (exact - result.value()).abs() <= 0.9 * exact.max(result.value());
    let (verdict, computation) = match () {
        () if agrees => (ClaimVerdict::Agrees, format!("{subject}, som der står.")),
        () if is_meant => (ClaimVerdict::MayContradict, format!("{subject}, men der står {}.", result.number)),
        () => return None,
    };
    Some(built(sentence, verdict, computation, &[income, expense, result]))
}

fn built(sentence: &PrintedSentence, verdict: ClaimVerdict, computation: String, amounts: &[&Quantity<'_>]) -> Claim {
    let passage = sentence.passage(0, sentence.tokens.len());
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage);
    amounts.iter().fold(claim, |claim, own| claim.about(own.sentence.index, [own.number]))
}

/// The number with its scale: `6,3 mio.`
fn shown(own: &Quantity<'_>) -> String {
    let scale = match own.scale {
        1e3 => " t.",
        1e6 => " mio.",
        1e9 => " mia.",
        _ => "",
    };
    format!("{}{scale}", own.number)
}

/// The amounts of money of a sentence and what the words before them make them.
fn amounts(sentence: &PrintedSentence) -> Vec<(Quantity<'_>, AccountPart)> {
    let all = sentence.quantities();
    let mut from = 0;
    let mut found = Vec::new();
    for own in all {
        let words = sentence.tokens.get(from..own.at).unwrap_or_default();
        let part = words.iter().rev().find_map(|placed| part_of(placed.word()));
        // »Så 0,3 mio. kr. overføres til 2025«
        let after =
            || part_of(word(&sentence.tokens, Some(own.end))).filter(|part| matches!(part, AccountPart::Result(_)));
        let part = part.or_else(after);
        from = own.end;
        let is_large = own.value() >= 1000.0;
        found.extend(part.filter(|_| own.is_exact && is_large).map(|part| (own, part)));
    }
    found
}

fn part_of(word: &str) -> Option<AccountPart> {
    if let Some((_, is_left)) = RESULTS.iter().find(|(name, _)| word.starts_with(name)) {
        // »Overskred budgettet« names the budget after it.
        let names_budget = ["overskred", "overskrider", "overskredet"].iter().any(|verb| word.starts_with(verb));
        return (!names_budget).then_some(AccountPart::Result(*is_left));
    }
    if starts_in(word, &EXPENSE) {
        return Some(AccountPart::Expense);
    }
    has_part(word, &INCOME).then_some(AccountPart::Income)
}

/// The word of the sentence for the difference, and whether it is what is left.
fn told_result(sentence: &PrintedSentence) -> Option<(&str, bool)> {
    let is_denied = has_any(&sentence.tokens, &[DENIALS, words![ingen undgik]]);
    let told = |word: &'_ str| RESULTS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, is_left)| *is_left);
    only(sentence.tokens.iter().filter_map(|placed| Some((placed.word(), told(placed.word())?)))).filter(|_| !is_denied)
}
