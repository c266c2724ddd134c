//! Columns of changes: each cell follows from two other columns of its row.

use crate::proofread::checks::prelude::*;

/// With fewer rows that agree, the columns that a column is computed of cannot be determined.
const FEWEST: usize = 2;
const KINDS: [StatedKind; 3] = [StatedKind::Difference, StatedKind::Percent, StatedKind::Index];

/// How the cells of a column may be computed.
#[derive(Clone, Copy)]
struct Formula {
    column: usize,
    from: usize,
    to: usize,
    kind: StatedKind,
    /// No cell of the column has a sign: a fall of 4 may be printed as `4`.
    is_absolute: bool,
}

/// The cell of a row, and the change that it should be.
struct ChangeCell<'a> {
    row: &'a PrintedRow,
    printed: PrintedNumber,
    change: PrintedChange,
    agrees: bool,
}

pub(super) fn check(table: &PrintedTable, claims: &mut Vec<Claim>) {
    let columns = (0..table.width()).filter(|column| is_change(table.column(*column)));
    columns.for_each(|column| check_column(table, column, claims));
}

/// Takes the formula that most rows agree with. The column is passed over if it fits none.
fn check_column(table: &PrintedTable, column: usize, claims: &mut Vec<Claim>) {
    // That nothing changed agrees with many formulas.
    let is_telling = |cell: &&ChangeCell<'_>| cell.agrees && cell.printed.value != 0.0;
    let agreeing = |cells: &[ChangeCell<'_>]| cells.iter().filter(is_telling).count();
    let formulas = formulas(table, column).into_iter();
    let best = formulas.map(|formula| (formula, formula.cells(table))).rev().max_by_key(|(_, cells)| agreeing(cells));
    let Some((formula, cells)) = best else { return };
    let count = agreeing(&cells);
    let is_choice = (0..column).filter(|other| !is_change(table.column(*other))).count() > 2;
    let otherwise = if count > FEWEST || !is_choice { ClaimVerdict::Contradicts } else { ClaimVerdict::MayContradict };
    if count >= FEWEST && 3 * cells.iter().filter(|cell| cell.agrees).count() >= 2 * cells.len() {
        claims.extend(cells.iter().filter_map(|cell| cell.claim(table, &formula, otherwise)));
    }
}

fn formulas(table: &PrintedTable, column: usize) -> Vec<Formula> {
    let mut values: Vec<usize> = (0..column).filter(|other| !is_change(table.column(*other))).collect();
    // If several agree in equally many rows, the change is of the last years, which are the first or the last columns.
    let year = |column: &usize| PrintedNumber::parse(table.column(*column)).map_or(0.0, |year| year.value);
    values.reverse();
    values.sort_by(|one, two| year(two).total_cmp(&year(one)));
    let is_signed = |row: &PrintedRow| row.cells.get(column).is_some_and(|cell| cell.is_signed);
    let is_absolute = !table.rows.iter().any(is_signed);
    let mut formulas = Vec::new();
    for kind in KINDS {
        for to in &values {
            let others = values.iter().filter(|from| *from != to);
            formulas.extend(others.map(|from| Formula { column, from: *from, to: *to, kind, is_absolute }));
        }
    }
    formulas
}

impl Formula {
    fn cells<'a>(&self, table: &'a PrintedTable) -> Vec<ChangeCell<'a>> {
        table.rows.iter().filter_map(|row| self.cell(table, row)).collect()
    }

    /// `None` for a row without one of the numbers, or of another kind.
    fn cell<'a>(&self, table: &PrintedTable, row: &'a PrintedRow) -> Option<ChangeCell<'a>> {
        let printed = row.value(self.column)?;
        let (from, to) = (row.value(self.from)?, row.value(self.to)?);
        if from.percent != to.percent || self.kind == StatedKind::Index && printed.percent {
            return None;
        }
        // Counts have no difference in percent.
        if self.kind == StatedKind::Difference && printed.percent && !from.percent {
            return None;
        }
        let is_rounded = is_measured(&row.label) || is_measured(&table.title) || is_measured(table.column(self.to));
        // A number of four digits is not a year in a column of numbers.
        let change = PrintedChange { from: from.plain(), to: to.plain(), is_rounded };
        let agrees =
            change.agrees(self.kind, &printed)? || self.is_absolute && change.agrees(self.kind, &negated(printed))?;
        // Among changes in percent, the change of a percentage may be in points.
        let is_points = from.percent && change.agrees(StatedKind::Difference, &printed) == Some(true);
        if is_points && self.kind != StatedKind::Difference {
            return None;
        }
        Some(ChangeCell { row, printed, change, agrees })
    }
}

impl ChangeCell<'_> {
    /// The verdict is `otherwise` if the cell does not agree.
    fn claim(&self, table: &PrintedTable, formula: &Formula, otherwise: ClaimVerdict) -> Option<Claim> {
        let exact = self.change.computed(formula.kind)?;
        let printed = self.printed;
        let PrintedChange { from, to, .. } = self.change;
        let name = table.column(formula.column);
        let label = self.row.name();
        let subject = format!("»{name}« for »{label}« fra {from} til {to}");
        let (verdict, computation) = if self.agrees {
            (ClaimVerdict::Agrees, format!("{subject} er {printed}, som der står."))
        } else {
            let computed = printed.corrected(exact);
            (otherwise, format!("{subject} er {computed}, men der står {printed}."))
        };
        let passage = self.row.passage();
        Some(Claim::new(Code::PrintedChange, verdict, computation, passage).about(self.row.index, [from, to, printed]))
    }
}

fn negated(number: PrintedNumber) -> PrintedNumber {
    PrintedNumber { value: -number.value, ..number }
}
