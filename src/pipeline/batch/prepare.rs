//! What all reports of a batch share: the members, and the figures of all of them.

use std::fs;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::batch::{BatchMember, Sight, members};
use crate::danish;
use crate::definition::batch::BatchDefinition;
use crate::digest::hex;
use crate::figures::{self, BatchFigures, ComputedFigures, Figures, RegisterRow, SeenFigures};
use crate::findings::{Code, Finding, Findings, Place};
use crate::ingest::Ingested;
use crate::pipeline::{Feedback, ProgressStep, ReportPlan, Stop};
use crate::snapshot::Snapshot;

pub struct PreparedBatch<'a> {
    pub members: Vec<BatchMember>,
    register: Vec<RegisterRow>,
    batch: &'a BatchDefinition,
    /// Index of the level of the members.
    level: usize,
    figures: SeenFigures<'a, Sight<'a>>,
}

impl<'a> PreparedBatch<'a> {
    /// Computes the figures of all members of the level. Errors that a draft may show do not stop a run with `is_for_draft`.
    pub fn compute(
        plan: &'a ReportPlan<'_>,
        batch: &'a BatchDefinition,
        level: &str,
        ingested: Ingested,
        is_for_draft: bool,
        feedback: Feedback<'_>,
    ) -> Result<Self, Stop> {
        let (definition, period) = (&plan.definition, &plan.request.period);
        feedback.stop_at_errors(is_for_draft)?;
        feedback.begin(ProgressStep::Compute);
        let register = figures::register_rows(definition, batch, &ingested, period)
            .map_err(|_| anyhow::anyhow!("Registret »{}« kan ikke læses", batch.register.value))?;
        let members = members(batch, level, &register, feedback.findings);
        if members.is_empty() {
            feedback.findings.push(no_members(plan, batch, level, &ingested));
        }
        feedback.stop_at_errors(is_for_draft)?;
        let figures = BatchFigures::compute(definition, &ingested, period, level, feedback.findings);
        feedback.stop_at_errors(is_for_draft)?;
        let secret = secret(plan, &ingested)?;
        let base = base(plan, &figures, ingested)?;
        let sight = Sight::new(definition, batch, level, &register, &secret, base);
        let level = batch.levels.get_index_of(level).unwrap_or(0);
        Ok(Self { members, register, batch, level, figures: SeenFigures::new(figures, sight) })
    }

    /// Another level that has a member with this key on the last day of the period.
    pub fn level_with(&self, key: &str) -> Option<&str> {
        let current = || self.register.iter().filter(|row| row.is_current);
        let others = self.batch.levels.keys().enumerate().filter(|(i, _)| *i != self.level);
        let mut with = others.filter(|(i, _)| current().any(|row| row.keys.get(*i).is_some_and(|known| known == key)));
        with.next().map(|(_, level)| level.as_str())
    }

    /// The name of the dataset with the members.
    pub fn register_name(&self) -> &str {
        &self.batch.register.value
    }

    /// Whether the level had a member with this key at any time in the period.
    pub fn was_member(&self, key: &str) -> bool {
        self.register.iter().any(|row| row.keys.get(self.level).is_some_and(|known| known == key))
    }

    /// The figures of a member. Other members have the keys under which this member sees them.
    pub fn figures(&self, member: &BatchMember, findings: &Findings) -> ComputedFigures {
        self.figures.of(&member.path, findings)
    }

    pub fn sight(&self) -> &Sight<'a> {
        self.figures.view()
    }
}

/// The finding that the level has no members. It says whether the register is empty, or whether all its memberships have ended.
fn no_members(plan: &ReportPlan<'_>, batch: &BatchDefinition, level: &str, ingested: &Ingested) -> Finding {
    let register = &batch.register.value;
    let table = ingested.tables.get(register);
    let member = batch.levels.get(level).map_or(level, |level| level.label.as_str()).to_lowercase();
    let source = ingested.sources.iter().find(|source| source.dataset == *register);
    let (why, advice) = match table.map_or(0, |table| table.frame.height()) {
        0 => (
            "er tomt".to_owned(),
            "Træk registret igen, og se, at der er rækker under overskrifterne. En rapport uden modtager kan heller ikke laves som udkast.",
        ),
        rows => (
            format!(
                "har {}, men ingen, der gælder på periodens sidste dag, {}",
                danish::rows(rows as u64),
                danish::date(plan.request.period.last())
            ),
            "Se, om perioden er den rigtige, og om registret er nyt nok. En række, der stadig gælder, har en tom slutdato.",
        ),
    };
    let message = format!("Registret »{register}« {why}, så der er ingen {member} at lave en rapport til.");
    let place = source.map_or_else(
        || batch.register.at.place(),
        |source| Place::Data {
            file: source.file.clone(),
            sheet: source.sheet.clone(),
            row: None,
            column: None,
            value: None,
        },
    );
    Finding::new(Code::NoMembers, place, message).advise(advice)
}

/// What the snapshots of all members share, without findings and left-out rows: these concern other members too, so no member may
/// see them.
fn base(plan: &ReportPlan<'_>, figures: &BatchFigures<'_>, ingested: Ingested) -> anyhow::Result<Snapshot> {
    let mut values = ComputedFigures::default();
    figures::fill_with_unknown(&plan.definition, &mut values);
    let figures = Figures { values, used: figures.used.clone() };
    let mut base = figures::snapshot(&plan.definition, &plan.request.period, figures, ingested)?;
    base.left_out.clear();
    Ok(base)
}

/// A hash of the exports that cannot be computed from anything published. The letters that hide members depend on it.
fn secret(plan: &ReportPlan<'_>, ingested: &Ingested) -> anyhow::Result<String> {
    let mut files: Vec<&str> = ingested.sources.iter().map(|source| source.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    let mut hash = Sha256::new();
    // Otherwise, with a single file, the hash would be the one that the report prints.
    hash.update(format!("{} {}", plan.request.report, plan.request.period.label));
    for file in files {
        let path = plan.request.data.join(file);
        let bytes = fs::read(&path).with_context(|| format!("{} kan ikke læses", path.display()))?;
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    Ok(hex(&hash.finalize()))
}
