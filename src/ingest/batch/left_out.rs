//! Leaves out rows that do not fit, and rows that the definition excludes.

use super::totals::is_year;
use super::{Batch, DataEnd, is_total};
use crate::cell::RawCell;
use crate::cell::mended::mended;
use crate::cpr;
use crate::danish::MONTHS;
use crate::findings::{Code, Severity};
use crate::ingest::Strictness;
use crate::ingest::causes::Cause;
use crate::ingest::column::{ColumnReader, Misfit, date, separator_name};
use crate::ingest::declared_rows::declared_rows;
use crate::ingest::footer::is_about_export;
use crate::ingest::header::RowLabel;
use crate::ingest::mended::control;
use crate::ingest::rejected::{CellMisfit, RejectedRow};
use crate::ingest::total_words::TotalLabel;

/// Message for a heading between rows.
const HEADING: &str = "En overskrift til rækkerne under den er ikke talt med som data";
/// Most lines of a note below the data. More are taken for rows, because they would fill the memory.
const MOST_NOTES: usize = 1_000;

impl Batch {
    /// Leaves out a row with cells that do not fit, unless it may be a note below the data.
    pub(super) fn misfit_row(
        &mut self,
        number: u32,
        cells: &[RawCell<'_>],
        label: Option<RowLabel>,
        misfits: Vec<CellMisfit>,
    ) {
        let is_about_export = is_about_export(cells);
        if label.is_none()
            && !is_about_export
            && let Some(misfit) = self.of_other_table(number, cells, &misfits)
        {
            self.notes_are_rows();
            return self.leave_out(number, cells, vec![misfit]);
        }
        let filled = cells.iter().filter(|cell| **cell != RawCell::Empty).count();
        let has_bad_cell = misfits.iter().any(|cell| cell.misfit.code == Code::BadCell && !cell.value.is_empty());
        // A name that begins with »alle« is no total without numbers.
        let is_note = filled == 1
            && label.is_none_or(|label| label.label == TotalLabel::Name)
            && self.layout.found.iter().flatten().count() > 2
            && self.may_be_note(cells);
        // A stated number of rows is not data, even in a column that is not read.
        let tells_rows = cells.iter().any(|cell| matches!(cell, RawCell::Text(text) if declared_rows(text).is_some()));
        if ((has_bad_cell || tells_rows) && (is_note || is_about_export))
            || self.is_sentence_below(number, cells, &misfits)
            || self.goes_on_with_note(cells, &misfits)
        {
            if self.notes.len() >= MOST_NOTES {
                self.notes_are_rows();
            }
            let cells = cells.iter().cloned().map(RawCell::into_owned).collect();
            self.notes.push(RejectedRow { row: number, control: String::new(), cells, misfits });
            return;
        }
        if is_total(label) {
            self.end = DataEnd::Total;
        }
        if let Some(misfits) = self.note_possible_total(number, cells, label, misfits) {
            self.notes_are_rows();
            match self.doubtful_heading(cells, &misfits) {
                Some(heading) => self.leave_out(number, cells, vec![heading]),
                None => self.leave_out_row(number, cells, misfits),
            }
        }
    }

    /// What to report about a row whose only filled cell fits although two or more others are required: a heading of the rows
    /// below it, or a row that nobody filled in.
    fn doubtful_heading(&self, cells: &[RawCell<'_>], misfits: &[CellMisfit]) -> Option<CellMisfit> {
        let mut filled = cells.iter().filter(|cell| **cell != RawCell::Empty);
        let (Some(RawCell::Text(text)), None) = (filled.next(), filled.next()) else { return None };
        let is_empty = |cell: &CellMisfit| cell.misfit.code == Code::EmptyCell;
        if misfits.len() < 2 || !misfits.iter().all(is_empty) || self.lacks_fields(cells) {
            return None;
        }
        let code = Code::GroupHeading;
        let expected = "Rækken har kun én udfyldt celle: en overskrift, eller en række, der ikke er udfyldt".to_owned();
        let misfit = Misfit { code, expected, advice: code.advice().to_owned() };
        Some(CellMisfit { header: String::new(), value: text.to_string(), misfit })
    }

    /// Whether the row has only a sentence, in a column of texts, below an empty row: a note, unless data follow.
    fn is_sentence_below(&self, number: u32, cells: &[RawCell<'_>], misfits: &[CellMisfit]) -> bool {
        let Some(heading) = self.doubtful_heading(cells, misfits) else { return false };
        // What is below a note belongs to it: »Mvh. Lone«.
        let is_apart = self.rows.last().is_some_and(|before| number > before + 1);
        !self.notes.is_empty() || (is_apart && is_sentence(&heading.value))
    }

    /// Whether the row has only a text below a note, or only a footnote or a sentence below a total: a note, unless data follow.
    fn goes_on_with_note(&self, cells: &[RawCell<'_>], misfits: &[CellMisfit]) -> bool {
        let mut filled = cells.iter().filter(|cell| **cell != RawCell::Empty);
        let (Some(RawCell::Text(text)), None) = (filled.next(), filled.next()) else { return false };
        let is_note = match self.end {
            DataEnd::Nothing => false,
            DataEnd::Total => !self.notes.is_empty() || is_footnote(text) || is_sentence(text),
            DataEnd::Note => true,
        };
        is_note && !self.lacks_fields(cells) && misfits.iter().all(|cell| cell.misfit.code == Code::EmptyCell)
    }

    /// Leaves out a row that does not fit. One that lacks fields has this as its only misfit.
    pub fn leave_out_row(&mut self, number: u32, cells: &[RawCell<'_>], misfits: Vec<CellMisfit>) {
        if self.lacks_fields(cells) {
            let misfit = Misfit {
                code: Code::ShortRow,
                expected: format!(
                    "Rækken har {} {}, men der er {} overskrifter",
                    cells.len(),
                    if cells.len() == 1 { "felt" } else { "felter" },
                    self.layout.headers.len()
                ),
                advice: self.short_row_advice(cells),
            };
            let first = self.shown(cells).next().unwrap_or_default();
            self.leave_out(number, cells, vec![CellMisfit { header: String::new(), value: first, misfit }]);
            return;
        }
        // With a field too many, the fields after it are in the wrong columns.
        match self.field_outside(cells) {
            Some(outside) if misfits.iter().all(|cell| cell.misfit.code != Code::CprNumber) => {
                self.leave_out(number, cells, vec![outside]);
            }
            _ => self.leave_out(number, cells, misfits),
        }
    }

    /// What to do about a row with too few fields: most likely another separator stands in it, or a text was broken.
    fn short_row_advice(&self, cells: &[RawCell<'_>]) -> String {
        let text = match cells {
            [RawCell::Text(text)] => text.as_ref(),
            _ => "",
        };
        let other = [";", ",", "\t", "|"]
            .into_iter()
            .find(|other| text.matches(other).count() + 1 == self.layout.headers.len());
        other.filter(|_| self.layout.headers.len() > 2).map_or_else(
            || {
                "Er en tekst med linjeskift brudt over flere rækker, så sæt den i anførselstegn. Mangler der felter, så hent \
                 eksporten igen."
                    .to_owned()
            },
            |other| {
                let name = separator_name(other);
                format!("Her står der {name} mellem felterne, men ikke i resten af filen. Ret rækken, eller hent eksporten igen.")
            },
        )
    }

    /// Whether the only cell of a row reads like a note: it does not start with a number, and is not a row that was not split.
    fn may_be_note(&self, cells: &[RawCell<'_>]) -> bool {
        let Some(RawCell::Text(text)) = cells.iter().find(|cell| **cell != RawCell::Empty) else { return false };
        let commas = text.matches(',').count() + 1;
        (!text.starts_with(|c: char| c.is_ascii_digit())
            || is_footnote(text)
            || is_ordinal(text)
            || is_year(text)
            || declared_rows(text).is_some())
            && (!self.lacks_fields(cells) || !text.contains([';', '\t', '|']) && commas < self.layout.headers.len())
    }

    /// Whether a row of delimited text has fewer fields than the header.
    pub(super) fn lacks_fields(&self, cells: &[RawCell<'_>]) -> bool {
        self.layout.delimited && cells.len() < self.layout.headers.len()
    }

    /// A filled field beyond the headers of delimited text. The fields before it are most likely one column off.
    pub(super) fn field_outside(&self, cells: &[RawCell<'_>]) -> Option<CellMisfit> {
        let headers = self.layout.headers.len();
        if !self.layout.delimited || cells.len() <= headers {
            return None;
        }
        // The semicolon of `&oslash;` separates fields too, and the last field may be empty.
        let entity = cells.iter().position(ends_within_entity);
        let extra = cells.iter().skip(headers).find(|cell| **cell != RawCell::Empty);
        let (header, value, expected, advice) = match (entity, extra) {
            (Some(at), _) => (
                self.layout.header(at),
                cells[at].display(),
                "uden tegn som »&oslash;« for »ø«, hvis semikolon deler rækken",
                "Hent eksporten som .xlsx, eller med anførselstegn om felterne.",
            ),
            (None, Some(extra)) => (
                "(uden overskrift)".to_owned(),
                extra.display(),
                "tom, for der er ingen overskrift over den",
                "Rækken har flere felter, end der er overskrifter. Sæt tekst med skilletegn i anførselstegn.",
            ),
            (None, None) => return None,
        };
        let misfit = Misfit { code: Code::BadCell, expected: expected.to_owned(), advice: advice.to_owned() };
        Some(CellMisfit { header, value: value.into_owned(), misfit })
    }

    /// Leaves a row out for the misfits of its cells.
    pub fn leave_out(&mut self, row: u32, cells: &[RawCell<'_>], misfits: Vec<CellMisfit>) {
        self.account.left_out += 1;
        for CellMisfit { header, value, misfit } in &misfits {
            let severity = match self.strictness {
                Strictness::Lenient if misfit.code != Code::CprNumber => Severity::Warning,
                _ => misfit.code.severity(),
            };
            let cause = Cause {
                code: misfit.code,
                severity,
                column: cpr::masked(header),
                expected: misfit.expected.clone(),
                advice: misfit.advice.clone(),
                leaves_out: true,
            };
            self.account.causes.add(cause, row, value);
        }
        if self.layout.schema.keep_rejects {
            let cells = self.rejected_cells(cells);
            self.account.rejects.push(RejectedRow { row, control: control(&cells), cells, misfits });
        }
    }

    /// A cell as it is written to the workbook of rejected rows.
    pub(super) fn rejected_cell(&self, place: usize, cell: &RawCell<'_>) -> RawCell<'static> {
        let reader = self.layout.reader_at(place);
        match cell {
            _ if self.layout.is_dropped(place) => RawCell::Empty,
            RawCell::Text(text) => RawCell::Text(cpr::masked(text).into()),
            RawCell::Number(number) if cpr::is_number(*number) && !reader.is_some_and(ColumnReader::is_amount) => {
                RawCell::Text(cpr::MASK.into())
            }
            // The workbook of rejected rows counts dates from 1900.
            RawCell::Number(number) if self.layout.epoch_1904 && reader.is_some_and(ColumnReader::is_date) => {
                date::from_serial(*number, true).map_or(RawCell::Number(*number), RawCell::Date)
            }
            cell => cell.clone().into_owned(),
        }
    }

    /// Leaves out a row that is hidden or struck through in the workbook, as the definition says.
    pub fn skipped(&mut self, row: u32, cells: &[RawCell<'_>], (code, message): (Code, &str)) {
        self.look_for_persons(row, cells);
        self.account.read += 1;
        self.account.left_out += 1;
        let cause = Cause::noted(code, message);
        let cause = Cause { severity: Severity::Info, advice: String::new(), leaves_out: true, ..cause };
        self.account.causes.add(cause, row, "");
    }

    /// Decides about the possible notes, since data follow: they are headings of what is below them, or rows that do not fit.
    pub(super) fn notes_are_rows(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.note_is_row(note);
        }
    }

    /// Decides about a possible note that is above data.
    pub fn note_is_row(&mut self, note: RejectedRow) {
        // A heading lacks other required cells. A text beyond the headers is in the wrong column, so it is no heading.
        let is_heading =
            note.misfits.len() > 1 && !self.lacks_fields(&note.cells) && self.field_outside(&note.cells).is_none();
        if let Some(heading) = self.doubtful_heading(&note.cells, &note.misfits) {
            return self.leave_out(note.row, &note.cells, vec![heading]);
        }
        if !is_heading {
            return self.leave_out_row(note.row, &note.cells, note.misfits);
        }
        self.account.read -= 1;
        let shown = self.shown(&note.cells).next().unwrap_or_default();
        let cause = Cause::noted(Code::GroupHeading, HEADING);
        self.account.causes.add(Cause { severity: Severity::Info, advice: String::new(), ..cause }, note.row, &shown);
    }
}

/// Whether the text begins like the heading of a part: `2. halvår`, `3. Klynge Nord`. A day of a month may be a row that nobody filled in.
fn is_ordinal(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let word = rest.strip_prefix(". ").filter(|_| rest.len() < text.len()).unwrap_or_default().to_lowercase();
    word.starts_with(char::is_alphabetic)
        && !MONTHS.iter().any(|month| month.get(..3).is_some_and(|start| word.starts_with(start)))
}

/// With this many words, a text in a column of names is more likely a sentence.
const WORDS_OF_SENTENCE: usize = 4;

/// Whether the text reads like a sentence or an explanation, and not like a name.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words >= WORDS_OF_SENTENCE || (words > 1 && (text.ends_with('.') || text.contains([':', '='])))
}

/// Whether the text begins with the mark of a footnote: `1) Foreløbige tal`.
fn is_footnote(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(") ")
}

/// Whether the text ends like `M&oslash`, because its semicolon was read as a separator.
fn ends_within_entity(cell: &RawCell<'_>) -> bool {
    let RawCell::Text(text) = cell else { return false };
    text.rfind('&').and_then(|at| text.get(at..)).is_some_and(|end| mended(&format!("{end};")).is_some())
}
