//! What is left of a whole: `84 % var tilfredse, de resterende 16 % ikke`, `Af 224 svarede 198. De øvrige 26 …`,
//! `45 af 60 kom, mens 15 udeblev`, `61 % kvinder og 39 % mænd`.

use crate::proofread::checks::prelude::*;

const REST: [WordClass; 2] = [LEFT, words![sidste]];
/// Pairs of groups that are the whole together.
const PAIRS: [(&str, &str); 5] =
    [("kvind", "mænd"), ("kvinder", "mænd"), ("ja", "nej"), ("piger", "drenge"), ("pig", "dreng")];
/// Pairs of words for the two sides of a bound.
const SIDES: [(&str, &str); 4] = [("inden", "efter"), ("over", "under"), ("før", "efter"), ("med", "uden")];
/// Words between a percentage and its side.
const BEFORE_SIDE: [WordClass; 2] = [BE, ANSWERING];
/// Words in a sentence whose parts overlap, or are of parts.
const OTHERWISE: [WordClass; 4] = [PARTITIVES, AGAINST, FINITE, words![flere begge fra end]];
/// Sentences before that may have the whole and those that did.
const BACK: usize = 2;
/// Sums further from 100 are not meant to be 100.
const NEAR: f64 = 30.0;

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, sentence) in prose.iter().enumerate() {
        let before = before_in_paragraph(prose, at);
        let found = [percentages(sentence, before), counts(sentence, before), denied(prose, at)];
        let is_disputed = |claim: &Claim| claims.iter().any(|other| other.disputes(claim));
        let new: Vec<Claim> =
            found.into_iter().flatten().filter(|claim| !claim.is_told_by(claims) && !is_disputed(claim)).collect();
        claims.extend(new);
    }
}

/// Percentages that are all of a whole: the last is the rest, or the groups are opposites.
fn percentages(sentence: &PrintedSentence, before: Option<&PrintedSentence>) -> Option<Claim> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let parts: Vec<&Quantity<'_>> = all.iter().filter(|own| own.kind == QuantityKind::Percent).collect();
    let is_plain = parts.len() >= 2
        && parts.iter().all(|part| is_exact(tokens, part.at) && part.number.value <= 100.0)
        && !has_any(tokens, &OTHERWISE);
    let last = parts.last().filter(|_| is_plain)?;
    let from = parts.get(parts.len() - 2)?.end;
    let is_rest = tokens.get(from..last.end + 3).or(tokens.get(from..))?.iter().any(|placed| placed.is_in(&REST));
    let tail = tokens.get(last.end..).unwrap_or_default();
    let has = |name: &str| tail.iter().any(|placed| placed.word() == name);
    // »…, og 7 % ved det ikke«
    let is_unknown = parts.len() >= 3 && (has("ved") && has("ikke") || has("uoplyst") || has("ubesvaret"));
    let is_rest = is_rest || is_unknown;
    // »40 % for mænd og 52 % for kvinder« are of two wholes.
    let is_of_group = |part: &&Quantity<'_>| is_in(word(tokens, Some(part.end)), &[words![for blandt hos]]);
    let is_pair = parts.len() == 2 && !parts.iter().any(is_of_group) && is_opposite(sentence)
        || parts.len() >= 3 && are_ages(tokens, &parts);
    // »57 % »meget stort«, 31 % »stort« og 25 % »intet«« are more than all answers.
    let is_quoted = |part: &&Quantity<'_>| {
        let at = part.end + usize::from(is_in(word(tokens, Some(part.end)), &[ANSWERING]));
        tokens.get(at).is_some_and(|mark| mark.is('»') || mark.is('"') || mark.is('”'))
    };
    let values: Vec<PrintedNumber> = parts.iter().map(|part| part.number).collect();
    let sum: f64 = values.iter().map(|value| value.value).sum();
    let is_over = parts.len() >= 3 && parts.iter().all(is_quoted) && (sum > 100.0 || are_hundred(&values));
    // »Køn blev oplyst af 95 %«
    let is_whole = |own: &Quantity<'_>| own.kind == QuantityKind::Percent && (own.value() - sum).abs() < 1e-6;
    let is_of_part = before.is_some_and(|before| before.quantities().iter().any(is_whole));
    if !(is_rest || is_pair || is_over) || is_of_part || (sum - 100.0).abs() > NEAR {
        return None;
    }
    let added = addition(&values);
    let (verdict, computation) = if are_hundred(&values) {
        (ClaimVerdict::Agrees, format!("Procenterne giver {added}, og det passer til 100\u{a0}%."))
    } else {
        (ClaimVerdict::MayContradict, format!("Procenterne giver {added}, ikke 100\u{a0}%."))
    };
    let start = parts.first()?.at;
    let passage = sentence.passage(start, last.end);
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, values))
}

/// Whether each percentage is of an age: »54 % er 65-74 år, 36 % er 75-84 år, og 20 % er 85 år eller ældre«.
fn are_ages(tokens: &[PlacedToken], parts: &[&Quantity<'_>]) -> bool {
    let ends = parts.iter().skip(1).map(|part| part.at).chain([tokens.len()]);
    parts
        .iter()
        .zip(ends)
        .all(|(part, end)| tokens.get(part.end..end).is_some_and(|own| own.iter().any(|placed| placed.word() == "år")))
}

fn is_opposite(sentence: &PrintedSentence) -> bool {
    let has = |stem: &str| {
        sentence.tokens.iter().any(|placed| placed.word().starts_with(stem) && placed.word().len() <= stem.len() + 5)
    };
    PAIRS.iter().any(|(one, two)| has(one) && has(two)) || are_sides(sentence)
}

/// Whether the two percentages are of what is on each side of one bound: »70 % inden for fristen, 30 % efter fristen«.
fn are_sides(sentence: &PrintedSentence) -> bool {
    let tokens = &sentence.tokens;
    let sides: Vec<(usize, &str)> = (0..tokens.len()).filter_map(|at| Some((at, noun_after(tokens, at)?))).collect();
    // »…, og 15 % klagede efter fristen« is about something else.
    let last = sentence.quantities().into_iter().rfind(|own| own.kind == QuantityKind::Percent);
    let between = |end: usize, side: usize| tokens.get(end..side).unwrap_or_default();
    let is_plain =
        |end: usize, side: usize| side >= end && between(end, side).iter().all(|placed| placed.is_in(&BEFORE_SIDE));
    if !last.zip(sides.last()).is_some_and(|(last, (side, _))| is_plain(last.end, *side)) {
        return false;
    }
    let is_pair = |(one, noun): &(usize, &str), (two, other): &(usize, &str)| {
        let words = (word(tokens, Some(*one)), word(tokens, Some(*two)));
        noun == other && SIDES.iter().any(|(first, second)| words == (*first, *second) || words == (*second, *first))
    };
    matches!(sides.as_slice(), [one, two] if is_pair(one, two))
}

/// The noun after a word for a side: »fristen« of »inden for fristen«.
fn noun_after(tokens: &[PlacedToken], at: usize) -> Option<&str> {
    let own = word(tokens, Some(at));
    if !SIDES.iter().any(|(one, two)| *one == own || *two == own) {
        return None;
    }
    let next = at + 1 + usize::from(word(tokens, Some(at + 1)) == "for");
    Some(word(tokens, Some(next))).filter(|noun| noun.chars().count() > 3)
}

/// A count that is what is left of the whole.
fn counts(sentence: &PrintedSentence, before: Option<&PrintedSentence>) -> Option<Claim> {
    let counts_of = |sentence| -> Vec<Quantity<'_>> {
        let all = PrintedSentence::quantities(sentence).into_iter();
        all.filter(|own| own.kind != QuantityKind::Percent).collect()
    };
    let all = counts_of(sentence);
    let rest = all.iter().find(|own| is_rest(own))?;
    let earlier: Vec<Quantity<'_>> = all.iter().filter(|own| own.at < rest.at).copied().collect();
    let named = is_in(rest.word_before(), &REST) || is_apposed(rest);
    // »64 klinikker. 41 af dem lå på Fyn, og de øvrige 23 …«
    let of_them = earlier.iter().find(|own| {
        word(&sentence.tokens, Some(own.end)) == "af" && is_in(word(&sentence.tokens, Some(own.end + 1)), &[THEM])
    });
    let scope = match (of_them, before) {
        (Some(part), Some(before)) if named => {
            let mut whole = counts_of(before);
            whole.retain(|own| !own.measures_time());
            if whole.len() != 1 {
                return None;
            }
            whole.into_iter().chain([*part]).collect()
        }
        (None, Some(before)) if named && earlier.is_empty() => counts_of(before),
        _ if earlier.is_empty() => return None,
        _ => earlier.clone(),
    };
    let source = scope.first()?.sentence;
    let is_led = starts_of(source) || named && of_them.is_some();
    let [one, two, more @ ..] = scope.as_slice() else { return None };
    let is_ratio = (0..source.tokens.len()).any(|at| ratio(&source.tokens, at).is_some())
        || is_led
        || named && !one.nouns.is_empty() && one.is_alike(two);
    let (part, whole) = if one.value() <= two.value() { (one, two) } else { (two, one) };
    let fits = is_ratio
        && scope.iter().chain([rest]).all(|own| own.is_count() && own.is_exact)
        && part.value() < whole.value()
        && (more.is_empty() || is_led && named && whole.at == one.at);
    let parts: Vec<&Quantity<'_>> = std::iter::once(part).chain(more).collect();
    left(rest, whole, &parts).filter(|_| fits)
}

/// The claim that what is left of the whole without the parts is the rest.
fn left(rest: &Quantity<'_>, whole: &Quantity<'_>, parts: &[&Quantity<'_>]) -> Option<Claim> {
    let exact = whole.value() - parts.iter().map(|own| own.value()).sum::<f64>();
    let shown = parts.iter().map(|own| own.number.to_string()).collect::<Vec<_>>().join(" og ");
    let (subject, printed) = (format!("{} uden {shown} er", whole.number), rest.number);
    let is_near = is_slip(&printed, exact) || (printed.value - exact).abs() <= 0.5 * exact.max(printed.value);
    let (verdict, computation) = match () {
        () if exact <= 0.0 => return None,
        () if exact == printed.value => (ClaimVerdict::Agrees, format!("{subject} {printed}, som der står.")),
        // »De resterende 8 venter« counts no other thing, but »de resterende 8 kurser« may.
        () if !rest.is_alike(whole) && !is_slip(&printed, exact) => return None,
        () if is_near => {
            let exact = PrintedNumber::whole(exact);
            (ClaimVerdict::MayContradict, format!("{subject} {exact}, men der står {printed}."))
        }
        () => return None,
    };
    let passage = rest.sentence.passage(0, rest.end + 4);
    let claim = Claim::new(Code::PrintedSum, verdict, computation, passage).about(rest.sentence.index, [printed]);
    Some(parts.iter().chain([&whole]).fold(claim, |claim, own| claim.about(own.sentence.index, [own.number])))
}

/// `Skemaet blev sendt til 412. 287 svarede. 125 svarede ikke.`
fn denied(prose: &[&PrintedSentence], at: usize) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    let near = prose.get(at.saturating_sub(BACK)..=at)?.iter().filter(|other| other.paragraph == sentence.paragraph);
    let all: Vec<Quantity<'_>> = near.flat_map(|sentence| sentence.quantities()).collect();
    let is_denied =
        |own: &Quantity<'_>| std::ptr::eq(own.sentence, sentence) && verb(own).is_some_and(|(_, denied)| denied);
    let rest = all.iter().rposition(is_denied)?;
    let (said, _) = verb(all.get(rest)?)?;
    let did = (0..rest).rev().find(|at| all.get(*at).and_then(verb) == Some((said, false)))?;
    let (rest, part) = (all.get(rest)?, all.get(did)?);
    let whole = only(all.get(..did)?.iter().filter(|own| own.is_count() && own.value() > part.value()))?;
    let are_counts = [rest, part, whole].iter().all(|own| own.is_count() && own.is_exact);
    let exact = whole.value() - part.value();
    let is_near = (rest.value() - exact).abs() <= 0.5 * exact;
    left(rest, whole, &[part]).filter(|_| are_counts && is_near)
}

/// Whether the count is in apposition to what is left: »resten, 94 borgere, …«.
fn is_apposed(own: &Quantity<'_>) -> bool {
    let before = own.at.checked_sub(2).and_then(|from| own.sentence.tokens.get(from..own.at));
    matches!(before, Some([rest, mark]) if rest.is_in(&[LEFT]) && mark.is(','))
}

/// Whether the sentence starts with the whole: »Ud af de 60 inviterede kom 45«.
fn starts_of(sentence: &PrintedSentence) -> bool {
    let first = word(&sentence.tokens, Some(0));
    is_in(first, &[words![af blandt]]) || first == "ud" && word(&sentence.tokens, Some(1)) == "af"
}

/// Whether the words around the count tell that it is what is left: »de resterende 26«, »mens 15 udeblev«.
fn is_rest(own: &Quantity<'_>) -> bool {
    let tokens = &own.sentence.tokens;
    let before = own.word_before();
    // »De sidste tre år« are a time.
    let is_last = before == "sidste" && word(tokens, own.at.checked_sub(2)) == "de" && own.nouns.is_empty();
    let is_named = is_in(before, &[LEFT]) || is_last || is_apposed(own);
    let is_absent = is_in(before, &[words![mens så]])
        && tokens
            .iter()
            .skip(own.end)
            .take(5)
            .take_while(|placed| !placed.is(',') && !placed.is('.'))
            .any(|placed| placed.is_in(&[ABSENT]));
    is_named || is_absent
}

/// The verb of a count and whether it is denied: `125 svarede ikke`.
fn verb<'a>(own: &Quantity<'a>) -> Option<(&'a str, bool)> {
    let tokens = &own.sentence.tokens;
    // »Mens 72 ikke svarede«
    let is_before = word(tokens, Some(own.noun_end())) == "ikke";
    let at = own.noun_end() + usize::from(is_before);
    let said = word(tokens, Some(at));
    let is_verb = ["ede", "te", "tog", "kom"].iter().any(|ending| said.ends_with(ending));
    let is_denied = is_before || word(tokens, Some(at + 1)) == "ikke";
    // »40 svarede ikke på spørgsmål 3« is about some of it.
    let next = tokens.get(at + if is_before { 1 } else { 2 });
    let ends = next.is_none_or(|next| next.word().is_empty() && next.number().is_none() || next.is_in(&[AND, BUT]));
    (is_verb && (ends || !is_denied) && own.kind == QuantityKind::Plain).then_some((said, is_denied))
}
