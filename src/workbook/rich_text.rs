//! Texts in which some letters look different from the others, and therefore mean something else.
//!
//! »12« with a raised 1 behind it is not 121, and a number that is struck through with another one beside it is not one long
//! number. Such letters become characters that preserve what a reader sees.

use std::ops::Range;

use super::WorkbookError;
use super::texts::u16_at;
use crate::cell::text::STROKE;

/// What a font or a run of letters looks like, as far as it changes what a text says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LetterLook {
    pub is_raised: bool,
    pub is_struck: bool,
}

impl LetterLook {
    /// The look in the record of a font of Excel's binary formats. The flags follow the height; flag 8 is strikethrough. The
    /// value at offset `script` is 1 if the letters are raised; early versions of Excel lack it.
    pub fn of_font(font: &[u8], script: usize) -> Result<Self, WorkbookError> {
        let is_raised = u16_at(font, script).is_ok_and(|script| script == 1);
        Ok(Self { is_raised, is_struck: u16_at(font, 2)? & 8 != 0 })
    }
}

/// A text that is put together from runs of letters.
#[derive(Debug, Default)]
pub struct RichText {
    text: String,
    struck: Vec<Range<usize>>,
    /// Whether some letter is not struck through.
    has_others: bool,
}

impl RichText {
    pub fn push(&mut self, run: &str, look: LetterLook) {
        let start = self.text.len();
        if look.is_raised {
            self.text.extend(run.chars().map(raised));
        } else {
            self.text.push_str(run);
        }
        if look.is_struck {
            self.struck.push(start..self.text.len());
        } else {
            self.has_others = self.has_others || run.contains(|c: char| !c.is_whitespace());
        }
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.struck.clear();
        self.has_others = false;
    }

    /// Takes the text. A text that is struck through as a whole stays as it is: rows of such texts are reported themselves.
    pub fn finish(&mut self) -> String {
        let Self { text, struck, has_others } = std::mem::take(self);
        if struck.is_empty() || !has_others {
            return text;
        }
        let mut runs = struck.iter().peekable();
        let mut marked = String::with_capacity(text.len() * 2);
        for (at, letter) in text.char_indices() {
            marked.push(letter);
            while runs.next_if(|run| run.end <= at).is_some() {}
            if runs.peek().is_some_and(|run| run.contains(&at)) && !letter.is_whitespace() {
                marked.push(STROKE);
            }
        }
        marked
    }
}

/// Puts a text together whose runs begin at these UTF-16 units, as in Excel's binary formats.
pub fn of_runs(text: &str, runs: &[(usize, LetterLook)]) -> String {
    let mut rich = RichText::default();
    let mut buffer = [0; 4];
    let (mut at, mut look) = (0, LetterLook::default());
    let mut runs = runs.iter().peekable();
    for letter in text.chars() {
        while let Some((_, next)) = runs.next_if(|(start, _)| *start <= at) {
            look = *next;
        }
        rich.push(letter.encode_utf8(&mut buffer), look);
        at += letter.len_utf16();
    }
    rich.finish()
}

/// The raised form of a digit. Other raised letters after a number cannot be mistaken for digits.
fn raised(letter: char) -> char {
    match letter {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(0x2070 + (letter as u32 - 0x30)).unwrap_or(letter),
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: LetterLook = LetterLook { is_raised: false, is_struck: false };
    const RAISED: LetterLook = LetterLook { is_raised: true, is_struck: false };
    const STRUCK: LetterLook = LetterLook { is_raised: false, is_struck: true };

    fn text(runs: &[(&str, LetterLook)]) -> String {
        let mut rich = RichText::default();
        runs.iter().for_each(|(run, look)| rich.push(run, *look));
        rich.finish()
    }

    #[test]
    fn raised_digits_are_not_digits_of_the_number_before_them() {
        assert_eq!(text(&[("12", PLAIN), ("1,4 a)", RAISED)]), "12¹,⁴ a)");
    }

    #[test]
    fn letters_that_are_struck_through_are_marked_beside_others() {
        assert_eq!(text(&[("12", STRUCK), (" 13", PLAIN)]), "1\u{336}2\u{336} 13");
        assert_eq!(text(&[("12", STRUCK), (" ", PLAIN)]), "12 ", "as a whole");
    }

    #[test]
    fn runs_begin_at_units_of_utf_16() {
        assert_eq!(of_runs("😀12", &[(0, PLAIN), (3, RAISED)]), "😀1²");
    }
}
