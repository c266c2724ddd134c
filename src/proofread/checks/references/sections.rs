//! References to sections and appendices that the report does not have: `afsnit 7.2` in a report of five sections.

use std::collections::BTreeSet;

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// With fewer numbered headings, the others may not have been recognised.
const FEWEST_SECTIONS: usize = 3;
const FEWEST_APPENDICES: usize = 2;
const MAX_HEADING_CHARS: usize = 90;
/// Words that name a section, and an appendix.
const SECTIONS: WordClass = words![afsnit kapitel];

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    let prose = &report.prose;
    let lines = || report.lines.iter().filter(|line| !line.is_in_table).map(|line| line.text.as_str());
    let sections: Vec<Vec<u32>> = lines().filter_map(section).collect();
    let appendices: BTreeSet<u32> = lines().filter_map(appendix).collect();
    let tops: BTreeSet<u32> = sections.iter().filter_map(|number| number.first().copied()).collect();
    let are_all = |found: &BTreeSet<u32>, fewest: usize| {
        found.len() >= fewest && found.iter().copied().eq(1..=found.len() as u32)
    };
    for sentence in prose {
        let is_elsewhere =
            sentence.tokens.iter().any(|placed| placed.is_in(&[DOCUMENTS]) && !placed.word().starts_with("bilag"));
        for at in (0..sentence.tokens.len()).filter(|_| !is_elsewhere) {
            if are_all(&tops, FEWEST_SECTIONS) {
                claims.extend(to_section(sentence, at, &sections, &tops));
            }
            if are_all(&appendices, FEWEST_APPENDICES) {
                claims.extend(to_appendix(sentence, at, &appendices));
            }
        }
    }
}

/// The number of a heading: `4.2 Metode`.
fn section(text: &str) -> Option<Vec<u32>> {
    let (number, title) = text.split_once(' ')?;
    let parts: Vec<u32> =
        number.trim_end_matches('.').split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let is_heading = title.trim_start().starts_with(char::is_uppercase)
        && text.chars().count() <= MAX_HEADING_CHARS
        && !text.ends_with(['.', ',', ';', ':']);
    let is_small = parts.len() <= 3 && parts.iter().all(|part| *part > 0 && *part < 60);
    (is_heading && is_small).then_some(parts)
}

/// The number of the heading of an appendix: `Bilag 1: Metode`.
fn appendix(text: &str) -> Option<u32> {
    let rest = text.strip_prefix("Bilag ").or_else(|| text.strip_prefix("BILAG "))?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = rest.get(digits.len()..)?;
    let is_heading = after.trim_start_matches([':', '.', '–', '-', ' ']).starts_with(char::is_uppercase)
        && text.chars().count() <= MAX_HEADING_CHARS;
    digits.parse().ok().filter(|_| is_heading)
}

fn to_section(sentence: &PrintedSentence, at: usize, sections: &[Vec<u32>], tops: &BTreeSet<u32>) -> Option<Claim> {
    let name = sentence.tokens.get(at).filter(|placed| placed.is_in(&[SECTIONS]))?.word();
    let placed = sentence.tokens.get(at + 1)?;
    let text = sentence.text.get(placed.start..placed.end)?;
    let parts: Vec<u32> = text.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (first, rest) = parts.split_first()?;
    let has_parts = sections.iter().any(|number| number.len() > 1 && number.first() == Some(first));
    let is_there = match rest {
        [] => tops.contains(first),
        _ => sections.contains(&parts) || has_parts && parts.len() > 2,
    };
    Some(claim(sentence, at, &format!("{name} {text}"), is_there, &format!("{name} {}", tops.last()?)))
}

fn to_appendix(sentence: &PrintedSentence, at: usize, appendices: &BTreeSet<u32>) -> Option<Claim> {
    let tokens: &[PlacedToken] = &sentence.tokens;
    tokens
        .get(at)
        .filter(|placed| placed.word() == "bilag" && !(at == 0 && appendix(&sentence.line.text()).is_some()))?;
    let number =
        tokens.get(at + 1)?.number().filter(|number| number.decimals == 0 && !number.percent && !number.is_year)?.value
            as u32;
    Some(claim(
        sentence,
        at,
        &format!("bilag {number}"),
        appendices.contains(&number),
        &format!("bilag {}", appendices.last()?),
    ))
}

fn claim(sentence: &PrintedSentence, at: usize, name: &str, is_there: bool, last: &str) -> Claim {
    let (verdict, computation) = if is_there {
        (ClaimVerdict::Agrees, format!("{} findes.", crate::danish::capitalised(name)))
    } else {
        (ClaimVerdict::MayContradict, format!("Teksten henviser til {name}, men det sidste er {last}."))
    };
    let passage = sentence.passage(at, at + 2);
    Claim::new(Code::PrintedReference, verdict, computation, passage)
}
