//! Pages as PNG pictures with small palettes.

use std::cmp::Reverse;
use std::collections::HashMap;

use anyhow::Context;
use typst_layout::Page;

pub fn png(page: &Page, pixels_per_inch: f64) -> anyhow::Result<Vec<u8>> {
    let options = typst_render::RenderOptions { pixel_per_pt: (pixels_per_inch / 72.0).into(), ..Default::default() };
    let drawn = typst_render::render(page, &options);
    encode(drawn.width(), drawn.height(), drawn.data()).context("En side kan ikke gemmes som PNG")
}

/// Pixels of four bytes as PNG. Pages are opaque, so the fourth byte is left out. Most pages have few colours, and one byte for
/// each pixel is enough.
fn encode(width: u32, height: u32, pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let data = match reduce_colours(pixels) {
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

/// The resolution of page images, in pixels an inch.
pub const PIXELS_PER_INCH: f64 = 110.0;
/// Most colours of an image. With 256 it is a quarter larger and looks no better.
const PALETTE: usize = 64;
/// How many of them are the most common colours. The others are those least similar to these, such as that of a thin line in a
/// chart.
const COMMON: usize = 40;
/// A page with more colours has photographs and keeps all of them.
const DRAWN: usize = 8192;

/// A palette, and for each pixel the number of the nearest colour. The colours left out are shades at the edges of letters.
/// `None` if there are too many.
fn reduce_colours(pixels: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let runs = pixel_runs(pixels);
    let mut counts: HashMap<[u8; 3], usize> = HashMap::new();
    for (colour, length) in &runs {
        *counts.entry(*colour).or_default() += length;
    }
    if counts.len() > DRAWN {
        return None;
    }
    let mut all: Vec<([u8; 3], usize)> = counts.into_iter().collect();
    all.sort_by_key(|(colour, count)| (Reverse(*count), *colour));
    let (palette, nearest) = palette(&all.into_iter().map(|(colour, _)| colour).collect::<Vec<_>>());
    let mut data = Vec::with_capacity(pixels.len() / 4);
    for (colour, length) in runs {
        data.resize(data.len() + length, nearest.get(&colour).copied().unwrap_or_default());
    }
    Some((palette.concat(), data))
}

/// Runs of equal pixels: colour and length. Compares whole blocks, since most of a page is white and builds without optimisation
/// spend most of their time per pixel.
fn pixel_runs(pixels: &[u8]) -> Vec<([u8; 3], usize)> {
    const BLOCK: usize = 256;
    let pixels = &pixels[..pixels.len() / 4 * 4];
    let mut runs = Vec::new();
    let mut start = 0;
    while start < pixels.len() {
        let mut end = start + 4;
        while end + BLOCK <= pixels.len() && pixels[end..end + BLOCK] == pixels[end - 4..end + BLOCK - 4] {
            end += BLOCK;
        }
        while end < pixels.len() && pixels[end..end + 4] == pixels[end - 4..end] {
            end += 4;
        }
        runs.push(([pixels[start], pixels[start + 1], pixels[start + 2]], (end - start) / 4));
        start = end;
    }
    runs
}

/// A palette for these colours, the most common first, and for each colour its number in the palette.
fn palette(colours: &[[u8; 3]]) -> (Vec<[u8; 3]>, HashMap<[u8; 3], u8>) {
    let distance = |a: [u8; 3], b: [u8; 3]| {
        let [red, green, blue] = [a[0].abs_diff(b[0]), a[1].abs_diff(b[1]), a[2].abs_diff(b[2])].map(u32::from);
        red * red + green * green + blue * blue
    };
    let mut palette: Vec<[u8; 3]> = Vec::new();
    // For each colour the distance to the nearest one of the palette, and its number.
    let mut nearest_so_far = vec![(u32::MAX, 0); colours.len()];
    while palette.len() < PALETTE {
        let next = if palette.len() < COMMON {
            colours.get(palette.len())
        } else {
            let farthest = colours.iter().zip(&nearest_so_far).rev().max_by_key(|(_, (distance, _))| *distance);
            farthest.filter(|(_, (distance, _))| *distance > 0).map(|(colour, _)| colour)
        };
        let (Some(next), Ok(number)) = (next, u8::try_from(palette.len())) else { break };
        palette.push(*next);
        for (colour, nearest_so_far) in colours.iter().zip(&mut nearest_so_far) {
            let distance = distance(*colour, *next);
            if distance < nearest_so_far.0 {
                *nearest_so_far = (distance, number);
            }
        }
    }
    let nearest = colours.iter().zip(nearest_so_far).map(|(colour, (_, number))| (*colour, number)).collect();
    (palette, nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pixels of a picture with this many colours, which differ in how many pixels they have.
    fn pixels(colours: u32) -> Vec<u8> {
        let of = |colour: u32| [(colour % 256) as u8, (colour / 256) as u8, 40, 255].repeat(colour as usize % 7 + 1);
        (0..colours).flat_map(of).collect()
    }

    fn decoded(png: &[u8]) -> Vec<u8> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut out = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut out).unwrap();
        out
    }

    fn rgb(pixels: &[u8]) -> Vec<u8> {
        pixels.chunks_exact(4).flat_map(|pixel| pixel[..3].to_vec()).collect()
    }

    #[test]
    fn a_picture_of_few_colours_or_of_very_many_loses_none() {
        for colours in [1, 2, 64, 9000] {
            let pixels = pixels(colours);
            let png = encode((pixels.len() / 4) as u32, 1, &pixels).unwrap();
            assert!(decoded(&png) == rgb(&pixels), "{colours} colours");
        }
    }

    #[test]
    fn a_rare_colour_that_is_like_no_other_is_kept() {
        let line = [200, 10, 90, 255];
        let pixels = [pixels(600), line.to_vec()].concat();
        let png = encode((pixels.len() / 4) as u32, 1, &pixels).unwrap();
        assert!(decoded(&png).ends_with(&line[..3]));
    }

    #[test]
    fn of_more_colours_than_a_picture_has_the_rare_ones_become_their_neighbours() {
        let pixels = pixels(600);
        let png = encode((pixels.len() / 4) as u32, 1, &pixels).unwrap();
        let off = decoded(&png).iter().zip(rgb(&pixels)).map(|(a, b)| a.abs_diff(b)).max().unwrap();
        assert!((1..=16).contains(&off), "{off}");
    }
}
