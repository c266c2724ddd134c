//! Makes the end of every stream of a PDF unambiguous.
//!
//! PDF/A-3 (ISO 19005-3, 6.1.7.1) requires a stream's `/Length` to be the number of bytes before the end-of-line marker that
//! precedes `endstream`. Typst writes a line feed as that marker. If the compressed data happens to end with a carriage return
//! (one stream in 256), readers take both for one marker, CR LF, and find the stream a byte too short. A carriage return is an
//! end-of-line marker as well, and no reader takes two of them for one. Writing a carriage return instead of the line feed moves
//! no offset.

use memchr::memmem::find;

/// Replaces the line feed before `endstream` where the stream's data ends with a carriage return.
pub fn mend(pdf: &mut [u8]) {
    const LENGTH: &[u8] = b"/Length ";
    const START: &[u8] = b"stream\n";
    const END: &[u8] = b"\nendstream";
    let mut at = 0;
    while let Some(found) = find(&pdf[at..], LENGTH) {
        at += found + LENGTH.len();
        let digits = pdf[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let length = std::str::from_utf8(&pdf[at..at + digits]).ok().and_then(|digits| digits.parse::<usize>().ok());
        let (Some(length), Some(start)) = (length, find(&pdf[at..], START)) else { continue };
        let Some(end) = (at + start + START.len()).checked_add(length) else { continue };
        // If `endstream` does not follow, this was not the length of a stream.
        if pdf.get(end..).is_some_and(|rest| rest.starts_with(END)) {
            if length > 0 && pdf[end - 1] == b'\r' {
                pdf[end] = b'\r';
            }
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(pdf: &str) -> String {
        let mut bytes = pdf.as_bytes().to_vec();
        mend(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_stream_that_ends_with_a_carriage_return_gets_another_one_as_end_of_line() {
        let pdf = "1 0 obj <</Length 3>>\nstream\nab\r\nendstream 2 0 obj <</Length 2>>\nstream\ncd\nendstream";
        let expected = "1 0 obj <</Length 3>>\nstream\nab\r\rendstream 2 0 obj <</Length 2>>\nstream\ncd\nendstream";
        assert_eq!(mended(pdf), expected);
    }

    #[test]
    fn text_inside_a_stream_that_looks_like_its_end_is_left_alone() {
        let inner = "x\r\nendstream /Length 2 y";
        let pdf = format!("<</Length {}>>\nstream\n{inner}\nendstream", inner.len());
        assert_eq!(mended(&pdf), pdf);
    }

    #[test]
    fn a_length_outside_the_file_is_ignored() {
        for pdf in [
            "/Length ",
            "/Length 99999999999999999999",
            "/Length 18446744073709551615>>stream\n",
            "/Length 7\nstream\nab",
            "/Length 5 /Length 1>>stream\n\r\nendstream",
        ] {
            assert_eq!(mended(pdf).len(), pdf.len());
        }
    }
}
