//! Tables and charts.

use super::super::{KeyKind, TableSchema};
use super::{key, required, table};

pub const TABLE: TableSchema = table(
    "table",
    "[tables.<name>]",
    "A table: `rows` with a figure each, with a figure in each column, or the largest members of a series (`ranking`). It defines no numbers.",
    &[
        required("caption", KeyKind::Template, "Its caption."),
        required("summary", KeyKind::Template, "What it shows, for those who cannot see it."),
        required(
            "header",
            KeyKind::Texts,
            "Templates: the header of each column. With `periods` one only, since the periods are the others.",
        ),
        key("rows", KeyKind::TablesOrTexts(&ROW), "Its rows; a text is short for `{ figure = \"…\" }`."),
        key(
            "columns",
            KeyKind::Texts,
            "Series with the same members: a row for each member, a column for each series. Short for one row with `series`.",
        ),
        key(
            "ranking",
            KeyKind::Text,
            "A series: its largest members with rank, a column for each part of the key, and the number.",
        ),
        key(
            "top",
            KeyKind::Count(1, 1000),
            "How many members a ranking has. Members with the same number as the last are left out with a note.",
        ),
        key("periods", KeyKind::Count(1, 10), "How many periods are columns. 1, unless it is said."),
        key(
            "order",
            KeyKind::Choice(&["latest", "earliest"]),
            "Which period comes first. `\"latest\"`, unless it is said.",
        ),
        key(
            "change",
            KeyKind::Choice(&["number", "percent", "both"]),
            "Columns with the change since the period before; wants `periods`.",
        ),
        key("notes", KeyKind::Texts, "Templates: notes below it that belong to no row."),
    ],
);

const ROW: TableSchema = table(
    "row",
    "{ … }",
    "A row: one of `heading`, `figure`, `figures` and `series`.",
    &[
        key("heading", KeyKind::Template, "Words over the rows that follow."),
        key("figure", KeyKind::Text, "A figure, or a member of a series."),
        key("figures", KeyKind::Texts, "A figure for each column; `\"\"` leaves a cell empty. Wants `label`."),
        key(
            "series",
            KeyKind::Texts,
            "A row for each member of a series, or of several with the same members, one for each column.",
        ),
        key("label", KeyKind::Template, "What the row is called, where that is not the figure's label."),
        key(
            "cell",
            KeyKind::Template,
            "What the cell says, where that is not the number alone; `{{ vaerdi }}` is the number. With several periods it is filled in for each with its own numbers.",
        ),
        key("note", KeyKind::Template, "A note to the number."),
        key("indent", KeyKind::Count(0, 4), "How far it is indented."),
        key("parent", KeyKind::Flag, "It is the sum of the rows indented below it, and stands out."),
        key("total", KeyKind::Flag, "It is the sum of the rows above it, and stands out."),
        key("sums", KeyKind::Flag, "`false` where a parent or total is not meant to be a sum."),
        key("sort", KeyKind::Choice(&["declared", "falling"]), "In which order the members of a series come."),
        key("labels", KeyKind::NamedTexts, "What members are called in this table."),
        key("top", KeyKind::Count(0, 1000), "Only so many members."),
    ],
);

pub const CHART: TableSchema = table(
    "chart",
    "[charts.<name>]",
    "A chart or a diagram. Its alternative text is made from the numbers. Which keys it has depends on `kind`.",
    &[
        required("caption", KeyKind::Template, "Its caption."),
        required(
            "kind",
            KeyKind::Choice(&["bars", "columns", "lines", "funnel", "pairs", "shares", "organisation", "process"]),
            "A bar for each member; stacked columns or lines over time; a funnel plot; two numbers of each member joined by a line; bars divided into shares; boxes under boxes; steps in order.",
        ),
        key(
            "series",
            KeyKind::Text,
            "The series that is shown. Of columns and lines the last part of the key is time, of shares it is what a bar is divided into.",
        ),
        key(
            "periods",
            KeyKind::Count(2, 50),
            "Of columns and lines: shows a number, a member or a whole series over so many periods, from their snapshots, with a gap where it was counted in another way.",
        ),
        key("sort", KeyKind::Choice(&["declared", "falling"]), "The order of bars."),
        key("value_label", KeyKind::Text, "What bars and pairs measure."),
        key("x_label", KeyKind::Text, "What the periods of columns and lines are, or what the size of a funnel is."),
        key("y_label", KeyKind::Text, "What columns, lines and funnels measure."),
        key(
            "compare",
            KeyKind::Texts,
            "Figures that bars are held against, such as a mean: bars of their own. Of lines: series over the same times, as lines of their own.",
        ),
        key(
            "beside",
            KeyKind::Text,
            "Of bars: a second series with the same members, such as a standardised rate, as thinner bars instead of those of the period before.",
        ),
        key("before", KeyKind::Text, "Of pairs: the series with the earlier number of each member."),
        key("size", KeyKind::Text, "Of a funnel: the series with the number of persons of each member."),
        key(
            "per",
            KeyKind::Count(1, 1_000_000),
            "Of a funnel: how many persons a rate is per. Without it the series is of shares.",
        ),
        key(
            "target",
            KeyKind::Text,
            "A figure that bars, columns and lines are held against: a dashed line with its label. Of a funnel: the overall rate or share.",
        ),
        key(
            "previous",
            KeyKind::Flag,
            "Whether bars show the period before beside this one, where a snapshot of it has the same members. true, unless it is said.",
        ),
        key("nodes", KeyKind::Tables(&NODE), "The boxes of an organisation."),
        key("steps", KeyKind::Tables(&STEP), "The steps of a process."),
    ],
);

const NODE: TableSchema = table(
    "node",
    "nodes = [{ … }]",
    "A box of an organisation.",
    &[
        required("id", KeyKind::Text, "Its name, for `under`."),
        required("label", KeyKind::Template, "What it says."),
        key("detail", KeyKind::Template, "What it says below that."),
        key("under", KeyKind::Text, "The box that it belongs under."),
    ],
);

const STEP: TableSchema = table(
    "step",
    "steps = [{ … }]",
    "A step of a process.",
    &[required("label", KeyKind::Template, "What it is called."), key("detail", KeyKind::Template, "What happens.")],
);
