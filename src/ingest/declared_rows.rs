//! Recognises notes below a table that state how many rows it has (»Antal rækker: 128«, »(128 rows affected)«), or that rows are
//! missing (»Viser 100 af 250 rækker«, »Data exceeded the limit«).

/// What such a note calls the rows.
const ROWS: [&str; 8] = ["rækker", "række", "poster", "linjer", "rows", "row", "records", "record"];
/// Words that may stand in such a note.
const OTHERS: [&str; 16] = [
    "antal", "i", "alt", "total", "count", "number", "of", "affected", "selected", "returned", "fundet", "hentet",
    "in", "set", "produced", "valgt",
];

/// The number of rows that a text states, if it states nothing else.
pub fn declared_rows(text: &str) -> Option<u64> {
    let lower = text.to_lowercase().replace("(s)", "");
    // Databases add how long it took: `2 rows in set (0.01 sec)`.
    let lower =
        lower.split_once(" (").filter(|(_, time)| time.contains("sec")).map_or(lower.as_str(), |(rows, _)| rows);
    let (mut number, mut is_of_rows) = (None, false);
    for word in words(lower) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            if number.replace(count(word)?).is_some() {
                return None;
            }
        } else if ROWS.contains(&word) {
            is_of_rows = true;
        } else if !OTHERS.contains(&word) {
            return None;
        }
    }
    number.filter(|_| is_of_rows)
}

/// Words for an export that was cut off.
const CUT: [&str; 3] = ["afkortet", "trunkeret", "truncated"];
/// Words for too much data, which count only together with one of [`LIMITED`].
const TOO_MUCH: [&str; 5] = ["overskred", "overskredet", "overskrider", "exceeded", "exceeds"];
const LIMITED: [&str; 7] = ["data", "grænse", "grænsen", "rækker", "limit", "rows", "records"];
/// Words before the number of rows in an export that leaves out others.
const ONLY: [[&str; 2]; 6] =
    [["limited", "to"], ["begrænset", "til"], ["de", "første"], ["the", "first"], ["kun", "første"], ["only", "first"]];

/// Whether a note states that the export lacks rows.
pub fn tells_of_a_part(note: &str) -> bool {
    let lower = note.to_lowercase();
    let words: Vec<&str> = words(&lower).filter(|word| *word != "ud" && *word != "out").collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    let is_part = |four: &[&str]| match (count(four[0]), four[1], count(four[2])) {
        (Some(part), "af" | "of", Some(all)) => part < all && ROWS.contains(&four[3]),
        _ => false,
    };
    let is_limit =
        |four: &[&str]| ONLY.contains(&[four[0], four[1]]) && count(four[2]).is_some() && ROWS.contains(&four[3]);
    let shows_some = has(&["kun", "only", "viser", "showing", "limited", "begrænset"]);
    has(&CUT)
        || (has(&TOO_MUCH) && has(&LIMITED))
        || words.windows(4).any(|four| is_part(four) || (shows_some && is_limit(four)))
}

/// The words of a text in lower case, without marks around them.
fn words(lower: &str) -> impl Iterator<Item = &str> {
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')' | '·' | '='));
    words.map(|word| word.trim_end_matches(['.', ',', ';', '!'])).filter(|word| !word.is_empty())
}

/// A whole number with points between thousands or without.
fn count(word: &str) -> Option<u64> {
    word.starts_with(|c: char| c.is_ascii_digit()).then(|| word.replace('.', "").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_tells_a_number_of_rows_and_nothing_else() {
        for text in [
            "Antal rækker: 1.128",
            "(1128 rows affected)",
            "1128 rows in set (0.01 sec)",
            "1128 Row(s) produced. (Time Elapsed: 0.5 secs)",
            "1128 rows selected.",
            "Rækker i alt · 1128",
            "Total records: 1128",
        ] {
            assert_eq!(declared_rows(text), Some(1128), "{text}");
        }
        for text in [
            "Antal rækker",
            "Række 12 er rettet",
            "Antal: 7",
            "Se række 3 og 4",
            "12 poster af 30 rækker",
            "Rettet 3. januar",
        ] {
            assert_eq!(declared_rows(text), None, "{text}");
        }
    }

    #[test]
    fn a_note_may_tell_that_rows_are_missing() {
        for text in [
            "Viser de første 14 af 250 rækker",
            "Showing 1.000 of 2.500 records.",
            "1.000 ud af 2.500 rækker",
            "... (resultatet er afkortet)",
            "Exported data exceeded the allowed volume. Some data may have been omitted.",
            "Eksporterede data overskred den tilladte mængde. Nogle data kan være udeladt.",
            "Export limited to 30000 rows",
            "Kun de første 1.000 rækker er vist",
        ] {
            assert!(tells_of_a_part(text), "{text}");
        }
        for text in [
            "14 af 14 rækker",
            "12 af 30 klinikker har svaret",
            "De første 3 rækker er rettet i juni",
            "Klinikker med få patienter er udeladt",
            "Tallene er begrænset til Region Nord",
            "Ventetiden er overskredet i 3 forløb",
        ] {
            assert!(!tells_of_a_part(text), "{text}");
        }
    }
}
