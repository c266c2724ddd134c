//! Notes below a table that tell how many rows it has: »Antal rækker: 128«, »(128 rows affected)«.

/// What such a note calls the rows.
const ROWS: [&str; 8] = ["rækker", "række", "poster", "linjer", "rows", "row", "records", "record"];
/// Words that may stand in such a note.
const OTHERS: [&str; 12] =
    ["antal", "i", "alt", "total", "count", "number", "of", "affected", "selected", "returned", "fundet", "hentet"];

/// The number of rows that a text tells, if it tells nothing else.
pub fn declared_rows(text: &str) -> Option<u64> {
    let lower = text.to_lowercase();
    let (mut number, mut is_of_rows) = (None, false);
    for word in lower.split(|c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')' | '·' | '=')) {
        let word = word.trim_end_matches(['.', ',']);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = word.replace('.', "");
            if number.replace(digits.parse::<u64>().ok()?).is_some() {
                return None;
            }
        } else if ROWS.contains(&word) {
            is_of_rows = true;
        } else if !word.is_empty() && !OTHERS.contains(&word) {
            return None;
        }
    }
    number.filter(|_| is_of_rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_tells_a_number_of_rows_and_nothing_else() {
        for text in [
            "Antal rækker: 1.128",
            "(1128 rows affected)",
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
}
