//! How a number was computed, from which rows of which files, and where the report prints it.
//!
//! The number comes from the snapshot. The exports are read again for the rows, and compared with the files that the snapshot
//! was made from.

mod counted;
mod csv;
mod human;
mod rows;
mod tree;
mod xlsx;

use chrono::NaiveDate;
use indexmap::IndexSet;
use serde::Serialize;

use crate::danish;
use crate::definition::Definition;
use crate::definition::usage::{Usage, Use, UsedIn};
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::Tables;
use crate::findings::Findings;
use crate::ingest::Ingested;
use crate::snapshot::{Figure, Lookup, Member, Snapshot};
pub use counted::CountedFigure;
pub use csv::csv;
pub use human::human;
pub use rows::{TracedCell, TracedRow, columns as traced_columns, rows as traced_rows};
pub use tree::FigureNode;
pub use xlsx::workbook;

/// What is behind a number.
#[derive(Debug, Serialize)]
pub struct Trace {
    pub report: String,
    pub period: String,
    /// The last day of the period: the date of a workbook.
    #[serde(skip)]
    pub day: NaiveDate,
    /// The figure and those it is derived from.
    pub figure: FigureNode,
    /// The figure itself if it is counted from rows, otherwise those at the leaves of its derivation.
    pub counted: Vec<CountedFigure>,
    pub used: Vec<PlaceOfUse>,
    /// What has changed since the snapshot and what else a reader must know, in Danish sentences.
    pub notices: Vec<String>,
}

/// A place where the report uses the figure.
#[derive(Debug, Serialize)]
pub struct PlaceOfUse {
    /// In words.
    pub place: String,
    #[serde(flatten)]
    pub used: Use,
}

/// What a figure is traced in.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// As it is now.
    pub definition: &'a Definition,
    pub snapshot: &'a Snapshot,
    /// How many rows to show of each figure.
    pub most_rows: usize,
}

/// The exports as they are now.
pub struct Exports<'a> {
    ingested: &'a Ingested,
    tables: Tables<'a>,
}

/// Finds the figure or member with this name. The error suggests the nearest name that exists.
pub fn find(material: &Material<'_>, name: &str) -> anyhow::Result<FigureRef> {
    let figure = FigureRef::parse(name.trim());
    let FigureRef { id, member } = &figure;
    let Material { definition, snapshot, .. } = material;
    match snapshot.lookup(&figure) {
        Lookup::Number(_) | Lookup::Series(_) => Ok(figure),
        Lookup::NoMember => match snapshot.lookup(&id.whole()) {
            Lookup::Series(members) => {
                let names: Vec<String> = members.iter().map(Member::name).collect();
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
            let has_name = |figure: &Figure| figure.label.to_lowercase() == id.to_lowercase();
            let named = snapshot.figures.iter().find(|(_, figure)| has_name(figure)).map(|(id, _)| id);
            let hint = named.map_or_else(
                || danish::did_you_mean(id, snapshot.figures.keys().map(FigureId::as_str)),
                |id| format!("Mente du »{id}«?"),
            );
            let sentences = [format!("Der er intet nøgletal »{id}«."), hint, all];
            anyhow::bail!(sentences.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" "))
        }
    }
}

/// Traces a figure that [`find`] has found. `ingested` has its datasets as they are now, or `None` if the exports are gone.
pub fn trace(material: &Material<'_>, wanted: &FigureRef, ingested: Option<&Ingested>) -> anyhow::Result<Trace> {
    let Material { definition, snapshot, .. } = material;
    let figure = tree::node(definition, snapshot, wanted);
    let mut notices = Vec::new();
    notice_definitions(material, &figure, &mut notices);
    // A join that cannot be made was reported when the snapshot was made.
    let exports =
        ingested.map(|ingested| Exports { ingested, tables: Tables::new(definition, ingested, &Findings::default()) });
    let mut counted = Vec::new();
    for node in figure.leaves() {
        if let Some(figure) = snapshot.figures.get(&node.id.id)
            && let Some(dataset) = &figure.dataset
        {
            counted.push(CountedFigure::trace(material, &node.id, figure, dataset, exports.as_ref(), &mut notices)?);
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
    let mut used: Vec<PlaceOfUse> = Vec::new();
    for found in Usage::of(definition).of_figure(wanted) {
        let place = found.describe(label);
        if used.iter().all(|used| used.place != place) {
            let mut found = found.clone();
            if let UsedIn::Prose { text, .. } = &mut found.what {
                *text = text.replace("⟨periode⟩", label);
            }
            used.push(PlaceOfUse { place, used: found });
        }
    }
    let day = snapshot.period.last();
    Ok(Trace { report: snapshot.report.clone(), period: label.clone(), day, figure, counted, used, notices })
}

/// Adds a sentence if the figure is no longer defined as it was for the snapshot.
fn notice_definitions(material: &Material<'_>, root: &FigureNode, notices: &mut Vec<String>) {
    let id = &root.id.id;
    let Some(then) = material.snapshot.figures.get(id) else { return };
    match material.definition.hashes.get(id) {
        None => notices.push(format!("Rapporten har ikke længere nøgletallet »{id}«: her er, hvad øjebliksbilledet ved.")),
        Some(now) if *now != then.definition => notices.push(
            "Nøgletallet er defineret anderledes nu, end da tallet blev beregnet: SQL og rækker er efter den nye definition."
                .to_owned(),
        ),
        Some(_) => {}
    }
}
