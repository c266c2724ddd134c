//! The same figure printed in several places.

use super::sentence::Sentence;
use super::statement::Statement;
use super::table::Table;

/// What tables and running text say twice.
pub fn statements(_tables: &[Table], _prose: &[&Sentence]) -> Vec<Statement> {
    Vec::new()
}
