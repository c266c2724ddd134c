//! Rows of tables and what they count.

use super::row_name::RowName;
use crate::proofread::checks::prelude::*;

pub(super) struct LabelledRow<'a> {
    pub(super) table: &'a PrintedTable,
    pub(super) printed: &'a PrintedRow,
    pub(super) name: RowName,
    /// The name of the row that this one is an item of.
    pub(super) parent: Option<RowName>,
}

pub(super) fn labelled_rows(tables: &[PrintedTable]) -> Vec<LabelledRow<'_>> {
    let mut rows = Vec::new();
    for table in tables.iter().filter(|table| !table.is_contents()) {
        let mut parent: Option<RowName> = None;
        for row in table.rows.iter().filter(|row| !row.is_heading()) {
            let name = RowName::new(&row.label);
            if !row.is_item {
                parent = Some(name.clone());
            }
            rows.push(LabelledRow { table, printed: row, name, parent: parent.clone().filter(|_| row.is_item) });
        }
    }
    rows
}

impl LabelledRow<'_> {
    /// The claim that this row and another place print the same number.
    pub(super) fn claim(&self, computation: String, agrees: bool, other: Passage) -> Claim {
        let verdict = if agrees { ClaimVerdict::Agrees } else { ClaimVerdict::MayContradict };
        let passage = self.printed.passage();
        Claim { other: Some(other), ..Claim::new(Code::PrintedTwice, verdict, computation, passage) }
    }
}

/// Whether the two texts can be about the same years: they name the same, or one names none.
pub(super) fn same_years(one: &str, two: &str) -> bool {
    let years = |text: &str| -> Vec<f64> {
        let numbers = tokens(text).into_iter().filter_map(|placed| placed.number());
        numbers.filter(|number| number.is_year).map(|number| number.value).collect()
    };
    let (one, two) = (years(one), years(two));
    one.is_empty() || two.is_empty() || one == two
}

pub(super) fn year(column: &str) -> Option<PrintedNumber> {
    PrintedNumber::parse(column).filter(|number| number.is_year)
}
