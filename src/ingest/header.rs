//! Headers: which row of a file is the header, and which of its columns is which of the dataset's.

use crate::definition::dataset::Dataset;

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

/// Whether every column is there that must be.
pub fn complete(dataset: &Dataset, found: &[Option<Found>]) -> bool {
    dataset.columns.values().zip(found).all(|(column, found)| found.is_some() || column.optional)
}

/// Whether any column of the dataset has this header.
pub fn known(dataset: &Dataset, header: &str) -> bool {
    dataset.columns.values().any(|column| column.headers.iter().any(|known| same(known, header)))
}

/// Headers are the same without regard to case, and to how many spaces and line breaks stand between words.
pub fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    words(a) == words(b)
}
