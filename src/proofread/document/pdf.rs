//! PDF files: collects the letters of each page with their places and puts lines together from them.
//!
//! A PDF has no lines: it draws letters at coordinates, in any order.

mod alignment;
mod columns;
mod layout;
mod letter;
pub(super) mod picture;

use std::sync::Arc;

use anyhow::{bail, ensure};
use hayro_interpret::font::{FontData, FontQuery, Glyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape, Size};

use crate::danish;
use crate::guard::caught;
use crate::proofread::line::PrintedLine;
use letter::Letter;

const MAX_PAGES: usize = 5_000;
const MAX_LETTERS: usize = 5_000_000;
/// How far outside the visible area a letter may start, in points: the clip may cut off its foot.
const MARGIN: f64 = 3.0;
/// With fewer letters, turned text is the title of an axis.
const FEWEST_TURNED: usize = 60;

/// From the places of turned letters back to the page, in the order of [`LetterDevice::turned`].
const UPRIGHT: [Affine; 2] =
    [Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]), Affine::new([0.0, 1.0, -1.0, 0.0, 0.0, 0.0])];

/// Returns the lines in reading order. A malicious file can exhaust the memory or never end, so the command runs this in a
/// process of its own.
///
/// # Errors
/// When the file is damaged or protected, or has no text.
pub(super) fn lines(bytes: &PdfBytes) -> anyhow::Result<Vec<PrintedLine>> {
    let PageTexts { lines, known, unknown } =
        caught(|| pages(bytes)).unwrap_or_else(|_| bail!("PDF’en er beskadiget"))?;
    ensure!(
        known + unknown > 0,
        "PDF’en har ingen tekst. Den er måske scannet; så skal den tekstgenkendes (OCR) først"
    );
    ensure!(
        known >= unknown,
        "PDF’en siger ikke, hvilke bogstaver den viser. Eksportér den igen, eller gem den som tekst"
    );
    Ok(lines)
}

/// Shared by reading and drawing, since a file may be large.
pub(super) type PdfBytes = Arc<Vec<u8>>;

/// The lines of all pages, and how many letters the file maps to characters and how many not.
#[derive(Default)]
struct PageTexts {
    lines: Vec<PrintedLine>,
    known: usize,
    unknown: usize,
}

fn pages(bytes: &PdfBytes) -> anyhow::Result<PageTexts> {
    let pdf = match Pdf::new(Arc::clone(bytes)) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            bail!("PDF’en er beskyttet med en adgangskode. Gem den uden")
        }
        Err(LoadPdfError::Decryption(_)) => bail!("PDF’en er krypteret på en måde, som kapreport ikke kender"),
        Err(LoadPdfError::Invalid) => bail!("PDF’en er beskadiget"),
    };
    ensure!(pdf.pages().len() <= MAX_PAGES, "PDF’en har flere end {MAX_PAGES} sider");
    let settings = settings();
    let cache = InterpreterCache::new();
    let mut left = MAX_LETTERS;
    let mut texts = PageTexts::default();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut device = LetterDevice { left, visible: vec![area], ..LetterDevice::default() };
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, area, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut device);
        left = device.left;
        ensure!(left > 0, "PDF’en har flere end {} bogstaver", danish::number(MAX_LETTERS as f64, 0));
        texts.known += device.known();
        texts.unknown += device.unknown;
        // The letters of all pages together would take more memory than the file is worth.
        texts.lines.extend(device.lines(number, area.size()));
    }
    Ok(texts)
}

fn settings() -> InterpreterSettings {
    InterpreterSettings {
        // A font that is not embedded needs a stand-in.
        font_resolver: Arc::new(|_: &FontQuery| Some((Arc::new(notosans::REGULAR_TTF) as FontData, 0))),
        render_annotations: false,
        ..InterpreterSettings::default()
    }
}

/// The letters of a ligature: »ﬂere« is »flere«.
fn plain(ligature: char) -> Option<&'static str> {
    Some(match ligature {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => return None,
    })
}

/// A drawing device that collects the letters of a page and draws nothing.
#[derive(Default)]
struct LetterDevice {
    letters: Vec<Letter>,
    /// Letters of text that runs up and down the page, as if the page were turned.
    turned: [Vec<Letter>; 2],
    /// Glyphs that the file maps to no character.
    unknown: usize,
    /// How many more letters may come before [`MAX_LETTERS`].
    left: usize,
    /// Nested clip areas; the last is what can be seen now.
    visible: Vec<Rect>,
}

impl LetterDevice {
    /// The lines of the page. A wide table is printed sideways; a few turned words are the titles of axes.
    fn lines(self, number: u32, page: Size) -> Vec<PrintedLine> {
        let fewest = self.letters.len().max(FEWEST_TURNED);
        let turned = self.turned.into_iter().zip(UPRIGHT).filter(|(letters, _)| letters.len() > fewest);
        let scale = Affine::scale_non_uniform(1.0 / page.width, 1.0 / page.height);
        let all = turned.chain([(self.letters, Affine::IDENTITY)]);
        let lines = |(letters, turn): (Vec<Letter>, Affine)| {
            let mut lines = layout::lines(letters, number);
            let areas = lines.iter_mut().flat_map(|line| &mut line.areas);
            areas.for_each(|area| *area = (scale * turn).transform_rect_bbox(*area));
            lines
        };
        all.flat_map(lines).collect()
    }

    /// How many letters have a character.
    fn known(&self) -> usize {
        self.letters.len() + self.turned.iter().map(Vec::len).sum::<usize>()
    }
}

impl<'a> Device<'a> for LetterDevice {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => plain(letter).map_or_else(|| letter.to_string(), str::to_owned),
            Some(BfString::String(letters)) => letters,
            None => return self.unknown += 1,
        };
        let place = transform * glyph_transform;
        let [across, slope, lean, up, ..] = place.as_coeffs();
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(500.0),
            Glyph::Type3(_) => 500.0,
        };
        let origin = place * Point::ZERO;
        let size = lean.hypot(up) * 1000.0;
        let runs = |along: f64, aside: f64| along > 0.0 && aside.abs() < 0.2 * along;
        let (turned, x, y) = match () {
            () if runs(across, slope) => (None, origin.x, origin.y),
            () if runs(-slope, across) => (Some(0), -origin.y, origin.x),
            () if runs(slope, across) => (Some(1), origin.y, -origin.x),
            // Slanted text is a watermark.
            () => return,
        };
        // Spreadsheets print the letters of the next page too, outside the clip.
        let is_visible = self.visible.last().is_none_or(|area| area.inflate(MARGIN, MARGIN).contains(origin));
        if is_visible && [origin.x, origin.y, size].iter().all(|number| number.is_finite()) {
            let letter = Letter { x, y, width: f64::from(advance) * across.hypot(slope), size, text };
            let letters = turned.and_then(|turned: usize| self.turned.get_mut(turned)).unwrap_or(&mut self.letters);
            letters.push(letter);
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, clip: &ClipPath) {
        let area = clip.path.bounding_box();
        let within = self.visible.last().map_or(area, |outer| outer.intersect(area));
        self.visible.push(within);
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {
        self.visible.pop();
    }
    fn pop_transparency_group(&mut self) {}
}
