//! Names of datasets, columns, chapters and figures, which SQL uses as they are written.

use super::reader::{Located, TomlTable};
use crate::findings::Code;

/// SQL keywords that cannot be the name of a column.
const RESERVED: [&str; 34] = [
    "all", "and", "as", "between", "by", "case", "cast", "cross", "distinct", "else", "end", "exists", "false", "from",
    "group", "having", "in", "is", "join", "like", "limit", "not", "null", "on", "or", "order", "select", "then",
    "true", "union", "using", "when", "where", "with",
];

/// Reports a name that SQL would have to quote.
pub(super) fn check_name(table: &TomlTable<'_>, name: &Located<String>) {
    let valid = name.value.starts_with(|c: char| c.is_ascii_lowercase())
        && name.value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let message = format!("»{}« kan ikke være et navn.", name.value);
    if !valid {
        let advice = "Brug små bogstaver a–z, cifre og _; begynd med et bogstav.";
        table.report(Code::BadValue, &name.at, message, advice);
    } else if RESERVED.contains(&name.value.as_str()) {
        table.report(Code::BadValue, &name.at, message, "Det er et ord i SQL. Vælg et andet.");
    }
}
