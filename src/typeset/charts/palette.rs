//! The colours of charts, all made from those that the report chose.

use typst::diag::HintedStrResult;
use typst::foundations::{Array, Dict, FromValue};
use typst::visualize::{Luma, ProcessColor, ProcessColorSpace};

use crate::contrast;

pub const WHITE: ProcessColor = ProcessColor::Luma(Luma::new(1.0, 1.0));
const BLACK: ProcessColor = ProcessColor::Luma(Luma::new(0.0, 1.0));

/// The colours that `templates/shared/palette.typ` names.
pub struct Palette {
    pub primary: ProcessColor,
    pub secondary: ProcessColor,
    pub deep: ProcessColor,
    pub ink: ProcessColor,
    pub muted: ProcessColor,
    /// For lines that separate years, join names to what they name, and join two points.
    pub rule: ProcessColor,
    pub grid: ProcessColor,
    /// Stacked parts, from the first one.
    pub fills: Vec<ProcessColor>,
    /// Lines over time, from the first one; all can be read on white.
    pub strokes: Vec<ProcessColor>,
}

impl Palette {
    /// # Errors
    /// When a colour is missing or is something else.
    pub fn read(named: Dict) -> HintedStrResult<Self> {
        let color = |name: &str| named.get(name)?.clone().cast::<ProcessColor>();
        let colors = |name: &str| {
            let list = named.get(name)?.clone().cast::<Array>()?;
            list.into_iter().map(ProcessColor::from_value).collect::<HintedStrResult<Vec<_>>>()
        };
        Ok(Self {
            primary: color("primary")?,
            secondary: color("secondary")?,
            deep: color("deep")?,
            ink: color("ink")?,
            muted: color("muted")?,
            rule: color("rule")?,
            grid: color("grid")?,
            fills: colors("fills")?,
            strokes: colors("strokes")?,
        })
    }

    /// The fill of the stacked part with this index; after the last colour the first one follows.
    pub fn fill(&self, index: usize) -> ProcessColor {
        nth(&self.fills, index).unwrap_or(self.primary)
    }

    pub fn stroke(&self, index: usize) -> ProcessColor {
        nth(&self.strokes, index).unwrap_or(self.primary)
    }

    /// Fills for a scale from strong disagreement to strong agreement, distinct in lightness, with white in the middle.
    pub fn scale(&self, count: usize) -> Vec<ProcessColor> {
        let step = |index: usize| if count > 1 { index as f64 / (count - 1) as f64 } else { 1.0 };
        let fill = |at: f64| {
            if at < 0.5 {
                shade(self.secondary, 0.56 + 0.7 * at, 1.0 - at)
            } else if at == 0.5 {
                WHITE
            } else {
                shade(self.primary, 0.98 - 0.62 * at * at, at)
            }
        };
        (0..count).map(|index| fill(step(index))).collect()
    }

    /// The colour of words on this fill: white if it is readable there, or else the text colour, which is always readable where
    /// white is not.
    pub fn ink_on(&self, fill: ProcessColor) -> ProcessColor {
        let is_read = |ink: &ProcessColor| contrast::ratio(rgb(*ink), rgb(fill)) >= contrast::TEXT;
        [WHITE, self.ink].into_iter().find(is_read).unwrap_or(BLACK)
    }
}

/// [`shade`], darkened until a shape in it is visible on white.
pub fn seen_shade(color: ProcessColor, lightness: f64, chroma: f64) -> ProcessColor {
    let mut lightness = lightness;
    let mut found = shade(color, lightness, chroma);
    while contrast::ratio(rgb(found), rgb(WHITE)) < contrast::LARGE && lightness > 0.0 {
        lightness -= 0.01;
        found = shade(color, lightness, chroma);
    }
    found
}

fn nth(colors: &[ProcessColor], index: usize) -> Option<ProcessColor> {
    colors.get(index.checked_rem(colors.len())?).copied()
}

/// The same hue with another lightness (0–1) and its chroma multiplied by `chroma`.
pub fn shade(color: ProcessColor, lightness: f64, chroma: f64) -> ProcessColor {
    let mut shade = color.to_oklch();
    shade.l = lightness as f32;
    shade.chroma *= chroma as f32;
    ProcessColor::Oklch(shade).to_space(ProcessColorSpace::Srgb)
}

fn rgb(color: ProcessColor) -> [f32; 3] {
    let color = color.to_rgb();
    [color.red, color.green, color.blue]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seen_shade_has_the_contrast_of_a_shape_on_white_and_is_no_darker_than_that() {
        for hexadecimal in ["#00566b", "#004a8f", "#7a1f3d", "#2e6b34", "#000000"] {
            let [red, green, blue] = contrast::hexadecimal(hexadecimal).unwrap();
            let color = ProcessColor::Rgb(typst::visualize::Rgb::new(red, green, blue, 1.0));
            let seen = contrast::ratio(rgb(seen_shade(color, 0.78, 0.5)), rgb(WHITE));
            assert!((contrast::LARGE..contrast::LARGE + 0.2).contains(&seen), "{hexadecimal}: {seen}");
        }
    }
}
