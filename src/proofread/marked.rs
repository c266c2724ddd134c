//! One web page that shows each finding on the picture of its page. It fetches nothing, so it can be mailed and read from disk.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kurbo::Rect;
use serde::Serialize;
use tera::{Context, Tera};

use super::claim::{Claim, Passage};
use super::document::PrintedDocument;
use super::line::PrintedLine;
use crate::findings::Severity;

/// Most bytes of all pictures together: mail servers refuse more. Later pages show their findings without a picture.
const MOST_BYTES: usize = 4_500_000;
/// Most pages that are drawn.
const MOST_PICTURES: usize = 40;
/// Greatest distance between the numbers of two findings that would be on top of each other, in percent of the page.
const SAME_PLACE: f64 = 1.5;
/// Most rows of a table around a finding.
const MOST_LINES: usize = 60;

#[derive(Serialize)]
struct MarkedReport {
    file: String,
    summary: Vec<String>,
    style: &'static str,
    pages: Vec<MarkedPage>,
}

/// The findings of a page; of the whole report if it has no pages.
#[derive(Serialize)]
struct MarkedPage {
    number: Option<u32>,
    /// A `data:` address.
    picture: Option<String>,
    findings: Vec<MarkedFinding>,
    marks: Vec<PageMark>,
    /// Findings of other pages whose other number is on this one.
    referred: Vec<usize>,
}

#[derive(Serialize)]
struct MarkedFinding {
    number: usize,
    /// A class of the style.
    kind: &'static str,
    word: &'static str,
    message: String,
    quotation: String,
    advice: String,
    /// The paragraph or table around the finding, as lines of cells, if there is no picture.
    around: Vec<Vec<String>>,
    line: Option<u32>,
}

/// A rectangle on the picture, in percent of its size.
#[derive(Serialize)]
struct PageMark {
    finding: usize,
    kind: &'static str,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    /// The number is beside the first rectangle of a finding.
    is_first: bool,
    /// How many numbers of other findings are beside the same line.
    beside: usize,
}

/// Renders the findings about a document. `summary` is shown above them.
///
/// # Errors
/// When the template is wrong, which a test would show.
pub(crate) fn render(document: &PrintedDocument, claims: &[&Claim], summary: &str) -> anyhow::Result<String> {
    let pictures = pictures(document, claims);
    let mut pages: BTreeMap<Option<u32>, MarkedPage> = BTreeMap::new();
    for (number, claim) in (1..).zip(claims) {
        let finding = MarkedFinding::new(number, claim, document);
        let kind = finding.kind;
        for passage in std::iter::once(&claim.passage).chain(&claim.other) {
            let page = pages.entry(passage.page).or_insert_with(|| MarkedPage::new(passage.page, &pictures));
            page.mark(number, kind, passage);
            if passage.page != claim.passage.page {
                page.referred.push(number);
            }
        }
        if let Some(page) = pages.get_mut(&claim.passage.page) {
            page.findings.push(finding);
        }
    }
    let report = MarkedReport {
        file: document.file.clone(),
        summary: summary.lines().map(str::to_owned).collect(),
        style: include_str!("marked/marked.css"),
        pages: pages.into_values().collect(),
    };
    let context = Context::from_serialize(&report)?;
    Tera::new().render_str(include_str!("marked/marked.html"), &context, true).context("HTML-siden kan ikke skrives")
}

/// The pictures of the pages with findings, as far as there is room.
fn pictures(document: &PrintedDocument, claims: &[&Claim]) -> BTreeMap<u32, String> {
    let passages = claims.iter().flat_map(|claim| std::iter::once(&claim.passage).chain(&claim.other));
    let pages: BTreeSet<u32> = passages.filter_map(|passage| passage.page).collect();
    let pages = pages.into_iter().take(MOST_PICTURES).collect();
    let mut room = MOST_BYTES;
    let mut kept = BTreeMap::new();
    for (page, png) in document.pictures(&pages) {
        let data = format!("data:image/png;base64,{}", STANDARD.encode(png));
        if let Some(rest) = room.checked_sub(data.len()) {
            room = rest;
            kept.insert(page, data);
        }
    }
    kept
}

impl MarkedPage {
    fn new(number: Option<u32>, pictures: &BTreeMap<u32, String>) -> Self {
        let picture = number.and_then(|number| pictures.get(&number).cloned());
        Self { number, picture, findings: Vec::new(), marks: Vec::new(), referred: Vec::new() }
    }

    fn mark(&mut self, finding: usize, kind: &'static str, passage: &Passage) {
        let percent = |share: f64| (share.clamp(0.0, 1.0) * 10_000.0).round() / 100.0;
        let mark = |(at, area): (usize, &Rect)| PageMark {
            finding,
            kind,
            left: percent(area.x0),
            top: percent(area.y0),
            width: percent(area.width()),
            height: percent(area.height()),
            is_first: at == 0,
            beside: 0,
        };
        let mut marks: Vec<PageMark> = passage.areas.iter().enumerate().map(mark).collect();
        if let Some(first) = marks.first_mut() {
            let right = |mark: &PageMark| mark.left + mark.width;
            let is_same = |other: &&PageMark| {
                other.is_first
                    && (other.top - first.top).abs() < SAME_PLACE
                    && (right(other) - right(first)).abs() < SAME_PLACE
            };
            first.beside = self.marks.iter().filter(is_same).count();
        }
        self.marks.extend(marks);
    }
}

impl MarkedFinding {
    fn new(number: usize, claim: &Claim, document: &PrintedDocument) -> Self {
        let finding = claim.finding(&document.file);
        let (kind, word) = match finding.severity {
            Severity::Error => ("error", "Modsigelse"),
            Severity::Warning => ("warning", "Mulig modsigelse"),
            Severity::Info => ("info", "Stemmer"),
        };
        let around = if claim.passage.areas.is_empty() { around(&document.lines, claim) } else { Vec::new() };
        Self {
            number,
            kind,
            word,
            message: finding.message.clone(),
            quotation: claim.passage.quotation.clone(),
            advice: finding.advice.clone(),
            around,
            line: claim.passage.line,
        }
    }
}

/// The lines around the quotation, from blank line to blank line. Empty if the quotation is all of them.
fn around(lines: &[PrintedLine], claim: &Claim) -> Vec<Vec<String>> {
    let quotation = claim.passage.quotation.trim_matches(['…', ' ']).replace(" | ", " ");
    let block = |at: usize| {
        let above = lines.iter().take(at).rev().take(MOST_LINES).take_while(|line| !line.is_empty()).count();
        let below = lines.iter().skip(at).take(MOST_LINES).take_while(|line| !line.is_empty()).count();
        lines.get(at - above..at + below).unwrap_or_default()
    };
    let text = |block: &[PrintedLine]| block.iter().map(PrintedLine::text).collect::<Vec<_>>().join(" ");
    let blocks = claim.numbers.iter().map(|number| block(number.line));
    let found = blocks.map(|block| (block, text(block))).find(|(_, text)| text.contains(&quotation));
    let found = found.filter(|(_, text)| text.len() > quotation.len());
    found.map(|(block, _)| block.iter().map(|line| line.cells.clone()).collect()).unwrap_or_default()
}
