//! A report's colours, title page and logo for the layout.

use super::document::Document;
use super::pictures;
use super::view::{LogoView, ThemeView};
use crate::definition::Templates;
use crate::definition::theme::{Logo, Theme};
use crate::findings::{Finding, Findings};

/// The virtual file that the layout reads the look from.
const THEME: &str = "/theme.json";

/// Adds the look of a report to the document; `folder` is the folder under `templates/` that has the logo. `is_brief` tells whether it
/// is the report of a member of a batch. Reports why the logo cannot be shown.
///
/// It is a file of its own because it is the same in all reports of a batch, which then have their colours computed once.
pub fn add(
    theme: &Theme,
    folder: &str,
    templates: &Templates,
    is_brief: bool,
    document: &mut Document,
    findings: &Findings,
) -> anyhow::Result<()> {
    let view = ThemeView {
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
        brief: is_brief,
    };
    document.files.insert(THEME.to_owned(), serde_json::to_vec(&view)?);
    Ok(())
}

/// The logo's virtual path and bytes.
fn file(logo: &Logo, folder: &str, templates: &Templates) -> Result<(&'static str, Vec<u8>), Box<Finding>> {
    let name = &logo.file.value;
    let pictures::Picture { bytes, .. } = pictures::read(name, folder, templates, "Logoet").map_err(|wrong| {
        Box::new(Finding::new(wrong.code, logo.file.at.place(), wrong.message).advise(wrong.advice))
    })?;
    let path = match name.to_lowercase().rsplit_once('.') {
        Some((_, "svg")) => "/logo.svg",
        Some((_, "png")) => "/logo.png",
        _ => "/logo.jpg",
    };
    Ok((path, bytes))
}
