//! Tables of figures: a file for each layout (`rows`, `ranking`), and `composer` for what they share.

mod change;
mod composer;
mod csv;
mod notes;
mod periods;
mod ranking;
mod rows;

use indexmap::IndexMap;

use super::prose::Prose;
use super::view::{Content, NoteView, TableView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::table::{TableDefinition, TableLayout};
use crate::findings::{Code, Finding};
use crate::snapshot::Snapshot;
use composer::Composer;
pub use csv::{csv, no_formula};
pub use notes::INCOMPARABLE;
use notes::Notes;

/// Most rows of a table. Typesetting a hundred pages takes 2 seconds and 600 MB, and both grow with the rows.
const MOST_ROWS: usize = 5_000;

/// All tables of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    prose: &Prose<'_>,
) -> IndexMap<String, TableView> {
    let periods = definition.tables().map(TableDefinition::periods).max().unwrap_or(1);
    let earlier = periods::earlier(definition, snapshot, earlier, periods.saturating_sub(1) as usize, prose);
    definition
        .tables()
        .map(|table| {
            let composer = Composer {
                definition,
                snapshot,
                earlier: &earlier,
                prose,
                notes: Notes::default(),
                closing: Vec::new(),
            };
            (table.id.clone(), view(composer, table))
        })
        .collect()
}

fn view(mut composer: Composer<'_>, table: &TableDefinition) -> TableView {
    let (columns, mut rows) = match &table.layout {
        TableLayout::Rows(rows) => composer.rows(rows),
        TableLayout::Ranking(ranking) => composer.ranking(ranking),
    };
    if rows.len() > MOST_ROWS {
        let count = |rows: usize| danish::number(rows as f64, 0);
        let message = format!("Tabellen har {} rækker. En rapport kan vise {}.", count(rows.len()), count(MOST_ROWS));
        composer.prose.report(Finding::new(Code::LongTable, table.at.place(), message));
        rows.truncate(MOST_ROWS);
    }
    let cells = || rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
    let nothing = match composer.notes.one_reason() {
        Some(reason) if cells().all(|cell| cell.content == Content::Unknown) => Some(reason.to_owned()),
        _ => rows.is_empty().then(|| "Der er ingen tal at vise.".to_owned()),
    };
    let mut notes = composer.notes.into_views();
    if nothing.is_some() {
        // The reason is printed instead of the rows.
        notes.clear();
    }
    let closing = composer.closing.into_iter().chain(table.notes.iter().map(|note| composer.prose.text(note)));
    notes.extend(closing.map(|text| NoteView { mark: None, text }));
    TableView {
        caption: composer.prose.text(&table.caption),
        summary: composer.prose.text(&table.summary),
        columns,
        rows,
        notes,
        nothing,
    }
}
