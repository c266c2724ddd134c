//! Merged cells, and cells hidden behind them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::header::FileLayout;
use crate::cell::RawCell;
use crate::workbook::Region;

/// Fills cells that are merged downwards: in the file only the top cell has the value.
pub(super) struct MergedCells<'s> {
    /// Regions of more than one row that are still to come, last one first.
    coming: Vec<&'s Region>,
    /// Last row and value of the regions that have begun, by column.
    begun: BTreeMap<u32, (u32, RawCell<'static>)>,
}

impl<'s> MergedCells<'s> {
    pub(super) fn new(regions: &'s [Region]) -> Self {
        Self {
            coming: last_first(regions.iter().filter(|region| region.last_row > region.first_row)),
            begun: BTreeMap::new(),
        }
    }

    /// The cells with the values of merged regions; `None` if the row has none. With `layout`, that is below the header, only
    /// cells that are read are filled, and no amounts, which would count again in each row.
    pub(super) fn filled(
        &mut self,
        row: u32,
        cells: &[RawCell<'_>],
        layout: Option<&FileLayout>,
    ) -> Option<Vec<RawCell<'static>>> {
        let is_label = |place: u32, value: &RawCell<'_>| match (layout, value) {
            (None, value) => matches!(value, RawCell::Text(_)),
            (Some(_), RawCell::Empty | RawCell::Error(_) | RawCell::Uncomputed) => false,
            (Some(layout), _) => layout.reader_at(place as usize).is_some_and(|reader| !reader.is_amount()),
        };
        self.begun.retain(|place, (last, value)| *last >= row && (layout.is_none() || is_label(*place, value)));
        let mut filled: Option<Vec<RawCell<'static>>> = None;
        for (place, (_, value)) in &self.begun {
            let fills = is_label(*place, value);
            let place = *place as usize;
            if fills && cells.get(place).is_none_or(|cell| *cell == RawCell::Empty) {
                let cells = filled.get_or_insert_with(|| cells.iter().cloned().map(RawCell::into_owned).collect());
                cells.resize(cells.len().max(place + 1), RawCell::Empty);
                cells[place] = value.clone();
            }
        }
        while let Some(region) = self.coming.pop_if(|region| region.first_row <= row) {
            if region.first_row == row {
                let value = cells.get(region.first_column as usize).cloned().unwrap_or(RawCell::Empty).into_owned();
                if layout.is_none() || is_label(region.first_column, &value) {
                    self.begun.insert(region.first_column, (region.last_row, value));
                }
            }
        }
        filled
    }
}

/// Cells behind a merged one: programs that merge cells may keep the values of all, but show only the first.
pub(super) struct CoveredCells<'s> {
    /// Regions that are still to come, last one first.
    coming: Vec<&'s Region>,
    /// The last region that has begun in each column, with what it shows.
    begun: BTreeMap<u32, (&'s Region, RawCell<'static>)>,
}

impl<'s> CoveredCells<'s> {
    pub(super) fn new(regions: &'s [Region]) -> Self {
        Self { coming: last_first(regions.iter()), begun: BTreeMap::new() }
    }

    /// The columns of the layout, each with its place, that are read in this row although a merged cell hides them. A label that
    /// repeats the visible one does not count. Rows must come in ascending order.
    pub(super) fn unseen(&mut self, row: u32, cells: &[RawCell<'_>], layout: &FileLayout) -> Vec<(usize, usize)> {
        if self.coming.is_empty() && self.begun.is_empty() {
            return Vec::new();
        }
        while let Some(region) = self.coming.pop_if(|region| region.first_row <= row) {
            let shown = cells.get(region.first_column as usize).filter(|_| region.first_row == row);
            let shown = shown.cloned().unwrap_or(RawCell::Empty).into_owned();
            self.begun.insert(region.first_column, (region, shown));
        }
        let is_behind = |place: usize, cell: &RawCell<'_>| {
            let before = self.begun.range(..=place as u32).next_back();
            before.is_some_and(|(_, (region, shown))| {
                let covers = row <= region.last_row && place as u32 <= region.last_column;
                let is_first = row == region.first_row && place as u32 == region.first_column;
                let is_amount = layout.reader_at(place).is_some_and(|reader| reader.is_amount());
                covers && !is_first && (is_amount || cell != shown)
            })
        };
        let filled = layout.places.iter().enumerate().filter_map(|(column, place)| {
            let cell = cells.get((*place)?).filter(|cell| **cell != RawCell::Empty)?;
            Some((column, (*place)?, cell))
        });
        filled.filter(|(_, place, cell)| is_behind(*place, cell)).map(|(column, place, _)| (column, place)).collect()
    }
}

/// The regions in the order in which [`Vec::pop`] takes the uppermost one.
fn last_first<'s>(regions: impl Iterator<Item = &'s Region>) -> Vec<&'s Region> {
    let mut regions: Vec<_> = regions.collect();
    regions.sort_by_key(|region| Reverse(region.first_row));
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_merged_over_three_rows_stands_in_each_and_in_no_fourth() {
        let regions = [Region { first_row: 1, last_row: 3, first_column: 1, last_column: 1 }];
        let mut merged = MergedCells::new(&regions);
        let row = |text: &'static str| {
            vec![RawCell::Number(1.0), if text.is_empty() { RawCell::Empty } else { RawCell::Text(text.into()) }]
        };
        assert_eq!(merged.filled(1, &row("Besøg"), None), None);
        assert_eq!(merged.filled(2, &row(""), None), Some(row("Besøg")));
        assert_eq!(merged.filled(3, &row("")[..1], None), Some(row("Besøg")));
        assert_eq!(merged.filled(4, &row(""), None), None);
    }
}
