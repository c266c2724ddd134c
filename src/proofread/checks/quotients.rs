//! Columns of rates: »Pr. hold« is a number of the row divided by the number below »Hold«.

use crate::proofread::checks::prelude::*;
use crate::proofread::checks::read_report::ReadReport;
use crate::proofread::checks::told_rows::form::is_form;

/// With fewer rows that agree, the column that is divided cannot be determined.
const FEWEST: usize = 2;
/// Fewest letters of the last part of a compound.
const LONG: usize = 5;
/// A table that is wider has more pairs of columns than a report prints.
const MAX_WIDTH: usize = 8;

/// A rate of a row, and the two numbers that it is of.
struct RowRate<'a> {
    row: &'a PrintedRow,
    part: PrintedNumber,
    by: PrintedNumber,
    /// 1000 for a rate of a thousand.
    of: f64,
    printed: PrintedNumber,
}

pub(super) fn check(report: &ReadReport<'_>, claims: &mut Vec<Claim>) {
    for table in &report.tables {
        (0..table.width()).for_each(|column| check_column(table, column, claims));
    }
}

fn check_column(table: &PrintedTable, column: usize, claims: &mut Vec<Claim>) {
    let rates = divisors(table, column).into_iter().flat_map(|(by, of)| {
        let others = (0..table.width())
            .filter(move |other| *other != column && *other != by && !is_change(table.column(*other)));
        others.map(move |part| rates(table, part, (by, of), column))
    });
    let agreeing = |rates: &[RowRate<'_>]| rates.iter().filter(|rate| rate.agrees()).count();
    let Some(rates) = rates.chain(averaged(table, column)).max_by_key(|rates| agreeing(rates)) else { return };
    let count = agreeing(&rates);
    let fewest = if divisors(table, column).is_empty() { FEWEST + 1 } else { FEWEST };
    if count >= fewest && 3 * count >= 2 * rates.len() {
        let otherwise = if count > FEWEST { ClaimVerdict::Contradicts } else { ClaimVerdict::MayContradict };
        claims.extend(rates.iter().filter_map(|rate| rate.claim(table.column(column), otherwise)));
    }
}

/// The quotients of any two columns beside a column of averages that does not name what it is for: `Sengedage` by `Indlæggelser` for
/// `Gns. liggetid`.
fn averaged(table: &PrintedTable, column: usize) -> Vec<Vec<RowRate<'_>>> {
    let is_mean = |column: usize| is_called_average(table.column(column)) || is_change(table.column(column));
    let has_decimals = table.rows.iter().filter_map(|row| row.value(column)).any(|value| value.decimals > 0);
    let name = table.column(column).to_lowercase();
    let is_for = name.split(|c: char| !c.is_alphanumeric()).any(|word| is_in(word, &[PER]));
    if !is_called_average(&name) || is_for || !has_decimals || table.width() > MAX_WIDTH {
        return Vec::new();
    }
    let plain = || (0..table.width()).filter(|other| *other != column && !is_mean(*other));
    let pairs = plain().flat_map(|part| plain().filter(move |by| *by != part).map(move |by| (part, by)));
    pairs.map(|(part, by)| rates(table, part, (by, 1.0), column)).collect()
}

/// The columns that the name of another may divide by, and for how many of it: `Hold` for `Pr. hold`, `Læger` for `Patienter pr. læge`,
/// a thousand `Sikrede` for `Recepter pr. 1.000 sikrede`, any column for `Døde pr. 1.000`.
fn divisors(table: &PrintedTable, column: usize) -> Vec<(usize, f64)> {
    let name = table.column(column).to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_bare = matches!(words.as_slice(), [.., "pr" | "per", one, "000"] if one.chars().all(|c| c.is_ascii_digit()));
    if is_bare {
        let of: f64 = words.get(words.len() - 2..).map_or(0.0, |digits| digits.concat().parse().unwrap_or(0.0));
        return (0..table.width()).filter(|other| *other != column && of > 0.0).map(|other| (other, of)).collect();
    }
    divisor(table, column).into_iter().collect()
}

fn divisor(table: &PrintedTable, column: usize) -> Option<(usize, f64)> {
    let name = table.column(column).to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let per = words.iter().position(|word| is_in(word, &[PER]))?;
    let digits = words.iter().skip(per + 1).take_while(|word| word.chars().all(|c| c.is_ascii_digit())).count();
    let per_many: f64 = match digits {
        0 => 1.0,
        _ => words.get(per + 1..per + 1 + digits)?.concat().parse().ok()?,
    };
    let of = words.get(per + 1 + digits)?;
    let is_same = |other: &usize| {
        let other = table.column(*other).to_lowercase();
        let mut words = other.split_whitespace();
        let last = words.next_back().unwrap_or_default();
        // »Sikrede pr. kapacitet« refers to »Lægekapaciteter«.
        let is_part = || of.chars().count() >= LONG && stem(last).ends_with(stem(of));
        !other.contains("pr.") && (is_form(last, of) || is_part())
    };
    let by = (0..table.width()).filter(|other| *other != column).find(is_same)?;
    (per_many > 0.0).then_some((by, per_many))
}

fn rates(table: &PrintedTable, part: usize, by: (usize, f64), column: usize) -> Vec<RowRate<'_>> {
    let rate = |row| rate(row, part, by, column);
    table.rows.iter().filter_map(rate).collect()
}

fn rate(row: &PrintedRow, part: usize, (by, of): (usize, f64), column: usize) -> Option<RowRate<'_>> {
    // A number of four digits is not a year in a column of numbers.
    let plain = |column: usize| row.value(column).map(|number| PrintedNumber { is_year: false, ..number });
    let (part, by, printed) = (plain(part)?, plain(by)?, plain(column)?);
    let fits = !part.percent && !by.percent && !printed.percent && by.value > 0.0 && part.value > 0.0;
    fits.then_some(RowRate { row, part, by, of, printed })
}

impl RowRate<'_> {
    fn agrees(&self) -> bool {
        self.printed.is_rounded_from(self.of * self.part.value / self.by.value)
    }

    /// The verdict is `otherwise` if the rate does not agree. `None` if the numbers are rounded, which may explain it.
    fn claim(&self, name: &str, otherwise: ClaimVerdict) -> Option<Claim> {
        let exact = self.of * self.part.value / self.by.value;
        let Self { row, part, by, of, printed } = self;
        let label = row.name();
        let times = if *of == 1.0 { String::new() } else { format!(" gange {}", PrintedNumber::whole(*of)) };
        let subject = format!("»{name}« for »{label}« er {part} delt med {by}{times}");
        let (verdict, computation) = match () {
            () if self.agrees() => (ClaimVerdict::Agrees, format!("{subject}, som der står.")),
            () if part.decimals + by.decimals > 0 => return None,
            () => (otherwise, format!("{subject} = {}, men der står {printed}.", printed.corrected(exact))),
        };
        let passage = row.passage();
        let claim = Claim::new(Code::PrintedSum, verdict, computation, passage);
        Some(claim.about(row.index, [*part, *by, *printed]))
    }
}
