//! The parts and wholes of which a stated share may be, by the words around it.

use super::said::{SaidShare, ToldShare};
use crate::proofread::checks::explained::around::starts_of;
use crate::proofread::checks::explained::reason::Reason;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::unit;
use crate::proofread::checks::told_rows::form::is_form;
use crate::proofread::rate::is_rate;

/// Words between »af« and the whole.
const BEFORE_WHOLE: [WordClass; 4] = [WHOLE, ALL, TOGETHER, words![i]];
/// Words between a part and its share, or a comma and the share.
const LINKS: [WordClass; 11] = [
    BE,
    THAT_IS,
    THEREFORE,
    EQUALS,
    GIVES,
    THIS,
    AND,
    TOGETHER,
    COUNTS,
    MAKING_UP,
    words![en et til på så i ca eller svarede hver],
];
/// Words among those that say that the two are equal.
const EQUAL: [WordClass; 5] = [EQUALS, GIVES, THAT_IS, THEREFORE, words![det eller så]];
/// Words in a sentence whose share is of something else, or a change.
const OTHERWISE: [WordClass; 8] =
    [RISES, FALLS, TARGETS, AGAINST, MORE, LESS, PLANS, words![hver ikke siden mindre end]];
/// Words in a sentence whose share of a named whole is a change, or of some of it.
const CHANGED: [WordClass; 7] = [RISES, FALLS, MORE, LESS, AGAINST, PARTITIVES, words![mere mindre end blandt]];
/// Words before a number that is not a whole: »i 10 kommuner«.
const BESIDE: [WordClass; 1] = [words![af i på fra ved efter hos under med]];
/// Most words after »af« before the noun of the whole.
const OF_NEAR: usize = 4;
/// Sentences before that may have a whole of the same noun.
const BACK: usize = 3;
/// Most tokens between a rate and its number.
const RATE_NEAR: usize = 4;
/// Fewest letters of a noun that means one thing.
const LONG: usize = 4;

/// A number that a share may be of.
pub(super) struct NamedWhole {
    pub(super) value: f64,
    pub(super) slack: f64,
    pub(super) number: PrintedNumber,
    /// Index of its line.
    pub(super) line: usize,
}

/// Parts and wholes, one of which is meant, and other shares that would hold too.
pub(super) struct Candidate<'a> {
    pub(super) pairs: Vec<(Quantity<'a>, NamedWhole)>,
    pub(super) others: Vec<Reason>,
    /// Whether it is meant even if it is far from the stated share.
    pub(super) is_sure: bool,
}

impl<'a> Candidate<'a> {
    fn of(pairs: Vec<(Quantity<'a>, NamedWhole)>) -> Option<Self> {
        (!pairs.is_empty()).then_some(Self { pairs, others: Vec::new(), is_sure: false })
    }

    fn one(part: Quantity<'a>, whole: &Quantity<'a>) -> Option<Self> {
        Self::of(vec![(part, NamedWhole::of(whole))])
    }
}

impl NamedWhole {
    fn of(own: &Quantity<'_>) -> Self {
        Self { value: own.value(), slack: own.slack(), number: own.number, line: own.sentence.index }
    }
}

/// By the first rule that fits.
pub(super) fn candidates<'a>(told: &ToldShare<'a>, report: &ReadReport<'a>, at: usize) -> Option<Candidate<'a>> {
    // »180 af 198, altså hver anden« is left to another check.
    let outside = (0..told.sentence.tokens.len()).filter(|at| !(told.start..told.end).contains(at));
    let is_ratio = outside
        .into_iter()
        .any(|at| ratio(&told.sentence.tokens, at).is_some_and(|(_, end)| at >= told.end || end <= told.start));
    if is_ratio && matches!(told.said, SaidShare::Words(_)) {
        return None;
    }
    if !told.is_only {
        let before = before_in_paragraph(&report.prose, at);
        return of_noun_before(told, report, at).or_else(|| made_up(told, before));
    }
    let before = at.checked_sub(1).and_then(|before| report.prose.get(before)).copied();
    of_counted_whole(told, before)
        .or_else(|| made_up(told, before))
        .or_else(|| of_named_whole(told, report))
        .or_else(|| of_noun_before(told, report, at))
        .or_else(|| of_them(told, before))
        .or_else(|| of_rest(told))
        .or_else(|| of_two(told, before.filter(|_| before_in_paragraph(&report.prose, at).is_some())))
}

/// `halvdelen af de 62 klinikker (31)`, `75 % af de 40, i alt 30`, `190 har gennemført, svarende til 76 % af de 250`
fn of_counted_whole<'a>(told: &ToldShare<'a>, before: Option<&'a PrintedSentence>) -> Option<Candidate<'a>> {
    let tokens = &told.sentence.tokens;
    let of = told.end + usize::from(told.is_bracketed());
    tokens.get(of).filter(|of| of.word() == "af")?;
    let words = tokens.iter().skip(of + 1).take_while(|placed| placed.is_in(&BEFORE_WHOLE)).count();
    let counts = told.counts(told.sentence);
    let whole = counts.iter().find(|own| own.at == of + 1 + words)?;
    let after = counts.iter().find(|own| own.at > whole.at).filter(|part| {
        let link = tokens.get(whole.noun_end()..part.at).unwrap_or_default();
        let closed = tokens.get(part.noun_end());
        let is_open = matches!(link, [open] if open.is('('));
        let is_led = link.len() > 1
            && link[0].is(',')
            && link[1].word() != "til"
            && link[1..].iter().all(|placed| placed.is_in(&LINKS) || placed.is('.'));
        is_open && closed.is_some_and(|mark| mark.is(')')) || is_led && closed.is_some_and(|mark| mark.is(','))
    });
    let inside = || counts.iter().rfind(|own| own.at < told.start).filter(|_| is_said(told) || told.is_bracketed());
    let earlier = || before.and_then(|before| only(told.counts(before))).filter(|_| points_back(told));
    let part = after.copied().or_else(|| inside().copied()).or_else(earlier)?;
    let is_alike = part.nouns.is_empty() || part.is_alike(whole) || part.at < told.start;
    let is_meant = after.is_some() || !tells_else(told, before);
    let found = Candidate::one(part, whole).filter(|_| is_alike && part.is_exact && whole.is_exact && is_meant)?;
    Some(Candidate { is_sure: true, ..found })
}

/// `Lægerne udgjorde 35,1 %`, of the parts that the sentence before counts.
fn made_up<'a>(told: &ToldShare<'a>, before: Option<&'a PrintedSentence>) -> Option<Candidate<'a>> {
    let tokens = &told.sentence.tokens;
    let verb = tokens.iter().take(4).position(|placed| placed.is_in(&[words![udgør udgjorde]]))?;
    let noun = stem(word(tokens, verb.checked_sub(1)));
    let between = tokens.get(verb + 1..told.start)?;
    let before =
        before.filter(|_| between.iter().all(|placed| placed.is_in(&[THAT_IS, THEREFORE, TOGETHER, words![i]])))?;
    let all = told.counts(before);
    let (whole, parts) = all.split_first()?;
    // »342 deltog, heraf 120 læger«, »Ud af 160 svar var 96 positive og 64 negative«
    let values: Vec<PrintedNumber> = parts.iter().map(|own| own.number).collect();
    let is_divided = has_any(&before.tokens, &[PARTITIVES])
        || starts_of(before)
        || parts.len() > 1 && adds_up(&whole.number, &values);
    let is_named = |own: &&Quantity<'a>| {
        own.nouns.first().is_some_and(|own| *own == noun || noun.chars().count() >= LONG && own.ends_with(noun))
    };
    let part = only(parts.iter().filter(is_named)).filter(|_| is_divided && !noun.is_empty())?;
    let found = Candidate::one(*part, whole).filter(|_| all.iter().all(|own| own.is_exact))?;
    Some(Candidate { is_sure: true, ..found })
}

/// `Merforbruget på 80.000 kr. svarer til 1,3 % af budgettet`, `46 var røgfrie, hvilket er hver tredje af deltagerne`
fn of_named_whole<'a>(told: &ToldShare<'a>, report: &ReadReport<'a>) -> Option<Candidate<'a>> {
    let tokens = &told.sentence.tokens;
    let part = told.counts(told.sentence).into_iter().rfind(|own| own.at < told.start)?;
    let is_noun = matches!(told.said, SaidShare::Words(_)) && tokens.get(told.end + 1).is_none_or(|mark| mark.is('.'));
    let names = of_noun(tokens, told.end)
        .or_else(|| of_noun(tokens, part.end))
        .or(is_noun.then_some((told.end, told.end + 1)))?;
    let wholes = named_wholes(report, told.sentence, &part, names);
    let pairs: Vec<_> =
        wholes.into_iter().filter(|whole| whole.value > part.value()).map(|whole| (part, whole)).collect();
    Candidate::of(pairs).map(|found| Candidate { is_sure: part.kind == QuantityKind::Money, ..found }).filter(|_| {
        part.is_exact && part.number.value > 1.0 && !part.measures_time() && is_said(told) && !has_any(tokens, &CHANGED)
    })
}

/// The part of `Kvinderne udgør 77 % af de ansatte, svarende til 2.526 personer`, and what it may follow from.
pub(super) fn part_after<'a>(told: &ToldShare<'a>, report: &ReadReport<'a>) -> Option<(Quantity<'a>, Vec<Reason>)> {
    let tokens = &told.sentence.tokens;
    let SaidShare::Percent(percent) = told.said else { return None };
    let part = only(told.counts(told.sentence)).filter(|part| part.at > told.end && part.is_exact)?;
    let is_led = is_in(word(tokens, part.at.checked_sub(2)), &[EQUALS]) || is_in(part.word_before(), &[THAT_IS]);
    let names = of_noun(tokens, told.end).filter(|_| is_led && percent.is_exact && !has_any(tokens, &CHANGED))?;
    let reason = |whole: NamedWhole| Reason {
        exact: whole.value * percent.value() / 100.0,
        room: whole.value * percent.number.half_unit() / 100.0,
        told: format!("{} af {}", percent.number, whole.number),
        numbers: vec![(told.sentence.index, percent.number), (whole.line, whole.number)],
    };
    let wholes =
        named_wholes(report, told.sentence, &part, names).into_iter().filter(|whole| whole.value > part.value());
    let reasons: Vec<Reason> = wholes.map(reason).collect();
    (!reasons.is_empty()).then_some((part, reasons))
}

/// `Der blev indberettet 412 hændelser. 309 hændelser (75 %) var uden betydning`
fn of_noun_before<'a>(told: &ToldShare<'a>, report: &ReadReport<'a>, at: usize) -> Option<Candidate<'a>> {
    let counts = told.counts(told.sentence);
    let first = counts.first()?;
    let start = first.at.min(told.start);
    let is_beside = start <= 1 || is_in(word(&told.sentence.tokens, Some(start - 1)), &[words![udgør udgjorde]]);
    // »309 hændelser (75 %)« and »21 % (391 fødsler)«
    let is_share = is_beside
        && (told.is_bracketed() && first.noun_end() + 1 == told.start
            || first.at == told.end + 1 && told.sentence.tokens.get(told.end).is_some_and(|mark| mark.is('(')));
    let near = report.prose.get(at.saturating_sub(BACK)..at)?;
    let near = near.iter().filter(|other| other.paragraph == told.sentence.paragraph);
    let [noun] = first.nouns[..] else { return None };
    let is_whole = |own: &Quantity<'_>| {
        own.is_exact
            && own.value() > first.value()
            && own.nouns.contains(&noun)
            && !is_in(own.word_before(), &[AGAINST, words![end på med]])
    };
    let wholes = near.flat_map(|other| told.counts(other)).filter(is_whole);
    Candidate::one(*first, &only(wholes)?)
        .filter(|_| is_share && first.is_exact && !has_any(&told.sentence.tokens, &[PARTITIVES]))
}

/// `264 hændelser, eller 22 pr. måned. Af dem blev 33 klassificeret som alvorlige (12,5 %)`, of any count of the sentence before.
fn of_them<'a>(told: &ToldShare<'a>, before: Option<&'a PrintedSentence>) -> Option<Candidate<'a>> {
    let tokens = &told.sentence.tokens;
    let is_led = is_in(word(tokens, Some(0)), &[words![af blandt]]) && is_in(word(tokens, Some(1)), &[THEM]);
    let part = only(told.counts(told.sentence)).filter(|_| is_led && told.is_bracketed())?;
    let wholes = told.counts(before?).into_iter().filter(|own| own.is_exact && own.value() > part.value());
    Candidate::of(wholes.map(|own| (part, NamedWhole::of(&own))).collect())
}

/// `Af 541 læger er 90 % med i en gruppe; de øvrige 54 står uden for`: the share of those who are not left.
/// `357 af dem (85 %), mens de øvrige 63 …`: of both together.
fn of_rest<'a>(told: &ToldShare<'a>) -> Option<Candidate<'a>> {
    let counts = told.counts(told.sentence);
    let [whole, rest] = counts.as_slice() else { return None };
    let is_rest = is_in(rest.word_before(), &[LEFT]) && rest.at > told.end && whole.at < told.start;
    // »357 af dem (85 %), mens de øvrige 63 ikke var det« states the part and the rest of the whole.
    if is_of_them(told) && is_rest {
        let sum = PrintedNumber::whole(whole.value() + rest.value());
        return Candidate::one(*whole, &whole.with_number(sum));
    }
    let is_known = whole.is_exact && rest.is_exact && rest.value() < whole.value() && rest.is_alike(whole);
    let part = PrintedNumber::whole(whole.value() - rest.value());
    let part = whole.with_number(part);
    Candidate::one(part, whole).filter(|_| is_rest && is_known)
}

/// The only two counts of the sentence, or of it and the one before.
fn of_two<'a>(told: &ToldShare<'a>, before: Option<&'a PrintedSentence>) -> Option<Candidate<'a>> {
    let tokens = &told.sentence.tokens;
    let own = told.counts(told.sentence);
    let earlier = before.filter(|_| own.len() < 2 && (points_back(told) || is_said(told) || is_of_them(told)));
    let has_share =
        |sentence: &PrintedSentence| sentence.quantities().iter().any(|own| own.kind == QuantityKind::Percent);
    let scope: Vec<Quantity<'a>> =
        earlier.map(|before| told.counts(before)).unwrap_or_default().into_iter().chain(own).collect();
    let [one, two] = scope.as_slice() else { return None };
    // »1.500 lånere blandt 6.000 borgere«
    let between = tokens.get(one.end..two.at).unwrap_or_default();
    let is_among =
        earlier.is_none() && has_any(between, &[words![blandt af]]) && matches!(told.said, SaidShare::Words(_));
    // »132 (61,2 %) af klinikkerne«, »2 % af lønsummen« refer to another whole.
    let is_of_other = word(tokens, Some(told.end + usize::from(told.is_bracketed()))) == "af"
        && (told.is_bracketed() || one.kind == QuantityKind::Money);
    let is_tied = is_said(told) || told.is_bracketed() || is_among;
    let are_known = [one, two].iter().all(|own| own.is_exact) && one.kind == two.kind;
    if !is_tied || !are_known || is_of_other || earlier.is_some_and(has_share) {
        return None;
    }
    let (part, whole) = if one.value() <= two.value() { (one, two) } else { (two, one) };
    let others = others(part, whole);
    if let Some((part, sum)) = of_sum(told, one, two) {
        return Some(Candidate { pairs: vec![(part, sum)], others, is_sure: false });
    }
    // »24.000 kr. højere end budgettet på 980.000 kr.« is a share of it.
    let is_of_base =
        !told.is_bracketed() && is_in(word(tokens, Some(one.end)), &[MORE, LESS, VAGUE]) && one.at == part.at;
    let is_led = starts_of(one.sentence) || is_among || is_rated(told);
    let is_beside = !is_led && is_in(whole.word_before(), &BESIDE);
    let fits = is_of_base || (is_led || one.is_alike(two) && !is_beside) && !tells_else(told, earlier);
    let pairs = if fits { vec![(*part, NamedWhole::of(whole))] } else { Vec::new() };
    Some(Candidate { pairs, others, is_sure: points_back(told) })
}

/// How else a number may follow from the two: what is left, a change, or a part of their sum.
fn others(part: &Quantity<'_>, whole: &Quantity<'_>) -> Vec<Reason> {
    let (one, two) = (part.value(), whole.value());
    let told = format!("{} og {}", part.number, whole.number);
    let shares = [(one, two), (two - one, two), (two - one, one), (one, one + two), (two, one + two), (two, one)];
    shares
        .map(|(part_value, whole_value)| Reason::of(100.0 * part_value / whole_value, told.clone(), &[part, whole]))
        .into()
}

/// The part and the whole of `45 kvinder og 30 mænd, dvs. 60 % kvinder`: two groups of one list, one of which is named again.
fn of_sum<'a>(told: &ToldShare<'a>, one: &Quantity<'a>, two: &Quantity<'a>) -> Option<(Quantity<'a>, NamedWhole)> {
    let tokens = &told.sentence.tokens;
    let between = tokens.get(one.noun_end()..two.at).filter(|_| std::ptr::eq(one.sentence, two.sentence))?;
    // »132 af deltagerne var mænd og 168 kvinder«
    let is_pair =
        between.last().is_some_and(|and| and.word() == "og") && (between.len() == 1 || has_any(between, &[SEXES]));
    let in_counts = |at: usize| (one.at..one.noun_end()).contains(&at) || (two.at..two.noun_end()).contains(&at);
    let is_named = |own: &Quantity<'a>| {
        own.nouns.len() == 1
            && (0..tokens.len()).any(|at| !in_counts(at) && own.nouns.contains(&stem(word(tokens, Some(at)))))
    };
    let part = only([*one, *two].into_iter().filter(is_named)).filter(|_| is_pair)?;
    let sum = one.value() + two.value();
    Some((part, NamedWhole { value: sum, slack: 0.0, number: PrintedNumber::whole(sum), line: one.sentence.index }))
}

/// Whether words tie the share to the counts: `…, svarende til 85 %`, `Det er 76 %`, `svarprocenten blev 85 %`.
fn is_said(told: &ToldShare<'_>) -> bool {
    let tokens = &told.sentence.tokens;
    let is_link = |placed: &&PlacedToken| {
        placed.is_in(&LINKS)
            || is_rate(placed.word())
            || placed.is('.')
            || placed.number().is_some_and(|year| year.is_year)
    };
    let links = tokens.iter().take(told.start).rev().take_while(is_link).count();
    let linked = tokens.get(told.start - links..told.start).unwrap_or_default();
    linked.iter().any(|placed| placed.is_in(&EQUAL)) || is_rated(told)
}

/// Whether the share is a rate: `svarprocenten blev 85 %`, `Andelen af kvinder var 60 % (45 kvinder og 30 mænd)`.
fn is_rated(told: &ToldShare<'_>) -> bool {
    let tokens = &told.sentence.tokens;
    let near = tokens.get(told.start.saturating_sub(RATE_NEAR)..told.start).unwrap_or_default();
    let is_share = word(tokens, Some(0)).starts_with("andel") && tokens.get(told.end).is_some_and(|mark| mark.is('('));
    is_share || near.iter().any(|placed| is_rate(placed.word()))
}

/// Whether the sentence is about the one before: »Det svarer til 76 %«.
fn points_back(told: &ToldShare<'_>) -> bool {
    let first = word(&told.sentence.tokens, Some(0));
    is_in(first, &[THIS]) && told.counts(told.sentence).iter().all(|own| own.at > told.start)
}

/// `190 af dem (76 %)`
fn is_of_them(told: &ToldShare<'_>) -> bool {
    let tokens = &told.sentence.tokens;
    let is_them =
        |at: usize| is_in(word(tokens, Some(at)), &[words![af blandt]]) && is_in(word(tokens, Some(at + 1)), &[THEM]);
    told.is_bracketed() && (is_them(0) || told.start >= 3 && is_them(told.start - 3))
}

/// Whether a word makes the share one of something else.
fn tells_else(told: &ToldShare<'_>, before: Option<&PrintedSentence>) -> bool {
    let tokens = &told.sentence.tokens;
    let inside = |at: usize| (told.start..told.end).contains(&at);
    let own = (0..tokens.len()).any(|at| !inside(at) && is_in(word(tokens, Some(at)), &OTHERWISE));
    let earlier = before.is_some_and(|before| has_any(&before.tokens, &OTHERWISE));
    let years = years(tokens).len() + before.map_or(0, |before| years(&before.tokens).len());
    own || earlier || years > 1
}

/// The words after »af« that may name the whole.
fn of_noun(tokens: &[PlacedToken], end: usize) -> Option<(usize, usize)> {
    tokens.get(end).filter(|of| of.word() == "af")?;
    let words = tokens.iter().skip(end + 1).take(OF_NEAR).take_while(|placed| !placed.word().is_empty()).count();
    (words > 0).then_some((end + 1, end + 1 + words))
}
/// The numbers that the text or a table has for one of the words.
fn named_wholes(
    report: &ReadReport<'_>,
    sentence: &PrintedSentence,
    part: &Quantity<'_>,
    (from, to): (usize, usize),
) -> Vec<NamedWhole> {
    let names: Vec<&str> = (from..to)
        .map(|at| word(&sentence.tokens, Some(at)))
        .filter(|name| name.chars().count() >= LONG && !is_in(name, &[WHOLE, ALL]))
        .collect();
    // »To tredjedele af alle« refers to all that the part counts.
    let names = if names.is_empty() { part.noun_words().take(1).collect() } else { names };
    let is_named = |word: &str| word.chars().count() >= LONG && names.iter().any(|name| is_form(word, name));
    let is_of = |own: &&Quantity<'_>| {
        // »Et budget på 6,28 mio. kr.« names it before.
        let is_before = || (own.at.saturating_sub(4)..own.at).any(|at| is_named(word(&own.sentence.tokens, Some(at))));
        let is_alike = own.kind == part.kind && own.is_exact;
        is_alike && (own.noun_words().next().is_some_and(is_named) || own.kind == QuantityKind::Money && is_before())
    };
    let mut found: Vec<NamedWhole> = report.quantities.iter().filter(is_of).map(NamedWhole::of).collect();
    for table in &report.tables {
        let scale = if part.kind == QuantityKind::Money { unit(table).unwrap_or(1.0) } else { 1.0 };
        for row in table.rows.iter().filter(|row| row.is_total()) {
            let is_row = row.plain_label().split_whitespace().any(is_named);
            let columns = (0..row.cells.len())
                .filter(|column| is_row || table.column(*column).to_lowercase().split_whitespace().any(is_named));
            let values = columns.filter_map(|column| row.value(column)).filter(|value| !value.percent);
            found.extend(values.map(|value| NamedWhole {
                value: value.value * scale,
                slack: value.slack() * scale,
                number: value.plain(),
                line: row.index,
            }));
        }
    }
    found
}
