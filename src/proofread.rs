//! Proofreading of a finished report: what it says of its own numbers is computed again.
//!
//! A report is read into lines of cells ([`document`]), lines into tables and sentences, and those into statements that
//! agree or contradict. What is not sure to be a statement is passed over: a false alarm costs more than one that is missed.

pub mod document;
mod furniture;
pub mod number;
mod pdf;
mod percentages;
mod repeats;
mod sentence;
mod share;
pub mod statement;
mod table;
mod totals;

use document::Document;
use statement::Statement;

pub use share::{Ratio, printed};
pub use totals::{addition, adds_up};

/// All statements of a report about its own numbers, in its order.
pub fn proofread(document: &Document) -> Vec<Statement> {
    let tables = table::tables(document);
    let in_table = |index: usize| tables.iter().any(|table| table.lines.contains(&index));
    let sentences = sentence::sentences(document, in_table);
    let prose: Vec<_> = sentences.iter().filter(|sentence| !in_table(sentence.index)).collect();
    let mut statements: Vec<Statement> = sentences.iter().flat_map(share::statements).collect();
    statements.extend(tables.iter().flat_map(totals::statements));
    statements.extend(tables.iter().flat_map(percentages::statements));
    statements.extend(repeats::statements(&tables, &prose));
    statements.sort_by_key(|statement| (statement.spot.page, statement.spot.line));
    statements
}
