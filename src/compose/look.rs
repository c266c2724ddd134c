//! A report's look for the layout: its colours, its title page and its logo.

use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use super::Document;
use super::view::{LogoView, ThemeView};
use crate::definition::Definition;
use crate::definition::theme::{Corner, Cover, Logo};
use crate::findings::{Code, Finding, Findings};

/// The look, with the logo's file put into the document; findings where it cannot be shown.
pub fn view<'a>(definition: &'a Definition, document: &mut Document, findings: &Findings) -> ThemeView<'a> {
    let theme = &definition.report.theme;
    ThemeView {
        primary: &theme.primary,
        secondary: &theme.secondary,
        tint: &theme.tint,
        cover: match theme.cover {
            Cover::Field => "field",
            Cover::Band => "band",
            Cover::Plain => "plain",
        },
        logo: theme.logo.as_ref().and_then(|logo| match file(definition, logo) {
            Ok((path, bytes)) => {
                document.files.insert(path.to_owned(), bytes);
                let (edge, side) = match logo.place {
                    Corner::TopLeft => ("top", "left"),
                    Corner::TopRight => ("top", "right"),
                    Corner::BottomLeft => ("bottom", "left"),
                    Corner::BottomRight => ("bottom", "right"),
                };
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
fn file(definition: &Definition, logo: &Logo) -> Result<(&'static str, Vec<u8>), Box<Finding>> {
    let name = &logo.file.value;
    let wrong = |code, message: String, advice: &str| {
        Box::new(Finding::error(code, logo.file.at.place(), message).advise(advice))
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
    let place = format!("{}/{name}", definition.report.id);
    let bytes = match definition.templates.bytes(&place) {
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
