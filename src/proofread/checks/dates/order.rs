//! Two dates of one course of events: `bestilt den 3. maj 2024 og afleveret den 14. april 2024`.

use super::read::PrintedDate;
use crate::proofread::checks::prelude::*;

/// Most tokens between the event and its date.
const NEAR: usize = 5;

pub(super) fn check(sentence: &PrintedSentence, dates: &[PrintedDate]) -> Option<Claim> {
    let [one, two] = dates else { return None };
    let is_first = |date: &PrintedDate, from: usize| event(sentence, from, date.start);
    let (first, second) = (is_first(one, 0)?, is_first(two, one.end)?);
    let from = PrintedDate { year: one.year.or(two.year), ..*one }.date()?;
    let to = PrintedDate { year: two.year.or(one.year), ..*two }.date()?;
    // Without both years, the later may be of the next year.
    let is_known = one.year.is_some() && two.year.is_some();
    let is_joined = |name: &str| (one.end..two.start).any(|at| word(&sentence.tokens, Some(at)) == name);
    if !is_joined("og") || is_joined("efter") {
        return None;
    }
    // »Et sluttede den 1. marts, og et nyt begyndte den 1. maj« refers to two.
    let (start, end) = if first && !second { (from, to) } else { return None };
    let text = |date: &PrintedDate| {
        let own = sentence.tokens.get(date.start..date.end)?;
        sentence.text.get(own.first()?.start..own.last()?.end)
    };

    let (verdict, computation) = if start <= end {
        (ClaimVerdict::Agrees, format!("{} er efter {}, som der står.", text(two)?, text(one)?))
    } else {
        (ClaimVerdict::MayContradict, format!("{} er før {}, hvor det begyndte.", text(two)?, text(one)?))
    };
    let passage = sentence.passage(one.start.saturating_sub(3), two.end);
    is_known.then(|| Claim::new(Code::PrintedDate, verdict, computation, passage))
}

/// Whether the first date is of a start and the second of its end: `begyndte den 5. februar 2025 og sluttede den 14. marts 2025`.
pub(super) fn are_start_and_end(sentence: &PrintedSentence, one: &PrintedDate, two: &PrintedDate) -> bool {
    let events = (event(sentence, 0, one.start), event(sentence, one.end, two.start));
    events == (Some(true), Some(false))
}

/// Whether the event before a date comes first (`Some(true)`) or last. `None` without one event.
fn event(sentence: &PrintedSentence, from: usize, date: usize) -> Option<bool> {
    let near = date.saturating_sub(NEAR).max(from)..date;
    let is_one = |names: WordClass, at: &usize| starts_in(word(&sentence.tokens, Some(*at)), &[names]);
    let first = near.clone().any(|at| is_one(FIRST, &at));
    let last = near.clone().any(|at| is_one(LAST, &at));
    let is_denied =
        near.clone().any(|at| is_in(word(&sentence.tokens, Some(at)), &[words![ikke senest inden frist fristen]]));
    (first != last && !is_denied).then_some(first)
}
