//! Averages of a table that running text tells: `I gennemsnit 31 i hvert af de 65 arrangementer`, `det gennemsnitlige forbrug pr.
//! kvartal var 2.800`.

use super::super::about_tables::TableSentence;
use super::super::retold::words::TableWords;
use crate::proofread::checks::prelude::*;

/// Greatest distance at which the number is meant to be the average, as a share of it.
const NEAR: f64 = 0.5;
const FEWEST_ROWS: usize = 3;

pub(super) fn check(prose: &[&PrintedSentence], at: usize, tables: &[TableWords<'_>]) -> Option<Claim> {
    let sentence = *prose.get(at)?;
    sentence.tokens.iter().find(|placed| placed.word().starts_with("gennemsnit"))?;
    let all = sentence.quantities();
    let about = TableSentence::of(prose, at, tables)?;
    let (mean, total, parts) = only(tables.iter().enumerate().filter_map(|(index, words)| match all.as_slice() {
        [mean, parts] if is_each(sentence, parts) => by_column(words, parts).map(|total| (mean, total, parts.value())),
        [mean] if about.is_about(index, words) => {
            by_rows(sentence, words, &about).map(|(total, rows)| (mean, total, rows))
        }
        _ => None,
    }))?;
    claim(sentence, mean, total, parts)
}

/// `i hvert af de 65 arrangementer`
fn is_each(sentence: &PrintedSentence, parts: &Quantity<'_>) -> bool {
    let before = sentence.tokens.get(parts.at.saturating_sub(3)..parts.at).unwrap_or_default();
    parts.is_count() && parts.is_exact && before.iter().any(|placed| placed.word().starts_with("hver"))
}

/// The total of the only other column, if the total of a column is the number and its name what that counts.
fn by_column(words: &TableWords<'_>, parts: &Quantity<'_>) -> Option<PrintedNumber> {
    let table = words.table;
    let total = table.rows.iter().find(|row| row.is_total())?;
    let noun = *parts.nouns.first()?;
    let is_counted =
        |column: &usize| table.column(*column).to_lowercase().split_whitespace().next().map(stem) == Some(noun);
    let column = (0..table.width())
        .find(|column| is_counted(column) && total.value(*column).is_some_and(|value| value.value == parts.value()))?;
    let is_plain = |other: &usize| {
        let name = table.column(*other);
        *other != column
            && !is_change(name)
            && !is_called_average(name)
            && total.value(*other).is_some_and(|value| !value.percent)
    };
    let other = only((0..table.width()).filter(is_plain))?;
    total.value(other)
}

/// The sum and the number of the rows, if each is named after what the average is for: `pr. kvartal` of »1. kvartal«.
fn by_rows(
    sentence: &PrintedSentence,
    words: &TableWords<'_>,
    about: &TableSentence<'_>,
) -> Option<(PrintedNumber, f64)> {
    let tokens = &sentence.tokens;
    let per = tokens.iter().position(|placed| placed.is_in(&[PER]))?;
    let each = tokens.iter().skip(per + 1).find(|placed| !placed.is('.'))?.word();
    let rows: Vec<&PrintedRow> = words.table.rows.iter().filter(|row| !row.is_heading() && !row.is_total()).collect();
    let is_each = |row: &&&PrintedRow| row.plain_label().split_whitespace().any(|own| stem(own) == stem(each));
    let [column] = about.columns(words)[..] else { return None };
    let values: Vec<PrintedNumber> = rows.iter().map(|row| row.value(column)).collect::<Option<_>>()?;
    let fits = rows.len() >= FEWEST_ROWS
        && rows.iter().filter(is_each).count() == rows.len()
        && values.iter().all(|value| !value.percent);
    let sum = PrintedNumber::whole(values.iter().map(|value| value.value).sum());
    fits.then_some((sum, rows.len() as f64))
}

fn claim(sentence: &PrintedSentence, mean: &Quantity<'_>, total: PrintedNumber, parts: f64) -> Option<Claim> {
    let exact = total.value / parts;
    let printed = mean.number;
    if !mean.is_exact
        || printed.percent
        || !exact.is_finite()
        || word(&sentence.tokens, mean.at.checked_sub(1)) == "mod"
    {
        return None;
    }
    let subject = format!("{total} delt med {}", PrintedNumber::whole(parts));
    let (verdict, computation) = match () {
        () if printed.is_rounded_from(exact) => {
            (ClaimVerdict::Agrees, format!("{subject} er {printed}, som der står."))
        }
        () if (printed.value - exact).abs() <= NEAR * exact => {
            (ClaimVerdict::MayContradict, format!("{subject} er {}, men der står {printed}.", printed.corrected(exact)))
        }
        () => return None,
    };
    let passage = sentence.passage(0, sentence.tokens.len());
    Some(Claim::new(Code::PrintedSum, verdict, computation, passage).about(sentence.index, [printed]))
}
