//! `Antallet er steget hvert år`: each number of a series is larger than the one before.

use super::super::about_tables::{TableSentence, label_stems, label_year, time_columns};
use super::super::changes::words::moved;
use super::super::retold::words::TableWords;
use crate::danish::MONTHS;
use crate::proofread::checks::prelude::*;

const DENIED: [WordClass; 3] = [DENIALS, EXCEPT, words![næsten stort mindst]];
/// With fewer numbers there is no trend.
const FEWEST: usize = 3;

/// A number of a series and its year, if it has one.
type YearNumber = (Option<f64>, PrintedNumber);

pub(super) fn check(prose: &[&PrintedSentence], at: usize, tables: &[TableWords<'_>]) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    let (said, rises) = trend(sentence)?;
    let own = told_series(sentence);
    let (points, place, line) = if own.len() >= FEWEST {
        (own, "teksten".to_owned(), sentence.index)
    } else {
        let about = TableSentence::of(prose, at, tables)?;
        tabled_series(&about, tables)?
    };
    let since = years(&sentence.tokens)
        .first()
        .map(|(_, year)| *year)
        .filter(|_| sentence.tokens.iter().any(|placed| placed.word() == "siden"));
    let mut points: Vec<YearNumber> =
        points.into_iter().filter(|(year, _)| since.is_none() || *year >= since).collect();
    points.sort_by(|one, two| one.0.unwrap_or(0.0).total_cmp(&two.0.unwrap_or(0.0)));
    let broken = points.windows(2).find(|pair| {
        let [(_, one), (_, two)] = pair else { return false };
        if rises { two.value < one.value } else { two.value > one.value }
    });
    if points.len() < FEWEST {
        return None;
    }
    let (verdict, computation) = match broken {
        Some([(_, one), (year, two)]) => {
            let time = year.map(|year| format!(" i {}", time_name(year))).unwrap_or_default();
            let moved = if rises { "falder" } else { "stiger" };
            (
                ClaimVerdict::MayContradict,
                format!("Teksten siger »{said}«, men tallet {moved} fra {one} til {two}{time} i {place}."),
            )
        }
        _ => (ClaimVerdict::Agrees, format!("Tallene i {place} passer til »{said}«.")),
    };
    let passage = sentence.passage(0, sentence.tokens.len());
    Some(
        Claim::new(Code::PrintedWords, verdict, computation, passage)
            .about(line, points.into_iter().map(|(_, number)| number)),
    )
}

/// A year, or the month of a number.
fn time_name(time: f64) -> String {
    MONTHS.get(time as usize).map_or_else(|| time.to_string(), |month| (*month).to_owned())
}

/// The words of a trend through all times, and whether it is a rise.
fn trend(sentence: &PrintedSentence) -> Option<(String, bool)> {
    let tokens = &sentence.tokens;
    let every = (0..tokens.len()).find(|at| {
        let words = [*at, at + 1, at + 2].map(|at| word(tokens, Some(at)));
        matches!(
            words,
            ["hvert", "år", _]
                | ["hvert", "eneste", "år"]
                | ["år", "for", "år"]
                | ["hvert", "kvartal", _]
                | ["hver", "måned", _]
                | ["måned" | "kvartal", "for", "måned" | "kvartal"]
                | ["fra", "år", "til"]
        ) || is_in(words[0], &[words![støt uafbrudt konstant]])
    })?;
    let moved: Vec<(&str, bool)> =
        tokens.iter().filter_map(|placed| Some((placed.word(), moved(placed.word())?))).collect();
    // In a sentence of two changes, the one of »hvert år« is not known.
    let [(said, rises)] = moved[..] else { return None };
    let is_denied = has_any(tokens, &DENIED);
    (!is_denied).then(|| (format!("{said} {}", phrase(tokens, every)), rises))
}

fn phrase(tokens: &[crate::proofread::token::PlacedToken], at: usize) -> String {
    let first = word(tokens, Some(at));
    match first {
        "hvert" | "hver" => format!("{first} {}", word(tokens, Some(at + 1))),
        "år" | "måned" | "kvartal" => format!("{first} for {first}"),
        "fra" => "fra år til år".to_owned(),
        _ => first.to_owned(),
    }
}

/// The numbers of the sentence, each with its year if all have one.
fn told_series(sentence: &PrintedSentence) -> Vec<YearNumber> {
    let all = sentence.quantities();
    let Some(first) = all.first() else { return Vec::new() };
    if !all.iter().all(|own| own.is_alike(first) && own.is_exact) {
        return Vec::new();
    }
    let years = years(&sentence.tokens);
    if years.len() == all.len() {
        all.iter().zip(&years).map(|(own, (_, year))| (Some(*year), own.number)).collect()
    } else {
        all.iter().map(|own| (None, own.number)).collect()
    }
}

/// Whether the sentence starts with the label, or with »antallet af« and the label.
fn starts(sentence: &PrintedSentence, label: &[String]) -> bool {
    let has = |placed: &PlacedToken| label.iter().any(|own| own == stem(placed.word()));
    let first = sentence.tokens.iter().position(has);
    let before = first.and_then(|first| sentence.tokens.get(..first));
    before.is_some_and(|before| before.iter().all(|placed| placed.is_in(&[COUNTS, PREPOSITIONS, ARTICLES])))
}

/// The only series of years of a table that the sentence names: a column beside years, or a row below years.
fn tabled_series(about: &TableSentence<'_>, tables: &[TableWords<'_>]) -> Option<(Vec<YearNumber>, String, usize)> {
    let mut found = Vec::new();
    for (index, words) in tables.iter().enumerate() {
        let table = words.table;
        let is_about = about.is_about(index, words);
        if !is_about && (about.is_of_other(index, words) || !about.is_around(words)) {
            continue;
        }
        let rows: Vec<_> = table.rows.iter().filter_map(|row| Some((label_year(row)?, row))).collect();
        if rows.len() >= FEWEST && is_about {
            let is_named = |column: &usize| {
                words.columns.get(*column).is_some_and(|name| about.has(name)) && !is_change(table.column(*column))
            };
            let named: Vec<usize> = (0..table.width()).filter(is_named).collect();
            let most = named.iter().filter_map(|column| words.columns.get(*column)).map(|name| name.stems.len()).max();
            for column in
                named.into_iter().filter(|column| words.columns.get(*column).map(|name| name.stems.len()) == most)
            {
                let points = rows.iter().filter_map(|(year, row)| Some((Some(*year), row.value(column)?)));
                found.push((points.collect::<Vec<YearNumber>>(), table.called(), rows.first()?.1.index));
            }
        }
        let columns = time_columns(table);
        let stems: Vec<&str> = about.sentence.tokens.iter().map(|placed| stem(placed.word())).collect();
        let is_named = |label: &[String]| label.iter().all(|word| stems.contains(&word.as_str()));
        for row in table.rows.iter().filter(|row| !row.is_heading() && columns.len() >= FEWEST) {
            let is_subject = || label_stems(row).is_some_and(|label| starts(about.sentence, &label));
            if label_stems(row).is_some_and(|label| is_named(&label)) && (is_about || is_subject()) {
                let points = columns.iter().filter_map(|(column, year)| Some((Some(*year), row.value(*column)?)));
                found.push((points.collect(), table.called(), row.index));
            }
        }
    }
    only(found)
}
