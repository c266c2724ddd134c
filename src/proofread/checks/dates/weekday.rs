//! Weekdays beside their dates, and dates that do not exist: `onsdag den 26. september 2024`, `31. april`.

use chrono::Datelike;

use super::read::PrintedDate;
use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

pub(super) fn check(sentence: &PrintedSentence, date: &PrintedDate) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let month = MONTHS.get(date.month as usize - 1)?;
    let build = |verdict, computation| {
        let passage = sentence.passage(date.start.saturating_sub(3), date.end);
        Claim::new(Code::PrintedDate, verdict, computation, passage)
    };
    if !date.exists() {
        let year = date.year.map(|year| format!(" {year}")).unwrap_or_default();
        return Some(build(ClaimVerdict::Contradicts, format!("Datoen {}. {month}{year} findes ikke.", date.day)));
    }
    let is_link = |at: usize| {
        is_in(word(tokens, Some(at)), &[THE_DAY]) || tokens.get(at).is_some_and(|mark| mark.is('.') || mark.is(','))
    };
    let before = (0..date.start).rev().find(|at| !is_link(*at))?;
    let said = WEEKDAYS.iter().position(|day| *day == word(tokens, Some(before)))?;
    let day = date.date()?.weekday().num_days_from_monday() as usize;
    let is_plain = date.start - before <= 3;
    let subject = format!("Den {}. {month} {} er en {}", date.day, date.year?, WEEKDAYS.get(day)?);
    let told = WEEKDAYS.get(said)?;
    is_plain.then(|| match day == said {
        true => build(ClaimVerdict::Agrees, format!("{subject}, som der står.")),
        false => build(ClaimVerdict::Contradicts, format!("{subject}, men der står »{told}«.")),
    })
}
