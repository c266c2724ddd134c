//! Typed values, kept until a batch of rows is whole.

use std::hash::{Hash, Hasher};

use super::Repair;

/// Typed values of one column.
#[derive(Debug)]
pub enum Store {
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Numbers.
    Decimal(Vec<Option<f64>>),
    /// Days since 1970-01-01.
    Day(Vec<Option<i32>>),
    /// Truth values.
    Boolean(Vec<Option<bool>>),
    /// Numbers of a category's values.
    Category(Vec<Option<u32>>),
    /// Texts, one after the other; where each ends, and whether it is there.
    Text(String, Vec<(usize, bool)>),
    /// The items of lists.
    List(Vec<Vec<String>>),
}

impl Store {
    /// Adds an empty cell.
    pub fn push_nothing(&mut self) -> Option<Repair> {
        match self {
            Self::Integer(values) => values.push(None),
            Self::Decimal(values) => values.push(None),
            Self::Day(values) => values.push(None),
            Self::Boolean(values) => values.push(None),
            Self::Category(values) => values.push(None),
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
            Self::Decimal(values) => values.last().map(|value| value.map(f64::to_bits)).hash(hasher),
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
