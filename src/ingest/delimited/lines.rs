//! Counts lines. A line ends with a line feed, a carriage return, or both.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memrchr};

/// Line ends in this part of the text.
pub fn count(text: &[u8], part: Range<usize>) -> u32 {
    let bytes = &text[part.clone()];
    let mut count = memchr_iter(b'\n', bytes).count();
    if memchr(b'\r', bytes).is_some() {
        count += memchr_iter(b'\r', bytes).filter(|at| text.get(part.start + at + 1) != Some(&b'\n')).count();
    }
    count as u32
}

/// Whether there is a carriage return without a line feed.
pub fn has_lone_return(bytes: &[u8]) -> bool {
    memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The end of the last complete line. The text may break off after it.
pub fn last_end(text: &[u8]) -> Option<usize> {
    // A carriage return at the end may be followed by a line feed.
    memrchr(b'\n', text).or_else(|| memrchr(b'\r', &text[..text.len().saturating_sub(1)])).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_in_each_of_three_ways() {
        let text = b"a\r\nb\rc\n\nd\r";
        assert_eq!(count(text, 0..text.len()), 5);
        assert_eq!(count(text, 0..2), 0, "the line feed is not in the part");
        assert_eq!(count(text, 2..5), 2);
        assert_eq!((last_end(b"a\rb\rc"), last_end(b"a\rb\r"), last_end(b"a\r\nb")), (Some(4), Some(2), Some(3)));
    }
}
