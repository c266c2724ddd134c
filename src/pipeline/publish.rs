//! Last step: the files of the report replace those of an earlier one.

use std::path::PathBuf;

use serde::Serialize;

use super::compose::ComposedReport;
use super::request::{SNAPSHOT_FILE, TABLES_FILE};
use super::typeset::TypesetReport;
use super::{Feedback, ProgressStep, ReportPlan};
use crate::compose::Stage;
use crate::output::Staging;
use crate::snapshot::{Account, GapGroup, Gaps};
use crate::typeset::PIXELS_PER_INCH;

/// Subfolder of the page images.
const PAGES_FOLDER: &str = "sider";

/// How a report is built.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// The output folder; `None` for the configured one.
    pub out: Option<PathBuf>,
    pub draft: bool,
    /// Whether to write an image of each page.
    pub page_images: bool,
    /// Stored snapshot to build from; `None` to build from exports.
    pub from_snapshot: Option<PathBuf>,
}

impl BuildOptions {
    pub fn stage(&self) -> Stage {
        if self.draft { Stage::Draft } else { Stage::Final }
    }
}

/// The files that were written, and numbers for a summary.
#[derive(Debug, Serialize)]
pub struct BuiltReport {
    pub pdf: PathBuf,
    /// Path of the snapshot.
    pub figures: PathBuf,
    /// Path of the workbook.
    pub tables: PathBuf,
    pub pages: usize,
    pub figure_count: usize,
    /// The accounts of all datasets added up.
    pub rows: Account,
    /// Account of the rows of each dataset.
    pub datasets: Vec<Account>,
    /// Label of the period that the report is compared with.
    pub compared_with: Option<String>,
    /// Which figures of a draft are unknown because exports are missing or have errors, in Danish.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<String>,
    /// Danish notices about the folder.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
}

/// Writes the files, and replaces the earlier ones, in one step if the folder allows it.
pub fn publish(
    plan: &ReportPlan<'_>,
    composed: &ComposedReport<'_>,
    gaps: &Gaps,
    typeset: &TypesetReport,
    options: &BuildOptions,
    feedback: Feedback<'_>,
) -> anyhow::Result<BuiltReport> {
    feedback.begin(ProgressStep::Publish);
    let snapshot = composed.snapshot;
    let request = plan.request;
    let folder = options.out.clone().unwrap_or_else(|| request.out_folder());
    let pdf = format!("{}-{}.pdf", request.report, request.period.label);
    let exchange = request.exchange(&folder)?;
    let staging = Staging::beside(&folder, &[&pdf, SNAPSHOT_FILE, TABLES_FILE, PAGES_FOLDER], exchange)?;
    staging.write(&pdf, &typeset.pages.pdf)?;
    staging.write(SNAPSHOT_FILE, snapshot.to_json().as_bytes())?;
    staging.write(TABLES_FILE, &typeset.tables)?;
    if options.page_images {
        for (i, png) in typeset.pages.png(PIXELS_PER_INCH)?.iter().enumerate() {
            staging.write(&format!("{PAGES_FOLDER}/side-{:02}.png", i + 1), png)?;
        }
    }
    let notices = staging.publish()?.notices;
    Ok(BuiltReport {
        gaps: gaps.groups(|_| true).iter().map(GapGroup::sentence).collect(),
        notices,
        pdf: folder.join(&pdf),
        figures: folder.join(SNAPSHOT_FILE),
        tables: folder.join(TABLES_FILE),
        pages: typeset.pages.page_count(),
        figure_count: snapshot.figures.len(),
        rows: Account::sum(snapshot.datasets.values()),
        datasets: snapshot.datasets.values().cloned().collect(),
        compared_with: composed.earlier.first().map(|earlier| earlier.period.label.clone()),
    })
}
