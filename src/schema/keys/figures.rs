//! Figures and checks.

use super::super::{KeyKind, TableSchema};
use super::{key, names, required, table};

pub const FIGURE: TableSchema = table(
    "figure",
    "[figures.<name>]",
    "A number, or a series of them, with its one definition: `from` (rows of a dataset), `is` or `rate` (other figures), `given` or `unknown`. Everywhere else it is `<chapter>.<name>`, a member of a series `<chapter>.<name>[<member>]`.",
    &[
        required("label", KeyKind::Text, "What it is called in tables, tiles and the appendix."),
        key("unit", KeyKind::Text, "What it counts, with gender, singular and plural: `\"et besøg|besøg\"`."),
        key("from", KeyKind::Text, "The dataset; `dataset.column` for a row for each value of a list column."),
        key(
            "where",
            KeyKind::Sql,
            "Which rows count. `:start`, `:end`, `:last` and `:as_of` are the period's first day, the day after its last, its last, and the day of a stock.",
        ),
        key(
            "value",
            KeyKind::Sql,
            "What the rows come to: `COUNT(*)`, unless it is said; `COUNT(DISTINCT x)`, `SUM(x)`, `AVG(x)`, `MIN(x)`, `MAX(x)` and arithmetic over them.",
        ),
        key(
            "by",
            KeyKind::Texts,
            "SQL; makes a series with a member for each value of the expression, or for each combination of several.",
        ),
        key(
            "members",
            KeyKind::Texts,
            "The members, in order, with nought where there are no rows. Otherwise those of the category, or those found.",
        ),
        key("labels", KeyKind::NamedTexts, "What members are called, where that is not their value."),
        key(
            "once",
            KeyKind::Texts,
            "Columns; rows that are alike in them count once, in each member of a series: for sums over a join.",
        ),
        key("over", KeyKind::Count(1, 50), "Makes a series over so many periods that end with this one."),
        key(
            "as_of",
            KeyKind::Sql,
            "The day a stock is counted on, where that is not the period's last: `\":end + INTERVAL '3 months'\"`.",
        ),
        key(
            "time",
            KeyKind::Choice(&["default", "during", "all"]),
            "`\"during\"`: rows of a register that are valid on any day of the period; `\"all\"`: every row.",
        ),
        key(
            "scope",
            KeyKind::Text,
            "Of a batch, which rows count: `\"own\"` those of the member whose report it is, the name of a level (`\"klynge\"`) those of the group that it is part of, `\"all\"` every row. `\"all\"`, unless it is written.",
        ),
        key("is", KeyKind::Sql, "Arithmetic over other figures: `\"om.a / om.b\"`, `\"SUM(om.serie)\"`."),
        key(
            "rate",
            KeyKind::Table(&RATE),
            "Events per person. It makes two more figures with the ends of the 95 % interval: `<name>_nedre` and `<name>_oevre`.",
        ),
        key(
            "given",
            KeyKind::Table(&GIVEN),
            "Numbers by member that no export has, such as a standard population; `note` says where they are from.",
        ),
        key(
            "unknown",
            KeyKind::TextOrTable(&UNKNOWN),
            "Why nobody knows the number. Tables print `*`, and that is not nought.",
        ),
        key(
            "format",
            KeyKind::Choice(&["integer", "decimal", "percent"]),
            "How it is printed. `\"percent\"` is of a share, 0–1. `\"integer\"`, unless it is said.",
        ),
        key(
            "decimals",
            KeyKind::Count(0, 6),
            "With how many decimals. 1 for `\"decimal\"` and `\"percent\"`, unless it is said.",
        ),
        key("negative", KeyKind::Flag, "It may be below nought; a count below nought is an error otherwise."),
        key("note", KeyKind::Text, "What must be known about it; stands in the appendix."),
        key("was", KeyKind::Text, "The id that it had in earlier periods."),
        key(
            "members_was",
            KeyKind::NamedTexts,
            "The names that members had in earlier periods, by those they have now, where no value of a category has `was`.",
        ),
        key(
            "concept",
            KeyKind::Text,
            "What it measures, by a name of `shared/concepts.toml`, for comparison with other reports.",
        ),
    ],
);

const UNKNOWN: TableSchema = names(
    "unknown",
    "unknown = { … }",
    "In which periods it is unknown, beside `from`, and why: `{ \"2023\" = \"Siden blev flyttet.\" }`.",
    KeyKind::Text,
);

const RATE: TableSchema = table(
    "rate",
    "rate = { … }",
    "Events per person with a 95 % interval, for one number or for each member of a series.",
    &[
        required(
            "events",
            KeyKind::Text,
            "The figure that counts events: `\"om.recepter\"`, or `\"SUM(om.recepter)\"`.",
        ),
        required("persons", KeyKind::Text, "The figure that counts persons, with the same members."),
        key("per", KeyKind::Count(1, 10_000_000), "How many persons the rate is per. Without it, it is a share."),
        key(
            "standard",
            KeyKind::Text,
            "A series with a standard population, for a directly standardised rate. Its key is the last part of the keys of `events` and `persons`: `by = [\"ydernr\", \"koen\", \"alder\"]` for those, `by = [\"koen\", \"alder\"]` for this. Unknown with fewer than 10 events.",
        ),
        key(
            "interval",
            KeyKind::Choice(&["byar", "wilson", "dobson", "fay-feuer"]),
            "`\"byar\"` (exact below 10 events) for rates, `\"wilson\"` for shares, `\"dobson\"` or the wider `\"fay-feuer\"` for standardised rates. The first of these that fits, unless it is written.",
        ),
    ],
);

const GIVEN: TableSchema =
    names("given", "given = { … }", "The number of each member: `{ \"Kvinde, 18-39\" = 27000 }`.", KeyKind::Number);

pub const CHECK: TableSchema = table(
    "check",
    "[[checks]]",
    "A statement that must hold between figures.",
    &[
        required("that", KeyKind::Sql, "The statement: `\"om.a + om.b = om.i_alt\"`."),
        required(
            "message",
            KeyKind::Text,
            "Why it must hold, in a Danish sentence; that is what a reader of the finding sees.",
        ),
        key(
            "severity",
            KeyKind::Choice(&["error", "warning"]),
            "What it means when it does not hold. `\"error\"`, unless it is said.",
        ),
        key("tolerance", KeyKind::Number, "By how much the two sides may differ."),
    ],
);
