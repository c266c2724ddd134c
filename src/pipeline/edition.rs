//! The date that is printed on an edition.

use std::time::SystemTime;

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::{ReportPlan, Request};
use crate::compose::{Edition, Stage};

/// The date of a draft is today, that of everything else the day the report is published: so the same input gives the same bytes
/// on any day, and the pages of two previews can be compared.
pub fn edition(plan: &ReportPlan<'_>, stage: Stage) -> anyhow::Result<Edition> {
    let report = &plan.definition.report;
    let period = &plan.request.period;
    if stage != Stage::Draft
        && let Some(published) = report.published.get(&period.label)
    {
        return Ok(Edition { date: *published, stage });
    }
    let date = match plan.request.fixed_time()? {
        // Not for a preview, which must not differ from yesterday's by its date.
        Some(moment) if stage != Stage::Preview => moment.date_naive(),
        None if stage == Stage::Draft => DateTime::<Utc>::from(SystemTime::now()).date_naive(),
        None | Some(_) => report.date(period),
    };
    Ok(Edition { date, stage })
}

/// The time now: the clock's, or that of `SOURCE_DATE_EPOCH`.
pub fn now(request: &Request) -> anyhow::Result<DateTime<Utc>> {
    Ok(request.fixed_time()?.unwrap_or_else(|| SystemTime::now().into()))
}

impl Request {
    fn fixed_time(&self) -> anyhow::Result<Option<DateTime<Utc>>> {
        if self.now.is_some() { Ok(self.now) } else { source_date_epoch() }
    }
}

/// The time at which everything is made, if the environment fixes it for reproducible builds.
fn source_date_epoch() -> anyhow::Result<Option<DateTime<Utc>>> {
    let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds =
        text.trim().parse().with_context(|| format!("SOURCE_DATE_EPOCH er »{text}« og ikke et antal sekunder"))?;
    DateTime::from_timestamp(seconds, 0).context("SOURCE_DATE_EPOCH er ikke et tidspunkt").map(Some)
}
