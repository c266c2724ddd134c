//! A figure that is counted from rows: its SQL, its rows, and whether both still give the number of the snapshot.

use serde::Serialize;

use super::rows::{self, TracedColumn, TracedRow};
use super::{Exports, Material, tree};
use crate::definition::figure::FigureOrigin;
use crate::figure_id::FigureRef;
use crate::figures::{self, Single, singles};
use crate::ingest::Ingested;
use crate::snapshot::{Figure, Lookup, Snapshot, SourceComparison, SourceFile, SourceState};

#[derive(Debug, Serialize)]
pub struct CountedFigure {
    pub id: FigureRef,
    pub dataset: String,
    pub dataset_label: String,
    /// One for each period of a series over time, otherwise one.
    pub statements: Vec<StatementText>,
    /// The files it comes from.
    pub sources: Vec<SourceComparison>,
    /// How many rows the snapshot counted.
    pub rows_counted: u64,
    /// How many rows of the dataset were left out of all figures.
    pub left_out: u64,
    pub columns: Vec<TracedColumn>,
    /// How many rows count in the exports as they are now; `None` if they cannot be read.
    pub rows_now: Option<u64>,
    /// The first of those rows.
    pub rows: Vec<TracedRow>,
}

#[derive(Debug, Serialize)]
pub struct StatementText {
    /// The period, if the figure is a series over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    pub sql: String,
}

impl CountedFigure {
    /// Traces a counted figure in the snapshot and in the exports as they are now.
    pub fn trace(
        material: &Material<'_>,
        name: &FigureRef,
        then: &Figure,
        dataset: &str,
        exports: Option<&Exports<'_>>,
        notices: &mut Vec<String>,
    ) -> anyhow::Result<Self> {
        let Material { definition, snapshot, .. } = *material;
        let member = name.member.as_deref();
        let key = member.and_then(|name| tree::member(then, name)).map(|member| member.key.as_slice());
        let defined = definition.figures.get(&name.id).filter(|figure| matches!(figure.origin, FigureOrigin::Query(_)));
        let singles = defined.map_or_else(Vec::new, |figure| singles(definition, figure, key, &snapshot.period));
        let parts = snapshot.parts(dataset);
        let sources = compare_sources(snapshot, &parts, exports.map(|exports| exports.ingested));
        notice_sources(&sources, notices);
        let accounts = parts.iter().filter_map(|part| snapshot.datasets.get(*part));
        let statement = |single: &Single| StatementText { period: single.period.clone(), sql: single.text() };
        let mut counted = Self {
            id: name.clone(),
            dataset: dataset.to_owned(),
            dataset_label: snapshot.dataset_label(dataset).to_owned(),
            statements: singles.iter().map(statement).collect(),
            rows_counted: tree::rows(then, member),
            left_out: accounts.map(|account| account.left_out).sum(),
            columns: Vec::new(),
            rows_now: None,
            rows: Vec::new(),
            sources,
        };
        let Some(exports) = exports else { return Ok(counted) };
        if counted.exports_are_gone(&parts) {
            // Nothing was read, so the number of rows is unknown, not 0.
            push_once(
                notices,
                format!(
                    "Ingen af eksporterne i »{}« kan læses mere: rækkerne kan ikke vises, kun hvad øjebliksbilledet ved.",
                    counted.dataset_label
                ),
            );
            return Ok(counted);
        }
        if counted.add_rows(material, &singles, exports)? {
            counted.rows_now = counted.rows_now.filter(|_| defined.is_some());
            notices.extend(notice_recount(snapshot, name, then, &singles, exports)?);
        }
        Ok(counted)
    }

    /// Whether all files of one of the datasets are gone.
    fn exports_are_gone(&self, datasets: &[&str]) -> bool {
        datasets.iter().any(|dataset| {
            let mut own = self.sources.iter().filter(|source| source.file.dataset == *dataset).peekable();
            own.peek().is_some() && own.all(|source| source.state == SourceState::Gone)
        })
    }

    /// Adds the rows that count in the exports as they are now. `false` if their table could not be made.
    fn add_rows(&mut self, material: &Material<'_>, singles: &[Single], exports: &Exports<'_>) -> anyhow::Result<bool> {
        let mut now = 0;
        for single in singles {
            let Some(frame) = single.rows(&exports.tables)? else { return Ok(false) };
            now += frame.height() as u64;
            if self.columns.is_empty() {
                self.columns = rows::columns(material.definition, &self.dataset, &single.columns);
            }
            let room = material.most_rows.saturating_sub(self.rows.len());
            self.rows.extend(rows::rows(&frame, single, &exports.ingested.sources, room)?);
        }
        self.rows_now = Some(now);
        Ok(true)
    }
}

/// A sentence if the exports now give another number than the snapshot has.
fn notice_recount(
    snapshot: &Snapshot,
    name: &FigureRef,
    then: &Figure,
    singles: &[Single],
    exports: &Exports<'_>,
) -> anyhow::Result<Option<String>> {
    let (Lookup::Number(value), [single]) = (snapshot.lookup(name), singles) else { return Ok(None) };
    let values = single.values(&exports.tables)?;
    let [recounted] = values.as_slice() else { return Ok(None) };
    let print = |value: Option<f64>| value.map_or_else(|| "ukendt".to_owned(), |value| then.format.print(value));
    let earlier = single.period.as_ref().filter(|period| **period != snapshot.period.label);
    Ok((!figures::is_same(recounted.filter(|number| number.is_finite()), value)).then(|| {
        let (now, then) = (print(*recounted), print(value));
        if let Some(period) = earlier {
            let exports =
                if recounted.is_none() { "har ingen rækker fra da".to_owned() } else { format!("giver nu {now}") };
            return format!(
                "Tallet er taget fra rapporten for {period}: eksporterne {exports}. »kapreport trace '{name}' {period}« viser rækkerne."
            );
        }
        format!("Eksporterne giver nu {now} for {name}, men i øjebliksbilledet står {then}.")
    }))
}

/// The files of these datasets in the snapshot, compared with those that were read now.
fn compare_sources(snapshot: &Snapshot, datasets: &[&str], ingested: Option<&Ingested>) -> Vec<SourceComparison> {
    let of_these = |source: &&SourceFile| datasets.contains(&source.dataset.as_str());
    let now: Vec<&SourceFile> = ingested.into_iter().flat_map(|ingested| &ingested.sources).filter(of_these).collect();
    let then: Vec<&SourceFile> = snapshot.sources.iter().filter(of_these).collect();
    SourceComparison::all(&then, &now)
}

/// A sentence for each file that has changed.
fn notice_sources(sources: &[SourceComparison], notices: &mut Vec<String>) {
    for SourceComparison { file, state, .. } in sources {
        let name = match &file.sheet {
            Some(sheet) => format!("{}, ark »{sheet}«,", file.file),
            None => file.file.clone(),
        };
        let notice = match state {
            SourceState::Unchanged => continue,
            SourceState::Changed => format!("Eksporten {name} er ændret, siden tallet blev beregnet."),
            SourceState::Gone => {
                format!("Eksporten {name} kan ikke læses mere: den er væk, eller dens indhold er et andet.")
            }
            SourceState::New => format!("Eksporten {name} er kommet til, siden tallet blev beregnet."),
        };
        push_once(notices, notice);
    }
}

fn push_once(notices: &mut Vec<String>, notice: String) {
    if !notices.contains(&notice) {
        notices.push(notice);
    }
}
