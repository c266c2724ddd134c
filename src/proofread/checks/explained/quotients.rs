//! Amounts for each of something that is counted in the sentence, in one before it, or in all of the text: `14.475 recepter, svarende
//! til 150 pr. 1.000 patienter`, `Med 114 elever svarer elevbetalingen til 65.000 kr. pr. elev`.

use super::above;
use super::reason::{Reason, explained};
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::{named_row, unit};
use crate::proofread::checks::told_rows::form::is_form;

/// Greatest distance at which a number is meant to be the quotient, as a share of it.
const NEAR: f64 = 0.35;
/// Sentences before one that starts with »pr.« that may have what is divided.
const LED_BACK: usize = 3;
/// Words in a sentence whose number is that of one, of another place or of another time.
const OTHERWISE: [WordClass; 5] =
    [AGAINST, PARTITIVES, MOST, LEAST, words![end fra landsgennemsnittet mest mindst median medianen]];
/// Units of time: how many of the first make one of the second.
const TIMES: [(&str, &str, f64); 6] = [
    ("kvartal", "år", 4.0),
    ("måned", "år", 12.0),
    ("uge", "år", 52.0),
    ("halvår", "år", 2.0),
    ("dag", "uge", 7.0),
    ("måned", "kvartal", 3.0),
];

/// A number for each of a noun, or of a thousand of it.
struct ToldQuotient<'a> {
    own: Quantity<'a>,
    /// 1,000 for »pr. 1.000 patienter«.
    of: f64,
    noun: &'a str,
    /// Index after the noun.
    end: usize,
}

fn told(sentence: &PrintedSentence) -> Option<ToldQuotient<'_>> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    // »Pr. barn kostede tandplejen 2.250 kr.«
    if is_in(word(tokens, Some(0)), &[PER]) {
        let at = 1 + usize::from(tokens.get(1).is_some_and(|point| point.is('.')));
        let own = only(all).filter(|own| own.at > at && own.is_exact)?;
        let noun = Some(word(tokens, Some(at))).filter(|noun| noun.chars().count() > 2)?;
        return Some(ToldQuotient { own, of: 1.0, noun, end: own.noun_end() });
    }
    // »18 på hvert kursus«
    let is_each =
        |at: usize| is_in(word(tokens, Some(at)), &[words![på i for]]) && is_in(word(tokens, Some(at + 1)), &[EACH]);
    let per = (0..tokens.len()).rev().find(|at| is_in(word(tokens, Some(*at)), &[PER]) || is_each(*at))?;
    let is_link = is_each(per) || tokens.get(per + 1).is_some_and(|point| point.is('.'));
    let next = per + 1 + usize::from(is_link);
    let own = *all.iter().rfind(|own| own.at < per && per - own.noun_end().min(per) <= 1)?;
    let base = all.iter().find(|base| base.at == next);
    let (of, at) = base.map_or((1.0, next), |base| (base.value(), base.end));
    let noun = Some(word(tokens, Some(at))).filter(|noun| noun.chars().count() > 2)?;
    own.is_exact.then_some(ToldQuotient { own, of, noun, end: at + 1 })
}

pub(super) fn check(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let ToldQuotient { own, of, noun, end } = told(sentence)?;
    let told = sentence.tokens.get(..end).unwrap_or_default();
    if has_any(told, &OTHERWISE) || own.kind == QuantityKind::Percent {
        return None;
    }
    let is_by = |other: &Quantity<'_>| {
        let is_count = other.is_count() && other.is_exact && other.value() != of;
        is_count && other.noun_words().any(|word| is_form(word, noun))
    };
    let is_part = |part: &Quantity<'_>| {
        // »38.048 sygedage« are days too.
        let is_last = |word: &str| own.noun_words().next().is_some_and(|noun| word.ends_with(noun));
        let is_alike = part.is_alike(&own) || part.noun_words().next().is_some_and(is_last);
        part.is_exact && part.kind == own.kind && part.value() > own.value() && !is_by(part) && is_alike
    };
    let inside: Vec<Quantity<'_>> =
        sentence.quantities().into_iter().filter(|other| other.at < own.at && is_part(other)).collect();
    // What is divided is in the sentence; if nothing is, in the one before or a row that it names.
    let is_led = is_in(word(&sentence.tokens, Some(0)), &[PER]);
    let back = if is_led { LED_BACK } else { 1 };
    let near: Vec<Quantity<'_>> =
        above(report, at).into_iter().take(back).flat_map(|before| before.quantities()).collect();
    let parts = if inside.is_empty() { near.into_iter().filter(is_part).collect() } else { inside };
    let mut reasons: Vec<Reason> = Vec::new();
    for by in report.quantities.iter().filter(|other| is_by(other)) {
        for part in &parts {
            let shown = format!("{} delt med {}", part.number, by.number);
            let shown = if of == 1.0 { shown } else { format!("{shown} gange {}", PrintedNumber::whole(of)) };
            let room = of * part.slack() / by.value();
            reasons.push(Reason::of(of * part.value() / by.value(), shown, &[part, by]).with_room(room));
        }
        if parts.is_empty() && own.kind == QuantityKind::Money {
            reasons.extend(of_rows(report, &own, by));
        }
    }
    for (by, line) in totals_of(report, noun) {
        for part in &parts {
            let told = format!("{} delt med {by}", part.number);
            let mut reason =
                Reason::of(of * part.value() / by.value, told, &[part]).with_room(of * part.slack() / by.value);
            reason.numbers.push((line, by));
            reasons.push(reason);
        }
    }
    let claim = explained(&own, &reasons, NEAR, Code::PrintedSum)?;
    let tokens = &sentence.tokens;
    // »Prisen var 32.000 kr. pr. borger i døgntilbud« is of some.
    let is_concluded = is_led
        || has_any(tokens, &[THIS, THAT_IS, THEREFORE, EQUALS, GIVES, words![hvilket eller]])
        || tokens.iter().any(|placed| starts_in(placed.word(), &[MEANS]) || placed.word() == "snit");
    let ends = tokens.get(end).is_none_or(|mark| mark.word().is_empty() || mark.is_in(&[AND, BUT]));
    let is_sure = is_concluded && ends && !is_tabled(report, &own);
    (claim.verdict == ClaimVerdict::Agrees || is_sure).then_some(claim)
}

/// The totals of columns named after the noun, and their lines.
fn totals_of(report: &ReadReport<'_>, noun: &str) -> Vec<(PrintedNumber, usize)> {
    let mut totals = Vec::new();
    for table in &report.tables {
        let is_named = |column: &usize| {
            let name = table.column(*column).to_lowercase();
            name.split_whitespace().next().is_some_and(|first| is_form(first, noun))
        };
        for row in table.rows.iter().filter(|row| row.is_total()) {
            let values = (0..row.cells.len()).filter(is_named).filter_map(|column| row.value(column));
            totals.extend(
                values.filter(|value| !value.percent && value.value > 0.0).map(|value| (value.plain(), row.index)),
            );
        }
    }
    totals
}

/// The amounts of the only row that the sentence names before the number, for each of those who are counted.
fn of_rows(report: &ReadReport<'_>, own: &Quantity<'_>, by: &Quantity<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for table in &report.tables {
        let (Some(row), Some(unit)) = (named_row(own.sentence, own, table), unit(table)) else { continue };
        for value in row.cells.iter().filter_map(|cell| cell.value).filter(|value| !value.percent) {
            let told = format!("»{}« {} delt med {}", row.name(), value.plain(), by.number);
            let room = unit * value.slack() / by.value();
            reasons.push(Reason::of(unit * value.value / by.value(), told, &[by]).with_room(room));
        }
    }
    reasons
}

/// Whether a table has the number.
fn is_tabled(report: &ReadReport<'_>, own: &Quantity<'_>) -> bool {
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    let mut numbers = rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.numbers);
    numbers.any(|number| number.value == own.number.value && number.decimals == own.number.decimals)
}

/// `45.000 kr. pr. kvartal, i alt 180.000 kr. om året`
pub(super) fn of_time(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let tokens = &sentence.tokens;
    let [one, many] = sentence.quantities()[..] else { return None };
    let unit = |own: &Quantity<'_>| {
        let link = own.noun_end();
        let point = tokens.get(link + 1).is_some_and(|point| point.is('.'));
        match word(tokens, Some(link)) {
            "årligt" => "år",
            link_word if is_in(link_word, &[PER, EACH, words![om]]) => {
                word(tokens, Some(link + 1 + usize::from(point)))
            }
            _ => "",
        }
    };
    let (small, large) = (unit(&one), unit(&many));
    // »Året« is »år«, and »ugen« »uge«.
    let is_unit = |word: &str, name: &str| word.strip_prefix(name).is_some_and(|end| end.len() <= 2);
    let (.., by) = *TIMES.iter().find(|(first, second, _)| is_unit(small, first) && is_unit(large, second))?;
    let is_other = has_any(tokens, &[AGAINST, PARTITIVES, words![end]]);
    let is_plain = one.is_exact && one.kind == many.kind && one.scale == many.scale && !is_other;
    let told = format!("{} gange {}", one.number, PrintedNumber::whole(by));
    let room = by * one.number.half_unit() * one.scale;
    let reason = Reason::of(one.value() * by, told, &[&one]).with_room(room);
    explained(&many, &[reason], NEAR, Code::PrintedSum).filter(|_| is_plain)
}
