//! Finds numbers with the digits of a CPR number in a text: `DDMMYY-SSSS` with anything between, with the century, or without
//! the leading zero, which spreadsheet programs drop.
//!
//! The text is split into groups of digits. A shape is a run of groups whose lengths people write: `6+4`, `2+2+2+4`, `10`.
//! Since 2007 valid numbers need not satisfy the check digit, so it decides only in cases of doubt. Days from 61 are those of
//! replacement numbers, whose last four may begin with letters.

use std::ops::Range;

use chrono::NaiveDate;

use super::edges::Edges;
use super::fold::{Folded, fold, unfolded};
use super::label::Label;

/// Most characters between two groups.
const MAX_SEPARATOR: usize = 6;
/// Words that people write between the date and the last four.
const WORDS: [&str; 13] = [
    "lb",
    "lbnr",
    "lnr",
    "løb",
    "løbe",
    "løbenr",
    "løbenummer",
    "kontrol",
    "kontrolnr",
    "kontrolnummer",
    "kontrolcifre",
    "slutterpå",
    "sidstefire",
];
/// Words that also occur between a date and the number of a law, if the date has marks.
const WORDS_AFTER_DIGITS: [&str; 3] = ["nr", "no", "nummer"];

/// A number of the length of a CPR number.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The ten digits; with letters in the last four, those are 0.
    pub number: u64,
    /// Whether the first six are a date.
    pub is_dated: bool,
    /// Whether the text is nothing but this number, perhaps with a few letters or digits before or after.
    pub is_whole: bool,
    /// Whether it is written like an amount, with thousands separators.
    pub is_amount: bool,
    /// Whether the word before it says that it is something else.
    is_labelled: bool,
    /// Whether its notation fits other numbers as well; then only the check digit decides.
    is_doubtful: bool,
}

impl Shape {
    /// Whether it is a CPR number, as far as the number alone shows.
    pub fn is_likely(&self) -> bool {
        self.is_dated && !self.is_labelled && (!self.is_doubtful || self.has_check_digit())
    }

    /// Whether the last digit is the check digit (modulus 11) that nearly all CPR numbers have.
    pub fn has_check_digit(&self) -> bool {
        let weights = [1, 2, 3, 4, 5, 6, 7, 2, 3, 4];
        let mut rest = self.number;
        let mut sum = 0;
        for weight in weights {
            sum += rest % 10 * weight;
            rest /= 10;
        }
        sum % 11 == 0
    }

    fn year(&self) -> u64 {
        self.number / 10_000 % 100
    }

    /// The day that the first six digits are, if they are one of the years from 2000.
    fn day_after_2000(&self) -> Option<NaiveDate> {
        let part = |divisor: u64| u32::try_from(self.number / divisor % 100).ok();
        NaiveDate::from_ymd_opt(i32::try_from(2000 + self.year()).ok()?, part(1_000_000)?, part(100_000_000)?)
    }

    fn serial(&self) -> u64 {
        self.number % 10_000
    }
}

/// All shapes in the text, from left to right.
pub fn find(text: &str) -> Vec<Shape> {
    let chars = fold(text);
    let groups = groups(&chars);
    let edges = Edges::of(&chars);
    let mut found = Vec::new();
    let mut first = 0;
    while first < groups.len() {
        let (shape, next) = match longest(&chars, &groups, edges, first) {
            Some(found) => found,
            None => {
                first += 1;
                continue;
            }
        };
        // A likely CPR number may begin inside an unlikely one.
        let better = (first + 1..next)
            .filter(|_| !shape.is_likely())
            .filter_map(|later| longest(&chars, &groups, edges, later))
            .find(|(later, _)| later.is_likely());
        let (shape, next) = better.unwrap_or((shape, next));
        found.push(shape);
        first = next;
    }
    found
}

/// A run of digits, by its characters; or the last four of a replacement number, which begin with a letter.
type DigitGroup = Range<usize>;

fn groups(chars: &[Folded]) -> Vec<DigitGroup> {
    let mut groups: Vec<DigitGroup> = Vec::new();
    for (at, folded) in chars.iter().enumerate() {
        if !folded.char.is_ascii_digit() || groups.last().is_some_and(|group| at < group.end) {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.end == at => group.end += 1,
            _ => groups.push(at..at + 1),
        }
        if let Some(group) = groups.last().filter(|group| group.len() == 6)
            && let Some(serial) = letters_after(chars, group.end)
        {
            groups.push(serial);
        }
    }
    groups
}

/// The last four of a replacement number after the date and one to three marks: `ABC1`.
fn letters_after(chars: &[Folded], end: usize) -> Option<DigitGroup> {
    let marks = chars[end..].iter().take(4).take_while(|folded| !folded.char.is_alphanumeric()).count();
    let start = end + marks;
    let last = chars.get(start..start + 4)?;
    let is_serial = last[0].char.is_ascii_uppercase()
        && last.iter().all(|folded| folded.char.is_ascii_uppercase() || folded.char.is_ascii_digit())
        && last[3].char.is_ascii_digit();
    let ends = chars.get(start + 4).is_none_or(|folded| !folded.char.is_alphanumeric() && folded.char != '-');
    (is_serial && ends && (1..=3).contains(&marks)).then_some(start..start + 4)
}

/// The shape that starts with this group, and the first group after it. A dated shape wins over one without a date.
fn longest(chars: &[Folded], groups: &[DigitGroup], edges: Edges, first: usize) -> Option<(Shape, usize)> {
    let shapes = (first + 1..=groups.len().min(first + 10)).filter_map(|end| {
        let shape = CprCandidate { chars, all: groups, edges, first, end }.shape()?;
        Some((shape, end))
    });
    shapes.max_by_key(|(shape, end)| (shape.is_dated, *end))
}

/// A run of groups that may be a CPR number.
struct CprCandidate<'a> {
    chars: &'a [Folded],
    all: &'a [DigitGroup],
    edges: Edges,
    first: usize,
    end: usize,
}

/// How the digits of a candidate are to be read.
enum Reading {
    Plain,
    /// Fits many other kinds of numbers.
    Doubtful,
    /// The date has the century: `DDMMYYYY`.
    Century,
    /// The date begins with the year: `YYYYMMDD`, `YYYY-MM-DD`.
    YearFirst,
    /// Day and month have one or two digits, the year this many.
    LooseDate(usize),
}

impl CprCandidate<'_> {
    fn groups(&self) -> &[DigitGroup] {
        &self.all[self.first..self.end]
    }

    fn shape(&self) -> Option<Shape> {
        let (start, end) = (self.groups().first()?.start, self.groups().last()?.end);
        let lengths: Vec<usize> = self.groups().iter().map(DigitGroup::len).collect();
        let reading = self.reading(&lengths)?;
        if !self.is_delimited() || !self.separators_fit() || self.ends_with_clock() {
            return None;
        }
        let digits = self.digits(&reading)?;
        let number = digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit));
        let label = Label::before(&self.chars[..start]);
        let mut shape = Shape {
            range: self.chars[start].start..self.chars[end - 1].end,
            number,
            is_dated: is_date(number),
            is_whole: start <= self.edges.first && end >= self.edges.last,
            is_amount: matches!(lengths[..], [1, 3, 3, 3] | [3, 3, 3]),
            is_labelled: label == Some(Label::Other),
            is_doubtful: matches!(reading, Reading::Doubtful),
        };
        shape.is_doubtful |= self.may_be_a_time(&shape, &lengths) || self.repeats_its_year(&shape);
        // Ids and file names often begin with a day of these years.
        shape.is_doubtful |= matches!(reading, Reading::YearFirst) && (15..=30).contains(&shape.year());
        shape.is_doubtful &= label != Some(Label::Cpr);
        Some(shape)
    }

    /// How groups of these lengths are read; `None` if nobody writes a CPR number so.
    fn reading(&self, lengths: &[usize]) -> Option<Reading> {
        Some(match lengths {
            [9 | 10] | [6 | 5, 4] | [2, 2, 2, 4] | [6, 2, 2] | [2, 2, 6] | [4, 2, 4] | [3, 3, 4] | [2, 4, 4] => {
                Reading::Plain
            }
            [1, 9] if self.is_exponent() => Reading::Plain,
            [1, 3, 3, 3] if self.is_thousands() => Reading::Plain,
            [3, 3, 3] if self.is_thousands() => Reading::Doubtful,
            [8, 4] | [4, 2, 2, 4] if self.begins_with_year() => Reading::YearFirst,
            [12] | [8, 4] | [2, 2, 4, 4] | [4, 4, 4] | [2, 2, 8] => Reading::Century,
            [1 | 2, 1 | 2, 2, 4] if self.has_marked_date() => Reading::LooseDate(2),
            [1 | 2, 1 | 2, 4, 4] if self.has_marked_date() => Reading::LooseDate(4),
            [2, 8] | [8, 2] | [4, 6] | [2, 2, 2, 2, 2] => Reading::Doubtful,
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] if self.is_spaced_out() => Reading::Doubtful,
            _ => return None,
        })
    }

    /// The ten digits. Letters in the last four count as 0.
    fn digits(&self, reading: &Reading) -> Option<Vec<u8>> {
        let of =
            |group: &DigitGroup| self.chars[group.clone()].iter().map(|folded| folded.char.to_digit(10).unwrap_or(0));
        let mut digits: Vec<u8> = Vec::with_capacity(12);
        for (index, group) in self.groups().iter().enumerate() {
            if matches!(reading, Reading::LooseDate(_)) && index < 2 && group.len() == 1 {
                digits.push(0);
            }
            digits.extend(of(group).map(|digit| digit as u8));
        }
        if matches!(reading, Reading::Century | Reading::LooseDate(4)) {
            if !matches!(digits.get(4..6)?, [1, 8 | 9] | [2, 0]) {
                return None;
            }
            digits.drain(4..6);
        }
        if matches!(reading, Reading::YearFirst) {
            let (date, serial) = digits.split_at_checked(8)?;
            digits = [&date[6..8], &date[4..6], &date[2..4], serial].concat();
        }
        if digits.len() == 9 {
            digits.insert(0, 0);
        }
        (digits.len() == 10).then_some(digits)
    }

    /// Whether the number is separate from the text before and after it.
    fn is_delimited(&self) -> bool {
        let (Some(first), Some(last)) = (self.groups().first(), self.groups().last()) else { return false };
        let letters = self.chars[..first.start].iter().rev().take_while(|folded| folded.char.is_alphabetic()).count();
        let before = first.start.checked_sub(letters + 1).map(|at| self.chars[at].char);
        let after = self.chars[last.end..].iter().take_while(|folded| folded.char.is_alphabetic()).count();
        // Hexadecimal ids have letters between their digits. A plus begins a telephone number.
        if letters > 12 || letters > 0 && before.is_some_and(|c| c.is_ascii_digit()) || after > 2 || before == Some('+')
        {
            return false;
        }
        let next = self.chars.get(last.end + after).map(|folded| folded.char);
        if after > 0 && next.is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        !self.continues_before(first) && !self.continues_after(last)
    }

    /// Whether the groups before belong to the same number, date or range: `02.05-03.09.2024` does not begin at 05.
    fn continues_before(&self, first: &DigitGroup) -> bool {
        let Some(previous) = self.first.checked_sub(1).map(|before| &self.all[before]) else { return false };
        let between: Vec<char> = self.chars[previous.end..first.start].iter().map(|folded| folded.char).collect();
        let is_short = first.len() < 5;
        match between[..] {
            [',' | '.'] => true,
            [c] if !c.is_alphanumeric() => is_short && !c.is_whitespace(),
            _ => false,
        }
    }

    /// Whether the number goes on: further thousands, or more of a dotted number.
    fn continues_after(&self, last: &DigitGroup) -> bool {
        let Some(next) = self.all.get(self.end) else { return false };
        let between = &self.chars[last.end..next.start];
        let is_tight = between.len() == 1 && !between[0].char.is_alphanumeric() && !between[0].char.is_whitespace();
        let is_decimals = matches!(between.first().map(|folded| folded.char), Some('.' | ',')) && next.len() <= 2;
        is_tight && !is_decimals && self.groups().len() != 1 && self.groups().len() != 2
            || is_tight && next.len() == 3 && matches!(between[0].char, '.' | ',')
    }

    /// Whether only spaces and marks stand between the groups, or a word for the last four.
    fn separators_fit(&self) -> bool {
        self.groups().windows(2).all(|pair| {
            let gap = &self.chars[pair[0].end..pair[1].start];
            let word: String = gap.iter().map(|folded| folded.char).filter(|c| c.is_alphanumeric()).collect();
            let marks = gap.len() - word.chars().count();
            let is_list = gap.iter().any(|folded| matches!(folded.char, ';' | '«' | '»' | '"' | '<' | '>' | '{' | '}'));
            let word = word.to_lowercase();
            let is_after_digits = pair[0].len() == 6 && WORDS_AFTER_DIGITS.contains(&word.as_str());
            let fits_word = word.is_empty() || WORDS.contains(&word.as_str()) || is_after_digits;
            // `10, 12, 24, 1200` is a list of numbers.
            let is_list = is_list || word.is_empty() && self.groups().len() > 2 && gap.len() > 1 && gap[0].char == ',';
            !gap.is_empty() && marks <= MAX_SEPARATOR && fits_word && !is_list
        })
    }

    /// Whether the first eight digits are a day with the year in front.
    fn begins_with_year(&self) -> bool {
        let digits: String = self.groups().iter().map(|group| unfolded(&self.chars[group.clone()])).collect();
        let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
        // With the year behind, the century stands where the month is.
        matches!(part(0..2), 19 | 20) && (1..=12).contains(&part(4..6)) && (1..=31).contains(&part(6..8))
    }

    /// Whether the date is written with marks, not only with spaces.
    fn has_marked_date(&self) -> bool {
        self.groups().windows(2).take(2).all(|pair| {
            let gap = &self.chars[pair[0].end..pair[1].start];
            gap.iter().any(|folded| matches!(folded.char, '.' | '/' | '-' | '‐' | '–' | '_'))
        })
    }

    /// Whether single digits have the same between them, but for the mark before the last four: `1 5 0 3 0 8 - 2 3 8 7`. Numbers in a
    /// formula (`0.1 + 0.3`) have not.
    fn is_spaced_out(&self) -> bool {
        let gap = |pair: &[DigitGroup]| unfolded(&self.chars[pair[0].end..pair[1].start]);
        let gaps: Vec<String> = self.groups().windows(2).map(gap).collect();
        gaps.iter().enumerate().all(|(at, gap)| at == 5 || *gap == gaps[0])
    }

    /// Whether the same single mark or space is before each group of three digits.
    fn is_thousands(&self) -> bool {
        let mut gaps = self.groups().windows(2).map(|pair| &self.chars[pair[0].end..pair[1].start]);
        let first = gaps.next().and_then(|gap| gap.first()).map(|folded| folded.char);
        let is_first = |gap: &[Folded]| gap.len() == 1 && Some(gap[0].char) == first;
        self.groups().windows(2).all(|pair| is_first(&self.chars[pair[0].end..pair[1].start]))
            && first.is_some_and(|c| c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’'))
    }

    /// Whether it is `1,503082387E+09`, as spreadsheet programs show long numbers.
    fn is_exponent(&self) -> bool {
        let Some(last) = self.groups().last() else { return false };
        let rest: String =
            self.chars[last.end..].iter().take(4).map(|folded| folded.char.to_ascii_uppercase()).collect();
        matches!(rest.as_str(), "E+09" | "E09") || rest.starts_with("E+9") || rest.starts_with("E9")
    }

    /// Whether it may be a day and a time or an amount: a recent day, then a space and four digits. Years from 31 on are taken
    /// for years of birth: many people were born in 1931 to 1940, and few exports have days after 2030.
    fn may_be_a_time(&self, shape: &Shape, lengths: &[usize]) -> bool {
        let [.., before, last] = self.groups() else { return false };
        let gap = &self.chars[before.end..last.start];
        let is_apart =
            gap.iter().any(|folded| folded.char.is_whitespace()) && !gap.iter().any(|folded| folded.char == '-');
        let is_recent = (15..=30).contains(&shape.year()) && shape.day_after_2000().is_some();
        let is_time = shape.serial() / 100 < 24 && shape.serial() % 100 < 60;
        match lengths {
            [6, 2, 2] => is_recent && is_time,
            [2, 2, 4, 4] | [8, 4] | [1, ..] => is_apart && is_recent,
            _ => is_apart && is_recent && is_time,
        }
    }

    /// Whether the last four are the hour and minute after a date: `21/03/24 08:00`. Nobody writes a colon there but in a time.
    fn ends_with_clock(&self) -> bool {
        let [.., date, hour, minute] = self.groups() else { return false };
        let text = |range: Range<usize>| unfolded(&self.chars[range]);
        let is_below =
            |group: &DigitGroup, most: u32| text(group.clone()).parse::<u32>().is_ok_and(|number| number < most);
        hour.len() == 2
            && minute.len() == 2
            && text(hour.end..minute.start) == ":"
            && text(date.end..hour.start).contains(char::is_whitespace)
            && is_below(hour, 24)
            && is_below(minute, 60)
    }

    /// Whether the last four are the year of the date, after a prefix: `KM-050324-2024`.
    fn repeats_its_year(&self, shape: &Shape) -> bool {
        let has_prefix = self.groups().first().is_some_and(|first| {
            self.chars[..first.start].iter().rev().take(2).any(|folded| folded.char.is_alphabetic())
        });
        has_prefix && shape.serial() / 100 == 20 && shape.serial() % 100 == shape.year()
    }
}

/// Whether the first six of ten digits can be the day of a CPR number.
fn is_date(number: u64) -> bool {
    let (day, month) = (number / 100_000_000, number / 1_000_000 % 100);
    ((1..=31).contains(&day) || (61..=91).contains(&day)) && (1..=12).contains(&month)
}
