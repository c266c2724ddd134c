//! Columns of percentages that split a whole: they sum to 100 %.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;

/// With fewer rows, percentages may sum to 100 by accident.
const FEWEST_ROWS: usize = 3;
/// Greatest difference at which the sum is taken for 100.
const NEAR: f64 = 6.0;

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in report.tables.iter().filter(|table| !table.rows.iter().any(PrintedRow::is_total)) {
        let columns: Vec<SplitColumn<'_>> =
            (0..table.width()).filter_map(|column| SplitColumn::of(table, column)).collect();
        let whole = columns.iter().filter(|column| column.agrees()).count();
        let is_split = has_part(&table.title.to_lowercase(), &[SPLITS]) || whole > 0;
        if is_split && !split_rows(table) {
            claims.extend(columns.iter().filter_map(|column| column.claim(table)));
        }
    }
}

/// Whether the percentages of each row split a whole: then the columns do not.
fn split_rows(table: &PrintedTable) -> bool {
    let is_split = |row: &&PrintedRow| {
        let parts: Vec<PrintedNumber> =
            row.cells.iter().filter_map(|cell| cell.value).filter(|part| part.percent).collect();
        parts.len() >= 2 && are_hundred(&parts)
    };
    table.rows.iter().filter(is_split).count() >= 2
}

struct SplitColumn<'a> {
    column: usize,
    rows: Vec<&'a PrintedRow>,
    parts: Vec<PrintedNumber>,
}

impl<'a> SplitColumn<'a> {
    /// `None` for a column with anything but percentages.
    fn of(table: &'a PrintedTable, column: usize) -> Option<Self> {
        let rows: Vec<&PrintedRow> = table.rows.iter().filter(|row| !row.is_heading()).collect();
        let parts: Vec<PrintedNumber> = rows.iter().map(|row| row.value(column)).collect::<Option<_>>()?;
        let has_sign = |row: &&PrintedRow| row.cells.get(column).is_some_and(|cell| cell.is_signed);
        let is_whole = parts.iter().all(|part| part.percent && part.value < 100.0) && !rows.iter().any(has_sign);
        let is_plain = rows.iter().all(|row| !row.is_item && !row.is_subset());
        let has_headings = rows.len() < table.rows.len();
        let fits =
            rows.len() >= FEWEST_ROWS && is_whole && is_plain && !has_headings && !is_change(table.column(column));
        fits.then_some(Self { column, rows, parts })
    }

    fn agrees(&self) -> bool {
        are_hundred(&self.parts)
    }

    /// `None` if the sum is not meant to be 100.
    fn claim(&self, table: &PrintedTable) -> Option<Claim> {
        let sum: f64 = self.parts.iter().map(|part| part.value).sum();
        let name = table.column(self.column);
        let subject = if name.is_empty() { "Procenterne".to_owned() } else { format!("»{name}«") };
        let added = addition(&self.parts);
        let (verdict, computation) = if self.agrees() {
            (ClaimVerdict::Agrees, format!("{subject} giver {added}, og det passer til 100 %."))
        } else if (sum - 100.0).abs() <= NEAR {
            (ClaimVerdict::MayContradict, format!("{subject} giver {added}, ikke 100 %."))
        } else {
            return None;
        };
        let first = self.rows.first()?;
        let passage = first.passage();
        let claim = Claim::new(Code::PrintedSum, verdict, computation.replace(" %", "\u{a0}%"), passage);
        Some(self.rows.iter().zip(&self.parts).fold(claim, |claim, (row, part)| claim.about(row.index, [*part])))
    }
}
