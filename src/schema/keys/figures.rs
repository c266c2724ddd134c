//! Figures and checks.

use super::super::{Kind, Shape};
use super::{key, names, required, table};

pub const FIGURE: Shape = table(
    "figure",
    "[figures.<name>]",
    "A number, or a series of them, with its one definition: `from` (rows of a dataset), `is` (other figures) or `unknown`. Everywhere else it is `<chapter>.<name>`, a member of a series `<chapter>.<name>[<member>]`.",
    &[
        required("label", Kind::Text, "What it is called in tables, tiles and the appendix."),
        key("unit", Kind::Text, "What it counts, with gender, singular and plural: `\"et besøg|besøg\"`."),
        key("from", Kind::Text, "The dataset; `dataset.column` for a row for each value of a list column."),
        key(
            "where",
            Kind::Sql,
            "Which rows count. `:start`, `:end`, `:last` and `:as_of` are the period's first day, the day after its last, its last, and the day of a stock.",
        ),
        key(
            "value",
            Kind::Sql,
            "What the rows come to: `COUNT(*)`, unless it is said; `COUNT(DISTINCT x)`, `SUM(x)`, `AVG(x)`, `MIN(x)`, `MAX(x)` and arithmetic over them.",
        ),
        key(
            "by",
            Kind::Texts,
            "SQL; makes a series with a member for each value of the expression, or for each combination of several.",
        ),
        key(
            "members",
            Kind::Texts,
            "The members, in order, with nought where there are no rows. Otherwise those of the category, or those found.",
        ),
        key("labels", Kind::NamedTexts, "What members are called, where that is not their value."),
        key(
            "once",
            Kind::Texts,
            "Columns; rows that are alike in them count once, in each member of a series: for sums over a join.",
        ),
        key("over", Kind::Count(1, 50), "Makes a series over so many periods that end with this one."),
        key(
            "as_of",
            Kind::Sql,
            "The day a stock is counted on, where that is not the period's last: `\":end + INTERVAL '3 months'\"`.",
        ),
        key(
            "time",
            Kind::Choice(&["default", "during", "all"]),
            "`\"during\"`: rows of a register that are valid on any day of the period; `\"all\"`: every row.",
        ),
        key("is", Kind::Sql, "Arithmetic over other figures: `\"om.a / om.b\"`, `\"SUM(om.serie)\"`."),
        key(
            "unknown",
            Kind::TextOrTable(&UNKNOWN),
            "Why nobody knows the number. Tables print `*`, and that is not nought.",
        ),
        key(
            "format",
            Kind::Choice(&["integer", "decimal", "percent"]),
            "How it is printed. `\"percent\"` is of a share, 0–1. `\"integer\"`, unless it is said.",
        ),
        key(
            "decimals",
            Kind::Count(0, 6),
            "With how many decimals. 1 for `\"decimal\"` and `\"percent\"`, unless it is said.",
        ),
        key("negative", Kind::Flag, "It may be below nought; a count below nought is an error otherwise."),
        key("note", Kind::Text, "What must be known about it; stands in the appendix."),
        key("was", Kind::Text, "The id that it had in earlier periods."),
        key(
            "concept",
            Kind::Text,
            "What it measures, by a name of `shared/concepts.toml`, for comparison with other reports.",
        ),
    ],
);

const UNKNOWN: Shape = names(
    "unknown",
    "unknown = { … }",
    "In which periods it is unknown, beside `from`, and why: `{ \"2023\" = \"Siden blev flyttet.\" }`.",
    Kind::Text,
);

pub const CHECK: Shape = table(
    "check",
    "[[checks]]",
    "A statement that must hold between figures.",
    &[
        required("that", Kind::Sql, "The statement: `\"om.a + om.b = om.i_alt\"`."),
        required(
            "message",
            Kind::Text,
            "Why it must hold, in a Danish sentence; that is what a reader of the finding sees.",
        ),
        key(
            "severity",
            Kind::Choice(&["error", "warning"]),
            "What it means when it does not hold. `\"error\"`, unless it is said.",
        ),
        key("tolerance", Kind::Number, "By how much the two sides may differ."),
    ],
);
