//! The snapshot of what was read and computed.

use std::sync::Arc;

use anyhow::Context;
use indexmap::IndexMap;

use super::{Computed, Figures, years};
use crate::definition::dataset::Dataset;
use crate::definition::figure::FigureDefinition;
use crate::definition::{self, Definition};
use crate::figure_id::FigureId;
use crate::ingest::{DatasetTable, Ingested};
use crate::period::Period;
use crate::snapshot::{Account, FORMAT, Figure, JoinedDataset, Snapshot, SourceFile, Value, YearRows};

/// Puts the figures and the account of the rows together, without findings.
///
/// # Errors
/// When the rows of a dataset do not add up, which only a mistake in this program can cause.
pub fn snapshot(
    definition: &Definition,
    period: &Period,
    figures: Figures,
    ingested: Ingested,
) -> anyhow::Result<Snapshot> {
    let mut datasets = IndexMap::new();
    for (id, table) in &ingested.tables {
        let used = figures.used.get(id).copied().with_context(|| format!("Rækkerne i »{id}« er ikke talt"))?;
        let dataset = definition.datasets.get(id);
        let label = dataset.map_or(id, |dataset| &dataset.label);
        let years = match dataset {
            Some(dataset) => years::outside(definition, period, dataset, table)
                .with_context(|| format!("Årene i »{label}« kan ikke gøres op"))?,
            None => Vec::new(),
        };
        let account =
            account(label, table, used, years).with_context(|| format!("Rækkerne i »{label}« går ikke op"))?;
        let account = match dataset.and_then(persons_rounded_to) {
            Some(base) => account.rounded_to(base),
            None => account,
        };
        datasets.insert(id.clone(), account);
    }
    let described = described(definition, period, figures.values)?;
    let joined = definition.joins.iter().map(|(id, join)| {
        (id.clone(), JoinedDataset { label: join.rows.label.clone(), of: [join.first.clone(), join.second.clone()] })
    });
    let chapters = definition.chapters.iter().map(|chapter| (chapter.id.clone(), chapter.title.clone()));
    Ok(Snapshot {
        format: FORMAT,
        report: definition.report.id.clone(),
        period: period.clone(),
        member: None,
        chapters: chapters.collect(),
        joined: joined.collect(),
        figures: Arc::new(described),
        datasets,
        sources: ingested.sources.into_iter().map(|source| coarse_source(definition, source)).collect(),
        left_out: ingested.tables.into_values().flat_map(|table| table.left_out).collect(),
        findings: Vec::new(),
        is_edited: false,
    })
}

/// The base to which numbers of rows are rounded, if each row is a protected person and would be revealed by them.
fn persons_rounded_to(dataset: &Dataset) -> Option<u64> {
    dataset.protect.as_ref().filter(|protect| protect.persons.is_none()).map(|protect| u64::from(protect.threshold))
}

fn coarse_source(definition: &Definition, source: SourceFile) -> SourceFile {
    let base = definition.datasets.get(&source.dataset).and_then(persons_rounded_to);
    base.map_or(source.clone(), |base| source.rounded_to(base))
}

/// The account of the dataset's rows.
fn account(label: &str, table: &DatasetTable, used: u64, outside_years: Vec<YearRows>) -> anyhow::Result<Account> {
    let kept = table.frame.height() as u64;
    let outside = kept.checked_sub(used).with_context(|| format!("{used} af {kept} rækker er talt med"))?;
    anyhow::ensure!(
        table.read == kept + table.left_out_rows,
        "{} rækker er læst, men {used} er talt med, {outside} er uden for perioden, og {} er udeladt",
        table.read,
        table.left_out_rows
    );
    Ok(Account {
        label: label.to_owned(),
        read: table.read,
        used,
        outside,
        outside_years,
        left_out: table.left_out_rows,
        examples: table.examples,
    })
}

/// The figures, with what readers of the snapshot need to know about their definitions.
fn described(
    definition: &Definition,
    period: &Period,
    values: IndexMap<FigureId, Computed>,
) -> anyhow::Result<IndexMap<FigureId, Figure>> {
    let described = values.into_iter().map(|(id, computed)| {
        let defined = definition.figures.get(&id).zip(definition.hashes.get(&id));
        let (defined, hash) = defined.with_context(|| format!("{id} er beregnet, men ikke defineret"))?;
        let as_of = definition.as_of(defined, period);
        let figure = Figure {
            label: defined.label.clone(),
            unit: defined.unit.as_ref().map(|unit| unit.many.clone()),
            format: defined.format,
            definition: hash.clone(),
            how: definition::how(definition, defined, period, as_of),
            operands: defined.operands(),
            was: defined.was.clone(),
            concept: defined.concept.as_ref().map(|concept| concept.value.clone()),
            dataset: defined.query().map(|query| query.from.dataset.clone()),
            as_of,
            rows: computed.rows,
            kept_from: None,
            is_missing: false,
            hidden: computed.hidden,
            value: with_former_names(definition, defined, computed.value),
        };
        Ok((id, figure))
    });
    described.collect()
}

/// The members with the keys that they had in earlier periods.
fn with_former_names(definition: &Definition, figure: &FigureDefinition, value: Value) -> Value {
    let Value::Series(mut members) = value else { return value };
    let renames = definition.member_renames(figure);
    Arc::make_mut(&mut members).iter_mut().for_each(|member| member.was = renames.was(&member.key));
    Value::Series(members)
}
