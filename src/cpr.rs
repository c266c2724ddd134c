//! CPR numbers: the civil registration numbers of persons, which must not get into a report.
//!
//! What counts is the shape, `DDMMYY-SSSS` with or without the hyphen: since 2007 valid numbers need not satisfy the old check
//! digit, and replacement numbers have letters among the last four. Days up to 91 are those of replacement numbers, which some
//! systems make by adding 60.

/// What is shown instead of a CPR number.
pub const MASK: &str = "••••••-••••";

/// Whether a CPR number stands in the text.
#[inline]
pub fn is_in(text: &str) -> bool {
    may_have_one(text.as_bytes()) && find(text, 0).is_some()
}

/// Whether the number is one written as a number, which loses the zero in front.
pub fn is_number(number: f64) -> bool {
    number.fract() == 0.0 && (1e8..1e10).contains(&number) && is_in(&format!("{number:010.0}"))
}

/// The text with a mask for every CPR number in it.
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

/// Where the first CPR number from `from` on starts and ends, in bytes.
fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    if !may_have_one(bytes) {
        return None;
    }
    (from..bytes.len()).find_map(|start| {
        let alone_before = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        let end = alone_before.then(|| end_of(bytes, start)).flatten()?;
        bytes.get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric()).then_some((start, end))
    })
}

/// Whether the text is long enough, and a digit stands at one of its sixth places, as one of six digits in a row does: most texts
/// are done with here.
#[inline]
fn may_have_one(bytes: &[u8]) -> bool {
    let mut at = 5;
    while bytes.len() >= 10 && at < bytes.len() {
        if bytes[at].is_ascii_digit() {
            return true;
        }
        at += 6;
    }
    false
}

/// The end of a CPR number that starts here.
fn end_of(bytes: &[u8], start: usize) -> Option<usize> {
    let date = bytes.get(start..start + 6).filter(|date| date.iter().all(u8::is_ascii_digit))?;
    let two = |at: usize| u32::from(date[at] - b'0') * 10 + u32::from(date[at + 1] - b'0');
    let (day, month) = (two(0), two(2));
    const SEPARATORS: [&[u8]; 6] = [b"-", b" ", b".", b"/", "–".as_bytes(), "—".as_bytes()];
    let after = bytes.get(start + 6..)?;
    let separator = SEPARATORS.into_iter().find(|separator| after.starts_with(separator)).map_or(0, <[u8]>::len);
    let serial_at = start + 6 + separator;
    let serial = bytes.get(serial_at..serial_at + 4)?;
    // Letters are those of a replacement number, which ends in a digit; a word after a date is none.
    let is_serial = serial.iter().all(u8::is_ascii_alphanumeric) && serial[3].is_ascii_digit();
    ((1..=31).contains(&day) || (61..=91).contains(&day)).then_some(())?;
    ((1..=12).contains(&month) && is_serial).then_some(serial_at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    // No day is the 31st of February, so none of these can be anybody's number.
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
            "012345",
            "990299-0000",
            "311399-0000",
            "13102990000",
            "31029900001",
            "KB-2024-0001",
            "ABC310299-0000",
            "310299-møde",
            "1.938.440",
        ] {
            assert!(!is_in(text), "{text}");
            assert_eq!(masked(text), text);
        }
        assert!(!is_number(1_938_440.0) && !is_number(0.5));
    }
}
