//! Pages of a PDF as pictures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;

use super::PdfBytes;
use crate::guard::caught;

/// Pixels of the longer side at most: the text of an A4 page can be read.
const LONGEST: f32 = 1300.0;
/// The largest scale, for pages smaller than A4.
const MOST_SCALE: f32 = 2.0;

pub(in super::super) fn pictures(bytes: &PdfBytes, pages: &BTreeSet<u32>) -> BTreeMap<u32, Vec<u8>> {
    let Ok(pdf) = Pdf::new(Arc::clone(bytes)) else { return BTreeMap::new() };
    let cache = RenderCache::new();
    let numbered = (1u32..).zip(pdf.pages().iter()).filter(|(number, _)| pages.contains(number));
    let drawn = numbered.filter_map(|(number, page)| Some((number, caught(|| picture(page, &cache)).ok()??)));
    drawn.collect()
}

/// `None` for a page without size.
fn picture<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>) -> Option<Vec<u8>> {
    let (width, height) = page.render_dimensions();
    let scale = (LONGEST / width.max(height)).min(MOST_SCALE);
    if !(scale.is_finite() && width * scale >= 1.0 && height * scale >= 1.0) {
        return None;
    }
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    render(page, cache, &super::settings(), &settings).into_png().ok()
}
