//! Keeps the typed values of a column until the rows of a block are complete.

use std::hash::{Hash, Hasher};

use polars::prelude::{
    BooleanChunked, ChunkTake, ChunkedArray, Column, Float64Type, IdxCa, Int32Type, Int64Type, IntoColumn,
    NewChunkedArray, PlSmallStr, PolarsNumericType, PolarsResult, StringChunked,
};

use crate::definition::dataset::ColumnKind;

/// The typed values of a column, one for each row that is kept.
#[derive(Debug)]
pub enum Store {
    Integer(NumberStore<i64>),
    Decimal(NumberStore<f64>),
    /// Days since 1970-01-01.
    Day(NumberStore<i32>),
    Boolean(Vec<Option<bool>>),
    /// Codes of a category's values.
    Category(NumberStore<u32>),
    Text(TextStore),
    /// The items of lists.
    List(Vec<Vec<String>>),
}

/// Numbers as Polars keeps them, and which rows have none.
#[derive(Debug)]
pub struct NumberStore<T> {
    values: Vec<T>,
    /// Indexes of the rows without a value, ascending.
    empty: Vec<usize>,
}

/// Texts in one buffer, so that a cell costs no allocation.
#[derive(Debug, Default)]
pub struct TextStore {
    buffer: String,
    /// For each row, the end of its text in the buffer, and whether there is one.
    ends: Vec<(usize, bool)>,
}

impl<T: Copy + Default> NumberStore<T> {
    pub fn with_capacity(rows: usize) -> Self {
        Self { values: Vec::with_capacity(rows), empty: Vec::new() }
    }

    pub fn push(&mut self, value: T) {
        self.values.push(value);
    }

    pub fn push_nothing(&mut self) {
        self.empty.push(self.values.len());
        self.values.push(T::default());
    }

    fn truncate(&mut self, rows: usize) {
        self.values.truncate(rows);
        self.empty.truncate(self.empty.partition_point(|row| *row < rows));
    }

    fn last(&self) -> Option<T> {
        self.values.last().copied().filter(|_| self.empty.last().is_none_or(|row| row + 1 < self.values.len()))
    }

    /// The values as an array of Polars; without a copy if no row is empty.
    pub fn chunked<P: PolarsNumericType<Native = T>>(self, name: PlSmallStr) -> ChunkedArray<P> {
        if self.empty.is_empty() {
            return ChunkedArray::from_vec(name, self.values);
        }
        let mut empty = self.empty.into_iter().peekable();
        let values = self.values.into_iter().enumerate();
        let values: Vec<Option<T>> =
            values.map(|(row, value)| if empty.next_if_eq(&row).is_some() { None } else { Some(value) }).collect();
        ChunkedArray::from_slice_options(name, &values)
    }
}

impl TextStore {
    pub fn push(&mut self, text: &str) {
        self.buffer.push_str(text);
        self.ends.push((self.buffer.len(), true));
    }

    fn push_nothing(&mut self) {
        self.ends.push((self.buffer.len(), false));
    }

    fn truncate(&mut self, rows: usize) {
        self.ends.truncate(rows);
        self.buffer.truncate(self.ends.last().map_or(0, |(end, _)| *end));
    }

    fn last(&self) -> Option<&str> {
        let (end, is_there) = self.ends.last()?;
        let start = self.ends.iter().rev().nth(1).map_or(0, |(end, _)| *end);
        self.buffer.get(start..*end).filter(|_| *is_there)
    }

    /// The text of each row.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let mut start = 0;
        self.ends.iter().map(move |(end, is_there)| {
            let text = self.buffer.get(start..*end).filter(|_| *is_there);
            start = *end;
            text
        })
    }
}

impl Store {
    /// An empty store for a column of this kind, with room for `rows` rows.
    pub fn new(kind: &ColumnKind, rows: usize) -> Self {
        match kind {
            ColumnKind::Text | ColumnKind::Ydernummer => {
                Self::Text(TextStore { buffer: String::new(), ends: Vec::with_capacity(rows) })
            }
            ColumnKind::Integer(_) => Self::Integer(NumberStore::with_capacity(rows)),
            ColumnKind::Decimal(_) => Self::Decimal(NumberStore::with_capacity(rows)),
            ColumnKind::Date(_) => Self::Day(NumberStore::with_capacity(rows)),
            ColumnKind::Boolean => Self::Boolean(Vec::with_capacity(rows)),
            ColumnKind::Category(_) => Self::Category(NumberStore::with_capacity(rows)),
            ColumnKind::List { .. } => Self::List(Vec::new()),
        }
    }

    /// Adds an empty cell.
    pub fn push_nothing(&mut self) {
        match self {
            Self::Integer(values) => values.push_nothing(),
            Self::Decimal(values) => values.push_nothing(),
            Self::Day(values) => values.push_nothing(),
            Self::Boolean(values) => values.push(None),
            Self::Category(values) => values.push_nothing(),
            Self::Text(texts) => texts.push_nothing(),
            Self::List(values) => values.push(Vec::new()),
        }
    }

    /// Drops the values of all rows after the first `rows`.
    pub fn truncate(&mut self, rows: usize) {
        match self {
            Self::Integer(values) => values.truncate(rows),
            Self::Decimal(values) => values.truncate(rows),
            Self::Day(values) => values.truncate(rows),
            Self::Boolean(values) => values.truncate(rows),
            Self::Category(values) => values.truncate(rows),
            Self::List(values) => values.truncate(rows),
            Self::Text(texts) => texts.truncate(rows),
        }
    }

    /// The number of the last row; `None` if it is empty or the column has no numbers.
    pub fn last_number(&self) -> Option<f64> {
        match self {
            Self::Integer(values) => values.last().map(|value| value as f64),
            Self::Decimal(values) => values.last(),
            _ => None,
        }
    }

    /// Feeds the value of the last row to a hash.
    pub fn hash_last(&self, hasher: &mut impl Hasher) {
        match self {
            Self::Integer(values) => values.last().hash(hasher),
            // Adding 0 makes -0 the same as 0.
            Self::Decimal(values) => values.last().map(|value| (value + 0.0).to_bits()).hash(hasher),
            Self::Day(values) => values.last().hash(hasher),
            Self::Boolean(values) => values.last().hash(hasher),
            Self::Category(values) => values.last().hash(hasher),
            Self::List(values) => values.last().hash(hasher),
            Self::Text(texts) => texts.last().hash(hasher),
        }
    }

    /// The values as a column of Polars, and the items if they are lists. `declared` are the values of a category.
    pub fn into_column(self, name: &str, declared: &[String]) -> PolarsResult<(Column, Option<Vec<Vec<String>>>)> {
        let name = PlSmallStr::from_str(name);
        let column = match self {
            Self::Integer(values) => values.chunked::<Int64Type>(name).into_column(),
            Self::Decimal(values) => values.chunked::<Float64Type>(name).into_column(),
            Self::Boolean(values) => BooleanChunked::from_slice_options(name, &values).into_column(),
            // Polars keeps dates as days since 1970.
            Self::Day(values) => values.chunked::<Int32Type>(name).into_date().into_column(),
            Self::Category(codes) => {
                // Taking from the few values shares their text among all rows.
                let values = StringChunked::from_iter_values(name, declared.iter().map(String::as_str));
                let codes: IdxCa = codes.chunked("".into());
                values.take(&codes)?.into_column()
            }
            Self::Text(texts) => StringChunked::from_iter_options(name, texts.iter()).into_column(),
            Self::List(lists) => {
                let joined = lists.iter().map(|items| (!items.is_empty()).then(|| items.join("; ")));
                return Ok((StringChunked::from_iter_options(name, joined).into_column(), Some(lists)));
            }
        };
        Ok((column, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_cells_stay_where_they_are() {
        let mut values = NumberStore::with_capacity(0);
        values.push(1_i64);
        values.push_nothing();
        values.push(3);
        values.push_nothing();
        values.truncate(3);
        assert_eq!(values.last(), Some(3));
        values.push_nothing();
        assert_eq!(values.last(), None);
        let column: ChunkedArray<Int64Type> = values.chunked("a".into());
        assert_eq!(column.iter().collect::<Vec<_>>(), [Some(1), None, Some(3), None]);
    }
}
