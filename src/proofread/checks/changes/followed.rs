//! Changes that are told after their two numbers: `22 hold i 2024 mod 18 i 2023, en stigning på 22 %`,
//! `I 2023 var der 18. I år er der 22, altså et fald`, `… fra 14 % til 8 %. Det er et fald på 6 procentpoint`.

use super::amount::{self, ChangeAmount, subject};
use super::pair::ComparedPair;
use super::words::{direction, ends, factor_before, is_change_noun, is_comparative, is_denied, judge_times, unit};
use crate::proofread::checks::prelude::*;
use crate::proofread::claim::NumberPlace;

/// Words between the numbers and what is told of them, after a comma or a dash.
const LINKS: [WordClass; 8] = [BE, THIS, THAT_IS, THEREFORE, EQUALS, GIVES, AND, words![til så]];
/// Words that start a sentence about the numbers before it.
const STARTS: [WordClass; 3] = [SUBJECTS, THAT_IS, THEREFORE];
/// Words between those and the change: »Der er altså tale om et fald«.
const BETWEEN: [WordClass; 7] = [BE, THAT_IS, THEREFORE, EQUALS, GIVES, THIS, words![tale om til blevet sket der]];
/// Words between those and the noun: »en lille stigning«.
const BEFORE_NOUN: [WordClass; 2] = [SIZES, ONE];
/// Words that a change may go on with: »et fald siden 2023«.
const SINCE: [WordClass; 1] = [words![siden sammenlignet fra i]];

/// What a text says of two numbers.
struct ToldChange {
    rises: bool,
    /// The word that says so.
    said: String,
    amount: Option<ToldAmount>,
    end: usize,
    /// The year that it goes on with: »et fald siden 2023«.
    since: Option<f64>,
    /// 3 for »tre gange så mange«, which has no amount.
    factor: Option<f64>,
}

struct ToldAmount {
    printed: PrintedNumber,
    is_points: bool,
    unit: String,
}

pub(super) fn check(prose: &[&PrintedSentence], at: usize, claims: &mut Vec<Claim>) {
    let Some(sentence) = prose.get(at).filter(|sentence| !is_denied(sentence)) else { return };
    if let Some(told) = told_at_start(&sentence.tokens) {
        let pair = ComparedPair::behind(prose, at);
        claims.extend(pair.and_then(|pair| told.claim(sentence, &pair, claims)));
    }
    for mark in 0..sentence.tokens.len() {
        let Some(told) = told_after(&sentence.tokens, mark) else { continue };
        let pair = ComparedPair::before(prose, at, mark);
        claims.extend(pair.and_then(|pair| told.claim(sentence, &pair, claims)));
    }
}

/// `Det er en stigning på 36 %`, `Den er altså blevet tre dage kortere`.
fn told_at_start(tokens: &[PlacedToken]) -> Option<ToldChange> {
    if !is_in(tokens.first()?.word(), &STARTS) {
        return None;
    }
    let words = words_between(tokens, 1);
    if words == 0 {
        return None;
    }
    told(tokens, 1 + words).or_else(|| moved(tokens, 1 + words))
}

/// `…, altså et fald`, `…, dvs. otte dage mindre`, from the mark.
fn told_after(tokens: &[PlacedToken], mark: usize) -> Option<ToldChange> {
    tokens.get(mark).filter(|placed| [',', ';', '(', '–'].iter().any(|mark| placed.is(*mark)))?;
    let is_link = |placed: &&PlacedToken| placed.is_in(&LINKS) || placed.is('.');
    let links = tokens.iter().skip(mark + 1).take_while(is_link).count();
    let at = mark + 1 + links;
    if let Some(told) = definite(tokens, at).or_else(|| subject_moved(tokens, at)) {
        return Some(told);
    }
    let told = told(tokens, at)?;
    // »… i 2023, 4 flere« may go on with »end«.
    (links > 0 || is_change_noun(&told.said)).then_some(told)
}

/// How many words stand between the start of what is told and the change.
fn words_between(tokens: &[PlacedToken], at: usize) -> usize {
    tokens.iter().skip(at).take_while(|placed| placed.is_in(&BETWEEN)).count()
}

/// `faldet er altså på 4 procentpoint`
fn definite(tokens: &[PlacedToken], at: usize) -> Option<ToldChange> {
    let said = tokens.get(at)?.word();
    let is_noun = is_in(said, &[THE_CHANGE]);
    let words = words_between(tokens, at + 1);
    let (amount, end) = amount_after(tokens, at + 1 + words, "på");
    let is_told = is_noun && words > 0 && amount.is_some() && finished(tokens, end);
    if is_told { ToldChange::by(said, amount, tokens, end) } else { None }
}

/// `antallet er faldet med en tredjedel`
fn subject_moved(tokens: &[PlacedToken], at: usize) -> Option<ToldChange> {
    let subjects = ["antallet", "tallet", "andelen", "den", "det"];
    tokens.get(at).filter(|placed| subjects.contains(&placed.word()))?;
    let words = words_between(tokens, at + 1);
    (words > 0).then(|| moved(tokens, at + 1 + words)).flatten()
}

/// `en stigning på 36 %`, `tre dage kortere`.
fn told(tokens: &[PlacedToken], at: usize) -> Option<ToldChange> {
    let adjectives = tokens.iter().skip(at).take_while(|placed| placed.is_in(&BEFORE_NOUN)).count();
    let noun = at + adjectives;
    let word = tokens.get(noun)?.word();
    if is_change_noun(word) {
        let (amount, end) = amount_after(tokens, noun + 1, "på");
        return if finished(tokens, end) { ToldChange::by(word, amount, tokens, end) } else { None };
    }
    if let Some(told) = times_as_many(tokens, at) {
        return Some(told);
    }
    let (amount, end) = amount_at(tokens, at)?;
    let said = tokens.get(end)?.word();
    let is_told = is_comparative(said) && (ends(tokens, end + 1) || ends_with_time(tokens, end + 1));
    let since = since(tokens, end + 1);
    is_told.then_some(ToldChange {
        rises: direction(said)?,
        said: said.to_owned(),
        amount: Some(amount),
        end: end + 1,
        since,
        factor: None,
    })
}

/// `tre gange så mange`, with nothing after it that it may be compared with.
fn times_as_many(tokens: &[PlacedToken], at: usize) -> Option<ToldChange> {
    let so = (at..at + 3).find(|at| tokens.get(*at).is_some_and(|placed| placed.word() == "så"))?;
    let (start, factor) = factor_before(tokens, so).filter(|(start, _)| *start == at)?;
    let is_told = ends(tokens, so + 2) && !is_about(tokens, start);
    let said = "så mange".to_owned();
    is_told.then_some(ToldChange {
        rises: factor > 1.0,
        said,
        amount: None,
        end: so + 2,
        since: None,
        factor: Some(factor),
    })
}

/// Whether nothing follows but »end« and a time: »flere end året før«.
fn ends_with_time(tokens: &[PlacedToken], at: usize) -> bool {
    let is_time = |placed: &&PlacedToken| {
        placed.is_in(&[EARLIER, words![i år]]) || placed.number().is_some_and(|number| number.is_year)
    };
    let words = tokens.iter().skip(at + 1).take_while(is_time).count();
    tokens.get(at).is_some_and(|than| than.word() == "end") && words > 0 && ends(tokens, at + 1 + words)
}

/// Reads a participle and its amount: `faldet med tre dage`.
fn moved(tokens: &[PlacedToken], at: usize) -> Option<ToldChange> {
    let said = tokens.get(at)?.word();
    let (amount, end) = amount_after(tokens, at + 1, "med");
    // »med en tredjedel« is not recomputed.
    let word = |at: usize| tokens.get(at).map_or("", PlacedToken::word);
    let is_part = word(end) == "med" && word(end + 1) == "en" && word(end + 2).ends_with("del");
    let end = if is_part { end + 3 } else { end };
    let is_told = is_in(said, &[MOVED]) && finished(tokens, end);
    if is_told { ToldChange::by(said, amount, tokens, end) } else { None }
}

/// The amount after a link word, and the index after it; without an amount, `at`.
fn amount_after(tokens: &[PlacedToken], at: usize, link: &str) -> (Option<ToldAmount>, usize) {
    let amount = tokens.get(at).filter(|placed| placed.word() == link).and_then(|_| amount_at(tokens, at + 1));
    amount.map_or((None, at), |(amount, end)| (Some(amount), end))
}

/// `36 %`, `fire kurser`, `6 procentpoint`, and the index after it.
fn amount_at(tokens: &[PlacedToken], at: usize) -> Option<(ToldAmount, usize)> {
    let printed = tokens.get(at)?.number().filter(|number| !number.is_year && !is_about(tokens, at))?;
    let next = tokens.get(at + 1).map_or("", PlacedToken::word);
    let is_points = next == "procentpoint";
    let unit = if is_points || is_comparative(next) { "" } else { unit(tokens, at + 1) };
    let end = at + 1 + usize::from(is_points || !unit.is_empty());
    Some((ToldAmount { printed, is_points, unit: unit.to_owned() }, end))
}

/// Whether nothing follows that the change may be of: »et fald i ventetiden«.
fn finished(tokens: &[PlacedToken], at: usize) -> bool {
    let is_year = |at: usize| tokens.get(at).and_then(PlacedToken::number).is_some_and(|number| number.is_year);
    let word = |at: usize| tokens.get(at).map_or("", PlacedToken::word);
    ends(tokens, at)
        || is_in(word(at), &SINCE) && (is_year(at + 1) || word(at + 1) == "forhold" || word(at + 1) == "med")
}

/// The year within a few words after the change, before the clause ends.
fn since(tokens: &[PlacedToken], at: usize) -> Option<f64> {
    let rest = tokens.iter().skip(at).take(4);
    let mut clause = rest.take_while(|placed| !(placed.is('.') || placed.is(',') || placed.is(';')));
    clause.find_map(|placed| placed.number().filter(|number| number.is_year)).map(|year| year.value)
}

impl ToldChange {
    /// The change that a word and its amount tell, which end before `end`; `None` if the word has no direction.
    fn by(said: &str, amount: Option<ToldAmount>, tokens: &[PlacedToken], end: usize) -> Option<Self> {
        Some(Self {
            rises: direction(said)?,
            said: said.to_owned(),
            amount,
            end,
            since: since(tokens, end),
            factor: None,
        })
    }

    /// `None` if the numbers were compared already, or the amount counts something else.
    fn claim(&self, sentence: &PrintedSentence, pair: &ComparedPair<'_>, claims: &[Claim]) -> Option<Claim> {
        let is_compared = |claim: &Claim| {
            let places = pair.places().map(|(line, number)| NumberPlace::new(line, number));
            claim.code == Code::PrintedChange && places.iter().all(|place| claim.numbers.contains(place))
        };
        let is_other = self.since.is_some_and(|year| !pair.is_since(year));
        if is_other || pair.is_within(sentence) && claims.iter().any(is_compared) {
            return None;
        }
        let (verdict, computation) = self.judge(&pair.change(), pair.unit())?;
        let verdict = match verdict {
            // What »det« points to is a matter of reading.
            ClaimVerdict::Contradicts if !pair.is_within(sentence) => ClaimVerdict::MayContradict,
            verdict => verdict,
        };
        let passage = sentence.passage(pair.start(sentence), self.end);
        let claim = Claim::new(Code::PrintedChange, verdict, computation, passage);
        let claim = claim.about(sentence.index, self.amount.as_ref().map(|amount| amount.printed));
        Some(pair.places().into_iter().fold(claim, |claim, (line, number)| claim.about(line, [number])))
    }

    fn judge(&self, change: &PrintedChange, unit: &str) -> Option<(ClaimVerdict, String)> {
        let subject = subject(change);
        if self.rises != change.rises() {
            return Some((ClaimVerdict::Contradicts, format!("{subject}, men der står »{}«.", self.said)));
        }
        if let Some(factor) = self.factor {
            return judge_times(change, factor);
        }
        let Some(amount) = &self.amount else {
            return Some((ClaimVerdict::Agrees, format!("{subject}, som der står.")));
        };
        let is_other = !amount.unit.is_empty() && !unit.is_empty() && amount.unit != unit;
        let kind = amount::kind(&amount.printed, change.from.percent, amount.is_points).filter(|_| !is_other)?;
        ChangeAmount { printed: amount.printed, kind, is_sure: true, end: self.end }.judge(change)
    }
}
