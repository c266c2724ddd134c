//! Ranks of numbers that running text lists: `45 svar fra Nord, 38 fra Syd og 52 fra Øst. Flest svar kom fra Nord`.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::retold::clause::PLAIN;

/// Words between a number and what it is the number of.
const LINKS: WordClass = words![i fra på hos for ved];
/// With fewer numbers there is nothing to rank.
const FEWEST: usize = 3;
/// Most tokens of a label: »2. kvartal 2024«.
const LABEL: usize = 5;

/// A number and the tokens that show what it is of.
struct ToldNumber<'a> {
    own: Quantity<'a>,
    label: &'a [PlacedToken],
}

/// Checks the rank that the sentence states after its own series, or after that of the sentence before.
pub(super) fn check(prose: &[&PrintedSentence], at: usize) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    let own = series(sentence);
    if let Some(last) = own.last() {
        let after = last.own.end + last.label.len();
        return rank(sentence, after..sentence.tokens.len(), &own);
    }
    let before = series(before_in_paragraph(prose, at)?);
    rank(sentence, 0..sentence.tokens.len(), &before)
}

/// All numbers of the sentence with their labels, each of another. Empty if one has none, or they count different things.
fn series(sentence: &PrintedSentence) -> Vec<ToldNumber<'_>> {
    let all = sentence.quantities();
    let ends = all.iter().skip(1).map(|next| next.at).chain([sentence.tokens.len()]);
    let told: Option<Vec<ToldNumber<'_>>> = all.iter().zip(ends).map(|(own, end)| labelled(own, end)).collect();
    let fits = |told: &Vec<ToldNumber<'_>>| {
        let first = told.first().map(|first| first.own);
        told.len() >= FEWEST
            && told.iter().all(|one| one.own.is_exact && first.is_some_and(|first| one.own.is_alike(&first)))
    };
    told.filter(fits).unwrap_or_default()
}

fn labelled<'a>(own: &Quantity<'a>, end: usize) -> Option<ToldNumber<'a>> {
    let tokens = &own.sentence.tokens;
    let link = own.noun_end();
    tokens.get(link).filter(|placed| placed.is_in(&[LINKS]))?;
    // The point of »2. kvartal« ends nothing.
    let is_end = |at: usize| {
        let placed = tokens.get(at);
        placed.is_none_or(|mark| {
            mark.is(',') || mark.is(';') || mark.is('(') || mark.is_in(&[AND]) || mark.is('.') && at + 1 == tokens.len()
        })
    };
    let until = (link + 1..=end).find(|at| is_end(*at) || *at == end)?;
    let label = tokens.get(link + 1..until).filter(|label| (1..=LABEL).contains(&label.len()))?;
    Some(ToldNumber { own: *own, label })
}

/// The only superlative and the only label of the range, if its words are about nothing else.
fn rank(sentence: &PrintedSentence, range: std::ops::Range<usize>, series: &[ToldNumber<'_>]) -> Option<Claim> {
    let tokens = sentence.tokens.get(range)?;
    // »På hele året var den 23 dage, og længst var den i 4. kvartal«
    let is_end = |placed: &PlacedToken| placed.is(',') || placed.is(';');
    let tokens = tokens.split(is_end).find(|clause| has_any(clause, &[MOST, LEAST]))?;
    let said = only(tokens.iter().filter(|placed| placed.is_in(&[MOST, LEAST])))?;
    let has = |label: &[PlacedToken]| {
        tokens.windows(label.len()).any(|part| part.iter().zip(label).all(|(one, two)| one.token == two.token))
    };
    let told = only(series.iter().filter(|told| has(told.label)))?;
    let source = told.own.sentence;
    let is_shared = |word: &str| source.tokens.iter().any(|other| stem(other.word()) == stem(word));
    let is_known = |placed: &PlacedToken| {
        let word = placed.word();
        word.is_empty() || is_in(word, &PLAIN) || placed.is_in(&[MOST, LEAST]) || is_shared(word)
    };
    let is_most = said.is_in(&[MOST]);
    let value = |told: &ToldNumber<'_>| if is_most { told.own.value() } else { -told.own.value() };
    let top = series.iter().max_by(|one, two| value(one).total_cmp(&value(two)))?;
    let holds = value(top) == value(told);
    let text = |told: &ToldNumber<'_>| source.text.get(told.label.first()?.start..told.label.last()?.end);
    let (name, other) = (text(told)?, text(top)?);
    let (own, most) = (told.own.number, top.own.number);
    let said = said.word();
    let computation = match holds {
        true => format!("Teksten siger »{said}« om »{name}« ({own}), som der står."),
        false => format!("Teksten siger »{said}« om »{name}« ({own}), men »{other}« har {most}."),
    };
    if !tokens.iter().all(is_known)
        || has_any(tokens, &[DENIALS, words![end næst]])
        || tokens
            .iter()
            .any(|placed| placed.number().is_some_and(|number| !number.is_year && number.value != own.value))
    {
        return None;
    }
    let verdict = if holds { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
    let claim = Claim::new(Code::PrintedWords, verdict, computation, sentence.passage(0, sentence.tokens.len()));
    Some(claim.about(source.index, series.iter().map(|told| told.own.number)))
}
