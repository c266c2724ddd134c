//! Chooses the sheets that a dataset reads, and handles hidden and merged cells.

mod merged;

use std::ops::Range;
use std::sync::Arc;

use polars::prelude::PolarsResult;

use super::Strictness;
use super::batch::Batch;
use super::builder::TableBuilder;
use super::causes::Cause;
use super::files::fits;
use super::header::{self, FileLayout};
use crate::cell::RawCell;
use crate::danish::{self, did_you_mean};
use crate::definition::dataset::{Dataset, Hidden, HiddenPart};
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::spreadsheet::sheet_name;
use crate::workbook::{SheetInfo, Survey, Workbook, WorkbookError};
use merged::{CoveredCells, MergedCells};

/// Name of the sheet that explains an input workbook. It is not read, unless a dataset names it.
pub const GUIDE: &str = "Vejledning";

const MERGED: &str = "Flettede celler er læst, som om værdien stod i hver række";
const COMMENTED: &str = "En celle i rækken har en kommentar i regnearket, som ikke er læst";
const COVERED: &str = "Cellen står bag en flettet celle og kan ikke ses i regnearket, men er læst";
const COVERED_ADVICE: &str = "Ophæv fletningen i regnearket, og slet tallet eller teksten, hvis det ikke skal med.";
const STRUCK: &str = "Rækken er gennemstreget i regnearket, men er læst";
const HIDDEN_SKIPPED: (Code, &str) = (Code::HiddenRow, "Rækken er skjult i regnearket og er udeladt");
const STRUCK_SKIPPED: (Code, &str) = (Code::StruckRow, "Rækken er gennemstreget i regnearket og er udeladt");

/// How many rows of a sheet that is not read are searched for headers.
const HEADER_ROWS: u32 = 20;

/// Rows typed in one batch.
const BATCH: usize = 65_536;

/// The sheets that the dataset reads: those that match its patterns, or the first visible one. Reports patterns without a sheet.
pub fn choose(workbook: &mut Workbook<'_>, file: &str, dataset: &Dataset, findings: &Findings) -> Vec<SheetInfo> {
    let is_guide = |name: &str| name.trim() == GUIDE && !dataset.sheets.iter().any(|wanted| wanted == GUIDE);
    let sheets: Vec<_> = workbook.sheets().into_iter().filter(|sheet| !is_guide(&sheet.name)).collect();
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if dataset.sheets.is_empty() {
        let Some(first) = sheets.iter().find(|sheet| sheet.visible).cloned() else {
            findings.push(
                Finding::new(Code::MissingSheet, Place::data_file(file), "Projektmappen har intet synligt ark.")
                    .advise(format!("Ark i filen: {}.", names.join(", "))),
            );
            return Vec::new();
        };
        // Reports the sheets that are not read, since one of several is only a default.
        let mut alike: Vec<String> = Vec::new();
        for other in sheets.iter().filter(|sheet| sheet.name != first.name) {
            // A hidden sheet is not meant to be counted.
            if other.visible && has_headers(workbook, &other.name, dataset) {
                alike.push(other.name.clone());
                continue;
            }
            let message =
                format!("Arket er ikke læst. Kun »{}« er læst, for det er det første synlige ark.", first.name);
            findings.push(Finding::new(Code::UnreadSheet, place(file, &other.name), message));
        }
        if alike.is_empty() {
            return vec![first];
        }
        if !has_headers(workbook, &first.name, dataset) {
            findings.push(later_sheet(file, &first.name, dataset, &alike));
            return Vec::new();
        }
        findings.push(same_headers(file, &first.name, &alike));
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

/// Reports that the first sheet has no data, as with a title page, and which sheets have.
fn later_sheet(file: &str, first: &str, dataset: &Dataset, others: &[String]) -> Finding {
    let message = format!("Ingen række på arket ligner overskrifterne til »{}«.", dataset.label);
    let names: Vec<String> = others.iter().map(|name| format!("»{name}«")).collect();
    let all: Vec<String> = others.iter().map(|name| quoted(name)).collect();
    let advice = format!(
        "Overskrifterne står på {}. Skriv sheet = {} ved datasættet i datasets.toml.",
        danish::list(&names),
        if let [one] = all.as_slice() { one.clone() } else { format!("[{}]", all.join(", ")) }
    );
    Finding::new(Code::MissingHeader, place(file, first), message).advise(advice)
}

/// Reports sheets that are not read, although they could be.
fn same_headers(file: &str, first: &str, others: &[String]) -> Finding {
    let names: Vec<String> = others.iter().map(|name| format!("»{name}«")).collect();
    let (which, is) = if others.len() == 1 { ("Arket", "det") } else { ("Arkene", "de") };
    let message = format!(
        "{which} {} er ikke læst, selv om {is} har de samme overskrifter som »{first}«, der er læst.",
        danish::list(&names)
    );
    let all: Vec<String> = std::iter::once(first).chain(others.iter().map(String::as_str)).map(quoted).collect();
    let advice = format!(
        "Skal de alle læses, så skriv sheet = [{}] ved datasættet i datasets.toml. Er kun det første data, så skriv sheet = {}.",
        all.join(", "),
        quoted(first)
    );
    let place = place(file, others.first().map_or(first, String::as_str));
    Finding::new(Code::UnreadSheet, place, message).with_severity(Severity::Warning).advise(advice)
}

/// A name as a TOML string.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether one of the first rows has the headers of all columns of the dataset. A sheet that cannot be read has none.
fn has_headers(workbook: &mut Workbook<'_>, sheet: &str, dataset: &Dataset) -> bool {
    let (mut found, mut rows) = (false, 0);
    let read = workbook.first_rows(sheet, HEADER_ROWS, &mut |_, cells| {
        rows += 1;
        let texts = header::row_texts(cells);
        found |= rows <= HEADER_ROWS && header::is_complete(dataset, &header::find_columns(dataset, &texts));
    });
    read.is_ok() && found
}

/// The sheets of a workbook of rejected rows that belong to this dataset; `None` if the sheets have been renamed.
pub fn of_mended(workbook: &Workbook<'_>, dataset: &Dataset, ids: &[&str]) -> Option<Vec<SheetInfo>> {
    let is_of = |sheet: &SheetInfo, id: &str| sheet.name == sheet_name(id, &[]);
    let sheets = workbook.sheets();
    let is_known = sheets.iter().any(|sheet| ids.iter().any(|id| is_of(sheet, id)));
    is_known.then(|| sheets.into_iter().filter(|sheet| is_of(sheet, &dataset.id)).collect())
}

/// Passes the rows of a sheet to the builder, after `begin`. An `Err` is a mistake in the program.
pub fn read(
    workbook: &mut Workbook<'_>,
    file: &str,
    sheet: &SheetInfo,
    dataset: &Dataset,
    strictness: Strictness,
    builder: &mut TableBuilder<'_>,
    findings: &Findings,
) -> PolarsResult<Result<(), WorkbookError>> {
    let survey = match workbook.survey(&sheet.name) {
        Ok(survey) => survey,
        Err(error) => return Ok(Err(error)),
    };
    report_hidden(file, sheet, findings);
    let mut rows = SheetRows {
        survey: &survey,
        hidden: dataset.hidden,
        merged: MergedCells::new(&survey.merged),
        covered: CoveredCells::new(&survey.merged),
        strictness,
        builder,
        body: None,
        joined: Ok(()),
    };
    let read = workbook.rows(&sheet.name, &mut |number, cells| rows.row(number, cells));
    // If the sheet turns out to be damaged, the rows before the damage are not used.
    if read.is_ok() {
        rows.end()?;
    }
    Ok(read)
}

/// Passes the rows of a sheet to the builder.
struct SheetRows<'b, 's, 'd> {
    survey: &'s Survey,
    hidden: Hidden,
    merged: MergedCells<'s>,
    covered: CoveredCells<'s>,
    strictness: Strictness,
    builder: &'b mut TableBuilder<'d>,
    /// Layout and batch, once the header has been found.
    body: Option<(Arc<FileLayout>, Batch)>,
    /// The first error of the builder. The rows after it are skipped.
    joined: PolarsResult<()>,
}

impl SheetRows<'_, '_, '_> {
    fn row(&mut self, number: u32, cells: &[RawCell<'_>]) {
        if self.joined.is_err() {
            return;
        }
        let layout = self.body.as_ref().map(|(layout, _)| &**layout);
        let unseen = layout.map_or_else(Vec::new, |layout| self.covered.unseen(number - 1, cells, layout));
        let merged = self.merged.filled(number - 1, cells, layout);
        let cells = merged.as_deref().unwrap_or(cells);
        let shown: Vec<RawCell<'_>>;
        let cells = if self.hidden.columns != Some(HiddenPart::Skip) || self.survey.hidden_columns.is_empty() {
            cells
        } else {
            // CPR numbers in columns that are not read stop the build too.
            let is_skipped = |place: usize| contains(&self.survey.hidden_columns, place as u32);
            let with = |wanted: bool| {
                let kept = |(place, cell): (usize, &RawCell<'_>)| {
                    if is_skipped(place) == wanted { cell.clone().into_owned() } else { RawCell::Empty }
                };
                cells.iter().enumerate().map(kept).collect::<Vec<_>>()
            };
            if let Some((_, batch)) = &mut self.body {
                batch.look_for_persons(number, &with(true));
            }
            shown = with(false);
            &shown
        };
        let is_hidden = contains(&self.survey.hidden_rows, number - 1);
        let is_struck = contains(&self.survey.struck_rows, number - 1);
        let skipped = [(is_hidden, self.hidden.rows, HIDDEN_SKIPPED), (is_struck, self.hidden.struck, STRUCK_SKIPPED)];
        let skipped = skipped.into_iter().find(|(is_it, part, _)| *is_it && *part == Some(HiddenPart::Skip));
        let told = self.told(number - 1, merged.is_some());
        match (&mut self.body, skipped) {
            (Some((_, batch)), Some((.., cause))) => batch.skipped(number, cells, cause),
            (Some((layout, batch)), None) => {
                let kept = batch.len();
                batch.row(number, cells);
                if batch.len() > kept {
                    told.into_iter().for_each(|cause| batch.tell(cause, number, ""));
                    tell_covered(batch, layout, &unseen, number, cells);
                }
                if batch.len() >= BATCH {
                    let full = std::mem::replace(batch, Batch::new(layout, self.strictness, 0));
                    self.joined = full.finish().and_then(|typed| self.builder.join(typed));
                }
            }
            (None, Some(_)) => {}
            (None, None) => {
                if let Some(layout) = self.builder.head(number, cells) {
                    if self.hidden.columns.is_none() {
                        self.report_hidden_columns(&layout);
                    }
                    let layout = self.builder.use_layout(FileLayout { epoch_1904: self.survey.epoch_1904, ..layout });
                    self.body = Some((Arc::clone(&layout), Batch::new(&layout, self.strictness, 0)));
                }
            }
        }
    }

    /// What to tell about a row if it is kept.
    fn told(&self, row: u32, is_merged: bool) -> Vec<Cause> {
        let Survey { hidden_rows, struck_rows, commented_rows, filtered, .. } = self.survey;
        let told = [
            (contains(hidden_rows, row) && self.hidden.rows.is_none()).then(|| hidden_row(*filtered)),
            (contains(struck_rows, row) && self.hidden.struck.is_none()).then(|| Cause::noted(Code::StruckRow, STRUCK)),
            is_merged.then(|| Cause::noted(Code::MergedCells, MERGED)),
            contains(commented_rows, row).then(|| Cause::noted(Code::CellComment, COMMENTED)),
        ];
        told.into_iter().flatten().collect()
    }

    /// Reports hidden columns that are read.
    fn report_hidden_columns(&self, layout: &FileLayout) {
        for found in layout.found.iter().flatten().filter(|found| layout.places.contains(&Some(found.place))) {
            if contains(&self.survey.hidden_columns, found.place as u32) {
                self.builder.tell(
                    Finding::new(Code::HiddenColumn, Place::Nowhere, "Kolonnen er skjult i regnearket, men er læst."),
                    &found.header,
                );
            }
        }
    }

    fn end(self) -> PolarsResult<()> {
        self.joined?;
        match self.body {
            Some((_, batch)) => self.builder.join(batch.finish()?),
            None => Ok(()),
        }
    }
}

/// Reports cells that are read although a merged cell hides them. `unseen` has their columns in the layout and their places.
fn tell_covered(batch: &mut Batch, layout: &FileLayout, unseen: &[(usize, usize)], number: u32, cells: &[RawCell<'_>]) {
    for (column, place) in unseen {
        let value = cells.get(*place).map(|cell| cell.display().into_owned()).unwrap_or_default();
        let cause = Cause {
            severity: Severity::Warning,
            column: layout.header_of(*column),
            advice: COVERED_ADVICE.to_owned(),
            ..Cause::noted(Code::MergedCells, COVERED)
        };
        batch.tell(cause, number, &value);
    }
}

fn hidden_row(filtered: bool) -> Cause {
    let message = if filtered {
        "Rækken er skjult af et filter i regnearket, men er læst"
    } else {
        "Rækken er skjult i regnearket, men er læst"
    };
    Cause::noted(Code::HiddenRow, message)
}

/// Reports a hidden sheet that is read because the definition names it.
fn report_hidden(file: &str, sheet: &SheetInfo, findings: &Findings) {
    if !sheet.visible {
        let message = "Arket er skjult i projektmappen, men er læst, fordi datasættet nævner det.";
        findings.push(Finding::new(Code::HiddenSheet, place(file, &sheet.name), message));
    }
}

/// Whether one of the sorted ranges contains the number.
fn contains(ranges: &[Range<u32>], number: u32) -> bool {
    let after = ranges.partition_point(|range| range.start <= number);
    after.checked_sub(1).is_some_and(|at| ranges[at].contains(&number))
}

pub fn place(file: &str, sheet: &str) -> Place {
    Place::Data { file: file.to_owned(), sheet: Some(sheet.to_owned()), row: None, column: None, value: None }
}
