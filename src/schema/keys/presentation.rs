//! Tables and charts.

use super::super::{Kind, Shape};
use super::{key, required, table};

pub const TABLE: Shape = table(
    "table",
    "[tables.<name>]",
    "A table: `rows` with a figure each, with a figure in each column, or the largest members of a series (`ranking`). It defines no numbers.",
    &[
        required("caption", Kind::Template, "Its caption."),
        required("summary", Kind::Template, "What it shows, for those who cannot see it."),
        required(
            "header",
            Kind::Texts,
            "Templates: the header of each column. With `periods` one only, since the periods are the others.",
        ),
        key("rows", Kind::TablesOrTexts(&ROW), "Its rows; a text is short for `{ figure = \"…\" }`."),
        key(
            "columns",
            Kind::Texts,
            "Series with the same members: a row for each member, a column for each series. Short for one row with `series`.",
        ),
        key(
            "ranking",
            Kind::Text,
            "A series: its largest members with rank, a column for each part of the key, and the number.",
        ),
        key(
            "top",
            Kind::Count(1, 1000),
            "How many members a ranking has. Members with the same number as the last are left out with a note.",
        ),
        key("periods", Kind::Count(1, 10), "How many periods are columns. 1, unless it is said."),
        key(
            "order",
            Kind::Choice(&["latest", "earliest"]),
            "Which period comes first. `\"latest\"`, unless it is said.",
        ),
        key(
            "change",
            Kind::Choice(&["number", "percent", "both"]),
            "Columns with the change since the period before; wants `periods`.",
        ),
        key("notes", Kind::Texts, "Templates: notes below it that belong to no row."),
    ],
);

const ROW: Shape = table(
    "row",
    "{ … }",
    "A row: one of `heading`, `figure`, `figures` and `series`.",
    &[
        key("heading", Kind::Template, "Words over the rows that follow."),
        key("figure", Kind::Text, "A figure, or a member of a series."),
        key("figures", Kind::Texts, "A figure for each column; `\"\"` leaves a cell empty. Wants `label`."),
        key(
            "series",
            Kind::Texts,
            "A row for each member of a series, or of several with the same members, one for each column.",
        ),
        key("label", Kind::Template, "What the row is called, where that is not the figure's label."),
        key(
            "cell",
            Kind::Template,
            "What the cell says, where that is not the number alone; `{{ vaerdi }}` is the number. With several periods it is filled in for each with its own numbers.",
        ),
        key("note", Kind::Template, "A note to the number."),
        key("indent", Kind::Count(0, 4), "How far it is indented."),
        key("parent", Kind::Flag, "It is the sum of the rows indented below it, and stands out."),
        key("total", Kind::Flag, "It is the sum of the rows above it, and stands out."),
        key("sums", Kind::Flag, "`false` where a parent or total is not meant to be a sum."),
        key("sort", Kind::Choice(&["declared", "falling"]), "In which order the members of a series come."),
        key("labels", Kind::NamedTexts, "What members are called in this table."),
        key("top", Kind::Count(0, 1000), "Only so many members."),
    ],
);

pub const CHART: Shape = table(
    "chart",
    "[charts.<name>]",
    "A chart or a diagram. Its alternative text is made from the numbers. Which keys it has depends on `kind`.",
    &[
        required("caption", Kind::Template, "Its caption."),
        required(
            "kind",
            Kind::Choice(&["bars", "columns", "lines", "organisation", "process"]),
            "A bar for each member; stacked columns or lines over time; boxes under boxes; steps in order.",
        ),
        key(
            "series",
            Kind::Text,
            "The series that bars, columns and lines show. Of columns and lines the last part of the key is time.",
        ),
        key("sort", Kind::Choice(&["declared", "falling"]), "The order of bars."),
        key("value_label", Kind::Text, "What bars measure."),
        key("x_label", Kind::Text, "What the periods of columns and lines are."),
        key("y_label", Kind::Text, "What columns and lines measure."),
        key(
            "target",
            Kind::Text,
            "A figure that bars, columns and lines are held against: a dashed line with its label.",
        ),
        key("nodes", Kind::Tables(&NODE), "The boxes of an organisation."),
        key("steps", Kind::Tables(&STEP), "The steps of a process."),
    ],
);

const NODE: Shape = table(
    "node",
    "nodes = [{ … }]",
    "A box of an organisation.",
    &[
        required("id", Kind::Text, "Its name, for `under`."),
        required("label", Kind::Template, "What it says."),
        key("detail", Kind::Template, "What it says below that."),
        key("under", Kind::Text, "The box that it belongs under."),
    ],
);

const STEP: Shape = table(
    "step",
    "steps = [{ … }]",
    "A step of a process.",
    &[required("label", Kind::Template, "What it is called."), key("detail", Kind::Template, "What happens.")],
);
