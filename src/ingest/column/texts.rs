//! Collects what only all texts of a column can show: that Excel turned some into dates, or that all have an apostrophe in front.

use memchr::memchr_iter;

use super::absent::absence;
use super::date::digits_first;
use crate::cell::RawCell;
use crate::danish::MONTHS;
use crate::ingest::causes::Tally;

/// With more bytes than this in the average text, a column holds notes rather than names or codes.
const PROSE: u64 = 20;

/// What æ, ø and å are in Windows-1250.
const CENTRAL: [[char; 2]; 3] = [['ć', 'Ć'], ['ř', 'Ř'], ['ĺ', 'Ĺ']];
/// Marks between the two numbers of a range.
const RANGE_MARKS: [char; 3] = ['-', '.', '/'];

/// Significant digits that spreadsheet programs keep of a number; they replace the others by 0.
const KEPT_DIGITS: usize = 15;

/// What the texts of a column show together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextEvidence {
    /// Cells with a date of the workbook, and texts such as `01-feb`, which a Danish Excel makes of `1-2`.
    pub dates: Tally,
    /// Texts such as `feb-24`.
    months: Tally,
    /// Texts such as `01-02-2024`.
    pub written_dates: Tally,
    /// Texts with an apostrophe in front.
    pub apostrophes: Tally,
    /// Texts with a question mark within a word.
    questions: Tally,
    /// Numbers of more digits than a spreadsheet program keeps, which end with zeros.
    long_zeros: Tally,
    /// Whether such a number ends with other digits.
    has_long_digits: bool,
    /// Whether a text has a letter beyond ASCII.
    has_letters: bool,
    /// Whether a text has a letter beyond ASCII that is not one of [`CENTRAL`].
    has_other_letters: bool,
    /// Texts with the letters that æ, ø and å are in Windows' character set of Central Europe, and which of the three are there.
    central: Tally,
    central_letters: [bool; 3],
    /// Whether there is a text such as `3-4`.
    has_ranges: bool,
    /// All other texts, and their bytes.
    others: u64,
    bytes: u64,
}

impl TextEvidence {
    pub fn weigh(&mut self, cell: &RawCell<'_>, row: u32) {
        match cell {
            RawCell::Date(_) => self.dates.add(row, &cell.display()),
            RawCell::Text(text) if absence(text).is_none() => self.learn(text, row),
            _ => {}
        }
    }

    /// Looks at a text that is more than spaces.
    pub fn learn(&mut self, text: &str, row: u32) {
        let bytes = text.as_bytes();
        if !text.is_ascii() {
            self.learn_letters(text, row);
        }
        if !self.has_letters && has_question_within(bytes) {
            self.questions.add(row, text);
        }
        if bytes.first() == Some(&b'\'') && !text[1..].contains('\'') && text[1..].starts_with(char::is_alphabetic) {
            self.apostrophes.add(row, text);
        } else if bytes.len() <= 10 && bytes.iter().any(|byte| RANGE_MARKS.contains(&char::from(*byte))) {
            self.learn_short(text, row);
        } else if bytes.len() > KEPT_DIGITS && is_digits(text) {
            if bytes[KEPT_DIGITS..].iter().all(|byte| *byte == b'0') {
                self.long_zeros.add(row, text);
            } else {
                self.has_long_digits = true;
            }
            self.count(text);
        } else {
            self.count(text);
        }
    }

    fn learn_letters(&mut self, text: &str, row: u32) {
        self.has_letters = true;
        let central = CENTRAL.as_flattened();
        let is_other = |c: char| !c.is_ascii() && c.is_alphabetic() && !central.contains(&c);
        self.has_other_letters = self.has_other_letters || text.contains(is_other);
        if !self.has_other_letters && text.contains(central) {
            self.central.add(row, text);
            for (is_there, letters) in self.central_letters.iter_mut().zip(CENTRAL) {
                *is_there |= text.contains(letters);
            }
        }
    }

    /// Looks at a short text with a mark within, which may be a date.
    fn learn_short(&mut self, text: &str, row: u32) {
        if is_day_and_month(text) {
            let starts_with_day = text.starts_with(|c: char| c.is_ascii_digit());
            let tally = if starts_with_day { &mut self.dates } else { &mut self.months };
            tally.add(row, text);
        } else if digits_first(text).is_some() {
            self.written_dates.add(row, text);
        } else if is_range(text) {
            self.has_ranges = true;
        } else {
            self.count(text);
        }
    }

    fn count(&mut self, text: &str) {
        self.others += 1;
        self.bytes += text.len() as u64;
    }

    /// Adds the evidence of later rows.
    pub fn extend(&mut self, later: Self) {
        self.dates.extend(later.dates);
        self.months.extend(later.months);
        self.questions.extend(later.questions);
        self.has_letters |= later.has_letters;
        self.has_other_letters |= later.has_other_letters;
        self.central.extend(later.central);
        self.central_letters.iter_mut().zip(later.central_letters).for_each(|(mine, new)| *mine |= new);
        self.written_dates.extend(later.written_dates);
        self.long_zeros.extend(later.long_zeros);
        self.has_long_digits |= later.has_long_digits;
        self.apostrophes.extend(later.apostrophes);
        self.has_ranges |= later.has_ranges;
        self.others += later.others;
        self.bytes += later.bytes;
    }

    /// The cells that were most likely other texts before Excel made dates of them.
    pub fn made_dates(&self) -> Option<&Tally> {
        let has_others = self.others > 0 || self.has_ranges;
        if self.dates.count > 0 {
            Some(&self.dates)
        } else if self.months.count > 0 && has_others {
            Some(&self.months)
        } else {
            (self.written_dates.count > 0 && self.has_ranges).then_some(&self.written_dates)
        }
    }

    /// Long numbers that a spreadsheet program rounded: none has other digits than zeros at its end.
    pub fn rounded(&self) -> Option<&Tally> {
        (self.long_zeros.count > 1 && !self.has_long_digits).then_some(&self.long_zeros)
    }

    /// Whether Excel turned every text of the column into a date.
    pub fn are_all_dates(&self) -> bool {
        self.others == 0 && !self.has_ranges
    }

    /// Texts in which a question mark stands for a lost letter: no text of the column has a letter that could be lost.
    pub fn lost_letters(&self) -> Option<&Tally> {
        (self.questions.count > 0 && !self.has_letters).then_some(&self.questions)
    }

    /// Texts whose letters were Danish: the column has at least two of the letters in [`CENTRAL`], and no other beyond ASCII.
    pub fn central_letters(&self) -> Option<&Tally> {
        let kinds = self.central_letters.iter().filter(|is_there| **is_there).count();
        (kinds > 1 && !self.has_other_letters).then_some(&self.central)
    }

    /// Whether the texts are notes, in which a date may stand alone.
    pub fn are_prose(&self) -> bool {
        !self.has_ranges && self.bytes > self.others * PROSE
    }

    /// Whether every text has an apostrophe in front.
    pub fn all_have_apostrophes(&self) -> bool {
        self.apostrophes.count > 1
            && self.others == 0
            && !self.has_ranges
            && self.dates.count + self.written_dates.count == 0
    }
}

/// Whether a question mark stands before a letter in lower case, behind a letter: `N?rrebro`. That of an address is behind a dot
/// or before an equals sign.
fn has_question_within(text: &[u8]) -> bool {
    memchr_iter(b'?', text)
        .any(|at| at > 0 && text[at - 1].is_ascii_alphabetic() && text.get(at + 1).is_some_and(u8::is_ascii_lowercase))
        && !text.contains(&b'=')
        && !text.contains(&b'/')
}

/// Whether the text is `01-feb`, `1. feb` or `feb-24`, as a Danish or English Excel shows a day without its year, or a month.
fn is_day_and_month(text: &str) -> bool {
    let Some((first, second)) = text.split_once(". ").or_else(|| text.split_once('-')) else { return false };
    let (number, month) =
        if first.starts_with(|c: char| c.is_ascii_digit()) { (first, second) } else { (second, first) };
    let month = month.strip_suffix('.').unwrap_or(month).to_lowercase();
    let is_month = month.len() == 3
        && (MONTHS.iter().any(|name| name.starts_with(&month)) || matches!(month.as_str(), "may" | "oct"));
    is_month && number.len() <= 2 && is_digits(number)
}

/// Whether the text is two numbers of at most two digits, as of modules and sections: `1-2`, `1.2`, `1/2`. Excel makes dates of them.
fn is_range(text: &str) -> bool {
    text.split_once(RANGE_MARKS)
        .is_some_and(|(first, second)| [first, second].iter().all(|number| number.len() <= 2 && is_digits(number)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(texts: &[&str]) -> TextEvidence {
        let mut evidence = TextEvidence::default();
        (2..).zip(texts).for_each(|(row, text)| evidence.learn(text, row));
        evidence
    }

    #[test]
    fn a_day_and_month_among_ranges_was_a_range() {
        let rows = |texts: &[&str]| evidence(texts).made_dates().map(Tally::all_rows);
        assert_eq!(rows(&["01-feb", "13-14", "03-apr"]).as_deref(), Some("2, 4"));
        assert_eq!(rows(&["Opstart", "05-jun"]).as_deref(), Some("3"));
        assert_eq!(rows(&["01-02-2024", "13-14"]).as_deref(), Some("2"));
        assert_eq!(rows(&["1.2", "01-02-2024", "1.4"]).as_deref(), Some("3"));
        assert_eq!(rows(&["feb-45", "3-46"]).as_deref(), Some("2"));
        assert_eq!(rows(&["01-feb", "03-apr"]).as_deref(), Some("2–3"));
        assert_eq!(rows(&["1. feb", "13-14"]).as_deref(), Some("2"));
        for texts in [&["01-02-2024", "Aflyst"][..], &["jan-24", "feb-24"], &["1-2", "3-4"], &["K-12", "A-team"]] {
            assert_eq!(rows(texts), None, "{texts:?}");
        }
    }

    #[test]
    fn a_question_mark_within_a_word_is_a_lost_letter_unless_letters_are_kept() {
        assert!(evidence(&["N?rrebro", "Amager"]).lost_letters().is_some());
        for texts in [&["Hvad?ja", "Sæby"][..], &["Hvad? ja"], &["a.dk/s?q=ja"], &["Hvad?Ja"]] {
            assert!(evidence(texts).lost_letters().is_none(), "{texts:?}");
        }
    }

    #[test]
    fn letters_of_central_europe_without_any_danish_one_were_danish() {
        assert!(evidence(&["Nřrrebro", "Sćby"]).central_letters().is_some());
        for texts in [&["Nřrrebro", "Sćby", "Årup"][..], &["Dvořák", "Ćosić", "Čapek"], &["Ćosić", "Kovać"]]
        {
            assert!(evidence(texts).central_letters().is_none(), "{texts:?}");
        }
    }

    #[test]
    fn long_numbers_that_all_end_with_zeros_were_rounded() {
        assert!(evidence(&["7130000000000000000", "7140000000000000000"]).rounded().is_some());
        assert!(evidence(&["7130000000000000000", "7140000000000000123"]).rounded().is_none());
        assert!(evidence(&["120000000000000", "130000000000000"]).rounded().is_none(), "all digits are kept");
    }

    #[test]
    fn apostrophes_in_front_of_some_texts_belong_to_them() {
        assert!(evidence(&["'Nord", "'Syd"]).all_have_apostrophes());
        assert!(!evidence(&["'t Hooft", "Syd"]).all_have_apostrophes());
        assert!(!evidence(&["'90'erne", "'80'erne"]).all_have_apostrophes());
    }
}
