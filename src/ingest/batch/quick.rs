//! The quick way for rows in which nothing is the matter, which most are. Any other row is left to [`Batch::row`], which says what
//! the matter is; what is kept of a row is the same either way.

use super::Batch;
use crate::definition::dataset::{ColumnKind, DateFormat, DecimalMark};
use crate::ingest::cell::date::digits_first;
use crate::ingest::cell::number::{Writing, simple};
use crate::ingest::column::{ColumnReader, Evidence, Store, days_since_1970};
use crate::ingest::cpr;

impl Batch {
    /// Keeps a row of delimited text if all its fields are as they should be, and tells whether it did. The fields have nothing to
    /// clean but the spaces around them.
    pub fn quick_row(&mut self, number: u32, fields: &[&str]) -> bool {
        // A row that starts with a digit is neither a header nor a total.
        let starts_with_digit = fields.first().is_some_and(|field| field.starts_with(|c: char| c.is_ascii_digit()));
        if !starts_with_digit || fields.len() != self.layout.headers.len() || self.layout.schema.footers.has_declared()
        {
            return false;
        }
        let Self { layout, stores, account, .. } = self;
        let columns = layout.schema.columns.iter().zip(&layout.places).zip(&account.evidence);
        let mut fits = layout.unread.iter().all(|place| !cpr::is_in(fields[*place]));
        for (((reader, place), evidence), store) in columns.zip(stores) {
            match place {
                None => _ = store.push_nothing(),
                Some(place) => fits = fits && quick_cell(fields[*place].trim_ascii(), reader, evidence, store),
            }
        }
        if !fits {
            let kept = self.rows.len();
            self.stores.iter_mut().for_each(|store| store.truncate(kept));
            return false;
        }
        self.account.read += 1;
        self.keep(number);
        true
    }
}

/// Adds the value of a field to the store if it is written in the plainest way, and tells whether it is.
fn quick_cell(text: &str, reader: &ColumnReader, evidence: &Evidence, store: &mut Store) -> bool {
    if reader.has_missing() {
        return false;
    }
    if text.is_empty() {
        if reader.column.empty {
            store.push_nothing();
        }
        return reader.column.empty;
    }
    match (store, &reader.column.kind) {
        (Store::Integer(values), _) => match simple(text, DecimalMark::Undeclared) {
            // A longer one may be a CPR number.
            Some((value, Writing::Plain)) if text.len() < 9 => {
                values.push(Some(value as i64));
                true
            }
            _ => false,
        },
        (Store::Decimal(values), ColumnKind::Decimal(mark)) if evidence.is_settled() => match simple(text, *mark) {
            Some((value, _)) if text.len() < 9 => {
                values.push(Some(value));
                true
            }
            _ => false,
        },
        (Store::Day(values), ColumnKind::Date(DateFormat::DayFirst)) => {
            digits_first(text).map(|day| values.push(Some(days_since_1970(day)))).is_some()
        }
        (Store::Category(values), _) => reader.exact(text).map(|code| values.push(Some(code))).is_some(),
        (Store::Text(buffer, ends), kind) => {
            let fits = match kind {
                ColumnKind::Ydernummer => text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()),
                _ => !text.bytes().any(|byte| byte < b' ') && !cpr::is_in(text),
            };
            if fits {
                buffer.push_str(text);
                ends.push((buffer.len(), true));
            }
            fits
        }
        _ => false,
    }
}
