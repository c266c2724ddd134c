//! Sums of running text: `342 deltagere, heraf 120 læger, 150 sygeplejersker og 72 sekretærer`,
//! `146 aktiviteter. De fordeler sig på 64 besøg, 52 kurser og 30 møder`, `7 ansatte: tre læger, to sekretærer og to andre`.

pub(super) mod after;
mod budget;
mod products;
pub(super) mod whole;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use whole::of_parts;

/// Most words between those and the first part.
const NEAR: usize = 4;
/// Most words of a part after its number.
const NOUN: usize = 6;
/// Words in a sentence whose parts overlap or are a choice.
const OTHERWISE: [WordClass; 2] = [OVERLAPS, words![bl blandt]];

/// Numbers that a text lists as parts of another.
struct ToldParts {
    parts: Vec<PrintedNumber>,
    /// Index of the word before them.
    start: usize,
    end: usize,
    are_all: bool,
}

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    for (at, sentence) in prose.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| prose.get(before)).copied();
        claims.extend(told_parts(&sentence.tokens).and_then(|parts| parts.claim(sentence, before)));
        let near = before_in_paragraph(prose, at);
        after::check(sentence, near, claims);
        budget::check(sentence, near, claims);
        products::check(sentence, near, claims);
    }
}

/// The parts of a sentence that ends with them.
fn told_parts(tokens: &[PlacedToken]) -> Option<ToldParts> {
    let is_start = |placed: &PlacedToken| placed.is(':') || placed.is_in(&[PARTITIVES]) || placed.is_in(&[DIVIDED]);
    let mut starts = (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(is_start));
    starts.find_map(|start| parts_from(tokens, start))
}

/// The parts after the word or colon at `start`.
fn parts_from(tokens: &[PlacedToken], start: usize) -> Option<ToldParts> {
    // »Heraf var 405 kvinder og 135 mænd«
    let has = |name: &str| tokens.iter().skip(start).any(|placed| placed.word() == name);
    let are_all =
        is_in(tokens.get(start)?.word(), &[DIVIDED]) || has("kvinder") && has("mænd") || has("piger") && has("drenge");
    // »3 eller 4 møder« is a choice, »biler på benzin eller diesel« is one part.
    let is_choice =
        |pair: &[PlacedToken]| matches!(pair, [or, next] if or.word() == "eller" && next.number().is_some());
    if has_any(tokens, &OTHERWISE) || tokens.windows(2).any(is_choice) {
        return None;
    }
    let words = tokens.iter().skip(start + 1).take(NEAR).take_while(|placed| !placed.word().is_empty()).count();
    // »Fem ansatte: en leder, to …«
    let is_first = tokens.get(start).is_some_and(|mark| mark.is(':')) && part_at(tokens, start + 1).is_some();
    let mut at = start + 1 + if is_first { 0 } else { words };
    let mut parts = Vec::new();
    loop {
        let part = part_at(tokens, at).filter(|part| !part.percent && !part.is_year && !is_about(tokens, at))?;
        parts.push(part);
        // »17 i køkken og vask« is one part.
        let is_noun = |place: &usize| {
            let is_link = tokens.get(*place).is_some_and(is_and);
            let before_number = part_at(tokens, *place + 1).is_some();
            tokens.get(*place).is_some_and(|placed| !placed.word().is_empty()) && !(is_link && before_number)
        };
        let unit = after_unit(tokens, at + 1);
        let noun = (unit..tokens.len()).take(NOUN).take_while(is_noun).count();
        let next = after_percentage(tokens, unit + noun);
        let link = tokens.get(next);
        let is_list = link.is_some_and(|link| link.is(',') || is_and(link));
        let after = next + 1 + usize::from(tokens.get(next + 1).is_some_and(|also| is_list && is_and(also)));
        if !is_list || part_at(tokens, after).is_none() {
            // »…, dvs. 60 % kvinder og 40 % mænd« restates them.
            let is_retold = is_list && is_in(word(tokens, Some(next + 1)), &[THAT_IS, EQUALS]);
            let is_end = is_retold || link.is_none_or(|link| link.is('.') || link.is(';'));
            return (is_end && noun > 0 && parts.len() >= 2).then_some(ToldParts { parts, start, end: next, are_all });
        }
        at = after;
    }
}

/// The number at `at`. In a list of parts »en statistiker« is one.
fn part_at(tokens: &[PlacedToken], at: usize) -> Option<PrintedNumber> {
    let placed = tokens.get(at)?;
    let is_one = placed.is_in(&[ONE]) && tokens.get(at + 1).is_some_and(|noun| !noun.word().is_empty());
    placed.number().or_else(|| is_one.then(|| PrintedNumber::whole(1.0)))
}

/// The index after a unit and its point: `230.000 kr. i kontingenter`.
fn after_unit(tokens: &[PlacedToken], at: usize) -> usize {
    let is_unit = |at: usize| tokens.get(at).is_some_and(|placed| placed.is_in(&[SCALE_WORDS, CURRENCY]));
    let mut next = at;
    while is_unit(next) {
        next += 1 + usize::from(tokens.get(next + 1).is_some_and(|point| point.is('.')) && next + 2 < tokens.len());
    }
    next
}

/// The index after a percentage in brackets: `405 kvinder (75 %)`.
fn after_percentage(tokens: &[PlacedToken], at: usize) -> usize {
    match tokens.get(at..at + 3) {
        Some([open, percent, close])
            if open.is('(') && close.is(')') && percent.number().is_some_and(|number| number.percent) =>
        {
            at + 3
        }
        _ => at,
    }
}

fn is_and(placed: &PlacedToken) -> bool {
    placed.is_in(&[AND])
}

impl ToldParts {
    /// `None` if the whole is not known, or the parts need not be all of it.
    fn claim(&self, sentence: &PrintedSentence, before: Option<&PrintedSentence>) -> Option<Claim> {
        let own = counts(sentence.tokens.get(..self.start)?)?;
        let (total, whole) = match (own.as_slice(), before) {
            ([total], _) => (*total, sentence),
            // »24 spørgsmål fordelt på 5 emner: 6 om pleje, …« counts the parts too.
            ([total, many], _) if many.value == self.parts.len() as f64 => (*total, sentence),
            // »86 sager. Heraf blev 51 afvist, 22 fik medhold, og 13 blev trukket tilbage.«
            ([], Some(before)) if self.start == 0 && !self.are_all && self.parts.len() > 2 => {
                match counts(&before.tokens)?.as_slice() {
                    [only] => (*only, before),
                    _ => return None,
                }
            }
            ([], Some(before)) if self.are_all => (self.whole_of(&counts(&before.tokens)?)?, before),
            _ => return None,
        };
        let agrees = adds_up(&total, &self.parts);
        let sum = self.sum();
        // Two parts may leave a rest, but are not more than the whole.
        let is_over = self.parts.len() == 2 && sum > total.value && self.start > 0;
        let is_meant = is_slip(&total, sum) && (self.are_all || self.parts.len() > 2 || is_over);
        let are_all = self.parts.len() > 2 || self.are_all;
        let is_meant = is_meant || are_all && is_part_slip(&self.parts, total.value - sum);
        let passage = sentence.passage(self.start, self.end);
        (agrees || is_meant).then(|| of_parts(passage, (sentence.index, &self.parts), (whole.index, total), agrees))
    }
}

impl ToldParts {
    fn sum(&self) -> f64 {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// Of several counts the one that the parts are, or that is a slip of their sum: »Af de 930 svarede 651. De fordelte sig på …«.
    fn whole_of(&self, counts: &[PrintedNumber]) -> Option<PrintedNumber> {
        let agreeing = counts.iter().find(|total| adds_up(total, &self.parts));
        let slipped = || counts.iter().find(|total| is_slip(total, self.sum()));
        let misprinted = || counts.iter().find(|total| is_part_slip(&self.parts, total.value - self.sum()));
        agreeing.or_else(slipped).or_else(misprinted).or(counts.first()).copied()
    }
}

/// Whether the sum would be right if one part were another number by a slip of the hand.
fn is_part_slip(parts: &[PrintedNumber], missing: f64) -> bool {
    let swapped = |part: &PrintedNumber| {
        let meant = part.value + missing;
        meant > 0.0 && is_slip(part, meant) && (meant - part.value).abs() > 2.0
    };
    parts.iter().any(swapped)
}

/// The numbers that are neither years nor percentages. `None` if one of them is not exact.
fn counts(tokens: &[PlacedToken]) -> Option<Vec<PrintedNumber>> {
    let numbers = tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.number()?)));
    let against =
        |at: usize| at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|word| word.is_in(&[AGAINST]));
    let counts = numbers.filter(|(at, number)| !number.is_year && !number.percent && !against(*at));
    counts.map(|(at, number)| (!is_about(tokens, at)).then_some(number)).collect()
}
