//! Goes through the steps with what can be read. What fails is left out and told in the gaps: a figure keeps its last good number
//! or is unknown, and a file of the definition that cannot be read is read as it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use indexmap::IndexMap;

use super::last_good::LastGood;
use crate::checks;
use crate::definition::Definition;
use crate::definition::figure::{FigureDefinition, FigureOrigin};
use crate::figure_id::FigureId;
use crate::figures::{self, Figures};
use crate::findings::{Finding, Findings, Place, Severity};
use crate::ingest::{self, Ingested};
use crate::pipeline::plan::plan_with;
use crate::pipeline::verify::report_former_names;
use crate::pipeline::{Feedback, ProgressStep, ReportPlan, Request, compute_snapshot, read, stored, unless_failed};
use crate::preview::gaps::{FigureGap, Gaps};
use crate::snapshot::{Figure, Member, RowDigest, Snapshot, SourceFile, Value};

/// How far the steps came. The findings say why they came no further.
#[derive(Default)]
pub struct PartialRun<'a> {
    pub plan: Option<ReportPlan<'a>>,
    /// The exports that were read.
    pub sources: Vec<SourceFile>,
    pub snapshot: Option<Snapshot>,
    pub gaps: Gaps,
    /// The rows of the datasets that could be read.
    pub rows: IndexMap<String, Vec<RowDigest>>,
}

/// Reads, computes and checks what can be.
pub fn run<'a>(request: &'a Request, last: &LastGood, feedback: Feedback<'_>) -> anyhow::Result<PartialRun<'a>> {
    let mut gaps = Gaps::default();
    let Some(mut plan) = plan_or_last_good(request, last, &mut gaps, feedback)? else {
        return Ok(PartialRun::default());
    };
    if plan.definition.report.batch.is_some() {
        // Whole or not at all: the last good numbers may be those of another member.
        let snapshot = unless_failed(compute_snapshot(&plan, feedback))?;
        let sources = snapshot.iter().flat_map(|snapshot| snapshot.sources.clone()).collect();
        return Ok(PartialRun { plan: Some(plan), sources, snapshot, gaps, ..PartialRun::default() });
    }
    let ingested = read::read_partly(&plan, feedback)?;
    let sources = ingested.sources.clone();
    let rows = ingest::row_digests(&plan.definition, &ingested);
    let mut computation = Computation { plan: &mut plan, left_out: IndexMap::new() };
    let failed: BTreeSet<String> = ingested.failed.iter().cloned().collect();
    computation.leave_out_datasets(&failed, &mut gaps);
    let snapshot = match computation.compute(&ingested, &mut gaps, feedback) {
        None => None,
        Some(figures) => Some(computation.verify(figures, ingested, last, &mut gaps, feedback)?),
    };
    Ok(PartialRun { plan: Some(plan), sources, snapshot, gaps, rows })
}

/// The plan by today's files; those with errors as they were on the last good night. `None` if that is no definition either.
fn plan_or_last_good<'a>(
    request: &'a Request,
    last: &LastGood,
    gaps: &mut Gaps,
    feedback: Feedback<'_>,
) -> anyhow::Result<Option<ReportPlan<'a>>> {
    let own = Findings::default();
    let templates = request.config.templates();
    let today = unless_failed(plan_with(request, templates.clone(), Feedback { findings: &own, ..feedback }))?;
    let errors = own.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
    let broken: BTreeSet<String> = errors.filter_map(|finding| file_of(&finding)).collect();
    feedback.findings.extend(own);
    if today.is_some() {
        return Ok(today);
    }
    let Some(basis) = &last.basis else { return Ok(None) };
    let is_definition = |path: &&String| path.ends_with(".toml");
    let all: BTreeSet<String> = basis.sources.keys().filter(is_definition).cloned().collect();
    // An error can come from another file than the one it is in, so all are tried after those with errors.
    for files in [broken, all] {
        let mut templates = templates.clone();
        let mut old = IndexMap::new();
        for (path, source) in basis.sources.iter().filter(|(path, _)| files.contains(*path)) {
            templates = templates.with(path, &source.text);
            old.insert(path.clone(), source.from.clone());
        }
        let quiet = Findings::default();
        let plan = plan_with(request, templates, Feedback { findings: &quiet, ..feedback });
        if let Some(plan) = unless_failed(plan)? {
            gaps.files = old;
            return Ok(Some(plan));
        }
    }
    Ok(None)
}

fn file_of(finding: &Finding) -> Option<String> {
    match &finding.place {
        Place::Source { file, .. } => Some(file.clone()),
        _ => None,
    }
}

/// Computes figures without those that would be wrong.
struct Computation<'p, 'a> {
    plan: &'p mut ReportPlan<'a>,
    /// How the figures that are left out come about.
    left_out: IndexMap<FigureId, FigureOrigin>,
}

impl Computation<'_, '_> {
    /// Makes the figures unknown that are counted from these datasets.
    fn leave_out_datasets(&mut self, failed: &BTreeSet<String>, gaps: &mut Gaps) {
        let definition = &self.plan.definition;
        for id in failed {
            let label = definition.datasets.get(id).map_or(id, |dataset| &dataset.label);
            gaps.datasets.insert(id.clone(), label.clone());
        }
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

    /// Computes the figures, again without those that an error is about. `None` if an error is about none.
    fn compute(&mut self, ingested: &Ingested, gaps: &mut Gaps, feedback: Feedback<'_>) -> Option<Figures> {
        feedback.begin(ProgressStep::Compute);
        let earlier = stored::read_history(self.plan, feedback.findings);
        loop {
            let own = Findings::default();
            let definition = &self.plan.definition;
            let figures = figures::compute(definition, ingested, &earlier, &self.plan.request.period, &own);
            if !own.has_errors() {
                feedback.findings.extend(own);
                return Some(figures);
            }
            let errors = own.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
            let errors: Vec<Finding> = errors.collect();
            errors.iter().for_each(|error| feedback.findings.push(error.clone()));
            let (datasets, ids) = self.blamed(&errors, ingested);
            if ids.is_empty() && datasets.is_empty() {
                return None;
            }
            self.leave_out_datasets(&datasets, gaps);
            self.leave_out(ids);
        }
    }

    /// The datasets and figures that errors are about and that are not yet left out.
    fn blamed(&self, errors: &[Finding], ingested: &Ingested) -> (BTreeSet<String>, Vec<FigureId>) {
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

    /// Checks the figures, and puts the last good numbers in the place of those that were left out.
    fn verify(
        mut self,
        figures: Figures,
        ingested: Ingested,
        last: &LastGood,
        gaps: &mut Gaps,
        feedback: Feedback<'_>,
    ) -> anyhow::Result<Snapshot> {
        self.leave_out_checks();
        let period = &self.plan.request.period;
        let own = Findings::default();
        checks::run(&self.plan.definition, period, &figures.values, &own);
        report_former_names(self.plan, &own);
        feedback.findings.extend(own);
        let mut snapshot = figures::snapshot(&self.plan.definition, period, figures, ingested)?;
        checks::new_names(&self.plan.definition, &snapshot, feedback.findings);
        self.keep_numbers(&mut snapshot, last, gaps);
        snapshot.findings = feedback.findings.published();
        Ok(snapshot)
    }

    /// Checks of figures that are left out say nothing about today.
    fn leave_out_checks(&mut self) {
        let left_out = &self.left_out;
        for chapter in &mut self.plan.definition.chapters {
            chapter.checks.retain(|check| {
                !check.that.references().iter().any(|reference| left_out.contains_key(&reference.figure))
            });
        }
    }

    fn keep_numbers(&mut self, snapshot: &mut Snapshot, last: &LastGood, gaps: &mut Gaps) {
        let before = stored::read_history(self.plan, &Findings::default()).into_iter().next();
        let definition = &mut self.plan.definition;
        for (id, origin) in &self.left_out {
            if let Some(figure) = definition.figures.get_mut(id) {
                figure.origin = origin.clone();
            }
        }
        let causes: Vec<Vec<String>> = self.left_out.keys().map(|id| unread(definition, id, gaps)).collect();
        let figures = Arc::make_mut(&mut snapshot.figures);
        for (id, because) in self.left_out.keys().zip(causes) {
            let (Some(hash), Some(figure)) = (definition.hashes.get(id).cloned(), figures.get_mut(id)) else {
                continue;
            };
            let kept = last.figure(id, &hash);
            let gap = FigureGap { because, kept_from: kept.as_ref().and_then(|kept| kept.kept_from.clone()) };
            match kept {
                Some(kept) => *figure = kept,
                None => {
                    figure.definition = hash;
                    figure.value = unknown(before.as_ref().and_then(|before| before.figures.get(id)), &figure.value);
                    if let Some(figure) = definition.figures.get_mut(id) {
                        figure.origin = FigureOrigin::Unknown(reason(&gap.because));
                    }
                }
            }
            gaps.figures.insert(id.clone(), gap);
        }
    }
}

/// An unknown number; for a series one of each member that it had in the period before.
fn unknown(before: Option<&Figure>, value: &Value) -> Value {
    match before.map(|before| &before.value) {
        Some(Value::Series(members)) => {
            Value::Series(members.iter().map(|member| Member { value: None, rows: None, ..member.clone() }).collect())
        }
        _ => value.clone(),
    }
}

fn reason(because: &[String]) -> String {
    let labels: Vec<String> = because.iter().map(|label| format!("»{label}«")).collect();
    match labels.is_empty() {
        true => "Kan ikke beregnes.".to_owned(),
        false => format!("{} mangler eller kan ikke læses.", crate::danish::list(&labels)),
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
