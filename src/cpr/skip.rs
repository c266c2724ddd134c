//! Skips texts without a CPR number, as most cells are: too short, too few digits, a date or a time.

use super::fold::may_have_other_digits;

/// Whether the text is long enough and has enough digits. Rules out most texts.
#[inline]
pub fn may_have_one(text: &str) -> bool {
    text.len() >= 9
        && !is_timestamp(text.as_bytes())
        && !is_date_alone(text.as_bytes())
        && (text.bytes().filter(u8::is_ascii_digit).count() >= 7 || may_have_other_digits(text))
}

/// Whether the text is a date with a time of day, as many columns have in each cell: `2024-03-15 10:30:00`, `15-03-2024 10:30`.
#[inline]
fn is_timestamp(text: &[u8]) -> bool {
    text.len() <= 19 && text.get(13) == Some(&b':') && text.get(10).is_some_and(|byte| matches!(byte, b' ' | b'T'))
}

/// Whether the text is a date alone: `15-03-2024`, `2024-03-15`.
#[inline]
fn is_date_alone(text: &[u8]) -> bool {
    let is_mark = |byte: &u8| matches!(byte, b'-' | b'.' | b'/');
    text.len() <= 10
        && text.iter().filter(|byte| is_mark(byte)).count() == 2
        && text.iter().all(|byte| byte.is_ascii_digit() || is_mark(byte))
}
