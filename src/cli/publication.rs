//! From a checked snapshot to the report's files, for every command that makes them.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use super::job::Job;
use super::progress::Progress;
use crate::compose::{self, Edition};
use crate::findings::Findings;
use crate::output::Staging;
use crate::snapshot::{Account, Snapshot};
use crate::typeset::{self, PIXELS_PER_INCH};

/// The workbook with the report's tables in the output.
const TABLES: &str = "tables.xlsx";
/// The folder of page images in the output.
const PAGES: &str = "sider";

/// Which files are made, and where.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// The folder they are put in; None means the configured one.
    pub out: Option<&'a Path>,
    /// Whether each page is an image too.
    pub pages: bool,
}

/// What was made.
#[derive(Debug, Serialize)]
pub struct Built {
    /// The report.
    pub pdf: PathBuf,
    /// The snapshot.
    pub figures: PathBuf,
    /// The workbook with its tables.
    pub tables: PathBuf,
    /// How many pages it has.
    pub pages: usize,
    /// How many figures it has.
    pub figure_count: usize,
    /// What became of all rows.
    pub rows: Account,
    /// What became of the rows of each dataset.
    pub datasets: Vec<Account>,
    /// The label of the period that it is compared with.
    pub compared_with: Option<String>,
}

/// Composes and typesets the report and puts its files in their place; None after findings that stop it, and then the earlier
/// files are untouched.
///
/// # Errors
/// When something cannot be written.
pub fn publish(
    job: &Job,
    snapshot: &Snapshot,
    edition: Edition,
    files: &Files<'_>,
    findings: &Findings,
    progress: &Progress,
) -> anyhow::Result<Option<Built>> {
    let earlier = job.earlier(findings);
    progress.stage("Skriver teksten");
    let document = compose::compose(&job.definition, snapshot, &earlier, edition, findings)?;
    if findings.stop(edition.is_draft()) {
        return Ok(None);
    }
    progress.stage("Sætter siderne");
    // Typesetting does not keep every processor busy.
    let (typeset, tables) = thread::scope(|scope| {
        let tables = scope.spawn(|| compose::spreadsheet(&job.definition, snapshot, &document, edition));
        (typeset::typeset(&document, edition.date, findings), tables.join())
    });
    let Some(typeset) = typeset? else { return Ok(None) };
    let tables = tables.map_err(|_| anyhow::anyhow!("{TABLES} kan ikke laves"))??;
    progress.stage("Gemmer");
    let report = &job.definition.report.id;
    let place = files.out.map_or_else(|| job.config.out_folder(report, &job.period.label), Path::to_owned);
    let name = format!("{report}-{}.pdf", job.period.label);
    let staging = Staging::beside(&place, &[&name, "figures.json", TABLES, PAGES])?;
    staging.write(&name, &typeset.pdf)?;
    staging.write("figures.json", snapshot.to_json().as_bytes())?;
    staging.write(TABLES, &tables)?;
    if files.pages {
        for (i, png) in typeset.png(PIXELS_PER_INCH)?.iter().enumerate() {
            staging.write(&format!("{PAGES}/side-{:02}.png", i + 1), png)?;
        }
    }
    staging.publish()?;
    Ok(Some(Built {
        pdf: place.join(&name),
        figures: place.join("figures.json"),
        tables: place.join(TABLES),
        pages: typeset.page_count(),
        figure_count: snapshot.figures.len(),
        rows: Account::sum(snapshot.datasets.values()),
        datasets: snapshot.datasets.values().cloned().collect(),
        compared_with: earlier.into_iter().next().map(|snapshot| snapshot.period.label),
    }))
}

/// The date the edition bears: a draft the day it is made, a final report the day it is published.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is no time.
pub fn edition_date(draft: bool, job: &Job) -> anyhow::Result<NaiveDate> {
    let report = &job.definition.report;
    if !draft && let Some(published) = report.published.get(&job.period.label) {
        return Ok(*published);
    }
    let seconds = match source_date_epoch()? {
        None if draft => {
            SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_secs()).ok())
        }
        epoch => epoch,
    };
    match seconds {
        None => Ok(report.date(&job.period)),
        Some(seconds) => DateTime::from_timestamp(seconds, 0)
            .map(|moment| moment.date_naive())
            .context("SOURCE_DATE_EPOCH er ikke et tidspunkt"),
    }
}

/// The time that everything is to be made at, in seconds, where the environment says so.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is no number.
pub fn source_date_epoch() -> anyhow::Result<Option<i64>> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds =
        text.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH er »{text}« og ikke et antal sekunder"))?;
    Ok(Some(seconds))
}
