//! Averages of running text: »De 125 deltagere på fire møder giver i gennemsnit 31 pr. møde«.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::told_rows::form::is_form;

/// Words before a noun that the average is for each of.
const FOR_EACH: [WordClass; 2] = [EACH, PER];

pub(super) fn check(sentence: &PrintedSentence, claims: &mut Vec<Claim>) {
    claims.extend(average(sentence).or_else(|| each(sentence)).or_else(|| divided(sentence)));
}

/// `1.140.000 kr., hvilket svarer til 6.000 kr. for hver af de 190 borgere`
fn each(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let word = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", PlacedToken::word);
    let [total, average, parts] = numbers(tokens)[..] else { return None };
    let before = tokens.get(average.0 + 1..parts.0)?;
    let is_each = before
        .windows(2)
        .any(|pair| matches!(pair, [each, of] if each.word().starts_with("hver") && of.word() == "af"));
    let is_told = word(average.0.checked_sub(1)) == "til" && word(average.0.checked_sub(2)).starts_with("svare");
    let unit = word(Some(total.0 + 1));
    let is_plain = [total, average, parts].iter().all(|(at, number)| !number.percent && !is_about(tokens, *at));
    let is_one_unit = !unit.is_empty() && unit == word(Some(average.0 + 1));
    let fits = is_each && is_told && is_plain && is_one_unit && parts.1.value > 0.0;
    fits.then(|| claim(sentence, total, parts, average.1, parts.0 + 2))
}

/// `Hver læge så i gennemsnit 171 patienter (2.057 fordelt på 12 læger)`
fn divided(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let [first, second, third] = numbers(tokens)[..] else { return None };
    // »6.240 patienter fordelt på fire læger, dvs. 1.560 pr. læge«
    let is_last =
        word_at(tokens, third.0 + 1) == "pr" && is_same(word_at(tokens, second.0 + 1), word_at(tokens, third.0 + 3));
    let (average, total, parts) = if is_last { (third, first, second) } else { (first, second, third) };
    let between = tokens.get(total.0 + 1..parts.0)?;
    let is_divided = between.len() <= 5
        && between.windows(2).any(|pair| matches!(pair, [one, two] if one.word() == "fordelt" && two.word() == "på"));
    let is_mean = tokens.iter().take(average.0).any(|placed| placed.word().starts_with("gennemsnit"));
    let is_bracketed = total.0.checked_sub(1).and_then(|mark| tokens.get(mark)).is_some_and(|mark| mark.is('('));
    let is_plain = [average, total, parts].iter().all(|(at, number)| !number.percent && !is_about(tokens, *at));
    let fits = is_divided && (is_last || is_mean && is_bracketed) && is_plain && parts.1.value > 0.0;
    fits.then(|| claim(sentence, total, parts, average.1, parts.0 + 2))
}

/// The numbers that are no years, and their indices.
fn numbers(tokens: &[PlacedToken]) -> Vec<(usize, PrintedNumber)> {
    let numbers = tokens.iter().enumerate().filter_map(|(at, placed)| Some((at, placed.number()?)));
    numbers.filter(|(_, number)| !number.is_year).collect()
}

/// The claim of a sentence with three numbers: a total, how many it is divided among, and the average.
fn average(sentence: &PrintedSentence) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let is_average = |placed: &PlacedToken| placed.is_in(&[words![gennemsnit gennemsnitligt snit]]);
    let named = tokens.iter().position(is_average)?;
    let [one, two, (at, printed)] = numbers(tokens)[..] else { return None };
    let noun = |at: usize| tokens.get(at + 1).map_or("", PlacedToken::word);
    let each = tokens.iter().skip(at + 1).position(|placed| placed.is_in(&FOR_EACH))? + at + 1;
    let of = tokens.iter().skip(each + 1).find(|placed| !placed.is('.'))?.word();
    // The noun after »pr.« tells which of the two numbers divides the other.
    let (total, parts) = match (is_same(noun(one.0), of), is_same(noun(two.0), of)) {
        (false, true) => (one, two),
        (true, false) => (two, one),
        _ => return None,
    };
    let is_of_total = at + 1 == each || is_same(noun(at), noun(total.0));
    let is_plain = [one, two, (at, printed)].iter().all(|(at, number)| !number.percent && !is_about(tokens, *at));
    if !(is_plain
        && is_of_total
        && (named < at || named > each)
        && parts.1.value > 0.0
        && total.1.value >= parts.1.value)
    {
        return None;
    }
    Some(claim(sentence, total, parts, printed, each + 2))
}

fn claim(
    sentence: &PrintedSentence,
    total: (usize, PrintedNumber),
    parts: (usize, PrintedNumber),
    printed: PrintedNumber,
    end: usize,
) -> Claim {
    let exact = total.1.value / parts.1.value;
    let division = format!("{} delt med {}", total.1, parts.1);
    let (verdict, computation) = if printed.is_rounded_from(exact) {
        (ClaimVerdict::Agrees, format!("{division} er {printed}, som der står."))
    } else {
        (ClaimVerdict::MayContradict, format!("{division} er {}, men der står {printed}.", printed.corrected(exact)))
    };
    let passage = sentence.passage(total.0.min(parts.0), end);
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage);
    claim.about(sentence.index, [total.1, parts.1, printed])
}

fn word_at(tokens: &[PlacedToken], at: usize) -> &str {
    tokens.get(at).map_or("", PlacedToken::word)
}

/// »møde« and »møder« are one noun.
fn is_same(one: &str, two: &str) -> bool {
    !one.is_empty() && (stem(one) == stem(two) || is_form(one, two))
}
