//! Pages as pictures.

use anyhow::Context;
use typst_layout::Page;

/// The page as PNG, at so many pixels an inch: opaque, and without a loss.
///
/// # Errors
/// When it cannot be encoded.
pub fn png(page: &Page, pixels_per_inch: f64) -> anyhow::Result<Vec<u8>> {
    let options = typst_render::RenderOptions { pixel_per_pt: (pixels_per_inch / 72.0).into(), ..Default::default() };
    let drawn = typst_render::render(page, &options);
    encoded(drawn.width(), drawn.height(), drawn.data()).context("En side kan ikke gemmes som PNG")
}

/// Pixels of four bytes as PNG. Pages are opaque, so their fourth byte says nothing; most have few colours, which one byte can
/// number.
fn encoded(width: u32, height: u32, pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let data = match numbered(pixels) {
        Some((palette, numbers)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(palette);
            encoder.set_filter(png::Filter::NoFilter);
            numbers
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_filter(png::Filter::Adaptive);
            pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(out)
}

/// The colours, and for each pixel the number of its colour; None where there are too many colours for a byte.
fn numbered(pixels: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut numbers = std::collections::HashMap::new();
    let mut palette = Vec::new();
    let mut last = ([0; 3], None);
    let mut out = Vec::with_capacity(pixels.len() / 4);
    for pixel in pixels.chunks_exact(4) {
        let colour = [pixel[0], pixel[1], pixel[2]];
        let number = match last {
            (known, Some(number)) if known == colour => number,
            _ => {
                let next = u8::try_from(numbers.len());
                let number = match numbers.get(&colour) {
                    Some(number) => *number,
                    None => {
                        let next = next.ok()?;
                        numbers.insert(colour, next);
                        palette.extend(colour);
                        next
                    }
                };
                last = (colour, Some(number));
                number
            }
        };
        out.push(number);
    }
    Some((palette, out))
}
