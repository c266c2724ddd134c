//! Tables of a printed report: rows of a label and numbers.
//!
//! `find` finds where tables start, `read` reads their lines, `split` splits a line into label and cells, and `align`
//! makes all rows equally wide.

mod align;
mod caption;
pub(crate) mod find;
mod names;
mod read;
mod split;
mod turn;

use std::ops::Range;

use super::claim::Passage;
use super::line::PrintedLine;
use super::number::PrintedNumber;
use crate::proofread::lexicon::grammar::PARTITIVES;
use crate::proofread::lexicon::{starts_in, words};
pub(crate) use names::{is_base, is_called_average, is_change, total_kind};

/// In a column of amounts, most numbers are at least this large.
const LARGE: f64 = 10_000.0;
/// Larger numbers are amounts, or were counted by a computer, and are rarely misprinted by one.
const COUNTED: f64 = 100_000.0;
/// With fewer rows, rising numbers may count something.
const FEWEST_CONTENTS: usize = 8;

#[derive(Debug, Clone)]
pub(crate) struct PrintedTable {
    /// `Tabel 2`; "" for a table without a number.
    pub(crate) name: String,
    /// Its caption, or the line above it.
    pub(crate) title: String,
    /// Name of the column of labels; "" if it is not known.
    pub(crate) stub: String,
    /// Names of the columns of numbers; empty if they are not known.
    pub(crate) columns: Vec<String>,
    /// Rows and headings.
    pub(crate) rows: Vec<PrintedRow>,
    /// Indices of its lines in the document, from its caption to its last row.
    pub(crate) lines: Range<usize>,
    /// Whether it may be the rest of the table before it: the same header on the next page.
    pub(crate) may_continue: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct PrintedRow {
    pub(crate) line: PrintedLine,
    /// Index of that line in the document.
    pub(crate) index: usize,
    pub(crate) label: String,
    /// Indented, or with a bullet: a part of the row above.
    pub(crate) is_item: bool,
    /// Without the label; empty for a heading.
    pub(crate) cells: Vec<PrintedCell>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PrintedCell {
    /// The number that the cell starts with.
    pub(crate) value: Option<PrintedNumber>,
    /// Whether the value has a plus or a minus.
    pub(crate) is_signed: bool,
    /// All numbers of the cell, the first too: `2 (22)`, `70 - heraf 12`.
    pub(crate) numbers: Vec<PrintedNumber>,
}

/// Which rows a total is the sum of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TotalKind {
    /// `I alt`: all rows above.
    Plain,
    /// `Grupper i alt`: the rows about groups.
    Labelled,
}

impl PrintedCell {
    fn make_percentage(&mut self) {
        self.value.iter_mut().chain(&mut self.numbers).for_each(|number| number.percent = true);
    }
}

impl PrintedTable {
    /// Makes the numbers below »Pct.« percentages. A column with a number over 100 may be below another name than it seems.
    fn read_percentages(&mut self) {
        let is_titled = names::titles_percentages(&self.title);
        let is_share = |column: &usize| {
            let name = self.column(*column);
            names::is_percentage(name) || is_titled && !names::is_base(name)
        };
        for column in (0..self.width()).filter(is_share).collect::<Vec<_>>() {
            if self.rows.iter().filter_map(|row| row.value(column)).all(|number| number.value <= 100.0) {
                let cells = self.rows.iter_mut().filter_map(|row| row.cells.get_mut(column));
                cells.filter(|cell| cell.numbers.len() <= 1).for_each(PrintedCell::make_percentage);
            }
        }
    }

    /// Makes whole numbers rounded where they are amounts: of money or another unit that has parts, beside numbers with decimals, or
    /// larger than what is counted one by one. Their sum may be off by the rounding of each, which that of counts may not.
    fn read_rounding(&mut self) {
        let is_titled = names::is_amount(&self.title) || names::is_amount(&self.stub);
        for column in 0..self.width() {
            let values = || self.rows.iter().filter_map(|row| row.value(column));
            let most = |fits: fn(&PrintedNumber) -> bool| 2 * values().filter(fits).count() > values().count();
            let is_large =
                most(|value| value.value.abs() >= LARGE) && values().any(|value| value.value.abs() >= COUNTED);
            let has_decimals = most(|value| value.decimals > 0);
            let is_rounded = is_titled || is_large || has_decimals || names::is_amount(self.column(column));
            for row in &mut self.rows {
                let is_rounded = is_rounded || names::is_amount(&row.label);
                if let Some(cell) = row.cells.get_mut(column).filter(|_| is_rounded) {
                    cell.value.iter_mut().chain(&mut cell.numbers).for_each(|number| number.is_rounded = true);
                }
            }
        }
    }

    /// The name of the table in a message.
    pub(crate) fn called(&self) -> String {
        match (self.name.as_str(), self.title.as_str()) {
            ("", "") => "en tabel uden titel".to_owned(),
            ("", title) => format!("tabellen »{title}«"),
            (name, _) => name.to_owned(),
        }
    }

    /// "" if the columns have no names.
    pub(crate) fn column(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", String::as_str)
    }

    /// Whether it is a table of contents: headings with page numbers, none of which lies before the page of the table itself.
    pub(crate) fn is_contents(&self) -> bool {
        let rows: Vec<&PrintedRow> = self.rows.iter().filter(|row| !row.is_heading()).collect();
        let Some(page) = rows.first().and_then(|row| row.line.page) else { return false };
        let pages: Vec<PrintedNumber> = rows.iter().filter_map(|row| row.cells.last()?.value).collect();
        let is_page = |number: &PrintedNumber| {
            !number.percent && number.decimals == 0 && !number.is_year && number.value >= f64::from(page)
        };
        self.name.is_empty() && pages.len() >= FEWEST_CONTENTS && pages.iter().all(is_page) && rises_in_columns(&pages)
    }

    /// Columns of numbers.
    pub(crate) fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Whether the numbers rise, or those of two columns that were read line by line.
fn rises_in_columns(pages: &[PrintedNumber]) -> bool {
    let mut last: Vec<f64> = Vec::new();
    pages.iter().map(|page| page.value).all(|page| {
        let column = last.iter_mut().filter(|last| **last <= page).max_by(|one, two| one.total_cmp(two));
        match column {
            Some(column) => *column = page,
            None => last.push(page),
        }
        last.len() <= 2
    })
}

impl PrintedRow {
    pub(crate) fn is_heading(&self) -> bool {
        self.cells.is_empty()
    }

    pub(crate) fn value(&self, column: usize) -> Option<PrintedNumber> {
        self.cells.get(column)?.value
    }

    /// Its place, quoted cell by cell.
    pub(crate) fn passage(&self) -> Passage {
        Passage::new(&self.line, self.quotation())
    }

    /// The label without its bullet, as a message quotes it.
    pub(crate) fn name(&self) -> &str {
        self.label.trim_start_matches(|c: char| !c.is_alphanumeric())
    }

    pub(crate) fn quotation(&self) -> String {
        self.line.cells.join(" | ")
    }

    /// The label in lower case without its bullet.
    pub(crate) fn plain_label(&self) -> String {
        self.label.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(').to_lowercase()
    }

    /// `None` if the label does not make the row a total.
    pub(crate) fn total_kind(&self) -> Option<TotalKind> {
        total_kind(&self.plain_label())
    }

    pub(crate) fn is_total(&self) -> bool {
        self.total_kind().is_some()
    }

    /// Whether the row counts a part of the row above once more, as »heraf« does.
    pub(crate) fn is_subset(&self) -> bool {
        let label = self.plain_label();
        starts_in(&label, &[PARTITIVES, words![herunder]])
    }
}
