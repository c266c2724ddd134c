//! Totals after their parts: `35 kurser og 12 møder, i alt 47 aktiviteter`, and in the next sentence: `Tilsammen blev det til 47`;
//! and parts after a whole without a mark: `De 55 svar kom fra 35 læger, 12 sygeplejersker og 8 sekretærer`.

use super::whole::of_parts;
use crate::proofread::checks::prelude::*;

/// Words that a total follows.
const TOTALS: [WordClass; 3] = [TOGETHER, THAT_IS, words![dermed]];
/// Words between those and the total: »tilsammen blev det til 47«.
const LINKS: [WordClass; 6] = [BE, THAT_IS, THEREFORE, EQUALS, GIVES, words![i alt set det til der de et på]];
/// Words in a sentence whose counts overlap or are no parts.
const OTHERWISE: [WordClass; 4] = [PARTITIVES, EACH, PER, words![samme begge end gange af]];
/// Units of measure.
const MEASURES: [WordClass; 3] = [DURATIONS, CURRENCY, words![år km årsværk]];
/// Most tokens between two parts of a list: `35 svar fra læger, 12`.
const APART: usize = 9;

pub(super) fn check(sentence: &PrintedSentence, before: Option<&PrintedSentence>, claims: &mut Vec<Claim>) {
    let found = total_after(sentence, before).or_else(|| whole_first(sentence));
    claims.extend(found.filter(|claim| !claim.is_told_by(claims)));
}

/// A total that ends the sentence of its parts, or starts the next.
fn total_after(sentence: &PrintedSentence, before: Option<&PrintedSentence>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let total = all.iter().find(|own| is_total(own))?;
    let own: Vec<Quantity<'_>> = all.iter().filter(|own| own.at < total.at).copied().collect();
    let starts = tokens.iter().take(total.at).all(|placed| placed.is_in(&TOTALS) || placed.is_in(&LINKS));
    let parts = match before {
        Some(before) if own.is_empty() && starts => before.quantities(),
        _ if !own.is_empty() => own,
        _ => return None,
    };
    let part_sentence = parts.first()?.sentence;
    let last = parts.last()?;
    // The total may count something of the last part: »…, og i alt 60 deltog«.
    let is_near = !std::ptr::eq(part_sentence, sentence) || total.at - last.end <= APART;
    if !is_near
        || !are_listed(&parts)
        || !total.is_exact
        || parts.iter().any(|part| part.kind != total.kind || part.scale != total.scale)
    {
        return None;
    }
    let values: Vec<PrintedNumber> = parts.iter().map(|part| part.number).collect();
    let product: f64 = values.iter().map(|value| value.value).product();
    // »45 læger og 12 sygeplejersker, i alt 60 timer« measures something else.
    let is_measure = |own: &Quantity<'_>| is_in(word(&own.sentence.tokens, Some(own.end)), &MEASURES);
    if is_measure(total) && !parts.iter().any(is_measure) {
        return None;
    }
    if values.len() == 2 && product == total.number.value || !total.nouns.is_empty() && !counts_all(total, &parts) {
        return None;
    }
    claim(sentence, total, part_sentence, &values, total.noun_end())
}

/// Whether the total may count the parts together: it does not count what only one of them does.
fn counts_all(total: &Quantity<'_>, parts: &[Quantity<'_>]) -> bool {
    let shared = parts.iter().filter(|part| part.nouns.iter().any(|noun| total.nouns.contains(noun))).count();
    let bare = parts.iter().filter(|part| part.nouns.is_empty()).count();
    shared == 0
        || shared + bare == parts.len()
        || shared == 1 && parts.first().is_some_and(|first| first.is_alike(total))
}

/// `De 55 svar kom fra 35 læger, 12 sygeplejersker og 8 sekretærer`: three parts or more that end the sentence.
fn whole_first(sentence: &PrintedSentence) -> Option<Claim> {
    let all = sentence.quantities();
    let (total, parts) = all.split_first()?;
    let pair = is_pair(sentence, parts);
    let is_whole = is_in(total.word_before(), &[ALL, words![de alt]]) && total.is_count() && total.is_exact;
    let last = parts.last()?;
    let ends = sentence.tokens.len() <= last.noun_end() + 1 || pair && sentence.tokens.len() <= last.end + 3;
    let are_few = parts.len() < 3 && !pair;
    if !is_whole || are_few || !ends || !are_listed(parts) || !pair && parts.iter().any(|part| part.nouns.is_empty()) {
        return None;
    }
    let values: Vec<PrintedNumber> = parts.iter().map(|part| part.number).collect();
    claim(sentence, total, sentence, &values, last.noun_end())
        .or_else(|| pair.then(|| far_pair(sentence, total, &values))?)
}

/// Women and men are all of the whole, however far their sum is from it.
fn far_pair(sentence: &PrintedSentence, total: &Quantity<'_>, values: &[PrintedNumber]) -> Option<Claim> {
    let printed = total.number;
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let is_near = (sum - printed.value).abs() <= 0.3 * printed.value;
    let passage = sentence.passage(0, sentence.tokens.len());
    is_near.then(|| of_parts(passage, (sentence.index, values), (sentence.index, printed), false))
}

/// Whether the parts are of two opposite groups: »630 fra kvinder og 410 fra mænd«.
fn is_pair(sentence: &PrintedSentence, parts: &[Quantity<'_>]) -> bool {
    let has = |own: &Quantity<'_>, name: &str| {
        let after = sentence.tokens.get(own.end..(own.end + 3).min(sentence.tokens.len())).unwrap_or_default();
        after.iter().any(|placed| placed.word() == name)
    };
    let [one, two] = parts else { return false };
    [("kvinder", "mænd"), ("mænd", "kvinder"), ("piger", "drenge"), ("drenge", "piger")]
        .iter()
        .any(|(first, second)| has(one, first) && has(two, second))
}

/// Whether two counts or more are listed with commas and »og«, and nothing says that they overlap.
pub(in crate::proofread::checks) fn are_listed(parts: &[Quantity<'_>]) -> bool {
    let first = parts.first().map(|first| (first.kind, first.scale));
    let is_like = |part: &Quantity<'_>| part.is_exact && adds(part) && Some((part.kind, part.scale)) == first;
    let are_counts = parts.len() >= 2 && parts.iter().all(is_like);
    let is_linked = |pair: &[Quantity<'_>]| {
        let [one, two] = pair else { return false };
        let between = one.sentence.tokens.get(one.end..two.at).unwrap_or_default();
        let last = between.last();
        let is_link = |placed: &PlacedToken| placed.is(',') || placed.is_in(&[AND]);
        // »Regionen gav 4 mio. kr., og kommunerne gav 2 mio. kr.«, »… med 4 og kommunerne med 2«
        let is_repeated = last.is_some_and(|last| last.word().len() > 1 && last.word() == one.word_before())
            && between.iter().any(is_link);
        let links = last.is_some_and(is_link) || is_repeated;
        // »388 mod covid-19« is no comparison, which »mod 388« is.
        let is_against = two.word_before() == "mod" || one.word_before() == "mod";
        let is_plain =
            |placed: &PlacedToken| (!placed.word().is_empty() || placed.is(',')) && !placed.is_in(&OTHERWISE);
        links && !is_against && between.len() <= APART && between.iter().all(is_plain)
    };
    are_counts && parts.windows(2).all(is_linked)
}

/// Whether it is a count or an amount of money.
fn adds(own: &Quantity<'_>) -> bool {
    own.is_count() || own.kind == QuantityKind::Money
}

/// Whether »i alt«, »tilsammen« comes before the count, after a comma or at the start of the sentence.
fn is_total(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let is_link = |placed: &&PlacedToken| placed.is_in(&LINKS) || placed.is_in(&TOTALS);
    let links = tokens.iter().take(own.at).rev().take_while(is_link).count();
    let passed = tokens.get(own.at - links..own.at).unwrap_or_default();
    let mark = (own.at - links).checked_sub(1).and_then(|mark| tokens.get(mark));
    let is_apart = mark.is_none_or(|mark| mark.is(',') || mark.is('–') || mark.is(';'));
    is_apart
        && adds(own)
        && passed.iter().any(|placed| placed.is_in(&TOTALS))
        && word(tokens, own.at.checked_sub(1)) != "på"
}

fn claim(
    sentence: &PrintedSentence,
    total: &Quantity<'_>,
    source: &PrintedSentence,
    values: &[PrintedNumber],
    end: usize,
) -> Option<Claim> {
    let printed = total.number;
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let agrees = adds_up(&printed, values);
    let most = values.iter().map(|value| value.value).fold(0.0, f64::max);
    let is_meant = is_slip(&printed, sum) && printed.value > most;
    let passage = sentence.passage(0, end);
    (agrees || is_meant).then(|| of_parts(passage, (source.index, values), (sentence.index, printed), agrees))
}
