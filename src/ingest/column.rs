//! Types the cells of a column.
//!
//! [`ColumnReader::push`] turns a cell into a value in the [`Store`], or says why it does not fit. Each step has a file:
//! `absent` knows the texts that stand for no value, `text` looks at what is wrong inside a text, `values` reads the value that
//! the column's kind asks for. What only the cells of a column together can tell, such as which decimal mark is used, is
//! collected by [`Evidence`] and judged when the file ends.

mod absent;
pub mod date;
mod evidence;
mod misfit;
pub mod number;
mod spellings;
mod store;
mod text;
mod values;

use crate::cell::RawCell;
use crate::definition::dataset::{Column, ColumnKind, fold};
use crate::findings::Code;
use spellings::Spellings;

pub use evidence::{Evidence, NumberEvidence, Sample};
pub use misfit::{Misfit, Repair};
pub use store::Store;
pub use values::days_since_1970;

/// Reads the cells of one column of a dataset, in every file.
#[derive(Debug)]
pub struct ColumnReader {
    /// The name that figures use.
    pub name: String,
    pub column: Column,
    spellings: Spellings,
    /// Folded texts that the definition declares to mean an empty cell.
    missing: Vec<String>,
}

impl ColumnReader {
    pub fn new(name: &str, column: &Column) -> Self {
        Self {
            name: name.to_owned(),
            column: column.clone(),
            spellings: Spellings::new(column.kind.values()),
            missing: column.missing.iter().map(|text| fold(text)).collect(),
        }
    }

    /// Whether the text is a declared value of this category or list.
    pub fn declares(&self, text: &str) -> bool {
        self.spellings.find(text).is_some()
    }

    pub fn is_date(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Date(_))
    }

    pub fn is_amount(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Integer | ColumnKind::Decimal(_))
    }

    /// The code of the category value with exactly this text.
    pub fn exact(&self, text: &str) -> Option<u32> {
        self.spellings.exact(text)
    }

    /// Whether the definition declares texts that mean an empty cell.
    pub fn has_missing(&self) -> bool {
        !self.missing.is_empty()
    }

    /// An empty store for the column's values, with room for `rows` rows.
    pub fn store(&self, rows: usize) -> Store {
        Store::new(&self.column.kind, rows)
    }

    /// The declared values of a category, which the codes in its store refer to.
    pub fn declared_values(&self) -> &[String] {
        &self.spellings.values
    }

    /// Adds the value of the cell to the store, or adds nothing and returns what was expected instead.
    pub fn push(&self, cell: &RawCell<'_>, epoch_1904: bool, store: &mut Store) -> Result<Option<Repair>, Box<Misfit>> {
        if *cell == RawCell::Empty || self.is_declared_missing(cell) {
            return self.push_nothing(store, "Udfyld cellen.").map(|()| None);
        }
        match self.push_value(cell, epoch_1904, store) {
            // A text that stands for no value may be a value in some columns, so this comes second.
            Err(_) if absent::stands_for_no_value(cell) => {
                let advice =
                    "Skriv værdien. Hvis der ikke er nogen, så skriv empty = true ved kolonnen i datasets.toml.";
                self.push_nothing(store, advice).map(|()| Some(Repair::NoValue))
            }
            result => result,
        }
    }

    fn is_declared_missing(&self, cell: &RawCell<'_>) -> bool {
        matches!(cell, RawCell::Text(text) if !self.missing.is_empty() && self.missing.contains(&fold(text)))
    }

    fn push_nothing(&self, store: &mut Store, advice: &str) -> Result<(), Box<Misfit>> {
        if !self.column.empty {
            return Err(Box::new(Misfit { code: Code::EmptyCell, ..*self.misfit(advice) }));
        }
        store.push_nothing();
        Ok(())
    }

    fn push_value(
        &self,
        cell: &RawCell<'_>,
        epoch_1904: bool,
        store: &mut Store,
    ) -> Result<Option<Repair>, Box<Misfit>> {
        match cell {
            RawCell::Error(_) => return Err(self.misfit("Ret formlen i regnearket.")),
            RawCell::Uncomputed => {
                return Err(
                    self.misfit("Cellen har en formel, som aldrig er regnet ud. Åbn filen i Excel, og gem den.")
                );
            }
            _ => {}
        }
        let mut repair = None;
        match (store, &self.column.kind) {
            (Store::Text(texts), ColumnKind::Ydernummer) => {
                let (number, zeros) = self.ydernummer(cell)?;
                texts.push(&number);
                repair = zeros;
            }
            (Store::Text(texts), _) => texts.push(&self.text(cell)?),
            (Store::Integer(values), _) => values.push(self.integer(cell)?),
            (Store::Decimal(values), ColumnKind::Decimal(mark)) => values.push(self.decimal(cell, *mark)?),
            (Store::Day(values), ColumnKind::Date(format)) => {
                let (day, serial) = self.day(cell, *format, epoch_1904)?;
                values.push(day);
                repair = serial;
            }
            (Store::Boolean(values), _) => values.push(Some(self.boolean(cell)?)),
            (Store::Category(codes), _) => codes.push(self.category(cell)?),
            (Store::List(lists), ColumnKind::List { separator, .. }) => lists.push(self.items(cell, separator)?),
            // Not reached: the store was made for the column's kind.
            _ => return Err(self.misfit("")),
        }
        Ok(repair)
    }

    fn misfit(&self, advice: &str) -> Box<Misfit> {
        let expected = self.column.kind.danish().to_owned();
        Box::new(Misfit { code: Code::BadCell, expected, advice: advice.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(kind: ColumnKind) -> ColumnReader {
        let headers = vec!["a".into()];
        ColumnReader::new("a", &Column { headers, kind, empty: true, optional: false, missing: vec![], drop: false })
    }

    #[test]
    fn an_item_named_twice_in_a_list_counts_once() {
        let reader = reader(ColumnKind::List { separator: ";".into(), values: Vec::new() });
        let mut store = reader.store(0);
        assert_eq!(reader.push(&RawCell::Text("a; b;a;".into()), false, &mut store), Ok(None));
        assert!(matches!(&store, Store::List(values) if values == &[vec!["a".to_owned(), "b".to_owned()]]));
    }

    #[test]
    fn forgetting_a_row_forgets_its_text() {
        let reader = reader(ColumnKind::Text);
        let mut store = reader.store(0);
        for cell in [RawCell::Text("et".into()), RawCell::Empty, RawCell::Text("to".into())] {
            assert_eq!(reader.push(&cell, false, &mut store), Ok(None));
        }
        store.truncate(2);
        assert_eq!(reader.push(&RawCell::Text("tre".into()), false, &mut store), Ok(None));
        let Store::Text(texts) = &store else { unreachable!("a text column has a store of texts") };
        assert_eq!(texts.iter().collect::<Vec<_>>(), [Some("et"), None, Some("tre")]);
    }
}
