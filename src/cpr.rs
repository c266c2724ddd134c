//! CPR numbers: the civil registration numbers of persons, which must not get into a report.
//!
//! They are recognised by their shape, `DDMMYY-SSSS` with any separator, because numbers since 2007 need not have a valid check
//! digit. Replacement numbers have letters among the last four, or 60 added to the day, so days go up to 91. A leading zero may be
//! missing, because spreadsheet programs drop it.

/// Replaces a CPR number in texts.
pub const MASK: &str = "••••••-••••";

/// Most characters between the date and the last four.
const MAX_SEPARATORS: usize = 3;

/// Whether the text contains a CPR number.
#[inline]
pub fn is_in(text: &str) -> bool {
    may_have_one(text) && find(text, 0).is_some()
}

/// Whether the number is a CPR number without its leading zero.
pub fn is_number(number: f64) -> bool {
    number.fract() == 0.0 && (1e8..1e10).contains(&number) && is_in(&format!("{number:010.0}"))
}

/// The text with [`MASK`] instead of every CPR number.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    while let Some((start, end)) = find(text, at) {
        out.push_str(&text[at..start]);
        out.push_str(MASK);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// A quick test that most texts fail: enough characters and digits.
#[inline]
fn may_have_one(text: &str) -> bool {
    text.len() >= 9 && text.bytes().filter(u8::is_ascii_digit).count() >= 7
}

/// The byte range of the first CPR number at or after `from`.
fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let is_digit_at = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    (from..text.len()).filter(|start| is_digit_at(*start) && (*start == 0 || !is_digit_at(start - 1))).find_map(
        |start| {
            let end = [joined, lost_zero, long, split].into_iter().find_map(|shape| shape(&text[start..]))? + start;
            (!is_digit_at(end)).then_some((start, end))
        },
    )
}

/// `DDMMYY-SSSS` with any or no separator. Returns its length in bytes, as the other shapes do.
fn joined(text: &str) -> Option<usize> {
    let date = digits(text, 6)?;
    is_date(&date[..2], &date[2..4]).then_some(())?;
    let separated = 6 + separators(&text[6..]);
    serial(text, separated)
}

/// `DMMYY-SSSS` or nine digits.
fn lost_zero(text: &str) -> Option<usize> {
    let date = digits(text, 5)?;
    is_date(&date[..1], &date[1..3]).then_some(())?;
    let separated = 5 + separators(&text[5..]);
    // Only digits: one with letters is not a number, so it keeps its zero.
    digits(text.get(separated..)?, 4)?;
    Some(separated + 4)
}

/// `DDMMYYYY-SSSS`.
fn long(text: &str) -> Option<usize> {
    let date = digits(text, 8)?;
    (is_date(&date[..2], &date[2..4]) && matches!(&date[4..6], "19" | "20")).then_some(())?;
    let separators = separators(&text[8..]);
    (separators > 0).then_some(())?;
    serial(text, 8 + separators)
}

/// `DD MM YY SSSS`, or with other marks in the date and a hyphen after it.
fn split(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut groups = [""; 3];
    let mut marks = [""; 3];
    for i in 0..3 {
        groups[i] = digits(&text[at..], 2)?;
        at += 2;
        let length = separators(&text[at..]);
        marks[i] = text[at..at + length].trim();
        (length > 0).then_some(())?;
        at += length;
    }
    // A date followed by a time is not a CPR number.
    let is_marked = marks.iter().all(|mark| mark.is_empty()) || !marks[2].is_empty();
    (is_date(groups[0], groups[1]) && is_marked).then_some(())?;
    serial(text, at)
}

/// The last four: digits, or letters and a last digit.
fn serial(text: &str, at: usize) -> Option<usize> {
    let last = text.as_bytes().get(at..at + 4)?;
    (last.iter().all(u8::is_ascii_alphanumeric) && last[3].is_ascii_digit()).then_some(at + 4)
}

/// Parses this many digits at the start.
fn digits(text: &str, count: usize) -> Option<&str> {
    text.get(..count).filter(|start| start.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether there is such a day, or a replacement number with it.
fn is_date(day: &str, month: &str) -> bool {
    let (Ok(day), Ok(month)) = (day.parse::<u32>(), month.parse::<u32>()) else { return false };
    ((1..=31).contains(&day) || (61..=91).contains(&day)) && (1..=12).contains(&month)
}

/// Length of the spaces, hyphens and other separators at the start, in bytes.
fn separators(text: &str) -> usize {
    let is_separator = |c: &char| c.is_whitespace() || "-‐‑‒–—―−._:,/|\\".contains(*c);
    text.chars().take(MAX_SEPARATORS).take_while(is_separator).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    // There is no 31 February, so these numbers belong to nobody.
    #[test]
    fn every_way_of_writing_a_cpr_number_is_found_and_masked() {
        for text in [
            "310299-0000",
            "3102990000",
            "310299 0000",
            "tlf. om 310299-0000, tak",
            "310299-ABC1",
            "910299-0000",
            "(310299-0000)",
            "310299–0000",
            "310299/0000",
            "310299 - 0000",
            "310299  0000",
            "310299_0000",
            "310299:0000",
            "CPR3102990000",
            "cpr:310299-0000",
            "310299-0000A",
            "31 02 99 0000",
            "31.02.99-0000",
            "31-02-99-0000",
            "31021999-0000",
            "102990000",
            "10299-0000",
            "310299\u{a0}-\u{a0}0000",
            "310299−0000",
        ] {
            assert!(is_in(text), "{text}");
            assert!(!masked(text).contains("0000") && masked(text).contains(MASK), "{}", masked(text));
        }
        assert_eq!(masked("310299-0000 og 310298-0001"), format!("{MASK} og {MASK}"));
        assert!(is_number(3_102_990_000.0) && is_number(102_990_000.0));
    }

    #[test]
    fn what_is_not_shaped_like_one_is_left_alone() {
        for text in [
            "31-12-2024",
            "31-12-2024 10:00",
            "31.12.24 kl. 10.30",
            "31/12-24 1000",
            "2024-12-31T10:00:00",
            "012345",
            "990299-0000",
            "311399-0000",
            "13102990000",
            "31029900001",
            "KB-2024-0001",
            "310299-møde",
            "1.938.440",
            "tlf. 3512 3456",
            "2024-0001-2024",
            "0,123456789",
        ] {
            assert!(!is_in(text), "{text}");
            assert_eq!(masked(text), text);
        }
        assert!(!is_number(1_938_440.0) && !is_number(0.5));
    }
}
