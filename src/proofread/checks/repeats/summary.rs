//! Numbers that differ between a summary and the text that it sums up.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// Starts of headings of a summary.
const SUMMARIES: [&str; 9] = [
    "resum",
    "sammenfatning",
    "hovedresultat",
    "hovedkonklusion",
    "konklusion",
    "kort fortalt",
    "det vigtigste",
    "overblik",
    "opsummering",
];
/// Most words of a heading.
const HEADING_WORDS: usize = 6;
/// Fewest words, and least share of them, that two sentences about the same have in common.
const FEWEST: usize = 3;
const SHARE: f64 = 0.75;
/// Shorter words are in all sentences.
const LONG: usize = 5;
/// Smaller numbers count many things.
const LEAST: f64 = 4.0;

pub(super) fn check(report: &ReadReport<'_>, prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    let (summary, body) = parts(prose);
    if summary.is_empty() {
        return;
    }
    let printed = |own: &Quantity<'_>| {
        let in_tables = report
            .tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.numbers);
        let in_text = body.iter().flat_map(|sentence| sentence.tokens.iter().filter_map(|placed| placed.number()));
        in_tables.copied().chain(in_text).any(|number| number.value == own.number.value)
    };
    for sentence in &summary {
        let Some(own) = only_quantity(sentence).filter(|own| !printed(own)) else { continue };
        let mut others = body.iter().filter_map(|other| Some((*other, only_quantity(other)?)));
        let found = others.find(|(other, number)| is_same(sentence, &own, other, number));
        claims.extend(
            found
                .and_then(|(other, number)| claim(sentence, &own, other, &number))
                .filter(|claim| !claim.is_told_by(claims)),
        );
    }
}

/// The sentences below a heading of a summary, and the others.
fn parts<'a>(prose: &[&'a PrintedSentence]) -> (Vec<&'a PrintedSentence>, Vec<&'a PrintedSentence>) {
    let mut is_summary = false;
    let mut parts = (Vec::new(), Vec::new());
    for sentence in prose {
        let text = sentence.text.to_lowercase();
        let title = text.trim_start_matches(|c: char| !c.is_alphabetic());
        if title.split_whitespace().count() <= HEADING_WORDS && !text.ends_with(['.', ':', ',', '?']) {
            is_summary = SUMMARIES.iter().any(|name| title.starts_with(name));
        } else if is_summary {
            parts.0.push(*sentence);
        } else {
            parts.1.push(*sentence);
        }
    }
    parts
}

fn only_quantity(sentence: &PrintedSentence) -> Option<Quantity<'_>> {
    let mut all = sentence.quantities().into_iter();
    let first = all.next().filter(|own| own.is_exact && own.number.value >= LEAST)?;
    all.next().is_none().then_some(first)
}

/// Whether the two sentences are about the same, so that their numbers should be.
fn is_same(one: &PrintedSentence, own: &Quantity<'_>, two: &PrintedSentence, other: &Quantity<'_>) -> bool {
    let stems = |sentence: &PrintedSentence| -> Vec<String> {
        let words = sentence.tokens.iter().map(|placed| placed.word()).filter(|word| word.chars().count() >= LONG);
        words.map(|word| stem(word).to_owned()).collect()
    };
    let (first, second) = (stems(one), stems(two));
    let shared = first.iter().filter(|word| second.contains(word)).count();
    let least = first.len().min(second.len());
    let (one_years, two_years) = (years(&one.tokens), years(&two.tokens));
    let year = |years: &[(usize, f64)]| years.iter().map(|(_, year)| *year).collect::<Vec<_>>();
    let fits = one_years.is_empty() || two_years.is_empty() || year(&one_years) == year(&two_years);
    let has_noun = own.kind == other.kind && own.nouns.first() == other.nouns.first();
    has_noun
        && fits
        && shared >= FEWEST
        && shared as f64 >= SHARE * least as f64
        && own.number.value != other.number.value
}

fn claim(
    sentence: &PrintedSentence,
    own: &Quantity<'_>,
    other: &PrintedSentence,
    number: &Quantity<'_>,
) -> Option<Claim> {
    // The summary may round.
    if own.number.is_rounded_from(number.number.value) {
        return None;
    }
    let computation = format!("Sammenfatningen siger {}, men teksten siger {}.", own.number, number.number);
    let passage = sentence.passage(own.at.saturating_sub(6), own.noun_end());
    let claim = Claim::new(Code::PrintedTwice, ClaimVerdict::MayContradict, computation, passage);
    let other_passage = other.passage(number.at.saturating_sub(6), number.noun_end());
    let claim = Claim { other: Some(other_passage), ..claim };
    Some(claim.about(sentence.index, [own.number]).about(other.index, [number.number]))
}
