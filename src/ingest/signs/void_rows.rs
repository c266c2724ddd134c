//! Rows that say themselves that they are none: a meeting that was called off, a test of the questionnaire, a duplicate.

use polars::prelude::DataType;

use super::SignMaterial;
use crate::definition::dataset::ColumnKind;
use crate::findings::{Code, Finding};
use crate::ingest::causes::Tally;

/// Fewer rows are looked at by their reader.
const LEAST_ROWS: usize = 10;
/// Where more rows say so, the list is about them.
const MOST: f64 = 0.2;
/// Words with which the text of a row begins that is none.
const VOID: [&str; 8] = [
    "aflyst",
    "annulleret",
    "annuleret",
    "dublet",
    "fejlregistrering",
    "fejlregistreret",
    "fejloprettet",
    "fejlindtastning",
];
/// Words that say so only if they are the whole text: a practice may have been taken off a list (»udgået af klyngen«).
const VOID_ALONE: [&str; 4] = ["slettet", "udgår", "udgået", "bortfaldet"];
/// Starts of words that only tests have.
const TESTS: [&str; 9] = [
    "testesen",
    "testperson",
    "testpatient",
    "testbruger",
    "testrespondent",
    "testbesvarelse",
    "testsvar",
    "testrække",
    "testdata",
];
/// Of the texts of a column in which »Test« is no topic, the part that has several words.
const LEAST_NAMES: f64 = 0.5;

pub(super) fn look(evidence: &SignMaterial<'_>) -> Vec<Finding> {
    if evidence.limits.chance == 0 || evidence.table.frame.height() < LEAST_ROWS {
        return Vec::new();
    }
    // A figure that asks for the text decides about such rows.
    let filters = evidence.queries().flat_map(|query| &query.filter);
    let asked: Vec<String> = filters.flat_map(|filter| filter.columns()).map(|(column, _)| column).collect();
    let columns = evidence.dataset.columns.iter().filter(|(name, column)| {
        !column.drop && column.kind == ColumnKind::Text && !asked.iter().any(|asked| asked == name.as_str())
    });
    columns.filter_map(|(name, _)| finding(evidence, name)).collect()
}

fn finding(evidence: &SignMaterial<'_>, name: &str) -> Option<Finding> {
    let column = evidence.table.frame.column(name).ok()?.cast(&DataType::String).ok()?;
    let texts = column.str().ok()?;
    let counts = evidence.rows_that_count();
    let (mut void, mut tests, mut all, mut of_words) = (Vec::new(), Vec::new(), 0_usize, 0_usize);
    for (row, text) in texts.iter().enumerate().filter(|(row, _)| counts(*row)) {
        all += 1;
        let Some(text) = text else { continue };
        of_words += usize::from(text.trim().contains(char::is_whitespace));
        if is_void(text) {
            void.push((row, text));
        } else if is_test_alone(text) {
            tests.push((row, text));
        }
    }
    let filled = texts.len() - texts.null_count();
    if of_words as f64 >= LEAST_NAMES * (filled - tests.len()) as f64 {
        void.append(&mut tests);
        void.sort_unstable();
    }
    let (first, value) = *void.first()?;
    if void.len() as f64 > MOST * all as f64 {
        return None;
    }
    let mut tally = Tally::default();
    for (row, text) in &void {
        tally.add(evidence.row_number(*row)?, text);
    }
    let message = match void.len() {
        1 => "Rækken siger selv, at den er aflyst, en prøve eller en dublet, men er talt med.".to_owned(),
        count => format!("{count} rækker siger selv, at de er aflyst, en prøve eller en dublet, men er talt med."),
    };
    let found = Finding::new(Code::VoidRow, evidence.place(first, Some(name), Some(value.to_owned())), message);
    Some(found.at_all(tally.occurrences()))
}

/// Whether the text says that its row is none.
fn is_void(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let in_brackets = lower.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inside)| inside);
    words().next().is_some_and(|word| VOID.contains(&word))
        || in_brackets.is_some_and(|inside| VOID.contains(&inside))
        || VOID_ALONE.contains(&lower.as_str())
        || words().any(|word| TESTS.iter().any(|test| word.starts_with(test)))
}

/// Whether the text is only »test«, perhaps several times or with a number: a name that nobody has, and a topic that a list may have.
fn is_test_alone(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let rest = lower.replace("test", "");
    rest.len() < lower.len() && rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_say_that_their_row_is_none() {
        for text in [
            "AFLYST",
            "Aflyst – sygdom",
            "Møde i klynge (aflyst)",
            "Dublet",
            "Test Testesen",
            "testperson 3",
            "Slettet",
        ] {
            assert!(is_void(text), "{text}");
        }
        for text in [
            "Ikke aflyst",
            "Aflysninger i 2023",
            "Udgået af klyngen",
            "Slettet fra listen",
            "Test af lunger",
            "Testcenter Nord",
            "Lægehuset (Torvet)",
            "",
        ] {
            assert!(!is_void(text), "{text}");
        }
        assert!(["Test", "TEST 2", "test test"].iter().all(|text| is_test_alone(text)));
        assert!(!["Testen", "Test af lunger", "12", ""].iter().any(|text| is_test_alone(text)));
    }
}
