//! Typed values, kept until a batch of rows is whole.

use std::hash::{Hash, Hasher};

use polars::prelude::{ChunkedArray, NewChunkedArray, PlSmallStr, PolarsNumericType};

use super::Repair;

/// Typed values of one column.
#[derive(Debug)]
pub enum Store {
    /// Whole numbers.
    Integer(Values<i64>),
    /// Numbers.
    Decimal(Values<f64>),
    /// Days since 1970-01-01.
    Day(Values<i32>),
    /// Truth values.
    Boolean(Vec<Option<bool>>),
    /// Numbers of a category's values.
    Category(Values<u32>),
    /// Texts, one after the other; where each ends, and whether it is there.
    Text(String, Vec<(usize, bool)>),
    /// The items of lists.
    List(Vec<Vec<String>>),
}

/// Numbers as Polars keeps them, and the rows that have none.
#[derive(Debug)]
pub struct Values<T> {
    values: Vec<T>,
    /// Their numbers, ascending.
    empty: Vec<usize>,
}

impl<T: Copy + Default> Values<T> {
    /// No values, with room for those of so many rows.
    pub fn with_capacity(rows: usize) -> Self {
        Self { values: Vec::with_capacity(rows), empty: Vec::new() }
    }

    /// Adds a value.
    pub fn push(&mut self, value: T) {
        self.values.push(value);
    }

    fn push_nothing(&mut self) {
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

    /// The values as a column of Polars; those without empty cells as they are.
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

impl Store {
    /// Adds an empty cell.
    pub fn push_nothing(&mut self) -> Option<Repair> {
        match self {
            Self::Integer(values) => values.push_nothing(),
            Self::Decimal(values) => values.push_nothing(),
            Self::Day(values) => values.push_nothing(),
            Self::Boolean(values) => values.push(None),
            Self::Category(values) => values.push_nothing(),
            Self::Text(buffer, ends) => ends.push((buffer.len(), false)),
            Self::List(values) => values.push(Vec::new()),
        }
        None
    }

    /// Forgets all values but the first `rows`.
    pub fn truncate(&mut self, rows: usize) {
        match self {
            Self::Integer(values) => values.truncate(rows),
            Self::Decimal(values) => values.truncate(rows),
            Self::Day(values) => values.truncate(rows),
            Self::Boolean(values) => values.truncate(rows),
            Self::Category(values) => values.truncate(rows),
            Self::List(values) => values.truncate(rows),
            Self::Text(buffer, ends) => {
                ends.truncate(rows);
                buffer.truncate(ends.last().map_or(0, |(end, _)| *end));
            }
        }
    }

    /// Feeds the last value to a hash.
    pub fn hash_last(&self, hasher: &mut impl Hasher) {
        match self {
            Self::Integer(values) => values.last().hash(hasher),
            // Nought has two signs.
            Self::Decimal(values) => values.last().map(|value| (value + 0.0).to_bits()).hash(hasher),
            Self::Day(values) => values.last().hash(hasher),
            Self::Boolean(values) => values.last().hash(hasher),
            Self::Category(values) => values.last().hash(hasher),
            Self::List(values) => values.last().hash(hasher),
            Self::Text(buffer, ends) => {
                let start = ends.iter().rev().nth(1).map_or(0, |(end, _)| *end);
                ends.last().map(|(end, is_there)| (buffer.get(start..*end), is_there)).hash(hasher);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::Int64Type;

    use super::*;

    #[test]
    fn empty_cells_stay_where_they_are() {
        let mut values = Values::with_capacity(0);
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
