//! The tables of a report with their numbers and sources.

use indexmap::IndexSet;

use super::contents::SheetSummary;
use crate::compose::document::Document;
use crate::compose::view::TableView;
use crate::definition::Definition;
use crate::definition::table::TableDefinition;
use crate::figure_id::FigureId;
use crate::snapshot::Snapshot;

/// A table that the chapters insert.
pub struct NumberedTable<'a> {
    /// Its number in the report.
    pub number: usize,
    pub table: &'a TableDefinition,
    pub view: &'a TableView,
    /// The labels of the datasets that its figures are counted in.
    pub sources: String,
}

impl<'a> NumberedTable<'a> {
    /// All tables that the chapters insert, in order.
    pub fn all(definition: &'a Definition, snapshot: &Snapshot, document: &'a Document) -> Vec<Self> {
        let numbered = (1..).zip(&document.tables.inserted);
        let table = |(number, id): (usize, &String)| {
            let table = definition.tables().find(|table| table.id == *id)?;
            let view = document.tables.by_id.get(id)?;
            Some(Self { number, table, view, sources: sources(snapshot, table) })
        };
        numbered.filter_map(table).collect()
    }

    /// Its line in the list of sheets.
    pub fn summary(&self) -> SheetSummary {
        SheetSummary { name: self.sheet_name(), what: self.view.caption.clone(), from: self.sources.clone() }
    }

    /// Whether a cell of the table shows the figure or a member of it.
    pub fn shows(&self, id: &FigureId) -> bool {
        self.table.figures().iter().any(|used| used.value.id == *id)
    }

    pub fn sheet_name(&self) -> String {
        format!("Tabel {}", self.number)
    }
}

fn sources(snapshot: &Snapshot, table: &TableDefinition) -> String {
    let ids: IndexSet<&str> =
        table.figures().iter().flat_map(|figure| snapshot.datasets_of(&figure.value.id)).collect();
    let labels = ids.into_iter().filter_map(|id| Some(snapshot.datasets.get(id)?.label.as_str()));
    // Not a list with commas and "og", because labels may contain both.
    labels.collect::<Vec<_>>().join("; ")
}
