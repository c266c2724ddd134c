//! Sheets: which of a workbook's sheets a dataset reads, and what becomes of what is hidden or merged in them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Strictness;
use super::batch::Batch;
use super::builder::TableBuilder;
use super::causes::Cause;
use super::cell::Cell;
use super::files::fits;
use super::header::Layout;
use super::workbook::{Region, SheetInfo, Survey, Unreadable, Workbook};
use crate::danish::did_you_mean;
use crate::definition::dataset::{Dataset, Hidden, HiddenPart};
use crate::findings::{Code, Finding, Findings, Place};

/// The sheet that explains an input workbook. It holds no data, unless a dataset names it.
pub const GUIDE: &str = "Vejledning";

/// How many rows are typed at once.
const BATCH: usize = 65_536;

/// The sheets that the dataset reads: those that its patterns fit, or the first visible one. A finding where there are none.
pub fn chosen(workbook: &Workbook<'_>, file: &str, dataset: &Dataset, findings: &Findings) -> Vec<SheetInfo> {
    let is_guide = |name: &str| name.trim() == GUIDE && !dataset.sheets.iter().any(|wanted| wanted == GUIDE);
    let sheets: Vec<_> = workbook.sheets().into_iter().filter(|sheet| !is_guide(&sheet.name)).collect();
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if dataset.sheets.is_empty() {
        let Some(first) = sheets.into_iter().find(|sheet| sheet.visible) else {
            findings.push(
                Finding::new(Code::MissingSheet, Place::data_file(file), "Projektmappen har intet synligt ark.")
                    .advise(format!("Ark i filen: {}.", names.join(", "))),
            );
            return Vec::new();
        };
        // Of several sheets one is read by default; a reader of the findings must know that there are others.
        for other in names.iter().filter(|name| **name != first.name) {
            let message =
                format!("Arket er ikke læst. Kun »{}« er læst, for det er det første synlige ark.", first.name);
            findings.push(Finding::new(Code::UnreadSheet, place(file, other), message));
        }
        return vec![first];
    }
    let missing = dataset
        .sheets
        .iter()
        .filter(|wanted| !names.iter().any(|name| fits(name.trim(), std::slice::from_ref(wanted))));
    for wanted in missing {
        let hint = did_you_mean(wanted, names.iter().map(String::as_str));
        findings.push(
            Finding::new(
                Code::MissingSheet,
                Place::data_file(file),
                format!("Projektmappen har ikke arket »{wanted}«."),
            )
            .advise(format!("Ark i filen: {}. {hint}", names.join(", ")).trim()),
        );
    }
    sheets.into_iter().filter(|sheet| fits(sheet.name.trim(), &dataset.sheets)).collect()
}

/// Hands the rows of a sheet to the builder, which has been told that they follow.
///
/// # Errors
/// Why the sheet cannot be read.
pub fn read(
    workbook: &mut Workbook<'_>,
    file: &str,
    sheet: &SheetInfo,
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
    findings: &Findings,
) -> Result<(), Unreadable> {
    let survey = workbook.survey(&sheet.name)?;
    report_hidden(file, sheet, findings);
    let mut rows = Rows {
        survey: &survey,
        hidden: dataset.hidden,
        merged: Merged::new(&survey.merged),
        strictness,
        builder,
        body: None,
    };
    workbook.rows(&sheet.name, &mut |number, cells| rows.row(number, cells))?;
    rows.end();
    Ok(())
}

/// The rows of a sheet on their way to the builder.
struct Rows<'b, 's, 'd> {
    survey: &'s Survey,
    hidden: Hidden,
    merged: Merged<'s>,
    strictness: Strictness,
    builder: &'b mut TableBuilder<'d>,
    /// Below the header: the layout, and the rows that are being typed.
    body: Option<(Arc<Layout>, Batch)>,
}

impl Rows<'_, '_, '_> {
    fn row(&mut self, number: u32, cells: &[Cell<'_>]) {
        let layout = self.body.as_ref().map(|(layout, _)| &**layout);
        let merged = self.merged.filled(number - 1, cells, layout);
        let cells = merged.as_deref().unwrap_or(cells);
        let shown: Vec<Cell<'_>>;
        let cells = if self.hidden.columns != Some(HiddenPart::Skip) || self.survey.hidden_columns.is_empty() {
            cells
        } else {
            // What is not read must not have CPR numbers either.
            if let Some((_, batch)) = &mut self.body
                && batch.leaves_out_persons(number, cells)
            {
                return;
            }
            let is_skipped = |place: usize| contains(&self.survey.hidden_columns, place as u32);
            let blanked = |(place, cell): (usize, &Cell<'_>)| {
                if is_skipped(place) { Cell::Empty } else { cell.clone().into_owned() }
            };
            shown = cells.iter().enumerate().map(blanked).collect();
            &shown
        };
        let is_hidden = contains(&self.survey.hidden_rows, number - 1);
        let is_skipped = is_hidden && self.hidden.rows == Some(HiddenPart::Skip);
        match &mut self.body {
            Some((_, batch)) if is_skipped => batch.hidden(number, cells),
            Some((layout, batch)) => {
                let kept = batch.len();
                batch.row(number, cells);
                let is_kept = batch.len() > kept;
                if is_kept && is_hidden && self.hidden.rows.is_none() {
                    batch.tell(hidden_row(self.survey.filtered), number, "");
                }
                if is_kept && merged.is_some() {
                    let message = "Flettede celler er læst, som om værdien stod i hver række";
                    batch.tell(Cause::noted(Code::MergedCells, message), number, "");
                }
                if batch.len() >= BATCH {
                    let full = std::mem::replace(batch, Batch::new(layout, self.strictness, 0));
                    self.builder.join(full.finish());
                }
            }
            None if is_skipped => {}
            None => {
                if let Some(layout) = self.builder.head(number, cells) {
                    if self.hidden.columns.is_none() {
                        self.report_hidden_columns(&layout);
                    }
                    let layout = self.builder.use_layout(Layout { epoch_1904: self.survey.epoch_1904, ..layout });
                    self.body = Some((Arc::clone(&layout), Batch::new(&layout, self.strictness, 0)));
                }
            }
        }
    }

    /// Columns that are read and that nobody sees.
    fn report_hidden_columns(&self, layout: &Layout) {
        for found in layout.found.iter().flatten().filter(|found| layout.places.contains(&Some(found.place))) {
            if contains(&self.survey.hidden_columns, found.place as u32) {
                self.builder.tell(
                    Finding::new(Code::HiddenColumn, Place::Nowhere, "Kolonnen er skjult i regnearket, men er læst."),
                    &found.header,
                );
            }
        }
    }

    fn end(self) {
        if let Some((_, batch)) = self.body {
            self.builder.join(batch.finish());
        }
    }
}

/// The cells that are merged downwards: only the uppermost has their value.
struct Merged<'s> {
    /// The regions of more than one row that are still to come, the last one first.
    coming: Vec<&'s Region>,
    /// The last row and the value of the regions that have begun, by their column.
    begun: BTreeMap<u32, (u32, Cell<'static>)>,
}

impl<'s> Merged<'s> {
    fn new(regions: &'s [Region]) -> Self {
        let mut coming: Vec<_> = regions.iter().filter(|region| region.last_row > region.first_row).collect();
        coming.sort_by_key(|region| Reverse(region.first_row));
        Self { coming, begun: BTreeMap::new() }
    }

    /// The cells with the values of the regions they are covered by; None where none is. Below the header, which has a layout, only
    /// cells that are read are filled, and no amounts: those would count once more in each row.
    fn filled(&mut self, row: u32, cells: &[Cell<'_>], layout: Option<&Layout>) -> Option<Vec<Cell<'static>>> {
        let is_label = |place: u32, value: &Cell<'_>| match (layout, value) {
            (None, value) => matches!(value, Cell::Text(_)),
            (Some(_), Cell::Empty | Cell::Error(_) | Cell::Uncomputed) => false,
            (Some(layout), _) => layout.reader_at(place as usize).is_some_and(|reader| !reader.is_amount()),
        };
        self.begun.retain(|place, (last, value)| *last >= row && (layout.is_none() || is_label(*place, value)));
        let mut filled: Option<Vec<Cell<'static>>> = None;
        for (place, (_, value)) in &self.begun {
            let fills = is_label(*place, value);
            let place = *place as usize;
            if fills && cells.get(place).is_none_or(|cell| *cell == Cell::Empty) {
                let cells = filled.get_or_insert_with(|| cells.iter().cloned().map(Cell::into_owned).collect());
                cells.resize(cells.len().max(place + 1), Cell::Empty);
                cells[place] = value.clone();
            }
        }
        while let Some(region) = self.coming.pop_if(|region| region.first_row <= row) {
            if region.first_row == row {
                let value = cells.get(region.first_column as usize).cloned().unwrap_or(Cell::Empty).into_owned();
                if layout.is_none() || is_label(region.first_column, &value) {
                    self.begun.insert(region.first_column, (region.last_row, value));
                }
            }
        }
        filled
    }
}

/// A row that is read and that nobody sees.
fn hidden_row(filtered: bool) -> Cause {
    let message = if filtered {
        "Rækken er skjult af et filter i regnearket, men er læst"
    } else {
        "Rækken er skjult i regnearket, men er læst"
    };
    Cause::noted(Code::HiddenRow, message)
}

/// Says that a sheet is hidden and read all the same, because the definition names it.
fn report_hidden(file: &str, sheet: &SheetInfo, findings: &Findings) {
    if !sheet.visible {
        let message = "Arket er skjult i projektmappen, men er læst, fordi datasættet nævner det.";
        findings.push(Finding::new(Code::HiddenSheet, place(file, &sheet.name), message));
    }
}

/// Whether one of the sorted ranges has the number.
fn contains(ranges: &[Range<u32>], number: u32) -> bool {
    let after = ranges.partition_point(|range| range.start <= number);
    after.checked_sub(1).is_some_and(|at| ranges[at].contains(&number))
}

/// A sheet of a workbook as a place.
pub fn place(file: &str, sheet: &str) -> Place {
    Place::Data { file: file.to_owned(), sheet: Some(sheet.to_owned()), row: None, column: None, value: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_merged_over_three_rows_stands_in_each_and_in_no_fourth() {
        let regions = [Region { first_row: 1, last_row: 3, first_column: 1, last_column: 1 }];
        let mut merged = Merged::new(&regions);
        let row = |text: &'static str| {
            vec![Cell::Number(1.0), if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) }]
        };
        assert_eq!(merged.filled(1, &row("Besøg"), None), None);
        assert_eq!(merged.filled(2, &row(""), None), Some(row("Besøg")));
        assert_eq!(merged.filled(3, &row("")[..1], None), Some(row("Besøg")));
        assert_eq!(merged.filled(4, &row(""), None), None);
    }
}
