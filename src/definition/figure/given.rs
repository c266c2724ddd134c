//! `given` of a figure: a table of numbers that no export has, such as a standard population.

use indexmap::IndexMap;

use super::super::reader::TomlTable;
use crate::findings::Code;

/// The numbers by member; `None` without the key. Reports a missing source.
pub fn read(table: &TomlTable<'_>) -> Option<IndexMap<String, f64>> {
    let numbers = table.table("given")?.number_entries();
    if !table.has("note") {
        let message = "Tal under »given« skal have en kilde.";
        table.report(Code::MissingKey, &table.at_key("given"), message, "Skriv i »note«, hvor tallene er fra.");
    }
    Some(numbers)
}
