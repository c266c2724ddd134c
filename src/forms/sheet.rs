//! A page of numbers: sections of rows, with notes and, where numbers need it, explanations in words.

use serde::Serialize;

use super::PlainText;
use crate::definition::figure::NumberFormat;

/// What a command shows. Every form shows the same numbers and words.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    pub title: PlainText,
    /// The result in one sentence.
    pub summary: PlainText,
    /// What can mislead, shown before the numbers.
    pub cautions: Vec<PlainText>,
    /// How the numbers are to be read, shown after them.
    pub notes: Vec<PlainText>,
    pub headers: SheetHeaders,
    /// The columns of values; each row has a cell for each.
    pub columns: Vec<SheetColumn>,
    pub sections: Vec<SheetSection>,
    pub appendices: Vec<Appendix>,
    /// Rows of exports, shown below all else.
    pub listings: Vec<RowListing>,
}

/// The headers of all columns but those of values.
#[derive(Debug, Serialize)]
pub(crate) struct SheetHeaders {
    /// Over [`SheetRow::label`].
    pub label: &'static str,
    /// Over the labels of members, which have a column of their own in a workbook.
    pub member: &'static str,
    /// Over [`SheetRow::id`].
    pub id: &'static str,
    /// Over [`SheetRow::status`]; `None` when rows have no status.
    pub status: Option<&'static str>,
    /// Over [`SheetRow::note`]; `None` when rows have no notes.
    pub note: Option<&'static str>,
}

/// A column of values.
#[derive(Debug, Serialize)]
pub(crate) struct SheetColumn {
    pub label: PlainText,
    /// The label as a terminal shows it, where columns must be narrow.
    #[serde(skip)]
    pub lines: Vec<PlainText>,
}

/// The rows of a chapter.
#[derive(Debug, Serialize)]
pub(crate) struct SheetSection {
    pub title: PlainText,
    pub rows: Vec<SheetRow>,
}

/// A figure, or a member of one.
#[derive(Debug, Serialize)]
pub(crate) struct SheetRow {
    pub id: String,
    /// The figure's label; a member has that of its figure.
    pub figure: PlainText,
    pub label: PlainText,
    pub level: RowLevel,
    pub cells: Vec<SheetCell>,
    /// A word to filter by, shown in a workbook only: elsewhere the numbers show it.
    #[serde(skip)]
    pub status: &'static str,
    /// A remark about the figure; its members repeat it in a workbook, where rows can be sorted.
    pub note: PlainText,
    /// Sentences about the figure, shown below its first row; a workbook has them beside the note.
    pub remarks: Vec<PlainText>,
}

/// How a row relates to those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowLevel {
    /// A figure that is one number.
    Figure,
    /// The name of a series, without numbers.
    Series,
    /// A row below a figure or series: a member, or the figure in proportion to something.
    Member,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum SheetCell {
    /// A word or mark instead of a number, or nothing.
    Word { text: String },
    /// A sparkline of block characters that repeats the numbers of the row.
    Line { text: String },
    /// A number as it is printed. Workbooks get its value, where shares and changes in percent are 0–1.
    Number {
        text: String,
        #[serde(skip)]
        value: f64,
        #[serde(skip)]
        style: NumberStyle,
    },
}

/// How a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberStyle {
    /// As a figure's values.
    Value(NumberFormat),
    /// As the difference between two values: with a sign, of shares in percentage points.
    Difference(NumberFormat),
    /// As a change in percent.
    Change,
}

/// Figures that are explained in words.
#[derive(Debug, Serialize)]
pub(crate) struct Appendix {
    pub title: PlainText,
    pub headers: AppendixHeaders,
    pub explanations: Vec<Explanation>,
}

/// The headers of an appendix in a workbook.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct AppendixHeaders {
    /// Over [`Explanation::text`].
    pub text: &'static str,
    /// Over [`WayOfCounting::whose`].
    pub whose: &'static str,
    /// Over [`WayOfCounting::counted_as`].
    pub counted_as: &'static str,
    /// Over the ids of [`CountedAs::Figure`]; `None` when ways have values.
    pub id: Option<&'static str>,
}

/// How a figure was counted, in each of the ways that were used.
#[derive(Debug, Serialize)]
pub(crate) struct Explanation {
    pub label: PlainText,
    pub id: PlainText,
    /// Other names that the figure has; may be empty.
    pub note: PlainText,
    /// What the figure means, or why it is explained; may be empty.
    pub text: PlainText,
    pub ways: Vec<WayOfCounting>,
}

#[derive(Debug, Serialize)]
pub(crate) struct WayOfCounting {
    /// The reports or periods that count in this way.
    pub whose: PlainText,
    pub counted_as: CountedAs,
    /// The definition in words.
    pub how: PlainText,
}

/// Rows of exports behind a figure.
#[derive(Debug, Serialize)]
pub(crate) struct RowListing {
    pub label: PlainText,
    pub id: PlainText,
    /// How many rows there are, in a sentence.
    pub text: PlainText,
    /// Headers of the cells.
    pub headers: Vec<PlainText>,
    pub rows: Vec<ListedRow>,
    /// How many rows are not shown, and where they are; may be empty.
    pub more: PlainText,
}

#[derive(Debug, Serialize)]
pub(crate) struct ListedRow {
    /// How the row has changed.
    pub status: &'static str,
    pub place: PlainText,
    pub cells: Vec<PlainText>,
}

/// The result of a way of counting.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CountedAs {
    /// The value, as it is printed.
    Value(PlainText),
    /// The figure that a report has for it.
    Figure { label: PlainText, id: PlainText },
}

impl SheetColumn {
    /// A column whose label is short enough for a terminal.
    pub(crate) fn new(label: impl Into<PlainText>) -> Self {
        let label = label.into();
        Self { lines: vec![label.clone()], label }
    }
}

impl SheetRow {
    /// The note where it is shown once: at the figure's first row.
    pub(super) fn own_note(&self) -> &str {
        if self.level == RowLevel::Member { "" } else { &self.note }
    }

    /// The note and the remarks in one text, for forms with a column of notes.
    pub(super) fn all_notes(&self) -> String {
        let remarks = self.remarks.iter().map(|remark| &**remark);
        std::iter::once(self.own_note()).chain(remarks).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

impl RowListing {
    /// Above all listings.
    pub(super) const TITLE: &str = "Rækkerne bag de ændrede tal";
    /// The headers of the columns before the cells.
    pub(super) const HEADERS: [&str; 2] = ["Art", "Sted"];
}

impl ListedRow {
    /// `Emne: KOL → Astma · Dato: 03-05-2024`
    pub(super) fn cells_in_words(&self, headers: &[PlainText]) -> String {
        let cells = headers.iter().zip(&self.cells).filter(|(_, cell)| !cell.is_empty());
        let cells = cells.map(|(header, cell)| format!("{header}: {cell}"));
        cells.collect::<Vec<_>>().join(" · ")
    }
}

impl SheetCell {
    pub(crate) fn word(text: impl Into<String>) -> Self {
        Self::Word { text: text.into() }
    }

    /// A figure's value as the report prints it.
    pub(crate) fn value(value: f64, format: NumberFormat) -> Self {
        Self::Number { text: format.print(value), value, style: NumberStyle::Value(format) }
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Word { text } | Self::Line { text } | Self::Number { text, .. } => text,
        }
    }
}
