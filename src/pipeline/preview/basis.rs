//! What the report was made from, to be stored for the next preview.

use chrono::DateTime;
use chrono_tz::Tz;
use indexmap::IndexMap;

use super::last_good::LastGood;
use crate::danish;
use crate::pipeline::ReportPlan;
use crate::preview::stored::{BASIS_FORMAT, StoredBasis, StoredSource};
use crate::snapshot::{Gaps, RowDigest};

pub fn of(
    plan: &ReportPlan<'_>,
    gaps: &Gaps,
    rows: &IndexMap<String, Vec<RowDigest>>,
    last: &LastGood,
    built: &DateTime<Tz>,
) -> StoredBasis {
    let (report, templates) = (&plan.definition.report.id, &plan.definition.templates);
    let tonight = format!("den {}", danish::date(built.date_naive()));
    let names = [".toml", ".typ"].into_iter().flat_map(|ending| templates.names(report, ending));
    let sources = names.filter_map(|name| {
        let path = format!("{report}/{name}");
        let text = templates.text(&path).ok()??.into_owned();
        let from = gaps.files.get(&path).unwrap_or(&tonight).clone();
        Some((path, StoredSource { text, from }))
    });
    let mut rows = rows.clone();
    for id in gaps.datasets.keys() {
        let kept = last.basis.as_ref().and_then(|basis| basis.rows.get(id));
        rows.extend(kept.map(|kept| (id.clone(), kept.clone())));
    }
    StoredBasis { format: BASIS_FORMAT, report: report.clone(), sources: sources.collect(), rows }
}
