//! The folder of a preview: its files, and its pictures, drawn where they are not known already.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use super::baseline::Against;
use super::setting::{Earlier, Set};
use crate::cli::job::Target;
use crate::cli::stored;
use crate::output::Staging;
use crate::preview::{self, FIGURES, OldPages, PAGES, Preview, StoredPages, image, old_image, thumbnail};
use crate::typeset::{PIXELS_PER_INCH, Page, Typeset};

/// The resolution of the small ones.
const SMALL: f64 = 24.0;

/// The pictures that are drawn already, in an earlier preview, by what tells that a page looks the same.
pub struct Pictures(HashMap<String, [PathBuf; 2]>);

impl Pictures {
    /// The pictures of earlier previews.
    pub fn of_earlier(earlier: &[Earlier]) -> Self {
        let mut known = HashMap::new();
        for (stored, folder) in earlier {
            for (index, page) in stored.pages.iter().enumerate() {
                let files = [image(index), thumbnail(index)].map(|name| folder.join(name));
                known.entry(page.picture.clone()).or_insert(files);
            }
        }
        Self(known)
    }

    /// The picture of a page, large and small.
    fn of(&self, index: usize, page: &Page, typeset: Option<&Typeset>) -> anyhow::Result<[Vec<u8>; 2]> {
        if let Some([large, small]) = self.0.get(&page.picture)
            && let (Ok(large), Ok(small)) = (fs::read(large), fs::read(small))
        {
            return Ok([large, small]);
        }
        let typeset = typeset.context("En side i den tidligere forhåndsvisning er væk")?;
        Ok([typeset.page_png(index, PIXELS_PER_INCH)?, typeset.page_png(index, SMALL)?])
    }
}

/// Puts the preview in its place.
///
/// # Errors
/// When something cannot be drawn or written; the earlier preview is untouched then.
pub fn write(
    out: &Path,
    preview: &Preview<'_>,
    files: &[(&'static str, String)],
    set: Option<&Set>,
    kept: Option<&Earlier>,
    pictures: &Pictures,
) -> anyhow::Result<()> {
    let pdfs = [&preview.pages.as_ref().map(|pages| pages.pdf.0.clone()), &kept.map(|(stored, _)| stored.pdf.clone())];
    let mut ours: Vec<&str> = files.iter().map(|(name, _)| *name).chain([FIGURES, PAGES, "sider"]).collect();
    ours.extend(pdfs.into_iter().flatten().map(String::as_str));
    let staging = Staging::beside(out, &ours)?;
    for (name, text) in files {
        staging.write(name, text.as_bytes())?;
    }
    // Figures and pages are of the same night: the next one compares with both.
    if let Some(numbers) = preview.numbers.as_ref().filter(|_| kept.is_none()) {
        staging.write(FIGURES, numbers.snapshot.to_json().as_bytes())?;
    }
    if let (Some(pages), Some(set)) = (&preview.pages, set) {
        let stored = StoredPages {
            format: preview::FORMAT,
            built: preview.built.fixed_offset(),
            pdf: pages.pdf.0.clone(),
            document: set.document.clone(),
            pages: set.pages.clone(),
            whereabouts: set.whereabouts.clone(),
            warnings: set.warnings.clone(),
        };
        staging.write(PAGES, stored.to_json().as_bytes())?;
        staging.write(&pages.pdf.0, &set.pdf)?;
        pages.all.par_iter().enumerate().try_for_each(|(index, page)| {
            let [large, small] = pictures.of(index, page, set.typeset.as_ref())?;
            staging.write(&image(index), &large)?;
            staging.write(&thumbnail(index), &small)
        })?;
        let changes = pages.changes.iter().flatten().filter(|change| change.state.is_change());
        let old: Vec<usize> = changes.filter_map(|change| change.old).collect();
        if let Some(Ok(before)) = preview.baseline.map(|baseline| &baseline.pages) {
            old.par_iter().try_for_each(|index| staging.write(&old_image(*index), &old_picture(before, *index)?))?;
        }
    }
    if let Some((stored, folder)) = kept {
        keep(stored, folder, &staging)?;
    }
    staging.publish()
}

/// The picture of a page of the baseline.
fn old_picture(before: &OldPages, index: usize) -> anyhow::Result<Vec<u8>> {
    match before {
        OldPages::Stored(_, folder) => {
            let path = folder.join(image(index));
            fs::read(&path).with_context(|| format!("{} kan ikke læses", path.display()))
        }
        OldPages::SetNow(_, typeset) => typeset.page_png(index, PIXELS_PER_INCH),
    }
}

/// Puts the pages and figures of an earlier preview beside one that has no pages of its own: the next preview compares with them.
fn keep(stored: &StoredPages, folder: &Path, staging: &Staging) -> anyhow::Result<()> {
    let pictures = (0..stored.pages.len()).flat_map(|index| [image(index), thumbnail(index)]);
    let names = pictures.chain([PAGES.to_owned(), stored.pdf.clone(), FIGURES.to_owned()]);
    for name in names {
        // What is not there any more cannot be kept.
        if let Ok(bytes) = fs::read(folder.join(&name)) {
            staging.write(&name, &bytes)?;
        }
    }
    Ok(())
}

/// The earlier previews whose pages are known: the baseline, and the one that is to be replaced.
pub fn earlier(against: Option<&Against>, out: &Path) -> Vec<Earlier> {
    let replaced = StoredPages::read(out).map(|stored| (stored, out.to_owned()));
    against.and_then(Against::stored).into_iter().chain(replaced).collect()
}

/// The last preview of this report and period with pages.
pub fn kept<'a>(earlier: &'a [Earlier], out: &Path, target: &Target) -> Option<&'a Earlier> {
    let of_this = || stored::read_of(&out.join(FIGURES), &target.report, &target.period).is_ok();
    let of_this = earlier.iter().filter(|(_, folder)| folder != out || of_this());
    of_this.max_by_key(|(stored, _)| stored.built)
}
