//! Types the cells of a column.
//!
//! [`ColumnReader::push`] turns a cell into a value in the [`Store`], or returns why it does not fit. Each step has a file:
//! `absent` knows the texts that mean an empty cell, `text` finds defects inside a text, `texts` defects of all texts of a
//! column, `values` reads the value that the column's kind asks for. What only all cells of a column show, such as which decimal
//! mark is used, is collected by [`Evidence`] and judged when the file ends.

mod absent;
pub mod date;
mod denial;
mod evidence;
mod lists;
mod misfit;
pub mod number;
mod plain_day;
mod spellings;
mod store;
mod text;
mod texts;
mod values;

use crate::cell::RawCell;
use crate::definition::dataset::{Column, ColumnKind, fold};
use crate::findings::Code;
use absent::{Absence, absence};
use date::DateRole;
use spellings::Spellings;

pub use evidence::{
    DateEvidence, Evidence, NumberEvidence, OrderDoubt, Sample, SeasonTime, TimeEvidence, YearEvidence,
};
pub use lists::ListEvidence;
pub use misfit::{Misfit, Repair};
pub use plain_day::plain_day;
pub use store::Store;
pub use text::{TextDefect, is_plain as is_plain_text};
pub use texts::TextEvidence;
pub use values::{quoted_separator, separator_name};

/// Advice for a date that stands for no date where there has to be one.
const NO_DATE: &str = "Datoen står for »ingen dato«. Skriv den rigtige. Hvis der ikke er nogen, så skriv empty = true ved kolonnen i \
                       datasets.toml.";

/// Reads the cells of one column of a dataset, in every file.
#[derive(Debug)]
pub struct ColumnReader {
    /// The name that figures use.
    pub name: String,
    pub column: Column,
    /// What the column means for the time of its rows, if it has dates.
    pub role: DateRole,
    spellings: Spellings,
    /// Folded texts that the definition declares to mean an empty cell.
    missing: Vec<String>,
    /// Texts in lower case that the definition declares to be values, although they usually mean an empty cell.
    real: Vec<String>,
}

/// Whether a cell with this text is read as empty in the column.
pub fn stands_for_no_value(column: &Column, text: &str) -> bool {
    let reader = ColumnReader::new("", column);
    let cell = RawCell::Text(text.into());
    let absence = absence(text).filter(|absence| *absence != Absence::FormulaError && reader.is_absent(*absence));
    column.empty && (reader.is_declared_missing(&cell) || (absence.is_some() && !reader.is_declared_real(text)))
}

impl ColumnReader {
    pub fn new(name: &str, column: &Column) -> Self {
        Self {
            name: name.to_owned(),
            column: column.clone(),
            role: DateRole::default(),
            spellings: Spellings::new(column.kind.values()),
            missing: column.missing.iter().map(|text| fold(text)).collect(),
            real: column.real.iter().map(|text| text.to_lowercase()).collect(),
        }
    }

    pub fn with_role(self, role: DateRole) -> Self {
        Self { role, ..self }
    }

    /// Whether the text is a declared value of this category or list.
    pub fn declares(&self, text: &str) -> bool {
        self.spellings.find(text).is_some()
    }

    pub fn is_date(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Date(_))
    }

    /// Whether only a row of data has a value here: a total has no date, no practice number and no yes or no.
    pub fn is_singular(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Date(_) | ColumnKind::Ydernummer | ColumnKind::Boolean)
    }

    pub fn is_amount(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Integer(_) | ColumnKind::Decimal(_))
    }

    /// Whether its cells need not be searched for CPR numbers.
    pub fn is_free_of_persons(&self) -> bool {
        self.column.drop || self.column.no_persons.is_some()
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

    /// Whether any text is a value of the column.
    pub fn holds_any_text(&self) -> bool {
        match &self.column.kind {
            ColumnKind::Text => true,
            ColumnKind::List { values, .. } => values.is_empty(),
            _ => false,
        }
    }

    /// Adds the value of the cell to the store, or adds nothing and returns what was expected instead.
    pub fn push(&self, cell: &RawCell<'_>, epoch_1904: bool, store: &mut Store) -> Result<Option<Repair>, Box<Misfit>> {
        if *cell == RawCell::Empty || self.is_declared_missing(cell) {
            return self.push_nothing(store, "Udfyld cellen.").map(|()| None);
        }
        let absence = match cell {
            RawCell::Text(text) => absence(text).filter(|_| !self.is_declared_real(text)),
            _ => None,
        };
        if let RawCell::Text(text) = cell
            && let Some(rest) = self.behind_apostrophe(text)
        {
            let is_read = self.push_value(&RawCell::Text(rest.into()), epoch_1904, store).is_ok();
            if is_read {
                return Ok(Some(Repair::Apostrophe));
            }
        }
        let denies = |text: &str| {
            self.column.headers.iter().any(|header| denial::denies(text, header)) && !self.is_declared_real(text)
        };
        if self.holds_any_text() && self.column.empty && matches!(cell, RawCell::Text(text) if denies(text)) {
            return self.push_absence(Absence::Nothing, store);
        }
        if self.holds_any_text() {
            return match absence.filter(|absence| self.is_absent(*absence)) {
                Some(absence) => self.push_absence(absence, store),
                None => self.push_value(cell, epoch_1904, store),
            };
        }
        match (self.push_value(cell, epoch_1904, store), absence) {
            // Second, because a text that usually means an empty cell is a value in some columns.
            (Err(_), Some(absence)) if self.is_absent(absence) => self.push_absence(absence, store),
            (result, _) => result,
        }
    }

    /// The text behind an apostrophe that keeps spreadsheet programs from reading a number or a formula: `'012345`, `'=1+1`.
    fn behind_apostrophe<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = text.strip_prefix('\'')?.trim_start();
        let is_shielded = rest.starts_with(['=', '+', '-', '@'])
            || (rest.starts_with(|c: char| c.is_ascii_digit())
                && !rest.contains(|c: char| c == '\'' || c.is_alphabetic()));
        // A text may begin with an apostrophe of its own. Any other kind of value does not.
        let is_value = !self.holds_any_text() && !self.declares(text);
        (is_shielded || is_value).then_some(rest)
    }

    fn is_declared_missing(&self, cell: &RawCell<'_>) -> bool {
        !self.missing.is_empty()
            && matches!(cell, RawCell::Text(_) | RawCell::Number(_) | RawCell::Error(_))
            && self.missing.contains(&fold(&cell.display()))
    }

    fn is_declared_real(&self, text: &str) -> bool {
        !self.real.is_empty() && self.real.contains(&text.to_lowercase())
    }

    /// Whether the text means an empty cell, or an error, in this column.
    fn is_absent(&self, absence: Absence) -> bool {
        match absence {
            Absence::Sign | Absence::FormulaError => true,
            // In a column of texts that must be filled, these words are values.
            Absence::Unknown => self.column.empty || !self.holds_any_text(),
            // Among numbers and yes or no, »ingen« could be 0 or no.
            Absence::Nothing => {
                !self.is_amount()
                    && self.column.kind != ColumnKind::Boolean
                    && (self.column.empty || !self.holds_any_text())
            }
            Absence::Mark => !self.holds_any_text(),
        }
    }

    fn push_absence(&self, absence: Absence, store: &mut Store) -> Result<Option<Repair>, Box<Misfit>> {
        if absence == Absence::FormulaError {
            return Err(self.misfit(
                "Det er fejlen fra en formel. Ret formlen i regnearket, og hent eksporten igen. Betyder den altid, at der ingen værdi \
                 er, så skriv den under »missing« ved kolonnen i datasets.toml.",
            ));
        }
        let advice = if self.holds_any_text() {
            "Skriv værdien. Er der ingen, så skriv empty = true ved kolonnen i datasets.toml. Er teksten selv en værdi, så \
             nævn den under »real« ved kolonnen."
        } else {
            "Skriv værdien. Hvis der ikke er nogen, så skriv empty = true ved kolonnen i datasets.toml."
        };
        self.push_nothing(store, advice).map(|()| Some(Repair::NoValue))
    }

    fn push_nothing(&self, store: &mut Store, advice: &str) -> Result<(), Box<Misfit>> {
        self.may_be_empty(advice)?;
        store.push_nothing();
        Ok(())
    }

    fn may_be_empty(&self, advice: &str) -> Result<(), Box<Misfit>> {
        if self.column.empty {
            return Ok(());
        }
        Err(Box::new(Misfit { code: Code::EmptyCell, ..*self.misfit(advice) }))
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
            (Store::Text(texts), _) => {
                let (text, remark) = self.any_text(cell)?;
                texts.push(&text);
                repair = remark;
            }
            (Store::Integer(values), ColumnKind::Integer(mark)) => values.push(self.integer(cell, *mark)?),
            (Store::Decimal(values), ColumnKind::Decimal(mark)) => values.push(self.decimal(cell, *mark)?),
            (Store::Day(values), ColumnKind::Date(format)) => {
                let (day, how) = self.day(cell, *format, epoch_1904)?;
                match day {
                    Some(day) => values.push(day),
                    None => {
                        self.may_be_empty(NO_DATE)?;
                        values.push_nothing();
                    }
                }
                repair = how;
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
    use crate::definition::dataset::DecimalMark;

    fn reader(kind: ColumnKind) -> ColumnReader {
        let headers = vec!["a".into()];
        ColumnReader::new(
            "a",
            &Column {
                headers,
                kind,
                has_type: true,
                empty: true,
                optional: false,
                missing: vec![],
                real: vec![],
                exact: false,
                drop: false,
                bounds: Default::default(),
                no_persons: None,
            },
        )
    }

    #[test]
    fn a_number_that_is_declared_as_missing_is_so_in_a_workbook_too() {
        let missing = vec!["9,9".to_owned()];
        let reader = reader(ColumnKind::Integer(DecimalMark::Undeclared));
        let reader = ColumnReader { missing, ..reader };
        // No whole number, so that it is refused unless it is declared.
        for cell in [RawCell::Text("9,9".into()), RawCell::Number(9.9)] {
            assert_eq!(reader.push(&cell, false, &mut reader.store(0)), Ok(None), "{cell:?}");
        }
        assert!(reader.push(&RawCell::Number(9.8), false, &mut reader.store(0)).is_err());
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
