//! Typst: from a composed document to pages, PDF and PNG.

mod boxes;
mod danish;
mod diagnostics;
mod flaws;
mod fonts;
mod frames;
mod glyphs;
mod image;
mod look;
mod margin;
mod page;
mod pages;
mod report_flaws;
mod stream_ends;
mod titles;
mod whereabouts;
mod words;
mod world;

use anyhow::Context;
use rayon::prelude::*;
use typst::diag::Warned;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::compose::Document;
use crate::findings::Findings;
pub(crate) use glyphs::{REPLACEMENT, illegible, is_missing};
pub(crate) use image::PIXELS_PER_INCH;
pub(crate) use page::{Page, PageBox, PageShape, PageWord};
pub(crate) use whereabouts::Whereabouts;
use world::{Engine, PinnedWorld};

/// A typeset document.
pub struct Typeset {
    /// The PDF: PDF/UA-1 for accessibility and PDF/A-3a for archives, in one file.
    pub pdf: Vec<u8>,
    pages: PagedDocument,
}

/// Typesets the document. `None` if Typst failed or the PDF would break one of the two standards; see the findings.
///
/// # Errors
/// When the document has no main file, which is a bug.
pub fn typeset(document: &Document, date: chrono::NaiveDate, findings: &Findings) -> anyhow::Result<Option<Typeset>> {
    let engine = Engine::new(document);
    let world = PinnedWorld::new(&engine, date)?;
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    diagnostics::report(&warnings, &world, document, findings);
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a])
        .map_err(|error| anyhow::anyhow!("{}", error.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(document.identity.clone()),
        creator: Smart::Custom(Some("kapreport".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let typeset = output.and_then(|pages| Ok((typst_pdf::pdf(&pages, &options)?, pages)));
    match typeset {
        Ok((mut pdf, pages)) => {
            stream_ends::mend(&mut pdf);
            report_flaws::report(
                &flaws::find(&pages, &|label| document.parts.contains_key(label)),
                &world,
                document,
                findings,
            );
            Ok(Some(Typeset { pdf, pages }))
        }
        Err(errors) => {
            diagnostics::report(&errors, &world, document, findings);
            Ok(None)
        }
    }
}

impl Typeset {
    pub(crate) fn page_count(&self) -> usize {
        self.pages.pages().len()
    }

    /// The texts on each page: its lines, in pieces as Typst sets them, and its words.
    pub(crate) fn texts(&self) -> Vec<Vec<String>> {
        self.pages.pages().iter().map(|page| frames::texts(&page.frame)).collect()
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
