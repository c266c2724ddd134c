//! Digests of the rows that were read, by which the rows of two exports are compared.

use std::hash::Hasher;

use indexmap::IndexMap;
use polars::prelude::{DataType, PolarsResult};

use super::{DatasetTable, Ingested, ROW_COLUMN, SOURCE_COLUMN};
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::snapshot::RowDigest;

/// Datasets with more rows are left out: nobody would read the comparison.
const MOST_ROWS: usize = 100_000;

/// The digests of the rows of each dataset. Left out is a dataset with very many rows.
pub(crate) fn row_digests(definition: &Definition, ingested: &Ingested) -> IndexMap<String, Vec<RowDigest>> {
    let digests = ingested.tables.iter().filter(|(_, table)| table.frame.height() <= MOST_ROWS);
    let digests = digests.filter_map(|(id, table)| {
        let rows = of_table(definition.datasets.get(id)?, table).ok()?;
        Some((id.clone(), rows))
    });
    digests.collect()
}

fn of_table(dataset: &Dataset, table: &DatasetTable) -> PolarsResult<Vec<RowDigest>> {
    let height = table.frame.height();
    let mut contents = vec![StableHasher::default(); height];
    let mut keys = vec![StableHasher::default(); height];
    // In the order of their names, so that the order of columns does not matter.
    let mut names: Vec<&String> = dataset.columns.keys().collect();
    names.sort_unstable();
    for name in names {
        let Ok(column) = table.frame.column(name) else { continue };
        let texts = column.cast(&DataType::String)?;
        let is_key = dataset.key.contains(name);
        for (row, text) in texts.str()?.iter().enumerate() {
            contents[row].cell(text);
            if is_key {
                keys[row].cell(text);
            }
        }
    }
    for items in table.lists.values() {
        for (row, items) in items.iter().enumerate().take(height) {
            items.iter().for_each(|item| contents[row].cell(Some(item)));
            contents[row].cell(None);
        }
    }
    let numbers = |name: &str| -> PolarsResult<Vec<u32>> {
        let numbers = table.frame.column(name)?.cast(&DataType::UInt32)?;
        Ok(numbers.u32()?.iter().map(Option::unwrap_or_default).collect())
    };
    let places = numbers(SOURCE_COLUMN)?.into_iter().zip(numbers(ROW_COLUMN)?);
    let key = |hasher: StableHasher| if dataset.key.is_empty() { 0 } else { hasher.folded().max(1) };
    let rows = places.zip(contents.into_iter().zip(keys));
    Ok(rows
        .map(|((source, row), (content, keys))| RowDigest { source, row, content: content.folded(), key: key(keys) })
        .collect())
}

/// FNV-1a. Stored hashes must not depend on the version of Rust, which does not guarantee its own hash.
#[derive(Clone)]
struct StableHasher(u64);

impl Default for StableHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for StableHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl StableHasher {
    /// Adds a cell. An empty cell differs from an empty text, and two cells from one with both texts.
    fn cell(&mut self, text: Option<&str>) {
        self.write(&[u8::from(text.is_some())]);
        self.write(text.unwrap_or_default().as_bytes());
        self.write(&[0xFF]);
    }

    fn folded(&self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}
