//! Puts lines of cells together from letters and their places.

use kurbo::Rect;

use super::alignment::{self, AlignedCell};
use super::columns;
use super::letter::Letter;
use crate::proofread::line::PrintedLine;

// All distances are in letter heights, and were found by trial on PDFs of other programs.

/// Greatest vertical distance between letters of one line.
const SAME_LINE: f64 = 0.3;
/// Least gap between two words.
const WORD_GAP: f64 = 0.12;
/// Least gap between two cells.
const CELL_GAP: f64 = 0.95;
/// Least gap between two numbers of a row: with a space between its groups of digits, a number has smaller ones.
const NUMBER_GAP: f64 = 0.6;
/// Least distance between the last line of a paragraph and the next line.
const PARAGRAPH_GAP: f64 = 1.75;
/// How much larger a heading is than the text below it, at least.
const HEADING_SIZE: f64 = 1.12;
/// Greatest size of a raised note mark, as a share of the size of the text.
const NOTE_SIZE: f64 = 0.8;
/// How far the area of a line reaches above its baseline, and below it.
const ABOVE: f64 = 0.95;
const BELOW: f64 = 0.3;

/// Returns the lines of one page. Their areas are in points, as the letters are placed.
pub(super) fn lines(mut letters: Vec<Letter>, page: u32) -> Vec<PrintedLine> {
    letters.retain(|letter| letter.size > 0.5 && !letter.text.is_empty());
    let rows = rows(letters);
    let Some(gap) = columns::gap(&rows) else { return lines_of(&rows, page) };
    let mut lines = Vec::new();
    // A heading or table across both columns ends the text above it: read both columns down to it first.
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

/// Groups letters into rows, from top to bottom.
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

/// Turns rows into lines, with a blank line before each paragraph.
fn lines_of(rows: &[Vec<Letter>], page: u32) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    let mut cells: Vec<Vec<AlignedCell>> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    for (index, row) in rows.iter().enumerate() {
        if rows.get(index + 1).is_some_and(|below| is_raised(row, below)) {
            continue;
        }
        let size = size(row);
        let foot = foot(row);
        let is_apart = before.is_none_or(|(above, height)| {
            foot - above > PARAGRAPH_GAP * height.max(size) || height.max(size) > HEADING_SIZE * height.min(size)
        });
        before = Some((foot, size));
        let placed = placed_cells(row, size, foot);
        if is_apart {
            lines.push(PrintedLine {
                page: Some(page),
                number: None,
                indent: 0.0,
                cells: Vec::new(),
                areas: Vec::new(),
            });
            cells.push(Vec::new());
        }
        if let Some(first) = placed.first() {
            let right = placed.last().map_or(0.0, AlignedCell::right);
            let areas = vec![Rect::new(first.left(), foot - ABOVE * size, right, foot + BELOW * size)];
            lines.push(PrintedLine { page: Some(page), number: None, indent: first.left(), cells: Vec::new(), areas });
            cells.push(placed);
        }
    }
    alignment::split_cells(&mut cells);
    for (line, cells) in lines.iter_mut().zip(&cells) {
        line.cells = cells.iter().map(AlignedCell::text).collect();
    }
    lines
}

/// The baseline of the row, without raised and lowered letters.
fn foot(row: &[Letter]) -> f64 {
    let highest = row.iter().map(|letter| letter.size).fold(0.0, f64::max);
    row.iter().filter(|letter| letter.size > 0.9 * highest).map(|letter| letter.y).fold(f64::MIN, f64::max)
}

fn size(row: &[Letter]) -> f64 {
    row.iter().map(|letter| letter.size).fold(0.0, f64::max)
}

/// Whether the row has only the note marks of the row below.
fn is_raised(row: &[Letter], below: &[Letter]) -> bool {
    size(row) <= NOTE_SIZE * size(below)
        && foot(below) - foot(row) < 0.7 * size(below)
        && row.iter().all(|letter| letter.text.trim().chars().all(|c| c.is_ascii_digit() || ",*+".contains(c)))
}

/// Joins the letters of a row into words and cells. Empty for a row of spaces.
fn placed_cells(row: &[Letter], size: f64, foot: f64) -> Vec<AlignedCell> {
    let is_note_mark = |letter: &&Letter| letter.size <= NOTE_SIZE * size && foot - letter.y > 0.1 * size;
    let mut letters: Vec<&Letter> = row.iter().filter(|letter| !is_note_mark(letter)).collect();
    letters.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut cells: Vec<AlignedCell> = Vec::new();
    let mut end: Option<f64> = None;
    let mut has_space = false;
    for letter in letters {
        if letter.text.chars().all(char::is_whitespace) {
            has_space = true;
            continue;
        }
        let gap = end.map_or(f64::INFINITY, |end| letter.x - end);
        let right = letter.x + letter.width;
        // »88 %« and »90 %« below names that are further apart.
        let ends_number = cells.last().is_some_and(|cell| cell.ends_in(|last| last.is_ascii_digit() || last == '%'));
        let are_numbers = ends_number && letter.text.starts_with(|first: char| first.is_ascii_digit());
        let least = if are_numbers { NUMBER_GAP } else { CELL_GAP };
        if gap > least * size {
            cells.push(AlignedCell::default());
        }
        if let Some(cell) = cells.last_mut() {
            cell.push(letter, right, has_space || gap > WORD_GAP * size);
        }
        has_space = false;
        end = Some(right);
    }
    cells
}
