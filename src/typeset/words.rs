//! Joins runs of text into words: a line consists of several runs, and a hyphenated word is on two lines.

use std::ops::Range;

use super::page::{PageBox, PageWord};

/// The widest gap between two runs of one word, as a share of the font size.
const GAP: f32 = 0.12;
/// The largest difference in height between two runs of one line, as a share of the font size.
const LEVEL: f32 = 0.3;

/// A piece of a line that Typst sets with one font and size.
#[derive(Debug)]
pub struct TextRun {
    pub text: String,
    /// For each glyph the bytes of the text that it shows, and its right edge in points from the start of the run.
    pub ends: Vec<(Range<usize>, f32)>,
    /// The font size in points.
    pub size: f32,
    /// Hash of font, size and colour.
    pub style: u32,
    pub area: PageBox,
}

/// The words of the runs, in the same order.
pub fn words(runs: Vec<TextRun>) -> Vec<PageWord> {
    let mut words: Vec<PageWord> = Vec::new();
    // Whether the next letters continue the last word if they are close enough.
    let mut open = false;
    let mut before: Option<(PageBox, f32)> = None;
    for run in &runs {
        if let Some((area, size)) = before {
            let level = (run.area.bottom - area.bottom).abs() < LEVEL * size.max(run.size);
            if !level {
                open = open && ends_with_hyphen(words.last());
            } else if (run.area.left - area.right).abs() > GAP * size.max(run.size) {
                open = false;
            }
        }
        for (start, part) in parts(&run.text) {
            if part.chars().all(char::is_whitespace) {
                open = false;
                continue;
            }
            let area = run.part(start, start + part.len());
            match words.last_mut() {
                Some(word) if open => word.continue_with(part, area),
                _ => words.push(PageWord { text: part.to_owned(), area, style: run.style }),
            }
            open = true;
        }
        before = Some((run.area, run.size));
    }
    words
}

/// Whether the word may continue on the next line. A lone dash between words may not.
fn ends_with_hyphen(word: Option<&PageWord>) -> bool {
    word.is_some_and(|word| word.text.ends_with(['-', '\u{ad}']) && word.text.chars().count() > 1)
}

/// The stretches of letters and of spaces in a text, with their offsets.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut space = None;
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace();
        if space.is_some_and(|space| space != is_space) {
            parts.push((start, &text[start..at]));
            start = at;
        }
        space = Some(is_space);
    }
    parts.push((start, &text[start..]));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

impl TextRun {
    /// The box of the bytes from `start` up to `end` of the text.
    fn part(&self, start: usize, end: usize) -> PageBox {
        let PageBox { left, top, right, bottom } = self.area;
        let width = self.ends.last().map_or(0.0, |(_, end)| *end);
        // The glyphs of rotated text do not advance from left to right, so its words get the box of the whole run.
        if (right - left - width).abs() > 0.5 {
            return self.area;
        }
        let before = self.ends.iter().filter(|(range, _)| range.end <= start).map(|(_, end)| *end);
        let within = self.ends.iter().filter(|(range, _)| range.start < end).map(|(_, end)| *end);
        let tenths = |value: f32| (value * 10.0).round() / 10.0;
        let (left, right) = (left + before.fold(0.0, f32::max), left + within.fold(0.0, f32::max));
        PageBox::new(tenths(left), top, tenths(right), bottom)
    }
}

impl PageWord {
    /// Appends letters that follow on the same line, or on the next line after a hyphen.
    fn continue_with(&mut self, part: &str, area: PageBox) {
        let same_line = area.top < self.area.bottom && self.area.top < area.bottom;
        if self.text.ends_with('\u{ad}') {
            self.text.pop();
        }
        self.text.push_str(part);
        if same_line {
            self.area.right = self.area.right.max(area.right);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run of letters that are 5 points wide each, on a line at `y`.
    fn run(text: &str, x: f32, y: f32) -> TextRun {
        let ends = text.char_indices().enumerate();
        let ends: Vec<_> = ends.map(|(i, (at, c))| (at..at + c.len_utf8(), 5.0 * (i as f32 + 1.0))).collect();
        let width = 5.0 * ends.len() as f32;
        let area = PageBox::new(x, y - 8.0, x + width, y + 2.0);
        TextRun { text: text.to_owned(), ends, size: 10.0, style: 0, area }
    }

    fn word(text: &str, area: PageBox) -> PageWord {
        PageWord { text: text.to_owned(), area, style: 0 }
    }

    fn texts(runs: Vec<TextRun>) -> Vec<String> {
        words(runs).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_word_in_two_runs_is_one_word_and_neighbouring_cells_are_two() {
        assert_eq!(texts(vec![run("en to", 0.0, 10.0), run("tre", 25.0, 10.0)]), ["en", "totre"]);
        assert_eq!(texts(vec![run("en ", 0.0, 10.0), run("to", 15.0, 10.0)]), ["en", "to"]);
        assert_eq!(texts(vec![run("53", 0.0, 10.0), run("47", 60.0, 10.0)]), ["53", "47"]);
        assert_eq!(texts(vec![run("53", 0.0, 10.0), run("47", 0.0, 24.0)]), ["53", "47"]);
    }

    #[test]
    fn a_hyphenated_word_is_compared_as_one_word() {
        let broken = words(vec![run("praksis\u{ad}", 50.0, 10.0), run("nyt er", 0.0, 24.0)]);
        assert_eq!(broken[0], word("praksisnyt", PageBox::new(50.0, 2.0, 90.0, 12.0)));
        assert_eq!(broken[1].text, "er");
        let with_hyphen = words(vec![run("DGE-", 50.0, 10.0), run("gruppe", 0.0, 24.0)]);
        assert_eq!(with_hyphen[0].text, "DGE-gruppe");
        assert_eq!(with_hyphen[0].key(), words(vec![run("DGE-gruppe", 0.0, 10.0)])[0].key());
        // A dash between words is no hyphen.
        assert_eq!(texts(vec![run("slut -", 0.0, 10.0), run("nyt", 0.0, 24.0)]), ["slut", "-", "nyt"]);
    }

    #[test]
    fn a_word_has_a_box_of_its_own() {
        let all = words(vec![run("på æble", 100.0, 10.0)]);
        assert_eq!(all[1], word("æble", PageBox::new(115.0, 2.0, 135.0, 12.0)));
    }
}
