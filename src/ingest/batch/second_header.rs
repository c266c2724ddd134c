//! Recognises a second row of headers below a complete first one: »Antal« stands over both »2023« and »2024«. Reading the column
//! under »Antal« would be a guess at which of them is meant.

use super::Batch;
use super::totals::is_year;
use crate::cell::RawCell;
use crate::danish;
use crate::findings::Code;
use crate::ingest::causes::Cause;
use crate::ingest::header::FileLayout;

impl Batch {
    /// Whether the row goes on with the headers above it. Reports each header that is read and stands over several columns.
    pub(super) fn is_second_header(&mut self, number: u32, cells: &[RawCell<'_>]) -> bool {
        if number != self.layout.header_row + 1 {
            return false;
        }
        let Some(spanning) = spanning_headers(&self.layout, cells) else { return false };
        for (header, names) in spanning {
            let quoted: Vec<String> = names.iter().map(|name| format!("»{name}«")).collect();
            let message = format!("Overskriften »{header}« dækker flere kolonner: {}", danish::list(&quoted));
            let last = names.last().map_or("", String::as_str).replace(['"', '\\'], "");
            let advice = format!(
                "Skriv ved kolonnen i datasets.toml, hvilken af dem der skal læses, fx header = \"{header} {last}\"."
            );
            let cause = Cause { column: header, advice, ..Cause::noted(Code::AmbiguousColumn, &message) };
            self.tell(cause, number, "");
        }
        true
    }
}

/// The headers that stand over several columns which this row names, each with these names, if the row has nothing else: below
/// other headers it is empty, or has the same text, as a cell has that is merged over both rows.
fn spanning_headers(layout: &FileLayout, cells: &[RawCell<'_>]) -> Option<Vec<(String, Vec<String>)>> {
    let has_header = |place: usize| layout.headers.get(place).is_some_and(|header| !header.is_empty());
    let mut spanning = Vec::new();
    let mut place = 0;
    while place < cells.len().max(layout.headers.len()) {
        let end = (place + 1..cells.len()).find(|next| has_header(*next)).unwrap_or(cells.len()).max(place + 1);
        let below = cells.get(place..end.min(cells.len())).unwrap_or_default();
        let names: Vec<String> = below.iter().filter_map(name).collect();
        let filled = below.iter().filter(|cell| **cell != RawCell::Empty).count();
        if names.len() > 1 && names.len() == filled && has_header(place) {
            if layout.reader_at(place).is_some() {
                spanning.push((layout.header(place), names));
            }
        } else if filled > 1 || !below.first().is_none_or(|cell| repeats_or_is_empty(layout, place, cell)) {
            return None;
        }
        place = end;
    }
    (!spanning.is_empty()).then_some(spanning)
}

/// The cell as the name of a column: a text, or a year. Other numbers are data.
fn name(cell: &RawCell<'_>) -> Option<String> {
    let shown = cell.display().into_owned();
    match cell {
        RawCell::Text(text) => {
            (is_year(text) || !text.starts_with(|c: char| c.is_ascii_digit() || c == '-')).then_some(shown)
        }
        RawCell::Number(_) => is_year(&shown).then_some(shown),
        _ => None,
    }
}

fn repeats_or_is_empty(layout: &FileLayout, place: usize, cell: &RawCell<'_>) -> bool {
    match cell {
        RawCell::Empty => true,
        RawCell::Text(text) => layout.headers.get(place).is_some_and(|header| header.trim() == text.trim()),
        _ => false,
    }
}
