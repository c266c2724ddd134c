//! `<chapter>.toml`.

use super::super::{KeyKind, TableSchema};
use super::figures::{CHECK, FIGURE};
use super::presentation::{CHART, TABLE};
use super::{key, required, table};

pub const CHAPTER: TableSchema = table(
    "chapter",
    "<chapter>.toml",
    "A chapter's figures, and what is shown and checked of them. Its prose is in `<chapter>.typ`.",
    &[
        required("title", KeyKind::Text, "Its heading."),
        key("owner", KeyKind::Text, "Who answers for it. A preview tells her what to do."),
        key("figures", KeyKind::Named(&FIGURE), "Its figures."),
        key("tables", KeyKind::Named(&TABLE), "Its tables; `#tabel(\"<chapter>.<name>\")` shows one."),
        key("charts", KeyKind::Named(&CHART), "Its charts; `#figur(\"<chapter>.<name>\")` shows one."),
        key("checks", KeyKind::Tables(&CHECK), "What must hold."),
    ],
);
