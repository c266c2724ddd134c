//! Words from runs of text: a line is set in several runs, and a long word may stand on two lines.

use super::pages::{Area, Word};

/// How far apart two runs of a line may stand and still be one word, as a share of the size of the type.
const GAP: f32 = 0.12;
/// How much lower or higher two runs may stand and still be on one line, likewise.
const LEVEL: f32 = 0.3;

/// Text that was set in one go.
#[derive(Debug)]
pub struct Run {
    /// The text.
    pub text: String,
    /// The bytes of the text that each glyph stands for, and where the glyph ends, in points from the start of the run.
    pub ends: Vec<(std::ops::Range<usize>, f32)>,
    /// The size of the type, in points.
    pub size: f32,
    /// What tells how it looks from other looks.
    pub style: u32,
    /// Where it is.
    pub area: Area,
}

/// The words of these runs, in their order.
pub fn words(runs: Vec<Run>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // Whether the next letters belong to the last word if they follow it closely.
    let mut open = false;
    let mut before: Option<(Area, f32)> = None;
    for run in &runs {
        if let Some((area, size)) = before {
            let level = (run.area.3 - area.3).abs() < LEVEL * size.max(run.size);
            if !level {
                open = open && ends_with_hyphen(words.last());
            } else if (run.area.0 - area.2).abs() > GAP * size.max(run.size) {
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
                _ => words.push(Word(part.to_owned(), area, run.style)),
            }
            open = true;
        }
        before = Some((run.area, run.size));
    }
    words
}

/// Whether the word may go on in the next line.
fn ends_with_hyphen(word: Option<&Word>) -> bool {
    word.is_some_and(|word| word.0.ends_with(['-', '\u{ad}']) && word.0.chars().count() > 1)
}

/// The stretches of letters and of spaces in a text, with where they start.
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

impl Run {
    /// Where the bytes of its text from `start` up to `end` stand.
    fn part(&self, start: usize, end: usize) -> Area {
        let Area(left, top, right, bottom) = self.area;
        let width = self.ends.last().map_or(0.0, |(_, end)| *end);
        // Turned text keeps the rectangle of the whole run.
        if (right - left - width).abs() > 0.5 {
            return self.area;
        }
        let before = self.ends.iter().filter(|(range, _)| range.end <= start).map(|(_, end)| *end);
        let within = self.ends.iter().filter(|(range, _)| range.start < end).map(|(_, end)| *end);
        let tenths = |value: f32| (value * 10.0).round() / 10.0;
        Area(tenths(left + before.fold(0.0, f32::max)), top, tenths(left + within.fold(0.0, f32::max)), bottom)
    }
}

impl Word {
    /// What it is compared by: where a word is broken makes no difference, how it looks does.
    pub fn key(&self) -> (String, u32) {
        (self.0.replace('\u{ad}', ""), self.2)
    }

    /// Adds what follows on the same line, or on the next after a hyphen.
    fn continue_with(&mut self, part: &str, area: Area) {
        let same_line = area.1 < self.1.3 && self.1.1 < area.3;
        if self.0.ends_with('\u{ad}') {
            self.0.pop();
        }
        self.0.push_str(part);
        if same_line {
            self.1.2 = self.1.2.max(area.2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run of letters of 5 points each, whose line stands at `y`.
    fn run(text: &str, x: f32, y: f32) -> Run {
        let ends = text.char_indices().enumerate();
        let ends: Vec<_> = ends.map(|(i, (at, c))| (at..at + c.len_utf8(), 5.0 * (i as f32 + 1.0))).collect();
        let width = 5.0 * ends.len() as f32;
        Run { text: text.to_owned(), ends, size: 10.0, style: 0, area: Area(x, y - 8.0, x + width, y + 2.0) }
    }

    fn texts(runs: Vec<Run>) -> Vec<String> {
        words(runs).into_iter().map(|word| word.0).collect()
    }

    #[test]
    fn a_word_in_two_runs_is_one_and_neighbours_in_a_table_are_two() {
        assert_eq!(texts(vec![run("en to", 0.0, 10.0), run("tre", 25.0, 10.0)]), ["en", "totre"]);
        assert_eq!(texts(vec![run("en ", 0.0, 10.0), run("to", 15.0, 10.0)]), ["en", "to"]);
        assert_eq!(texts(vec![run("53", 0.0, 10.0), run("47", 60.0, 10.0)]), ["53", "47"]);
        assert_eq!(texts(vec![run("53", 0.0, 10.0), run("47", 0.0, 24.0)]), ["53", "47"]);
    }

    #[test]
    fn a_word_that_is_broken_at_the_end_of_a_line_is_whole_and_compared_as_one() {
        let broken = words(vec![run("praksis\u{ad}", 50.0, 10.0), run("nyt er", 0.0, 24.0)]);
        assert_eq!(broken[0], Word("praksisnyt".to_owned(), Area(50.0, 2.0, 90.0, 12.0), 0));
        assert_eq!(broken[1].0, "er");
        let with_hyphen = words(vec![run("DGE-", 50.0, 10.0), run("gruppe", 0.0, 24.0)]);
        assert_eq!(with_hyphen[0].0, "DGE-gruppe");
        assert_eq!(with_hyphen[0].key(), words(vec![run("DGE-gruppe", 0.0, 10.0)])[0].key());
        // A dash between words is no hyphen.
        assert_eq!(texts(vec![run("slut -", 0.0, 10.0), run("nyt", 0.0, 24.0)]), ["slut", "-", "nyt"]);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let all = words(vec![run("på æble", 100.0, 10.0)]);
        assert_eq!(all[1], Word("æble".to_owned(), Area(115.0, 2.0, 135.0, 12.0), 0));
    }
}
