//! From letters at their places to lines of cells.

mod columns;

use crate::proofread::document::Line;

/// How far below each other letters of one line may stand, in letter heights.
const SAME_LINE: f64 = 0.3;
/// The gap between two words, in letter heights.
const WORD_GAP: f64 = 0.12;
/// The gap between two cells, in letter heights.
const CELL_GAP: f64 = 0.95;
/// The distance of two lines with a paragraph's end between them, in letter heights.
const PARAGRAPH_GAP: f64 = 1.75;
/// The size of a raised note mark beside that of the text.
const NOTE_SIZE: f64 = 0.8;

/// A letter on a page.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Where it starts, from the left.
    pub x: f64,
    /// Where its line stands, from the top.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high its font is.
    pub size: f64,
    /// What it says: a ligature stands for several.
    pub text: String,
}

/// The lines of a page.
pub fn lines(mut letters: Vec<Letter>, page: u32) -> Vec<Line> {
    letters.retain(|letter| letter.size > 0.5 && !letter.text.is_empty());
    let rows = rows(letters);
    let Some(gap) = columns::gap(&rows) else { return lines_of(&rows, page) };
    let mut lines = Vec::new();
    // What goes across both columns parts what is above it from what is below.
    for band in rows.chunk_by(|a, b| columns::crosses(a, gap) == columns::crosses(b, gap)) {
        if band.first().is_some_and(|row| columns::crosses(row, gap)) {
            lines.extend(lines_of(band, page));
            continue;
        }
        let middle = f64::midpoint(gap.0, gap.1);
        let (left, right) = band.iter().flatten().cloned().partition(|letter: &Letter| letter.x < middle);
        for column in [left, right] {
            lines.extend(lines_of(&self::rows(column), page));
        }
    }
    lines
}

/// The letters in rows from the top.
fn rows(mut letters: Vec<Letter>) -> Vec<Vec<Letter>> {
    letters.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Letter>> = Vec::new();
    for letter in letters {
        match rows.last_mut() {
            Some(row) if letter.y - foot(row) < SAME_LINE * size(row).min(letter.size) => row.push(letter),
            _ => rows.push(vec![letter]),
        }
    }
    rows
}

/// The lines that rows from the top make.
fn lines_of(rows: &[Vec<Letter>], page: u32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for (index, row) in rows.iter().enumerate() {
        if rows.get(index + 1).is_some_and(|below| is_raised(row, below)) {
            continue;
        }
        let size = size(row);
        let foot = foot(row);
        if before.is_none_or(|(above, height)| foot - above > PARAGRAPH_GAP * height.max(size)) {
            lines.push(Line { page: Some(page), number: None, indent: 0.0, cells: Vec::new() });
        }
        before = Some((foot, size));
        lines.extend(line(row, size, foot, page));
    }
    lines
}

/// Where most of the row stands.
fn foot(row: &[Letter]) -> f64 {
    let highest = row.iter().map(|letter| letter.size).fold(0.0, f64::max);
    row.iter().filter(|letter| letter.size > 0.9 * highest).map(|letter| letter.y).fold(f64::MIN, f64::max)
}

/// The size of the row's text.
fn size(row: &[Letter]) -> f64 {
    row.iter().map(|letter| letter.size).fold(0.0, f64::max)
}

/// Whether the row is the note marks of the one below it.
fn is_raised(row: &[Letter], below: &[Letter]) -> bool {
    size(row) <= NOTE_SIZE * size(below)
        && foot(below) - foot(row) < 0.7 * size(below)
        && row.iter().all(|letter| letter.text.trim().chars().all(|c| c.is_ascii_digit() || ",*+".contains(c)))
}

/// The line that the letters of a row make.
fn line(row: &[Letter], size: f64, foot: f64, page: u32) -> Option<Line> {
    let is_note_mark = |letter: &&Letter| letter.size <= NOTE_SIZE * size && foot - letter.y > 0.1 * size;
    let mut letters: Vec<&Letter> = row.iter().filter(|letter| !is_note_mark(letter)).collect();
    letters.sort_by(|a, b| a.x.total_cmp(&b.x));
    let indent = letters.iter().find(|letter| !letter.text.trim().is_empty())?.x;
    let mut cells = vec![String::new()];
    let mut end: Option<f64> = None;
    let mut has_space = false;
    for letter in letters {
        if letter.text.chars().all(char::is_whitespace) {
            has_space = true;
            continue;
        }
        let gap = end.map_or(0.0, |end| letter.x - end);
        if gap > CELL_GAP * size {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut()
            && (has_space || gap > WORD_GAP * size)
            && !cell.is_empty()
        {
            cell.push(' ');
        }
        has_space = false;
        end = Some(letter.x + letter.width);
        if let Some(cell) = cells.last_mut() {
            cell.push_str(&letter.text);
        }
    }
    let cells = cells.into_iter().map(|cell| cell.replace('\u{ad}', "-")).filter(|cell| !cell.is_empty()).collect();
    Some(Line { page: Some(page), number: None, indent, cells })
}
