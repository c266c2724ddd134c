//! Reports figures that count rows although a thing may have several: »Klinikker« counts 13 rows of 12 practices.

use polars::prelude::{DataType, PolarsResult};

use super::body::Body;
use super::rows::Tables;
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::{Column, ColumnKind, Dataset};
use crate::definition::figure::{FigureDefinition, Query};
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// Words for what a practice number identifies.
const PRACTICES: [&str; 7] = ["klinik", "klinikker", "praksis", "praksisser", "lægehuse", "lægepraksis", "ydernumre"];
/// Endings of headers of columns that identify something: »Besøgsnr.«, »Møde-id«.
const NUMBER_WORDS: [&str; 3] = ["nummer", "nr", "id"];
/// Endings of several things, after the name of one.
const PLURALS: [&str; 3] = ["", "r", "er"];

/// Reports each figure that counts rows in which the identifier of what it counts is repeated. Errors are ignored here, because
/// they are reported for the figure itself.
pub fn report(definition: &Definition, period: &Period, tables: &Tables<'_>, findings: &Findings) {
    for figure in definition.figures.values().filter(|figure| figure.unknown(&period.label).is_none()) {
        let Some(query) = figure.query().filter(|query| counts_rows(query)) else { continue };
        let Some(dataset) = definition.datasets.get(&query.from.dataset) else { continue };
        // Rows of a register that are valid at the same time are found by their days.
        if query.is_stock(dataset) {
            continue;
        }
        let Some((name, column)) = numbers_of(figure, dataset) else { continue };
        if let Ok(Some((rows, different))) = counted(query, dataset, name, period, tables)
            && different < rows
        {
            let header = column.headers.first().map_or(name, String::as_str);
            let message = format!(
                "»{}« tæller {}, men »{header}« har kun {} i dem.",
                figure.label,
                danish::rows(rows),
                danish::counted(different, "forskelligt nummer", "forskellige numre")
            );
            let advice = format!(
                "Skal hver kun tælle én gang, så skriv value = \"COUNT(DISTINCT {name})\". Tæller nøgletallet noget andet, så sig det i \
                 label og unit."
            );
            findings.push(Finding::new(Code::CountedTwice, figure.at.place(), message).advise(advice));
        }
    }
}

/// Whether the figure is the number of all rows that it selects.
fn counts_rows(query: &Query) -> bool {
    query.value.is_row_count()
        && query.from.list.is_none()
        && query.by.is_empty()
        && query.once.is_empty()
        && query.over == 1
}

/// The column that identifies what the figure counts.
fn numbers_of<'d>(figure: &FigureDefinition, dataset: &'d Dataset) -> Option<(&'d str, &'d Column)> {
    let word = match &figure.unit {
        Some(unit) => unit.many.to_lowercase(),
        None => figure.label.split(|c: char| !c.is_alphanumeric()).next()?.to_lowercase(),
    };
    let has_numbers = |column: &Column| match column.kind {
        ColumnKind::Ydernummer => PRACTICES.contains(&word.as_str()),
        ColumnKind::Text | ColumnKind::Integer(_) => {
            column.headers.iter().filter_map(|header| numbered(header)).any(|thing| is_several(&thing, &word))
        }
        _ => false,
    };
    let found = dataset.columns.iter().find(|(_, column)| !column.drop && has_numbers(column));
    found.map(|(name, column)| (name.as_str(), column))
}

/// What a column identifies, by its header: `besøgs` of »Besøgsnr.«.
fn numbered(header: &str) -> Option<String> {
    let header = header.to_lowercase();
    let bare = header.trim_end_matches('.');
    let thing = NUMBER_WORDS.iter().find_map(|word| bare.strip_suffix(word))?;
    let thing = thing.trim_end_matches(|c: char| !c.is_alphanumeric());
    (thing.chars().count() > 2).then(|| thing.to_owned())
}

/// Whether the word names several of the things: »møder« of `møde`, »besøg« of `besøgs`.
fn is_several(thing: &str, word: &str) -> bool {
    let is = |thing: &str| PLURALS.iter().any(|ending| word.strip_suffix(ending) == Some(thing));
    is(thing) || thing.strip_suffix('s').is_some_and(is)
}

/// The number of rows that count and have an identifier, and of different identifiers.
fn counted(
    query: &Query,
    dataset: &Dataset,
    column: &str,
    period: &Period,
    tables: &Tables<'_>,
) -> PolarsResult<Option<(u64, u64)>> {
    let body = Body::new(query, dataset, &query.dates(period), []);
    let selected = [format!("COUNT({column}) AS _rows"), format!("COUNT(DISTINCT {column}) AS _different")];
    let Some(result) = tables.run(&query.from, &body.select(&selected, &[]))? else { return Ok(None) };
    let number = |name: &str| -> PolarsResult<Option<u64>> {
        Ok(result.column(name)?.strict_cast(&DataType::UInt64)?.u64()?.get(0))
    };
    Ok(number("_rows")?.zip(number("_different")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_what_its_numbers_are_of() {
        for (header, word) in [
            ("Besøgsnr.", "besøg"),
            ("Besøg-ID", "besøg"),
            ("Mødenummer", "møder"),
            ("møde_id", "møder"),
            ("Aktivitet nr", "aktiviteter"),
        ] {
            assert!(numbered(header).is_some_and(|thing| is_several(&thing, word)), "{header}");
        }
        for (header, word) in
            [("Nr.", "besøg"), ("Besøgstype", "besøg"), ("Besøgsnr.", "møder"), ("Klyngenr.", "besøg")]
        {
            assert!(!numbered(header).is_some_and(|thing| is_several(&thing, word)), "{header}");
        }
    }
}
