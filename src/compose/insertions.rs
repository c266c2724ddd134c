//! Tables and charts that the chapters insert.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use crate::danish::nearest;
use crate::definition::Definition;
use crate::definition::usage::scan::{self, Call, InsertedKind};
use crate::findings::{Code, Finding, Findings, Place};

/// The ids of inserted tables and charts, in the order of the report.
#[derive(Debug, Default)]
pub struct Insertions {
    pub tables: Vec<String>,
    pub charts: Vec<String>,
}

impl Insertions {
    /// Reads the composed chapters, not the templates: a table in a branch that Tera left out is not inserted.
    pub fn find(definition: &Definition, document: &Document) -> Self {
        let mut found = Self::default();
        for chapter in &definition.chapters {
            let source = document.files.get(&format!("/chapters/{}.typ", chapter.id));
            let text = source.map_or(Cow::Borrowed(""), |bytes| String::from_utf8_lossy(bytes));
            for Call { kind, id, .. } in scan::calls(&text) {
                match kind {
                    InsertedKind::Table => found.tables.push(id.to_owned()),
                    InsertedKind::Chart => found.charts.push(id.to_owned()),
                }
            }
        }
        found
    }

    /// The places of all tables and charts by the labels of their boxes on the page; see `templates/shared/boxes.typ`.
    pub fn parts(definition: &Definition) -> BTreeMap<String, Place> {
        let tables = definition.tables().map(|table| (format!("boks:tabel:{}", table.id), table.at.place()));
        let charts = definition.charts().map(|chart| (format!("boks:figur:{}", chart.id), chart.at.place()));
        tables.chain(charts).collect()
    }

    /// Reports tables and charts that are inserted twice or not at all.
    pub fn check(&self, definition: &Definition, findings: &Findings) {
        let tables = definition.tables().map(|table| (&table.id, &table.at, &self.tables));
        let charts = definition.charts().map(|chart| (&chart.id, &chart.at, &self.charts));
        // In a batch the prose may depend on the member, so what one report lacks may be in another.
        let is_of_batch = definition.report.batch.is_some();
        let named: BTreeSet<&str> = definition
            .chapters
            .iter()
            .filter(|_| is_of_batch)
            .flat_map(|chapter| scan::calls(&chapter.prose.value))
            .map(|call| call.id)
            .collect();
        let meant = self.meant(definition);
        for (id, at, inserted) in tables.chain(charts) {
            match inserted.iter().filter(|inserted| *inserted == id).count() {
                0 if named.contains(id.as_str()) || meant.contains(id.as_str()) => {}
                0 => {
                    let message = format!("»{id}« bliver ikke vist i rapporten.");
                    findings.push(Finding::new(Code::UnusedTable, at.place(), message));
                }
                1 => {}
                count => {
                    let message = format!("»{id}« er indsat {count} gange i teksten.");
                    let advice =
                        "Sæt den ind ét sted. Andre steder kan henvise til den med @tabel: eller @figur: og navnet.";
                    findings.push(Finding::new(Code::DuplicateId, at.place(), message).advise(advice));
                }
            }
        }
    }

    /// The tables and charts that wrong names in the text are nearest to. The finding about such a name says so already.
    fn meant<'d>(&self, definition: &'d Definition) -> BTreeSet<&'d str> {
        let tables: Vec<&str> = definition.tables().map(|table| table.id.as_str()).collect();
        let charts: Vec<&str> = definition.charts().map(|chart| chart.id.as_str()).collect();
        let mut meant = BTreeSet::new();
        for (inserted, own, others) in [(&self.tables, &tables, &charts), (&self.charts, &charts, &tables)] {
            for wrong in inserted.iter().map(String::as_str).filter(|id| !own.contains(id)) {
                // A table that is inserted as a chart, or a name without its chapter.
                let ending = format!(".{wrong}");
                meant.extend(own.iter().chain(others).filter(|id| **id == wrong || id.ends_with(&ending)));
                meant.extend(nearest(wrong, own.iter().copied()));
            }
        }
        meant
    }
}
