//! Amounts for each of something that the text or a table counts: `14.475 recepter, svarende til 150 pr. 1.000 patienter`.

use super::around::above;
use super::each::counts_of;
use super::reason::{Reason, explained};
use crate::proofread::checks::about_tables::year_columns;
use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::retold::money::{named_row, unit};
use crate::proofread::checks::told_rows::form::is_form;
use crate::proofread::checks::told_rows::names::TableNames;

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

/// Units of time that a year has several of: the noun, how many, and the fewest that are worked where some are holidays.
const OF_YEAR: [(&str, f64, Option<f64>); 3] =
    [("måned", 12.0, None), ("uge", 52.0, Some(40.0)), ("dag", 365.0, Some(200.0))];
/// Fewest letters of a noun that a compound may end with.
const LONG: usize = 5;
/// First lines that may have the title.
const TITLE_LINES: usize = 3;

/// A number for each of something.
struct ToldQuotient<'a> {
    own: Quantity<'a>,
    /// 1,000 for »pr. 1.000 patienter«.
    of: f64,
    by: Divisor<'a>,
    /// Index after what it is for each of.
    end: usize,
}

#[derive(Clone, Copy)]
enum Divisor<'a> {
    /// Whatever counts the noun: »pr. patient«.
    Noun(&'a str),
    /// »for hver af de 190 borgere«
    Count(Quantity<'a>),
}

fn told(sentence: &PrintedSentence) -> Option<ToldQuotient<'_>> {
    let tokens = &sentence.tokens;
    let all = sentence.quantities();
    let noun = |at: usize| Some(word(tokens, Some(at))).filter(|noun| noun.chars().count() > 2);
    let before = |at: usize| all.iter().rfind(|own| own.at < at && at - own.noun_end().min(at) <= 1 && own.is_exact);
    // »Pr. barn kostede tandplejen 2.250 kr.«, »Elforbruget pr. kvartal var 2.800 MWh«
    let is_first = |at: &usize| is_in(word(tokens, Some(*at)), &[PER]) && all.iter().all(|own| own.at > *at);
    if let (Some(per), [own]) = ((0..tokens.len()).find(is_first), all.as_slice()) {
        let at = per + 1 + usize::from(tokens.get(per + 1).is_some_and(|point| point.is('.')));
        let is_said = own.at > at && (per == 0 || own.at == at + 2 && is_in(own.word_before(), &[BE]));
        let by = Divisor::Noun(noun(at)?);
        return (is_said && own.is_exact).then_some(ToldQuotient { own: *own, of: 1.0, by, end: own.noun_end() });
    }
    // »6.000 kr. for hver af de 190 borgere«
    let is_of = |at: &usize| word(tokens, Some(*at)).starts_with("hver") && word(tokens, Some(at + 1)) == "af";
    if let Some(at) = (1..tokens.len()).find(is_of) {
        let own = before(at - 1)?;
        let count = all.iter().find(|count| count.at > at && count.at <= at + 4 && count.is_count())?;
        return Some(ToldQuotient { own: *own, of: 1.0, by: Divisor::Count(*count), end: count.noun_end() });
    }
    // »18 på hvert kursus«, »26 om måneden«
    let is_each =
        |at: usize| is_in(word(tokens, Some(at)), &[words![på i for]]) && is_in(word(tokens, Some(at + 1)), &[EACH]);
    let is_time = |at: usize| word(tokens, Some(at)) == "om" && of_year(word(tokens, Some(at + 1))).is_some();
    let per = (0..tokens.len()).rev().find(|at| is_in(word(tokens, Some(*at)), &[PER]) || is_each(*at) || is_time(*at));
    let Some(per) = per else { return of_subject(sentence, &all) };
    let is_link = is_each(per) || tokens.get(per + 1).is_some_and(|point| point.is('.'));
    let next = per + 1 + usize::from(is_link);
    let base = all.iter().find(|base| base.at == next);
    let (of, at) = base.map_or((1.0, next), |base| (base.value(), base.end));
    Some(ToldQuotient { own: *before(per)?, of, by: Divisor::Noun(noun(at)?), end: at + 1 })
}

/// The average of `Hver læge så i gennemsnit 171 patienter`, `De frivillige lagde 20.904 timer, i gennemsnit 78 timer hver`.
fn of_subject<'a>(sentence: &'a PrintedSentence, all: &[Quantity<'a>]) -> Option<ToldQuotient<'a>> {
    let tokens = &sentence.tokens;
    let mean = tokens.iter().position(|placed| placed.word().starts_with("gennemsnit"))?;
    let own = *all.iter().find(|own| own.at > mean && own.at - mean <= 2 && own.is_exact)?;
    let (first, second) = (word(tokens, Some(0)), word(tokens, Some(1)));
    let ends_with_each = is_in(word(tokens, Some(own.noun_end())), &[EACH]);
    let noun = match first {
        _ if is_in(first, &[EACH, ONE]) => second,
        _ if is_in(first, &[ARTICLES]) && ends_with_each => second,
        // »Kurserne havde i gennemsnit 82 deltagere«
        _ if first.ends_with("rne") && mean <= 4 => first,
        _ => return None,
    };
    (noun.chars().count() > 2).then_some(ToldQuotient { own, of: 1.0, by: Divisor::Noun(noun), end: own.noun_end() })
}

fn of_year(noun: &str) -> Option<(f64, Option<f64>)> {
    OF_YEAR.iter().find(|(name, ..)| is_form(name, noun)).map(|(_, many, fewest)| (*many, *fewest))
}

pub(super) fn check(report: &ReadReport<'_>, at: usize) -> Option<Claim> {
    let sentence = *report.prose.get(at)?;
    let told = told(sentence)?;
    let ToldQuotient { own, of, by, end } = told;
    let tokens = &sentence.tokens;
    if has_any(tokens.get(..end).unwrap_or_default(), &OTHERWISE) || own.kind == QuantityKind::Percent {
        return None;
    }
    let parts = parts(report, at, &told);
    let mut reasons: Vec<Reason> = Vec::new();
    for part in &parts {
        for (count, line) in divisors(report, sentence, &told, part) {
            let shown = format!("{} delt med {count}", part.number);
            let shown = if of == 1.0 { shown } else { format!("{shown} gange {}", PrintedNumber::whole(of)) };
            let room = of * part.slack() / count.value;
            let mut reason = Reason::of(of * part.value() / count.value, shown, &[part]).with_room(room);
            reason.numbers.extend(line.map(|line| (line, count)));
            reasons.push(reason);
        }
    }
    if let (true, QuantityKind::Money, Divisor::Noun(noun)) = (parts.is_empty(), own.kind, by) {
        let counts = counts_of(report, noun);
        reasons.extend(counts.iter().flat_map(|by| of_rows(report, &own, by)));
    }
    if let (true, Divisor::Noun(noun)) = (parts.is_empty(), by) {
        reasons.extend(of_tables(report, &own, noun));
    }
    // Both numbers beside it are meant, however far it is from their quotient.
    let is_told = |number: &PrintedNumber| {
        sentence.quantities().iter().any(|other| other.number == *number && other.at != own.at)
    };
    let is_divided = |part: &Quantity<'_>| part.at < own.at || part.noun_words().any(|word| is_in(word, &[DIVIDED]));
    let is_inside = reasons.len() == 1
        && parts.iter().all(|part| std::ptr::eq(part.sentence, sentence) && is_divided(part))
        && reasons[0].numbers.iter().all(|(_, number)| is_told(number));
    let near = if is_inside { f64::MAX } else { NEAR };
    let claim = explained(&own, &reasons, near, Code::PrintedSum)?;
    // »Prisen var 32.000 kr. pr. borger i døgntilbud« refers to some.
    let is_led = is_in(word(tokens, Some(0)), &[PER, EACH]);
    let is_concluded = is_led
        || has_any(tokens, &[THIS, THAT_IS, THEREFORE, EQUALS, GIVES, words![hvilket eller]])
        || tokens.iter().any(|placed| starts_in(placed.word(), &[MEANS]) || placed.word() == "snit");
    let is_year = |at: usize| tokens.get(at).and_then(PlacedToken::number).is_some_and(|number| number.is_year);
    let is_in_year =
        word(tokens, Some(end)) == "i" && (is_year(end + 1) || word(tokens, Some(end + 1)) == "gennemsnit");
    let ends = tokens.get(end).is_none_or(|mark| mark.word().is_empty() || mark.is_in(&[AND, BUT])) || is_in_year;
    let is_sure = is_concluded && ends && !is_tabled(report, &own);
    (claim.verdict == ClaimVerdict::Agrees || is_sure).then_some(claim)
}

/// What is divided: it is in the sentence; if nothing is, in the one before.
fn parts<'a>(report: &ReadReport<'a>, at: usize, told: &ToldQuotient<'a>) -> Vec<Quantity<'a>> {
    let own = &told.own;
    let is_by = |other: &Quantity<'_>| match told.by {
        Divisor::Noun(noun) => other.is_count() && other.noun_words().any(|word| is_of(word, noun)),
        Divisor::Count(count) => other.at == count.at && std::ptr::eq(other.sentence, count.sentence),
    };
    let is_part = |part: &Quantity<'_>| {
        // »38.048 sygedage« are days too.
        let is_last = |word: &str| own.noun_words().next().is_some_and(|noun| word.ends_with(noun));
        let first = part.noun_words().next().unwrap_or_default();
        let is_alike = part.is_alike(own) || is_last(first) || is_in(first, &[DIVIDED]);
        part.is_exact && part.kind == own.kind && part.value() > own.value() && !is_by(part) && is_alike
    };
    let inside: Vec<Quantity<'a>> =
        own.sentence.quantities().into_iter().filter(|other| other.at != own.at && is_part(other)).collect();
    let is_led = is_in(word(&own.sentence.tokens, Some(0)), &[PER]);
    let back = if is_led { LED_BACK } else { 1 };
    let near = above(report, at).into_iter().take(back).flat_map(|before| before.quantities());
    if inside.is_empty() { near.filter(is_part).collect() } else { inside }
}

/// Whether the word is a form of the noun, or ends with one: »pneumokokvacciner« are vaccines.
fn is_of(word: &str, noun: &str) -> bool {
    let mut ends = word.char_indices().skip(1).map(|(at, _)| word.get(at..).unwrap_or_default());
    is_form(word, noun) || noun.chars().count() >= LONG && ends.any(|end| is_form(end, noun))
}

/// What a part may be divided by, and the lines that have it.
fn divisors(
    report: &ReadReport<'_>,
    sentence: &PrintedSentence,
    told: &ToldQuotient<'_>,
    part: &Quantity<'_>,
) -> Vec<(PrintedNumber, Option<usize>)> {
    let noun = match told.by {
        Divisor::Count(count) => return vec![(count.number, Some(sentence.index))],
        Divisor::Noun(noun) => noun,
    };
    if let Some((many, fewest)) = of_year(noun) {
        // »260 besøg om året, fem om ugen« may leave out holidays.
        let may_be = |fewest: f64| told.own.value() * fewest <= part.value() && part.value() <= told.own.value() * many;
        let is_near = std::ptr::eq(part.sentence, sentence);
        let is_year = is_near && is_of_year(report, sentence) && !fewest.is_some_and(may_be);
        return if is_year { vec![(PrintedNumber::whole(many), None)] } else { Vec::new() };
    }
    let is_by = |other: &&Quantity<'_>| {
        let is_count = other.is_count() && other.is_exact && other.value() != told.of;
        is_count && other.noun_words().any(|word| is_of(word, noun))
    };
    let counts = report.quantities.iter().filter(is_by).map(|own| (own.number, Some(own.sentence.index)));
    counts.chain(totals_of(report, noun).into_iter().map(|(number, line)| (number, Some(line)))).collect()
}

/// Whether the report is about one year, and the sentence about all of it.
fn is_of_year(report: &ReadReport<'_>, sentence: &PrintedSentence) -> bool {
    let lines = report.lines.iter().filter(|line| !line.text.is_empty()).take(TITLE_LINES);
    let titles = lines.filter(|line| !line.text.ends_with('.')).flat_map(|line| tokens(&line.text));
    let titles: Vec<PlacedToken> = titles.collect();
    let is_month = |placed: &PlacedToken| crate::danish::MONTHS.contains(&placed.word());
    let part = |placed: &PlacedToken| starts_in(placed.word(), &[words![kvartal halvår måned]]) || is_month(placed);
    let is_part = has_any(&sentence.tokens, &[PARTITIVES, AGAINST, words![siden fra perioden]]);
    years(&titles).len() == 1 && !titles.iter().any(part) && !sentence.tokens.iter().any(is_month) && !is_part
}

/// The totals of columns named after the noun, and their lines.
fn totals_of(report: &ReadReport<'_>, noun: &str) -> Vec<(PrintedNumber, usize)> {
    let mut totals = Vec::new();
    for table in &report.tables {
        let is_named = |column: &usize| {
            let name = table.column(*column).to_lowercase();
            // »Besøg pr. borger« does not count visits.
            !is_called_average(&name) && name.split_whitespace().next().is_some_and(|first| is_form(first, noun))
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

/// The totals of what the number counts, for each row or month of their table: `Kurserne havde i gennemsnit 82 deltagere`.
fn of_tables(report: &ReadReport<'_>, own: &Quantity<'_>, noun: &str) -> Vec<Reason> {
    let Some(counted) = own.noun_words().next() else { return Vec::new() };
    let reason = |(table, names): (&PrintedTable, &TableNames)| {
        let whole = names.whole.and_then(|at| table.rows.get(at));
        let total = only(table.rows.iter().filter(|row| row.is_total())).or(whole)?;
        let columns = || 0..table.width();
        let is_month = |name: &str| crate::danish::MONTHS.contains(&name.trim().to_lowercase().as_str());
        let months = columns().filter(|column| is_month(table.column(*column))).count();
        let is_part = |row: &&PrintedRow| !row.is_heading() && !row.is_total() && row.index != total.index;
        let rows: Vec<&PrintedRow> = table.rows.iter().filter(is_part).collect();
        let many = match of_year(noun) {
            None if names.is_row_noun(noun) => rows.len() as f64,
            Some((12.0, _)) if rows.iter().all(|row| is_month(&row.plain_label())) => rows.len() as f64,
            Some((12.0, _)) if months > 0 => months as f64,
            Some((many, None)) if is_of_year(report, own.sentence) => many,
            _ => return None,
        };
        let named = only(columns().filter(|column| {
            let name = table.column(*column).to_lowercase();
            name.split_whitespace().next().is_some_and(|first| is_form(first, counted))
        }));
        // Of the last year, or of all months.
        let year = year_columns(table).into_iter().max_by(|one, two| one.1.total_cmp(&two.1)).map(|(column, _)| column);
        let last = table.width().checked_sub(1).filter(|last| months > 0 && months == *last);
        let whole = || year.or(last).or_else(|| columns().find(|column| total_kind(table.column(*column)).is_some()));
        let column = named.or_else(|| whole().filter(|_| names.has_noun(counted)))?;
        let value = total.value(column).filter(|value| !value.percent)?;
        let told = format!("{} delt med {}", value.plain(), PrintedNumber::whole(many));
        Some(Reason { exact: value.value / many, room: 0.0, told, numbers: vec![(total.index, value)] })
    };
    report.tables.iter().zip(report.names()).filter_map(reason).collect()
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

/// Whether a table has the number; one that is said to be an average, among averages.
fn is_tabled(report: &ReadReport<'_>, own: &Quantity<'_>) -> bool {
    let is_mean = own.sentence.tokens.iter().any(|placed| placed.word().starts_with("gennemsnit"));
    report.tables.iter().any(|table| {
        let is_of_means = |row: &PrintedRow, column: usize| {
            !is_mean || [table.column(column), row.label.as_str()].into_iter().any(is_called_average)
        };
        let is_own =
            |number: &PrintedNumber| number.value == own.number.value && number.decimals == own.number.decimals;
        table.rows.iter().any(|row| {
            let mut cells = row.cells.iter().enumerate();
            cells.any(|(column, cell)| is_of_means(row, column) && cell.numbers.iter().any(is_own))
        })
    })
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
