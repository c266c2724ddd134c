//! Changes since an earlier time whose number is in a table or in a clause after it: `Det er 66 flere end i 2022`, `Det er 14 flere
//! besøg end året før, hvor 112 klinikker fik besøg`, and changes of what the sentences before counted.

use super::above;
use super::reason::{Reason, explained};
use crate::proofread::checks::changes::words::{direction, is_comparative, moved as moved_word};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::unit;
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance of a change that is meant to be that of two numbers, as a share of it.
const NEAR: f64 = 0.75;
/// Smaller numbers are in many cells.
const LEAST: f64 = 20.0;
/// Most tokens between the comparative and »end«.
const THAN_NEAR: usize = 4;
/// Letters that a subject and what is counted share.
const SHARED: usize = 4;
/// Most tokens between the verb of a change and its amount.
const AMOUNT_NEAR: usize = 3;

/// A change that a sentence tells of a number before it.
struct EarlierChange<'a> {
    own: Quantity<'a>,
    rises: bool,
    /// Indices of the comparative and of »end«.
    said: usize,
    than: usize,
}

/// `Det er 14 flere besøg end året før, hvor 112 klinikker fik besøg`, `Det er 66 flere end i 2022`
pub(super) fn than(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let all = sentence.quantities();
    let told = all.iter().find_map(told_change)?;
    let points = is_in(word(&sentence.tokens, Some(0)), &[SUBJECTS, THAT_IS]);
    let own: Vec<Quantity<'_>> = all.iter().filter(|own| own.at < told.own.at).copied().collect();
    let current = match above(report, at).first() {
        Some(before) if own.is_empty() && points => before.quantities(),
        // »Antallet af kursister er steget …«
        _ if own.is_empty() => match counted_noun(sentence) {
            Some(noun) => super::each::counts_of(report, noun)
                .into_iter()
                .filter(|own| !std::ptr::eq(own.sentence, sentence))
                .collect(),
            None => own,
        },
        _ => own,
    };
    let current: Vec<Quantity<'_>> =
        current.into_iter().filter(|own| own.is_exact && is_changed(own, &told.own)).collect();
    let later: Vec<&Quantity<'_>> = all.iter().filter(|own| own.at > told.than && is_changed(own, &told.own)).collect();
    let is_rounded = tells_measures(&sentence.text);
    let reasons: Vec<Reason> = match later.as_slice() {
        [earlier] if earlier.measures_time() && !told.own.measures_time() => return None,
        [earlier] => current
            .iter()
            .filter(|own| told.is_of(own, earlier))
            .map(|own| change(own, (earlier.number, earlier.scale), (own.number, own.scale), &told, is_rounded))
            .collect(),
        [] => current.iter().flat_map(|own| tabled(report, own, &told, is_rounded)).collect(),
        _ => return None,
    };
    explained(&told.own, &reasons, NEAR, Code::PrintedChange)
}

impl EarlierChange<'_> {
    /// Whether the numbers count what the amount does, if it has a noun: »6 flere klinikker« are no meetings.
    fn is_of(&self, current: &Quantity<'_>, earlier: &Quantity<'_>) -> bool {
        let tokens = &self.own.sentence.tokens;
        let nouns = self.own.noun_words().chain((self.said + 1..self.than).map(|at| word(tokens, Some(at))));
        let nouns: Vec<&str> = nouns.collect();
        let counts = |own: &Quantity<'_>| {
            let first = own.noun_words().next();
            nouns.is_empty()
                || self.said == self.than
                || first.is_none_or(|noun| nouns.iter().any(|own| is_form(own, noun)))
        };
        let are_alike = current.is_alike(earlier) || self.own.kind == QuantityKind::Points;
        counts(current) && (are_alike || !nouns.is_empty() && counts(current) && current.nouns.is_empty())
    }
}

/// The noun of »antallet af kursister«.
fn counted_noun(sentence: &PrintedSentence) -> Option<&str> {
    let tokens = &sentence.tokens;
    let is_led = word(tokens, Some(0)) == "antallet" && word(tokens, Some(1)) == "af";
    Some(word(tokens, Some(2))).filter(|noun| is_led && noun.chars().count() > 3)
}

fn told_change<'a>(own: &Quantity<'a>) -> Option<EarlierChange<'a>> {
    let tokens = &own.sentence.tokens;
    if let Some(told) = by_noun(own) {
        return Some(told);
    }
    let said = [own.end, own.noun_end()].into_iter().find(|at| is_comparative(word(tokens, Some(*at))))?;
    let than = (said + 1..said + 1 + THAN_NEAR).find(|at| word(tokens, Some(*at)) == "end")?;
    Some(EarlierChange { own: *own, rises: direction(word(tokens, Some(said)))?, said, than })
}

/// `en stigning på 3,4 % i forhold til 2023, hvor …`
fn by_noun<'a>(own: &Quantity<'a>) -> Option<EarlierChange<'a>> {
    let tokens = &own.sentence.tokens;
    // »Steget med 5 % siden 2023«
    let noun = own.at.checked_sub(2)?;
    let is_verb = own.word_before() == "med" && moved_word(word(tokens, Some(noun))).is_some();
    let rises =
        direction(word(tokens, Some(noun))).filter(|_| is_verb || is_in(word(tokens, Some(noun)), &[CHANGE_NOUNS]))?;
    let than = (own.end..own.end + THAN_NEAR)
        .find(|at| is_in(word(tokens, Some(*at)), &[words![forhold sammenlignet siden fra]]))?;
    (is_verb || own.word_before() == "på").then_some(EarlierChange { own: *own, rises, said: than, than })
}

/// Whether the amount may be a change of such a number: points of percentages, percent of counts.
fn is_changed(own: &Quantity<'_>, amount: &Quantity<'_>) -> bool {
    match amount.kind {
        QuantityKind::Points => own.kind == QuantityKind::Percent,
        QuantityKind::Percent => matches!(own.kind, QuantityKind::Plain | QuantityKind::Money),
        kind => own.kind == kind,
    }
}

/// A number and how many a 1 of it is.
type Scaled = (PrintedNumber, f64);

/// The change from an earlier number. One to the other side is not meant, and is far away.
fn change(own: &Quantity<'_>, from: Scaled, to: Scaled, told: &EarlierChange<'_>, is_rounded: bool) -> Reason {
    let moved = if to.0.value > from.0.value { "en stigning, som" } else { "et fald, som" };
    let value = |(number, scale): Scaled| number.value * scale;
    let difference = if told.rises { value(to) - value(from) } else { value(from) - value(to) };
    let slack = |(number, scale): Scaled| scale * if is_rounded { number.half_unit() } else { number.slack() };
    let room = slack(from) + slack(to);
    let by = if told.own.kind == QuantityKind::Percent { value(from) / 100.0 } else { 1.0 };
    let reason = Reason::of(difference / by, format!("Fra {} til {} er {moved}", from.0, to.0), &[own]);
    reason.with_room(room / by)
}

/// The changes from the column of the earlier year, of each cell that has the number.
fn tabled(report: &ReadReport<'_>, own: &Quantity<'_>, told: &EarlierChange<'_>, is_rounded: bool) -> Vec<Reason> {
    let tokens = &told.own.sentence.tokens;
    let named = years(tokens).into_iter().find(|(at, _)| *at > told.than).map(|(_, year)| year);
    let is_before =
        (told.than + 1..told.than + 4).any(|at| is_in(word(tokens, Some(at)), &[words![før sidste forrige]]));
    if own.value() < LEAST || named.is_none() && !is_before {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    for table in report.tables.iter().chain(&report.turned) {
        let unit = if own.kind == QuantityKind::Money { unit(table) } else { Some(1.0) };
        let Some(unit) = unit else { continue };
        let half = if own.scale == unit { 1e-9 } else { own.number.half_unit() * own.scale };
        for (row, column) in table.rows.iter().flat_map(|row| (0..row.cells.len()).map(move |column| (row, column))) {
            let is_same = |value: &PrintedNumber| {
                (value.value * unit - own.value()).abs() <= half && value.percent == own.number.percent
            };
            let current = row.value(column).filter(is_same);
            let earlier =
                current.and_then(|_| earlier_column(table, column, named)).and_then(|earlier| row.value(earlier));
            reasons.extend(current.zip(earlier).map(|(current, earlier)| {
                change(own, (earlier.plain(), unit), (current.plain(), unit), told, is_rounded)
            }));
        }
    }
    reasons
}

/// The column of the same name with the earlier year; without one, the year before.
fn earlier_column(table: &PrintedTable, column: usize, year: Option<f64>) -> Option<usize> {
    let name = table.column(column);
    let (_, own) = only(years(&tokens(name)))?;
    let year = year.unwrap_or(own - 1.0);
    let earlier = name.replace(&own.to_string(), &year.to_string());
    let same = (0..table.width()).find(|other| table.column(*other) == earlier);
    let groups = crate::proofread::checks::about_tables::year_columns(table);
    let of_year = || only(groups.iter().filter(|(_, own)| *own == year)).map(|(column, _)| *column);
    same.or_else(of_year).filter(|other| *other != column)
}

/// `Forskellen mellem de to udsagn er 23 procentpoint`, of the only two percentages of the sentence before.
pub(super) fn apart(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let [own] =
        sentence.quantities().into_iter().filter(|own| own.kind == QuantityKind::Points).collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let is_led = is_in(word(&sentence.tokens, Some(0)), &[DIFFERENCES]) && is_in(own.word_before(), &[BE, words![på]]);
    let before = above(report, at).first().copied().filter(|_| is_led)?;
    let all: Vec<Quantity<'_>> =
        before.quantities().into_iter().filter(|own| own.kind == QuantityKind::Percent && own.is_exact).collect();
    let [one, two] = all.as_slice() else { return None };
    let told = format!("Forskellen mellem {} og {}", one.number, two.number);
    let reason = Reason::of((one.value() - two.value()).abs(), told, &[one, two]);
    let decimals = one.number.decimals + two.number.decimals + own.number.decimals;
    let room = if decimals > 0 { one.number.half_unit() + two.number.half_unit() } else { 0.0 };
    explained(&own, &[reason.with_room(room)], NEAR, Code::PrintedChange)
}

/// `Medlemstallet er dermed vokset med 6,2 %`, of two numbers that the sentences before count with one noun.
pub(super) fn moved(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [own] = sentence.quantities()[..] else { return None };
    let is_link = |at: &usize| is_in(word(tokens, Some(*at)), &[words![med på]]);
    let verb = (own.at.saturating_sub(AMOUNT_NEAR)..own.at).find_map(|at| {
        let rises = moved_word(word(tokens, Some(at)))?;
        (at..own.at).any(|at| is_link(&at)).then_some(rises)
    })?;
    // »Medlemstallet« of »1.190 medlemmer«
    let subjects: Vec<&str> = tokens.iter().take(own.at).map(PlacedToken::word).collect();
    let is_subject = |noun: &str| {
        subjects.iter().any(|word| {
            let shared = word.chars().zip(noun.chars()).take_while(|(one, two)| one == two).count();
            is_in(word, &[COUNTS, SUBJECTS]) || shared >= SHARED
        })
    };
    let points = has_any(tokens, &[THAT_IS, THEREFORE]) && own.kind == QuantityKind::Percent;
    let ends = tokens.get(own.end).is_none_or(|mark| mark.is('.'));
    if !points || !ends || !years(tokens).is_empty() {
        return None;
    }
    let all: Vec<Quantity<'_>> = above(report, at).iter().flat_map(|sentence| sentence.quantities()).collect();
    let counts: Vec<&Quantity<'_>> = all.iter().filter(|own| own.is_count() && own.is_exact).collect();
    let pairs = counts.iter().enumerate().flat_map(|(at, one)| counts.iter().skip(at + 1).map(move |two| (*one, *two)));
    let reasons: Vec<Reason> = pairs
        .filter(|(one, two)| {
            let noun = |own: &Quantity<'_>| own.nouns.first().copied().unwrap_or_default().to_owned();
            !one.nouns.is_empty() && !two.nouns.is_empty() && is_form(&noun(one), &noun(two)) && is_subject(&noun(one))
        })
        .flat_map(|(one, two)| [(one, two), (two, one)])
        .map(|(from, to)| {
            let rise = if verb { to.value() - from.value() } else { from.value() - to.value() };
            Reason::of(
                100.0 * rise / from.value(),
                format!("Ændringen fra {} til {}", from.number, to.number),
                &[from, to],
            )
        })
        .collect();
    explained(&own, &reasons, NEAR, Code::PrintedChange)
}
