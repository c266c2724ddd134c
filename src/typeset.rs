//! Typst: from a composed document to pages, PDF and PNG.

mod bounds;
mod boxes;
mod charts;
mod danish;
mod diagnostics;
mod flaw_list;
mod flaws;
mod floats;
mod fonts;
mod frames;
mod glyphs;
mod image;
mod look;
mod margin;
mod native;
mod page;
mod pages;
mod passes;
mod report_flaws;
mod stream_ends;
mod suspects;
mod titles;
mod two_columns;
mod unseen;
mod unset;
mod visit;
mod whereabouts;
mod words;
mod world;

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Context;
use rayon::prelude::*;
use typst::diag::Warned;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::compose::Document;
use crate::findings::{Code, Finding, Findings, Place};
use crate::guard::{self, CallLimits, Unfinished};
use boxes::PageBoxes;
pub(crate) use glyphs::{REPLACEMENT, illegible, is_missing};
pub(crate) use image::PIXELS_PER_INCH;
pub(crate) use page::{Page, PageBox, PageShape, PageWord};
pub(crate) use whereabouts::Whereabouts;
use world::{DocumentFiles, PinnedWorld};

/// A typeset document.
pub struct Typeset {
    /// The PDF: PDF/UA-1 for accessibility and PDF/A-3a for archives, in one file.
    pub pdf: Vec<u8>,
    /// The tables and charts that floated to the edge of a page while the text continued before them.
    pub(crate) floats: BTreeSet<String>,
    pages: PagedDocument,
}

/// How often the pages are laid out again at most so that text fills the gaps before tables and charts.
const MOST_FILLINGS: usize = 3;
/// Typst itself tries at most five; each filling takes one or two more.
const MOST_PASSES: usize = 5 + 2 * MOST_FILLINGS;

/// Limits of typesetting. Even a thousand pages with many tables take only seconds.
const LIMITS: CallLimits = CallLimits { time: Duration::from_secs(180), memory: 6 << 30 };

/// Typesets the document. `None` if Typst failed, never came to an end or panicked, or if the PDF would break one of the two
/// standards; see the findings.
///
/// # Errors
/// When the document has no main file, which is a bug.
pub fn typeset(document: &Document, date: chrono::NaiveDate, findings: &Findings) -> anyhow::Result<Option<Typeset>> {
    typeset_within(LIMITS, document, date, findings)
}

fn typeset_within(
    limits: CallLimits,
    document: &Document,
    date: chrono::NaiveDate,
    findings: &Findings,
) -> anyhow::Result<Option<Typeset>> {
    let sources = document.clone();
    let call = move || {
        let own = Findings::default();
        let typeset = typeset_unbounded(&sources, date, &own);
        (typeset, own.sorted())
    };
    match guard::bounded(limits, call).context("Der kan ikke startes en tråd")? {
        Ok((typeset, own)) => {
            own.into_iter().for_each(|finding| findings.push(finding));
            typeset
        }
        Err(unfinished) => {
            findings.push(unfinished_finding(&unfinished, document));
            Ok(None)
        }
    }
}

/// Says why the pages were not finished, and which lines may be the cause.
fn unfinished_finding(unfinished: &Unfinished, document: &Document) -> Finding {
    let what = match unfinished {
        Unfinished::Panicked(panicked) => {
            let message = format!("Siderne kan ikke sættes. {panicked}.");
            let advice =
                "Se, om det hjælper at tage det ud, der sidst er ændret, og meld fejlen til dem, der laver kapreport.";
            return Finding::new(Code::TypstError, Place::Nowhere, message).advise(advice);
        }
        Unfinished::TooSlow => "Siderne bliver ikke færdige",
        Unfinished::TooMuchMemory => "Siderne skal bruge mere hukommelse, end en rapport kan",
    };
    let suspects = suspects::find(document);
    let place = suspects.first().cloned().unwrap_or(Place::Nowhere);
    let others: Vec<String> = suspects.iter().skip(1).map(suspects::in_words).collect();
    let others = if others.is_empty() { String::new() } else { format!(" Se også {}.", crate::danish::list(&others)) };
    let message = format!("{what}. Årsagen er nok en løkke uden ende eller et meget stort tal i skabelonen.{others}");
    Finding::new(Code::EndlessTemplate, place, message)
}

fn typeset_unbounded(
    document: &Document,
    date: chrono::NaiveDate,
    findings: &Findings,
) -> anyhow::Result<Option<Typeset>> {
    let is_part = |label: &str| document.parts.contains_key(label);
    let options = options(document)?;
    let files = DocumentFiles::of(document);
    let Some(settled) = settled_pages(&files, document, date, &is_part, findings)? else { return Ok(None) };
    let SettledPages { floats, pages, boxes } = settled;
    let world = PinnedWorld::new(&files, &floats, date)?;
    match typst_pdf::pdf(&pages, &options) {
        Ok(mut pdf) => {
            stream_ends::mend(&mut pdf);
            let (flaws, set) = flaws::find(&pages, &boxes, document);
            report_flaws::report(&flaws, &world, document, findings);
            unset::report(&set, &world, document, findings);
            Ok(Some(Typeset { pdf, floats, pages }))
        }
        Err(errors) => {
            diagnostics::report(&errors, &world, document, findings);
            Ok(None)
        }
    }
}

/// Pages on which nothing changes any more.
struct SettledPages {
    /// The tables and charts that went to the edge of a page.
    floats: BTreeSet<String>,
    pages: PagedDocument,
    /// What is on each page.
    boxes: Vec<PageBoxes>,
}

/// Lays the pages out until nothing changes any more and text fills the gaps before tables and charts. `None` if Typst fails; see
/// the findings.
fn settled_pages(
    files: &DocumentFiles,
    document: &Document,
    date: chrono::NaiveDate,
    is_part: &dyn Fn(&str) -> bool,
    findings: &Findings,
) -> anyhow::Result<Option<SettledPages>> {
    let boxes_of = |pages: &PagedDocument| -> Vec<PageBoxes> {
        pages.pages().iter().map(|page| PageBoxes::read(&page.frame, is_part)).collect()
    };
    let mut floats = document.floats.clone().unwrap_or_default();
    let (mut fillings, mut earlier) = (0, None);
    for _ in 0..MOST_PASSES {
        let world = PinnedWorld::new(files, &floats, date)?;
        let world = if earlier.is_none() { world.for_first_pass() } else { world };
        let Some(pass) = passes::lay_out(&world, earlier.as_ref()) else { break };
        // If the floats are known from another report of the batch, only the last pass is examined.
        if pass.is_settled || document.floats.is_none() {
            let boxes = boxes_of(&pass.pages);
            let known = floats.len();
            if fillings < MOST_FILLINGS {
                floats.extend(floats::find(&pass.pages, &boxes, &floats));
            }
            if floats.len() > known {
                fillings += 1;
            } else if pass.is_settled {
                diagnostics::report(&pass.warnings, &world, document, findings);
                return Ok(Some(SettledPages { floats, pages: pass.pages, boxes }));
            }
        }
        earlier = Some(pass.pages);
    }
    // Typst's own compilation reports what fails, or what never settles.
    let world = PinnedWorld::new(files, &floats, date)?;
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    diagnostics::report(&warnings, &world, document, findings);
    Ok(match output {
        Ok(pages) => {
            let boxes = boxes_of(&pages);
            Some(SettledPages { floats, pages, boxes })
        }
        Err(errors) => {
            diagnostics::report(&errors, &world, document, findings);
            None
        }
    })
}

fn options(document: &Document) -> anyhow::Result<PdfOptions> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a])
        .map_err(|error| anyhow::anyhow!("{}", error.message()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(document.identity.clone()),
        creator: Smart::Custom(Some("kapreport".to_owned())),
        standards,
        ..PdfOptions::default()
    })
}

impl Typeset {
    pub(crate) fn page_count(&self) -> usize {
        self.pages.pages().len()
    }

    /// The texts on each page that may be part of a long number.
    pub(crate) fn texts_of_numbers(&self) -> Vec<Vec<String>> {
        self.pages.pages().iter().map(|page| frames::texts_of_numbers(&page.frame)).collect()
    }

    /// Every page as PNG.
    ///
    /// # Errors
    /// When a page cannot be encoded.
    pub(crate) fn png(&self, pixels_per_inch: f64) -> anyhow::Result<Vec<Vec<u8>>> {
        self.pages.pages().par_iter().map(|page| image::png(page, pixels_per_inch)).collect()
    }

    /// The page with this index as PNG.
    ///
    /// # Errors
    /// When the page does not exist or cannot be encoded.
    pub(crate) fn page_png(&self, page: usize, pixels_per_inch: f64) -> anyhow::Result<Vec<u8>> {
        let page = self.pages.pages().get(page).context("Siden findes ikke")?;
        image::png(page, pixels_per_inch)
    }

    /// The pages' content, and where they show the tables, charts and lines of the chapters.
    pub(crate) fn read(&self, document: &Document) -> (Vec<Page>, Whereabouts) {
        pages::read(&self.pages, document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_without_end_is_stopped_and_its_loops_are_named() {
        let mut document = Document::new("/main.typ", String::new(), String::new());
        let endless = "#for a in range(99999) { for b in range(99999) { for c in range(99999) {} } }";
        document.files.insert("/main.typ".to_owned(), endless.as_bytes().to_vec());
        let limits = CallLimits { time: Duration::from_millis(300), memory: 8 << 30 };
        let findings = Findings::default();
        let date = chrono::NaiveDate::default();
        assert!(typeset_within(limits, &document, date, &findings).unwrap().is_none());
        let found = findings.sorted();
        assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::EndlessTemplate]);
    }
}
