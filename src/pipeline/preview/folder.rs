//! The folder of a preview. Page images that an earlier preview has drawn are copied.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use super::baseline::FoundBaseline;
use super::earlier::EarlierPreview;
use super::pages::TypesetPages;
use crate::output::{Exchange, PublishedFolder, Staging};
use crate::pipeline::{Request, stored};
use crate::preview::baseline::OldPages;
use crate::preview::file_names::{BASIS, PAGES, SNAPSHOT, image, old_image, thumbnail};
use crate::preview::model::{Preview, ReportPages};
use crate::preview::stored::{FORMAT, StoredBasis, StoredPages};
use crate::typeset::{PIXELS_PER_INCH, Page, Typeset};

/// Resolution of the thumbnails, in pixels per inch.
const THUMBNAIL_RESOLUTION: f64 = 24.0;
/// Subfolder of the page images.
const PICTURES_FOLDER: &str = "sider";

/// The earlier previews whose pages may be used again: the baseline, and the one that is to be replaced.
pub fn earlier_previews(baseline: Option<&FoundBaseline>, out: &Path) -> Vec<EarlierPreview> {
    let replaced = StoredPages::read(out).map(|stored| EarlierPreview { stored, folder: out.to_owned() });
    baseline.and_then(FoundBaseline::stored).cloned().into_iter().chain(replaced).collect()
}

/// The latest preview of this report and period that has pages.
pub fn last_with_pages<'a>(earlier: &'a [EarlierPreview], out: &Path, request: &Request) -> Option<&'a EarlierPreview> {
    let is_of_this = || stored::read_of(&out.join(SNAPSHOT), &request.report, &request.period).is_ok();
    let of_this = earlier.iter().filter(|earlier| earlier.folder != out || is_of_this());
    of_this.max_by_key(|earlier| earlier.stored.built)
}

/// Everything that a preview's folder is made from.
pub struct PreviewFolder<'a> {
    pub preview: &'a Preview<'a>,
    /// The web pages and the facts, by name.
    pub files: &'a [(&'static str, String)],
    /// `None` if the definition could not be read.
    pub basis: Option<&'a StoredBasis>,
    pub pages: Option<&'a TypesetPages>,
    /// The preview whose pages are kept because this one has none.
    pub kept: Option<&'a EarlierPreview>,
    /// Previews that may have the pictures already.
    pub earlier: &'a [EarlierPreview],
}

impl PreviewFolder<'_> {
    /// Replaces the folder. If this fails, an earlier preview stays untouched, unless its files are exchanged one by one (see
    /// [`Exchange`]).
    pub fn publish(&self, out: &Path, exchange: Exchange) -> anyhow::Result<PublishedFolder> {
        let staging = Staging::beside(out, &self.own_names(), exchange)?;
        for (name, text) in self.files {
            staging.write(name, text.as_bytes())?;
        }
        // Kept pages come with the figures that they show, because the next preview compares with both.
        if let Some(figures) = self.preview.figures.as_ref().filter(|_| self.kept.is_none()) {
            staging.write(SNAPSHOT, figures.snapshot.to_json().as_bytes())?;
        }
        if let Some(basis) = self.basis.filter(|_| self.kept.is_none()) {
            staging.write(BASIS, basis.to_json().as_bytes())?;
        }
        if let (Some(shown), Some(pages)) = (&self.preview.pages, self.pages) {
            self.write_pages(shown, pages, &staging)?;
        }
        if let Some(kept) = self.kept {
            keep(kept, &staging)?;
        }
        staging.publish()
    }

    /// Names in the folder that belong to previews; everything else there belongs to others.
    fn own_names(&self) -> Vec<&str> {
        let pdf = self.preview.pages.as_ref().map(|pages| pages.pdf.name.as_str());
        let kept = self.kept.map(|kept| kept.stored.pdf.as_str());
        let files = self.files.iter().map(|(name, _)| *name);
        files.chain([SNAPSHOT, PAGES, BASIS, PICTURES_FOLDER]).chain(pdf).chain(kept).collect()
    }

    fn write_pages(&self, shown: &ReportPages<'_>, pages: &TypesetPages, staging: &Staging) -> anyhow::Result<()> {
        let stored = StoredPages {
            format: FORMAT,
            built: self.preview.built.fixed_offset(),
            pdf: shown.pdf.name.clone(),
            document: pages.document.clone(),
            pages: pages.pages.clone(),
            whereabouts: pages.whereabouts.clone(),
            warnings: pages.warnings.clone(),
        };
        staging.write(PAGES, stored.to_json().as_bytes())?;
        staging.write(&shown.pdf.name, &pages.pdf)?;
        let known = KnownPictures::of(self.earlier);
        shown.all.par_iter().enumerate().try_for_each(|(index, page)| {
            let [large, small] = known.picture(index, page, pages.typeset.as_ref())?;
            staging.write(&image(index), &large)?;
            staging.write(&thumbnail(index), &small)
        })?;
        let changes = shown.changes.iter().flatten().filter(|change| change.state.is_change());
        let old: Vec<usize> = changes.filter_map(|change| change.old).collect();
        if let Some(Ok(before)) = self.preview.baseline.map(|baseline| &baseline.pages) {
            old.par_iter().try_for_each(|index| staging.write(&old_image(*index), &old_picture(before, *index)?))?;
        }
        Ok(())
    }
}

/// Picture and thumbnail of the pages of earlier previews, by the hash of their appearance.
struct KnownPictures(HashMap<String, [PathBuf; 2]>);

impl KnownPictures {
    fn of(earlier: &[EarlierPreview]) -> Self {
        let mut known = HashMap::new();
        for EarlierPreview { stored, folder } in earlier {
            for (index, page) in stored.pages.iter().enumerate() {
                let files = [image(index), thumbnail(index)].map(|name| folder.join(name));
                known.entry(page.picture.clone()).or_insert(files);
            }
        }
        Self(known)
    }

    /// Picture and thumbnail of a page, drawn unless they are known.
    fn picture(&self, index: usize, page: &Page, typeset: Option<&Typeset>) -> anyhow::Result<[Vec<u8>; 2]> {
        if let Some([large, small]) = self.0.get(&page.picture)
            && let (Ok(large), Ok(small)) = (fs::read(large), fs::read(small))
        {
            return Ok([large, small]);
        }
        let typeset = typeset.context("En side i den tidligere forhåndsvisning er væk")?;
        Ok([typeset.page_png(index, PIXELS_PER_INCH)?, typeset.page_png(index, THUMBNAIL_RESOLUTION)?])
    }
}

/// Picture of a page of the baseline.
fn old_picture(before: &OldPages, index: usize) -> anyhow::Result<Vec<u8>> {
    match before {
        OldPages::Stored(_, folder) => {
            let path = folder.join(image(index));
            fs::read(&path).with_context(|| format!("{} kan ikke læses", path.display()))
        }
        OldPages::SetNow(_, typeset) => typeset.page_png(index, PIXELS_PER_INCH),
    }
}

/// Copies pages and figures of an earlier preview, so that the next preview can compare with them.
fn keep(EarlierPreview { stored, folder }: &EarlierPreview, staging: &Staging) -> anyhow::Result<()> {
    let pictures = (0..stored.pages.len()).flat_map(|index| [image(index), thumbnail(index)]);
    let others = [PAGES, &stored.pdf, SNAPSHOT, BASIS].map(str::to_owned);
    let names = pictures.chain(others);
    for name in names {
        // A file that has been deleted since cannot be kept.
        if let Ok(bytes) = fs::read(folder.join(&name)) {
            staging.write(&name, &bytes)?;
        }
    }
    Ok(())
}
