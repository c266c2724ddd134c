//! Pictures: `#billede("hus.png", alt: "…")` in chapters, and reading of image files.

use indexmap::IndexMap;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use super::document::Document;
use crate::danish;
use crate::definition::usage::scan;
use crate::definition::{Definition, Templates};
use crate::findings::{Code, Finding, Findings};

/// The virtual folder of the pictures.
const FOLDER: &str = "/billeder/";
const CALL: &str = "#billede(";

/// Least resolution of a picture in pixels per inch: larger pixels would be visible on paper.
const LEAST_RESOLUTION: f64 = 110.0;
const POINTS_PER_INCH: f64 = 72.0;

/// Adds the pictures that the chapters name to the document. Returns how wide each may be, see `LayoutData::pictures`. Reports
/// pictures that cannot be shown, and those without an alternative text.
pub fn add(definition: &Definition, document: &mut Document, findings: &Findings) -> IndexMap<String, Option<f64>> {
    let mut added = IndexMap::new();
    for chapter in &definition.chapters {
        let text = &chapter.prose.value;
        for (start, _) in text.match_indices(CALL) {
            let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
            if text[line_start..start].trim_start().starts_with("//") {
                continue;
            }
            let arguments = arguments(&text[start + CALL.len()..]);
            let place = || scan::at(&chapter.prose, start + 1).place();
            let name = arguments.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
            if !has_alternative(arguments) {
                let message = format!("Billedet »{name}« har ingen beskrivelse.");
                let advice =
                    "Skriv, hvad billedet viser, til dem, der ikke kan se det: #billede(\"hus.png\", alt: \"…\").";
                findings.push(Finding::new(Code::MissingKey, place(), message).advise(advice).leaving_numbers_right());
            }
            match read(name, &definition.report.id, &definition.templates, "Billedet") {
                Ok(Picture { bytes, pixels }) => {
                    document.files.insert(format!("{FOLDER}{name}"), bytes);
                    let widest = pixels.map(|pixels| f64::from(pixels) / LEAST_RESOLUTION * POINTS_PER_INCH);
                    added.insert(name.to_owned(), widest);
                }
                Err(Unreadable { code, message, advice }) => {
                    findings.push(Finding::new(code, place(), message).advise(advice).leaving_numbers_right());
                }
            }
        }
    }
    added
}

/// The text up to the parenthesis that ends the call; parentheses in quotes do not count.
fn arguments(text: &str) -> &str {
    let (mut open, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => open += 1,
            ')' if !quoted && open == 0 => return &text[..at],
            ')' if !quoted => open -= 1,
            _ => {}
        }
    }
    text
}

fn has_alternative(arguments: &str) -> bool {
    let Some((_, rest)) = arguments.split_once("alt:") else { return false };
    let text = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
    text.is_some_and(|text| !text.trim().is_empty())
}

/// A file that can be shown.
pub struct Picture {
    pub bytes: Vec<u8>,
    /// How many pixels wide it is; `None` for an SVG, which is sharp at any size.
    pub pixels: Option<u32>,
}

/// Why a file cannot be shown.
pub struct Unreadable {
    pub code: Code,
    pub message: String,
    pub advice: &'static str,
}

/// Reads a picture in the report's folder; `what` is its name in messages.
pub fn read(name: &str, folder: &str, templates: &Templates, what: &str) -> Result<Picture, Unreadable> {
    let wrong = |code, message: String, advice| Unreadable { code, message, advice };
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let format = match extension.as_str() {
        "svg" => None,
        "png" => Some(ExchangeFormat::Png),
        "jpg" | "jpeg" => Some(ExchangeFormat::Jpg),
        _ => {
            let message = format!("{what} »{name}« er hverken en SVG-, PNG- eller JPEG-fil.");
            return Err(wrong(Code::BadValue, message, "Gem det som SVG, PNG eller JPEG."));
        }
    };
    if name.contains(['/', '\\']) {
        let message = format!("{what} »{name}« ligger ikke i rapportens mappe.");
        return Err(wrong(Code::BadValue, message, "Læg filen i mappen, og skriv kun dens navn."));
    }
    let place = format!("{folder}/{name}");
    let bytes = match templates.bytes(&place) {
        Ok(Some(bytes)) => bytes.into_owned(),
        Ok(None) => {
            let message = format!("{what} »{place}« findes ikke.");
            return Err(wrong(Code::MissingTemplate, message, "Læg filen i rapportens mappe."));
        }
        Err(error) => {
            let message = format!("{what} »{place}« kan ikke læses: {}.", danish::io_error(&error));
            return Err(wrong(Code::MissingTemplate, message, ""));
        }
    };
    let data = Bytes::new(bytes.clone());
    let pixels = match format {
        None => SvgImage::new(data).ok().map(|_| None),
        Some(format) => RasterImage::plain(data, format).ok().map(|image| Some(image.width())),
    };
    let Some(pixels) = pixels else {
        let message = format!("{what} »{place}« er ødelagt eller en fil af en anden slags, end navnet siger.");
        return Err(wrong(Code::BadValue, message, "Åbn filen, og gem den igen i den rigtige slags."));
    };
    Ok(Picture { bytes, pixels })
}
