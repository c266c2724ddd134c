//! Computes what can be computed although exports are missing or have errors, for previews and drafts. A figure that would be
//! wrong keeps its last good number or is unknown; all others are complete.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::verify::report_former_names;
use super::{Feedback, ProgressStep, ReportPlan, Stop, batch, read, stored};
use crate::checks;
use crate::definition::Definition;
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::figures::{self, Figures};
use crate::findings::{Finding, Findings, Place, Severity};
use crate::ingest::Ingested;
use crate::snapshot::{Figure, FigureGap, Gaps, Member, Snapshot, Value};

/// Gives the last good number of a figure by its id and the hash of its definition.
type LastNumber<'a> = &'a dyn Fn(&FigureId, &str) -> Option<Figure>;

/// The figures that could be computed, and the gaps that the others leave.
#[derive(Debug, Clone)]
pub struct Salvage {
    pub snapshot: Snapshot,
    pub gaps: Gaps,
}

impl Salvage {
    /// A snapshot that lacks nothing.
    pub fn whole(snapshot: Snapshot) -> Self {
        Self { snapshot, gaps: Gaps::default() }
    }
}

/// Computes the figures of a draft, or of the preview of one member of a batch. Stops when a CPR number is found, or when no
/// export can be read.
pub fn compute_draft(plan: &mut ReportPlan<'_>, feedback: Feedback<'_>) -> Result<Salvage, Stop> {
    read::ensure_folder(plan.request)?;
    let ingested = read::read_partly(plan, feedback)?;
    feedback.stop_at_errors(true)?;
    if ingested.tables.is_empty() && !plan.definition.datasets.is_empty() {
        return Err(Stop::Findings);
    }
    if plan.definition.report.batch.is_some() {
        return compute_member(plan, ingested, feedback);
    }
    compute(plan, ingested, &|_, _| None, feedback)?.ok_or(Stop::Findings)
}

/// Computes and checks the figures of the datasets that could be read. Marks figures without a number as unknown in the plan,
/// with the reason. `None` if nothing can be computed; see the findings.
pub fn compute(
    plan: &mut ReportPlan<'_>,
    ingested: Ingested,
    last_number: LastNumber<'_>,
    feedback: Feedback<'_>,
) -> anyhow::Result<Option<Salvage>> {
    let mut computation = Computation::without_failed(plan, &ingested, feedback);
    let Some(figures) = computation.figures(&ingested, feedback) else { return Ok(None) };
    let snapshot = computation.verify(figures, ingested, feedback)?;
    Ok(Some(computation.complete(snapshot, last_number)))
}

/// Computes the figures of one member of a batch. They never keep an earlier number, which could be another member's. Stops when
/// the register cannot be read, because it lists the members.
fn compute_member(plan: &mut ReportPlan<'_>, ingested: Ingested, feedback: Feedback<'_>) -> Result<Salvage, Stop> {
    if plan.definition.report.batch.as_ref().is_some_and(|batch| ingested.failed.contains(&batch.register.value)) {
        return Err(Stop::Findings);
    }
    let mut computation = Computation::without_failed(plan, &ingested, feedback);
    computation.leave_out_checks();
    let snapshot = batch::snapshot_of_one(computation.plan, ingested, feedback)?;
    Ok(computation.complete(snapshot, &|_, _| None))
}

/// Computes figures without those that would be wrong.
struct Computation<'p, 'a> {
    plan: &'p mut ReportPlan<'a>,
    /// The snapshots of earlier periods, the latest first.
    earlier: Vec<Snapshot>,
    /// The figures that are left out, with the origin that they had in the definition.
    left_out: IndexMap<FigureId, FigureOrigin>,
    gaps: Gaps,
}

impl<'p, 'a> Computation<'p, 'a> {
    /// Leaves out the figures of datasets that could not be read.
    fn without_failed(plan: &'p mut ReportPlan<'a>, ingested: &Ingested, feedback: Feedback<'_>) -> Self {
        let earlier = stored::read_history(plan, feedback.findings);
        let mut computation = Self { plan, earlier, left_out: IndexMap::new(), gaps: Gaps::default() };
        computation.leave_out_datasets(&ingested.failed.iter().cloned().collect());
        computation
    }

    /// Makes the figures that are counted from these datasets unknown.
    fn leave_out_datasets(&mut self, failed: &BTreeSet<String>) {
        let definition = &self.plan.definition;
        self.gaps.add_datasets(failed, definition);
        let reads = |id: &FigureId| {
            let query = definition.figures.get(id).and_then(|figure| figure.query());
            query.is_some_and(|query| definition.parts(&query.from.dataset).iter().any(|part| failed.contains(*part)))
        };
        let figures: Vec<FigureId> = definition.figures.keys().filter(|id| reads(id)).cloned().collect();
        self.leave_out(figures);
    }

    /// Makes these figures unknown, and those that are derived from them.
    fn leave_out(&mut self, figures: Vec<FigureId>) {
        let definition = &mut self.plan.definition;
        let mut all: Vec<FigureId> = figures;
        for id in &definition.derived_order {
            let operands = definition.figures.get(id).map(|figure| figure.operands()).unwrap_or_default();
            let is_affected = |operand: &FigureId| all.contains(operand) || self.left_out.contains_key(operand);
            if operands.iter().any(is_affected) {
                all.push(id.clone());
            }
        }
        for id in all {
            let Some(figure) = definition.figures.get_mut(&id) else { continue };
            let origin = std::mem::replace(&mut figure.origin, FigureOrigin::Unknown(String::new()));
            self.left_out.entry(id).or_insert(origin);
        }
    }

    /// Computes the figures; after errors, computes them again without the figures that the errors are about. `None` if an error
    /// is about no figure and rows cannot be accounted for.
    fn figures(&mut self, ingested: &Ingested, feedback: Feedback<'_>) -> Option<Figures> {
        feedback.begin(ProgressStep::Compute);
        loop {
            let own = Findings::default();
            let definition = &self.plan.definition;
            let mut figures = figures::compute(definition, ingested, &self.earlier, &self.plan.request.period, &own);
            let found = own.sorted();
            let errors: Vec<&Finding> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
            let (datasets, ids) = self.blamed(&errors, ingested);
            if ids.is_empty() && datasets.is_empty() {
                feedback.findings.extend(own);
                figures::fill_with_unknown(definition, &mut figures.values);
                let are_rows_counted = ingested.tables.keys().all(|dataset| figures.used.contains_key(dataset));
                return are_rows_counted.then_some(figures);
            }
            errors.into_iter().for_each(|error| feedback.findings.push(error.clone().leaving_numbers_right()));
            self.leave_out_datasets(&datasets);
            self.leave_out(ids);
        }
    }

    /// The datasets and figures that errors are about and that are not yet left out.
    fn blamed(&self, errors: &[&Finding], ingested: &Ingested) -> (BTreeSet<String>, Vec<FigureId>) {
        let (mut datasets, mut figures) = (BTreeSet::new(), Vec::new());
        for error in errors {
            match &error.place {
                Place::Figures { ids } => figures.extend(ids.iter().map(|reference| reference.id.clone())),
                Place::Data { file, .. } => {
                    let sources = ingested.sources.iter().filter(|source| source.file == *file);
                    datasets.extend(sources.map(|source| source.dataset.clone()));
                }
                Place::Nowhere | Place::Source { .. } | Place::Print { .. } => {}
            }
        }
        figures.retain(|id| !self.left_out.contains_key(id));
        datasets.retain(|id| {
            let reads = |figure: &FigureDefinition| {
                figure
                    .query()
                    .is_some_and(|query| self.plan.definition.parts(&query.from.dataset).contains(&id.as_str()))
            };
            self.plan.definition.figures.values().any(reads)
        });
        (datasets, figures)
    }

    /// Checks the figures and makes the snapshot.
    fn verify(&mut self, figures: Figures, ingested: Ingested, feedback: Feedback<'_>) -> anyhow::Result<Snapshot> {
        self.leave_out_checks();
        let period = &self.plan.request.period;
        checks::run(&self.plan.definition, period, &figures.values, feedback.findings);
        report_former_names(self.plan, feedback.findings);
        let mut snapshot = figures::snapshot(&self.plan.definition, period, figures, ingested)?;
        checks::new_names(&self.plan.definition, &snapshot, feedback.findings);
        snapshot.findings = feedback.findings.published();
        Ok(snapshot)
    }

    /// Removes checks of figures that are left out: they would compare numbers of different days.
    fn leave_out_checks(&mut self) {
        let left_out = &self.left_out;
        for chapter in &mut self.plan.definition.chapters {
            chapter.checks.retain(|check| {
                !check.that.references().iter().any(|reference| left_out.contains_key(&reference.figure))
            });
        }
    }

    /// Puts the last good numbers in the place of the figures that were left out, and says why the others are unknown.
    fn complete(self, mut snapshot: Snapshot, last_number: LastNumber<'_>) -> Salvage {
        let Self { plan, earlier, left_out, mut gaps } = self;
        let (definition, before) = (&mut plan.definition, earlier.first());
        for (id, origin) in &left_out {
            if let Some(figure) = definition.figures.get_mut(id) {
                figure.origin = origin.clone();
            }
        }
        let figures = Arc::make_mut(&mut snapshot.figures);
        for id in left_out.keys() {
            let (Some(hash), Some(figure)) = (definition.hashes.get(id).cloned(), figures.get_mut(id)) else {
                continue;
            };
            let because = unread(definition, id, &gaps);
            let kept = last_number(id, &hash);
            let gap = FigureGap { because, kept_from: kept.as_ref().and_then(|kept| kept.kept_from.clone()) };
            match kept {
                Some(kept) => *figure = kept,
                None => {
                    figure.definition = hash;
                    if let Some(defined) = definition.figures.get(id) {
                        figure.dataset = defined.query().map(|query| query.from.dataset.clone());
                        figure.operands = defined.operands();
                    }
                    figure.how = gap.reason();
                    figure.is_missing = true;
                    figure.value = unknown(before.and_then(|before| before.figures.get(id)), &figure.value);
                }
            }
            gaps.figures.insert(id.clone(), gap);
        }
        gaps.explain(definition);
        Salvage { snapshot, gaps }
    }
}

/// An unknown value. For a series, each member of the period before, with an unknown number.
fn unknown(before: Option<&Figure>, value: &Value) -> Value {
    match before.map(|before| &before.value) {
        Some(Value::Series(members)) => {
            let unknown = |member: &Member| Member { value: None, rows: None, ..member.clone() };
            Value::series(members.iter().map(unknown).collect())
        }
        _ => value.clone(),
    }
}

/// Labels of the datasets that cannot be read and that the figure or one of its operands is counted from.
fn unread(definition: &Definition, id: &FigureId, gaps: &Gaps) -> Vec<String> {
    let Some(figure) = definition.figures.get(id) else { return Vec::new() };
    let parts = figure.query().map(|query| definition.parts(&query.from.dataset)).unwrap_or_default();
    let mut labels: Vec<String> = parts.iter().filter_map(|part| gaps.datasets.get(*part).cloned()).collect();
    for operand in figure.operands() {
        for label in unread(definition, &operand, gaps) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    labels
}
