//! Percentages of the two counts beside them: `40 planlagt, men kun 34 gennemført (85 %)`, `224 fik skemaet, og 198 svarede, så
//! svarprocenten blev 88 %`, `svarprocenten var 75 (120 svar på 160 skemaer)`.

use crate::proofread::checks::prelude::*;
use crate::proofread::rate::is_rate;

/// Words between the counts and the percentage of them.
const LINKS: [WordClass; 10] =
    [BE, THAT_IS, THEREFORE, EQUALS, GIVES, THIS, AND, TOGETHER, COUNTS, words![en et til på så i ca]];
/// Words among those that say that the two are equal.
const EQUAL: [WordClass; 4] = [EQUALS, GIVES, THAT_IS, words![det]];
/// Words in a sentence whose percentage is of something else.
const OTHERWISE: [WordClass; 4] = [RISES, FALLS, TARGETS, words![flere færre hver]];
/// Words before a number that is not a whole: »i 10 kommuner«.
const BESIDE: [WordClass; 1] = [words![af i på fra ved efter hos under med]];
/// Greatest distance at which the percentage is taken for the share, in percentage points.
const NEAR: f64 = 15.0;

/// How a percentage is tied to the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ShareLink {
    /// `34 (85 %)`
    Bracket,
    /// `…, svarende til 85 %`
    Said,
    /// It is a rate: `svarprocenten blev 85 %`.
    Rate,
}

/// A percentage and the counts that it may be of.
struct StatedShare<'a> {
    percent: Quantity<'a>,
    link: ShareLink,
    counts: [Quantity<'a>; 2],
}

pub(super) fn check(prose: &[&PrintedSentence], claims: &mut Vec<Claim>) {
    for (at, sentence) in prose.iter().enumerate() {
        let before = before_in_paragraph(prose, at);
        for share in stated_shares(sentence, before) {
            claims.extend(share.claim().filter(|claim| !claim.is_told_by(claims)));
        }
    }
}

fn stated_shares<'a>(sentence: &'a PrintedSentence, before: Option<&'a PrintedSentence>) -> Vec<StatedShare<'a>> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let [percent] = all.iter().filter(|own| own.kind == QuantityKind::Percent).collect::<Vec<_>>()[..] else {
        return Vec::new();
    };
    let Some(link) = link(tokens, percent.at).filter(|_| is_exact(tokens, percent.at)) else { return Vec::new() };
    let counts = |sentence: &'a PrintedSentence| -> Vec<Quantity<'a>> {
        sentence.quantities().into_iter().filter(|own| own.kind != QuantityKind::Percent).collect()
    };
    let own = counts(sentence);
    let mut scope = own.clone();
    // »132 (61,2 %) af klinikkerne« is of another whole.
    let is_of_other = link == ShareLink::Bracket && word(tokens, Some(percent.end + 1)) == "af";
    if is_of_other && !is_followed_by_whole(tokens, percent, &own) {
        return Vec::new();
    }
    let is_led = link == ShareLink::Rate && own.iter().all(|count| count.at > percent.at)
        || is_followed_by_whole(tokens, percent, &own);
    if own.iter().filter(|count| count.at < percent.at).count() < 2 && !is_led || own.is_empty() {
        let starts = (link != ShareLink::Bracket || is_of_them(tokens, percent.at))
            && own.iter().all(|count| count.at < percent.at);
        let Some(before) = before.filter(|_| starts && own.len() < 2) else { return Vec::new() };
        scope = counts(before).into_iter().chain(own).collect();
        // Another percentage may be what »det« is about.
        if before.quantities().iter().any(|own| own.kind == QuantityKind::Percent) {
            return Vec::new();
        }
    }
    let [one, two] = scope.as_slice() else { return Vec::new() };
    let is_known = [one, two].iter().all(|own| own.is_exact && (own.is_count() || own.kind == QuantityKind::Money));
    let share = StatedShare { percent: *percent, link, counts: [*one, *two] };
    if is_known { vec![share] } else { Vec::new() }
}

/// `30 klinikker (25 %) af de 120 adspurgte`
fn is_followed_by_whole(tokens: &[PlacedToken], percent: &Quantity<'_>, counts: &[Quantity<'_>]) -> bool {
    let [part, whole] = counts else { return false };
    let after = tokens.get(percent.end..whole.at).unwrap_or_default();
    part.at < percent.at && matches!(after, [close, of, ..] if close.is(')') && of.word() == "af") && after.len() <= 4
}

/// `190 af dem (76 %)`
fn is_of_them(tokens: &[PlacedToken], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
    matches!(before, [of, them, open] if of.word() == "af" && them.is_in(&[THEM]) && open.is('('))
}

/// How the percentage at `at` is tied to the counts before or after it.
fn link(tokens: &[PlacedToken], at: usize) -> Option<ShareLink> {
    let is_open = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|mark| mark.is('('));
    let is_link = |placed: &&PlacedToken| {
        let word = placed.word();
        is_in(word, &LINKS)
            || is_rate(word)
            || placed.is('.') && word.is_empty()
            || placed.number().is_some_and(|year| year.is_year)
    };
    let links = tokens.iter().take(at).rev().take_while(is_link).count();
    let linked = tokens.get(at - links..at)?;
    let mark = (at - links).checked_sub(1).and_then(|mark| tokens.get(mark));
    if linked.iter().any(|placed| is_rate(placed.word())) {
        return Some(ShareLink::Rate);
    }
    if is_open(at.checked_sub(1)) && tokens.get(at + 1).is_some_and(|mark| mark.is(')')) {
        return Some(ShareLink::Bracket);
    }
    let is_pair_after =
        tokens.get(at + 1).is_some_and(|mark| mark.is('(')) && word(tokens, Some(0)).starts_with("andel");
    if is_pair_after {
        return Some(ShareLink::Rate);
    }
    let is_apart = mark.is_none_or(|mark| [',', ';', ':', '–'].iter().any(|kind| mark.is(*kind)));
    let is_said = linked.iter().any(|placed| placed.is_in(&EQUAL));
    (is_apart && is_said).then_some(ShareLink::Said)
}

impl StatedShare<'_> {
    fn claim(&self) -> Option<Claim> {
        let (part, whole) = self.part_and_whole()?;
        let sentence = self.percent.sentence;
        let percent = &self.percent.number;
        let (share, numbers) = (100.0 * part / whole, [part, whole].map(PrintedNumber::whole));
        let (verdict, computation) = if percent.is_rounded_from(share) {
            (ClaimVerdict::Agrees, format!("{} af {} er {percent}, som der står.", numbers[0], numbers[1]))
        } else {
            let is_meant = self.is_meant(share);
            let computed = percent.corrected(share);
            let computation = format!("{} af {} er {computed}, men der står {percent}.", numbers[0], numbers[1]);
            (is_meant.then_some(ClaimVerdict::MayContradict)?, computation)
        };
        let start = self.counts.iter().filter(|own| std::ptr::eq(own.sentence, sentence)).map(|own| own.at).min();
        let start = start.unwrap_or(0).min(self.percent.at);
        let passage = sentence.passage(start, self.percent.end + 1);
        let claim = Claim::new(Code::PrintedShare, verdict, computation, passage).about(sentence.index, [*percent]);
        Some(self.counts.iter().fold(claim, |claim, own| claim.about(own.sentence.index, [own.number])))
    }

    /// The part and the whole in the order of their size. `None` if the percentage follows from them in another way: it is what is
    /// left, a change, or a part of their sum.
    fn part_and_whole(&self) -> Option<(f64, f64)> {
        let [one, two] = &self.counts;
        let (part, whole) = if one.value() <= two.value() { (one, two) } else { (two, one) };
        let (part, whole) = (part.value(), whole.value());
        if part <= 0.0 || part == whole && self.percent_of_sum().is_none() {
            return None;
        }
        if self.percent_of_sum().is_some() {
            return self.percent_of_sum();
        }
        let others =
            [(whole - part, whole), (whole - part, part), (part, part + whole), (whole, part + whole), (whole, part)];
        let follows = others.iter().any(|(part, whole)| self.percent.number.is_rounded_from(100.0 * part / whole));
        let is_share = self.percent.number.is_rounded_from(100.0 * part / whole);
        (is_share || !follows).then_some((part, whole))
    }

    /// The part and the whole of `45 kvinder og 30 mænd, dvs. 60 % kvinder`: two groups of one list, one of which is named again.
    fn percent_of_sum(&self) -> Option<(f64, f64)> {
        let [one, two] = &self.counts;
        let sentence = self.percent.sentence;
        let between =
            sentence.tokens.get(one.noun_end()..two.at).filter(|_| std::ptr::eq(one.sentence, two.sentence))?;
        let is_pair = match between {
            [and] => and.word() == "og",
            // »132 af deltagerne var mænd og 168 kvinder«
            [rest @ .., and] => and.word() == "og" && rest.iter().any(|placed| placed.is_in(&[SEXES])),
            [] => false,
        };
        let in_counts = |at: usize| (one.at..one.noun_end()).contains(&at) || (two.at..two.noun_end()).contains(&at);
        let is_named = |own: &Quantity<'_>| {
            let words = sentence.tokens.iter().enumerate().filter(|(at, _)| !in_counts(*at));
            own.nouns.len() == 1 && words.clone().any(|(_, placed)| own.nouns.contains(&stem(placed.word())))
        };
        match (is_named(one), is_named(two)) {
            (true, false) if is_pair => Some((one.value(), one.value() + two.value())),
            (false, true) if is_pair => Some((two.value(), one.value() + two.value())),
            _ => None,
        }
    }

    /// Whether the percentage is meant to be the share of the two counts.
    fn is_meant(&self, share: f64) -> bool {
        let [one, two] = &self.counts;
        let whole = if one.value() <= two.value() { two } else { one };
        let percent = self.percent.number.value;
        let is_near = (percent - share).abs() <= NEAR;
        // A point of a thousand that slipped: 24 for 2,4 %.
        let is_shifted = [10.0, 0.1]
            .iter()
            .any(|factor| PrintedNumber { value: percent * factor, ..self.percent.number }.is_rounded_from(share));
        let sentence = self.percent.sentence;
        let tells_else = || {
            let words = self.counts.iter().flat_map(|own| &own.sentence.tokens).chain(&sentence.tokens);
            let years = years(&sentence.tokens).len()
                + if std::ptr::eq(one.sentence, sentence) { 0 } else { years(&one.sentence.tokens).len() };
            words.clone().any(|placed| placed.is_in(&OTHERWISE) || placed.is_in(&[AGAINST])) || years > 1
        };
        let is_more = |own: &Quantity<'_>| is_in(word(&own.sentence.tokens, Some(own.end)), &[MORE, LESS, VAGUE]);
        let is_of_base =
            self.link == ShareLink::Said && is_more(one) && one.value() < two.value() && one.kind == two.kind;
        let later = if self.link == ShareLink::Bracket { two.nouns.is_empty() || one.is_alike(two) } else { true };
        let between = sentence.tokens.get(two.end..self.percent.at.saturating_sub(1)).unwrap_or_default();
        let is_ordered = self.link != ShareLink::Bracket
            || two.at > self.percent.at
            || between.len() <= 5 && between.iter().all(|placed| !placed.word().is_empty());
        let first = &one.sentence.tokens;
        let is_led = is_in(word(first, Some(0)), &[words![af blandt]]) || word(first, Some(0)) == "ud";
        let is_beside = !is_led && is_in(whole.word_before(), &BESIDE);
        let fits = self.link == ShareLink::Rate
            || self.percent_of_sum().is_some()
            || (is_led || one.is_alike(two) && later) && is_ordered && !is_beside;
        let is_plausible = PrintedRatio { part: one.number, whole: two.number };
        let is_plain = is_plausible.part.decimals == 0 || one.kind == QuantityKind::Money;
        is_plain
            && (is_of_base && (is_near || is_shifted)
                || fits && !tells_else() && (is_near || is_shifted && self.link != ShareLink::Bracket))
    }
}
