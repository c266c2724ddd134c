//! A report's colours, title page and logo for the layout.

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use super::document::Document;
use super::view::{LogoView, ThemeView};
use crate::definition::Templates;
use crate::definition::theme::{Logo, Theme};
use crate::findings::{Code, Finding, Findings};

/// The look of a report; `folder` is the folder under `templates/` that has the logo. Adds the logo to the document, or reports
/// why it cannot be shown.
pub fn view<'a>(
    theme: &'a Theme,
    folder: &str,
    templates: &Templates,
    document: &mut Document,
    findings: &Findings,
) -> ThemeView<'a> {
    ThemeView {
        primary: &theme.primary,
        secondary: &theme.secondary,
        tint: &theme.tint,
        cover: theme.cover.into(),
        logo: theme.logo.as_ref().and_then(|logo| match file(logo, folder, templates) {
            Ok((path, bytes)) => {
                document.files.insert(path.to_owned(), bytes);
                let (edge, side) = logo.place.into();
                Some(LogoView { path, alt: &logo.alt, edge, side })
            }
            Err(finding) => {
                findings.push(*finding);
                None
            }
        }),
    }
}

/// The logo's virtual path and bytes.
fn file(logo: &Logo, folder: &str, templates: &Templates) -> Result<(&'static str, Vec<u8>), Box<Finding>> {
    let name = &logo.file.value;
    let wrong = |code, message: String, advice: &str| {
        Box::new(Finding::new(code, logo.file.at.place(), message).advise(advice))
    };
    let path = match name.to_lowercase().rsplit_once('.') {
        Some((_, "svg")) => "/logo.svg",
        Some((_, "png")) => "/logo.png",
        _ => {
            let message = format!("Logoet »{name}« er hverken en SVG- eller en PNG-fil.");
            return Err(wrong(Code::BadValue, message, "Gem logoet som SVG eller PNG."));
        }
    };
    if name.contains(['/', '\\']) {
        let message = format!("Logoet »{name}« ligger ikke i rapportens mappe.");
        return Err(wrong(Code::BadValue, message, "Læg filen i mappen, og skriv kun dens navn."));
    }
    let place = format!("{folder}/{name}");
    let bytes = match templates.bytes(&place) {
        Ok(Some(bytes)) => bytes.into_owned(),
        Ok(None) => {
            let message = format!("Logoet »{place}« findes ikke.");
            return Err(wrong(Code::MissingTemplate, message, "Læg filen i rapportens mappe."));
        }
        Err(error) => {
            let message = format!("Logoet »{place}« kan ikke læses: {error}.");
            return Err(wrong(Code::MissingTemplate, message, ""));
        }
    };
    let data = Bytes::new(bytes.clone());
    let is_whole = match path {
        "/logo.svg" => SvgImage::new(data).is_ok(),
        _ => RasterImage::plain(data, ExchangeFormat::Png).is_ok(),
    };
    if !is_whole {
        let message = format!("Logoet »{place}« er ødelagt eller en fil af en anden slags, end navnet siger.");
        return Err(wrong(Code::BadValue, message, "Åbn filen, og gem den igen som SVG eller PNG."));
    }
    Ok((path, bytes))
}
