//! Ranges of rows and columns, and references such as `B2:C4`.

use std::ops::Range;

use super::{Region, WorkbookError};

/// Rows of a sheet in the formats that allow most.
pub const MAX_ROWS: u32 = 1 << 20;

/// Columns of a sheet that are read. XLSX allows no more.
pub const MAX_COLUMNS: u32 = 1 << 14;

/// Ranges collected before they are merged.
const PUT_TOGETHER_AT: usize = 1 << 20;

/// Merged regions of a sheet at most.
const MAX_REGIONS: usize = 1 << 20;

/// A set of row or column numbers, collected as ranges in any order.
#[derive(Debug, Default)]
pub struct Spans {
    ranges: Vec<Range<u32>>,
}

impl Spans {
    /// Adds a range. Drops numbers beyond the last row.
    pub fn add(&mut self, range: Range<u32>) {
        let range = range.start..range.end.min(MAX_ROWS);
        if range.is_empty() {
            return;
        }
        match self.ranges.last_mut() {
            Some(last) if last.start <= range.start && range.start <= last.end => last.end = last.end.max(range.end),
            _ => self.ranges.push(range),
        }
        // A file may name the same rows over and over.
        if self.ranges.len() >= PUT_TOGETHER_AT {
            self.put_together();
        }
    }

    /// The ranges in order, without overlaps.
    pub fn sorted(mut self) -> Vec<Range<u32>> {
        self.put_together();
        self.ranges
    }

    fn put_together(&mut self) {
        self.ranges.sort_unstable_by_key(|range| range.start);
        self.ranges.dedup_by(|next, last| {
            let touch = next.start <= last.end;
            if touch {
                last.end = last.end.max(next.end);
            }
            touch
        });
    }
}

/// Adds a merged region, unless it is a single cell.
pub fn add_region(regions: &mut Vec<Region>, region: Region) -> Result<(), WorkbookError> {
    if region.first_row == region.last_row && region.first_column == region.last_column {
        return Ok(());
    }
    if regions.len() >= MAX_REGIONS {
        return Err(WorkbookError::TooMuch("Et ark har over en million flettede celler"));
    }
    regions.push(region);
    Ok(())
}

/// Parses a reference such as `B2:C4`.
pub fn region(reference: &[u8]) -> Option<Region> {
    let mut ends = reference.splitn(2, |byte| *byte == b':').map(position);
    let (first_row, first_column) = ends.next()??;
    let (last_row, last_column) = ends.next().unwrap_or(Some((first_row, first_column)))?;
    Some(Region {
        first_row: first_row.min(last_row),
        last_row: first_row.max(last_row),
        first_column: first_column.min(last_column),
        last_column: first_column.max(last_column),
    })
}

/// Parses a reference such as `B2` to row and column from 0.
pub fn position(reference: &[u8]) -> Option<(u32, u32)> {
    let letters = reference.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (letters, digits) = reference.split_at_checked(letters)?;
    let column = letters.iter().try_fold(0u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((number(digits)?.checked_sub(1)?, column.checked_sub(1)?))
}

/// Parses a whole number.
pub fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_come_out_sorted_and_apart() {
        let mut spans = Spans::default();
        for range in [5..6, 6..7, 1..2, 0..1, 6..9, 4_000_000..4_000_001, 3..3] {
            spans.add(range);
        }
        assert_eq!(spans.sorted(), [0..2, 5..9]);
    }

    #[test]
    fn references_are_regions_whichever_corner_comes_first() {
        let region =
            |text: &str| region(text.as_bytes()).map(|r| (r.first_row, r.first_column, r.last_row, r.last_column));
        assert_eq!(region("B2:C4"), Some((1, 1, 3, 2)));
        assert_eq!(region("C4:B2"), Some((1, 1, 3, 2)));
        assert_eq!(region("AA10"), Some((9, 26, 9, 26)));
        for text in ["", "A", "1", "A0", "A1:", "ZZZZZZZZZ1", "A99999999999", "Æ1"] {
            assert_eq!(region(text), None, "{text}");
        }
    }
}
