//! Behind a number: how it came about, from which rows of which files, and where the report prints it.
//!
//! What the number is comes from the snapshot; the exports are read again for the rows, and compared with what the snapshot
//! says it was made from.

mod csv;
mod human;
mod rows;
mod tree;
mod xlsx;

use chrono::NaiveDate;
use indexmap::IndexSet;
use serde::Serialize;

use crate::danish;
use crate::definition::figure::FigureOrigin;
use crate::definition::usage::{Usage, Use, UsedIn};
use crate::definition::{self, Definition};
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::{Single, Tables, singles};
use crate::findings::Findings;
use crate::ingest::Ingested;
use crate::snapshot::{Figure, Lookup, Snapshot, Source, SourceFile, State};
pub use csv::csv;
pub use human::human;
pub use rows::{Cell, Column, Location, Row};
pub use tree::Node;
pub use xlsx::workbook;

/// What stands behind a number.
#[derive(Debug, Serialize)]
pub struct Trace {
    /// The report.
    pub report: String,
    /// The period's label.
    pub period: String,
    /// Its last day, which a workbook is dated on.
    #[serde(skip)]
    pub day: NaiveDate,
    /// The figure, and what it is derived from.
    pub figure: Node,
    /// What is counted from rows: the figure itself, or those that it is derived from.
    pub counted: Vec<Counted>,
    /// Where the report uses it.
    pub used: Vec<Used>,
    /// What has changed since the snapshot and what else one must know, in Danish sentences.
    pub notices: Vec<String>,
}

/// A figure that is counted from rows.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// `chapter.name` or `chapter.name[member]`.
    pub id: FigureRef,
    /// The dataset.
    pub dataset: String,
    /// What that is called.
    pub dataset_label: String,
    /// What computes it: one statement for each period.
    pub statements: Vec<StatementText>,
    /// The files it comes from.
    pub sources: Vec<Source>,
    /// How many rows the snapshot counted.
    pub rows_counted: u64,
    /// How many rows of the dataset are in no figure because a cell did not fit.
    pub left_out: u64,
    /// The columns that are shown of each row.
    pub columns: Vec<Column>,
    /// How many rows count in the exports as they are now; None where they cannot be read.
    pub rows_now: Option<u64>,
    /// The rows, or the first of them.
    pub rows: Vec<Row>,
}

/// A statement and the period that it is about.
#[derive(Debug, Serialize)]
pub struct StatementText {
    /// The period, where the figure is a series over time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The statement.
    pub sql: String,
}

/// A place where the report uses the figure.
#[derive(Debug, Serialize)]
pub struct Used {
    /// In words.
    pub place: String,
    /// The definition's own account of it.
    #[serde(flatten)]
    pub used: Use,
}

/// What a figure is traced through.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// The report's definition as it is now.
    pub definition: &'a Definition,
    /// The figures.
    pub snapshot: &'a Snapshot,
    /// How many rows are wanted of each figure at most.
    pub most_rows: usize,
}

/// The exports as they are now.
struct Read<'a> {
    ingested: &'a Ingested,
    tables: Tables<'a>,
}

/// The figure and the member that a name leads to.
///
/// # Errors
/// When it leads nowhere, with the nearest name.
pub fn find(material: &Material<'_>, name: &str) -> anyhow::Result<FigureRef> {
    let figure = FigureRef::parse(name.trim());
    let FigureRef { id, member } = &figure;
    let Material { definition, snapshot, .. } = material;
    match snapshot.lookup(&figure) {
        Lookup::Number(_) | Lookup::Series(_) => Ok(figure),
        Lookup::NoMember => match snapshot.lookup(&id.whole()) {
            Lookup::Series(members) => {
                let names: Vec<String> = members.iter().map(crate::snapshot::Member::name).collect();
                let wanted = member.as_deref().unwrap_or_default();
                let hint = danish::nearest(wanted, names.iter().map(String::as_str)).map_or_else(
                    || format!("Medlemmerne er {}.", danish::list(&names)),
                    |best| format!("Mente du »{id}[{best}]«?"),
                );
                anyhow::bail!("»{id}« har intet medlem »{wanted}«. {hint}")
            }
            _ => anyhow::bail!("»{id}« er ét tal og har ingen medlemmer. Skriv »{id}«."),
        },
        Lookup::NoFigure if definition.figures.contains_key(id) => anyhow::bail!(
            "Nøgletallet »{id}« er kommet til, siden rapporten for {} blev bygget. Byg den igen.",
            snapshot.period
        ),
        Lookup::NoFigure => {
            let all = format!("»kapreport figures {} --report {}« viser dem alle.", snapshot.period, snapshot.report);
            let hint = danish::did_you_mean(id, snapshot.figures.keys().map(FigureId::as_str));
            let sentences = [format!("Der er intet nøgletal »{id}«."), hint, all];
            anyhow::bail!(sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Traces a figure that [`find`] has found; `ingested` are its datasets as they are now, None where the exports are gone.
///
/// # Errors
/// When the SQL engine cannot run a statement.
pub fn trace(material: &Material<'_>, wanted: &FigureRef, ingested: Option<&Ingested>) -> anyhow::Result<Trace> {
    let Material { definition, snapshot, .. } = material;
    let figure = tree::node(definition, snapshot, wanted);
    let mut notices = Vec::new();
    notice_definitions(material, &figure, &mut notices);
    // What cannot be joined was said when the snapshot was made.
    let read =
        ingested.map(|ingested| Read { ingested, tables: Tables::new(definition, ingested, &Findings::default()) });
    let mut counted = Vec::new();
    for node in figure.leaves() {
        if let Some(figure) = snapshot.figures.get(&node.id.id)
            && let Some(dataset) = &figure.dataset
        {
            counted.push(count(material, &node.id, figure, dataset, read.as_ref(), &mut notices)?);
        }
    }
    let parts: IndexSet<&str> = counted.iter().flat_map(|counted| snapshot.parts(&counted.dataset)).collect();
    for account in parts.into_iter().filter_map(|part| snapshot.datasets.get(part)) {
        if account.left_out > 0 {
            notices.push(format!(
                "{} i »{}« er udeladt, fordi en celle ikke passer, og er ikke talt med.",
                danish::rows(account.left_out),
                account.label
            ));
        }
    }
    let label = &snapshot.period.label;
    let mut used: Vec<Used> = Vec::new();
    for found in Usage::of(definition).of_figure(wanted) {
        let place = found.describe(label);
        if used.iter().all(|used| used.place != place) {
            let mut found = found.clone();
            if let UsedIn::Prose { text, .. } = &mut found.what {
                *text = text.replace("⟨periode⟩", label);
            }
            used.push(Used { place, used: found });
        }
    }
    let day = snapshot.period.last();
    Ok(Trace { report: snapshot.report.clone(), period: label.clone(), day, figure, counted, used, notices })
}

/// Says where the definition is another than the one the snapshot was made with.
fn notice_definitions(material: &Material<'_>, root: &Node, notices: &mut Vec<String>) {
    let hashes = definition::hashes(material.definition);
    let id = &root.id.id;
    let Some(then) = material.snapshot.figures.get(id) else { return };
    match hashes.get(id) {
        None => notices.push(format!("Rapporten har ikke længere nøgletallet »{id}«: her er, hvad øjebliksbilledet ved.")),
        Some(now) if *now != then.definition => notices.push(
            "Nøgletallet er defineret anderledes nu, end da tallet blev beregnet: SQL og rækker er efter den nye definition."
                .to_owned(),
        ),
        Some(_) => {}
    }
}

/// What stands behind a figure that is counted from rows.
fn count(
    material: &Material<'_>,
    name: &FigureRef,
    then: &Figure,
    dataset: &str,
    read: Option<&Read<'_>>,
    notices: &mut Vec<String>,
) -> anyhow::Result<Counted> {
    let Material { definition, snapshot, most_rows } = *material;
    let FigureRef { id, member } = name;
    let key = member.as_ref().and_then(|name| tree::member(then, name)).map(|member| member.key.as_slice());
    let defined = definition.figures.get(id).filter(|figure| matches!(figure.origin, FigureOrigin::Query(_)));
    let statements: Vec<Single> =
        defined.map_or_else(Vec::new, |figure| singles(definition, figure, key, &snapshot.period));
    let parts = snapshot.parts(dataset);
    let dataset_label = snapshot.dataset_label(dataset).to_owned();
    let sources = sources(snapshot, &parts, read.map(|read| read.ingested));
    notice_sources(&sources, notices);
    // Where nothing is read, nothing is counted: none is not nought.
    let all_gone = parts.iter().any(|part| {
        let mut own = sources.iter().filter(|source| source.file.dataset == *part).peekable();
        own.peek().is_some() && own.all(|source| source.state == State::Gone)
    });
    if all_gone && read.is_some() {
        let notice = format!(
            "Ingen af eksporterne i »{dataset_label}« kan læses mere: rækkerne kan ikke vises, kun hvad øjebliksbilledet ved."
        );
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    let read = read.filter(|_| !all_gone);
    let mut counted = Counted {
        id: name.clone(),
        dataset: dataset.to_owned(),
        dataset_label,
        statements: statements
            .iter()
            .map(|single| StatementText { period: single.period.clone(), sql: single.text() })
            .collect(),
        sources,
        rows_counted: tree::rows(then, member.as_deref()),
        left_out: parts.iter().filter_map(|part| snapshot.datasets.get(*part)).map(|account| account.left_out).sum(),
        columns: Vec::new(),
        rows_now: None,
        rows: Vec::new(),
    };
    if let Some(Read { ingested, tables }) = read {
        let mut now = 0;
        for single in &statements {
            let Some(frame) = single.rows(tables)? else { return Ok(counted) };
            now += frame.height() as u64;
            if counted.columns.is_empty() {
                counted.columns = rows::columns(definition, dataset, &single.columns);
            }
            let room = most_rows.saturating_sub(counted.rows.len());
            counted.rows.extend(rows::rows(&frame, single, &ingested.sources, room));
        }
        counted.rows_now = defined.map(|_| now);
        if let Lookup::Number(value) = snapshot.lookup(name)
            && let [single] = statements.as_slice()
            && let [recounted] = single.values(tables)?.as_slice()
            && !same(*recounted, value)
        {
            let print =
                |value: Option<f64>| value.map_or_else(|| "ukendt".to_owned(), |value| then.format.print(value));
            notices.push(format!(
                "Eksporterne giver nu {} for {name}, men i øjebliksbilledet står {}.",
                print(*recounted),
                print(value)
            ));
        }
    }
    Ok(counted)
}

/// Whether two numbers are one but for the noise of binary fractions.
fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a.filter(|number| number.is_finite()), b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
        (a, b) => a == b,
    }
}

/// The files of datasets, as the snapshot knows them, and whether they are so still.
fn sources(snapshot: &Snapshot, datasets: &[&str], ingested: Option<&Ingested>) -> Vec<Source> {
    let of_these = |source: &&SourceFile| datasets.contains(&source.dataset.as_str());
    let now: Vec<&SourceFile> = ingested.into_iter().flat_map(|ingested| &ingested.sources).filter(of_these).collect();
    let then: Vec<&SourceFile> = snapshot.sources.iter().filter(of_these).collect();
    Source::compared(&then, &now)
}

/// A sentence for each file that is not as it was.
fn notice_sources(sources: &[Source], notices: &mut Vec<String>) {
    for Source { file, state, .. } in sources {
        let name = match &file.sheet {
            Some(sheet) => format!("{}, ark »{sheet}«,", file.file),
            None => file.file.clone(),
        };
        let notice = match state {
            State::Unchanged => continue,
            State::Changed => format!("Eksporten {name} er ændret, siden tallet blev beregnet."),
            State::Gone => format!("Eksporten {name} kan ikke læses mere: den er væk, eller dens indhold er et andet."),
            State::New => format!("Eksporten {name} er kommet til, siden tallet blev beregnet."),
        };
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
}
