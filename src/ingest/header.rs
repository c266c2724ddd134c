//! Finds the header of a file, and the column of the file for each column of the dataset.

use std::sync::Arc;

use super::column::ColumnReader;
use super::footer::{self, Footers};
use super::mended::{OWN_HEADER, OwnColumns, Replacements};
use super::total_words::{TotalLabel, names_average, total_label};
use crate::cell::RawCell;
use crate::cell::mended::mended;
use crate::cpr;
use crate::definition::dataset::{ColumnKind, Dataset, FOOTNOTE_SIGNS};

/// A column of a file that a column of the dataset is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundColumn {
    /// Index in the row, from 0.
    pub place: usize,
    /// Its header, spelt as in the file.
    pub header: String,
    /// Whether another column of the file has the same header.
    pub ambiguous: bool,
    /// Headers of other columns of the file that could be this one too, because they are another of its known headers.
    pub rivals: Vec<String>,
}

/// How the rows of a dataset are read, whatever the file.
#[derive(Debug)]
pub struct Schema {
    /// In the dataset's order.
    pub columns: Vec<ColumnReader>,
    /// Indexes of the key's columns.
    pub key: Vec<usize>,
    pub footers: Footers,
    /// Whether rows that are left out are kept as a whole, to be written out.
    pub keep_rejects: bool,
}

/// The label of a row that may be a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLabel {
    pub label: TotalLabel,
    /// Index of its cell in the row.
    pub place: usize,
    /// Whether a column of the dataset is read from the cell.
    pub is_read: bool,
    /// Whether it names an average, or another measure that is not a sum.
    pub is_average: bool,
}

/// Where the columns of the dataset are in a file or sheet.
#[derive(Debug, Clone)]
pub struct FileLayout {
    pub schema: Arc<Schema>,
    /// The headers of the file by place.
    pub headers: Vec<String>,
    /// The row of the headers, or the lower one of two; 0 if there is none.
    pub header_row: u32,
    /// For each column of the dataset, the column of the file that it is read from.
    pub found: Vec<Option<FoundColumn>>,
    /// For each column of the dataset, the place that its cells are read from; `None` if it is missing or dropped.
    pub places: Vec<Option<usize>>,
    /// For each place, the index of the column that is read from it.
    pub by_place: Vec<Option<usize>>,
    /// Places that no column is read from and that are not dropped.
    pub unread: Vec<usize>,
    /// Whether the file is delimited text, where a missing field shifts those after it.
    pub delimited: bool,
    pub epoch_1904: bool,
    /// The place of a column of years that is not read, if the dataset has no other way to tell which rows are of the period.
    pub year_place: Option<usize>,
    /// Where a row says which row it replaces.
    pub own: Option<OwnColumns>,
    /// Rows that mended rows of another file replace.
    pub replaced: Replacements,
}

impl FileLayout {
    pub fn new(schema: Arc<Schema>, headers: Vec<String>, found: Vec<Option<FoundColumn>>) -> Self {
        let mut by_place = vec![None; headers.len()];
        for (number, found) in found.iter().enumerate() {
            if let Some(place) = found.as_ref().and_then(|found| by_place.get_mut(found.place)) {
                *place = Some(number);
            }
        }
        let place = |(found, reader): (&Option<FoundColumn>, &ColumnReader)| {
            found.as_ref().filter(|_| !reader.column.drop).map(|found| found.place)
        };
        let places = found.iter().zip(&schema.columns).map(place).collect();
        let unread = (0..by_place.len()).filter(|place| by_place[*place].is_none()).collect();
        let own = OwnColumns::find(&headers);
        Self {
            schema,
            headers,
            header_row: 0,
            found,
            places,
            by_place,
            unread,
            year_place: None,
            delimited: false,
            epoch_1904: false,
            own,
            replaced: Replacements::default(),
        }
    }

    /// The reader of the column at this place.
    pub fn reader_at(&self, place: usize) -> Option<&ColumnReader> {
        let column = self.by_place.get(place).copied().flatten()?;
        self.schema.columns.get(column)
    }

    /// Whether cells at this place must not be shown.
    pub fn is_dropped(&self, place: usize) -> bool {
        self.reader_at(place).is_some_and(|reader| reader.column.drop)
    }

    /// Whether cells at this place need not be searched for CPR numbers.
    pub fn is_free_of_persons(&self, place: usize) -> bool {
        self.reader_at(place).is_some_and(ColumnReader::is_free_of_persons)
    }

    /// Whether at least half of the filled cells fit, in columns of other kinds than text.
    pub fn fits_mostly(&self, cells: &[RawCell<'_>]) -> bool {
        let typed =
            self.schema.columns.iter().zip(&self.places).filter(|(reader, _)| reader.column.kind != ColumnKind::Text);
        let cells = typed.filter_map(|(reader, place)| Some((reader, cells.get((*place)?)?)));
        let filled = cells.filter(|(_, cell)| **cell != RawCell::Empty);
        let fit: Vec<bool> =
            filled.map(|(reader, cell)| reader.push(cell, self.epoch_1904, &mut reader.store(1)).is_ok()).collect();
        let fitting = fit.iter().filter(|fits| **fits).count();
        fitting > 0 && fitting * 2 >= fit.len()
    }

    /// The header at this place, or a name by number if it has none.
    pub fn header(&self, place: usize) -> String {
        match self.headers.get(place).filter(|header| !header.is_empty()) {
            Some(header) => header.clone(),
            None => format!("kolonne nr. {}", place + 1),
        }
    }

    pub fn header_of(&self, column: usize) -> String {
        match &self.found[column] {
            Some(found) => found.header.clone(),
            None => self.schema.columns[column].column.headers.first().cloned().unwrap_or_default(),
        }
    }

    /// Whether the first header starts with a digit, as most rows of data do.
    pub fn starts_with_digit(&self) -> bool {
        self.headers.first().is_some_and(|header| header.starts_with(|c: char| c.is_ascii_digit()))
    }

    pub fn is_footer(&self, cells: &[RawCell<'_>]) -> bool {
        self.schema.footers.is_footer(cells, |place| self.reader_at(place))
    }

    /// The label that may make the row a total: its first filled cell, or another cell with a certain label.
    pub fn total_label(&self, cells: &[RawCell<'_>]) -> Option<RowLabel> {
        let filled = cells.iter().enumerate().filter(|(_, cell)| **cell != RawCell::Empty);
        let labels = filled.enumerate().filter_map(|(order, (place, cell))| {
            let RawCell::Text(text) = cell else { return None };
            let reader = self.reader_at(place);
            // A declared value is no total; most are written exactly so.
            if reader.is_some_and(|reader| reader.exact(text).is_some()) {
                return None;
            }
            let label = total_label(text).filter(|label| order == 0 || *label == TotalLabel::Certain)?;
            if reader.is_some_and(|reader| reader.declares(text)) {
                return None;
            }
            Some(RowLabel { label, place, is_read: reader.is_some(), is_average: names_average(text) })
        });
        labels.max_by_key(|found| (found.label, std::cmp::Reverse(found.place)))
    }

    pub fn is_example(&self, cells: &[RawCell<'_>]) -> bool {
        footer::is_example(cells, |place| self.reader_at(place))
    }

    /// Whether the row repeats the header, as on each page of a printed list.
    pub fn is_repeated_header(&self, cells: &[RawCell<'_>]) -> bool {
        let is_header = |place: usize, cell: &RawCell<'_>| match (cell, self.headers.get(place)) {
            (RawCell::Empty, Some(header)) => header.is_empty(),
            (RawCell::Empty, None) => true,
            (RawCell::Text(text), Some(header)) => starts_alike(text, header) && is_same(text, header),
            _ => false,
        };
        // Most rows differ in their first cell.
        cells.first().is_some_and(|cell| is_header(0, cell))
            && cells.len() >= self.headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1)
            && cells.iter().enumerate().all(|(place, cell)| is_header(place, cell))
    }
}

/// For each column of the dataset, the column of the file that it is read from.
///
/// If the file has several headers that a column is known by, the one that the definition names first wins, and the others are
/// its rivals.
pub fn find_columns(dataset: &Dataset, headers: &[String]) -> Vec<Option<FoundColumn>> {
    let mut taken = vec![false; headers.len()];
    let mut found: Vec<Option<FoundColumn>> = dataset
        .columns
        .values()
        .map(|column| {
            let places_of = |same: fn(&str, &str) -> bool| {
                column.headers.iter().find_map(|known| {
                    let places: Vec<usize> =
                        (0..headers.len()).filter(|i| !taken[*i] && same(known, &headers[*i])).collect();
                    (!places.is_empty()).then_some(places)
                })
            };
            let places = places_of(is_same).or_else(|| places_of(is_same_but_marks))?;
            taken[places[0]] = true;
            let header = headers[places[0]].clone();
            Some(FoundColumn { place: places[0], header, ambiguous: places.len() > 1, rivals: Vec::new() })
        })
        .collect();
    for (column, found) in dataset.columns.values().zip(&mut found) {
        let Some(found) = found.as_mut().filter(|_| column.headers.len() > 1) else { continue };
        let is_rival = |header: &String| {
            column.headers.iter().any(|known| is_same(known, header))
                && !is_same(&found.header, header)
                && !dataset.ignored.iter().any(|ignored| is_same(ignored, header))
        };
        let left = headers.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(header, _)| header);
        found.rivals = left.filter(|header| is_rival(header)).cloned().collect();
    }
    found
}

/// Whether the column has the year of each row.
pub fn is_of_years(header: &str) -> bool {
    ["År", "Årstal", "Kalenderår", "Year"]
        .iter()
        .any(|known| is_same(known, header) || is_same_but_marks(known, header))
}

/// Columns of the dataset that are among the headers.
pub fn count_matches(dataset: &Dataset, headers: &[String]) -> usize {
    find_columns(dataset, headers).iter().flatten().count()
}

/// Whether all required columns are found. Optional and dropped columns are not required.
pub fn is_complete(dataset: &Dataset, found: &[Option<FoundColumn>]) -> bool {
    found.iter().any(Option::is_some)
        && dataset.columns.values().zip(found).all(|(column, found)| found.is_some() || column.optional || column.drop)
}

/// Whether a column of the dataset has this header.
pub fn is_known(dataset: &Dataset, header: &str) -> bool {
    let known = |known: &String| is_same(known, header) || is_same_but_marks(known, header);
    dataset.columns.values().any(|column| column.headers.iter().any(known))
}

/// Compares headers without regard to case, spaces and line breaks.
pub fn is_same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    // Most headers differ in their first letter.
    let first = |text: &str| text.trim_start().bytes().next().filter(u8::is_ascii);
    if let (Some(a), Some(b)) = (first(a), first(b))
        && !a.eq_ignore_ascii_case(&b)
    {
        return false;
    }
    a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}

/// Compares a known header with one that has marks around it: the sign of a footnote (`Deltagere*`, `Deltagere ¹)`), a colon
/// (`Deltagere:`) or its number on a form (`3. Deltagere`).
fn is_same_but_marks(known: &str, header: &str) -> bool {
    let plain = header.trim_end_matches(')').trim_end_matches(FOOTNOTE_SIGNS);
    let plain = if plain.len() < header.trim_end_matches(')').len() { plain } else { header };
    let plain = plain.trim_end_matches([':', ' ']);
    let unnumbered = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = unnumbered.len() < plain.len();
    let plain =
        unnumbered.strip_prefix(". ").or_else(|| unnumbered.strip_prefix(") ")).filter(|_| numbered).unwrap_or(plain);
    plain.len() < header.len() && is_same(known, plain)
}

/// Whether both texts start with the same ASCII letter. Those of most rows and headers do not.
fn starts_alike(a: &str, b: &str) -> bool {
    let first = |text: &str| text.bytes().next().filter(u8::is_ascii).map(|byte| byte.to_ascii_lowercase());
    first(a) == first(b)
}

/// Whether kapreport wrote this header beside rejected rows.
pub fn is_own(header: &str) -> bool {
    header.get(..OWN_HEADER.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN_HEADER))
}

/// The text of a cell as a header. Line breaks become spaces.
fn header_text(cell: &RawCell<'_>) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match cell {
        RawCell::Text(text) => mended(text).map_or_else(|| one_line(text), |(text, _)| one_line(&text)),
        cell => one_line(&cell.display()),
    }
}

/// The row's texts as headers, for comparisons only: CPR numbers are not masked.
pub fn unmasked_texts(cells: &[RawCell<'_>]) -> Vec<String> {
    cells.iter().map(header_text).collect()
}

/// The row's texts as headers, with CPR numbers masked.
pub fn row_texts(cells: &[RawCell<'_>]) -> Vec<String> {
    let text = |cell: &RawCell<'_>| match cell {
        RawCell::Number(number) if cpr::is_number(*number) => cpr::MASK.to_owned(),
        cell => cpr::masked(&header_text(cell)),
    };
    let mut texts: Vec<String> = cells.iter().map(text).collect();
    texts.truncate(texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1));
    texts
}

/// Joins two header rows, of which the upper one names groups: `Deltagere` over `Læger` and `Personale` gives `Deltagere Læger`
/// and `Deltagere Personale`. A column without a lower header has the upper one.
pub fn stack(upper: &[String], lower: &[String]) -> Vec<String> {
    let mut group = String::new();
    (0..upper.len().max(lower.len()))
        .map(|place| {
            let (above, below) = (upper.get(place), lower.get(place));
            if let Some(above) = above.filter(|above| !above.is_empty()) {
                group.clone_from(above);
            }
            match below.filter(|below| !below.is_empty()) {
                // A cell merged over both rows has its text in both.
                Some(below) if group.is_empty() || group == *below => below.clone(),
                Some(below) => format!("{group} {below}"),
                None => above.cloned().unwrap_or_default(),
            }
        })
        .collect()
}

/// Joins two header rows: the lower one wins where it has a text.
pub fn overlay(upper: &[String], lower: &[String]) -> Vec<String> {
    (0..upper.len().max(lower.len()))
        .map(|place| {
            let text = lower.get(place).filter(|below| !below.is_empty()).or(upper.get(place));
            text.cloned().unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_of_a_footnote_is_no_part_of_a_header() {
        for header in ["Antal*", "antal ¹", "Antal ¹)", "Antal†"] {
            assert!(is_same_but_marks("Antal", header), "{header}");
        }
        for header in ["Antal", "Antal)", "Antal (*)", "Antallet*", "Antal (1.000)"] {
            assert!(!is_same_but_marks("Antal", header), "{header}");
        }
    }

    fn row(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_header_over_several_columns_is_part_of_the_names_of_each() {
        let (upper, lower) = (row(&["Dato", "Deltagere", ""]), row(&["", "Læger", "Personale"]));
        assert_eq!(stack(&upper, &lower), ["Dato", "Deltagere Læger", "Deltagere Personale"]);
        assert_eq!(overlay(&upper, &lower), ["Dato", "Læger", "Personale"]);
    }
}
