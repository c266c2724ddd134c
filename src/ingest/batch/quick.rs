//! A fast path for rows of delimited text without defects, which are most. Other rows are left to the general path,
//! [`Batch::row`], which reports what is wrong. Both paths keep the same values of a row.
//!
//! A check of cells that [`ColumnReader::push`] or [`Evidence`] makes must be made here too, or the cell must be left to the
//! general path: the test below compares both.

use super::Batch;
use crate::cpr::{self, NumberLook};
use crate::definition::dataset::{ColumnKind, DateFormat, DecimalMark};
use crate::ingest::column::date::digits_first;
use crate::ingest::column::number::{Notation, simple};
use crate::ingest::column::{ColumnReader, Evidence, Store, is_plain_text, plain_day};
use crate::ingest::header::FileLayout;

impl Batch {
    /// Keeps a row if all its fields are plain values, and returns whether it did. The fields need no cleaning but trimming.
    pub fn quick_row(&mut self, number: u32, fields: &[&str]) -> bool {
        // A row that starts with a digit is not a total, and repeats the header only if that starts with a digit.
        let starts_with_digit = fields.first().is_some_and(|field| field.starts_with(|c: char| c.is_ascii_digit()));
        let Some((fields, outside)) = fields.split_at_checked(self.layout.headers.len()) else { return false };
        let is_outside = outside.iter().any(|field| !field.trim_ascii().is_empty());
        if !self.may_be_quick || !starts_with_digit || is_outside {
            return false;
        }
        let Self { layout, stores, account, .. } = self;
        let columns = layout.schema.columns.iter().zip(&layout.places).zip(&mut account.evidence);
        let mut fits = layout.unread.iter().all(|place| cpr::look(fields[*place]) == NumberLook::Nothing);
        for (((reader, place), evidence), store) in columns.zip(stores) {
            match place {
                None => store.push_nothing(),
                Some(place) => fits = fits && quick_cell(fields[*place].trim_ascii(), number, reader, evidence, store),
            }
        }
        if !fits {
            self.drop_typed_cells();
            return false;
        }
        self.account.read += 1;
        for (persons, field) in self.account.persons.iter_mut().zip(fields) {
            persons.filled += u64::from(!field.is_empty());
        }
        self.keep(number);
        true
    }
}

/// Whether neither the definition nor the file requires the general path for every row.
pub(super) fn may_be_quick(layout: &FileLayout) -> bool {
    !layout.starts_with_digit()
        && layout.own.is_none()
        && layout.year_place.is_none()
        && layout.replaced.is_empty()
        && !layout.schema.footers.has_declared()
        && !layout.schema.columns.iter().any(ColumnReader::has_missing)
}

/// Adds the value of a field to the store if it is written in the plainest way, and returns whether it did.
fn quick_cell(text: &str, row: u32, reader: &ColumnReader, evidence: &mut Evidence, store: &mut Store) -> bool {
    if text.is_empty() {
        if reader.column.empty {
            store.push_nothing();
        }
        return reader.column.empty;
    }
    match (store, &reader.column.kind) {
        (Store::Integer(values), _) => match simple(text, DecimalMark::Undeclared) {
            // A longer number may be a CPR number.
            Some((value, Notation::Plain)) if text.len() < 9 && reader.column.bounds.contain(value) => {
                evidence.numbers.clear = true;
                values.push(value as i64);
                true
            }
            _ => false,
        },
        (Store::Decimal(values), ColumnKind::Decimal(mark)) => match simple(text, *mark) {
            Some((value, notation))
                if text.len() < 9 && notation != Notation::Ambiguous && reader.column.bounds.contain(value) =>
            {
                evidence.numbers.learn(value, notation, row, text);
                values.push(value);
                true
            }
            _ => false,
        },
        (Store::Day(values), ColumnKind::Date(DateFormat::DayFirst)) => {
            let Some(plain) = plain_day(text) else { return false };
            if !evidence.dates.count(plain.year) {
                let Some(date) = digits_first(text) else { return false };
                evidence.dates.learn(row, &date);
            }
            values.push(plain.days);
            true
        }
        (Store::Category(values), _) => reader.exact(text).map(|code| values.push(code)).is_some(),
        (Store::Text(texts), ColumnKind::Ydernummer) => {
            let fits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) && text != "000000";
            if fits {
                texts.push(text);
            }
            fits
        }
        (Store::Text(texts), _) => {
            let fits = is_plain_text(text) && (reader.is_free_of_persons() || cpr::look(text) == NumberLook::Nothing);
            if fits {
                evidence.texts.learn(text, row);
                texts.push(text);
            }
            fits
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]
    use std::sync::Arc;

    use super::*;
    use crate::cell::RawCell;
    use crate::definition::dataset::{CategoryValue, Column};
    use crate::ingest::Strictness;
    use crate::ingest::footer::Footers;
    use crate::ingest::header::{FoundColumn, Schema};

    /// A layout with a column of this kind after a number.
    fn layout(kind: ColumnKind, empty: bool) -> Arc<FileLayout> {
        let column = |kind, empty| Column {
            headers: vec![],
            kind,
            has_type: true,
            empty,
            optional: false,
            missing: vec![],
            real: vec![],
            exact: false,
            drop: false,
            bounds: Default::default(),
            no_persons: None,
        };
        let columns = vec![
            ColumnReader::new("nr", &column(ColumnKind::Integer(DecimalMark::Undeclared), false)),
            ColumnReader::new("a", &column(kind, empty)),
        ];
        let footers = Footers::new(&[]);
        let schema = Schema { columns, key: vec![], footers, keep_rejects: false };
        let found = |place, header: &str| {
            let header = header.to_owned();
            Some(FoundColumn { place, header, ambiguous: false, rivals: Vec::new() })
        };
        let layout =
            FileLayout::new(Arc::new(schema), vec!["Nr".into(), "A".into()], vec![found(0, "Nr"), found(1, "A")]);
        Arc::new(FileLayout { delimited: true, ..layout })
    }

    #[test]
    fn what_is_read_the_quick_way_is_read_the_same_the_other_way() {
        let values = vec![CategoryValue { value: "Besøg".into(), spellings: vec!["B".into()], was: None }];
        let kinds = [
            ColumnKind::Text,
            ColumnKind::Integer(DecimalMark::Undeclared),
            ColumnKind::Integer(DecimalMark::Point),
            ColumnKind::Decimal(DecimalMark::Undeclared),
            ColumnKind::Decimal(DecimalMark::Point),
            ColumnKind::Date(DateFormat::DayFirst),
            ColumnKind::Date(DateFormat::MonthFirst),
            ColumnKind::Date(DateFormat::Month),
            ColumnKind::Date(DateFormat::Quarter),
            ColumnKind::Date(DateFormat::Year),
            ColumnKind::Boolean,
            ColumnKind::Category(values.clone()),
            ColumnKind::List { separator: ",".into(), values },
            ColumnKind::Ydernummer,
        ];
        let texts = [
            "",
            " ",
            "0",
            "7",
            "007",
            "12345678",
            "123456789",
            "3102990000",
            "0102990000",
            "1.299",
            "1,5",
            "-1",
            "+1",
            "1e5",
            ",5",
            "5,",
            "0,1",
            "1.299,99",
            "1 299",
            "58 %",
            "12345,678",
            "012345",
            "12345",
            "1234567",
            "31-12-2024",
            "31/12/2024",
            "31.12.2024",
            "2024-12-31",
            "31-02-2024",
            "12/31/2024",
            "31-12-24",
            "2024",
            "marts 2024",
            "2024K1",
            "Besøg",
            "besøg",
            "BESØG",
            "B",
            "Be-søg",
            "Besog",
            "-",
            "*",
            "n/a",
            "ukendt",
            "Ja",
            "nej",
            "x",
            "I alt",
            "310299-0000",
            "a310299-0000",
            "310299-ABC1",
            "\u{7}",
            "a\tb",
            "  besked med mellemrum  ",
            "9999999999999999",
            "0,000001",
            "31-12-0024",
            "å",
            "1/1-2024",
            "01-feb",
            "1-2",
            "NULL",
            "\\N",
            "Ingen",
            "#I/T",
            "=\"7\"",
            "='7",
            "'7",
            "'Nord",
            "7,13E+18",
            "NÃ¸rrebro",
            "PŒske",
            "L{gehus",
            "N+APg-rrebro",
        ];
        let mut quick_ones = 0;
        for (kind, empty) in kinds.into_iter().flat_map(|kind| [(kind.clone(), true), (kind, false)]) {
            let layout = layout(kind.clone(), empty);
            for text in texts {
                let mut quick = Batch::new(&layout, Strictness::Strict, 1);
                if !quick.quick_row(2, &["1", text]) {
                    assert_eq!(quick.finish().unwrap().frame.height(), 0, "{kind:?} »{text}«: nothing is left of it");
                    continue;
                }
                quick_ones += 1;
                let mut general = Batch::new(&layout, Strictness::Strict, 1);
                general.row(2, &[RawCell::text("1".into()), RawCell::text(text.into())]);
                let (quick, mut general) = (quick.finish().unwrap(), general.finish().unwrap());
                assert!(
                    quick.frame.equals_missing(&general.frame),
                    "{kind:?} »{text}«: {} {}",
                    quick.frame,
                    general.frame
                );
                assert_eq!(quick.account.read, general.account.read);
                assert_eq!(quick.account.evidence, general.account.evidence, "{kind:?} »{text}«");
                assert_eq!(
                    general.account.causes.take().count(),
                    0,
                    "{kind:?} »{text}«: there is something to say of it"
                );
            }
        }
        assert!(quick_ones > 100, "{quick_ones}");
    }
}
