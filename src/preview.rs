//! The preview of a report: a folder of web pages that shows its editors what has changed since a baseline, and what is wrong.
//!
//! It opens from disk and fetches nothing. The next preview can take it for its baseline: beside the pages it holds the snapshot
//! and what the pages of the report say (`pages.json`).

mod baseline;
pub mod changes;
mod facts;
mod json;
mod marks;
mod site;
mod stored;
mod view;

use chrono::{DateTime, Datelike, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::danish;
use crate::definition::Definition;
use crate::diff::Diff;
use crate::findings::Finding;
use crate::snapshot::{Snapshot, Source};
use crate::typeset::{Page, Whereabouts};
pub use baseline::{Baseline, OldPages};
pub use changes::{PageChange, State, compare};
pub use site::files;
pub use stored::{FORMAT, PAGES, StoredFacts, StoredPages, image, old_image, thumbnail};
pub use view::summary;

/// The file with the facts of a preview, for programs.
pub const FACTS: &str = "preview.json";
/// The snapshot of a preview.
pub const FIGURES: &str = "figures.json";

/// All that a preview shows.
pub struct Preview<'a> {
    /// The report.
    pub about: About,
    /// When it was made, in Denmark.
    pub built: DateTime<Tz>,
    /// What it is compared with.
    pub baseline: Option<&'a Baseline>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The numbers; None where they could not be computed.
    pub numbers: Option<Numbers<'a>>,
    /// The pages; None where they could not be set.
    pub pages: Option<Pages<'a>>,
    /// The pages of the last preview whose pages could be set, where they could not now.
    pub kept: Option<&'a StoredPages>,
    /// The exports, and whether they are as they were in the baseline.
    pub exports: Vec<Export>,
}

/// Which report it is.
pub struct About {
    /// Its id.
    pub report: String,
    /// Its title, with the period.
    pub title: String,
    /// Who makes it.
    pub author: String,
    /// The period's label.
    pub period: String,
}

/// The numbers of a preview.
pub struct Numbers<'a> {
    /// The report.
    pub definition: &'a Definition,
    /// The figures.
    pub snapshot: &'a Snapshot,
    /// How they differ from the baseline; from themselves where there is none.
    pub diff: Diff,
}

/// The pages of a preview.
pub struct Pages<'a> {
    /// The pages.
    pub all: &'a [Page],
    /// Where they show what.
    pub whereabouts: &'a Whereabouts,
    /// What became of each; None where there is nothing to compare with.
    pub changes: Option<Vec<PageChange>>,
    /// The name of the PDF, and how many bytes it has.
    pub pdf: (String, usize),
}

/// An export that was read.
pub struct Export {
    /// What the dataset is called.
    pub label: String,
    /// The file, and whether it is as it was; without a baseline for the period everything is new.
    pub source: Source,
    /// When it was written, in Denmark; None where nobody knows.
    pub written: Option<DateTime<Tz>>,
}

/// How a report stands, in a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Something must be mended.
    Red,
    /// Somebody must look.
    Yellow,
    /// Nothing is wrong.
    Green,
}

/// How much there is of what an editor asks for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Findings at error level.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Figures that are not as they were: another number, another definition, new or gone.
    pub figures_changed: usize,
    /// Pages that are not as they were: another content, new or gone.
    pub pages_changed: usize,
}

/// A moment in words, in Danish time: `26. november 2026 kl. 3.12`.
pub fn moment<Z: TimeZone>(at: &DateTime<Z>) -> String {
    let at = danish::in_denmark(at);
    format!("{} kl.{}{}.{:02}", danish::date(at.date_naive()), danish::NBSP, at.hour(), at.minute())
}

/// A moment in few words, for a column's header: `26. nov. kl. 3.12`.
pub fn short_moment<Z: TimeZone>(at: &DateTime<Z>) -> String {
    let at = danish::in_denmark(at);
    let month = danish::month_name(at.date_naive());
    let short: String =
        if month.chars().count() > 4 { month.chars().take(3).chain(['.']).collect() } else { month.to_owned() };
    format!("{}.{nbsp}{short} kl.{nbsp}{}.{:02}", at.day(), at.hour(), at.minute(), nbsp = danish::NBSP)
}

/// A moment for programs: `2026-11-26T03:12:00+01:00`.
fn iso(at: &DateTime<Tz>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

impl Preview<'_> {
    /// When it was made, for programs.
    pub fn built_iso(&self) -> String {
        iso(&self.built)
    }
}
