//! Headers: which row of a file is the header, and which of its columns is which of the dataset's.

use std::sync::Arc;

use super::cell::Cell;
use super::column::ColumnReader;
use super::footer::{self, Footers};
use crate::cpr;
use crate::definition::dataset::{ColumnKind, Dataset};

/// The start of the headers that kapreport itself writes beside rows that were left out; nobody needs to read those columns.
pub const OWN_HEADER: &str = "kapreport:";

/// A column of a file that a column of the dataset is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its place in the row, from 0.
    pub place: usize,
    /// Its header as it stands.
    pub header: String,
    /// Whether another column of the file has the same header.
    pub ambiguous: bool,
}

/// What is needed to read the rows of a dataset, whatever file they come from.
#[derive(Debug)]
pub struct Schema {
    /// The columns' readers, in the dataset's order.
    pub columns: Vec<ColumnReader>,
    /// The columns of the key, by their number.
    pub key: Vec<usize>,
    /// What stands below the data and is none.
    pub footers: Footers,
    /// Whether whole rows that are left out are kept, so that they can be written out.
    pub keep_rejects: bool,
}

/// Where the columns of the dataset stand in a file, or a sheet of one.
#[derive(Debug, Clone)]
pub struct Layout {
    /// How to read the columns.
    pub schema: Arc<Schema>,
    /// The header's texts, by place.
    pub headers: Vec<String>,
    /// For each column of the dataset, where it is read from.
    pub found: Vec<Option<Found>>,
    /// For each column of the dataset the place of the cells that are kept; None for one that is not there or is dropped.
    pub places: Vec<Option<usize>>,
    /// For each place the column of the dataset that is read from it.
    pub by_place: Vec<Option<usize>>,
    /// The places that no column of the dataset is read from, nor dropped.
    pub unread: Vec<usize>,
    /// Whether the file is delimited text, in which a missing field moves those after it.
    pub delimited: bool,
    /// Whether serial dates count from 1904.
    pub epoch_1904: bool,
}

impl Layout {
    /// The layout below a header.
    pub fn new(schema: Arc<Schema>, headers: Vec<String>, found: Vec<Option<Found>>) -> Self {
        let mut by_place = vec![None; headers.len()];
        for (number, found) in found.iter().enumerate() {
            if let Some(place) = found.as_ref().and_then(|found| by_place.get_mut(found.place)) {
                *place = Some(number);
            }
        }
        let place = |(found, reader): (&Option<Found>, &ColumnReader)| {
            found.as_ref().filter(|_| !reader.column.drop).map(|found| found.place)
        };
        let places = found.iter().zip(&schema.columns).map(place).collect();
        let unread = (0..by_place.len()).filter(|place| by_place[*place].is_none()).collect();
        Self { schema, headers, found, places, by_place, unread, delimited: false, epoch_1904: false }
    }

    /// The reader of the column that stands at a place, where it is one of the dataset's.
    pub fn reader_at(&self, place: usize) -> Option<&ColumnReader> {
        let column = self.by_place.get(place).copied().flatten()?;
        self.schema.columns.get(column)
    }

    /// Whether nothing of the column may be shown.
    pub fn is_dropped(&self, place: usize) -> bool {
        self.reader_at(place).is_some_and(|reader| reader.column.drop)
    }

    /// Whether most of the cells in columns of anything but text fit.
    pub fn fits_mostly(&self, cells: &[Cell<'_>]) -> bool {
        let typed =
            self.schema.columns.iter().zip(&self.places).filter(|(reader, _)| reader.column.kind != ColumnKind::Text);
        let cells = typed.filter_map(|(reader, place)| Some((reader, cells.get((*place)?)?)));
        let filled = cells.filter(|(_, cell)| **cell != Cell::Empty);
        let fit: Vec<bool> =
            filled.map(|(reader, cell)| reader.push(cell, self.epoch_1904, &mut reader.store(1)).is_ok()).collect();
        let fitting = fit.iter().filter(|fits| **fits).count();
        fitting > 0 && fitting * 2 >= fit.len()
    }

    /// The header of a place; a column without one is called by its number.
    pub fn header(&self, place: usize) -> String {
        match self.headers.get(place).filter(|header| !header.is_empty()) {
            Some(header) => header.clone(),
            None => format!("kolonne nr. {}", place + 1),
        }
    }

    /// The header of a column of the dataset.
    pub fn header_of(&self, column: usize) -> String {
        match &self.found[column] {
            Some(found) => found.header.clone(),
            None => self.schema.columns[column].column.headers.first().cloned().unwrap_or_default(),
        }
    }

    /// Whether the header starts with a digit, as rows of data mostly do.
    pub fn starts_with_digit(&self) -> bool {
        self.headers.first().is_some_and(|header| header.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the row is no data but a total or a note.
    pub fn is_footer(&self, cells: &[Cell<'_>]) -> bool {
        self.schema.footers.is_footer(cells, |place| self.reader_at(place))
    }

    /// Whether the row is no data but shows how others are filled in.
    pub fn is_example(&self, cells: &[Cell<'_>]) -> bool {
        footer::is_example(cells, |place| self.reader_at(place))
    }

    /// Whether the row is the header once more, as on each page of a printed list.
    pub fn is_repeated_header(&self, cells: &[Cell<'_>]) -> bool {
        let is_header = |place: usize, cell: &Cell<'_>| match (cell, self.headers.get(place)) {
            (Cell::Empty, Some(header)) => header.is_empty(),
            (Cell::Empty, None) => true,
            (Cell::Text(text), Some(header)) => starts_alike(text, header) && same(text, header),
            _ => false,
        };
        // Most rows differ in their first cell.
        cells.first().is_some_and(|cell| is_header(0, cell))
            && cells.len() >= self.headers.iter().rposition(|header| !header.is_empty()).map_or(0, |last| last + 1)
            && cells.iter().enumerate().all(|(place, cell)| is_header(place, cell))
    }
}

/// For each column of the dataset the one among the headers that it is read from.
///
/// Of several headers that a column is known under, the one that the definition names first is taken.
pub fn find_columns(dataset: &Dataset, headers: &[String]) -> Vec<Option<Found>> {
    let mut taken = vec![false; headers.len()];
    dataset
        .columns
        .values()
        .map(|column| {
            let places = column.headers.iter().find_map(|known| {
                let places: Vec<usize> =
                    (0..headers.len()).filter(|i| !taken[*i] && same(known, &headers[*i])).collect();
                (!places.is_empty()).then_some(places)
            })?;
            taken[places[0]] = true;
            Some(Found { place: places[0], header: headers[places[0]].clone(), ambiguous: places.len() > 1 })
        })
        .collect()
}

/// How many columns of the dataset are among the headers.
pub fn matches(dataset: &Dataset, headers: &[String]) -> usize {
    find_columns(dataset, headers).iter().flatten().count()
}

/// Whether every column is there that must be; nothing is read from one that is dropped.
pub fn complete(dataset: &Dataset, found: &[Option<Found>]) -> bool {
    found.iter().any(Option::is_some)
        && dataset.columns.values().zip(found).all(|(column, found)| found.is_some() || column.optional || column.drop)
}

/// Whether any column of the dataset has this header.
pub fn known(dataset: &Dataset, header: &str) -> bool {
    dataset.columns.values().any(|column| column.headers.iter().any(|known| same(known, header)))
}

/// Headers are the same without regard to case, and to how many spaces and line breaks stand between words.
pub fn same(a: &str, b: &str) -> bool {
    a == b || a.split_whitespace().map(str::to_lowercase).eq(b.split_whitespace().map(str::to_lowercase))
}

/// Whether two texts start with the same letter: those of most rows and headers do not.
fn starts_alike(a: &str, b: &str) -> bool {
    let first = |text: &str| text.bytes().next().filter(u8::is_ascii).map(|byte| byte.to_ascii_lowercase());
    first(a) == first(b)
}

/// Whether nobody needs to read a column with this header.
pub fn is_own(header: &str) -> bool {
    header.get(..OWN_HEADER.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN_HEADER))
}

/// A row's texts as headers: one may be broken over several lines of its cell.
pub fn texts(cells: &[Cell<'_>]) -> Vec<String> {
    let text = |cell: &Cell<'_>| match cell {
        Cell::Number(number) if cpr::is_number(*number) => cpr::MASK.to_owned(),
        cell => cpr::masked(&cell.display().split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    let mut texts: Vec<String> = cells.iter().map(text).collect();
    texts.truncate(texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1));
    texts
}

/// The headers of two rows of which the upper one groups columns of the lower one: `Deltagere` over `Læger` and `Personale`
/// gives `Deltagere Læger` and `Deltagere Personale`. A column without a lower header has the upper one.
pub fn stacked(upper: &[String], lower: &[String]) -> Vec<String> {
    let mut group = String::new();
    (0..upper.len().max(lower.len()))
        .map(|place| {
            let (above, below) = (upper.get(place), lower.get(place));
            if let Some(above) = above.filter(|above| !above.is_empty()) {
                group.clone_from(above);
            }
            match below.filter(|below| !below.is_empty()) {
                // A cell that is merged over both rows has its text in both.
                Some(below) if group.is_empty() || group == *below => below.clone(),
                Some(below) => format!("{group} {below}"),
                None => above.cloned().unwrap_or_default(),
            }
        })
        .collect()
}

/// The headers of two rows of which the lower one stands where it has something, else the upper one.
pub fn overlaid(upper: &[String], lower: &[String]) -> Vec<String> {
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

    fn row(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_header_over_several_columns_is_part_of_the_names_of_each() {
        let (upper, lower) = (row(&["Dato", "Deltagere", ""]), row(&["", "Læger", "Personale"]));
        assert_eq!(stacked(&upper, &lower), ["Dato", "Deltagere Læger", "Deltagere Personale"]);
        assert_eq!(overlaid(&upper, &lower), ["Dato", "Læger", "Personale"]);
    }
}
