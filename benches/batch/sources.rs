//! The Typst sources of a report of a batch, made again from the figures that are attached to its PDF.

use std::fs;
use std::path::Path;

use kapreport::testing::checks::Premises;
use kapreport::testing::compose::{Blueprint, Edition, compose};
use kapreport::testing::definition::{self, Templates};
use kapreport::testing::findings::Findings;
use kapreport::testing::snapshot::Snapshot;

#[path = "../../tests/suite/tags.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod tags;

/// Writes the sources to a folder.
pub fn write(pdf: &Path, folder: &Path) {
    let attached = tags::Pdf::read(&fs::read(pdf).expect("a PDF")).attachments();
    let (_, _, figures) = attached.into_iter().find(|(name, _, _)| name == "figures.json").expect("the figures");
    fs::create_dir_all(folder).expect("make the folder");
    let stored = folder.join("figures.json");
    fs::write(&stored, figures).expect("write the figures");
    let snapshot = Snapshot::read(&stored).expect("a snapshot");
    let findings = Findings::default();
    let templates = Templates::new(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")));
    let definition = definition::read("klyngepakke", templates, &findings).expect("a definition");
    let edition = Edition::new(snapshot.period.last(), false);
    let blueprint = Blueprint::of(&definition).expect("the layout");
    // Without their verdicts each condition of a text would fail, and Python would set other pages than the batch.
    let premises = Premises::of(&definition).verdicts(&snapshot, None, &findings);
    let composition = compose(&blueprint, &snapshot, &[], premises, edition, &findings).expect("a document");
    let mut files = composition.document.files;
    // The list of tables and charts that go to the edge of a page, which setting the pages finds.
    files.insert("/floats.json".to_owned(), b"[]".to_vec());
    files.insert("/first-pass.json".to_owned(), b"false".to_vec());
    // Python's typst has no function that draws charts, so that theirs are drawn by code for Typst.
    files.insert("/drawing.typ".to_owned(), include_bytes!("drawing.typ").to_vec());
    let charts = files.get_mut("/shared/charts.typ").expect("the layout of charts");
    charts.splice(0..0, *b"#import \"/drawing.typ\": drawing\n");
    for (path, bytes) in files {
        let path = folder.join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().expect("a folder")).expect("make the folder");
        fs::write(path, bytes).expect("write the source");
    }
}

/// Writes the fonts of reports to a folder.
pub fn write_fonts(folder: &Path) {
    fs::create_dir_all(folder).expect("make the folder");
    for (name, font) in [
        ("regular", notosans::REGULAR_TTF),
        ("bold", notosans::BOLD_TTF),
        ("italic", notosans::ITALIC_TTF),
        ("bold-italic", notosans::BOLD_ITALIC_TTF),
    ] {
        fs::write(folder.join(format!("{name}.ttf")), font).expect("write the font");
    }
}
