//! XLSX files, with or without macros, read by our own reader. calamine 0.38 refuses whole files for things that Excel and
//! LibreOffice pass over: shared strings in another part than `xl/sharedStrings.xml`, an extension in a cell, spaces around a
//! number, a macro sheet, UTF-16. It also trusts what a file claims (issues 684 and 693), does not report hidden rows and
//! columns, and gives numbers without their format. This reader can go when calamine does all that.

mod cells;
mod package;
mod texts;

use std::collections::HashMap;
use std::io::{BufReader, Read};
use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use self::cells::{CellReader, PlacedCell};
use self::package::{FormulaState, Package};
use super::archive::Archive;
use super::encoding::xml_part;
use super::guard::unless_panicked;
use super::markup::{Limits, Tag, scan, skim};
use super::rows::RowCollector;
use super::spans::{MAX_COLUMNS, Spans, add_region, region};
use super::strikes::{StruckRows, StruckStyles};
use super::texts::Texts;
use super::{Region, SheetInfo, SheetReader, Survey, WorkbookError};
use crate::cell::RawCell;

/// Cells read before they are handed to the other thread.
const BATCH: usize = 1024;

/// Batches that may wait in the queue.
const QUEUE: usize = 4;

/// A sheet up to this size cannot have a token that takes much memory, so it is searched rather than scanned.
const SMALL: u64 = 128 << 20;

/// Texts in the tags that the survey needs.
const WORDS: [&str; 6] = ["hidden=", "filterMode=", "<filterColumn", "<customSheetViews", "<mergeCell ", "<f"];

/// Most strikethrough styles that are searched for. With more, which is unrealistic, all cells are examined.
const MOST_STRUCK_STYLES: usize = 64;

pub struct XlsxReader<'a> {
    archive: Archive<'a>,
    package: Package,
    texts: Texts,
    surveys: HashMap<String, XlsxSurvey>,
}

/// Survey of a sheet, and whether its formulas with the value 0 were never computed.
#[derive(Clone)]
struct XlsxSurvey {
    survey: Survey,
    zeros_uncomputed: bool,
}

impl<'a> XlsxReader<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        let mut archive = Archive::open(bytes)?;
        let package = Package::read(&mut archive)?;
        let texts = match &package.texts {
            Some(part) => texts::read(&mut archive, part)?,
            None => Texts::default(),
        };
        Ok(Self { archive, package, texts, surveys: HashMap::new() })
    }

    /// The name of the sheet's part.
    fn part(&self, sheet: &str) -> Result<String, WorkbookError> {
        self.package.sheets.find(sheet).map(|(_, part)| part.clone())
    }

    fn surveyed(&mut self, sheet: &str) -> Result<XlsxSurvey, WorkbookError> {
        if let Some(surveyed) = self.surveys.get(sheet) {
            return Ok(surveyed.clone());
        }
        let part = self.part(sheet)?;
        let SheetTags { mut survey, formulas, struck } = survey(&mut self.archive, &part, &self.package.strikes)?;
        survey.epoch_1904 = self.package.epoch_1904;
        if struck {
            survey.struck_rows = self.struck_rows(&part)?;
        }
        let zeros_uncomputed = formulas && self.has_only_zeros(&part)?;
        let surveyed = XlsxSurvey { survey, zeros_uncomputed };
        self.surveys.insert(sheet.to_owned(), surveyed.clone());
        Ok(surveyed)
    }

    /// The rows that are struck through. Reads all cells, so it is only for sheets in which some are.
    fn struck_rows(&mut self, part: &str) -> Result<Vec<Range<u32>>, WorkbookError> {
        let mut rows = StruckRows::default();
        let Some((xml, _)) = xml_part(&mut self.archive, part, u64::MAX)? else { return Ok(Vec::new()) };
        let mut reader = CellReader::new(BufReader::with_capacity(64 << 10, xml), &self.package, &self.texts, false);
        while let Some(((row, ..), _)) = unless_panicked(|| reader.next())? {
            rows.add(row..row.saturating_add(1), 1, reader.is_struck());
        }
        Ok(rows.sorted())
    }

    /// Whether no formula of the sheet has a value other than 0, in a workbook that does not say that it was computed. Formulas
    /// that were computed give something else somewhere, unless there is only one.
    fn has_only_zeros(&mut self, part: &str) -> Result<bool, WorkbookError> {
        if self.package.computed == FormulaState::Done {
            return Ok(false);
        }
        let Some((xml, _)) = xml_part(&mut self.archive, part, u64::MAX)? else { return Ok(false) };
        let mut reader = CellReader::new(BufReader::with_capacity(64 << 10, xml), &self.package, &self.texts, false);
        let mut zeros = 0;
        while let Some(((_, _, value), has_formula)) = unless_panicked(|| reader.next())? {
            match value {
                _ if !has_formula => {}
                RawCell::Number(0.0) | RawCell::Percent(0.0) => zeros += 1,
                RawCell::Uncomputed => {}
                _ => return Ok(false),
            }
        }
        Ok(zeros > 1 || (zeros > 0 && self.package.computed == FormulaState::OnLoad))
    }
}

impl SheetReader for XlsxReader<'_> {
    fn sheets(&self) -> Vec<SheetInfo> {
        self.package.sheets.infos()
    }

    fn survey(&mut self, sheet: &str) -> Result<Survey, WorkbookError> {
        Ok(self.surveyed(sheet)?.survey)
    }

    fn first_rows(
        &mut self,
        sheet: &str,
        count: u32,
        each: &mut dyn FnMut(u32, &[RawCell<'_>]),
    ) -> Result<(), WorkbookError> {
        self.surveyed(sheet)?;
        let part = self.part(sheet)?;
        let Some((xml, _)) = xml_part(&mut self.archive, &part, u64::MAX)? else {
            return Err(WorkbookError::damaged(&part));
        };
        let mut reader = CellReader::new(BufReader::with_capacity(64 << 10, xml), &self.package, &self.texts, false);
        let mut rows = RowCollector::new(each);
        while let Some(((row, column, cell), _)) = unless_panicked(|| reader.next())? {
            if row >= count {
                break;
            }
            rows.add(row, column, cell)?;
        }
        rows.finish()
    }

    /// Reads the rows of the sheet: another thread parses while this one processes earlier rows.
    fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[RawCell<'_>])) -> Result<(), WorkbookError> {
        // The survey refuses what would make a parser take much memory.
        let zeros_uncomputed = self.surveyed(sheet)?.zeros_uncomputed;
        let part = self.part(sheet)?;
        let Self { archive, package, texts, .. } = self;
        let (package, texts) = (&*package, &*texts);
        thread::scope(|scope| {
            let (cells, batches) = sync_channel(QUEUE);
            scope.spawn(move || read_cells(archive, &part, package, texts, zeros_uncomputed, &cells));
            let mut rows = RowCollector::new(each);
            for batch in batches {
                for (row, column, cell) in batch? {
                    rows.add(row, column, cell)?;
                }
            }
            rows.finish()
        })
    }
}

type CellBatch<'t> = Vec<PlacedCell<'t>>;

/// Sends the cells of the sheet until they end, one cannot be read, or the receiver is gone.
fn read_cells<'t>(
    archive: &mut Archive<'_>,
    part: &str,
    package: &'t Package,
    texts: &'t Texts,
    zeros_uncomputed: bool,
    cells: &SyncSender<Result<CellBatch<'t>, WorkbookError>>,
) {
    let xml = xml_part(archive, part, u64::MAX).and_then(|xml| xml.ok_or_else(|| WorkbookError::damaged(part)));
    let mut reader = match xml {
        Ok((xml, _)) => CellReader::new(BufReader::with_capacity(64 << 10, xml), package, texts, zeros_uncomputed),
        Err(error) => {
            // If the receiver is gone, it has another error already.
            let _ = cells.send(Err(error));
            return;
        }
    };
    loop {
        let batch = next_cells(&mut reader);
        let is_last = batch.as_ref().map_or(true, |batch| batch.len() < BATCH);
        if cells.send(batch).is_err() || is_last {
            return;
        }
    }
}

/// The next [`BATCH`] cells; fewer at the end.
fn next_cells<'t, R: Read>(reader: &mut CellReader<'t, BufReader<R>>) -> Result<CellBatch<'t>, WorkbookError> {
    unless_panicked(|| {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH {
            let Some((cell, _)) = reader.next()? else { break };
            batch.push(cell);
        }
        Ok(batch)
    })
}

/// What the tags of a sheet say.
struct SheetTags {
    survey: Survey,
    formulas: bool,
    /// Whether a cell is struck through.
    struck: bool,
}

/// Surveys a sheet by its XML: by a quick search if it is small, else tag by tag.
fn survey(archive: &mut Archive<'_>, part: &str, strikes: &StruckStyles) -> Result<SheetTags, WorkbookError> {
    let missing = || WorkbookError::damaged(part);
    let (xml, size) = xml_part(archive, part, u64::MAX)?.ok_or_else(missing)?;
    let styles: Vec<usize> = strikes.struck().take(MOST_STRUCK_STYLES).collect();
    let styled = styles.iter().flat_map(|style| [format!(" s=\"{style}\""), format!(" s='{style}'")]);
    let styled: Vec<String> = styled.collect();
    let words: Vec<&str> = WORDS.into_iter().chain(styled.iter().map(String::as_str)).collect();
    let new_surveyor = || XlsxSurveyor {
        strikes: Some(strikes).filter(|_| !styles.is_empty()),
        struck: styles.len() == MOST_STRUCK_STYLES,
        ..XlsxSurveyor::default()
    };
    let mut surveyor = new_surveyor();
    let skimmed = if size <= SMALL {
        skim(xml, &words, |tag| surveyor.tag(tag))?
    } else {
        drop(xml);
        false
    };
    // Rows without numbers have to be counted, which needs every tag.
    if !skimmed || surveyor.unnumbered {
        let limits = Limits { token: 1 << 20, item: b"c", item_size: 4 << 20, items: u64::MAX };
        let (xml, _) = xml_part(archive, part, u64::MAX)?.ok_or_else(missing)?;
        surveyor = new_surveyor();
        scan(xml, &limits, |tag| surveyor.tag(tag))?;
    }
    let survey = Survey {
        hidden_rows: surveyor.rows.sorted(),
        hidden_columns: surveyor.columns.sorted(),
        merged: surveyor.merged,
        filtered: surveyor.filtered || package::has_filtered_table(archive, part)?,
        struck_rows: Vec::new(),
        commented_rows: package::commented_rows(archive, part)?,
        epoch_1904: false,
    };
    Ok(SheetTags { survey, formulas: surveyor.formulas, struck: surveyor.struck })
}

/// Collects what the tags say about the sheet.
#[derive(Default)]
struct XlsxSurveyor<'p> {
    /// `None` if no style strikes through.
    strikes: Option<&'p StruckStyles>,
    struck: bool,
    rows: Spans,
    columns: Spans,
    merged: Vec<Region>,
    filtered: bool,
    formulas: bool,
    /// Inside `customSheetViews`: other people's views have filters of their own.
    in_views: bool,
    /// Number of a row that has no number: one after the last row.
    next_row: u32,
    unnumbered: bool,
}

impl XlsxSurveyor<'_> {
    fn tag(&mut self, tag: Tag<'_>) -> Result<(), WorkbookError> {
        match tag.name {
            b"row" => {
                let number = tag.number(b"r");
                self.unnumbered |= number.is_none();
                let row = number.map_or(self.next_row, |number| number.saturating_sub(1));
                self.next_row = row.saturating_add(1);
                if tag.is_set(b"hidden") {
                    self.rows.add(row..self.next_row);
                }
            }
            b"col" if tag.is_set(b"hidden") => {
                if let (Some(first), Some(last)) = (tag.number(b"min"), tag.number(b"max")) {
                    self.columns.add(first.saturating_sub(1)..last.min(MAX_COLUMNS));
                }
            }
            b"f" => self.formulas = true,
            b"c" if self.strikes.is_some() && !tag.is_empty() => {
                let style = tag.number(b"s").unwrap_or_default();
                self.struck |= self.strikes.is_some_and(|strikes| strikes.is_struck(style));
            }
            // Excel sets this when rows are filtered.
            b"sheetPr" => self.filtered |= tag.is_set(b"filterMode"),
            b"filterColumn" => self.filtered |= !self.in_views && !tag.is_empty(),
            b"customSheetViews" => self.in_views = true,
            b"mergeCell" => {
                if let Some(region) = tag.attribute(b"ref").and_then(region) {
                    add_region(&mut self.merged, region)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
