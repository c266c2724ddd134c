//! `<chapter>.toml`.

use super::super::{Kind, Shape};
use super::figures::{CHECK, FIGURE};
use super::presentation::{CHART, TABLE};
use super::{key, required, table};

pub const CHAPTER: Shape = table(
    "chapter",
    "<chapter>.toml",
    "A chapter's figures, and what is shown and checked of them. Its prose is in `<chapter>.typ`.",
    &[
        required("title", Kind::Text, "Its heading."),
        key("figures", Kind::Named(&FIGURE), "Its figures."),
        key("tables", Kind::Named(&TABLE), "Its tables; `#tabel(\"<chapter>.<name>\")` shows one."),
        key("charts", Kind::Named(&CHART), "Its charts; `#figur(\"<chapter>.<name>\")` shows one."),
        key("checks", Kind::Tables(&CHECK), "What must hold."),
    ],
);
