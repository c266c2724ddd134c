//! Finds words that nobody can read: cut off by a frame that is too small, tiny, or in nearly the colour of their background.

use typst::layout::Frame;

use super::boxes::{PageBoxes, Paint, ShapeBox, TextBox};
use super::flaw_list::{FlawKind, FlawList};
use crate::compose::Document;
use crate::contrast::{BLACK_ON_TINT, LARGE, TEXT, hexadecimal, ratio};

/// How far a text may reach out of the frame that cuts it off, in points: tails of letters.
const CUT: f32 = 2.0;
/// Smaller texts cannot be read, in points. The smallest that the layout has are signs of footnotes.
const TINY: f32 = 3.0;
/// Font size in points from which text is large (WCAG 2.1, 1.4.3): for regular and for bold text.
const LARGE_FROM: (f32, f32) = (18.0, 14.0);
/// Rounding of colours.
const ROUNDING: f64 = 0.05;
const SAME: f32 = 0.01;
const WHITE: [f32; 3] = [1.0; 3];

/// The tint of the report's theme if no text can be read on it, which is reported at its definition.
pub fn dark_tint(document: &Document) -> Option<[f32; 3]> {
    let theme: serde_json::Value = serde_json::from_slice(document.files.get("/theme.json")?).ok()?;
    let tint = hexadecimal(theme.get("tint")?.as_str()?)?;
    (ratio([0.0; 3], tint) < BLACK_ON_TINT).then_some(tint)
}

/// Finds the flaws of a page. On the background colour `known` all texts are faint, which is reported elsewhere.
pub fn find(frame: &Frame, boxes: &PageBoxes, known: Option<[f32; 3]>, page: usize, flaws: &mut FlawList) {
    // Read for the first text that seems faint: only title pages have one.
    let mut background = None;
    for text in &boxes.texts {
        let part = text.at.part;
        if let Some(clip) = text.clip.filter(|clip| text.area.beyond(*clip) > CUT) {
            flaws.add(FlawKind::Clipped, part, page, &[text], text.area.beyond(clip));
        } else if text.size < TINY {
            flaws.add(FlawKind::Tiny, part, page, &[text], text.size);
        } else if let Some((ratio, _)) = contrast(&[], boxes, text) {
            let is_large = text.size >= LARGE_FROM.0 || (text.is_bold && text.size >= LARGE_FROM.1);
            let (kind, least) = if is_large { (FlawKind::FaintLarge, LARGE) } else { (FlawKind::Faint, TEXT) };
            if ratio >= least - ROUNDING {
                continue;
            }
            let background = background.get_or_insert_with(|| PageBoxes::background(frame));
            let Some((ratio, ground)) = contrast(background, boxes, text) else { continue };
            let is_known = known.is_some_and(|known| known.iter().zip(ground).all(|(a, b)| (a - b).abs() < SAME));
            if ratio < least - ROUNDING && !is_known {
                flaws.add(kind, part, page, &[text], ratio as f32);
            }
        }
    }
}

/// The contrast of a text with its background, and the background's colour. `None` on a picture or a gradient, which has no
/// single colour.
fn contrast(background: &[ShapeBox], boxes: &PageBoxes, text: &TextBox) -> Option<(f64, [f32; 3])> {
    let (x, y) = ((text.area.left + text.area.right) / 2.0, (text.area.top + text.area.bottom) / 2.0);
    let mut ground = Some(WHITE);
    // Shapes are in the order of painting.
    let before = boxes.shapes.iter().take_while(|shape| shape.at.order < text.at.order);
    for shape in background.iter().chain(before) {
        let area = shape.area;
        let is_below = area.left <= x && x <= area.right && area.top <= y && y <= area.bottom;
        match shape.paint {
            _ if !is_below => {}
            Paint::Absent => {}
            Paint::Many => ground = None,
            Paint::Colour(colour, alpha) => ground = ground_of(ground, colour, alpha),
        }
    }
    let ground = ground?;
    let Paint::Colour(colour, alpha) = text.paint else { return None };
    Some((ratio(blended(ground, colour, alpha), ground), ground))
}

/// The visible colour of a shape on a background that may be unknown.
fn ground_of(ground: Option<[f32; 3]>, colour: [f32; 3], alpha: f32) -> Option<[f32; 3]> {
    if alpha >= 1.0 { Some(colour) } else { ground.map(|ground| blended(ground, colour, alpha)) }
}

fn blended(ground: [f32; 3], colour: [f32; 3], alpha: f32) -> [f32; 3] {
    let mut blended = ground;
    for (below, above) in blended.iter_mut().zip(colour) {
        *below += (above - *below) * alpha;
    }
    blended
}
