//! A report's colours, title page and logo for the layout.

use super::document::Document;
use super::pictures;
use super::view::{LogoView, ThemeView};
use crate::definition::Templates;
use crate::definition::theme::{Logo, Theme};
use crate::findings::{Finding, Findings};

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
    let bytes = pictures::read(name, folder, templates, "Logoet").map_err(|wrong| {
        Box::new(Finding::new(wrong.code, logo.file.at.place(), wrong.message).advise(wrong.advice))
    })?;
    let path = match name.to_lowercase().rsplit_once('.') {
        Some((_, "svg")) => "/logo.svg",
        Some((_, "png")) => "/logo.png",
        _ => "/logo.jpg",
    };
    Ok((path, bytes))
}
