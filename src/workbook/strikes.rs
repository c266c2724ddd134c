//! Finds rows that are struck through, as people do with cancelled items.

use std::ops::Range;

use super::rich_text::LetterLook;
use super::spans::Spans;

/// The cell styles of XLSX, XLSB and XLS, as far as they strike texts through. Styles refer to fonts by index.
#[derive(Debug, Default)]
pub struct StruckStyles {
    fonts: Vec<LetterLook>,
    styles: Vec<bool>,
}

impl StruckStyles {
    pub fn add_font(&mut self, look: LetterLook) {
        self.fonts.push(look);
    }

    /// The look of a font, by its index.
    pub fn font(&self, index: usize) -> LetterLook {
        self.fonts.get(index).copied().unwrap_or_default()
    }

    /// Marks the last font as strikethrough, which XLSX says in an element inside the font.
    pub fn strike_last_font(&mut self) {
        if let Some(font) = self.fonts.last_mut() {
            font.is_struck = true;
        }
    }

    pub fn add_style(&mut self, font: usize) {
        self.styles.push(self.font(font).is_struck);
    }

    pub fn is_struck(&self, style: u32) -> bool {
        usize::try_from(style).is_ok_and(|style| self.styles.get(style) == Some(&true))
    }

    /// The styles that strike through.
    pub fn struck(&self) -> impl Iterator<Item = usize> {
        self.styles.iter().enumerate().filter(|(_, is_struck)| **is_struck).map(|(style, _)| style)
    }
}

/// Counts the filled cells of each row, and those that are struck through. Rows must come in ascending order.
///
/// A row is struck through if at least half of its filled cells are: a remark such as »aflyst« in another cell usually is not.
#[derive(Debug, Default)]
pub struct StruckRows {
    spans: Spans,
    rows: Range<u32>,
    filled: u32,
    struck: u32,
}

impl StruckRows {
    /// Counts filled cells of a row, or of rows that are alike.
    pub fn add(&mut self, rows: Range<u32>, cells: u32, is_struck: bool) {
        if rows != self.rows {
            self.end_row();
            self.rows = rows;
        }
        self.filled = self.filled.saturating_add(cells);
        if is_struck {
            self.struck = self.struck.saturating_add(cells);
        }
    }

    fn end_row(&mut self) {
        let (filled, struck) = (std::mem::take(&mut self.filled), std::mem::take(&mut self.struck));
        if struck > 0 && struck >= filled - struck {
            self.spans.add(self.rows.clone());
        }
    }

    /// The rows, as sorted ranges without overlaps.
    pub fn sorted(mut self) -> Vec<Range<u32>> {
        self.end_row();
        self.spans.sorted()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_struck_through_when_half_of_its_filled_cells_are() {
        let mut rows = StruckRows::default();
        for (row, is_struck) in
            [(1, true), (1, true), (2, true), (2, false), (3, true), (3, false), (3, false), (5, false), (7, true)]
        {
            rows.add(row..row + 1, 1, is_struck);
        }
        assert_eq!(rows.sorted(), [1..3, 7..8]);
    }
}
